//! Receipts that are well signed, and not for what was sent: they change nothing.

use doorstep::client::OrderDecision;
use doorstep::documents::KeyUse;
use doorstep_authority::admin::OrderFor;
use doorstep_suite::phone::ME;
use serde_json::{Value, json};

use super::{Meets, NEIGHBOUR, Patient, neighbour_of, order_at_home};

impl Patient {
    /// Sends what waits, once, and hears this receipt.
    async fn is_answered(&self, receipt: &Value) {
        let before = self.way.reports().len();
        self.way.meets([Meets::receipt(receipt)]);
        self.sync().await;
        assert_eq!(self.way.reports().len(), before + 1);
    }
}

/// What waits goes with this receipt for an answer: nothing is confirmed by it. Then it is told in truth.
async fn changes_nothing(patient: &Patient, receipt: &Value) {
    patient.stays(4);
    let before = (patient.confirmed(), patient.many("receipt"));
    let waits = patient.unsent();
    assert!(waits > 0);
    patient.is_answered(receipt).await;
    assert_eq!((patient.confirmed(), patient.many("receipt")), before);
    assert_eq!((patient.unsent(), patient.many("epoch")), (waits, 0));
    patient.phone.wait_s(180);
    assert_eq!(patient.sync().await.problem, None);
    patient.is_all_told().await;
}

#[tokio::test]
async fn a_receipt_of_less_or_no_receipt_at_all_changes_nothing() {
    let patient = Patient::new().await;
    let old = patient.way.last_receipt();
    changes_nothing(&patient, &old).await;
    changes_nothing(&patient, &json!("")).await;
    changes_nothing(&patient, &json!("AAAA")).await;
}

#[tokio::test]
async fn a_receipt_for_another_chain_changes_nothing() {
    let patient = Patient::new().await;
    let (neighbour, way) = neighbour_of(&patient.env).await;
    let to = OrderFor::Phone(NEIGHBOUR.into());
    patient.env.admin.issue_order(to, order_at_home(json!({}))).await.unwrap();
    neighbour.sync().await;
    neighbour.client().decide_order(ME, &OrderDecision::Seen).unwrap();
    neighbour.sync().await;
    changes_nothing(&patient, &way.last_receipt()).await;
}

#[tokio::test]
async fn a_receipt_that_got_lost_counts_when_it_comes_with_the_same_batch() {
    let patient = Patient::new().await;
    patient.stays(4);
    patient.way.meets([Meets::Lost]);
    patient.sync().await;
    let receipt = patient.way.last_receipt();
    patient.phone.wait_s(180);
    patient.is_answered(&receipt).await;
    patient.is_all_told().await;
}

#[tokio::test]
async fn a_receipt_of_a_key_that_was_withdrawn_since_changes_nothing() {
    let patient = Patient::new().await;
    patient.stays(4);
    patient.way.meets([Meets::Lost]);
    patient.sync().await;
    let receipt = patient.way.last_receipt();
    let before = (patient.confirmed(), patient.unsent());
    patient.env.admin.rotate_key(KeyUse::Receipt, true).await.unwrap();
    patient.phone.wait_s(180);
    // The authority says to the same request what it said before, and newer lists know the key.
    patient.way.meets([Meets::receipt(&receipt)]);
    patient.sync_all().await;
    assert_eq!((patient.confirmed(), patient.unsent()), before);
    patient.phone.wait_s(180);
    assert_eq!(patient.sync().await.problem, None);
    patient.is_all_told().await;
}

#[tokio::test]
async fn a_receipt_of_what_was_never_sent_changes_nothing() {
    let mut patient = Patient::new().await;
    patient.sync().await;
    let copy = patient.copied();
    patient.stays(12);
    patient.sync().await;
    let receipt = patient.way.last_receipt();
    let told = patient.ledger().await;
    // The copy has not sent so much yet.
    let copy = patient.with(copy);
    copy.stays(1);
    let (confirmed, waits) = (copy.confirmed(), copy.unsent());
    copy.is_answered(&receipt).await;
    assert_eq!((copy.confirmed(), copy.unsent(), copy.many("epoch")), (confirmed, waits, 0));
    assert_eq!(copy.ledger().await, told);
}
