//! An inspector before many people: the next code without a touch, each person counted once, and a
//! receipt for who wants one.

use doorstep::documents::{Item, challenge_of, challenge_text, decode_under};
use doorstep::error::Code;
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::inspector::read_receipt;
use doorstep::model::PassId;
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::TestEnv;

fn show(phone: &Phone, id: PassId) -> String {
    phone.client().present(ME, Some(id), None).unwrap().text
}

#[tokio::test]
async fn a_code_that_is_still_there_is_told_once_and_the_next_at_once() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let one = phone.pass("groceries").await.id;
    let other = phone.pass("pharmacy").await.id;
    let (guard, inspector) = env.inspector().await;
    inspector.begin_group();
    // Five seconds of the same code, frame after frame.
    assert_eq!(inspector.next(&show(&phone, one)).unwrap().answer.verdict, Verdict::Valid);
    for _ in 0..5 {
        guard.wait_s(1);
        assert_eq!(inspector.next(&show(&phone, one)), None);
    }
    assert_eq!(inspector.next(&show(&phone, other)).unwrap().answer.verdict, Verdict::Valid);
    // Who is revoked while standing there is told so.
    env.admin.revoke(&other.to_string()).await.unwrap();
    inspector.refresh().await.unwrap();
    let now = inspector.next(&show(&phone, other)).unwrap();
    assert_eq!(now.answer.verdict, Verdict::ReturnHomeOnly);
    assert_eq!(inspector.counts(), [(Verdict::Valid, 1), (Verdict::ReturnHomeOnly, 1)]);
    // The same pass on another occasion is another inspection.
    guard.wait_s(60);
    assert!(inspector.next(&show(&phone, one)).is_some());
    assert_eq!(inspector.counts()[0], (Verdict::Valid, 2));
    inspector.begin_group();
    assert!(inspector.counts().is_empty());
}

#[tokio::test]
async fn a_number_check_in_a_queue_stays_passed_while_the_answer_is_shown() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let id = phone.pass("groceries").await.id;
    let (guard, inspector) = env.inspector().await;
    inspector.begin_group();
    let old = show(&phone, id);
    guard.wait_s(60);
    assert_eq!(inspector.next(&old).unwrap().answer.reason, Reason::Old);
    let open = inspector.challenge().unwrap();
    let answer = phone.client().present(ME, Some(id), Some(open.bytes)).unwrap().text;
    assert_eq!(inspector.next(&answer).unwrap().answer.verdict, Verdict::Valid);
    for _ in 0..8 {
        guard.wait_s(3);
        assert_eq!(inspector.next(&answer), None);
    }
    assert_eq!(inspector.counts(), [(Verdict::Valid, 1)]);
    assert_eq!(inspector.receipt().unwrap().verdict, Verdict::Valid);
    // On another occasion the same answer is worth nothing.
    guard.wait_s(11);
    assert_eq!(inspector.next(&answer).unwrap().answer.reason, Reason::Challenge);
}

#[tokio::test]
async fn each_person_counts_once_where_no_pass_can_be_read_and_behind_a_poster() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let id = phone.pass("groceries").await.id;
    let poster = "HTTPS://EXAMPLE.ORG";
    // An inspector who has never had lists.
    let (guard, _) = env.phone();
    let inspector = guard.inspector();
    inspector.begin_group();
    assert_eq!(inspector.next(&show(&phone, id)).unwrap().answer.reason, Reason::NoLists);
    for _ in 0..3 {
        guard.wait_s(6);
        assert_eq!(inspector.next(&show(&phone, id)), None, "the frame is another");
    }
    assert_eq!(inspector.next(poster).unwrap().answer.reason, Reason::Link);
    assert_eq!(inspector.next(&show(&phone, id)).unwrap().answer.reason, Reason::NoLists);
    assert_eq!(inspector.counts(), [(Verdict::Unreadable, 1), (Verdict::CannotTell, 1)]);
}

#[tokio::test]
async fn nobody_in_a_queue_is_called_forged_by_one_picture() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let id = phone.pass("groceries").await.id;
    let (_guard, inspector) = env.inspector().await;
    let mut bytes = doorstep::documents::decode_text(&show(&phone, id)).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    let misread = doorstep::documents::encode_text(&bytes);
    let first = inspector.next(&misread).unwrap().answer;
    assert_eq!((first.verdict, first.reason), (Verdict::Unreadable, Reason::SecondLook));
    let second = inspector.next(&misread).unwrap().answer;
    assert_eq!((second.verdict, second.reason), (Verdict::Forged, Reason::HolderSignature));
    assert_eq!(inspector.counts(), [(Verdict::Forged, 1)]);
}

#[tokio::test]
async fn a_receipt_names_time_result_pass_and_device_and_nobody() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let id = phone.pass("groceries").await.id;
    let (mut guard, inspector) = env.inspector().await;
    assert_eq!(inspector.receipt().unwrap_err().code, Code::NothingInspected);
    inspector.inspect(&show(&phone, id), None);
    guard.wait_s(5);
    let slip = inspector.receipt().unwrap();
    assert_eq!((slip.verdict, slip.reason, slip.pass), (Verdict::Valid, Reason::Ok, Some(id)));
    let read = read_receipt(&phone.client(), &slip.text).unwrap();
    assert_eq!((read.at_ms, &read.inspector), (slip.at_ms, &slip.inspector));
    assert_eq!(read.at_ms, phone.clock.true_ms() / 1000 * 1000 - 5000);
    assert!(read.said.text.contains("Valid"));
    // Neither mark nor purpose stand in it.
    let bytes = decode_under("DS1R:", &slip.text).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("4321") && !text.contains("groceries"));
    // A code that nobody could read has a receipt too, and it is the device's own key again.
    inspector.inspect("HTTPS://EXAMPLE.ORG", None);
    let other = inspector.receipt().unwrap();
    assert_eq!((other.verdict, other.pass), (Verdict::Unreadable, None));
    assert_eq!(other.inspector, slip.inspector);
    guard.wait_s(121);
    assert_eq!(inspector.receipt().unwrap_err().code, Code::NothingInspected);
    drop(inspector);
    guard.start();
    let inspector = guard.inspector();
    inspector.inspect(&show(&phone, id), None);
    assert_eq!(inspector.receipt().unwrap().inspector, slip.inspector, "after a restart too");
}

#[tokio::test]
async fn a_receipt_that_was_touched_is_none() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let id = phone.pass("groceries").await.id;
    let (_guard, inspector) = env.inspector().await;
    inspector.inspect(&show(&phone, id), None);
    let slip = inspector.receipt().unwrap();
    let bytes = decode_under("DS1R:", &slip.text).unwrap();
    let read = |text: &str| read_receipt(&phone.client(), text).map_err(|error| error.code);
    for at in 0..bytes.len() {
        let mut touched = bytes.clone();
        touched[at] ^= 1;
        let text = doorstep::documents::encode_under("DS1R:", &touched);
        assert_eq!(read(&text), Err(Code::ReceiptMalformed), "byte {at}");
    }
    for wrong in ["", "DS1R:", "DS1:", &show(&phone, id), &"9".repeat(20_000)] {
        assert_eq!(read(wrong), Err(Code::ReceiptMalformed));
    }
    assert!(Item::read(&bytes, 8).is_ok());
}

#[tokio::test]
async fn a_number_check_is_typed_or_scanned_and_is_the_same() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let id = phone.pass("groceries").await.id;
    let (_guard, inspector) = env.inspector().await;
    let open = inspector.challenge().unwrap();
    assert_eq!(open.text, challenge_text(&open.bytes));
    assert_eq!(challenge_of(&open.text), challenge_of(&open.digits));
    let answer = |text: &str| {
        let challenge = challenge_of(text);
        assert!(challenge.is_some());
        phone.client().present(ME, Some(id), challenge).unwrap().text
    };
    assert_eq!(inspector.scan(&answer(&open.text), None).answer.verdict, Verdict::Valid);
    // It served once.
    let again = inspector.scan(&answer(&open.digits), None).answer;
    assert_eq!((again.verdict, again.reason), (Verdict::StaleFrame, Reason::Challenge));
}

#[tokio::test]
async fn a_pass_is_inspected_beside_a_poster_and_neither_of_two_is() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let (groceries, pet) = (phone.pass("groceries").await.id, phone.pass("pet").await.id);
    let poster = "HTTPS://EXAMPLE.ORG".to_owned();
    let (guard, inspector) = env.inspector().await;
    inspector.begin_group();
    assert_eq!(inspector.next_in_view(&[]), None);
    let beside = [poster.clone(), show(&phone, groceries)];
    assert_eq!(inspector.next_in_view(&beside).unwrap().answer.verdict, Verdict::Valid);
    for told in [true, false, false] {
        let both = [show(&phone, groceries), poster.clone(), show(&phone, pet)];
        let found = inspector.next_in_view(&both).map(|found| found.answer);
        let is = found.map(|found| (found.verdict, found.reason, found.next, found.sub));
        let several = (Verdict::Unreadable, Reason::SeveralCodes, NextStep::ScanAgain, None);
        assert_eq!(is, told.then_some(several));
        guard.wait_s(6);
    }
    // Its receipt names neither.
    assert_eq!(inspector.receipt().unwrap().pass, None);
    assert_eq!(
        inspector.next_in_view(&[show(&phone, pet)]).unwrap().answer.verdict,
        Verdict::Valid
    );
    assert_eq!(inspector.counts(), [(Verdict::Valid, 2), (Verdict::Unreadable, 1)]);
}
