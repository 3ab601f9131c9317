//! One unit of work. What becomes different is described once: from that description come the rows,
//! with the numbers of new ones, in one transaction, and only then what is known.

use super::phone_change::PhoneChange;
use super::{
    Beacon, Boot, Emergency, EmergencyCredential, Membership, Person, Quarantine, QuarantineEdit,
    RefusedRequest, State, SyncSchedule,
};
use crate::error::CoreError;
use crate::lists::Lists;
use crate::model::PersonId;
use crate::moving::Move;
use crate::outbox::Task;
use crate::pass::{Pass, Quotas};
use crate::pin::PinLock;
use crate::registration::Registration;
use crate::requests::Claimed;
use crate::sms::Asked;
use crate::store::{Changes, Decoded, Fact, Owner, StoreError, Stored, Table};
use crate::time::TrustedTime;

/// What becomes different about a person.
pub enum Change {
    Registration(Registration),
    Claimed(Option<Claimed>),
    Emergency(Emergency),
    /// None lasts, as far as anybody can tell.
    EmergencyOver,
    PreviousCredential(Option<EmergencyCredential>),
    Quotas(Quotas),
    Refusals(Vec<RefusedRequest>),
    SmsAsked(Vec<Asked>),
    GoneKeys(Vec<String>),
    KeysToDelete(Option<Vec<String>>),
    Membership(Membership),
    /// None is on its way.
    Move(Option<Move>),
    Pin(Option<PinLock>),
    /// The request of this row, new or as it stands now.
    Task(i64, Task),
    TaskOver(i64),
    /// The pass of this row, new or as it stands now.
    Pass(i64, Pass),
    /// It has ended: kept, and read only when somebody asks for it.
    PassEnded(i64, Pass),
    PassOver(i64),
    /// As it is after an edit of its own, whose rows are kept with this.
    Quarantine(Box<Quarantine>),
}

/// Changes that are one event: all of them are made, or none.
pub struct Edit {
    of_people: Vec<(PersonId, Change)>,
    of_phone: Vec<PhoneChange>,
    // What nothing in memory stands for.
    kept_only: Changes,
    next_task: i64,
    next_pass: i64,
}

impl Edit {
    pub fn is_empty(&self) -> bool {
        self.of_people.is_empty() && self.of_phone.is_empty() && self.kept_only.is_empty()
    }

    pub fn set(&mut self, person: PersonId, change: Change) {
        self.of_people.push((person, change));
    }

    /// Writes a new request down; its row.
    pub fn add_task(&mut self, person: PersonId, task: Task) -> i64 {
        let row = self.next_task;
        self.next_task = row.saturating_add(1);
        self.set(person, Change::Task(row, task));
        row
    }

    pub fn add_pass(&mut self, person: PersonId, pass: Pass) {
        let row = self.next_pass;
        self.next_pass = row.saturating_add(1);
        self.set(person, Change::Pass(row, pass));
    }

    /// Keeps the run of the phone's system, if another is known.
    pub fn set_boot(&mut self, known: Option<&Boot>, boot: Boot) {
        if known != Some(&boot) {
            self.of_phone.push(PhoneChange::Boot(boot));
        }
    }

    /// Makes the changes of a quarantine part of this event.
    pub fn set_quarantine(&mut self, person: PersonId, edit: QuarantineEdit) {
        if edit.is_empty() {
            return;
        }
        let (after, changes) = edit.split();
        self.kept_only.extend(changes);
        self.set(person, Change::Quarantine(Box::new(after)));
    }

    /// Keeps newer lists, and the time that they prove.
    pub fn set_lists(&mut self, lists: Lists, time: TrustedTime) {
        self.of_phone.push(PhoneChange::Lists(Box::new(lists)));
        self.of_phone.push(PhoneChange::Time(time));
    }

    pub fn set_sync_schedule(&mut self, schedule: SyncSchedule) {
        self.of_phone.push(PhoneChange::SyncSchedule(schedule));
    }

    /// Whoever waits for something that only a sync brings does not wait for the schedule.
    pub fn sync_soon(&mut self) {
        self.set_sync_schedule(SyncSchedule::AT_ONCE);
    }

    pub fn set_corrupt_file_backed_up(&mut self, is_backed_up: bool) {
        self.of_phone.push(PhoneChange::CorruptFileBackedUp(is_backed_up));
    }

    pub fn set_notices_allowed(&mut self, are_allowed: bool) {
        self.of_phone.push(PhoneChange::NoticesAllowed(are_allowed));
    }

    /// Keeps a fact of the phone that is read from the store whenever it is wanted.
    pub fn keep<T: Stored>(&mut self, fact: Fact, value: &T) {
        self.kept_only.put(Owner::Phone, fact, value);
    }

    /// Forgets such a fact.
    pub fn forget(&mut self, fact: Fact) {
        self.kept_only.forget(Owner::Phone, fact);
    }

    pub(super) fn changes(&self) -> Changes {
        let mut changes = self.kept_only.clone();
        for (person, change) in &self.of_people {
            change.write(Owner::Person(*person), &mut changes);
        }
        for change in &self.of_phone {
            change.write(&mut changes);
        }
        changes
    }

    fn sets_time(&self) -> bool {
        self.of_phone.iter().any(|change| matches!(change, PhoneChange::Time(_)))
    }
}

impl Change {
    fn write(&self, owner: Owner, to: &mut Changes) {
        match self {
            Self::Registration(registration) => to.put(owner, Fact::Registration, registration),
            Self::Claimed(claimed) => to.put(owner, Fact::Claimed, claimed),
            Self::Emergency(emergency) => to.put(owner, Fact::Emergency, emergency),
            Self::EmergencyOver => to.forget(owner, Fact::Emergency),
            Self::PreviousCredential(credential) => {
                to.put(owner, Fact::PreviousCredential, credential);
            }
            Self::Quotas(quotas) => {
                to.put(owner, Fact::Quotas, &quotas.counts);
                if let Some(lost_before_ms) = &quotas.lost_before_ms {
                    to.put(owner, Fact::QuotasLost, lost_before_ms);
                }
            }
            Self::Refusals(refusals) => to.put(owner, Fact::Refusals, refusals),
            Self::SmsAsked(asked) => to.put(owner, Fact::SmsAsked, asked),
            Self::GoneKeys(names) => to.put(owner, Fact::GoneKeys, names),
            Self::KeysToDelete(Some(names)) => to.put(owner, Fact::KeysToDelete, names),
            Self::Membership(membership) => to.put(owner, Fact::Membership, membership),
            Self::Move(Some(stage)) => to.put(owner, Fact::Move, stage),
            Self::Move(None) => to.forget(owner, Fact::Move),
            Self::Pin(Some(lock)) => to.put(owner, Fact::Pin, lock),
            Self::Pin(None) => to.forget(owner, Fact::Pin),
            Self::KeysToDelete(None) => to.forget(owner, Fact::KeysToDelete),
            Self::Task(row, task) => to.put_row(Table::Outbox, owner, *row, true, task),
            Self::TaskOver(row) => to.drop_row(Table::Outbox, *row),
            Self::Pass(row, pass) => to.put_row(Table::Passes, owner, *row, true, pass),
            Self::PassEnded(row, pass) => to.put_row(Table::Passes, owner, *row, false, pass),
            Self::PassOver(row) => to.drop_row(Table::Passes, *row),
            Self::Quarantine(_) => {}
        }
    }

    fn know(self, person: &mut Person) {
        match self {
            Self::Registration(registration) => person.registration = registration,
            Self::Claimed(claimed) => person.claimed = claimed.into(),
            Self::Emergency(emergency) => person.emergency = Some(emergency),
            Self::EmergencyOver => person.emergency = None,
            Self::PreviousCredential(credential) => person.previous_credential = credential.into(),
            Self::Quotas(quotas) => person.quotas = quotas,
            Self::Refusals(refusals) => person.refusals = refusals,
            Self::SmsAsked(asked) => person.sms_asked = asked,
            Self::GoneKeys(names) => person.gone = Decoded::Value(names),
            Self::KeysToDelete(names) => person.keys_to_delete = names.into(),
            Self::Membership(membership) => person.membership = membership,
            Self::Move(stage) => person.moving = stage.into(),
            Self::Pin(lock) => person.pin = lock,
            Self::Task(row, task) => put(&mut person.tasks, row, task),
            Self::TaskOver(row) => person.tasks.retain(|(number, _)| *number != row),
            Self::Pass(row, pass) => put(&mut person.passes, row, pass),
            Self::PassEnded(row, _) | Self::PassOver(row) => {
                person.passes.retain(|(number, _)| *number != row);
            }
            Self::Quarantine(quarantine) => person.quarantine = Some(*quarantine),
        }
    }
}

fn put<T>(rows: &mut Vec<(i64, T)>, row: i64, value: T) {
    match rows.iter_mut().find(|(number, _)| *number == row) {
        Some((_, known)) => *known = value,
        None => rows.push((row, value)),
    }
}

impl State {
    /// Nothing yet that becomes different, with the numbers that new rows will have. It is made under
    /// the lock under which it is committed.
    pub fn edit(&self) -> Edit {
        Edit {
            of_people: Vec::new(),
            of_phone: Vec::new(),
            kept_only: Changes::new(),
            next_task: self.store.next_row(Table::Outbox),
            next_pass: self.store.next_row(Table::Passes),
        }
    }

    /// Makes all of it durable, then known. Nothing is known that is not durable.
    pub fn commit(&mut self, edit: Edit) -> Result<(), CoreError> {
        self.persist(&edit)?;
        self.know(edit);
        Ok(())
    }

    /// The same for what is known also where it cannot be kept, such as on a full disk: after a restart
    /// it is learnt again, or nobody is harmed by its loss. `what` names it in the log.
    pub fn commit_or_know(&mut self, edit: Edit, what: &str) {
        if let Err(error) = self.persist(&edit) {
            log::warn!("{what}-not-kept code={error}");
        }
        self.know(edit);
    }

    fn persist(&mut self, edit: &Edit) -> Result<(), StoreError> {
        if edit.is_empty() {
            return Ok(());
        }
        let mut changes = edit.changes();
        if self.is_time_new && !edit.sets_time() {
            changes.put(Owner::Phone, Fact::Time, &self.time);
        }
        if let Some(beacon) = self.beacon.as_ref().filter(|_| self.is_time_new) {
            changes.put(Owner::Phone, Fact::Beacon, beacon);
        }
        self.put_proofs(&mut changes);
        self.store.apply(changes)?;
        self.unkept_proofs.clear();
        self.is_time_new = false;
        Ok(())
    }

    pub(super) fn know(&mut self, edit: Edit) {
        if edit.is_empty() {
            return;
        }
        for (person, change) in edit.of_people {
            if let Some(known) = self.people.get_mut(&person) {
                change.know(known);
            }
        }
        for change in edit.of_phone {
            change.know(self);
        }
        self.revision = self.revision.saturating_add(1);
    }

    /// Takes what the authority says of the time: known at once, and kept with the next change.
    pub fn take_time(&mut self, time: TrustedTime, beacon: Beacon) {
        self.time = time;
        self.beacon = Some(beacon);
        self.is_time_new = true;
        self.revision = self.revision.saturating_add(1);
    }

    /// Keeps the time, if no change has taken it along since it was learnt.
    pub fn keep_time(&mut self) {
        if !self.is_time_new {
            return;
        }
        let mut edit = self.edit();
        edit.of_phone.push(PhoneChange::Time(self.time.clone()));
        self.commit_or_know(edit, "time");
    }
}
