//! What is kept beside the journal, and checks that are rebuilt out of it.

use super::*;

#[test]
fn a_process_that_dies_counts_on_by_the_clock_of_its_boot() {
    let mut phone = Phone::new();
    phone.jumps_until(phone.due(1)[0]).lives(60);
    // What is stored is what was counted when the window opened.
    let mut kept = phone.checks.kept().clone();
    kept.windows[0].passed = Milliseconds(0);
    kept.windows[0].counted_to = Milliseconds(kept.windows[0].counted_to.0 - 60_000);
    assert!(!kept.differs_from(phone.checks.kept()));
    phone.checks = AskedChecks::rebuild(&phone.journal, Some(kept), 3_600);
    phone.passes(540).tick();
    assert_eq!(phone.left_s(), 50 * 60);
}

#[test]
fn what_was_lost_beside_the_journal_gives_the_person_a_whole_window() {
    let mut phone = Phone::new();
    phone.jumps_until(phone.due(1)[0]).lives(50 * 60);
    phone.checks = AskedChecks::rebuild(&phone.journal, None, 3_600);
    phone.passes(60).tick();
    assert_eq!((phone.outcomes(), phone.left_s()), (vec![CheckOutcome::Asking], 3_600));
    // What closed, what another took the place of, and what the end found open do not begin anew.
    let asked = || {
        let mut phone = Phone::new();
        phone.jumps_until(phone.due(1)[0]);
        phone
    };
    let (mut closed, mut ended, mut refused) = (asked(), asked(), asked());
    closed.jumps_until(closed.now_s + HOUR);
    let end = crate::quarantine::journal::tests::any_event::one(Kind::End);
    ended.happens(|_, _, _, pen| pen.write(&end));
    refused.can_show = false;
    refused.jumps_until(refused.due(1)[1]);
    refused.can_show = true;
    refused.jumps_until(refused.now_s + 60);
    for (phone, open) in [(closed, 0), (ended, 0), (refused, 1)] {
        let rebuilt = AskedChecks::rebuild(&phone.journal, None, 3_600);
        assert_eq!((rebuilt.kept().windows.len(), rebuilt.known()), (open, phone.checks.known()));
    }
}

#[test]
fn time_is_counted_for_whoever_looks_and_changes_nothing() {
    let mut phone = Phone::new();
    phone.jumps_until(phone.due(1)[0]).passes(600);
    let counted = phone.asked(|asking| phone.checks.counted(asking, &phone.now()));
    assert_eq!(counted.window(counted.known()[0].id).unwrap().left_s(), 3_000);
    assert_eq!((counted.known(), phone.left_s()), (phone.checks.known(), 3_600));
}

#[test]
fn whatever_is_more_than_time_that_passed_is_stored() {
    let mut phone = Phone::new();
    phone.jumps_until(phone.due(1)[0]).lives(60);
    let kept = phone.checks.kept().clone();
    let changed = |change: fn(&mut Kept)| {
        let mut other = kept.clone();
        change(&mut other);
        kept.differs_from(&other)
    };
    assert!(!changed(|kept| kept.windows[0].passed = Milliseconds(5)));
    assert!(!changed(|kept| kept.windows[0].counted_to = Milliseconds(5)));
    assert!(changed(|kept| kept.settled_until += 1));
    assert!(changed(|kept| kept.windows.clear()));
    assert!(changed(|kept| kept.windows[0].check = CheckId::new([0; 8])));
    assert!(changed(|kept| kept.windows[0].length_s += 1));
    assert!(changed(|kept| kept.windows[0].boot = BootMark::new([0; 8])));
    assert!(changed(|kept| kept.windows[0].is_counting = false));
    let at = phone.now().moment;
    let with_here = Kept { here: Some(at), ..kept.clone() };
    assert!(kept.differs_from(&with_here));
    let held = HeldSurprise {
        id: CheckId::new([1; 8]),
        digest: [1; 32],
        kind: CheckKind::Place,
        exp: 1,
        came: at.within,
    };
    let with_surprise = Kept { surprises: vec![held], ..kept.clone() };
    assert!(kept.differs_from(&with_surprise));
}
