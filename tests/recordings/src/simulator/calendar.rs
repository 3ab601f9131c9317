//! When what goes wrong: gaps, reboots, set clocks and more, so many times a day on average. How often
//! is assumed; that it happens was recorded or reported of phones.

use super::chance::Chance;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

const GAPS_A_DAY: f64 = 0.2;
const GAP_MINUTES: &[f64] = &[30.0, 60.0, 120.0, 240.0, 540.0];
const BOOTS_A_DAY: f64 = 0.1;
const SET_CLOCKS_A_DAY: f64 = 0.1;
/// Simulated places, which the system calls so.
const MOCKS_A_DAY: f64 = 0.1;
const ROUTERS_OFF_A_DAY: f64 = 0.2;
const ROUTER_OFF_MINUTES: &[f64] = &[2.0, 10.0, 45.0, 180.0];
/// How far a clock is set: hours, a day, and the 1,024 weeks after which satellites count anew.
const SET_BY: [i64; 6] = [HOUR, -HOUR, 24 * HOUR, -24 * HOUR, -1_024 * 7 * 24 * HOUR, 0];

/// What goes wrong with one phone, in order.
#[derive(Debug, Clone)]
pub struct Calendar {
    gaps: Vec<(i64, i64)>,
    routers_off: Vec<(i64, i64)>,
    boots: Vec<i64>,
    set_clocks: Vec<i64>,
    mocks: Vec<i64>,
}

impl Calendar {
    pub fn new(chance: &mut Chance, days: u32) -> Self {
        let mut spans = |a_day, minutes: &[f64]| -> Vec<(i64, i64)> {
            let moments = chance.moments(a_day, days);
            let span = |from| (from, from + (chance.like(minutes) * MINUTE as f64) as i64);
            moments.into_iter().map(span).collect()
        };
        let gaps = spans(GAPS_A_DAY, GAP_MINUTES);
        let routers_off = spans(ROUTERS_OFF_A_DAY, ROUTER_OFF_MINUTES);
        let mut moments = |a_day| chance.moments(a_day, days);
        let (boots, mocks) = (moments(BOOTS_A_DAY), moments(MOCKS_A_DAY));
        Self { gaps, routers_off, boots, set_clocks: moments(SET_CLOCKS_A_DAY), mocks }
    }

    /// The phone is off, or its system lets the app do nothing.
    pub fn is_gap(&self, moment: i64) -> bool {
        is_within(&self.gaps, moment)
    }

    pub fn is_router_off(&self, moment: i64) -> bool {
        is_within(&self.routers_off, moment)
    }

    /// A reboot that is due by now.
    pub fn boot(&mut self, now: i64) -> Option<i64> {
        due(&mut self.boots, now)
    }

    pub fn is_mock(&mut self, now: i64) -> bool {
        due(&mut self.mocks, now).is_some()
    }

    /// By how much the wall clock is wrong from now on, if somebody has set it.
    pub fn set_clock(&mut self, chance: &mut Chance, now: i64) -> Option<i64> {
        due(&mut self.set_clocks, now).and_then(|_| chance.one_of(&SET_BY))
    }
}

fn is_within(spans: &[(i64, i64)], moment: i64) -> bool {
    spans.iter().any(|(from, until)| (*from..*until).contains(&moment))
}

fn due(moments: &mut Vec<i64>, now: i64) -> Option<i64> {
    let is_due = moments.first().is_some_and(|moment| *moment <= now);
    is_due.then(|| moments.remove(0))
}
