//! Score and states along the time, by columns of the picture.

use doorstep::quarantine::presence::{Elapsed, Verdict};
use doorstep_recordings::{Coordinates, Interval, Row, Shown, Step};

/// Columns from the first fix to the last.
pub const COLUMNS: usize = 900;
/// The score is gone an hour after the last admissible fix.
const REMEMBERED_MS: i64 = 3_600_000;

/// What each column has seen.
#[derive(Debug)]
pub struct Along {
    first: Elapsed,
    last: Elapsed,
    columns: Vec<Column>,
    lengths_ms: [i64; Shown::ALL.len()],
    /// Since when the score is what it is.
    score: (Elapsed, u32),
    now: Elapsed,
}

/// A column of the picture.
#[derive(Debug, Clone, Copy, Default)]
pub struct Column {
    /// By their place in [`Shown::ALL`].
    states: [bool; Shown::ALL.len()],
    /// The highest there was.
    pub score: u32,
}

impl Column {
    pub fn has(&self, state: Shown) -> bool {
        Shown::ALL.iter().zip(self.states).any(|(one, has)| *one == state && has)
    }
}

impl Along {
    pub fn between(first: Elapsed, last: Elapsed) -> Self {
        Self {
            first,
            last,
            columns: vec![Column::default(); COLUMNS],
            lengths_ms: Default::default(),
            score: (first, 0),
            now: first,
        }
    }

    pub fn first(&self) -> Elapsed {
        self.first
    }

    pub fn span_ms(&self) -> i64 {
        self.last.since(self.first).0
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub fn length_ms(&self, state: Shown) -> i64 {
        let mut all = Shown::ALL.iter().zip(self.lengths_ms);
        all.find(|(one, _)| **one == state).map_or(0, |(_, length)| length)
    }

    /// In which column a moment is.
    pub fn column(&self, at: Elapsed) -> usize {
        let most = COLUMNS.saturating_sub(1);
        let since = i128::from(at.since(self.first).0.max(0));
        let span = i128::from(self.span_ms().max(1));
        let column = since * i128::try_from(COLUMNS).unwrap_or(0) / span;
        usize::try_from(column).unwrap_or(most).min(most)
    }

    pub fn add<P: Coordinates>(&mut self, row: &Row<P>, step: &Step) {
        step.closed().for_each(|interval| self.mark(interval));
        if matches!(step.judgement.verdict, Verdict::Inadmissible(_)) {
            return;
        }
        self.now = self.now.max(row.fix.measured);
        let (since, score) = self.score;
        let gone = Elapsed(since.0.saturating_add(REMEMBERED_MS));
        self.score_between(since, gone.min(self.now), score);
        self.score = (self.now, step.judgement.score.0);
        self.score_between(self.now, self.now, step.judgement.score.0);
    }

    /// An interval is over.
    pub fn mark(&mut self, interval: Interval) {
        let place = Shown::ALL.iter().position(|one| *one == interval.state);
        let Some(place) = place else { return };
        if let Some(length) = self.lengths_ms.get_mut(place) {
            *length = length.saturating_add(interval.to.since(interval.from).0);
        }
        let columns = self.column(interval.from)..=self.column(interval.to);
        for column in self.columns.get_mut(columns).unwrap_or_default() {
            if let Some(state) = column.states.get_mut(place) {
                *state = true;
            }
        }
    }

    fn score_between(&mut self, from: Elapsed, to: Elapsed, score: u32) {
        let columns = self.column(from)..=self.column(to).max(self.column(from));
        for column in self.columns.get_mut(columns).unwrap_or_default() {
            column.score = column.score.max(score);
        }
    }
}
