//! A queue of people: the next code is inspected without a touch, and only counts are kept.

use super::{Inspected, Inspector};
use crate::crypto::sha256;
use crate::inspection::{Group, Subject, Verdict};

impl Inspector {
    /// Begins a group: counts start anew.
    pub fn begin_group(&self) {
        self.looked().group = Group::default();
    }

    /// Inspects the text of one picture among many. Nothing while the code that was answered is
    /// still there, unless its answer is another by now.
    pub fn next(&self, text: &str) -> Option<Inspected> {
        let (inspected, id) = self.scan_once(text, None);
        let subject = id.map_or_else(|| Subject::Text(sha256(text.as_bytes())), Subject::Pass);
        let at_ms = self.client.ports().clock.read().elapsed_ms;
        let (verdict, reason) = (inspected.answer.verdict, inspected.answer.reason);
        let is_told = self.looked().group.sees(subject, verdict, reason, at_ms);
        is_told.then(|| self.told(inspected, id))
    }

    /// How often each result was answered since the group began, each person once.
    pub fn counts(&self) -> Vec<(Verdict, u64)> {
        self.looked().group.counts()
    }
}
