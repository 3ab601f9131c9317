//! The bytes of what is kept of photos.

use super::{hex, pinned_since_2, unhex};
use crate::documents::PhotoMatch;
use crate::model::{CheckId, OrderId, PhotoId};
use crate::quarantine::journal::{Asked, Interval};
use crate::quarantine::photos::{Attempts, KeptPhoto, PhotoState, Upload};
use crate::state::quarantine::PhotoBytes;
use crate::store::{Stored as _, decode, encode};

/// What version 3 of a photo writes, and which version 2 wrote of the same.
fn pinned(value: &KeptPhoto, version_3: &str, version_2: &str) {
    let bytes = encode(value).unwrap();
    assert_eq!((hex(&bytes).as_str(), KeptPhoto::VERSION), (version_3, 3));
    assert_eq!(decode::<KeptPhoto>(3, &bytes).as_ref(), Some(value));
    assert_eq!(decode::<KeptPhoto>(2, &unhex(version_2)).as_ref(), Some(value));
    assert_eq!(decode::<KeptPhoto>(2, &bytes), None);
}

#[test]
fn photos_are_pinned() {
    let upload = Upload {
        was_sent: true,
        received: 3,
        connected_ms: 4,
        reached_ms: Some(5),
        failures: 6,
        not_before_ms: 7,
    };
    let waiting = KeptPhoto {
        id: PhotoId::new([1; 32]),
        check: Asked::Check(CheckId::new([2; 8])),
        order: OrderId::new([3; 16]),
        at: Interval::exactly(8),
        size: 70_000,
        state: PhotoState::Waiting(upload),
        verdict: None,
        deleted_at: None,
        words: Vec::new(),
    };
    let head = |check: &str| format!("5820{}{check}50{}820808", "01".repeat(32), "03".repeat(16));
    let of_check = head(&format!("820148{}", "02".repeat(8)));
    let waits = format!("{of_check}1a00011170820086f50304050607f6");
    pinned(&waiting, &format!("89{waits}f680"), &format!("87{waits}"));
    let received = KeptPhoto {
        check: Asked::Reference,
        state: PhotoState::Received { receipt: vec![9] },
        verdict: Some(PhotoMatch::NeedsHuman),
        ..waiting.clone()
    };
    let came = format!("{}1a0001117082014109", head("8100"));
    pinned(&received, &format!("89{came}01f680"), &format!("87{came}01"));
    let (deleted_at, words) = (Some(10), vec![[5; 32]]);
    let deleted = KeptPhoto { deleted_at, words, ..received };
    let bytes = hex(&encode(&deleted).unwrap());
    assert_eq!(bytes, format!("89{came}010a815820{}", "05".repeat(32)));
    let expired = KeptPhoto { state: PhotoState::Expired, ..waiting };
    assert!(hex(&encode(&expired).unwrap()).ends_with("1a000111708102f6f680"));
    pinned_since_2(&PhotoBytes(vec![1, 2]), "420102");
    let attempts = Attempts { check: Asked::Reference, count: 2, last: [4; 32] };
    pinned_since_2(&attempts, &format!("838100025820{}", "04".repeat(32)));
}
