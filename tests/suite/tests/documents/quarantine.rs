//! Orders, checks, notices and receipts: what is written is read back, nothing else is read, and the
//! bytes are those that they were.

use coset::{CoseSign1, TaggedCborSerializable, cbor::Value};
use doorstep::documents::{
    Appeal, CheckKind, Coordinates, Device, Draft, Notice, NoticeKind, Order, OrderPlace, Pause,
    Permission, PhotoMatch, PhotoVerdict, PlaceAt, PlaceOpening, QuietHours, Receipt, Received,
    Released, Report, Signed, SurpriseCheck, Travel, TrustList,
};
use doorstep::model::{ChainId, CheckId, Nonce, NoticeId, OrderId, PauseWhy, PhotoId, Thumbprint};
use doorstep_suite::data::hex;
use doorstep_suite::issuer::{ISS, Issuer, NOW, sign};
use doorstep_suite::order::{HOME, order};
use doorstep_suite::python::{plain_python, run};
use proptest::prelude::*;
use serde_json::Value as Json;

fn check() -> SurpriseCheck {
    SurpriseCheck {
        iss: ISS.into(),
        iat: NOW,
        exp: NOW + 3600,
        id: CheckId::new([7; 8]),
        chain: ChainId::new([2; 16]),
        order: OrderId::new([1; 16]),
        kind: CheckKind::Photo,
    }
}

fn notice() -> Notice {
    Notice {
        iss: ISS.into(),
        iat: NOW,
        id: NoticeId::new([8; 8]),
        chain: ChainId::new([2; 16]),
        kind: NoticeKind::Decision,
        text: vec![("en".into(), "Nothing to pay.".into()), ("ru".into(), "Без штрафа.".into())],
        about: vec![17, 18],
        appeal_until: Some(NOW + 864_000),
        contact: "8 800 000-00-00".into(),
    }
}

fn verdict(check: Option<CheckId>, verdict: PhotoMatch) -> PhotoVerdict {
    PhotoVerdict { iss: ISS.into(), iat: NOW, photo: PhotoId::new([11; 32]), check, verdict }
}

fn receipts() -> [Receipt; 4] {
    let (chain, key) = (ChainId::new([2; 16]), Thumbprint::new([3; 32]));
    let reports =
        Received::Reports { chain, key, up_to: 400, head: [9; 32], nonce: Nonce::new([10; 16]) };
    let photo = |check| Received::Photo { photo: [11; 32], check };
    [
        reports,
        photo(Some(CheckId::new([7; 8]))),
        photo(None),
        Received::Conflict { chain, key, seq: 5, r: [12; 32] },
    ]
    .map(|received| Receipt { iss: ISS.into(), iat: NOW, received })
}

/// An order in which every field says something.
fn full_order() -> Order {
    Order {
        version: 2,
        before: Some(order().digest()),
        replaces: Some(OrderId::new([13; 16])),
        device: Device::Loan("A-17".into()),
        places: vec![
            OrderPlace { until: Some(NOW + 50), ..order().places.remove(0) },
            OrderPlace {
                id: "2".into(),
                label: "At grandmother's".into(),
                at: PlaceAt::Sealed(HOME.sealed(&[14; 16])),
                radius_m: 75,
                from: Some(NOW + 60),
                until: None,
            },
        ],
        child: true,
        report: Report::Coordinates,
        pauses: vec![
            Pause { from: NOW, until: None, why: PauseWhy::Hospital, names: Some(3) },
            Pause { from: NOW, until: Some(NOW + 9), why: PauseWhy::Moved, names: None },
        ],
        permissions: vec![Permission {
            id: "p".into(),
            from: NOW + 70,
            to: NOW + 80,
            purpose: "medical".into(),
            text: "A test".into(),
        }],
        travel: Some(Travel { from: NOW + 50, to: NOW + 60 }),
        released: Some(Released { at: NOW + 90, why: "Healthy".into() }),
        appeal: Some(Appeal {
            url: Some("https://court.example/".into()),
            ..order().appeal.unwrap()
        }),
        texts: vec![("en".into(), "Get well soon".into())],
        critical: vec!["!later".into()],
        ..order()
    }
}

fn signed_order(issuer: &Issuer, order: &Order) -> Vec<u8> {
    sign(order.draft(issuer.order_key.public()), &issuer.order_key)
}

fn read_order(issuer: &Issuer, order: &Order) -> Order {
    Order::read(&signed_order(issuer, order), &issuer.trust, ISS).unwrap().document
}

#[test]
fn what_is_drafted_is_read_back_under_its_own_key_and_type_alone() {
    let issuer = Issuer::new();
    let (orders, receipts_key) = (issuer.order_key.public(), issuer.receipt_key.public());
    for order in [order(), full_order()] {
        let bytes = signed_order(&issuer, &order);
        let read = Order::read(&bytes, &issuer.trust, ISS).unwrap();
        let signer = doorstep::documents::cose_key::thumbprint(orders);
        let expected = Signed { digest: order.digest(), signer, document: order };
        assert_eq!(read, expected);
        assert!(SurpriseCheck::read(&bytes, &issuer.trust, ISS).is_err());
        assert!(Order::read(&bytes, &issuer.trust, "XX-ELSE").is_err());
    }
    let check_bytes = sign(check().draft(orders), &issuer.order_key);
    let notice_bytes = sign(notice().draft(orders), &issuer.order_key);
    assert_eq!(SurpriseCheck::read(&check_bytes, &issuer.trust, ISS).unwrap().document, check());
    assert_eq!(Notice::read(&notice_bytes, &issuer.trust, ISS).unwrap().document, notice());
    assert!(Order::read(&check_bytes, &issuer.trust, ISS).is_err());
    for receipt in receipts() {
        let bytes = sign(receipt.draft(receipts_key), &issuer.receipt_key);
        assert_eq!(Receipt::read(&bytes, &issuer.trust, ISS).unwrap().document, receipt);
        // A key for orders receipts nothing, and the other way round.
        let wrong = sign(receipt.draft(orders), &issuer.order_key);
        assert!(Receipt::read(&wrong, &issuer.trust, ISS).is_err());
    }
    for verdict in [
        verdict(Some(CheckId::new([7; 8])), PhotoMatch::Match),
        verdict(None, PhotoMatch::NeedsHuman),
    ] {
        let bytes = sign(verdict.draft(orders), &issuer.order_key);
        assert_eq!(PhotoVerdict::read(&bytes, &issuer.trust, ISS).unwrap().document, verdict);
        let wrong = sign(verdict.draft(receipts_key), &issuer.receipt_key);
        assert!(PhotoVerdict::read(&wrong, &issuer.trust, ISS).is_err());
    }
    let wrong = sign(order().draft(receipts_key), &issuer.receipt_key);
    assert!(Order::read(&wrong, &issuer.trust, ISS).is_err());
}

#[test]
fn any_flipped_bit_and_any_cut_is_refused() {
    type Reads = fn(&[u8], &TrustList) -> bool;
    let issuer = Issuer::new();
    let (key, receipt_key) = (&issuer.order_key, &issuer.receipt_key);
    let verdict = verdict(Some(CheckId::new([7; 8])), PhotoMatch::Match);
    let documents: [(Draft, &doorstep_suite::issuer::Key, Reads); 5] = [
        (verdict.draft(key.public()), key, |b, t| PhotoVerdict::read(b, t, ISS).is_ok()),
        (full_order().draft(key.public()), key, |b, t| Order::read(b, t, ISS).is_ok()),
        (check().draft(key.public()), key, |b, t| SurpriseCheck::read(b, t, ISS).is_ok()),
        (notice().draft(key.public()), key, |b, t| Notice::read(b, t, ISS).is_ok()),
        (receipts()[0].draft(receipt_key.public()), receipt_key, |b, t| {
            Receipt::read(b, t, ISS).is_ok()
        }),
    ];
    for (draft, key, reads) in documents {
        let bytes = sign(draft, key);
        assert!(reads(&bytes, &issuer.trust));
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            assert!(!reads(&flipped, &issuer.trust), "byte {at}");
            assert!(!reads(&bytes[..at], &issuer.trust), "cut at {at}");
        }
    }
}

#[test]
fn bytes_are_those_that_they_were() {
    let issuer = Issuer::new();
    let payload = |draft: Draft| {
        let signed = sign(draft, &issuer.order_key);
        let read = CoseSign1::from_tagged_slice(&signed).unwrap();
        read.payload.unwrap()
    };
    let key = issuer.order_key.public();
    let pinned = [
        (payload(check().draft(key)), CHECK),
        (payload(receipts()[0].draft(key)), REPORTS),
        (payload(receipts()[1].draft(key)), PHOTO),
        (payload(receipts()[3].draft(key)), CONFLICT),
        (payload(notice().draft(key)), NOTICE),
    ];
    for (bytes, expected) in pinned {
        assert_eq!(bytes, hex(expected), "{}", printed(&bytes));
    }
    let digests = [(order().digest(), ORDER), (full_order().digest(), FULL_ORDER)];
    for (digest, expected) in digests {
        assert_eq!(digest.as_slice(), hex(expected), "{}", printed(&digest));
    }
    assert_eq!(order().digest(), doorstep::crypto::sha256(&payload(order().draft(key))));
    let seal = HOME.sealed(&[14; 16]);
    assert_eq!(seal.as_slice(), hex(SEALED_HOME), "{}", printed(&seal));
}

fn printed(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn bytes_are_those_that_python_writes_from_the_page() {
    let Some(python) = plain_python() else { return };
    let told = run(&python, "tests/suite/python/orders.py", &[], b"");
    let told: Json = serde_json::from_str(&told).unwrap();
    let pinned = [
        ("check", CHECK),
        ("reports", REPORTS),
        ("photo", PHOTO),
        ("conflict", CONFLICT),
        ("notice", NOTICE),
        ("order", ORDER),
        ("full_order", FULL_ORDER),
        ("sealed_home", SEALED_HOME),
    ];
    assert_eq!(told.as_object().unwrap().len(), pinned.len());
    for (name, expected) in pinned {
        assert_eq!(told[name].as_str().map(hex), Some(hex(expected)), "{name}");
    }
}

const CHECK: &str = "a7016658582d524546041a6b034c18061a6b033e0807480707070707070707646b696e646570686f746f\
     65636861696e5002020202020202020202020202020202656f7264657250010101010101010101010101\
     01010101";
const REPORTS: &str = "a8016658582d524546061a6b033e081827500a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a646b696e64677265\
     706f72747365636861696e5002020202020202020202020202020202656b657933325820030303030303\
     03030303030303030303030303030303030303030303030303036575705f746f19019066686561643332\
     58200909090909090909090909090909090909090909090909090909090909090909";
const PHOTO: &str = "a5016658582d524546061a6b033e08646b696e646570686f746f66636865636b38480707070707070707\
     6770686f746f333258200b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";
const CONFLICT: &str = "a7016658582d524546061a6b033e08617258200c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c\
     0c0c0c0c0c0c0c0c0c6373657105646b696e6468636f6e666c69637465636861696e5002020202020202\
     020202020202020202656b65793332582003030303030303030303030303030303030303030303030303\
     03030303030303";
const NOTICE: &str = "a9016658582d524546061a6b033e0807480808080808080808646b696e64686465636973696f6e647465\
     7874a262656e6f4e6f7468696e6720746f207061792e62727574d091d0b5d0b720d188d182d180d0b0d1\
     84d0b02e6561626f757482111265636861696e500202020202020202020202020202020267636f6e7461\
     63746f3820383030203030302d30302d30306c61707065616c5f756e74696c1a6b106d08";
const ORDER: &str = "a30db1838fc96ad07e711d18ce74941e224da1842ce4c8eb7a0d66a26dbfa26c";
const FULL_ORDER: &str = "1e2bb4cee0cf54819a9b36e151c0f1fbbf809181d0e5dfed7844da45b12af72d";
const SEALED_HOME: &str = "82b4941dc0e37168bea9c5d8344e53e47ecbfffa808aae415ff0685963c81ac8";

/// The payload of an order, in which a test changes what the core would never write.
fn entries(issuer: &Issuer, order: &Order) -> Vec<(Value, Value)> {
    let read = CoseSign1::from_tagged_slice(&signed_order(issuer, order)).unwrap();
    let payload: Value = coset::cbor::from_reader(read.payload.unwrap().as_slice()).unwrap();
    payload.into_map().unwrap()
}

/// The order with these entries, signed as it is.
fn signed_entries(issuer: &Issuer, mut entries: Vec<(Value, Value)>) -> Vec<u8> {
    let bytes = |value: &Value| {
        let mut bytes = Vec::new();
        coset::cbor::into_writer(value, &mut bytes).unwrap();
        bytes
    };
    entries.sort_by_cached_key(|(name, _)| bytes(name));
    let mut read = CoseSign1::from_tagged_slice(&signed_order(issuer, &order())).unwrap();
    let payload = bytes(&Value::Map(entries));
    let protected = read.protected.original_data.clone().unwrap();
    let message = doorstep::documents::signed_bytes_of_one(&protected, &payload);
    read.signature = issuer.order_key.sign(&message).unwrap().to_vec();
    read.payload = Some(payload);
    read.to_tagged_vec().unwrap()
}

#[test]
fn unknown_names_are_ignored_and_those_that_forbid_it_are_kept() {
    let issuer = Issuer::new();
    let read = |entries| Order::read(&signed_entries(&issuer, entries), &issuer.trust, ISS);
    let mut later = entries(&issuer, &order());
    later.push((Value::from("colour"), Value::from("green")));
    assert_eq!(read(later.clone()).unwrap().document, order());
    // At whatever depth.
    later.push((
        Value::from("more"),
        Value::Array(vec![Value::Map(vec![(Value::from("!inside"), Value::from(1))])]),
    ));
    later.push((Value::from("!curfew"), Value::from(1)));
    let mut critical = read(later).unwrap().document.critical;
    critical.sort();
    assert_eq!(critical, ["!curfew", "!inside"]);
    assert_eq!(read_order(&issuer, &full_order()).critical, ["!later"]);
}

#[test]
fn what_is_missing_is_refused_unless_a_floor_speaks_of_it() {
    let issuer = Issuer::new();
    let whole = entries(&issuer, &order());
    // Without these an order has its floors to answer to, or asks for less.
    let optional = ["places", "child", "pauses", "permissions", "contact", "help", "appeal"];
    for (name, _) in &whole {
        let rest = whole.iter().filter(|(other, _)| other != name).cloned().collect();
        let read = Order::read(&signed_entries(&issuer, rest), &issuer.trust, ISS);
        let may = name.as_text().is_some_and(|name| optional.contains(&name));
        assert_eq!(read.is_ok(), may, "{name:?}");
    }
    // And nothing is taken in another form than its own.
    for at in 0..whole.len() {
        let mut odd = whole.clone();
        odd[at].1 = Value::Bool(true);
        if odd[at].0 != Value::from("child") {
            let read = Order::read(&signed_entries(&issuer, odd), &issuer.trust, ISS);
            assert!(read.is_err(), "{:?}", whole[at].0);
        }
    }
}

#[test]
fn a_pause_is_read_whatever_its_reason() {
    let issuer = Issuer::new();
    let mut odd = entries(&issuer, &order());
    let pause = Value::Map(vec![
        (Value::from("why"), Value::from("eclipse")),
        (Value::from("from"), Value::from(NOW)),
    ]);
    for (name, value) in &mut odd {
        if *name == Value::from("pauses") {
            *value = Value::Array(vec![pause.clone()]);
        }
    }
    let read = Order::read(&signed_entries(&issuer, odd), &issuer.trust, ISS).unwrap();
    assert_eq!(read.document.pauses[0].why, PauseWhy::Other);
}

#[test]
fn a_sealed_place_is_opened_by_its_salt_and_coordinates_alone() {
    let place = full_order().places.remove(1);
    let right = PlaceOpening { place: "2".into(), salt: [14; 16], at: HOME };
    assert_eq!(place.opened(std::slice::from_ref(&right)), Some(HOME));
    let wrong = [
        PlaceOpening { place: "1".into(), ..right.clone() },
        PlaceOpening { salt: [15; 16], ..right.clone() },
        PlaceOpening { at: Coordinates { lat: HOME.lat + 1, ..HOME }, ..right.clone() },
    ];
    assert_eq!(place.opened(&wrong), None);
}

proptest! {
    #[test]
    fn every_order_that_can_be_written_is_read_back(
        numbers in prop::collection::vec(0..=i64::MAX as u64, 8),
        quiet in (0_u64..=1440, 0_u64..=1440),
        (lat, lon) in (any::<i64>(), any::<i64>()),
        pauses in prop::collection::vec((any::<u32>(), any::<Option<u32>>(), any::<Option<u32>>()), 0..4),
        texts in prop::collection::vec("[^\"]{0,12}", 4),
        flags in (any::<bool>(), any::<bool>()),
    ) {
        let issuer = issuer();
        let mut written = Order {
            version: numbers[0].max(1),
            act: numbers[1],
            from: numbers[2],
            until: numbers[3],
            start_grace_s: numbers[4],
            interval_s: numbers[5],
            batch_s: numbers[6],
            legal: texts[0].clone(),
            contact: flags.0.then(|| texts[1].clone()),
            help: texts[2..].to_vec(),
            quiet: QuietHours { from_min: quiet.0, to_min: quiet.1 },
            child: flags.1,
            ..order()
        };
        written.checks.n = numbers[7];
        written.places[0].at = PlaceAt::Shown(Coordinates { lat, lon });
        written.pauses = pauses.into_iter().map(|(from, until, names)| Pause {
            from: from.into(),
            until: until.map(u64::from),
            why: PauseWhy::Moved,
            names: names.map(u64::from),
        }).collect();
        prop_assert_eq!(read_order(issuer, &written), written);
    }
}

fn issuer() -> &'static Issuer {
    static ISSUER: std::sync::OnceLock<Issuer> = std::sync::OnceLock::new();
    ISSUER.get_or_init(Issuer::new)
}

#[test]
fn agreed_checks_are_those_that_python_draws_from_the_page() {
    let Some(python) = plain_python() else { return };
    let golden = doorstep_suite::data::workspace().join("tests/suite/golden/schedule.json");
    let golden = golden.to_str().unwrap();
    let told = run(&python, "tests/suite/python/schedule.py", &[golden], b"");
    assert_eq!(told.trim(), "the same");
}
