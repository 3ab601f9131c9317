//! A lawful quarantine order, every field of which a test may change.

use doorstep::documents::{
    Appeal, Checks, Coordinates, Device, Order, OrderPlace, PlaceAt, QuietHours, ReleaseCode,
    Report,
};
use doorstep::model::{ChainId, HolderHint, OrderId, Thumbprint};

use crate::issuer::{ISS, NOW};

const DAY: u64 = 86_400;

/// Where the person of these tests lives: the middle of Kazan.
pub const HOME: Coordinates = Coordinates { lat: 557_963_000, lon: 491_064_000 };

/// Two checks a day for fourteen days from [`NOW`] on.
pub fn order() -> Order {
    Order {
        iss: ISS.into(),
        iat: NOW,
        id: OrderId::new([1; 16]),
        chain: ChainId::new([2; 16]),
        sub: HolderHint::new(Some("И. П."), Some("4321")).unwrap(),
        version: 1,
        before: None,
        replaces: None,
        act: 1,
        legal: "17-UM, 4".into(),
        from: NOW,
        until: NOW + 14 * DAY,
        start_grace_s: DAY,
        device: Device::Keys(vec![Thumbprint::new([3; 32])]),
        places: vec![OrderPlace {
            id: "1".into(),
            label: "Home".into(),
            at: PlaceAt::Shown(HOME),
            radius_m: 100,
            from: None,
            until: None,
        }],
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
        help: vec!["112".into()],
        appeal: Some(Appeal { text: "Court of the district".into(), days: 10, url: None }),
        texts: Vec::new(),
        critical: Vec::new(),
    }
}
