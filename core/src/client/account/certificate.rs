//! The holder certificate of an account (`PROTOCOL.md §4.11`).

use crate::client::core::Core;
use crate::documents::{Credential, HolderClaims, KeyUse, Typ, cose_key, read_signed};
use crate::model::from_base64url;
use crate::registration::Keys;

impl Core {
    /// What a holder certificate says, if the authority signed it for our emergency key.
    pub fn certificate_of(&self, text: &str, keys: &Keys) -> Option<HolderClaims> {
        let bytes = from_base64url(text)?;
        let signed = read_signed(&bytes).ok().filter(|signed| signed.typ() == Some(Typ::Pass))?;
        let issuers = {
            let state = self.lock();
            state.lists.trust()?.good_keys(KeyUse::Pass, state.lists.iss())
        };
        let payload = issuers.iter().find_map(|key| signed.open(key))?;
        match Credential::read(payload).ok()? {
            Credential::Holder(holder) if cose_key::thumbprint(&holder.holder) == keys.sos.key => {
                Some(holder)
            }
            _ => None,
        }
    }
}
