//! A queue of people: the next code is inspected without a touch, and only counts are kept.

use super::{Inspected, Inspector};
use crate::crypto::sha256;
use crate::inspection::{Group, Sighting, Verdict};

impl Inspector {
    /// Begins a group: counts start anew.
    pub fn begin_group(&self) {
        self.looked().group = Group::default();
    }

    /// Inspects the text of one picture among many. Nothing while the code that was answered is
    /// still there, unless its answer is another by now.
    pub fn next(&self, text: &str) -> Option<Inspected> {
        let (inspected, shown) = self.scan_once(text, None);
        let is_told = self.looked().group.sees(Sighting {
            subject: shown.credential.unwrap_or_else(|| sha256(text.as_bytes())),
            challenge: shown.challenge,
            verdict: inspected.answer.verdict,
            reason: inspected.answer.reason,
            seen_ms: self.client.ports().clock.read().elapsed_ms,
        });
        is_told.then(|| self.told(inspected, shown.id))
    }

    /// How often each result was answered since the group began, each person once.
    pub fn counts(&self) -> Vec<(Verdict, u64)> {
        self.looked().group.counts()
    }
}
