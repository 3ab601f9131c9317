//! Whether a pass that came back is the one that was asked for.

use super::kept::Pass;
use crate::documents::{Credential, KeyUse, Typ, cose_key, read_signed};
use crate::lists::Lists;
use crate::model::{IdempotencyKey, Thumbprint, to_base64url};

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The vault's name of the pass's key.
    pub alias: String,
    /// The key.
    pub key: Thumbprint,
    /// Number of the purpose.
    pub purpose: u64,
    /// The request.
    pub asked_as: IdempotencyKey,
}

/// The pass in these bytes, if a pass key of the authority signed it for our key, our purpose and
/// a known act, and if it is no longer than the rules allow (protocol, pass request).
pub fn accept(bytes: &[u8], lists: &Lists, wanted: &Wanted) -> Option<Pass> {
    let (trust, rules) = (lists.trust()?, lists.rules()?);
    let signed = read_signed(bytes).ok().filter(|signed| signed.typ() == Some(Typ::Pass))?;
    let kid = signed.header().kid.clone()?;
    let payload = trust
        .good_keys(KeyUse::Pass, lists.iss())
        .iter()
        .filter(|key| cose_key::kid4(key).as_slice() == kid)
        .find_map(|key| signed.open(key))?;
    let Ok(Credential::Pass(pass)) = Credential::read(payload) else { return None };
    let purpose = rules.purpose(pass.purpose)?;
    let fits = pass.iss == lists.iss()
        && pass.purpose == wanted.purpose
        && pass.holder.as_ref().map(cose_key::thumbprint) == Some(wanted.key)
        && rules.act(pass.act).is_some()
        && pass.exp.saturating_sub(pass.nbf) <= purpose.minutes.saturating_mul(60);
    fits.then(|| Pass {
        id: pass.id,
        signed: to_base64url(bytes),
        alias: wanted.alias.clone(),
        purpose: pass.purpose,
        purpose_key: purpose.key.clone(),
        label: purpose.label.clone(),
        act: pass.act,
        nbf: pass.nbf,
        exp: pass.exp,
        grace: rules.grace,
        denied_from: None,
        asked_as: wanted.asked_as,
        code: None,
    })
}
