//! The end of an account: at the authority's signed word, and at nobody's else.

use std::sync::Arc;

use doorstep::client::PassRequestResult;
use doorstep::crypto::SigningKey;
use doorstep::documents::{KeyClosed, KeyUse};
use doorstep::error::Code;
use doorstep::model::{Thumbprint, to_base64url};
use doorstep_suite::attacked_phone::AttackedPhone;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::issuer::{ISS, NOW, key, sign, trusted};
use doorstep_suite::phone::{ME, Phone, clock};
use doorstep_suite::rogue_server::answers;
use serde_json::{Value, json};

const DAY: u64 = 86_400;

/// The device key that this authority knows of.
fn device(authority: &FakeAuthority) -> Thumbprint {
    authority.records.lock().unwrap().devices.last().copied().unwrap()
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
fn words_of_others(attacked: &AttackedPhone) -> Vec<(&'static str, Value)> {
    let issuer = attacked.authority.issuer.lock().unwrap();
    let ours = closed(device(&attacked.authority));
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
    let mut attacked = AttackedPhone::new().await;
    for (name, word) in words_of_others(&attacked) {
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
        let (code, asked) = attacked.meets(&attacked.own(), manners).await;
        assert_eq!(code, Code::AuthorityBusy, "{name}");
        assert!(asked > 0, "{name}: the server was believed to be the authority's");
    }
}

#[tokio::test]
async fn a_sync_that_says_so_without_a_signature_closes_nothing() {
    let attacked = AttackedPhone::new().await;
    let (authority, phone) = (&attacked.authority, &attacked.phone);
    for (name, word) in words_of_others(&attacked) {
        let reply = json!({"closed": "erased", "key_closed": word});
        *authority.refusal.lock().unwrap() = Some((200, reply));
        let problem = phone.sync().await.problem.unwrap();
        assert_eq!((problem.code, phone.state()), (Code::AuthorityBusy, "registered"), "{name}");
        phone.wait_s(3600);
    }
    *authority.refusal.lock().unwrap() = None;
    assert!(phone.sync().await.problem.is_none());
    phone.pass("pharmacy").await;
}

#[tokio::test]
async fn the_authoritys_word_closes_the_account_wherever_it_comes() {
    for by_sync in [false, true] {
        let attacked = AttackedPhone::new().await;
        let (authority, phone) = (&attacked.authority, &attacked.phone);
        let ours = closed(device(authority));
        let word = word(&ours, &authority.issuer.lock().unwrap().order_key);
        let told = if by_sync {
            let reply = json!({"closed": "number-moved", "key_closed": word});
            *authority.refusal.lock().unwrap() = Some((200, reply));
            phone.sync().await.problem.unwrap()
        } else {
            *authority.refusal.lock().unwrap() = Some((403, problem(&word)));
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
    let authority = FakeAuthority::of(issuer, &clock);
    let phone = Phone::before(&authority, &clock);
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    let ours = closed(device(&authority));
    let word = word(&ours, &Arc::clone(&authority.issuer.lock().unwrap().order_key));
    *authority.refusal.lock().unwrap() = Some((403, problem(&word)));
    let waits = phone.client().request_pass(ME, "pharmacy", None).await.unwrap();
    assert!(matches!(waits, PassRequestResult::WaitingToSend { .. }));
    assert_eq!(phone.state(), "registered");

    {
        let mut issuer = authority.issuer.lock().unwrap();
        issuer.trust.keys.push(trusted(&order, KeyUse::Order));
        issuer.trust.serial += 1;
        issuer.stamp.seq += 1;
        *authority.documents.lock().unwrap() = issuer.documents();
    }
    phone.wait_s(3600);
    let told = phone.sync().await.problem.unwrap();
    assert_eq!((told.code, phone.state()), (Code::KeyClosed, "closed"));
}
