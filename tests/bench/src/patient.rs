//! A patient at home, quarter of an hour by quarter: their phone, its authority, and the wire between them.

use std::error::Error;
use std::time::Duration;

use doorstep::client::{CheckAnswer, OrderDecision};
use doorstep::events::{Cause, Facts, NetworkKind, Wake};
use doorstep::model::patient::CheckOutcome;
use doorstep::outbox::Urgency;
use doorstep::quarantine::presence::{HomeWifi, Source};
use doorstep::quarantine::watch::{ArrivingFix, CircleOf, Mode};
use doorstep::views::{Notice, NoticeKind};
use doorstep_authority::admin::{OrderChange, OrderFor, PlaceChange};
use doorstep_suite::phone::{ME, NUMBER, Phone};
use doorstep_suite::relay::Relay;
use doorstep_suite::test_env::TestEnv;

/// Where home is, degrees.
const HOME: (f64, f64) = (55.755_812_3, 37.617_3);
/// Metres of a degree there.
const DEGREE_M: (f64, f64) = (111_320.0, 62_600.0);
/// Seconds between fixes.
const EVERY_S: i64 = 900;
/// How many of them a day has.
pub const A_DAY: u64 = 96;

const DAY_MS: i64 = 86_400_000;

/// What a day took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Day {
    pub wakes: u64,
    pub fixes: u64,
    /// Those of them for which satellites were asked.
    pub looks: u64,
    pub answers: u64,
    pub syncs: u64,
    pub bytes: u64,
    pub connections: u64,
    pub cpu: Cpu,
}

/// Processor time of this thread.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cpu {
    pub all: Duration,
    /// Of it in the system's kernel, in its steps of 10 ms.
    pub kernel: Duration,
}

impl Cpu {
    /// As Linux tells it.
    pub fn now() -> Self {
        let read = |name: &str| std::fs::read_to_string(format!("/proc/thread-self/{name}"));
        let (all, stat) = (read("schedstat").unwrap_or_default(), read("stat").unwrap_or_default());
        let all = all.split_whitespace().next().and_then(|nanos| nanos.parse().ok());
        // The name of the program may hold anything.
        let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
        let ticks: Option<u64> =
            after.split_whitespace().nth(12).and_then(|ticks| ticks.parse().ok());
        Self {
            all: Duration::from_nanos(all.unwrap_or_default()),
            kernel: Duration::from_millis(ticks.unwrap_or_default() * 10),
        }
    }

    /// What this thread took since.
    pub fn since(self) -> Self {
        let Self { all, kernel } = Self::now();
        Self { all: all.saturating_sub(self.all), kernel: kernel.saturating_sub(self.kernel) }
    }
}

impl std::ops::Add for Cpu {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { all: self.all + other.all, kernel: self.kernel + other.kernel }
    }
}

/// A patient whose app lives on, as its plan asks.
pub struct Patient {
    pub env: TestEnv,
    pub phone: Phone,
    pub relay: Relay,
    quarters: u64,
    /// How many checks were answered, if they are.
    pub answers: Option<u64>,
}

impl Patient {
    /// An hour after an order with six batches a day began that has this reported, and asks so many checks
    /// a day by itself.
    ///
    /// # Errors
    /// Whatever goes wrong.
    pub async fn new(report: &str, checks: u64) -> Result<Self, Box<dyn Error>> {
        let env = TestEnv::new().await;
        let (mut phone, _) = env.resident().await;
        let terms = [
            ("report".to_owned(), report.into()),
            ("batch_s".to_owned(), 14_400.into()),
            ("checks".to_owned(), serde_json::json!({ "n": checks, "surprises": 0 })),
        ];
        let change = OrderChange {
            terms: terms.into_iter().collect(),
            days: Some(21),
            first_place: PlaceChange { at: Some(HOME), ..PlaceChange::default() },
            ..OrderChange::default()
        };
        env.admin.issue_order(OrderFor::Phone(NUMBER.to_owned()), change).await?;
        phone.sync().await;
        phone.client().decide_order(ME, &OrderDecision::Seen)?;
        phone.client().decide_order(ME, &OrderDecision::Begin)?;
        let relay = Relay::before(&env.url());
        phone.transport = relay.transport(&phone.url);
        phone.kill();
        phone.start();
        let mut patient = Self { env, phone, relay, quarters: 0, answers: None };
        for _ in 0..4 {
            patient.rests().await?;
        }
        patient.phone.sync().await;
        Ok(patient)
    }

    /// A quarter of an hour at home.
    ///
    /// # Errors
    /// Whatever goes wrong.
    pub async fn rests(&mut self) -> Result<(), Box<dyn Error>> {
        self.quarter(0.0).await
    }

    /// A quarter of an hour at home, at whose end the phone claims another place.
    ///
    /// # Errors
    /// Whatever goes wrong.
    pub async fn is_mistaken(&mut self) -> Result<(), Box<dyn Error>> {
        self.quarter(2_000.0).await
    }

    /// A quarter of an hour at home that is told nobody.
    ///
    /// # Errors
    /// Whatever goes wrong.
    pub async fn rests_alone(&mut self) -> Result<(), Box<dyn Error>> {
        self.passes(0.0).await
    }

    /// A day by what its plans ask, at home but for one fix, with every check answered some minutes after it
    /// was asked.
    ///
    /// # Errors
    /// Whatever goes wrong.
    pub async fn lives_a_day(&mut self, network: NetworkKind) -> Result<Day, Box<dyn Error>> {
        let facts = Facts { network, ..Facts::default() };
        let (mut day, before) = (Day::default(), self.relay.counted());
        let begins = self.env.clock.true_ms();
        let (end, wrong) = (begins + DAY_MS, begins + DAY_MS * 10 / 24);
        let (mut last_fix, mut answers_at, mut is_mistaken) = (begins, None, false);
        let client = self.phone.client();
        let mut plan = client.plan();
        loop {
            let now = self.env.clock.true_ms();
            let fix_at = plan.fix_every_s.and_then(|every| i64::try_from(every).ok());
            let fix_at = fix_at.map(|every| last_fix + every * 1_000);
            let wake_at = plan.wake_at_ms.map(|at| now + at - plan.now_ms);
            let next = [fix_at, wake_at, answers_at, Some(end)].into_iter().flatten().min();
            let next = next.unwrap_or(end).clamp(now + 1_000, end.max(now + 1_000));
            self.env.clock.advance_ms(next - now);
            let cpu = Cpu::now();
            let looks = plan.location == Mode::Precise;
            if fix_at.is_some_and(|at| at <= next) {
                last_fix = next;
                day.fixes += 1;
                day.looks += u64::from(looks);
                self.quarters += 1;
                let is_wrong = !is_mistaken && next >= wrong;
                is_mistaken |= is_wrong;
                let east_m = if is_wrong { 2_000.0 } else { 0.0 };
                client.fixes_arrived(ME, &[a_fix(self.quarters, east_m, next)])?;
            }
            if answers_at.is_some_and(|at| at <= next) {
                answers_at = None;
                day.answers += 1;
                client.answer_check(ME, None, &CheckAnswer::Here)?;
            }
            plan = if wake_at.is_some_and(|at| at <= next) {
                day.wakes += 1;
                client.woken(Wake { cause: Cause::Alarm, facts: facts.clone(), moved: None })
            } else {
                client.plan()
            };
            day.cpu = day.cpu + cpu.since();
            let stands = |one: &Notice| one.kind == NoticeKind::Check && one.at_ms <= plan.now_ms;
            if answers_at.is_none() && plan.notices.iter().any(stands) {
                answers_at = Some(next + 300_000);
            }
            if let Some(urgency) = plan.sync {
                self.env.wait_s(0).await;
                let cpu = Cpu::now();
                let report = client.sync(urgency, None).await;
                plan = client.plan();
                day.cpu = day.cpu + cpu.since();
                // Hours pass until the next: no connection stays open for so long.
                self.relay.hang_up();
                day.syncs += 1;
                if let Some(problem) = report.problem {
                    return Err(problem.into());
                }
            }
            if next >= end {
                break;
            }
        }
        let after = self.relay.counted();
        day.bytes = after.bytes() - before.bytes();
        day.connections = after.connections - before.connections;
        Ok(day)
    }

    /// A quarter of an hour, and a sync if the plan asks for one.
    async fn quarter(&mut self, east_m: f64) -> Result<(), Box<dyn Error>> {
        self.passes(east_m).await?;
        if self.phone.client().plan().sync.is_some() {
            // Hours have passed since the last one: no connection stays open for so long.
            self.relay.hang_up();
            // The phone's end hears of it a moment later.
            tokio::time::sleep(Duration::from_millis(20)).await;
            let report = self.phone.client().sync(Urgency::Background, None).await;
            if let Some(problem) = report.problem {
                return Err(problem.into());
            }
        }
        Ok(())
    }

    /// A wake, a fix that differs a little from the one before, and an answer to what asks.
    async fn passes(&mut self, east_m: f64) -> Result<(), Box<dyn Error>> {
        self.env.wait_s(EVERY_S).await;
        let facts = Facts { network: NetworkKind::Mobile, ..Facts::default() };
        self.phone.client().woken(Wake { cause: Cause::Alarm, facts, moved: None });
        self.quarters += 1;
        let fix = a_fix(self.quarters, east_m, self.env.clock.true_ms());
        self.phone.client().fixes_arrived(ME, &[fix])?;
        self.answer()
    }

    /// Answers what asks, if anything does.
    fn answer(&mut self) -> Result<(), Box<dyn Error>> {
        let Some(answers) = &mut self.answers else { return Ok(()) };
        let checks = self.phone.client().checks(ME, false)?;
        if checks.iter().any(|check| check.outcome == CheckOutcome::Asking) {
            self.phone.client().answer_check(ME, None, &CheckAnswer::Here)?;
            *answers += 1;
        }
        Ok(())
    }
}

/// The fix of this number at home, or so far east of it, at this moment: each differs a little.
pub fn a_fix(at: u64, east_m: f64, time_ms: i64) -> ArrivingFix {
    let north_m = (at * 7_919 % 400) as f64 / 10.0 - 20.0;
    let east_m = east_m + (at * 6_131 % 400) as f64 / 10.0 - 20.0;
    ArrivingFix {
        latitude: HOME.0 + north_m / DEGREE_M.0,
        longitude: HOME.1 + east_m / DEGREE_M.1,
        accuracy_m: Some(11.0 + (at % 13) as f64),
        circle: CircleOf::Android,
        source: Source::Wifi,
        age_ms: 40 + i64::try_from(at * 31 % 900).unwrap_or_default(),
        time_ms,
        is_mock: false,
        is_coarse: false,
        in_deep_sleep: false,
        steps: Some(if at.is_multiple_of(5) { 3 } else { 0 }),
        activity: None,
        home_wifi: HomeWifi::Unknown,
    }
}
