//! Documents of regions, which operators write.

use doorstep::documents::Rules;
use doorstep_authority::Region;
use doorstep_suite::issuer::{ISS, NOW};

use crate::lists::asked;
use crate::signing::AUTHORITY;

/// A document says nothing that rules can't say: what is taken can be signed, and a phone reads the same.
pub fn document(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(region) = Region::read(text) else { return };
    let rules = Rules { iat: NOW, iss: ISS.into(), ..region.rules().clone() };
    let keys: Vec<_> = AUTHORITY.rules_keys.iter().collect();
    let again = keys.iter().fold(rules.draft(), |draft, key| {
        let signature = key.sign(&draft.to_sign(key.public())).unwrap();
        draft.signed(key.public(), signature)
    });
    let read = Rules::read(&again.close(), &AUTHORITY.trust, ISS).unwrap();
    // Languages stand in another order there.
    let key = AUTHORITY.rules_keys[0].public();
    assert_eq!(read.draft().to_sign(key), rules.draft().to_sign(key));
    asked(&rules);
}
