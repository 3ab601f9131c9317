//! What a person has said of themselves, without asking anybody, and what that allows
//! (`PROTOCOL.md §21.5`). It counts at once and needs no network.

use crate::model::patient::Declared as Written;
use crate::quarantine::journal::{Entry, Event};
use crate::quarantine::order::{Declaration, Declared};

/// How long a flight to safety counts, in seconds, and the longest that it can be made by saying so again.
const SAFETY_S: u64 = 2 * 3_600;
const LONGEST_SAFETY_S: u64 = 6 * 3_600;
/// A permission by telephone, in minutes.
pub const LONGEST_PERMISSION_MIN: u64 = 240;
/// After a hospital nothing is asked for so long, in seconds.
const REST_S: u64 = 12 * 3_600;

/// What a person declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declaring {
    /// In hospital, or on the way there.
    Hospital,
    /// They had to leave to be safe.
    Safety,
    /// The authority allowed them to leave.
    Permission {
        /// From 1 to 240.
        minutes: u64,
        text: Option<String>,
    },
    /// At home again.
    Back,
    /// The phone or the app does not work.
    Fault { text: String },
    /// The app cannot be installed on the phone that the person has.
    CannotInstall,
}

impl Declaring {
    /// What the person wrote beside it.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Permission { text, .. } => text.as_deref(),
            Self::Fault { text } => Some(text),
            Self::Hospital | Self::Safety | Self::Back | Self::CannotInstall => None,
        }
    }
}

/// All declarations under a chain, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Declarations {
    made: Vec<Declaration>,
    /// When a person came back from a hospital, Unix seconds.
    discharged: Vec<u64>,
}

impl Declarations {
    /// As they were kept.
    pub fn kept(made: Vec<Declaration>, discharged: Vec<u64>) -> Self {
        Self { made, discharged }
    }

    pub fn made(&self) -> &[Declaration] {
        &self.made
    }

    /// When a person came back from a hospital, Unix seconds.
    pub fn discharged(&self) -> &[u64] {
        &self.discharged
    }

    /// The declaration that covers this second, the one that lasts longest.
    pub fn covering(&self, at: u64) -> Option<&Declaration> {
        let lasting = self.made.iter().filter(|made| made.covers(at));
        lasting.max_by_key(|made| made.until.unwrap_or(u64::MAX))
    }

    /// When a flight to safety ends that is declared at this second, perhaps once more.
    pub fn safe_until(&self, at: u64) -> u64 {
        let longest = self.safe_since(at).saturating_add(LONGEST_SAFETY_S);
        at.saturating_add(SAFETY_S).min(longest)
    }

    /// When the flight began that still counts at this second, however often it was declared since.
    fn safe_since(&self, at: u64) -> u64 {
        let flights = self.made.iter().filter(|made| made.what == Declared::Personal);
        flights.rev().fold(
            at,
            |since, made| {
                if made.covers(since) { made.from.min(since) } else { since }
            },
        )
    }

    /// This was declared, under this number of a reported item.
    pub fn heard(&mut self, what: Written, seq: Option<u64>, at: u64, until: Option<u64>) {
        let pauses = match what {
            Written::Hospital => Some(Declared::Hospital),
            Written::Personal => Some(Declared::Personal),
            Written::Permission => Some(Declared::Permission),
            Written::Back | Written::Fault | Written::CannotInstall => None,
        };
        match (pauses, seq) {
            (Some(pauses), Some(seq)) => self.declare(pauses, seq, at, until),
            _ if what == Written::Back => self.come_back(at),
            _ => {}
        }
    }

    fn declare(&mut self, what: Declared, seq: u64, at: u64, until: Option<u64>) {
        self.made.push(Declaration { seq, what, from: at, until });
    }

    /// The person is at home again: what they declared ends.
    fn come_back(&mut self, at: u64) {
        let was_in_hospital =
            self.made.iter().any(|made| made.what == Declared::Hospital && made.covers(at));
        for made in self.made.iter_mut().filter(|made| made.covers(at)) {
            made.until = Some(at);
        }
        if was_in_hospital {
            self.discharged.push(at);
        }
    }

    /// Whether nobody is asked at this second because the person has just come from a hospital.
    pub fn is_resting(&self, at: u64) -> bool {
        self.discharged.iter().any(|from| (*from..from.saturating_add(REST_S)).contains(&at))
    }

    /// The next second after this one at which a declaration or a rest ends.
    pub fn changes_at(&self, after: u64) -> Option<u64> {
        let ends = self.made.iter().filter_map(|made| made.until);
        let rests = self.discharged.iter().map(|from| from.saturating_add(REST_S));
        ends.chain(rests).filter(|at| *at > after).min()
    }

    /// The same again, out of a journal, oldest entry first.
    pub fn rebuild<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Self {
        let mut all = Self::default();
        for entry in entries {
            if let Some(Event::Declare { open, .. }) = entry.event() {
                let at = open.at.within.latest().unwrap_or_else(|| open.at.within.earliest());
                all.heard(open.what, entry.seq, at, open.until);
            }
        }
        all
    }
}

impl Declaration {
    /// Whether it counts at this second.
    pub fn covers(&self, at: u64) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: u64 = 1_795_510_800;
    const HOUR: u64 = 3_600;

    fn declare(all: &mut Declarations, what: Declared, at: u64) {
        let until = (what == Declared::Personal).then(|| all.safe_until(at));
        all.declare(what, 1, at, until);
    }

    #[test]
    fn a_hospital_lasts_until_back_and_then_nothing_is_asked_for_twelve_hours() {
        let mut all = Declarations::default();
        declare(&mut all, Declared::Hospital, NOON);
        assert!(all.covering(NOON + 300 * HOUR).is_some());
        all.come_back(NOON + 5 * HOUR);
        assert!(all.covering(NOON + 5 * HOUR).is_none());
        assert!(all.is_resting(NOON + 17 * HOUR - 1));
        assert!(!all.is_resting(NOON + 17 * HOUR));
        assert_eq!(all.changes_at(NOON + 5 * HOUR), Some(NOON + 17 * HOUR));
    }

    #[test]
    fn safety_lasts_two_hours_and_no_longer_than_six_by_saying_it_again() {
        let mut all = Declarations::default();
        for minutes in [0, 90, 180, 270, 340] {
            declare(&mut all, Declared::Personal, NOON + minutes * 60);
        }
        assert!(all.covering(NOON + 6 * HOUR - 1).is_some());
        assert!(all.covering(NOON + 6 * HOUR).is_none());
        // Later it is another one.
        declare(&mut all, Declared::Personal, NOON + 7 * HOUR);
        assert!(all.covering(NOON + 9 * HOUR - 1).is_some());
        assert!(all.covering(NOON + 9 * HOUR).is_none());
    }

    #[test]
    fn whoever_comes_back_from_elsewhere_is_asked_at_once() {
        let mut all = Declarations::default();
        declare(&mut all, Declared::Personal, NOON);
        all.come_back(NOON + HOUR);
        assert!(all.covering(NOON + HOUR).is_none());
        assert!(!all.is_resting(NOON + HOUR));
    }
}
