//! One code after another without a touch: the next answer comes when the next code does.

use super::answer::{Reason, Verdict};
use crate::model::{MS, PassId};

/// A code that was seen this lately is still before the camera.
const STILL_THERE_MS: i64 = 10 * MS;

/// What was seen, as far as two looks at it are the same person's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A pass: its frames follow each other every few seconds.
    Pass(PassId),
    /// A text that holds none, by its digest.
    Text([u8; 32]),
}

/// What an inspector has answered since the group began: counts, and the one who stands there.
#[derive(Clone, Default)]
pub struct Group {
    counts: Vec<(Verdict, u64)>,
    last: Option<Sighting>,
}

#[derive(Clone, Copy)]
struct Sighting {
    subject: Subject,
    verdict: Verdict,
    reason: Reason,
    seen_ms: i64,
}

impl Group {
    /// Takes an answer at this elapsed time of the device; whether it is to be told. The same code
    /// that is still there is told again only with another answer, and counts once, by its last.
    pub fn sees(&mut self, subject: Subject, verdict: Verdict, reason: Reason, at_ms: i64) -> bool {
        let before = self.last.filter(|last| {
            last.subject == subject
                && (0..=STILL_THERE_MS).contains(&at_ms.saturating_sub(last.seen_ms))
        });
        self.last = Some(Sighting { subject, verdict, reason, seen_ms: at_ms });
        if let Some(before) = before {
            if (before.verdict, before.reason) == (verdict, reason) {
                return false;
            }
            self.count(before.verdict, |n| n.saturating_sub(1));
        }
        self.count(verdict, |n| n.saturating_add(1));
        true
    }

    fn count(&mut self, verdict: Verdict, change: impl Fn(u64) -> u64) {
        match self.counts.iter_mut().find(|(known, _)| *known == verdict) {
            Some((_, n)) => *n = change(*n),
            None => self.counts.push((verdict, change(0))),
        }
    }

    /// How often each result was answered, in the order of the results; none that never was.
    pub fn counts(&self) -> Vec<(Verdict, u64)> {
        let of = |verdict: &Verdict| {
            self.counts.iter().find(|(known, n)| known == verdict && *n > 0).copied()
        };
        Verdict::ALL.iter().filter_map(of).collect()
    }
}

// Who was there is nobody's business.
impl std::fmt::Debug for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Group({:?})", self.counts())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Subject = Subject::Pass(PassId::new([1; 8]));
    const OTHER: Subject = Subject::Text([2; 32]);

    #[test]
    fn who_still_stands_there_is_told_once_and_counted_by_the_last_answer() {
        let mut group = Group::default();
        assert!(group.sees(ONE, Verdict::Valid, Reason::Ok, 0));
        for at_ms in [200, 5_000, 14_000, 23_500] {
            assert!(!group.sees(ONE, Verdict::Valid, Reason::Ok, at_ms), "{at_ms}");
        }
        assert!(group.sees(OTHER, Verdict::Unreadable, Reason::Prefix, 24_000));
        assert!(group.sees(ONE, Verdict::StaleFrame, Reason::Old, 25_000), "back again");
        assert!(group.sees(ONE, Verdict::StaleFrame, Reason::ClockDiffers, 31_000));
        assert!(group.sees(ONE, Verdict::Valid, Reason::Ok, 36_000), "after a number check");
        assert_eq!(group.counts(), [(Verdict::Valid, 2), (Verdict::Unreadable, 1)]);
    }

    #[test]
    fn the_same_pass_an_occasion_later_is_inspected_again() {
        let mut group = Group::default();
        assert!(group.sees(ONE, Verdict::Valid, Reason::Ok, 0));
        assert!(group.sees(ONE, Verdict::Valid, Reason::Ok, STILL_THERE_MS + 1));
        // A device that was restarted counts its time anew.
        assert!(group.sees(ONE, Verdict::Valid, Reason::Ok, 5));
        assert_eq!(group.counts(), [(Verdict::Valid, 3)]);
    }
}
