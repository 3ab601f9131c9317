//! How much of a quota is used, as far as this phone knows (`PROTOCOL.md §11.4`).

use super::law::first_start;
use crate::documents::{Purpose, Rules, Span};
use crate::model::{MS, Period};
use crate::requests::QuotaCount;
use crate::time::milliseconds;

/// What the authority last said of a quota, and for which stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub used: u64,
    /// When the stretch begins in which they count, milliseconds since 1970.
    pub from_ms: i64,
    /// When the stretch ends, milliseconds since 1970.
    pub until_ms: i64,
}

/// A quota as it is shown and judged: by the rules of now, and what is used of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    pub used: u64,
    /// Passes that the rules grant in one stretch.
    pub of: u64,
    /// The stretch in which they are counted.
    pub per: Period,
    /// When the next one can begin, if none is left now, milliseconds since 1970. Nothing also if
    /// there will be none.
    pub next_ms: Option<i64>,
}

impl Counted {
    /// What a reply says, for the stretch around this second.
    pub fn of(reply: &QuotaCount, purpose: &Purpose, rules: &Rules, at: u64) -> Option<Self> {
        let span = span_of(purpose, rules, at)?;
        let (from_ms, until_ms) = (span.from.saturating_mul(MS), span.until.saturating_mul(MS));
        Some(Self { used: reply.n, from_ms, until_ms })
    }

    /// Takes this count among the others: one a stretch, none that was over at this moment.
    pub fn join(self, counts: &mut Vec<Self>, now_ms: i64) {
        counts.retain(|other| other.span() != self.span() && now_ms < other.until_ms);
        counts.push(self);
    }

    fn span(&self) -> Span {
        Span { from: self.from_ms.div_euclid(MS), until: self.until_ms.div_euclid(MS) }
    }
}

impl Quota {
    /// The quota of a purpose at this second. A count of another stretch counts nothing,
    /// and rules that have changed since are the ones that hold.
    pub fn of(purpose: &Purpose, rules: &Rules, counts: &[Counted], at: u64) -> Option<Self> {
        let quota = purpose.quota?;
        let used = used_in(span_of(purpose, rules, at)?, counts);
        let earliest = at.saturating_add(purpose.lead_s);
        let used_until = Self::used_until(purpose, rules, counts);
        let next = || first_start(purpose, rules, earliest, &used_until);
        let next_ms = (used >= quota.n).then(next).and_then(Result::ok).map(milliseconds);
        Some(Self { used, of: quota.n, per: quota.per, next_ms })
    }

    /// When the stretch around a second ends, if its quota is used up.
    pub(super) fn used_until(
        purpose: &Purpose,
        rules: &Rules,
        counts: &[Counted],
    ) -> impl Fn(u64) -> Option<u64> {
        move |at| {
            let span = span_of(purpose, rules, at)?;
            let is_used = used_in(span, counts) >= purpose.quota?.n;
            u64::try_from(span.until).ok().filter(|_| is_used)
        }
    }
}

fn used_in(span: Span, counts: &[Counted]) -> u64 {
    let counted = counts.iter().filter(|counted| span.takes_in(&counted.span()));
    counted.map(|counted| counted.used).max().unwrap_or_default()
}

/// The stretch over which this purpose is counted, around this second.
fn span_of(purpose: &Purpose, rules: &Rules, at: u64) -> Option<Span> {
    Some(purpose.quota?.per.span(&rules.zone, at))
}
