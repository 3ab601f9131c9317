//! A new epoch, and what is written once more in it (`PROTOCOL.md §20.5`).

use std::ops::Range;

use super::limits::MOST_PAST;
use super::point::Point;
use super::state::{Delivery, Span};
use crate::model::EpochId;
use crate::quarantine::journal::{Entry, Event, Kind, Moment, Numbering, ReportsEnd, epoch};
use crate::quarantine::report::NewEpoch;

/// A new epoch, to be written in the transaction in which its outbox is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    pub epoch: EpochId,
    /// The number after which it goes on.
    pub after: u64,
    /// Its first entry.
    pub event: Event,
    /// What is written once more after it, oldest first.
    pub again: Vec<Again>,
}

/// Reported entries of an epoch whose numbers are taken: from a number on, and before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    pub epoch: EpochId,
    pub from: u64,
    pub before: u64,
}

impl Again {
    /// Whether an entry is one of them.
    pub fn has(&self, entry: &Entry) -> bool {
        entry.epoch == self.epoch && entry.seq.is_some_and(|seq| self.numbers().contains(&seq))
    }

    fn numbers(&self) -> Range<u64> {
        self.from..self.before
    }
}

impl Turn {
    /// The entries of the new epoch: the one that begins it, and those that are written once more,
    /// which come in their order. What begins an earlier epoch is not said again.
    pub fn write<'e>(
        &self,
        numbering: &mut Numbering,
        again: impl IntoIterator<Item = &'e Entry>,
    ) -> Vec<Entry> {
        numbering.go_on(self.epoch, self.after);
        let mut written = vec![numbering.write(&self.event)];
        let told = again.into_iter().filter(|entry| entry.kind != Kind::Epoch);
        written.extend(told.map(|entry| numbering.write_again(entry)));
        written
    }
}

impl Delivery {
    /// The outbox in the new epoch. `last` is the number of the last item that was written.
    pub(super) fn turn(
        &self,
        new: &NewEpoch,
        digest: [u8; 32],
        last: u64,
        at: Moment,
        fresh: EpochId,
    ) -> (Self, Turn) {
        let mut past = self.past.clone();
        let from = self.start.reports.seq.saturating_add(1);
        past.push(Span { epoch: self.epoch, from, before: last.saturating_add(1) });
        let again = past.iter().map(|span| Again {
            epoch: span.epoch,
            from: span.from.max(new.again_from),
            before: span.before,
        });
        let again: Vec<Again> = again.filter(|again| !again.numbers().is_empty()).collect();
        for span in &mut past {
            span.before = span.before.min(new.again_from);
        }
        past.retain(|span| !(span.from..span.before).is_empty());
        past.drain(..past.len().saturating_sub(MOST_PAST));
        // Every entry that was followed stands before the new epoch.
        let journal = self.ahead.or_later(self.confirmed).journal;
        let point = Point { journal, reports: ReportsEnd { seq: new.after, r: new.r } };
        let open = epoch::Open { at, why: new.why, seq: new.after, digest };
        let turn = Turn { epoch: fresh, after: new.after, event: Event::Epoch { open }, again };
        let mut delivery = self.clone().back_to(point);
        delivery.epoch = fresh;
        delivery.start = point;
        delivery.ahead = point;
        delivery.past = past;
        delivery.highest = new.after;
        delivery.heads.clear();
        (delivery, turn)
    }
}
