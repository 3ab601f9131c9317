//! One entry of the journal as evidence shows it: a class is what it says, or its leaf.

use super::version::ShownVersion;
use crate::model::EpochId;
use crate::quarantine::journal::{
    ChainSecret, Class, Entry, Kind, Leaf, Numbered, ReportedUnder, Values, order, presence,
};
use crate::quarantine::report::Part;

/// An entry of which some classes are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownEntry {
    /// From 1, without a gap.
    pub n: u64,
    /// Its number among what is reported.
    pub seq: Option<u64>,
    pub epoch: EpochId,
    pub under: ReportedUnder,
    pub kind: Kind,
    /// Every class of its kind.
    pub parts: Vec<(Class, Part)>,
}

impl ShownEntry {
    /// An entry with these classes shown.
    pub fn of(entry: &Entry, secret: &ChainSecret, shown: &[Class]) -> Self {
        let leaves = entry.leaves(secret);
        let part = |(class, values): &(Class, Values)| {
            let leaf = leaves.iter().find(|(of, _)| of == class);
            let part = match leaf {
                Some((_, leaf)) if !shown.contains(class) => Part::Leaf(*leaf),
                _ => Part::Values(values.clone()),
            };
            (*class, part)
        };
        let parts = entry.parts.iter().map(part).collect();
        let Entry { n, seq, epoch, under, kind, .. } = *entry;
        Self { n, seq, epoch, under, kind, parts }
    }

    /// Whether any class of it is shown.
    pub fn says_something(&self) -> bool {
        self.parts.iter().any(|(_, part)| matches!(part, Part::Values(_)))
    }

    /// Whether this class of it is shown.
    pub fn shows(&self, class: Class) -> bool {
        self.parts.iter().any(|(of, part)| *of == class && matches!(part, Part::Values(_)))
    }

    /// The leaves of all classes. None where a secret is missing that opens what is shown.
    pub(super) fn leaves(&self, versions: &[ShownVersion]) -> Option<Vec<(Class, Leaf)>> {
        let numbered = Numbered::of(self.epoch, self.n, self.seq);
        let leaf = |(class, part): &(Class, Part)| match part {
            Part::Leaf(leaf) => Some((*class, *leaf)),
            Part::Values(values) => {
                let version = versions.iter().find(|version| version.under == self.under)?;
                Some((*class, version.secret(*class)?.leaf(numbered, values)))
            }
        };
        self.parts.iter().map(leaf).collect()
    }

    /// The entry with what is shown of it; what is not shown says nothing there.
    pub(super) fn readable(&self) -> Entry {
        let values = |(class, part): &(Class, Part)| {
            let values = match part {
                Part::Values(values) => values.clone(),
                Part::Leaf(_) => nothing(self.kind, *class),
            };
            (*class, values)
        };
        let Self { n, seq, epoch, under, kind, parts } = self;
        let parts = parts.iter().map(values).collect();
        Entry { n: *n, seq: *seq, epoch: *epoch, under: *under, kind: *kind, parts }
    }
}

/// A class that says as little as it can; of a position there is no such thing.
fn nothing(kind: Kind, class: Class) -> Values {
    match (kind, class) {
        (Kind::Presence, Class::Place) => presence::Place { fixes: Vec::new() }.values(),
        (Kind::Order, Class::Place) => order::Place { scales: Vec::new() }.values(),
        _ => Values::none(),
    }
}
