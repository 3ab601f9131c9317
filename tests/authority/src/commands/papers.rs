//! Passes for those who go without their phone: on paper, or as a text message (`PROTOCOL.md §11.8`).

use doorstep::documents::{Credential, PassClaims, TrustedKey, cose_key};
use doorstep::model::{HolderHint, PassId, to_base64url};
use doorstep::requests::{PaperReply, PaperRequest, PassRequest};

use super::passes::{Granted, Handed, Receiver, count, count_all, hand_out, judge};
use super::{Call, Code, Fault, Refusal, Reply, Stop, codes, credentials, draw};
use crate::store::{Account, NumberMac, Work};

/// `POST /v1/passes/{id}/paper`. The phone shows its signed pass, because mark and purpose stand
/// nowhere here and must not become another's; everything else must be as it was noted, because the
/// key that signed it may be another's by now. However often it is asked, there is one paper of a
/// pass: its name and its typed code are drawn from the pass's name by the server's key.
pub(super) fn paper(
    call: &Call<'_>,
    work: &Work<'_>,
    account: &Account,
    id: PassId,
    request: &PaperRequest,
) -> Result<Reply, Stop> {
    let (pass, key) = own_pass(call, &request.pass).ok_or_else(|| Refusal::in_field("pass"))?;
    if pass.id != id {
        return Err(Code::Unknown.into());
    }
    let issued = work.issued(id, account.id)?.ok_or(Code::Unknown)?;
    let is_as_noted = Some(cose_key::thumbprint(&key.key).bytes()) == issued.key.as_ref()
        && Some(pass.purpose) == issued.purpose
        && (pass.nbf, pass.exp) == (issued.nbf, issued.exp)
        && pass.status.as_ref().map(|status| status.idx) == issued.status;
    if !is_as_noted {
        return Err(Refusal::in_field("pass").into());
    }
    let is_over = issued.exp <= call.now
        || issued.is_replaced
        || issued.denied_from.is_some_and(|from| from <= call.now);
    if is_over || key.revoked_at.is_some() {
        return Err(Code::PassOver.into());
    }
    let reply = sign(call, work, account, pass)?;
    Ok(Reply::json(201, &reply)?)
}

/// Signs the paper of this pass.
fn sign(
    call: &Call<'_>,
    work: &Work<'_>,
    account: &Account,
    pass: PassClaims,
) -> Result<PaperReply, Stop> {
    let rules = &call.published.region;
    let start = call.now.max(pass.nbf);
    if !rules.act(pass.act).is_some_and(|act| act.in_force(start)) {
        // Nobody needs one, or another act requires another.
        let other = rules.act_in_force(start).is_some();
        return Err(if other { Code::PassOver } else { Code::NotInForce }.into());
    }
    if !rules.known_purpose(pass.purpose).is_some_and(|purpose| purpose.on_paper) {
        return Err(Code::NoPaper.into());
    }
    if pass.sub.is_absent() {
        return Err(Code::HolderMarkMissing.into());
    }
    let (of, exp) = (pass.id, pass.exp);
    let id = paper_of(call, of)?;
    let paper = credentials::pass(call, PassClaims { id, holder: None, ..pass })?;
    work.keep_paper(id, of, account.id, exp)?;
    let code = codes::give_paper(call, work, id, &paper, exp)?;
    Ok(PaperReply { pass: to_base64url(&paper), code: Some(code.to_string()), time: call.time()? })
}

/// A pass on paper for a number that has no phone with the app, under the rules and the quota of
/// every other pass. It belongs to no account.
pub(crate) fn without_phone(
    call: &Call<'_>,
    work: &Work<'_>,
    number: &NumberMac,
    request: &PassRequest,
    mark: &HolderHint,
) -> Result<Handed, Stop> {
    let rules = &call.published.region;
    let uses = work.quota_uses(number, request.purpose, call.now)?;
    let granted = judge(rules, call.now, request, &uses)?;
    // Told before anything is counted.
    if !rules.purpose(request.purpose).is_some_and(|purpose| purpose.on_paper) {
        return Err(Code::NoPaper.into());
    }
    if mark.is_absent() {
        return Err(Code::HolderMarkMissing.into());
    }
    count(call, work, number, &granted, &uses)?;
    count_all(call, work, number)?;
    let to = Receiver { account: None, holder: None, sub: mark.clone() };
    hand_out(call, work, PassId::new(draw()?), &granted, to, None)
}

/// A pass on paper in place of one whose key was withdrawn: for the rest of its time, and without
/// being counted, because it is not the holder's fault. Whoever asks has read the old one from where
/// nobody else writes.
pub(crate) fn made_good(
    call: &Call<'_>,
    work: &Work<'_>,
    old: &PassClaims,
) -> Result<Handed, Stop> {
    let rules = &call.published.region;
    let purpose = rules.known_purpose(old.purpose).ok_or(Code::PurposeUnknown)?;
    let start = call.now.max(old.nbf);
    let act = rules.act_in_force(start).ok_or(Code::NotInForce)?.no;
    if old.exp <= call.now || call.service.store.denied_from(old.id)?.is_some() {
        return Err(Code::PassOver.into());
    }
    let granted = Granted { purpose, act, start, end: old.exp };
    let to = Receiver { account: None, holder: None, sub: old.sub.clone() };
    let id = PassId::new(draw()?);
    work.replace(old.id, id)?;
    hand_out(call, work, id, &granted, to, None)
}

/// A pass for a phone that a key of ours has signed, perhaps one that was withdrawn, and that key.
fn own_pass<'c>(call: &'c Call<'_>, text: &str) -> Option<(PassClaims, &'c TrustedKey)> {
    match credentials::opened(call, text)? {
        (Credential::Pass(pass), key) if pass.holder.is_some() => Some((pass, key)),
        _ => None,
    }
}

/// The name of a pass's paper.
fn paper_of(call: &Call<'_>, id: PassId) -> Result<PassId, Fault> {
    let mac = call.service.server.mac(format!("paper:{id}").as_bytes());
    mac.first_chunk().copied().map(PassId::new).ok_or(Fault)
}
