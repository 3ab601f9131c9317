//! What the authority has for a phone (`PROTOCOL.md §12`).

use std::collections::HashSet;

use doorstep::documents::cose_key;
use doorstep::model::{CheckId, HolderHint, NoticeId, OrderId, from_base64url, to_base64url};
use doorstep::requests::{
    Claimed, DeniedPass, OrderWaits, Seen, SeenOrder, SentOrder, SyncReply, SyncRequest,
};

use super::closing::key_closed_statement;
use super::credentials::{holder_certificate, own_certificate};
use super::orders::order_news;
use super::{CommandContext, CommandError, ErrorCode, InternalError, Refusal, Reply};
use crate::orders::OrderNews;
use crate::store::{Account, CLAIM_WAITS, Transaction};
use crate::{checks, notices, photos};

/// What a phone has, as far as it says so.
pub(super) struct Held {
    /// The mark to be tried at orders that wait.
    pub(super) mark: Option<HolderHint>,
    pub(super) orders: Option<Vec<(OrderId, SeenOrder)>>,
    pub(super) notices: Option<HashSet<NoticeId>>,
    pub(super) checks: Option<HashSet<CheckId>>,
    /// Digests of what it has of what was signed of photos.
    pub(super) photo_words: Option<HashSet<[u8; 32]>>,
}

/// What the authority has for an account, whichever request asks.
pub(super) struct News {
    pub(super) closed: Option<String>,
    pub(super) key_closed: Option<String>,
    pub(super) claimed: Option<Claimed>,
    pub(super) denied: Vec<DeniedPass>,
    pub(super) order_waits: Option<OrderWaits>,
    pub(super) orders: Vec<SentOrder>,
    pub(super) notices: Vec<String>,
    pub(super) checks: Vec<String>,
    pub(super) photo_words: Vec<String>,
    /// Something did not fit.
    pub(super) more: bool,
}

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
    let held = held(request)?;
    let news = news(ctx, tx, &account, &held)?;
    let reply = SyncReply {
        time: ctx.time()?,
        holder: holder.map(|certificate| to_base64url(&certificate)),
        key_closed: news.key_closed,
        closed: news.closed,
        claimed: news.claimed,
        denied: news.denied,
        order_waits: news.order_waits,
        orders: news.orders,
        notices: news.notices,
        checks: news.checks,
        photo_words: news.photo_words,
    };
    Ok(Reply::json(200, &reply)?)
}

fn held(request: &SyncRequest) -> Result<Held, CommandError> {
    let mark =
        request.sub.as_deref().map(|sub| HolderHint::from_wire(sub).ok_or(ErrorCode::SubInvalid));
    let order = |order: &SeenOrder| -> Option<(OrderId, SeenOrder)> {
        let digest = order.digest.as_deref().map(from_base64url);
        let is_good = digest.is_none_or(|digest| digest.is_some_and(|digest| digest.len() == 32));
        let id = order.order.parse().ok().filter(|_| is_good)?;
        Some((id, order.clone()))
    };
    let malformed = |field| CommandError::from(Refusal::in_field(field));
    let Seen { orders, notices, checks, photo_words, .. } = &request.seen;
    let orders = orders.as_ref().map(|all| all.iter().map(order).collect::<Option<_>>());
    let notices =
        notices.as_ref().map(|all| all.iter().map(|id| id.parse().ok()).collect::<Option<_>>());
    let checks =
        checks.as_ref().map(|all| all.iter().map(|id| id.parse().ok()).collect::<Option<_>>());
    let digest = |text: &String| from_base64url(text)?.try_into().ok();
    let photo_words = photo_words.as_ref().map(|all| all.iter().map(digest).collect::<Option<_>>());
    Ok(Held {
        mark: mark.transpose()?,
        orders: orders.map(|all| all.ok_or_else(|| malformed("seen.orders"))).transpose()?,
        notices: notices.map(|all| all.ok_or_else(|| malformed("seen.notices"))).transpose()?,
        checks: checks.map(|all| all.ok_or_else(|| malformed("seen.checks"))).transpose()?,
        photo_words: photo_words
            .map(|all| all.ok_or_else(|| malformed("seen.photo_words")))
            .transpose()?,
    })
}

/// What is new: of orders, notices, checks and photos nothing to a phone that does not say which it has.
pub(super) fn news(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    held: &Held,
) -> Result<News, CommandError> {
    let denied = tx.denied_to(account.id, ctx.now)?;
    let denied =
        denied.into_iter().map(|(id, from)| DeniedPass { pass: id.to_string(), from }).collect();
    let is_open = account.closed.is_none();
    let of_orders = match &held.orders {
        Some(seen) if is_open => order_news(ctx, tx, account, held.mark.as_ref(), seen)?,
        _ => OrderNews::default(),
    };
    let orders = tx.orders_of(account.id)?;
    let (notices, more_notices) = match &held.notices {
        Some(seen) if is_open => notices::news(tx, &orders, ctx.now, seen)?,
        _ => (Vec::new(), false),
    };
    let (checks, more_checks) = match &held.checks {
        Some(seen) if is_open => checks::news(tx, &orders, ctx.now, seen)?,
        _ => (Vec::new(), false),
    };
    let (photo_words, more_words) = match &held.photo_words {
        Some(seen) if is_open => photos::news(tx, &ctx.published, &orders, ctx.now, seen)?,
        _ => (Vec::new(), false),
    };
    Ok(News {
        closed: account.closed.clone(),
        key_closed: key_closed_statement(ctx, account)?,
        claimed: claimed(tx, account)?,
        denied,
        order_waits: of_orders.waits,
        orders: of_orders.orders,
        notices,
        checks,
        photo_words,
        more: of_orders.more || more_notices || more_checks || more_words,
    })
}

/// That another phone has the number, and when it leaves this account: not while an order runs.
fn claimed(tx: &Transaction<'_>, account: &Account) -> Result<Option<Claimed>, CommandError> {
    let Some(at) = account.claimed_at else { return Ok(None) };
    let ends = tx.orders_of(account.id)?.into_iter().map(|order| order.ends_at).max();
    let leaves_at = at.saturating_add(CLAIM_WAITS).max(ends.unwrap_or_default());
    Ok(Some(Claimed { at, leaves_at }))
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
