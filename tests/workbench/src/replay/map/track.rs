//! Dots, lines and evidence in the picture. What lies on something that is drawn is left out, so that
//! the picture of a million fixes is that of a thousand.

use std::collections::BTreeSet;

use doorstep::quarantine::presence::{
    Decibans, Elapsed, Kinds, Millimetres, Milliseconds, Source, Verdict,
};
use doorstep_recordings::{Coordinates, Row, Shown, Step};

/// Dots at most.
const MOST_DOTS: usize = 1_500;
/// Corners of the line at most.
const MOST_CORNERS: usize = 2_000;
/// Pieces of evidence at most. The months of a phone that is out every day have some hundreds.
pub const MOST_EVIDENCE: usize = 1_500;
/// A line does not lead over a longer silence.
const SILENCE: Milliseconds = Milliseconds::of_seconds(3_600);

/// What a fix was, as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drawn {
    In,
    Out,
    Neutral,
    Inadmissible,
}

impl Drawn {
    /// Those that are drawn over others come last.
    pub const ALL: [Self; 4] = [Self::Inadmissible, Self::Neutral, Self::Out, Self::In];

    pub fn class(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Neutral => "neutral",
            Self::Inadmissible => "inadmissible",
        }
    }
}

impl From<Verdict> for Drawn {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::In => Self::In,
            Verdict::Out => Self::Out,
            Verdict::Neutral => Self::Neutral,
            Verdict::Inadmissible(_) => Self::Inadmissible,
        }
    }
}

/// A fix that was evidence.
#[derive(Debug, Clone)]
pub struct Evidence {
    pub at: Elapsed,
    pub point: (f64, f64),
    /// Millimetres east and north of home.
    pub away: [i64; 2],
    pub distance: Millimetres,
    pub source: Source,
    pub kinds: Kinds,
    pub weight: Decibans,
    pub score: Decibans,
    pub state: Shown,
}

/// What is drawn of the fixes.
#[derive(Debug, Default)]
pub struct Track {
    /// By cells of a grid that becomes coarser as it fills.
    dots: BTreeSet<(Drawn, i32, i32)>,
    coarseness: u32,
    corners: Vec<Corner>,
    last_admissible: Option<Elapsed>,
    step: f64,
    pub evidence: Vec<Evidence>,
    /// All there were, also those beyond the most.
    pub evidence_count: u64,
}

/// Of the line.
#[derive(Debug, Clone, Copy)]
pub struct Corner {
    pub point: (f64, f64),
    /// A line leads here from the corner before.
    pub is_joined: bool,
}

impl Track {
    pub fn add<P: Coordinates>(
        &mut self,
        point: (f64, f64),
        away: [i64; 2],
        row: &Row<P>,
        step: &Step,
    ) {
        let judgement = &step.judgement;
        self.add_dot(judgement.verdict.into(), point);
        if !matches!(judgement.verdict, Verdict::Inadmissible(_)) {
            self.add_corner(point, row.fix.measured);
        }
        if judgement.weight == Decibans(0) {
            return;
        }
        self.evidence_count = self.evidence_count.saturating_add(1);
        if self.evidence.len() < MOST_EVIDENCE {
            self.evidence.push(Evidence {
                at: row.fix.measured,
                point,
                away,
                distance: judgement.distance,
                source: row.fix.source,
                kinds: judgement.kinds,
                weight: judgement.weight,
                score: judgement.score,
                state: step.state,
            });
        }
    }

    /// In the picture, the middle of each cell in which there is one.
    pub fn dots(&self, drawn: Drawn) -> impl Iterator<Item = (f64, f64)> {
        let cell = self.cell();
        let middle = move |n: &i32| (f64::from(*n) + 0.5) * cell;
        let all = self.dots.iter().filter(move |(one, _, _)| *one == drawn);
        all.map(move |(_, x, y)| (middle(x), middle(y)))
    }

    pub fn dot_count(&self) -> usize {
        self.dots.len()
    }

    pub fn corners(&self) -> &[Corner] {
        &self.corners
    }

    fn cell(&self) -> f64 {
        f64::from(2_u32.saturating_pow(self.coarseness))
    }

    fn add_dot(&mut self, drawn: Drawn, (x, y): (f64, f64)) {
        let cell = self.cell();
        self.dots.insert((drawn, whole(x / cell), whole(y / cell)));
        while self.dots.len() > MOST_DOTS {
            self.coarseness = self.coarseness.saturating_add(1);
            let dots = std::mem::take(&mut self.dots);
            let halved = dots.iter().map(|(one, x, y)| (*one, x.div_euclid(2), y.div_euclid(2)));
            self.dots = halved.collect();
        }
    }

    fn add_corner(&mut self, point: (f64, f64), at: Elapsed) {
        let was_silent = self.last_admissible.is_none_or(|last| at.since(last) > SILENCE);
        self.last_admissible = Some(at);
        let is_far = |from: &Corner, point: (f64, f64), step: f64| {
            (from.point.0 - point.0).hypot(from.point.1 - point.1) >= step
        };
        let step = self.step.max(4.0);
        if was_silent || self.corners.last().is_none_or(|last| is_far(last, point, step)) {
            self.corners.push(Corner { point, is_joined: !was_silent });
        }
        if self.corners.len() > MOST_CORNERS {
            self.step = step * 1.5;
            let mut last: Option<Corner> = None;
            self.corners.retain(|corner| {
                let is_kept = last.is_none_or(|last| {
                    !corner.is_joined || is_far(&last, corner.point, step * 1.5)
                });
                last = if is_kept { Some(*corner) } else { last };
                is_kept
            });
            // Silences without end leave nothing to be joined.
            let most = self.corners.len().min(MOST_CORNERS / 2);
            self.corners.drain(..self.corners.len().saturating_sub(most));
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a point of the picture")]
fn whole(number: f64) -> i32 {
    number.floor() as i32
}
