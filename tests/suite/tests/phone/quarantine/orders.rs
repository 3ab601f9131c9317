//! Orders that do not count, and orders that stop to ask.

use doorstep::documents::KeyUse;
use doorstep_suite::phone::ME;
use serde_json::{Value, json};

use super::{Meets, Patient, neighbour_of};

/// Hears these orders in an answer.
async fn hears(patient: &Patient, orders: Value) {
    patient.stays(4);
    let change = move |reply: &mut Value| reply["orders"] = orders.clone();
    patient.way.meets([Meets::Changed(std::sync::Arc::new(change))]);
    let asked = patient.way.reports().len();
    patient.sync().await;
    assert_eq!(patient.way.reports().len(), asked + 1);
}

/// The signed order as a phone gets it.
fn sent(patient: &Patient) -> Value {
    patient.way.orders().first().unwrap().clone()
}

#[tokio::test]
async fn an_order_that_is_played_again_or_damaged_changes_nothing() {
    let patient = Patient::new().await;
    let order = sent(&patient);
    let shown = |patient: &Patient| {
        let order = patient.phone.client().order(ME).unwrap().unwrap();
        (order.id, order.version, order.state)
    };
    let before = shown(&patient);
    let mut longer = order.clone();
    longer["order"] = "A".repeat(17 * 1024 * 4 / 3).into();
    let mut cut = order.clone();
    let whole = order["order"].as_str().unwrap();
    cut["order"] = whole[..whole.len() - 8].into();
    for one in [order, longer, cut] {
        hears(&patient, json!([one])).await;
        assert_eq!((shown(&patient), patient.many("order")), (before.clone(), 1));
        assert!(patient.has_duty());
    }
    patient.phone.wait_s(180);
    patient.sync().await;
    patient.is_all_told().await;
}

#[tokio::test]
async fn an_order_of_somebody_elses_phone_is_no_order() {
    let patient = Patient::new().await;
    let order = sent(&patient);
    let (phone, way) = neighbour_of(&patient.env).await;
    let change = move |reply: &mut Value| reply["orders"] = json!([order.clone()]);
    way.syncs(Meets::Changed(std::sync::Arc::new(change)));
    phone.sync().await;
    assert_eq!(phone.client().orders(ME).unwrap(), []);
    assert!(phone.client().journal(ME, None, 9).is_err());
}

#[tokio::test]
async fn a_version_that_says_something_else_is_told_and_does_not_count() {
    let patient = Patient::new().await;
    patient.env.admin.conflicting_order(&patient.order).await.unwrap();
    patient.stays(4);
    assert_eq!(patient.sync_all().await.problem, None);
    let order = patient.phone.client().order(ME).unwrap().unwrap();
    assert_eq!((order.version, patient.many("order")), (1, 2));
    assert!(patient.has_duty());
    patient.phone.wait_s(180);
    patient.sync().await;
    patient.sync().await;
    assert_eq!(patient.many("order"), 2, "told once");
    patient.is_all_told().await;
}

#[tokio::test]
async fn an_order_whose_key_is_withdrawn_pauses() {
    let patient = Patient::new().await;
    assert!(patient.has_duty());
    patient.env.admin.rotate_key(KeyUse::Order, true).await.unwrap();
    patient.phone.wait_s(90_000);
    patient.sync().await;
    assert_eq!(patient.why().as_deref(), Some("order-key-withdrawn"));
    assert!(!patient.has_duty());
    let fixes = patient.many("fix");
    let _ = patient.fix(5_000.0);
    assert_eq!(patient.many("fix"), fixes, "no place is kept");
    patient.phone.wait_s(180);
    patient.sync().await;
    patient.is_all_told().await;
}

#[tokio::test]
async fn an_act_that_has_ended_asks_for_nothing_within_one_plan() {
    let patient = Patient::new().await;
    assert!(patient.has_duty());
    patient.env.admin.act_ended_for(Some("quarantine")).await.unwrap();
    patient.phone.wait_s(90_000);
    patient.sync().await;
    assert!(!patient.has_duty(), "{:?}", patient.why());
    let fixes = patient.many("fix");
    let _ = patient.fix(5_000.0);
    assert_eq!(patient.many("fix"), fixes, "no place is kept");
    patient.phone.wait_s(180);
    patient.sync().await;
    patient.is_all_told().await;
}
