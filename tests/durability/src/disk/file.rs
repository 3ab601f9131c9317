//! What a file holds after its writes, and what a power cut leaves of those that were not synced.

use crate::draws::Draws;

#[derive(Debug, Clone, Default)]
pub struct File {
    /// What it held when it was last synced.
    safe: Vec<u8>,
    /// Since then, oldest first.
    changes: Vec<Change>,
}

#[derive(Debug, Clone)]
pub enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Length(usize),
}

impl Change {
    /// Changes what of a file begins at this byte.
    fn apply(&self, part: &mut [u8], begin: usize) {
        match self {
            Self::Write { at, bytes } => {
                let (from, to) = (begin.max(*at), (begin + part.len()).min(at + bytes.len()));
                if from < to {
                    part[from - begin..to - begin].copy_from_slice(&bytes[from - at..to - at]);
                }
            }
            Self::Length(length) => {
                let kept = length.saturating_sub(begin).min(part.len());
                part[kept..].fill(0);
            }
        }
    }

    fn length_after(&self, length: usize) -> usize {
        match self {
            Self::Write { at, bytes } => length.max(at + bytes.len()),
            Self::Length(length) => *length,
        }
    }

    fn touches(&self, begin: usize, end: usize) -> bool {
        match self {
            Self::Write { at, bytes } => *at < end && begin < at + bytes.len(),
            Self::Length(length) => *length < end,
        }
    }
}

/// How a power cut treats what was not synced.
pub struct Cut<'d> {
    draws: &'d Draws,
    sector: usize,
    /// How many of a hundred sectors hold the newest.
    newest: usize,
    is_noisy: bool,
}

impl<'d> Cut<'d> {
    pub fn of(draws: &'d Draws) -> Self {
        Self {
            draws,
            sector: [512, 4096][draws.below(2)],
            newest: [0, 20, 50, 80, 97, 100][draws.below(6)],
            is_noisy: draws.percent(50),
        }
    }
}

impl File {
    pub fn change(&mut self, change: Change) {
        self.changes.push(change);
    }

    pub fn sync(&mut self) {
        self.safe = self.now();
        self.changes.clear();
    }

    pub fn is_safe(&self) -> bool {
        self.changes.is_empty()
    }

    fn now(&self) -> Vec<u8> {
        let mut now = self.safe.clone();
        for change in &self.changes {
            now.resize(change.length_after(now.len()), 0);
            change.apply(&mut now, 0);
        }
        now
    }

    /// What a power cut leaves of it.
    pub fn cut(&self, cut: &Cut<'_>) -> Vec<u8> {
        if self.changes.is_empty() {
            return self.safe.clone();
        }
        let mut lengths = vec![self.safe.len()];
        for change in &self.changes {
            lengths.push(change.length_after(*lengths.last().unwrap()));
        }
        let is_newest = cut.draws.percent(cut.newest);
        let drawn = if is_newest { self.changes.len() } else { cut.draws.below(lengths.len()) };
        let length = lengths[drawn];
        let mut left = Vec::with_capacity(length);
        while left.len() < length {
            left.extend(self.sector(left.len(), cut));
        }
        left.truncate(length);
        left
    }

    /// The sector that begins here, as it was after any of its changes.
    fn sector(&self, begin: usize, cut: &Cut<'_>) -> Vec<u8> {
        let end = begin + cut.sector;
        let mut sector = vec![0; cut.sector];
        let safe = self.safe.get(begin..self.safe.len().min(end)).unwrap_or_default();
        sector[..safe.len()].copy_from_slice(safe);
        let changes = self.changes.iter().filter(|change| change.touches(begin, end));
        let changes: Vec<&Change> = changes.collect();
        let is_newest = changes.is_empty() || cut.draws.percent(cut.newest);
        let done = if is_newest { changes.len() } else { cut.draws.below(changes.len()) };
        changes[..done].iter().for_each(|change| change.apply(&mut sector, begin));
        if done == 0 && safe.is_empty() && cut.is_noisy {
            return cut.draws.bytes(cut.sector);
        }
        sector
    }
}
