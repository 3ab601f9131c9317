//! What two looks tell that one does not: that a clock is wrong, and that a code is really forged. A
//! wrong clock is a diagnosis and never an acceptance: a recording that is played moves on as a live
//! code does (`PROTOCOL.md §15.9`).

use std::ops::RangeInclusive;

use super::answer::Answer;
use crate::documents::Challenge;
use crate::model::{MS, NextStep, PassId, Reason, Verdict};
use crate::time::milliseconds;

/// How far apart two looks are that are compared: less is one frame, more is another occasion.
const GAP_MS: RangeInclusive<i64> = 5 * MS..=15 * MS;
/// How exactly the frames must have moved on by that.
const MAY_DIFFER_MS: i64 = 3 * MS;

/// What a picture, or a text that was pasted or typed, answers that would be called forged, before
/// another has shown the same.
pub fn once_more(forged: Answer) -> Answer {
    Answer::of(Verdict::Unreadable, Reason::SecondLook, NextStep::ScanAgain, forged.lists)
}

/// A frame that its holder has signed, and that is too old or too new.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Stale {
    /// The pass or certificate that it shows.
    pub id: PassId,
    /// When it says it was made, Unix seconds.
    pub iat: u64,
}

/// One look at a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// What it answers by itself.
    pub answer: Answer,
    /// The frame, if that is what stands against it.
    pub stale: Option<Stale>,
    /// Whose code it is.
    pub shown: CodeIdentity,
}

/// Whose code was looked at, as far as it could be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CodeIdentity {
    /// The pass or certificate, if the authority has signed it.
    pub id: Option<PassId>,
    /// Digest of the pass or certificate inside, whoever has signed it: frames come and go.
    pub credential: Option<[u8; 32]>,
    /// Whether it has no live part, as what goes by text message or on paper.
    pub bare: bool,
    /// The challenge that its holder has answered with it.
    pub challenge: Option<Challenge>,
}

impl Look {
    /// What it answers after another frame that was seen so many milliseconds before.
    pub fn after(self, before: Stale, gap_ms: i64) -> Answer {
        match self.stale {
            Some(now) if now.moved_on(before, gap_ms) => {
                // The number check is next already, as for any frame that is too old.
                Answer { reason: Reason::ClockDiffers, ..self.answer }
            }
            _ => self.answer,
        }
    }
}

impl Stale {
    fn moved_on(self, before: Self, gap_ms: i64) -> bool {
        let moved_ms = milliseconds(self.iat).saturating_sub(milliseconds(before.iat));
        self.id == before.id
            && GAP_MS.contains(&gap_ms)
            && moved_ms.saturating_sub(gap_ms).saturating_abs() <= MAY_DIFFER_MS
    }
}

/// The earliest stale frame that a later one may still be compared with, so that somebody who scans
/// without a pause gets a diagnosis too.
#[derive(Debug, Clone, Default)]
pub struct StaleFrameHistory(Option<(Stale, i64)>);

impl StaleFrameHistory {
    /// What a look answers, after what was seen before it. `at_ms` is elapsed time of the device.
    pub fn answer(&mut self, look: Look, at_ms: i64) -> Answer {
        let Some(now) = look.stale else { return look.answer };
        let before = self.0.filter(|(before, seen_ms)| {
            before.id == now.id && (0..=*GAP_MS.end()).contains(&at_ms.saturating_sub(*seen_ms))
        });
        match before {
            Some((before, seen_ms)) => look.after(before, at_ms.saturating_sub(seen_ms)),
            None => {
                self.0 = Some((now, at_ms));
                look.answer
            }
        }
    }
}

// A name may tell two of a person's exits apart.
impl std::fmt::Debug for Stale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stale(…)")
    }
}
