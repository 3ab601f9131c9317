//! What a sync has brought of what the authority signs for its people.

use std::collections::BTreeMap;

use crate::model::PersonId;
use crate::state::{Quarantine, State};

/// What a phone held before.
pub struct Before(BTreeMap<PersonId, Quarantine>);

/// What has come since.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Came {
    /// Versions of orders, those that do not count among them.
    pub orders: u64,
    /// Surprise checks.
    pub checks: u64,
    pub notices: u64,
}

impl Before {
    pub fn of(state: &State) -> Self {
        let known = state.people.iter();
        let known = known.filter_map(|(person, known)| Some((*person, known.quarantine.clone()?)));
        Self(known.collect())
    }

    pub fn came_since(&self, state: &State) -> Came {
        let mut came = Came::default();
        for (person, known) in &state.people {
            let Some(now) = &known.quarantine else { continue };
            let before = self.0.get(person);
            let of = |kept: fn(&Quarantine) -> Vec<&[u8]>| {
                let held = before.map(kept).unwrap_or_default();
                kept(now).into_iter().filter(|signed| !held.contains(signed)).count() as u64
            };
            came.orders = came.orders.saturating_add(of(orders));
            came.checks = came.checks.saturating_add(of(checks));
            came.notices = came.notices.saturating_add(of(notices));
        }
        came
    }
}

fn orders(known: &Quarantine) -> Vec<&[u8]> {
    known.kept_orders.iter().map(|(_, kept)| kept.signed.as_slice()).collect()
}

fn checks(known: &Quarantine) -> Vec<&[u8]> {
    known.kept_checks.iter().map(|(_, kept)| kept.signed.as_slice()).collect()
}

fn notices(known: &Quarantine) -> Vec<&[u8]> {
    known.notices.iter().map(|(_, kept)| kept.signed.as_slice()).collect()
}
