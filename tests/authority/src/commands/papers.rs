//! Passes for those who go without their phone: on paper, or as a text message (`PROTOCOL.md §11.8`).

use doorstep::documents::{Credential, PassClaims, TrustedKey, cose_key};
use doorstep::model::{HolderHint, PassId, to_base64url};
use doorstep::requests::{PaperReply, PaperRequest, PassRequest};

use super::passes::{
    ANY_PURPOSE, Grant, IssuedPass, PassRecipient, count, count_daily, issue_pass, judge,
};
use super::{
    CommandContext, CommandError, ErrorCode, InternalError, Refusal, Reply, codes, credentials,
    draw,
};
use crate::store::{Account, NumberMac, Transaction};

/// `POST /v1/passes/{id}/paper`. The phone shows its signed pass, because mark and purpose stand
/// nowhere here and must not become another's; everything else must be as it was noted, because the
/// key that signed it may be another's by now. However often it is asked, there is one paper of a
/// pass: its name and its typed code are drawn from the pass's name by the server's key.
pub(super) fn paper(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    id: PassId,
    request: &PaperRequest,
) -> Result<Reply, CommandError> {
    let (pass, key) = own_pass(ctx, &request.pass).ok_or_else(|| Refusal::in_field("pass"))?;
    if pass.id != id {
        return Err(ErrorCode::Unknown.into());
    }
    let issued = tx.issued(id, account.id)?.ok_or(ErrorCode::Unknown)?;
    let is_as_noted = Some(cose_key::thumbprint(&key.key).bytes()) == issued.key.as_ref()
        && Some(pass.purpose) == issued.purpose
        && (pass.nbf, pass.exp) == (issued.nbf, issued.exp)
        && pass.status.as_ref().map(|status| status.idx) == issued.status;
    if !is_as_noted {
        return Err(Refusal::in_field("pass").into());
    }
    let is_over = issued.exp <= ctx.now
        || issued.is_replaced
        || issued.denied_from.is_some_and(|from| from <= ctx.now);
    if is_over || key.revoked_at.is_some() {
        return Err(ErrorCode::PassOver.into());
    }
    let reply = sign(ctx, tx, account, pass)?;
    Ok(Reply::json(201, &reply)?)
}

/// Signs the paper of this pass.
fn sign(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    pass: PassClaims,
) -> Result<PaperReply, CommandError> {
    let rules = &ctx.published.region;
    let start = ctx.now.max(pass.nbf);
    if !rules.act(pass.act).is_some_and(|act| act.in_force(start)) {
        // Nobody needs one, or another act requires another.
        let other = rules.act_in_force(start).is_some();
        return Err(if other { ErrorCode::PassOver } else { ErrorCode::NotInForce }.into());
    }
    if !rules.known_purpose(pass.purpose).is_some_and(|purpose| purpose.on_paper) {
        return Err(ErrorCode::NoPaper.into());
    }
    if pass.sub.is_absent() {
        return Err(ErrorCode::HolderMarkMissing.into());
    }
    let (of, exp) = (pass.id, pass.exp);
    let id = paper_of(ctx, of)?;
    let paper = credentials::pass(ctx, PassClaims { id, holder: None, ..pass })?;
    tx.save_paper(id, of, account.id, exp)?;
    let code = codes::assign_to_paper(ctx, tx, id, &paper, exp)?;
    Ok(PaperReply { pass: to_base64url(&paper), code: Some(code.to_string()), time: ctx.time()? })
}

/// A pass on paper for a number that has no phone with the app, under the rules and the quota of
/// every other pass. It belongs to no account.
pub(crate) fn without_phone(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    number: &NumberMac,
    request: &PassRequest,
    mark: &HolderHint,
) -> Result<IssuedPass, CommandError> {
    let rules = &ctx.published.region;
    let uses = tx.quota_uses(number, request.purpose, ctx.now)?;
    let granted = judge(rules, ctx.now, request, &uses)?;
    // Told before anything is counted.
    if !rules.purpose(request.purpose).is_some_and(|purpose| purpose.on_paper) {
        return Err(ErrorCode::NoPaper.into());
    }
    if mark.is_absent() {
        return Err(ErrorCode::HolderMarkMissing.into());
    }
    count(ctx, tx, number, &granted, &uses)?;
    count_daily(ctx, tx, number, ANY_PURPOSE)?;
    let to = PassRecipient { account: None, holder: None, sub: mark.clone() };
    issue_pass(ctx, tx, PassId::new(draw()?), &granted, to, None)
}

/// A pass on paper in place of one whose key was withdrawn: for the rest of its time, and without
/// being counted, because it is not the holder's fault. Whoever asks has read the old one from where
/// nobody else writes.
pub(crate) fn reissue(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    old: &PassClaims,
) -> Result<IssuedPass, CommandError> {
    let rules = &ctx.published.region;
    let purpose = rules.known_purpose(old.purpose).ok_or(ErrorCode::PurposeUnknown)?;
    let start = ctx.now.max(old.nbf);
    let act = rules.act_in_force(start).ok_or(ErrorCode::NotInForce)?.no;
    if old.exp <= ctx.now || ctx.service.store.denied_from(old.id)?.is_some() {
        return Err(ErrorCode::PassOver.into());
    }
    let granted = Grant { purpose, act, start, end: old.exp };
    let to = PassRecipient { account: None, holder: None, sub: old.sub.clone() };
    let id = PassId::new(draw()?);
    tx.replace(old.id, id)?;
    issue_pass(ctx, tx, id, &granted, to, None)
}

/// A pass for a phone that a key of ours has signed, perhaps one that was withdrawn, and that key.
fn own_pass<'c>(ctx: &'c CommandContext<'_>, text: &str) -> Option<(PassClaims, &'c TrustedKey)> {
    match credentials::opened(ctx, text)? {
        (Credential::Pass(pass), key) if pass.holder.is_some() => Some((pass, key)),
        _ => None,
    }
}

/// The name of a pass's paper.
fn paper_of(ctx: &CommandContext<'_>, id: PassId) -> Result<PassId, InternalError> {
    let mac = ctx.service.server.mac(format!("paper:{id}").as_bytes());
    mac.first_chunk().copied().map(PassId::new).ok_or(InternalError)
}
