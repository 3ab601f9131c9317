//! Exits that an order permits (`PROTOCOL.md §11.10`). Neither pass nor database tells that one was.

use doorstep::documents::Permission;
use doorstep::model::AccountId;
use doorstep::quarantine::order::permits;

use super::{OrderError, newest_terms};
use crate::store::Transaction;

/// What a pass is asked for with.
pub(crate) struct Exit<'a> {
    /// The permission's id.
    pub(crate) permission: &'a str,
    /// Key of the purpose.
    pub(crate) purpose: &'a str,
    /// When the pass begins.
    pub(crate) start: u64,
}

/// Whether the newest version of a running order of this account permits an exit for this purpose, now and
/// when the pass begins.
pub(crate) fn is_permitted(
    tx: &Transaction<'_>,
    account: AccountId,
    exit: &Exit<'_>,
    now: u64,
) -> Result<bool, OrderError> {
    for order in tx.orders_of(account)? {
        let terms = newest_terms(&tx.order_versions(order.id)?)?;
        let named = terms.permissions.iter().map(Permission::from);
        let mut named = named
            .filter(|held| held.id == exit.permission && held.purpose == exit.purpose)
            .filter(|held| permits(held, now) && permits(held, exit.start));
        if terms.from <= now && now < order.ends_at && named.next().is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
