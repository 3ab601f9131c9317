//! What the rule makes of a trace: states without a gap from the first fix to the last, and counts.
//! Fixes come one by one, each known when it was measured, all of one boot.

use doorstep::quarantine::presence::{
    Elapsed, Fix, FixNumber, Judgement, Millimetres, Places, Point, Presence, Standing, State,
    Verdict,
};

use crate::trace::Coordinates;

/// A state as a replay shows it, where a suspicion is one too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// At a place of the order.
    Home,
    /// Something speaks against what was known before, and is not enough.
    Suspect,
    /// Signs disagree.
    Unverified,
    /// Signs of two kinds agree, for three minutes at least.
    Away,
    /// Nothing can be told.
    NoNews,
    /// Nobody looks.
    Paused,
}

impl Shown {
    /// All that a replay can come to.
    pub const ALL: [Self; 5] =
        [Self::Home, Self::Suspect, Self::Unverified, Self::Away, Self::NoNews];

    /// As it is written down.
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => State::Home.name(),
            Self::Suspect => "suspect",
            Self::Unverified => State::Unverified.name(),
            Self::Away => State::Away.name(),
            Self::NoNews => State::NoNews.name(),
            Self::Paused => State::Paused.name(),
        }
    }
}

impl From<&Standing> for Shown {
    fn from(standing: &Standing) -> Self {
        match standing.state() {
            _ if standing.is_suspect() => Self::Suspect,
            State::Home => Self::Home,
            State::Unverified => Self::Unverified,
            State::Away => Self::Away,
            State::NoNews => Self::NoNews,
            State::Paused => Self::Paused,
        }
    }
}

/// A stretch of one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// What it was.
    pub state: Shown,
    /// Its first moment.
    pub from: Elapsed,
    /// Where the next one begins.
    pub to: Elapsed,
}

/// How many of what there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Fixes inside.
    pub r#in: u64,
    /// Fixes outside, whatever their circle.
    pub out: u64,
    /// Fixes that are neither.
    pub neutral: u64,
    /// Fixes that say nothing.
    pub inadmissible: u64,
    /// Intervals.
    pub home: u64,
    /// Intervals.
    pub suspect: u64,
    /// Intervals.
    pub unverified: u64,
    /// Intervals.
    pub away: u64,
    /// Intervals.
    pub no_news: u64,
}

impl Counts {
    /// All fixes that say something.
    pub fn admissible(&self) -> u64 {
        self.r#in.saturating_add(self.out).saturating_add(self.neutral)
    }

    /// All fixes.
    pub fn fixes(&self) -> u64 {
        self.admissible().saturating_add(self.inadmissible)
    }

    fn count_fix(&mut self, verdict: Verdict) {
        let count = match verdict {
            Verdict::In => &mut self.r#in,
            Verdict::Out => &mut self.out,
            Verdict::Neutral => &mut self.neutral,
            Verdict::Inadmissible(_) => &mut self.inadmissible,
        };
        *count = count.saturating_add(1);
    }

    fn count_interval(&mut self, interval: Interval) {
        let count = match interval.state {
            Shown::Home => &mut self.home,
            Shown::Suspect => &mut self.suspect,
            Shown::Unverified => &mut self.unverified,
            Shown::Away => &mut self.away,
            Shown::NoNews => &mut self.no_news,
            Shown::Paused => return,
        };
        *count = count.saturating_add(1);
    }
}

/// What one more fix led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number, from 1.
    pub number: FixNumber,
    /// What the rule says of it.
    pub judgement: Judgement,
    /// Where the patient stands after it.
    pub state: Shown,
    /// Intervals that are over now.
    closed: [Option<Interval>; 2],
}

impl Step {
    /// Intervals that nothing can change any more, in their order.
    pub fn closed(&self) -> impl Iterator<Item = Interval> {
        self.closed.into_iter().flatten()
    }
}

/// A trace on its way through the rule.
#[derive(Debug, Clone)]
pub struct Replay<P: Point> {
    presence: Presence<P>,
    taken: u64,
    intervals: Intervals,
    counts: Counts,
}

impl<P: Point> Replay<P> {
    /// With one place, or several.
    pub fn new(places: Places<P>) -> Self {
        let counts = Counts::default();
        Self { presence: Presence::new(places), taken: 0, intervals: Intervals::default(), counts }
    }

    /// With one place in the middle.
    pub fn around(home: P, radius: Millimetres) -> Self
    where
        P: Coordinates,
    {
        Self::new(Places::new(home.place(radius), Vec::new()))
    }

    /// Judges the next fix.
    pub fn take(&mut self, fix: &Fix<P>) -> Step {
        self.taken = self.taken.saturating_add(1);
        let number = FixNumber(self.taken);
        let silent_after = self.presence.no_news_after().filter(|at| fix.delivered > *at);
        let judgement = self.presence.take(number, fix);
        let state = Shown::from(self.presence.standing());
        let silence = silent_after.and_then(|at| self.intervals.change(at, Shown::NoNews));
        self.intervals.go_on_to(fix.delivered);
        let change = self.intervals.change(fix.delivered, state);
        let closed = [silence, change];
        self.counts.count_fix(judgement.verdict);
        closed.iter().flatten().for_each(|interval| self.counts.count_interval(*interval));
        Step { number, judgement, state, closed }
    }

    /// The rule as it stands now.
    pub fn presence(&self) -> &Presence<P> {
        &self.presence
    }

    /// The last intervals, and what was counted.
    pub fn finish(mut self) -> (Vec<Interval>, Counts) {
        let last = self.intervals.finish();
        last.iter().for_each(|interval| self.counts.count_interval(*interval));
        (last, self.counts)
    }
}

/// Stretches of one state. Where time runs back, it stands still here.
#[derive(Debug, Clone, Default)]
struct Intervals {
    /// The last moment that there was.
    now: Option<Elapsed>,
    open: Option<(Shown, Elapsed)>,
    /// The one before, until the open one has a length: it may have to be opened again.
    before: Option<Interval>,
}

impl Intervals {
    fn go_on_to(&mut self, at: Elapsed) {
        self.now = self.now.max(Some(at));
    }

    /// An interval that is over for good, if there is one now.
    fn change(&mut self, at: Elapsed, to: Shown) -> Option<Interval> {
        let at = self.now.map_or(at, |now| now.max(at));
        let Some((state, from)) = self.open else {
            self.open = Some((to, at));
            return None;
        };
        if state == to {
            return None;
        }
        if from < at {
            self.open = Some((to, at));
            return self.before.replace(Interval { state, from, to: at });
        }
        // It had no length. What was before it goes on if that is the same.
        let again = self.before.take_if(|before| before.state == to);
        self.open = Some((to, again.map_or(at, |before| before.from)));
        None
    }

    fn finish(&mut self) -> Vec<Interval> {
        let last = self.open.zip(self.now).map(|((state, from), to)| Interval { state, from, to });
        self.before.take().into_iter().chain(last).collect()
    }
}

#[cfg(test)]
mod tests;
