//! The page that asks for the code from the message.

use doorstep::model::{Language, When};
use doorstep::words::{AccountText, Say as _};
use maud::{Markup, html};

use super::form::TextField;
use super::{Forms, PageLayout};
use crate::portal::form_error::{Field, FormError};
use crate::portal::words;

/// Asks for the code that went to this (masked) number, or for another one once none is likely to
/// come any more.
pub(in crate::portal) fn code(
    language: Language,
    forms: &Forms,
    phone: &str,
    by: When,
    form_error: Option<&FormError>,
) -> Markup {
    let words = words::of(language);
    let layout =
        PageLayout { language, path: "code", title: words.code_title, form_error, signed_in: None };
    let line = TextField {
        field: Field::Code,
        label: words.code,
        hint: words.code_hint,
        kind: "text",
        autocomplete: "one-time-code",
        inputmode: "numeric",
        size: 8,
        value: "",
        form_error,
    };
    layout.page(&html! {
        p { (AccountText::CodeSent { phone, by }.sentence(language).text) }
        form method="post" action=(layout.href("code")) novalidate {
            (forms.hidden())
            (line.markup())
            button { (words.code_send) }
        }
        h2 { (words.again_title) }
        p { (words.again_text) }
        form method="post" action=(layout.href("code/again")) {
            (forms.hidden())
            button .second { (words.again_send) }
        }
        p { a href=(layout.href("number")) { (words.another_number) } }
    })
}
