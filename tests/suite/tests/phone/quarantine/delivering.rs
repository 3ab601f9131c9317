//! Answers that get lost, and answers of somebody else.

use doorstep::events::Cause;
use serde_json::json;

use super::{Meets, Patient};

#[tokio::test]
async fn a_batch_whose_answer_is_lost_goes_again_to_the_byte_and_counts_once() {
    let patient = Patient::new().await;
    let before = patient.way.reports().len();
    patient.stays(1);
    patient.way.meets([Meets::Lost]);
    let report = patient.sync().await;
    assert!(report.problem.is_some() && patient.unsent() > 0);
    let taken = patient.ledger().await;
    assert!(!taken.is_empty(), "the authority has it");
    patient.phone.wait_s(180);
    assert!(patient.sync().await.problem.is_none());
    let reports = patient.way.reports();
    let [lost, again] = &reports[before..] else { panic!("{}", reports.len()) };
    assert_eq!(lost, again);
    assert_eq!(patient.ledger().await, taken);
    patient.is_all_told().await;
}

#[tokio::test]
async fn an_answer_that_is_lost_while_more_is_written_is_no_loss_either() {
    let mut patient = Patient::new().await;
    for _ in 0..3 {
        patient.stays(2);
        patient.way.meets([Meets::Lost]);
        patient.sync().await;
        patient.phone.start();
    }
    patient.stays(1);
    patient.sync().await;
    patient.is_all_told().await;
    assert_eq!(patient.many("epoch"), 0);
}

#[tokio::test]
async fn a_day_behind_a_proxy_that_refuses_everything_puts_nothing_aside() {
    let html = || Meets::Instead(200, "text/html", None, b"<html>Sign in</html>".to_vec());
    let page = || Meets::Instead(400, "text/html", None, b"<html>No</html>".to_vec());
    for met in [Meets::status(400), page(), html(), Meets::status(404)] {
        let patient = Patient::new().await;
        patient.way.all(Some(met));
        for _ in 0..24 {
            patient.stays(4);
            let report = patient.phone.sync().await;
            assert!(report.problem.is_some());
            assert_eq!((report.items_aside, patient.many("aside")), (0, 0));
        }
        assert!(patient.unsent() >= 24);
        patient.way.all(None);
        patient.phone.wait_s(600);
        let report = patient.sync().await;
        assert_eq!((report.problem, report.items_aside), (None, 0));
        patient.is_all_told().await;
    }
}

#[tokio::test]
async fn an_authority_that_asks_to_wait_is_left_alone_until_then() {
    let patient = Patient::new().await;
    patient.stays(1);
    let busy = Meets::Instead(503, "application/problem+json", Some(1_800), b"{}".to_vec());
    patient.way.meets([busy]);
    patient.sync().await;
    let asked = patient.way.reports().len();
    for _ in 0..3 {
        patient.phone.wait_s(300);
        patient.sync().await;
    }
    assert_eq!(patient.way.reports().len(), asked, "it was asked to wait half an hour");
    for _ in 0..2 {
        patient.phone.wait_s(1_000);
        patient.woken(Cause::Alarm);
    }
    patient.sync().await;
    assert!(patient.way.reports().len() > asked);
    patient.is_all_told().await;
}

#[tokio::test]
async fn too_much_at_once_goes_in_parts() {
    let patient = Patient::telling_places().await;
    patient.stays(8);
    patient.way.meets(vec![Meets::problem(413, &json!({ "code": "too-large" })); 2]);
    for _ in 0..8 {
        patient.sync().await;
        patient.phone.wait_s(180);
    }
    assert_eq!(patient.many("aside"), 0);
    patient.is_all_told().await;
}

#[tokio::test]
async fn an_item_that_is_too_large_alone_goes_without_what_it_says() {
    let patient = Patient::new().await;
    patient.sync().await;
    patient.stays(8);
    let refused = patient.unsent();
    assert!(refused > 1);
    let mut requests = 0;
    while patient.many("aside") == 0 {
        patient.way.meets([Meets::problem(413, &json!({ "code": "too-large" }))]);
        patient.sync().await;
        patient.phone.wait_s(180);
        requests += 1;
        assert!(requests <= 4, "half as many each time");
    }
    for _ in 0..3 {
        patient.sync().await;
        patient.phone.wait_s(180);
    }
    assert_eq!(patient.many("aside"), 1);
    let listed = patient.listed().await;
    assert_eq!(listed["aside"].as_array().unwrap().len(), 1);
    patient.is_all_told().await;
}

#[tokio::test]
async fn an_item_that_is_called_invalid_goes_without_what_it_says() {
    let patient = Patient::new().await;
    patient.sync().await;
    let first = patient.ledger().await.len() as u64 + 1;
    patient.stays(2);
    patient.way.meets([Meets::problem(422, &json!({ "code": "item-invalid", "seq": first }))]);
    patient.sync().await;
    assert_eq!(patient.many("aside"), 1);
    patient.phone.wait_s(180);
    let report = patient.sync().await;
    assert_eq!(report.problem, None);
    let listed = patient.listed().await;
    assert_eq!(listed["aside"], json!([first]));
    patient.is_all_told().await;
}
