//! A trace whose rows were all looked at, with the place that it is judged by.

use std::fs::File;
use std::io::BufReader;

use doorstep::quarantine::presence::{Accuracy, Elapsed, Millimetres};
use doorstep_recordings::{Coordinates, Counts, Interval, Recording, Replay, Row, Step};

use super::Trouble;
use crate::command_line::ReplayOptions;

/// What can be replayed, as often as is wanted.
pub struct Course<P> {
    recording: Recording<BufReader<File>, P>,
    home: Option<P>,
    pub radius_m: u32,
    /// Whole metres, where no row claims an accuracy.
    pub assumed_accuracy_m: Option<u32>,
}

impl<P: Coordinates> Course<P> {
    pub fn survey(
        mut recording: Recording<BufReader<File>, P>,
        origin: Option<P>,
        options: &ReplayOptions,
    ) -> Result<Self, Trouble> {
        let survey = recording.survey()?;
        Ok(Self {
            recording,
            home: origin.or_else(|| P::home(survey.first)).filter(|_| survey.rows > 0),
            radius_m: options.radius,
            assumed_accuracy_m: (!survey.has_accuracy).then_some(options.assume_accuracy),
        })
    }

    /// None of a trace without a row.
    pub fn home(&self) -> Option<P> {
        self.home
    }

    /// Replays all of it. The last intervals, and what was counted.
    pub fn each_fix(
        &mut self,
        mut told: impl FnMut(&Row<P>, &Step) -> Result<(), Trouble>,
    ) -> Result<(Vec<Interval>, Counts), Trouble> {
        let Some(home) = self.home else { return Ok(Default::default()) };
        let mut replay = Replay::around(home, Millimetres::of_metres(self.radius_m));
        let assumed = self.assumed_accuracy_m.map(Millimetres::of_metres);
        for row in self.recording.rows(assumed.and_then(Accuracy::of_android))? {
            let row = row?;
            told(&row, &replay.take(&row.fix))?;
        }
        Ok(replay.finish())
    }

    /// The same by its intervals.
    pub fn each_interval(
        &mut self,
        mut told: impl FnMut(Interval) -> Result<(), Trouble>,
    ) -> Result<Counts, Trouble> {
        let (last, counts) = self.each_fix(|_, step| step.closed().try_for_each(&mut told))?;
        last.into_iter().try_for_each(told)?;
        Ok(counts)
    }
}

/// A moment of the trace in whole seconds, downwards.
pub fn seconds(at: Elapsed) -> i64 {
    at.0.div_euclid(1_000)
}
