//! A lent phone and the real authority: from the form to an empty device, with everything between going
//! wrong.

mod returning;
mod traces;

use std::sync::Arc;

use doorstep::client::{LoanStep, OrderDecision};
use doorstep::error::Code;
use doorstep::events::{Cause, Facts, Wake};
use doorstep::loan::LoanState;
use doorstep::outbox::Urgency;
use doorstep::quarantine::presence::{HomeWifi, Source};
use doorstep::quarantine::watch::{ArrivingFix, CircleOf, Mode};
use doorstep::views::LoanView;
use doorstep_authority::admin::{OrderChange, OrderFor, PlaceChange};
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::{FlakyNetwork, TestEnv};
use serde_json::json;

const NUMBER: &str = "L-0042";
/// Where its user lives, degrees.
const HOME: (f64, f64) = (55.755_812_3, 37.6173);

/// A phone on the desk, its authority, and the way between them.
struct Lent {
    env: Arc<TestEnv>,
    phone: Phone,
    network: Arc<FlakyNetwork>,
    order: String,
}

impl Lent {
    /// With an order that waits for its number, registered and in nobody's hands.
    async fn taken() -> Self {
        Self::taken_of(&Arc::new(TestEnv::new().await), NUMBER).await
    }

    /// Under this number, of an authority that lends more than one.
    async fn taken_of(env: &Arc<TestEnv>, number: &str) -> Self {
        let order = order_for(env, number).await;
        let (phone, network) = env.phone();
        let qr = env.admin.make_loan(number, None).await.unwrap().qr;
        let loan = take(&phone, &qr).await;
        assert_eq!((loan.number.as_deref(), loan.state), (Some(number), LoanState::Taken));
        Self { env: Arc::clone(env), phone, network, order }
    }

    /// In its user's hands, with an order that has begun.
    async fn running() -> Self {
        Self::running_of(&Arc::new(TestEnv::new().await), NUMBER).await
    }

    /// The same of an authority that lends more than one.
    async fn running_of(env: &Arc<TestEnv>, number: &str) -> Self {
        let lent = Self::taken_of(env, number).await;
        lent.sync().await;
        assert_eq!(lent.hand_over().await.state, LoanState::Running);
        for decision in [OrderDecision::Seen, OrderDecision::Begin] {
            lent.phone.client().decide_order(ME, &decision).unwrap();
        }
        lent.env.wait_s(10).await;
        lent.wake();
        lent
    }

    async fn hand_over(&self) -> LoanView {
        let parts = vec!["charger".to_owned(), "case".to_owned()];
        done(self.phone.client().hand_over_loan(Some(87), parts).await.unwrap())
    }

    async fn sync(&self) {
        let report = self.phone.client().sync(Urgency::Person, None).await;
        assert_eq!(report.problem, None);
    }

    fn wake(&self) -> doorstep::views::Plan {
        let wake = Wake { cause: Cause::Alarm, facts: Facts::default(), moved: None };
        self.phone.client().woken(wake)
    }

    /// At home for so many quarters of an hour, with a fix in each.
    fn stays(&self, quarters: usize) {
        for _ in 0..quarters {
            self.phone.wait_s(900);
            let fix = ArrivingFix {
                latitude: HOME.0,
                longitude: HOME.1,
                accuracy_m: Some(20.0),
                circle: CircleOf::Android,
                source: Source::Wifi,
                age_ms: 0,
                time_ms: self.phone.clock.true_ms(),
                is_mock: false,
                is_coarse: false,
                in_deep_sleep: false,
                steps: None,
                activity: None,
                home_wifi: HomeWifi::Unknown,
            };
            self.phone.client().fixes_arrived(ME, &[fix]).unwrap();
        }
    }

    fn loan(&self) -> Option<LoanView> {
        self.phone.client().loan()
    }

    /// State of the order, and why.
    fn order(&self) -> (&'static str, Option<String>) {
        let order = self.phone.client().order(ME).unwrap().unwrap();
        (order.state.name(), order.why)
    }

    /// State of each loan of the number, oldest first.
    async fn listed(&self) -> Vec<String> {
        listed(&self.env).await
    }
}

async fn listed(env: &TestEnv) -> Vec<String> {
    env.admin.loans().await.unwrap().into_iter().map(|loan| loan.state).collect()
}

/// An order at [`HOME`] for whoever has this number; nobody is asked at times that are drawn.
async fn order_for(env: &TestEnv, number: &str) -> String {
    let checks = json!({ "checks": {
        "n": 0, "window_min": 60, "gap_min": 120, "photo": false, "surprises": 1,
    } });
    let change = OrderChange {
        terms: checks.as_object().unwrap().clone(),
        first_place: PlaceChange { at: Some(HOME), ..PlaceChange::default() },
        ..OrderChange::default()
    };
    env.admin.issue_order(OrderFor::Loan(number.into()), change).await.unwrap().order
}

async fn invited(env: &TestEnv) -> String {
    env.admin.make_loan(NUMBER, None).await.unwrap().qr
}

async fn take(phone: &Phone, qr: &str) -> LoanView {
    done(phone.client().take_loan(qr).await.unwrap())
}

async fn refused(phone: &Phone, qr: &str) -> Code {
    phone.client().take_loan(qr).await.unwrap_err().code
}

fn done(step: LoanStep) -> LoanView {
    match step {
        LoanStep::Done(loan) => *loan,
        LoanStep::WaitingToSend { why, .. } => panic!("{why:?}"),
    }
}

#[tokio::test]
async fn duties_run_from_the_handover_on_and_never_before() {
    let lent = Lent::taken().await;
    lent.sync().await;
    assert_eq!(lent.order(), ("announced", Some("loan".into())));
    lent.phone.client().decide_order(ME, &OrderDecision::Begin).unwrap();
    // However long it lies on the desk, and whatever is tapped there.
    lent.env.wait_s(3 * 86_400).await;
    assert_eq!(lent.wake().location, Mode::Off);
    assert_eq!(lent.order(), ("announced", Some("loan".into())));
    let loan = lent.hand_over().await;
    let now = lent.phone.clock.true_ms().div_euclid(1000) * 1000;
    assert_eq!(loan.handed_over_at_ms, Some(now));
    assert_eq!(loan.emergency[0], "112");
    assert!(loan.give_back.iter().any(|said| said.text.contains("charger, case")));
    lent.env.wait_s(10).await;
    assert_ne!(lent.wake().location, Mode::Off);
    assert_eq!(lent.order(), ("running", None));
    lent.stays(4);
    lent.sync().await;
    let listed = lent.env.admin.reports(&lent.order, 1).await.unwrap();
    assert!(!listed["items"].as_array().unwrap().is_empty());
    // It has no purposes and no number, and declares emergencies.
    assert_eq!(lent.phone.refused("groceries").await, Code::NotRegistered);
    assert!(lent.phone.client().emergency(ME, None).shown.is_some());
    // Handed over twice is handed over once.
    assert_eq!(lent.hand_over().await.handed_over_at_ms, Some(now));
    assert_eq!(lent.listed().await, ["running"]);
    let accounts = lent.env.admin.accounts().await.unwrap();
    assert!(accounts.iter().all(|account| account.phone.is_none()));
}

#[tokio::test]
async fn whoever_has_a_lent_phone_is_reminded_of_bringing_it_back() {
    let lent = Lent::taken().await;
    lent.sync().await;
    let reminders = || {
        let notices = lent.phone.client().plan().notices.into_iter();
        notices.filter(|notice| notice.id.starts_with("loan-return-")).collect::<Vec<_>>()
    };
    assert_eq!(reminders(), []);
    let ends = lent.hand_over().await.ends_at_ms.unwrap();
    let planned = reminders();
    let days: Vec<&str> = planned.iter().map(|notice| notice.id.as_str()).collect();
    assert_eq!(days, ["loan-return-13", "loan-return-3", "loan-return-0"]);
    for notice in &planned {
        let moscow = notice.at_ms + 3 * 3_600_000;
        assert_eq!(moscow.rem_euclid(86_400_000), 10 * 3_600_000, "ten in the morning");
        assert!(notice.at_ms > ends && notice.at_ms < notice.until_ms);
        assert!(notice.text.text.ends_with("to bring the phone back."));
    }
    // The order ends sooner, and so does the loan.
    lent.env.admin.release_order(&lent.order, None).await.unwrap();
    lent.env.wait_s(60).await;
    lent.sync().await;
    assert!(reminders()[0].at_ms < planned[0].at_ms);
    lent.phone.client().return_loan().await.unwrap();
    assert_eq!(reminders(), []);
}

#[tokio::test]
async fn two_phones_before_the_handover_freeze_each_other() {
    let lent = Lent::taken().await;
    let (first, _) = lent.env.phone();
    let qr = invited(&lent.env).await;
    assert_eq!(lent.listed().await, ["over", "made"]);
    take(&first, &qr).await;
    let (second, _) = lent.env.phone();
    assert_eq!(refused(&second, &qr).await, Code::LoanOver);
    assert_eq!(second.client().loan(), None);
    assert_eq!(lent.listed().await, ["over", "frozen"]);
    let handed_over = first.client().hand_over_loan(None, Vec::new()).await;
    assert_eq!(handed_over.unwrap_err().code, Code::LoanOver);
    first.client().sync(Urgency::Person, None).await;
    assert!(first.client().order(ME).unwrap().is_none(), "nobody learns where its user lives");
    // The desk makes another form, and either phone may be the one.
    let qr = invited(&lent.env).await;
    take(&second, &qr).await;
    assert_eq!(refused(&first, &qr).await, Code::AlreadyRegistered);
    assert!(matches!(
        second.client().hand_over_loan(None, Vec::new()).await,
        Ok(LoanStep::Done(loan)) if loan.state == LoanState::Running
    ));
    assert_eq!(lent.listed().await, ["over", "over", "running"]);
}

#[tokio::test]
async fn a_second_phone_after_the_handover_is_refused_and_freezes_nothing() {
    let env = Arc::new(TestEnv::new().await);
    let order = order_for(&env, NUMBER).await;
    let (phone, network) = env.phone();
    let qr = invited(&env).await;
    take(&phone, &qr).await;
    let lent = Lent { env, phone, network, order };
    lent.hand_over().await;
    let (second, _) = lent.env.phone();
    assert_eq!(refused(&second, &qr).await, Code::LoanOver);
    assert_eq!(lent.listed().await, ["running"]);
    lent.sync().await;
    assert_eq!(lent.loan().unwrap().state, LoanState::Running);
    // Its keys are gone: another form may be taken.
    assert_eq!(second.state(), "not-registered");
}

#[tokio::test]
async fn an_invitation_counts_here_once_and_in_time() {
    let env = TestEnv::new().await;
    let elsewhere = TestEnv::new().await;
    let (phone, network) = env.phone();
    for text in ["", "DSL1:", "DS1:BB8", "DSL1:BB8", "dsl1:BB8", "DSL1:привет"] {
        assert_eq!(refused(&phone, text).await, Code::LoanMalformed, "{text}");
    }
    assert_eq!(refused(&phone, &invited(&elsewhere).await).await, Code::LoanForeign);
    let soon = u64::try_from(phone.clock.true_ms() / 1000).unwrap() + 60;
    let short = env.admin.make_loan("K-1", Some(soon)).await.unwrap().qr;
    let qr = invited(&env).await;
    // Without a network nothing is kept, and nothing is lost.
    network.switch(false);
    assert_eq!(refused(&phone, &qr).await, Code::Offline);
    assert_eq!(phone.state(), "not-registered");
    network.switch(true);
    env.wait_s(120).await;
    assert_eq!(refused(&phone, &short).await, Code::LoanOver);
    take(&phone, &qr).await;
    assert_eq!(refused(&phone, &qr).await, Code::AlreadyRegistered);
    let (resident, _) = env.resident().await;
    assert_eq!(refused(&resident, &invited(&env).await).await, Code::AlreadyRegistered);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_asked_for_again_and_freezes_nobody() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.phone();
    let qr = invited(&env).await;
    network.lose_next(doorstep::requests::Route::Loans);
    let step = phone.client().take_loan(&qr).await.unwrap();
    assert!(matches!(step, LoanStep::WaitingToSend { loan: None, .. }), "{step:?}");
    phone.start();
    let standing = phone.snapshot().people[0].registration.clone();
    assert_eq!((standing.step.name(), standing.text.key.as_str()), ("loan-asked", "loan-asked"));
    assert_eq!(take(&phone, &qr).await.state, LoanState::Taken);
    assert_eq!(listed(&env).await, ["taken"]);
}

#[tokio::test]
async fn a_handover_without_a_network_waits() {
    let lent = Lent::taken().await;
    lent.network.switch(false);
    let step = lent.phone.client().hand_over_loan(Some(5), Vec::new()).await.unwrap();
    assert!(matches!(step, LoanStep::WaitingToSend { loan: Some(_), .. }), "{step:?}");
    assert_eq!(lent.loan().unwrap().state, LoanState::Taken);
    lent.env.wait_s(120).await;
    lent.network.switch(true);
    lent.sync().await;
    assert_eq!(lent.loan().unwrap().state, LoanState::Running);
    assert_eq!(lent.listed().await, ["running"]);
}

#[tokio::test]
async fn what_is_lost_pauses_alone_and_another_phone_goes_on_with_the_chain() {
    let lent = Lent::running().await;
    lent.stays(2);
    lent.sync().await;
    let chain = lent.phone.client().order(ME).unwrap().unwrap().chain;
    lent.env.wait_s(60).await;
    lent.env.admin.lose_loan(NUMBER).await.unwrap();
    lent.env.wait_s(60).await;
    lent.sync().await;
    assert_eq!(lent.order(), ("paused", Some("loan".into())));
    assert_eq!(lent.loan().unwrap().state, LoanState::Running);
    assert_eq!(lent.listed().await, ["lost"]);
    // Another device under the same number.
    let (other, network) = lent.env.phone();
    take(&other, &invited(&lent.env).await).await;
    assert_eq!(lent.listed().await, ["lost", "taken"]);
    let order = lent.order.clone();
    let other = Lent { env: Arc::clone(&lent.env), phone: other, network, order };
    other.sync().await;
    other.env.wait_s(60).await;
    other.hand_over().await;
    assert_eq!(other.listed().await, ["over", "running"]);
    other.sync().await;
    assert_eq!(other.phone.client().order(ME).unwrap().unwrap().chain, chain);
    // The first one is closed, and is still to be brought back.
    lent.phone.client().sync(Urgency::Person, None).await;
    assert_eq!(lent.phone.client().loan().unwrap().state, LoanState::Returning);
    assert!(lent.phone.client().return_loan().await.unwrap().told);
    assert_eq!(other.listed().await, ["returned", "running"]);
    other.sync().await;
    assert_eq!(other.loan().unwrap().state, LoanState::Running);
}

#[tokio::test]
async fn the_next_user_of_a_number_gets_nothing_of_the_one_before() {
    let lent = Lent::running().await;
    assert!(lent.phone.client().return_loan().await.unwrap().told);
    lent.env.wait_s(86_400).await;
    let order = order_for(&lent.env, NUMBER).await;
    take(&lent.phone, &invited(&lent.env).await).await;
    lent.sync().await;
    let orders = lent.phone.client().orders(ME).unwrap();
    let ids: Vec<&str> = orders.iter().map(|order| order.id.as_str()).collect();
    assert_eq!(ids, [order.as_str()]);
    assert_ne!(lent.order, order);
}
