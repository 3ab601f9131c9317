//! What is said of passes by text message: of a field before anything is sent, of what came back, and of what
//! else there is. No word of it stands in a message.

mod en;
mod part;
mod ru;
mod table;
mod tt;

pub use part::SmsPartText;
pub use table::{CountedOver, CountedWith, SmsTableText};

use super::{Say, Text};
use crate::model::When;

/// What is said, with its figures. Positions count from 1.
#[derive(Debug, Clone, Copy)]
pub enum SmsText<'a> {
    NumberLength {
        least: usize,
        most: usize,
        got: usize,
    },
    NumberImplausible,
    TaxIdChecksum,
    LooksLikeTransportCard,
    SeparatorReplaced {
        sign: char,
    },
    SeparatorRefused {
        sign: char,
        position: usize,
    },
    Character {
        position: usize,
    },
    TooLong {
        most: usize,
    },
    Missing,
    Words {
        least: usize,
        most: usize,
    },
    MixedLetters {
        position: usize,
    },
    Segments {
        n: u64,
    },
    /// How the message is written is likely, and not established.
    Unconfirmed,
    NotInForce,
    /// Hours that are likely, and not established.
    PerhapsClosed,
    /// A quota that is not established, or an answer that has not come.
    PerhapsUsed,
    RegionUnknown {
        name: &'a str,
    },
    FormUnknown {
        name: &'a str,
    },
    FieldUnknown {
        field: &'a str,
    },
    PurposeUnknown {
        code: &'a str,
    },
    PurposeOver,
    NotEstablished,
    Closed {
        next: When,
    },
    Used {
        used: u64,
        of: u64,
        next: Option<When>,
    },
    SimForeign,
    VectorFailed,
    /// What to do about a field.
    NextCorrect,
    /// What to do where no message helps.
    NextOther,
    /// What to do where time helps.
    NextWait,
    Approved {
        code: Option<&'a str>,
        until: Option<When>,
    },
    Malformed,
    QuotaUsed,
    OutsideHours,
    NotRegistered,
    OtherReason,
    Unknown,
    WrongSender,
    NotAsked,
    /// Nobody has answered in the region's time: whether the person may go.
    MayLeave,
    MustWait,
    NotSaid,
    UseFallback,
    Call {
        number: &'a str,
        is_open: bool,
    },
    Paper {
        name: &'a str,
    },
    /// Where messages go, as a heading.
    Region {
        number: &'a str,
    },
    Registration,
    Request,
    RequestFor {
        purpose: &'a str,
    },
    /// Another form does the same.
    Shorter,
    MayStayEmpty,
    Size {
        characters: u64,
        segments: u64,
    },
    Written {
        at: When,
    },
    NoReplyYet,
}

impl Say for SmsText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::NumberLength { .. } => "sms-number-length",
            Self::NumberImplausible => "sms-number-implausible",
            Self::TaxIdChecksum => "sms-tax-id",
            Self::LooksLikeTransportCard => "sms-like-a-card",
            Self::SeparatorReplaced { .. } => "sms-separator-replaced",
            Self::SeparatorRefused { .. } => "sms-separator-refused",
            Self::Character { .. } => "sms-character",
            Self::TooLong { .. } => "sms-too-long",
            Self::Missing => "sms-missing",
            Self::Words { .. } => "sms-words",
            Self::MixedLetters { .. } => "sms-mixed-letters",
            Self::Segments { .. } => "sms-segments",
            Self::Unconfirmed => "sms-unconfirmed",
            Self::NotInForce => "sms-not-in-force",
            Self::PerhapsClosed => "sms-perhaps-closed",
            Self::PerhapsUsed => "sms-perhaps-used",
            Self::RegionUnknown { .. } => "sms-region-unknown",
            Self::FormUnknown { .. } => "sms-form-unknown",
            Self::FieldUnknown { .. } => "sms-field-unknown",
            Self::PurposeUnknown { .. } => "sms-purpose-unknown",
            Self::PurposeOver => "sms-purpose-over",
            Self::NotEstablished => "sms-not-established",
            Self::Closed { .. } => "sms-closed",
            Self::Used { .. } => "sms-used",
            Self::SimForeign => "sms-sim-foreign",
            Self::VectorFailed => "sms-vector-failed",
            Self::NextCorrect => "sms-next-correct",
            Self::NextOther => "sms-next-other",
            Self::NextWait => "sms-next-wait",
            Self::Approved { .. } => "sms-approved",
            Self::Malformed => "sms-malformed",
            Self::QuotaUsed => "sms-quota-used",
            Self::OutsideHours => "sms-outside-hours",
            Self::NotRegistered => "sms-not-registered",
            Self::OtherReason => "sms-other-reason",
            Self::Unknown => "sms-unknown",
            Self::WrongSender => "sms-wrong-sender",
            Self::NotAsked => "sms-not-asked",
            Self::MayLeave => "sms-may-leave",
            Self::MustWait => "sms-must-wait",
            Self::NotSaid => "sms-not-said",
            Self::UseFallback => "sms-use-fallback",
            Self::Call { .. } => "sms-call",
            Self::Paper { .. } => "sms-paper",
            Self::Region { .. } => "sms-region",
            Self::Registration => "sms-registration",
            Self::Request => "sms-request",
            Self::RequestFor { .. } => "sms-request-for",
            Self::Shorter => "sms-shorter",
            Self::MayStayEmpty => "sms-may-stay-empty",
            Self::Size { .. } => "sms-size",
            Self::Written { .. } => "sms-written",
            Self::NoReplyYet => "sms-no-reply-yet",
        }
        .into()
    }

    fn en(&self) -> Text {
        en::text(self)
    }

    fn ru(&self) -> Text {
        ru::text(self)
    }

    fn tt(&self) -> Option<Text> {
        tt::text(self)
    }
}
