//! When somebody else on the same phone might have had it along, as entries of presence tell it
//! (`PROTOCOL.md §17.7`). Nothing is asked then, and what was asked is in nobody's disfavour.

use std::ops::RangeInclusive;

use crate::model::patient::Why;
use crate::quarantine::journal::presence;
use crate::quarantine::presence::State;

/// Such stretches of a journal, oldest first. Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Elsewhere(Vec<RangeInclusive<u64>>);

impl Elsewhere {
    pub(super) fn covers(&self, at: u64) -> bool {
        self.0.iter().any(|stretch| stretch.contains(&at))
    }

    /// With what an entry says; the same entry changes nothing again.
    pub(super) fn extend(&mut self, stretch: RangeInclusive<u64>) {
        match self.0.last_mut() {
            Some(last) if stretch.start() <= last.end() => {
                *last = *last.start()..=*last.end().max(stretch.end());
            }
            _ => self.0.push(stretch),
        }
    }
}

/// The stretch of an entry that says so.
pub(super) fn stretch(said: &presence::Open) -> Option<RangeInclusive<u64>> {
    let name = Why::DeviceWithOther.name();
    let is_so = said.state == State::Paused && said.why.as_ref()?.as_str() == name;
    let until = said.to.latest().unwrap_or_else(|| said.to.earliest());
    is_so.then(|| said.from.earliest()..=until)
}
