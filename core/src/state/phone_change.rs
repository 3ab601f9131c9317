//! How what a phone knows of itself becomes different, in rows and in memory alike.

use super::{Boot, State, SyncSchedule, keep_lists};
use crate::lists::Lists;
use crate::store::{Changes, Decoded, Fact, Owner};
use crate::time::TrustedTime;

/// What becomes different about the phone.
pub enum PhoneChange {
    Lists(Box<Lists>),
    Time(TrustedTime),
    SyncSchedule(SyncSchedule),
    CorruptFileBackedUp(bool),
    NoticesAllowed(bool),
    Boot(Boot),
}

impl PhoneChange {
    pub fn write(&self, to: &mut Changes) {
        match self {
            Self::Lists(lists) => keep_lists(to, lists),
            Self::Time(time) => to.put(Owner::Phone, Fact::Time, time),
            Self::SyncSchedule(schedule) => to.put(Owner::Phone, Fact::SyncSchedule, schedule),
            Self::CorruptFileBackedUp(is_backed_up) => {
                to.put(Owner::Phone, Fact::CorruptFileBackedUp, is_backed_up);
            }
            Self::NoticesAllowed(are_allowed) => {
                to.put(Owner::Phone, Fact::NoticesAllowed, are_allowed);
            }
            Self::Boot(boot) => to.put(Owner::Phone, Fact::Boot, boot),
        }
    }

    pub fn know(self, state: &mut State) {
        match self {
            Self::Lists(lists) => state.lists = *lists,
            Self::Time(time) => state.time = time,
            Self::SyncSchedule(schedule) => state.sync_schedule = schedule,
            Self::CorruptFileBackedUp(is_backed_up) => state.corrupt_file_backed_up = is_backed_up,
            Self::NoticesAllowed(are_allowed) => {
                state.notices_allowed = Decoded::Value(are_allowed)
            }
            Self::Boot(boot) => state.boot = Some(boot),
        }
    }
}
