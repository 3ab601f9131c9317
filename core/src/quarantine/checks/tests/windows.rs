//! Windows, and when time passes in them.

use std::sync::Arc;

use super::*;

#[test]
fn a_check_is_asked_when_it_is_due_and_closes_after_its_window() {
    let mut phone = Phone::new();
    let [first, second] = phone.due(1)[..] else { panic!() };
    phone.lives_until(first - 60);
    assert_eq!(phone.many(Kind::Check), 0);
    phone.lives(60);
    assert_eq!(phone.outcomes(), [CheckOutcome::Asking]);
    phone.lives(3_599);
    assert_eq!(phone.outcomes(), [CheckOutcome::Asking]);
    phone.lives(1);
    assert_eq!(phone.outcomes(), [CheckOutcome::Unanswered]);
    let closes = phone.checks.known()[0].closes.unwrap();
    assert_eq!(closes.earliest(), first + 3_600);
    phone.lives_until(second);
    assert_eq!(phone.outcomes(), [CheckOutcome::Unanswered, CheckOutcome::Asking]);
}

// FM-01, Q-03
#[test]
fn nothing_is_asked_in_quiet_hours_and_a_window_stands_still_in_them() {
    let mut phone = Phone::new();
    let last = *phone.due(1).last().unwrap();
    phone.lives_until(last - 60);
    // The phone is off until half an hour before quiet hours.
    phone.off(MIDNIGHT + DAY + 21 * HOUR + 30 * MINUTE - phone.now_s).tick();
    phone.lives_until(MIDNIGHT + DAY + 22 * HOUR);
    assert_eq!(phone.left_s(), 30 * 60);
    phone.lives_until(MIDNIGHT + 2 * DAY + 9 * HOUR);
    assert_eq!(phone.left_s(), 30 * 60);
    phone.lives(29 * 60);
    assert_eq!(phone.left_s(), 60);
}

#[test]
fn of_time_that_passes_unseen_only_what_is_not_quiet_counts() {
    let mut phone = Phone::new();
    phone.jumps_until(*phone.due(1).last().unwrap() - 60);
    phone.off(MIDNIGHT + DAY + 21 * HOUR + 30 * MINUTE - phone.now_s).tick();
    assert_eq!(phone.left_s(), 3_600);
    phone.passes(HOUR).tick();
    assert_eq!(phone.left_s(), 30 * 60);
}

#[test]
fn a_check_that_cannot_be_shown_waits_until_it_can() {
    let mut phone = Phone::new();
    phone.jumps_until(phone.due(1)[0] - 60);
    phone.can_show = false;
    phone.lives(600);
    assert_eq!(phone.many(Kind::Check), 0);
    phone.can_show = true;
    phone.lives(60);
    assert_eq!((phone.outcomes(), phone.left_s()), (vec![CheckOutcome::Asking], 3_600));
}

#[test]
fn why_time_stands_still_is_told() {
    let mut phone = Phone::new();
    phone.jumps_until(phone.due(1)[0]);
    let why = |phone: &Phone, at| {
        phone.asked(|asking| asking.standing_still(at)).map(StandingStill::name)
    };
    let (day, night) = (phone.now_s, MIDNIGHT + 2 * DAY);
    assert_eq!((why(&phone, day), why(&phone, night)), (None, Some("quiet-hours")));
    phone.can_show = false;
    assert_eq!((why(&phone, day), why(&phone, night)), (Some("no-notices"), Some("quiet-hours")));
    phone.can_show = true;
    phone.life = Life { state: Stage::Paused, why: Some(Why::Loan), starts_at: None };
    assert_eq!((why(&phone, day), why(&phone, night)), (Some("paused"), Some("paused")));
    phone.life = Life { state: Stage::Running, why: None, starts_at: None };
    phone.declares(Declared::Hospital, None);
    assert_eq!((why(&phone, day), why(&phone, night)), (Some("paused"), Some("paused")));
}

// FM-02, E-06
#[test]
fn a_phone_that_was_off_asks_when_it_is_on_and_leaves_the_whole_window() {
    let mut phone = Phone::new();
    let due = phone.due(1)[0];
    phone.lives_until(due - 60);
    phone.off(60 + 90 * 60).tick();
    if phone.due(1)[1] > phone.now_s {
        assert_eq!((phone.outcomes(), phone.left_s()), (vec![CheckOutcome::Asking], 3_600));
    }
}

// E-06
#[test]
fn time_in_which_the_phone_was_off_is_nobodys() {
    let mut phone = Phone::new();
    phone.lives_until(phone.due(1)[0]).lives(20 * 60);
    assert_eq!(phone.left_s(), 40 * 60);
    phone.off(HOUR).tick();
    assert_eq!(phone.left_s(), 40 * 60);
    phone.lives(600);
    assert_eq!(phone.left_s(), 30 * 60);
}

// E-30
#[test]
fn time_in_which_nothing_can_be_shown_is_nobodys() {
    let mut phone = Phone::new();
    phone.lives_until(phone.due(1)[0]).lives(20 * 60);
    phone.can_show = false;
    phone.lives(HOUR);
    // When it was switched off within the last minute nobody knows.
    assert_eq!(phone.left_s(), 40 * 60);
    phone.can_show = true;
    phone.lives(120);
    assert_eq!(phone.left_s(), 39 * 60);
}

// E-05
#[test]
fn of_days_that_the_phone_was_off_nothing_is_asked() {
    let mut phone = Phone::new();
    phone.tick();
    phone.off(3 * DAY).tick();
    assert!(phone.outcomes().iter().all(|outcome| *outcome == CheckOutcome::NotDelivered));
    assert!(phone.outcomes().len() >= 4);
    assert!(phone.checks.known().iter().all(|check| !check.was_asked()));
    phone.lives_until(phone.due(4)[0]);
    assert_eq!(phone.outcomes().last(), Some(&CheckOutcome::Asking));
}

#[test]
fn the_next_check_takes_the_place_of_one_that_stands_still() {
    let mut phone = Phone::new();
    let [first, second] = phone.due(1)[..] else { panic!() };
    phone.lives_until(first).lives(60);
    phone.can_show = false;
    phone.lives_until(second);
    phone.can_show = true;
    phone.lives(60);
    assert_eq!(phone.outcomes(), [CheckOutcome::Superseded, CheckOutcome::Asking]);
    let asked: Vec<bool> = phone.checks.known().iter().map(|check| check.was_asked()).collect();
    assert_eq!(asked, [false, true]);
}

// E-09, E-13
#[test]
fn a_clock_that_is_set_back_asks_nothing_twice() {
    let mut phone = Phone::new();
    phone.lives_until(phone.due(1)[1]).lives(2 * HOUR);
    let asked = phone.many(Kind::Check);
    phone.now_s -= 8 * HOUR;
    phone.tick();
    phone.lives(8 * HOUR);
    assert_eq!(phone.many(Kind::Check), asked);
}

#[test]
fn what_is_due_in_a_pause_is_never_asked() {
    let mut phone = Phone::new();
    let [first, second] = phone.due(1)[..] else { panic!() };
    phone.lives_until(first - 600);
    phone.declares(Declared::Hospital, None);
    phone.is_now(Stage::Paused, Some(Why::Hospital));
    phone.lives_until(second + HOUR);
    phone.declares(Declared::Back, None);
    phone.is_now(Stage::Running, None);
    phone.lives_until(phone.now_s + 12 * HOUR);
    assert_eq!(phone.many(Kind::Check), 0, "and nothing for twelve hours");
    phone.lives_until(MIDNIGHT + 4 * DAY);
    assert!(phone.many(Kind::Check) > 0);
}

// FM-07
#[test]
fn a_pause_within_a_window_stops_it_and_heals_it() {
    let mut phone = Phone::new();
    phone.lives_until(phone.due(1)[0]).lives(30 * 60);
    phone.declares(Declared::Personal, Some(phone.now_s + 7_200));
    phone.is_now(Stage::Paused, Some(Why::Personal));
    phone.lives(7_200);
    assert_eq!(phone.left_s(), 30 * 60);
    phone.is_now(Stage::Running, None);
    phone.lives(HOUR);
    assert_eq!(phone.outcomes()[0], CheckOutcome::Paused);
}

// FM-07, E-20
#[test]
fn a_pause_that_is_learned_later_heals_what_was_unanswered() {
    let mut phone = Phone::new();
    let due = phone.due(1)[0];
    phone.lives_until(due).lives(2 * HOUR);
    assert_eq!(phone.outcomes(), [CheckOutcome::Unanswered]);
    let mut later = after(&order());
    later.pauses = vec![crate::documents::Pause {
        from: due - 600,
        until: Some(due + 600),
        why: crate::model::PauseWhy::Hospital,
        names: None,
    }];
    take(Arc::make_mut(&mut phone.orders), &later, phone.now_s);
    assert_eq!(phone.outcomes(), [CheckOutcome::Paused]);
}

// E-21, Q-07
#[test]
fn a_release_that_is_learned_later_takes_the_place_of_what_was_asked() {
    let mut phone = Phone::new();
    let due = phone.due(1)[0];
    phone.lives_until(due).lives(2 * HOUR);
    let mut later = after(&order());
    later.released = Some(crate::documents::Released { at: due - 300, why: "recovered".into() });
    take(Arc::make_mut(&mut phone.orders), &later, phone.now_s);
    assert_eq!(phone.outcomes(), [CheckOutcome::Superseded]);
}

// Whatever happens when: the caps hold, and nothing is asked twice.
proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(24))]
    #[test]
    fn any_days_keep_their_bounds(steps in proptest::collection::vec((0u8..6, 1u64..40_000), 1..40)) {
        let mut phone = Phone::new();
        for (what, seconds) in steps {
            match what {
                0 => { phone.off(seconds); }
                1 => phone.can_show = !phone.can_show,
                2 => { let _ = phone.answers(None); }
                3 => { phone.now_s = (phone.now_s - seconds.min(20_000)).max(NOON); }
                _ => { phone.passes(seconds); }
            }
            phone.tick();
            let asked: Vec<u64> = phone.checks.asked_seconds();
            for at in &asked {
                let within = asked.iter().filter(|one| **one <= *at && at - **one < DAY).count();
                proptest::prop_assert!(within <= 4);
            }
        }
        let asked = phone.journal.iter().filter_map(|entry| match entry.event() {
            Some(Event::Check { open }) if open.closes.is_none() && open.refused.is_none() => Some(open.id),
            _ => None,
        });
        let mut asked: Vec<CheckId> = asked.collect();
        let all = asked.len();
        asked.sort();
        asked.dedup();
        proptest::prop_assert_eq!(asked.len(), all);
    }
}
