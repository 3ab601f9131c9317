//! What to write to a region's number: read on a screen, and printed on a sheet to keep by the phone. The
//! core says all of it; labels are the table's, and escaped like every text.

use doorstep::model::{Language, Sentence};
use doorstep::sms::{
    MessagePart, ReplyPart, SheetMessage, SheetPart, SheetPurpose, SheetReply, SmsSheet,
};
use doorstep::words::{Say as _, SmsTableText};
use maud::{Markup, html};

use super::PageLayout;
use crate::portal::words::{self, Words};

/// The sheet of a region, from the document of this serial.
pub(in crate::portal) fn sms_sheet(language: Language, sheet: &SmsSheet, serial: u64) -> Markup {
    let words = words::of(language);
    let path = format!("sms/{}", sheet.region);
    let title = format!("{}: {}", words.sms_title, sheet.number);
    let layout =
        PageLayout { language, path: &path, title: &title, form_error: None, signed_in: None };
    let heading = |say: SmsTableText<'_>| say.sentence(language).text;
    layout.page_to_print(&html! {
        @match &sheet.out_of_use {
            Some(why) => {
                p .emergency { (why.text) }
                p { (sheet.holds.text) }
            }
            None => {
                p .screen { (words.sms_print) }
                p .write-to { (heading(SmsTableText::WriteTo)) " " strong .dial translate="no" { (sheet.number) } }
                p { (sheet.holds.text) }
                p { (sheet.sims.text) }
                h2 { (heading(SmsTableText::WhatToWrite)) }
                @if sheet.messages.iter().any(has_frame) {
                    p { (words.sms_frames) " " (joined(&sheet.every_message)) }
                }
                @for (at, message) in sheet.messages.iter().enumerate() {
                    (written(language, message, (sheet.messages.len() > 1).then_some(at + 1)))
                }
                @if !sheet.parts.is_empty() {
                    h2 { (heading(SmsTableText::Parts)) }
                    dl .rows { @for part in &sheet.parts { (belongs(words, part)) } }
                }
                @if !sheet.purposes.is_empty() {
                    h2 { (heading(SmsTableText::Purposes)) }
                    @if !sheet.every_purpose.is_empty() { p { (joined(&sheet.every_purpose)) } }
                    dl .rows .purposes[sheet.purposes.iter().any(|one| one.code.is_some())] { @for purpose in &sheet.purposes { (permitted(purpose)) } }
                }
                h2 { (heading(SmsTableText::Replies)) }
                @if let Some(unknown) = &sheet.replies_unknown { p { (unknown.text) } }
                dl .rows { @for reply in &sheet.replies { (answered(reply)) } }
            }
        }
        @if !sheet.other_ways.is_empty() {
            h2 { (heading(SmsTableText::NoAnswer)) }
            ul .plainly {
                @for said in sheet.unanswered.iter().chain(&sheet.other_ways) { li { (said.text) } }
            }
        }
        p .hint {
            (words.sms_table) " " span translate="no" { (sheet.region) } ", " (words.sms_published) " " (serial) "."
        }
        p .screen { a href=(layout.href("sms")) { (words.sms_all) } }
    })
}

fn has_frame(message: &SheetMessage) -> bool {
    message.template.iter().any(|part| matches!(part, MessagePart::Part(_)))
}

fn joined(sentences: &[Sentence]) -> String {
    let texts: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    texts.join(" ")
}

/// A message: what it is for, how it is written, an example. Nobody translates what is sent.
fn written(language: Language, message: &SheetMessage, number: Option<usize>) -> Markup {
    let example = SmsTableText::Example.sentence(language).text;
    html! {
        section .message {
            h3 { @if let Some(number) = number { (number) ". " } (message.title.text) }
            @if !message.template.is_empty() {
                p .template translate="no" {
                    @for part in &message.template {
                        @match part {
                            MessagePart::Literal(text) => b { (text) },
                            MessagePart::Part(label) => var { (label) },
                        }
                    }
                }
            }
            @if let Some(made) = &message.example {
                p { (example) ": " kbd translate="no" { (made.text) } }
            }
            @let notes = joined(&message.notes);
            @let segments = message.example.as_ref().and_then(|made| made.segments.as_ref());
            @if !notes.is_empty() || segments.is_some() {
                p { (notes) @if let Some(segments) = segments { " " (segments.text) } }
            }
        }
    }
}

/// What belongs in a part.
fn belongs(words: &Words, part: &SheetPart) -> Markup {
    let numbers: Vec<String> = part.messages.iter().map(usize::to_string).collect();
    html! {
        div {
            dt {
                (part.label)
                @if !numbers.is_empty() { " (" (words.sms_message) " " (numbers.join(", ")) ")" }
            }
            dd { (joined(&part.takes)) }
        }
    }
}

/// A purpose, with its code where a message has one.
fn permitted(purpose: &SheetPurpose) -> Markup {
    html! {
        div {
            dt { @if let Some(code) = &purpose.code { b .purpose translate="no" { (code) " " } } (purpose.label) }
            @if !purpose.says.is_empty() { dd { (joined(&purpose.says)) } }
        }
    }
}

/// A reply and what it says.
fn answered(reply: &SheetReply) -> Markup {
    html! {
        div {
            dt translate="no" {
                @for part in &reply.pattern {
                    @match part {
                        ReplyPart::Literal(text) => (text),
                        ReplyPart::Part(said) => { " " var { (said.text) } " " }
                    }
                }
            }
            dd { (reply.meaning.text) }
        }
    }
}
