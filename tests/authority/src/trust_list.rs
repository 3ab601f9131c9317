//! What both who signs trust lists and who is named in them read out of one.

use doorstep::documents::{KeyUse, Root, TrustList, TrustedKey};
use doorstep::model::PublicKey;

use crate::error::AuthorityError;

/// How long a trust list counts, in seconds.
pub(crate) const TRUST_LIFE: u64 = 90 * 86_400;
/// 2049-12-31 23:59:59 UTC: until then a key signs, unless it is changed for another.
const END: u64 = 2_524_607_999;

/// A trust list under its root.
pub(crate) fn read_trust(root: &[u8], list: &[u8]) -> Result<TrustList, AuthorityError> {
    let damaged = |_| AuthorityError::HomeDamaged;
    let root = Root::first(root).map_err(damaged)?;
    TrustList::read(list, &root).map_err(damaged)
}

/// The same list with the next serial, made now.
pub(crate) fn next_version(list: TrustList, now: u64) -> TrustList {
    TrustList {
        serial: list.serial.saturating_add(1),
        iat: now,
        exp: now.saturating_add(TRUST_LIFE),
        ..list
    }
}

/// The authority that this list is of: a home has one.
pub(crate) fn issuer(list: &TrustList) -> Option<&str> {
    list.keys.first().map(|key| key.iss.as_str())
}

/// The keys of a use that this list has in use, standby ones last.
pub(crate) fn active(list: &TrustList, key_use: KeyUse) -> impl Iterator<Item = &TrustedKey> {
    list.keys_for(key_use).filter(|key| key.revoked_at.is_none() && key.sign_until > list.iat)
}

/// How a trust list names a key that signs from this second on.
pub(crate) fn listed(key: PublicKey, key_use: KeyUse, iss: &str, sign_from: u64) -> TrustedKey {
    TrustedKey {
        key,
        key_use,
        iss: iss.to_owned(),
        sign_from,
        sign_until: END,
        verify_until: END,
        revoked_at: None,
    }
}
