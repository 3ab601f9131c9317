//! Situations that the systems of 2020 met, as far as passes meet them: networks, clocks, updates, keys,
//! repealed acts. Zones, summer time and midnight
//! stand with the rules of the regions.

use doorstep::client::{PassRequestResult, RegistrationResult};
use doorstep::documents::KeyUse;
use doorstep::error::Code;
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::inspector::Inspected;
use doorstep::pass::PassState;
use doorstep_suite::attacked_phone::AttackedPhone;
use doorstep_suite::phone::ME;
use doorstep_suite::rogue_server::{Ca, RogueServer, answers};
use doorstep_suite::test_env::TestEnv;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// From the stories' day back to 1970, in seconds.
const SINCE_1970: i64 = 1_795_374_600;

fn found(inspected: &Inspected) -> (Verdict, Reason) {
    (inspected.answer.verdict, inspected.answer.reason)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn portals_filters_and_interception_are_no_answer_and_nothing_is_lost() {
    let mut attacked = AttackedPhone::new().await;
    let own = attacked.own();
    // A captive portal answers everything with a page, or sends one elsewhere.
    let page = b"<html>Sign in</html>";
    let portal = answers("200 OK\ncontent-type: text/html\ncontent-length: 20", page);
    assert_eq!(attacked.meets(&own, portal).await.0, Code::NetworkInterfered);
    let redirect = answers("302 Found\nlocation: http://10.0.0.1/login\ncontent-length: 0", b"");
    assert_eq!(attacked.meets(&own, redirect).await.0, Code::NetworkInterfered);
    // Whoever opens TLS on the way sees not one request.
    let json = answers("200 OK\ncontent-type: application/json\ncontent-length: 2", b"{}");
    let interceptor = Ca::default().certify(&attacked.key, 2020, 2049);
    assert_eq!(attacked.meets(&interceptor, json.clone()).await, (Code::NetworkInterfered, 0));
    // No plain text in place of TLS, and no name that a filter answers for.
    let plain = RogueServer::plain(json);
    assert!(
        [Code::NetworkInterfered, Code::Offline].contains(&attacked.talks_to(&plain.url()).await)
    );
    let elsewhere = "https://authority.invalid:1";
    assert_eq!(attacked.talks_to(elsewhere).await, Code::HostNotAllowed);
}

#[tokio::test]
async fn a_network_of_ipv6_alone_is_a_network() {
    let Some(env) = TestEnv::at("[::1]:0").await else {
        println!("skipped: this machine has no IPv6 on loopback");
        return;
    };
    let (phone, _) = env.resident().await;
    phone.pass("groceries").await;
    assert_eq!(found(&env.inspect(&phone.show()).await), (Verdict::Valid, Reason::Ok));
    assert!(env.url().starts_with("https://[::1]:"));
}

#[tokio::test]
async fn a_clock_that_is_wrong_by_hours_days_or_decades_ends_and_begins_nothing() {
    for off_s in [HOUR, -HOUR, DAY, -DAY, -SINCE_1970] {
        let env = TestEnv::new().await;
        let (mut phone, network) = env.phone();
        phone.clock.set_wall_error_ms(off_s * 1000);
        assert!(
            matches!(phone.register().await, Ok(RegistrationResult::CodeSent { .. })),
            "{off_s}"
        );
        phone.confirm(&env.code().await).await.unwrap();
        let pass = phone.pass("groceries").await;
        assert_eq!(pass.valid_from_ms, phone.clock.true_ms() / 1000 * 1000, "{off_s}");
        let (_guard, inspector) = env.inspector().await;
        network.switch(false);
        // Set right, and wrong again, while it lasts.
        for error_s in [0, off_s] {
            phone.clock.set_wall_error_ms(error_s * 1000);
            phone.start();
            assert_eq!(phone.passes()[0].state, PassState::Valid, "{off_s}");
            let looked = inspector.inspect(&phone.show(), None);
            assert_eq!(found(&looked), (Verdict::Valid, Reason::Ok), "{off_s}");
        }
        let warned = phone.snapshot().warnings;
        assert!(warned.iter().any(|say| say.key == "clock-wrong"), "{off_s}: both are told");
    }
}

#[tokio::test]
async fn a_clock_that_is_set_to_cheat_the_end_changes_no_end_and_accuses_nobody() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    phone.pass("rubbish").await;
    let (_guard, inspector) = env.inspector().await;
    network.switch(false);
    env.wait_s(31 * 60).await;
    phone.clock.set_wall_error_ms(-HOUR * 1000);
    phone.start();
    assert_eq!(phone.passes()[0].state, PassState::Expired);
    let looked = inspector.inspect(&phone.show(), None);
    assert_eq!(found(&looked), (Verdict::Expired, Reason::Expired));
    // After a reboot the phone knows no better than its clock, and says so; the inspector does.
    phone.clock.reboot();
    phone.start();
    let shown = phone.client().present(ME, None, None).unwrap();
    assert!(shown.hint.is_some());
    let looked = inspector.inspect_at(&shown.text, None, phone.clock.true_ms());
    assert_eq!(found(&looked), (Verdict::Expired, Reason::Expired));
}

#[tokio::test]
async fn a_reboot_and_a_counter_that_starts_anew_leave_no_negative_time() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    let pass = phone.pass("groceries").await;
    let (_guard, inspector) = env.inspector().await;
    network.switch(false);
    for _ in 0..3 {
        env.wait_s(20 * 60).await;
        phone.clock.reboot();
        phone.start();
        let entry = &phone.passes()[0];
        assert_eq!((entry.state, entry.valid_until_ms), (PassState::Valid, pass.valid_until_ms));
        let shown = phone.client().present(ME, None, None).unwrap();
        assert!(shown.valid_until_ms > phone.clock.true_ms());
        let looked = inspector.inspect(&shown.text, None);
        assert_eq!(looked.answer.verdict, Verdict::Valid);
        let plan = phone.client().plan();
        assert!(plan.wake_at_ms.is_none_or(|at_ms| at_ms > 0));
        assert!(plan.notices.iter().all(|notice| notice.at_ms <= notice.until_ms));
    }
    // A leap second repeats a second of the wall clock.
    phone.clock.set_wall_error_ms(-1000);
    assert_eq!(inspector.inspect(&phone.show(), None).answer.verdict, Verdict::Valid);
}

#[tokio::test]
async fn what_an_older_app_kept_is_read_and_an_open_request_goes_on() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    phone.pass("groceries").await;
    network.switch(false);
    let asked = phone.client().request_pass(ME, "pharmacy", None).await.unwrap();
    assert!(matches!(asked, PassRequestResult::WaitingToSend { .. }));
    // The app is changed for its next version while the request waits.
    phone.kill();
    phone.start();
    network.switch(true);
    env.wait_s(60).await;
    assert_eq!(phone.sync().await.problem, None);
    assert_eq!(phone.passes().len(), 2);
}

#[tokio::test]
async fn a_key_that_was_changed_still_vouches_and_one_that_leaked_accuses_nobody() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let (_guard, inspector) = env.inspector().await;
    phone.pass("groceries").await;
    env.wait_s(60).await;
    env.admin.rotate_root().await.unwrap();
    env.admin.rotate_key(KeyUse::Pass, false).await.unwrap();
    inspector.refresh().await.unwrap();
    let text = phone.show();
    assert_eq!(found(&inspector.inspect(&text, None)), (Verdict::Valid, Reason::Ok));
    env.admin.rotate_key(KeyUse::Pass, true).await.unwrap();
    inspector.refresh().await.unwrap();
    let looked = inspector.inspect(&text, None);
    assert_eq!(looked.answer.verdict, Verdict::Valid, "another key leaked, not this one's");
    let later = phone.pass("pharmacy").await;
    env.wait_s(60).await;
    env.admin.rotate_key(KeyUse::Pass, true).await.unwrap();
    inspector.refresh().await.unwrap();
    let shown = phone.client().present(ME, Some(later.id), None).unwrap();
    let looked = inspector.inspect(&shown.text, None);
    assert_eq!(found(&looked), (Verdict::CannotTell, Reason::KeyRevoked));
    assert!(looked.caution.is_some());
}

#[tokio::test]
async fn a_repealed_act_ends_every_duty_at_once() {
    let env = TestEnv::new().await;
    let (phone, network) = env.resident().await;
    phone.pass("groceries").await;
    env.wait_s(600).await;
    env.admin.act_ended().await.unwrap();
    phone.sync().await;
    assert_eq!(phone.passes()[0].state, PassState::NotInForce);
    assert_eq!(phone.snapshot().in_force, Some(false));
    assert!(phone.client().plan().notices.iter().all(|notice| !notice.id.contains("pass-ends")));
    assert_eq!(phone.refused("pharmacy").await, Code::NotInForce);
    let looked = env.inspect(&phone.show()).await;
    assert_eq!(found(&looked), (Verdict::NotInForce, Reason::NotInForce));
    assert_eq!(looked.answer.next, NextStep::LetPass);
    // Emergencies have no gate, with or without a network.
    network.switch(false);
    let emergency = phone.client().emergency(ME, None).shown.unwrap().text;
    let looked = env.inspect(&emergency).await;
    assert_eq!(looked.answer.verdict, Verdict::SelfDeclaredEmergency);
}
