//! Requests that wait for a reply, and what came back.

use std::fmt;

use super::{SmsRefusedView, SmsViewed};
use crate::documents::sms::{FormKind, SmsRegion};
use crate::model::Sentence;
use crate::sms::{Asked, AskedOutcome, Class, Read, title, told};
use crate::words::SmsText;

/// A request that was handed to the phone's own composer. Prints without what came back.
#[derive(Clone, PartialEq, Eq)]
pub struct SmsRequestView {
    /// By which a reply is held to it.
    pub request: String,
    /// What it asks for.
    pub title: Sentence,
    /// When it was written, and what has come of it.
    pub text: Vec<Sentence>,
    pub is_waiting: bool,
    /// The code in the reply.
    pub code: Option<String>,
    /// The reply as it came.
    pub reply: Option<String>,
    /// What to do, now that nobody has answered in the region's time; empty before.
    pub other_ways: Vec<Sentence>,
}

// The code of a permit, and what a stranger wrote, must not reach a log through `{:?}`.
impl fmt::Debug for SmsRequestView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmsRequestView({}, …)", self.request)
    }
}

/// What a reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmsReplyClass {
    Approved,
    Refused,
    /// Nothing is made of it, and it changes nothing.
    Unknown,
}

/// What came of a reply that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmsReplyResult {
    Read(SmsReplyView),
    Refused(SmsRefusedView),
}

/// A reply as it was read. Prints without what it says.
#[derive(Clone, PartialEq, Eq)]
pub struct SmsReplyView {
    pub class: SmsReplyClass,
    /// What it says, or that nothing is made of it.
    pub text: Sentence,
    /// The request that it answers; nothing if it changed none.
    pub request: Option<SmsRequestView>,
}

impl fmt::Debug for SmsReplyView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmsReplyView({:?}, …)", self.class)
    }
}

impl SmsViewed<'_> {
    pub(super) fn request(self, region: &SmsRegion, asked: &Asked) -> SmsRequestView {
        let when = |at| told(&region.zone, at, self.now);
        let outcome = match asked.outcome {
            AskedOutcome::Waiting if asked.reply.is_some() => SmsText::Unknown,
            AskedOutcome::Waiting => SmsText::NoReplyYet,
            AskedOutcome::Approved => SmsText::Approved {
                code: asked.code.as_deref(),
                until: asked.valid_until.map(when),
            },
            AskedOutcome::Refused => SmsText::OtherReason,
        };
        let is_waiting = asked.is_open(&region.zone, region.fallback.after_s, self.now);
        let late = if is_waiting { self.other_ways(region, Some(asked)) } else { Vec::new() };
        let kind = region.form(&asked.form).map_or(FormKind::Request, |form| form.kind);
        SmsRequestView {
            request: asked.id(),
            title: title(region, kind, asked.purpose.as_deref(), self.language),
            text: vec![self.say(SmsText::Written { at: when(asked.at) }), self.say(outcome)],
            is_waiting,
            code: asked.code.clone(),
            reply: asked.reply.clone(),
            other_ways: late,
        }
    }

    pub(crate) fn reply(
        self,
        region: &SmsRegion,
        read: &Read,
        answered: Option<&Asked>,
    ) -> SmsReplyView {
        SmsReplyView {
            class: match read.class {
                Class::Approved => SmsReplyClass::Approved,
                Class::Refused(_) => SmsReplyClass::Refused,
                Class::Unknown(_) => SmsReplyClass::Unknown,
            },
            text: read.sentence(&region.zone, self.now, self.language),
            request: answered.map(|asked| self.request(region, asked)),
        }
    }
}
