//! A phone that dies at any write, or whose disk is full: what was written is whole, and numbered
//! without a gap and without a repeat.

use doorstep::error::{Code, ErrorKind};
use doorstep_suite::small_disk::SmallDisk;

use super::{Patient, after_sync};

/// More writes than any step has.
const MANY: i64 = 60;

#[tokio::test]
async fn a_phone_that_dies_at_any_write_of_a_fix_goes_on_without_a_gap() {
    let mut patient = Patient::telling_places().await;
    patient.stays(4);
    for n in 1..MANY {
        patient.phone.wait_s(900);
        let before = patient.journal().len();
        let faults = patient.phone.client().store_faults();
        faults.fail_at(n, true);
        let written = patient.fix(5.0);
        let struck = faults.seen() >= n;
        faults.heal();
        patient.phone.start();
        // What was said to be written is there; what was not, is not, or whole.
        let after = patient.journal().len();
        assert!(after >= before + usize::from(written.is_ok()), "{n}");
        if let Err(error) = written {
            assert_eq!(error.kind, ErrorKind::Storage, "{n}");
            patient.fix(5.0).unwrap();
        }
        if !struck {
            assert!(n > 1, "{n}");
            patient.sync().await;
            return patient.is_all_told().await;
        }
    }
    panic!("a fix without an end");
}

#[tokio::test]
async fn a_phone_that_dies_at_any_write_of_a_report_or_its_receipt_tells_all_once() {
    let mut patient = Patient::new().await;
    for n in 1..MANY {
        patient.stays(4);
        let faults = patient.phone.client().store_faults();
        faults.fail_at(n, true);
        patient.sync().await;
        let struck = faults.seen() >= n;
        faults.heal();
        patient.phone.start();
        patient.journal();
        patient.ledger().await;
        patient.phone.wait_s(180);
        patient.sync().await;
        patient.is_all_told().await;
        assert_eq!((patient.many("epoch"), patient.many("aside")), (0, 0), "{n}");
        if !struck {
            assert!(n > 6, "{n}");
            return;
        }
    }
    panic!("a report without an end");
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_is_half_written() {
    let (env, mut phone, way) = super::unregistered().await;
    let Some(disk) = SmallDisk::under(&mut phone) else { return };
    phone.start();
    super::register(&env, &phone).await;
    let patient = after_sync(env, phone, way, serde_json::json!({ "report": "coordinates" })).await;
    disk.fill();
    // The log has some room of its own.
    let mut fixes = 0;
    let error = loop {
        patient.phone.wait_s(60);
        match patient.fix(5.0) {
            Ok(_) => fixes += 1,
            Err(error) => break error,
        }
        assert!(fixes < 2_000, "the disk is full");
    };
    assert_eq!((error.code, error.kind), (Code::StorageFull, ErrorKind::Storage));
    assert_eq!(patient.many("fix"), fixes);
    patient.sync().await;
    assert_eq!(patient.many("fix"), fixes);
    disk.make_room();
    patient.fix(5.0).unwrap();
    assert_eq!(patient.many("fix"), fixes + 1);
    patient.phone.wait_s(600);
    for _ in 0..3 {
        patient.sync().await;
        patient.phone.wait_s(180);
    }
    patient.is_all_told().await;
    let mut patient = patient;
    patient.phone.start();
    assert_eq!(patient.many("fix"), fixes + 1);
    patient.phone.kill();
}
