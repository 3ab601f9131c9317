//! What a fix says, and which say nothing.

use super::{Phone, circle, score, weight};
use crate::quarantine::presence::{Accuracy, Elapsed, Fix, Millimetres, Places, Presence, Verdict};

fn reason(verdict: Verdict) -> &'static str {
    let Verdict::Inadmissible(reason) = verdict else { panic!("{verdict:?} is admissible") };
    reason.name()
}

#[test]
fn in_neutral_and_out_lie_around_the_radius() {
    // Out begins beyond 100 m + 2.5 × 20 m.
    let mut phone = Phone::at_home();
    for (east, verdict) in
        [(100, Verdict::In), (101, Verdict::Neutral), (150, Verdict::Neutral), (151, Verdict::Out)]
    {
        assert_eq!(phone.after(60).wifi(east, 0).verdict, verdict, "{east}");
    }
    // A phone that claims to be better than 15 m is not believed.
    let sharp = Accuracy::of_android(Millimetres(1));
    let fix = Fix { accuracy: sharp, ..phone.after(60).fix(137, 0) };
    assert_eq!(phone.take(&fix).verdict, Verdict::Neutral);
    let fix = Fix { accuracy: sharp, ..phone.after(60).fix(138, 0) };
    assert_eq!(phone.take(&fix).verdict, Verdict::Out);
}

#[test]
fn what_is_no_evidence_has_its_reason_and_changes_nothing() {
    let accuracy = |mm| Accuracy::of_android(Millimetres(mm));
    let mut phone = Phone::at_home();
    phone.after(60).wifi(500, 0);
    let before = phone.presence.clone();
    phone.after(60);
    let fix = phone.fix(900, 0);
    let earlier = |seconds: i64| Elapsed(fix.delivered.0 - seconds * 1_000);
    let cases = [
        ("old", Fix { measured: Elapsed(earlier(120).0 - 1), ..fix }),
        ("no-accuracy", Fix { accuracy: None, ..fix }),
        ("no-accuracy", Fix { accuracy: accuracy(0), ..fix }),
        ("inaccurate", Fix { accuracy: accuracy(150_001), ..fix }),
        ("inaccurate", Fix { accuracy: accuracy(u64::MAX), ..fix }),
        ("mock", Fix { is_mock: true, ..fix }),
        ("restamped", Fix { measured: Elapsed(fix.delivered.0 + 1), ..fix }),
        ("restamped", Fix { in_deep_sleep: true, ..phone.fix(500, 0) }),
        ("not-newer", Fix { measured: earlier(60), ..fix }),
        ("coarse", Fix { is_coarse: true, ..fix }),
    ];
    for (expected, fix) in cases {
        let judgement = phone.take(&fix);
        assert_eq!(reason(judgement.verdict), expected);
        assert_eq!((weight(&judgement), score(&judgement)), (0, 10), "{expected}");
        assert_eq!(phone.presence, before, "{expected}");
    }
    // Right at the limits they are evidence.
    let at_once = Elapsed(earlier(60).0 + 1);
    let fix = Fix { measured: at_once, accuracy: accuracy(150_000), ..phone.fix(510, 0) };
    assert_eq!(phone.take(&fix).verdict, Verdict::Out);
    // A new place in deep sleep is one, and so is the old one with another circle.
    let fix = Fix { in_deep_sleep: true, ..phone.after(120).fix(1_500, 0) };
    assert_eq!(phone.take(&fix).verdict, Verdict::Out);
    let fix = Fix { in_deep_sleep: true, ..phone.after(60).fix(1_600, 0) };
    assert_eq!(phone.take(&fix).verdict, Verdict::Out);
    let fix = Fix { accuracy: accuracy(21_000), ..Fix { measured: phone.after(60).now(), ..fix } };
    let fix = Fix { delivered: phone.now(), ..fix };
    assert_eq!(phone.take(&fix).verdict, Verdict::Out);
    // It may be two minutes old.
    let fix = phone.after(240).fix(1_700, 0);
    let fix = Fix { measured: Elapsed(fix.delivered.0 - 120_000), ..fix };
    assert_eq!(phone.take(&fix).verdict, Verdict::Out);
}

#[test]
fn several_places_are_each_a_home() {
    let places = Places::new(circle(0, 0, 100), vec![circle(5_000, 0, 300)]);
    let mut phone = Phone::at_home();
    phone.presence = Presence::new(places);
    assert_eq!(phone.wifi(5_300, 0).verdict, Verdict::In);
    let between = phone.after(600).wifi(2_500, 0);
    assert_eq!((between.verdict, between.distance.0), (Verdict::Out, 2_500_000));
    assert_eq!(phone.after(600).wifi(4_660, 0).verdict, Verdict::Neutral);
    // Of two that are as near the first is the nearest.
    phone.presence = Presence::new(Places::new(circle(0, 0, 100), vec![circle(1_000, 0, 100)]));
    assert_eq!(phone.after(600).wifi(500, 0).nearest, 0);
    assert_eq!(phone.after(60).wifi(501, 0).nearest, 1);
    // Inside of a large place that reaches over a small one's edge.
    let places = Places::new(circle(0, 0, 75), vec![circle(400, 0, 500)]);
    phone.presence = Presence::new(places);
    assert_eq!(phone.after(600).wifi(-80, 0).verdict, Verdict::In);
}
