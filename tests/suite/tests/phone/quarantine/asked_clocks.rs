//! Clocks that jump, reboots, and notices that are switched off, while somebody is asked.

use std::collections::BTreeSet;

use doorstep::client::CheckAnswer;
use doorstep::events::{Cause, Facts, Wake};
use doorstep::model::patient::CheckOutcome;
use doorstep_suite::phone::ME;
use serde_json::Value;

use super::{Meets, Patient};

const DAY_MS: i64 = 86_400_000;
/// The beginning of 2106-02-07, when 32 bits of seconds are full, milliseconds since 1970.
const YEAR_2106_MS: i64 = 4_294_944_000_000;

/// What somebody sets the phone's clock to, as an error of it.
fn wrong_clocks(now_ms: i64) -> [i64; 6] {
    [DAY_MS, -DAY_MS, -now_ms, YEAR_2106_MS - now_ms, -20 * 60_000, 20 * 60_000]
}

impl Patient {
    fn sets_clock(&self, error_ms: i64) {
        self.phone.clock.set_wall_error_ms(error_ms);
        self.woken(Cause::Clock);
    }

    /// Every check stands in the authority's ledger as asked once, and as over at most once: closed, or another
    /// took its place; and it has one answer at most.
    async fn is_asked_once(&self) {
        let ledger = self.ledger().await;
        let of = |kind: &'static str| ledger.iter().filter(move |item| item["kind"] == kind);
        let asks =
            |item: &&Value| ["closes", "refused"].iter().all(|over| item["fields"][over].is_null());
        let once = |names: Vec<&Value>| {
            let different: BTreeSet<_> = names.iter().filter_map(|name| name.as_str()).collect();
            assert_eq!(different.len(), names.len(), "{names:?}");
        };
        once(of("check").filter(asks).map(|item| &item["fields"]["id"]).collect());
        once(of("check").filter(|item| !asks(item)).map(|item| &item["fields"]["id"]).collect());
        once(of("answer").map(|item| &item["fields"]["check"]).collect());
    }
}

#[tokio::test]
async fn a_clock_that_is_set_to_anything_within_a_window_changes_nothing() {
    let patient = Patient::asked().await;
    for error_ms in wrong_clocks(patient.phone.clock.true_ms()) {
        let check = patient.is_asked();
        let left_s = check.open_left_s.unwrap();
        let known = patient.checks().len();
        patient.sets_clock(error_ms);
        patient.phone.wait_s(600);
        patient.plan();
        let still = patient.asked_now();
        assert_eq!((&still.id, still.open_left_s), (&check.id, Some(left_s - 600)), "{error_ms}");
        assert_eq!(patient.checks().len(), known, "{error_ms}: nothing else is asked");
        assert_eq!(patient.answers(&CheckAnswer::Here).outcome, CheckOutcome::Answered);
        patient.sets_clock(0);
        patient.plan();
        assert_eq!(patient.checks().len(), known, "{error_ms}: nor afterwards");
    }
    patient.tells_all().await;
    patient.is_asked_once().await;
}

// Without a network nothing vouches for the clock after a reboot.
#[tokio::test]
async fn a_reboot_within_a_window_under_any_clock_makes_nobody_late() {
    for error_ms in [0].into_iter().chain(wrong_clocks(1_795_374_600_000)) {
        let mut patient = Patient::asked().await;
        let check = patient.is_asked();
        patient.phone.wait_s(600);
        patient.plan();
        let left_s = patient.asked_now().open_left_s.unwrap();
        patient.way.all(Some(Meets::NoNetwork));
        patient.phone.kill();
        // It was off for an hour and a half.
        patient.phone.wait_s(5_400);
        patient.phone.clock.set_wall_error_ms(error_ms);
        patient.phone.clock.reboot();
        patient.phone.start();
        patient.woken(Cause::Boot);
        let still = patient.check(Some(&check.id));
        assert!(still.open_left_s.is_none_or(|left| left >= left_s), "{error_ms}: {still:?}");
        let answered = patient.phone.client().answer_check(ME, Some(&check.id), &CheckAnswer::Here);
        let outcome = answered.unwrap().outcome;
        assert!(
            [CheckOutcome::Answered, CheckOutcome::Paused].contains(&outcome),
            "{error_ms}: {outcome:?}"
        );
        for _ in 0..8 {
            patient.phone.wait_s(900);
            patient.plan();
        }
        patient.phone.clock.set_wall_error_ms(0);
        patient.way.all(None);
        patient.tells_all().await;
        patient.plan();
        let outcome = patient.check(Some(&check.id)).outcome;
        assert!(
            [CheckOutcome::Answered, CheckOutcome::Paused].contains(&outcome),
            "{error_ms}: {outcome:?}"
        );
        let unanswered = patient.outcomes().contains(&CheckOutcome::Unanswered);
        assert!(!unanswered, "{error_ms}: {:?}", patient.outcomes());
        patient.is_asked_once().await;
    }
}

#[tokio::test]
async fn days_under_a_wrong_clock_ask_nothing_twice() {
    for error_ms in wrong_clocks(1_795_374_600_000) {
        let mut patient = Patient::asked().await;
        patient.phone.clock.set_wall_error_ms(error_ms);
        patient.phone.clock.reboot();
        patient.phone.start();
        patient.woken(Cause::Boot);
        for hour in 0..36 {
            // There and back again.
            if hour % 9 == 8 {
                let error_ms = if hour % 2 == 0 { 0 } else { error_ms };
                patient.sets_clock(error_ms);
            }
            patient.phone.wait_s(3_600);
            patient.plan();
            if patient.outcomes().contains(&CheckOutcome::Asking) {
                patient.answers(&CheckAnswer::Here);
            }
        }
        patient.phone.clock.set_wall_error_ms(0);
        patient.tells_all().await;
        patient.is_asked_once().await;
    }
}

// E-30
#[tokio::test]
async fn a_window_stands_still_while_notices_are_off() {
    let patient = Patient::asked().await;
    let check = patient.is_asked();
    patient.phone.wait_s(600);
    patient.plan();
    let left_s = patient.asked_now().open_left_s;
    let wake = |facts: Facts| {
        patient.phone.client().woken(Wake { cause: Cause::Job, facts, moved: None });
    };
    for _ in 0..6 {
        wake(Facts { notices: false, ..Facts::default() });
        patient.phone.wait_s(1_800);
    }
    wake(Facts { notices: false, ..Facts::default() });
    let still = patient.check(Some(&check.id));
    assert_eq!((still.outcome, still.open_left_s), (CheckOutcome::Asking, left_s));
    assert!(still.standing_still.is_some());
    // Whoever looks at the app is asked there.
    wake(Facts { notices: false, in_front: true, ..Facts::default() });
    patient.phone.wait_s(60);
    wake(Facts { notices: false, in_front: true, ..Facts::default() });
    let goes_on = patient.check(Some(&check.id));
    assert_eq!((goes_on.open_left_s, goes_on.standing_still), (left_s.map(|left| left - 60), None));
    assert_eq!(patient.answers(&CheckAnswer::Here).outcome, CheckOutcome::Answered);
}
