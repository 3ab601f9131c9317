//! Places that a phone claims although its bearer is at home.

use super::{Phone, on, steps};
use crate::quarantine::presence::{
    EastScale, Elapsed, HomeWifi, Millimetres, Place, Places, Position, SensorReading, Verdict,
};

#[test]
fn an_alias_is_learned_near_an_answer_only() {
    let learned = |prepare: fn(&mut Phone), sensors: SensorReading| {
        let mut phone = Phone::at_home();
        prepare(&mut phone);
        let judgement = phone.after(600).sensed(335, 0, sensors);
        let aliases = phone.presence.places().aliases().len();
        assert_eq!(phone.after(60).wifi(335, 20).verdict == Verdict::In, aliases == 1);
        (judgement.verdict, aliases)
    };
    let ready = |phone: &mut Phone| {
        phone.presence.learn(true);
        phone.presence.answered(phone.now());
    };
    assert_eq!(learned(ready, steps(0)), (Verdict::Out, 1));
    assert_eq!(learned(ready, on(HomeWifi::Connected)), (Verdict::In, 1));
    assert_eq!(learned(ready, SensorReading::NONE), (Verdict::Out, 0), "not known to lie still");
    assert_eq!(learned(ready, steps(30)), (Verdict::Out, 0));
    let unanswered = |phone: &mut Phone| phone.presence.learn(true);
    assert_eq!(learned(unanswered, steps(0)).1, 0);
    let long_ago = |phone: &mut Phone| {
        phone.presence.learn(true);
        phone.presence.answered(Elapsed(phone.now().0 - 1_200_001));
    };
    assert_eq!(learned(long_ago, steps(0)).1, 0);
    let later = |phone: &mut Phone| phone.presence.answered(phone.now());
    assert_eq!(learned(later, steps(0)).1, 0, "after the first day");
}

#[test]
fn an_alias_is_as_large_as_its_place_and_measured_where_it_lies() {
    let place = |latitude, metres| {
        let at = Position::new(latitude, 0).unwrap();
        Place { at, scale: EastScale::at(at), radius: Millimetres::of_metres(metres) }
    };
    let mut places = Places::new(place(0, 100), vec![place(500_000_000, 300)]);
    places.add_alias(Position::new(600_000_000, 0).unwrap());
    assert_eq!(places.aliases(), [place(600_000_000, 300)]);
}

#[test]
fn aliases_are_eight_at_most_and_can_be_removed() {
    let mut phone = Phone::at_home();
    phone.presence.learn(true);
    for east in 1..=10 {
        phone.presence.answered(phone.now());
        phone.after(600).sensed(1_000 * east, 0, steps(0));
    }
    assert_eq!(phone.presence.places().aliases().len(), 8);
    assert_eq!(phone.after(600).wifi(1_000, 0).verdict, Verdict::In);
    assert!(phone.presence.places_mut().remove_alias(0));
    assert!(!phone.presence.places_mut().remove_alias(7));
    assert_eq!(phone.after(600).wifi(1_000, 0).verdict, Verdict::Out);
}
