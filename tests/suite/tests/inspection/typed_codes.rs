//! Typed codes, for people who cannot scan: given with a pass, looked up at the authority, and told
//! of nobody who only misread one.

use std::sync::{Arc, Mutex};

use doorstep::documents::{CodeAnswer, CodeResult, NamedPass};
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::inspector::{Inspected, Inspector};
use doorstep::model::{HolderHint, Nonce, PassId};
use doorstep::ports::{Arrived, Outgoing, Sending, ServerTrust, Transport};
use doorstep::requests::Route;
use doorstep_suite::issuer::{Issuer, NOW, key, sign};
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::{TestEnv, https};

async fn resident_with_code(env: &TestEnv) -> (Phone, PassId, String) {
    let (phone, _) = env.resident().await;
    let pass = phone.pass("groceries").await;
    let code = code_of(&phone, Some(pass.id));
    (phone, pass.id, code)
}

/// The code as the screen of the pass shows it.
fn code_of(phone: &Phone, id: Option<PassId>) -> String {
    phone.client().present(ME, id, None).unwrap().typed_code.unwrap()
}

fn found(looked: &Inspected) -> (Verdict, Reason) {
    (looked.answer.verdict, looked.answer.reason)
}

#[tokio::test]
async fn a_code_is_read_out_and_looked_up() {
    let env = TestEnv::new().await;
    let (mut phone, _, code) = resident_with_code(&env).await;
    assert_eq!(code.split(' ').map(str::len).collect::<Vec<_>>(), [4; 4]);
    let (inspecting, inspector) = env.inspector().await;
    let looked = inspector.look_up(&code.to_lowercase().replace(' ', "-")).await;
    assert_eq!(found(&looked), (Verdict::Valid, Reason::Ok));
    assert_eq!(looked.answer.sub.as_deref(), Some("ИП4321"));
    assert_eq!(looked.purpose.map(|purpose| purpose.key).as_deref(), Some("groceries"));
    assert_eq!(looked.answer.valid_until.unwrap(), NOW + 180 * 60);
    assert_eq!(looked.answer.next, NextStep::CompareDocument);
    // Nothing can be told without asking, and nothing bad is concluded.
    let offline = inspector.inspect(&code, None);
    assert_eq!(found(&offline), (Verdict::CannotTell, Reason::CodeNeedsNetwork));
    assert!(offline.caution.is_some() && offline.answer.sub.is_none());
    // It outlives the app, and is of this pass alone.
    phone.start();
    assert_eq!(code_of(&phone, None), code);
    let other = phone.pass("pharmacy").await;
    assert_ne!(code_of(&phone, Some(other.id)), code);
    // Nothing that is logged of a list of passes could be looked up.
    assert!(!format!("{:?}", phone.snapshot()).contains(&code));
    drop(inspecting);
}

#[tokio::test]
async fn without_a_network_a_code_tells_nothing() {
    let env = TestEnv::new().await;
    let (_phone, _, code) = resident_with_code(&env).await;
    let (inspecting, network) = env.phone();
    let inspector = inspecting.inspector();
    // A device that has no lists yet knows no key to check the answer with, and does not ask.
    let ignorant = inspector.look_up(&code).await;
    assert_eq!(found(&ignorant), (Verdict::CannotTell, Reason::NoLists));
    assert_eq!((ignorant.answer.next, network.sent_to(Route::Codes)), (NextStep::Refresh, 0));
    inspector.refresh().await.unwrap();
    network.switch(false);
    let looked = inspector.look_up(&code).await;
    assert_eq!(found(&looked), (Verdict::CannotTell, Reason::CodeNeedsNetwork));
    assert_eq!(looked.answer.next, NextStep::Connect);
    network.switch(true);
    let before = network.sent_to(Route::Codes);
    // Everything else is inspected as it is, and sends nothing.
    for other in ["", "DS1:", "https://example.org/abcd", "2345 6O89 2345 678A", "4006381333931"] {
        assert_eq!(inspector.look_up(other).await, inspector.inspect(other, None), "{other}");
    }
    assert_eq!(network.sent_to(Route::Codes), before);
    assert_eq!(found(&inspector.look_up(&code).await).0, Verdict::Valid);
}

#[tokio::test]
async fn what_was_misread_is_told_by_its_place_and_accuses_nobody() {
    let env = TestEnv::new().await;
    let (_phone, _, code) = resident_with_code(&env).await;
    let (_guard, inspector) = env.inspector().await;
    let mut wrong = code.clone();
    let last = wrong.pop().unwrap();
    wrong.push(if last == '2' { '3' } else { '2' });
    for (typed, reason, position) in [
        (wrong.as_str(), Reason::CodeCheck, None),
        ("2345 6O89 2345 678A", Reason::CodeSymbol, Some(7)),
        ("2345 6789 2345 678", Reason::CodeLength, None),
    ] {
        let looked = inspector.look_up(typed).await;
        assert_eq!(found(&looked), (Verdict::Unreadable, reason), "{typed}");
        assert_eq!((looked.answer.position, looked.answer.next), (position, NextStep::ReadAgain));
        assert!(looked.caution.is_some());
        if let Some(position) = position {
            assert!(looked.reason_text.text.contains(&position.to_string()));
        }
    }
    let nobody = inspector.look_up("2345 6789 2345 678A").await;
    assert_eq!(found(&nobody), (Verdict::CannotTell, Reason::CodeUnknown));
    assert!(nobody.caution.is_some() && nobody.answer.sub.is_none());
}

#[tokio::test]
async fn a_code_says_what_the_pass_would() {
    let env = TestEnv::new().await;
    let (_phone, id, code) = resident_with_code(&env).await;
    let (_guard, inspector) = env.inspector().await;
    env.wait_s(600).await;
    env.admin.revoke(&id.to_string()).await.unwrap();
    let home = inspector.look_up(&code).await;
    assert_eq!(found(&home), (Verdict::ReturnHomeOnly, Reason::ReturnHome));
    assert!(home.answer.sub.is_some());
    env.admin.act_ended().await.unwrap();
    env.wait_s(2).await;
    assert_eq!(found(&inspector.look_up(&code).await).0, Verdict::NotInForce);
    env.admin.act_in_force().await.unwrap();
    env.wait_s(3 * 3600).await;
    let over = inspector.look_up(&code).await;
    assert!(over.answer.sub.is_none() && !over.answer.verdict.lets_pass(), "{over:?}");
    env.wait_s(2 * 86_400).await;
    env.resident().await;
    assert_eq!(found(&inspector.look_up(&code).await).1, Reason::CodeUnknown, "it was forgotten");
}

/// Answers every look-up with the first answer that came.
struct Parrot {
    inner: Arc<dyn Transport>,
    first: Mutex<Option<Arrived>>,
}

impl Transport for Parrot {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        Box::pin(async move {
            let is_code = request.route == Route::Codes.template();
            if let Some(first) = self.first.lock().unwrap().clone().filter(|_| is_code) {
                return Ok(first);
            }
            let answer = self.inner.send(request, trust).await?;
            if is_code {
                *self.first.lock().unwrap() = Some(answer.clone());
            }
            Ok(answer)
        })
    }
}

#[tokio::test]
async fn an_answer_that_is_played_again_answers_nothing() {
    let env = TestEnv::new().await;
    let (_phone, _, code) = resident_with_code(&env).await;
    let (mut inspecting, _) = env.phone();
    inspecting.transport = Arc::new(Parrot { inner: https(), first: Mutex::default() });
    inspecting.start();
    let inspector = inspecting.inspector();
    inspector.refresh().await.unwrap();
    assert_eq!(found(&inspector.look_up(&code).await).0, Verdict::Valid);
    let again = inspector.look_up(&code).await;
    assert_eq!(found(&again), (Verdict::CannotTell, Reason::UnknownKey));
}

#[test]
fn an_answer_is_read_as_it_was_written_and_from_nobody_else() {
    let issuer = Issuer::new();
    let pass = NamedPass {
        purpose: 1,
        nbf: NOW,
        exp: NOW + 60,
        sub: HolderHint::from_wire("ИП4321").unwrap(),
    };
    let answer = |result, pass| CodeAnswer {
        other_act: false,
        iss: issuer.trust.keys[0].iss.clone(),
        iat: NOW,
        nonce: Nonce::new([7; 16]),
        result,
        pass,
    };
    let read = |bytes: &[u8]| CodeAnswer::read(bytes, &issuer.trust, &issuer.trust.keys[0].iss);
    let status = &issuer.status_key;
    for result in [
        CodeResult::Valid,
        CodeResult::Expired,
        CodeResult::NotYetValid,
        CodeResult::NotInForce,
        CodeResult::Revoked,
        CodeResult::ReturnHomeOnly,
    ] {
        let written = answer(result, Some(pass.clone()));
        assert_eq!(read(&sign(written.draft(status.public()), status)), Ok(written));
        let silent = answer(result, None);
        assert!(read(&sign(silent.draft(status.public()), status)).is_err(), "{result:?}");
    }
    let unknown = answer(CodeResult::Unknown, None);
    assert_eq!(read(&sign(unknown.draft(status.public()), status)), Ok(unknown.clone()));
    let talkative = answer(CodeResult::Unknown, Some(pass));
    assert!(read(&sign(talkative.draft(status.public()), status)).is_err());
    let fresh = key();
    for other in [&issuer.pass, &issuer.time_key, &fresh] {
        assert!(read(&sign(unknown.draft(other.public()), other)).is_err());
    }
}

#[tokio::test]
async fn the_inspector_speaks_of_codes_in_every_language() {
    let env = TestEnv::new().await;
    let (guard, inspector): (Phone, Inspector) = env.inspector().await;
    let english = inspector.inspect("2345 6789 2345 678A", None);
    guard.client().set_language("ru");
    let russian = inspector.inspect("2345 6789 2345 678A", None);
    assert_ne!(english.reason_text.text, russian.reason_text.text);
    assert_eq!(english.reason_text.key, russian.reason_text.key);
}
