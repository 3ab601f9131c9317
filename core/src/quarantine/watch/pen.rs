//! Where entries are written.

use crate::quarantine::journal::{ChainSecret, Class, Entry, Event, Leaf, Numbering};

/// Writes entries one after the other, with their numbers and under the secret that hides them. All
/// that was written with one pen is stored in one transaction, or none of it.
#[derive(Debug)]
pub struct Pen<'a> {
    numbering: &'a mut Numbering,
    secret: &'a ChainSecret,
    written: Vec<Entry>,
}

impl<'a> Pen<'a> {
    pub fn new(numbering: &'a mut Numbering, secret: &'a ChainSecret) -> Self {
        Self { numbering, secret, written: Vec::new() }
    }

    /// The number of its entry.
    pub fn write(&mut self, event: &Event) -> u64 {
        let entry = self.numbering.write(event);
        let n = entry.n;
        self.written.push(entry);
        n
    }

    /// The number that the next entry will have.
    pub(super) fn next(&self) -> u64 {
        self.numbering.n.saturating_add(1)
    }

    /// The leaf over what the entry that was written last says of places.
    pub(super) fn last_place_leaf(&self) -> Option<Leaf> {
        place_leaf(self.written.last()?, self.secret)
    }

    /// Oldest first.
    pub fn written(&self) -> &[Entry] {
        &self.written
    }

    /// Oldest first.
    pub fn into_written(self) -> Vec<Entry> {
        self.written
    }
}

/// The leaf over what an entry says of places.
pub(super) fn place_leaf(entry: &Entry, secret: &ChainSecret) -> Option<Leaf> {
    let leaves = entry.leaves(secret);
    leaves.into_iter().find(|(class, _)| *class == Class::Place).map(|(_, leaf)| leaf)
}
