//! The last checks of an inspection: the time of a pass, revocation with the way home, freshness
//! and challenges, paper, and emergencies on the holder's word.

use doorstep::documents::StatusRef;
use doorstep::inspection::{InspectorTime, NextStep, Reason, Verdict};
use doorstep_suite::holder::{Holder, at, declared, for_challenge};
use doorstep_suite::inspection_setup::{Case, InspectionSetup, Shown, around, no_clock, play};
use doorstep_suite::issuer::{NOW, STATUS_LIST};

const ASKED: [u8; 8] = *b"12345678";
const OTHER: [u8; 8] = *b"87654321";

#[test]
fn check_8_validity_when_the_time_is_sharp() {
    let cases: &[Case] = &[
        (
            "last second",
            |setup| {
                setup.time = around(setup.pass.exp - 1, 10);
                setup.frame = at(setup.pass.exp - 1);
            },
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "over",
            |setup| {
                setup.time = around(setup.pass.exp, 10);
                setup.frame = at(setup.pass.exp);
            },
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            "ten seconds early",
            |setup| {
                setup.time = around(setup.pass.nbf - 10, 0);
                setup.frame = at(setup.pass.nbf - 10);
            },
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "eleven seconds early",
            |setup| {
                setup.time = around(setup.pass.nbf - 11, 10);
                setup.frame = at(setup.pass.nbf - 11);
            },
            Verdict::NotYetValid,
            Reason::NotYetValid,
        ),
        (
            "expired before revoked",
            |setup| {
                setup.issuer.deny(setup.pass.id, NOW - 5000);
                setup.time = around(setup.pass.exp, 0);
            },
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            "expired before stale",
            |setup| {
                setup.time = around(setup.pass.exp, 0);
                setup.shown = Shown::Bare;
            },
            Verdict::Expired,
            Reason::Expired,
        ),
    ];
    play(cases);
}

#[test]
fn check_8_validity_when_the_time_is_not_sharp() {
    let cases: &[Case] = &[
        ("well inside", |setup| setup.time = around(NOW, 300), Verdict::Valid, Reason::Ok),
        (
            "surely over",
            |setup| setup.time = around(setup.pass.exp + 300, 300),
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            "perhaps over",
            |setup| setup.time = around(setup.pass.exp + 299, 300),
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "perhaps over at the last moment",
            |setup| setup.time = around(setup.pass.exp - 11, 11),
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "surely not begun",
            |setup| setup.time = around(setup.pass.nbf - 301, 300),
            Verdict::NotYetValid,
            Reason::NotYetValid,
        ),
        (
            "perhaps not begun",
            |setup| setup.time = around(setup.pass.nbf - 300, 300),
            Verdict::CannotTell,
            Reason::Clock,
        ),
        ("no clock", |setup| setup.time = no_clock(NOW), Verdict::CannotTell, Reason::Clock),
        (
            "no clock, but the right number",
            |setup| {
                setup.time = no_clock(NOW);
                setup.challenge = Some(ASKED);
                setup.frame = for_challenge(ASKED);
            },
            Verdict::CannotTell,
            Reason::Clock,
        ),
    ];
    play(cases);
}

#[test]
fn check_9_revoked() {
    let cases: &[Case] = &[
        (
            "on the way home",
            |setup| setup.issuer.deny(setup.pass.id, NOW - 500),
            Verdict::ReturnHomeOnly,
            Reason::ReturnHome,
        ),
        (
            "the last moment of grace",
            |setup| {
                setup.pass.nbf = NOW - 3700;
                setup.pass.exp = NOW + 3700;
                setup.issuer.deny(setup.pass.id, NOW - 3598);
            },
            Verdict::ReturnHomeOnly,
            Reason::ReturnHome,
        ),
        (
            "grace is over as late as it may be",
            |setup| {
                setup.pass.nbf = NOW - 3700;
                setup.pass.exp = NOW + 3700;
                setup.issuer.deny(setup.pass.id, NOW - 3599);
            },
            Verdict::Revoked,
            Reason::Revoked,
        ),
        (
            "revoked before it began",
            |setup| setup.issuer.deny(setup.pass.id, setup.pass.nbf - 1),
            Verdict::Revoked,
            Reason::Revoked,
        ),
        (
            "revoked as it began",
            |setup| setup.issuer.deny(setup.pass.id, setup.pass.nbf),
            Verdict::ReturnHomeOnly,
            Reason::ReturnHome,
        ),
        (
            "revoked from later on",
            |setup| setup.issuer.deny(setup.pass.id, NOW + 2),
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "revoked within the doubt",
            |setup| setup.issuer.deny(setup.pass.id, NOW + 1),
            Verdict::ReturnHomeOnly,
            Reason::ReturnHome,
        ),
        (
            "revoked before stale",
            |setup| {
                setup.issuer.deny(setup.pass.id, setup.pass.nbf - 1);
                setup.shown = Shown::Bare;
            },
            Verdict::Revoked,
            Reason::Revoked,
        ),
        (
            "the way home needs a live code",
            |setup| {
                setup.issuer.deny(setup.pass.id, NOW - 500);
                setup.frame = at(NOW - 60);
            },
            Verdict::StaleFrame,
            Reason::Old,
        ),
        (
            "another pass is revoked",
            |setup| setup.issuer.deny(doorstep::model::PassId::new(*b"anothers"), NOW - 9000),
            Verdict::Valid,
            Reason::Ok,
        ),
    ];
    play(cases);
    let mut setup = InspectionSetup::default();
    setup.issuer.deny(setup.pass.id, NOW + 60);
    assert_eq!(setup.answer().revoked_from, Some(NOW + 60), "a later revocation is told");
}

#[test]
fn check_9_by_the_status_list() {
    let stands = |value: u8, uri: &str, idx: u64| {
        let mut setup = InspectionSetup::default();
        setup.pass.status = Some(StatusRef { idx, uri: uri.into() });
        setup.issuer.status.statuses.set(5, value);
        setup.lists = Some(setup.issuer.lists_to_inspect());
        let answer = setup.answer();
        (answer.verdict, answer.reason)
    };
    assert_eq!(stands(0, STATUS_LIST, 5), (Verdict::Valid, Reason::Ok));
    assert_eq!(stands(1, STATUS_LIST, 5), (Verdict::Revoked, Reason::Revoked));
    assert_eq!(stands(3, STATUS_LIST, 5), (Verdict::ReturnHomeOnly, Reason::ReturnHome));
    assert_eq!(stands(1, STATUS_LIST, 6), (Verdict::Valid, Reason::Ok));
    assert_eq!(stands(1, STATUS_LIST, 1_000), (Verdict::Valid, Reason::Ok), "beyond the end");
    let error = (Verdict::CannotTell, Reason::IssuerError);
    assert_eq!(stands(2, STATUS_LIST, 5), error);
    assert_eq!(stands(0, "doorstep:YY-REF", 5), error);
}

/// A wall clock that shows a hundred seconds more than what it is not earlier than.
fn wall_ahead() -> InspectorTime {
    let lo_ms = i64::try_from(NOW).unwrap() * 1000;
    InspectorTime { best_ms: Some(lo_ms + 100_000), lo_ms, hi_ms: None }
}

#[test]
fn check_10_freshness() {
    let cases: &[Case] = &[
        ("twenty seconds old", |setup| setup.frame = at(NOW - 20), Verdict::Valid, Reason::Ok),
        ("older", |setup| setup.frame = at(NOW - 21), Verdict::StaleFrame, Reason::Old),
        ("ten seconds ahead", |setup| setup.frame = at(NOW + 10), Verdict::Valid, Reason::Ok),
        ("further ahead", |setup| setup.frame = at(NOW + 11), Verdict::StaleFrame, Reason::Old),
        ("a day ahead", |setup| setup.frame = at(NOW + 86_400), Verdict::StaleFrame, Reason::Old),
        (
            "doubt does not widen it",
            |setup| {
                setup.time = around(NOW, 300);
                setup.frame = at(NOW - 21);
            },
            Verdict::StaleFrame,
            Reason::Old,
        ),
        (
            "old by a wall clock, and perhaps not by more than twenty seconds",
            |setup| {
                setup.time = wall_ahead();
                setup.frame = at(NOW - 20);
            },
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "old by a wall clock, and surely",
            |setup| {
                setup.time = wall_ahead();
                setup.frame = at(NOW - 21);
            },
            Verdict::StaleFrame,
            Reason::Old,
        ),
        ("cut out", |setup| setup.shown = Shown::Bare, Verdict::StaleFrame, Reason::NotLive),
        (
            "cut out, before the open number",
            |setup| {
                setup.shown = Shown::Bare;
                setup.challenge = Some(ASKED);
            },
            Verdict::StaleFrame,
            Reason::NotLive,
        ),
        (
            "the right number",
            |setup| {
                setup.challenge = Some(ASKED);
                setup.frame = for_challenge(ASKED);
            },
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "another number",
            |setup| {
                setup.challenge = Some(ASKED);
                setup.frame = for_challenge(OTHER);
            },
            Verdict::StaleFrame,
            Reason::Challenge,
        ),
        (
            "a live frame in place of a number",
            |setup| setup.challenge = Some(ASKED),
            Verdict::StaleFrame,
            Reason::Challenge,
        ),
    ];
    play(cases);
    let mut setup = InspectionSetup { frame: for_challenge(ASKED), ..InspectionSetup::default() };
    assert_eq!(setup.answer().verdict, Verdict::StaleFrame, "a number that nobody asked for");
    setup.frame = at(NOW - 60);
    let answer = setup.answer();
    assert!(answer.verdict.concludes_nothing());
    assert_eq!(answer.next, NextStep::Challenge, "an honest wrong clock has a way out");
}

#[test]
fn check_10_paper() {
    let paper = |setup: &mut InspectionSetup| {
        setup.pass.holder = None;
        setup.shown = Shown::Bare;
    };
    let mut setup = InspectionSetup::default();
    paper(&mut setup);
    let answer = setup.answer();
    assert_eq!((answer.verdict, answer.next), (Verdict::Valid, NextStep::CompareDocument));
    setup.time = around(setup.pass.exp, 0);
    assert_eq!(setup.answer().verdict, Verdict::Expired);
    let mut setup = InspectionSetup::default();
    paper(&mut setup);
    setup.issuer.deny(setup.pass.id, setup.pass.nbf - 1);
    assert_eq!(setup.answer().verdict, Verdict::Revoked);
    // Inside a frame a paper pass is nothing of ours.
    let mut setup = InspectionSetup::default();
    setup.pass.holder = None;
    assert_eq!(setup.answer().reason, Reason::Type);
}

#[test]
fn check_12_emergency() {
    let cases: &[Case] = &[
        ("declared", InspectionSetup::emergency, Verdict::SelfDeclaredEmergency, Reason::Emergency),
        (
            "without any act",
            |setup| {
                setup.emergency();
                setup.issuer.rules.acts[0].until = Some(NOW - 1000);
            },
            Verdict::SelfDeclaredEmergency,
            Reason::Emergency,
        ),
        (
            "without rules on the phone",
            |setup| {
                setup.emergency();
                setup.frame.declared.as_mut().unwrap().purpose = 0;
            },
            Verdict::SelfDeclaredEmergency,
            Reason::Emergency,
        ),
        (
            "another phone's key",
            |setup| {
                setup.emergency();
                setup.presenter = Some(Holder::default());
            },
            Verdict::Forged,
            Reason::HolderSignature,
        ),
        (
            "begins ten seconds after the doubt",
            |setup| {
                setup.emergency();
                setup.frame = declared(at(NOW), NOW + 11);
            },
            Verdict::SelfDeclaredEmergency,
            Reason::Emergency,
        ),
        (
            "begins later",
            |setup| {
                setup.emergency();
                setup.frame = declared(at(NOW), NOW + 12);
            },
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "its last second",
            |setup| {
                setup.emergency();
                setup.frame = declared(at(NOW), NOW - 240 * 60);
            },
            Verdict::SelfDeclaredEmergency,
            Reason::Emergency,
        ),
        (
            "surely over",
            |setup| {
                setup.emergency();
                setup.frame = declared(at(NOW), NOW - 240 * 60 - 1);
            },
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            "its certificate is over",
            |setup| {
                setup.emergency();
                setup.certificate.exp = NOW - 1;
            },
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            "a certificate that declares nothing",
            |setup| setup.shown = Shown::Emergency,
            Verdict::Unreadable,
            Reason::NotCanonical,
        ),
        (
            "a pass that declares something",
            |setup| setup.frame = declared(setup.frame, NOW),
            Verdict::Unreadable,
            Reason::NotCanonical,
        ),
        (
            "a picture of it",
            |setup| {
                setup.emergency();
                setup.frame = declared(at(NOW - 60), NOW - 60);
            },
            Verdict::StaleFrame,
            Reason::Old,
        ),
        (
            "over before stale",
            |setup| {
                setup.emergency();
                setup.frame = declared(at(NOW - 60), NOW - 86_400);
            },
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            "with the right number",
            |setup| {
                setup.emergency();
                setup.challenge = Some(ASKED);
                setup.frame = declared(for_challenge(ASKED), NOW - 60);
            },
            Verdict::SelfDeclaredEmergency,
            Reason::Emergency,
        ),
        (
            "with another number",
            |setup| {
                setup.emergency();
                setup.challenge = Some(ASKED);
                setup.frame = declared(for_challenge(OTHER), NOW - 60);
            },
            Verdict::StaleFrame,
            Reason::Challenge,
        ),
        (
            "without a clock",
            |setup| {
                setup.emergency();
                setup.time = no_clock(NOW);
            },
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "cut out",
            |setup| setup.shown = Shown::BareCertificate,
            Verdict::StaleFrame,
            Reason::NotLive,
        ),
        (
            "a certificate of too long a life",
            |setup| {
                setup.emergency();
                setup.certificate.exp = setup.certificate.nbf + 31 * 86_400 + 1;
            },
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
    ];
    play(cases);
    // It says which it is, and until when.
    let mut setup = InspectionSetup::default();
    setup.emergency();
    let told = |setup: &InspectionSetup| {
        let answer = setup.answer();
        assert_eq!(answer.verdict, Verdict::SelfDeclaredEmergency);
        (answer.purpose, answer.valid_until)
    };
    assert_eq!(told(&setup), (Some(5), Some(NOW - 60 + 240 * 60)));
    setup.certificate.exp = NOW + 600;
    assert_eq!(told(&setup), (Some(5), Some(NOW + 600)), "no longer than the certificate");
}
