//! The orders again, out of what the journal tells of them and the documents beside it.

use super::proven::Proven;
use crate::quarantine::journal::{Event, begin, order, seen};
use crate::quarantine::order::{OpenedOrder, Orders, Refusal};

/// The orders with all that the journal tells of them.
pub(super) fn replayed(proven: &Proven<'_>) -> Orders {
    let mut orders = Orders::default();
    for event in proven.events.iter().flatten() {
        match event {
            Event::Order { open, .. } => came(&mut orders, proven, open),
            Event::Seen { open, .. } => decided(&mut orders, open),
            Event::Begin { open, .. } => begun(&mut orders, open),
            _ => {}
        }
    }
    orders
}

fn came(orders: &mut Orders, proven: &Proven<'_>, open: &order::Open) {
    let named = proven.orders.iter().find(|(order, _)| order.digest == open.digest);
    let Some((signed, shown)) = named else { return };
    let within = open.at.within;
    match Refusal::of_name(open.result.as_str()) {
        Some(why) => orders.remember_refused(&signed.document, signed.digest, why, within),
        None => orders.remember(OpenedOrder::open_in_part(signed, &shown.openings), within),
    }
}

fn decided(orders: &mut Orders, open: &seen::Open) {
    let Some(id) = orders.current().map(|order| order.id()) else { return };
    let Some(order) = orders.order_mut(id) else { return };
    let within = open.at.within;
    match open.why.as_ref().map(|why| why.as_str()) {
        None => order.see(open.version, within),
        Some("not-me") => order.disown(within),
        Some("released") => order.release(within),
        Some(_) => {}
    }
}

/// Duties begin when the person says so, or when the grace ends: either way not before this.
fn begun(orders: &mut Orders, open: &begin::Open) {
    let Some(id) = orders.current().map(|order| order.id()) else { return };
    if let Some(order) = orders.order_mut(id) {
        order.begin(open.at.within);
    }
}
