//! What the rules say to a pass that begins at a given second. Phone, authority and portal judge
//! alike, and every moment that a refusal names is one at which a pass can begin
//! (`PROTOCOL.md §11.3`).

use crate::documents::{Act, Purpose, Rules};
use crate::error::{Code, CoreError, ErrorDetails};
use crate::time::milliseconds;

/// Acts, hours and used stretches that are passed over in looking for a beginning: more than a
/// month of days has.
const PASSED_OVER: usize = 200;
/// How far before the end of the rules the last beginning is looked for, in seconds: two days
/// have every hour twice.
const LOOKED_BACK: u64 = 2 * 86_400;

/// Why no pass begins when it should. Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Objection {
    pub code: Code,
    /// The first second from then on at which one can.
    pub next: Option<u64>,
    /// Where there is none: when the last ended. Of `too-far-ahead` the latest beginning.
    pub last: Option<u64>,
}

impl From<Code> for Objection {
    fn from(code: Code) -> Self {
        Self { code, next: None, last: None }
    }
}

impl From<Objection> for CoreError {
    fn from(objection: Objection) -> Self {
        let Objection { code, next, last } = objection;
        let details = ErrorDetails {
            at_ms: next.map(milliseconds),
            last_ms: last.map(milliseconds),
            ..ErrorDetails::default()
        };
        Self::with(code, details)
    }
}

/// The act under which a pass of this purpose begins at `start`, if it is asked for at `now`.
/// `used_until` is when a stretch ends whose quota is used up at a second.
///
/// # Errors
/// [`Objection`]: `not-in-force`, `no-pass-needed`, `too-far-ahead`,
/// `purpose-over`, `outside-hours`, `lead-time`, `quota-used`.
pub fn judge<'r>(
    purpose: &Purpose,
    rules: &'r Rules,
    now: u64,
    start: u64,
    used_until: impl Fn(u64) -> Option<u64>,
) -> Result<&'r Act, Objection> {
    let earliest = now.saturating_add(purpose.lead_s);
    let from_then_on = || first_start(purpose, rules, start.max(earliest), &used_until);
    let needs_none = purpose.no_pass.is_some() || purpose.emergency;
    let Some(act) = rules.act_in_force(start) else {
        let next = if needs_none { None } else { from_then_on().ok() };
        let last = ended_before(rules, start).filter(|_| next.is_none());
        return Err(Objection { code: Code::NotInForce, next, last });
    };
    if needs_none {
        return Err(Code::NoPassNeeded.into());
    }
    let is_over = purpose.is_over(start);
    // Rules that have ended themselves say nothing of that: the authority's are newer.
    if now < rules.exp && rules.exp <= start && !is_over {
        let last = last_start(purpose, rules, earliest);
        return Err(Objection { last, ..Code::TooFarAhead.into() });
    }
    let opening = purpose.opening(&rules.zone, start);
    let code = if is_over {
        Code::PurposeOver
    } else if opening != start {
        Code::OutsideHours
    } else if start < earliest {
        Code::LeadTime
    } else if used_until(start).is_some() {
        Code::QuotaUsed
    } else {
        return Ok(act);
    };
    let next = from_then_on()?;
    Err(Objection { next: Some(next), ..code.into() })
}

/// The first second from `from` on at which a pass of this purpose can begin.
///
/// # Errors
/// [`Objection`], without a next one: `not-in-force`, `purpose-over`.
pub fn first_start(
    purpose: &Purpose,
    rules: &Rules,
    from: u64,
    used_until: &impl Fn(u64) -> Option<u64>,
) -> Result<u64, Objection> {
    let mut start = from;
    for _ in 0..PASSED_OVER {
        if purpose.is_over(start) {
            return Err(Objection { last: purpose.until, ..Code::PurposeOver.into() });
        }
        let later = if rules.act_in_force(start).is_none() {
            let none = Objection { last: ended_before(rules, start), ..Code::NotInForce.into() };
            rules.act_to_come(start).ok_or(none)?.from
        } else {
            let opening = purpose.opening(&rules.zone, start);
            used_until(opening).unwrap_or(opening)
        };
        if later <= start {
            return Ok(start);
        }
        start = later;
    }
    Err(Code::PurposeOver.into())
}

/// When the last act ended before this second.
fn ended_before(rules: &Rules, at: u64) -> Option<u64> {
    let ended = rules.acts_of_passes().filter(|act| act.in_force(act.from));
    ended.filter_map(|act| act.until).filter(|until| *until <= at).max()
}

/// The last whole minute before the end of these rules at which a pass can begin.
fn last_start(purpose: &Purpose, rules: &Rules, earliest: u64) -> Option<u64> {
    let last = rules.exp.saturating_sub(1) / 60;
    let minutes = (last.saturating_sub(LOOKED_BACK / 60)..=last).rev();
    let mut starts = minutes.map(|minute| minute.saturating_mul(60));
    starts.find(|start| {
        earliest <= *start && first_start(purpose, rules, *start, &|_| None) == Ok(*start)
    })
}
