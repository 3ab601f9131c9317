//! What everybody on a phone should know of the phone itself.

use super::Viewed;
use crate::lists::Age;
use crate::model::{MS, Sentence};
use crate::words::PhoneText;

/// A wall clock may differ this much before a person is told.
const CLOCK_NOTICEABLE_MS: i64 = 2 * 60 * MS;

/// How a phone and its data are.
pub(crate) struct PhoneHealth {
    pub corrupt_file_backed_up: bool,
    /// Whether the key store has lost the key of the app's data.
    pub keys_are_lost: bool,
    /// Whether something of the phone's own cannot be read, and nothing new stands in its place.
    pub is_unreadable: bool,
    /// What the phone's own clock shows.
    pub wall_ms: i64,
    /// Nothing before there were any lists.
    pub lists: Option<Age>,
}

impl Viewed<'_> {
    pub fn phone_warnings(&self, phone: &PhoneHealth) -> Vec<Sentence> {
        let mut warnings = Vec::new();
        if phone.corrupt_file_backed_up {
            warnings.push(PhoneText::CorruptFileBackedUp);
        }
        if phone.keys_are_lost {
            warnings.push(PhoneText::KeysLost);
        }
        if phone.is_unreadable {
            warnings.push(PhoneText::Unreadable);
        }
        let off_ms = phone.wall_ms.saturating_sub(self.now.best_ms).saturating_abs();
        if self.now.anchored && off_ms > CLOCK_NOTICEABLE_MS {
            warnings.push(PhoneText::ClockWrong { minutes: off_ms / (60 * MS) });
        } else if !self.now.anchored && phone.lists.is_some() {
            warnings.push(PhoneText::ClockUnanchored);
        }
        if phone.lists.is_some_and(|age| age != Age::Current) {
            warnings.push(PhoneText::ListsOld);
        }
        warnings.iter().map(|warning| self.say(warning)).collect()
    }
}
