//! What is known after a restart is what was known before it.

mod packed;

use std::sync::Arc;

use proptest::prelude::*;
use tempfile::TempDir;

use super::entries::journal_has_hole;
use super::{KeptNotice, KeptOrder, Quarantine, QuarantineEdit};
use crate::documents::{Notice, NoticeKind, Order, OrderPlace, PlaceAt, PlaceOpening, Released};
use crate::model::{ChainId, EpochId, NoticeId, OrderId, PersonId, PublicKey, Thumbprint};
use crate::quarantine::journal::tests::any_event::one;
use crate::quarantine::journal::{Interval, Kind, Numbering, ReportedUnder};
use crate::quarantine::order::tests::{HOME, NOON, after, order, rules};
use crate::quarantine::order::{Orders, Taken};
use crate::store::{Changes, Fact, Owner, RowOrder, Store, Table};
use crate::testing::SoftwareVault;

const ME: PersonId = PersonId::FIRST;
const MINE: Owner = Owner::Person(ME);
const SIGNER: PublicKey = PublicKey::P256 { x: [1; 32], y: [2; 32] };
const EPOCH: EpochId = EpochId::new([7; 8]);

struct Home {
    folder: TempDir,
    vault: SoftwareVault,
    store: Store,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vault = SoftwareVault::new(&folder.path().join("vault"));
        let store = Store::open(&folder.path().join("store"), &vault).unwrap();
        Self { folder, vault, store }
    }

    /// One with a journal.
    fn begun() -> (Self, Quarantine) {
        let mut home = Self::new();
        let mut edit = home.edit(None);
        edit.begin_journal(ChainId::new([2; 16]), Thumbprint::new([3; 32]), [4; 32], EPOCH);
        let known = home.commit(edit);
        (home, known)
    }

    fn restart(self) -> Self {
        let Self { folder, vault, store } = self;
        drop(store);
        let mut store = Store::open(&folder.path().join("store"), &vault).unwrap();
        let _ = load(&store);
        store.put_unreadable_aside().unwrap();
        drop(store);
        let store = Store::open(&folder.path().join("store"), &vault).unwrap();
        Self { folder, vault, store }
    }

    fn edit(&self, known: Option<Quarantine>) -> QuarantineEdit {
        QuarantineEdit::begin(&self.store, ME, known).unwrap()
    }

    fn commit(&mut self, edit: QuarantineEdit) -> Quarantine {
        let (after, changes) = edit.split();
        self.store.apply(changes).unwrap();
        after
    }

    fn write(&mut self, known: Quarantine, kinds: &[Kind]) -> Quarantine {
        let mut edit = self.edit(Some(known));
        for kind in kinds {
            edit.write(&one(*kind)).unwrap();
        }
        self.commit(edit)
    }

    /// Writes a row that is sealed as it should be, and no such value.
    fn spoil(&mut self, table: Table, row: i64) {
        let mut changes = Changes::new();
        changes.put_row(table, MINE, row, true, &(-7_i64));
        self.store.apply(changes).unwrap();
    }

    fn unreadable(&self, table: Table) -> usize {
        self.store.unreadable().iter().filter(|one| (one.owner, one.table) == (MINE, table)).count()
    }
}

fn load(store: &Store) -> Option<Quarantine> {
    Quarantine::load(store, ME, &mut store.facts(MINE).unwrap()).unwrap()
}

fn numbers(home: &Home, known: &Quarantine, from: u64, most: usize) -> Vec<u64> {
    let entries = known.entries(&home.store, ME, from, most).unwrap();
    entries.into_iter().map(|entry| entry.n).collect()
}

fn under(version: u64, report: crate::documents::Report) -> ReportedUnder {
    ReportedUnder { order: OrderId::new([1; 16]), version, report }
}

/// At home, whose coordinates travel beside the order.
pub fn sealed_order() -> (Order, PlaceOpening) {
    let salt = [8; 16];
    let place = OrderPlace {
        id: "1".into(),
        label: "Home".into(),
        at: PlaceAt::Sealed(HOME.sealed(&salt)),
        radius_m: 100,
        from: None,
        until: None,
    };
    let opening = PlaceOpening { place: "1".into(), salt, at: HOME };
    (Order { places: vec![place], ..order() }, opening)
}

pub fn kept(order: &Order, opening: &PlaceOpening, at: u64) -> KeptOrder {
    KeptOrder {
        signed: order.draft(&SIGNER).close(&[6; 64]),
        openings: vec![opening.clone()],
        came: Interval::exactly(at),
        seen: None,
        begun: None,
        released: None,
        disowned: None,
        refused: None,
    }
}

pub fn notice() -> KeptNotice {
    let notice = Notice {
        iss: "XX-REF".into(),
        iat: NOON,
        id: NoticeId::new([5; 8]),
        chain: ChainId::new([2; 16]),
        kind: NoticeKind::Warning,
        text: vec![("en".into(), "Stay".into())],
        about: vec![3],
        appeal_until: None,
        contact: "112".into(),
    };
    let came = Interval::new(NOON, None).unwrap();
    KeptNotice { signed: notice.draft(&SIGNER).close(&[6; 64]), came }
}

/// Takes a version as a phone does.
fn take(edit: &mut QuarantineEdit, kept: KeptOrder) -> Taken {
    let signed = kept.read().unwrap();
    let mut orders = edit.after.orders.as_ref().clone();
    let before = orders.refused().len();
    let taken = orders.take_signed(signed, &kept.openings, kept.came, Some(&rules()));
    let refused = match taken {
        Taken::Known => return taken,
        Taken::Refused(_) if orders.refused().len() == before => return taken,
        Taken::Refused(why) => Some(why),
        Taken::New => None,
    };
    edit.keep_order(orders, KeptOrder { refused, ..kept });
    taken
}

#[test]
fn whoever_has_no_journal_has_nothing() {
    let home = Home::new();
    assert!(load(&home.store).is_none());
}

#[test]
fn entries_of_one_edit_have_numbers_that_follow_and_go_on_after_a_restart() {
    let (mut home, known) = Home::begun();
    let known = home.write(known, &[Kind::Answer, Kind::Fix, Kind::Presence]);
    assert_eq!((known.numbering.n, known.numbering.seq), (3, 2));
    let home = home.restart();
    let loaded = load(&home.store).unwrap();
    assert_eq!(loaded.numbering, known.numbering);
    assert_eq!(numbers(&home, &loaded, 1, 9), [1, 2, 3]);
    assert_eq!(numbers(&home, &loaded, 2, 1), [2]);
    assert_eq!(numbers(&home, &loaded, 1, 0), [0; 0]);
    let journal = loaded.journal().unwrap();
    let back = |kind| journal.entries_back_to(&home.store, ME, |entry| entry.kind == kind).unwrap();
    assert_eq!(back(Kind::Fix).iter().map(|entry| entry.n).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(back(Kind::Dispute).len(), 3, "back to the beginning");
}

/// How many transactions a log holds: a frame that ends one names the size of the file after it
/// (SQLite, "WAL file format").
fn transactions(home: &Home) -> usize {
    let bytes = std::fs::read(home.folder.path().join("store/doorstep.db-wal")).unwrap();
    let frames = bytes[32..].chunks(24 + 4096);
    frames.filter(|frame| frame[8..16] == bytes[16..24] && frame[4..8] != [0; 4]).count()
}

#[test]
fn a_fix_is_one_transaction_and_so_is_an_event_of_many_rows() {
    let (home, known) = Home::begun();
    // In a log that has just begun.
    let mut home = home.restart();
    let known = home.write(known, &[Kind::Answer]);
    let before = transactions(&home);
    let known = home.write(known, &[Kind::Fix]);
    assert_eq!(transactions(&home), before + 1);
    let (first, opening) = sealed_order();
    let mut edit = home.edit(Some(known));
    take(&mut edit, kept(&first, &opening, NOON));
    edit.report_under(under(1, crate::documents::Report::Presence));
    edit.keep_notice(notice());
    edit.write(&one(Kind::Order)).unwrap();
    edit.write(&one(Kind::Notice)).unwrap();
    home.commit(edit);
    assert_eq!(transactions(&home), before + 2);
}

#[test]
fn numbers_of_entries_that_cannot_be_read_are_given_to_no_other() {
    let (mut home, known) = Home::begun();
    let known = home.write(known, &[Kind::Answer, Kind::Fix]);
    let row = known.journal().unwrap().row(ME, 3);
    home.spoil(Table::Entries, row);
    home.spoil(Table::Entries, row + 1);
    let mut home = home.restart();
    let known = load(&home.store).unwrap();
    // Both may have been reported.
    assert_eq!((known.numbering.n, known.numbering.seq), (4, 3));
    assert_eq!(home.unreadable(Table::Entries), 2);
    let known = home.write(known, &[Kind::Answer, Kind::Fix]);
    assert_eq!(home.unreadable(Table::Entries), 2, "another entry fills no hole");
    assert!(journal_has_hole(&home.store, ME));
    assert_eq!(numbers(&home, &known, 1, 3), [1, 2, 5], "not fewer than are there");
    let journal = known.journal().unwrap();
    let back = journal.entries_back_to(&home.store, ME, |entry| entry.n == 2).unwrap();
    assert_eq!(back.iter().map(|entry| entry.n).collect::<Vec<_>>(), [2, 5, 6]);
    let mut edit = home.edit(Some(known));
    edit.begin_epoch(EpochId::new([9; 8]), 40);
    let known = home.commit(edit);
    assert_eq!(home.unreadable(Table::Entries), 0);
    let home = home.restart();
    assert_eq!(load(&home.store).unwrap().numbering, known.numbering);
    assert_eq!((known.numbering.n, known.numbering.seq), (6, 40));
    assert!(!journal_has_hole(&home.store, ME));
    assert_eq!(home.unreadable(Table::Entries), 0);
}

#[test]
fn a_journal_that_cannot_be_read_loses_no_entry_to_the_next() {
    let (mut home, known) = Home::begun();
    let known = home.write(known, &[Kind::Answer, Kind::Fix]);
    let mut changes = Changes::new();
    changes.put(MINE, Fact::Journals, &(-7_i64));
    home.store.apply(changes).unwrap();
    let mut home = home.restart();
    assert!(load(&home.store).is_none());
    assert_eq!(home.unreadable(Table::Facts), 1);
    let mut edit = home.edit(None);
    edit.begin_journal(ChainId::new([2; 16]), Thumbprint::new([3; 32]), [5; 32], EPOCH);
    let next = home.commit(edit);
    assert_eq!(next.journal().unwrap().number, 2);
    let next = home.write(next, &[Kind::Answer]);
    assert_eq!(numbers(&home, &next, 1, 9), [1]);
    assert_eq!(numbers(&home, &known, 1, 9), [1, 2], "as they were");
    assert_eq!(home.unreadable(Table::Facts), 0);
}

#[test]
fn nothing_is_written_over_an_entry() {
    let (mut home, known) = Home::begun();
    let stale = known.clone();
    let known = home.write(known, &[Kind::Fix]);
    let mut edit = home.edit(Some(stale));
    edit.write(&one(Kind::Answer)).unwrap();
    assert!(home.store.apply(edit.split().1).is_err());
    assert_eq!(known.entries(&home.store, ME, 1, 9).unwrap()[0].kind, Kind::Fix);
}

#[test]
fn a_release_that_a_refused_version_told_holds_after_a_restart() {
    let (mut home, known) = Home::begun();
    let (first, opening) = sealed_order();
    let mut edit = home.edit(Some(known));
    assert_eq!(take(&mut edit, kept(&first, &opening, NOON)), Taken::New);
    let released = Some(Released { at: NOON + 60, why: "Healthy".into() });
    let other = Order { before: Some([0; 32]), released: released.clone(), ..after(&first) };
    assert!(matches!(take(&mut edit, kept(&other, &opening, NOON + 70)), Taken::Refused(_)));
    edit.keep_notice(notice());
    let known = home.commit(edit);
    let home = home.restart();
    let loaded = load(&home.store).unwrap();
    assert_eq!(loaded.orders.current().unwrap().released(), released.as_ref());
    assert_eq!((loaded.orders.refused().len(), &loaded.orders), (1, &known.orders));
    assert!(loaded.kept_orders == known.kept_orders && loaded.notices == known.notices);
    assert_eq!(loaded.notices.len(), 1);
}

#[test]
fn a_version_that_cannot_be_read_is_said_and_asked_for_again() {
    let (mut home, known) = Home::begun();
    let (first, opening) = sealed_order();
    let mut edit = home.edit(Some(known));
    take(&mut edit, kept(&first, &opening, NOON));
    let known = home.commit(edit);
    home.spoil(Table::Orders, known.kept_orders[0].0);
    // One that counts and whose place stays closed is none either.
    let mut changes = Changes::new();
    let closed = KeptOrder { openings: Vec::new(), ..kept(&after(&first), &opening, NOON) };
    changes.put_row(Table::Orders, MINE, home.store.next_row(Table::Orders), true, &closed);
    home.store.apply(changes).unwrap();
    let mut home = home.restart();
    let known = load(&home.store).unwrap();
    assert_eq!((&*known.orders, known.kept_orders.len()), (&Orders::default(), 0));
    assert_eq!(home.unreadable(Table::Orders), 2);
    let mut edit = home.edit(Some(known));
    assert_eq!(take(&mut edit, kept(&first, &opening, NOON + 9)), Taken::New);
    home.commit(edit);
    assert_eq!(home.unreadable(Table::Orders), 0);
}

#[test]
fn an_erase_takes_a_quarantine_and_nobody_elses() {
    let (mut home, known) = Home::begun();
    home.write(known, &[Kind::Answer, Kind::Fix]);
    let other = home.store.add_person(&home.vault).unwrap().unwrap();
    let mut edit = QuarantineEdit::begin(&home.store, other, None).unwrap();
    edit.begin_journal(ChainId::new([9; 16]), Thumbprint::new([3; 32]), [5; 32], EPOCH);
    edit.write(&one(Kind::Answer)).unwrap();
    let theirs = home.commit(edit);
    home.store.begin_epoch(MINE, &home.vault, Changes::new()).unwrap();
    home.store.forget_past_keys(MINE, &home.vault).unwrap();
    home.store.remove_past_rows(MINE, false, Changes::new()).unwrap();
    assert!(load(&home.store).is_none());
    assert_eq!(home.store.highest_row(Table::Entries, 0..=(1 << 49) - 1), Ok(None));
    assert_eq!(theirs.entries(&home.store, other, 1, 9).unwrap().len(), 1);
    let mut walked = 0;
    let all = i64::MIN..=i64::MAX;
    let count = |_, _: super::KeptEntry| {
        walked += 1;
        true
    };
    home.store.walk(Table::Entries, Owner::Person(other), all, RowOrder::Ascending, count).unwrap();
    assert_eq!(walked, 1);
}

/// Something that happens to a journal.
#[derive(Debug, Clone)]
enum Step {
    Write(Vec<Kind>),
    Under(u64, bool),
    Epoch(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let kinds = prop::sample::select(vec![Kind::Fix, Kind::Answer, Kind::Presence, Kind::Alias]);
    prop_oneof![
        4 => prop::collection::vec(kinds, 1..4).prop_map(Step::Write),
        1 => (1..4_u64, any::<bool>()).prop_map(|(version, all)| Step::Under(version, all)),
        1 => (0..90_u64).prop_map(Step::Epoch),
    ]
}

/// Something that happens to an order: version, and after how long.
#[derive(Debug, Clone)]
enum Act {
    Take(usize),
    See,
    Begin,
    Release,
    Disown,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..8_usize).prop_map(Act::Take),
        3 => Just(Act::See),
        1 => Just(Act::Begin),
        1 => Just(Act::Release),
        1 => Just(Act::Disown),
    ]
}

/// Five versions, the fourth with a release; then three that contradict them.
fn versions(first: &Order) -> Vec<Order> {
    let released = |at| Some(Released { at, why: "Healthy".into() });
    let mut all = vec![first.clone()];
    for number in 1..5 {
        let next = after(&all[number - 1]);
        let released = if number == 3 { released(NOON + 50) } else { None };
        all.push(Order { interval_s: 900 + 60 * number as u64, released, ..next });
    }
    let others = [1, 3, 4].map(|number| Order {
        before: Some([0; 32]),
        released: if number == 3 { released(NOON + 20) } else { None },
        ..all[number].clone()
    });
    all.extend(others);
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn numbers_go_on_from_the_entries_alone(steps in prop::collection::vec(step(), 1..12)) {
        let (mut home, mut known) = Home::begun();
        // No name of an epoch is drawn twice.
        for (step, name) in steps.into_iter().zip(100_u8..) {
            let mut edit = home.edit(Some(known));
            match step {
                Step::Write(kinds) => kinds.iter().for_each(|kind| {
                    edit.write(&one(*kind)).unwrap();
                }),
                Step::Under(version, true) => {
                    edit.report_under(under(version, crate::documents::Report::Coordinates));
                }
                Step::Under(version, false) => {
                    edit.report_under(under(version, crate::documents::Report::Presence));
                }
                Step::Epoch(after) => edit.begin_epoch(EpochId::new([name; 8]), after),
            }
            known = home.commit(edit);
            let loaded: Numbering = load(&home.store).unwrap().numbering;
            prop_assert_eq!(loaded, known.numbering);
        }
        let written = known.entries(&home.store, ME, 1, 99).unwrap();
        let numbers: Vec<u64> = written.iter().map(|entry| entry.n).collect();
        prop_assert_eq!(numbers, (1..=known.numbering.n).collect::<Vec<_>>());
    }

    #[test]
    fn orders_are_the_same_after_a_restart(acts in prop::collection::vec(act(), 1..14)) {
        let (mut home, mut known) = Home::begun();
        let (first, opening) = sealed_order();
        let versions = versions(&first);
        for (act, minute) in acts.into_iter().zip(1_u64..) {
            let at = NOON + minute * 60;
            let mut edit = home.edit(Some(known));
            let orders = Arc::clone(&edit.after.orders);
            let newest = orders.current().map(|held| (held.id(), held.newest().order.version));
            match (act, newest) {
                (Act::Take(which), _) => {
                    take(&mut edit, kept(&versions[which], &opening, at));
                }
                (_, None) => {}
                (Act::See, Some((id, version))) => {
                    edit.see_order(id, version, Interval::exactly(at));
                }
                (Act::Begin, Some((id, version))) => {
                    edit.begin_order(id, version, Interval::exactly(at));
                }
                (Act::Release, Some((id, version))) => {
                    edit.release_order(id, version, Interval::exactly(at));
                }
                (Act::Disown, Some((id, version))) => {
                    edit.disown_order(id, version, Interval::exactly(at));
                }
            }
            known = home.commit(edit);
            let loaded = load(&home.store).unwrap();
            prop_assert_eq!(&loaded.orders, &known.orders);
            prop_assert!(loaded.kept_orders == known.kept_orders);
        }
    }
}
