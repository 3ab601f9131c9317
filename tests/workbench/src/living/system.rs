//! A phone's system under virtual time, for whoever lives days: it wakes the app when the plan says, hands over a
//! fix when the plan asks for one, and lets it sync when the plan says so and there is a network.

use doorstep::client::{Client, SyncReport};
use doorstep::error::Code;
use doorstep::events::{Cause, Facts, Moved, Wake};
use doorstep::model::{MS, PersonId};
use doorstep::outbox::Urgency;
use doorstep::quarantine::watch::{Arrived, ArrivingFix};

use crate::phone::of_the_phone;
use crate::reply::ErrorInfo;

/// A system wakes an app at least so often, in milliseconds.
const LONGEST_MS: i64 = 3_600 * MS;

/// How far a system has come, milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    pub now_ms: i64,
    last_fix_ms: i64,
}

impl Course {
    pub fn begin(now_ms: i64) -> Self {
        Self { now_ms, last_fix_ms: now_ms }
    }
}

/// What a system has done.
#[derive(Debug)]
pub enum Done<'a> {
    Woke,
    Located(&'a Arrived),
    Synced(&'a SyncReport),
    /// Something may be shown that was not.
    Shown,
}

/// A phone whose system is played, and its world.
pub trait Played {
    fn app(&self) -> Result<&Client, ErrorInfo>;
    fn person(&self) -> PersonId;
    fn course(&mut self) -> &mut Course;
    /// Its clocks show this moment.
    fn go_to(&mut self, now_ms: i64);
    fn facts(&self) -> Facts;
    fn has_network(&self) -> bool;
    /// What its sensors counted since they were last asked.
    fn moved(&mut self) -> Option<Moved>;
    /// What it claims of where it is; `home` in units of 10⁻⁷ degrees.
    fn fix(&mut self, home: (i64, i64), now_ms: i64) -> ArrivingFix;
    /// When its person does something next.
    fn acts_at(&self) -> Option<i64>;
    /// What they do by now.
    fn acts(&mut self) -> Result<(), ErrorInfo>;
    /// Says what time it is to whoever shares it.
    async fn share(&self) -> Result<(), ErrorInfo>;
    fn sees(&mut self, done: Done<'_>) -> Result<(), ErrorInfo>;
}

/// Lives on until this moment.
pub async fn live_until(phone: &mut impl Played, end_ms: i64) -> Result<(), ErrorInfo> {
    loop {
        let Course { now_ms, last_fix_ms } = *phone.course();
        if now_ms >= end_ms {
            return Ok(());
        }
        let plan = phone.app()?.plan();
        let every = plan.fix_every_s.and_then(|every| i64::try_from(every).ok());
        let fix_at = every.map(|every| last_fix_ms.saturating_add(every.saturating_mul(MS)));
        // What the plan tells is a difference of its own times.
        let from_now = |at_ms: i64| now_ms.saturating_add(at_ms.saturating_sub(plan.now_ms));
        let wake_at = plan.wake_at_ms.map(from_now);
        let all = [fix_at, wake_at, phone.acts_at(), Some(end_ms)];
        let next = all.into_iter().flatten().min().unwrap_or(end_ms);
        let whole = next.saturating_sub(now_ms).saturating_add(MS - 1).div_euclid(MS);
        let now_ms = now_ms.saturating_add(whole.saturating_mul(MS).clamp(MS, LONGEST_MS));
        phone.course().now_ms = now_ms;
        phone.go_to(now_ms);
        if wake_at.is_some_and(|at| at <= now_ms) {
            wake(phone, Cause::Alarm)?;
        }
        if fix_at.is_some_and(|at| at <= now_ms) {
            locate(phone)?;
        }
        phone.acts()?;
        phone.sees(Done::Shown)?;
        sync_if_asked(phone).await?;
    }
}

/// Wakes the app.
pub fn wake(phone: &mut impl Played, cause: Cause) -> Result<(), ErrorInfo> {
    let (facts, moved) = (phone.facts(), phone.moved());
    phone.app()?.woken(Wake { cause, facts, moved });
    phone.sees(Done::Woke)
}

/// Hands over a fix; nothing where there is no duty, or no place to look from.
pub fn locate(phone: &mut impl Played) -> Result<(), ErrorInfo> {
    let (person, now_ms) = (phone.person(), phone.course().now_ms);
    phone.course().last_fix_ms = now_ms;
    let order = phone.app()?.order(person)?;
    let home = order.and_then(|order| {
        let first = order.places.first()?;
        Some((first.latitude, first.longitude))
    });
    let Some(home) = home else { return Ok(()) };
    let fix = phone.fix(home, now_ms);
    let app = phone.app()?;
    let arrived = app.fixes_arrived(person, std::slice::from_ref(&fix));
    of_the_phone(app, person, &fix)?;
    match arrived {
        Ok(arrived) => phone.sees(Done::Located(&arrived)),
        Err(error) if error.code == Code::NoOrder => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Lets the app do what its plan says, if there is a network.
pub async fn sync_if_asked(phone: &mut impl Played) -> Result<(), ErrorInfo> {
    match phone.app()?.plan().sync {
        Some(urgency) if phone.has_network() => sync(phone, urgency).await,
        _ => Ok(()),
    }
}

pub async fn sync(phone: &mut impl Played, urgency: Urgency) -> Result<(), ErrorInfo> {
    phone.share().await?;
    let report = phone.app()?.sync(urgency, None).await;
    phone.sees(Done::Synced(&report))
}
