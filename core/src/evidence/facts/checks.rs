//! What was asked, and what came of it.

use crate::documents::{CheckKind, Zone};
use crate::evidence::proven::Proven;
use crate::model::patient::{AnswerMode, CannotReason, CheckOutcome};
use crate::quarantine::checks::{AskedChecks, KnownCheck, KnownTimes};
use crate::quarantine::declarations::Declarations;
use crate::quarantine::journal::Interval;
use crate::quarantine::order::{HeldOrder, Orders};

/// A check. Times are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckFact {
    pub kind: CheckKind,
    /// Asked at a time that no order tells.
    pub is_surprise: bool,
    /// When the person was asked, or would have been. By the order's plan where nothing vouches for the
    /// clock.
    pub asked: u64,
    /// Where something vouches for the clock.
    pub closes: Option<u64>,
    pub outcome: CheckOutcome,
    /// When the answer was given, where something vouches for the clock.
    pub answered: Option<u64>,
    /// Where there is an answer.
    pub how: Option<AnswerMode>,
    pub reason: Option<CannotReason>,
    /// Whether the authority has signed for the answer.
    pub is_confirmed: bool,
}

pub(super) fn checks(proven: &Proven<'_>, orders: &Orders, zone: &Zone) -> Vec<CheckFact> {
    let declarations = Declarations::rebuild(&proven.entries);
    let asked = AskedChecks::rebuild(&proven.entries, None, 0);
    let confirmed = proven.confirmed.map_or(0, |confirmed| confirmed.n);
    let confirmed = proven.walk.after(confirmed).map_or(0, |step| step.reports.seq);
    let fact = |check: &KnownCheck| {
        let at = check.asked_at()?;
        let order = order_at(orders, at)?;
        let times = KnownTimes { orders, order, zone, declarations: &declarations };
        let answer = check.counting_answer();
        Some(CheckFact {
            kind: check.kind,
            is_surprise: check.digest.is_some(),
            asked: asked_at(check)?,
            closes: check.closes.and_then(Interval::latest),
            outcome: asked.outcome(check, &times),
            answered: answer.and_then(|answer| answer.at.latest()),
            how: answer.map(|answer| answer.how),
            reason: answer.and_then(|answer| answer.reason),
            is_confirmed: answer.and_then(|answer| answer.seq).is_some_and(|seq| seq <= confirmed),
        })
    };
    let mut facts: Vec<CheckFact> = asked.known().into_iter().filter_map(fact).collect();
    facts.sort_by_key(|fact| fact.asked);
    facts
}

/// A phone that was started again without a network knows of a check only that it came after a second that
/// may be days ago; the plan knows better.
fn asked_at(check: &KnownCheck) -> Option<u64> {
    let vouched = check.delivered.and_then(Interval::latest);
    let at_least = check.delivered.map(|delivered| delivered.earliest());
    vouched.or(at_least.max(check.due))
}

/// The order that spoke at this second: the last that had come.
fn order_at(orders: &Orders, at: u64) -> Option<&HeldOrder> {
    let had_come = |order: &&HeldOrder| order.first_delivered().earliest() <= at;
    orders.all().iter().rfind(had_come).or(orders.all().first())
}
