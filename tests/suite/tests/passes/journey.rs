//! The journey with the real authority over real HTTPS: passes, their limits, the legal gate,
//! revocation, inspection, and the end of an account.

use doorstep::client::{PassRequestResult, RegistrationResult};
use doorstep::error::Code;
use doorstep::inspection::{Reason, Verdict};
use doorstep::lists::Age;
use doorstep::pass::PassState;
use doorstep::requests::Route;
use doorstep_suite::lenient::{self, Value};
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::TestEnv;

fn states(phone: &Phone) -> Vec<PassState> {
    phone.passes().iter().map(|pass| pass.state).collect()
}

#[tokio::test]
async fn a_pass_is_shown_offline_and_a_picture_of_it_is_worth_nothing() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    let pass = phone.pass("groceries").await;
    assert_eq!((pass.purpose.as_str(), pass.state), ("groceries", PassState::Valid));
    assert_eq!(pass.valid_until_ms - pass.valid_from_ms, 180 * 60_000);
    let (_guard, inspector) = env.inspector().await;
    network.switch(false);
    phone.start();
    assert_eq!(phone.passes(), std::slice::from_ref(&pass));
    let shown = phone.client().present(ME, None, None).unwrap();
    assert_eq!((shown.valid_until_ms, shown.next_frame_in_ms), (pass.valid_until_ms, Some(5000)));
    assert_eq!(shown.ends_in_ms, pass.valid_until_ms - phone.client().plan().now_ms);
    assert_eq!(shown.hint, None);
    let looked = inspector.inspect(&shown.text, None);
    assert_eq!((looked.answer.verdict, looked.answer.reason), (Verdict::Valid, Reason::Ok));
    assert_eq!(looked.answer.sub.as_deref(), Some("ИП4321"));
    assert_eq!(looked.purpose.as_ref().map(|purpose| purpose.key.as_str()), Some("groceries"));
    assert_eq!((looked.answer.lists.age, looked.caution), (Age::Current, None));
    env.wait_s(45).await;
    let picture = inspector.inspect(&shown.text, None);
    assert_eq!((picture.answer.verdict, picture.answer.reason), (Verdict::StaleFrame, Reason::Old));
    assert!(picture.caution.is_some() && picture.answer.sub.is_none());
    let next = inspector.inspect(&phone.show(), None);
    assert_eq!(next.answer.verdict, Verdict::Valid);
}

#[tokio::test]
async fn the_number_check_serves_one_inspection_and_two_minutes() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    phone.pass("groceries").await;
    let (_guard, inspector) = env.inspector().await;
    let open = inspector.challenge().unwrap();
    assert_eq!(open.digits.as_bytes(), open.bytes);
    assert!(open.digits.len() == 8 && open.digits.bytes().all(|digit| digit.is_ascii_digit()));
    let live = inspector.inspect(&phone.show(), None);
    assert_eq!(live.answer.reason, Reason::Challenge, "a live frame does not answer it");
    let shown = phone.client().present(ME, None, Some(open.bytes)).unwrap();
    assert_eq!(shown.next_frame_in_ms, None);
    assert_eq!(inspector.inspect(&shown.text, None).answer.verdict, Verdict::Valid);
    let again = inspector.inspect(&shown.text, None);
    assert_eq!(again.answer.verdict, Verdict::StaleFrame, "it died with its success");
    let late = inspector.challenge().unwrap();
    env.wait_s(121).await;
    let shown = phone.client().present(ME, None, Some(late.bytes)).unwrap();
    assert_eq!(inspector.inspect(&shown.text, None).answer.verdict, Verdict::StaleFrame);
    // One that is given for this call alone.
    let given = inspector.inspect(&shown.text, Some(late.bytes));
    assert_eq!(given.answer.verdict, Verdict::Valid);
}

#[tokio::test]
async fn limits_are_told_before_anything_is_sent() {
    let env = TestEnv::new().await;
    let (phone, network) = env.resident().await;
    let purposes = phone.client().purposes(ME).unwrap();
    let of = |key: &str| purposes.iter().find(|purpose| purpose.key == key).unwrap().clone();
    assert_eq!((of("groceries").minutes, of("groceries").quota.unwrap().of), (180, 2));
    assert!(!of("nearby").pass_needed && of("nearby").note.is_some());
    assert!(of("medical").emergency && !of("medical").pass_needed);
    assert!(purposes.iter().all(|purpose| !purpose.label.is_empty()));
    phone.pass("groceries").await;
    phone.pass("groceries").await;
    let quota = phone.client().purposes(ME).unwrap()[0].quota.unwrap();
    assert_eq!((quota.used, quota.of), (2, 2));
    // The lists may be looked at once more, but no request for a pass leaves the phone.
    let before = network.sent_to(Route::Passes);
    let used = phone.client().request_pass(ME, "groceries", None).await.unwrap_err();
    assert_eq!((used.code, network.sent_to(Route::Passes)), (Code::QuotaUsed, before));
    // 22:10 at the region; the next local day begins in an hour and fifty minutes.
    assert_eq!(used.retry_at_ms.map(|at_ms| at_ms / 1000), Some(1_795_381_200));
    env.wait_s(3600).await;
    let curfew = phone.client().request_pass(ME, "pet", None).await.unwrap_err();
    assert_eq!(curfew.code, Code::OutsideHours);
    assert_eq!(curfew.retry_at_ms.map(|at_ms| at_ms / 1000), Some(1_795_381_200 + 6 * 3600));
    assert_eq!(phone.refused("nearby").await, Code::NoPassNeeded);
    assert_eq!(phone.refused("medical").await, Code::NoPassNeeded);
    assert_eq!(phone.refused("opera").await, Code::PurposeUnknown);
    assert_eq!((phone.passes().len(), network.sent_to(Route::Passes)), (2, before));
    env.wait_s(3600).await;
    phone.pass("groceries").await;
}

#[tokio::test]
async fn who_is_not_registered_gets_no_pass_and_still_goes_to_the_doctor() {
    let env = TestEnv::new().await;
    let (phone, _) = env.phone();
    assert_eq!(phone.refused("groceries").await, Code::NotRegistered);
    let error = phone.client().emergency(ME, None).trouble.unwrap();
    assert_eq!(error.code, Code::NotRegistered);
    assert!(error.next.text.contains("Emergency care needs no pass"), "{}", error.next.text);
    assert_eq!(phone.client().present(ME, None, None).unwrap_err().code, Code::PassUnknown);
    let nobody = "2".parse().unwrap();
    assert_eq!(phone.client().passes(nobody).unwrap_err().code, Code::PersonUnknown);
    assert_eq!(phone.client().present(nobody, None, None).unwrap_err().code, Code::PersonUnknown);
    assert_eq!(phone.client().erase(nobody).unwrap_err().code, Code::PersonUnknown);
}

#[tokio::test]
async fn without_an_act_passes_are_off_and_emergencies_are_not() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    phone.pass("groceries").await;
    env.wait_s(10).await;
    env.admin.act_ended().await.unwrap();
    env.wait_s(2).await;
    // The phone's rules still say yes; the authority says no, and the phone looks again.
    assert_eq!(phone.refused("pharmacy").await, Code::NotInForce);
    phone.sync().await;
    let snapshot = phone.snapshot();
    assert_eq!((snapshot.in_force, snapshot.act.key.as_str()), (Some(false), "no-act"));
    assert_eq!(states(&phone), [PassState::NotInForce]);
    assert_eq!(phone.refused("pharmacy").await, Code::NotInForce);
    let looked = env.inspect(&phone.show()).await;
    assert_eq!(looked.answer.verdict, Verdict::NotInForce);
    let emergency = phone.client().emergency(ME, None).shown.unwrap();
    let looked = env.inspect(&emergency.text).await;
    assert_eq!(looked.answer.verdict, Verdict::SelfDeclaredEmergency);
    assert_eq!(looked.answer.sub.as_deref(), Some("ИП4321"));
    env.admin.act_in_force().await.unwrap();
    env.wait_s(2).await;
    // The phone's rules say no, but it asks before it repeats that.
    let pass = phone.pass("pharmacy").await;
    assert_eq!(pass.state, PassState::Valid);
    assert_eq!(phone.snapshot().in_force, Some(true));
    assert_eq!(env.inspect(&phone.show()).await.answer.verdict, Verdict::Valid);
}

#[tokio::test]
async fn a_revoked_pass_is_good_for_the_way_home() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let pass = phone.pass("groceries").await;
    let (_guard, inspector) = env.inspector().await;
    env.wait_s(600).await;
    env.admin.revoke(&pass.id.to_string()).await.unwrap();
    let unaware = inspector.inspect(&phone.show(), None);
    assert_eq!(unaware.answer.verdict, Verdict::Valid, "his lists are from before");
    inspector.refresh().await.unwrap();
    env.wait_s(5).await;
    let home = inspector.inspect(&phone.show(), None).answer;
    assert_eq!((home.verdict, home.reason), (Verdict::ReturnHomeOnly, Reason::ReturnHome));
    assert_eq!(states(&phone), [PassState::Valid], "the phone has not heard of it");
    phone.sync().await;
    assert_eq!(states(&phone), [PassState::ReturnHomeOnly]);
    let entry = phone.passes().remove(0);
    let home_until_ms = entry.home_until_ms.unwrap();
    // Grace is three hours there, and no pass outlives itself.
    assert_eq!(home_until_ms, pass.valid_until_ms);
    let notices = phone.client().plan().notices;
    assert!(notices.iter().any(|notice| notice.text.key == "pass-was-revoked"), "{notices:?}");
    assert!(notices.iter().all(|notice| notice.lock_screen.is_none()), "nothing of a quarantine");
    env.wait_s((home_until_ms - env.clock.true_ms()) / 1000 + 2).await;
    inspector.refresh().await.unwrap();
    assert_eq!(states(&phone), [PassState::Expired]);
    let over = inspector.inspect(&phone.show(), None).answer;
    assert_eq!((over.verdict, over.sub), (Verdict::Expired, None));
}

#[tokio::test]
async fn a_pass_expires_and_is_kept_for_a_day() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    phone.pass("groceries").await;
    env.wait_s(180 * 60 - 5).await;
    assert_eq!(states(&phone), [PassState::Valid]);
    env.wait_s(10).await;
    assert_eq!(states(&phone), [PassState::Expired]);
    assert_eq!(env.inspect(&phone.show()).await.answer.verdict, Verdict::Expired);
    env.wait_s(86_400 + 60).await;
    phone.sync().await;
    assert!(phone.passes().is_empty());
}

#[tokio::test]
async fn a_double_tap_gives_one_pass() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let client = phone.client();
    let (left, right) = tokio::join!(
        client.request_pass(ME, "groceries", None),
        client.request_pass(ME, "groceries", None)
    );
    let (Ok(PassRequestResult::Pass(left)), Ok(PassRequestResult::Pass(right))) = (left, right)
    else {
        panic!("no pass")
    };
    assert_eq!(left.id, right.id);
    assert_eq!(phone.passes().len(), 1);
    assert_eq!(env.admin.accounts().await.unwrap()[0].passes, 1);
}

#[tokio::test]
async fn a_request_made_offline_goes_by_itself_until_nobody_wants_it() {
    let env = TestEnv::new().await;
    let (phone, network) = env.resident().await;
    network.switch(false);
    let asked = phone.client().request_pass(ME, "pharmacy", None).await.unwrap();
    let PassRequestResult::WaitingToSend { purpose, give_up_at_ms, why } = asked else {
        panic!("{asked:?}")
    };
    assert_eq!((purpose.as_str(), why.code), ("pharmacy", Code::Offline));
    assert_eq!(phone.snapshot().people[0].waiting.len(), 1);
    network.switch(true);
    env.wait_s(300).await;
    assert_eq!(phone.sync().await.settled, 1);
    assert_eq!(phone.passes().len(), 1);
    assert!(give_up_at_ms > env.clock.true_ms());
    network.switch(false);
    phone.client().request_pass(ME, "rubbish", None).await.unwrap();
    env.wait_s(16 * 60).await;
    network.switch(true);
    let report = phone.sync().await;
    assert_eq!(report.problem.map(|problem| problem.code), Some(Code::TooLate));
    assert!(phone.snapshot().people[0].waiting.is_empty());
    assert_eq!(env.admin.accounts().await.unwrap()[0].passes, 1, "nobody got that one");
}

#[tokio::test]
async fn erasing_works_offline_and_the_authority_hears_of_it_later() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    phone.pass("groceries").await;
    network.switch(false);
    phone.client().erase(ME).unwrap();
    assert!(phone.passes().is_empty());
    assert_eq!(phone.state(), "erasing");
    assert_eq!(phone.client().emergency(ME, None).trouble.unwrap().code, Code::NotRegistered);
    phone.start();
    assert!(phone.passes().is_empty() && phone.state() == "erasing");
    assert_eq!(phone.snapshot().people[0].registration.phone, None);
    network.switch(true);
    env.wait_s(20 * 60).await;
    assert_eq!(phone.sync().await.problem, None);
    assert_eq!(phone.state(), "not-registered");
    let accounts = env.admin.accounts().await.unwrap();
    assert!(accounts.len() == 1 && accounts[0].closed.is_some() && accounts[0].phone.is_none());
    let keys = std::fs::read_dir(phone.home.path().join("vault")).unwrap().count();
    assert_eq!(keys, 2, "the wrapping keys of the phone and of its next person");
    // The number may begin again, and its quota goes on.
    phone.register().await.unwrap();
    phone.confirm(&env.code().await).await.unwrap();
    phone.pass("groceries").await;
    assert_eq!(phone.refused("groceries").await, Code::QuotaUsed);
}

#[tokio::test]
async fn who_erased_offline_may_register_again_at_once_and_both_are_told() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    network.switch(false);
    phone.client().erase(ME).unwrap();
    assert!(matches!(phone.register().await, Ok(RegistrationResult::WaitingToSend { .. })));
    phone.start();
    assert_eq!(phone.state(), "waiting-to-send");
    network.switch(true);
    env.wait_s(20 * 60).await;
    assert_eq!(phone.sync().await.problem, None);
    assert_eq!(phone.state(), "code-sent");
    assert_eq!(phone.confirm(&env.code().await).await, Ok(RegistrationResult::Registered));
    let accounts = env.admin.accounts().await.unwrap();
    let closed = accounts.iter().filter(|account| account.closed.is_some()).count();
    assert_eq!((accounts.len(), closed), (2, 1), "the old one is closed, the new one is not");
}

#[tokio::test]
async fn exits_of_one_person_cannot_be_linked() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let first = phone.pass("groceries").await;
    let second = phone.pass("pharmacy").await;
    let keys: Vec<_> = [first.id, second.id]
        .map(|id| {
            let text = phone.client().present(ME, Some(id), None).unwrap().text;
            let bytes = doorstep::documents::decode_text(&text).unwrap();
            let frame = lenient::signatures(&Value::read(&bytes).unwrap()).unwrap().remove(0);
            let header = Value::read(&frame.body).unwrap();
            let inner = lenient::signatures(header.get(13).unwrap()).unwrap().remove(0);
            Value::read(&inner.payload).unwrap().get(8).unwrap().clone()
        })
        .to_vec();
    assert_ne!(keys[0], keys[1], "each pass has a key of its own");
    assert_ne!(first.id, second.id);
}
