//! Several people on one phone.

use super::{Phone, home, moves, on};
use crate::events::Activity;
use crate::model::PersonId;
use crate::quarantine::presence::{FixNumber, HomeWifi, People, PlanePoint, Presence};

fn ids() -> [PersonId; 2] {
    [PersonId::of(1), PersonId::of(2)].map(Option::unwrap)
}

fn states(people: &People<PlanePoint>) -> [&'static str; 2] {
    ids().map(|id| people.of(id).map_or("none", |presence| presence.standing().name()))
}

/// Whatever would be away if it were one person's phone.
fn leave(people: &mut People<PlanePoint>) {
    let mut phone = Phone::at_home();
    for east in [500, 1_000, 1_500] {
        let mut fix = phone.after(120).fix(east, 0);
        fix.sensors = moves(Activity::Walk);
        people.take(FixNumber(1), &fix);
    }
}

#[test]
fn nobody_is_away_on_a_phone_that_others_may_carry() {
    let [first, second] = ids();
    let mut people = People::default();
    people.begin(first, Presence::new(home()));
    leave(&mut people);
    assert_eq!(states(&people), ["away", "none"]);
    people.begin(second, Presence::new(home()));
    assert_eq!(states(&people), ["unverified", "no-news"]);
    leave(&mut people);
    assert_eq!(states(&people), ["unverified", "unverified"]);
    people.end(second);
    let mut phone = Phone::at_home();
    people.take(FixNumber(9), &phone.after(600).fix(3_000, 0));
    assert_eq!(states(&people), ["away", "none"]);
}

#[test]
fn an_hour_of_silence_is_no_news_of_everybody() {
    let mut people = People::default();
    for id in ids() {
        people.begin(id, Presence::new(home()));
    }
    let mut phone = Phone::new();
    people.take(FixNumber(1), &phone.fix(0, 0));
    people.tick(phone.after(3_600).now());
    assert_eq!(states(&people), ["home", "home"]);
    people.tick(phone.after(1).now());
    assert_eq!(states(&people), ["no-news", "no-news"]);
}

#[test]
fn the_pause_of_one_is_a_pause_of_all() {
    let [first, second] = ids();
    let mut people = People::default();
    people.begin(first, Presence::new(home()));
    people.begin(second, Presence::new(home()));
    people.pause(first, true);
    assert_eq!(states(&people), ["paused", "paused"]);
    assert!(!people.is_paused_by_another(first) && people.is_paused_by_another(second));
    leave(&mut people);
    assert_eq!(states(&people), ["paused", "paused"]);
    people.pause(first, false);
    assert_eq!(states(&people), ["no-news", "no-news"]);
    people.hear(Phone::new().now(), &on(HomeWifi::Connected));
    assert_eq!(states(&people), ["home", "home"]);
    people.pause(second, true);
    people.end(second);
    assert_eq!(states(&people), ["no-news", "none"]);
}
