//! What a phone's person and its system do, one step after the other, drawn at random.

use std::sync::Arc;

use doorstep::client::{CheckAnswer, Client, OrderDecision, PassRequestResult, RegistrationResult};
use doorstep::client_error::ClientError;
use doorstep::error::{Code, ErrorKind};
use doorstep::events::{Cause, Facts, Wake};
use doorstep::model::patient::{CannotReason, CheckOutcome};
use doorstep::outbox::Urgency;
use doorstep::quarantine::declarations::Declaring;
use doorstep::quarantine::presence::{HomeWifi, Source};
use doorstep::quarantine::watch::{ArrivingFix, CircleOf};
use doorstep::views::NoticeKind;
use doorstep_authority::admin::{Admin, OrderChange, OrderFor, PlaceChange};
use serde_json::json;

use crate::clock::FileClock;
use crate::draws::Draws;
use crate::home::{ME, PhoneHome};
use crate::said::{Chain, Done, HeldPass, Holds, Said};

/// Where the order's person lives, degrees.
const HOME: (f64, f64) = (55.755_812_3, 37.6173);
/// Of passes that nobody counts.
const PURPOSES: [&str; 2] = ["pharmacy", "rubbish"];

/// One process of a phone.
pub struct Script {
    pub home: PhoneHome,
    pub client: Client,
    pub clock: Arc<FileClock>,
    pub draws: Draws,
    /// How SQLite syncs, if not as in an app.
    pub synchronous: Option<String>,
    chain: Chain,
}

impl Script {
    /// Opens the home, and says what it holds.
    pub fn open(home: PhoneHome, seed: u64, synchronous: Option<String>) -> Self {
        let clock = Arc::new(FileClock::open(&home.clock_file));
        let client = home.open(Arc::clone(&clock), seed).unwrap();
        let draws = Draws::of(seed);
        let mut script = Self { home, client, clock, draws, synchronous, chain: Chain::default() };
        script.sync_as_told();
        let holds = script.holds();
        script.chain = holds.chain.clone();
        Said::Opened(holds).say();
        script
    }

    fn sync_as_told(&self) {
        if let Some(mode) = &self.synchronous {
            self.client.set_synchronous(mode).unwrap();
        }
    }

    fn holds(&self) -> Holds {
        Holds::read(&self.client, &self.home.store(), self.clock.now_ms()).unwrap()
    }

    /// Registers, takes the order, and lives so many steps.
    pub async fn live(&mut self, steps: usize) {
        while !self.is_registered() {
            Said::Begins("register".into()).say();
            self.registers().await;
            self.done();
        }
        if self.client.order(ME).is_ok_and(|order| order.is_none()) {
            Said::Begins("order".into()).say();
            self.issue_order().await;
            self.syncs().await;
            self.done();
        }
        for decision in [OrderDecision::Seen, OrderDecision::Begin] {
            Said::Begins("decide".into()).say();
            self.client.decide_order(ME, &decision).unwrap();
            self.done();
        }
        // What a request has brought about is heard before its pass is over.
        Said::Begins("sync".into()).say();
        self.syncs().await;
        self.done();
        for _ in 0..steps {
            self.step().await;
            self.done();
        }
    }

    /// Tells the authority all that there is to tell.
    pub async fn finish(&mut self) {
        for _ in 0..20 {
            self.clock.advance_s(180);
            self.syncs().await;
            let holds = self.holds();
            if holds.unsent == 0 && self.client.snapshot().people[0].waiting.is_empty() {
                return Said::Finished(holds).say();
            }
        }
        panic!("the authority does not hear it: {:?}", self.holds().unsent);
    }

    /// Says that all before is durable.
    fn done(&mut self) {
        let from = self.chain.0.len() as u64 + 1;
        if let Ok(page) = self.client.journal(ME, Some(from), usize::MAX) {
            self.chain.follow(&page.entries).unwrap();
        }
        Said::Done(Done {
            at_ms: self.clock.now_ms(),
            is_registered: self.is_registered(),
            n: self.chain.0.len(),
            digest: self.chain.0.last().cloned().unwrap_or_default(),
            passes: self.passes(),
        })
        .say();
    }

    fn passes(&self) -> Vec<HeldPass> {
        self.client.passes(ME).unwrap().iter().map(HeldPass::of).collect()
    }

    fn is_registered(&self) -> bool {
        self.client.snapshot().people[0].registration.step.name() == "registered"
    }

    fn admin(&self) -> Admin {
        Admin::of(&self.home.authority).unwrap()
    }

    async fn registers(&self) {
        let number = self.home.number.as_str();
        if self.client.snapshot().people[0].registration.step.name() != "code-sent" {
            may_fail(self.client.register(ME, number, Some("и п"), Some("4321")).await);
            return;
        }
        let messages = self.admin().sms(Some(number)).await.unwrap();
        let code = messages.last().map(|message| code_in(&message.text)).unwrap_or_default();
        if self.client.confirm(ME, &code).await != Ok(RegistrationResult::Registered) {
            self.clock.advance_s(600);
            may_fail(self.client.resend(ME).await);
        }
    }

    async fn issue_order(&self) {
        let admin = self.admin();
        if !admin.orders().await.unwrap().is_empty() {
            return;
        }
        let checks =
            json!({ "n": 3, "window_min": 60, "gap_min": 120, "photo": false, "surprises": 0 });
        let order = OrderChange {
            terms: json!({ "checks": checks }).as_object().unwrap().clone(),
            first_place: PlaceChange { at: Some(HOME), ..PlaceChange::default() },
            ..OrderChange::default()
        };
        admin.issue_order(OrderFor::Phone(self.home.number.clone()), order).await.unwrap();
    }

    async fn syncs(&self) {
        let report = self.client.sync(Urgency::Person, None).await;
        let storage = report.problem.filter(|problem| problem.kind == ErrorKind::Storage);
        assert_eq!(storage, None);
    }

    /// One thing that happens.
    async fn step(&self) {
        let drawn = self.draws.below(24);
        let begins = |name: &str, minutes: i64| {
            self.clock.advance_s(60 * minutes);
            Said::Begins(name.into()).say();
        };
        let client = &self.client;
        let declares = |declaring: &Declaring| may_fail(client.declare(ME, declaring));
        if self.is_asked() && self.draws.percent(70) {
            begins("answer", 1);
            let text = Some("no light".to_owned());
            let answer = match self.draws.percent(75) {
                true => CheckAnswer::Here,
                false => CheckAnswer::Cannot { reason: CannotReason::Camera, text },
            };
            return may_fail(client.answer_check(ME, None, &answer));
        }
        match drawn {
            0..=6 => {
                begins("fix", 15);
                client.fixes_arrived(ME, &[self.fix()]).unwrap();
            }
            7 | 8 => {
                // When it is to ask, as often as not.
                begins("wake", if self.draws.percent(60) { self.minutes_to_check() } else { 7 });
                client.woken(Wake { cause: Cause::Alarm, facts: Facts::default(), moved: None });
            }
            9 => {
                begins("here", 2);
                may_fail(client.here(ME));
            }
            10 => {
                begins("hospital", 1);
                declares(&Declaring::Hospital);
                if self.draws.percent(70) {
                    declares(&Declaring::Back);
                }
            }
            11 => {
                begins("permission", 1);
                declares(&Declaring::Permission { minutes: 30, text: Some("a nurse".into()) });
            }
            12 | 13 => {
                begins("back", 5);
                declares(&Declaring::Back);
            }
            14 => {
                begins("fault", 1);
                declares(&Declaring::Fault { text: "the screen is cracked".into() });
            }
            15..=18 => {
                begins("sync", 4);
                self.syncs().await;
            }
            19..=21 => {
                begins("pass", 2);
                self.asks_for_a_pass().await;
            }
            22 => {
                begins("show", 1);
                may_fail(client.present(ME, None, None));
            }
            _ => {
                begins("sleep", 3);
                client.suspend().unwrap();
                client.resume().unwrap();
                self.sync_as_told();
            }
        }
    }

    fn is_asked(&self) -> bool {
        let checks = self.client.checks(ME, false).unwrap_or_default();
        checks.iter().any(|check| check.outcome == CheckOutcome::Asking)
    }

    /// Until the next agreed check is due, if the phone knows of one.
    fn minutes_to_check(&self) -> i64 {
        let plan = self.client.plan();
        let checks = plan.notices.iter().filter(|one| one.kind == NoticeKind::Check);
        let due_ms = checks.map(|one| one.at_ms).filter(|at_ms| *at_ms > plan.now_ms).min();
        due_ms.map_or(7, |due_ms| (due_ms - plan.now_ms) / 60_000 + 1)
    }

    async fn asks_for_a_pass(&self) {
        let purpose = PURPOSES[self.draws.below(PURPOSES.len())];
        match self.client.request_pass(ME, purpose, None).await {
            Ok(PassRequestResult::Pass(entry)) => {
                assert!(self.passes().contains(&HeldPass::of(&entry)), "a pass that is not listed");
            }
            done => may_fail(done),
        }
    }

    fn fix(&self) -> ArrivingFix {
        let metres = self.draws.below(30) as f64;
        ArrivingFix {
            latitude: HOME.0 + metres / 111_320.0,
            longitude: HOME.1,
            accuracy_m: Some(20.0),
            circle: CircleOf::Android,
            source: Source::Wifi,
            age_ms: 0,
            time_ms: self.clock.now_ms(),
            is_mock: false,
            is_coarse: false,
            in_deep_sleep: false,
            steps: None,
            activity: None,
            home_wifi: HomeWifi::Unknown,
        }
    }
}

/// Whatever the rules say no to; the disk and the vault do not.
fn may_fail<T>(done: Result<T, ClientError>) {
    if let Err(error) = done {
        let is_ours = matches!(error.kind, ErrorKind::Storage | ErrorKind::Vault);
        assert!(!is_ours && error.code != Code::KeyLost, "{:?}", error.code);
    }
}

/// The six digits of a message.
fn code_in(text: &str) -> String {
    let mut groups = text.split(|letter: char| !letter.is_ascii_digit());
    groups.find(|group| group.len() == 6).unwrap().to_owned()
}
