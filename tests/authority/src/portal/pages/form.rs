//! What forms are made of.

use doorstep::model::{IdempotencyKey, to_base64url};
use maud::{Markup, html};

use crate::commands::{InternalError, draw};
use crate::portal::form_error::{Field, FormError};

/// Longest text that is shown again in its field, in characters: more was not typed by hand.
const SHOWN_AGAIN: usize = 64;

/// What every form of one page carries.
pub(in crate::portal) struct Forms {
    /// That it is one of ours.
    token: String,
    /// That it is done once.
    once: IdempotencyKey,
}

impl Forms {
    /// Forms of a browser with this token.
    pub(in crate::portal) fn new(token: String) -> Result<Self, InternalError> {
        Ok(Self { token, once: IdempotencyKey::new(draw()?) })
    }

    /// The fields that are not seen.
    pub(super) fn hidden(&self) -> Markup {
        html! {
            input type="hidden" name="token" value=(self.token);
            input type="hidden" name="once" value=(to_base64url(self.once.bytes()));
        }
    }
}

/// A line to type into.
pub(super) struct TextField<'a> {
    pub(super) field: Field,
    pub(super) label: &'a str,
    pub(super) hint: &'a str,
    pub(super) kind: &'static str,
    /// What the browser may fill in by itself (HTML, autofill).
    pub(super) autocomplete: &'static str,
    pub(super) inputmode: &'static str,
    /// Characters that fit.
    pub(super) size: u8,
    /// What was typed before.
    pub(super) value: &'a str,
    pub(super) form_error: Option<&'a FormError>,
}

impl TextField<'_> {
    /// Label, hint, what was wrong, and the input that names them all.
    pub(super) fn markup(&self) -> Markup {
        let name = self.field.name();
        let wrong = self.form_error.filter(|form_error| form_error.field == Some(self.field));
        let described = match wrong {
            Some(_) => format!("{name}-hint {name}-error"),
            None => format!("{name}-hint"),
        };
        let value = if self.value.chars().count() <= SHOWN_AGAIN { self.value } else { "" };
        html! {
            div .field {
                label for=(name) { (self.label) }
                p .hint id={ (name) "-hint" } { (self.hint) }
                (error(self.field, self.form_error))
                input id=(name) name=(name) type=(self.kind) inputmode=(self.inputmode)
                    autocomplete=(self.autocomplete) size=(self.size) value=(value)
                    spellcheck="false" autocapitalize="off" required
                    aria-describedby=(described) aria-invalid=[wrong.map(|_| "true")];
            }
        }
    }
}

/// What was wrong with this field, under a name by which its input refers to it.
pub(super) fn error(field: Field, form_error: Option<&FormError>) -> Markup {
    let wrong = form_error.filter(|form_error| form_error.field == Some(field));
    html! {
        @if let Some(wrong) = wrong {
            p .error id={ (field.name()) "-error" } {
                span .sign aria-hidden="true" { "!" } (wrong.what)
            }
        }
    }
}
