//! What two looks tell that one does not: a wrong clock, which is never an acceptance, and a code
//! that is really forged.

use std::sync::Arc;

use doorstep::documents::{decode_text, encode_text};
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::inspector::{Inspected, Inspector};
use doorstep::testing::VirtualClock;
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::TestEnv;

fn found(looked: &Inspected) -> (Verdict, Reason) {
    (looked.answer.verdict, looked.answer.reason)
}

const OLD: (Verdict, Reason) = (Verdict::StaleFrame, Reason::Old);
const CLOCK: (Verdict, Reason) = (Verdict::StaleFrame, Reason::ClockDiffers);

/// A resident whose phone was restarted with a wall clock that is wrong by so many minutes, with a
/// clock of its own, and an inspector.
async fn wrong_clock(env: &TestEnv, minutes: i64) -> (Phone, Arc<VirtualClock>, Phone, Inspector) {
    let (mut phone, network) = env.resident().await;
    phone.pass("groceries").await;
    let own = Arc::new(VirtualClock::at(env.clock.true_ms()));
    phone.clock = Arc::clone(&own);
    own.set_wall_error_ms(minutes * 60_000);
    own.reboot();
    network.switch(false);
    phone.start();
    let (guard, inspector) = env.inspector().await;
    (phone, own, guard, inspector)
}

/// Lets seconds pass for holder and inspector.
async fn wait(env: &TestEnv, own: &VirtualClock, seconds: i64) {
    own.advance_ms(seconds * 1000);
    env.wait_s(seconds).await;
}

#[tokio::test]
async fn a_phone_with_a_wrong_clock_is_found_out_and_goes_on_with_the_number_check() {
    let env = TestEnv::new().await;
    let (phone, own, _guard, inspector) = wrong_clock(&env, 12).await;
    assert_eq!(found(&inspector.inspect(&phone.show(), None)), OLD);
    wait(&env, &own, 7).await;
    let again = inspector.inspect(&phone.show(), None);
    assert_eq!(found(&again), CLOCK);
    assert_eq!(again.answer.next, NextStep::Challenge);
    assert!(
        again.caution.is_some() && again.answer.sub.is_none() && !again.answer.verdict.lets_pass()
    );
    let open = inspector.challenge().unwrap();
    let answer = phone.client().present(ME, None, Some(open.bytes)).unwrap();
    assert_eq!(inspector.inspect(&answer.text, None).answer.verdict, Verdict::Valid);
}

#[tokio::test]
async fn who_scans_without_a_pause_is_told_too() {
    let env = TestEnv::new().await;
    let (phone, own, _guard, inspector) = wrong_clock(&env, 300).await;
    let mut told = Vec::new();
    for _ in 0..12 {
        told.push(found(&inspector.inspect(&phone.show(), None)));
        wait(&env, &own, 1).await;
    }
    let first = told.iter().position(|answer| *answer == CLOCK).unwrap();
    assert!((5..=6).contains(&first), "{told:?}");
    assert!(told[..first].iter().all(|answer| *answer == OLD));
}

#[tokio::test]
async fn a_picture_stands_still_and_a_recording_is_never_accepted() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    phone.pass("groceries").await;
    let (_guard, inspector) = env.inspector().await;
    let mut recorded = Vec::new();
    for _ in 0..3 {
        recorded.push(phone.show());
        env.wait_s(7).await;
    }
    env.wait_s(600).await;
    // A screenshot, again and again.
    for _ in 0..4 {
        assert_eq!(found(&inspector.inspect(&recorded[0], None)), OLD);
        env.wait_s(7).await;
    }
    env.wait_s(60).await;
    // A film of the code moves on as the code did.
    for (at, frame) in recorded.iter().enumerate() {
        let looked = inspector.inspect(frame, None);
        assert_eq!(found(&looked), if at == 0 { OLD } else { CLOCK });
        assert!(!looked.answer.verdict.lets_pass());
        env.wait_s(7).await;
    }
}

#[tokio::test]
async fn only_frames_of_one_pass_on_one_occasion_are_compared() {
    let env = TestEnv::new().await;
    let (phone, own, guard, inspector) = wrong_clock(&env, 12).await;
    assert_eq!(found(&inspector.inspect(&phone.show(), None)), OLD);
    wait(&env, &own, 4).await;
    assert_eq!(found(&inspector.inspect(&phone.show(), None)), OLD, "too soon");
    wait(&env, &own, 16).await;
    assert_eq!(found(&inspector.inspect(&phone.show(), None)), OLD, "another occasion");
    // Somebody else in between, with a code that is as old.
    wait(&env, &own, 60).await;
    let (other, _) = env.resident().await;
    other.pass("pharmacy").await;
    let theirs = other.show();
    wait(&env, &own, 60).await;
    let mine = phone.show();
    assert_eq!(found(&inspector.inspect(&mine, None)), OLD);
    wait(&env, &own, 7).await;
    assert_eq!(found(&inspector.inspect(&theirs, None)), OLD);
    // An inspector's device that was restarted compares nothing across it.
    assert_eq!(found(&inspector.inspect(&phone.show(), None)), OLD);
    guard.clock.reboot();
    wait(&env, &own, 7).await;
    let after = inspector.inspect(&phone.show(), None);
    assert_ne!(after.answer.reason, Reason::ClockDiffers);
}

/// The same code with one bit of the holder's signature turned.
fn forged(text: &str, bit: u8) -> String {
    let mut bytes = decode_text(text).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= bit;
    encode_text(&bytes)
}

#[tokio::test]
async fn one_picture_calls_nothing_forged() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    phone.pass("groceries").await;
    let (_guard, inspector) = env.inspector().await;
    let good = phone.show();
    let (bad, worse) = (forged(&good, 1), forged(&good, 2));
    let first = inspector.scan(&bad, None);
    assert_eq!(found(&first), (Verdict::Unreadable, Reason::SecondLook));
    assert_eq!(first.answer.next, NextStep::ScanAgain);
    assert!(first.caution.is_some() && first.answer.purpose.is_none());
    // Another misreading is no confirmation of this one.
    assert_eq!(found(&inspector.scan(&worse, None)).1, Reason::SecondLook);
    assert_eq!(found(&inspector.scan(&bad, None)).1, Reason::SecondLook);
    assert_eq!(found(&inspector.scan(&bad, None)), (Verdict::Forged, Reason::HolderSignature));
    // A picture that reads well ends it.
    assert_eq!(found(&inspector.scan(&good, None)).0, Verdict::Valid);
    assert_eq!(found(&inspector.scan(&bad, None)).1, Reason::SecondLook);
    // What was handed over as a text is no picture.
    assert_eq!(found(&inspector.inspect(&worse, None)).0, Verdict::Forged);
}

#[tokio::test]
async fn the_terminal_looks_at_both_at_once() {
    let env = TestEnv::new().await;
    let (phone, own, _guard, inspector) = wrong_clock(&env, 12).await;
    let first = phone.show();
    wait(&env, &own, 7).await;
    let second = phone.show();
    for (texts, gap_s, reason) in [
        ([first.as_str(), second.as_str()], 7, Reason::ClockDiffers),
        ([first.as_str(), second.as_str()], 10, Reason::ClockDiffers),
        ([first.as_str(), second.as_str()], 11, Reason::Old),
        ([first.as_str(), second.as_str()], 4, Reason::Old),
        ([first.as_str(), second.as_str()], 16, Reason::Old),
        ([second.as_str(), first.as_str()], 7, Reason::Old),
        ([first.as_str(), first.as_str()], 7, Reason::Old),
        (["", second.as_str()], 7, Reason::Old),
        ([first.as_str(), ""], 7, Reason::Empty),
    ] {
        let looked = inspector.inspect_two(texts, gap_s * 1000, None, None);
        assert_eq!(looked.answer.reason, reason, "{gap_s}");
        assert!(!looked.answer.verdict.lets_pass());
    }
}
