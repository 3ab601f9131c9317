//! Whether a pass that came back is the one that was asked for.

use super::kept::Pass;
use crate::documents::{Credential, KeyUse, PassClaims, Typ, cose_key, pass_claims, read_signed};
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

/// What a pass of this kind says, if a pass key of the authority signed it.
fn issued(bytes: &[u8], typ: Typ, lists: &Lists) -> Option<PassClaims> {
    let signed = read_signed(bytes).ok().filter(|signed| signed.typ() == Some(typ))?;
    let kid = signed.header().kid.clone()?;
    let payload = lists
        .trust()?
        .good_keys(KeyUse::Pass, lists.iss())
        .iter()
        .filter(|key| cose_key::kid4(key).as_slice() == kid)
        .find_map(|key| signed.open(key))?;
    match Credential::read(payload) {
        Ok(Credential::Pass(pass)) => Some(pass),
        _ => None,
    }
}

/// Whether these bytes are the pass `of` without its phone: signed by the authority, and the same
/// but for key and name.
pub fn is_paper(bytes: &[u8], lists: &Lists, of: &Pass) -> bool {
    let paper = issued(bytes, Typ::Paper, lists);
    let pass = pass_claims(&of.bytes());
    paper.zip(pass).is_some_and(|(paper, pass)| {
        let same = PassClaims { id: paper.id, holder: None, ..pass };
        paper == same && paper.id != of.id
    })
}

/// The pass in these bytes, if a pass key of the authority signed it for our key, our purpose and
/// a known act, and if it is no longer than the rules allow (protocol, pass request).
pub fn accept(bytes: &[u8], lists: &Lists, wanted: &Wanted) -> Option<Pass> {
    let rules = lists.rules()?;
    let pass = issued(bytes, Typ::Pass, lists)?;
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
        paper: None,
    })
}
