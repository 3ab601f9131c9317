//! A region's number, for tests: it answers as the real one is documented to. Where no wording is established
//! it says the same in words of its own, which no phone knows, as a real reply is that nobody wrote down.
//!
//! What it has granted is known in memory alone.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use doorstep::documents::sms::{
    Captured, FormKind, PatternPart, ReplyClass, ReplyReason, SmsForm, SmsPurpose, SmsReply,
};
use doorstep::documents::{SmsRegion, SmsRegions};
use doorstep::model::Period;
use doorstep::sms::{
    Asked, AskedOutcome, Composed, RegionState, SmsRefusal, Tables, compose, may_ask, read_request,
};

/// Most requests of one number that are known: more than any quota counts.
const MOST_OF_A_NUMBER: usize = 100;
/// Most numbers.
const MOST_NUMBERS: usize = 1_000;

/// What the number answers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GatewayReply {
    /// Where the message was sent to, and who answers.
    pub number: String,
    /// `approved`, or why it is refused.
    pub class: String,
    /// Whether the wording is the region's own.
    pub is_established: bool,
    pub text: String,
}

/// The numbers of all regions.
#[derive(Default)]
pub(crate) struct Gateway {
    asked: Mutex<HashMap<String, Vec<Asked>>>,
}

impl Gateway {
    /// What a region's number answers to a message from this phone; nothing if no such number answers now.
    pub(crate) fn answer(
        &self,
        regions: SmsRegions,
        region: &str,
        phone: &str,
        text: &str,
        now: u64,
    ) -> Option<GatewayReply> {
        let tables = Tables::load(regions);
        let table = tables.at(region, now)?;
        if table.state(now) != RegionState::Ready {
            return None;
        }
        let region = &table.region;
        let mut all = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST_NUMBERS {
            all.clear();
        }
        let before = all.entry(phone.to_owned()).or_default();
        let (class, asked) = judge(region, before, text, now);
        if let Some(asked) = asked {
            before.push(asked);
            let over = before.len().saturating_sub(MOST_OF_A_NUMBER);
            before.drain(..over);
        }
        Some(said(region, class, before.len(), now))
    }
}

/// What becomes of a message, and the permit that it is granted.
fn judge(
    region: &SmsRegion,
    before: &[Asked],
    text: &str,
    now: u64,
) -> (ReplyClass, Option<Asked>) {
    let Some((form, composed)) = region.forms.iter().find_map(|form| written(region, form, text))
    else {
        return (ReplyClass::Refused(ReplyReason::Malformed), None);
    };
    let purpose = composed.purpose.as_deref().and_then(|code| region.purpose(code));
    let may = |purpose: &SmsPurpose| may_ask(region, purpose, before, now);
    if let (FormKind::Request, Some(purpose)) = (form.kind, purpose)
        && let Err(refusal) = may(purpose)
    {
        return (ReplyClass::Refused(reason(&refusal)), None);
    }
    let asked = Asked {
        region: region.id.clone(),
        form: form.name.clone(),
        purpose: composed.purpose,
        at: now,
        outcome: AskedOutcome::Approved,
        reply: None,
        code: None,
        valid_until: None,
    };
    (ReplyClass::Approved, Some(asked))
}

/// The message as one of this form, if it is one to the byte.
fn written<'r>(
    region: &SmsRegion,
    form: &'r SmsForm,
    text: &str,
) -> Option<(&'r SmsForm, Composed)> {
    let composed = compose(region, form, &read_request(form, text)?).ok()?;
    (composed.text == text).then_some((form, composed))
}

fn reason(refusal: &SmsRefusal) -> ReplyReason {
    match refusal {
        SmsRefusal::OutsideHours { .. } => ReplyReason::OutsideHours,
        SmsRefusal::QuotaUsed { .. } => ReplyReason::QuotaUsed,
        _ => ReplyReason::Other,
    }
}

/// The answer in the region's own words, where those are established.
fn said(region: &SmsRegion, class: ReplyClass, granted: usize, now: u64) -> GatewayReply {
    let name = match class {
        ReplyClass::Approved => "approved",
        ReplyClass::Refused(reason) => reason.name(),
    };
    let known = region.replies.iter().find(|reply| reply.class == class);
    let text = match known {
        Some(reply) => filled(region, reply, granted, now),
        None => format!("[test number {}] {name}", region.number),
    };
    let number = region.number.clone();
    GatewayReply { number, class: name.to_owned(), is_established: known.is_some(), text }
}

/// A pattern with something at each place that is read out of it.
fn filled(region: &SmsRegion, reply: &SmsReply, granted: usize, now: u64) -> String {
    let day = Period::LocalDay.span(&region.zone, now);
    let part = |part: &PatternPart| match part {
        PatternPart::Literal(text) => text.clone(),
        PatternPart::Capture(capture) => match capture.what {
            Captured::Code => format!("{granted:0width$}", width = capture.least),
            Captured::Until => region.zone.date_time(day.until.saturating_sub(60)),
            Captured::Anything => "-".repeat(capture.least),
        },
    };
    reply.pattern.iter().map(part).collect()
}
