//! Time with the real authority: phones whose clocks are wrong, that were restarted, or that were
//! away for long.

use doorstep::client::RegistrationResult;
use doorstep::inspection::{Reason, Verdict};
use doorstep::lists::Age;
use doorstep::pass::PassState;
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::TestEnv;

const DAY: i64 = 86_400;

fn warnings(phone: &Phone) -> Vec<String> {
    phone.snapshot().warnings.into_iter().map(|say| say.key).collect()
}

#[tokio::test]
async fn a_phone_whose_clock_is_days_off_works() {
    for off_s in [DAY, -DAY, -20_000 * DAY, 400 * DAY, 240, -240] {
        let env = TestEnv::new().await;
        let (mut phone, network) = env.phone();
        phone.clock.set_wall_error_ms(off_s * 1000);
        assert!(
            matches!(phone.register().await, Ok(RegistrationResult::CodeSent { .. })),
            "{off_s}: registers"
        );
        phone.confirm(&env.code().await).await.unwrap();
        let pass = phone.pass("groceries").await;
        assert_eq!(pass.state, PassState::Valid, "{off_s}");
        assert_eq!(warnings(&phone), ["clock-wrong"], "{off_s}");
        network.switch(false);
        env.wait_s(3600).await;
        phone.start();
        assert_eq!(phone.passes()[0].state, PassState::Valid, "{off_s}: after a restart");
        let text = phone.show();
        let emergency = phone.client().emergency(ME, None).shown.unwrap().text;
        // All clocks here are one object, so the inspector's wall clock is as wrong.
        let (_guard, inspector) = env.inspector().await;
        let looked = inspector.inspect(&text, None);
        assert_eq!(looked.answer.verdict, Verdict::Valid, "{off_s}");
        let looked = inspector.inspect(&emergency, None);
        assert_eq!(looked.answer.verdict, Verdict::SelfDeclaredEmergency, "{off_s}");
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_ends_nothing_and_lengthens_nothing() {
    let env = TestEnv::new().await;
    let (phone, network) = env.resident().await;
    phone.pass("rubbish").await;
    network.switch(false);
    env.wait_s(29 * 60).await;
    phone.clock.set_wall_error_ms(-DAY * 1000);
    assert_eq!(phone.passes()[0].state, PassState::Valid);
    env.wait_s(120).await;
    assert_eq!(phone.passes()[0].state, PassState::Expired);
    phone.clock.set_wall_error_ms(DAY * 1000);
    assert_eq!(phone.passes()[0].state, PassState::Expired);
}

#[tokio::test]
async fn a_phone_that_was_restarted_shows_its_pass_and_says_what_to_do_if_it_is_refused() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    phone.pass("groceries").await;
    network.switch(false);
    let clock = std::sync::Arc::new(doorstep::testing::VirtualClock::at(phone.clock.true_ms()));
    clock.reboot();
    clock.set_wall_error_ms(-DAY * 1000);
    phone.clock = clock;
    phone.start();
    assert!(!phone.snapshot().time_anchored);
    assert_eq!(warnings(&phone), ["clock-unanchored"]);
    assert_ne!(phone.passes()[0].state, PassState::Expired, "nothing is over that may not be");
    let shown = phone.client().present(ME, None, None).unwrap();
    assert_eq!(shown.hint.map(|hint| hint.key).as_deref(), Some("ask-for-number-check"));
    // Its frames cannot be earlier than what the authority has signed, so they may even be fresh;
    // an hour later they are not, and the number check helps.
    env.wait_s(3600).await;
    phone.clock.advance_ms(3_600_000);
    let (_guard, inspector) = env.inspector().await;
    let stale = inspector.inspect(&phone.show(), None);
    assert_eq!(stale.answer.verdict, Verdict::StaleFrame);
    assert!(stale.caution.is_some());
    let open = inspector.challenge().unwrap();
    let answer = phone.client().present(ME, None, Some(open.bytes)).unwrap();
    assert_eq!(inspector.inspect(&answer.text, None).answer.verdict, Verdict::Valid);
    network.switch(true);
    phone.sync().await;
    assert!(phone.snapshot().time_anchored);
    assert_eq!(warnings(&phone), ["clock-wrong"]);
    assert_eq!(inspector.inspect(&phone.show(), None).answer.verdict, Verdict::Valid);
}

#[tokio::test]
async fn an_inspector_who_was_restarted_believes_a_wall_clock_within_five_minutes() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    phone.pass("groceries").await;
    let (mut watch, inspector) = env.inspector().await;
    drop(inspector);
    env.wait_s(1800).await;
    let clock = std::sync::Arc::new(doorstep::testing::VirtualClock::at(env.clock.true_ms()));
    clock.reboot();
    watch.clock = clock.clone();
    watch.start();
    let inspector = watch.inspector();
    let looked = inspector.inspect(&phone.show(), None);
    assert_eq!((looked.answer.verdict, looked.time_anchored), (Verdict::Valid, false));
    // A wall clock that shows less than the authority has signed is none.
    clock.set_wall_error_ms(-DAY * 1000);
    let looked = inspector.inspect(&phone.show(), None).answer;
    assert_eq!((looked.verdict, looked.reason), (Verdict::CannotTell, Reason::Clock));
    let refreshed = inspector.refresh().await.unwrap();
    assert_eq!(refreshed.age, Age::Current);
    let looked = inspector.inspect(&phone.show(), None);
    assert_eq!((looked.answer.verdict, looked.time_anchored), (Verdict::Valid, true));
}

#[tokio::test]
async fn the_holder_certificate_is_renewed_by_a_sync() {
    let env = TestEnv::new().await;
    let (phone, network) = env.resident().await;
    for _ in 0..4 {
        env.wait_s(20 * DAY).await;
        let report = phone.sync().await;
        assert_eq!(report.problem, None);
        let emergency = phone.client().emergency(ME, None).shown.unwrap();
        let looked = env.inspect(&emergency.text).await;
        assert_eq!(looked.answer.verdict, Verdict::SelfDeclaredEmergency);
        assert_eq!(looked.answer.sub.as_deref(), Some("ИП4321"), "the mark goes with it");
    }
    // Without a sync it ends; the code is shown all the same.
    network.switch(false);
    env.wait_s(31 * DAY).await;
    let emergency = phone.client().emergency(ME, None).shown.unwrap();
    assert_eq!(emergency.hint.unwrap().key, "certificate-over");
    assert_eq!(env.inspect(&emergency.text).await.answer.verdict, Verdict::Expired);
}

#[tokio::test]
async fn lists_grow_old_and_say_so() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let (_guard, inspector) = env.inspector().await;
    let ages = [(1, Age::Current), (25, Age::Old), (73, Age::VeryOld), (169, Age::Unknown)];
    let mut passed = 0;
    for (hours, age) in ages {
        env.wait_s((hours - passed) * 3600).await;
        passed = hours;
        let answer = inspector.inspect("DS1:", None).answer;
        assert_eq!(answer.lists.age, age, "after {hours} hours");
    }
    let emergency = phone.client().emergency(ME, None).shown.unwrap();
    let answer = inspector.inspect(&emergency.text, None);
    assert_eq!(answer.answer.verdict, Verdict::CannotTell);
    assert_eq!(answer.answer.reason, Reason::ListsOld);
    assert!(answer.caution.is_some());
    assert!(warnings(&phone).contains(&"lists-old".to_owned()));
    assert!(phone.client().plan().sync.is_some(), "the phone wants new ones");
    assert_eq!(inspector.refresh().await.unwrap().age, Age::Current);
}

#[tokio::test]
async fn an_emergency_lasts_four_hours_and_then_is_another() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    network.switch(false);
    let first = phone.client().emergency(ME, None).shown.unwrap();
    let lasts_ms = first.valid_until_ms - env.clock.true_ms();
    assert!((240 * 60_000 - 1000..=240 * 60_000).contains(&lasts_ms), "{lasts_ms}");
    env.wait_s(3600).await;
    phone.start();
    let same = phone.client().emergency(ME, None).shown.unwrap();
    assert_eq!(same.valid_until_ms, first.valid_until_ms, "a second tap is the same emergency");
    env.wait_s(3 * 3600 + 5).await;
    let next = phone.client().emergency(ME, None).shown.unwrap();
    assert!(next.valid_until_ms > first.valid_until_ms);
    assert_eq!(env.inspect(&next.text).await.answer.verdict, Verdict::SelfDeclaredEmergency);
}
