//! Checks that a phone asks by itself, and what becomes of the answers.

use std::collections::BTreeSet;

use doorstep::client::{CheckAnswer, PassRequestResult};
use doorstep::events::{Cause, Facts, Wake};
use doorstep::model::patient::{AnswerMode, CannotReason, CheckOutcome};
use doorstep::quarantine::declarations::Declaring;
use doorstep::views::{CheckView, Notice, NoticeKind, Plan};
use doorstep_authority::admin::{CheckDraft, OrderChange, PauseChange, PermitChange};
use doorstep_suite::phone::ME;
use serde_json::json;

use super::{Meets, Patient};

impl Patient {
    /// All that was asked, or could not be.
    pub(crate) fn checks(&self) -> Vec<CheckView> {
        let all = self.phone.client().checks(ME, true).unwrap();
        for waiting in all.iter().filter(|check| check.outcome == CheckOutcome::Waiting) {
            assert_eq!((waiting.due_ms, waiting.closes_at_ms), (None, None), "no time is told");
        }
        all.into_iter().filter(|check| check.outcome != CheckOutcome::Waiting).collect()
    }

    pub(crate) fn outcomes(&self) -> Vec<CheckOutcome> {
        self.checks().iter().map(|check| check.outcome).collect()
    }

    pub(crate) fn answers(&self, answer: &CheckAnswer) -> CheckView {
        self.phone.client().answer_check(ME, None, answer).unwrap()
    }

    pub(crate) fn plan(&self) -> Plan {
        self.woken(Cause::Alarm)
    }

    /// Lives by its own plan for so many hours, at home; without a sync.
    pub(crate) fn lives(&self, hours: i64) {
        let end = self.phone.clock.true_ms() + hours * 3_600_000;
        loop {
            let plan = self.plan();
            let now = self.phone.clock.true_ms();
            if now >= end {
                return;
            }
            let wait = plan.wake_at_ms.map_or(900_000, |at| at - plan.now_ms).clamp(1_000, 900_000);
            self.phone.wait_s((wait.min(end - now) + 999) / 1_000);
            let _ = self.fix(5.0);
        }
    }

    /// Until somebody is asked.
    pub(super) fn lives_until_asked(&self) -> CheckView {
        for _ in 0..48 {
            let open = self.checks().into_iter().find(|one| one.outcome == CheckOutcome::Asking);
            if let Some(check) = open {
                return check;
            }
            self.lives(1);
        }
        panic!("nobody was asked for two days: {:?}", self.checks());
    }

    /// Until nobody is any more: the window stands still at night.
    pub(crate) fn lives_until_closed(&self) {
        for _ in 0..24 {
            if !self.outcomes().contains(&CheckOutcome::Asking) {
                return;
            }
            self.lives(1);
        }
        panic!("a window without an end: {:?}", self.checks());
    }
}

#[tokio::test]
async fn a_check_is_asked_without_a_network_and_its_answer_is_signed_for_later() {
    let patient = Patient::asked().await;
    let check = patient.lives_until_asked();
    assert_eq!((check.open_left_s.unwrap() > 0, check.is_surprise), (true, false));
    let plan = patient.plan();
    let notices: Vec<_> = plan.notices.iter().filter(|one| one.kind == NoticeKind::Check).collect();
    assert!(notices.iter().any(|one| one.at_ms <= plan.now_ms), "it stands");
    let locked = |one: &&Notice| one.lock_screen.as_ref().unwrap().text.clone();
    assert!(notices.iter().all(|one| locked(one) == "Doorstep has a question for you."));
    assert!(notices.len() <= 40);
    let answered = patient.answers(&CheckAnswer::Here);
    assert_eq!(answered.outcome, CheckOutcome::Answered);
    let given = answered.answer.unwrap();
    assert_eq!((given.how, given.receipt), (AnswerMode::Place, false));
    let standing = patient.plan().notices;
    assert!(!standing.iter().any(|one| one.id.contains(&check.id)), "who answered is left alone");
    patient.sync().await;
    assert!(
        patient
            .checks()
            .iter()
            .find(|one| one.id == check.id)
            .unwrap()
            .answer
            .as_ref()
            .unwrap()
            .receipt
    );
    patient.is_all_told().await;
}

#[tokio::test]
async fn the_app_is_updated_when_nobody_looks_and_nobody_is_asked_soon() {
    let mut patient = Patient::asked().await;
    let may = |in_front: bool| {
        let facts = Facts { in_front, ..Facts::default() };
        patient.phone.client().woken(Wake { cause: Cause::Job, facts, moved: None });
        patient.phone.client().may_be_updated()
    };
    let due_ms = loop {
        let due_ms = patient.next_due_ms();
        if due_ms - patient.phone.clock.true_ms() > 31 * 60_000 {
            break due_ms;
        }
        // It is drawn so near that nothing lies before it.
        patient.is_asked();
        patient.answers(&CheckAnswer::Here);
    };
    patient.waits_until_ms(due_ms - 31 * 60_000);
    assert_eq!((may(false), may(true)), (true, false));
    patient.waits_until_ms(due_ms - 29 * 60_000);
    assert!(!may(false), "it is asked soon");
    // To the last minute of the window, long after the last reminder.
    patient.waits_until_ms(due_ms);
    for minute in 0..59 {
        assert!(!may(false), "minute {minute}");
        patient.phone.wait_s(60);
    }
    patient.answers(&CheckAnswer::Here);
    assert!(may(false));
    patient.phone.start();
    assert!(!patient.phone.client().may_be_updated(), "it has said nothing of itself yet");
}

// FM-04, E-07
#[tokio::test]
async fn three_days_without_a_network_lose_no_answer_and_are_told_once() {
    let three = json!({ "n": 3, "window_min": 60, "gap_min": 120, "photo": false, "surprises": 0 });
    let patient = Patient::under(json!({ "checks": three })).await;
    patient.sync().await;
    let before = patient.way.reports().len();
    patient.way.all(Some(Meets::NoNetwork));
    let told_before = patient.ledger().await.len();
    // Three a day, and the first day is not a whole one.
    for hour in 0.. {
        patient.lives(1);
        if patient.outcomes().contains(&CheckOutcome::Asking) {
            patient.answers(&CheckAnswer::Here);
        }
        let told: Vec<CheckOutcome> = patient.outcomes();
        assert!(told.iter().all(|one| *one == CheckOutcome::Answered), "{told:?}");
        if hour >= 72 && told.len() == 9 {
            break;
        }
        assert!(hour < 96 && told.len() < 10, "{told:?}");
    }
    patient.way.all(None);
    let mut sent = 0;
    for _ in 0..4 {
        patient.phone.wait_s(180);
        sent += patient.sync().await.items_sent;
    }
    patient.is_all_told().await;
    assert!(patient.way.reports().len() - before <= 8);
    let ledger = patient.ledger().await;
    assert_eq!(sent, (ledger.len() - told_before) as u64, "each item goes once");
    let answers = ledger.iter().filter(|item| item["kind"] == "answer");
    let answered: BTreeSet<&str> =
        answers.clone().filter_map(|item| item["fields"]["check"].as_str()).collect();
    assert_eq!((answers.count(), answered.len()), (9, 9));
    assert!(patient.checks().iter().all(|check| check.answer.as_ref().unwrap().receipt));
}

// FM-07, Q-05
#[tokio::test]
async fn whoever_is_in_hospital_is_asked_nothing_and_the_authority_may_say_since_when() {
    let patient = Patient::asked().await;
    let check = patient.lives_until_asked();
    patient.lives_until_closed();
    assert_eq!(patient.outcomes().last(), Some(&CheckOutcome::Unanswered));
    let declared = patient.phone.client().declare(ME, &Declaring::Hospital).unwrap();
    assert_eq!(declared.until_ms, None);
    assert_eq!(patient.why().as_deref(), Some("hospital"));
    let asked = patient.many("check");
    patient.lives(30);
    assert_eq!(patient.many("check"), asked, "nothing is asked in hospital");
    patient.sync().await;
    let since = check.delivered_at_ms.unwrap().div_euclid(1_000) - 3_600;
    let seq = patient.ledger().await.iter().find(|item| item["kind"] == "declare").unwrap()["seq"]
        .clone();
    let pause = PauseChange {
        why: "hospital".into(),
        names: seq.as_u64(),
        since: u64::try_from(since).ok(),
        to: None,
    };
    let change = OrderChange { pause: Some(pause), ..OrderChange::default() };
    patient.env.admin.update_order(&patient.order, change).await.unwrap();
    patient.sync_all().await;
    let healed = patient.checks().into_iter().find(|one| one.id == check.id).unwrap();
    assert_eq!(healed.outcome, CheckOutcome::Paused, "{healed:?}");
}

#[tokio::test]
async fn whoever_cannot_answer_says_why() {
    let patient = Patient::asked().await;
    patient.lives_until_asked();
    let text = Some("the camera is broken".to_owned());
    let said = patient.answers(&CheckAnswer::Cannot { reason: CannotReason::Camera, text });
    assert_eq!(said.outcome, CheckOutcome::Cannot);
    patient.sync().await;
    let ledger = patient.ledger().await;
    let answer = ledger.iter().find(|item| item["kind"] == "answer").unwrap();
    assert_eq!(answer["fields"]["reason"], "camera");
    assert!(!answer.to_string().contains("broken"), "what was written stays on the phone");
}

// E-30
#[tokio::test]
async fn a_phone_that_may_show_nothing_asks_nothing() {
    let patient = Patient::asked().await;
    let silent = Facts { notices: false, ..Facts::default() };
    for _ in 0..60 {
        patient.phone.wait_s(1_800);
        let facts = silent.clone();
        patient.phone.client().woken(Wake { cause: Cause::Job, facts, moved: None });
    }
    assert!(patient.outcomes().iter().all(|one| *one == CheckOutcome::NotDelivered));
    assert!(!patient.outcomes().is_empty());
}

#[tokio::test]
async fn an_officer_may_ask_once_more_and_the_phone_refuses_by_name_what_is_too_much() {
    let checks =
        json!({ "n": 0, "window_min": 60, "gap_min": 120, "photo": false, "surprises": 1 });
    let patient = Patient::under(json!({ "checks": checks })).await;
    patient.lives(24);
    patient.sync_all().await;
    let draft = |unchecked| CheckDraft { kind: "place".into(), unchecked };
    patient.env.admin.request_check(&patient.order, draft(false)).await.unwrap();
    patient.phone.wait_s(61);
    patient.sync_all().await;
    let check = patient.lives_until_asked();
    assert!(check.is_surprise);
    assert_eq!(patient.answers(&CheckAnswer::Here).outcome, CheckOutcome::Answered);
    patient.env.admin.request_check(&patient.order, draft(true)).await.unwrap();
    patient.phone.wait_s(61);
    patient.sync_all().await;
    patient.phone.wait_s(180);
    patient.sync_all().await;
    let ledger = patient.ledger().await;
    let refused = ledger.iter().filter_map(|item| item["fields"]["refused"].as_str());
    assert_eq!(refused.collect::<Vec<_>>(), ["check-cap"]);
    patient.is_all_told().await;
}

// FM-06, Q-04
#[tokio::test]
async fn a_permitted_exit_is_one_tap_to_a_pass_like_any_other_that_uses_no_quota() {
    let patient = Patient::asked().await;
    let client = || patient.phone.client();
    patient.sync_all().await;
    // The quota of the day is used.
    let asked = |result| matches!(result, Ok(PassRequestResult::Pass(_)));
    let mut used = 0;
    while asked(client().request_pass(ME, "groceries", None).await) {
        used += 1;
        assert!(used < 10);
    }
    let now = u64::try_from(patient.phone.clock.true_ms() / 1_000).unwrap();
    let permit = PermitChange {
        from: now + 600,
        to: now + 7_200,
        purpose: "groceries".into(),
        text: "A test at the clinic".into(),
    };
    let change = OrderChange { permits: vec![permit], ..OrderChange::default() };
    patient.env.admin.update_order(&patient.order, change).await.unwrap();
    patient.phone.wait_s(120);
    patient.sync_all().await;
    let before = patient.phone.snapshot().people[0].purposes.clone();
    let PassRequestResult::Pass(pass) = client().request_pass(ME, "groceries", None).await.unwrap()
    else {
        panic!("one tap");
    };
    assert_eq!(pass.purpose, "groceries");
    assert_eq!(patient.phone.snapshot().people[0].purposes, before, "no quota is used");
    assert_eq!(patient.why().as_deref(), Some("permission"));
    let shown = client().present(ME, None, None).unwrap();
    assert!(!format!("{shown:?}").to_lowercase().contains("quarantine"));
    // Far from home nothing is made of it.
    let fixes = patient.many("fix");
    let _ = patient.fix(3_000.0);
    assert_eq!(patient.many("fix"), fixes);
}
