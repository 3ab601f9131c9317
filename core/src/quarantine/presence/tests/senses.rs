//! What satellites, motion, Wi-Fi and stillness are worth.

use super::{Phone, kinds, moves, on, score, steps, weight};
use crate::events::Activity;
use crate::quarantine::presence::{
    Accuracy, Fix, HomeWifi, Millimetres, SensorReading, Source, Verdict,
};

fn reason(verdict: Verdict) -> &'static str {
    let Verdict::Inadmissible(reason) = verdict else { panic!("{verdict:?} is admissible") };
    reason.name()
}

#[test]
fn satellites_are_worth_fifteen_then_five_then_five() {
    let mut phone = Phone::at_home();
    assert_eq!(weight(&phone.after(60).gnss(500, 0)), 15);
    assert_eq!(phone.state(), "suspect");
    assert_eq!(weight(&phone.after(29).gnss(510, 0)), 0);
    assert_eq!(weight(&phone.after(1).gnss(520, 0)), 5);
    assert_eq!(weight(&phone.after(30).gnss(530, 0)), 5);
    assert_eq!(weight(&phone.after(300).gnss(540, 0)), 0);
    // One kind is not enough, however strong.
    assert_eq!(phone.state(), "unverified");
    let fix = Fix {
        source: Source::Gnss,
        accuracy: Accuracy::of_android(Millimetres::of_metres(51)),
        ..Phone::at_home().fix(900, 0)
    };
    assert_eq!(weight(&Phone::at_home().take(&fix)), 0);
}

#[test]
fn a_walk_or_a_drive_is_worth_ten_once() {
    for sensors in [steps(100), moves(Activity::Walk), moves(Activity::Vehicle)] {
        let mut phone = Phone::at_home();
        let first = phone.after(60).sensed(500, 0, sensors);
        assert_eq!((kinds(&first), weight(&first)), (vec!["place", "motion"], 20));
        assert_eq!(weight(&phone.after(60).sensed(500, 0, sensors)), 0);
    }
    let mut phone = Phone::at_home();
    assert_eq!(kinds(&phone.after(60).sensed(500, 0, steps(99))), ["place"]);
    // Steps add up until the phone is at home again, with whatever they come.
    phone.hear(steps(1));
    assert_eq!(kinds(&phone.after(60).wifi(500, 0)), ["motion"]);
    phone.after(60).sensed(0, 0, steps(5_000));
    assert_eq!(kinds(&phone.after(60).sensed(500, 0, steps(99))), ["place"]);
}

#[test]
fn a_home_wifi_that_was_there_and_is_not_is_worth_five_once() {
    let mut phone = Phone::at_home();
    let lost = on(HomeWifi::NotConnected);
    assert_eq!(kinds(&phone.after(60).sensed(500, 0, lost)), ["place"], "never joined");
    phone.hear(on(HomeWifi::Connected));
    assert_eq!(phone.state(), "home");
    assert_eq!(kinds(&phone.after(60).sensed(500, 0, on(HomeWifi::Off))), ["place"]);
    assert_eq!(kinds(&phone.after(60).sensed(500, 0, on(HomeWifi::Unknown))), [""; 0]);
    let told = phone.after(60).sensed(500, 0, lost);
    assert_eq!((kinds(&told), weight(&told)), (vec!["wifi-lost"], 5));
    assert_eq!(weight(&phone.after(60).sensed(500, 0, lost)), 0);
}

#[test]
fn one_fix_brings_twenty_at_most() {
    let mut phone = Phone::at_home();
    phone.hear(on(HomeWifi::Connected));
    let sensors = SensorReading { activity: Some(Activity::Walk), ..on(HomeWifi::NotConnected) };
    let fix = Fix { source: Source::Gnss, sensors, ..phone.after(60).fix(500, 0) };
    let judgement = phone.take(&fix);
    assert_eq!(kinds(&judgement), ["gnss", "motion", "wifi-lost"]);
    assert_eq!(weight(&judgement), 20);
    assert_eq!(phone.state(), "unverified");
}

#[test]
fn a_phone_that_lies_still_cannot_have_left() {
    let mut phone = Phone::at_home();
    for east in [500, 1_000, 1_500] {
        assert_eq!(weight(&phone.after(60).sensed(east, 0, steps(9))), 0);
    }
    // Two more steps unlock it; what was claimed meanwhile is no news.
    assert_eq!(weight(&phone.after(60).sensed(1_500, 0, steps(3))), 0);
    assert_eq!(weight(&phone.after(60).sensed(2_000, 0, steps(0))), 10);
    // Steps that nobody counted lock nothing.
    let mut phone = Phone::at_home();
    assert_eq!(weight(&phone.after(60).wifi(500, 0)), 10);
    // Nor does what nobody counted while the phone was off, or before it was ever seen at home.
    let mut phone = Phone::at_home();
    phone.presence.boot();
    assert_eq!(weight(&phone.after(60).sensed(500, 0, steps(0))), 10);
    assert_eq!(weight(&Phone::new().sensed(500, 0, steps(0))), 10);
    // A lift and a car need no steps.
    let mut phone = Phone::at_home();
    let sensors = SensorReading { activity: Some(Activity::Vehicle), ..steps(0) };
    assert_eq!(weight(&phone.after(60).sensed(500, 0, sensors)), 20);
}

#[test]
fn the_home_wifi_is_home_unless_satellites_contradict() {
    let mut phone = Phone::at_home();
    let connected = on(HomeWifi::Connected);
    let fix = phone.after(60).sensed(335, 0, connected);
    assert_eq!((fix.verdict, score(&fix)), (Verdict::In, 0));
    // Good GNSS outside: both are told, and a person has to look.
    let far = Fix { source: Source::Gnss, sensors: connected, ..phone.after(60).fix(900, 0) };
    assert_eq!((phone.take(&far).verdict, phone.presence.has_conflict()), (Verdict::Out, true));
    let mut minutes = 0;
    while minutes < 30 {
        minutes += 1;
        let sensors = SensorReading { activity: Some(Activity::Walk), ..connected };
        let far = Fix { source: Source::Gnss, sensors, ..phone.after(60).fix(900, 0) };
        phone.take(&far);
        phone.after(1).sensed(900 + 100 * minutes, 0, connected);
    }
    assert_eq!(phone.state(), "unverified");
    // Without the Wi-Fi the same is enough.
    phone.after(60).sensed(3_900, 500, on(HomeWifi::NotConnected));
    assert_eq!((phone.state(), phone.presence.has_conflict()), ("away", false));
    // With it again, it is not.
    phone.hear(connected);
    assert_eq!(phone.state(), "unverified");
    // GNSS of 31 m does not contradict, be it of now or listed.
    let mut phone = Phone::at_home();
    let accuracy = Accuracy::of_android(Millimetres::of_metres(31));
    let vague = Fix { source: Source::Gnss, sensors: connected, accuracy, ..phone.fix(900, 0) };
    assert_eq!(phone.take(&vague).verdict, Verdict::In);
    let sensors = SensorReading::NONE;
    let alone = Fix { sensors, ..Fix { measured: phone.after(60).now(), ..vague } };
    let alone = Fix { delivered: phone.now(), ..alone };
    assert_eq!(kinds(&phone.take(&alone)), ["gnss"]);
    // Nor does better GNSS that is listed for motion alone.
    let walk =
        Fix { source: Source::Gnss, sensors: moves(Activity::Walk), ..phone.after(10).fix(900, 0) };
    assert_eq!(kinds(&phone.take(&walk)), ["motion"]);
    phone.after(60).hear(connected);
    assert_eq!((phone.state(), phone.presence.has_conflict()), ("home", false));
}

#[test]
fn the_home_wifi_counts_with_a_fix_that_does_not() {
    let mut phone = Phone::at_home();
    phone.after(60).wifi(500, 0);
    let sensors = on(HomeWifi::Connected);
    let fix = Fix { accuracy: None, sensors, ..phone.after(60).fix(500, 0) };
    assert_eq!((reason(phone.take(&fix).verdict), phone.state()), ("no-accuracy", "home"));
    assert_eq!(phone.made_by(), [1], "it was home underneath all the time");
}
