//! When an order asks nothing although it runs: pauses, permissions, travel. Unix seconds.

use crate::documents::fields::{maybe, text};
use crate::documents::item::{Item, MapKey};
use crate::model::PauseWhy;

/// A time in which the person is asked nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    pub from: u64,
    /// The first second after it; none until a later version says.
    pub until: Option<u64>,
    pub why: PauseWhy,
    /// Number of the person's own declaration that it takes over.
    pub names: Option<u64>,
}

impl Pause {
    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            from: item.get("from")?.as_uint()?,
            until: maybe(item.get("until"), Item::as_uint)?,
            why: PauseWhy::from_name(item.get("why")?.as_text()?),
            names: maybe(item.get("names"), Item::as_uint)?,
        })
    }

    pub(super) fn item(&self) -> Item<'static> {
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("from".into(), Item::uint(self.from)),
            ("why".into(), Item::text(self.why.name())),
        ];
        fields.extend(self.until.map(|until| ("until".into(), Item::uint(until))));
        fields.extend(self.names.map(|names| ("names".into(), Item::uint(names))));
        Item::map(fields)
    }
}

/// A time in which the person may leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    pub id: String,
    pub from: u64,
    /// The first second after it.
    pub to: u64,
    /// What for, by the key of a purpose of the rules, or empty.
    pub purpose: String,
    /// The same in the authority's own words.
    pub text: String,
}

impl Permission {
    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            id: text(item.get("id")?)?,
            from: item.get("from")?.as_uint()?,
            to: item.get("to")?.as_uint()?,
            purpose: text(item.get("purpose")?)?,
            text: text(item.get("text")?)?,
        })
    }

    pub(super) fn item(&self) -> Item<'static> {
        Item::map([
            ("id".into(), Item::text(&self.id)),
            ("from".into(), Item::uint(self.from)),
            ("to".into(), Item::uint(self.to)),
            ("purpose".into(), Item::text(&self.purpose)),
            ("text".into(), Item::text(&self.text)),
        ])
    }
}

/// The way from one place to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Travel {
    pub from: u64,
    /// The first second after it.
    pub to: u64,
}

impl Travel {
    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self { from: item.get("from")?.as_uint()?, to: item.get("to")?.as_uint()? })
    }

    pub(super) fn item(self) -> Item<'static> {
        Item::map([("from".into(), Item::uint(self.from)), ("to".into(), Item::uint(self.to))])
    }
}
