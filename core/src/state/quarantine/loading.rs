//! From rows to what is known.

use std::sync::Arc;

use super::{Journal, KeptOrder, Quarantine};
use crate::model::{EpochId, PersonId};
use crate::quarantine::declarations::Declarations;
use crate::quarantine::delivery::{Delivery, Waiting};
use crate::quarantine::journal::{Numbering, ReportedUnder};
use crate::quarantine::order::{OpenedOrder, Orders};
use crate::store::{Decoded, Fact, Facts, Owner, Store, StoreError, Table};

impl Quarantine {
    /// What a store has of a person's quarantine; none if there never was one.
    pub(in crate::state) fn load(
        store: &Store,
        person: PersonId,
        facts: &mut Facts<'_>,
    ) -> Result<Option<Self>, StoreError> {
        let journals: Vec<Journal> = match facts.take(Fact::Journals) {
            Decoded::Value(journals) => journals,
            // Said: without its secret a journal proves nothing. Orders come anew.
            Decoded::Absent | Decoded::Unreadable => return Ok(None),
        };
        let Some(journal) = journals.last() else { return Ok(None) };
        let owner = Owner::Person(person);
        let kept_orders = store.rows(Table::Orders, owner, true)?;
        let numbering = numbering(store, person, journal)?;
        let kept_watch = match facts.take(Fact::Watch) {
            Decoded::Value(kept) => Some(kept),
            // Where the person stands is learned anew: nothing is known yet.
            Decoded::Absent | Decoded::Unreadable => None,
        };
        let kept_beside_checks = match facts.take(Fact::Checks) {
            Decoded::Value(kept) => Some(kept),
            // Windows that were open begin anew.
            Decoded::Absent | Decoded::Unreadable => None,
        };
        let photo_attempts = match facts.take(Fact::PhotoAttempts) {
            Decoded::Value(attempts) => Some(attempts),
            // Tries are counted anew.
            Decoded::Absent | Decoded::Unreadable => None,
        };
        let keeps_photos = match facts.take(Fact::KeepsPhotos) {
            Decoded::Value(keeps) => keeps,
            Decoded::Absent => false,
            // What is gone cannot be had again.
            Decoded::Unreadable => true,
        };
        let declarations = match facts.take(Fact::Declarations) {
            Decoded::Value(declarations) => declarations,
            Decoded::Absent => Declarations::default(),
            // The journal says it too.
            Decoded::Unreadable => {
                Declarations::rebuild(&journal.entries(store, person, 1, usize::MAX)?)
            }
        };
        let delivery: Delivery = match facts.take(Fact::Delivery) {
            Decoded::Value(delivery) => delivery,
            // Told once more from the beginning: what the authority has, it says.
            Decoded::Absent | Decoded::Unreadable => {
                Delivery::begin(journal.chain, journal.key, numbering.epoch)
            }
        };
        let mut waiting = Waiting::default();
        let after = delivery.confirmed().journal.n.saturating_add(1);
        for entry in journal.entries(store, person, after, usize::MAX)? {
            waiting.note(&entry);
        }
        Ok(Some(Self {
            kept_watch,
            watch: None,
            declarations: Arc::new(declarations),
            kept_checks: Arc::new(store.rows(Table::Checks, owner, true)?),
            kept_beside_checks,
            checks: None,
            photos: Arc::new(store.rows(Table::Photos, owner, true)?),
            photo_attempts,
            keeps_photos,
            agreed: None,
            delivery: Some(Arc::new(delivery)),
            waiting,
            numbering,
            orders: Arc::new(orders(&kept_orders)),
            kept_orders: Arc::new(kept_orders),
            notices: Arc::new(store.rows(Table::Notices, owner, true)?),
            journals: Arc::new(journals),
        }))
    }
}

/// The numbers go on after the last entry, and after as many reported ones as there may be among those
/// that cannot be read. They are not kept beside it, so that an entry is one row.
fn numbering(store: &Store, person: PersonId, journal: &Journal) -> Result<Numbering, StoreError> {
    let epoch = journal.epochs.last().copied().unwrap_or(EpochId::new([0; 8]));
    let last = journal.last_entry(store, person)?;
    let newest = journal
        .entries_back_to(store, person, |entry| entry.epoch != epoch || entry.seq.is_some())?;
    // The numbers stand for sure after this one, or before the first.
    let known = newest.first().filter(|entry| entry.epoch != epoch || entry.seq.is_some());
    let after = known.map_or(0, |entry| entry.n);
    let seq = known.filter(|entry| entry.epoch == epoch).and_then(|entry| entry.seq);
    let read = newest.iter().filter(|entry| entry.n > after).count();
    let unread = last.saturating_sub(after).saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
    Ok(Numbering {
        n: last,
        seq: seq.unwrap_or(journal.epoch_after).saturating_add(unread),
        epoch,
        under: journal.versions.last().copied().unwrap_or(ReportedUnder::BEFORE_ANY),
    })
}

/// The versions in the order in which they came, each with what the person did about it.
fn orders(kept: &[(i64, KeptOrder)]) -> Orders {
    let mut orders = Orders::default();
    for (row, one) in kept {
        let Some(signed) = one.read() else {
            log::warn!("order-not-read row={row}");
            continue;
        };
        if let Some(why) = one.refused {
            orders.remember_refused(&signed.document, signed.digest, why, one.came);
            continue;
        }
        let Ok(opened) = OpenedOrder::open(&signed, &one.openings) else { continue };
        orders.remember(opened, one.came);
        let Some(order) = orders.order_mut(signed.document.id) else { continue };
        if let Some(seen) = one.seen {
            order.remember_seen(signed.document.version, seen);
        }
        if let Some(begun) = one.begun {
            order.begin(begun);
        }
        if let Some(released) = one.released {
            order.release(released);
        }
        if let Some(disowned) = one.disowned {
            order.disown(disowned);
        }
    }
    orders
}
