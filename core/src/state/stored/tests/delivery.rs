//! The bytes of an outbox.

use super::{hex, unhex};
use crate::model::{ChainId, EpochId, OrderId, Thumbprint};
use crate::quarantine::delivery::{
    Delivery, InFlight, MOST_HEADS, MOST_PAST, OpenHead, Point, Span,
};
use crate::quarantine::journal::{JournalEnd, ReportsEnd};
use crate::store::{Stored as _, decode, encode};

fn point(n: u64, seq: u64) -> Point {
    let (h, r) = ([n as u8; 32], [seq as u8; 32]);
    Point { journal: JournalEnd { n, h }, reports: ReportsEnd { seq, r } }
}

fn point_2(n: u8, seq: u8) -> String {
    let digest = |byte: u8| format!("5820{}", format!("{byte:02x}").repeat(32));
    format!("8282{n:02x}{}82{seq:02x}{}", digest(n), digest(seq))
}

/// What version 3 writes, and which version 2 wrote of the same.
fn pinned(value: &Delivery, version_3: &str, version_2: &str) {
    let bytes = encode(value).unwrap();
    assert_eq!((hex(&bytes).as_str(), Delivery::VERSION), (version_3, 3));
    assert_eq!(decode::<Delivery>(3, &bytes).as_ref(), Some(value));
    assert_eq!(decode::<Delivery>(2, &unhex(version_2)).as_ref(), Some(value));
    for cut in 0..bytes.len() {
        assert!(decode::<Delivery>(3, &bytes[..cut]).is_none(), "cut at {cut}");
    }
    for version in [0, 1, 4] {
        assert!(decode::<Delivery>(version, &bytes).is_none(), "version {version}");
    }
}

#[test]
fn outboxes_are_pinned() {
    let (chain, key) = (ChainId::new([1; 16]), Thumbprint::new([2; 32]));
    let epoch = EpochId::new([3; 8]);
    let names = format!("50{}5820{}48{}", "01".repeat(16), "02".repeat(32), "03".repeat(8));
    let mut delivery = Delivery::begin(chain, key, epoch);
    for place in [&mut delivery.start, &mut delivery.confirmed, &mut delivery.ahead] {
        *place = point(0, 0);
    }
    let begun = point_2(0, 0).repeat(3);
    let empty = format!("96{names}{begun}800080f6f680f6001901f4f4f60000f6f6f6");
    pinned(&delivery, &empty, &empty);
    let version = (OrderId::new([4; 16]), 2);
    let version_2 = format!("8250{}02", "04".repeat(16));
    let digest_2 = |byte: u8| format!("5820{}", format!("{byte:02x}").repeat(32));
    let full = Delivery {
        past: vec![Span { epoch, from: 1, before: 4 }],
        highest: 9,
        heads: vec![OpenHead { digest: [7; 32], point: point(8, 5), under: version }],
        newest_head: Some([7; 32]),
        told: Some(version),
        aside: [5, 6].into(),
        offer_from: Some(point(1, 1)),
        setbacks: 1,
        most: 4,
        alone: true,
        in_flight: Some(InFlight {
            last: 5,
            newest: 9,
            head: vec![0xaa],
            live: Some(vec![0xbb]),
            body: [9; 32],
        }),
        failures: 3,
        tried: 9,
        last_try_ms: Some(1_000),
        last_receipt_ms: Some(-1),
        wait_until_ms: Some(2),
        ..delivery
    };
    let past = format!("8183{}0104", format_args!("48{}", "03".repeat(8)));
    let head = format!("8183{}{}{version_2}", digest_2(7), point_2(8, 5));
    let flight = format!("050941aa41bb{}", digest_2(9));
    let with = |flight: &str| {
        format!(
            "96{names}{begun}{past}09{head}{}{version_2}820506{}0104f5{flight}03091903e82002",
            digest_2(7),
            point_2(1, 1)
        )
    };
    // Version 2 had an idempotency key beside it.
    let keyed = format!("8650{}{flight}", "08".repeat(16));
    pinned(&full, &with(&format!("85{flight}")), &with(&keyed));
    // Numbers that are not in order were never written.
    let bytes = hex(&encode(&full).unwrap());
    let other = unhex(&bytes.replace("820506f", "820605f").replace("8205068282", "8206058282"));
    assert_ne!(hex(&other), bytes);
    assert_eq!(decode::<Delivery>(3, &other), None);
}

#[test]
fn an_outbox_is_small_at_its_largest() {
    let mut delivery =
        Delivery::begin(ChainId::new([1; 16]), Thumbprint::new([2; 32]), EpochId::new([3; 8]));
    let far = u64::MAX / 2;
    let under = (OrderId::new([4; 16]), far);
    let open = OpenHead { digest: [7; 32], point: point(far, far), under };
    delivery.heads = vec![open; MOST_HEADS];
    let span = Span { epoch: EpochId::new([3; 8]), from: far, before: far };
    delivery.past = vec![span; MOST_PAST];
    // What is aside goes into one request, and so do all of its items.
    delivery.aside = (1_000..1_500).collect();
    delivery.in_flight = Some(InFlight {
        last: far,
        newest: far,
        head: vec![0xaa; 1_024],
        live: Some(vec![0xbb; 1_024]),
        body: [9; 32],
    });
    let bytes = encode(&delivery).unwrap();
    assert!(bytes.len() < 6 * 1_024, "{}", bytes.len());
}
