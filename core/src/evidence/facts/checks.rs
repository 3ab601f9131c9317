//! What was asked, and what came of it.

use super::best;
use crate::documents::{CheckKind, Zone};
use crate::evidence::proven::Proven;
use crate::model::patient::{AnswerMode, CannotReason, CheckOutcome};
use crate::quarantine::checks::{AskedChecks, KnownCheck, KnownTimes};
use crate::quarantine::declarations::Declarations;
use crate::quarantine::order::{HeldOrder, Orders};

/// A check. Times are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckFact {
    pub kind: CheckKind,
    /// Asked at a time that no order tells.
    pub is_surprise: bool,
    /// When the person was asked, or would have been.
    pub asked: u64,
    pub closes: Option<u64>,
    pub outcome: CheckOutcome,
    pub answered: Option<u64>,
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
            asked: at,
            closes: check.closes.map(best),
            outcome: asked.outcome(check, &times),
            answered: answer.map(|answer| best(answer.at)),
            how: answer.map(|answer| answer.how),
            reason: answer.and_then(|answer| answer.reason),
            is_confirmed: answer.and_then(|answer| answer.seq).is_some_and(|seq| seq <= confirmed),
        })
    };
    asked.known().into_iter().filter_map(fact).collect()
}

/// The order that spoke at this second: the last that had come.
fn order_at(orders: &Orders, at: u64) -> Option<&HeldOrder> {
    let had_come = |order: &&HeldOrder| order.first_delivered().earliest() <= at;
    orders.all().iter().rfind(had_come).or(orders.all().first())
}
