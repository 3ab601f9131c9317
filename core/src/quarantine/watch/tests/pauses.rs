//! Before duties, in pauses, and after the end.

use super::{HOUR, Phone, Stage, Why, gnss, life, place, wifi};
use crate::quarantine::watch::NoDuty;

#[test]
fn nothing_is_kept_before_duties_begin_and_after_they_end() {
    let mut phone = Phone::new();
    phone.life = life(Stage::Announced, Some(Why::Grace));
    assert_eq!(phone.fixes(&[wifi(0.0)]), Err(NoDuty));
    phone.walks(100);
    assert!(phone.journal.is_empty());
    assert_eq!(phone.state(), "off");
    phone.life = life(Stage::Running, None);
    phone.after(60).tick();
    assert_eq!(phone.kinds(), ["begin"]);
    phone.after(60).fix(&wifi(0.0));
    phone.life = life(Stage::Ended, None);
    phone.after(60);
    assert_eq!(phone.fixes(&[wifi(0.0)]), Err(NoDuty));
    assert_eq!(phone.kinds(), ["begin", "fix", "presence", "presence", "presence", "end"]);
    assert_eq!(phone.told(), [("no-news", 60), ("home", 0), ("home", 60)]);
    let before = phone.journal.len();
    phone.after(HOUR).tick();
    phone.walks(100);
    assert_eq!(phone.journal.len(), before);
    assert_eq!(phone.state(), "off");
}

#[test]
fn a_pause_keeps_no_fix_and_tells_its_reason() {
    let mut phone = Phone::at_home();
    phone.life = life(Stage::Paused, Some(Why::Hospital));
    let judged = phone.fix(&gnss(5_000.0));
    assert_eq!((judged.judgement.verdict.name(), judged.number), ("inadmissible", None));
    assert_eq!(judged.judgement.weight.0 + judged.judgement.score.0, 0);
    let fixes = phone.kinds().iter().filter(|kind| **kind == "fix").count();
    phone.walks(5_000);
    for _ in 0..8 {
        phone.after(900).tick();
    }
    assert_eq!(phone.kinds().iter().filter(|kind| **kind == "fix").count(), fixes);
    phone.life = life(Stage::Running, None);
    phone.after(60).tick();
    assert_eq!(phone.state(), "no-news");
    let told: Vec<_> =
        phone.stretches().iter().map(|open| (open.state.name(), open.why.clone())).collect();
    let paused = told.iter().filter(|(state, _)| *state == "paused");
    assert!(paused.clone().count() == 4, "at once, each hour, and its end");
    assert!(paused.clone().all(|(_, why)| why.as_ref().unwrap().as_str() == "hospital"));
    // What was walked in the pause is nobody's business.
    let away = crate::quarantine::watch::ArrivingFix { steps: Some(9_000), ..gnss(5_000.0) };
    let judged = phone.after(60).fix(&away);
    assert_eq!(judged.judgement.weight.0, 15, "satellites alone");
}

#[test]
fn whoever_wishes_keeps_fixes_of_a_pause_and_they_weigh_nothing() {
    let mut phone = Phone::at_home();
    phone.keeps_fixes_in_pauses = true;
    phone.life = life(Stage::Paused, Some(Why::Permission));
    let judged = phone.fix(&gnss(5_000.0));
    assert!(judged.number.is_some());
    assert_eq!(phone.kinds().last(), Some(&"fix"));
    assert_eq!(phone.state(), "paused");
}

#[test]
fn an_order_that_waits_again_is_paused() {
    let mut phone = Phone::at_home();
    phone.life = life(Stage::Announced, None);
    phone.tick();
    let last = phone.stretches().pop().unwrap();
    assert_eq!((last.state.name(), last.why.unwrap().as_str()), ("paused", "announced"));
}

#[test]
fn other_places_begin_anew() {
    let mut phone = Phone::at_home();
    phone.walks(200);
    phone.after(60).fix(&gnss(300.0));
    assert_eq!(phone.state(), "unverified");
    phone.in_force.places.push(place("mother", 300.0));
    phone.after(60).tick();
    let last = phone.stretches().pop().unwrap();
    assert_eq!((last.state.name(), last.why.unwrap().as_str()), ("no-news", "places"));
    assert_eq!(phone.after(60).fix(&gnss(300.0)).judgement.verdict.name(), "in");
    assert_eq!(phone.told().last(), Some(&("home", 0)));
    // Moved while nobody looks, and while the phone is off.
    phone.life = life(Stage::Paused, Some(Why::Moved));
    phone.after(60).tick();
    phone.in_force.places = vec![place("hotel", 9_000.0)];
    phone.boots(HOUR);
    phone.tick();
    assert_eq!(phone.state(), "paused");
    phone.life = life(Stage::Running, None);
    assert_eq!(phone.after(60).fix(&wifi(9_000.0)).judgement.verdict.name(), "in");
}

#[test]
fn a_place_counts_while_it_counts() {
    let mut phone = Phone::at_home();
    let mut later = place("mother", 2_000.0);
    later.from = Some(phone.now_s + HOUR);
    phone.in_force.places.push(later);
    phone.tick();
    assert_eq!(phone.state(), "home");
    assert_eq!(phone.after(HOUR).fix(&wifi(2_000.0)).judgement.verdict.name(), "in");
}

#[test]
fn a_shared_phone_says_so_and_nobody_is_away() {
    let mut phone = Phone::at_home();
    phone.walks(200);
    for north in [300.0, 600.0, 900.0, 1_200.0, 1_500.0] {
        phone.after(60).fix(&gnss(north));
    }
    assert_eq!(phone.state(), "away");
    phone.is_shared = true;
    phone.after(10).tick();
    let last = phone.stretches().pop().unwrap();
    assert_eq!((last.state.name(), last.why.unwrap().as_str()), ("unverified", "shared"));
    phone.after(60).fix(&gnss(1_800.0));
    assert_eq!(phone.state(), "unverified");
    phone.is_shared = false;
    phone.after(60).fix(&gnss(2_100.0));
    assert_eq!(phone.state(), "away");
}
