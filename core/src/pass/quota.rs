//! How much of a quota is used, as far as this phone knows (`PROTOCOL.md §11.4`).

use std::collections::BTreeMap;

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

/// What this phone knows of how much of each quota is used, by the number of the purpose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quotas {
    pub counts: BTreeMap<u64, Vec<Counted>>,
    /// Where counts could not be read: of a stretch that begins before this moment, milliseconds since
    /// 1970, nothing is known but what the authority has said of it since.
    pub lost_before_ms: Option<i64>,
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

impl Quotas {
    /// Where no count can be read, before the authority says any.
    pub fn unreadable() -> Self {
        Self { counts: BTreeMap::new(), lost_before_ms: Some(i64::MAX) }
    }

    pub fn of(&self, purpose: u64) -> &[Counted] {
        self.counts.get(&purpose).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the count of the stretch around a second was lost and not said again: then no number is
    /// shown, and the authority judges alone.
    pub fn is_lost(&self, purpose: &Purpose, rules: &Rules, at: u64) -> bool {
        let (Some(lost_before_ms), Some(span)) = (self.lost_before_ms, span_of(purpose, rules, at))
        else {
            return false;
        };
        let is_said = self.of(purpose.id).iter().any(|counted| span.takes_in(&counted.span()));
        span.from.saturating_mul(MS) < lost_before_ms && !is_said
    }

    /// Takes what a reply says. No pass that was asked for before begins after the end of the rules:
    /// from there on counts are whole again.
    pub fn take(&mut self, purpose: u64, counted: Option<Counted>, rules: &Rules, now_ms: i64) {
        if let Some(counted) = counted {
            counted.join(self.counts.entry(purpose).or_default(), now_ms);
        }
        self.lost_before_ms =
            self.lost_before_ms.map(|lost_before_ms| lost_before_ms.min(milliseconds(rules.exp)));
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
