//! The bytes of registrations.

use super::{KEY, SIGNER, hex, pinned, pinned_since_2, signer};
use crate::loan::{HandedOver, Loan, LoanStage};
use crate::model::{AccountId, HolderHint, LoanId, LoanNumber, PhoneNumber, RegistrationId};
use crate::outbox::KeyRole;
use crate::quarantine::journal::Interval;
use crate::registration::{Form, Keys, Registration};
use crate::state::Membership;
use crate::store::{decode, encode};

fn keys() -> Keys {
    Keys { dev: signer(KeyRole::Dev), sos: signer(KeyRole::Sos) }
}

fn keys_2() -> String {
    format!("828300{SIGNER}8301{SIGNER}")
}

fn keys_1() -> String {
    let signer = |whose: &str| format!(r#"{{"whose":"{whose}","alias":"a/b","key":"{KEY}"}}"#);
    format!(r#"{{"dev":{},"sos":{}}}"#, signer("Dev"), signer("Sos"))
}

fn form() -> Form {
    Form {
        phone: PhoneNumber::parse("+79161234567", "RU").unwrap(),
        mark: HolderHint::new(Some("ИП"), Some("4321")).unwrap(),
        consent: 1,
        lang: "ru".into(),
    }
}

const FORM_2: &str = "846c2b373931363132333435363768d098d09f3433323101627275";
const FORM_1: &str = r#"{"phone":"+79161234567","mark":"ИП4321","consent":1,"lang":"ru"}"#;

#[test]
fn registrations_of_lent_devices_are_pinned() {
    let (id, number) = (LoanId::new([3; 16]), LoanNumber::new("L-17").unwrap());
    let (id_2, number_2, keys_2) = ("50".to_owned() + &"03".repeat(16), "644c2d3137", keys_2());
    pinned_in_2(
        &Registration::LoanAsked { id, number: number.clone(), keys: keys() },
        &format!("8407{id_2}{number_2}{keys_2}"),
    );
    let at = Interval::new(1, Some(2)).unwrap();
    let stages = [
        (LoanStage::Taken, "8100"),
        (LoanStage::Running(HandedOver { at, signed: vec![9] }), "820182820102 4109"),
        (LoanStage::Over("replaced".into()), "8202687265706c61636564"),
        (LoanStage::Wiping, "8103"),
    ];
    for (stage, stage_2) in stages {
        let loan = Loan { id, number: number.clone(), stage };
        let stage_2 = stage_2.replace(' ', "");
        pinned_in_2(
            &Registration::Lent { keys: keys(), holder: "0oQ".into(), loan },
            &format!("8408{keys_2}63306f5183{id_2}{number_2}{stage_2}"),
        );
    }
}

#[test]
fn registrations_that_move_are_pinned() {
    let keys_2 = keys_2();
    pinned_in_2(&Registration::Moving { keys: keys() }, &format!("8209{keys_2}"));
}

/// In version 1 there were none of them.
fn pinned_in_2(value: &Registration, version_2: &str) {
    let bytes = encode(value).unwrap();
    assert_eq!(hex(&bytes), version_2);
    assert_eq!(decode::<Registration>(2, &bytes).as_ref(), Some(value));
    for cut in 0..bytes.len() {
        assert!(decode::<Registration>(2, &bytes[..cut]).is_none(), "cut at {cut}");
    }
}

#[test]
fn registrations_are_pinned() {
    let (id, id_1) = ("50".to_owned() + &"03".repeat(16), "AwMDAwMDAwMDAwMDAwMDAw");
    let (keys_2, keys_1) = (keys_2(), keys_1());
    pinned(&Registration::Nobody, "8100", r#""Nobody""#);
    pinned(&Registration::Erasing, "8106", r#""Erasing""#);
    pinned(
        &Registration::Waiting { form: form() },
        &format!("8201{FORM_2}"),
        &format!(r#"{{"Waiting":{{"form":{FORM_1}}}}}"#),
    );
    pinned(
        &Registration::Submitted { form: form(), keys: keys() },
        &format!("8302{FORM_2}{keys_2}"),
        &format!(r#"{{"Asked":{{"form":{FORM_1},"keys":{keys_1}}}}}"#),
    );
    pinned(
        &Registration::CodeSent {
            form: form(),
            keys: keys(),
            reg: RegistrationId::new([3; 16]),
            resend_at_ms: -1,
            expires_at_ms: 1000,
        },
        &format!("8603{FORM_2}{keys_2}{id}201903e8"),
        &format!(
            r#"{{"CodeSent":{{"form":{FORM_1},"keys":{keys_1},"reg":"{id_1}","resend_at_ms":-1,"expires_at_ms":1000}}}}"#
        ),
    );
    pinned(
        &Registration::Registered {
            phone: form().phone,
            mark: form().mark,
            keys: keys(),
            account: AccountId::new([3; 16]),
            holder: "0oQ".into(),
        },
        &format!("8604{}{keys_2}{id}63306f51", &FORM_2[2..FORM_2.len() - 8]),
        &format!(
            r#"{{"Registered":{{"phone":"+79161234567","mark":"ИП4321","keys":{keys_1},"account":"{id_1}","holder":"0oQ"}}}}"#
        ),
    );
    pinned(
        &Registration::Closed { reason: "erased".into(), keys: keys(), holder: "0oQ".into() },
        &format!("840566657261736564{keys_2}63306f51"),
        &format!(r#"{{"Closed":{{"reason":"erased","keys":{keys_1},"holder":"0oQ"}}}}"#),
    );
}

#[test]
fn what_a_household_says_of_its_people_is_pinned() {
    pinned_since_2(&Membership { is_child: true, leaves: false }, "82f5f4");
    pinned_since_2(&Membership { is_child: false, leaves: true }, "82f4f5");
}
