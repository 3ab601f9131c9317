//! Changes to a quarantine: made on a copy, with the rows that they are.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::entries::last_journal;
use super::{Journal, KeptOrder, Quarantine, Run};
use crate::documents::{Order, Signed};
use crate::error::{Code, CoreError};
use crate::model::{ChainId, EpochId, OrderId, PersonId, Thumbprint};
use crate::quarantine::delivery::{Delivery, Waiting};
use crate::quarantine::journal::{Entry, Event, Interval, Numbering, ReportedUnder};
use crate::quarantine::order::Orders;
use crate::quarantine::watch::{Watch, Written};
use crate::state::State;
use crate::store::{Changes, Fact, Owner, Store, StoreError, Table};

/// A quarantine as it will be, and the rows of what becomes different. It is made under the lock under
/// which it is committed.
pub struct QuarantineEdit {
    pub(super) person: PersonId,
    pub after: Quarantine,
    pub(super) changes: Changes,
    next_order: i64,
    pub(super) next_notice: i64,
    pub(super) next_proof: i64,
    pub(super) next_check: i64,
    pub(super) next_photo: i64,
    next_journal: u32,
    // What no row stands for is another too.
    pub(super) is_touched: bool,
}

impl State {
    /// Nothing yet that becomes different.
    pub fn edit_quarantine(&self, person: PersonId) -> Result<QuarantineEdit, CoreError> {
        let known = self.person(person)?.quarantine.clone();
        Ok(QuarantineEdit::begin(&self.store, person, known)?)
    }
}

impl QuarantineEdit {
    pub(super) fn begin(
        store: &Store,
        person: PersonId,
        known: Option<Quarantine>,
    ) -> Result<Self, StoreError> {
        // One that cannot be read may have had entries.
        let last_journal = match &known {
            Some(known) => known.journal().map_or(0, |journal| journal.number),
            None => last_journal(store, person)?,
        };
        Ok(Self {
            person,
            after: known.unwrap_or_else(Quarantine::none),
            changes: Changes::new(),
            next_order: store.next_row(Table::Orders),
            next_notice: store.next_row(Table::Notices),
            next_proof: store.next_row(Table::Proofs),
            next_check: store.next_row(Table::Checks),
            next_photo: store.next_row(Table::Photos),
            next_journal: last_journal.saturating_add(1),
            is_touched: false,
        })
    }

    pub(in crate::state) fn split(self) -> (Quarantine, Changes) {
        (self.after, self.changes)
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && !self.is_touched
    }

    pub(super) fn owner(&self) -> Owner {
        Owner::Person(self.person)
    }

    /// Begins another journal, in which nothing is written yet.
    pub fn begin_journal(
        &mut self,
        chain: ChainId,
        key: Thumbprint,
        secret: [u8; 32],
        epoch: EpochId,
    ) {
        let journals = Arc::make_mut(&mut self.after.journals);
        let number = self.next_journal;
        self.next_journal = number.saturating_add(1);
        journals.push(Journal {
            number,
            chain,
            secret,
            key,
            epochs: vec![epoch],
            epoch_after: 0,
            versions: Vec::new(),
            runs: Vec::new(),
        });
        self.after.numbering = Numbering::begin(epoch);
        self.after.watch = None;
        self.after.kept_watch = None;
        self.forget_checks();
        self.after.waiting = Waiting::default();
        self.changes.forget(self.owner(), Fact::Watch);
        self.set_delivery(Delivery::begin(chain, key, epoch));
        self.changes.pass_over(self.owner(), Table::Entries);
        self.keep_journals();
    }

    /// Goes on in another epoch, after this reported number. Nobody need be told any more of entries
    /// before it that cannot be read.
    pub fn begin_epoch(&mut self, epoch: EpochId, after: u64) {
        if let Some(journal) = Arc::make_mut(&mut self.after.journals).last_mut() {
            journal.epochs.push(epoch);
            journal.epoch_after = after;
        }
        self.after.numbering.go_on(epoch, after);
        self.changes.pass_over(self.owner(), Table::Entries);
        self.keep_journals();
    }

    /// What is written from here on is told as this version has it.
    pub fn report_under(&mut self, under: ReportedUnder) {
        if self.after.numbering.under == under {
            return;
        }
        self.after.numbering.under = under;
        if let Some(journal) = Arc::make_mut(&mut self.after.journals).last_mut() {
            journal.versions.push(under);
        }
        self.keep_journals();
    }

    fn keep_journals(&mut self) {
        self.changes.put(self.owner(), Fact::Journals, self.after.journals.as_ref());
    }

    /// Writes what happened into the journal.
    ///
    /// # Errors
    /// `no-order` if there is no journal.
    pub fn write(&mut self, event: &Event) -> Result<Entry, CoreError> {
        if self.after.journal().is_none() {
            return Err(Code::NoOrder.into());
        }
        let entry = self.after.numbering.write(event);
        self.keep_entry(&entry, Some(event))?;
        Ok(entry)
    }

    /// Keeps what was written with these numbers, oldest first.
    pub fn keep_written(
        &mut self,
        numbering: Numbering,
        written: &[Written],
    ) -> Result<(), CoreError> {
        self.after.numbering = numbering;
        written.iter().try_for_each(|written| self.keep_entry(&written.entry, Some(&written.event)))
    }

    /// The same of entries that say what others said before.
    pub fn keep_entries(
        &mut self,
        numbering: Numbering,
        entries: &[Entry],
    ) -> Result<(), CoreError> {
        self.after.numbering = numbering;
        entries.iter().try_for_each(|entry| self.keep_entry(entry, entry.whole_event().as_ref()))
    }

    /// Keeps an entry that says this event and nothing else; none where it says more, or nothing that is
    /// known.
    fn keep_entry(&mut self, entry: &Entry, event: Option<&Event>) -> Result<(), CoreError> {
        let owner = self.owner();
        if let Some(event) = event {
            self.begin_run(event);
        }
        let journal = self.after.journals.last().ok_or(Code::NoOrder)?;
        let kept = journal.kept(entry, event).ok_or(Code::StorageFailed)?;
        let row = journal.row(self.person, entry.n);
        self.changes.put_row(Table::Entries, owner, row, true, &kept);
        self.after.waiting.note(entry);
        Ok(())
    }

    /// Where the person stands now.
    pub fn set_watch(&mut self, watch: Watch) {
        let kept = watch.kept();
        if self.after.kept_watch.as_ref() != Some(&kept) {
            self.changes.put(self.owner(), Fact::Watch, &kept);
            self.after.kept_watch = Some(kept);
        }
        self.after.watch = Some(Arc::new(watch));
        self.is_touched = true;
    }

    /// How far the authority was told.
    pub fn set_delivery(&mut self, delivery: Delivery) {
        self.changes.put(self.owner(), Fact::Delivery, &delivery);
        self.after.delivery = Some(Arc::new(delivery));
    }

    /// Counts anew what waits to be reported.
    pub fn set_waiting(&mut self, waiting: Waiting) {
        self.after.waiting = waiting;
        self.is_touched = true;
    }

    /// Remembers the first fix of a run of the phone's system.
    fn begin_run(&mut self, event: &Event) {
        let Some(journal) = self.after.journal() else { return };
        let Some(run) = Run::begun_by(event, &journal.runs) else { return };
        if let Some(journal) = Arc::make_mut(&mut self.after.journals).last_mut() {
            journal.runs.push(run);
        }
        self.keep_journals();
    }

    /// Keeps a version that came, beside what it makes of the orders.
    pub fn keep_order(&mut self, orders: Orders, kept: KeptOrder) {
        let row = self.next_order;
        self.next_order = row.saturating_add(1);
        self.changes.put_row(Table::Orders, self.owner(), row, true, &kept);
        Arc::make_mut(&mut self.after.kept_orders).push((row, kept));
        self.after.orders = Arc::new(orders);
    }

    /// Changes what is kept of versions that count.
    fn change_orders(
        &mut self,
        order: OrderId,
        versions: RangeInclusive<u64>,
        change: impl Fn(&mut KeptOrder),
    ) {
        let owner = self.owner();
        let kept = Arc::make_mut(&mut self.after.kept_orders).iter_mut();
        let is_it = |one: &KeptOrder| {
            let is_in = |signed: Signed<Order>| {
                signed.document.id == order && versions.contains(&signed.document.version)
            };
            one.refused.is_none() && one.read().is_some_and(is_in)
        };
        for (row, one) in kept.filter(|(_, one)| is_it(one)) {
            let before = one.clone();
            change(one);
            if *one == before {
                continue;
            }
            self.changes.put_row(Table::Orders, owner, *row, true, one);
        }
    }

    /// The person was shown a version, and by that all before it.
    pub fn see_order(&mut self, order: OrderId, version: u64, at: Interval) {
        if let Some(held) = Arc::make_mut(&mut self.after.orders).order_mut(order) {
            held.see(version, at);
        }
        self.change_orders(order, 0..=version, |kept| {
            kept.seen.get_or_insert(at);
        });
    }

    /// The person begins now.
    pub fn begin_order(&mut self, order: OrderId, version: u64, at: Interval) {
        let Some(held) = Arc::make_mut(&mut self.after.orders).order_mut(order) else { return };
        if held.begun().is_some() {
            return;
        }
        held.begin(at);
        self.change_orders(order, version..=version, |kept| {
            kept.begun.get_or_insert(at);
        });
    }

    /// The person typed the code that ends the order.
    pub fn release_order(&mut self, order: OrderId, version: u64, at: Interval) {
        if let Some(held) = Arc::make_mut(&mut self.after.orders).order_mut(order) {
            held.release(at);
        }
        self.change_orders(order, version..=version, |kept| {
            kept.released.get_or_insert(at);
        });
    }

    /// The person says that the order is for somebody else.
    pub fn disown_order(&mut self, order: OrderId, version: u64, at: Interval) {
        if let Some(held) = Arc::make_mut(&mut self.after.orders).order_mut(order) {
            held.disown(at);
        }
        self.change_orders(order, version..=version, |kept| {
            kept.disowned.get_or_insert(at);
        });
    }
}
