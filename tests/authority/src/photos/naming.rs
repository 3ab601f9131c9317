//! Which photos reported answers name.

use doorstep::documents::Item;
use doorstep::documents::numbers::limit;
use doorstep::model::{CheckId, OrderId, PhotoId};
use doorstep::quarantine::journal::{Class, Kind};

use crate::store::{Ledger, PhotoAnswer, StoreError, StoredItem, Transaction};

/// Keeps which photos these items name, so that they are taken when they come.
pub(crate) fn name_photos(
    tx: &Transaction<'_>,
    of: &Ledger,
    items: &[StoredItem],
) -> Result<(), StoreError> {
    for item in items.iter().filter(|item| item.kind == Kind::Answer.name()) {
        let Some((photo, check)) = named(&item.says) else { continue };
        let told = tx.order_of_item(of, Class::Open.name(), item.seq)?;
        let Some(order) = order(tx, of, told)? else { continue };
        let answer = PhotoAnswer { ledger: *of, seq: item.seq, order, check };
        tx.name_photo(photo, &answer)?;
    }
    Ok(())
}

/// The photo in what an answer says, and the check. Whatever else it says, no photo is refused for it.
fn named(says: &[u8]) -> Option<(PhotoId, Option<CheckId>)> {
    let item = Item::read(says, limit::DEPTH_DOCUMENT).ok()?;
    let open = item.get(Class::Open.name())?;
    let check = open.get("check").and_then(Item::as_fixed).map(CheckId::new);
    Some((PhotoId::new(open.get("photo")?.as_fixed()?), check))
}

/// That order of the chain; the newest if what was told under none.
fn order(
    tx: &Transaction<'_>,
    of: &Ledger,
    told: Option<OrderId>,
) -> Result<Option<OrderId>, StoreError> {
    let orders = tx.orders_of_chain(of.chain)?;
    let told = orders.iter().find(|order| Some(order.id) == told);
    Ok(told.or(orders.last()).map(|order| order.id))
}
