use super::{Sending, SentLog};
use crate::model::{Asks, PersonId, Tells};
use crate::requests::{MOST_RAW, MOST_SENT, Sent, SentRaw};
use crate::store::{Owner, Store};
use crate::testing::SoftwareVault;

const ME: Owner = Owner::Person(PersonId::FIRST);

fn sending(owner: Owner, at_ms: i64) -> Sending {
    let sent = Sent {
        at_ms,
        to: "127.0.0.1:1".into(),
        route: "/v1/time".into(),
        bytes: 2,
        sha256: [1; 32],
        asks: Asks::Time,
        tells: vec![Tells::Nothing],
    };
    let raw = SentRaw { head: format!("{at_ms}"), body: vec![2] };
    Sending { owner, sent, raw }
}

#[test]
fn the_last_thousand_are_kept_and_the_bytes_of_the_last_fifty() {
    let home = tempfile::tempdir().unwrap();
    let vault = SoftwareVault::new(&home.path().join("vault"));
    let mut store = Store::open(&home.path().join("store"), &vault).unwrap();
    let mut log = SentLog::default();
    let more = 20;
    // All but the last wait for room, so that the test takes one transaction.
    log.unwritten.extend((1..MOST_SENT + more).map(|at_ms| sending(ME, at_ms)));
    log.note(&mut store, sending(Owner::Phone, MOST_SENT + more)).unwrap();
    assert!(log.unwritten.is_empty());
    let numbers = |log: &SentLog, store: &Store| -> Vec<i64> {
        log.read(store, None, 5_000, &[]).unwrap().into_iter().map(|(number, _)| number).collect()
    };
    let kept: Vec<i64> = (more + 1..=MOST_SENT + more).collect();
    assert_eq!(numbers(&log, &store), kept);
    let with_bytes: Vec<i64> = (0..=MOST_SENT + more + 1)
        .filter(|number| log.raw(&store, *number, &[]).unwrap().is_some())
        .collect();
    assert_eq!(
        with_bytes,
        (MOST_SENT + more - MOST_RAW + 1..=MOST_SENT + more).collect::<Vec<_>>()
    );
    for (number, sent) in log.read(&store, None, 5_000, &[]).unwrap() {
        assert_eq!(number, sent.at_ms);
    }
    // Numbers go on after a restart, also where nothing is left.
    log.note(&mut store, sending(ME, 0)).unwrap();
    drop(store);
    let store = Store::open(&home.path().join("store"), &vault).unwrap();
    assert_eq!(numbers(&log, &store).last(), Some(&(MOST_SENT + more + 1)));
    assert_eq!(numbers(&log, &store).len(), usize::try_from(MOST_SENT).unwrap());
}

#[test]
fn what_finds_no_room_is_written_with_the_next() {
    let home = tempfile::tempdir().unwrap();
    let vault = SoftwareVault::new(&home.path().join("vault"));
    let mut store = Store::open(&home.path().join("store"), &vault).unwrap();
    let mut log = SentLog::default();
    // Each statement of writing one down fails once.
    let mut sent = 0;
    for failing in 1.. {
        store.faults().fail_at(failing, false);
        log.note(&mut store, sending(ME, sent)).unwrap();
        let was_written = log.unwritten.is_empty();
        store.faults().heal();
        sent += 1;
        assert_eq!(log.read(&store, None, 500, &[]).unwrap().len(), usize::try_from(sent).unwrap());
        log.note(&mut store, sending(ME, sent)).unwrap();
        sent += 1;
        assert!(log.unwritten.is_empty());
        if was_written {
            assert!(failing > 4, "it has statements");
            break;
        }
    }
    let times: Vec<i64> =
        log.read(&store, None, 500, &[]).unwrap().into_iter().map(|(_, sent)| sent.at_ms).collect();
    assert_eq!(times, (0..sent).collect::<Vec<_>>());
    // However long there is no room, memory has an end; and nobody's is kept who is gone.
    store.faults().fail_at(1, true);
    for at_ms in 0..2 * MOST_RAW {
        let owner = if at_ms % 2 == 0 { ME } else { Owner::Phone };
        log.note(&mut store, sending(owner, at_ms)).unwrap();
    }
    assert_eq!(log.unwritten.len(), usize::try_from(MOST_RAW).unwrap());
    log.forget(ME);
    assert!(log.unwritten.iter().all(|sending| sending.owner == Owner::Phone));
    store.suspend().unwrap();
    let before = log.unwritten.len();
    assert!(log.note(&mut store, sending(ME, 1)).is_err());
    assert_eq!(log.unwritten.len(), before);
}
