//! Passes without a phone: what the authority asks for, and that there is one paper of a pass.

use doorstep::crypto::SigningKey;
use doorstep::documents::{Credential, KeyUse, PassClaims, StatusRef, cose_key};
use doorstep::model::PassId;
use doorstep::requests::{PaperReply, PaperRequest, PassReply, PassRequest, Route};

use crate::support::{Draft, HOUR, NOON, Phone, Rig, ask_pass, new_key, pass_draft, pass_request};

const PHARMACY: u64 = 2;
const PET: u64 = 3;

async fn pass_of(rig: &Rig, phone: &Phone, request: &PassRequest, holder: &SigningKey) -> String {
    let reply: PassReply = pass_draft(phone, holder, request).send(rig).await.is(201).json();
    reply.pass
}

/// A request for the paper of this pass. It needs no idempotency key: it has one effect anyway.
fn asked<'k>(phone: &'k Phone, id: PassId, pass: &str) -> Draft<'k> {
    let body = PaperRequest { pass: pass.to_owned() };
    Draft { key: None, ..Draft::new(Route::Paper(id), &body, phone.dev()) }
}

#[tokio::test]
async fn paper_is_the_pass_without_its_key_and_there_is_one_of_it() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let pass = pass_of(&rig, &phone, &pass_request(PHARMACY, &holder), &holder).await;
    let claims = rig.open_pass(&pass).await;
    let first: PaperReply = asked(&phone, claims.id, &pass).send(&rig).await.is(201).json();
    let paper = rig.open_pass(&first.pass).await;
    assert_ne!(paper.id, claims.id);
    assert_eq!(paper, PassClaims { id: paper.id, holder: None, ..claims.clone() });
    rig.clock(NOON + HOUR).await;
    let again = asked(&phone, claims.id, &pass).at(NOON + HOUR);
    let again: PaperReply = again.send(&rig).await.is(201).json();
    assert_eq!(rig.open_pass(&again.pass).await, paper);
    assert_eq!(again.code, first.code);
    assert!(first.code.is_some());
}

#[tokio::test]
async fn paper_is_given_to_whose_pass_it_is_and_under_its_own_mark() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let pass = pass_of(&rig, &phone, &pass_request(PHARMACY, &holder), &holder).await;
    let id = rig.open_pass(&pass).await.id;

    // Another's account, another pass's name, a paper, a certificate, a changed mark, and nothing.
    rig.clock(NOON + 60).await;
    let other = Phone::new();
    let account = other.settle(&rig, "+79161234568", NOON + 60).await;
    asked(&other, id, &pass).at(NOON + 60).send(&rig).await.problem(404, "unknown");
    let unknown = PassId::new([1; 8]);
    asked(&phone, unknown, &pass).at(NOON + 60).send(&rig).await.problem(404, "unknown");
    let paper: PaperReply = asked(&phone, id, &pass).at(NOON + 60).send(&rig).await.json();
    let paper_id = rig.open_pass(&paper.pass).await.id;
    for (name, shown) in
        [(paper_id, paper.pass.as_str()), (id, &account.holder), (id, &changed(&pass)), (id, "")]
    {
        let draft = asked(&phone, name, shown).at(NOON + 60);
        draft.send(&rig).await.problem(400, "malformed");
    }
}

/// Somebody who has a key that signs no more, and the account of a pass that it signed.
#[tokio::test]
async fn an_old_key_does_not_make_paper_of_what_was_never_issued() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let pass = pass_of(&rig, &phone, &pass_request(PHARMACY, &holder), &holder).await;
    let claims = rig.open_pass(&pass).await;
    let online = std::fs::read_dir(rig.home.path().join("online")).unwrap();
    let stolen = online
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "p8"))
        .map(|path| SigningKey::from_pkcs8(&std::fs::read(path).unwrap()).unwrap());
    let trust = rig.trust().await;
    let signing = trust.keys_for(KeyUse::Pass).next().unwrap().key.clone();
    let stolen = stolen.into_iter().find(|key| *key.public() == signing).unwrap();
    rig.clock(NOON + 60).await;
    rig.admin.rotate_key(KeyUse::Pass, false).await.unwrap();
    let forged = |claims: PassClaims| {
        let draft = Credential::Pass(claims).draft(stolen.public());
        let signature = stolen.sign(&draft.to_sign()).unwrap();
        doorstep::model::to_base64url(&draft.close(&signature))
    };
    let paper = async |shown: &str| asked(&phone, claims.id, shown).at(NOON + 60).send(&rig).await;
    for wrong in [
        PassClaims { exp: claims.exp + 30 * 86_400, ..claims.clone() },
        PassClaims { nbf: claims.nbf - 60, ..claims.clone() },
        PassClaims { purpose: 1, ..claims.clone() },
        PassClaims {
            status: Some(StatusRef { uri: "doorstep:XX-REF".into(), idx: 1 }),
            ..claims.clone()
        },
    ] {
        paper(&forged(wrong)).await.problem(400, "malformed");
    }
    // What was issued has its paper, by the key of now.
    paper(&pass).await.is(201);
    // And none once its own key is known to be stolen.
    let name = cose_key::thumbprint(stolen.public()).to_string();
    rig.admin.withdraw_key(&name).await.unwrap();
    paper(&pass).await.problem(422, "pass-over");
}

/// A pass in which one byte of the claims is another.
fn changed(pass: &str) -> String {
    let mut bytes = doorstep::model::from_base64url(pass).unwrap();
    let at = bytes.len() - 80;
    bytes[at] ^= 1;
    doorstep::model::to_base64url(&bytes)
}

#[tokio::test]
async fn what_has_no_paper_has_its_code() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let nameless = PassRequest { sub: None, ..pass_request(PHARMACY, &holder) };
    let refused = async |request: &PassRequest, code: &str| {
        let reply: PassReply = ask_pass(&rig, &phone, request, NOON).await.is(201).json();
        let pass = reply.pass;
        let id = rig.open_pass(&pass).await.id;
        asked(&phone, id, &pass).send(&rig).await.problem(422, code);
        pass
    };
    refused(&nameless, "holder-mark-missing").await;
    refused(&pass_request(PET, &holder), "no-paper").await;

    let pass = pass_of(&rig, &phone, &pass_request(PHARMACY, &holder), &holder).await;
    let id = rig.open_pass(&pass).await.id;
    rig.admin.revoke(&id.to_string()).await.unwrap();
    asked(&phone, id, &pass).send(&rig).await.problem(422, "pass-over");
    rig.clock(NOON + 60).await;
    let pass = ask_pass(&rig, &phone, &pass_request(PHARMACY, &holder), NOON + 60).await;
    let pass = pass.is(201).json::<PassReply>().pass;
    let id = rig.open_pass(&pass).await.id;
    rig.clock(NOON + 4 * HOUR).await;
    let late = asked(&phone, id, &pass).at(NOON + 4 * HOUR).send(&rig).await;
    late.problem(422, "pass-over");
}
