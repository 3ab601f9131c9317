//! Orders that a test changes, and the region that they stand in.

mod floors;
mod in_force;
mod leave;
mod life;
mod properties;
mod taking;
mod told;

use super::{KnownPlace, OpenedOrder, Orders, Taken};
use crate::documents::{
    Act, Appeal, Checks, Coordinates, Covers, Device, Order, QuietHours, ReleaseCode, Report,
    Rules, Zone,
};
use crate::model::{ChainId, HolderHint, OrderId, Thumbprint};
use crate::quarantine::journal::Interval;

pub(crate) const MINUTE: u64 = 60;
pub(crate) const HOUR: u64 = 3600;
pub(crate) const DAY: u64 = 86_400;
/// Tuesday 2026-11-24 12:00 in Moscow.
pub(crate) const NOON: u64 = 1_795_510_800;
/// The midnight in Moscow before that.
pub(crate) const MIDNIGHT: u64 = NOON - 12 * HOUR;

pub(crate) fn moscow() -> Zone {
    Zone { name: "Europe/Moscow".into(), transitions: vec![(1_414_274_400, 10_800)] }
}

pub(crate) fn rules() -> Rules {
    let act = Act {
        no: 1,
        number: "1-Q".into(),
        title: "On quarantine".into(),
        titles: Vec::new(),
        sha256: [0; 32],
        from: NOON - 100 * DAY,
        until: None,
        covers: Covers { passes: true, quarantine: true },
    };
    Rules {
        serial: 1,
        iat: NOON,
        exp: NOON + 30 * DAY,
        iss: "XX-REF".into(),
        zone: moscow(),
        acts: vec![act],
        purposes: Vec::new(),
        former: Vec::new(),
        exempt: Vec::new(),
        grace: 3 * HOUR,
        former_grace: None,
        emergency_minutes: 240,
        min_app_version: "0.1.0".into(),
        authority: None,
    }
}

/// Fourteen days from noon on.
pub(crate) fn order() -> Order {
    Order {
        iss: "XX-REF".into(),
        iat: NOON,
        id: OrderId::new([1; 16]),
        chain: ChainId::new([2; 16]),
        sub: HolderHint::from_wire("-").unwrap(),
        version: 1,
        before: None,
        replaces: None,
        act: 1,
        legal: "1-Q, 4".into(),
        from: NOON,
        until: NOON + 14 * DAY,
        start_grace_s: DAY,
        device: Device::Keys(vec![Thumbprint::new([3; 32])]),
        places: Vec::new(),
        quiet: QuietHours { from_min: 1320, to_min: 540 },
        checks: Checks {
            n: 2,
            window_min: 60,
            gap_min: 120,
            seed: [4; 32],
            photo: false,
            surprises: 1,
        },
        child: false,
        report: Report::Presence,
        interval_s: 900,
        batch_s: 14_400,
        pauses: Vec::new(),
        permissions: Vec::new(),
        travel: None,
        release: ReleaseCode { salt: [5; 16], hash: [6; 32] },
        released: None,
        contact: Some("8 800 000-00-00".into()),
        help: Vec::new(),
        appeal: Some(Appeal { text: "The district court".into(), days: 10, url: None }),
        texts: Vec::new(),
        critical: Vec::new(),
    }
}

/// In the middle of Kazan, an hour ahead of Moscow by the sun.
pub(crate) const HOME: Coordinates = Coordinates { lat: 557_963_000, lon: 491_064_000 };

fn home() -> KnownPlace {
    KnownPlace {
        id: "1".into(),
        label: "Home".into(),
        at: HOME,
        radius_m: 100,
        from: None,
        until: None,
    }
}

fn opened(order: &Order) -> OpenedOrder {
    at_places(order, vec![home()])
}

fn at_places(order: &Order, places: Vec<KnownPlace>) -> OpenedOrder {
    let signer = Thumbprint::new([9; 32]);
    OpenedOrder { digest: order.digest(), order: order.clone(), signer, places }
}

/// The version after this one, as far as it is not changed.
pub(crate) fn after(order: &Order) -> Order {
    Order { version: order.version + 1, before: Some(order.digest()), ..order.clone() }
}

/// An order that came at noon.
pub(crate) fn held(order: &Order) -> Orders {
    let mut orders = Orders::default();
    take(&mut orders, order, NOON);
    orders
}

pub(crate) fn take(orders: &mut Orders, order: &Order, at: u64) {
    assert_eq!(taken(orders, order, at), Taken::New);
}

fn taken(orders: &mut Orders, order: &Order, at: u64) -> Taken {
    orders.take(opened(order), Interval::exactly(at), Some(&rules()))
}
