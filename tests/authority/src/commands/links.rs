//! An account goes on under another key, by what the old key and the new one have signed
//! (`PROTOCOL.md §26.4`).

use doorstep::documents::{Link, LinkedChain, cose_key};
use doorstep::model::{AccountId, HolderHint, from_base64url, to_base64url};
use doorstep::moving::MOVED;
use doorstep::requests::{LinkReply, LinkRequest};

use super::answering::Keys;
use super::credentials::holder_certificate;
use super::orders::desk;
use super::registering::check_unused;
use super::{CommandContext, CommandError, ErrorCode, InternalError, Refusal, Reply, draw};
use crate::orders;
use crate::reports::is_theirs;
use crate::store::{Account, StoredLink, Transaction};

/// `POST /v1/links`. The first link of a key counts; another one is refused and changes nothing.
pub(super) fn link(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    request: &LinkRequest,
    keys: &Keys,
) -> Result<Reply, CommandError> {
    let wrong = || CommandError::from(Refusal::in_field("link"));
    let mark = HolderHint::from_wire(request.sub.as_deref().unwrap_or("-"))
        .ok_or(ErrorCode::SubInvalid)?;
    let bytes = from_base64url(&request.link).ok_or_else(wrong)?;
    // Whose link it is says which key has to have signed it.
    let claimed = Link::kept(&bytes).ok_or_else(wrong)?;
    let old = tx.account_of(claimed.old)?.ok_or(ErrorCode::Unknown)?;
    let old_key = cose_key::from_bytes(&old.device).map_err(|_| InternalError)?;
    let link = Link::of_both(&bytes, &old_key, &keys.device).map_err(|_| wrong())?;
    if link.iss != ctx.published.iss() {
        return Err(wrong());
    }
    if let Some(taken) = tx.link_of(link.old)? {
        let known = tx.account_of(link.new)?.filter(|_| taken.new == link.new);
        let same = known.filter(|known| known.sos == Some(cose_key::to_bytes(&keys.sos)));
        let account = same.ok_or(ErrorCode::MoveOver)?;
        return linked(ctx, account.id, mark, keys);
    }
    // Nobody gives what is closed, and a device that is lent is not the patient's to give.
    if old.closed.is_some() || tx.loan_device(old.id)?.is_some() {
        return Err(ErrorCode::MoveOver.into());
    }
    if tx.account_of(link.new)?.is_some() {
        return Err(Refusal::in_field("key").into());
    }
    check_unused(tx, keys)?;
    let new = Account {
        id: AccountId::new(draw()?),
        key: link.new,
        device: cose_key::to_bytes(&keys.device),
        sos: Some(cose_key::to_bytes(&keys.sos)),
        created_at: ctx.now,
        ..old.clone()
    };
    // Before its orders are the new one's.
    let chains = chains_of(tx, &old, &link)?;
    tx.move_account(&old, &new, MOVED, ctx.now)?;
    tx.deny_passes_of(old.id, ctx.now)?;
    orders::hand_on(&desk(ctx), tx, old.id, &new).map_err(InternalError::from)?;
    tx.save_link(&StoredLink { new: link.new, bytes, at: ctx.now }, link.old, &chains)?;
    linked(ctx, new.id, mark, keys)
}

/// Those of its chains in which the old key may tell something. A chain's name is no secret: without this
/// anybody could tell in another's.
fn chains_of(
    tx: &Transaction<'_>,
    old: &Account,
    link: &Link,
) -> Result<Vec<LinkedChain>, CommandError> {
    let mut own = Vec::new();
    for linked in &link.chains {
        for order in tx.orders_of_chain(linked.chain)? {
            if is_theirs(tx, &order, old.id, old.key)? {
                own.push(*linked);
                break;
            }
        }
    }
    Ok(own)
}

fn linked(
    ctx: &CommandContext<'_>,
    account: AccountId,
    mark: HolderHint,
    keys: &Keys,
) -> Result<Reply, CommandError> {
    let reply = LinkReply {
        account: account.to_string(),
        holder: to_base64url(&holder_certificate(ctx, mark, keys.sos.clone())?),
        time: ctx.time()?,
    };
    Ok(Reply::json(201, &reply)?)
}
