//! What is opened of a class that is not reported: one leaf, and no other (`PROTOCOL.md §20.2`).

use super::item::{Part, ReportItem};
use super::limits::LONGEST_DISPUTE;
use super::request::{ReportProblem, ReportRequest};
use crate::documents::Item;
use crate::quarantine::journal::{
    ChainSecret, Class, Entry, Kind, Salt, Values, Word, dispute, leaf_of,
};

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

    /// The words of a dispute, if these are words.
    fn words(&self) -> Result<Option<String>, ReportProblem> {
        let read = dispute::Private::read(&self.values);
        let is_short = |words: &Option<String>| {
            words.as_ref().is_none_or(|words| words.chars().count() <= LONGEST_DISPUTE)
        };
        read.map(|private| private.text).filter(is_short).ok_or(ReportProblem::Disclosed)
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

impl ReportRequest {
    /// The number of each item that disputes something, and the words that came with it. What else is
    /// disclosed is nobody's business, and not read.
    ///
    /// # Errors
    /// [`ReportProblem::Disclosed`] if something disclosed is of no item, or words are not those of
    /// theirs.
    pub fn disputes(&self) -> Result<Vec<(u64, Option<String>)>, ReportProblem> {
        let disputes = self.items.iter().filter(|item| item.kind == Kind::Dispute.name());
        let mut all: Vec<(u64, Option<String>)> = disputes.map(|item| (item.seq, None)).collect();
        for disclosed in &self.disclosed {
            let item = self.items.iter().find(|item| item.seq == disclosed.seq);
            let item = item.ok_or(ReportProblem::Disclosed)?;
            let found = all.iter_mut().find(|(seq, _)| *seq == disclosed.seq);
            let Some((_, words)) = found.filter(|_| disclosed.class == Class::Private.name())
            else {
                continue;
            };
            if !disclosed.is_of(item) {
                return Err(ReportProblem::Disclosed);
            }
            *words = disclosed.words()?;
        }
        Ok(all)
    }
}
