//! What other constants would have done, by the model of the rule that has them as parameters.

use std::cmp::Reverse;

use doorstep::quarantine::presence::{Elapsed, FixNumber, State};
use doorstep_recordings::simulator::{HomeNetwork, Told};
use doorstep_suite::recordings::{Recorded, false_far, home, patient, presence};

use crate::model::{Constants, Model};
use crate::{delays, episodes};

/// Patients of whom the days at home are simulated for each choice, without a Wi-Fi that they know.
const PATIENTS: u64 = 100;
const DAYS: u32 = 10;

/// What is tried of each. Every combination is.
const RADII: [u64; 3] = [75, 100, 150];
const HALF_CIRCLES: [u64; 3] = [2, 5, 8];
const WORST: [u64; 3] = [100, 150, 300];
const REMEMBERED: [i64; 3] = [30, 60, 120];
const AWAY: [u32; 3] = [20, 30, 40];

fn all_combinations() -> Vec<Constants> {
    let mut all = Vec::new();
    for radius in RADII {
        for half_circles in HALF_CIRCLES {
            for worst in WORST {
                for remembered in REMEMBERED {
                    let of = |away| Constants { radius, half_circles, worst, remembered, away };
                    all.extend(AWAY.map(of));
                }
            }
        }
    }
    all
}

/// What constants do on some phones.
#[derive(Debug, Clone, Copy, Default)]
struct Outcome {
    /// In recorded nights.
    false_nights: usize,
    /// In simulated days.
    false_days: usize,
    found: usize,
    departures: usize,
    /// Median to `away`, of the phone or, of several, the largest; minutes.
    minutes: f64,
}

/// Says what came of each fix.
fn replay(trace: &Recorded, constants: Constants) -> Vec<(Elapsed, bool)> {
    let mut model = Model::new(constants, home().at);
    let said = trace.fixes.iter().map(|fix| {
        model.take(fix);
        (fix.measured, model.standing().0 == State::Away)
    });
    said.collect()
}

fn on_phones<'r>(
    phones: impl IntoIterator<Item = &'r Recorded>,
    days: &[Vec<Told>],
    constants: Constants,
) -> Outcome {
    let mut outcome = Outcome::default();
    for phone in phones {
        let said = replay(phone, constants);
        let nights = phone.labels.nights.iter();
        outcome.false_nights +=
            nights.map(|night| episodes(&said, night.from, night.to)).sum::<usize>();
        let delays = delays(phone, &said);
        outcome.found += delays.len();
        outcome.departures += phone.labels.departures.len();
        let median = delays.get(delays.len() / 2).copied().unwrap_or_default();
        outcome.minutes = outcome.minutes.max(median / 60_000.0);
    }
    outcome.false_days = days.iter().map(|told| false_away(told, constants)).sum();
    outcome
}

fn false_away(told: &[Told], constants: Constants) -> usize {
    let mut model = Model::new(constants, home().at);
    let mut was = false;
    let mut count = 0;
    for told in told {
        match told {
            Told::Boot => model.boot(),
            Told::Fix { fix, .. } => model.take(fix),
        }
        let is = model.standing().0 == State::Away;
        count += usize::from(is && !was);
        was = is;
    }
    count
}

/// Days at home with the false episodes of these phones. When a phone looks for satellites, the rule
/// as it is has decided.
fn days_at_home<'r>(phones: impl IntoIterator<Item = &'r Recorded>) -> Vec<Vec<Told>> {
    let episodes = false_far(phones);
    let lived = (0..PATIENTS).map(|seed| {
        let (mut phone, _) = patient(seed, DAYS, &episodes, |traits| {
            traits.home_network = HomeNetwork::Unknown;
        });
        let mut told = Vec::new();
        phone.run(&mut presence(), |one, _| told.push(*one));
        told
    });
    lived.collect()
}

pub fn other_constants(traces: &[Recorded]) {
    let days = days_at_home(traces);
    let compared = agree_with_the_core(traces, &days);
    println!(
        "\nOther constants, by a model that says at ours what the core says ({compared} fixes \
         compared).\nFalse: in recorded nights + in {} simulated days without a known Wi-Fi. \
         Found: departures, slowest median",
        PATIENTS * u64::from(DAYS)
    );
    one_at_a_time(traces, &days);
    leave_one_out(traces);
}

/// # Panics
/// If the model is not the rule.
fn agree_with_the_core(traces: &[Recorded], days: &[Vec<Told>]) -> usize {
    let mut compared = 0;
    let fixes = |trace: &Recorded| -> Vec<Told> {
        let told = |fix| Told::Fix { fix, wall: 0, moment: 0 };
        trace.fixes.iter().copied().map(told).collect()
    };
    let recorded: Vec<Vec<Told>> = traces.iter().map(fixes).collect();
    for told in recorded.iter().chain(days) {
        let mut core = presence();
        let mut model = Model::new(Constants::OURS, home().at);
        for (number, told) in (1..).zip(told) {
            match told {
                Told::Boot => {
                    core.boot();
                    model.boot();
                }
                Told::Fix { fix, .. } => {
                    core.take(FixNumber(number), fix);
                    model.take(fix);
                }
            }
            let standing = core.standing();
            let ours = (standing.state(), standing.is_suspect(), core.score().0);
            assert_eq!(model.standing(), ours, "the model must be the rule, {told:?}");
            compared += 1;
        }
    }
    compared
}

fn one_at_a_time(traces: &[Recorded], days: &[Vec<Told>]) {
    let ours = Constants::OURS;
    let row = |name: String, constants: Constants| {
        println!("{name:34}{}", shown(&on_phones(traces, days, constants)));
    };
    println!("{:34}{:>16}{:>16}{:>16}", "", "false", "found", "minutes");
    row("ours".to_owned(), ours);
    for radius in RADII.into_iter().filter(|one| *one != ours.radius) {
        row(format!("radius {radius} m"), Constants { radius, ..ours });
    }
    for half_circles in HALF_CIRCLES.into_iter().filter(|one| *one != ours.half_circles) {
        let name = format!("beyond {} circles", half_circles as f64 / 2.0);
        row(name, Constants { half_circles, ..ours });
    }
    for worst in WORST.into_iter().filter(|one| *one != ours.worst) {
        row(format!("largest circle {worst} m"), Constants { worst, ..ours });
    }
    for remembered in REMEMBERED.into_iter().filter(|one| *one != ours.remembered) {
        row(format!("remembered for {remembered} min"), Constants { remembered, ..ours });
    }
    for away in AWAY.into_iter().filter(|one| *one != ours.away) {
        row(format!("away from {away} decibans"), Constants { away, ..ours });
    }
}

fn shown(outcome: &Outcome) -> String {
    let wrong = format!("{} + {}", outcome.false_nights, outcome.false_days);
    let found = format!("{}/{}", outcome.found, outcome.departures);
    format!("{wrong:>16}{found:>16}{:>16.1}", outcome.minutes)
}

/// Chooses for each phone by the others alone: no false `away` in their nights and in days with their
/// false episodes if there is such a choice, then the most departures, then the least delay, then the
/// most caution.
fn leave_one_out(traces: &[Recorded]) {
    println!(
        "\nEach phone with constants that were chosen on the others alone: no false away first, \
         then most found,\nthen soonest, then the most caution\n{:34}{:>16}{:>16}{:>16}",
        "", "false", "found", "minutes"
    );
    for phone in traces {
        let others = || traces.iter().filter(|other| other.name != phone.name);
        let (their_days, its_days) = (days_at_home(others()), days_at_home([phone]));
        let chosen = all_combinations()
            .into_iter()
            .min_by_key(|constants| rank(&on_phones(others(), &their_days, *constants), constants));
        let Some(chosen) = chosen else { continue };
        let line = |name: String, constants| {
            println!("{name:34}{}", shown(&on_phones([phone], &its_days, constants)));
        };
        line(format!("{}: {}", phone.name, named(chosen)), chosen);
        line(format!("{}: ours", phone.name), Constants::OURS);
    }
}

/// The less, the better.
fn rank(outcome: &Outcome, constants: &Constants) -> impl Ord + use<> {
    (
        outcome.false_nights + outcome.false_days,
        outcome.departures - outcome.found,
        (outcome.minutes * 60.0) as u64,
        Reverse((constants.away, constants.half_circles, constants.radius)),
        (constants.worst, constants.remembered),
    )
}

fn named(constants: Constants) -> String {
    let Constants { radius, half_circles, worst, remembered, away } = constants;
    let circles = half_circles as f64 / 2.0;
    format!("{radius} m {circles} x {worst} m {remembered} min {away}")
}
