//! What a phone's system is asked for: reminders, and when to wake.

use std::sync::Arc;

use super::*;

#[test]
fn reminders_are_nearest_first_and_none_is_in_quiet_hours() {
    let mut phone = Phone::new();
    phone.lives_until(phone.due(1)[0]).lives(20 * 60);
    let (all, wakes) = phone.happens(|checks, asking, now, _| {
        (checks.reminders(asking, now), checks.wakes_at(asking, now))
    });
    let open: Vec<(usize, i64)> = all
        .iter()
        .filter(|one| one.check == phone.checks.known()[0].id)
        .map(|one| (one.number, one.at as i64 - phone.now_s as i64))
        .collect();
    assert_eq!(open, [(1, -1_198), (2, 600), (3, 1_800)]);
    assert_eq!(wakes, Some(phone.now_s + 40 * 60));
    for reminder in &all {
        let minute = phone.zone.minute(reminder.at as i64);
        assert!((540..1320).contains(&minute));
    }
}

#[test]
fn a_reminder_takes_the_place_of_the_one_before_it() {
    let mut phone = Phone::new();
    phone.jumps_until(phone.due(1)[0]).lives(15 * 60);
    let id = phone.checks.known()[0].id;
    let all = phone.asked(|asking| phone.checks.reminders(asking, &phone.now()));
    let numbers: Vec<usize> =
        all.iter().filter(|one| one.check == id).map(|one| one.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
}

#[test]
fn checks_of_three_days_are_handed_over_once_each_and_none_of_a_pause() {
    let mut phone = Phone::new();
    let first = phone.due(1)[0];
    phone.jumps_until(first);
    let shown = |phone: &Phone| -> Vec<u64> {
        let all = phone.asked(|asking| phone.checks.reminders(asking, &phone.now()));
        all.iter().filter(|one| one.number == 0).map(|one| one.at).collect()
    };
    let mut due: Vec<u64> = (1..=4).flat_map(|day| phone.due(day)).collect();
    due.retain(|at| (first..first + 3 * DAY).contains(at));
    assert_eq!(shown(&phone), due);
    let void = due.remove(2);
    let mut later = after(&order());
    later.pauses = vec![crate::documents::Pause {
        from: void - 600,
        until: Some(void + 600),
        why: crate::model::PauseWhy::Hospital,
        names: None,
    }];
    take(Arc::make_mut(&mut phone.orders), &later, phone.now_s);
    assert_eq!(shown(&phone), due);
}

#[test]
fn what_waits_today_is_what_was_not_asked_and_still_may_be() {
    let mut phone = Phone::new();
    let [first, second] = phone.due(1)[..] else { panic!() };
    let waiting = |phone: &Phone| -> Vec<CheckId> {
        let all = phone.asked(|asking| phone.checks.waiting_today(asking, &phone.now()));
        assert!(all.iter().all(|(_, kind)| *kind == CheckKind::Place));
        all.into_iter().map(|(id, _)| id).collect()
    };
    let both = waiting(&phone);
    assert!(both.len() == 2 && both.is_sorted());
    phone.jumps_until(first);
    let id = phone.checks.known()[0].id;
    let other = both.into_iter().filter(|one| *one != id).collect::<Vec<_>>();
    assert_eq!((waiting(&phone), other.len()), (other, 1));
    let mut paused = Phone::new();
    let mut later = after(&order());
    later.pauses = vec![crate::documents::Pause {
        from: second - 600,
        until: Some(second + 600),
        why: crate::model::PauseWhy::Hospital,
        names: None,
    }];
    take(Arc::make_mut(&mut paused.orders), &later, paused.now_s);
    assert_eq!(waiting(&paused), [id]);
    phone.life = Life { state: Stage::Ended, why: None, starts_at: None };
    assert_eq!(waiting(&phone), []);
}

#[test]
fn a_phone_wakes_for_what_is_due_and_for_what_is_held_only_when_it_may_be_asked() {
    let mut phone = Phone::new();
    let [first, second] = phone.due(1)[..] else { panic!() };
    let wakes = |phone: &Phone| phone.asked(|asking| phone.checks.wakes_at(asking, &phone.now()));
    assert_eq!(wakes(&phone), Some(first), "nothing waits for the morning");
    phone.jumps_until(first).jumps_until(first + HOUR);
    assert_eq!(wakes(&phone), Some(second));
    let mut kept = phone.checks.kept().clone();
    kept.surprises.push(HeldSurprise {
        id: CheckId::new([1; 8]),
        digest: [1; 32],
        kind: CheckKind::Place,
        exp: phone.now_s + DAY,
        came: phone.now().moment.within,
    });
    phone.checks = AskedChecks::rebuild(&phone.journal, Some(kept.clone()), 3_600);
    assert_eq!(wakes(&phone), Some(second), "what is held could be asked now");
    let mut night = Phone::new();
    night.checks = AskedChecks::rebuild(&[], Some(kept), 3_600);
    assert_eq!(wakes(&night), Some(MIDNIGHT + DAY + 9 * HOUR));
}
