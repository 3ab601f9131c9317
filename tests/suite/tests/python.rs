//! Cross-check with python-cwt: what the core makes verifies there, and what is made there is
//! taken or refused here as it should be; and a client that was written from the authority's document
//! alone reports under an order. A binary of its own, because it needs that library.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use doorstep::crypto::SigningKey;
use doorstep::documents::{
    DocumentError, KeyUse, Malformed, Root, TrustList, cose_key, decode_text, encode_text,
};
use doorstep::inspection::{Reason, Verdict, inspect};
use doorstep::model::{PublicKey, from_base64url};
use doorstep::ports::{Outgoing, Sending, ServerTrust, Transport};
use doorstep::requests::Route;
use doorstep_authority::admin::{CheckDraft, OrderChange, OrderFor, PlaceChange};
use doorstep_suite::data::{hex, workspace};
use doorstep_suite::holder::{declared, for_challenge};
use doorstep_suite::inspection_setup::{InspectionSetup, Shown, around};
use doorstep_suite::issuer::{ISS, Issuer, Key, NOW};
use doorstep_suite::phone::NUMBER;
use doorstep_suite::python::{ask, python, to_hex};
use doorstep_suite::test_env::{TestEnv, https};
use serde_json::{Value as Json, json};

/// A key with its PKCS #8, which Python needs.
fn key() -> (Key, String) {
    let pkcs8 = SigningKey::generate().unwrap();
    (Arc::new(SigningKey::from_pkcs8(&pkcs8).unwrap()), to_hex(&pkcs8))
}

fn coordinates(key: &PublicKey) -> Json {
    let PublicKey::P256 { x, y } = key else { unreachable!() };
    json!({"x": to_hex(x), "y": to_hex(y)})
}

/// What Python says of a presentation.
fn verified(python: &Path, issuer: &Issuer, presentation: &[u8]) -> Json {
    let mut request = coordinates(issuer.pass.public());
    request["op"] = "verify".into();
    request["presentation"] = to_hex(presentation).into();
    ask(python, &request)
}

#[test]
fn passes_and_presentations_made_here_verify_there() {
    let Some(python) = python() else { return };
    let mut setup = InspectionSetup::default();
    let live = verified(&python, &setup.issuer, &setup.bytes());
    assert_eq!((live["typ"].as_i64(), live["inner_typ"].as_i64()), (Some(294), Some(293)));
    assert_eq!(live["sub"].as_str(), Some("ИП4321"));
    assert_eq!(live["exp"].as_u64(), Some(setup.pass.exp));
    assert_eq!(live["frame"], json!({"3": "P", "6": NOW - 2}));
    assert_eq!(live["broken_refused"], json!(true));
    assert_eq!(live["other_key_refused"], json!(true));
    setup.frame = for_challenge(*b"12345678");
    let asked = verified(&python, &setup.issuer, &setup.bytes());
    let expected = json!({"3": "P", "7": to_hex(b"saltsalt"), "39": to_hex(b"12345678")});
    assert_eq!(asked["frame"], expected);
    setup.shown = Shown::Emergency;
    setup.frame = declared(setup.frame, NOW);
    assert_eq!(verified(&python, &setup.issuer, &setup.bytes())["frame"], expected);
}

/// Keeps the trust list that passes through it.
struct Reader(Arc<dyn Transport>, Mutex<Vec<u8>>);

impl Transport for Reader {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        let is_trust = request.route == Route::Trust.template();
        let answer = self.0.send(request, trust);
        Box::pin(async move {
            let answer = answer.await;
            if let (true, Ok(arrived)) = (is_trust, &answer) {
                self.1.lock().unwrap().clone_from(&arrived.body);
            }
            answer
        })
    }
}

#[tokio::test]
async fn a_pass_of_the_real_authority_verifies_there() {
    let Some(python) = python() else { return };
    let env = TestEnv::new().await;
    let (mut phone, _) = env.resident().await;
    phone.pass("groceries").await;
    // Another phone reads what the first one trusts.
    let (mut other, _) = env.phone();
    let reader = Arc::new(Reader(https(), Mutex::default()));
    other.transport = reader.clone();
    other.start();
    other.inspector().refresh().await.unwrap();
    let bytes = reader.1.lock().unwrap().clone();
    let root = Root::first(&env.trust_file.root).unwrap();
    let trust = TrustList::read(&bytes, &root).unwrap();
    phone.start();
    let shown = decode_text(&phone.show()).unwrap();
    let good = trust.good_keys(KeyUse::Pass, ISS).into_iter().filter(|key| {
        let kid = cose_key::kid4(key);
        shown.windows(4).any(|window| window == kid)
    });
    let keys: Vec<PublicKey> = good.collect();
    let [key] = keys.as_slice() else { panic!("{keys:?}") };
    let mut request = coordinates(key);
    request["op"] = "verify".into();
    request["presentation"] = to_hex(&shown).into();
    let answer = ask(&python, &request);
    assert_eq!(answer["sub"].as_str(), Some("ИП4321"));
    assert_eq!(answer["broken_refused"], json!(true));
}

#[test]
fn documents_made_here_verify_there() {
    let Some(python) = python() else { return };
    let issuer = Issuer::new();
    let request = json!({
        "op": "verify-document",
        "document": to_hex(&issuer.trust_bytes()),
        "keys": issuer.roots.iter().map(|key| coordinates(key.public())).collect::<Vec<_>>(),
    });
    let answer = ask(&python, &request);
    assert_eq!(answer["typ"], json!("application/doorstep-trust+cose"));
    // The first and the third root signed it.
    assert_eq!(answer["each"], json!([true, false, true]));
}

#[test]
fn a_live_code_stripped_there_is_no_pass_here() {
    let Some(python) = python() else { return };
    let setup = InspectionSetup::default();
    let request = json!({"op": "strip", "presentation": to_hex(&setup.bytes())});
    let bare = hex(ask(&python, &request)["pass"].as_str().unwrap());
    assert_eq!(bare, setup.credential(), "the very bytes that the authority signed");
    let answer = setup.answer_to(&encode_text(&bare));
    assert_eq!((answer.verdict, answer.reason), (Verdict::StaleFrame, Reason::NotLive));
}

#[test]
fn passes_made_there_count_here_only_under_their_types() {
    let Some(python) = python() else { return };
    let mut setup = InspectionSetup::default();
    let ((issuer, issuer_pkcs8), (holder, holder_pkcs8)) = (key(), key());
    let old = setup.issuer.pass.public().clone();
    setup.issuer.entry(&old).key = issuer.public().clone();
    setup.issuer.pass = issuer;
    setup.holder.0 = holder;
    let lists = setup.issuer.lists();
    let made = |typ: Json, inner_typ: Json| {
        ask(
            &python,
            &json!({
                "op": "live", "issuer": issuer_pkcs8, "holder": holder_pkcs8,
                "iss": "XX-REF", "sub": "ИП4321", "nbf": setup.pass.nbf, "exp": setup.pass.exp,
                "cti": to_hex(b"passpass"), "purpose": 1, "act": 1, "iat": NOW,
                "typ": typ, "inner_typ": inner_typ,
            }),
        )
    };
    let answer = |text: &Json| {
        let text = encode_text(&hex(text.as_str().unwrap()));
        let answer = inspect(&text, &lists, &around(NOW, 1), None);
        (answer.verdict, answer.reason)
    };
    let good = made(json!(294), json!(293));
    assert_eq!(answer(&good["presentation"]), (Verdict::Valid, Reason::Ok));
    assert_eq!(answer(&good["pass"]), (Verdict::StaleFrame, Reason::NotLive));
    let other_type = (Verdict::Unreadable, Reason::Type);
    let kinds = [
        (json!(295), json!(293)),
        (json!(293), json!(293)),
        (json!(61), json!(293)),
        (json!("application/kb+cwt"), json!(293)),
        (json!(294), json!(294)),
        (json!(294), json!(61)),
        (json!(294), json!("application/doorstep-time+cwt")),
    ];
    for (typ, inner) in kinds {
        let made = made(typ.clone(), inner.clone());
        assert_eq!(answer(&made["presentation"]), other_type, "{typ} over {inner}");
    }
}

#[test]
fn trust_lists_made_there_count_here_only_with_two_keys() {
    let Some(python) = python() else { return };
    let mut issuer = Issuer::new();
    let ((first, first_pkcs8), (second, second_pkcs8)) = (key(), key());
    issuer.root.keys[0] = first.public().clone();
    issuer.root.keys[1] = second.public().clone();
    let entry = |key: &doorstep::documents::TrustedKey| {
        let mut entry = coordinates(&key.key);
        entry["use"] = key.key_use.name().into();
        entry["iss"] = key.iss.clone().into();
        entry["sign_from"] = key.sign_from.into();
        entry["sign_until"] = key.sign_until.into();
        entry["verify_until"] = key.verify_until.into();
        entry
    };
    let list = &issuer.trust;
    let made = ask(
        &python,
        &json!({
            "op": "trust-list",
            "roots": [first_pkcs8, second_pkcs8],
            "list": {
                "serial": list.serial, "iat": list.iat, "exp": list.exp,
                "keys": list.keys.iter().map(entry).collect::<Vec<_>>(),
                "thresholds": {"rules": list.rules_threshold},
                "tls": {
                    "roots": list.tls.roots.iter().map(|der| to_hex(der)).collect::<Vec<_>>(),
                    "pins": list.tls.pins.iter().map(|pin| to_hex(pin)).collect::<Vec<_>>(),
                },
                "hosts": list.hosts, "sms_countries": list.sms_countries,
            },
        }),
    );
    let read = |name: &str| TrustList::read(&hex(made[name].as_str().unwrap()), &issuer.root);
    assert_eq!(read("good"), Ok(issuer.trust.clone()), "so that the refusals prove something");
    assert_eq!(read("one_bad"), Err(DocumentError::Signature));
    assert_eq!(read("doubled"), Err(DocumentError::Signature));
    assert_eq!(read("two_names"), Err(DocumentError::Signature));
    assert_eq!(read("alone"), Err(DocumentError::Signature));
    assert_eq!(read("other_typ"), Err(Malformed::Type.into()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_of_the_document_alone_reports_and_checks_its_receipt() {
    let Some(python) = python() else { return };
    let env = TestEnv::new().await;
    let document = env.home.path().join("openapi.json");
    std::fs::write(&document, env.openapi().await).unwrap();
    let mark = [("sub".to_owned(), json!("ИП4321"))].into_iter().collect();
    let first_place = PlaceChange { at: Some((55.7558, 37.6173)), ..PlaceChange::default() };
    let change = OrderChange { terms: mark, first_place, ..OrderChange::default() };
    let made = env.admin.issue_order(OrderFor::Paper, change).await.unwrap();

    let mut client = Command::new(python)
        .arg("-B")
        .arg(workspace().join("tests/authority/contract/reporting.py"))
        .args([document.as_os_str(), env.trust_file_path().as_os_str()])
        .args([NUMBER, "ИП4321"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(client.stdout.take().unwrap()).lines();
    assert_eq!(said.next().unwrap().unwrap(), r#"{"step": "registered"}"#);
    let mut stdin = client.stdin.take().unwrap();
    writeln!(stdin, "{}\n{}", env.code().await, made.code.unwrap()).unwrap();
    assert_eq!(said.next().unwrap().unwrap(), r#"{"step": "joined"}"#);
    let surprise = CheckDraft { kind: "place".into(), unchecked: false };
    let surprise = env.admin.request_check(&made.order, surprise).await.unwrap().check;
    writeln!(stdin).unwrap();
    let receipt: Json = serde_json::from_str(&said.next().unwrap().unwrap()).unwrap();
    assert!(client.wait().unwrap().success());
    assert_eq!(receipt["up_to"], 4);
    let surprise = to_hex(&from_base64url(&surprise).unwrap());
    assert_eq!(receipt["checks"], json!([[surprise, "place"]]));
    // The officer sees the same.
    let last = env.admin.last_receipt(&made.order).await.unwrap();
    let head: Vec<u8> = from_base64url(last["head32"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&last["up_to"], to_hex(&head)),
        (&json!(4), receipt["head32"].as_str().unwrap().to_owned())
    );
    let listed = env.admin.reports(&made.order, 0).await.unwrap();
    let kinds: Vec<_> =
        listed["items"].as_array().unwrap().iter().map(|item| &item["kind"]).collect();
    assert_eq!(kinds, ["seen", "begin", "declare", "dispute"]);
    assert_eq!(listed["items"][2]["fields"], json!({ "what": "back" }), "the rest stays private");
    let disputes = env.admin.disputes(&made.order).await.unwrap();
    assert_eq!(
        (&disputes[0]["about"], &disputes[0]["text"]),
        (&json!(1), &json!("I saw it a day later."))
    );
}
