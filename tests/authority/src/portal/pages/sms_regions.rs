//! The numbers to which a text message can be written now.

use doorstep::documents::SmsRegion;
use doorstep::model::Language;
use maud::{Markup, html};

use super::PageLayout;
use crate::portal::words;

/// The regions, each with the way to its sheet.
pub(in crate::portal) fn sms_regions(language: Language, regions: &[&SmsRegion]) -> Markup {
    let words = words::of(language);
    let title = words.sms_title;
    let layout = PageLayout { language, path: "sms", title, form_error: None, signed_in: None };
    layout.page(&html! {
        @if regions.is_empty() {
            p .lead { (words.sms_none) }
        } @else {
            p .lead { (words.sms_lead) }
            ul .numbers {
                @for region in regions {
                    li {
                        a href=(layout.href(&format!("sms/{}", region.id))) {
                            (words.sms_number) " " span .dial { (region.number) }
                        }
                        " " span .hint translate="no" { (region.id) }
                    }
                }
            }
        }
        p { a href=(layout.href("").trim_end_matches('/')) { (words.begin) } }
    })
}
