//! Where the person was, day by day.

use super::best;
use crate::documents::Zone;
use crate::quarantine::journal::Event;
use crate::quarantine::presence::State;

/// A stretch of time in one state, Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub from: u64,
    /// The first second after it.
    pub to: u64,
    pub state: State,
}

/// A local day of which the journal speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Local midnight, and the next one.
    pub from: u64,
    pub to: u64,
    /// Of this day alone, oldest first.
    pub pieces: Vec<Piece>,
}

/// Seconds in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    pub home_s: u64,
    pub unverified_s: u64,
    pub away_s: u64,
    pub no_news_s: u64,
    pub paused_s: u64,
}

impl Totals {
    pub(super) fn of(pieces: &[Piece]) -> Self {
        let mut totals = Self::default();
        for piece in pieces {
            let seconds = match piece.state {
                State::Home => &mut totals.home_s,
                State::Unverified => &mut totals.unverified_s,
                State::Away => &mut totals.away_s,
                State::NoNews => &mut totals.no_news_s,
                State::Paused => &mut totals.paused_s,
            };
            *seconds = seconds.saturating_add(piece.to.saturating_sub(piece.from));
        }
        totals
    }
}

/// The stretches that entries of presence tell, one after the other: where two are of one state and meet,
/// one.
pub(super) fn pieces(events: &[Option<Event>]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for event in events {
        let Some(Event::Presence { open, .. }) = event else { continue };
        let end = pieces.last().map_or(0, |last| last.to);
        let (from, to) = (best(open.from).max(end), best(open.to));
        if to <= from {
            continue;
        }
        match pieces.last_mut() {
            // A bound that became narrower leaves seconds between them, and no time without news.
            Some(last) if last.state == open.state && from <= last.to.saturating_add(SEAM_S) => {
                last.to = to;
            }
            _ => pieces.push(Piece { from, to, state: open.state }),
        }
    }
    pieces
}

/// Stretches that follow each other are told by bounds that may differ by so many seconds.
const SEAM_S: u64 = 120;

/// The days of these stretches, by the region's clocks.
pub(super) fn days(pieces: &[Piece], zone: &Zone) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for piece in pieces {
        let mut from = piece.from;
        while from < piece.to {
            let day = zone.day(i64::try_from(from).unwrap_or(i64::MAX));
            let midnight = |at: i64| u64::try_from(at).unwrap_or_default();
            let (begins, ends) = (midnight(day.from), midnight(day.until));
            let to = piece.to.min(ends);
            if to <= from {
                break;
            }
            let part = Piece { from, to, state: piece.state };
            match days.last_mut() {
                Some(last) if last.from == begins => last.pieces.push(part),
                _ => days.push(Day { from: begins, to: ends, pieces: vec![part] }),
            }
            from = to;
        }
    }
    days
}
