//! Measuring two things side by side: rounds of one and of the other in turn, so that whatever
//! else the machine does falls on both, and the ratio of their medians.

pub mod patient;

use std::hint::black_box;
use std::time::{Duration, Instant};

/// What a comparison gave.
#[derive(Debug, Clone, Copy)]
pub struct Compared {
    /// Median time of one call of what is measured.
    pub measured: Duration,
    /// Median time of one call of its control.
    pub control: Duration,
}

impl Compared {
    /// How many times as long as its control.
    pub fn ratio(&self) -> f64 {
        self.measured.as_secs_f64() / self.control.as_secs_f64()
    }

    /// One line: name, ratio, goal, and both times.
    pub fn line(&self, name: &str, goal: f64) -> String {
        format!(
            "{name}: {:.2} x its control (goal <= {goal:.2}; {:.1} us beside {:.1} us)",
            self.ratio(),
            self.measured.as_secs_f64() * 1e6,
            self.control.as_secs_f64() * 1e6,
        )
    }
}

/// Runs both in turn, `rounds` times `calls` calls each, after one round that is thrown away.
pub fn compare<M, C>(
    rounds: usize,
    calls: u32,
    mut measured: impl FnMut() -> M,
    mut control: impl FnMut() -> C,
) -> Compared {
    let mut times: [Vec<Duration>; 2] = [Vec::new(), Vec::new()];
    for round in 0..=rounds {
        let pair = [time(calls, &mut measured), time(calls, &mut control)];
        if round > 0 {
            for (all, one) in times.iter_mut().zip(pair) {
                all.push(one);
            }
        }
    }
    let [measured, control] = times.map(median);
    Compared { measured, control }
}

fn time<T>(calls: u32, run: &mut impl FnMut() -> T) -> Duration {
    #[expect(
        clippy::disallowed_methods,
        reason = "a benchmark is the one thing that reads a clock"
    )]
    let now = Instant::now;
    let start = now();
    for _ in 0..calls {
        black_box(run());
    }
    start.elapsed() / calls.max(1)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
