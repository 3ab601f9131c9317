//! Quarantine orders at the officer's desk: given, changed and ended, each as the next version
//! (`PROTOCOL.md §4.16`). What an order says of a person is what it asks of them, and nothing else.

mod editing;
mod joining;
mod permitting;
mod shown;
mod signing;
mod terms;

use std::ops::Range;

use doorstep::documents::{ORDER_PREFIX, Order};
use doorstep::model::{AccountId, ChainId, LoanId, OrderId, PauseWhy, TypedCode, to_base64url};
use doorstep::quarantine::journal::Interval;
use doorstep::quarantine::order::Floor;
use doorstep::quarantine::schedule::agreed;
use serde::{Deserialize, Serialize};

pub use editing::{OrderChange, PauseChange, PermitChange, PlaceChange};
pub(crate) use joining::{HANDED_OUT, JoinError, Joining, OrderNews, claim, news};
pub(crate) use permitting::{Exit, is_permitted};
pub(crate) use shown::{list, show};
pub(crate) use terms::rfc3339;

use crate::online::{Published, ServerKey};
use crate::store::{Account, NumberMac, StoreError, StoredOrder, StoredVersion, Transaction};
use editing::{is_meant, seal, usual};
use signing::{check, document, drawn, held, opened, release_code, release_hash, sign};
use terms::{PauseTerms, ReleasedTerms, Terms};

/// How long an order waits for an account, in seconds.
const ORDER_WAITS: u64 = 30 * 86_400;

/// Why something was not done with an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrderError {
    Unknown,
    /// Something that it should say is not of its form.
    Malformed,
    /// No phone would obey it.
    Beyond(Floor),
    /// It waits for an account, and nothing of it was signed yet.
    Waits,
    Failed,
}

impl From<StoreError> for OrderError {
    fn from(_: StoreError) -> Self {
        Self::Failed
    }
}

/// What an officer's work is done with.
pub(crate) struct Desk<'a> {
    pub(crate) server: &'a ServerKey,
    pub(crate) published: &'a Published,
    pub(crate) now: u64,
}

/// Whom an order is given to.
pub(crate) enum Recipient {
    Number(NumberMac),
    Paper,
    /// A device that is lent, by its number.
    Loan(String),
}

/// What became of an order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderMade {
    /// Its name, base64url.
    pub order: String,
    pub version: u64,
    /// Of what was signed, base64url.
    pub digest: Option<String>,
    /// For the paper, or what ends it.
    pub code: Option<String>,
    /// `waiting` for an account, or `signed`.
    pub state: String,
    /// The text of the QR code on the paper.
    pub qr: Option<String>,
}

// Whoever has the code can join the order, or end it.
impl std::fmt::Debug for OrderMade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OrderMade(…)")
    }
}

/// A new order, which waits for an account, unless it is for a device that is lent.
pub(crate) fn issue(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    to: &Recipient,
    change: &OrderChange,
) -> Result<OrderMade, OrderError> {
    let rules = &desk.published.region;
    let mut terms = change.of(usual(rules, desk.now)?, desk.now)?;
    if !change.unchecked && !is_meant(&terms, None, rules) {
        return Err(OrderError::Malformed);
    }
    seal(&mut terms, &[])?;
    let id = OrderId::new(drawn()?);
    let salt = drawn()?;
    let paper = match to {
        Recipient::Paper => Some(TypedCode::drawn(|| drawn::<1>().map(|[byte]| byte))?),
        _ => None,
    };
    let order = StoredOrder {
        id,
        chain: ChainId::new(drawn()?),
        seed: drawn()?,
        salt,
        hash: release_hash(&release_code(desk.server, id)?, &salt),
        account: None,
        number: match to {
            Recipient::Number(number) => Some(*number),
            _ => None,
        },
        paper: paper.map(|code| paper_mac(desk.server, code)),
        loan: match to {
            Recipient::Loan(number) => Some(number.clone()),
            _ => None,
        },
        waits_until: match to {
            Recipient::Loan(_) => None,
            _ => Some(desk.now.saturating_add(ORDER_WAITS)),
        },
        tries: 0,
        issued_at: desk.now,
        ends_at: terms.ends_at(),
        lending: match to {
            Recipient::Loan(number) => tx.open_loans(number)?.pop().map(|loan| loan.lending),
            _ => None,
        },
    };
    tx.save_order(&order)?;
    let made = next(desk, tx, &order, &terms, change.unchecked)?;
    let code = paper.map(|code| code.to_string());
    let qr = code.as_ref().map(|code| format!("{ORDER_PREFIX}{code}"));
    Ok(OrderMade { code, qr, ..made })
}

/// The next version with what is different in it; of one that waits, the same with other terms.
pub(crate) fn update(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    id: &str,
    change: &OrderChange,
) -> Result<OrderMade, OrderError> {
    let (order, versions) = find(tx, id)?;
    let before = newest_terms(&versions)?;
    let whole = serde_json::to_value(&before).map_err(|_| OrderError::Failed)?;
    let mut terms = change.of(whole, desk.now)?;
    if !change.unchecked && !is_meant(&terms, Some(&before), &desk.published.region) {
        return Err(OrderError::Malformed);
    }
    seal(&mut terms, &before.places)?;
    // Whoever corrects the mark that was wrongly written begins the tries anew.
    let tries = if terms.sub == before.sub { order.tries } else { 0 };
    next(desk, tx, &StoredOrder { tries, ..order }, &terms, change.unchecked)
}

/// The next version, which says that it is over.
pub(crate) fn release(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    id: &str,
    at: Option<u64>,
) -> Result<OrderMade, OrderError> {
    let (order, versions) = find(tx, id)?;
    let mut terms = newest_terms(&versions)?;
    let at = at.unwrap_or(desk.now);
    // Whoever was free at a moment was free.
    let at = terms.released.as_ref().map_or(at, |released| released.at.min(at));
    terms.released = Some(ReleasedTerms { at, why: RELEASED.to_owned() });
    next(desk, tx, &order, &terms, true)
}

/// Why an order is over that an officer has released.
const RELEASED: &str = "released";

/// Pauses the orders of a lending while nobody has its device, or goes on with them when somebody has.
pub(crate) fn pause_lending(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    lending: LoanId,
    is_paused: bool,
) -> Result<(), OrderError> {
    pause_without_device(desk, tx, tx.orders_of_lending(lending)?, is_paused)
}

/// Pauses the orders of an account whose phone is lost.
pub(crate) fn pause_account(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    account: AccountId,
) -> Result<(), OrderError> {
    pause_without_device(desk, tx, tx.orders_of(account)?, true)
}

fn pause_without_device(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    orders: Vec<StoredOrder>,
    is_paused: bool,
) -> Result<(), OrderError> {
    for order in orders {
        if order.ends_at <= desk.now {
            continue;
        }
        let mut terms = newest_terms(&tx.order_versions(order.id)?)?;
        match (is_paused, terms.pauses.iter().any(is_without_device)) {
            (true, false) => {
                let (from, why) = (desk.now, PauseWhy::Loan.name().to_owned());
                terms.pauses.push(PauseTerms { from, until: None, why, names: None });
            }
            (false, true) => end_pause_without_device(&mut terms, desk.now),
            _ => continue,
        }
        next(desk, tx, &order, &terms, true)?;
    }
    Ok(())
}

/// Whether it lasts until a device is in somebody's hands.
fn is_without_device(pause: &PauseTerms) -> bool {
    pause.why == PauseWhy::Loan.name() && pause.until.is_none()
}

fn end_pause_without_device(terms: &mut Terms, now: u64) {
    terms.pauses.retain(|pause| !is_without_device(pause) || pause.from < now);
    let still = terms.pauses.iter_mut().filter(|pause| is_without_device(pause));
    still.for_each(|pause| pause.until = Some(now));
}

/// An account goes on under another key: its orders are that one's, and those that may still ask
/// something name it.
pub(crate) fn hand_on(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    from: AccountId,
    to: &Account,
) -> Result<(), OrderError> {
    for order in tx.orders_of(from)? {
        let order = StoredOrder { account: Some(to.id), ..order };
        if order.ends_at <= desk.now {
            tx.save_order(&order)?;
            continue;
        }
        let mut terms = newest_terms(&tx.order_versions(order.id)?)?;
        terms.keys = vec![to.key.to_string()];
        end_pause_without_device(&mut terms, desk.now);
        next(desk, tx, &order, &terms, true)?;
    }
    Ok(())
}

/// The code that ends it without a network; nothing is signed.
pub(crate) fn typed_release(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    id: &str,
) -> Result<OrderMade, OrderError> {
    let (order, versions) = find(tx, id)?;
    let newest = newest(&versions)?;
    let code = release_code(desk.server, order.id)?;
    Ok(OrderMade { code: Some(code.to_string()), ..made(&order, newest) })
}

/// Another payload under the number of the newest version, for tests of phones.
pub(crate) fn conflict(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    id: &str,
) -> Result<OrderMade, OrderError> {
    let (order, versions) = find(tx, id)?;
    let newest = newest(&versions)?;
    let mut terms = newest_terms(&versions)?;
    terms.help.push("112".to_owned());
    if newest.signed.is_none() {
        return Err(OrderError::Waits);
    }
    let number = newest.version;
    let before = digest_of(&versions, number.checked_sub(1));
    add(desk, tx, &order, &terms, number, before)
}

/// Adds the version that follows.
fn next(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    order: &StoredOrder,
    terms: &Terms,
    unchecked: bool,
) -> Result<OrderMade, OrderError> {
    let versions = tx.order_versions(order.id)?;
    let signed = versions.iter().filter(|version| version.signed.is_some());
    let last = signed.map(|version| version.version).max();
    let number = last.map_or(1, |last| last.saturating_add(1));
    let before = digest_of(&versions, last);
    if !unchecked {
        let opened = opened(document(desk, order, terms, number, before)?, terms)?;
        if let Some(floor) = check(desk, &opened, &versions) {
            return Err(OrderError::Beyond(floor));
        }
    }
    add(desk, tx, order, terms, number, before)
}

fn add(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    order: &StoredOrder,
    terms: &Terms,
    number: u64,
    before: Option<[u8; 32]>,
) -> Result<OrderMade, OrderError> {
    let document = document(desk, order, terms, number, before)?;
    let waits = order.account.is_none() && order.loan.is_none();
    let signed = if waits { None } else { Some(sign(desk, &document)?) };
    let version = StoredVersion {
        version: number,
        terms: serde_json::to_string(terms).map_err(|_| OrderError::Failed)?,
        signed,
    };
    tx.save_order(&StoredOrder { ends_at: terms.ends_at(), ..order.clone() })?;
    tx.add_order_version(order.id, &version)?;
    Ok(made(order, &version))
}

fn made(order: &StoredOrder, version: &StoredVersion) -> OrderMade {
    let signed = version.signed.as_ref();
    OrderMade {
        order: order.id.to_string(),
        version: version.version,
        digest: signed.map(|signed| to_base64url(&signed.digest)),
        code: None,
        state: if signed.is_some() { "signed" } else { "waiting" }.to_owned(),
        qr: None,
    }
}

/// The order of this name that is not forgotten, with its versions.
pub(crate) fn find(
    tx: &Transaction<'_>,
    id: &str,
) -> Result<(StoredOrder, Vec<StoredVersion>), OrderError> {
    let id: OrderId = id.parse().map_err(|_| OrderError::Unknown)?;
    let order = tx.order(id)?.ok_or(OrderError::Unknown)?;
    let versions = tx.order_versions(id)?;
    if versions.is_empty() { Err(OrderError::Unknown) } else { Ok((order, versions)) }
}

/// The version of the highest number, and of those the first: phones stay with that.
fn newest(versions: &[StoredVersion]) -> Result<&StoredVersion, OrderError> {
    let newest = versions.iter().rev().max_by_key(|version| version.version);
    newest.ok_or(OrderError::Unknown)
}

/// What notices say of an order besides their own words.
pub(crate) struct NoticeTerms {
    pub(crate) contact: String,
    /// For how many days one may object.
    pub(crate) appeal_days: Option<u64>,
}

/// The newest version's.
pub(crate) fn notice_terms(versions: &[StoredVersion]) -> Result<NoticeTerms, OrderError> {
    let terms = newest_terms(versions)?;
    Ok(NoticeTerms {
        contact: terms.contact.unwrap_or_default(),
        appeal_days: terms.appeal.map(|appeal| appeal.days),
    })
}

/// When the agreed checks of an order are due within this stretch, as a phone reckons them that had and
/// showed each version at once.
pub(crate) fn agreed_times(
    desk: &Desk<'_>,
    order: &StoredOrder,
    versions: &[StoredVersion],
    within: Range<u64>,
) -> Vec<u64> {
    let mut orders = held(desk, versions);
    for version in versions {
        if let (Some(held), Some(signed)) = (orders.order_mut(order.id), &version.signed) {
            held.remember_seen(version.version, Interval::exactly(signed.at));
        }
    }
    let zone = &desk.published.region.zone;
    let held = orders.order(order.id);
    let due = held.map(|held| agreed(&orders, held, within.start, within.end, zone));
    due.unwrap_or_default().into_iter().map(|check| check.due).collect()
}

/// The newest version as it was signed, but for the second of that.
pub(crate) fn newest_order(
    desk: &Desk<'_>,
    order: &StoredOrder,
    versions: &[StoredVersion],
) -> Result<Order, OrderError> {
    let newest = newest(versions)?;
    if newest.signed.is_none() {
        return Err(OrderError::Unknown);
    }
    let before = digest_of(versions, newest.version.checked_sub(1));
    document(desk, order, &newest_terms(versions)?, newest.version, before)
}

fn newest_terms(versions: &[StoredVersion]) -> Result<Terms, OrderError> {
    serde_json::from_str(&newest(versions)?.terms).map_err(|_| OrderError::Failed)
}

/// The digest of the first version of this number.
fn digest_of(versions: &[StoredVersion], number: Option<u64>) -> Option<[u8; 32]> {
    let version = versions.iter().find(|version| Some(version.version) == number)?;
    version.signed.as_ref().map(|signed| signed.digest)
}

/// Under what an order on paper is found.
fn paper_mac(server: &ServerKey, code: TypedCode) -> [u8; 32] {
    server.mac(format!("order-code:{code}").as_bytes())
}
