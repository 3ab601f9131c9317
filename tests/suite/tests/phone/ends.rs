//! The end of an account: at the authority's signed word, and at nobody's else.

use std::sync::Arc;

use doorstep::client::PassRequestResult;
use doorstep::crypto::SigningKey;
use doorstep::documents::{KeyClosed, KeyUse};
use doorstep::error::Code;
use doorstep::model::{Thumbprint, to_base64url};
use doorstep_suite::issuer::{ISS, NOW, key, sign, trusted};
use doorstep_suite::office::FakeAuthority;
use doorstep_suite::phone::{ME, Phone, clock};
use doorstep_suite::siege::Siege;
use doorstep_suite::stranger::answers;
use serde_json::{Value, json};

const DAY: u64 = 86_400;

/// The device key that this office knows of.
fn device(office: &FakeAuthority) -> Thumbprint {
    office.file.lock().unwrap().devices.last().copied().unwrap()
}

fn closed(key: Thumbprint) -> KeyClosed {
    KeyClosed { iss: ISS.into(), iat: NOW, chain: None, key, at: NOW, why: "number-moved".into() }
}

fn word(closed: &KeyClosed, by: &SigningKey) -> Value {
    to_base64url(&sign(closed.draft(by.public()), by)).into()
}

fn problem(word: &Value) -> Value {
    json!({"code": "key-closed", "status": 403, "reason": "erased", "key_closed": word})
}

/// Every word that is not the authority's about this phone.
fn words_of_others(siege: &Siege) -> Vec<(&'static str, Value)> {
    let issuer = siege.office.issuer.lock().unwrap();
    let ours = closed(device(&siege.office));
    let order = &issuer.order_key;
    let mut torn = word(&ours, order).as_str().unwrap().to_owned();
    torn.replace_range(60..61, if &torn[60..61] == "A" { "B" } else { "A" });
    vec![
        ("none", Value::Null),
        ("empty", "".into()),
        ("no base64url", "!".into()),
        ("a stranger's", word(&ours, &key())),
        ("another use's", word(&ours, &issuer.time_key)),
        ("torn", torn.into()),
        ("of another phone", word(&closed(Thumbprint::new([7; 32])), order)),
        ("of another authority", word(&KeyClosed { iss: "YY".into(), ..ours.clone() }, order)),
        ("of last week", word(&KeyClosed { iat: NOW - 5 * DAY, at: 0, ..ours.clone() }, order)),
        ("before the fact", word(&KeyClosed { at: NOW + 1, ..ours }, order)),
    ]
}

#[tokio::test]
async fn whoever_holds_the_servers_key_closes_no_account() {
    let mut siege = Siege::new().await;
    for (name, word) in words_of_others(&siege) {
        let refusal = problem(&word).to_string();
        let head = |status: &str, kind: &str, body: &str| {
            format!(
                "{status}\ncontent-type: {kind}\ncontent-length: {}\nconnection: close",
                body.len()
            )
        };
        let manners = answers(
            &head("403 Forbidden", "application/problem+json", &refusal),
            refusal.as_bytes(),
        );
        let (code, asked) = siege.meets(&siege.own(), manners).await;
        assert_eq!(code, Code::AuthorityBusy, "{name}");
        assert!(asked > 0, "{name}: the server was believed to be the authority's");
    }
}

#[tokio::test]
async fn a_sync_that_says_so_without_a_signature_closes_nothing() {
    let siege = Siege::new().await;
    let (office, phone) = (&siege.office, &siege.phone);
    for (name, word) in words_of_others(&siege) {
        let reply = json!({"closed": "erased", "key_closed": word});
        *office.refusal.lock().unwrap() = Some((200, reply));
        let problem = phone.sync().await.problem.unwrap();
        assert_eq!((problem.code, phone.state()), (Code::AuthorityBusy, "registered"), "{name}");
        phone.wait_s(3600);
    }
    *office.refusal.lock().unwrap() = None;
    assert!(phone.sync().await.problem.is_none());
    phone.pass("pharmacy").await;
}

#[tokio::test]
async fn the_authoritys_word_closes_the_account_wherever_it_comes() {
    for by_sync in [false, true] {
        let siege = Siege::new().await;
        let (office, phone) = (&siege.office, &siege.phone);
        let ours = closed(device(office));
        let word = word(&ours, &office.issuer.lock().unwrap().order_key);
        let told = if by_sync {
            let reply = json!({"closed": "number-moved", "key_closed": word});
            *office.refusal.lock().unwrap() = Some((200, reply));
            phone.sync().await.problem.unwrap()
        } else {
            *office.refusal.lock().unwrap() = Some((403, problem(&word)));
            phone.client().request_pass(ME, "pharmacy", None).await.unwrap_err()
        };
        assert_eq!((told.code, phone.state()), (Code::KeyClosed, "closed"));
        assert_eq!(phone.passes().len(), 1, "what was issued stays");
    }
}

#[tokio::test]
async fn a_word_by_a_key_that_the_phone_does_not_know_yet_waits_for_the_list() {
    let clock = clock();
    let mut issuer = doorstep_suite::issuer::Issuer::new();
    let order = issuer.order_key.public().clone();
    issuer.trust.keys.retain(|key| key.key_use != KeyUse::Order);
    let office = FakeAuthority::of(issuer, &clock);
    let phone = Phone::before(&office, &clock);
    phone.register().await.unwrap();
    phone.confirm(&office.last_code()).await.unwrap();
    let ours = closed(device(&office));
    let word = word(&ours, &Arc::clone(&office.issuer.lock().unwrap().order_key));
    *office.refusal.lock().unwrap() = Some((403, problem(&word)));
    let waits = phone.client().request_pass(ME, "pharmacy", None).await.unwrap();
    assert!(matches!(waits, PassRequestResult::WaitingToSend { .. }));
    assert_eq!(phone.state(), "registered");

    {
        let mut issuer = office.issuer.lock().unwrap();
        issuer.trust.keys.push(trusted(&order, KeyUse::Order));
        issuer.trust.serial += 1;
        issuer.stamp.seq += 1;
        *office.documents.lock().unwrap() = issuer.documents();
    }
    phone.wait_s(3600);
    let told = phone.sync().await.problem.unwrap();
    assert_eq!((told.code, phone.state()), (Code::KeyClosed, "closed"));
}
