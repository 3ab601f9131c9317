//! The times that an order's seed draws.

use super::waking::waking_minutes;
use crate::crypto::{hmac_sha256, sha256};
use crate::documents::{Item, Span, Zone};
use crate::model::{CheckId, OrderId, in_order};
use crate::quarantine::order::{HeldOrder, InForce, Orders};

const TIMES: &str = "doorstep/schedule/1";
const NAMES: &[u8] = b"doorstep/check/1";

/// A check that is due at a time which the order itself tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgreedCheck {
    pub id: CheckId,
    /// Unix second; a whole minute.
    pub due: u64,
    /// The first second after its local day.
    pub day_ends: u64,
}

/// The agreed checks that are due from this second up to that one, oldest first, whether or not the order
/// may ask then. Each slot of a day is there once, even if another seed came during the day.
pub fn agreed(
    orders: &Orders,
    order: &HeldOrder,
    from: u64,
    until: u64,
    zone: &Zone,
) -> Vec<AgreedCheck> {
    let mut found: Vec<AgreedCheck> = Vec::new();
    let Ok(last) = i64::try_from(until) else { return found };
    let Ok(mut at) = i64::try_from(from) else { return found };
    let turns = orders.turns(order, zone);
    while at < last {
        let day = zone.day(at);
        let mut of_day: Vec<AgreedCheck> = Vec::new();
        for piece in pieces(day, &turns) {
            let Some(values) = orders.in_force(order, seconds(piece.from), zone) else { continue };
            let due = of_values(order.id(), &values, day, zone);
            of_day.extend(
                due.into_iter().filter(|check| {
                    (seconds(piece.from)..seconds(piece.until)).contains(&check.due)
                }),
            );
        }
        for check in of_day {
            if !found.iter().any(|known| known.id == check.id) {
                found.push(check);
            }
        }
        at = day.until.max(at.saturating_add(1));
    }
    found.retain(|check| (from..until).contains(&check.due));
    in_order::by_key(found, |check| check.due)
}

/// A day in pieces in which the same applies.
fn pieces(day: Span, turns: &[u64]) -> Vec<Span> {
    let mut cuts: Vec<i64> = turns.iter().filter_map(|at| i64::try_from(*at).ok()).collect();
    cuts.retain(|at| day.from < *at && *at < day.until);
    cuts.extend([day.from, day.until]);
    let mut cuts = in_order::by_key(cuts, |at| *at);
    cuts.dedup();
    cuts.iter()
        .zip(cuts.iter().skip(1))
        .map(|(from, until)| Span { from: *from, until: *until })
        .collect()
}

/// The checks of a whole day under these values: its waking minutes in as many equal slots, one in each, and
/// never in the last `gap` minutes of a slot.
pub(super) fn of_values(
    order: OrderId,
    values: &InForce,
    day: Span,
    zone: &Zone,
) -> Vec<AgreedCheck> {
    let waking = waking_minutes(day, values.quiet, zone);
    let length = u64::try_from(waking.len()).unwrap_or_default();
    let date = zone.date(day.from);
    let slot_from =
        |slot: u64| slot.saturating_mul(length).checked_div(values.checks).unwrap_or(length);
    (0..values.checks)
        .filter_map(|slot| {
            let from = slot_from(slot);
            let room = slot_from(slot.saturating_add(1)).saturating_sub(from);
            let offset = drawn(&values.seed, order, &date, slot)
                .checked_rem(room.saturating_sub(values.gap_min))?;
            let minute = usize::try_from(from.saturating_add(offset)).ok()?;
            Some(AgreedCheck {
                id: id(order, &date, slot)?,
                due: seconds(*waking.get(minute)?),
                day_ends: seconds(day.until),
            })
        })
        .collect()
}

fn drawn(seed: &[u8; 32], order: OrderId, date: &str, slot: u64) -> u64 {
    let name = Item::Array(vec![
        Item::Text(TIMES.into()),
        Item::bytes(order.bytes()),
        Item::text(date),
        Item::uint(slot),
    ]);
    let drawn = hmac_sha256(seed, &name.to_bytes());
    drawn.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// The name of a slot of a day, whatever seed draws its time. None beyond 255 slots, which no order has.
fn id(order: OrderId, date: &str, slot: u64) -> Option<CheckId> {
    let slot = u8::try_from(slot).ok()?;
    let name = [NAMES, order.bytes(), date.as_bytes(), &[slot]].concat();
    sha256(&name).first_chunk().map(|bytes| CheckId::new(*bytes))
}

fn seconds(at: i64) -> u64 {
    u64::try_from(at).unwrap_or_default()
}
