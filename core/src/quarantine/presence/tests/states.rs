//! States, and the fixes that made them.

use super::{Phone, moves, on, steps};
use crate::events::Activity;
use crate::quarantine::presence::{Accuracy, Band, Fix, HomeWifi, Millimetres, Source};

#[test]
fn nothing_is_known_before_the_first_fix() {
    let mut phone = Phone::new();
    assert_eq!((phone.state(), phone.made_by()), ("no-news", vec![]));
    phone.wifi(120, 0);
    assert_eq!(phone.state(), "no-news", "near home is not at home");
    phone.after(60).wifi(0, 0);
    assert_eq!((phone.state(), phone.made_by()), ("home", vec![2]));
    phone.after(60).wifi(10, 0);
    assert_eq!(phone.made_by(), [2], "since then");
}

#[test]
fn away_needs_three_minutes_of_signs() {
    let two_signs = || {
        let mut phone = Phone::at_home();
        phone.wifi(500, 0);
        phone.after(60).sensed(1_000, 0, moves(Activity::Walk));
        assert_eq!((phone.state(), phone.presence.score().0), ("unverified", 30));
        phone
    };
    // The same place again is no sign, however late.
    let mut phone = two_signs();
    phone.after(600).wifi(1_000, 0);
    phone.after(600).wifi(120, 0);
    assert_eq!(phone.state(), "unverified");
    // Nor is vague GNSS.
    let vague = Accuracy::of_android(Millimetres::of_metres(51));
    let fix = Fix { source: Source::Gnss, accuracy: vague, ..phone.after(60).fix(1_000, 0) };
    phone.take(&fix);
    assert_eq!(phone.state(), "unverified");
    phone.after(60).gnss(1_000, 0);
    assert_eq!((phone.state(), phone.made_by()), ("away", vec![2, 3, 7]));
    // A place that its kind has no room for is one.
    let mut phone = two_signs();
    phone.after(119).wifi(1_200, 0);
    assert_eq!(phone.state(), "unverified");
    phone.after(4).wifi(1_400, 0);
    assert_eq!(phone.state(), "away");
}

#[test]
fn away_ends_at_home_or_when_too_little_is_left() {
    let away = || {
        let mut phone = Phone::at_home();
        phone.wifi(500, 0);
        phone.after(600).wifi(1_000, 0);
        phone.after(600).wifi(1_500, 0);
        assert_eq!((phone.state(), phone.made_by()), ("away", vec![2, 3, 4]));
        phone
    };
    let mut phone = away();
    phone.after(60).wifi(30, 0);
    assert_eq!((phone.state(), phone.made_by()), ("home", vec![5]));

    let mut phone = away();
    phone.after(2_401).wifi(1_500, 0);
    assert_eq!((phone.state(), phone.presence.score().0), ("away", 20), "the first has left");
    phone.after(600).wifi(1_500, 0);
    assert_eq!((phone.state(), phone.presence.score().0), ("suspect", 10));
    assert_eq!((phone.underneath(), phone.made_by()), ("unverified", vec![4]));
    assert_eq!(phone.presence.band(), None, "a suspicion is nothing to tell");
    assert_eq!(phone.presence.band_of_state(), Some(Band::FiveKilometres));
    phone.after(600).wifi(120, 0);
    assert_eq!((phone.state(), phone.presence.score().0), ("no-news", 0));
    assert_eq!(phone.made_by(), [7]);
}

#[test]
fn a_suspicion_that_passes_leaves_what_was() {
    let mut phone = Phone::at_home();
    phone.wifi(500, 0);
    assert_eq!((phone.state(), phone.underneath(), phone.made_by()), ("suspect", "home", vec![2]));
    phone.after(1_801).wifi(120, 0);
    phone.after(1_801).wifi(120, 0);
    assert_eq!((phone.state(), phone.made_by()), ("home", vec![1]));
    assert_eq!((phone.presence.band(), phone.presence.band_of_state()), (None, None));
}

#[test]
fn the_fixes_that_count_are_those_of_the_state_those_listed_and_the_last() {
    let count = |phone: &Phone| {
        phone.presence.fixes_that_count().iter().map(|number| number.0).collect::<Vec<_>>()
    };
    let mut phone = Phone::new();
    assert_eq!(count(&phone), [0; 0]);
    phone.wifi(0, 0);
    phone.after(60).wifi(10, 0);
    phone.after(60).wifi(500, 0);
    phone.after(60).wifi(500, 0);
    let state: Vec<_> = phone.presence.standing().state_made_by().iter().map(|n| n.0).collect();
    assert_eq!((phone.state(), state, phone.made_by()), ("suspect", vec![1], vec![3]));
    assert_eq!(count(&phone), [1, 3, 4]);
}

#[test]
fn silence_is_no_news_after_an_hour_and_nothing_else() {
    let mut phone = Phone::at_home();
    phone.wifi(500, 0);
    phone.after(60).sensed(1_000, 0, moves(Activity::Vehicle));
    phone.after(150).gnss(1_500, 0);
    assert_eq!(phone.state(), "away");
    assert_eq!(phone.presence.no_news_after().map(|at| at.0), Some(phone.now().0 + 3_600_000));
    phone.after(3_600).tick();
    assert_eq!(phone.state(), "away");
    phone.after(1).tick();
    assert_eq!((phone.state(), phone.made_by()), ("no-news", vec![4]));
    assert_eq!((phone.presence.score().0, phone.presence.no_news_after()), (0, None));
    // A fix that is no evidence is no news.
    let mut phone = Phone::at_home();
    let mock = Fix { is_mock: true, ..phone.after(3_600).fix(0, 0) };
    phone.take(&mock);
    assert_eq!(phone.state(), "no-news");
    // The home Wi-Fi is.
    let mut phone = Phone::at_home();
    phone.after(3_000).hear(on(HomeWifi::Connected));
    phone.after(3_000).tick();
    assert_eq!(phone.state(), "home");
}

#[test]
fn the_end_of_a_pause_and_a_boot_begin_anew() {
    let walked_to_two_places = || {
        let mut phone = Phone::at_home();
        phone.wifi(500, 0);
        phone.after(60).sensed(1_000, 0, moves(Activity::Walk));
        phone
    };
    let mut paused = walked_to_two_places();
    paused.presence.pause();
    assert_eq!((paused.state(), paused.presence.score().0), ("paused", 0));
    let judgement = paused.after(60).sensed(9_000, 0, steps(5_000));
    assert_eq!(judgement.verdict.name(), "inadmissible");
    paused.hear(on(HomeWifi::Connected));
    paused.after(9_000).tick();
    assert_eq!((paused.state(), paused.presence.score().0), ("paused", 0));
    paused.presence.resume();
    let mut booted = walked_to_two_places();
    booted.presence.boot();
    booted.now_s = 5;
    for mut phone in [paused, booted] {
        assert_eq!((phone.state(), phone.made_by()), ("no-news", vec![]));
        let judgement = phone.after(60).wifi(1_000, 0);
        assert_eq!(judgement.weight.0, 10, "a known place, motion and Wi-Fi are forgotten");
    }
    let mut phone = walked_to_two_places();
    phone.presence.resume();
    assert_eq!(phone.state(), "unverified", "nothing was paused");
}

#[test]
fn bands_tell_roughly_how_far() {
    let mut phone = Phone::at_home();
    phone.wifi(200, 0);
    assert_eq!(phone.presence.band(), None, "a suspicion is nothing to tell");
    phone.after(60).wifi(350, 0);
    assert_eq!((phone.state(), phone.presence.band()), ("unverified", Some(Band::Near)));
    for (east, band) in [(351, 1), (1_000, 1), (1_001, 2), (5_000, 2), (5_001, 3)] {
        phone.after(200).wifi(east, 0);
        assert_eq!(phone.presence.band().map(Band::number), Some(band), "{east}");
    }
    phone.after(60).wifi(5_100, 0);
    phone.after(600).wifi(0, 0);
    assert_eq!(phone.presence.band(), None);
    // A band is known by its number.
    for number in 0..4 {
        assert_eq!(Band::of_number(number).map(Band::number), Some(number));
    }
    assert_eq!(Band::of_number(4), None);
}
