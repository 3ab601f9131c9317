//! The phone's system wakes the app later than it was asked to.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Cause, Event, Facts, HOUR, NOON, Phone, Stage, Why, life, wifi};
use crate::events::LocationAccess;
use crate::quarantine::watch::Watch;

const QUARTER: u64 = 900;

/// A phone at home whose system is asked to wake it, a quarter of an hour after its last fix.
fn asking() -> Phone {
    let mut phone = Phone::at_home();
    phone.asks = Some(Facts::default());
    phone.fix(&wifi(0.0));
    phone
}

impl Phone {
    fn wakes_after(&mut self, seconds: u64) {
        self.after(seconds).wakes(Cause::Alarm, Facts::default(), None);
    }

    /// From when to when the app slept on, seconds after noon, of each entry that says so.
    fn late(&self) -> Vec<(u64, u64)> {
        let of = |entry: &super::Entry| match entry.event() {
            Some(Event::Technical { open }) if open.state.value() == "woken-late" => {
                Some((open.from.second() - NOON, open.to.second() - NOON))
            }
            _ => None,
        };
        self.journal.iter().filter_map(of).collect()
    }
}

#[test]
fn a_wake_that_comes_late_is_told_once_and_with_its_stretch() {
    // The first fix came a minute before, at noon.
    let mut phone = asking();
    phone.wakes_after(2 * QUARTER);
    assert!(phone.late().is_empty(), "a quarter of an hour is not late");
    phone.fix(&wifi(0.0));
    phone.wakes_after(2 * QUARTER + 1);
    // Asked for 45 minutes and a bit after noon, and heard an hour after it.
    assert_eq!(phone.late(), [(3 * QUARTER, 5 * QUARTER)]);
    assert_eq!(phone.technical(), [("core", "woken-late")]);
    phone.fix(&wifi(0.0));
    phone.tick();
    phone.wakes_after(QUARTER);
    assert_eq!(phone.late().len(), 1, "it is told once, and what follows is in time");
}

#[test]
fn whatever_comes_next_shows_it_also_to_another_process() {
    for next in 0..3 {
        let mut phone = asking();
        phone.after(4 * HOUR);
        // What was asked for is kept beside the journal.
        phone.watch = phone.rebuilt();
        match next {
            0 => phone.tick(),
            1 => drop(phone.fix(&wifi(0.0))),
            _ => phone.wakes(Cause::User, Facts::default(), None),
        }
        assert_eq!(phone.late(), [(QUARTER, 17 * QUARTER)], "{next}");
    }
}

#[test]
fn a_phone_that_was_off_or_had_another_clock_was_not_woken_late() {
    let mut phone = asking();
    phone.boots(4 * HOUR);
    phone.wakes(Cause::Boot, Facts::default(), None);
    assert_eq!(phone.technical(), [("power", "off")]);
    // Somebody sets the clock a day ahead, and back: hours pass by it, and minutes in truth.
    let mut phone = asking();
    phone.now_s += 24 * HOUR;
    phone.wakes_after(60);
    phone.now_s -= 24 * HOUR;
    phone.wakes_after(60);
    assert!(phone.late().is_empty());
    // By the clock no time at all has passed.
    let mut phone = asking();
    phone.after(4 * HOUR);
    phone.now_s -= 4 * HOUR;
    phone.tick();
    assert_eq!(phone.technical(), [("core", "woken-late")]);
}

#[test]
fn nobody_waits_for_a_wake_in_a_pause_or_outside_of_duties() {
    let mut phone = asking();
    phone.life = life(Stage::Paused, Some(Why::Personal));
    phone.wakes_after(4 * HOUR);
    phone.wakes_after(4 * HOUR);
    phone.life = life(Stage::Running, None);
    phone.wakes_after(4 * HOUR);
    assert!(phone.late().is_empty());
    phone.life = life(Stage::Ended, None);
    phone.wakes_after(4 * HOUR);
    assert_eq!(phone.watch.kept().asked, None);
    assert!(phone.late().is_empty());
}

#[test]
fn a_phone_that_may_not_look_is_asked_once_an_hour() {
    let mut phone = asking();
    phone.asks = Some(Facts { location: LocationAccess::Denied, ..Facts::default() });
    phone.tick();
    // An hour after the last entry of where the person is, less what was a minute ago.
    phone.wakes_after(HOUR);
    assert!(phone.late().is_empty());
}

#[test]
fn an_app_that_the_system_ended_and_then_woke_late_is_told_both() {
    let mut phone = asking();
    phone.after(4 * HOUR).wakes(Cause::Sticky, Facts::default(), None);
    assert_eq!(phone.technical(), [("core", "woken-late"), ("core", "killed")]);
    phone.wakes(Cause::Sticky, Facts::default(), None);
    assert_eq!(phone.technical().len(), 2);
}

proptest! {
    #[test]
    fn who_is_woken_in_time_is_never_told_and_who_is_not_always(
        waits in vec((0..4_000_u64, any::<bool>()), 1..40),
    ) {
        let mut phone = asking();
        phone.is_checked = false;
        for (wait, comes_a_fix) in waits {
            let before = phone.late().len();
            let asked = phone.watch.kept().asked.unwrap().at.0;
            phone.after(wait);
            let is_late = phone.elapsed_ms - asked > 900_000;
            if comes_a_fix {
                phone.fix(&wifi(0.0));
            } else {
                phone.happens(Watch::tick);
            }
            prop_assert_eq!(phone.late().len() - before, usize::from(is_late));
        }
    }
}
