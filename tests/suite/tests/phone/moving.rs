//! An account moves to another phone by codes, and to nobody else: two real phones and the real authority.

use std::sync::Arc;

use doorstep::client::{CheckAnswer, DeviceOwner, EvidenceScope, OrderDecision};
use doorstep::error::Code;
use doorstep::events::{Cause, Facts, Wake};
use doorstep::evidence::{self, verify};
use doorstep::outbox::Urgency;
use doorstep::quarantine::declarations::Declaring;
use doorstep::quarantine::presence::{HomeWifi, Source, Verdict};
use doorstep::quarantine::watch::{ArrivingFix, CircleOf, Mode};
use doorstep::views::{MoveSide, MoveState, MoveStep, MoveView};
use doorstep_authority::admin::{CheckDraft, OrderChange, OrderFor, PlaceChange};
use doorstep_suite::phone::{ME, NUMBER, Phone};
use doorstep_suite::test_env::{FlakyNetwork, TestEnv};
use serde_json::json;

/// Where the person lives, degrees.
const HOME: (f64, f64) = (55.755_812_3, 37.6173);

/// A registered phone and a new one of the same person's.
pub struct Two {
    pub env: TestEnv,
    pub old: Phone,
    old_network: Arc<FlakyNetwork>,
    pub new: Phone,
    new_network: Arc<FlakyNetwork>,
}

impl Two {
    async fn registered() -> Self {
        let env = TestEnv::new().await;
        let (old, old_network) = env.resident().await;
        let (new, new_network) = env.phone();
        Self { env, old, old_network, new, new_network }
    }

    /// With an order that has begun on the old phone, and an hour at home.
    pub async fn in_quarantine() -> (Self, String) {
        let two = Self::registered().await;
        let checks = json!({ "checks": {
            "n": 0, "window_min": 60, "gap_min": 120, "photo": false, "surprises": 1,
        } });
        let change = OrderChange {
            terms: checks.as_object().unwrap().clone(),
            first_place: PlaceChange { at: Some(HOME), ..PlaceChange::default() },
            ..OrderChange::default()
        };
        let order =
            two.env.admin.issue_order(OrderFor::Phone(NUMBER.into()), change).await.unwrap();
        sync(&two.old).await;
        for decision in [OrderDecision::Seen, OrderDecision::Begin] {
            two.old.client().decide_order(ME, &decision).unwrap();
        }
        // Until it surely has begun.
        two.env.wait_s(60).await;
        wake(&two.old);
        stays(&two.old, 4);
        two.env.wait_s(0).await;
        sync(&two.old).await;
        (two, order.order)
    }

    /// As far as the digits, which both phones show.
    async fn compared(&self) -> String {
        let offer = self.old.client().offer_move(ME).unwrap();
        assert_eq!(step(&offer), (MoveSide::Old, MoveState::Offered, MoveStep::Scan));
        let answer = take(&self.new, &offer).await;
        assert_eq!(step(&answer), (MoveSide::New, MoveState::Offered, MoveStep::Scan));
        assert_eq!(self.new.state(), "moving");
        let reveal = self.old.client().answer_move(ME, &answer.code.unwrap()).unwrap();
        assert_eq!(step(&reveal), (MoveSide::Old, MoveState::Comparing, MoveStep::TypeDigits));
        let seen = take(&self.new, &reveal).await;
        assert_eq!(step(&seen), (MoveSide::New, MoveState::Comparing, MoveStep::Scan));
        assert_eq!((seen.digits.as_ref(), &seen.code), (reveal.digits.as_ref(), &None));
        assert_eq!(seen.digits.as_ref().map(String::len), Some(6));
        seen.digits.unwrap()
    }

    /// All the way.
    async fn moved(&self) -> MoveView {
        let digits = self.compared().await;
        // As a keyboard in another script gives them, in groups as they are shown.
        let typed = digits.chars().map(|digit| char::from_u32('٠' as u32 + digit.to_digit(10)?));
        let mut typed: String = typed.collect::<Option<_>>().unwrap();
        typed.insert(typed.len() / 2, ' ');
        let given = self.old.client().give_account(ME, &typed, DeviceOwner::Confirmed).unwrap();
        assert_eq!(step(&given), (MoveSide::Old, MoveState::Given, MoveStep::Wait));
        take(&self.new, &given).await
    }
}

fn step(shown: &MoveView) -> (MoveSide, MoveState, MoveStep) {
    (shown.side, shown.state, shown.next)
}

async fn take(phone: &Phone, shown: &MoveView) -> MoveView {
    phone.client().take_move(ME, shown.code.as_ref().unwrap()).await.unwrap()
}

async fn not_taken(phone: &Phone, code: &str) -> Code {
    phone.client().take_move(ME, code).await.unwrap_err().code
}

pub async fn sync(phone: &Phone) {
    let report = phone.client().sync(Urgency::Person, None).await;
    assert_eq!(report.problem, None);
}

pub fn wake(phone: &Phone) -> Mode {
    let wake = Wake { cause: Cause::Alarm, facts: Facts::default(), moved: None };
    phone.client().woken(wake).location
}

/// Metres of a degree of latitude.
const DEGREE_M: f64 = 111_195.0;

/// A fix so many metres north of home, by a phone that lies still.
fn fix(phone: &Phone, north_m: f64) -> ArrivingFix {
    ArrivingFix {
        latitude: HOME.0 + north_m / DEGREE_M,
        longitude: HOME.1,
        accuracy_m: Some(20.0),
        circle: CircleOf::Android,
        source: Source::Wifi,
        age_ms: 0,
        time_ms: phone.clock.true_ms(),
        is_mock: false,
        is_coarse: false,
        in_deep_sleep: false,
        steps: Some(0),
        activity: None,
        home_wifi: HomeWifi::Unknown,
    }
}

/// What such a fix comes to a minute later.
fn judged(phone: &Phone, north_m: f64) -> Verdict {
    phone.wait_s(60);
    let arrived = phone.client().fixes_arrived(ME, &[fix(phone, north_m)]).unwrap();
    arrived.judged.last().unwrap().judgement.verdict
}

/// At home for so many quarters of an hour, with a fix in each.
pub fn stays(phone: &Phone, quarters: usize) {
    for _ in 0..quarters {
        phone.wait_s(900);
        phone.client().fixes_arrived(ME, &[fix(phone, 0.0)]).unwrap();
    }
}

pub fn order(phone: &Phone) -> (&'static str, Option<String>) {
    let order = phone.client().order(ME).unwrap().unwrap();
    (order.state.name(), order.why)
}

fn kinds(phone: &Phone) -> Vec<String> {
    let page = phone.client().journal(ME, Some(1), usize::MAX).unwrap();
    page.entries.into_iter().map(|entry| entry.kind).collect()
}

pub fn is_proven(two: &Two, phone: &Phone) -> bool {
    let file = phone.client().evidence(ME, EvidenceScope::Whole).unwrap().file;
    let found = verify(&file, env!("CARGO_PKG_VERSION"), Some(&two.env.trust_file)).unwrap();
    found.verdict == evidence::Verdict::Genuine
}

fn warnings(phone: &Phone) -> Vec<String> {
    let person = phone.snapshot().people.remove(0);
    person.warnings.into_iter().map(|said| said.key).collect()
}

/// A router that its owner has brought from another house says so for years.
#[tokio::test]
async fn where_a_phone_has_learned_that_home_is_the_new_one_knows_as_well() {
    const WRONG_M: f64 = 800.0;
    let (two, listed) = Two::in_quarantine().await;
    assert_eq!(judged(&two.old, WRONG_M), Verdict::Out);
    // Nobody is asked at night.
    stays(&two.old, 12 * 4);
    two.env.wait_s(0).await;
    let draft = CheckDraft { kind: "place".into(), unchecked: true };
    two.env.admin.request_check(&listed, draft).await.unwrap();
    two.old.wait_s(61);
    sync(&two.old).await;
    wake(&two.old);
    two.old.client().answer_check(ME, None, &CheckAnswer::Here).unwrap();
    judged(&two.old, WRONG_M);
    assert!(kinds(&two.old).contains(&"alias".to_owned()));
    assert_eq!(judged(&two.old, WRONG_M), Verdict::In);
    two.env.wait_s(0).await;
    sync(&two.old).await;
    assert_eq!(two.moved().await.state, MoveState::Moved);
    sync(&two.new).await;
    two.env.wait_s(60).await;
    wake(&two.new);
    assert_eq!(judged(&two.new, WRONG_M), Verdict::In);
    assert_eq!(judged(&two.new, 2.0 * WRONG_M), Verdict::Out, "and of no other place");
    assert!(is_proven(&two, &two.new));
}

#[tokio::test]
async fn a_quarantine_goes_on_in_the_same_chain_and_the_old_journal_stays() {
    let (two, listed) = Two::in_quarantine().await;
    assert_eq!(order(&two.old), ("running", None));
    let chain = two.old.client().journal(ME, Some(1), 1).unwrap().chain;
    assert_eq!(two.moved().await.state, MoveState::Moved);
    assert_eq!((two.old.state(), two.new.state()), ("closed", "registered"));
    // Nothing is asked of the old phone, and what it wrote is whole.
    assert_eq!(wake(&two.old), Mode::Off);
    assert_eq!(order(&two.old).0, "ended");
    assert_eq!(kinds(&two.old).last().map(String::as_str), Some("end"));
    // Nor does it tell anything more of somebody for whom the new one speaks.
    let client = two.old.client();
    let fault = Declaring::Fault { text: "no sound".into() };
    assert_eq!(client.declare(ME, &fault).unwrap_err().code, Code::NoOrder);
    assert_eq!(client.dispute(ME, "1", "I was at home").unwrap_err().code, Code::NoOrder);
    drop(client);
    // The new one goes on at once, without another day of grace.
    sync(&two.new).await;
    two.env.wait_s(60).await;
    assert_eq!(order(&two.new), ("running", None));
    assert_eq!(two.new.client().journal(ME, Some(1), 1).unwrap().chain, chain);
    assert_eq!(kinds(&two.new).get(..2).unwrap(), ["order", "link"]);
    assert_ne!(wake(&two.new), Mode::Off);
    stays(&two.new, 4);
    two.env.wait_s(0).await;
    sync(&two.new).await;
    let page = two.new.client().journal(ME, Some(1), usize::MAX).unwrap();
    assert!(page.confirmed.is_some_and(|confirmed| confirmed > 0));
    // The old one hears of it, tells what waited, and may be erased; until then all of it can be shown.
    assert!(!warnings(&two.old).contains(&"may-be-erased".to_owned()));
    sync(&two.old).await;
    assert_eq!(two.old.client().moving(ME).unwrap().unwrap().state, MoveState::Moved);
    assert!(warnings(&two.old).contains(&"may-be-erased".to_owned()));
    let old = two.old.client().journal(ME, Some(1), usize::MAX).unwrap();
    let reported = old.entries.iter().filter(|entry| entry.reported).map(|entry| entry.n).max();
    assert!(old.confirmed >= reported, "{:?} {reported:?}", old.confirmed);
    assert!(is_proven(&two, &two.old) && is_proven(&two, &two.new));
    let shown = two.env.admin.show_order(&listed, None).await.unwrap();
    assert_eq!(shown["version"], 2);
}

#[tokio::test]
async fn without_a_network_the_link_waits_on_either_phone() {
    let (two, _) = Two::in_quarantine().await;
    two.old_network.switch(false);
    two.new_network.switch(false);
    assert_eq!(two.moved().await.state, MoveState::Waiting);
    // Neither is watched, and neither says that anybody was away.
    two.env.wait_s(6 * 3600).await;
    assert_eq!((wake(&two.old), wake(&two.new)), (Mode::Off, Mode::Off));
    two.new_network.switch(true);
    sync(&two.new).await;
    assert_eq!(two.new.state(), "registered");
    sync(&two.new).await;
    two.env.wait_s(60).await;
    assert_eq!(order(&two.new), ("running", None));
    // The old one has not heard, and shows its code again.
    let again = two.old.client().offer_move(ME).unwrap();
    assert_eq!(again.state, MoveState::Given);
    assert_eq!(take(&two.new, &again).await.state, MoveState::Moved);
    two.old_network.switch(true);
    sync(&two.old).await;
    assert_eq!(two.old.client().offer_move(ME).unwrap().state, MoveState::Moved);
}

#[tokio::test]
async fn whichever_phone_is_killed_goes_on_where_it_was() {
    let mut two = Two::registered().await;
    let offer = two.old.client().offer_move(ME).unwrap();
    two.old.start();
    assert_eq!(two.old.client().offer_move(ME).unwrap(), offer);
    let answer = take(&two.new, &offer).await;
    two.new.start();
    assert_eq!(take(&two.new, &offer).await, answer);
    let reveal = two.old.client().answer_move(ME, answer.code.as_ref().unwrap()).unwrap();
    two.old.start();
    let code = answer.code.as_ref().unwrap();
    assert_eq!(two.old.client().answer_move(ME, code).unwrap(), reveal);
    let seen = take(&two.new, &reveal).await;
    two.new.start();
    assert_eq!(take(&two.new, &reveal).await, seen);
    let digits = seen.digits.unwrap();
    // Its key store fails at one thing after the other, until nothing is left that could.
    let mut has_failed = 0;
    let given = loop {
        two.old.vault.faults().fail_at(has_failed + 1, false);
        let given = two.old.client().give_account(ME, &digits, DeviceOwner::Confirmed);
        two.old.vault.faults().heal();
        two.old.start();
        match given {
            Ok(given) => break given,
            Err(_) => has_failed += 1,
        }
        assert!(has_failed < 100);
    };
    assert!(has_failed > 0);
    assert_eq!(two.old.client().offer_move(ME).unwrap(), given);
    // The authority took it, and nobody heard the answer.
    two.new_network.lose_next(doorstep::requests::Route::Links);
    assert_eq!(take(&two.new, &given).await.state, MoveState::Waiting);
    two.new.start();
    sync(&two.new).await;
    assert_eq!(take(&two.new, &given).await.state, MoveState::Moved);
    assert_eq!(two.env.admin.accounts().await.unwrap().len(), 2);
    assert_eq!(two.new.state(), "registered");
}

#[tokio::test]
async fn of_two_phones_that_take_one_offer_the_first_goes_on() {
    let two = Two::registered().await;
    let (second, _) = two.env.phone();
    let offer = two.old.client().offer_move(ME).unwrap();
    let late = take(&second, &offer).await;
    let digits = two.compared().await;
    // The second one's keys come too late, and its digits are others.
    let refused = two.old.client().answer_move(ME, &late.code.unwrap()).unwrap_err();
    assert_eq!(refused.code, Code::MoveOver);
    let reveal = two.old.client().offer_move(ME).unwrap();
    assert_ne!(take(&second, &reveal).await.digits, Some(digits.clone()));
    let given = two.old.client().give_account(ME, &digits, DeviceOwner::Confirmed).unwrap();
    assert_eq!(not_taken(&second, given.code.as_ref().unwrap()).await, Code::MoveOver);
    assert_eq!(take(&two.new, &given).await.state, MoveState::Moved);
    second.client().stop_move(ME).unwrap();
    assert_eq!((second.state(), second.client().moving(ME).unwrap()), ("not-registered", None));
}

#[tokio::test]
async fn an_unlocked_phone_in_another_hand_and_other_digits_give_nothing() {
    let two = Two::registered().await;
    let digits = two.compared().await;
    let old = two.old.client();
    let refused = old.give_account(ME, &digits, DeviceOwner::Unconfirmed).unwrap_err();
    assert_eq!(refused.code, Code::OwnerNotConfirmed);
    let others = if digits == "000000" { "000001" } else { "000000" };
    for others in [others, "", "12345", &format!("{digits}0")] {
        let refused = old.give_account(ME, others, DeviceOwner::Confirmed).unwrap_err();
        assert_eq!(refused.code, Code::DigitsDiffer, "{others}");
    }
    assert_eq!(two.old.state(), "registered");
    old.stop_move(ME).unwrap();
    assert_eq!(old.moving(ME).unwrap(), None);
    let refused = old.give_account(ME, &digits, DeviceOwner::Confirmed).unwrap_err();
    assert_eq!(refused.code, Code::MoveOver);
    two.old.pass("groceries").await;
}

#[tokio::test]
async fn an_offer_is_over_after_ten_minutes() {
    let two = Two::registered().await;
    let offer = two.old.client().offer_move(ME).unwrap();
    let answer = take(&two.new, &offer).await.code.unwrap();
    two.env.wait_s(601).await;
    let refused = two.old.client().answer_move(ME, &answer).unwrap_err();
    assert_eq!(refused.code, Code::MoveOver);
    assert_ne!(two.old.client().offer_move(ME).unwrap(), offer);
    let digits = two.compared().await;
    two.env.wait_s(601).await;
    let refused = two.old.client().give_account(ME, &digits, DeviceOwner::Confirmed).unwrap_err();
    assert_eq!(refused.code, Code::MoveOver);
    assert_eq!(two.old.state(), "registered");
}

#[tokio::test]
async fn what_is_no_code_of_this_move_is_refused_by_its_name() {
    let two = Two::registered().await;
    let elsewhere = Two::registered().await;
    let foreign = elsewhere.old.client().offer_move(ME).unwrap();
    let refused = not_taken(&two.new, foreign.code.as_ref().unwrap()).await;
    assert_eq!(refused, Code::MoveForeign);
    for text in ["", "DSM1:", "DSM1:AAAA", "DSL1:GGW", "hello"] {
        assert_eq!(not_taken(&two.new, text).await, Code::MoveMalformed, "{text}");
        let refused = two.old.client().answer_move(ME, text).unwrap_err();
        assert_eq!(refused.code, Code::MoveMalformed, "{text}");
    }
    let offer = two.old.client().offer_move(ME).unwrap();
    assert_eq!(not_taken(&two.old, offer.code.as_ref().unwrap()).await, Code::AlreadyRegistered);
    let nothing = two.new.client().offer_move(ME).unwrap_err();
    assert_eq!(nothing.code, Code::NotRegistered);
}

#[tokio::test]
async fn whoever_has_the_number_gets_nothing_of_a_quarantine() {
    let (two, _) = Two::in_quarantine().await;
    let thief = &two.new;
    thief.register().await.unwrap();
    thief.confirm(&two.env.code().await).await.unwrap();
    sync(thief).await;
    assert_eq!(thief.client().order(ME).unwrap(), None);
    let journal = thief.client().journal(ME, Some(1), usize::MAX).unwrap_err();
    assert_eq!((journal.code, thief.passes().len()), (Code::NoOrder, 0));
    // The person is told at once, and keeps all of it, also when the number would have gone.
    sync(&two.old).await;
    assert!(warnings(&two.old).contains(&"number-claimed".to_owned()));
    two.env.wait_s(4 * 86_400).await;
    sync(&two.old).await;
    assert_eq!((two.old.state(), order(&two.old)), ("registered", ("running", None)));
    sync(thief).await;
    assert_eq!(thief.client().order(ME).unwrap(), None);
}
