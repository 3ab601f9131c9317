//! The bytes of what is kept of checks and declarations.

use super::{hex, pinned_since_2};
use crate::documents::{CheckKind, SurpriseCheck};
use crate::model::patient::Declared as Written;
use crate::model::{BootMark, ChainId, CheckId, OrderId};
use crate::quarantine::checks::{HeldSurprise, Kept, OpenWindow};
use crate::quarantine::declarations::Declarations;
use crate::quarantine::journal::{Interval, Moment};
use crate::quarantine::presence::Milliseconds;
use crate::state::KeptCheck;
use crate::store::{decode, encode};

#[test]
fn what_checks_need_beside_the_journal_is_pinned() {
    let boot = BootMark::new([1; 8]);
    let within = Interval::exactly(2);
    let window = OpenWindow {
        check: CheckId::new([3; 8]),
        length_s: 3_600,
        passed: Milliseconds(4),
        counted_to: Milliseconds(5),
        boot,
        is_counting: true,
    };
    let held = HeldSurprise {
        id: CheckId::new([6; 8]),
        digest: [7; 32],
        kind: CheckKind::Photo,
        exp: 8,
        came: within,
    };
    let here = Moment { within, elapsed: Milliseconds(9), boot };
    let kept =
        Kept { settled_until: 1, here: Some(here), windows: vec![window], surprises: vec![held] };
    let expected = format!(
        "8401 83820202 09 48{boot} 8186 48{check} 190e10 04 05 48{boot} f5 8185 48{id} 5820{digest} \
         01 08 820202",
        boot = "01".repeat(8),
        check = "03".repeat(8),
        id = "06".repeat(8),
        digest = "07".repeat(32),
    );
    pinned_since_2(&kept, &expected.replace(' ', ""));
    pinned_since_2(&Kept::default(), "8400f68080");
}

#[test]
fn declarations_are_pinned() {
    let mut all = Declarations::default();
    all.heard(Written::Hospital, Some(1), 2, None);
    all.heard(Written::Back, Some(2), 5, None);
    all.heard(Written::Permission, Some(3), 6, Some(7));
    all.heard(Written::Personal, Some(4), 8, Some(9));
    all.heard(Written::Fault, Some(5), 8, None);
    pinned_since_2(&all, "82838401000205840302060784040108098105");
    pinned_since_2(&Declarations::default(), "828080");
}

#[test]
fn a_surprise_check_is_pinned() {
    let check = SurpriseCheck {
        iss: "XX".into(),
        iat: 1,
        exp: 2,
        id: CheckId::new([3; 8]),
        chain: ChainId::new([4; 16]),
        order: OrderId::new([5; 16]),
        kind: CheckKind::Place,
    };
    let key = crate::model::PublicKey::P256 { x: [1; 32], y: [2; 32] };
    let signed = check.draft(&key).close(&[9; 64]);
    let kept = KeptCheck { signed: signed.clone(), came: Interval::exactly(1) };
    let bytes = encode(&kept).unwrap();
    let expected = format!("8258{:02x}{}820101", signed.len(), hex(&signed));
    assert_eq!(hex(&bytes), expected);
    assert!(decode::<KeptCheck>(2, &bytes).as_ref() == Some(&kept));
    let none = KeptCheck { signed: b"\xf6".to_vec(), ..kept };
    assert!(decode::<KeptCheck>(2, &encode(&none).unwrap()).is_none());
}
