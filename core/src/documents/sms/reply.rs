//! Replies of a region's number, as patterns: literal text and what is read between. A reply whose wording is
//! not established has none.

use super::{at_most, literal, name_of, named};
use crate::documents::item::{Item, MapKey};
use crate::documents::numbers::limit;

/// Why a region refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyReason {
    /// The request was not written as the region wants it.
    Malformed,
    QuotaUsed,
    OutsideHours,
    NotRegistered,
    /// Another, which the reply says in its own words.
    Other,
}

const REASONS: [(ReplyReason, &str); 5] = [
    (ReplyReason::Malformed, "malformed"),
    (ReplyReason::QuotaUsed, "quota-used"),
    (ReplyReason::OutsideHours, "outside-hours"),
    (ReplyReason::NotRegistered, "not-registered"),
    (ReplyReason::Other, "other"),
];

impl ReplyReason {
    /// The stable name, kebab-case.
    pub fn name(self) -> &'static str {
        name_of(&REASONS, self)
    }

    /// The reason of this name.
    pub fn from_name(reason: &str) -> Option<Self> {
        named(&REASONS, &Item::text(reason))
    }
}

/// What a reply says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyClass {
    Approved,
    Refused(ReplyReason),
}

impl ReplyClass {
    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        match item.as_text()? {
            "approved" => Some(Self::Approved),
            _ => named(&REASONS, item).map(Self::Refused),
        }
    }

    pub(super) fn item(self) -> Item<'static> {
        Item::text(match self {
            Self::Approved => "approved",
            Self::Refused(reason) => reason.name(),
        })
    }
}

/// What is read out of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Captured {
    /// The code of a permit or of a registration: letters, digits and dashes.
    Code,
    /// Until when it counts, on the region's clocks: `HH:MM` of the day, or `DD.MM.YYYY HH:MM`.
    Until,
    /// What the region repeats of the request, whatever it is.
    Anything,
}

const CAPTURED: [(Captured, &str); 3] =
    [(Captured::Code, "code"), (Captured::Until, "until"), (Captured::Anything, "anything")];

impl Captured {
    /// What this name of the wire means.
    pub fn from_name(what: &str) -> Option<Self> {
        named(&CAPTURED, &Item::text(what))
    }
}

/// What is read at one place of a reply: so many characters of its kind, up to the first other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capture {
    pub what: Captured,
    pub least: usize,
    pub most: usize,
}

/// A part of a pattern. A reply fits if all of it is used up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternPart {
    Literal(String),
    Capture(Capture),
}

/// A reply whose wording is established.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsReply {
    pub class: ReplyClass,
    pub pattern: Vec<PatternPart>,
}

impl SmsReply {
    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let pattern = item.get("pattern")?;
        let pattern = at_most(pattern, limit::SMS_VALUES, PatternPart::from_item)?;
        // A pattern without a word of its own would take any reply for its class.
        let says = pattern.iter().any(|part| matches!(part, PatternPart::Literal(_)));
        says.then_some(Self { class: ReplyClass::from_item(item.get("class")?)?, pattern })
    }

    pub(super) fn item(&self) -> Item<'static> {
        let pattern = self.pattern.iter().map(PatternPart::item).collect();
        Item::map([("class".into(), self.class.item()), ("pattern".into(), Item::Array(pattern))])
    }
}

impl PatternPart {
    fn from_item(item: &Item<'_>) -> Option<Self> {
        if item.as_text().is_some() {
            return literal(item).filter(|text| !text.trim().is_empty()).map(Self::Literal);
        }
        let count = |field: &'static str| usize::try_from(item.get(field)?.as_uint()?).ok();
        let (least, most) = (count("least")?, count("most")?);
        let fits = 1 <= least && least <= most && most <= limit::SMS_LONGEST;
        let what = named(&CAPTURED, item.get("what")?)?;
        fits.then_some(Self::Capture(Capture { what, least, most }))
    }

    fn item(&self) -> Item<'static> {
        match self {
            Self::Literal(text) => Item::text(text),
            Self::Capture(capture) => {
                let fields: [(MapKey, Item<'static>); 3] = [
                    ("what".into(), Item::text(name_of(&CAPTURED, capture.what))),
                    ("least".into(), Item::uint(capture.least as u64)),
                    ("most".into(), Item::uint(capture.most as u64)),
                ];
                Item::map(fields)
            }
        }
    }
}
