//! The page that asks for a number.

use doorstep::model::Language;
use maud::{Markup, html};

use super::form::TextField;
use super::{Forms, PageLayout};
use crate::commands::CONSENT;
use crate::portal::form_error::{Field, FormError};
use crate::portal::words;

/// Asks for a phone number.
pub(in crate::portal) fn number(
    language: Language,
    forms: &Forms,
    typed: &str,
    form_error: Option<&FormError>,
) -> Markup {
    let words = words::of(language);
    let title = words.number_title;
    let layout = PageLayout { language, path: "number", title, form_error, signed_in: None };
    let line = TextField {
        field: Field::Number,
        label: words.number,
        hint: words.number_hint,
        kind: "tel",
        autocomplete: "tel",
        inputmode: "tel",
        size: 20,
        value: typed,
        form_error,
    };
    layout.page(&html! {
        form method="post" action=(layout.href("number")) novalidate {
            (forms.hidden())
            input type="hidden" name="consent" value=(CONSENT);
            (line.markup())
            p #consent { (words.number_consent) " " a href="#kept" { (words.number_kept) } "." }
            button aria-describedby="consent" { (words.number_send) }
        }
        h2 #kept { (words.kept_title) }
        ul .plainly { @for kept in words.kept { li { (kept) } } }
    })
}
