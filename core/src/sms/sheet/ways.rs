//! What comes back, and what to do if nothing does.

use super::Words;
use super::messages::labels;
use crate::documents::sms::{
    Captured, FormKind, PatternPart, ReplyClass, SmsRegion, SmsReply, VoiceLine,
};
use crate::model::Sentence;
use crate::sms::saying;
use crate::words::{SmsTableText, SmsText};

/// A reply whose wording is established.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetReply {
    /// Its wording.
    pub pattern: Vec<ReplyPart>,
    pub meaning: Sentence,
}

/// A piece of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplyPart {
    Literal(String),
    /// What stands there.
    Part(Sentence),
}

pub(super) fn replies(region: &SmsRegion, words: Words<'_>) -> Vec<SheetReply> {
    region.replies.iter().map(|reply| described(reply, words)).collect()
}

fn described(reply: &SmsReply, words: Words<'_>) -> SheetReply {
    let part = |part: &PatternPart| match part {
        PatternPart::Literal(text) => ReplyPart::Literal(text.clone()),
        PatternPart::Capture(capture) => ReplyPart::Part(words.say(match capture.what {
            Captured::Code => SmsTableText::ReplyCode,
            Captured::Until => SmsTableText::ReplyUntil,
            Captured::Anything => SmsTableText::ReplyAnything,
        })),
    };
    let meaning = match reply.class {
        ReplyClass::Approved => SmsText::Approved { code: None, until: None },
        ReplyClass::Refused(reason) => saying::refused(reason),
    };
    SheetReply { pattern: reply.pattern.iter().map(part).collect(), meaning: words.say(meaning) }
}

/// How long to wait, and what the region says of whom nobody answers.
pub(super) fn unanswered(region: &SmsRegion, words: Words<'_>) -> Vec<Sentence> {
    let fallback = &region.fallback;
    let wait = words.say(SmsTableText::Wait { after_s: fallback.after_s });
    vec![wait, words.say(saying::unanswered(fallback.no_reply))]
}

/// Numbers to call, and paper.
pub(super) fn others(region: &SmsRegion, words: Words<'_>) -> Vec<Sentence> {
    let fallback = &region.fallback;
    let line = |line: &VoiceLine| {
        words.say(SmsTableText::Line { number: &line.number, hours: line.hours })
    };
    let mut said: Vec<Sentence> = fallback.voice.iter().map(line).collect();
    let name = words.label(&fallback.paper);
    if !name.is_empty() {
        said.push(words.say(SmsText::Paper { name: &name }));
        said.extend(on_paper(region, words));
    }
    if said.is_empty() {
        said.push(words.say(SmsTableText::NoOtherWay));
    }
    said
}

/// What stands on the paper: the parts of a request, in their order.
fn on_paper(region: &SmsRegion, words: Words<'_>) -> Vec<Sentence> {
    let requests = region.forms.iter().filter(|form| form.kind == FormKind::Request);
    let mut said: Vec<Sentence> = Vec::new();
    for form in requests {
        let parts = labels(form, words);
        let sentence = words.say(SmsTableText::OnPaper { parts: &Words::list(&parts) });
        if !parts.is_empty() && !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    said
}
