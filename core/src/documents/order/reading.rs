//! From a payload to an order.

use super::{
    Appeal, Checks, Device, Order, OrderPlace, Pause, Permission, QuietHours, ReleaseCode,
    Released, Report, Travel,
};
use crate::documents::fields::{every, maybe, text};
use crate::documents::item::Item;
use crate::documents::numbers::claim;
use crate::documents::texts::read_texts;
use crate::model::{ChainId, HolderHint, OrderId, Thumbprint};

pub(super) fn order(item: &Item<'_>) -> Option<Order> {
    let number = |name: &'static str| item.get(name)?.as_uint();
    let order = Order {
        iss: text(item.get(claim::ISS)?)?,
        iat: item.get(claim::IAT)?.as_uint()?,
        id: OrderId::new(item.get(claim::CTI)?.as_fixed()?),
        chain: ChainId::new(item.get("chain")?.as_fixed()?),
        sub: HolderHint::from_wire(item.get("sub")?.as_text()?)?,
        version: number("version")?,
        before: maybe(item.get("before"), Item::as_fixed)?,
        replaces: maybe(item.get("replaces"), |id| Some(OrderId::new(id.as_fixed()?)))?,
        act: number("act")?,
        legal: text(item.get("legal")?)?,
        from: number("from")?,
        until: number("until")?,
        start_grace_s: number("start_grace")?,
        device: device(item)?,
        places: every(item.get("places"), OrderPlace::from_item)?,
        quiet: QuietHours::from_item(item.get("quiet")?)?,
        checks: Checks::from_item(item.get("checks")?)?,
        child: maybe(item.get("child"), Item::as_bool)?.unwrap_or_default(),
        report: Report::from_name(item.get("report")?.as_text()?)?,
        interval_s: number("interval")?,
        batch_s: number("batch")?,
        pauses: every(item.get("pauses"), Pause::from_item)?,
        permissions: every(item.get("permissions"), Permission::from_item)?,
        travel: maybe(item.get("travel"), Travel::from_item)?,
        release: release(item.get("release")?)?,
        released: maybe(item.get("released"), released)?,
        contact: maybe(item.get("contact"), text)?,
        help: every(item.get("help"), text)?,
        appeal: maybe(item.get("appeal"), appeal)?,
        texts: item.get("texts").map_or(Some(Vec::new()), read_texts)?,
        critical: critical(item),
    };
    (order.version > 0).then_some(order)
}

fn device(item: &Item<'_>) -> Option<Device> {
    match (item.get("keys"), item.get("loan")) {
        (Some(keys), None) => {
            let keys = every(Some(keys), |key| Some(Thumbprint::new(key.as_fixed()?)))?;
            (!keys.is_empty()).then_some(Device::Keys(keys))
        }
        (None, Some(loan)) => Some(Device::Loan(text(loan)?)),
        _ => None,
    }
}

fn release(item: &Item<'_>) -> Option<ReleaseCode> {
    let (salt, hash) = (item.get("salt16")?.as_fixed()?, item.get("hash32")?.as_fixed()?);
    Some(ReleaseCode { salt, hash })
}

fn released(item: &Item<'_>) -> Option<Released> {
    Some(Released { at: item.get("at")?.as_uint()?, why: text(item.get("why")?)? })
}

fn appeal(item: &Item<'_>) -> Option<Appeal> {
    Some(Appeal {
        text: text(item.get("text")?)?,
        days: item.get("days")?.as_uint()?,
        url: maybe(item.get("url"), text)?,
    })
}

/// Names that begin with `!`, in whatever map of the payload: none is known to this version.
fn critical(item: &Item<'_>) -> Vec<String> {
    match item {
        Item::Map(entries) => {
            let named = |(name, value): &(Item<'_>, Item<'_>)| {
                let name = name.as_text().filter(|name| name.starts_with('!')).map(str::to_owned);
                let mut found = critical(value);
                found.extend(name);
                found
            };
            entries.iter().flat_map(named).collect()
        }
        Item::Array(items) => items.iter().flat_map(critical).collect(),
        _ => Vec::new(),
    }
}
