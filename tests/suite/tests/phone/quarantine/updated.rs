//! An app that is updated while much waits.

use doorstep::events::Cause;

use super::{Meets, Patient};

/// Fixes of a transaction, and transactions.
const AT_ONCE: usize = 500;
const TIMES: usize = 20;

#[tokio::test]
async fn ten_thousand_items_that_wait_across_an_update_are_all_delivered_once() {
    let mut patient = Patient::telling_places().await;
    patient.sync().await;
    for _ in 0..TIMES {
        patient.phone.wait_s(900);
        patient.fixes(AT_ONCE);
    }
    let unsent = patient.unsent();
    assert!(unsent >= 10_000, "{unsent}");
    // Some of it is sent, and nobody hears the answer.
    patient.way.meets([Meets::Lost]);
    patient.sync().await;
    assert_eq!(patient.unsent(), unsent);
    patient.phone.start();
    patient.phone.wait_s(180);
    patient.woken(Cause::AppUpdate);
    patient.sync().await;
    assert_eq!(patient.unsent(), 0);
    let told = patient.journal().into_iter().filter(|entry| entry.reported);
    let told: Vec<String> = told.map(|entry| entry.kind).collect();
    let ledger = patient.ledger().await;
    let is_the_same = ledger.iter().map(|item| item["kind"].as_str().unwrap()).eq(told.iter());
    assert!(is_the_same, "{} of {}", ledger.len(), told.len());
    assert_eq!((patient.many("epoch"), patient.many("aside")), (0, 0));
}
