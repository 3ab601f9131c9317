//! COSE_Key (RFC 9052 §7) and its thumbprint (RFC 9679) (`PROTOCOL.md §2.3`).

use super::item::Item;
use super::malformed::Malformed;
use super::numbers::key::{CRV, EC2, ED25519, KTY, OKP, P256, X, Y};
use crate::crypto::sha256;
use crate::model::{PublicKey, Thumbprint};

/// The key as an item: both coordinates in full, nothing else.
pub fn to_item(key: &PublicKey) -> Item<'static> {
    match key {
        PublicKey::P256 { x, y } => Item::map([
            (KTY.into(), Item::Int(EC2)),
            (CRV.into(), Item::Int(P256)),
            (X.into(), Item::bytes(x)),
            (Y.into(), Item::bytes(y)),
        ]),
        PublicKey::Ed25519 { x } => Item::map([
            (KTY.into(), Item::Int(OKP)),
            (CRV.into(), Item::Int(ED25519)),
            (X.into(), Item::bytes(x)),
        ]),
    }
}

/// The key in an item that [`to_item`] could have made.
pub fn from_item(item: &Item<'_>) -> Option<PublicKey> {
    let number = |label: i64| item.get(label)?.as_int();
    let coordinate = |label: i64| item.get(label)?.as_fixed::<32>();
    let key = match (number(KTY)?, number(CRV)?) {
        (EC2, P256) => PublicKey::P256 { x: coordinate(X)?, y: coordinate(Y)? },
        (OKP, ED25519) => PublicKey::Ed25519 { x: coordinate(X)? },
        _ => return None,
    };
    (to_item(&key) == *item).then_some(key)
}

/// The key as deterministic CBOR, which JSON carries as base64url.
pub fn to_bytes(key: &PublicKey) -> Vec<u8> {
    to_item(key).to_bytes()
}

/// The key in these bytes.
///
/// # Errors
/// [`Malformed`] if they hold no key of an accepted kind in its one form.
pub fn from_bytes(bytes: &[u8]) -> Result<PublicKey, Malformed> {
    from_item(&Item::read(bytes, 1)?).ok_or(Malformed::Type)
}

/// The name of a key: SHA-256 over its required members (RFC 9679 §3).
pub fn thumbprint(key: &PublicKey) -> Thumbprint {
    Thumbprint::new(sha256(&to_bytes(key)))
}

/// The short name of a key in passes and certificates: the first four bytes of its thumbprint.
pub fn kid4(key: &PublicKey) -> [u8; 4] {
    let [a, b, c, d, ..] = *thumbprint(key).bytes();
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thumbprint_is_that_of_the_rfc() {
        // RFC 9679 §6.
        let hex = |text: &str| -> [u8; 32] {
            let bytes: Vec<u8> = (0..text.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
                .collect();
            bytes.try_into().unwrap()
        };
        let key = PublicKey::P256 {
            x: hex("65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d"),
            y: hex("1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c"),
        };
        let expected = hex("496bd8afadf307e5b08c64b0421bf9dc01528a344a43bda88fadd1669da253ec");
        assert_eq!(*thumbprint(&key).bytes(), expected);
        assert_eq!(from_bytes(&to_bytes(&key)).unwrap(), key);
    }

    #[test]
    fn a_key_with_more_or_less_than_its_members_is_refused() {
        let key = PublicKey::P256 { x: [1; 32], y: [2; 32] };
        let Item::Map(mut entries) = to_item(&key) else { unreachable!() };
        let mut more = entries.clone();
        more.insert(1, (Item::Int(2), Item::bytes(b"kid")));
        assert_eq!(from_item(&Item::Map(more)), None);
        entries.pop();
        assert_eq!(from_item(&Item::Map(entries)), None);
    }
}
