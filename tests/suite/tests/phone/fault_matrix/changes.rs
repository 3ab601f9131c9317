//! What happens to a patient, and what has to come of it.

use doorstep::client::{CheckAnswer, PhotoFor, PhotoUse};
use doorstep::client_error::ClientError;
use doorstep::model::patient::{AnswerMode, CannotReason, CheckOutcome, Declared};
use doorstep::quarantine::declarations::Declaring;
use doorstep_authority::admin::{NoticeDraft, OrderChange, PermitChange};
use doorstep_suite::phone::ME;
use serde_json::{Value, json};

use crate::quarantine::photos::{good, with_photos};
use crate::quarantine::{Patient, no_checks};

const MINUTE_S: i64 = 60;
const WINDOW_S: i64 = 3_600;
const WORDS: &str = "Дома был я.";

/// Every change of a patient's journal that a person or an authority makes, and a fix.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Change {
    Delivered,
    Reminded,
    AnsweredWithAPlace,
    AnsweredByATap,
    Photographed,
    AnsweredEarly,
    Cannot,
    AnsweredLate,
    ClosedUnanswered,
    SurpriseTaken,
    Hospital,
    Safety,
    Permission,
    Back,
    FixTaken,
    Disputed,
    NoticeTaken,
    VersionTaken,
}

use Change::*;

/// The moment before it.
pub(super) struct Before {
    /// What it is about.
    check: Option<String>,
    at_ms: i64,
    /// Entries of its kind.
    entries: usize,
}

impl Change {
    pub(super) const ALL: [Self; 18] = [
        Delivered,
        Reminded,
        AnsweredWithAPlace,
        AnsweredByATap,
        Photographed,
        AnsweredEarly,
        Cannot,
        AnsweredLate,
        ClosedUnanswered,
        SurpriseTaken,
        Hospital,
        Safety,
        Permission,
        Back,
        FixTaken,
        Disputed,
        NoticeTaken,
        VersionTaken,
    ];

    pub(super) fn terms(self) -> Value {
        match self {
            FixTaken => json!({ "report": "coordinates", "checks": no_checks() }),
            Hospital | Safety | Permission | Back | Disputed | NoticeTaken | VersionTaken => {
                json!({ "checks": no_checks() })
            }
            SurpriseTaken => {
                let three = json!({ "n": 0, "window_min": 60, "gap_min": 120, "photo": false, "surprises": 3 });
                json!({ "checks": three })
            }
            Photographed => json!({ "checks": with_photos() }),
            _ => json!({}),
        }
    }

    /// Whether it comes with a sync.
    pub(super) fn is_heard(self) -> bool {
        matches!(self, SurpriseTaken | NoticeTaken | VersionTaken)
    }

    /// Whether a person does it, and is told whether it was done.
    pub(super) fn is_by_hand(self) -> bool {
        !self.is_heard() && !matches!(self, Delivered | Reminded | ClosedUnanswered | AnsweredEarly)
    }

    /// The kind of what is written of it.
    fn kind(self) -> &'static str {
        match self {
            Hospital | Safety | Permission | Back => "declare",
            FixTaken => "fix",
            Disputed => "dispute",
            NoticeTaken => "notice",
            VersionTaken => "order",
            _ => "check",
        }
    }

    /// Lets the phone come to the moment before it.
    pub(super) async fn comes(self, patient: &Patient) -> Before {
        let check = match self {
            Delivered => {
                patient.waits_until_ms(patient.next_due_ms());
                None
            }
            AnsweredEarly => {
                patient.waits_until_ms(patient.next_due_ms() - 10 * MINUTE_S * 1_000);
                None
            }
            Reminded => {
                let check = patient.is_asked();
                patient.phone.wait_s(15 * MINUTE_S);
                Some(check.id)
            }
            AnsweredWithAPlace | Photographed | Cannot => Some(patient.is_asked().id),
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
            Back => {
                patient.declares(&Declaring::Hospital).unwrap();
                None
            }
            FixTaken => {
                patient.phone.wait_s(900);
                None
            }
            NoticeTaken => {
                patient.env.wait_s(60).await;
                let text = vec![("en".to_owned(), "You were not found at home.".to_owned())];
                let kind = "warning".to_owned();
                let draft = NoticeDraft { kind, text, about: vec![1], appeal_until: None };
                patient.env.admin.send_notice(&patient.order, draft).await.unwrap();
                None
            }
            VersionTaken => {
                patient.env.wait_s(600).await;
                let from = u64::try_from(patient.phone.clock.true_ms() / 1_000).unwrap() + 600;
                let (purpose, text) = ("groceries".to_owned(), "A test".to_owned());
                let permit = PermitChange { from, to: from + 60, purpose, text };
                let change = OrderChange { permits: vec![permit], ..OrderChange::default() };
                patient.env.admin.update_order(&patient.order, change).await.unwrap();
                patient.env.wait_s(60).await;
                None
            }
            Hospital | Safety | Permission | Disputed => None,
        };
        let at_ms = patient.phone.clock.true_ms();
        Before { check, at_ms, entries: patient.many(self.kind()) }
    }

    pub(super) async fn happens(
        self,
        patient: &Patient,
        before: &Before,
    ) -> Result<(), ClientError> {
        let client = patient.phone.client();
        let answers = |answer: &CheckAnswer| {
            client.answer_check(ME, before.check.as_deref(), answer).map(|_| ())
        };
        let declares = |declaring: &Declaring| patient.declares(declaring).map(|_| ());
        match self {
            Delivered | Reminded | ClosedUnanswered => {
                patient.plan();
                Ok(())
            }
            SurpriseTaken | NoticeTaken | VersionTaken => {
                patient.sync_all().await;
                Ok(())
            }
            AnsweredWithAPlace | AnsweredByATap | AnsweredLate => answers(&CheckAnswer::Here),
            Photographed => {
                let wanted = PhotoFor::Check(before.check.clone().unwrap());
                client.photo_taken(ME, &wanted, &good(1), None, PhotoUse::Send).map(|_| ())
            }
            AnsweredEarly => client.here(ME).map(|_| ()),
            Cannot => {
                let text = Some("no light".to_owned());
                answers(&CheckAnswer::Cannot { reason: CannotReason::Camera, text })
            }
            Hospital => declares(&Declaring::Hospital),
            Safety => declares(&Declaring::Safety),
            Permission => declares(&Declaring::Permission { minutes: 90, text: None }),
            Back => declares(&Declaring::Back),
            FixTaken => patient.fix(5.0).map(|_| ()),
            Disputed => client.dispute(ME, "1", WORDS),
        }
    }

    /// Whether its person sees that it has happened, and does not tap again.
    pub(super) fn is_seen(self, patient: &Patient, before: &Before) -> bool {
        let answered = || patient.check(before.check.as_deref()).answer.is_some();
        let declared = || patient.declared().map(|declared| declared.what);
        match self {
            // The phone does these by itself, when it wakes or hears again.
            Delivered | Reminded | ClosedUnanswered | AnsweredEarly => false,
            SurpriseTaken | NoticeTaken | VersionTaken => false,
            AnsweredWithAPlace | AnsweredByATap | Photographed => answered(),
            AnsweredLate | Cannot => answered(),
            Hospital => declared() == Some(Declared::Hospital),
            Safety => declared() == Some(Declared::Personal),
            Permission => declared() == Some(Declared::Permission),
            Back => declared().is_none(),
            FixTaken | Disputed => patient.many(self.kind()) > before.entries,
        }
    }

    /// That all is as it is without a blow, but for so many seconds; what it is about.
    pub(super) fn is_right(
        self,
        patient: &Patient,
        before: &Before,
        slow_s: i64,
    ) -> Option<String> {
        let check = before.check.as_deref();
        let about = |at_s: i64, expected_s: i64| {
            assert!((-1..=slow_s + 1).contains(&(at_s - expected_s)), "{at_s} {expected_s}");
        };
        let has_left = |left_s: Option<u64>, expected_s: i64| {
            about(expected_s, left_s.unwrap().cast_signed());
        };
        let since_s = before.at_ms / 1_000;
        let declared = || patient.declared().unwrap();
        match self {
            Delivered => {
                let check = patient.asked_now();
                // As exactly as the phone knows the time.
                let late_s = check.delivered_at_ms.unwrap() / 1_000 - since_s;
                assert!((-MINUTE_S..MINUTE_S + slow_s).contains(&late_s), "{late_s}");
                has_left(check.open_left_s, WINDOW_S);
                Some(check.id)
            }
            Reminded => {
                let asked = patient.check(check);
                assert_eq!(asked.outcome, CheckOutcome::Asking);
                has_left(asked.open_left_s, WINDOW_S - 15 * MINUTE_S);
                let plan = patient.plan();
                let stand = plan.notices.iter().filter(|one| one.id.contains(&asked.id));
                assert_eq!(stand.filter(|one| one.at_ms <= plan.now_ms).count(), 1);
                Some(asked.id)
            }
            AnsweredWithAPlace if slow_s == 0 => {
                has_answered(patient, check, CheckOutcome::Answered, &[AnswerMode::Place])
            }
            // The place has become too old meanwhile.
            AnsweredWithAPlace => {
                let either = [AnswerMode::Place, AnswerMode::Tap];
                has_answered(patient, check, CheckOutcome::Answered, &either)
            }
            AnsweredByATap => {
                has_answered(patient, check, CheckOutcome::Answered, &[AnswerMode::Tap])
            }
            Photographed => {
                has_answered(patient, check, CheckOutcome::Answered, &[AnswerMode::Photo])
            }
            AnsweredLate => {
                has_answered(patient, check, CheckOutcome::AnsweredLate, &[AnswerMode::Place])
            }
            Cannot => has_answered(patient, check, CheckOutcome::Cannot, &[AnswerMode::Cannot]),
            AnsweredEarly => {
                patient.phone.wait_s(10 * MINUTE_S);
                patient.plan();
                let check = patient.checks().pop().unwrap().id;
                let early = CheckOutcome::AnsweredEarly;
                has_answered(patient, Some(&check), early, &[AnswerMode::Early])
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
                assert_eq!((declared().what, declared().until_ms), (Declared::Hospital, None));
                None
            }
            Safety => {
                about(declared().until_ms.unwrap() / 1_000, since_s + 2 * 3_600);
                None
            }
            Permission => {
                about(declared().until_ms.unwrap() / 1_000, since_s + 90 * MINUTE_S);
                None
            }
            Back => {
                assert_eq!(patient.declared(), None);
                None
            }
            FixTaken | Disputed | NoticeTaken | VersionTaken => {
                assert_eq!(patient.many(self.kind()), before.entries + 1);
                None
            }
        }
    }

    /// How often it has to stand in the authority's ledger, and how often it does.
    pub(super) async fn is_told_once(self, patient: &Patient, check: Option<&str>, times: usize) {
        let ledger = patient.ledger().await;
        let of = |kind: &str, field: &str, value: &str| {
            let items = ledger.iter().filter(|item| item["kind"] == kind);
            items.filter(|item| item["fields"][field] == value).count()
        };
        match (self, check) {
            (Hospital, _) => assert_eq!(of("declare", "what", "hospital"), times),
            (Safety, _) => assert_eq!(of("declare", "what", "personal"), times),
            (Permission, _) => assert_eq!(of("declare", "what", "permission"), times),
            (Back, _) => assert_eq!(of("declare", "what", "back"), times),
            (FixTaken | Disputed | NoticeTaken | VersionTaken, _) => {
                let told = ledger.iter().filter(|item| item["kind"] == self.kind()).count();
                assert_eq!(told, patient.many(self.kind()));
                if self == Disputed {
                    let words = patient.env.admin.disputes(&patient.order).await.unwrap();
                    assert!(words.iter().all(|dispute| dispute["text"] == WORDS));
                    assert_eq!(words.len(), times);
                }
            }
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
        if self == Photographed {
            patient.photos_come().await;
            let photos = patient.photos();
            assert_eq!(photos.iter().filter(|photo| Some(&*photo.check) == check).count(), 1);
            assert_eq!(photos.len(), times);
        }
    }

    /// So that it can happen again.
    pub(super) fn is_over(self, patient: &Patient) {
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

fn has_answered(
    patient: &Patient,
    id: Option<&str>,
    outcome: CheckOutcome,
    how: &[AnswerMode],
) -> Option<String> {
    let check = patient.check(id);
    assert_eq!(check.outcome, outcome);
    let answered = check.answer.unwrap().how;
    assert!(how.contains(&answered), "{answered:?}");
    Some(check.id)
}
