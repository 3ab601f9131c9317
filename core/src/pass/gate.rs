//! What is told before a pass is asked for: act, purpose, hours, lead time, quota
//! (`PROTOCOL.md §11.2`).

use super::law::judge;
use super::quota::{Counted, Quota};
use crate::documents::{Act, Purpose, Rules};
use crate::error::{Code, CoreError, ErrorDetails};
use crate::time::Moment;

/// Whether this purpose needs a pass at all, which no clock changes.
///
/// # Errors
/// `no-pass-needed` with the legal reference.
pub fn needs_pass(purpose: &Purpose) -> Result<(), CoreError> {
    if let Some(reference) = &purpose.no_pass {
        let details =
            ErrorDetails { reference: Some(reference.clone()), ..ErrorDetails::default() };
        return Err(CoreError::with(Code::NoPassNeeded, details));
    }
    if purpose.emergency {
        return Err(Code::NoPassNeeded.into());
    }
    Ok(())
}

/// Whether a pass that begins at `start` may be asked for at this second.
///
/// # Errors
/// The refusal that the authority would give, with its figures.
pub fn may_ask(
    purpose: &Purpose,
    rules: &Rules,
    at: u64,
    start: u64,
    counts: &[Counted],
) -> Result<(), CoreError> {
    let used_until = Quota::used_until(purpose, rules, counts);
    let Err(objection) = judge(purpose, rules, at, start, used_until) else { return Ok(()) };
    if objection.code == Code::NoPassNeeded {
        needs_pass(purpose)?;
    }
    let mut error = CoreError::from(objection);
    if objection.code == Code::QuotaUsed {
        let quota = Quota::of(purpose, rules, counts, start);
        error.details.n = quota.map(|quota| quota.used);
        error.details.m = quota.map(|quota| quota.of);
        error.details.per = quota.map(|quota| quota.per);
    }
    Err(error)
}

/// The act that requires passes now. A wall clock ends none: what was in force at the authority's
/// last signature may still be.
pub fn act_now<'r>(rules: &'r Rules, now: &Moment) -> Option<&'r Act> {
    let at_least = || rules.act_in_force(now.lo_s()).filter(|_| !now.anchored);
    rules.act_in_force(now.best_s()).or_else(at_least)
}
