//! Requests and replies that are lost on the way to the real authority: what is sent again never
//! has a second effect, and a reply that is played again tells nothing.

use std::sync::{Arc, Mutex};

use doorstep::client::{PassRequestResult, RegistrationResult};
use doorstep::error::Code;
use doorstep::ports::{Outgoing, Sending, ServerTrust, Transport, TransportError, TransportResult};
use doorstep::testing::Faults;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{ME, Phone, clock};
use doorstep_suite::test_env::{TestEnv, https};

/// A network that loses a request before it arrives, or a reply after it had its effect.
struct Lossy {
    inner: Arc<dyn Transport>,
    requests: Faults,
    replies: Faults,
}

impl Transport for Lossy {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        let lost = self.requests.strikes();
        Box::pin(async move {
            if lost {
                return Err(TransportError::Offline);
            }
            let answer = self.inner.send(request, trust).await;
            if self.replies.strikes() { Err(TransportError::Offline) } else { answer }
        })
    }
}

async fn registered(phone: &Phone, env: &TestEnv) -> bool {
    match phone.state() {
        "registered" => true,
        "code-sent" => {
            let code = env.code().await;
            matches!(phone.confirm(&code).await, Ok(RegistrationResult::Registered))
        }
        _ => {
            let _ = phone.register().await;
            false
        }
    }
}

/// The whole journey with the n-th loss; whether there was one.
async fn story(replies: bool, restarts: bool, n: i64) -> bool {
    let env = TestEnv::new().await;
    let (mut phone, _) = env.phone();
    let lossy =
        Arc::new(Lossy { inner: https(), requests: Faults::default(), replies: Faults::default() });
    phone.transport = lossy.clone();
    phone.start();
    let faults = if replies { &lossy.replies } else { &lossy.requests };
    faults.fail_at(n, false);
    let mut passed = false;
    for _ in 0..12 {
        passed = if registered(&phone, &env).await {
            let asked = phone.client().request_pass(ME, "groceries", None).await;
            matches!(asked, Ok(PassRequestResult::Pass(_)))
        } else {
            false
        };
        if passed {
            break;
        }
        if restarts {
            phone.start();
        }
    }
    let context = format!("replies {replies}, restarts {restarts}, {n}");
    assert!(passed, "{context}");
    assert_eq!(env.messages().await.len(), 1, "{context}: one message");
    let accounts = env.admin.accounts().await.unwrap();
    assert_eq!(accounts.len(), 1, "{context}: one account");
    assert_eq!(accounts[0].passes, 1, "{context}: one pass");
    assert_eq!(phone.passes().len(), 1, "{context}");
    let happened = faults.seen() >= n;
    env.stop().await;
    happened
}

async fn every_loss(replies: bool, restarts: bool) {
    for n in 1..40 {
        if !story(replies, restarts, n).await {
            assert!(n > 6, "{n}");
            return;
        }
    }
    panic!("a story without an end");
}

#[tokio::test]
async fn no_lost_request_has_two_effects() {
    every_loss(false, false).await;
    every_loss(false, true).await;
}

#[tokio::test]
async fn no_lost_reply_has_two_effects() {
    every_loss(true, false).await;
    every_loss(true, true).await;
}

/// Answers a sync with the reply to the sync before.
struct Replaying(Arc<FakeAuthority>, Mutex<Option<TransportResult>>);

impl Transport for Replaying {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        let is_sync = request.route == "/v1/sync";
        let answer = self.0.send(request, trust);
        Box::pin(async move {
            let fresh = answer.await;
            if !is_sync {
                return fresh;
            }
            let mut kept = self.1.lock().unwrap();
            let before = kept.clone();
            *kept = Some(fresh.clone());
            before.unwrap_or(fresh)
        })
    }
}

#[tokio::test]
async fn a_reply_that_is_played_again_tells_nothing_of_the_time() {
    let env = clock();
    let authority = FakeAuthority::new(&env);
    let mut phone = Phone::before(&authority, &env);
    phone.transport = Arc::new(Replaying(authority.clone(), Mutex::default()));
    phone.start();
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    phone.pass("groceries").await;
    phone.sync().await;
    let before = phone.client().plan();
    phone.wait_s(1800);
    let report = phone.sync().await;
    assert_eq!(report.problem, None, "an old token is ignored, never an error");
    let emergency = phone.client().emergency(ME, None).shown.unwrap();
    let began_ms = emergency.valid_until_ms - 240 * 60_000;
    let off_ms = (began_ms - env.true_ms()).abs();
    assert!(off_ms < 2000, "half an hour has passed: {off_ms}");
    assert_eq!(before.notices.len(), phone.client().plan().notices.len());
}

#[tokio::test]
async fn a_server_that_always_disagrees_about_the_time_is_asked_twice_and_no_more() {
    struct Differs(Arc<FakeAuthority>, Faults);
    impl Transport for Differs {
        fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
            if request.route != "/v1/passes" {
                return self.0.send(request, trust);
            }
            self.1.strikes();
            let body = br#"{"code":"clock-differs","time":"AAAA"}"#.to_vec();
            let content_type = "application/problem+json".to_owned();
            Box::pin(std::future::ready(Ok(doorstep::ports::Arrived {
                status: 401,
                content_type,
                retry_after_s: None,
                body,
            })))
        }
    }
    let env = clock();
    let authority = FakeAuthority::new(&env);
    let mut phone = Phone::before(&authority, &env);
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    let asked = Faults::default();
    phone.transport = Arc::new(Differs(authority.clone(), asked.clone()));
    phone.start();
    let waits = phone.client().request_pass(ME, "groceries", None).await.unwrap();
    let PassRequestResult::WaitingToSend { why, .. } = waits else { panic!("{waits:?}") };
    assert_eq!((why.code, asked.seen()), (Code::AuthorityBusy, 2));
}
