//! What a phone holds of what the authority has signed for it, so that only the rest is sent.

use crate::documents::Item;
use crate::model::{CheckId, NoticeId, OrderId};

/// Names of what is held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    pub orders: Vec<SeenVersion>,
    pub checks: Vec<CheckId>,
    pub notices: Vec<NoticeId>,
    /// What was signed of photos, by its digest.
    pub photo_words: Vec<[u8; 32]>,
}

/// An order in the highest version of it that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenVersion {
    pub order: OrderId,
    pub version: u64,
    /// SHA-256 of its payload: once a day, so that another document under its number comes.
    pub digest: Option<[u8; 32]>,
}

impl SeenVersion {
    fn to_item(&self) -> Item<'static> {
        let named = [Item::bytes(self.order.bytes()), Item::uint(self.version)];
        let digest = self.digest.as_ref().map(|digest| Item::bytes(digest));
        Item::Array(named.into_iter().chain(digest).collect())
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let (order, version, digest) = match item.as_array()? {
            [order, version] => (order, version, None),
            [order, version, digest] => (order, version, Some(digest.as_fixed()?)),
            _ => return None,
        };
        let (order, version) = (OrderId::new(order.as_fixed()?), version.as_uint()?);
        Some(Self { order, version, digest })
    }
}

impl Seen {
    pub(super) fn to_item(&self) -> Item<'static> {
        let orders: Vec<_> = self.orders.iter().map(SeenVersion::to_item).collect();
        let checks: Vec<_> = self.checks.iter().map(|id| Item::bytes(id.bytes())).collect();
        let notices: Vec<_> = self.notices.iter().map(|id| Item::bytes(id.bytes())).collect();
        let words: Vec<_> = self.photo_words.iter().map(|word| Item::bytes(word)).collect();
        let lists =
            [("orders", orders), ("checks", checks), ("notices", notices), ("photo_words", words)];
        let held = lists.into_iter().filter(|(_, list)| !list.is_empty());
        Item::map(held.map(|(name, list)| (name.into(), Item::Array(list))))
    }

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        item.as_map()?;
        let list = |name: &'static str| match item.get(name) {
            None => Some(&[][..]),
            Some(list) => list.as_array(),
        };
        let check = |item: &Item<'_>| item.as_fixed().map(CheckId::new);
        let notice = |item: &Item<'_>| item.as_fixed().map(NoticeId::new);
        Some(Self {
            orders: list("orders")?.iter().map(SeenVersion::from_item).collect::<Option<_>>()?,
            checks: list("checks")?.iter().map(check).collect::<Option<_>>()?,
            notices: list("notices")?.iter().map(notice).collect::<Option<_>>()?,
            photo_words: list("photo_words")?.iter().map(Item::as_fixed).collect::<Option<_>>()?,
        })
    }
}
