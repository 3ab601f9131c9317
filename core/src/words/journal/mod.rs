//! What a journal says, entry by entry, to whom it belongs.

pub(super) mod en;
pub(super) mod ru;
mod tt;

use super::{Say, Text};
use crate::model::When;
use crate::model::patient::{
    AnswerMode, AsideReason, CannotReason, Declared, EpochReason, State, TechnicalState, Verdict,
};

/// One entry.
#[derive(Debug, Clone, Copy)]
pub enum JournalText<'a> {
    OrderCame {
        version: u64,
    },
    /// It does not count, by the name of the rule.
    OrderRefused {
        version: u64,
        rule: &'a str,
    },
    Seen {
        version: u64,
    },
    /// The person said that an order is for somebody else.
    NotMine,
    /// The person typed the code that ends the order.
    TypedRelease,
    Began,
    Ended,
    Fix {
        verdict: Verdict,
    },
    Presence {
        state: State,
        from: When,
        to: When,
    },
    Asked,
    /// What asked is not what an order allows.
    AskedInVain {
        rule: &'a str,
    },
    Answered {
        how: AnswerMode,
    },
    CouldNot {
        reason: Option<CannotReason>,
    },
    Declared(Declared),
    Technical(TechnicalState),
    Alias,
    Notice,
    Disputed,
    /// So many entries are confirmed.
    Receipt {
        up_to: u64,
    },
    Epoch(EpochReason),
    Link,
    Aside {
        seq: u64,
        why: AsideReason,
    },
    /// A newer app wrote it.
    Unknown,
}

impl Say for JournalText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::OrderCame { .. } => "journal-order-came".into(),
            Self::OrderRefused { .. } => "journal-order-refused".into(),
            Self::Seen { .. } => "journal-seen".into(),
            Self::NotMine => "journal-not-mine".into(),
            Self::TypedRelease => "journal-typed-release".into(),
            Self::Began => "journal-began".into(),
            Self::Ended => "journal-ended".into(),
            Self::Fix { verdict } => format!(
                "journal-fix-{}",
                match verdict {
                    Verdict::Inadmissible(reason) => reason.name(),
                    told => told.name(),
                }
            )
            .into(),
            Self::Presence { state, .. } => format!("journal-presence-{}", state.name()).into(),
            Self::Asked => "journal-asked".into(),
            Self::AskedInVain { .. } => "journal-asked-in-vain".into(),
            Self::Answered { how } => format!("journal-answered-{}", how.name()).into(),
            Self::CouldNot { reason: None } => "journal-could-not".into(),
            Self::CouldNot { reason: Some(reason) } => {
                format!("journal-could-not-{}", reason.name()).into()
            }
            Self::Declared(what) => format!("journal-declared-{}", what.name()).into(),
            Self::Technical(state) => {
                format!("journal-technical-{}-{}", state.what(), state.value()).into()
            }
            Self::Alias => "journal-alias".into(),
            Self::Notice => "journal-notice".into(),
            Self::Disputed => "journal-disputed".into(),
            Self::Receipt { .. } => "journal-receipt".into(),
            Self::Epoch(why) => format!("journal-epoch-{}", why.name()).into(),
            Self::Link => "journal-link".into(),
            Self::Aside { why, .. } => format!("journal-aside-{}", why.name()).into(),
            Self::Unknown => "journal-unknown".into(),
        }
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
