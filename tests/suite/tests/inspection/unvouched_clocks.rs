//! An inspector whose device was restarted has a wall clock that nobody vouches for. However wrong
//! it is, it convicts nobody; what is sure without it stays sure, and an anchor makes it right.

use doorstep::inspection::{Answer, InspectorTime, NextStep, Reason, Verdict};
use doorstep::time::Moment;
use doorstep_suite::holder::{at, declared, for_challenge};
use doorstep_suite::inspection_setup::{InspectionSetup, Shown, around};
use doorstep_suite::issuer::NOW;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
const ASKED: [u8; 8] = *b"12345678";
/// When the authority's newest signature was made.
const SIGNED: u64 = NOW - 600;
/// How wrong a wall clock is, in seconds.
const ERRORS: [i64; 17] = [
    -6 * DAY,
    -DAY,
    -4 * HOUR,
    -HOUR,
    -601,
    -540,
    -301,
    -60,
    60,
    301,
    HOUR,
    3 * HOUR,
    4 * HOUR,
    DAY,
    3 * DAY,
    6 * DAY,
    8 * DAY,
];

/// A person and what is shown.
type Kind = (&'static str, fn(&mut InspectionSetup));

/// The time of a device that was restarted, with this wall clock.
fn restarted(wall_s: i64) -> InspectorTime {
    let (lo_ms, wall_ms) = (i64::try_from(SIGNED).unwrap() * 1000, wall_s * 1000);
    let moment = Moment { lo_ms, hi_ms: None, best_ms: wall_ms.max(lo_ms), anchored: false };
    InspectorTime::of(&moment, wall_ms)
}

fn wall(error: i64) -> InspectorTime {
    restarted(i64::try_from(NOW).unwrap() + error)
}

/// A pass that lasts for a month.
fn long(setup: &mut InspectionSetup) {
    setup.issuer.rules.purposes[0].minutes = 30 * 1440;
    setup.pass.exp = setup.pass.nbf + 20 * 86_400;
}

fn paper(setup: &mut InspectionSetup) {
    setup.pass.holder = None;
    setup.shown = Shown::Bare;
}

fn asked(setup: &mut InspectionSetup) {
    setup.challenge = Some(ASKED);
    setup.frame = for_challenge(ASKED);
}

fn answer(kind: &Kind, time: InspectorTime) -> Answer {
    let mut setup = InspectionSetup::default();
    kind.1(&mut setup);
    setup.time = time;
    setup.answer()
}

const HONEST: [Kind; 16] = [
    ("live", |_| {}),
    ("number check", asked),
    ("paper", paper),
    ("for days, live", long),
    ("for days, number check", |setup| {
        long(setup);
        asked(setup);
    }),
    ("for days, on paper", |setup| {
        long(setup);
        paper(setup);
    }),
    ("began a minute ago", |setup| setup.pass.nbf = NOW - 60),
    ("ends in ten minutes", |setup| setup.pass.exp = NOW + 600),
    ("its act ends tomorrow", |setup| setup.issuer.rules.acts[0].until = Some(NOW + 86_400)),
    ("its act began before the last signature", |setup| {
        setup.issuer.rules.acts[0].from = SIGNED - 60;
    }),
    ("another act follows", |setup| {
        setup.issuer.rules.acts[0].until = Some(NOW + 7200);
        let next = doorstep::documents::Act {
            no: 2,
            from: NOW + 7200,
            until: None,
            ..setup.issuer.rules.acts[0].clone()
        };
        setup.issuer.rules.acts.push(next);
    }),
    ("will be revoked tomorrow", |setup| {
        long(setup);
        asked(setup);
        setup.issuer.deny(setup.pass.id, NOW + 86_400);
    }),
    ("on the way home", |setup| {
        setup.pass.nbf = SIGNED - 1200;
        setup.pass.exp = setup.pass.nbf + 180 * 60;
        setup.issuer.deny(setup.pass.id, SIGNED - 60);
    }),
    ("the pass key is about to go", |setup| {
        let public = setup.issuer.pass.public().clone();
        setup.issuer.entry(&public).verify_until = setup.pass.exp;
    }),
    ("an emergency", InspectionSetup::emergency),
    ("an emergency, number check", |setup| {
        setup.emergency();
        setup.challenge = Some(ASKED);
        setup.frame = declared(for_challenge(ASKED), NOW - 60);
    }),
];

#[test]
fn a_wall_clock_convicts_nobody_however_wrong_it_is() {
    let mut wrong = Vec::new();
    for kind in &HONEST {
        for error in ERRORS {
            let answer = answer(kind, wall(error));
            // Either the person goes on, or nothing is concluded and something helps.
            let unknown = (answer.verdict, answer.reason) == (Verdict::CannotTell, Reason::Clock);
            let helps = matches!(answer.next, NextStep::Refresh | NextStep::Challenge)
                || (kind.0.starts_with("an emergency") && answer.next == NextStep::LetPass);
            if !(answer.verdict.lets_pass() || (unknown && helps)) {
                wrong.push(format!("{}, {error} s: {answer:?} {:?}", kind.0, answer.next));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_wall_clock_that_is_right_lets_the_same_people_go_on_as_an_anchor() {
    for kind in &HONEST {
        let known = answer(kind, around(NOW, 1));
        assert!(known.verdict.lets_pass(), "{}: {known:?}", kind.0);
        let believed = answer(kind, wall(0));
        // Within five minutes of an edge a wall clock is not believed.
        let near = kind.0 == "began a minute ago";
        if !near {
            assert_eq!(believed.verdict, known.verdict, "{}", kind.0);
        }
    }
    // A number check needs no clock, but a pass has an end: what is a day off cannot say.
    assert_eq!(answer(&HONEST[1], wall(HOUR)).verdict, Verdict::Valid);
    assert_eq!(answer(&HONEST[1], wall(DAY)).next, NextStep::Refresh);
    assert_eq!(answer(&HONEST[0], wall(HOUR)).next, NextStep::Challenge);
    // Of somebody's emergency too: whoever declares one goes on.
    assert_eq!(answer(&HONEST[15], wall(6 * DAY)).next, NextStep::LetPass);
}

#[test]
fn what_is_sure_without_a_clock_is_said_with_any() {
    let sure: [(Kind, Verdict, Reason); 6] = [
        (
            ("over before the last signature", |setup| {
                setup.pass.nbf = SIGNED - 3600;
                setup.pass.exp = SIGNED;
            }),
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            ("its act ended before the last signature", |setup| {
                setup.issuer.rules.acts[0].until = Some(SIGNED);
            }),
            Verdict::NotInForce,
            Reason::NotInForce,
        ),
        (
            ("an emergency that was over before the last signature", |setup| {
                setup.emergency();
                setup.frame = declared(at(NOW), SIGNED - 240 * 60);
            }),
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            ("a stamp of more than a week before the last signature", |setup| {
                setup.issuer.stamp.iat = SIGNED - 7 * 86_400 - 1;
                setup.issuer.stamp.exp = NOW + 1;
            }),
            Verdict::CannotTell,
            Reason::ListsOld,
        ),
        (
            ("another phone's key", |setup| setup.presenter = Some(Default::default())),
            Verdict::Forged,
            Reason::HolderSignature,
        ),
        (
            ("cut out", |setup| {
                long(setup);
                setup.shown = Shown::Bare;
            }),
            Verdict::StaleFrame,
            Reason::NotLive,
        ),
    ];
    for (kind, verdict, reason) in &sure {
        for error in ERRORS {
            let answer = answer(kind, wall(error));
            let found = (answer.verdict, answer.reason);
            // A wall clock that finds everything over, or that is none, comes before the live part.
            let may_not_know = *reason == Reason::NotLive && found.1 == Reason::Clock;
            assert!(found == (*verdict, *reason) || may_not_know, "{}, {error}: {found:?}", kind.0);
        }
    }
    let long_ago =
        InspectionSetup { frame: at(SIGNED - 21), time: wall(0), ..InspectionSetup::default() };
    assert_eq!(long_ago.answer().reason, Reason::Old, "older than what was signed since");
    let mut revoked = InspectionSetup { time: wall(0), ..InspectionSetup::default() };
    revoked.issuer.deny(revoked.pass.id, revoked.pass.nbf - 1);
    assert_eq!(revoked.answer().verdict, Verdict::Revoked);
    let mut perhaps = InspectionSetup { time: wall(HOUR), ..InspectionSetup::default() };
    perhaps.issuer.deny(perhaps.pass.id, NOW + 60);
    assert_eq!(perhaps.answer().reason, Reason::Clock, "it may not be revoked yet");
}

#[test]
fn an_anchor_says_the_same_whatever_the_wall_clock_shows() {
    let ms = i64::try_from(NOW).unwrap() * 1000;
    for kind in &HONEST {
        let known = answer(kind, around(NOW, 0));
        for error in ERRORS {
            let time = InspectorTime::of(&Moment::exactly(ms), ms + error * 1000);
            assert_eq!(answer(kind, time), known, "{}, {error}", kind.0);
        }
    }
}
