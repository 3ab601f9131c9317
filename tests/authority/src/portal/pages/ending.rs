//! How a visit ends, well or otherwise.

use doorstep::model::Language;
use maud::{Markup, html};

use super::{Forms, PageLayout};
use crate::portal::words;

/// Asks whether everything is to be deleted.
pub(in crate::portal) fn erase(language: Language, forms: &Forms) -> Markup {
    let words = words::of(language);
    let title = words.erase_title;
    let layout =
        PageLayout { language, path: "erase", title, form_error: None, signed_in: Some(forms) };
    layout.page(&html! {
        p { (words.erase_goes) }
        p { (words.erase_stays) }
        p { (words.erase_app) }
        form method="post" action=(layout.href("erase")) {
            (forms.hidden())
            button { (words.erase_send) }
        }
        p { a href=(layout.href("ask")) { (words.back) } }
    })
}

/// Why there is nothing more to do on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::portal) enum EndPage {
    /// Signed out.
    Left,
    /// Forgotten.
    Erased,
    /// A form that does not count.
    NotCounted,
    /// No such page.
    Unknown,
    /// No table of text messages of this name.
    NoTable,
    /// The authority could not do its part.
    Failed,
}

/// Says so, and leads to the beginning.
pub(in crate::portal) fn ended(language: Language, why: EndPage) -> Markup {
    let words = words::of(language);
    let (path, title, texts) = match why {
        EndPage::Left => ("left", words.left_title, [words.left_text, ""]),
        EndPage::Erased => ("erased", words.erased_title, [words.erased_text, ""]),
        EndPage::NotCounted => {
            ("", words.not_counted_title, [words.not_counted, words.not_counted_next])
        }
        EndPage::Unknown => ("", words.unknown_title, [words.unknown, ""]),
        EndPage::NoTable => ("sms", words.sms_unknown_title, [words.sms_unknown, ""]),
        EndPage::Failed => ("", words.failed_title, [words.failed, ""]),
    };
    let layout = PageLayout { language, path, title, form_error: None, signed_in: None };
    layout.page(&html! {
        @for text in texts.iter().filter(|text| !text.is_empty()) { p { (text) } }
        p { a .button href=(layout.href("").trim_end_matches('/')) { (words.begin) } }
    })
}
