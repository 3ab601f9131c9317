//! Whether a pass that came back is the one that was asked for (`PROTOCOL.md §11.5`).

use super::issued::{IssuerKey, Pass};
use crate::documents::{Credential, KeyUse, PassClaims, Typ, cose_key, pass_claims, read_signed};
use crate::lists::Lists;
use crate::model::{IdempotencyKey, Thumbprint, to_base64url};

/// What was asked for.
#[derive(Debug, Clone)]
pub struct ExpectedPass {
    /// The vault's name of the pass's key.
    pub alias: String,
    /// Name of the pass's own key.
    pub key: Thumbprint,
    /// Number of the purpose.
    pub purpose: u64,
    /// The tap that asked for it.
    pub asked_as: IdempotencyKey,
}

/// What a pass of this kind says, if a pass key of the authority signed it, and whether
/// that key still counts.
fn issued(bytes: &[u8], typ: Typ, lists: &Lists) -> Option<(PassClaims, IssuerKey)> {
    let signed = read_signed(bytes).ok().filter(|signed| signed.typ() == Some(typ))?;
    let kid = signed.header().kid.clone()?;
    let (key, payload) = lists
        .trust()?
        .keys_for(KeyUse::Pass)
        .filter(|key| key.iss == lists.iss() && cose_key::kid4(&key.key).as_slice() == kid)
        .find_map(|key| Some((key, signed.open(&key.key)?)))?;
    let issuer = if key.revoked_at.is_some() { IssuerKey::Withdrawn } else { IssuerKey::Good };
    match Credential::read(payload) {
        Ok(Credential::Pass(pass)) => Some((pass, issuer)),
        _ => None,
    }
}

/// What has become of the key that signed a pass which is kept.
pub fn issuer_key(pass: &Pass, lists: &Lists) -> IssuerKey {
    match (issued(&pass.bytes(), Typ::Pass, lists), pass.issuer) {
        (Some((_, IssuerKey::Withdrawn)), IssuerKey::Good) => IssuerKey::Withdrawn,
        (Some((_, IssuerKey::Good)), _) => IssuerKey::Good,
        // What was known of a key that is not listed any more stays known.
        (_, known) => known,
    }
}

/// Whether these bytes are the pass `of` without its phone: signed by the authority, and the same
/// but for key and name.
pub fn is_paper(bytes: &[u8], lists: &Lists, of: &Pass) -> bool {
    let paper = issued(bytes, Typ::Paper, lists);
    let pass = pass_claims(&of.bytes());
    paper.zip(pass).is_some_and(|((paper, issuer), pass)| {
        let same = PassClaims { id: paper.id, holder: None, ..pass };
        paper == same && paper.id != of.id && issuer == IssuerKey::Good
    })
}

/// The pass in these bytes, if a pass key of the authority signed it for our key, our purpose and
/// a known act, and if it is no longer than the rules allow (`PROTOCOL.md §11.5`).
pub fn accept(bytes: &[u8], lists: &Lists, expected: &ExpectedPass) -> Option<Pass> {
    let rules = lists.rules()?;
    // A reply that was long on its way may bring what a withdrawn key has signed.
    let (pass, issuer) = issued(bytes, Typ::Pass, lists)?;
    let purpose = rules.known_purpose(pass.purpose)?;
    let fits = pass.iss == lists.iss()
        && pass.purpose == expected.purpose
        && pass.holder.as_ref().map(cose_key::thumbprint) == Some(expected.key)
        && rules.act(pass.act).is_some()
        && pass.exp.saturating_sub(pass.nbf) <= rules.longest(pass.purpose, pass.exp)?;
    fits.then(|| Pass {
        id: pass.id,
        signed: to_base64url(bytes),
        alias: expected.alias.clone(),
        purpose: pass.purpose,
        purpose_key: purpose.key.clone(),
        label: purpose.label.clone(),
        act: pass.act,
        nbf: pass.nbf,
        exp: pass.exp,
        grace: rules.grace_of(pass.exp),
        denied_from: None,
        asked_as: expected.asked_as,
        code: None,
        paper: None,
        issuer,
        lasts_for_days: pass.status.is_some(),
    })
}
