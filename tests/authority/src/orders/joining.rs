//! How an account comes to an order, and what a phone gets of its orders (`PROTOCOL.md §12.5`).

use doorstep::model::{AccountId, HolderHint, OrderId, Thumbprint, TypedCode, to_base64url};
use doorstep::requests::{OrderWaits, SeenOrder, SentOrder, SentPlace};

use super::terms::{PauseTerms, Terms};
use super::{Desk, OrderError, add, newest_terms, next, paper_mac};
use crate::store::{NumberMac, StoredOrder, StoredVersion, Transaction};

/// Marks that may be tried at one order: whoever mistypes more often goes to the officer.
const MARK_TRIES: u64 = 3;
/// How long an order is handed out after its end, in seconds.
pub(crate) const HANDED_OUT: u64 = 30 * 86_400;
/// Most bytes of orders in one answer, as text: the others come with the next one.
const MOST: usize = 48 * 1024;

/// Who joins.
pub(crate) struct Joining {
    pub(crate) account: AccountId,
    /// Name of the device key.
    pub(crate) key: Thumbprint,
    /// Under which its number is known.
    pub(crate) number: Option<NumberMac>,
}

/// What is new of orders.
#[derive(Default)]
pub(crate) struct OrderNews {
    pub(crate) waits: Option<OrderWaits>,
    pub(crate) orders: Vec<SentOrder>,
    /// Something did not fit.
    pub(crate) more: bool,
}

/// Why an account does not join by a code.
pub(crate) enum JoinError {
    /// No order has this code.
    Unknown,
    /// Another account has the order, or none has joined in time.
    Over,
    /// The order is for somebody with another mark; so many tries are left.
    Mark(u64),
    Failed,
}

impl<E: Into<OrderError>> From<E> for JoinError {
    fn from(_: E) -> Self {
        Self::Failed
    }
}

/// The order on the paper with this code, for whoever has its mark.
pub(crate) fn claim(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    who: &Joining,
    code: TypedCode,
    mark: &HolderHint,
) -> Result<Vec<SentOrder>, JoinError> {
    let order = tx.order_of_paper(&paper_mac(desk.server, code))?.ok_or(JoinError::Unknown)?;
    let versions = tx.order_versions(order.id)?;
    if order.account == Some(who.account) {
        return Ok(newest_made(&versions).map(sent).transpose()?.into_iter().collect());
    }
    if versions.is_empty() {
        return Err(JoinError::Over);
    }
    let left = tries_left(&order);
    let terms = newest_terms(&versions)?;
    if left == 0 || !is_for(&terms, mark) {
        let tries = MARK_TRIES.min(order.tries.saturating_add(1));
        tx.save_order(&StoredOrder { tries, ..order })?;
        return Err(JoinError::Mark(left.saturating_sub(1)));
    }
    if order.account.is_some() {
        pause_for_both(desk, tx, &order, terms)?;
        return Err(JoinError::Over);
    }
    let version = join(desk, tx, &order, terms, who)?;
    Ok(vec![sent(&version)?])
}

/// What waits for an account's number, and what is new of its orders. A mark is tried at all that waits.
pub(crate) fn news(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    who: &Joining,
    mark: Option<&HolderHint>,
    seen: &[(OrderId, &SeenOrder)],
) -> Result<OrderNews, OrderError> {
    let waiting = match &who.number {
        Some(number) => tx.orders_waiting_for(number)?,
        None => Vec::new(),
    };
    let (mut others, mut has_joined) = (Vec::new(), false);
    for order in waiting {
        let terms = newest_terms(&tx.order_versions(order.id)?)?;
        match mark {
            Some(mark) if tries_left(&order) > 0 && is_for(&terms, mark) => {
                join(desk, tx, &order, terms, who)?;
                has_joined = true;
            }
            _ => others.push(order),
        }
    }
    // One phone may have orders of several people: who has joined one has not mistyped.
    let mut left = None;
    let orders = tx.orders_of(who.account)?;
    for order in others {
        let is_tried = mark.is_some() && !has_joined;
        let tries = MARK_TRIES.min(order.tries.saturating_add(u64::from(is_tried)));
        let order = StoredOrder { tries, ..order };
        tx.save_order(&order)?;
        left = left.max(Some(tries_left(&order)));
    }
    let mut news = Vec::new();
    for order in orders {
        let seen = seen.iter().find(|(id, _)| *id == order.id).map(|(_, seen)| *seen);
        news.extend(news_of(desk, &tx.order_versions(order.id)?, seen)?);
    }
    let all = news.len();
    let mut room = MOST;
    news.retain(|sent| {
        let fits = sent.order.len() <= room;
        room = if fits { room.saturating_sub(sent.order.len()) } else { 0 };
        fits
    });
    let more = news.len() < all;
    Ok(OrderNews { waits: left.map(|left| OrderWaits { left }), orders: news, more })
}

/// The version that was made last, if the phone has another, and those that it misses.
fn news_of(
    desk: &Desk<'_>,
    versions: &[StoredVersion],
    seen: Option<&SeenOrder>,
) -> Result<Vec<SentOrder>, OrderError> {
    let Some(newest) = newest_made(versions) else { return Ok(Vec::new()) };
    let end = newest_terms(versions)?.until;
    if end.saturating_add(HANDED_OUT) <= desk.now {
        return Ok(Vec::new());
    }
    let digest = newest.signed.as_ref().map(|signed| to_base64url(&signed.digest));
    let is_new = seen.is_none_or(|seen| {
        let is_other = seen.digest.is_some() && seen.digest != digest;
        seen.version < newest.version || (seen.version == newest.version && is_other)
    });
    let missing = seen.map(|seen| seen.missing.as_slice()).unwrap_or_default();
    let missing = missing.iter().filter_map(|number| {
        versions.iter().find(|held| held.version == *number && held.signed.is_some())
    });
    is_new.then_some(newest).into_iter().chain(missing).map(sent).collect()
}

/// Of the highest number the one that was made last: who has the first of them learns of the other.
fn newest_made(versions: &[StoredVersion]) -> Option<&StoredVersion> {
    let signed = versions.iter().filter(|version| version.signed.is_some());
    signed.max_by_key(|version| version.version)
}

fn tries_left(order: &StoredOrder) -> u64 {
    MARK_TRIES.saturating_sub(order.tries)
}

fn is_for(terms: &Terms, mark: &HolderHint) -> bool {
    let named = terms.sub.as_deref().filter(|named| *named != "-");
    named.is_none_or(|named| named == mark.as_str())
}

/// The first version, which names the account's key.
fn join(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    order: &StoredOrder,
    mut terms: Terms,
    who: &Joining,
) -> Result<StoredVersion, OrderError> {
    let order = StoredOrder {
        account: Some(who.account),
        number: None,
        waits_until: None,
        tries: 0,
        ..order.clone()
    };
    let key = who.key.to_string();
    if !terms.keys.contains(&key) {
        terms.keys.push(key);
    }
    tx.save_order(&order)?;
    add(desk, tx, &order, &terms, 1, None)?;
    let versions = tx.order_versions(order.id)?;
    newest_made(&versions).cloned().ok_or(OrderError::Failed)
}

/// Two have the paper and know the mark: nothing is asked of either until an officer has seen to it.
fn pause_for_both(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    order: &StoredOrder,
    mut terms: Terms,
) -> Result<(), OrderError> {
    let lasts = |pause: &PauseTerms| pause.from <= desk.now && pause.until.is_none();
    if !terms.pauses.iter().any(lasts) {
        let why = "other".to_owned();
        terms.pauses.push(PauseTerms { from: desk.now, until: None, why, names: None });
        next(desk, tx, order, &terms, true)?;
    }
    Ok(())
}

/// A version with what opens its places.
fn sent(version: &StoredVersion) -> Result<SentOrder, OrderError> {
    let signed = version.signed.as_ref().ok_or(OrderError::Failed)?;
    let terms: Terms = serde_json::from_str(&version.terms).map_err(|_| OrderError::Failed)?;
    let openings = terms.places.iter().map(|place| place.opening());
    let places = openings.map(|opening| {
        opening.map(|opening| SentPlace {
            id: opening.place,
            salt: to_base64url(&opening.salt),
            lat: opening.at.lat,
            lon: opening.at.lon,
        })
    });
    let places = places.collect::<Option<_>>().ok_or(OrderError::Failed)?;
    Ok(SentOrder { order: to_base64url(&signed.bytes), places })
}
