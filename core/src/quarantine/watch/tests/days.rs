//! Days at home, and days on which somebody leaves.

use super::{HOUR, Phone, gnss, places, wifi};
use crate::quarantine::journal::{Entry, Event, presence};
use crate::quarantine::presence::{HomeWifi, Position, Source, State};
use crate::quarantine::watch::{ArrivingFix, Watch};

#[test]
fn a_day_at_home_is_one_entry_an_hour_beside_its_fixes() {
    let mut phone = Phone::new();
    for _ in 0..96 {
        phone.fix(&wifi(5.0));
        phone.after(900);
    }
    let told = phone.told();
    assert_eq!(told.first(), Some(&("home", 0)), "at once");
    let hours: Vec<_> = told.iter().skip(1).copied().collect();
    assert_eq!(hours, vec![("home", HOUR); 23]);
    let kinds = phone.kinds();
    assert_eq!(kinds.len(), 1 + 96 + 24, "begin, fixes and stretches");
    assert_eq!(kinds.iter().filter(|kind| **kind == "fix").count(), 96);
}

#[test]
fn who_walks_away_is_told_away_once_and_home_at_once() {
    let mut phone = Phone::at_home();
    phone.walks(200);
    for (wait, north) in [(60, 300.0), (60, 600.0), (60, 900.0), (60, 1_200.0), (60, 1_500.0)] {
        phone.after(wait).fix(&gnss(north));
    }
    assert_eq!(phone.state(), "away");
    for _ in 0..5 {
        phone.after(60).fix(&gnss(1_500.0));
    }
    let judged = phone.after(60).fix(&wifi(0.0));
    assert_eq!(judged.judgement.verdict.name(), "in");
    let states: Vec<_> = phone.told().iter().map(|(state, _)| *state).collect();
    let expected = ["home", "home", "unverified", "unverified", "away", "away", "home"];
    assert_eq!(states, expected, "each begins with an entry and ends with one");
    // What was told was told at once.
    let at_once = phone.told().iter().filter(|(_, length)| *length == 0).count();
    assert_eq!(at_once, 4);
}

#[test]
fn one_wrong_place_is_never_away_however_long() {
    let mut phone = Phone::at_home();
    for _ in 0..200 {
        phone.after(60).fix(&wifi(335.0));
        assert!(["suspect", "home"].contains(&phone.state()), "{}", phone.state());
    }
    // Nobody can see from what is told that anything was suspected.
    assert!(phone.stretches().iter().all(|open| open.state.name() == "home"));
    assert!(phone.stretches().iter().all(|open| open.band.is_none() && open.why.is_none()));
}

#[test]
fn steps_of_a_wake_count_with_the_next_fix() {
    let mut phone = Phone::at_home();
    phone.walks(120);
    phone.walks(30);
    let judged = phone.after(60).fix(&gnss(400.0));
    let kinds: Vec<_> = judged.judgement.kinds.iter().map(|kind| kind.name()).collect();
    assert_eq!(kinds, ["gnss", "motion"]);
    assert_eq!((judged.judgement.weight.0, phone.state()), (20, "unverified"));
    assert_eq!(judged.band.map(|band| band.number()), Some(1));
}

#[test]
fn a_batch_is_one_result_in_whatever_order_it_comes() {
    let batch = |order: [usize; 3]| {
        let mut phone = Phone::at_home();
        phone.after(300);
        let fixes: Vec<ArrivingFix> = [90_000, 50_000, 10_000]
            .iter()
            .zip([200.0, 400.0, 0.0])
            .map(|(age, north)| ArrivingFix { age_ms: *age, ..wifi(north) })
            .collect();
        let mixed: Vec<ArrivingFix> = order.iter().map(|at| fixes[*at].clone()).collect();
        phone.fixes(&mixed).unwrap();
        phone.journal
    };
    assert!(batch([0, 1, 2]) == batch([2, 0, 1]) && batch([0, 1, 2]) == batch([1, 2, 0]));
}

#[test]
fn home_wifi_is_home_and_learned_places_are_written() {
    let mut phone = Phone::at_home();
    phone.answers();
    let on_wifi = ArrivingFix { home_wifi: HomeWifi::Connected, ..wifi(335.0) };
    let judged = phone.after(60).fix(&on_wifi);
    assert_eq!(judged.judgement.verdict.name(), "in");
    assert_eq!(phone.kinds().last(), Some(&"alias"));
    assert_eq!(phone.after(900).fix(&wifi(340.0)).judgement.verdict.name(), "in");
    assert!(phone.happens(|watch, _, now, pen| watch.remove_alias(0, now, pen)));
    assert!(!phone.happens(|watch, _, now, pen| watch.remove_alias(0, now, pen)));
    assert_eq!(phone.after(900).fix(&wifi(340.0)).judgement.verdict.name(), "out");
    // A day after the beginning nothing is learned any more.
    phone.after(24 * HOUR).fix(&wifi(0.0));
    phone.answers();
    phone.after(60).fix(&ArrivingFix { source: Source::Fused, ..on_wifi });
    assert_eq!(phone.watch.presence().places().aliases().len(), 0);
}

#[test]
fn whatever_does_not_follow_from_the_fixes_is_found() {
    let mut phone = Phone::at_home();
    phone.walks(200);
    for north in [300.0, 600.0, 900.0, 1_200.0, 1_500.0] {
        phone.after(60).fix(&gnss(north));
    }
    phone.after(60).fix(&wifi(0.0));
    let counting = places(&phone.in_force);
    let found =
        |journal: &[Entry]| Watch::first_contradiction(journal, |_, _| Some(counting.clone()));
    assert_eq!(found(&phone.journal), None);
    let mut stretches = 0;
    for (at, entry) in phone.journal.iter().enumerate() {
        let event = match entry.event().unwrap() {
            // Nearer than the phone was, or farther.
            Event::Fix { mut place } => {
                let farther = place.position.latitude() == 550_000_000;
                let latitude = if farther { 550_200_000 } else { 550_000_000 };
                place.position = Position::new(latitude, 370_000_000).unwrap();
                Event::Fix { place }
            }
            Event::Presence { open, place } => {
                stretches += 1;
                let state = match open.state {
                    State::Home => State::Away,
                    _ => State::Home,
                };
                Event::Presence { open: presence::Open { state, ..open }, place }
            }
            _ => continue,
        };
        let mut other = phone.journal.clone();
        other[at].parts = event.values();
        assert_eq!(found(&other), Some(entry.n), "{}", entry.kind.name());
    }
    assert!(stretches > 4, "{stretches}");
}
