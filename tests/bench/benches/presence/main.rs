//! The rule that accuses nobody, on recorded phones and on simulated patients at home, beside four other
//! rules on the same fixes; what a fix takes; and what other constants would have done.
//!
//! `DOORSTEP_LONG=true` lives ten times as many days.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod constants;
mod model;
mod rivals;

use doorstep::quarantine::presence::{Elapsed, Fix, FixNumber, PlanePoint, Presence, State};
use doorstep_bench::compare;
use doorstep_recordings::simulator::{HomeNetwork, Told, Traits};
use doorstep_suite::recordings::{
    Recorded, false_far, flipping_patient, patient, presence, recorded,
};
use rivals::{Named, RULES, Rule, is_beyond_the_circle};

const DAYS: u32 = 10;

fn main() {
    let traces = recorded().unwrap_or_default();
    if !traces.is_empty() {
        recorded_nights(&traces);
        recorded_departures(&traces);
    }
    simulated_days(&traces);
    flipping_phones();
    if !traces.is_empty() {
        time_of_a_fix(&traces);
        constants::other_constants(&traces);
    }
}

/// What a rule says after each fix of a trace.
fn said(trace: &Recorded, (_, rule): Named) -> Vec<(Elapsed, bool)> {
    let mut rule = rule();
    trace.fixes.iter().map(|fix| (fix.measured, rule.take(fix))).collect()
}

fn recorded_nights(traces: &[Recorded]) {
    println!("False breaches in recorded nights at home, R = 100 m (in 24 hours)");
    let hours = |trace: &Recorded| -> f64 {
        let nights = trace.labels.nights.iter();
        nights.map(|night| night.to.since(night.from).0 as f64 / 3_600_000.0).sum()
    };
    println!("{}", head(traces, "all"));
    for rule in RULES {
        let (mut all, mut all_hours) = (0, 0.0);
        let mut line = format!("{:34}", rule.0);
        for trace in traces {
            let said = said(trace, rule);
            let nights = trace.labels.nights.iter();
            let breaches: usize = nights.map(|night| episodes(&said, night.from, night.to)).sum();
            line += &format!("{:>16}", per_day(breaches, hours(trace)));
            (all, all_hours) = (all + breaches, all_hours + hours(trace));
        }
        println!("{line}{:>16}", per_day(all, all_hours));
    }
}

fn per_day(breaches: usize, hours: f64) -> String {
    format!("{breaches} ({:.2})", breaches as f64 * 24.0 / hours)
}

fn head(traces: &[Recorded], last: &str) -> String {
    let names: String = traces.iter().map(|trace| format!("{:>16}", trace.name)).collect();
    format!("{:34}{names}{last:>16}", "")
}

/// Stretches in which the rule says away.
fn episodes(said: &[(Elapsed, bool)], from: Elapsed, to: Elapsed) -> usize {
    let inside = said.iter().filter(|(at, _)| (from..=to).contains(at));
    let (count, _) =
        inside.fold((0, false), |(count, was), (_, is)| (count + usize::from(*is && !was), *is));
    count
}

fn recorded_departures(traces: &[Recorded]) {
    println!("\nRecorded departures that it finds, and median minutes from the first far fix");
    println!("{}", head(traces, "all"));
    for rule in RULES {
        let (mut all, mut of) = (0, 0);
        let mut line = format!("{:34}", rule.0);
        for trace in traces {
            let delays = delays(trace, &said(trace, rule));
            let minutes = delays.get(delays.len() / 2).copied().unwrap_or_default() / 60_000.0;
            let departures = trace.labels.departures.len();
            let cell = format!("{}/{departures} {minutes:.1}", delays.len());
            line += &format!("{cell:>16}");
            (all, of) = (all + delays.len(), of + departures);
        }
        let cell = format!("{all}/{of}");
        println!("{line}{cell:>16}");
    }
}

/// Milliseconds to the first time that it says away, of the departures that it finds, sorted.
fn delays(trace: &Recorded, said: &[(Elapsed, bool)]) -> Vec<f64> {
    let found = trace.labels.departures.iter().filter_map(|departure| {
        let out = departure.first_far..departure.next_at_home;
        let (at, _) = said.iter().find(|(at, is_away)| out.contains(at) && *is_away)?;
        Some(at.since(departure.first_far).0 as f64)
    });
    let mut delays: Vec<f64> = found.collect();
    delays.sort_by(f64::total_cmp);
    delays
}

fn simulated_days(traces: &[Recorded]) {
    let is_long = std::env::var("DOORSTEP_LONG").is_ok_and(|value| value == "true");
    let phones = if is_long { 10_000 } else { 1_000 };
    let episodes = false_far(traces);
    let mut rules: Vec<(Box<dyn Rule>, bool, u64)> =
        RULES.map(|(_, rule)| (rule(), false, 0)).into();
    let mut fixes = 0_u64;
    for seed in 0..phones {
        for ((_, rule), (state, was, _)) in RULES.iter().zip(&mut rules) {
            (*state, *was) = (rule(), false);
        }
        let (mut phone, _) = patient(seed, DAYS, &episodes, |_| {});
        phone.run(&mut presence(), |told, _| {
            for (rule, was, breaches) in &mut rules {
                match told {
                    Told::Boot => rule.boot(),
                    Told::Fix { fix, .. } => {
                        let is = rule.take(fix);
                        *breaches += u64::from(is && !*was);
                        *was = is;
                    }
                }
            }
            fixes += u64::from(matches!(told, Told::Fix { .. }));
        });
    }
    let days = phones * u64::from(DAYS);
    println!(
        "\n{days} simulated days of {phones} patients at home, {fixes} fixes, {} recorded episodes \
         replayed\n{:34}{:>16}{:>16}",
        episodes.len(),
        "",
        "false breaches",
        "in 24 hours"
    );
    for ((name, _), (_, _, breaches)) in RULES.iter().zip(&rules) {
        println!("{name:34}{breaches:>16}{:>16.4}", *breaches as f64 / days as f64);
    }
}

/// What is special of some phones.
type Change = fn(&mut Traits);

/// Where the rule comes to its end: two wrong places and no fix at home between them.
fn flipping_phones() {
    const PHONES: u64 = 200;
    println!(
        "\nPhones that flip between two or three wrong places once a day and name home in none of \
         these hours,\nwhich nobody recorded: false away in {} days",
        PHONES * u64::from(DAYS)
    );
    let kinds: [(&str, Change); 4] = [
        ("of all kinds", |_| {}),
        ("knows the home's Wi-Fi", |traits| traits.home_network = HomeNetwork::Known),
        ("sees satellites under a roof", |traits| {
            (traits.home_network, traits.gnss_indoors) = (HomeNetwork::Unknown, 1.0);
        }),
        ("neither, feels each walk indoors", |traits| {
            (traits.home_network, traits.gnss_indoors) = (HomeNetwork::Unknown, 0.0);
            (traits.counts_steps, traits.tells_activity) = (true, true);
        }),
    ];
    for (name, change) in kinds {
        let mut away = 0;
        for seed in 0..PHONES {
            let mut was = false;
            flipping_patient(seed, DAYS, change).run(&mut presence(), |_, presence| {
                let is = presence.standing().state() == State::Away;
                away += usize::from(is && !was);
                was = is;
            });
        }
        println!("{name:34}{away:>16}");
    }
}

fn time_of_a_fix(traces: &[Recorded]) {
    let fixes: Vec<Fix<PlanePoint>> =
        traces.iter().flat_map(|trace| &trace.fixes).copied().collect();
    let compared = compare(
        20,
        1,
        || traces.iter().map(judge_all).sum::<usize>(),
        || fixes.iter().filter(|fix| is_beyond_the_circle(fix)).count(),
    );
    let nanoseconds = |time: std::time::Duration| time.as_secs_f64() * 1e9 / fixes.len() as f64;
    println!(
        "\nA fix takes {:.0} ns, {:.1} x one distance and one comparison ({:.1} ns)",
        nanoseconds(compared.measured),
        compared.ratio(),
        nanoseconds(compared.control)
    );
}

fn judge_all(trace: &Recorded) -> usize {
    let mut presence: Presence<PlanePoint> = presence();
    let numbered = (1..).zip(&trace.fixes);
    let away = numbered.filter(|(number, fix)| {
        presence.take(FixNumber(*number), fix);
        presence.standing().state() == State::Away
    });
    away.count()
}
