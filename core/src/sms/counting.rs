//! Quotas and hours: what is told before a message is sent. What is not established stops nobody.

use super::asked::{Asked, AskedOutcome};
use super::compose::SmsRefusal;
use super::finding::{Finding, Rule};
use crate::documents::Zone;
use crate::documents::sms::{SmsPurpose, SmsQuota, SmsRegion, Stretch};

/// How many closed stretches are passed over in looking for an open minute.
const PASSED_OVER: usize = 32;

/// Whether a permit of this purpose may be asked for now, after all that was asked for before.
///
/// # Errors
/// [`SmsRefusal`] by an established figure; by others there are warnings.
pub fn may_ask(
    region: &SmsRegion,
    purpose: &SmsPurpose,
    asked: &[Asked],
    now: u64,
) -> Result<Vec<Finding>, SmsRefusal> {
    if purpose.is_over(now) {
        return Err(SmsRefusal::PurposeOver);
    }
    let mut warnings = Vec::new();
    let minute = region.zone.minute(second(now));
    let closed = purpose.closed.iter().filter(|closed| closed.takes_in(minute));
    match closed.map(|closed| closed.confidence.is_established()).max() {
        Some(true) => return Err(SmsRefusal::OutsideHours { next: opening(region, purpose, now) }),
        Some(false) => warnings.push(Finding::about_message(Rule::OutsideHours)),
        None => {}
    }
    for quota in &purpose.quotas {
        let stretch = Counted::of(region, purpose, quota, asked, now);
        if stretch.granted >= quota.n && quota.confidence.is_established() {
            let (used, of, next) = (stretch.granted, quota.n, stretch.next);
            return Err(SmsRefusal::QuotaUsed { used, of, next });
        }
        if stretch.granted.saturating_add(stretch.waiting) >= quota.n {
            let said = Finding::about_message(Rule::QuotaUsed);
            if !warnings.contains(&said) {
                warnings.push(said);
            }
        }
    }
    Ok(warnings)
}

/// What was counted in the stretch around now.
struct Counted {
    granted: u64,
    /// Requests of which nobody knows whether they were granted.
    waiting: u64,
    /// When one more is free, if that is known.
    next: Option<u64>,
}

impl Counted {
    fn of(
        region: &SmsRegion,
        purpose: &SmsPurpose,
        quota: &SmsQuota,
        asked: &[Asked],
        now: u64,
    ) -> Self {
        let (from, until) = match quota.per {
            Stretch::Calendar(period) => {
                let span = period.span(&region.zone, now);
                (u64::try_from(span.from).unwrap_or_default(), u64::try_from(span.until).ok())
            }
            Stretch::Hours(hours) => (now.saturating_sub(seconds(hours)).saturating_add(1), None),
        };
        let counts = |code: &str| {
            let shares = |other: &SmsPurpose| {
                let shared = other.quotas.iter().filter_map(|other| other.shared.as_ref());
                quota.shared.is_some()
                    && shared.into_iter().any(|name| Some(name) == quota.shared.as_ref())
            };
            code == purpose.code || region.purpose(code).is_some_and(shares)
        };
        let counted = asked.iter().filter(|one| {
            one.region == region.id
                && (from..=now).contains(&one.at)
                && one.purpose.as_deref().is_some_and(counts)
        });
        let of = |outcome: AskedOutcome| {
            let all = counted.clone().filter(move |one| one.outcome == outcome);
            all.map(|one| one.at).collect::<Vec<u64>>()
        };
        let mut granted = of(AskedOutcome::Approved);
        granted.sort_unstable();
        let count = u64::try_from(granted.len()).unwrap_or(u64::MAX);
        // Of rolling hours: when the one falls out that is one too many.
        let freeing = usize::try_from(count.saturating_sub(quota.n)).unwrap_or_default();
        let next = match quota.per {
            Stretch::Calendar(_) => until,
            Stretch::Hours(hours) => {
                granted.get(freeing).map(|at| at.saturating_add(seconds(hours)))
            }
        };
        let waiting = u64::try_from(of(AskedOutcome::Waiting).len()).unwrap_or(u64::MAX);
        Self { granted: count, waiting, next }
    }
}

/// The first second from now on at which no established hours are closed.
fn opening(region: &SmsRegion, purpose: &SmsPurpose, now: u64) -> u64 {
    let zone: &Zone = &region.zone;
    let mut at = second(now);
    for _ in 0..PASSED_OVER {
        let minute = zone.minute(at);
        let mut closed = purpose.closed.iter().filter(|closed| closed.confidence.is_established());
        let Some(closed) = closed.find(|closed| closed.takes_in(minute)) else { break };
        let next = zone.next_minute(at, closed.to);
        // Where clocks go back, an hour is closed twice.
        at = if next > at { next } else { zone.next_minute(at.saturating_add(60), closed.to) };
    }
    u64::try_from(at).unwrap_or_default()
}

fn second(at: u64) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

fn seconds(hours: u64) -> u64 {
    hours.saturating_mul(3600)
}
