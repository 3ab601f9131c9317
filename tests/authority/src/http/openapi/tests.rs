use std::collections::BTreeSet;

use doorstep::crypto::{SigningKey, sha256};
use doorstep::documents::{
    Credential, Declared, Denied, DenyList, Draft, Frame, Freshness, KeyClosed, PassClaims,
    Scanned, Stamp, Stamped, StatusRef, TimeToken, check_of, cose_key, decode_text, message_text,
    read_signed,
};
use doorstep::model::{
    ChainId, EpochId, HolderHint, IdempotencyKey, Nonce, OrderId, PassId, Period, PublicKey,
    Thumbprint, TypedCode, from_base64url,
};
use doorstep::ports::Method;
use doorstep::quarantine::journal::{
    ChainSecret, Class, Numbered, ReportedUnder, ReportsEnd, Values, leaf_of,
};
use doorstep::quarantine::photos::MOST_PART;
use doorstep::quarantine::report::{MOST_BYTES, ReportRequest};
use doorstep::requests::{
    ClaimReply, ClaimRequest, CodeRequest, ConfirmReply, ConfirmRequest, Covered, EraseReply,
    HandoverReply, HandoverRequest, Label, LinkReply, LinkRequest, LoanReply, LoanRequest,
    PaperReply, PaperRequest, Parameters, PassReply, PassRequest, PhotoReply, Problem,
    RegistrationReply, RegistrationRequest, ReportsReply, ResendRequest, ReturnReply,
    ReturnRequest, SyncReply, SyncRequest, TimeRequest,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::*;
use crate::photos::LONGEST;

#[test]
fn every_reference_leads_somewhere_and_nothing_is_left_over() {
    let document = build().unwrap();
    let text = document.to_string();
    let mut used = BTreeSet::new();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
        used.insert(pointer.to_owned());
    }
    for kind in ["schemas", "parameters", "headers"] {
        for name in document["components"][kind].as_object().unwrap().keys() {
            assert!(used.contains(&format!("/components/{kind}/{name}")), "{name} is not used");
        }
    }
}

/// Whether the examples of a schema are bodies of this type, with all their fields.
fn examples_are<T: Serialize + DeserializeOwned>(document: &Value, schema: &str) {
    let schema = &document["components"]["schemas"][schema];
    let examples = schema["examples"].as_array().unwrap();
    assert!(!examples.is_empty());
    for example in examples {
        let body: T = serde_json::from_value(example.clone()).unwrap();
        let written = serde_json::to_value(&body).unwrap();
        for (field, value) in example.as_object().unwrap() {
            assert_eq!(written.get(field), Some(value), "{field}");
            assert!(schema["properties"].get(field).is_some(), "{field}");
        }
    }
}

#[test]
fn examples_are_bodies_of_the_client() {
    let document = build().unwrap();
    examples_are::<TimeRequest>(&document, "TimeRequest");
    examples_are::<CodeRequest>(&document, "CodeRequest");
    examples_are::<RegistrationRequest>(&document, "RegistrationRequest");
    examples_are::<RegistrationReply>(&document, "RegistrationReply");
    examples_are::<ResendRequest>(&document, "ResendRequest");
    examples_are::<ConfirmRequest>(&document, "ConfirmRequest");
    examples_are::<ConfirmReply>(&document, "ConfirmReply");
    examples_are::<SyncRequest>(&document, "SyncRequest");
    examples_are::<SyncReply>(&document, "SyncReply");
    examples_are::<ClaimRequest>(&document, "ClaimRequest");
    examples_are::<ClaimReply>(&document, "ClaimReply");
    examples_are::<ReportsReply>(&document, "ReportsReply");
    examples_are::<PhotoReply>(&document, "PhotoReply");
    examples_are::<PassRequest>(&document, "PassRequest");
    examples_are::<PassReply>(&document, "PassReply");
    examples_are::<PaperRequest>(&document, "PaperRequest");
    examples_are::<PaperReply>(&document, "PaperReply");
    examples_are::<LinkRequest>(&document, "LinkRequest");
    examples_are::<LinkReply>(&document, "LinkReply");
    examples_are::<LoanRequest>(&document, "LoanRequest");
    examples_are::<LoanReply>(&document, "LoanReply");
    examples_are::<HandoverRequest>(&document, "HandoverRequest");
    examples_are::<HandoverReply>(&document, "HandoverReply");
    examples_are::<ReturnRequest>(&document, "ReturnRequest");
    examples_are::<ReturnReply>(&document, "ReturnReply");
    examples_are::<EraseReply>(&document, "EraseReply");
}

#[test]
fn every_figure_of_a_problem_is_described() {
    let number = Some(1);
    let text = || Some(String::new());
    let problem = Problem {
        code: String::new(),
        left: number,
        reference: text(),
        n: number,
        m: number,
        per: Some(Period::LocalDay),
        next: number,
        last: number,
        seq: number,
        serial: number,
        reason: text(),
        key_closed: text(),
        time: text(),
    };
    let document = build().unwrap();
    let described = document.pointer("/components/schemas/Problem/properties").unwrap();
    assert!(described.get("field").is_some());
    for field in serde_json::to_value(&problem).unwrap().as_object().unwrap().keys() {
        assert!(described.get(field).is_some(), "{field}");
    }
}

#[test]
fn the_signed_bytes_of_the_description_are_those_that_the_client_signs() {
    let key = IdempotencyKey::new([1; 16]);
    let url = "https://a.example/v1/passes";
    let covered = Covered::new(Method::Post, url, Some((MediaType::Json, b"{}")), Some(&key));
    let parameters = Parameters {
        created: 1_795_374_600,
        nonce: Nonce::new([2; 16]),
        key: Thumbprint::new([3; 32]),
    };
    let base = String::from_utf8(covered.base(&parameters)).unwrap();
    assert!(DESCRIPTION.contains(&format!("\n{base}\n")));
    assert!(DESCRIPTION.contains(&covered.input(Label::Dev, &parameters)));
}

#[test]
fn every_operation_has_its_method_and_what_its_body_is() {
    let document = build().unwrap();
    let mut described = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let content = operation["requestBody"]["content"].as_object();
            let takes: Vec<&str> = content.into_iter().flatten().map(|(name, _)| &**name).collect();
            described.push((path.clone(), method.to_uppercase(), takes.join(", ")));
        }
    }
    let mut served: Vec<_> = ROUTES
        .iter()
        .map(|route| {
            let takes = route.takes.map_or("", MediaType::name);
            (route.template.to_owned(), route.method.name().to_owned(), takes.to_owned())
        })
        .collect();
    described.sort();
    served.sort();
    assert_eq!(described, served);
}

/// What stands behind this name in an example.
fn example(name: &str) -> &'static str {
    let line = DESCRIPTION.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_else(|| panic!("no example {name}"))
}

fn key(name: &str) -> PublicKey {
    cose_key::from_bytes(&from_base64url(example(name)).unwrap()).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A key that signs what is only to be looked at.
fn some_key() -> SigningKey {
    SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap()
}

#[test]
fn the_emergency_of_the_description_is_what_a_phone_shows_and_an_inspector_reads() {
    let (issuer, sos) = (key("key of use pass, COSE_Key"), key("emergency key, COSE_Key"));
    assert_eq!(example("its name"), cose_key::thumbprint(&issuer).to_string());
    let bytes = from_base64url(example("holder certificate")).unwrap();
    let declared = Some(Declared { purpose: 6, start: 1_795_525_200 });
    let challenge = Freshness::For { challenge: *b"12345678", salt: [1, 2, 3, 4, 5, 6, 7, 8] };
    for (freshness, payload, code) in [
        (Freshness::At(1_795_525_205), "payload, CBOR in hexadecimal", "text of the QR code"),
        (challenge, "the same to the number 1234 5678", "text that answers 1234 5678"),
    ] {
        let frame = Frame { freshness, declared };
        // As the core writes it.
        let signer = some_key();
        let draft = frame.draft(&bytes, signer.public()).unwrap();
        let written = draft.clone().close(&signer.sign(&draft.to_sign()).unwrap());
        let Ok(Scanned::Live { frame: written, .. }) = Scanned::read(&written) else { panic!() };
        assert_eq!(hex(written.open(signer.public()).unwrap()), example(payload));
        // As the core reads what stands in the example.
        let shown = decode_text(example(code)).unwrap();
        let Ok(Scanned::Live { credential, frame: read }) = Scanned::read(&shown) else { panic!() };
        assert_eq!(credential.header().kid.as_deref(), Some(&cose_key::kid4(&issuer)[..]));
        let claims = Credential::read(credential.open(&issuer).unwrap()).unwrap();
        let Credential::Holder(claims) = claims else { panic!("a pass") };
        assert_eq!((claims.holder, claims.sub.as_str()), (sos.clone(), "ИП4321"));
        assert_eq!(Frame::read(read.open(&sos).unwrap()), Ok(frame));
        assert_eq!(read_signed(&bytes).unwrap().signed_bytes(), credential.signed_bytes());
    }
}

/// The payload of what a key signs, in hexadecimal.
fn payload(draft: impl FnOnce(&PublicKey) -> Draft) -> String {
    let signer = some_key();
    let draft = draft(signer.public());
    let bytes = draft.clone().close(&signer.sign(&draft.to_sign()).unwrap());
    hex(read_signed(&bytes).unwrap().open(signer.public()).unwrap())
}

#[test]
fn the_payloads_of_the_description_are_those_that_are_written() {
    const NOON: u64 = 1_795_521_600;
    let iss = || "XX-REF".to_owned();
    let named = |name: &str, byte| Stamped { name: name.into(), serial: 1, sha256: [byte; 32] };
    let stamp = Stamp {
        iss: iss(),
        iat: NOON,
        exp: NOON + 604_800,
        seq: 1,
        docs: vec![
            named("root", 0x11),
            named("trust", 0x22),
            named("rules", 0x33),
            named("deny", 0x44),
            named("status", 0x55),
        ],
    };
    assert_eq!(payload(|key| stamp.draft(key)), example("stamp"));
    let passes = [PassId::new(*b"alphapas"), PassId::new(*b"passpass")].to_vec();
    let denied = vec![Denied { from: NOON - 60, passes }];
    let deny = DenyList { iss: iss(), iat: NOON, exp: NOON + 604_800, seq: 3, denied };
    assert_eq!(payload(|key| deny.draft(key)), example("deny list"));
    let nonce = Nonce::new([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    let token = TimeToken { iss: iss(), iat: NOON, nonce };
    assert_eq!(payload(|key| token.draft(key)), example("time token"));
    let sos = key("emergency key, COSE_Key");
    let closed = KeyClosed {
        iss: iss(),
        iat: NOON,
        chain: None,
        key: cose_key::thumbprint(&sos),
        at: NOON - 60,
        why: "erased".into(),
    };
    assert_eq!(payload(|key| closed.draft(key)), example("key closed"));
    let pass = PassClaims {
        iss: iss(),
        sub: HolderHint::from_wire("ИП4321").unwrap(),
        nbf: NOON,
        exp: NOON + 10_800,
        id: PassId::new(*b"passpass"),
        holder: Some(sos),
        purpose: 2,
        act: 1,
        place: Some("ЦАО".into()),
        status: None,
    };
    let long = PassClaims {
        exp: NOON + 7 * 86_400,
        id: PassId::new(*b"longpass"),
        holder: None,
        purpose: 7,
        place: None,
        status: Some(StatusRef { uri: "doorstep:XX-REF".into(), idx: 5 }),
        ..pass.clone()
    };
    for (claims, name) in [(pass, "pass"), (long, "pass that stands in the status list")] {
        assert_eq!(payload(|key| Credential::Pass(claims).draft(key)), example(name));
    }
}

#[test]
fn the_check_of_typed_codes_is_that_of_the_description() {
    let alphabet = "23456789ABCEHKMPTXY";
    assert!(DESCRIPTION.contains(&format!("The alphabet is `{alphabet}`")));
    let check = |free: &str| {
        let value = |symbol| alphabet.find(symbol).unwrap();
        let s = free.chars().fold(0, |s, symbol| (s + value(symbol)) * 2 % 19);
        alphabet.chars().nth((1 + 19 - s) % 19).unwrap()
    };
    let mut drawn = (0_u64..).map(|n| n.wrapping_mul(101).wrapping_add(7).to_le_bytes()[0]);
    for _ in 0..100 {
        let code = TypedCode::drawn(|| drawn.next().ok_or(())).unwrap().to_string();
        assert_eq!(code.chars().last(), Some(check(&code[..15])));
    }
    let vectors = ["234567892345678A", "ABCEHKMPTXYABCEE", "YYYYYYYYYYYYYYY6"];
    for vector in vectors {
        assert!(DESCRIPTION.contains(vector) && TypedCode::read(vector).is_ok());
        assert_eq!(vector.chars().last(), Some(check(&vector[..15])));
    }
}

#[test]
fn the_check_of_a_text_message_is_that_of_the_description() {
    let text = example("text of the QR code");
    assert_eq!(check_of(text), example("its check, if it goes by text message"));
    assert_eq!(message_text(text), format!("{text}#{}", check_of(text)));
}

#[test]
fn limits_of_the_description_are_those_of_readers() {
    use doorstep::documents::numbers::limit;
    let kib = |bytes: usize| bytes / 1024;
    assert_eq!(
        [limit::JSON, limit::TOKEN, limit::ROOT, limit::TRUST, limit::RULES, limit::PASS].map(kib),
        [64, 4, 8, 64, 256, 1]
    );
    let (whole, more) = (limit::STATUSES / 1_048_576, kib(limit::STATUS - limit::STATUSES));
    assert_eq!((limit::DENY / 1_048_576, whole, more), (1, 2, 64));
    assert_eq!(
        [
            limit::ORDER,
            limit::NOTICE,
            limit::CHECK,
            limit::RECEIPT,
            limit::HEAD,
            MOST_BYTES,
            limit::REPORTS_REPLY
        ]
        .map(kib),
        [16, 8, 2, 1, 1, 256, 512]
    );
    assert!(DESCRIPTION.contains(
        "order 16 KiB, notice 8 KiB, surprise check 2 KiB, receipt and head 1 KiB, reports 256 KiB and \
         the answer to them 512 KiB, verdict on a photo 1 KiB, sealed photo 163,921 bytes and a part of \
         one 32 KiB"
    ));
    assert_eq!([limit::PHOTO_VERDICT, MOST_PART as usize].map(kib), [1, 32]);
    assert_eq!(LONGEST, 163_921);
    assert!(DESCRIPTION.contains(
        "JSON 64 KiB, time token and stamp 4 KiB, root 8 KiB, trust list 64 KiB, rules 256 KiB, \
         deny list 1 MiB, status list 2 MiB and 64 KiB (2 MiB unpacked), pass, certificate and \
         presentation 1 KiB"
    ));
}

fn unhex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

fn fixed<const N: usize>(name: &str) -> [u8; N] {
    unhex(example(name)).try_into().unwrap()
}

#[test]
fn the_journal_of_the_description_is_the_golden_one_and_what_the_core_computes() {
    let golden = include_str!("../../../../suite/golden/journal.json");
    let golden: Value = serde_json::from_str(golden).unwrap();
    let (given, told) = (&golden["inputs"], &golden["outputs"]);
    for (name, value) in [
        ("chain of the journal", &given["chain"]),
        ("name of its device key", &given["key"]),
        ("its secret", &given["secret"]),
        ("its epoch", &given["entries"][0]["epoch"]),
        ("h before the first", &told["h0"]),
        ("r before the first", &told["r0"]),
        ("class secret of open, no version counts yet", &told["entries"][0]["secrets"]["open"]),
        ("leaf of open", &told["entries"][0]["leaves"]["open"]),
        ("leaf of place", &told["entries"][0]["leaves"]["place"]),
        ("h after the first", &told["entries"][0]["h"]),
        ("r after the first", &told["entries"][0]["r"]),
        ("leaf of open of the second", &told["entries"][1]["leaves"]["open"]),
        ("leaf of private of the second", &told["entries"][1]["leaves"]["private"]),
        ("h after the second", &told["entries"][1]["h"]),
        ("r after the second", &told["entries"][1]["r"]),
        ("leaf of private of the dispute", &told["entries"][12]["leaves"]["private"]),
        ("head32 of it", &told["head32"]),
    ] {
        assert_eq!(Some(example(name)), value.as_str(), "{name}");
    }
    let chain = ChainId::new(fixed("chain of the journal"));
    let key = Thumbprint::new(fixed("name of its device key"));
    let epoch = EpochId::new(fixed("its epoch"));
    let secret = ChainSecret::new(fixed("its secret"));
    let mut end = ReportsEnd::begin(chain, &key);
    assert_eq!(hex(&end.r), example("r before the first"));
    let under =
        ReportedUnder { order: OrderId::new([0x0d; 16]), version: 1, ..ReportedUnder::BEFORE_ANY };
    let second =
        "class secret of open, under version 1 of the order 0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d";
    for (seq, kind, under, opened, [fields, leaf, (class, other), after]) in [
        (
            1,
            "order",
            ReportedUnder::BEFORE_ANY,
            "class secret of open, no version counts yet",
            [
                ("", "fields of class open, of kind order"),
                ("", "leaf of open"),
                ("place", "leaf of place"),
                ("", "r after the first"),
            ],
        ),
        (
            2,
            "seen",
            under,
            second,
            [
                ("", "fields of class open, of kind seen"),
                ("", "leaf of open of the second"),
                ("private", "leaf of private of the second"),
                ("", "r after the second"),
            ],
        ),
    ] {
        let class_secret = secret.of_class(Class::Open, &under);
        assert_eq!(hex(class_secret.bytes()), example(opened));
        let values = Values::from_bytes(&unhex(example(fields.1))).unwrap();
        let open = class_secret.leaf(Numbered::Reported(epoch, seq), &values);
        assert_eq!(hex(&open), example(leaf.1));
        end = end.follow(seq, kind, &[("open", open), (class, fixed(other))]).unwrap();
        assert_eq!(hex(&end.r), example(after.1));
    }
    let request = example("both as one request (of another key than the name says)");
    let request = ReportRequest::read(&unhex(request)).unwrap();
    let opens = |seq: u64, class: &str| {
        let given = request.secrets.iter().rfind(|given| given.from <= seq)?;
        given.secrets.iter().find(|(name, _)| name == class).map(|(_, secret)| secret.clone())
    };
    let led = request.follow(ReportsEnd::begin(chain, &key), epoch, opens);
    assert_eq!(led, Ok(end));
    let place = Values::from_bytes(&unhex(example("fields of class place"))).unwrap();
    let of_place = secret.of_class(Class::Place, &ReportedUnder::BEFORE_ANY);
    let leaf = of_place.leaf(Numbered::Reported(epoch, 1), &place);
    assert_eq!(hex(&leaf), example("leaf of place"));
    let name = "fields of class private of a dispute, reported as 11 under that version";
    let values = Values::from_bytes(&unhex(example(name))).unwrap();
    let salt = secret.of_class(Class::Private, &under).salt(Numbered::Reported(epoch, 11));
    assert_eq!(hex(&salt), example("its salt"));
    assert_eq!(hex(&leaf_of(&salt, &values)), example("leaf of private of the dispute"));
    assert_eq!(hex(&sha256(&unhex(example("payload of a head")))), example("head32 of it"));
}
