//! A queue of people: the next code is inspected without a touch, and only counts are kept.

use super::{Inspected, Inspector};
use crate::crypto::sha256;
use crate::inspection::{CodeIdentity, Group, InView, Reason, Sighting, Verdict, in_view};

impl Inspector {
    /// Begins a group: counts start anew.
    pub fn begin_group(&self) {
        self.looked().group = Group::default();
    }

    /// Inspects the text of one picture among many. Nothing while the code that was answered is
    /// still there, unless its answer is another by now.
    pub fn next(&self, text: &str) -> Option<Inspected> {
        let (inspected, shown) = self.scan_once(text, None);
        let subject = shown.credential.unwrap_or_else(|| sha256(text.as_bytes()));
        self.sees(&inspected, subject, shown).then(|| self.remember(inspected, shown.id))
    }

    /// The same with all the codes in the picture: a pass is inspected, whatever hangs beside it, and
    /// of several passes none. Nothing where there is no code.
    pub fn next_in_view(&self, texts: &[String]) -> Option<Inspected> {
        match in_view(texts) {
            InView::Nothing => None,
            InView::One(text) => self.next(text),
            InView::Several => {
                let inspected = self.several_codes();
                // Whoever stands there together is one subject: their frames come and go.
                let subject = sha256(inspected.answer.reason.name().as_bytes());
                self.sees(&inspected, subject, CodeIdentity::default()).then_some(inspected)
            }
        }
    }

    /// What was answered of the code that was seen last, while it is still there.
    pub fn still_there(&self) -> Option<(Verdict, Reason)> {
        self.looked().group.still_there()
    }

    fn sees(&self, inspected: &Inspected, subject: [u8; 32], shown: CodeIdentity) -> bool {
        self.looked().group.sees(Sighting {
            subject,
            challenge: shown.challenge,
            verdict: inspected.answer.verdict,
            reason: inspected.answer.reason,
            seen_ms: self.client.ports().clock.read().elapsed_ms,
        })
    }

    /// How often each result was answered since the group began, each person once.
    pub fn counts(&self) -> Vec<(Verdict, u64)> {
        self.looked().group.counts()
    }
}
