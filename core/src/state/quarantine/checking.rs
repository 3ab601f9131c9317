//! Checks as they stand, for whoever looks.

use super::Quarantine;
use crate::model::{BootMark, PersonId};
use crate::ports::Reading;
use crate::quarantine::checks::{AskedChecks, Asking};
use crate::quarantine::journal::{Interval, Moment};
use crate::quarantine::presence::Milliseconds;
use crate::quarantine::watch::Now;
use crate::state::State;
use crate::store::StoreError;

impl State {
    /// Looks at the checks of a person as they are now; none without an order that asks something.
    pub fn look_at_checks<T>(
        &self,
        person: PersonId,
        quarantine: &Quarantine,
        reading: &Reading,
        can_show: bool,
        look: impl FnOnce(&AskedChecks, &Asking<'_>, &Now) -> T,
    ) -> Result<Option<T>, StoreError> {
        let Some(watched) = self.watched(person, quarantine, reading)? else { return Ok(None) };
        let Some(asking) = watched.asking(quarantine, self.zone(), can_show) else {
            return Ok(None);
        };
        let now = self.instant(reading);
        let checks = watched.checks().counted(&asking, &now);
        Ok(Some(look(&checks, &asking, &now)))
    }

    /// This moment; of another run of the phone's system nothing is counted on.
    fn instant(&self, reading: &Reading) -> Now {
        let at = self.time.at(reading);
        let boot = self.boot.as_ref().filter(|boot| boot.id == reading.boot);
        let moment = match boot {
            Some(boot) => boot.moment(Interval::of(&at), reading),
            None => Moment {
                within: Interval::of(&at),
                elapsed: Milliseconds(0),
                boot: BootMark::new([0; 8]),
            },
        };
        Now { moment, best_s: at.best_s() }
    }
}
