//! The agreed checks around a moment, kept as long as nothing changes them: a phone looks at them at every
//! wake.

use std::ops::Range;
use std::sync::Arc;

use super::agreed::{AgreedCheck, agreed};
use crate::documents::Zone;
use crate::quarantine::order::Orders;

/// So many days before and after the day of the moment.
const DAYS: u64 = 4;
const DAY_S: u64 = 86_400;

/// The agreed checks of the order that speaks now, from four days before a day until four days after it.
#[derive(Debug, Clone)]
pub struct AgreedAround {
    orders: Arc<Orders>,
    zone: Zone,
    /// Unix seconds of the day.
    day: Range<u64>,
    /// Oldest first.
    checks: Vec<AgreedCheck>,
}

impl AgreedAround {
    pub fn of(orders: &Arc<Orders>, zone: &Zone, now: u64) -> Self {
        let day = zone.day(i64::try_from(now).unwrap_or(i64::MAX));
        let second = |at: i64| u64::try_from(at).unwrap_or_default();
        let day = second(day.from)..second(day.until);
        let from = day.start.saturating_sub(DAYS * DAY_S);
        let until = day.end.saturating_add(DAYS * DAY_S);
        let checks = match orders.current() {
            Some(order) => agreed(orders, order, from, until, zone),
            None => Vec::new(),
        };
        Self { orders: Arc::clone(orders), zone: zone.clone(), day, checks }
    }

    /// Whether it still tells the truth at this second.
    pub fn is_of(&self, orders: &Arc<Orders>, zone: &Zone, now: u64) -> bool {
        // Whoever changes orders that this holds too, changes a copy.
        Arc::ptr_eq(&self.orders, orders) && self.day.contains(&now) && self.zone == *zone
    }

    /// Those that are due from this second up to that one, within three days of the moment.
    pub fn between(&self, from: u64, until: u64) -> impl Iterator<Item = &AgreedCheck> {
        self.checks.iter().filter(move |check| (from..until).contains(&check.due))
    }
}
