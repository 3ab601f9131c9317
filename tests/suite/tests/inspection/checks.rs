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
use doorstep_suite::holder::{Holder, at};
use doorstep_suite::inspection_setup::{Case, InspectionSetup, Shown, around, no_clock, play};
use doorstep_suite::issuer::{Issuer, NOW, key, sign, sign_by, trusted};
use ring::signature::{Ed25519KeyPair, KeyPair as _};

const DAY: u64 = 86_400;

#[test]
fn a_good_pass_is_valid() {
    let setup = InspectionSetup::default();
    let answer = setup.answer();
    assert_eq!((answer.verdict, answer.reason), (Verdict::Valid, Reason::Ok));
    assert_eq!(answer.next, NextStep::CompareDocument);
    assert_eq!(answer.sub.as_deref(), Some("ИП4321"));
    assert_eq!((answer.purpose, answer.valid_until), (Some(1), Some(setup.pass.exp)));
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
        let mut setup = InspectionSetup::default();
        setup.issuer.stamp.iat = NOW - old;
        setup.issuer.stamp.exp = NOW + 1;
        setup.time = around(NOW, 0);
        let answer = setup.answer();
        assert_eq!((answer.lists.age, answer.verdict), (age, Verdict::Valid), "{old}");
        assert_eq!(setup.answer_to("nothing of ours").lists.age, age);
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
            |setup| setup.lists = Some(setup.issuer.first(&setup.issuer.documents())),
            Verdict::CannotTell,
            Reason::NoLists,
        ),
        (
            "no deny list",
            |setup| {
                let mut kept = setup.issuer.lists().to_kept();
                kept.deny = None;
                let file = setup.issuer.trust_file(&setup.issuer.root_bytes());
                setup.lists = Some(Lists::from_kept(&file, kept).unwrap());
            },
            Verdict::CannotTell,
            Reason::NoLists,
        ),
        (
            "rules that the stamp does not name",
            |setup| setup.lists = Some(torn(&setup.issuer)),
            Verdict::CannotTell,
            Reason::NoLists,
        ),
        (
            "a trust list at its end",
            |setup| {
                setup.issuer.trust.exp = NOW + 1;
                setup.lists = Some(setup.issuer.lists());
                setup.time = around(NOW + 1, 0);
            },
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "a trust list after its end",
            |setup| {
                setup.issuer.trust.exp = NOW + 1;
                setup.lists = Some(setup.issuer.lists());
                setup.time = around(NOW + 2, 0);
            },
            Verdict::CannotTell,
            Reason::ListsOld,
        ),
        (
            "a stamp of more than seven days",
            |setup| {
                setup.issuer.stamp.iat = NOW - 7 * DAY - 1;
                setup.issuer.stamp.exp = NOW + 1;
                setup.time = around(NOW, 0);
            },
            Verdict::CannotTell,
            Reason::ListsOld,
        ),
        (
            "lists before keys",
            |setup| {
                setup.signer = Some(key());
                setup.lists = Some(setup.issuer.first(&setup.issuer.documents()));
            },
            Verdict::CannotTell,
            Reason::NoLists,
        ),
    ];
    play(cases);
    let mut setup = InspectionSetup::default();
    setup.lists = Some(setup.issuer.first(&setup.issuer.documents()));
    assert_eq!(setup.answer_to("DS1:").verdict, Verdict::Unreadable, "form before lists");
}

#[test]
fn checks_3_and_4_issuer() {
    let cases: &[Case] = &[
        (
            "unknown key",
            |setup| setup.signer = Some(key()),
            Verdict::CannotTell,
            Reason::UnknownKey,
        ),
        (
            "a key of another use",
            |setup| setup.signer = Some(setup.issuer.stamp_key.clone()),
            Verdict::CannotTell,
            Reason::UnknownKey,
        ),
        (
            "the standby key",
            |setup| setup.signer = Some(setup.issuer.standby.clone()),
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "a withdrawn key",
            |setup| {
                let public = setup.issuer.pass.public().clone();
                setup.issuer.entry(&public).revoked_at = Some(NOW - 5);
            },
            Verdict::CannotTell,
            Reason::KeyRevoked,
        ),
        (
            "unknown key before holder signature",
            |setup| {
                setup.signer = Some(key());
                setup.presenter = Some(Holder::default());
            },
            Verdict::CannotTell,
            Reason::UnknownKey,
        ),
    ];
    play(cases);
    // Under the name of the authority's key, but not by it.
    let setup = InspectionSetup::default();
    let draft = Credential::Pass(setup.pass.clone()).draft(setup.issuer.pass.public());
    let forged = setup.holder.show(&sign(draft, &key()), at(NOW));
    let answer = setup.answer_to(&forged);
    assert_eq!((answer.verdict, answer.reason), (Verdict::Forged, Reason::IssuerSignature));
}

#[test]
fn an_issuer_may_sign_with_ed25519() {
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&ring::rand::SystemRandom::new()).unwrap();
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap();
    let public = PublicKey::Ed25519 { x: pair.public_key().as_ref().try_into().unwrap() };
    let mut setup = InspectionSetup::default();
    setup.issuer.trust.keys.push(trusted(&public, KeyUse::Pass));
    let draft = Credential::Pass(setup.pass.clone()).draft(&public);
    let signature = pair.sign(&draft.to_sign()).as_ref().try_into().unwrap();
    let text = setup.holder.show(&draft.close(&signature), at(NOW));
    assert_eq!(setup.answer_to(&text).verdict, Verdict::Valid);
}

#[test]
fn check_5_mistakes_of_the_issuer_are_never_the_holders() {
    let cases: &[Case] = &[
        (
            "another issuer's name",
            |setup| setup.pass.iss = "YY-REF".into(),
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "from after until",
            |setup| setup.pass.nbf = setup.pass.exp + 5,
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "from at until",
            |setup| setup.pass.nbf = setup.pass.exp,
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "year 9999",
            |setup| setup.pass.exp = 253_402_300_799,
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "longer than its purpose",
            |setup| setup.pass.exp += 1,
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "longer than its purpose, and begun as the lists were signed",
            |setup| {
                setup.issuer.stamp.iat = setup.pass.nbf;
                setup.pass.exp += 1;
            },
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "longer than its purpose, and begun after the lists were signed",
            |setup| {
                setup.issuer.stamp.iat = setup.pass.nbf - 1;
                setup.pass.exp += 1;
            },
            Verdict::CannotTell,
            Reason::ListsOld,
        ),
        (
            "longer than its purpose, and begun long before the lists were signed",
            |setup| {
                setup.issuer.stamp.iat = setup.pass.nbf + 60;
                setup.pass.exp += 1;
            },
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "before its key",
            |setup| {
                let public = setup.issuer.pass.public().clone();
                setup.issuer.entry(&public).sign_from = setup.pass.nbf + 1;
            },
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "with its key",
            |setup| {
                let public = setup.issuer.pass.public().clone();
                setup.issuer.entry(&public).sign_from = setup.pass.nbf;
            },
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "after its key",
            |setup| {
                let public = setup.issuer.pass.public().clone();
                setup.issuer.entry(&public).verify_until = NOW - 1;
            },
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "at the end of its key",
            |setup| {
                let public = setup.issuer.pass.public().clone();
                setup.issuer.entry(&public).verify_until = NOW;
            },
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "a purpose the rules do not list, for 31 days",
            |setup| {
                setup.pass.purpose = 77;
                setup.pass.exp = setup.pass.nbf + 31 * DAY + 1;
            },
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
        (
            "before the holder's signature",
            |setup| {
                setup.pass.iss = "YY-REF".into();
                setup.presenter = Some(Holder::default());
            },
            Verdict::CannotTell,
            Reason::IssuerError,
        ),
    ];
    play(cases);
}

/// A pass as an item, of which a test may break any claim.
fn claims(setup: &InspectionSetup) -> Vec<(Item<'static>, Item<'static>)> {
    let cnf = Item::map([(1.into(), cose_key::to_item(setup.holder.0.public()))]);
    let ours = Item::map([(1.into(), Item::Int(1)), (2.into(), Item::Int(1))]);
    let claims = Item::map([
        (1.into(), Item::text("XX-REF")),
        (2.into(), Item::text("ИП4321")),
        (4.into(), Item::uint(setup.pass.exp)),
        (5.into(), Item::uint(setup.pass.nbf)),
        (7.into(), Item::bytes(b"passpass")),
        (8.into(), cnf),
        ((-65537).into(), ours),
    ]);
    let Item::Map(entries) = claims else { unreachable!() };
    entries
}

fn by_issuer(
    setup: &InspectionSetup,
    typ: Typ,
    claims: Vec<(Item<'static>, Item<'static>)>,
) -> Vec<u8> {
    let public = setup.issuer.pass.public();
    let header = Header {
        algorithm: Some(Algorithm::of(public)),
        kid: Some(cose_key::kid4(public).to_vec()),
        typ: Some(typ),
        kcwt: None,
    };
    sign(Draft::new(&header, &Item::Map(claims)), &setup.issuer.pass)
}

#[test]
fn check_5_claims_that_are_missing_or_of_another_type() {
    let setup = InspectionSetup::default();
    let lists = setup.issuer.lists();
    let reasons = |claims| {
        let text = setup.holder.show(&by_issuer(&setup, Typ::Pass, claims), at(NOW));
        let answer = doorstep::inspection::inspect(&text, &lists, &setup.time, None);
        (answer.verdict, answer.reason)
    };
    assert_eq!(reasons(claims(&setup)), (Verdict::Valid, Reason::Ok));
    let error = (Verdict::CannotTell, Reason::IssuerError);
    for place in 0..claims(&setup).len() {
        let mut missing = claims(&setup);
        let (name, _) = missing.remove(place);
        assert_eq!(reasons(missing), error, "without {name:?}");
        let mut other = claims(&setup);
        other[place].1 = Item::Bool(true);
        assert_eq!(reasons(other), error, "{name:?} of another type");
    }
    let with = |label: i64, value: Item<'static>| {
        let mut claims = claims(&setup);
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
            |setup| setup.presenter = Some(Holder::default()),
            Verdict::Forged,
            Reason::HolderSignature,
        ),
        (
            "before the act",
            |setup| {
                setup.presenter = Some(Holder::default());
                setup.pass.act = 9;
            },
            Verdict::Forged,
            Reason::HolderSignature,
        ),
        (
            "before the end",
            |setup| {
                setup.presenter = Some(Holder::default());
                setup.time = around(setup.pass.exp, 0);
            },
            Verdict::Forged,
            Reason::HolderSignature,
        ),
        (
            "without a clock too",
            |setup| {
                setup.presenter = Some(Holder::default());
                setup.time = no_clock(NOW);
            },
            Verdict::Forged,
            Reason::HolderSignature,
        ),
    ];
    play(cases);
}

#[test]
fn a_frame_names_one_algorithm_by_one_number() {
    let setup = InspectionSetup::default();
    let good = setup.bytes();
    // {1: -9, 13: the pass, 16: 294} with the older name of the same, and with Ed25519.
    let at = good.windows(4).position(|bytes| bytes == [0xa3, 0x01, 0x28, 0x0d]).unwrap();
    for older in [0x26, 0x27, 0x32] {
        let mut bytes = good.clone();
        bytes[at + 2] = older;
        let answer = setup.answer_to(&encode_text(&bytes));
        assert_eq!((answer.verdict, answer.reason), (Verdict::Unreadable, Reason::Algorithm));
    }
}

#[test]
fn check_7_act() {
    let cases: &[Case] = &[
        ("unknown", |setup| setup.pass.act = 2, Verdict::CannotTell, Reason::ActUnknown),
        (
            "ended now",
            |setup| setup.issuer.rules.acts[0].until = Some(NOW - 1),
            Verdict::NotInForce,
            Reason::NotInForce,
        ),
        (
            "ends within the doubt",
            |setup| setup.issuer.rules.acts[0].until = Some(NOW + 1),
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "ends after the doubt",
            |setup| setup.issuer.rules.acts[0].until = Some(NOW + 2),
            Verdict::Valid,
            Reason::Ok,
        ),
        (
            "begins within the doubt",
            |setup| setup.issuer.rules.acts[0].from = NOW,
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "begins after the doubt",
            |setup| setup.issuer.rules.acts[0].from = NOW + 2,
            Verdict::NotInForce,
            Reason::NotInForce,
        ),
        (
            "ended, and another is in force",
            |setup| {
                setup.issuer.rules.acts[0].until = Some(NOW - 1);
                let next =
                    Act { no: 2, from: NOW - 1, until: None, ..setup.issuer.rules.acts[0].clone() };
                setup.issuer.rules.acts.push(next);
            },
            Verdict::NotInForce,
            Reason::OtherAct,
        ),
        (
            "ended, and another begins within the doubt",
            |setup| {
                setup.issuer.rules.acts[0].until = Some(NOW - 1);
                let next =
                    Act { no: 2, from: NOW, until: None, ..setup.issuer.rules.acts[0].clone() };
                setup.issuer.rules.acts.push(next);
            },
            Verdict::CannotTell,
            Reason::Clock,
        ),
        (
            "not in force before expired",
            |setup| {
                setup.issuer.rules.acts[0].until = Some(NOW);
                setup.time = around(setup.pass.exp + 5, 0);
            },
            Verdict::NotInForce,
            Reason::NotInForce,
        ),
        (
            "not in force before revoked",
            |setup| {
                setup.issuer.rules.acts[0].until = Some(NOW - 1);
                setup.issuer.deny(setup.pass.id, NOW - 5000);
            },
            Verdict::NotInForce,
            Reason::NotInForce,
        ),
        (
            "not in force before stale",
            |setup| {
                setup.issuer.rules.acts[0].until = Some(NOW - 1);
                setup.shown = Shown::Bare;
            },
            Verdict::NotInForce,
            Reason::NotInForce,
        ),
    ];
    play(cases);
}
