//! What is told before a pass is asked for: act, purpose, hours, lead time, quota.

use crate::documents::{Period, Purpose, Rules, Span};
use crate::error::{Code, Fault, Figures};
use crate::model::MS;
use crate::requests::QuotaCount;
use crate::time::{Moment, milliseconds};

/// The stretch over which this purpose is counted, around this second.
pub fn span_of(purpose: &Purpose, rules: &Rules, at: u64) -> Option<Span> {
    let at = i64::try_from(at).ok()?;
    Some(match purpose.quota?.per {
        Period::LocalDay => rules.zone.day(at),
        Period::LocalWeek => rules.zone.week(at),
    })
}

/// Whether a pass for this purpose may be asked for now. `used` is what the authority last said
/// of the quota.
///
/// # Errors
/// The refusal that the authority would give, with its figures.
pub fn may_ask(
    purpose: &Purpose,
    rules: &Rules,
    now: &Moment,
    used: Option<&QuotaCount>,
) -> Result<(), Fault> {
    let at = now.best_s();
    if rules.act_in_force(at).is_none() {
        return Err(Code::NotInForce.into());
    }
    if let Some(reference) = &purpose.no_pass {
        let figures = Figures { reference: Some(reference.clone()), ..Figures::default() };
        return Err(Fault::with(Code::NoPassNeeded, figures));
    }
    if purpose.emergency {
        return Err(Code::NoPassNeeded.into());
    }
    let local = |at_ms: i64| Some(rules.zone.date_time(at_ms.div_euclid(MS)));
    let until = |code, at_ms| {
        let figures = Figures { at_ms: Some(at_ms), at_local: local(at_ms), ..Figures::default() };
        Fault::with(code, figures)
    };
    if let Some(opens_ms) = opens_ms(purpose, rules, at) {
        return Err(until(Code::OutsideHours, opens_ms));
    }
    if purpose.lead_s > 0 {
        let at_ms = milliseconds(at.saturating_add(purpose.lead_s));
        return Err(until(Code::LeadTime, at_ms));
    }
    if let Some(used) = used.filter(|used| used.n >= used.m && at < used.next) {
        let at_ms = milliseconds(used.next);
        let figures = Figures {
            at_ms: Some(at_ms),
            at_local: local(at_ms),
            n: Some(used.n),
            m: Some(used.m),
            ..Figures::default()
        };
        return Err(Fault::with(Code::QuotaUsed, figures));
    }
    Ok(())
}

/// When the purpose's hours begin again, if it is outside them.
fn opens_ms(purpose: &Purpose, rules: &Rules, at: u64) -> Option<i64> {
    let utc = i64::try_from(at).ok()?;
    let minute = rules.zone.minute(utc);
    let open = purpose.hours.iter().any(|(from, to)| (*from..*to).contains(&minute));
    if open || purpose.hours.is_empty() {
        return None;
    }
    purpose
        .hours
        .iter()
        .map(|(from, _)| rules.zone.next_minute(utc, *from).saturating_mul(MS))
        .min()
}
