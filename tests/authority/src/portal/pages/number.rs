//! The page that asks for a number.

use doorstep::model::Language;
use maud::{Markup, html};

use super::form::Line;
use super::{Forms, Frame};
use crate::commands::CONSENT;
use crate::portal::refused::{Field, Refused};
use crate::portal::words;

/// Asks for a phone number.
pub(in crate::portal) fn number(
    language: Language,
    forms: &Forms,
    typed: &str,
    refused: Option<&Refused>,
) -> Markup {
    let words = words::of(language);
    let title = words.number_title;
    let frame = Frame { language, path: "number", title, refused, signed_in: None };
    let line = Line {
        field: Field::Number,
        label: words.number,
        hint: words.number_hint,
        kind: "tel",
        autocomplete: "tel",
        inputmode: "tel",
        size: 20,
        value: typed,
        refused,
    };
    frame.page(&html! {
        form method="post" action=(frame.href("number")) novalidate {
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
