//! The bytes of every stored value, as they stand on phones. Whoever has to change one of these has
//! changed a stored form: raise its version, keep what is here as an older form, and teach the value
//! to read it.

mod account;
mod checks;
mod delivery;
mod lists;
mod moving;
mod photos;
mod pin;
#[cfg(feature = "testing")]
mod quarantine;
mod sms;

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::error::{ErrorDetails, Field};
use crate::model::{
    Asks, BootId, IdempotencyKey, PassId, Period, RegistrationId, Tells, Thumbprint, TypedCode,
};
use crate::outbox::{KeyRole, PassWish, RequestKind, Signer, Task};
use crate::pass::{Counted, IssuerKey, Paper, Pass};
use crate::registration::Registration;
use crate::requests::{Claimed, Sent, SentRaw};
use crate::state::{Emergency, EmergencyCredential, RefusedRequest, SyncSchedule};
use crate::store::{Stored, decode, encode};
use crate::time::{Anchor, TrustedTime};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).unwrap());
    digits.map(|two| u8::from_str_radix(two, 16).unwrap()).collect()
}

/// That a value has these bytes in version 2 and is read from them, and from the JSON of version 1;
/// and that nothing else is read from what is cut short or goes on.
fn pinned<T: Stored + PartialEq + Debug>(value: &T, version_2: &str, version_1: &str) {
    assert_eq!(T::VERSION, 2);
    let bytes = encode(value).unwrap();
    assert_eq!(hex(&bytes), version_2, "{value:?}");
    assert_eq!(decode::<T>(2, &unhex(version_2)).as_ref(), Some(value));
    assert_eq!(decode::<T>(1, version_1.as_bytes()).as_ref(), Some(value), "{version_1}");
    for cut in 0..bytes.len() {
        assert!(decode::<T>(2, &bytes[..cut]).is_none(), "cut at {cut}");
    }
    assert!(decode::<T>(2, &[bytes.as_slice(), &[0]].concat()).is_none());
    for (version, other) in [(0, &bytes), (3, &bytes), (1, &bytes), (1, &b"\"".to_vec())] {
        assert!(decode::<T>(version, other).is_none(), "version {version}");
    }
}

fn signer(whose: KeyRole) -> Signer {
    Signer { whose, alias: "a/b".into(), key: Thumbprint::new([7; 32]) }
}

const SIGNER: &str = "63612f6258200707070707070707070707070707070707070707070707070707070707070707";
const KEY: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";

fn pass() -> Pass {
    Pass {
        id: PassId::new([1; 8]),
        signed: "0oQ".into(),
        alias: "p".into(),
        purpose: 2,
        purpose_key: "pharmacy".into(),
        label: vec![("en".into(), "Pharmacy".into())],
        act: 1,
        nbf: 10,
        exp: 20,
        grace: 5,
        denied_from: None,
        asked_as: IdempotencyKey::new([2; 16]),
        code: None,
        paper: None,
        issuer: IssuerKey::Good,
        lasts_for_days: false,
    }
}

#[test]
fn passes_are_pinned() {
    let head_2 = "90480101010101010101\
                  63306f516170026870686172\
                  6d616379818262656e68506861726d616379010a1405";
    let tap = "50".to_owned() + &"02".repeat(16);
    let head_1 = r#""id":"AQEBAQEBAQE","signed":"0oQ","alias":"p","purpose":2,"purpose_key":"pharmacy","label":[["en","Pharmacy"]],"act":1,"nbf":10,"exp":20,"grace":5"#;
    let tap_1 = r#""asked_as":"AgICAgICAgICAgICAgICAg""#;
    pinned(
        &pass(),
        &format!("{head_2}f6{tap}f6f600f4"),
        &format!(
            r#"{{{head_1},"denied_from":null,{tap_1},"code":null,"paper":null,"issuer":"Good","lasts_for_days":false}}"#
        ),
    );
    // What the first passes of version 1 did not have yet.
    let first = format!(r#"{{{head_1},"denied_from":null,{tap_1}}}"#);
    assert_eq!(decode(1, first.as_bytes()), Some(pass()));
    let code = TypedCode::read("234567892345678A").unwrap();
    let full = Pass {
        denied_from: Some(12),
        code: Some(code),
        paper: Some(Paper { signed: "0oQ".into(), code: Some(code) }),
        issuer: IssuerKey::NotReissued,
        lasts_for_days: true,
        ..pass()
    };
    let code_2 = "70".to_owned() + &hex(b"234567892345678A");
    pinned(
        &full,
        &format!("{head_2}0c{tap}{code_2}8263306f51{code_2}02f5"),
        &format!(
            r#"{{{head_1},"denied_from":12,{tap_1},"code":"234567892345678A","paper":{{"signed":"0oQ","code":"234567892345678A"}},"issuer":"NotMadeGood","lasts_for_days":true}}"#
        ),
    );
    let withdrawn = Pass { issuer: IssuerKey::Withdrawn, ..pass() };
    let bytes = encode(&withdrawn).unwrap();
    assert_eq!(hex(&bytes), format!("{head_2}f6{tap}f6f601f4"));
}

#[test]
fn what_was_sent_is_pinned() {
    let sent = Sent {
        at_ms: 1_000,
        to: "a:1".into(),
        route: "/v1/x".into(),
        bytes: 2,
        sha256: [7; 32],
        asks: Asks::Erase,
        tells: vec![Tells::Nothing, Tells::Purpose(3), Tells::Signature],
    };
    let digest = "5820".to_owned() + &"07".repeat(32);
    pinned_since_2(
        &sent,
        &format!("871903e863613a31652f76312f7802{digest}0e83810082080381 0e").replace(' ', ""),
    );
    let raw = SentRaw { head: "GET".into(), body: vec![1, 2] };
    pinned_since_2(&raw, "8263474554420102");
    for (asks, place) in Asks::ALL.iter().zip(0..) {
        let bytes = encode(&Sent { asks: *asks, tells: Vec::new(), ..sent.clone() }).unwrap();
        assert!(hex(&bytes).ends_with(&format!("{place:02x}80")), "{asks:?}");
    }
}

/// The same of what version 1 did not know.
fn pinned_since_2<T: Stored + PartialEq + Debug>(value: &T, version_2: &str) {
    let bytes = encode(value).unwrap();
    assert_eq!((hex(&bytes).as_str(), T::VERSION), (version_2, 2));
    assert_eq!(decode::<T>(2, &bytes).as_ref(), Some(value));
    for cut in 0..bytes.len() {
        assert!(decode::<T>(2, &bytes[..cut]).is_none(), "cut at {cut}");
    }
    for version in [0, 1, 3] {
        assert!(decode::<T>(version, &bytes).is_none(), "version {version}");
    }
}

#[test]
fn requests_are_pinned() {
    let (id, tap) = ("50".to_owned() + &"03".repeat(16), "50".to_owned() + &"02".repeat(16));
    let (id_1, tap_1) = ("AwMDAwMDAwMDAwMDAwMDAw", "AgICAgICAgICAgICAgICAg");
    let kinds = [
        (RequestKind::Register, "8100".to_owned(), r#""Register""#.to_owned()),
        (RequestKind::Erase, "8104".to_owned(), r#""Erase""#.to_owned()),
        (
            RequestKind::Resend(RegistrationId::new([3; 16])),
            format!("8201{id}"),
            format!(r#"{{"Resend":"{id_1}"}}"#),
        ),
        (
            RequestKind::Confirm(RegistrationId::new([3; 16])),
            format!("8202{id}"),
            format!(r#"{{"Confirm":"{id_1}"}}"#),
        ),
        (
            RequestKind::Pass(PassWish {
                purpose: 2,
                key: "p".into(),
                give_up_at: 20,
                tap: IdempotencyKey::new([2; 16]),
                again: true,
                replaces: Some(PassId::new([1; 8])),
            }),
            format!("82038602617014{tap}f5480101010101010101"),
            format!(
                r#"{{"Pass":{{"purpose":2,"key":"p","give_up_at":20,"tap":"{tap_1}","again":true,"instead":"AQEBAQEBAQE"}}}}"#
            ),
        ),
    ];
    for (what, what_2, what_1) in kinds {
        let task = Task {
            what,
            idempotency: IdempotencyKey::new([2; 16]),
            body: "{}".into(),
            signers: vec![signer(KeyRole::Pass)],
            failures: 3,
            not_before_ms: 1000,
            told_to_wait: true,
            tries_ms: vec![1, 2],
        };
        pinned(
            &task,
            &format!("88{what_2}{tap}627b7d818302{SIGNER}031903e8f5820102"),
            &format!(
                r#"{{"what":{what_1},"idempotency":"{tap_1}","body":"{{}}","signers":[{{"whose":"Pass","alias":"a/b","key":"{KEY}"}}],"failures":3,"not_before_ms":1000,"told_to_wait":true,"tries_ms":[1,2]}}"#
            ),
        );
    }
}

#[test]
fn facts_of_a_person_are_pinned() {
    let counted = Counted { used: 1, from_ms: -1, until_ms: 1000 };
    pinned(
        &BTreeMap::from([(12, vec![counted]), (2, Vec::new())]),
        "828202808_20c818301201903e8".replace('_', "").as_str(),
        r#"{"12":[{"used":1,"from_ms":-1,"until_ms":1000}],"2":[]}"#,
    );
    let refusal = |details| RefusedRequest {
        purpose: "p".into(),
        tap: IdempotencyKey::new([2; 16]),
        code: "quota-used".into(),
        details,
    };
    let details = ErrorDetails {
        at_ms: Some(1000),
        last_ms: Some(2),
        n: Some(3),
        m: Some(4),
        per: Some(Period::LocalWeek),
        position: Some(5),
        field: Some(Field::Document),
        reference: Some("r".into()),
    };
    let head = "84617050".to_owned() + &"02".repeat(16) + "6a71756f74612d75736564";
    let head_1 = r#""purpose":"p","tap":"AgICAgICAgICAgICAgICAg","code":"quota-used""#;
    pinned(
        &vec![refusal(details), refusal(ErrorDetails::default())],
        &format!("82{head}881903e802030401050161{:02x}{head}88f6f6f6f6f6f6f6f6", b'r'),
        &format!(
            r#"[{{{head_1},"figures":{{"at_ms":1000,"last_ms":2,"n":3,"m":4,"per":"local-week","position":5,"field":"document","reference":"r"}}}},{{{head_1},"figures":{{"at_ms":null,"n":null,"m":null,"position":null,"reference":null}}}}]"#
        ),
    );
    pinned(&Emergency { start: 10, minutes: 240 }, "820a18f0", r#"{"start":10,"minutes":240}"#);
    pinned(&Some(Claimed { at: 1, leaves_at: 2 }), "820102", r#"{"at":1,"leaves_at":2}"#);
    pinned(&None::<Claimed>, "f6", "null");
    let credential = EmergencyCredential { holder: "0oQ".into(), sos: "a".into() };
    pinned_quietly(&Some(credential), "8263306f516161", r#"{"holder":"0oQ","sos":"a"}"#);
    pinned_quietly(&None::<EmergencyCredential>, "f6", "null");
    pinned(&vec!["a".to_owned()], "816161", r#"["a"]"#);
}

#[test]
fn facts_of_the_phone_are_pinned() {
    let anchor = Anchor { iat: 10, elapsed_ms: 1000, round_trip_ms: 20, boot: BootId("b".into()) };
    pinned(
        &TrustedTime { anchor: Some(anchor), floor: 11 },
        "82840a1903e81461620b",
        r#"{"anchor":{"iat":10,"elapsed_ms":1000,"round_trip_ms":20,"boot":"b"},"floor":11}"#,
    );
    pinned(
        &TrustedTime { anchor: None, floor: u64::MAX },
        "82f61bffffffffffffffff",
        r#"{"anchor":null,"floor":18446744073709551615}"#,
    );
    pinned(
        &SyncSchedule { not_before_ms: 1000, failures: 2 },
        "821903e802",
        r#"{"not_before_ms":1000,"failures":2}"#,
    );
    pinned(&true, "f5", "true");
    assert_eq!(hex(&encode(&1000_i64).unwrap()), "1903e8");
    pinned(&"a".to_owned(), "6161", r#""a""#);
}

/// The same of what has no `Debug`.
fn pinned_quietly<T: Stored + PartialEq>(value: &T, version_2: &str, version_1: &str) {
    assert_eq!(hex(&encode(value).unwrap()), version_2);
    assert!(decode::<T>(2, &unhex(version_2)).as_ref() == Some(value));
    assert!(decode::<T>(1, version_1.as_bytes()).as_ref() == Some(value));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_answered(version in 0i64..4, bytes: Vec<u8>) {
        let _ = decode::<Registration>(version, &bytes);
        let _ = decode::<Pass>(version, &bytes);
        let _ = decode::<Task>(version, &bytes);
    }

    #[test]
    fn any_json_is_answered(text in "[\\[\\]{}\":,a-z0-9]{0,40}") {
        let _ = decode::<Registration>(1, text.as_bytes());
        let _ = decode::<Vec<RefusedRequest>>(1, text.as_bytes());
    }
}
