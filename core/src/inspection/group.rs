//! One code after another without a touch: the next answer comes when the next code does.

use crate::documents::Challenge;
use crate::model::{MS, Reason, Verdict};

/// A code that was seen this lately is still before the camera.
const STILL_THERE_MS: i64 = 10 * MS;
/// More people never stand before one camera; those who were seen first have gone.
const MOST_THERE: usize = 64;

/// What an inspector has answered since the group began: counts, and those who stand there.
#[derive(Clone, Default)]
pub struct Group {
    counts: Vec<(Verdict, u64)>,
    there: Vec<Sighting>,
    last: Option<[u8; 32]>,
}

/// A code that was seen, and what was answered.
#[derive(Clone, Copy)]
pub struct Sighting {
    /// Digest of what stays the same while a person stands there: of the pass or certificate in the
    /// code, whose frames follow each other every few seconds, or of the text if it holds none.
    pub subject: [u8; 32],
    /// The challenge that its holder has answered.
    pub challenge: Option<Challenge>,
    pub verdict: Verdict,
    pub reason: Reason,
    /// When, elapsed time of the device.
    pub seen_ms: i64,
}

impl Sighting {
    /// Whether this is the answer that has passed the number check before: a challenge is used up
    /// by that, and the holder's phone shows the answer a while longer.
    fn is_spent_by(&self, before: &Self) -> bool {
        self.verdict == Verdict::StaleFrame
            && before.verdict.lets_pass()
            && self.challenge.is_some()
            && self.challenge == before.challenge
    }
}

impl Group {
    /// Takes an answer; whether it is to be told. A code that is still there is told again only with
    /// another answer, or after somebody else's, and counts once, by its last.
    pub fn sees(&mut self, now: Sighting) -> bool {
        self.there.retain(|then| {
            (0..=STILL_THERE_MS).contains(&now.seen_ms.saturating_sub(then.seen_ms))
        });
        let is_next = self.last.replace(now.subject) != Some(now.subject);
        match self.there.iter_mut().find(|before| before.subject == now.subject) {
            Some(before) if now.is_spent_by(before) => {
                before.seen_ms = now.seen_ms;
                return false;
            }
            Some(before) => {
                let before = std::mem::replace(before, now);
                if before.verdict == now.verdict {
                    return is_next || before.reason != now.reason;
                }
                self.count(before.verdict, |n| n.saturating_sub(1));
            }
            None => {
                if self.there.len() == MOST_THERE {
                    self.there.remove(0);
                }
                self.there.push(now);
            }
        }
        self.count(now.verdict, |n| n.saturating_add(1));
        true
    }

    /// What was answered of the code that was seen last, while it is still there.
    pub fn still_there(&self) -> Option<(Verdict, Reason)> {
        let last = self.there.iter().find(|seen| Some(seen.subject) == self.last)?;
        Some((last.verdict, last.reason))
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

    const ONE: [u8; 32] = [1; 32];
    const OTHER: [u8; 32] = [2; 32];

    fn seen(subject: [u8; 32], verdict: Verdict, reason: Reason, seen_ms: i64) -> Sighting {
        Sighting { subject, challenge: None, verdict, reason, seen_ms }
    }

    fn answered(challenge: u8, verdict: Verdict, reason: Reason, seen_ms: i64) -> Sighting {
        Sighting { challenge: Some([challenge; 8]), ..seen(ONE, verdict, reason, seen_ms) }
    }

    #[test]
    fn who_still_stands_there_is_told_once_and_counted_by_the_last_answer() {
        let mut group = Group::default();
        assert!(group.sees(seen(ONE, Verdict::Valid, Reason::Ok, 0)));
        for at_ms in [200, 5_000, 14_000, 23_500] {
            assert!(!group.sees(seen(ONE, Verdict::Valid, Reason::Ok, at_ms)), "{at_ms}");
        }
        assert!(group.sees(seen(ONE, Verdict::StaleFrame, Reason::Old, 25_000)));
        assert!(group.sees(seen(ONE, Verdict::StaleFrame, Reason::ClockDiffers, 31_000)));
        assert!(group.sees(answered(5, Verdict::Valid, Reason::Ok, 36_000)));
        assert_eq!(group.counts(), [(Verdict::Valid, 1)]);
    }

    #[test]
    fn who_comes_back_from_behind_another_is_told_and_not_counted_again() {
        let mut group = Group::default();
        assert!(group.sees(seen(ONE, Verdict::Valid, Reason::Ok, 0)));
        assert!(group.sees(seen(OTHER, Verdict::Unreadable, Reason::Link, 2_000)));
        assert!(group.sees(seen(ONE, Verdict::Valid, Reason::Ok, 4_000)));
        assert!(group.sees(seen(OTHER, Verdict::Unreadable, Reason::Link, 5_000)));
        assert_eq!(group.counts(), [(Verdict::Valid, 1), (Verdict::Unreadable, 1)]);
    }

    #[test]
    fn who_was_seen_last_is_still_there_with_the_last_answer() {
        let mut group = Group::default();
        assert_eq!(group.still_there(), None);
        group.sees(seen(ONE, Verdict::Valid, Reason::Ok, 0));
        assert_eq!(group.still_there(), Some((Verdict::Valid, Reason::Ok)));
        group.sees(seen(OTHER, Verdict::Unreadable, Reason::Link, 1_000));
        assert_eq!(group.still_there(), Some((Verdict::Unreadable, Reason::Link)));
        group.sees(seen(ONE, Verdict::StaleFrame, Reason::Old, 2_000));
        assert_eq!(group.still_there(), Some((Verdict::StaleFrame, Reason::Old)));
    }

    #[test]
    fn no_crowd_is_kept_in_mind() {
        let mut group = Group::default();
        for number in 0..10_000_u16 {
            let [high, low] = number.to_be_bytes();
            let mut subject = ONE;
            (subject[0], subject[1]) = (high, low);
            assert!(group.sees(seen(subject, Verdict::Unreadable, Reason::Link, 0)));
        }
        assert_eq!(group.there.len(), MOST_THERE);
        assert_eq!(group.counts(), [(Verdict::Unreadable, 10_000)]);
    }

    #[test]
    fn a_number_check_that_was_passed_stays_passed_while_its_answer_is_shown() {
        let mut group = Group::default();
        assert!(group.sees(answered(5, Verdict::Valid, Reason::Ok, 0)));
        for at_ms in [200, 8_000, 16_000] {
            let spent = answered(5, Verdict::StaleFrame, Reason::Challenge, at_ms);
            assert!(!group.sees(spent), "{at_ms}");
        }
        assert_eq!(group.counts(), [(Verdict::Valid, 1)]);
        // Another's, an answer on another occasion, and a revocation are told.
        assert!(group.sees(answered(6, Verdict::StaleFrame, Reason::Challenge, 17_000)));
        assert!(group.sees(answered(5, Verdict::StaleFrame, Reason::Challenge, 40_000)));
        assert!(group.sees(answered(7, Verdict::Valid, Reason::Ok, 60_000)));
        assert!(group.sees(answered(7, Verdict::Revoked, Reason::Revoked, 61_000)));
    }

    #[test]
    fn the_same_pass_an_occasion_later_is_inspected_again() {
        let mut group = Group::default();
        assert!(group.sees(seen(ONE, Verdict::Valid, Reason::Ok, 0)));
        assert!(group.sees(seen(ONE, Verdict::Valid, Reason::Ok, STILL_THERE_MS + 1)));
        // A device that was restarted counts its time anew.
        assert!(group.sees(seen(ONE, Verdict::Valid, Reason::Ok, 5)));
        assert_eq!(group.counts(), [(Verdict::Valid, 3)]);
    }
}
