//! What naming places is worth.

use super::{Phone, at, home, kinds, moves, score, weight};
use crate::events::Activity;
use crate::quarantine::presence::{
    Accuracy, Elapsed, Fix, FixNumber, Millimetres, Presence, Source, Verdict,
};

#[test]
fn a_wrong_place_that_is_repeated_for_hours_is_one_sign() {
    let mut phone = Phone::at_home();
    for _ in 0..57 {
        let judgement = phone.after(144).wifi(335, 0);
        assert_eq!(score(&judgement), 10);
        assert_eq!(phone.state(), "suspect");
        assert_eq!(phone.underneath(), "home");
    }
}

#[test]
fn a_repeat_is_what_lies_within_its_circle_or_sixty_metres() {
    let mut phone = Phone::at_home();
    assert_eq!(weight(&phone.after(60).wifi(500, 0)), 10);
    assert_eq!(weight(&phone.after(60).wifi(560, 0)), 0);
    let wide = Accuracy::of_android(Millimetres::of_metres(120));
    let fix = Fix { accuracy: wide, ..phone.after(60).fix(620, 0) };
    assert_eq!(weight(&phone.take(&fix)), 0);
    assert_eq!(weight(&phone.after(60).wifi(561, 0)), 10);
}

#[test]
fn two_places_are_worth_twenty_and_a_third_needs_a_way() {
    let mut phone = Phone::at_home();
    assert_eq!(kinds(&phone.after(60).wifi(500, 0)), ["place"]);
    assert_eq!(kinds(&phone.after(60).wifi(1_000, 0)), ["place"]);
    assert_eq!(phone.state(), "unverified");
    let third = phone.after(60).wifi(1_500, 0);
    assert_eq!((kinds(&third), score(&third)), (vec!["path"], 30));
    assert_eq!(phone.state(), "unverified", "two minutes are not long enough");
    assert_eq!(weight(&phone.after(60).wifi(2_000, 0)), 0);
    assert_eq!(phone.state(), "away", "a fourth place is not evidence and is out for longer");
}

#[test]
fn between_two_wrong_places_there_is_no_way() {
    let mut phone = Phone::at_home();
    phone.after(60).wifi(500, 0);
    phone.after(60).wifi(500, 600);
    phone.after(60).wifi(500, 0);
    // A third wrong place after a return.
    let third = phone.after(60).wifi(-700, 0);
    assert_eq!((weight(&third), score(&third)), (0, 20));
    assert_eq!(phone.state(), "unverified");
    // It is known all the same.
    assert_eq!(weight(&phone.after(60).wifi(-700, 0)), 0);
    // An hour after the place that was returned to was named, it is forgotten with its return.
    assert_eq!(kinds(&phone.after(3_400).wifi(500, 0)), ["place"]);
}

#[test]
fn staying_somewhere_is_no_return() {
    let mut phone = Phone::at_home();
    for east in [500, 500, 1_000, 1_000, 1_500] {
        phone.after(60).wifi(east, 0);
    }
    assert_eq!(phone.state(), "away");
}

#[test]
fn between_two_known_places_the_last_one_is_the_one_that_is_stayed_at() {
    let mut phone = Phone::at_home();
    for east in [500, 600] {
        assert_eq!(kinds(&phone.after(60).wifi(east, 0)), ["place"]);
    }
    // Nearer to the first, and near enough to the second.
    assert_eq!(weight(&phone.after(60).wifi(545, 0)), 0);
    assert_eq!(kinds(&phone.after(60).wifi(1_500, 0)), ["path"]);
}

#[test]
fn a_leg_that_nobody_can_go_is_no_way() {
    let mut phone = Phone::at_home();
    phone.after(60).wifi(-500, 0);
    phone.after(60).wifi(500, 0);
    // Each step is possible if the circle between them is used twice.
    let wide = Accuracy::of_android(Millimetres::of_metres(150));
    let between = Fix { accuracy: wide, source: Source::Gnss, ..phone.after(10).fix(1_240, 0) };
    assert_eq!(phone.take(&between).verdict, Verdict::Out);
    let third = phone.after(10).wifi(1_855, 0);
    assert_eq!((third.verdict, weight(&third), score(&third)), (Verdict::Out, 0, 20));
}

#[test]
fn after_one_impossible_place_the_way_counts_again() {
    let mut phone = Phone::at_home();
    assert_eq!(phone.wifi(500_000, 0).verdict, Verdict::Neutral);
    assert_eq!(phone.after(60).wifi(500, 0).verdict, Verdict::Neutral, "as far from there");
    assert_eq!(weight(&phone.after(60).wifi(510, 0)), 0, "and so barred");
    assert_eq!(weight(&phone.after(60).wifi(700, 0)), 10);
}

#[test]
fn beside_an_impossible_place_it_counts_where_the_phone_was_before() {
    let mut phone = Phone::at_home();
    assert_eq!(phone.after(3_600).wifi(50_000, 0).verdict, Verdict::Out);
    assert_eq!(phone.after(10).wifi(40_000, 0).verdict, Verdict::Neutral);
    // Reachable from there and from home, but not from where it was half a minute ago.
    assert_eq!(phone.after(20).wifi(40_200, 0).verdict, Verdict::Neutral);
    assert_eq!(phone.after(600).wifi(40_400, 0).verdict, Verdict::Out);
}

#[test]
fn a_place_that_nobody_can_have_reached_says_nothing_until_home() {
    let mut phone = Phone::at_home();
    let teleport = phone.wifi(3_549_000, 0);
    assert_eq!((teleport.verdict, score(&teleport)), (Verdict::Neutral, 0));
    for beside in 0..19 {
        let judgement = phone.after(155).wifi(3_549_000, 200 * beside);
        assert_eq!((judgement.verdict, score(&judgement)), (Verdict::Neutral, 0));
    }
    // GNSS neither, nor motion.
    let fix = Fix {
        source: Source::Gnss,
        sensors: moves(Activity::Walk),
        ..phone.after(60).fix(3_549_000, 0)
    };
    assert_eq!(weight(&phone.take(&fix)), 0);
    assert_eq!(phone.state(), "home");
    phone.after(60).wifi(0, 0);
    // Back home, everything counts anew.
    phone.presence.boot();
    phone.after(60).wifi(0, 0);
    assert_eq!(weight(&phone.after(70_000).wifi(3_549_000, 0)), 10);
}

#[test]
fn evidence_leaves_after_an_hour_with_its_place() {
    let mut phone = Phone::at_home();
    phone.after(60).wifi(500, 0);
    // Something in between, so that there is news.
    phone.after(1_800).wifi(120, 0);
    let last_moment = phone.after(1_800).wifi(500, 0);
    assert_eq!((weight(&last_moment), score(&last_moment)), (0, 10));
    let after = phone.after(1).wifi(500, 0);
    assert_eq!((weight(&after), score(&after)), (10, 10));
}

#[test]
fn what_is_remembered_is_bounded_and_too_much_accuses_nobody() {
    let walk = |places: i64| {
        let mut presence = Presence::new(home());
        let phone = Phone::new();
        let mut heaviest = 0;
        for place in 0..places {
            let moment = Elapsed(place * 3_000);
            let fix = Fix {
                at: at(500 + 61 * place, 0),
                measured: moment,
                delivered: moment,
                ..phone.fix(0, 0)
            };
            heaviest = presence.take(FixNumber(1), &fix).score.0;
        }
        let now = Elapsed(places * 3_000 + 3_601_000);
        let fix = Fix { at: at(200_000, 0), measured: now, delivered: now, ..phone.fix(0, 0) };
        (heaviest, presence.take(FixNumber(2), &fix).weight.0)
    };
    assert_eq!(walk(1_024), (30, 10));
    // More than can be remembered: nothing new counts for an hour, then it does again.
    assert_eq!(walk(1_100), (30, 10));
    let jump = |times: i64| {
        let mut phone = Phone::at_home();
        for time in 0..times {
            phone.after(1).wifi(1_000_000 * (1 + time % 2) + 100 * time, 0);
        }
        let slow = phone.after(600_000).wifi(5_000, 0);
        (slow.verdict, slow.weight.0)
    };
    assert_eq!(jump(1_000), (Verdict::Out, 10));
    assert_eq!(jump(1_025), (Verdict::Out, 0), "until it was home again");
}
