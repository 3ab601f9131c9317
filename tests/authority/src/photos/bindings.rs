//! What may be authenticated with a photo that an answer names: what the answer says, and what else the same
//! account might have meant.

use std::collections::BTreeSet;

use doorstep::documents::Item;
use doorstep::documents::numbers::limit;
use doorstep::model::{ChainId, CheckId, OrderId};
use doorstep::quarantine::journal::{Asked, Class, Interval, Kind, Values, answer, check};
use doorstep::quarantine::photos::Binding;

use crate::store::{Ledger, PhotoAnswer, StoreError, Transaction};

/// What may be authenticated with a photo that an answer names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Candidates {
    /// What the answer says.
    pub(crate) said: Vec<Vec<u8>>,
    /// What other answers of this phone say, or this one would if it were to another check.
    pub(crate) other_checks: Vec<Vec<u8>>,
    /// The same of other phones of the account.
    pub(crate) other_devices: Vec<Vec<u8>>,
}

/// Most of one kind that are tried; the newest, if there are more.
const MOST: usize = 2_000;

/// What an answer says of what it answers, and when.
pub(super) fn said_by(
    tx: &Transaction<'_>,
    of: &Ledger,
    seq: u64,
) -> Result<Option<(Asked, Interval)>, StoreError> {
    Ok(tx.report_item(of, seq)?.and_then(|item| answered(&item.says)))
}

/// The windows of this check that are reported to have closed.
pub(super) fn closings(
    tx: &Transaction<'_>,
    of: &Ledger,
    id: CheckId,
) -> Result<Vec<Interval>, StoreError> {
    let items = tx.report_items_of(of, Kind::Check.name())?;
    let asked = items.iter().filter_map(|item| check::Open::read(&open_of(&item.says)?));
    Ok(asked.filter(|check| check.id == id).filter_map(|check| check.closes).collect())
}

/// All that is tried with the photo that this answer names.
pub(super) fn candidates(
    tx: &Transaction<'_>,
    named: &PhotoAnswer,
) -> Result<Candidates, StoreError> {
    let Some((check, at)) = said_by(tx, &named.ledger, named.seq)? else {
        return Ok(Candidates::default());
    };
    let Ledger { chain, key } = named.ledger;
    let meant = Binding { check, order: named.order, chain, at, key };
    let of_chain: Vec<OrderId> =
        tx.orders_of_chain(chain)?.into_iter().map(|order| order.id).collect();
    let mut said = vec![meant.aad()];
    if let Asked::Check(_) = check {
        // A check's name is of one order, and the answer says no other: each of the chain may be meant.
        said.extend(of_chain.iter().map(|order| Binding { order: *order, ..meant }.aad()));
    }
    let (mut other_checks, mut other_devices) = (Vec::new(), Vec::new());
    let related = related(tx, &named.ledger)?;
    let mut checks = BTreeSet::new();
    for ledger in &related {
        checks.extend(checks_of(tx, ledger)?);
    }
    for order in &of_chain {
        let of_order = Binding { order: *order, ..meant };
        other_checks.push(Binding { check: Asked::Reference, ..of_order }.aad());
        for id in checks.iter().rev().take(MOST) {
            other_checks.push(Binding { check: Asked::Check(*id), ..of_order }.aad());
        }
        for ledger in related.iter().filter(|ledger| ledger.key != key) {
            other_devices.push(Binding { key: ledger.key, ..of_order }.aad());
        }
    }
    for ledger in &related {
        let Ledger { chain, key: of_key } = *ledger;
        let orders = tx.orders_of_chain(chain)?;
        let items = tx.report_items_of(ledger, Kind::Answer.name())?;
        for (check, at) in items.iter().rev().filter_map(|item| answered(&item.says)).take(MOST) {
            let theirs = orders
                .iter()
                .map(|order| Binding { check, order: order.id, chain, at, key: of_key }.aad());
            let into = if of_key == key { &mut other_checks } else { &mut other_devices };
            into.extend(theirs);
        }
    }
    Ok(Candidates { said, other_checks, other_devices })
}

/// The journals of the account that this one is of.
fn related(tx: &Transaction<'_>, of: &Ledger) -> Result<Vec<Ledger>, StoreError> {
    let mut chains: BTreeSet<ChainId> = BTreeSet::from([of.chain]);
    if let Some(account) = tx.account_of(of.key)? {
        chains.extend(tx.orders_of(account.id)?.into_iter().map(|order| order.chain));
    }
    let mut ledgers = Vec::new();
    for chain in chains {
        ledgers.extend(tx.ledgers_of(chain)?);
    }
    Ok(ledgers)
}

/// Checks of which a journal speaks, and surprises of its chain.
fn checks_of(tx: &Transaction<'_>, of: &Ledger) -> Result<Vec<CheckId>, StoreError> {
    let items = tx.report_items_of(of, Kind::Check.name())?;
    let reported = items.iter().filter_map(|item| check::Open::read(&open_of(&item.says)?));
    let mut checks: Vec<CheckId> = reported.map(|check| check.id).collect();
    checks.extend(tx.checks_of(of.chain)?.into_iter().map(|check| check.id));
    Ok(checks)
}

fn answered(says: &[u8]) -> Option<(Asked, Interval)> {
    let answer = answer::Open::read(&open_of(says)?)?;
    Some((answer.check, answer.at.within))
}

fn open_of(says: &[u8]) -> Option<Values> {
    let item = Item::read(says, limit::DEPTH_DOCUMENT).ok()?;
    Values::from_item(item.get(Class::Open.name())?)
}
