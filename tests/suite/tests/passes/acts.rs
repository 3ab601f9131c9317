//! What acts require and when, with the real authority: passes for a time at which an act will have
//! begun or ended, and acts that take the place of others.

use doorstep::client::PassRequestResult;
use doorstep::client_error::ClientError;
use doorstep::error::Code;
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::pass::PassState;
use doorstep::requests::Route;
use doorstep_authority::Region;
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::TestEnv;

const HOUR: i64 = 3600;

/// An hour of a day counted from 1 April 2020, in Moscow.
fn april(day: i64, hour: i64) -> i64 {
    1_585_688_400 + (day - 1) * 24 * HOUR + hour * HOUR
}

async fn town_of(region: &str, at: i64) -> TestEnv {
    TestEnv::of(Some(Region::shipped(region).unwrap()), u64::try_from(at).unwrap()).await
}

async fn ask(phone: &Phone, purpose: &str, from_s: i64) -> Result<PassRequestResult, ClientError> {
    phone.client().request_pass(ME, purpose, Some(from_s * 1000)).await
}

fn refused(asked: Result<PassRequestResult, ClientError>, code: Code) -> ClientError {
    let error = asked.unwrap_err();
    assert_eq!(error.code, code, "{}", error.text.text);
    error
}

#[tokio::test]
async fn a_pass_for_tomorrow_is_had_before_its_act_begins() {
    let env = town_of("RU-NIZ", april(1, 20)).await;
    let (phone, network) = env.resident().await;
    let snapshot = phone.snapshot();
    assert_eq!((snapshot.in_force, snapshot.act.key.as_str()), (Some(false), "act-to-come"));
    assert!(snapshot.act.text.contains("tomorrow from 00:00"), "{}", snapshot.act.text);
    let midnight = april(2, 0);
    let now = phone.client().request_pass(ME, "shop", None).await;
    let told = refused(now, Code::NotInForce);
    assert_eq!(told.retry_at_ms, Some(midnight * 1000), "{}", told.text.text);
    // What is told is held, from its first second on.
    let PassRequestResult::Pass(first) = ask(&phone, "pharmacy", midnight).await.unwrap() else {
        panic!()
    };
    assert_eq!(first.valid_from_ms, midnight * 1000);
    let nine = april(2, 9);
    let PassRequestResult::Pass(pass) = ask(&phone, "shop", nine).await.unwrap() else { panic!() };
    assert_eq!((pass.state, pass.valid_from_ms), (PassState::NotYetValid, nine * 1000));
    let before = network.sent_to(Route::Passes);
    refused(ask(&phone, "shop", midnight - 1).await, Code::NotInForce);
    assert_eq!(network.sent_to(Route::Passes), before, "told without asking");
    // Until then nobody needs it; then it counts.
    let looked = env.inspect(&phone.show()).await;
    assert_eq!(looked.answer.next, NextStep::LetPass);
    let paper = phone.client().paper(ME, Some(pass.id)).await.unwrap();
    env.wait_s(13 * HOUR + 5).await;
    phone.sync().await;
    assert_eq!(env.inspect(&phone.show()).await.answer.verdict, Verdict::Valid);
    assert_eq!(env.inspect(&paper.text).await.answer.verdict, Verdict::Valid);
    assert_eq!(phone.snapshot().in_force, Some(true));
}

#[tokio::test]
async fn a_pass_beyond_its_act_or_its_purpose_is_told_until_when_there_are_any() {
    let env = town_of("RU-MOW-2020-04-22", april(30, 19)).await;
    let (phone, network) = env.resident().await;
    let sent = network.sent_to(Route::Passes);
    // Five hours' notice end where the purpose does.
    let told = refused(phone.client().request_pass(ME, "work", None).await, Code::PurposeOver);
    assert!(told.text.text.contains("tomorrow at 00:00"), "{}", told.text.text);
    assert_eq!(told.retry_at_ms, None, "none is promised");
    let purposes = phone.client().purposes(ME).unwrap();
    let note = purposes.into_iter().find(|purpose| purpose.key == "work").unwrap().note.unwrap();
    assert_eq!((note.key.as_str(), note.text), ("purpose-over", told.text.text), "told unasked");
    let may = april(31, 0);
    refused(ask(&phone, "work", may).await, Code::PurposeOver);
    // As far ahead as the rules reach, and no further.
    let far = april(63, 12);
    let told = refused(ask(&phone, "medical", far).await, Code::TooFarAhead);
    assert!(told.text.text.contains("30 May"), "{}", told.text.text);
    assert_eq!(network.sent_to(Route::Passes), sent, "told without asking");
    // Beyond the act nobody needs one, and now everybody does.
    let june = april(71, 12);
    let told = refused(ask(&phone, "medical", june).await, Code::NotInForce);
    assert!(told.text.text.contains("9 June"), "{}", told.text.text);
    assert_ne!(told.next.text, "Just go.", "until then an act requires passes");
}

#[tokio::test]
async fn an_act_that_takes_the_place_of_another_asks_for_another_pass() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let old = phone.pass("groceries").await;
    let shown = phone.show();
    let code = phone.client().present(ME, Some(old.id), None).unwrap().typed_code.unwrap();
    env.admin.act_ended().await.unwrap();
    env.wait_s(1).await;
    env.admin.act_in_force().await.unwrap();
    env.wait_s(1).await;
    phone.sync().await;
    let snapshot = phone.snapshot();
    assert_eq!(snapshot.in_force, Some(true));
    let kept = &phone.passes()[0];
    assert_eq!((kept.state, kept.text.key.as_str()), (PassState::OtherAct, "pass-other-act"));
    assert!(!kept.text.text.contains("You need none"), "{}", kept.text.text);
    let notices = phone.client().plan().notices;
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!(notices[0].text, kept.text);
    assert_eq!(phone.client().paper(ME, Some(old.id)).await.unwrap_err().code, Code::PassOver);
    let (_guard, inspector) = env.inspector().await;
    for looked in [inspector.inspect(&shown, None), inspector.look_up(&code).await] {
        let answer = &looked.answer;
        assert_eq!((answer.verdict, answer.reason), (Verdict::NotInForce, Reason::OtherAct));
        assert_eq!(answer.next, NextStep::NewPass);
        assert!(!looked.text.text.contains("No act"), "{}", looked.text.text);
    }
    let new = phone.pass("groceries").await;
    assert_eq!(new.state, PassState::Valid);
    assert_eq!(env.inspect(&phone.show()).await.answer.verdict, Verdict::Valid);
    // When that one ends as well, nobody needs any.
    env.admin.act_ended().await.unwrap();
    env.wait_s(1).await;
    phone.sync().await;
    assert!(phone.passes().iter().all(|pass| pass.state == PassState::NotInForce));
    inspector.refresh().await.unwrap();
    let looked = inspector.inspect(&shown, None).answer;
    assert_eq!((looked.reason, looked.next), (Reason::NotInForce, NextStep::LetPass));
}
