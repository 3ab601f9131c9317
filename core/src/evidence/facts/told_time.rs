//! When something happened, as everything that came later in the same boot tells.

use std::collections::HashMap;

use crate::model::{BootMark, MS};
use crate::quarantine::journal::{Entry, Moment};

/// A time that the page can tell, Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldTime {
    Known(u64),
    /// Nothing vouched for the clock until the phone was started again.
    NotBefore(u64),
}

/// The second at which the elapsed clock of each boot stood at zero, at the latest.
#[derive(Debug)]
pub(super) struct Boots(HashMap<BootMark, u64>);

impl Boots {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut boots = HashMap::new();
        for moment in entries.iter().filter_map(Entry::moment) {
            let Some(latest) = moment.within.latest() else { continue };
            let began = latest.saturating_sub(elapsed_s(&moment));
            boots
                .entry(moment.boot)
                .and_modify(|known: &mut u64| *known = began.min(*known))
                .or_insert(began);
        }
        Self(boots)
    }

    /// The latest that it can have been.
    pub(super) fn tell(&self, at: &Moment) -> ToldTime {
        let since_boot = || Some(self.0.get(&at.boot)?.saturating_add(elapsed_s(at)));
        match at.within.latest().or_else(since_boot) {
            Some(latest) => ToldTime::Known(latest.max(at.within.earliest())),
            None => ToldTime::NotBefore(at.within.earliest()),
        }
    }
}

fn elapsed_s(at: &Moment) -> u64 {
    u64::try_from(at.elapsed.0 / MS).unwrap_or_default()
}
