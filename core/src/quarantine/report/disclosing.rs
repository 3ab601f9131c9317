//! What is opened of a class that is not reported: one leaf, and no other (`PROTOCOL.md §20.2`).

use super::item::{Part, ReportItem};
use crate::documents::Item;
use crate::quarantine::journal::{ChainSecret, Class, Entry, Kind, Salt, Values, Word, leaf_of};

/// What an entry says in a class of which nothing but the leaf travels with its item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosed {
    /// Number of its item.
    pub seq: u64,
    /// Name of the class.
    pub class: String,
    /// Of this leaf alone: it opens nothing else.
    pub salt: Salt,
    pub values: Values,
}

impl Disclosed {
    /// The words of a dispute: the authority is to know why. None of any other entry.
    pub fn of(entry: &Entry, secret: &ChainSecret) -> Option<Self> {
        let seq = entry.seq.filter(|_| entry.kind == Kind::Dispute)?;
        let class = Class::Private;
        let (_, values) = entry.parts.iter().find(|(of, _)| *of == class)?;
        let salt = secret.of_class(class, &entry.under).salt(entry.numbered());
        Some(Self { seq, class: class.name().to_owned(), salt, values: values.clone() })
    }

    /// Whether this is what stands behind the leaf of an item.
    pub fn is_of(&self, item: &ReportItem) -> bool {
        let is_leaf = |(class, part): &(String, Part)| {
            *class == self.class && *part == Part::Leaf(leaf_of(&self.salt, &self.values))
        };
        item.seq == self.seq && item.parts.iter().any(is_leaf)
    }

    /// `[seq, class, salt, {field: value}]`.
    pub(super) fn to_item(&self) -> Option<Item<'_>> {
        Some(Item::Array(vec![
            Item::uint(self.seq),
            Item::text(&self.class),
            Item::bytes(&self.salt),
            self.values.item()?,
        ]))
    }

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let [seq, class, salt, values] = item.as_array()? else { return None };
        Some(Self {
            seq: seq.as_uint()?,
            class: Word::new(class.as_text()?)?.as_str().to_owned(),
            salt: salt.as_fixed()?,
            values: Values::from_item(values)?,
        })
    }
}
