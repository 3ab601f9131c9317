//! What one key signs: the authority's, a phone's, an inspector's. The bytes are the payload.

use doorstep::documents::numbers::limit;
use doorstep::documents::{
    CodeAnswer, DenyList, Handover, Head, InspectionReceipt, Item, KeyClosed, Link, LoanInvitation,
    MapKey, Notice, PhotoMatch, PhotoVerdict, Receipt, Stamp, SurpriseCheck, TimeToken, Typ,
    WipeCertificate, cose_key,
};
use doorstep::moving::MoveCode;
use doorstep_suite::issuer::{ISS, Key};

use crate::signing::{AUTHORITY, comes_back, is_item, signed};

/// Under which label the key of a device stands in its receipt (RFC 8747).
const CNF: i64 = 8;

pub fn time_token(payload: &[u8]) {
    let key = &AUTHORITY.time_key;
    let read = |bytes: &[u8]| TimeToken::read(bytes, &AUTHORITY.trust, ISS);
    comes_back(Typ::Time, key, payload, read, |token| token.draft(key.public()));
}

pub fn stamp(payload: &[u8]) {
    let key = &AUTHORITY.stamp_key;
    let read = |bytes: &[u8]| Stamp::read(bytes, &AUTHORITY.trust, ISS);
    comes_back(Typ::Stamp, key, payload, read, |stamp| stamp.draft(key.public()));
}

/// What it denies is denied by it, each pass from one second on.
pub fn deny_list(payload: &[u8]) {
    let key = &AUTHORITY.status_key;
    let read = |bytes: &[u8]| DenyList::read(bytes, &AUTHORITY.trust, ISS);
    let list = comes_back(Typ::Deny, key, payload, read, |list| list.draft(key.public()));
    for denied in list.iter().flat_map(|list| &list.denied) {
        for pass in &denied.passes {
            let from = list.as_ref().and_then(|list| list.denied_from(*pass));
            assert!(from.is_some(), "{pass:?}");
        }
    }
}

pub fn code_answer(payload: &[u8]) {
    let key = &AUTHORITY.status_key;
    let read = |bytes: &[u8]| CodeAnswer::read(bytes, &AUTHORITY.trust, ISS);
    comes_back(Typ::Code, key, payload, read, |answer| answer.draft(key.public()));
}

pub fn key_closed(payload: &[u8]) {
    let key = &AUTHORITY.order_key;
    let read = |bytes: &[u8]| KeyClosed::read(bytes, &AUTHORITY.trust, ISS);
    comes_back(Typ::KeyClosed, key, payload, read, |word| word.draft(key.public()));
}

/// Texts of a form and of a certificate come back as they were; a handover that is none is not reopened.
pub fn loan(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(bytes) = LoanInvitation::bytes_of(&text) {
        assert_eq!(LoanInvitation::text_of(&bytes), text);
        // Nobody signed it for this authority.
        assert!(LoanInvitation::read(&bytes, &AUTHORITY.trust, ISS, u64::MAX).is_err());
    }
    if let Ok(bytes) = WipeCertificate::bytes_of(&text) {
        assert_eq!(WipeCertificate::text_of(&bytes), text);
    }
    let _ = LoanInvitation::claimed(bytes);
    let _ = WipeCertificate::claimed(bytes);
    if let Ok(draft) = Handover::reopened(bytes) {
        assert_eq!(draft.close(), bytes);
    }
}

/// A code of a move comes back as what it says; a link that is none is not reopened.
pub fn moving(bytes: &[u8]) {
    let code = MoveCode::read(&String::from_utf8_lossy(bytes));
    if let Ok(code) = code.or_else(|_| MoveCode::from_bytes(bytes)) {
        let again = MoveCode::read(&code.text());
        assert!(again.is_ok_and(|again| again == code));
    }
    let _ = Link::kept(bytes);
    if let Ok(draft) = Link::reopened(bytes) {
        assert_eq!(draft.close(), bytes);
    }
}

pub fn notice(payload: &[u8]) {
    let key = &AUTHORITY.order_key;
    let read =
        |bytes: &[u8]| Notice::read(bytes, &AUTHORITY.trust, ISS).map(|signed| signed.document);
    comes_back(Typ::Notice, key, payload, read, |notice| notice.draft(key.public()));
}

pub fn photo_verdict(payload: &[u8]) {
    let key = &AUTHORITY.order_key;
    let read = |bytes: &[u8]| {
        PhotoVerdict::read(bytes, &AUTHORITY.trust, ISS).map(|signed| signed.document)
    };
    let verdict = comes_back(Typ::PhotoVerdict, key, payload, read, |it| it.draft(key.public()));
    assert!(verdict.is_none_or(|it| PhotoMatch::ALL.contains(&it.verdict)), "no third word");
}

pub fn surprise_check(payload: &[u8]) {
    let key = &AUTHORITY.order_key;
    let read = |bytes: &[u8]| {
        SurpriseCheck::read(bytes, &AUTHORITY.trust, ISS).map(|signed| signed.document)
    };
    comes_back(Typ::Check, key, payload, read, |check| check.draft(key.public()));
}

pub fn receipt(payload: &[u8]) {
    let key = &AUTHORITY.receipt_key;
    let read =
        |bytes: &[u8]| Receipt::read(bytes, &AUTHORITY.trust, ISS).map(|signed| signed.document);
    comes_back(Typ::Receipt, key, payload, read, |receipt| receipt.draft(key.public()));
}

/// A phone signs it; its digest is that of what it says.
pub fn head(payload: &[u8]) {
    let key = &AUTHORITY.standby;
    let name = cose_key::thumbprint(key.public());
    let read = |bytes: &[u8]| Head::read(bytes, key.public()).map(|signed| signed.head);
    if let Some(head) = comes_back(Typ::Head, key, payload, read, |head| head.draft(&name)) {
        let kept = Head::decode_verified(&signed(Typ::Head, key, payload)).unwrap();
        assert_eq!(kept.head, head);
        let again = Head::read(&signed(Typ::Head, key, &head.payload()), key.public()).unwrap();
        assert_eq!(again.digest, head.digest());
    }
}

/// Signed by the key that it names, which is put in here.
pub fn inspection_receipt(payload: &[u8]) {
    if !is_item(payload, limit::DEPTH_DOCUMENT) {
        return;
    }
    let key = &AUTHORITY.standby;
    let text = |payload: &[u8]| InspectionReceipt::text(&signed(Typ::Inspected, key, payload));
    let nobodys = InspectionReceipt::read(&text(payload));
    assert!(nobodys.is_err(), "under the key of another device");
    let Some(payload) = with_device(payload, key) else { return };
    let Ok(receipt) = InspectionReceipt::read(&text(&payload)) else { return };
    let draft = receipt.draft();
    let signature = key.sign(&draft.to_sign()).unwrap();
    let again = InspectionReceipt::read(&InspectionReceipt::text(&draft.close(&signature)));
    assert_eq!(again, Ok(receipt));
}

fn with_device(payload: &[u8], key: &Key) -> Option<Vec<u8>> {
    let Ok(Item::Map(entries)) = Item::read(payload, limit::DEPTH_DOCUMENT) else { return None };
    let mut entries: Vec<_> =
        entries.into_iter().filter(|(name, _)| name.as_int() != Some(CNF)).collect();
    let device = Item::map([(MapKey::Number(1), cose_key::to_item(key.public()))]);
    entries.push((Item::Int(CNF), device));
    Some(Item::ordered(entries).to_bytes())
}
