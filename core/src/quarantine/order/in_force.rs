//! What an order asks at an instant (`PROTOCOL.md §18.4`). What asks less counts as soon as it comes;
//! what asks more from a midnight at least a day after the person saw it.

use super::held::{HeldOrder, Orders, Version};
use super::opened::KnownPlace;
use crate::documents::{Order, QuietHours, Report, Zone};

const DAY: u64 = 86_400;
/// Minutes of a day.
const DAY_MIN: u64 = 1440;
/// 23:00 and 06:00: every order is quiet between them.
const NIGHT_MIN: (u64, u64) = (23 * 60, 6 * 60);

/// What applies at one instant. Each value is that of the newest version, or of one before while the
/// newest asks for more and the person has not had their day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    pub from: u64,
    pub start_grace_s: u64,
    /// Also those that a later version drops, until it may.
    pub places: Vec<KnownPlace>,
    pub quiet: QuietHours,
    /// Agreed checks of a local day.
    pub checks: u64,
    pub surprises: u64,
    pub window_min: u64,
    pub gap_min: u64,
    /// From which the times of the agreed checks are drawn.
    pub seed: [u8; 32],
    /// Whether a check may ask for a photo; of a child never.
    pub photo: bool,
    pub report: Report,
    pub interval_s: u64,
    pub batch_s: u64,
}

impl Orders {
    /// What this order asks at this second, by the region's clocks; none before it came.
    pub fn in_force(&self, order: &HeldOrder, at: u64, zone: &Zone) -> Option<InForce> {
        let mut values: Option<InForce> = None;
        for version in self.lineage(order) {
            if version.came_late || version.delivered.earliest() > at {
                continue;
            }
            let may_ask_more = version.asks_more_from(zone).is_some_and(|from| from <= at);
            values = Some(match values {
                Some(before) if !may_ask_more => before.eased_by(version),
                _ => InForce::of(version),
            });
        }
        // Orders that this one took the place of say nothing before it came.
        values.filter(|_| order.versions().any(|version| version.delivered.earliest() <= at))
    }

    /// The seconds at which what this order asks may become another.
    pub fn turns(&self, order: &HeldOrder, zone: &Zone) -> Vec<u64> {
        let lineage = self.lineage(order);
        let came = lineage.iter().map(|version| version.delivered.earliest());
        let asks_more = lineage.iter().filter_map(|version| version.asks_more_from(zone));
        came.chain(asks_more).collect()
    }
}

impl Version {
    /// From when on it may ask for more than the version before: the first midnight of the region at
    /// least 24 hours after the person saw it. None while they have not, or nobody knows when.
    pub fn asks_more_from(&self, zone: &Zone) -> Option<u64> {
        let earliest = self.seen?.latest_plus(DAY)?;
        let day = zone.day(i64::try_from(earliest).ok()?);
        let from = u64::try_from(day.from).unwrap_or_default();
        if from == earliest { Some(from) } else { u64::try_from(day.until).ok() }
    }

    /// Whether it asks for more than this one does in anything that waits for its midnight.
    pub fn asks_more_than(&self, before: &Self) -> bool {
        InForce::of(before).eased_by(self) != InForce::of(self)
    }
}

impl InForce {
    fn of(version: &Version) -> Self {
        let Order { from, start_grace_s, quiet, checks, report, interval_s, batch_s, .. } =
            &version.order;
        Self {
            from: *from,
            start_grace_s: *start_grace_s,
            places: version.places.clone(),
            quiet: *quiet,
            checks: checks.n,
            surprises: checks.surprises,
            window_min: checks.window_min,
            gap_min: checks.gap_min,
            seed: checks.seed,
            photo: checks.photo && !version.order.child,
            report: *report,
            interval_s: *interval_s,
            batch_s: *batch_s,
        }
    }

    /// The same with whatever the later version eases.
    fn eased_by(self, later: &Version) -> Self {
        let new = Self::of(later);
        Self {
            from: self.from.max(new.from),
            start_grace_s: self.start_grace_s.max(new.start_grace_s),
            places: together(new.places, self.places),
            quiet: joined(self.quiet, new.quiet),
            checks: self.checks.min(new.checks),
            surprises: self.surprises.min(new.surprises),
            window_min: self.window_min.max(new.window_min),
            gap_min: self.gap_min.max(new.gap_min),
            seed: new.seed,
            photo: self.photo && new.photo,
            report: self.report.min(new.report),
            interval_s: self.interval_s.max(new.interval_s),
            batch_s: self.batch_s.max(new.batch_s),
        }
    }
}

/// The new places, and of the old ones those that none of the new takes in.
fn together(mut new: Vec<KnownPlace>, old: Vec<KnownPlace>) -> Vec<KnownPlace> {
    let lost: Vec<KnownPlace> =
        old.into_iter().filter(|old| !new.iter().any(|new| new.takes_in(old))).collect();
    new.extend(lost);
    new
}

/// Quiet whenever one of them is. Both hold the night, so that they meet.
fn joined(one: QuietHours, other: QuietHours) -> QuietHours {
    let (night_from, night_to) = NIGHT_MIN;
    let evening = |quiet: QuietHours| since(quiet.from_min, night_from);
    let morning = |quiet: QuietHours| since(night_to, quiet.to_min);
    let evening = evening(one).max(evening(other));
    let morning = morning(one).max(morning(other));
    let night = since(night_from, night_to);
    if evening.saturating_add(night).saturating_add(morning) >= DAY_MIN {
        return QuietHours { from_min: 0, to_min: DAY_MIN };
    }
    let to_min = night_to.saturating_add(morning) % DAY_MIN;
    QuietHours { from_min: since(evening, night_from), to_min }
}

/// Minutes from one minute of the day to the next other.
fn since(from: u64, to: u64) -> u64 {
    to.saturating_add(DAY_MIN).saturating_sub(from) % DAY_MIN
}
