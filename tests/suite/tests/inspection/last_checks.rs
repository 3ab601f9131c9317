//! The last checks of an inspection: revocation with the way home, freshness and challenges,
//! paper, and emergencies on the holder's word.

use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep_suite::holder::{Holder, at, declared, for_challenge};
use doorstep_suite::issuer::NOW;
use doorstep_suite::scene::{Case, Scene, Shown, around, no_clock, play};

const ASKED: [u8; 8] = *b"12345678";
const OTHER: [u8; 8] = *b"87654321";

#[test]
fn check_9_revoked() {
    let cases: &[Case] = &[
        (
            "on the way home",
            |scene| scene.issuer.deny(scene.pass.id, NOW - 500),
            Verdict::ReturnHomeOnly,
            Reason::ReturnHome,
        ),
        (
            "the last moment of grace",
            |scene| {
                scene.pass.nbf = NOW - 3700;
                scene.pass.exp = NOW + 3700;
                scene.issuer.deny(scene.pass.id, NOW - 3598);
            },
            Verdict::ReturnHomeOnly,
            Reason::ReturnHome,
        ),
        (
            "grace is over as late as it may be",
            |scene| {
                scene.pass.nbf = NOW - 3700;
                scene.pass.exp = NOW + 3700;
                scene.issuer.deny(scene.pass.id, NOW - 3599);
            },
            Verdict::Revoked,
            Reason::Revoked,
        ),
        (
            "revoked before it began",
            |scene| scene.issuer.deny(scene.pass.id, scene.pass.nbf - 1),
            Verdict::Revoked,
            Reason::Revoked,
        ),
        (
            "revoked as it began",
            |scene| scene.issuer.deny(scene.pass.id, scene.pass.nbf),
            Verdict::ReturnHomeOnly,
            Reason::ReturnHome,
        ),
        (
            "revoked from later on",
            |scene| scene.issuer.deny(scene.pass.id, NOW + 2),
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "revoked within the doubt",
            |scene| scene.issuer.deny(scene.pass.id, NOW + 1),
            Verdict::ReturnHomeOnly,
            Reason::ReturnHome,
        ),
        (
            "revoked before stale",
            |scene| {
                scene.issuer.deny(scene.pass.id, scene.pass.nbf - 1);
                scene.shown = Shown::Bare;
            },
            Verdict::Revoked,
            Reason::Revoked,
        ),
        (
            "the way home needs a live code",
            |scene| {
                scene.issuer.deny(scene.pass.id, NOW - 500);
                scene.frame = at(NOW - 60);
            },
            Verdict::StaleFrame,
            Reason::Old,
        ),
        (
            "another pass is revoked",
            |scene| scene.issuer.deny(doorstep::model::PassId::new(*b"anothers"), NOW - 9000),
            Verdict::Valid,
            Reason::Ok,
        ),
    ];
    play(cases);
    let mut scene = Scene::default();
    scene.issuer.deny(scene.pass.id, NOW + 60);
    assert_eq!(scene.answer().revoked_from, Some(NOW + 60), "a later revocation is told");
}

#[test]
fn check_10_freshness() {
    let cases: &[Case] = &[
        ("twenty seconds old", |scene| scene.frame = at(NOW - 20), Verdict::Valid, Reason::Ok),
        ("older", |scene| scene.frame = at(NOW - 21), Verdict::StaleFrame, Reason::Old),
        ("ten seconds ahead", |scene| scene.frame = at(NOW + 10), Verdict::Valid, Reason::Ok),
        ("further ahead", |scene| scene.frame = at(NOW + 11), Verdict::StaleFrame, Reason::Old),
        ("a day ahead", |scene| scene.frame = at(NOW + 86_400), Verdict::StaleFrame, Reason::Old),
        (
            "doubt does not widen it",
            |scene| {
                scene.time = around(NOW, 300);
                scene.frame = at(NOW - 21);
            },
            Verdict::StaleFrame,
            Reason::Old,
        ),
        ("cut out", |scene| scene.shown = Shown::Bare, Verdict::StaleFrame, Reason::NotLive),
        (
            "cut out, before the open number",
            |scene| {
                scene.shown = Shown::Bare;
                scene.challenge = Some(ASKED);
            },
            Verdict::StaleFrame,
            Reason::NotLive,
        ),
        (
            "the right number",
            |scene| {
                scene.challenge = Some(ASKED);
                scene.frame = for_challenge(ASKED);
            },
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "another number",
            |scene| {
                scene.challenge = Some(ASKED);
                scene.frame = for_challenge(OTHER);
            },
            Verdict::StaleFrame,
            Reason::Challenge,
        ),
        (
            "a live frame in place of a number",
            |scene| scene.challenge = Some(ASKED),
            Verdict::StaleFrame,
            Reason::Challenge,
        ),
    ];
    play(cases);
    let mut scene = Scene { frame: for_challenge(ASKED), ..Scene::default() };
    assert_eq!(scene.answer().verdict, Verdict::StaleFrame, "a number that nobody asked for");
    scene.frame = at(NOW - 60);
    let answer = scene.answer();
    assert!(answer.verdict.concludes_nothing());
    assert_eq!(answer.next, NextStep::Challenge, "an honest wrong clock has a way out");
}

#[test]
fn check_10_paper() {
    let paper = |scene: &mut Scene| {
        scene.pass.holder = None;
        scene.shown = Shown::Bare;
    };
    let mut scene = Scene::default();
    paper(&mut scene);
    let answer = scene.answer();
    assert_eq!((answer.verdict, answer.next), (Verdict::Valid, NextStep::CompareDocument));
    scene.time = around(scene.pass.exp, 0);
    assert_eq!(scene.answer().verdict, Verdict::Expired);
    let mut scene = Scene::default();
    paper(&mut scene);
    scene.issuer.deny(scene.pass.id, scene.pass.nbf - 1);
    assert_eq!(scene.answer().verdict, Verdict::Revoked);
    // Inside a frame a paper pass is nothing of ours.
    let mut scene = Scene::default();
    scene.pass.holder = None;
    assert_eq!(scene.answer().reason, Reason::Type);
}

#[test]
fn check_12_emergency() {
    let cases: &[Case] = &[
        ("declared", Scene::emergency, Verdict::SelfDeclaredEmergency, Reason::Emergency),
        (
            "without any act",
            |scene| {
                scene.emergency();
                scene.issuer.rules.acts[0].until = Some(NOW - 1000);
            },
            Verdict::SelfDeclaredEmergency,
            Reason::Emergency,
        ),
        (
            "without rules on the phone",
            |scene| {
                scene.emergency();
                scene.frame.declared.as_mut().unwrap().purpose = 0;
            },
            Verdict::SelfDeclaredEmergency,
            Reason::Emergency,
        ),
        (
            "another phone's key",
            |scene| {
                scene.emergency();
                scene.presenter = Some(Holder::default());
            },
            Verdict::Forged,
            Reason::HolderSignature,
        ),
        (
            "begins ten seconds after the doubt",
            |scene| {
                scene.emergency();
                scene.frame = declared(at(NOW), NOW + 11);
            },
            Verdict::SelfDeclaredEmergency,
            Reason::Emergency,
        ),
        (
            "begins later",
            |scene| {
                scene.emergency();
                scene.frame = declared(at(NOW), NOW + 12);
            },
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "its last second",
            |scene| {
                scene.emergency();
                scene.frame = declared(at(NOW), NOW - 240 * 60);
            },
            Verdict::SelfDeclaredEmergency,
            Reason::Emergency,
        ),
        (
            "surely over",
            |scene| {
                scene.emergency();
                scene.frame = declared(at(NOW), NOW - 240 * 60 - 1);
            },
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            "its certificate is over",
            |scene| {
                scene.emergency();
                scene.certificate.exp = NOW - 1;
            },
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            "a certificate that declares nothing",
            |scene| scene.shown = Shown::Emergency,
            Verdict::Unreadable,
            Reason::NotCanonical,
        ),
        (
            "a pass that declares something",
            |scene| scene.frame = declared(scene.frame, NOW),
            Verdict::Unreadable,
            Reason::NotCanonical,
        ),
        (
            "a picture of it",
            |scene| {
                scene.emergency();
                scene.frame = declared(at(NOW - 60), NOW - 60);
            },
            Verdict::StaleFrame,
            Reason::Old,
        ),
        (
            "over before stale",
            |scene| {
                scene.emergency();
                scene.frame = declared(at(NOW - 60), NOW - 86_400);
            },
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            "with the right number",
            |scene| {
                scene.emergency();
                scene.challenge = Some(ASKED);
                scene.frame = declared(for_challenge(ASKED), NOW - 60);
            },
            Verdict::SelfDeclaredEmergency,
            Reason::Emergency,
        ),
        (
            "with another number",
            |scene| {
                scene.emergency();
                scene.challenge = Some(ASKED);
                scene.frame = declared(for_challenge(OTHER), NOW - 60);
            },
            Verdict::StaleFrame,
            Reason::Challenge,
        ),
        (
            "without a clock",
            |scene| {
                scene.emergency();
                scene.time = no_clock(NOW);
            },
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "cut out",
            |scene| scene.shown = Shown::BareCertificate,
            Verdict::StaleFrame,
            Reason::NotLive,
        ),
        (
            "a certificate of too long a life",
            |scene| {
                scene.emergency();
                scene.certificate.exp = scene.certificate.nbf + 31 * 86_400 + 1;
            },
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
    ];
    play(cases);
}
