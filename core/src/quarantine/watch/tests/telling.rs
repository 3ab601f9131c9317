//! What is told when, and what is not.

use super::{Entry, HOUR, Phone, Watch, gnss, wifi};
use crate::events::Activity;
use crate::quarantine::watch::ArrivingFix;

#[test]
fn silence_is_told_from_when_it_began() {
    let mut phone = Phone::at_home();
    phone.after(5 * HOUR).tick();
    assert_eq!(phone.state(), "no-news");
    // Home for the hour after the last fix, a minute of which was over.
    assert_eq!(phone.told(), [("home", 0), ("home", HOUR), ("no-news", 4 * HOUR + 60)]);
    phone.after(10 * HOUR).tick();
    assert_eq!(phone.told().last(), Some(&("no-news", 10 * HOUR)));
}

#[test]
fn nobody_knows_what_was_while_the_phone_was_off() {
    let mut phone = Phone::at_home();
    phone.after(840).fix(&wifi(0.0));
    phone.boots(3 * HOUR);
    phone.tick();
    assert_eq!(phone.state(), "no-news");
    assert_eq!(phone.told(), [("home", 0), ("home", 900), ("no-news", 3 * HOUR)]);
    assert_eq!(phone.technical(), [("power", "off")]);
    phone.after(60).fix(&wifi(0.0));
    assert_eq!(phone.told().last(), Some(&("home", 0)));
}

#[test]
fn a_clock_that_nobody_vouches_for_changes_nothing_of_what_is_judged() {
    let mut phone = Phone::at_home();
    phone.after(840).fix(&wifi(0.0));
    phone.is_anchored = false;
    phone.boots(60);
    phone.now_s = 1;
    phone.tick();
    let judged = phone.after(60).fix(&wifi(0.0));
    assert_eq!(judged.judgement.verdict.name(), "in");
    phone.after(900).fix(&wifi(0.0));
    for _ in 0..8 {
        phone.after(900).fix(&wifi(0.0));
    }
    assert_eq!(phone.state(), "home");
    phone.is_anchored = true;
    phone.now_s = super::NOON + 9 * HOUR;
    phone.after(900).fix(&wifi(0.0));
    assert_eq!(phone.told().last().unwrap().0, "home");
}

#[test]
fn bands_that_alternate_are_told_once_in_a_while() {
    let mut phone = Phone::at_home();
    phone.after(60).fix(&wifi(400.0));
    phone.after(600).fix(&wifi(3_000.0));
    assert_eq!(phone.state(), "unverified");
    let before = phone.told().len();
    for at in 0..40 {
        let north = if at % 2 == 0 { 400.0 } else { 3_000.0 };
        phone.after(60).fix(&wifi(north));
    }
    let told = phone.told();
    assert!((2..=3).contains(&(told.len() - before)), "{told:?}");
    assert!(
        phone
            .stretches()
            .iter()
            .all(|open| { (open.band.is_some()) == (open.state.name() == "unverified") })
    );
}

#[test]
fn a_suspicion_beside_a_state_does_not_show() {
    let mut phone = Phone::at_home();
    phone.after(60).fix(&ArrivingFix { activity: Some(Activity::Walk), ..gnss(300.0) });
    for north in [600.0, 900.0, 1_200.0] {
        phone.after(90).fix(&gnss(north));
    }
    assert_eq!(phone.state(), "away");
    // The oldest signs are an hour old and leave.
    phone.after(3_400).fix(&wifi(1_200.0));
    let last = phone.stretches().pop().unwrap();
    assert!(last.band.is_some() || last.state.name() == "no-news", "{last:?}");
    phone.tick();
}

#[test]
fn what_cannot_be_read_is_no_other_journal() {
    let phone = Phone::at_home();
    let rebuilt = |journal: &[Entry]| Watch::rebuild(journal, &phone.watch.kept(), &phone.now());
    assert!(rebuilt(&phone.journal) == Some(phone.watch.clone()));
    for at in 0..phone.journal.len() {
        let mut journal = phone.journal.clone();
        journal[at].parts.clear();
        assert!(rebuilt(&journal).is_none(), "{at}");
    }
}
