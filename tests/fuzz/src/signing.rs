//! Any payload under a good signature. Nothing that a fuzzer changes would come past a signature otherwise.

use std::fmt::Debug;
use std::sync::LazyLock;

use doorstep::documents::numbers::{limit, tag};
use doorstep::documents::{
    Algorithm, Draft, Header, Item, Sign1Parts, Typ, cose_key, signed_bytes_of_many,
    signed_bytes_of_one,
};
use doorstep_suite::issuer::{Issuer, Key};

/// The authority under whose keys everything is read.
pub static AUTHORITY: LazyLock<Issuer> = LazyLock::new(Issuer::new);

/// The bytes that stand under a signature, if they are an item at all: what is none is refused before any
/// signature is asked for.
pub fn is_item(payload: &[u8], depth: usize) -> bool {
    Item::read(payload, depth).is_ok()
}

/// A COSE_Sign1 that names its key in full.
pub fn signed(typ: Typ, key: &Key, payload: &[u8]) -> Vec<u8> {
    signed_as(typ, key, cose_key::thumbprint(key.public()).bytes(), payload)
}

/// The same under any name of the key.
pub fn signed_as(typ: Typ, key: &Key, kid: &[u8], payload: &[u8]) -> Vec<u8> {
    let algorithm = Some(Algorithm::of(key.public()));
    let header = Header { algorithm, kid: Some(kid.to_vec()), typ: Some(typ), kcwt: None };
    let protected = header.to_bytes();
    let signature = key.sign(&signed_bytes_of_one(&protected, payload)).unwrap();
    Sign1Parts { protected, payload: payload.to_vec(), signature }.together()
}

/// A COSE_Sign by these keys.
pub fn signed_by(typ: Typ, keys: &[&Key], payload: &[u8]) -> Vec<u8> {
    let body = Header { typ: Some(typ), ..Header::default() }.to_bytes();
    let signature = |key: &&Key| {
        let header = Header {
            algorithm: Some(Algorithm::of(key.public())),
            kid: Some(cose_key::thumbprint(key.public()).bytes().to_vec()),
            ..Header::default()
        };
        let protected = header.to_bytes();
        let signature = key.sign(&signed_bytes_of_many(&body, &protected, payload)).unwrap();
        Item::Array(vec![Item::bytes(&protected), Item::Map(Vec::new()), Item::bytes(&signature)])
    };
    let parts = vec![
        Item::bytes(&body),
        Item::Map(Vec::new()),
        Item::bytes(payload),
        Item::Array(keys.iter().map(signature).collect()),
    ];
    Item::Tag(tag::SIGN, Box::new(Item::Array(parts))).to_bytes()
}

/// That what is taken is written and taken again as the same: nothing of it was lost or understood otherwise.
pub fn comes_back<T: PartialEq + Debug, E: Debug>(
    typ: Typ,
    key: &Key,
    payload: &[u8],
    read: impl Fn(&[u8]) -> Result<T, E>,
    draft: impl Fn(&T) -> Draft,
) -> Option<T> {
    if !is_item(payload, limit::DEPTH_DOCUMENT) {
        return None;
    }
    let first = read(&signed(typ, key, payload)).ok()?;
    let again = draft(&first);
    let signature = key.sign(&again.to_sign()).unwrap();
    let second = read(&again.close(&signature)).unwrap();
    assert_eq!(second, first, "written and read again");
    Some(first)
}
