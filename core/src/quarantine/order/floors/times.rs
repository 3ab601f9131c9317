//! Floors of when and for how long.

use super::Floor;
use crate::documents::{Order, Rules};
use crate::model::in_order;
use crate::quarantine::order::held::{HeldOrder, Orders, Version};
use crate::quarantine::order::opened::OpenedOrder;

const DAY: u64 = 86_400;
const SHORTEST_GRACE_S: u64 = DAY;
/// One version.
const LONGEST_VERSION_S: u64 = 31 * DAY;
/// All that a person's orders have asked and will ask.
const LONGEST_TOGETHER_S: u64 = 62 * DAY;
const SHORTEST_INTERVAL_S: u64 = 300;
/// From one version to the next that is taken.
const LONGEST_STEP: u64 = 1000;

pub(super) fn floor(version: &OpenedOrder, held: &Orders, rules: &Rules, at: u64) -> Option<Floor> {
    let order = &version.order;
    let is_too_long = order.until.saturating_sub(order.from) > LONGEST_VERSION_S
        || together_s(order, held, at) > LONGEST_TOGETHER_S;
    let newest = held.order(order.id).map_or(0, |held| held.newest().order.version);
    let step = order.version.saturating_sub(newest);
    let broken = [
        (Floor::GraceTooShort, order.start_grace_s < SHORTEST_GRACE_S),
        (Floor::TooLong, is_too_long),
        (Floor::EndsBeforeStart, order.until <= order.from),
        (Floor::IntervalTooShort, order.interval_s < SHORTEST_INTERVAL_S),
        (Floor::NotInForce, !is_ever_in_force(order, rules, at)),
        (Floor::VersionStep, step > LONGEST_STEP),
    ];
    broken.into_iter().find_map(|(floor, is_broken)| is_broken.then_some(floor))
}

/// Whether its act is in force at any second at which it may still ask something.
fn is_ever_in_force(order: &Order, rules: &Rules, at: u64) -> bool {
    let from = order.from.max(at);
    rules.act_of_quarantine(order.act).is_some_and(|act| {
        let begins = act.from.max(from);
        act.in_force(begins) && (begins < order.until || order.until <= from)
    })
}

/// How long the person's orders last together: each version for as long as it is the newest, and what is
/// asked twice at once counted once.
fn together_s(order: &Order, held: &Orders, at: u64) -> u64 {
    let mut spans: Vec<(u64, u64)> = vec![(order.from, order.until)];
    for held in held.all() {
        let is_followed = held.id() == order.id || order.replaces == Some(held.id());
        let released = held.released().map_or(u64::MAX, |released| released.at);
        spans.extend(held.versions().map(|version| {
            let ends = ends_of(version, held).min(released);
            let until = version.order.until.min(ends);
            (version.order.from, if is_followed { until.min(at) } else { until })
        }));
    }
    let (mut together, mut counted) = (0_u64, 0_u64);
    for (from, until) in in_order::by_key(spans, |span| *span) {
        together = together.saturating_add(until.saturating_sub(from.max(counted)));
        counted = counted.max(until);
    }
    together
}

/// When a later version took its place.
fn ends_of(version: &Version, held: &HeldOrder) -> u64 {
    let number = version.order.version;
    let later = held.versions().filter(|later| later.order.version > number);
    later.map(|later| later.delivered.earliest()).min().unwrap_or(u64::MAX)
}
