//! Certificates and passes, signed.

use doorstep::documents::{
    Credential, HolderClaims, KeyUse, PassClaims, TrustedKey, Typ, read_signed,
};
use doorstep::model::{HolderHint, PassId, PublicKey, from_base64url};

use super::{CommandContext, InternalError, draw};

/// How long a holder certificate counts, in seconds.
const CERTIFICATE_LIFE: u64 = 30 * 86_400;
/// How long before its end a holder certificate is renewed, in seconds.
const RENEWED_BEFORE: u64 = 15 * 86_400;

/// A holder certificate from now on.
pub(super) fn holder_certificate(
    ctx: &CommandContext<'_>,
    sub: HolderHint,
    sos: PublicKey,
) -> Result<Vec<u8>, InternalError> {
    let claims = HolderClaims {
        iss: ctx.published.iss().to_owned(),
        sub,
        nbf: ctx.now,
        exp: ctx.now.saturating_add(CERTIFICATE_LIFE),
        id: PassId::new(draw()?),
        holder: sos,
    };
    sign(ctx, &Credential::Holder(claims))
}

/// A certificate that a phone holds.
pub(super) struct HeldCertificate {
    pub(super) claims: HolderClaims,
    /// Whether the key that signed it was withdrawn.
    withdrawn: bool,
}

/// The certificate that a phone holds, if it is one of ours for this key. One under a withdrawn key
/// may be anybody's work, but its mark is as good as before: the holder declares it, and an
/// inspector compares it with a document.
pub(super) fn own_certificate(
    ctx: &CommandContext<'_>,
    text: &str,
    sos: &PublicKey,
) -> Option<HeldCertificate> {
    match opened(ctx, text)? {
        (Credential::Holder(claims), key) if claims.holder == *sos => {
            Some(HeldCertificate { claims, withdrawn: key.revoked_at.is_some() })
        }
        _ => None,
    }
}

/// What a phone holds, if a key of ours has signed it, perhaps one that was withdrawn, and that key.
pub(super) fn opened<'c>(
    ctx: &'c CommandContext<'_>,
    text: &str,
) -> Option<(Credential, &'c TrustedKey)> {
    let bytes = from_base64url(text)?;
    let signed = read_signed(&bytes).ok().filter(|signed| signed.typ() == Some(Typ::Pass))?;
    let iss = ctx.published.iss();
    let keys = ctx.published.trust_list.keys_for(KeyUse::Pass);
    let (key, payload) =
        keys.filter(|key| key.iss == iss).find_map(|key| Some((key, signed.open(&key.key)?)))?;
    let credential = Credential::read(payload).ok()?;
    (credential.iss() == iss).then_some((credential, key))
}

impl HeldCertificate {
    /// Whether it should be replaced now.
    pub(super) fn is_due(&self, now: u64) -> bool {
        let HolderClaims { nbf, exp, .. } = self.claims;
        self.withdrawn || nbf > now || exp <= now.saturating_add(RENEWED_BEFORE)
    }
}

/// A pass.
pub(super) fn pass(ctx: &CommandContext<'_>, claims: PassClaims) -> Result<Vec<u8>, InternalError> {
    sign(ctx, &Credential::Pass(claims))
}

fn sign(ctx: &CommandContext<'_>, credential: &Credential) -> Result<Vec<u8>, InternalError> {
    let key = &ctx.published.keys.pass;
    let draft = credential.draft(key.public());
    let signature = key.sign(&draft.to_sign())?;
    Ok(draft.close(&signature))
}
