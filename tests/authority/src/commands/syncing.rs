//! What the authority has for a phone (`PROTOCOL.md §12`).

use doorstep::documents::cose_key;
use doorstep::model::{HolderHint, from_base64url, to_base64url};
use doorstep::requests::{Claimed, DeniedPass, Seen, SyncReply, SyncRequest};

use super::closing::key_closed_statement;
use super::credentials::{holder_certificate, own_certificate};
use super::orders::news;
use super::{CommandContext, CommandError, ErrorCode, InternalError, Refusal, Reply};
use crate::store::{Account, CLAIM_WAITS, Transaction};

/// `POST /v1/sync`. A closed key is told so here as an answer, not as a refusal.
pub(super) fn sync(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    request: &SyncRequest,
) -> Result<Reply, CommandError> {
    let account = tx.account_of(account.key)?.ok_or(ErrorCode::SignatureInvalid)?;
    let holder = match (&account.closed, &account.sos) {
        (None, Some(sos)) => renewed(ctx, sos, &request.seen)?,
        _ => None,
    };
    let claimed =
        account.claimed_at.map(|at| Claimed { at, leaves_at: at.saturating_add(CLAIM_WAITS) });
    let denied = tx.denied_to(account.id, ctx.now)?;
    let denied =
        denied.into_iter().map(|(id, from)| DeniedPass { pass: id.to_string(), from }).collect();
    let (order_waits, orders) = news(ctx, tx, &account, request)?;
    let reply = SyncReply {
        time: ctx.time()?,
        holder: holder.map(|certificate| to_base64url(&certificate)),
        key_closed: key_closed_statement(ctx, &account)?,
        closed: account.closed,
        claimed,
        denied,
        order_waits,
        orders,
        notices: Vec::new(),
    };
    Ok(Reply::json(200, &reply)?)
}

/// A new certificate, if the one that the phone shows ends soon, has another mark than its holder
/// declares now, or is none. A mark stands in the certificate alone: the authority does not keep it.
fn renewed(
    ctx: &CommandContext<'_>,
    sos: &[u8],
    shown: &Seen,
) -> Result<Option<Vec<u8>>, CommandError> {
    let sos = cose_key::from_bytes(sos).map_err(|_| InternalError)?;
    let declared =
        shown.sub.as_deref().map(|sub| HolderHint::from_wire(sub).ok_or(ErrorCode::SubInvalid));
    let declared = declared.transpose()?;
    let seen = shown.holder.as_deref();
    // A foreign or broken certificate is replaced; what is no bytes at all is a mistake to be told.
    if seen.is_some_and(|text| from_base64url(text).is_none_or(|bytes| bytes.is_empty())) {
        return Err(Refusal::in_field("seen.holder").into());
    }
    let mark = match seen.and_then(|text| own_certificate(ctx, text, &sos)) {
        Some(held) => {
            let same = declared.as_ref().is_none_or(|mark| *mark == held.claims.sub);
            if same && !held.is_due(ctx.now) {
                return Ok(None);
            }
            held.claims.sub
        }
        None => HolderHint::from_wire("-").ok_or(InternalError)?,
    };
    Ok(Some(holder_certificate(ctx, declared.unwrap_or(mark), sos)?))
}
