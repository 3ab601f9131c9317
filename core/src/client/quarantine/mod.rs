//! One person's quarantine on this phone: orders come, are read and begin; what happens is written
//! down.

mod answers;
mod brought;
mod checking;
mod claiming;
mod deciding;
mod declaring;
mod exporting;
mod looking;
mod messages;
mod moving;
mod notices;
mod photo_words;
mod photographing;
mod reading;
mod reporting;
mod sending_photos;
mod surprises;
mod taking;
mod watching;

use std::sync::Arc;

use super::core::Core;
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::ports::Reading;
use crate::quarantine::delivery::HeadTime;
use crate::quarantine::journal::{Event, Interval, Moment};
use crate::quarantine::report::LONGEST_DISPUTE;
use crate::state::{Boot, Edit, QuarantineEdit, State};

pub use brought::Extent;
pub use checking::CheckAnswer;
pub use claiming::{ClaimResult, send_claim};
pub use deciding::OrderDecision;
pub use exporting::{Evidence, EvidenceScope};
pub use looking::seen_orders;
pub use messages::MessageCheck;
pub use notices::seen_notices;
pub use photo_words::seen_photo_words;
pub use photographing::{PhotoAttempt, PhotoFor, PhotoUse};
pub use reporting::Reported;
pub use surprises::seen_checks;

/// One person's quarantine on this phone.
#[derive(Clone, Copy)]
pub struct Patient<'c> {
    pub core: &'c Core,
    pub person: PersonId,
}

/// What an event is written by.
pub struct Writing {
    pub reading: Reading,
    pub boot: Boot,
    pub edit: QuarantineEdit,
}

impl<'c> Patient<'c> {
    pub fn of(core: &'c Core, person: PersonId) -> Self {
        Self { core, person }
    }

    /// Whether an order waits for this person's number, as the last answer has it.
    pub fn note_order_waits(self, waits: bool) {
        let mut state = self.core.lock();
        if let Some(known) = state.people.get_mut(&self.person) {
            known.order_waits = waits;
        }
    }

    /// Begins an event, under the lock under which it is committed.
    fn begin(self, state: &State) -> Result<Writing, CoreError> {
        if !state.people.contains_key(&self.person) {
            return Err(Code::PersonUnknown.into());
        }
        let reading = self.core.ports.clock.read();
        let boot = state.boot_of(&reading, self.core.ports.random.as_ref())?;
        Ok(Writing { reading, boot, edit: state.edit_quarantine(self.person)? })
    }

    /// Makes all of an event durable, then known.
    fn commit(self, state: &mut State, writing: Writing) -> Result<(), CoreError> {
        let mut edit = state.edit();
        self.put(state, &mut edit, writing);
        state.commit(edit)
    }

    /// The same for what the authority is told at once.
    fn commit_at_once(self, state: &mut State, writing: Writing) -> Result<(), CoreError> {
        let mut edit = state.edit();
        self.put(state, &mut edit, writing);
        edit.sync_soon();
        state.commit(edit)
    }

    /// Makes it part of a larger one.
    fn put(self, state: &State, edit: &mut Edit, writing: Writing) {
        if writing.edit.is_empty() {
            return;
        }
        edit.set_boot(state.boot.as_ref(), writing.boot);
        edit.set_quarantine(self.person, writing.edit);
    }
}

impl Writing {
    /// The true time, as far as it is known.
    pub fn within(&self, state: &State) -> Interval {
        Interval::of(&state.time.at(&self.reading))
    }

    /// The same for a journal.
    pub fn moment(&self, state: &State) -> Moment {
        self.boot.moment(self.within(state), &self.reading)
    }

    /// When a head is signed now, as far as anybody can know.
    pub fn head_time(&self, state: &State) -> HeadTime {
        let at = self.moment(state);
        let beacon = state.beacon.as_ref();
        HeadTime {
            latest: at.within.latest(),
            beacon: beacon.map_or([0; 32], |beacon| beacon.digest),
            elapsed: beacon.and_then(|beacon| beacon.age(&self.reading)),
            boot: at.boot,
        }
    }

    /// Tells what follows as the orders have it now.
    pub fn report(&mut self, state: &State) {
        let orders = Arc::clone(&self.edit.after.orders);
        if let Some(order) = orders.current() {
            let under = state.reported_under(&orders, order, &self.reading);
            self.edit.report_under(under);
        }
    }

    pub fn write(&mut self, event: &Event) -> Result<(), CoreError> {
        self.edit.write(event).map(|_| ())
    }
}

/// What a person writes, be it for the authority or for themselves, is no longer than a dispute may be.
fn is_too_long(text: &str) -> bool {
    text.chars().count() > LONGEST_DISPUTE
}
