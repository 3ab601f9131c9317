//! A person leaves: on foot, by car, to the next block, or without the phone.

use doorstep::quarantine::presence::{
    Accuracy, Fix, Millimetres, PlanePoint, Point, Source, State,
};
use doorstep_recordings::simulator::{
    Chance, HomeNetwork, Outing, Person, Phone, Sampling, Told, Traits,
};

use doorstep_suite::recordings::{home, presence};

const PHONES: u64 = 200;
const HOUR: i64 = 3_600_000;
/// When they leave, and how long they stay where they go.
const LEAVING: i64 = 14 * HOUR;
const STAY: i64 = 2 * HOUR;

/// A phone that lost its way never, so that what is seen is the departure.
fn traits(chance: &mut Chance) -> Traits {
    Traits { wrongness: 0.0, ..Traits::any(chance) }
}

/// What became of a departure, as moments.
#[derive(Debug, Default)]
struct Seen {
    first_accurate_far: Option<i64>,
    was_in_doubt_then: bool,
    /// An old fix of home came after the person had left, and took the steps until then with it: a phone
    /// that lies still afterwards is taken to lie still at home.
    was_home_told_late: bool,
    away: Option<i64>,
    /// Any state but `home` and `no-news`, at whatever moment.
    was_ever_in_doubt: bool,
    back_home: bool,
}

/// Whether it lies so far outside that its own circle does not explain it, and can be evidence.
fn is_accurate_and_far(fix: &Fix<PlanePoint>) -> bool {
    let circle = fix.accuracy.map_or(Millimetres(u64::MAX), Accuracy::radius);
    let limit = if fix.source == Source::Gnss { 50 } else { 150 };
    let distance = home().at.distance(fix.at, ()).0;
    circle <= Millimetres::of_metres(limit)
        && 2 * distance > 2 * home().radius.0 + 5 * circle.0.max(15_000)
}

fn leave(seed: u64, outing: Outing, change: impl FnOnce(&mut Traits)) -> Seen {
    let mut chance = Chance::of(seed);
    let mut traits = traits(&mut chance);
    change(&mut traits);
    let person = Person::going_out(&mut chance, 1, outing, LEAVING, STAY);
    let out = person.away();
    let mut phone = Phone::new(chance, person, traits, Sampling::Planned, 1);
    let mut seen = Seen::default();
    let mut last_admissible = None;
    phone.run(&mut presence(), |told, presence| {
        let Told::Fix { fix, moment, .. } = told else { return };
        let standing = presence.standing();
        let is_in_doubt =
            standing.is_suspect() || matches!(standing.state(), State::Unverified | State::Away);
        seen.was_ever_in_doubt |= is_in_doubt;
        let is_new = Some((fix.at, fix.accuracy)) != last_admissible
            && fix.delivered.since(fix.measured).0 <= 120_000
            && !fix.is_mock;
        last_admissible = Some((fix.at, fix.accuracy));
        let is_out = out.is_some_and(|(from, until)| (from..until).contains(moment));
        let is_told_at_home = home().at.distance(fix.at, ()) <= home().radius;
        seen.was_home_told_late |=
            is_out && is_told_at_home && fix.measured < fix.delivered && seen.away.is_none();
        if is_out && is_new && is_accurate_and_far(fix) && seen.first_accurate_far.is_none() {
            seen.first_accurate_far = Some(*moment);
            seen.was_in_doubt_then = is_in_doubt;
        }
        if standing.state() == State::Away {
            seen.away.get_or_insert(*moment);
            assert!(is_out || out.is_some_and(|(_, until)| *moment < until + HOUR), "{seen:?}");
        }
        let is_back = out.is_some_and(|(_, until)| *moment > until + HOUR);
        seen.back_home |= is_back && standing.state() == State::Home;
    });
    seen
}

#[test]
fn every_departure_is_suspected_at_its_first_accurate_far_fix() {
    for outing in [Outing::OnFoot, Outing::ByCar, Outing::NextBlock] {
        let all: Vec<Seen> = (0..PHONES).map(|seed| leave(seed, outing, |_| {})).collect();
        let told: Vec<&Seen> = all.iter().filter(|one| one.first_accurate_far.is_some()).collect();
        let is_missed = |one: &&&Seen| !one.was_in_doubt_then && !one.was_home_told_late;
        let missed: Vec<_> = told.iter().filter(is_missed).collect();
        let away = all.iter().filter(|one| one.away.is_some()).count();
        println!("{outing:?}: {} told, {} missed, {away} away", told.len(), missed.len());
        assert!(missed.is_empty(), "{missed:#?}");
        let late = told.iter().filter(|one| !one.was_in_doubt_then).count();
        assert!(100 * late <= told.len(), "{outing:?}: {late} told late");
        assert!(told.len() as u64 > PHONES * 9 / 10, "{outing:?}: {}", told.len());
        let home = all.iter().filter(|one| one.back_home).count();
        assert!(home as u64 > PHONES * 9 / 10, "{outing:?}: {home}");
    }
}

#[test]
fn a_phone_that_sees_satellites_is_away_by_the_last_look_after_a_suspicion() {
    for outing in [Outing::OnFoot, Outing::ByCar, Outing::NextBlock] {
        let run = |seed| leave(seed, outing, |traits| traits.gnss_indoors = 1.0);
        let mut told = 0;
        let mut soon = 0;
        for seen in (0..PHONES).map(run) {
            let Some(first) = seen.first_accurate_far else { continue };
            told += 1;
            soon += usize::from(seen.away.is_some_and(|away| away - first <= 6 * 60_000));
        }
        // Of the rest some came home in these minutes, and some phones were off.
        println!("{outing:?}: {soon} of {told}");
        assert!(20 * soon >= 19 * told, "{outing:?}: {soon} of {told}");
    }
}

#[test]
fn a_phone_that_sees_and_counts_nothing_asks_and_does_not_accuse() {
    for outing in [Outing::OnFoot, Outing::NextBlock] {
        for seed in 0..PHONES {
            let seen = leave(seed, outing, |traits| {
                *traits = Traits {
                    home_network: HomeNetwork::Unknown,
                    counts_steps: false,
                    tells_activity: false,
                    gnss_indoors: 0.0,
                    wrongness: 0.0,
                };
            });
            let was_told = seen.first_accurate_far.is_some();
            assert!(seen.was_ever_in_doubt || !was_told, "{outing:?} {seed}: {seen:?}");
        }
    }
}

#[test]
fn nobody_claims_to_see_that_a_phone_was_left_at_home() {
    for seed in 0..PHONES {
        let seen = leave(seed, Outing::PhoneLeftAtHome, |_| {});
        assert!(!seen.was_ever_in_doubt, "{seed}: {seen:?}");
        assert_eq!(seen.away, None);
    }
}
