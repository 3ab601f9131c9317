//! What a phone holds of what the authority has signed for it, so that only the rest is sent.

use crate::documents::Item;
use crate::model::{CheckId, NoticeId, OrderId};

/// Names of what is held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// Each with its highest version.
    pub orders: Vec<(OrderId, u64)>,
    pub checks: Vec<CheckId>,
    pub notices: Vec<NoticeId>,
    /// By the digest of the photo.
    pub verdicts: Vec<[u8; 32]>,
}

impl Seen {
    pub(super) fn to_item(&self) -> Item<'static> {
        let order = |(order, version): &(OrderId, u64)| {
            Item::Array(vec![Item::bytes(order.bytes()), Item::uint(*version)])
        };
        let orders: Vec<_> = self.orders.iter().map(order).collect();
        let checks: Vec<_> = self.checks.iter().map(|id| Item::bytes(id.bytes())).collect();
        let notices: Vec<_> = self.notices.iter().map(|id| Item::bytes(id.bytes())).collect();
        let verdicts: Vec<_> = self.verdicts.iter().map(|photo| Item::bytes(photo)).collect();
        let lists =
            [("orders", orders), ("checks", checks), ("notices", notices), ("verdicts", verdicts)];
        let held = lists.into_iter().filter(|(_, list)| !list.is_empty());
        Item::map(held.map(|(name, list)| (name.into(), Item::Array(list))))
    }

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        item.as_map()?;
        let list = |name: &'static str| match item.get(name) {
            None => Some(&[][..]),
            Some(list) => list.as_array(),
        };
        let order = |item: &Item<'_>| match item.as_array()? {
            [order, version] => Some((OrderId::new(order.as_fixed()?), version.as_uint()?)),
            _ => None,
        };
        let check = |item: &Item<'_>| item.as_fixed().map(CheckId::new);
        let notice = |item: &Item<'_>| item.as_fixed().map(NoticeId::new);
        Some(Self {
            orders: list("orders")?.iter().map(order).collect::<Option<_>>()?,
            checks: list("checks")?.iter().map(check).collect::<Option<_>>()?,
            notices: list("notices")?.iter().map(notice).collect::<Option<_>>()?,
            verdicts: list("verdicts")?.iter().map(Item::as_fixed).collect::<Option<_>>()?,
        })
    }
}
