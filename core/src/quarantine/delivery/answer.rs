//! An answer, and what becomes of it.

use super::state::Delivery;
use super::turning::Turn;
use crate::documents::{Received, SignedHead};
use crate::model::EpochId;
use crate::quarantine::journal::{ChainSecret, Event, Moment};
use crate::quarantine::report::{ReceiptProblem, Refusal};

/// What came back for a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// 200. What is signed in it was read under the authority's keys, the head under ours.
    Taken {
        /// With the digest of its payload.
        receipt: Option<(Received, [u8; 32])>,
        highest: Option<Box<SignedHead>>,
    },
    /// 422 `item-invalid` or 413.
    Refused(Refusal),
    /// 5xx, 429 or 409: the same goes again, not before so many seconds if it says so.
    Busy { retry_after_s: Option<u64> },
    /// Any other status.
    NotTaken,
    /// None, or of somebody who is not the authority.
    Nothing,
}

/// What is known when an answer is heard.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'e> {
    /// For entries.
    pub at: Moment,
    /// The best value of trusted time.
    pub now_ms: i64,
    /// Number of the newest item that was written.
    pub newest: u64,
    /// Drawn for a new epoch, in case that one begins.
    pub fresh: EpochId,
    pub secret: &'e ChainSecret,
}

/// What an answer was, for whoever is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Everything up to this number is receipted.
    Confirmed { up_to: u64 },
    /// A receipt that changes nothing: a late one, or none of ours.
    NoProgress(Option<ReceiptProblem>),
    /// A new epoch begins.
    NewEpoch,
    /// The authority was put back: what follows this number is sent again.
    AuthorityRestored { after: u64 },
    /// An item goes without what it says.
    PutAside { seq: u64 },
    /// Less goes in the next request.
    Less,
    /// The same goes again later.
    TryLater,
}

/// When to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// More waits, and this connection takes it.
    GoOn,
    /// As [`Delivery::when`] says.
    Later,
}

/// What becomes of an answer: all of it is one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct After {
    pub delivery: Delivery,
    pub said: Said,
    /// To be written before `turn`.
    pub events: Vec<Event>,
    pub turn: Option<Turn>,
    pub next: Next,
}

impl After {
    pub(super) fn later(delivery: Delivery, said: Said) -> Self {
        Self { delivery, said, events: Vec::new(), turn: None, next: Next::Later }
    }

    /// By the quick retry, not in the next slot: the authority is there.
    pub(super) fn soon(mut self) -> Self {
        (self.delivery.failures, self.delivery.tried) = (1, 0);
        self
    }
}
