//! A phone that does what it is asked for: how often it wakes, and how soon it knows.

use super::{Facts, HOUR, Mode, Phone, gnss, wifi};

/// What a day amounted to.
#[derive(Debug, Default)]
struct Day {
    wakes: usize,
    by_satellites: usize,
    away_after_s: Option<u64>,
}

/// The phone obeys its plan for so long; where it is by each kind of fix is a function of the seconds
/// passed, and none if there is no fix.
fn obey(phone: &mut Phone, seconds: u64, at: impl Fn(Mode, u64) -> Option<f64>) -> Day {
    let (start, mut asked_ms) = (phone.now_s, phone.elapsed_ms);
    let mut day = Day::default();
    while phone.now_s < start + seconds {
        let plan = phone.plan(&Facts::default());
        let wait_ms = plan.wake_in.unwrap().0;
        phone.after(u64::try_from(wait_ms).unwrap().div_ceil(1_000).max(1));
        day.wakes += 1;
        let every_ms = i64::try_from(plan.every_s.unwrap()).unwrap() * 1_000;
        if phone.elapsed_ms - asked_ms < every_ms {
            phone.tick();
            continue;
        }
        asked_ms = phone.elapsed_ms;
        let passed = phone.now_s - start;
        let by_satellites = plan.mode == Mode::Precise;
        day.by_satellites += usize::from(by_satellites);
        match at(plan.mode, passed) {
            Some(north_m) if by_satellites => drop(phone.fix(&gnss(north_m))),
            Some(north_m) => drop(phone.fix(&wifi(north_m))),
            None => phone.tick(),
        }
        if phone.state() == "away" {
            day.away_after_s.get_or_insert(passed);
        }
    }
    day
}

fn unchecked() -> Phone {
    let mut phone = Phone::at_home();
    phone.is_checked = false;
    phone
}

#[test]
fn a_day_at_home_wakes_no_oftener_than_the_order_says() {
    let day = obey(&mut unchecked(), 24 * HOUR, |_, _| Some(10.0));
    assert!((96..=122).contains(&day.wakes), "{day:?}");
    assert_eq!((day.by_satellites, day.away_after_s), (0, None));
}

#[test]
fn who_walks_away_is_found_within_minutes_of_the_first_look() {
    // A walk of 1.4 m/s begins after an hour, and ends a kilometre and a half from home.
    let walk = |passed: u64| (passed.saturating_sub(HOUR) as f64 * 1.4).min(1_500.0);
    let day = obey(&mut unchecked(), 3 * HOUR, |_, passed| Some(walk(passed)));
    let after = day.away_after_s.unwrap();
    assert!((HOUR..HOUR + 900 + 600).contains(&after), "{day:?}");
}

#[test]
fn a_wrong_place_indoors_is_never_away_and_costs_little() {
    // Access points are elsewhere for a night, and satellites are not seen.
    let wrong = |mode: Mode, _: u64| (mode == Mode::Balanced).then_some(335.0);
    let mut phone = unchecked();
    let day = obey(&mut phone, 10 * HOUR, wrong);
    assert_eq!(day.away_after_s, None);
    assert!(day.by_satellites <= 10 * 8, "{day:?}");
    assert!(phone.stretches().iter().all(|open| open.state.name() != "away"));
}

#[test]
fn a_phone_that_sees_nothing_does_not_wake_without_end() {
    let day = obey(&mut unchecked(), 12 * HOUR, |_, _| None);
    assert!(day.wakes <= 12 * 8 && day.by_satellites <= 12 * 3, "{day:?}");
}
