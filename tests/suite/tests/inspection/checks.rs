//! The ordered checks of an inspection, line by line: each check alone, each boundary from both
//! sides, and for each pair the one that stands first answers.
//!
//! Two keys whose four-byte names are equal are not tried: finding such a pair takes 2³² keys.

use doorstep::documents::{
    Act, Algorithm, Credential, Draft, Header, Item, KeyUse, Rules, Typ, cose_key, encode_text,
};
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::lists::{Age, Lists};
use doorstep::model::PublicKey;
use doorstep_suite::holder::{Holder, at, for_challenge};
use doorstep_suite::issuer::{Issuer, NOW, key, sign, sign_by, trusted};
use doorstep_suite::scene::{Case, Scene, Shown, around, no_clock, play};
use ring::signature::{Ed25519KeyPair, KeyPair as _};

const DAY: u64 = 86_400;
const ASKED: [u8; 8] = *b"12345678";

#[test]
fn a_good_pass_is_valid() {
    let scene = Scene::default();
    let answer = scene.answer();
    assert_eq!((answer.verdict, answer.reason), (Verdict::Valid, Reason::Ok));
    assert_eq!(answer.next, NextStep::CompareDocument);
    assert_eq!(answer.sub.as_deref(), Some("ИП4321"));
    assert_eq!((answer.purpose, answer.valid_until), (Some(1), Some(scene.pass.exp)));
    assert_eq!(answer.lists.age, Age::Current);
    assert_eq!(answer.lists.stamp_at_ms, Some(i64::try_from(NOW - 600).unwrap() * 1000));
}

#[test]
fn the_age_of_the_stamp_is_in_every_answer() {
    for (old, age) in [
        (24 * 3600, Age::Current),
        (24 * 3600 + 1, Age::Old),
        (72 * 3600, Age::Old),
        (72 * 3600 + 1, Age::VeryOld),
        (7 * DAY, Age::VeryOld),
    ] {
        let mut scene = Scene::default();
        scene.issuer.stamp.iat = NOW - old;
        scene.issuer.stamp.exp = NOW + 1;
        scene.time = around(NOW, 0);
        let answer = scene.answer();
        assert_eq!((answer.lists.age, answer.verdict), (age, Verdict::Valid), "{old}");
        assert_eq!(scene.answer_to("nothing of ours").lists.age, age);
    }
}

/// The lists of an inspector whose copy of one document is not the one that the stamp names.
fn torn(issuer: &Issuer) -> Lists {
    let lists = issuer.lists();
    let mut kept = lists.to_kept();
    let newer = Rules { serial: issuer.rules.serial + 1, ..issuer.rules.clone() };
    let keys = [&issuer.rules_keys[0], &issuer.rules_keys[1]];
    kept.rules = Some(sign_by(newer.draft(), &keys));
    Lists::from_kept(&issuer.trust_file(&issuer.root_bytes()), kept).unwrap()
}

#[test]
fn check_2_lists() {
    let cases: &[Case] = &[
        (
            "no contact yet",
            |scene| scene.lists = Some(scene.issuer.first(&scene.issuer.documents())),
            Verdict::CannotTell,
            Reason::NoLists,
        ),
        (
            "no deny list",
            |scene| {
                let mut kept = scene.issuer.lists().to_kept();
                kept.deny = None;
                let file = scene.issuer.trust_file(&scene.issuer.root_bytes());
                scene.lists = Some(Lists::from_kept(&file, kept).unwrap());
            },
            Verdict::CannotTell,
            Reason::NoLists,
        ),
        (
            "rules that the stamp does not name",
            |scene| scene.lists = Some(torn(&scene.issuer)),
            Verdict::CannotTell,
            Reason::NoLists,
        ),
        (
            "a trust list at its end",
            |scene| {
                scene.issuer.trust.exp = NOW + 1;
                scene.lists = Some(scene.issuer.lists());
                scene.time = around(NOW + 1, 0);
            },
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "a trust list after its end",
            |scene| {
                scene.issuer.trust.exp = NOW + 1;
                scene.lists = Some(scene.issuer.lists());
                scene.time = around(NOW + 2, 0);
            },
            Verdict::CannotTell,
            Reason::ListsOld,
        ),
        (
            "a stamp of more than seven days",
            |scene| {
                scene.issuer.stamp.iat = NOW - 7 * DAY - 1;
                scene.issuer.stamp.exp = NOW + 1;
                scene.time = around(NOW, 0);
            },
            Verdict::CannotTell,
            Reason::ListsOld,
        ),
        (
            "lists before keys",
            |scene| {
                scene.signer = Some(key());
                scene.lists = Some(scene.issuer.first(&scene.issuer.documents()));
            },
            Verdict::CannotTell,
            Reason::NoLists,
        ),
    ];
    play(cases);
    let mut scene = Scene::default();
    scene.lists = Some(scene.issuer.first(&scene.issuer.documents()));
    assert_eq!(scene.answer_to("DS1:").verdict, Verdict::Unreadable, "form before lists");
}

#[test]
fn checks_3_and_4_issuer() {
    let cases: &[Case] = &[
        (
            "unknown key",
            |scene| scene.signer = Some(key()),
            Verdict::CannotTell,
            Reason::UnknownKey,
        ),
        (
            "a key of another use",
            |scene| scene.signer = Some(scene.issuer.stamp_key.clone()),
            Verdict::CannotTell,
            Reason::UnknownKey,
        ),
        (
            "the standby key",
            |scene| scene.signer = Some(scene.issuer.standby.clone()),
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "a withdrawn key",
            |scene| {
                let public = scene.issuer.pass.public().clone();
                scene.issuer.entry(&public).revoked_at = Some(NOW - 5);
            },
            Verdict::CannotTell,
            Reason::KeyRevoked,
        ),
        (
            "unknown key before holder signature",
            |scene| {
                scene.signer = Some(key());
                scene.presenter = Some(Holder::default());
            },
            Verdict::CannotTell,
            Reason::UnknownKey,
        ),
    ];
    play(cases);
    // Under the name of the authority's key, but not by it.
    let scene = Scene::default();
    let draft = Credential::Pass(scene.pass.clone()).draft(scene.issuer.pass.public());
    let forged = scene.holder.show(&sign(draft, &key()), at(NOW));
    let answer = scene.answer_to(&forged);
    assert_eq!((answer.verdict, answer.reason), (Verdict::Forged, Reason::IssuerSignature));
}

#[test]
fn an_issuer_may_sign_with_ed25519() {
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&ring::rand::SystemRandom::new()).unwrap();
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap();
    let public = PublicKey::Ed25519 { x: pair.public_key().as_ref().try_into().unwrap() };
    let mut scene = Scene::default();
    scene.issuer.trust.keys.push(trusted(&public, KeyUse::Pass));
    let draft = Credential::Pass(scene.pass.clone()).draft(&public);
    let signature = pair.sign(&draft.to_sign()).as_ref().try_into().unwrap();
    let text = scene.holder.show(&draft.close(&signature), at(NOW));
    assert_eq!(scene.answer_to(&text).verdict, Verdict::Valid);
}

#[test]
fn check_5_mistakes_of_the_issuer_are_never_the_holders() {
    let cases: &[Case] = &[
        (
            "another issuer's name",
            |scene| scene.pass.iss = "YY-REF".into(),
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "from after until",
            |scene| scene.pass.nbf = scene.pass.exp + 5,
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "from at until",
            |scene| scene.pass.nbf = scene.pass.exp,
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "year 9999",
            |scene| scene.pass.exp = 253_402_300_799,
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "longer than its purpose",
            |scene| scene.pass.exp += 1,
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "before its key",
            |scene| {
                let public = scene.issuer.pass.public().clone();
                scene.issuer.entry(&public).sign_from = scene.pass.nbf + 1;
            },
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "with its key",
            |scene| {
                let public = scene.issuer.pass.public().clone();
                scene.issuer.entry(&public).sign_from = scene.pass.nbf;
            },
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "after its key",
            |scene| {
                let public = scene.issuer.pass.public().clone();
                scene.issuer.entry(&public).verify_until = NOW - 1;
            },
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "at the end of its key",
            |scene| {
                let public = scene.issuer.pass.public().clone();
                scene.issuer.entry(&public).verify_until = NOW;
            },
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "a purpose the rules do not list, for 31 days",
            |scene| {
                scene.pass.purpose = 77;
                scene.pass.exp = scene.pass.nbf + 31 * DAY + 1;
            },
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "before the holder's signature",
            |scene| {
                scene.pass.iss = "YY-REF".into();
                scene.presenter = Some(Holder::default());
            },
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
    ];
    play(cases);
}

/// A pass as an item, of which a test may break any claim.
fn claims(scene: &Scene) -> Vec<(Item<'static>, Item<'static>)> {
    let cnf = Item::map([(1.into(), cose_key::to_item(scene.holder.0.public()))]);
    let ours = Item::map([(1.into(), Item::Int(1)), (2.into(), Item::Int(1))]);
    let claims = Item::map([
        (1.into(), Item::text("XX-REF")),
        (2.into(), Item::text("ИП4321")),
        (4.into(), Item::uint(scene.pass.exp)),
        (5.into(), Item::uint(scene.pass.nbf)),
        (7.into(), Item::bytes(b"passpass")),
        (8.into(), cnf),
        ((-65537).into(), ours),
    ]);
    let Item::Map(entries) = claims else { unreachable!() };
    entries
}

fn by_issuer(scene: &Scene, typ: Typ, claims: Vec<(Item<'static>, Item<'static>)>) -> Vec<u8> {
    let public = scene.issuer.pass.public();
    let header = Header {
        algorithm: Some(Algorithm::of(public)),
        kid: Some(cose_key::kid4(public).to_vec()),
        typ: Some(typ),
        kcwt: None,
    };
    sign(Draft::new(&header, &Item::Map(claims)), &scene.issuer.pass)
}

#[test]
fn check_5_claims_that_are_missing_or_of_another_type() {
    let scene = Scene::default();
    let lists = scene.issuer.lists();
    let reasons = |claims| {
        let text = scene.holder.show(&by_issuer(&scene, Typ::Pass, claims), at(NOW));
        let answer = doorstep::inspection::inspect(&text, &lists, &scene.time, None);
        (answer.verdict, answer.reason)
    };
    assert_eq!(reasons(claims(&scene)), (Verdict::Valid, Reason::Ok));
    let error = (Verdict::CannotTell, Reason::IssuerError);
    for place in 0..claims(&scene).len() {
        let mut missing = claims(&scene);
        let (name, _) = missing.remove(place);
        assert_eq!(reasons(missing), error, "without {name:?}");
        let mut other = claims(&scene);
        other[place].1 = Item::Bool(true);
        assert_eq!(reasons(other), error, "{name:?} of another type");
    }
    let with = |label: i64, value: Item<'static>| {
        let mut claims = claims(&scene);
        claims.iter_mut().find(|(key, _)| *key == Item::Int(label)).unwrap().1 = value;
        reasons(claims)
    };
    assert_eq!(with(1, Item::text("XX-REF-LONG")), error);
    assert_eq!(with(2, Item::text("ип4321")), error);
    assert_eq!(with(2, Item::text("ИПИПИП4321")), error);
    assert_eq!(with(7, Item::bytes(b"short")), error);
    let class = |entries: &[(i64, i64)]| {
        Item::map(entries.iter().map(|(key, value)| ((*key).into(), Item::Int(*value))))
    };
    assert_eq!(with(-65537, class(&[(0, 1), (1, 1), (2, 1)])), error, "pass and certificate");
    assert_eq!(with(-65537, class(&[(0, 2)])), error, "an unknown class");
    assert_eq!(with(-65537, class(&[(1, 1)])), error, "no act");
}

#[test]
fn check_6_holder() {
    let cases: &[Case] = &[
        (
            "another phone's key",
            |scene| scene.presenter = Some(Holder::default()),
            Verdict::Forged,
            Reason::HolderSignature,
        ),
        (
            "before the act",
            |scene| {
                scene.presenter = Some(Holder::default());
                scene.pass.act = 9;
            },
            Verdict::Forged,
            Reason::HolderSignature,
        ),
        (
            "before the end",
            |scene| {
                scene.presenter = Some(Holder::default());
                scene.time = around(scene.pass.exp, 0);
            },
            Verdict::Forged,
            Reason::HolderSignature,
        ),
        (
            "without a clock too",
            |scene| {
                scene.presenter = Some(Holder::default());
                scene.time = no_clock(NOW);
            },
            Verdict::Forged,
            Reason::HolderSignature,
        ),
    ];
    play(cases);
}

#[test]
fn a_frame_names_one_algorithm_by_one_number() {
    let scene = Scene::default();
    let good = scene.bytes();
    // {1: -9, 13: the pass, 16: 294} with the older name of the same, and with Ed25519.
    let at = good.windows(4).position(|bytes| bytes == [0xa3, 0x01, 0x28, 0x0d]).unwrap();
    for older in [0x26, 0x27, 0x32] {
        let mut bytes = good.clone();
        bytes[at + 2] = older;
        let answer = scene.answer_to(&encode_text(&bytes));
        assert_eq!((answer.verdict, answer.reason), (Verdict::Unreadable, Reason::Algorithm));
    }
}

#[test]
fn check_7_act() {
    let cases: &[Case] = &[
        ("unknown", |scene| scene.pass.act = 2, Verdict::CannotTell, Reason::ActUnknown),
        (
            "ended now",
            |scene| scene.issuer.rules.acts[0].until = Some(NOW - 1),
            Verdict::NotInForce,
            Reason::NotInForce,
        ),
        (
            "ends within the doubt",
            |scene| scene.issuer.rules.acts[0].until = Some(NOW + 1),
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "ends after the doubt",
            |scene| scene.issuer.rules.acts[0].until = Some(NOW + 2),
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "begins within the doubt",
            |scene| scene.issuer.rules.acts[0].from = NOW,
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "begins after the doubt",
            |scene| scene.issuer.rules.acts[0].from = NOW + 2,
            Verdict::NotInForce,
            Reason::NotInForce,
        ),
        (
            "ended, and another is in force",
            |scene| {
                scene.issuer.rules.acts[0].until = Some(NOW - 1);
                let next =
                    Act { no: 2, from: NOW - 1, until: None, ..scene.issuer.rules.acts[0].clone() };
                scene.issuer.rules.acts.push(next);
            },
            Verdict::NotInForce,
            Reason::OtherAct,
        ),
        (
            "ended, and another begins within the doubt",
            |scene| {
                scene.issuer.rules.acts[0].until = Some(NOW - 1);
                let next =
                    Act { no: 2, from: NOW, until: None, ..scene.issuer.rules.acts[0].clone() };
                scene.issuer.rules.acts.push(next);
            },
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "not in force before expired",
            |scene| {
                scene.issuer.rules.acts[0].until = Some(NOW);
                scene.time = around(scene.pass.exp + 5, 0);
            },
            Verdict::NotInForce,
            Reason::NotInForce,
        ),
        (
            "not in force before revoked",
            |scene| {
                scene.issuer.rules.acts[0].until = Some(NOW - 1);
                scene.issuer.deny(scene.pass.id, NOW - 5000);
            },
            Verdict::NotInForce,
            Reason::NotInForce,
        ),
        (
            "not in force before stale",
            |scene| {
                scene.issuer.rules.acts[0].until = Some(NOW - 1);
                scene.shown = Shown::Bare;
            },
            Verdict::NotInForce,
            Reason::NotInForce,
        ),
    ];
    play(cases);
}

#[test]
fn check_8_validity_when_the_time_is_sharp() {
    let cases: &[Case] = &[
        (
            "last second",
            |scene| {
                scene.time = around(scene.pass.exp - 1, 10);
                scene.frame = at(scene.pass.exp - 1);
            },
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "over",
            |scene| {
                scene.time = around(scene.pass.exp, 10);
                scene.frame = at(scene.pass.exp);
            },
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            "ten seconds early",
            |scene| {
                scene.time = around(scene.pass.nbf - 10, 0);
                scene.frame = at(scene.pass.nbf - 10);
            },
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "eleven seconds early",
            |scene| {
                scene.time = around(scene.pass.nbf - 11, 10);
                scene.frame = at(scene.pass.nbf - 11);
            },
            Verdict::NotYetValid,
            Reason::NotYetValid,
        ),
        (
            "expired before revoked",
            |scene| {
                scene.issuer.deny(scene.pass.id, NOW - 5000);
                scene.time = around(scene.pass.exp, 0);
            },
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            "expired before stale",
            |scene| {
                scene.time = around(scene.pass.exp, 0);
                scene.shown = Shown::Bare;
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
        ("well inside", |scene| scene.time = around(NOW, 300), Verdict::Valid, Reason::Ok),
        (
            "surely over",
            |scene| scene.time = around(scene.pass.exp + 300, 300),
            Verdict::Expired,
            Reason::Expired,
        ),
        (
            "perhaps over",
            |scene| scene.time = around(scene.pass.exp + 299, 300),
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "perhaps over at the last moment",
            |scene| scene.time = around(scene.pass.exp - 11, 11),
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "surely not begun",
            |scene| scene.time = around(scene.pass.nbf - 301, 300),
            Verdict::NotYetValid,
            Reason::NotYetValid,
        ),
        (
            "perhaps not begun",
            |scene| scene.time = around(scene.pass.nbf - 300, 300),
            Verdict::CannotTell,
            Reason::Clock,
        ),
        ("no clock", |scene| scene.time = no_clock(NOW), Verdict::CannotTell, Reason::Clock),
        (
            "no clock, but the right number",
            |scene| {
                scene.time = no_clock(NOW);
                scene.challenge = Some(ASKED);
                scene.frame = for_challenge(ASKED);
            },
            Verdict::CannotTell,
            Reason::Clock,
        ),
    ];
    play(cases);
}
