//! A parent and a child on one phone, before the real authority: what lets one of them leave pauses both, the
//! phone rings once, and each has an order, checks, answers and a proof of their own.

use doorstep::client::{CheckAnswer, EvidenceScope, PhotoFor, PhotoUse};
use doorstep::error::Code;
use doorstep::events::Cause;
use doorstep::model::PersonId;
use doorstep::model::patient::{AnswerMode, CannotReason, CheckOutcome};
use doorstep::quarantine::declarations::Declaring;
use doorstep::quarantine::watch::{ArrivingFix, Mode};
use doorstep::views::{CheckView, DutyState, Notice, NoticeKind, OrderState};
use doorstep_authority::admin::{CheckDraft, OrderChange, OrderFor, PauseChange, PlaceChange};
use doorstep_suite::phone::ME;
use doorstep_suite::test_env::code_in;
use serde_json::{Value, json};

use super::evidence::finds;
use super::photos::good;
use super::{HOME, NEIGHBOUR, Patient, no_checks, order_at_home};

/// From the beginning of the stories to the next noon.
const TO_NOON_S: i64 = 14 * 3_600;
const HOUR_S: i64 = 3_600;

/// [`ME`], whose order runs, and somebody else whose order does.
pub(super) struct Family {
    pub(super) patient: Patient,
    pub(super) other: PersonId,
    /// The other's.
    pub(super) order: String,
}

impl Family {
    /// With a child under an order of this kind, at noon.
    async fn with_child(terms: Value) -> Self {
        let mut order = order_at_home(terms);
        order.terms.insert("child".into(), true.into());
        Self::with(true, order).await
    }

    pub(super) async fn with(is_child: bool, order: OrderChange) -> Self {
        let patient = Patient::under(json!({ "checks": no_checks() })).await;
        let client = patient.phone.client();
        let other = client.add_person(is_child).unwrap();
        client.register(other, NEIGHBOUR, Some("д"), Some("0001")).await.unwrap();
        let messages = patient.env.admin.sms(Some(NEIGHBOUR)).await.unwrap();
        client.confirm(other, &code_in(&messages.last().unwrap().text)).await.unwrap();
        let to = OrderFor::Phone(NEIGHBOUR.into());
        let order = patient.env.admin.issue_order(to, order).await.unwrap().order;
        patient.sync_all().await;
        for decision in [super::OrderDecision::Seen, super::OrderDecision::Begin] {
            client.decide_order(other, &decision).unwrap();
        }
        let family = Self { patient, other, order };
        family.wait(TO_NOON_S);
        family
    }

    /// Time passes, with a fix at home a quarter of an hour.
    pub(super) fn wait(&self, seconds: i64) {
        for _ in 0..seconds / 900 {
            self.patient.phone.wait_s(900);
            self.patient.woken(Cause::Alarm);
            self.is_at(5.0);
        }
    }

    /// The phone is so many metres from home. It cannot tell with whom.
    fn is_at(&self, metres: f64) {
        let fix: ArrivingFix = self.patient.fix_of(metres, 0);
        for person in self.patient.phone.client().people() {
            let arrived =
                self.patient.phone.client().fixes_arrived(person, std::slice::from_ref(&fix));
            let failed = arrived.err().map(|error| error.code);
            assert!(failed.is_none() || failed == Some(Code::NoOrder), "{failed:?}");
        }
    }

    fn declares(&self, declaring: Declaring) {
        self.patient.phone.client().declare(ME, &declaring).unwrap();
    }

    /// Where an order stands, and why it asks nothing.
    fn stands(&self, person: PersonId) -> (OrderState, Option<String>) {
        let order = self.patient.phone.client().order(person).unwrap().unwrap();
        (order.state, order.why)
    }

    fn state(&self, person: PersonId) -> DutyState {
        let people = self.patient.phone.snapshot().people;
        let view = people.into_iter().find(|view| view.person == person).unwrap();
        view.quarantine.unwrap().state
    }

    fn entries(&self, person: PersonId) -> u64 {
        self.patient.phone.client().journal(person, None, 1).unwrap().n
    }

    /// What of a person was asked, or could not be.
    fn checks(&self, person: PersonId) -> Vec<CheckView> {
        let all = self.patient.phone.client().checks(person, true).unwrap();
        all.into_iter().filter(|check| check.outcome != CheckOutcome::Waiting).collect()
    }

    fn outcomes(&self, person: PersonId) -> Vec<CheckOutcome> {
        self.checks(person).iter().map(|check| check.outcome).collect()
    }

    fn answers(&self, person: PersonId) -> CheckView {
        self.patient.phone.client().answer_check(person, None, &CheckAnswer::Here).unwrap()
    }

    /// An officer asks, and the phone hears of it.
    pub(super) async fn asks(&self, orders: &[&str]) {
        self.patient.env.wait_s(0).await;
        for order in orders {
            let draft = CheckDraft { kind: "place".into(), unchecked: true };
            self.patient.env.admin.request_check(order, draft).await.unwrap();
        }
        self.patient.phone.wait_s(61);
        self.patient.sync_all().await;
    }

    /// The alarms of checks, nearest first.
    fn alarms(&self) -> Vec<Notice> {
        let notices = self.patient.woken(Cause::Alarm).notices;
        notices.into_iter().filter(|notice| notice.kind == NoticeKind::Check).collect()
    }

    async fn ledger(&self, order: &str) -> Vec<Value> {
        let listed = self.patient.env.admin.reports(order, 1).await.unwrap();
        listed["items"].as_array().unwrap().clone()
    }

    pub(super) async fn told(&self, order: &str, kind: &str) -> Vec<Value> {
        let items = self.ledger(order).await.into_iter().filter(|item| item["kind"] == kind);
        items.map(|item| item["fields"].clone()).collect()
    }

    fn file(&self, person: PersonId) -> String {
        self.patient.phone.client().evidence(person, EvidenceScope::Redacted).unwrap().file
    }
}

pub(super) fn surprises(many: u64) -> Value {
    json!({ "checks": { "n": 0, "window_min": 60, "gap_min": 120, "photo": false, "surprises": many } })
}

fn paused_with_other() -> (OrderState, Option<String>) {
    (OrderState::Paused, Some("device-with-other".into()))
}

// F-05
#[tokio::test]
async fn while_a_parent_is_in_hospital_with_the_phone_nothing_is_held_against_the_child() {
    let family = Family::with_child(surprises(2)).await;
    family.asks(&[&family.order]).await;
    assert_eq!(family.outcomes(family.other), [CheckOutcome::Asking]);
    family.patient.phone.wait_s(20 * 60);
    family.declares(Declaring::Hospital);
    assert_eq!(family.stands(ME), (OrderState::Paused, Some("hospital".into())));
    assert_eq!(family.stands(family.other), paused_with_other());
    assert_eq!(family.state(family.other), DutyState::Paused);
    assert_eq!(family.alarms(), []);
    family.is_at(3_000.0);
    family.patient.phone.wait_s(3 * HOUR_S);
    let open = family.checks(family.other);
    assert_eq!(open[0].standing_still.as_deref(), Some("paused"), "{open:?}");
    family.asks(&[&family.order]).await;
    let refused = family.told(&family.order, "check").await;
    assert_eq!(refused.last().unwrap()["refused"], "paused");
    family.declares(Declaring::Back);
    assert_eq!(family.stands(ME).0, OrderState::Running);
    assert_eq!(family.stands(family.other), (OrderState::Running, None));
    family.wait(2 * HOUR_S);
    let outcomes = family.outcomes(family.other);
    assert_eq!(outcomes, [CheckOutcome::Paused, CheckOutcome::Paused], "neither is unanswered");
    family.patient.sync_all().await;
    let told = family.told(&family.order, "presence").await;
    assert!(told.iter().any(|one| one["state"] == "paused" && one["why"] == "device-with-other"));
    assert!(told.iter().all(|one| one["state"] != "away"));
    let found = finds(&family.file(family.other), &family.patient.env.trust_file);
    let facts = found.facts.unwrap();
    let proven: Vec<CheckOutcome> = facts.checks.iter().map(|check| check.outcome).collect();
    assert_eq!(proven, outcomes, "the file says the same");
    assert!(facts.totals.paused_s >= 3 * 3_600, "{:?}", facts.totals);
}

/// Agreed checks that would have been due meanwhile are void, as in a pause of one's own.
#[tokio::test]
async fn what_is_due_while_the_other_may_have_the_phone_along_is_not_asked_later() {
    let checks =
        json!({ "n": 3, "window_min": 60, "gap_min": 120, "photo": false, "surprises": 0 });
    let mut family = Family::with_child(json!({ "checks": checks })).await;
    let before = family.checks(family.other).len();
    family.declares(Declaring::Hospital);
    family.wait(9 * HOUR_S);
    family.declares(Declaring::Back);
    family.patient.phone.start();
    family.wait(2 * HOUR_S);
    assert_eq!(family.checks(family.other).len(), before, "{:?}", family.checks(family.other));
    let waiting = family.patient.phone.client().checks(family.other, false).unwrap();
    assert!(!waiting.iter().any(|check| check.outcome == CheckOutcome::Waiting));
    // The next day is asked as ever.
    family.wait(23 * HOUR_S);
    assert!(family.checks(family.other).len() >= before + 3);
}

/// What the authority pauses pauses the other as well, from the moment at which the phone hears of it.
#[tokio::test]
async fn a_pause_of_one_by_the_authority_pauses_the_other_until_it_ends() {
    let family = Family::with_child(surprises(1)).await;
    let now = u64::try_from(family.patient.phone.clock.true_ms() / 1_000).unwrap();
    let pause =
        PauseChange { why: "moved".into(), names: None, since: None, to: Some(now + 7_200) };
    let change = OrderChange { pause: Some(pause), ..OrderChange::default() };
    family.patient.env.admin.update_order(&family.patient.order, change).await.unwrap();
    family.patient.phone.wait_s(61);
    family.patient.sync_all().await;
    assert_eq!(family.stands(family.other), paused_with_other());
    family.patient.phone.wait_s(61);
    family.patient.sync_all().await;
    let told = family.told(&family.order, "presence").await;
    assert_eq!(
        told.last().unwrap()["why"],
        "device-with-other",
        "told although the child did nothing"
    );
    // The phone wakes by itself when the other's pause ends.
    let plan = family.patient.woken(Cause::Alarm);
    let wakes = plan.wake_at_ms.unwrap() - plan.now_ms;
    assert!(wakes <= 7_200_000, "{wakes}");
    family.wait(3 * HOUR_S);
    assert_eq!(family.stands(family.other), (OrderState::Running, None));
}

// F-03
#[tokio::test]
async fn a_phone_rings_once_for_all_who_are_asked_at_home_and_each_answer_has_its_own_receipt() {
    let family = Family::with(false, order_at_home(surprises(1))).await;
    let parent = family.patient.order.clone();
    family.asks(&[&parent, &family.order]).await;
    assert_eq!(family.outcomes(ME), [CheckOutcome::Asking]);
    assert_eq!(family.outcomes(family.other), [CheckOutcome::Asking]);
    let alarms = family.alarms();
    assert_eq!(alarms.len(), 4, "at once, and three reminders: {alarms:?}");
    for alarm in &alarms {
        assert_eq!(alarm.text.key, "check-several-asked");
        assert_eq!(alarm.lock_screen.as_ref().unwrap().text, "Doorstep has a question for you.");
    }
    assert_eq!(family.answers(ME).answer.unwrap().how, AnswerMode::Place);
    let alarms = family.alarms();
    assert!(alarms.iter().all(|one| one.person == family.other), "{alarms:?}");
    assert_eq!(alarms[0].text.key, "check-asked");
    let cannot = CheckAnswer::Cannot { reason: CannotReason::Asleep, text: None };
    family.patient.phone.client().answer_check(family.other, None, &cannot).unwrap();
    assert_eq!(family.alarms(), []);
    family.patient.sync_all().await;
    let [mine, other] =
        [family.told(&parent, "answer").await, family.told(&family.order, "answer").await];
    assert_eq!((mine.len(), other.len()), (1, 1));
    assert_eq!(
        (mine[0]["how"].as_str(), other[0]["how"].as_str()),
        (Some("place"), Some("cannot"))
    );
    assert_ne!(mine[0]["check"], other[0]["check"]);
    for person in [ME, family.other] {
        assert!(family.checks(person)[0].answer.as_ref().unwrap().receipt);
    }
}

/// Half an hour is as near as alarms may be; and two homes are two.
#[tokio::test]
async fn alarms_of_two_homes_or_far_apart_are_two() {
    let mut elsewhere = order_at_home(surprises(1));
    let there = (HOME.0 + 0.02, HOME.1);
    elsewhere.first_place = PlaceChange { at: Some(there), ..PlaceChange::default() };
    for (order, minutes, alarms) in [
        (elsewhere, 1, 8),
        (order_at_home(surprises(1)), 40, 6),
        (order_at_home(surprises(1)), 20, 3),
    ] {
        let family = Family::with(false, order).await;
        family.asks(&[&family.patient.order]).await;
        family.patient.phone.wait_s((minutes - 1) * 60);
        family.asks(&[&family.order]).await;
        let rings = family.alarms();
        let keys: Vec<&str> = rings.iter().map(|one| one.text.key.as_ref()).collect();
        let is_together = keys.contains(&"check-several-asked");
        assert_eq!(is_together, minutes == 20, "{minutes} min: {rings:?}");
        assert_eq!(rings.len(), alarms, "{minutes} min: {rings:?}");
    }
}

// F-02
#[tokio::test]
async fn a_parent_answers_for_a_child_whom_nobody_photographs() {
    let checks = json!({ "n": 0, "window_min": 60, "gap_min": 120, "photo": true, "surprises": 1 });
    let family = Family::with_child(json!({ "checks": checks })).await;
    let client = family.patient.phone.client();
    let people = family.patient.phone.snapshot().people;
    assert_eq!(people.iter().map(|view| view.is_child).collect::<Vec<_>>(), [false, true]);
    assert!(people[1].quarantine.as_ref().unwrap().reference_photo.is_none());
    family.asks(&[&family.order]).await;
    for wanted in [PhotoFor::AskedNow, PhotoFor::Reference] {
        let taken =
            client.photo_taken(family.other, &wanted, &good(1), None, PhotoUse::Look).unwrap_err();
        assert_eq!(taken.code, Code::CheckClosedForPhotos);
    }
    let answered = family.answers(family.other);
    assert_eq!(answered.outcome, CheckOutcome::Answered);
    assert_eq!(answered.answer.unwrap().how, AnswerMode::Parent);
    family.patient.sync_all().await;
    assert_eq!(family.told(&family.order, "answer").await[0]["how"], "parent");
    let file = family.file(family.other);
    let facts = finds(&file, &family.patient.env.trust_file).facts.unwrap();
    assert_eq!(
        (facts.checks[0].how, facts.checks[0].is_confirmed),
        (Some(AnswerMode::Parent), true)
    );
    assert!(file.contains("by a parent"));
}

/// Whoever adds a child says who answers, also where the order does not.
#[tokio::test]
async fn answers_for_whom_the_family_calls_a_child_are_a_parents() {
    let family = Family::with(true, order_at_home(surprises(1))).await;
    family.asks(&[&family.order]).await;
    assert_eq!(family.answers(family.other).answer.unwrap().how, AnswerMode::Parent);
}

// F-04
#[tokio::test]
async fn who_is_released_is_watched_no_more_and_the_other_is() {
    let family = Family::with_child(surprises(1)).await;
    family.is_at(5.0);
    family.patient.sync_all().await;
    let shared = family.told(&family.order, "presence").await;
    assert_eq!(shared.last().unwrap()["why"], "shared");
    family.patient.env.admin.release_order(&family.patient.order, None).await.unwrap();
    family.patient.phone.wait_s(61);
    family.patient.sync_all().await;
    assert_eq!(family.stands(ME).0, OrderState::Released);
    let (mine, theirs) = (family.entries(ME), family.entries(family.other));
    family.wait(3 * HOUR_S);
    assert_eq!(family.entries(ME), mine, "nothing more is written");
    assert!(family.entries(family.other) > theirs);
    let fix = family.patient.fix_of(5.0, 0);
    let client = family.patient.phone.client();
    assert_eq!(client.fixes_arrived(ME, &[fix]).unwrap_err().code, Code::NoOrder);
    assert_ne!(family.patient.woken(Cause::Alarm).location, Mode::Off);
    assert_eq!(family.stands(family.other), (OrderState::Running, None));
    family.patient.sync_all().await;
    let alone = family.told(&family.order, "presence").await;
    assert_eq!(
        (&alone.last().unwrap()["state"], &alone.last().unwrap()["why"]),
        (&json!("home"), &Value::Null)
    );
    for person in [ME, family.other] {
        let found = finds(&family.file(person), &family.patient.env.trust_file);
        assert!(found.facts.is_some());
    }
}

/// Nobody can say who of two went out with the phone.
#[tokio::test]
async fn of_two_on_one_phone_nobody_is_said_to_be_away() {
    let family = Family::with_child(surprises(1)).await;
    for minute in 0..40 {
        family.patient.phone.wait_s(60);
        family.is_at(2_000.0 + f64::from(minute) * 50.0);
    }
    for person in [ME, family.other] {
        assert_eq!(family.state(person), DutyState::Unverified);
    }
}

// F-01, F-07
#[tokio::test]
async fn who_leaves_the_phone_takes_nothing_of_the_others_proof() {
    let family = Family::with_child(surprises(1)).await;
    let client = family.patient.phone.client();
    for person in [ME, family.other] {
        assert_eq!(client.remove_person(person).unwrap_err().code, Code::PersonHasOrder);
    }
    family.asks(&[&family.order]).await;
    family.answers(family.other);
    family.patient.sync_all().await;
    let before = finds(&family.file(family.other), &family.patient.env.trust_file).facts.unwrap();
    family.patient.env.admin.release_order(&family.patient.order, None).await.unwrap();
    family.patient.phone.wait_s(61);
    family.patient.sync_all().await;
    client.remove_person(ME).unwrap();
    family.patient.phone.wait_s(61);
    family.patient.sync_all().await;
    assert_eq!(client.people(), [family.other]);
    let gone = client.claim_order(ME, Some("AAAA-AAAA-AAAA-AAAA"), None).await.unwrap_err();
    assert_eq!(gone.code, Code::PersonUnknown);
    assert_eq!(gone.text.text, "This phone keeps nobody under this number.");
    let after = finds(&family.file(family.other), &family.patient.env.trust_file).facts.unwrap();
    assert_eq!(after.checks, before.checks);
    assert!(after.entries >= before.entries && after.not_confirmed() <= before.not_confirmed());
    family.is_at(5.0);
    assert_eq!(family.stands(family.other), (OrderState::Running, None));
}
