//! Where entries are written.

use crate::quarantine::journal::{ChainSecret, Class, Entry, Event, Leaf, Numbering};

/// An entry that was written now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub entry: Entry,
    /// What it says, all of it.
    pub event: Event,
}

/// Writes entries one after the other, with their numbers and under the secret that hides them. All
/// that was written with one pen is stored in one transaction, or none of it.
#[derive(Debug)]
pub struct Pen<'a> {
    numbering: &'a mut Numbering,
    secret: &'a ChainSecret,
    written: Vec<Written>,
}

impl<'a> Pen<'a> {
    pub fn new(numbering: &'a mut Numbering, secret: &'a ChainSecret) -> Self {
        Self { numbering, secret, written: Vec::new() }
    }

    /// The number of its entry.
    pub fn write(&mut self, event: &Event) -> u64 {
        let entry = self.numbering.write(event);
        let n = entry.n;
        self.written.push(Written { entry, event: event.clone() });
        n
    }

    /// The number that the next entry will have.
    pub(super) fn next(&self) -> u64 {
        self.numbering.n.saturating_add(1)
    }

    /// The leaf over what an entry of this journal says of places.
    pub(super) fn place_leaf(&self, entry: &Entry) -> Option<Leaf> {
        entry.leaf(Class::Place, self.secret)
    }

    /// Oldest first.
    pub fn written(&self) -> &[Written] {
        &self.written
    }

    /// Oldest first.
    pub fn into_written(self) -> Vec<Written> {
        self.written
    }
}
