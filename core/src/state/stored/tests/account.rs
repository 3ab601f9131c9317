//! The bytes of registrations.

use super::{KEY, SIGNER, pinned, pinned_since_2, signer};
use crate::model::{AccountId, HolderHint, PhoneNumber, RegistrationId};
use crate::outbox::KeyRole;
use crate::registration::{Form, Keys, Registration};
use crate::state::Membership;

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
