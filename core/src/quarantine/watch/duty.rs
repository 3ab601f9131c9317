//! What is so at one moment: what the order asks, and what time it is.

use crate::quarantine::journal::Moment;
use crate::quarantine::order::{InForce, Life, State};
use crate::quarantine::presence::{Elapsed, Place, Places, Position};

/// What a person's order asks at this moment.
#[derive(Debug, Clone, Copy)]
pub struct Duty<'a> {
    pub life: Life,
    /// Of the order, the newest.
    pub version: u64,
    pub in_force: &'a InForce,
    /// Whether the person wishes that fixes are kept in pauses too, for themselves.
    pub keeps_fixes_in_pauses: bool,
    /// Somebody else's order runs on the same phone (`PROTOCOL.md §17.7`).
    pub is_shared: bool,
    /// The next Unix second at which `life` may become another by time alone, such as the end of the
    /// order or of a pause.
    pub changes_at: Option<u64>,
}

/// What time it is.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    pub moment: Moment,
    /// The best single value, Unix seconds.
    pub best_s: u64,
}

impl Now {
    pub(super) fn elapsed(&self) -> Elapsed {
        Elapsed(self.moment.elapsed.0)
    }
}

/// What an order's life means for whoever watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Before it has begun.
    Ahead,
    Running,
    /// With its reason.
    Paused(&'static str),
    /// With how it ended.
    Over(&'static str),
}

impl Duty<'_> {
    /// What was begun and has to wait again, because a version begins later, is paused.
    pub(super) fn stage(&self, has_begun: bool) -> Stage {
        let state = self.life.state.name();
        match self.life.state {
            State::Announced if !has_begun => Stage::Ahead,
            State::Announced | State::Paused => {
                Stage::Paused(self.life.why.map_or(state, |why| why.name()))
            }
            State::Running => Stage::Running,
            State::Ended | State::Released => Stage::Over(state),
        }
    }

    /// The circles that count at this second; none if there is none.
    pub(super) fn circles(&self, at: u64) -> Option<Places<Position>> {
        let places = self.in_force.places.iter().filter(|place| place.counts_at(at));
        let mut circles = places.filter_map(|place| place.circle());
        let first = circles.next()?;
        Some(Places::new(first, circles.collect()))
    }
}

/// Whether they are the same circles. How lengths around them are computed is no difference.
pub(super) fn are_the_same(one: &Places<Position>, other: &Places<Position>) -> bool {
    let circle = |place: &Place<Position>| (place.at, place.radius);
    one.of_the_order().map(circle).eq(other.of_the_order().map(circle))
}
