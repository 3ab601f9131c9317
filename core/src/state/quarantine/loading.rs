//! From rows to what is known.

use std::sync::Arc;

use super::{Journal, KeptOrder, Quarantine};
use crate::model::PersonId;
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
        Ok(Some(Self {
            numbering: numbering(store, person, journal)?,
            orders: Arc::new(orders(&kept_orders)),
            kept_orders: Arc::new(kept_orders),
            notices: Arc::new(store.rows(Table::Notices, owner, true)?),
            journals: Arc::new(journals),
        }))
    }
}

/// The numbers go on after the last entry. They are not kept beside it, so that an entry is one row.
fn numbering(store: &Store, person: PersonId, journal: &Journal) -> Result<Numbering, StoreError> {
    let epoch = journal.epochs.last().copied();
    let is_reported = |entry: &crate::quarantine::journal::Entry| {
        Some(entry.epoch) == epoch && entry.seq.is_some()
    };
    let newest = journal.entries_back_to(store, person, is_reported)?;
    let reported = newest.first().filter(|entry| is_reported(entry));
    Ok(Numbering {
        n: newest.last().map_or(0, |entry| entry.n),
        seq: reported.and_then(|entry| entry.seq).unwrap_or(journal.epoch_after),
        epoch: epoch.unwrap_or(crate::model::EpochId::new([0; 8])),
        under: journal.versions.last().copied().unwrap_or(ReportedUnder::BEFORE_ANY),
    })
}

/// The versions in the order in which they came, then what the person did about them.
fn orders(kept: &[(i64, KeptOrder)]) -> Orders {
    let mut orders = Orders::default();
    let mut read = Vec::new();
    for (row, one) in kept {
        let Some(signed) = one.read() else {
            log::warn!("order-not-read row={row}");
            continue;
        };
        match one.refused {
            Some(why) => {
                orders.remember_refused(&signed.document, signed.digest, why, one.came);
            }
            None => {
                let Ok(opened) = OpenedOrder::open(&signed, &one.openings) else { continue };
                orders.remember(opened, one.came);
                read.push((signed.document.id, signed.document.version, one));
            }
        }
    }
    read.sort_by_key(|(.., one)| one.seen);
    for (id, version, one) in read {
        let Some(order) = orders.order_mut(id) else { continue };
        if let Some(seen) = one.seen {
            order.see(version, seen);
        }
        if let Some(begun) = one.begun {
            order.begin(begun);
        }
        if let Some(released) = one.released {
            order.release(released);
        }
    }
    orders
}
