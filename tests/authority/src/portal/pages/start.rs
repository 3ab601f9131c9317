//! The first page: what this is, what it takes, what is kept. It needs no cookie and sets none.

use doorstep::model::Language;
use doorstep::words::{EmergencyText, Say as _};
use maud::{Markup, html};

use super::PageLayout;
use crate::portal::words;

/// The first page; it leads to the tables of text messages where there are some.
pub(in crate::portal) fn start(language: Language, has_tables: bool) -> Markup {
    let words = words::of(language);
    let layout = PageLayout {
        language,
        path: "",
        title: words.start_title,
        form_error: None,
        signed_in: None,
    };
    layout.page(&html! {
        p .lead { (words.start_lead) }
        p .emergency { (EmergencyText::NoPassNeeded.sentence(language).text) }
        p { a .button href=(layout.href("number")) { (words.start) } }
        @if has_tables {
            h2 { (words.sms_title) }
            p { (words.sms_offer) }
            p { a .button .second href=(layout.href("sms")) { (words.sms_show) } }
        }
        h2 { (words.needs_title) }
        ul .plainly { @for need in words.needs { li { (need) } } }
        h2 { (words.kept_title) }
        ul .plainly { @for kept in words.kept { li { (kept) } } }
    })
}
