//! The pages: HTML that works without scripts and reads well aloud. Every text is escaped by maud.

mod ask;
mod code;
mod ending;
mod form;
mod number;
mod print;
mod sms_regions;
mod sms_sheet;
mod start;

use doorstep::model::Language;
use maud::{DOCTYPE, Markup, html};

pub(super) use ask::{PassForm, PassFormValues, ask};
pub(super) use code::code;
pub(super) use ending::{EndPage, ended, erase};
pub(super) use form::Forms;
pub(super) use number::number;
pub(super) use print::print;
pub(super) use sms_regions::sms_regions;
pub(super) use sms_sheet::sms_sheet;
pub(super) use start::start;

use super::form_error::FormError;
use super::words::{self, LANGUAGES, Words};

/// What every page has around its content.
pub(super) struct PageLayout<'a> {
    pub(super) language: Language,
    /// The page after its language, as `number`.
    pub(super) path: &'a str,
    pub(super) title: &'a str,
    /// Why the last form was not done.
    pub(super) form_error: Option<&'a FormError>,
    /// The forms of a browser that is signed in.
    pub(super) signed_in: Option<&'a Forms>,
}

impl PageLayout<'_> {
    fn words(&self) -> &'static Words {
        words::of(self.language)
    }

    fn href(&self, page: &str) -> String {
        format!("/portal/{}/{page}", self.language.tag())
    }

    /// The page around this content. What of it is printed is a sheet of its own, if there is one.
    fn page(&self, content: &Markup) -> Markup {
        self.around(content, false)
    }

    /// The page around this content, which is printed as it is read.
    fn page_to_print(&self, content: &Markup) -> Markup {
        self.around(content, true)
    }

    fn around(&self, content: &Markup, is_printed: bool) -> Markup {
        let words = self.words();
        html! {
            (DOCTYPE)
            html lang=(self.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title {
                        @if self.form_error.is_some() { (words.problem) ": " }
                        (self.title) " — " (words.service)
                    }
                    link rel="stylesheet" href="/portal/style.css";
                }
                body {
                    a .skip href="#main" { (words.skip) }
                    header .screen {
                        p .service { a href=(self.href("").trim_end_matches('/')) { (words.service) } }
                        (self.languages())
                    }
                    main #main .leaflet[is_printed] tabindex="-1" {
                        h1 { (self.title) }
                        @if let Some(form_error) = self.form_error { (problem(words, form_error)) }
                        (content)
                    }
                    @if let Some(forms) = self.signed_in { (self.session(forms)) }
                }
            }
        }
    }

    fn languages(&self) -> Markup {
        html! {
            nav aria-label=(self.words().languages) {
                ul {
                    @for (language, name) in LANGUAGES {
                        @let tag = language.tag();
                        li {
                            @if language == self.language {
                                span lang=(tag) aria-current="true" { (name) }
                            } @else {
                                @let path = format!("/portal/{tag}/{}", self.path);
                                a href=(path.trim_end_matches('/')) lang=(tag) hreflang=(tag) { (name) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn session(&self, forms: &Forms) -> Markup {
        let words = self.words();
        html! {
            footer .screen aria-label=(words.session) {
                form method="post" action=(self.href("leave")) {
                    (forms.hidden())
                    button .plain { (words.leave) }
                }
                p { a href=(self.href("erase")) { (words.erase) } }
            }
        }
    }
}

/// What was wrong, read out at once, with the way to the field.
fn problem(words: &Words, form_error: &FormError) -> Markup {
    html! {
        div #problem .problem role="alert" {
            h2 { span .sign aria-hidden="true" { "!" } (words.problem) }
            p {
                @match form_error.field {
                    Some(field) => { a href={ "#" (field.name()) } { (form_error.what) } }
                    None => { (form_error.what) }
                }
            }
            p { (form_error.next) }
        }
    }
}
