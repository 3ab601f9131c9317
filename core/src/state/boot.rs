//! This run of the phone's system, under a name of the core's own: how the system names it, and how long
//! it runs already, stay on the phone.

use super::State;
use crate::error::CoreError;
use crate::model::{BootId, BootMark};
use crate::ports::{Random, Reading};
use crate::quarantine::journal::{Interval, Moment};
use crate::quarantine::presence::{Elapsed, Milliseconds};

/// A run of the phone's system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boot {
    /// As the system names it.
    pub id: BootId,
    pub mark: BootMark,
    /// What the elapsed clock showed when the core first ran in it.
    pub from_ms: i64,
}

/// The last time token that came: nothing that names it can be older.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beacon {
    /// SHA-256 of the token.
    pub digest: [u8; 32],
    /// As the system names the run in which it came.
    pub boot: BootId,
    /// What the elapsed clock showed then.
    pub elapsed_ms: i64,
}

impl Beacon {
    /// How long ago it came, milliseconds; none if the phone was started since.
    pub fn age(&self, reading: &Reading) -> Option<u64> {
        let is_same = self.boot == reading.boot;
        let passed = reading.elapsed_ms.checked_sub(self.elapsed_ms).filter(|_| is_same);
        passed.and_then(|passed| u64::try_from(passed).ok())
    }
}

impl Boot {
    /// When something happened, as a journal has it.
    pub fn moment(&self, within: Interval, reading: &Reading) -> Moment {
        let Elapsed(ms) = self.elapsed(reading);
        Moment { within, elapsed: Milliseconds(ms), boot: self.mark }
    }

    /// Since the core first ran in it.
    pub fn elapsed(&self, reading: &Reading) -> Elapsed {
        Elapsed(reading.elapsed_ms.saturating_sub(self.from_ms).max(0))
    }
}

impl State {
    /// The run of this reading: the one that is known, or one that begins and is kept with the next
    /// change ([`super::Edit::set_boot`]).
    pub fn boot_of(&self, reading: &Reading, random: &dyn Random) -> Result<Boot, CoreError> {
        let known = self
            .boot
            .as_ref()
            .filter(|boot| boot.id == reading.boot && boot.from_ms <= reading.elapsed_ms);
        match known {
            Some(boot) => Ok(boot.clone()),
            None => Ok(Boot {
                id: reading.boot.clone(),
                mark: BootMark::new(random.draw()?),
                from_ms: reading.elapsed_ms,
            }),
        }
    }
}
