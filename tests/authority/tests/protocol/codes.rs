//! Typed codes: given with a pass, looked up by anybody who reads one, within a budget.

use doorstep::documents::{CodeAnswer, CodeResult};
use doorstep::model::{Nonce, TypedCode, to_base64url};
use doorstep::requests::{CodeRequest, PassReply};

use crate::support::{
    Answer, HOUR, ISS, NOON, Phone, Rig, new_key, pass_draft, pass_request, random,
};

const PHARMACY: u64 = 2;
const SOME_CODE: &str = "234567892345678A";

async fn post(rig: &Rig, body: Vec<u8>) -> Answer {
    let url = format!("{}/v1/codes", rig.url);
    let request = rig.client.post(url).header("content-type", "application/json").body(body);
    Answer::read(request.send().await.unwrap()).await
}

async fn look_up(rig: &Rig, code: &str) -> (Answer, Nonce) {
    let nonce = Nonce::new(random());
    let request = CodeRequest { code: code.to_owned(), nonce: to_base64url(nonce.bytes()) };
    (post(rig, serde_json::to_vec(&request).unwrap()).await, nonce)
}

async fn answer(rig: &Rig, code: &str) -> CodeAnswer {
    let (answer, nonce) = look_up(rig, code).await;
    assert_eq!(answer.is(200).header("content-type"), "application/cose");
    assert_eq!(answer.header("cache-control"), "no-store");
    let read = CodeAnswer::read(&answer.body, &rig.trust().await, ISS).unwrap();
    assert_eq!(read.nonce, nonce);
    read
}

#[tokio::test]
async fn a_code_names_its_pass_and_is_the_same_when_the_request_is_repeated() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let later = doorstep::requests::PassRequest {
        from: Some(NOON + HOUR),
        ..pass_request(PHARMACY, &holder)
    };
    let draft = pass_draft(&phone, &holder, &later);
    let reply: PassReply = draft.send(&rig).await.is(201).json();
    let again: PassReply = draft.again().send(&rig).await.is(201).json();
    assert_eq!((&again.code, &again.pass), (&reply.code, &reply.pass));
    let code = reply.code.unwrap();
    assert_eq!(TypedCode::read(&code).unwrap().to_string(), code);
    let early = answer(&rig, &code).await;
    assert_eq!((early.result, early.iat), (CodeResult::NotYetValid, NOON));
    rig.clock(NOON + HOUR).await;
    let found = answer(&rig, &TypedCode::read(&code).unwrap().grouped().to_lowercase()).await;
    assert_eq!(found.result, CodeResult::Valid);
    let pass = found.pass.unwrap();
    assert_eq!((pass.purpose, pass.nbf, pass.exp), (PHARMACY, NOON + HOUR, NOON + 4 * HOUR));
    assert_eq!(pass.sub.as_str(), "ИП4321");
    rig.clock(NOON + 4 * HOUR).await;
    assert_eq!(answer(&rig, &code).await.result, CodeResult::Expired);
    let unknown = answer(&rig, SOME_CODE).await;
    assert_eq!((unknown.result, unknown.pass), (CodeResult::Unknown, None));
}

#[tokio::test]
async fn what_a_code_names_is_closed_to_who_reads_the_database() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let draft = pass_draft(&phone, &holder, &pass_request(PHARMACY, &holder));
    let reply: PassReply = draft.send(&rig).await.is(201).json();
    let code = reply.code.unwrap();
    let pass = doorstep::model::from_base64url(&reply.pass).unwrap();
    let file = rig.home.path().join("online/authority.sqlite3");
    let database = rusqlite::Connection::open(file).unwrap();
    let (name, sealed): (Vec<u8>, Vec<u8>) = database
        .query_row("SELECT name, sealed FROM codes", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert_eq!((name.len(), sealed.len()), (32, 12 + pass.len() + 16));
    for secret in [code.as_bytes(), "ИП4321".as_bytes(), &pass[..16], &pass[pass.len() - 16..]] {
        let stands = |bytes: &[u8]| bytes.windows(secret.len()).any(|part| part == secret);
        assert!(stands(&pass) || secret == code.as_bytes(), "the pass has it");
        assert!(!stands(&name) && !stands(&sealed));
    }
}

#[tokio::test]
async fn what_is_no_question_gets_no_answer() {
    let rig = Rig::new().await;
    for code in ["", "234567892345678B", "2345678923456780", "2345"] {
        look_up(&rig, code).await.0.problem(400, "malformed");
    }
    for body in ["", "{}", "[]", r#"{"code": "234567892345678A"}"#] {
        post(&rig, body.into()).await.problem(400, "malformed");
    }
    let short = CodeRequest { code: SOME_CODE.into(), nonce: to_base64url(&[0; 15]) };
    post(&rig, serde_json::to_vec(&short).unwrap()).await.problem(400, "malformed");
    post(&rig, vec![b'x'; 1 << 20]).await.problem(413, "too-large");
    rig.get("/v1/codes").await.problem(405, "method-not-allowed");
}

#[tokio::test]
async fn nobody_tries_codes_by_the_thousand() {
    let rig = Rig::with(|settings| settings.strict_budgets = true).await;
    for _ in 0..20 {
        assert_eq!(answer(&rig, SOME_CODE).await.result, CodeResult::Unknown);
    }
    let (refused, _) = look_up(&rig, SOME_CODE).await;
    refused.problem(429, "wait");
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=90).contains(&seconds), "{seconds}");
    rig.clock(NOON + 60).await;
    assert_eq!(answer(&rig, SOME_CODE).await.result, CodeResult::Unknown);
}
