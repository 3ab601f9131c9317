//! Other rules that say from a place whether somebody is away.

use doorstep::quarantine::presence::{
    Accuracy, Fix, FixNumber, Millimetres, PlanePoint, Point, Presence, Standing, State,
};
use doorstep_suite::recordings::{home, presence};

/// Says after each fix whether the person is away.
pub trait Rule {
    fn take(&mut self, fix: &Fix<PlanePoint>) -> bool;

    /// The phone was started.
    fn boot(&mut self) {}
}

/// Ours, as far as it goes.
struct Ours {
    presence: Presence<PlanePoint>,
    taken: u64,
    is_told: fn(&Standing) -> bool,
}

impl Rule for Ours {
    fn take(&mut self, fix: &Fix<PlanePoint>) -> bool {
        self.taken += 1;
        self.presence.take(FixNumber(self.taken), fix);
        (self.is_told)(self.presence.standing())
    }

    fn boot(&mut self) {
        self.presence.boot();
    }
}

/// Away after so many fixes in a row that lie outside.
struct InARow {
    wanted: u32,
    outside: u32,
    is_outside: fn(&Fix<PlanePoint>) -> bool,
}

impl Rule for InARow {
    fn take(&mut self, fix: &Fix<PlanePoint>) -> bool {
        self.outside = if (self.is_outside)(fix) { self.outside.saturating_add(1) } else { 0 };
        self.outside >= self.wanted
    }
}

/// A rule and how it is told.
pub type Named = (&'static str, fn() -> Box<dyn Rule>);

/// All, the naive one first and ours last. A doubt is no breach: it makes the phone look more closely, and
/// ask.
pub const RULES: [Named; 6] = [
    ("circle: d > R", || in_a_row(1, is_beyond_the_circle)),
    ("OwnTracks: d > R + acc", || in_a_row(1, is_beyond_circle_and_accuracy)),
    ("two in a row: d > R", || in_a_row(2, is_beyond_the_circle)),
    ("Android-style: 2 x (d - acc > R)", || in_a_row(2, is_beyond_circle_and_accuracy)),
    ("Doorstep: a doubt, no breach", || ours(is_in_doubt)),
    ("Doorstep: away", || ours(|standing| standing.state() == State::Away)),
];

fn ours(is_told: fn(&Standing) -> bool) -> Box<dyn Rule> {
    Box::new(Ours { presence: presence(), taken: 0, is_told })
}

fn is_in_doubt(standing: &Standing) -> bool {
    standing.is_suspect() || matches!(standing.state(), State::Unverified | State::Away)
}

fn in_a_row(wanted: u32, is_outside: fn(&Fix<PlanePoint>) -> bool) -> Box<dyn Rule> {
    Box::new(InARow { wanted, outside: 0, is_outside })
}

/// One distance and one comparison.
pub fn is_beyond_the_circle(fix: &Fix<PlanePoint>) -> bool {
    let home = home();
    home.at.distance(fix.at, ()) > home.radius
}

fn is_beyond_circle_and_accuracy(fix: &Fix<PlanePoint>) -> bool {
    let home = home();
    let accuracy = fix.accuracy.map_or(Millimetres(0), Accuracy::radius);
    home.at.distance(fix.at, ()).0 > home.radius.0.saturating_add(accuracy.0)
}
