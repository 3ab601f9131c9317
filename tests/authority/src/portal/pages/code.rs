//! The page that asks for the code from the message.

use doorstep::model::Language;
use doorstep::when::When;
use doorstep::words::Say;
use maud::{Markup, html};

use super::form::Line;
use super::{Forms, Frame};
use crate::portal::refused::{Field, Refused};
use crate::portal::words;

/// Asks for the code that went to this (masked) number, or for another one once none is likely to
/// come any more.
pub(in crate::portal) fn code(
    language: Language,
    forms: &Forms,
    phone: &str,
    by: When,
    refused: Option<&Refused>,
) -> Markup {
    let words = words::of(language);
    let frame = Frame { language, path: "code", title: words.code_title, refused, signed_in: None };
    let line = Line {
        field: Field::Code,
        label: words.code,
        hint: words.code_hint,
        kind: "text",
        autocomplete: "one-time-code",
        inputmode: "numeric",
        size: 8,
        value: "",
        refused,
    };
    frame.page(&html! {
        p { (Say::CodeSent { phone, by }.sentence(language).text) }
        form method="post" action=(frame.href("code")) novalidate {
            (forms.hidden())
            (line.markup())
            button { (words.code_send) }
        }
        h2 { (words.again_title) }
        p { (words.again_text) }
        form method="post" action=(frame.href("code/again")) {
            (forms.hidden())
            button .second { (words.again_send) }
        }
        p { a href=(frame.href("number")) { (words.another_number) } }
    })
}
