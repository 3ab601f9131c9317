//! Answers that come late, or never: what has changed meanwhile must not be changed back, and what
//! the authority did must not stay unknown.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use doorstep::client::PassRequestResult;
use doorstep::documents::{Credential, Item};
use doorstep::error::Code;
use doorstep::inspection::Verdict;
use doorstep::model::{PassId, from_base64url};
use doorstep::pass::PassState;
use doorstep::ports::{Outgoing, Sending, ServerTrust, Transport, TransportError};
use doorstep::requests::PassReply;
use doorstep_suite::phone::ME;
use doorstep_suite::test_env::{TestEnv, https};

/// Loses the replies of one route.
struct Deaf {
    inner: Arc<dyn Transport>,
    route: &'static str,
    on: AtomicBool,
    unheard: Mutex<Vec<u8>>,
}

impl Deaf {
    fn to(route: &'static str) -> Arc<Self> {
        let (on, unheard) = (AtomicBool::new(true), Mutex::default());
        Arc::new(Self { inner: https(), route, on, unheard })
    }

    fn hear(&self) {
        self.on.store(false, Ordering::SeqCst);
    }
}

impl Transport for Deaf {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        let lost = request.route == self.route && self.on.load(Ordering::SeqCst);
        Box::pin(async move {
            let answer = self.inner.send(request, trust).await;
            match answer {
                Ok(answer) if lost => {
                    *self.unheard.lock().unwrap() = answer.body;
                    Err(TransportError::Offline)
                }
                answer => answer,
            }
        })
    }
}

/// The name of the pass in a reply that the phone did not hear.
fn pass_in(reply: &[u8]) -> PassId {
    let reply: PassReply = serde_json::from_slice(reply).unwrap();
    let bytes = from_base64url(&reply.pass).unwrap();
    let Item::Tag(_, parts) = Item::read(&bytes, 4).unwrap() else { unreachable!() };
    let payload = parts.as_array().unwrap()[2].as_bytes().unwrap().to_vec();
    match Credential::read(&payload).unwrap() {
        Credential::Pass(pass) => pass.id,
        Credential::Holder(_) => unreachable!(),
    }
}

#[tokio::test]
async fn a_pass_that_was_revoked_while_its_reply_was_lost_says_so() {
    let env = TestEnv::new().await;
    let (mut phone, _) = env.resident().await;
    let deaf = Deaf::to("/v1/passes");
    phone.transport = deaf.clone();
    phone.start();
    let asked = phone.client().request_pass(ME, "groceries", None).await.unwrap();
    assert!(matches!(asked, PassRequestResult::WaitingToSend { .. }));
    let id = pass_in(&deaf.unheard.lock().unwrap());
    env.admin.revoke(&id.to_string()).await.unwrap();
    deaf.hear();
    env.wait_s(60).await;
    phone.sync().await;
    let pass = phone.passes().remove(0);
    assert_eq!((pass.id, pass.state), (id, PassState::ReturnHomeOnly));
}

#[tokio::test]
async fn an_erase_ends_an_account_whose_confirmation_was_never_heard() {
    let env = TestEnv::new().await;
    let (mut phone, _) = env.phone();
    let deaf = Deaf::to("/v1/registrations/{reg}/confirm");
    phone.transport = deaf.clone();
    phone.start();
    phone.register().await.unwrap();
    let code = env.code().await;
    phone.confirm(&code).await.unwrap();
    assert_eq!(phone.state(), "code-sent");
    assert_eq!(env.admin.accounts().await.unwrap().len(), 1, "made, and nobody heard of it");
    phone.client().erase(ME).unwrap();
    phone.start();
    phone.sync().await;
    assert_eq!(phone.state(), "not-registered");
    assert!(env.admin.accounts().await.unwrap()[0].closed.is_some());
    assert_eq!(phone.snapshot().people[0].waiting.len(), 0);
}

#[tokio::test]
async fn an_answer_that_comes_after_an_erase_changes_nothing() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let client = phone.client();
    let asked = tokio::spawn({
        let client = client.clone();
        async move { client.request_pass(ME, "pharmacy", None).await }
    });
    client.erase(ME).unwrap();
    let _ = asked.await.unwrap();
    assert!(phone.passes().is_empty());
    assert!(phone.snapshot().people[0].waiting.is_empty());
    assert!(["erasing", "not-registered"].contains(&phone.state()));
}

#[tokio::test]
async fn a_refusal_stands_until_the_purpose_is_asked_for_again() {
    let env = TestEnv::new().await;
    let (first, _) = env.resident().await;
    first.pass("groceries").await;
    first.pass("groceries").await;
    // Another phone of the same number does not know that its quota is used.
    env.wait_s(60).await;
    let (second, _) = env.resident().await;
    assert_eq!(second.refused("groceries").await, Code::QuotaUsed);
    let refused = second.snapshot().people[0].refused.clone();
    assert_eq!(refused.len(), 1);
    assert_eq!((refused[0].purpose.as_str(), refused[0].code.name()), ("groceries", "quota-used"));
    assert!(refused[0].text.text.contains("2 of 2"), "{}", refused[0].text.text);
    second.pass("pharmacy").await;
    assert_eq!(second.snapshot().people[0].refused.len(), 1, "another purpose");
    env.wait_s(24 * 3600).await;
    second.sync().await;
    second.pass("groceries").await;
    assert!(second.snapshot().people[0].refused.is_empty());
}

#[tokio::test]
async fn an_emergency_outlives_the_account_it_was_made_for() {
    let env = TestEnv::new().await;
    let (mut first, network) = env.resident().await;
    env.wait_s(60).await;
    // Somebody registers with the number; after three days it leaves the first account.
    let _second = env.resident().await;
    env.wait_s(73 * 3600).await;
    let told = first.sync().await.problem.unwrap();
    assert_eq!((told.code, first.state()), (Code::KeyClosed, "closed"));
    let declared = || first.client().emergency(ME, None).shown.unwrap().text;
    assert_eq!(env.inspect(&declared()).await.answer.verdict, Verdict::SelfDeclaredEmergency);
    network.switch(false);
    first.register().await.unwrap();
    first.start();
    assert_eq!(first.state(), "waiting-to-send");
    let declared = first.client().emergency(ME, None).shown.unwrap().text;
    assert_eq!(env.inspect(&declared).await.answer.verdict, Verdict::SelfDeclaredEmergency);
    network.switch(true);
    first.register().await.unwrap();
    first.confirm(&env.code().await).await.unwrap();
    let declared = first.client().emergency(ME, None).shown.unwrap().text;
    assert_eq!(env.inspect(&declared).await.answer.verdict, Verdict::SelfDeclaredEmergency);
}
