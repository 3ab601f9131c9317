//! Entries, and the numbers that they get.

use super::class::Class;
use super::event::{Event, Kind};
use super::moment::{Interval, Moment, QuarterHour};
use super::reported_under::ReportedUnder;
use super::secrets::{ChainSecret, Leaf, Numbered};
use super::value::Slot as _;
use super::values::Values;
use crate::model::EpochId;

/// One entry. Only this is stored: its leaves and the chain over it are computed from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// From 1, without a gap. Never leaves the phone.
    pub n: u64,
    /// Its number among what is reported; none if it is not.
    pub seq: Option<u64>,
    pub epoch: EpochId,
    pub under: ReportedUnder,
    pub kind: Kind,
    /// Every class of its kind.
    pub parts: Vec<(Class, Values)>,
}

impl Entry {
    /// What happened; none if it was written by a version whose fields this one cannot read.
    pub fn event(&self) -> Option<Event> {
        Event::read(self.kind, &self.parts)
    }

    /// The same, if that is all that it says, word for word.
    pub fn whole_event(&self) -> Option<Event> {
        self.event().filter(|event| event.values() == self.parts)
    }

    /// When it happened, by the phone's clocks; none if no field tells that.
    pub fn moment(&self) -> Option<Moment> {
        self.parts.iter().find_map(|(_, values)| Moment::take(&values.item()?, "at"))
    }

    /// When it happened; none if no field tells that.
    pub fn within(&self) -> Option<Interval> {
        let stretch = |(_, values): &(Class, Values)| {
            let item = values.item()?;
            let from = QuarterHour::take(&item, "from")?;
            Interval::new(from.second(), Some(QuarterHour::take(&item, "to")?.second()))
        };
        let at = self.moment().map(|moment| moment.within);
        at.or_else(|| self.parts.iter().find_map(stretch))
    }

    /// What hides and proves each class.
    pub fn leaves(&self, secret: &ChainSecret) -> Vec<(Class, Leaf)> {
        let leaf =
            |(class, values): &(Class, Values)| (*class, self.leaf_of(*class, values, secret));
        self.parts.iter().map(leaf).collect()
    }

    /// What hides and proves one class; none if its kind has no such class.
    pub fn leaf(&self, class: Class, secret: &ChainSecret) -> Option<Leaf> {
        let (_, values) = self.parts.iter().find(|(of, _)| *of == class)?;
        Some(self.leaf_of(class, values, secret))
    }

    fn leaf_of(&self, class: Class, values: &Values, secret: &ChainSecret) -> Leaf {
        secret.of_class(class, &self.under).leaf(self.numbered(), values)
    }

    /// Its name under which it is hidden.
    pub fn numbered(&self) -> Numbered {
        Numbered::of(self.epoch, self.n, self.seq)
    }

    /// The class that is reported, if one is.
    pub fn reported(&self) -> Option<Class> {
        self.seq.and(self.under.report.class_of(self.kind))
    }
}

/// Gives entries their numbers. It is stored in the transaction of the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbering {
    /// Of the last entry; 0 before the first.
    pub n: u64,
    /// The last that was given to a reported one; 0 before the first.
    pub seq: u64,
    pub epoch: EpochId,
    pub under: ReportedUnder,
}

impl Numbering {
    /// Of a journal that is begun.
    pub fn begin(epoch: EpochId) -> Self {
        Self { n: 0, seq: 0, epoch, under: ReportedUnder::BEFORE_ANY }
    }

    /// The entry of what happened now.
    pub fn write(&mut self, event: &Event) -> Entry {
        self.number(event.kind(), event.values())
    }

    /// What an earlier entry says, under a number and a version of now: its own number is another's.
    pub fn write_again(&mut self, entry: &Entry) -> Entry {
        self.number(entry.kind, entry.parts.clone())
    }

    fn number(&mut self, kind: Kind, parts: Vec<(Class, Values)>) -> Entry {
        self.n = self.n.saturating_add(1);
        let seq = self.under.report.class_of(kind).map(|_| {
            self.seq = self.seq.saturating_add(1);
            self.seq
        });
        let (n, epoch, under) = (self.n, self.epoch, self.under);
        Entry { n, seq, epoch, under, kind, parts }
    }

    /// Goes on in another epoch, after this number.
    pub fn go_on(&mut self, epoch: EpochId, after: u64) {
        self.epoch = epoch;
        self.seq = after;
    }
}
