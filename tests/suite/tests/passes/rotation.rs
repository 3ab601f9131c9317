//! Keys that are changed and keys that are withdrawn: who slept through it catches up, and who
//! cannot know says so.

use doorstep::documents::KeyUse;
use doorstep::error::Code;
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::inspector::Inspected;
use doorstep::model::PassId;
use doorstep::pass::PassState;
use doorstep::requests::Route;
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::TestEnv;

const USES: [KeyUse; 5] =
    [KeyUse::Pass, KeyUse::Rules, KeyUse::Stamp, KeyUse::Status, KeyUse::Time];

fn found(inspected: &Inspected) -> (Verdict, Reason) {
    (inspected.answer.verdict, inspected.answer.reason)
}

const VALID: (Verdict, Reason) = (Verdict::Valid, Reason::Ok);
const UNKNOWN: (Verdict, Reason) = (Verdict::CannotTell, Reason::UnknownKey);
const WITHDRAWN: (Verdict, Reason) = (Verdict::CannotTell, Reason::KeyRevoked);

fn show(phone: &Phone, id: PassId) -> String {
    phone.client().present(ME, Some(id), None).unwrap().text
}

#[tokio::test]
async fn every_online_key_is_changed_under_people_who_go_on() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let (_guard, inspector) = env.inspector().await;
    let first = phone.pass("pharmacy").await;
    for key_use in USES {
        env.wait_s(60).await;
        env.admin.rotate_key(key_use, false).await.unwrap();
        let report = phone.sync().await;
        assert_eq!((report.problem, report.lists_changed), (None, true), "{}", key_use.name());
        inspector.refresh().await.unwrap();
        let next = phone.pass("pharmacy").await;
        for id in [first.id, next.id] {
            assert_eq!(found(&inspector.inspect(&show(&phone, id), None)), VALID);
        }
        env.admin.revoke(&next.id.to_string()).await.unwrap();
        phone.sync().await;
        let revoked = phone.passes().into_iter().find(|pass| pass.id == next.id).unwrap();
        assert_eq!(revoked.state, PassState::ReturnHomeOnly, "the deny list is read as before");
    }
}

#[tokio::test]
async fn the_standby_key_is_known_before_it_signs() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let (_guard, inspector) = env.inspector().await;
    env.wait_s(60).await;
    env.admin.rotate_key(KeyUse::Pass, false).await.unwrap();
    // Neither phone nor inspector has heard of it, and neither needs to.
    let pass = phone.pass("pharmacy").await;
    assert_eq!(found(&inspector.inspect(&show(&phone, pass.id), None)), VALID);
    // Twice within one sleep is more than they can know. The phone asks; the inspector says so.
    env.admin.rotate_key(KeyUse::Pass, false).await.unwrap();
    let pass = phone.pass("pharmacy").await;
    let asleep = inspector.inspect(&show(&phone, pass.id), None);
    assert_eq!(found(&asleep), UNKNOWN);
    assert_eq!(asleep.answer.next, NextStep::Refresh);
    assert!(asleep.caution.is_some() && asleep.answer.sub.is_none());
    inspector.refresh().await.unwrap();
    assert_eq!(found(&inspector.inspect(&show(&phone, pass.id), None)), VALID);
}

#[tokio::test]
async fn who_slept_through_new_roots_and_new_keys_catches_up() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    let (_guard, inspector) = env.inspector().await;
    let pass = phone.pass("pharmacy").await;
    let before = network.sent_to(Route::Root(1));
    for _ in 0..3 {
        env.wait_s(60).await;
        env.admin.rotate_root().await.unwrap();
        for key_use in USES {
            env.admin.rotate_key(key_use, false).await.unwrap();
        }
    }
    // Offline they know what they knew.
    assert_eq!(found(&inspector.inspect(&show(&phone, pass.id), None)), VALID);
    phone.start();
    let report = phone.sync().await;
    assert_eq!((report.problem, report.lists_changed), (None, true));
    assert_eq!(
        network.sent_to(Route::Root(1)) - before,
        4,
        "one root after the other, until there is none"
    );
    inspector.refresh().await.unwrap();
    let next = phone.pass("pharmacy").await;
    for id in [pass.id, next.id] {
        assert_eq!(found(&inspector.inspect(&show(&phone, id), None)), VALID);
    }
    // An app that is installed now ships with the first root and follows from there.
    let (other, _) = env.phone();
    assert_eq!(other.sync().await.problem, None);
}

#[tokio::test]
async fn an_inspector_who_sleeps_too_long_concludes_nothing() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let (_guard, inspector) = env.inspector().await;
    env.admin.rotate_root().await.unwrap();
    env.admin.rotate_key(KeyUse::Stamp, true).await.unwrap();
    env.wait_s(8 * 86_400).await;
    let pass = phone.pass("pharmacy").await;
    let asleep = inspector.inspect(&show(&phone, pass.id), None);
    assert_eq!(found(&asleep), (Verdict::CannotTell, Reason::ListsOld));
    assert!(asleep.caution.is_some());
    inspector.refresh().await.unwrap();
    assert_eq!(found(&inspector.inspect(&show(&phone, pass.id), None)), VALID);
}

#[tokio::test]
async fn a_withdrawn_key_accuses_nobody_and_its_passes_are_made_good() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    let (_guard, inspector) = env.inspector().await;
    let pass = phone.pass("groceries").await;
    let code = phone.client().present(ME, Some(pass.id), None).unwrap().typed_code.unwrap();
    env.wait_s(1800).await;
    env.admin.rotate_key(KeyUse::Pass, true).await.unwrap();
    inspector.refresh().await.unwrap();
    let refused = inspector.inspect(&phone.show(), None);
    assert_eq!(found(&refused), WITHDRAWN);
    assert_eq!(refused.answer.next, NextStep::NewPass);
    assert!(refused.caution.is_some() && refused.answer.sub.is_none());
    assert_eq!(found(&inspector.look_up(&code).await), WITHDRAWN);

    // The phone asks for another by itself, for the rest of the time, and it counts as none.
    let report = phone.sync().await;
    assert_eq!((report.problem, report.settled, report.waiting), (None, 1, 0));
    let passes = phone.passes();
    assert_eq!(passes.len(), 1);
    assert_ne!(passes[0].id, pass.id);
    assert_eq!(passes[0].state, PassState::Valid);
    assert_eq!(passes[0].valid_until_ms, pass.valid_until_ms);
    let inspected = inspector.inspect(&phone.show(), None);
    assert_eq!(found(&inspected), VALID);
    assert_eq!(inspected.answer.sub.as_deref(), Some("ИП4321"));
    phone.start();
    assert_eq!(phone.passes(), passes);
    phone.sync().await;
    assert_eq!(network.sent_to(Route::Passes), 2, "once and no further");
    let quota = |phone: &Phone| {
        let purposes = phone.client().purposes(ME).unwrap();
        purposes.into_iter().find(|purpose| purpose.key == "groceries").unwrap().quota.unwrap()
    };
    assert_eq!((quota(&phone).used, quota(&phone).of), (1, 2));
    phone.pass("groceries").await;
    assert_eq!(phone.refused("groceries").await, Code::QuotaUsed);
    // Emergencies are declared under a new certificate, with the same mark.
    let emergency = phone.client().emergency(ME, None).shown.unwrap();
    let declared = inspector.inspect(&emergency.text, None);
    assert_eq!(declared.answer.verdict, Verdict::SelfDeclaredEmergency);
    assert_eq!(declared.answer.sub.as_deref(), Some("ИП4321"));
}

#[tokio::test]
async fn without_a_network_the_holder_of_a_withdrawn_pass_is_told_and_the_request_waits() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    let pass = phone.pass("groceries").await;
    let later = i64::try_from(doorstep_suite::issuer::NOW + 6 * 3600).unwrap() * 1000;
    let booked = match phone.client().request_pass(ME, "pharmacy", Some(later)).await.unwrap() {
        doorstep::client::PassRequestResult::Pass(entry) => entry,
        other => panic!("{other:?}"),
    };
    let printed = phone.client().paper(ME, Some(pass.id)).await.unwrap();
    env.wait_s(60).await;
    env.admin.rotate_key(KeyUse::Pass, true).await.unwrap();
    // The lists come, and then the network goes.
    phone.inspector().refresh().await.unwrap();
    assert!(phone.client().plan().sync.is_some(), "who holds such a pass does not wait");
    network.switch(false);
    phone.start();
    phone.sync().await;
    let states: Vec<PassState> = phone.passes().iter().map(|pass| pass.state).collect();
    assert_eq!(states, [PassState::KeyWithdrawn; 2]);
    assert!(phone.passes()[0].text.text.contains("no longer accepts it, which is not your fault"));
    assert_eq!(phone.client().paper(ME, None).await.unwrap_err().code, Code::PassOver);
    // It may still be shown; an inspector without the news accepts it.
    assert!(!phone.show().is_empty());
    network.switch(true);
    env.wait_s(3600).await;
    assert_eq!(phone.sync().await.problem, None);
    let passes = phone.passes();
    assert_eq!(passes.len(), 2);
    for (new, old) in passes.iter().rev().zip([&pass, &booked]) {
        assert_ne!(new.id, old.id);
        assert_eq!(new.valid_until_ms, old.valid_until_ms);
    }
    assert_eq!(passes[0].valid_from_ms, booked.valid_from_ms, "what was booked stays booked");
    // What was printed is not worth anything any more, and is printed anew.
    let anew = phone.client().paper(ME, Some(passes[1].id)).await.unwrap();
    assert_ne!(anew.text, printed.text);
    let inspected = env.inspect(&anew.text).await;
    assert_eq!(found(&inspected), VALID);
    assert_eq!(found(&env.inspect(&printed.text).await), WITHDRAWN);
}

#[tokio::test]
async fn a_pass_that_was_on_its_way_when_its_key_was_withdrawn_is_made_good_too() {
    let env = TestEnv::new().await;
    let (phone, network) = env.resident().await;
    network.lose_next_pass();
    let asked = phone.client().request_pass(ME, "groceries", None).await.unwrap();
    assert!(matches!(asked, doorstep::client::PassRequestResult::WaitingToSend { .. }));
    env.wait_s(60).await;
    env.admin.rotate_key(KeyUse::Pass, true).await.unwrap();
    // The repeated reply brings the old pass, byte for byte.
    assert_eq!(phone.sync().await.problem, None);
    let passes = phone.passes();
    assert_eq!((passes.len(), passes[0].state), (1, PassState::Valid));
    assert_eq!(found(&env.inspect(&phone.show()).await), VALID);
}

#[tokio::test]
async fn a_tap_is_a_tap_while_a_booked_pass_is_being_made_good() {
    let env = TestEnv::new().await;
    let (phone, network) = env.resident().await;
    let later = i64::try_from(doorstep_suite::issuer::NOW + 6 * 3600).unwrap() * 1000;
    phone.client().request_pass(ME, "pharmacy", Some(later)).await.unwrap();
    env.wait_s(60).await;
    env.admin.rotate_key(KeyUse::Pass, true).await.unwrap();
    phone.inspector().refresh().await.unwrap();
    network.blind_to(Route::Passes);
    phone.sync().await;
    network.see_again();
    let now = phone.pass("pharmacy").await;
    assert_eq!(now.state, PassState::Valid, "for now, and not the one that is booked");
    env.wait_s(3600).await;
    phone.sync().await;
    assert_eq!(phone.passes().len(), 2);
}

#[tokio::test]
async fn paper_whose_own_key_was_withdrawn_is_fetched_anew() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let pass = phone.pass("groceries").await;
    env.wait_s(60).await;
    env.admin.rotate_key(KeyUse::Pass, false).await.unwrap();
    let first = phone.client().paper(ME, Some(pass.id)).await.unwrap();
    env.admin.rotate_key(KeyUse::Pass, true).await.unwrap();
    phone.sync().await;
    let second = phone.client().paper(ME, Some(pass.id)).await.unwrap();
    assert_eq!(found(&env.inspect(&first.text).await), WITHDRAWN);
    assert_eq!(found(&env.inspect(&second.text).await), VALID);
    assert_eq!(first.typed_code, second.typed_code, "there is one paper of a pass");
}

#[tokio::test]
async fn a_replacement_that_is_refused_is_told_and_not_asked_again() {
    let env = TestEnv::new().await;
    let (phone, network) = env.resident().await;
    let pass = phone.pass("groceries").await;
    env.wait_s(60).await;
    env.admin.rotate_key(KeyUse::Pass, true).await.unwrap();
    phone.inspector().refresh().await.unwrap();
    // Revoked meanwhile: the authority makes nothing good that it has taken back.
    env.admin.revoke(&pass.id.to_string()).await.unwrap();
    network.blind_to(Route::Stamp);
    let report = phone.sync().await;
    assert!(report.problem.is_some());
    let refused = &phone.snapshot().people[0].refused;
    assert_eq!(refused.iter().map(|refused| refused.code).collect::<Vec<_>>(), [Code::PassOver]);
    let sent = network.sent_to(Route::Passes);
    env.wait_s(7200).await;
    phone.sync().await;
    assert_eq!(network.sent_to(Route::Passes), sent);
}

#[tokio::test]
async fn an_authority_that_was_restarted_goes_on_with_its_new_keys() {
    let env = TestEnv::new().await;
    env.admin.rotate_root().await.unwrap();
    for key_use in USES {
        env.admin.rotate_key(key_use, key_use == KeyUse::Stamp).await.unwrap();
    }
    let at = i64::try_from(doorstep_suite::issuer::NOW).unwrap() + 40 * 86_400;
    let env = env.restarted(at).await;
    env.clock.advance_ms(40 * 86_400_000);
    let (phone, _) = env.resident().await;
    phone.pass("pharmacy").await;
    assert_eq!(found(&env.inspect(&phone.show()).await), VALID);
    env.admin.rotate_root().await.unwrap();
    assert_eq!(phone.sync().await.problem, None);
}
