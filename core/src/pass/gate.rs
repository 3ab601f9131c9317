//! What is told before a pass is asked for: act, purpose, hours, lead time, quota.

use super::quota::{Counted, Quota};
use crate::documents::{Purpose, Rules};
use crate::error::{Code, Fault, Figures};
use crate::time::milliseconds;

/// Whether this purpose needs a pass at all, which no clock changes.
///
/// # Errors
/// `no-pass-needed` with the legal reference.
pub fn needs_pass(purpose: &Purpose) -> Result<(), Fault> {
    if let Some(reference) = &purpose.no_pass {
        let figures = Figures { reference: Some(reference.clone()), ..Figures::default() };
        return Err(Fault::with(Code::NoPassNeeded, figures));
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
) -> Result<(), Fault> {
    if rules.act_in_force(at).is_none() {
        return Err(Code::NotInForce.into());
    }
    needs_pass(purpose)?;
    if purpose.is_over(start) {
        return Err(Code::PurposeUnknown.into());
    }
    let opening = purpose.opening(&rules.zone, start);
    if opening != start {
        return Err(Fault::until(Code::OutsideHours, milliseconds(opening)));
    }
    let earliest = at.saturating_add(purpose.lead_s);
    if start < earliest {
        let opening = purpose.opening(&rules.zone, earliest);
        return Err(Fault::until(Code::LeadTime, milliseconds(opening)));
    }
    let quota = Quota::of(purpose, rules, counts, start);
    if let Some(Quota { used, of, per, next_ms: Some(next_ms) }) = quota {
        let mut fault = Fault::until(Code::QuotaUsed, next_ms);
        fault.figures.n = Some(used);
        fault.figures.m = Some(of);
        fault.figures.per = Some(per);
        return Err(fault);
    }
    Ok(())
}
