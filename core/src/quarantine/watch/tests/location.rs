//! What the phone's system is asked for.

use super::{Facts, HOUR, LocationPlan, Mode, Phone, Stage, Why, gnss, life, wifi};
use crate::events::LocationAccess;
use crate::quarantine::presence::Milliseconds;
use crate::quarantine::watch::Duty;

impl Phone {
    pub(super) fn plan(&self, facts: &Facts) -> LocationPlan {
        let duty = Duty {
            life: self.life,
            version: 1,
            in_force: &self.in_force,
            keeps_fixes_in_pauses: self.keeps_fixes_in_pauses,
            is_shared: self.is_shared,
            changes_at: self.changes_at,
        };
        self.watch.location(&duty, facts, &self.now())
    }

    fn looks(&self) -> (Mode, Option<u64>, Option<u64>) {
        let plan = self.plan(&Facts::default());
        (plan.mode, plan.every_s, plan.for_s)
    }
}

#[test]
fn at_home_the_phone_looks_as_rarely_as_the_order_allows() {
    let phone = Phone::at_home();
    assert_eq!(phone.looks(), (Mode::Balanced, Some(900), None));
    let plan = phone.plan(&Facts::default());
    assert!(plan.keep_alive);
    assert_eq!(plan.fences.len(), 1);
    assert_eq!((plan.fences[0].id.as_str(), plan.fences[0].radius_m), ("home", 200));
    assert_eq!(plan.wake_in, Some(Milliseconds(840_000)), "a minute of the quarter is over");
}

#[test]
fn beside_a_suspicion_it_looks_by_satellites_and_then_rarely_again() {
    let mut phone = Phone::at_home();
    phone.after(60).fix(&wifi(335.0));
    assert_eq!(phone.state(), "suspect");
    assert_eq!(phone.looks(), (Mode::Precise, Some(60), Some(360)));
    phone.after(100).tick();
    assert_eq!(phone.looks(), (Mode::Precise, Some(60), Some(260)));
    let low = Facts { battery: 14, ..Facts::default() };
    assert_eq!(phone.plan(&low).mode, Mode::Balanced);
    assert_eq!(phone.plan(&Facts { charging: true, ..low }).mode, Mode::Precise);
    phone.after(260).tick();
    assert_eq!(phone.looks(), (Mode::Balanced, Some(300), Some(3_240)));
    phone.fix(&wifi(0.0));
    assert_eq!(phone.looks(), (Mode::Balanced, Some(900), None));
}

#[test]
fn what_is_worse_begins_another_close_look_and_away_needs_none() {
    let mut phone = Phone::at_home();
    phone.walks(200);
    phone.after(60).fix(&gnss(300.0));
    assert_eq!((phone.state(), phone.looks().0), ("unverified", Mode::Precise));
    for north in [600.0, 900.0, 1_200.0] {
        phone.after(90).fix(&gnss(north));
    }
    assert_eq!(phone.state(), "away");
    assert_eq!(phone.looks(), (Mode::Balanced, Some(300), None));
}

#[test]
fn silence_is_one_try_an_hour() {
    let mut phone = Phone::at_home();
    phone.after(HOUR).tick();
    assert_eq!(phone.state(), "no-news");
    // A minute and a millisecond ago.
    phone.after(HOUR).tick();
    let (mode, every, for_s) = phone.looks();
    assert_eq!((mode, every), (Mode::Precise, Some(60)));
    assert!(for_s.is_some_and(|for_s| (1..=60).contains(&for_s)), "{for_s:?}");
    phone.after(60).tick();
    assert_eq!(phone.looks().0, Mode::Balanced);
    // However long no fix comes, the phone does not wake without a pause.
    assert!(phone.plan(&Facts::default()).wake_in.unwrap() > Milliseconds(1_000));
}

#[test]
fn nothing_is_asked_outside_of_duties() {
    let mut phone = Phone::at_home();
    let off = |phone: &Phone| {
        let plan = phone.plan(&Facts::default());
        assert!(!plan.keep_alive && plan.fences.is_empty() && plan.every_s.is_none());
        plan.mode
    };
    phone.life = life(Stage::Paused, Some(Why::Hospital));
    phone.tick();
    assert_eq!(off(&phone), Mode::Off);
    phone.keeps_fixes_in_pauses = true;
    assert_eq!(off(&phone), Mode::Passive);
    phone.life = life(Stage::Released, None);
    phone.tick();
    assert_eq!(off(&phone), Mode::Off);
    assert_eq!(phone.plan(&Facts::default()).wake_in, None);
    let mut phone = Phone::new();
    phone.life = life(Stage::Announced, Some(Why::Grace));
    phone.changes_at = Some(phone.now_s + 100);
    assert_eq!(off(&phone), Mode::Off);
    assert_eq!(phone.plan(&Facts::default()).wake_in, Some(Milliseconds(100_000)));
}

#[test]
fn it_wakes_for_the_end_and_asks_nothing_that_it_may_not_have() {
    let mut phone = Phone::at_home();
    phone.changes_at = Some(phone.now_s + 30);
    assert_eq!(phone.plan(&Facts::default()).wake_in, Some(Milliseconds(30_000)));
    let denied = Facts { location: LocationAccess::Denied, ..Facts::default() };
    let plan = phone.plan(&denied);
    assert_eq!((plan.mode, plan.every_s, plan.keep_alive), (Mode::Off, None, true));
}
