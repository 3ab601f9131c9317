//! What a watch is made of and told: the journal, and what the order asks now.

use std::sync::Arc;

use super::Quarantine;
use crate::documents::Zone;
use crate::model::PersonId;
use crate::ports::Reading;
use crate::quarantine::checks::{self, AskedChecks, Asking};
use crate::quarantine::journal::Entry;
use crate::quarantine::order::{HeldOrder, InForce, KnownPlace, Life};
use crate::quarantine::presence::{Place, Places, Position};
use crate::quarantine::schedule::AgreedAround;
use crate::quarantine::watch::{Duty, Kept, Now, Watch};
use crate::state::State;
use crate::store::StoreError;

/// A permission counts so long before it begins and after it has ended, in seconds.
const PERMISSION_REACHES_S: [u64; 2] = [15 * 60, 30 * 60];

/// What is watched.
pub struct Watched {
    life: Life,
    in_force: InForce,
    is_shared: bool,
    changes_at: Option<u64>,
    known: Option<Arc<Watch>>,
    asked: Option<Arc<AskedChecks>>,
    /// Agreed checks around this moment.
    pub agreed: Arc<AgreedAround>,
    /// Where one of them is not known yet.
    entries: Vec<Entry>,
    kept: Option<Kept>,
    kept_beside_checks: Option<checks::Kept>,
    places: Places<Position>,
}

impl State {
    /// What of a person is watched at this reading; none without an order of theirs, or where it asks
    /// nothing yet.
    pub fn watched(
        &self,
        person: PersonId,
        quarantine: &Quarantine,
        reading: &Reading,
    ) -> Result<Option<Watched>, StoreError> {
        let Some(journal) = quarantine.journal() else { return Ok(None) };
        let orders = &quarantine.orders;
        let Some(order) = orders.current() else { return Ok(None) };
        let life = self.life(person, orders, order, reading);
        let in_force = self.in_force(orders, order, reading);
        let (Some(life), Some(in_force)) = (life, in_force) else { return Ok(None) };
        let mut circles = in_force.places.iter().filter_map(KnownPlace::circle);
        let Some(first) = circles.next() else { return Ok(None) };
        let others: Vec<Place<Position>> = circles.collect();
        let known = quarantine.watch.clone();
        let asked = quarantine.checks.clone();
        let entries = match (&known, &asked) {
            (Some(_), Some(_)) => Vec::new(),
            _ => journal.entries(&self.store, person, 1, usize::MAX)?,
        };
        let now = self.time.at(reading).best_s();
        let by_authority = changes_at(order, &life, now);
        let by_person = quarantine.declarations.changes_at(now);
        let by_others = self.others_change_at(person, reading);
        Ok(Some(Watched {
            life,
            is_shared: self.is_shared(person, reading),
            changes_at: by_authority.into_iter().chain(by_person).chain(by_others).min(),
            in_force,
            known,
            asked,
            agreed: quarantine.agreed_around(self.zone(), now),
            entries,
            kept: quarantine.kept_watch.clone(),
            kept_beside_checks: quarantine.kept_beside_checks.clone(),
            places: Places::new(first, others),
        }))
    }
}

impl Quarantine {
    fn agreed_around(&self, zone: &Zone, now: u64) -> Arc<AgreedAround> {
        let known = self.agreed.as_ref().filter(|known| known.is_of(&self.orders, zone, now));
        known.map_or_else(|| Arc::new(AgreedAround::of(&self.orders, zone, now)), Arc::clone)
    }
}

impl Watched {
    /// The watch as it stands: the one that is known, or the one that the journal makes.
    pub fn watch(&self, now: &Now) -> Watch {
        if let Some(known) = &self.known {
            return known.as_ref().clone();
        }
        let rebuilt = self.kept.as_ref().and_then(|kept| Watch::rebuild(&self.entries, kept, now));
        if rebuilt.is_none() && self.kept.is_some() {
            log::warn!("watch-begins-anew");
        }
        rebuilt.unwrap_or_else(|| Watch::new(self.places.clone()))
    }

    /// The checks as they stand: those that are known, or those that the journal makes.
    pub fn checks(&self) -> AskedChecks {
        if let Some(known) = &self.asked {
            return known.as_ref().clone();
        }
        let window_s = self.in_force.window_min.saturating_mul(60);
        AskedChecks::rebuild(&self.entries, self.kept_beside_checks.clone(), window_s)
    }

    /// What may be asked now.
    pub fn asking<'a>(
        &'a self,
        quarantine: &'a Quarantine,
        zone: &'a Zone,
        can_show: bool,
    ) -> Option<Asking<'a>> {
        Some(Asking {
            orders: &quarantine.orders,
            order: quarantine.orders.current()?,
            life: self.life,
            in_force: &self.in_force,
            zone,
            agreed: &self.agreed,
            declarations: &quarantine.declarations,
            can_show,
        })
    }

    /// What the order asks now.
    pub fn duty(&self, order: &HeldOrder) -> Option<Duty<'_>> {
        Some(Duty {
            life: self.life,
            version: order.newest().order.version,
            in_force: &self.in_force,
            keeps_fixes_in_pauses: false,
            is_shared: self.is_shared,
            changes_at: self.changes_at,
        })
    }
}

/// The next second at which time alone may change what an order asks.
pub(super) fn changes_at(order: &HeldOrder, life: &Life, now: u64) -> Option<u64> {
    let newest = &order.newest().order;
    let [before, after] = PERMISSION_REACHES_S;
    let pauses = newest.pauses.iter().flat_map(|pause| [Some(pause.from), pause.until]);
    let permissions = newest.permissions.iter().flat_map(|permission| {
        [Some(permission.from.saturating_sub(before)), Some(permission.to.saturating_add(after))]
    });
    let travel = newest.travel.iter().flat_map(|way| [Some(way.from), Some(way.to)]);
    let places = newest.places.iter().flat_map(|place| [place.from, place.until]);
    let released = order.released().map(|released| released.at);
    let ends = [Some(order.end()), life.starts_at, Some(newest.from), released];
    let all = ends.into_iter().chain(pauses).chain(permissions).chain(travel).chain(places);
    all.flatten().filter(|at| *at > now).min()
}
