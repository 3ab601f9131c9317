//! One reported entry, as it travels (`PROTOCOL.md §20.1`).

use std::borrow::Cow;

use super::limits::is_kept;
use crate::documents::Item;
use crate::quarantine::journal::{
    ChainSecret, Class, ClassSecret, Entry, Kind, Leaf, Numbered, Values, Word,
};

/// What stands for a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What it says; its leaf is computed.
    Values(Values),
    /// Nothing but its leaf.
    Leaf(Leaf),
}

/// A reported entry. Kinds, classes and fields that are not known are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportItem {
    pub seq: u64,
    pub kind: String,
    /// By the name of the class, in the order of a map.
    pub parts: Vec<(String, Part)>,
}

impl ReportItem {
    /// Of an entry; none if it is not reported.
    pub fn of(entry: &Entry, secret: &ChainSecret) -> Option<Self> {
        let reported = entry.reported()?;
        let part = |(class, values): &(Class, Values)| {
            let part = match *class == reported {
                true => Part::Values(values.clone()),
                false => Part::Leaf(entry.leaf(*class, secret)?),
            };
            Some((class.name().to_owned(), part))
        };
        let parts = entry.parts.iter().map(part).collect::<Option<_>>()?;
        Some(Self { seq: entry.seq?, kind: entry.kind.name().to_owned(), parts })
    }

    /// The same item for an authority that will not take what it says: r stays what it was.
    pub fn without_values(entry: &Entry, secret: &ChainSecret) -> Option<Self> {
        let leaves = entry.leaves(secret).into_iter();
        let parts = leaves.map(|(class, leaf)| (class.name().to_owned(), Part::Leaf(leaf)));
        Some(Self { seq: entry.seq?, kind: entry.kind.name().to_owned(), parts: parts.collect() })
    }

    /// What a class says, if that travels.
    pub fn values(&self, class: Class) -> Option<&Values> {
        self.parts.iter().find_map(|(name, part)| match part {
            Part::Values(values) if name == class.name() => Some(values),
            _ => None,
        })
    }

    /// Whether a class of it travels with what it says.
    pub fn says_something(&self) -> bool {
        self.parts.iter().any(|(_, part)| matches!(part, Part::Values(_)))
    }

    /// Whether what is known of its kind is all there and of its types. Of a kind that is not
    /// known nothing is asked.
    pub fn is_readable(&self) -> bool {
        let Some(kind) = Kind::of(&self.kind) else { return true };
        kind.classes().iter().all(|class| {
            let part = self.parts.iter().find(|(name, _)| name == class.name());
            part.is_some_and(|(_, part)| match part {
                Part::Values(values) => kind.reads(*class, values),
                Part::Leaf(_) => true,
            })
        })
    }

    /// The leaf of each class, with the secrets that open what travels. None if one is missing.
    pub fn leaves(
        &self,
        numbered: Numbered,
        secret: impl Fn(&str) -> Option<ClassSecret>,
    ) -> Option<Vec<(&str, Leaf)>> {
        let leaf = |(class, part): &'_ (String, Part)| match part {
            Part::Values(values) => Some(secret(class)?.leaf(numbered, values)),
            Part::Leaf(leaf) => Some(*leaf),
        };
        self.parts.iter().map(|one| Some((one.0.as_str(), leaf(one)?))).collect()
    }

    /// `[seq, kind, {class: values or leaf}]`.
    pub(super) fn to_item(&self) -> Option<Item<'_>> {
        let parts = self.parts.iter().map(written).collect::<Option<Vec<_>>>()?;
        let kind = Item::Text(Cow::Borrowed(&self.kind));
        Some(Item::Array(vec![Item::uint(self.seq), kind, Item::ordered(parts)]))
    }

    pub(super) fn from_parts(seq: u64, kind: &str, parts: &Item<'_>) -> Option<Self> {
        let part = |(class, part): &(Item<'_>, Item<'_>)| {
            let part = match part {
                Item::Bytes(_) => Part::Leaf(part.as_fixed()?),
                _ if is_kept(kind) => Part::Values(Values::unread(part)),
                _ => Part::Values(Values::from_item(part)?),
            };
            Some((Word::new(class.as_text()?)?.as_str().to_owned(), part))
        };
        Word::new(kind)?;
        let parts = parts.as_map()?.iter().map(part).collect::<Option<Vec<_>>>()?;
        Some(Self { seq, kind: kind.to_owned(), parts })
    }
}

fn written((class, part): &(String, Part)) -> Option<(Item<'static>, Item<'_>)> {
    let part = match part {
        Part::Values(values) => values.item()?,
        Part::Leaf(leaf) => Item::bytes(leaf),
    };
    Some((Item::text(class), part))
}
