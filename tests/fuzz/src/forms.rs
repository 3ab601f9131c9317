//! Forms that documents are made of.

use doorstep::documents::numbers::limit;
use doorstep::documents::{
    CHALLENGE_PREFIX, Item, ORDER_PREFIX, PREFIX, RECEIPT_PREFIX, Sign, Sign1, Sign1Parts, Typ,
    challenge_of, challenge_text, cose_key as keys, decode_under, encode_under,
};
use doorstep::model::{deflate, inflate};
use doorstep::quarantine::report::{pack_numbers, unpack_numbers};

use crate::signing::AUTHORITY;

/// Most bytes that are inflated here.
const MOST: usize = 1 << 20;

/// One form: what is read is written the same, to the byte.
pub fn cbor(bytes: &[u8]) {
    for depth in [limit::DEPTH_PASS, limit::DEPTH_DOCUMENT] {
        if let Ok(item) = Item::read(bytes, depth) {
            assert_eq!(item.to_bytes(), bytes);
        }
    }
}

/// Read under no key, and written from its parts as it was.
pub fn cose_sign1(bytes: &[u8]) {
    let Ok(parts) = Sign1Parts::of(bytes, limit::ORDER, limit::DEPTH_DOCUMENT) else { return };
    assert_eq!(parts.together(), bytes);
    let object = Sign1::read(bytes, limit::ORDER, limit::DEPTH_DOCUMENT).unwrap();
    assert!(object.open(AUTHORITY.pass.public()).is_none(), "nobody signed it");
}

/// No key of ours has signed it, and nothing opens it without one.
pub fn cose_sign(bytes: &[u8]) {
    for typ in [Typ::Root, Typ::Trust, Typ::Rules] {
        let Ok(object) = Sign::read(bytes, typ, limit::TRUST) else { continue };
        assert_eq!(object.typ(), typ);
        let keys = &AUTHORITY.root.keys;
        assert!(object.open(keys, 1).is_err() && object.open(keys, 0).is_err());
        assert!(object.open(&[], 0).is_err());
    }
}

pub fn cose_key(bytes: &[u8]) {
    if let Ok(key) = keys::from_bytes(bytes) {
        assert_eq!(keys::to_bytes(&key), bytes);
    }
}

/// One text for the same bytes, under each beginning.
pub fn code_text(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for prefix in [PREFIX, CHALLENGE_PREFIX, RECEIPT_PREFIX, ORDER_PREFIX] {
        if let Ok(read) = decode_under(prefix, text) {
            assert_eq!(encode_under(prefix, &read), text);
        }
    }
    if let Some(challenge) = challenge_of(text) {
        assert_eq!(challenge_of(&challenge_text(&challenge)), Some(challenge));
    }
}

/// Never more than was allowed, and the same when it is deflated again.
pub fn deflated(bytes: &[u8]) {
    let Ok(inflated) = inflate(bytes, MOST) else { return };
    assert!(inflated.len() <= MOST);
    let shorter = inflated.len().saturating_sub(1);
    if inflated.len() > 1 {
        assert!(inflate(bytes, shorter).is_err(), "a limit is a limit");
    }
    if let Some(again) = deflate(&inflated) {
        assert_eq!(inflate(&again, inflated.len()), Ok(inflated));
    }
}

/// The first byte says how many.
pub fn numbers(bytes: &[u8]) {
    let Some((count, packed)) = bytes.split_first() else { return };
    if let Some(read) = unpack_numbers(packed, usize::from(*count)) {
        assert_eq!(read.len(), usize::from(*count));
        assert_eq!(pack_numbers(&read), packed);
    }
}
