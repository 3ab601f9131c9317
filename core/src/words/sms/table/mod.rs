//! A region's table of text messages in words, for whoever writes without the app.

mod en;
mod ru;

use crate::model::{Period, When};
use crate::words::lengths::clock;
use crate::words::{Say, Text};

/// Which purposes a quota counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedWith<'a> {
    /// The purpose alone.
    Nothing,
    AllPurposes,
    /// Purposes of these names.
    These(&'a str),
}

/// The stretch over which a quota counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedOver {
    Calendar(Period),
    /// Any stretch of so many hours.
    Hours(u64),
}

/// What is said of a table, with its figures. What `is_likely` is not established.
#[derive(Debug, Clone, Copy)]
pub enum SmsTableText<'a> {
    /// Headings.
    WriteTo,
    WhatToWrite,
    Example,
    Parts,
    Purposes,
    Replies,
    NoAnswer,
    /// From when a table holds, and until when where an end is established.
    Holds {
        from: When,
        until: Option<When>,
    },
    SimPerhapsForeign,
    SimNotSaid,
    /// Nothing stands in the message.
    Empty,
    /// The signs between the parts.
    Apart {
        signs: &'a str,
    },
    /// What is left out leaves its place empty.
    PlacesStay,
    Shorter {
        message: usize,
    },
    /// The parts are known, and not how the message is written.
    PartsOnly {
        parts: &'a str,
    },
    Quota {
        n: u64,
        over: CountedOver,
        with: CountedWith<'a>,
        is_likely: bool,
    },
    QuotaNotSaid,
    /// Minutes of the day.
    Closed {
        from: u64,
        to: u64,
        is_likely: bool,
    },
    ClosedNotSaid,
    /// Until when a permit counts.
    FromRequest {
        minutes: u64,
    },
    FromReply {
        minutes: u64,
    },
    InReply,
    ToEndOfDay,
    ValidityNotSaid,
    PurposeFrom {
        from: When,
    },
    PurposeUntil {
        until: When,
    },
    /// What stands at a place of a reply.
    ReplyCode,
    ReplyUntil,
    ReplyAnything,
    RepliesNotSaid,
    Wait {
        after_s: u64,
    },
    /// A voice line, with the minutes of the day in which somebody answers.
    Line {
        number: &'a str,
        hours: Option<(u64, u64)>,
    },
    /// What stands on the paper.
    OnPaper {
        parts: &'a str,
    },
    NoOtherWay,
}

impl Say for SmsTableText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::WriteTo => "sms-table-write-to",
            Self::WhatToWrite => "sms-table-what-to-write",
            Self::Example => "sms-table-example",
            Self::Parts => "sms-table-parts",
            Self::Purposes => "sms-table-purposes",
            Self::Replies => "sms-table-replies",
            Self::NoAnswer => "sms-table-no-answer",
            Self::Holds { .. } => "sms-table-holds",
            Self::SimPerhapsForeign => "sms-table-sim-perhaps-foreign",
            Self::SimNotSaid => "sms-table-sim-not-said",
            Self::Empty => "sms-table-empty",
            Self::Apart { .. } => "sms-table-apart",
            Self::PlacesStay => "sms-table-places-stay",
            Self::Shorter { .. } => "sms-table-shorter",
            Self::PartsOnly { .. } => "sms-table-parts-only",
            Self::Quota { .. } => "sms-table-quota",
            Self::QuotaNotSaid => "sms-table-quota-not-said",
            Self::Closed { .. } => "sms-table-closed",
            Self::ClosedNotSaid => "sms-table-closed-not-said",
            Self::FromRequest { .. } => "sms-table-from-request",
            Self::FromReply { .. } => "sms-table-from-reply",
            Self::InReply => "sms-table-in-reply",
            Self::ToEndOfDay => "sms-table-to-end-of-day",
            Self::ValidityNotSaid => "sms-table-validity-not-said",
            Self::PurposeFrom { .. } => "sms-table-purpose-from",
            Self::PurposeUntil { .. } => "sms-table-purpose-until",
            Self::ReplyCode => "sms-table-reply-code",
            Self::ReplyUntil => "sms-table-reply-until",
            Self::ReplyAnything => "sms-table-reply-anything",
            Self::RepliesNotSaid => "sms-table-replies-not-said",
            Self::Wait { .. } => "sms-table-wait",
            Self::Line { .. } => "sms-table-line",
            Self::OnPaper { .. } => "sms-table-on-paper",
            Self::NoOtherWay => "sms-table-no-other-way",
        }
        .into()
    }

    fn en(&self) -> Text {
        en::text(self)
    }

    fn ru(&self) -> Text {
        ru::text(self)
    }

    // Russian is said.
    fn tt(&self) -> Option<Text> {
        None
    }
}

/// Hours from and until which something is. The end of the day is `24:00`.
fn clocks(from: u64, to: u64) -> [String; 2] {
    [clock(from), clock(if to == 0 { 1440 } else { to })]
}
