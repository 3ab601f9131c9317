//! Phones and authorities that were put back to an earlier day: both go on, nobody is accused, and what
//! was receipted is never missing.

use super::{Patient, copy_folder};

#[tokio::test]
async fn two_phones_out_of_one_backup_both_go_on_and_lose_nothing() {
    let mut one = Patient::new().await;
    one.stays(4);
    one.sync().await;
    let other = one.copied();
    let mut told = one.ledger().await;
    let mut epochs = 0;
    let mut other = Some(other);
    for turn in 0..4 {
        one.stays(4 + turn);
        for _ in 0..3 {
            one.sync().await;
            one.phone.wait_s(180);
        }
        let now = one.ledger().await;
        assert_eq!(now[..told.len()], told, "what was receipted stays");
        assert!(now.len() > told.len(), "it goes on");
        assert_eq!(one.unsent(), 0);
        assert!(one.phone.snapshot().warnings.is_empty());
        epochs += one.many("epoch");
        told = now;
        // The other one's turn.
        let next = other.take().unwrap();
        other = Some(one.swap(next));
    }
    assert!(epochs > 0, "two phones are told from one");
}

#[tokio::test]
async fn a_phone_that_was_put_back_says_again_what_nobody_has() {
    let mut patient = Patient::new().await;
    patient.stays(4);
    patient.sync().await;
    let copy = patient.copied();
    patient.stays(4);
    patient.sync().await;
    let told = patient.ledger().await;
    patient = patient.with(copy);
    patient.stays(8);
    for _ in 0..3 {
        patient.sync().await;
        patient.phone.wait_s(180);
    }
    let now = patient.ledger().await;
    assert_eq!(now[..told.len()], told);
    assert_eq!((patient.unsent(), patient.many("epoch")), (0, 1));
    assert!(now[told.len()..].iter().any(|item| item["kind"] == "epoch"));
    assert!(now[told.len()..].iter().any(|item| item["kind"] == "presence"));
}

#[tokio::test]
async fn an_authority_that_was_put_back_is_told_again_what_it_lost() {
    let mut patient = Patient::new().await;
    patient.stays(4);
    patient.sync().await;
    let backup = tempfile::tempdir().unwrap();
    let into = backup.path().to_owned();
    patient = patient.after_restart(move |home| copy_folder(&home.join("online"), &into)).await;
    patient.stays(96);
    patient.sync().await;
    let told = patient.ledger().await;
    let from = backup.path().to_owned();
    patient = patient
        .after_restart(move |home| {
            std::fs::remove_dir_all(home.join("online")).unwrap();
            copy_folder(&from, &home.join("online"));
        })
        .await;
    assert!(patient.ledger().await.len() < told.len(), "it has lost a day");
    patient.stays(4);
    for _ in 0..3 {
        patient.sync().await;
        patient.phone.wait_s(180);
    }
    let now = patient.ledger().await;
    let said = |items: &[serde_json::Value]| -> Vec<_> {
        let said = |item: &serde_json::Value| (item["kind"].clone(), item["at"].clone());
        items.iter().map(said).collect()
    };
    assert_eq!(said(&now[..told.len()]), said(&told));
    assert_eq!(patient.many("epoch"), 0);
    patient.is_all_told().await;
}
