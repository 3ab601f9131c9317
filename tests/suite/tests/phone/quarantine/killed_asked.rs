//! A phone that dies at any write while somebody is asked, answers or declares: once it is opened again all
//! is as if it had not died, and the authority hears of each answer and each declaration once.

use doorstep::client::CheckAnswer;
use doorstep::client_error::ClientError;
use doorstep::error::ErrorKind;
use doorstep::model::patient::{AnswerMode, CannotReason, CheckOutcome, Declared};
use doorstep::quarantine::declarations::Declaring;
use doorstep::testing::Faults;
use doorstep::views::{CheckView, DeclaredView, NoticeKind};
use doorstep_authority::admin::CheckDraft;
use doorstep_suite::phone::ME;
use serde_json::json;

use super::{Meets, Patient, no_checks};

/// More writes than any change has, its report with it.
const MANY: i64 = 120;
/// So many surprises fit into an order, three a day.
const IN_AN_ORDER: i64 = 36;
const MINUTE_S: i64 = 60;
const WINDOW_S: i64 = 3_600;

/// Every change of a check and of a declaration.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Change {
    Delivered,
    Reminded,
    AnsweredWithAPlace,
    AnsweredByATap,
    AnsweredEarly,
    Cannot,
    AnsweredLate,
    ClosedUnanswered,
    SurpriseTaken,
    Hospital,
    Safety,
    Permission,
    Back,
}

use Change::*;

impl Change {
    fn terms(self) -> serde_json::Value {
        match self {
            Hospital | Safety | Permission | Back => json!({ "checks": no_checks() }),
            SurpriseTaken => {
                let three = json!({ "n": 0, "window_min": 60, "gap_min": 120, "photo": false, "surprises": 3 });
                json!({ "checks": three })
            }
            _ => json!({}),
        }
    }

    /// Lets the phone come to the moment before it; the check that it is about.
    async fn comes(self, patient: &Patient) -> Option<String> {
        match self {
            Delivered => {
                let due_ms = patient.next_due_ms();
                patient.waits_until_ms(due_ms);
                None
            }
            AnsweredEarly => {
                let due_ms = patient.next_due_ms();
                patient.waits_until_ms(due_ms - 10 * MINUTE_S * 1_000);
                None
            }
            Reminded => {
                let check = patient.is_asked();
                patient.phone.wait_s(15 * MINUTE_S);
                Some(check.id)
            }
            AnsweredWithAPlace | Cannot => Some(patient.is_asked().id),
            AnsweredByATap => {
                let check = patient.is_asked();
                patient.phone.wait_s(6 * MINUTE_S);
                Some(check.id)
            }
            AnsweredLate => {
                let check = patient.is_asked();
                patient.lives_until_closed();
                // Surely late, as exactly as the phone knows the time.
                patient.lives(1);
                Some(check.id)
            }
            ClosedUnanswered => {
                let check = patient.is_asked();
                patient.waits_until_ms(check.closes_at_ms.unwrap() + 1_000);
                Some(check.id)
            }
            SurpriseTaken => Some(patient.surprise().await),
            Hospital | Safety | Permission => None,
            Back => {
                patient.declares(&Declaring::Hospital).unwrap();
                None
            }
        }
    }

    async fn happens(self, patient: &Patient, check: Option<&str>) -> Result<(), ClientError> {
        let here = &CheckAnswer::Here;
        let client = patient.phone.client();
        match self {
            Delivered | Reminded | ClosedUnanswered => {
                patient.plan();
                Ok(())
            }
            SurpriseTaken => {
                patient.sync_all().await;
                Ok(())
            }
            AnsweredWithAPlace | AnsweredByATap | AnsweredLate => {
                client.answer_check(ME, check, here).map(|_| ())
            }
            AnsweredEarly => client.here(ME).map(|_| ()),
            Cannot => {
                let text = Some("no light".to_owned());
                let cannot = CheckAnswer::Cannot { reason: CannotReason::Camera, text };
                client.answer_check(ME, check, &cannot).map(|_| ())
            }
            Hospital => patient.declares(&Declaring::Hospital).map(|_| ()),
            Safety => patient.declares(&Declaring::Safety).map(|_| ()),
            Permission => {
                let out = Declaring::Permission { minutes: 90, text: None };
                patient.declares(&out).map(|_| ())
            }
            Back => patient.declares(&Declaring::Back).map(|_| ()),
        }
    }

    /// Whether its person sees that it has happened, and does not tap again.
    fn is_seen(self, patient: &Patient, check: Option<&str>) -> bool {
        let answered = || patient.check(check).answer.is_some();
        let declared = || patient.declared().map(|declared| declared.what);
        match self {
            // The phone does these by itself, when it wakes again.
            Delivered | Reminded | ClosedUnanswered | SurpriseTaken | AnsweredEarly => false,
            AnsweredWithAPlace | AnsweredByATap | AnsweredLate | Cannot => answered(),
            Hospital => declared() == Some(Declared::Hospital),
            Safety => declared() == Some(Declared::Personal),
            Permission => declared() == Some(Declared::Permission),
            Back => declared().is_none(),
        }
    }

    /// That all is as it is without a kill; the check that it is about.
    fn is_right(self, patient: &Patient, check: Option<&str>, since_ms: i64) -> Option<String> {
        let declared = || patient.declared();
        match self {
            Delivered => {
                let check = patient.asked_now();
                // As exactly as the phone knows the time.
                let late_ms = check.delivered_at_ms.unwrap() - since_ms;
                assert!(late_ms.abs() < MINUTE_S * 1_000, "{late_ms}");
                assert_eq!(check.open_left_s.map(u64::cast_signed), Some(WINDOW_S));
                Some(check.id)
            }
            Reminded => {
                let asked = patient.check(check);
                assert_eq!(asked.outcome, CheckOutcome::Asking);
                let left_s = asked.open_left_s.map(u64::cast_signed);
                assert_eq!(left_s, Some(WINDOW_S - 15 * MINUTE_S));
                let plan = patient.plan();
                let stand = plan.notices.iter().filter(|one| one.id.contains(&asked.id));
                assert_eq!(stand.filter(|one| one.at_ms <= plan.now_ms).count(), 1);
                Some(asked.id)
            }
            AnsweredWithAPlace => {
                patient.has_answered(check, CheckOutcome::Answered, AnswerMode::Place)
            }
            AnsweredByATap => patient.has_answered(check, CheckOutcome::Answered, AnswerMode::Tap),
            AnsweredLate => patient.is_late(check),
            Cannot => patient.has_answered(check, CheckOutcome::Cannot, AnswerMode::Cannot),
            AnsweredEarly => {
                patient.phone.wait_s(10 * MINUTE_S);
                patient.plan();
                let check = patient.checks().pop().unwrap().id;
                patient.has_answered(Some(&check), CheckOutcome::AnsweredEarly, AnswerMode::Early)
            }
            ClosedUnanswered => {
                let asked = patient.check(check);
                assert_eq!((asked.outcome, asked.answer), (CheckOutcome::Unanswered, None));
                Some(asked.id)
            }
            SurpriseTaken => {
                let asked = patient.check(check);
                assert_eq!((asked.outcome, asked.is_surprise), (CheckOutcome::Asking, true));
                Some(asked.id)
            }
            Hospital => {
                assert_eq!(
                    declared().map(|one| (one.what, one.until_ms)),
                    Some((Declared::Hospital, None))
                );
                None
            }
            Safety => {
                let until_ms = declared().unwrap().until_ms.unwrap();
                assert_eq!(until_ms / 1_000, since_ms / 1_000 + 2 * 3_600);
                None
            }
            Permission => {
                let until_ms = declared().unwrap().until_ms.unwrap();
                assert_eq!(until_ms / 1_000, since_ms / 1_000 + 90 * MINUTE_S);
                None
            }
            Back => {
                assert_eq!(declared(), None);
                None
            }
        }
    }

    /// How often it has to stand in the authority's ledger, and how often it does.
    async fn is_told_once(self, patient: &Patient, check: Option<&str>, times: i64) {
        let ledger = patient.ledger().await;
        let of = |kind: &str, field: &str, value: &str| {
            let items = ledger.iter().filter(|item| item["kind"] == kind);
            items.filter(|item| item["fields"][field] == value).count()
        };
        let times = usize::try_from(times).unwrap();
        match (self, check) {
            (Hospital, _) => assert_eq!(of("declare", "what", "hospital"), times),
            (Safety, _) => assert_eq!(of("declare", "what", "personal"), times),
            (Permission, _) => assert_eq!(of("declare", "what", "permission"), times),
            (Back, _) => assert_eq!(of("declare", "what", "back"), times),
            (_, None) => panic!("no check"),
            (Delivered | Reminded | SurpriseTaken, Some(id)) => {
                assert_eq!((of("check", "id", id), of("answer", "check", id)), (1, 0));
            }
            // When it is asked, and when it closes.
            (ClosedUnanswered, Some(id)) => {
                assert_eq!((of("check", "id", id), of("answer", "check", id)), (2, 0));
            }
            (AnsweredLate, Some(id)) => {
                assert_eq!((of("check", "id", id), of("answer", "check", id)), (2, 1));
            }
            (_, Some(id)) => {
                assert_eq!((of("check", "id", id), of("answer", "check", id)), (1, 1));
            }
        }
    }

    /// So that it can happen again.
    fn is_over(self, patient: &Patient) {
        match self {
            Delivered | Reminded | SurpriseTaken => {
                patient.answers(&CheckAnswer::Here);
            }
            Hospital | Safety | Permission => {
                patient.declares(&Declaring::Back).unwrap();
            }
            _ => {}
        }
    }
}

impl Patient {
    fn declares(&self, declaring: &Declaring) -> Result<DeclaredView, ClientError> {
        self.phone.client().declare(ME, declaring)
    }

    fn declared(&self) -> Option<DeclaredView> {
        self.phone.snapshot().people[0].quarantine.as_ref().unwrap().declared.clone()
    }

    pub(super) fn check(&self, id: Option<&str>) -> CheckView {
        self.checks().into_iter().find(|check| Some(check.id.as_str()) == id).unwrap()
    }

    pub(super) fn asked_now(&self) -> CheckView {
        self.checks().into_iter().find(|check| check.outcome == CheckOutcome::Asking).unwrap()
    }

    fn has_answered(
        &self,
        id: Option<&str>,
        outcome: CheckOutcome,
        how: AnswerMode,
    ) -> Option<String> {
        let check = self.check(id);
        assert_eq!((check.outcome, check.answer.unwrap().how), (outcome, how));
        Some(check.id)
    }

    fn is_late(&self, id: Option<&str>) -> Option<String> {
        self.has_answered(id, CheckOutcome::AnsweredLate, AnswerMode::Place)
    }

    fn waits_until_ms(&self, at_ms: i64) {
        self.phone.wait_s((at_ms - self.phone.clock.true_ms() + 999) / 1_000);
    }

    /// When the phone would show the next agreed check, as its plan has it.
    fn next_due_ms(&self) -> i64 {
        for _ in 0..4 * 24 {
            let plan = self.plan();
            let checks = plan.notices.iter().filter(|one| one.kind == NoticeKind::Check);
            let later = checks.filter(|one| one.at_ms > plan.now_ms + 11 * MINUTE_S * 1_000);
            let next = later.map(|one| one.at_ms).min();
            let is_asked = self.outcomes().contains(&CheckOutcome::Asking);
            if let (Some(at_ms), false) = (next, is_asked) {
                return self.phone.clock.true_ms() + at_ms - plan.now_ms;
            }
            self.lives(1);
        }
        panic!("nothing is due");
    }

    /// Comes to the next check, and takes a fix.
    pub(super) fn is_asked(&self) -> CheckView {
        self.waits_until_ms(self.next_due_ms());
        self.plan();
        let _ = self.fix(5.0);
        self.asked_now()
    }

    /// An officer asks once more, as soon as they may; the check's name.
    async fn surprise(&self) -> String {
        for _ in 0..4 * 24 {
            self.phone.wait_s(3_600);
            self.plan();
            // Nothing is asked at night.
            let hour = (self.phone.clock.true_ms() / 3_600_000 + 3) % 24;
            if !(10..20).contains(&hour) {
                continue;
            }
            self.env.wait_s(0).await;
            let draft = CheckDraft { kind: "place".into(), unchecked: false };
            if let Ok(made) = self.env.admin.request_check(&self.order, draft).await {
                self.phone.wait_s(61);
                return made.check;
            }
        }
        panic!("an officer may not ask");
    }

    /// Syncs until nothing waits.
    pub(super) async fn tells_all(&self) {
        for _ in 0..4 {
            self.phone.wait_s(180);
            self.sync().await;
            if self.unsent() == 0 {
                return self.is_all_told().await;
            }
        }
        panic!("{} items wait", self.unsent());
    }
}

/// Strikes at the n-th write of a change, and at the n-th of its report, for every n.
async fn at_every_write(change: Change) {
    let mut patient = Patient::under(change.terms()).await;
    for n in 1..MANY {
        if change == SurpriseTaken && n % IN_AN_ORDER == 0 {
            patient = Patient::under(change.terms()).await;
        }
        let check = change.comes(&patient).await;
        let since_ms = patient.phone.clock.true_ms();
        let faults = patient.phone.client().store_faults();
        faults.fail_at(n, true);
        let done = change.happens(&patient, check.as_deref()).await;
        let mut struck = dies(&mut patient, &faults, n);
        patient.journal();
        if let Err(error) = &done {
            assert_eq!(error.kind, ErrorKind::Storage, "{change:?} {n}");
        }
        let is_seen = change.is_seen(&patient, check.as_deref());
        let is_by_hand = !matches!(
            change,
            Delivered | Reminded | ClosedUnanswered | SurpriseTaken | AnsweredEarly
        );
        assert!(done.is_err() || is_seen || !is_by_hand, "{change:?} {n}: said to be done");
        if !is_seen {
            change.happens(&patient, check.as_deref()).await.unwrap();
        }
        let check = change.is_right(&patient, check.as_deref(), since_ms);
        // What tells of it dies too; a surprise is told by the sync that takes it.
        if change != SurpriseTaken {
            let faults = patient.phone.client().store_faults();
            faults.fail_at(n, true);
            patient.sync().await;
            struck |= dies(&mut patient, &faults, n);
        }
        patient.tells_all().await;
        change.is_told_once(&patient, check.as_deref(), n).await;
        assert_eq!((patient.many("epoch"), patient.many("aside")), (0, 0), "{change:?} {n}");
        change.is_over(&patient);
        if !struck {
            assert!(n > 4, "{change:?} {n}");
            println!("{change:?}: {} writes", n - 1);
            return;
        }
    }
    panic!("{change:?} has no end");
}

/// Ends the process, and begins another; whether it was struck before.
fn dies(patient: &mut Patient, faults: &Faults, n: i64) -> bool {
    let struck = faults.seen() >= n;
    faults.heal();
    patient.phone.start();
    struck
}

#[tokio::test]
async fn a_check_that_is_asked_is_asked_once() {
    at_every_write(Delivered).await;
}

#[tokio::test]
async fn a_reminder_takes_nothing_of_the_window() {
    at_every_write(Reminded).await;
}

#[tokio::test]
async fn an_answer_with_a_place_is_given_once() {
    at_every_write(AnsweredWithAPlace).await;
}

#[tokio::test]
async fn an_answer_by_a_tap_is_given_once() {
    at_every_write(AnsweredByATap).await;
}

#[tokio::test]
async fn i_am_here_answers_what_comes() {
    at_every_write(AnsweredEarly).await;
}

#[tokio::test]
async fn that_one_cannot_is_said_once() {
    at_every_write(Cannot).await;
}

#[tokio::test]
async fn a_late_answer_is_given_once() {
    at_every_write(AnsweredLate).await;
}

#[tokio::test]
async fn a_window_closes_once() {
    at_every_write(ClosedUnanswered).await;
}

#[tokio::test]
async fn a_surprise_is_taken_once() {
    at_every_write(SurpriseTaken).await;
}

#[tokio::test]
async fn hospital_is_declared_once() {
    at_every_write(Hospital).await;
}

#[tokio::test]
async fn safety_is_declared_once() {
    at_every_write(Safety).await;
}

#[tokio::test]
async fn a_permission_is_declared_once() {
    at_every_write(Permission).await;
}

#[tokio::test]
async fn back_is_declared_once() {
    at_every_write(Back).await;
}

/// What stands between a phone and its authority.
#[derive(Debug, Clone, Copy)]
enum Port {
    /// The vault does not sign.
    Vault,
    /// The request does not arrive.
    Request,
    /// Its answer does not.
    Reply,
}

// Every call of a port while an answer and a declaration are told, and the process dies with it.
#[tokio::test]
async fn an_answer_and_a_declaration_are_told_once_whatever_fails_on_their_way() {
    let mut patient = Patient::asked().await;
    let mut times = 0;
    for port in [Port::Vault, Port::Request, Port::Reply] {
        for n in 1..MANY {
            let check = patient.is_asked().id;
            patient.answers(&CheckAnswer::Here);
            patient.declares(&Declaring::Safety).unwrap();
            times += 1;
            let struck = match port {
                Port::Vault => {
                    let faults = patient.phone.vault.faults().clone();
                    faults.fail_at(n, true);
                    patient.sync().await;
                    let struck = faults.seen() >= n;
                    faults.heal();
                    struck
                }
                Port::Request => {
                    patient.way.all(Some(Meets::NoNetwork));
                    patient.sync().await;
                    patient.way.all(None);
                    n < 2
                }
                Port::Reply => {
                    patient.way.meets([Meets::Lost]);
                    patient.sync().await;
                    n < 2
                }
            };
            patient.phone.start();
            patient.tells_all().await;
            AnsweredWithAPlace.is_told_once(&patient, Some(&check), 0).await;
            Safety.is_told_once(&patient, None, times).await;
            patient.declares(&Declaring::Back).unwrap();
            if !struck {
                assert!(n > 1, "{port:?}");
                break;
            }
        }
    }
}
