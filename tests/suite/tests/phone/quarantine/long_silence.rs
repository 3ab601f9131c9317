//! Days without a network, and what an ordinary day costs.

use std::sync::Arc;

use doorstep::events::{Cause, Facts, NetworkKind, Wake};
use doorstep::outbox::Urgency;
use doorstep::requests::Route;
use serde_json::{Value, json};

use super::{Meets, Patient};

#[tokio::test]
async fn three_days_without_a_network_go_in_few_requests() {
    let patient = Patient::telling_places().await;
    patient.sync().await;
    let before = patient.way.reports().len();
    patient.way.all(Some(Meets::NoNetwork));
    for hour in 0..72 {
        patient.stays(4);
        // Now and then it is tried.
        if hour % 6 == 0 {
            patient.phone.sync().await;
        }
    }
    let (fixes, presence) = (patient.many("fix"), patient.many("presence"));
    assert!(fixes >= 288 && presence >= 70, "{fixes} {presence}");
    patient.way.all(None);
    patient.phone.wait_s(600);
    let tried = patient.way.reports().len();
    let report = patient.sync().await;
    assert_eq!(report.problem, None);
    let requests = patient.way.reports().len() - tried;
    assert!((1..=2).contains(&requests), "{requests} after {}", tried - before);
    assert_eq!((patient.many("epoch"), patient.many("aside")), (0, 0));
    patient.is_all_told().await;
}

#[tokio::test]
async fn an_ordinary_day_takes_at_most_eight_syncs() {
    let patient = Patient::new().await;
    patient.sync().await;
    let facts = Facts { network: NetworkKind::Mobile, ..Facts::default() };
    let (mut syncs, reports) = (0, patient.way.reports().len());
    for minute in 1..=1_440 {
        patient.phone.wait_s(60);
        if minute % 15 == 0 {
            patient.fix(5.0).unwrap();
        }
        let wake = Wake { cause: Cause::Alarm, facts: facts.clone(), moved: None };
        if patient.phone.client().woken(wake).sync == Some(Urgency::Background) {
            patient.sync().await;
            syncs += 1;
        }
    }
    assert!((4..=8).contains(&syncs), "{syncs}");
    let reports = patient.way.reports().len() - reports;
    assert!(reports <= 8, "{reports}");
    patient.ledger().await;
}

#[tokio::test]
async fn reports_that_wifi_lets_go_earlier_go_without_the_lists() {
    let patient = Patient::new().await;
    patient.sync().await;
    let asked = patient.way.routes().len();
    let facts = Facts { network: NetworkKind::Wifi, ..Facts::default() };
    for _ in 0..240 {
        patient.phone.wait_s(60);
        patient.fix(5.0).unwrap();
        let wake = Wake { cause: Cause::Alarm, facts: facts.clone(), moved: None };
        if patient.phone.client().woken(wake).sync == Some(Urgency::Background) {
            patient.sync().await;
            break;
        }
    }
    assert_eq!(patient.way.routes()[asked..], [Route::Reports.template()]);
}

#[tokio::test]
async fn the_lists_of_the_day_go_with_a_report_and_no_sync_follows() {
    let patient = Patient::new().await;
    patient.sync().await;
    let facts = Facts { network: NetworkKind::Mobile, ..Facts::default() };
    let (mut syncs, before) = (0, patient.way.routes().len());
    for _ in 0..4 * 96 {
        patient.stays(1);
        let wake = Wake { cause: Cause::Alarm, facts: facts.clone(), moved: None };
        if patient.phone.client().woken(wake).sync == Some(Urgency::Background) {
            assert_eq!(patient.sync().await.problem, None);
            syncs += 1;
        }
    }
    let routes = &patient.way.routes()[before..];
    let many = |route: Route| routes.iter().filter(|one| **one == route.template()).count();
    assert_eq!((many(Route::Reports), many(Route::Sync)), (syncs, 0));
    assert!(syncs <= 6 * 4, "a slot each: {syncs}");
    assert!((4..=5).contains(&many(Route::Stamp)), "{routes:?}");
}

#[tokio::test]
async fn an_order_that_waits_for_a_mark_is_synced_for() {
    let patient = Patient::new().await;
    patient.sync().await;
    patient.stays(20);
    let change = |reply: &mut Value| reply["order_waits"] = json!({ "left": 3 });
    patient.way.meets([Meets::Changed(Arc::new(change))]);
    let before = patient.way.routes().len();
    patient.sync().await;
    let asked = [Route::Reports.template(), Route::Sync.template()];
    assert!(patient.way.routes()[before..].ends_with(&asked), "{:?}", patient.way.routes());
}
