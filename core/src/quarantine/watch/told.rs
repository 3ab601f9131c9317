//! What an entry of presence says, and how old the last one is.

use super::duty::Now;
use crate::quarantine::journal::{Moment, Word};
use crate::quarantine::presence::{Band, Elapsed, FixNumber, Milliseconds, State};

/// An entry of a duty or a pause is not older than this when the phone is awake.
pub(super) const TOLD_EVERY: Milliseconds = Milliseconds::of_seconds(3_600);
/// What comes so much earlier is not waited for with a wake of its own.
pub(super) const EARLY: Milliseconds = Milliseconds::of_seconds(120);
/// A band that changes alone is told so long after the last entry at the earliest: wrong places may
/// follow each other quickly.
pub(super) const BAND_RESTS: Milliseconds = Milliseconds::of_seconds(900);
/// Other places count from here on.
pub(super) const NEW_PLACES: &str = "places";
/// Somebody else's order runs on the phone.
pub(super) const SHARED: &str = "shared";

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stands {
    pub state: State,
    pub band: Option<Band>,
    pub why: Option<Word>,
    /// The fixes that made the state.
    pub fixes: Vec<FixNumber>,
}

/// What the last entry says, and up to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub stands: Stands,
    pub to: Moment,
}

impl Stands {
    pub(super) fn nothing() -> Self {
        Self { state: State::NoNews, band: None, why: None, fixes: Vec::new() }
    }

    pub(super) fn of_new_places() -> Self {
        Self { why: Word::new(NEW_PLACES), ..Self::nothing() }
    }

    pub(super) fn is_shared(&self) -> bool {
        self.why.as_ref().is_some_and(|why| why.as_str() == SHARED)
    }

    /// Whether nothing but the band differs.
    pub(super) fn is_still(&self, other: &Self) -> bool {
        self.state == other.state && self.why == other.why
    }
}

impl Told {
    /// That places were new was an event, and lasts no longer than its entry.
    pub(super) fn new(stands: Stands, to: Moment) -> Self {
        let why = stands.why.clone().filter(|why| !is_of_new_places(Some(why)));
        Self { stands: Stands { why, ..stands }, to }
    }

    /// When duties begin.
    pub(super) fn nothing(at: Moment) -> Self {
        Self { stands: Stands::nothing(), to: at }
    }

    pub(super) fn age(&self, now: &Now) -> Option<Milliseconds> {
        let is_of_this_boot = self.to.boot == now.moment.boot;
        is_of_this_boot.then(|| now.elapsed().since(Elapsed(self.to.elapsed.0)))
    }

    /// How long until the next entry, if nothing changes.
    pub(super) fn due_in(&self, now: &Now) -> Milliseconds {
        self.age(now)
            .map_or(Milliseconds(0), |age| Milliseconds(TOLD_EVERY.0.saturating_sub(age.0).max(0)))
    }
}

/// Whether presence begins anew with an entry that says this.
pub(super) fn is_of_new_places(why: Option<&Word>) -> bool {
    why.is_some_and(|why| why.as_str() == NEW_PLACES)
}
