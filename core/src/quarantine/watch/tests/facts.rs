//! Facts of the phone become technical states.

use super::{Cause, Event, Facts, HOUR, Phone, Stage, Why, life, wifi};
use crate::events::{LocationAccess, NetworkKind, Wifi};
use crate::quarantine::journal::technical;
use crate::quarantine::presence::HomeWifi;
use crate::quarantine::watch::{ArrivingFix, home_wifi};

fn denied() -> Facts {
    Facts { location: LocationAccess::Denied, ..Facts::default() }
}

#[test]
fn a_state_is_told_when_it_differs_and_once_a_step() {
    let mut phone = Phone::at_home();
    phone.wakes(Cause::Alarm, Facts::default(), None);
    assert!(phone.technical().is_empty(), "all is as it should be");
    phone.wakes(Cause::Alarm, denied(), None);
    phone.after(900).wakes(Cause::Alarm, denied(), None);
    assert_eq!(phone.technical(), [("location", "denied")]);
    phone.after(900).wakes(Cause::Alarm, Facts::default(), None);
    for network in [NetworkKind::Offline, NetworkKind::Mobile, NetworkKind::Offline] {
        phone.after(60).wakes(Cause::Network, Facts { network, ..Facts::default() }, None);
    }
    let expected = [("location", "denied"), ("location", "always"), ("network", "none")];
    assert_eq!(phone.technical(), expected);
}

#[test]
fn steps_of_a_quarter_of_an_hour_tell_no_more() {
    let mut phone = Phone::at_home();
    phone.wakes(Cause::Clock, denied(), None);
    for entry in &phone.journal {
        if let Some(Event::Technical { open: technical::Open { from, to, .. } }) = entry.event() {
            assert_eq!((from.second() % 900, to.second() - from.second()), (0, 900));
        }
    }
    assert_eq!(phone.technical(), [("clock", "set"), ("location", "denied")]);
    phone.after(HOUR).wakes(Cause::Sticky, denied(), None);
    assert_eq!(phone.technical()[2..], [("core", "killed"), ("clock", "anchored")]);
}

#[test]
fn a_pause_tells_nothing_of_the_phone() {
    let mut phone = Phone::at_home();
    phone.life = life(Stage::Paused, Some(Why::Personal));
    phone.wakes(Cause::Sticky, denied(), None);
    phone.boots(60);
    phone.wakes(Cause::Boot, denied(), None);
    assert!(phone.technical().is_empty());
}

#[test]
fn what_is_no_fix_is_the_phones_fault() {
    let mut phone = Phone::at_home();
    let wrong = [
        ArrivingFix { latitude: 90.1, ..wifi(0.0) },
        ArrivingFix { longitude: f64::NAN, ..wifi(0.0) },
        ArrivingFix { accuracy_m: Some(-1.0), ..wifi(0.0) },
        wifi(0.0),
    ];
    let arrived = phone.fixes(&wrong).unwrap();
    assert_eq!((arrived.invalid, arrived.judged.len()), (3, 1));
    assert_eq!(phone.technical(), [("core", "fix-invalid")]);
}

#[test]
fn circles_are_rounded_up_and_apples_are_larger() {
    use crate::quarantine::presence::{Elapsed, Millimetres};
    use crate::quarantine::watch::CircleOf;
    let radius = |accuracy_m: f64, circle: CircleOf| {
        let fix = ArrivingFix { accuracy_m: Some(accuracy_m), circle, ..wifi(0.0) };
        fix.checked(Elapsed(0)).unwrap().fix.accuracy.map(|accuracy| accuracy.radius())
    };
    assert_eq!(radius(12.3451, CircleOf::Android), Some(Millimetres(12_346)));
    assert_eq!(radius(100.0, CircleOf::Apple), Some(Millimetres(107_000)));
    assert_eq!(radius(0.0, CircleOf::Android), None);
    assert_eq!(radius(f64::INFINITY, CircleOf::Android), Some(Millimetres(100_000_000_000)));
}

#[test]
fn a_network_that_the_system_may_not_tell_is_no_sign() {
    let joined =
        |name: &str| Facts { wifi: Wifi::Joined { name: name.into() }, ..Facts::default() };
    let told = |facts: &Facts| home_wifi(facts, Some("aa"));
    assert_eq!(told(&joined("aa")), HomeWifi::Connected);
    assert_eq!(told(&joined("bb")), HomeWifi::NotConnected);
    assert_eq!(home_wifi(&joined("aa"), None), HomeWifi::Unknown);
    assert_eq!(told(&Facts { wifi: Wifi::Off, ..Facts::default() }), HomeWifi::Off);
    assert_eq!(told(&Facts::default()), HomeWifi::NotConnected);
    let in_use = Facts { location: LocationAccess::InUse, ..Facts::default() };
    assert_eq!(told(&in_use), HomeWifi::Unknown);
    assert_eq!(told(&Facts { in_front: true, ..in_use }), HomeWifi::NotConnected);
    for hidden in [denied(), Facts { precise: false, ..Facts::default() }] {
        assert_eq!(told(&hidden), HomeWifi::Unknown);
    }
}
