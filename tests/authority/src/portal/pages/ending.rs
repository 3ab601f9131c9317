//! How a visit ends, well or otherwise.

use doorstep::model::Language;
use maud::{Markup, html};

use super::{Forms, Frame};
use crate::portal::words;

/// Asks whether everything is to be deleted.
pub(in crate::portal) fn erase(language: Language, forms: &Forms) -> Markup {
    let words = words::of(language);
    let title = words.erase_title;
    let frame = Frame { language, path: "erase", title, refused: None, signed_in: Some(forms) };
    frame.page(&html! {
        p { (words.erase_goes) }
        p { (words.erase_stays) }
        p { (words.erase_app) }
        form method="post" action=(frame.href("erase")) {
            (forms.hidden())
            button { (words.erase_send) }
        }
        p { a href=(frame.href("ask")) { (words.back) } }
    })
}

/// Why there is nothing more to do on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::portal) enum Ended {
    /// Signed out.
    Left,
    /// Forgotten.
    Erased,
    /// A form that does not count.
    NotCounted,
    /// No such page.
    Unknown,
    /// The authority could not do its part.
    Failed,
}

/// Says so, and leads to the beginning.
pub(in crate::portal) fn ended(language: Language, why: Ended) -> Markup {
    let words = words::of(language);
    let (path, title, texts) = match why {
        Ended::Left => ("left", words.left_title, [words.left_text, ""]),
        Ended::Erased => ("erased", words.erased_title, [words.erased_text, ""]),
        Ended::NotCounted => {
            ("", words.not_counted_title, [words.not_counted, words.not_counted_next])
        }
        Ended::Unknown => ("", words.unknown_title, [words.unknown, ""]),
        Ended::Failed => ("", words.failed_title, [words.failed, ""]),
    };
    let frame = Frame { language, path, title, refused: None, signed_in: None };
    frame.page(&html! {
        @for text in texts.iter().filter(|text| !text.is_empty()) { p { (text) } }
        p { a .button href=(frame.href("").trim_end_matches('/')) { (words.begin) } }
    })
}
