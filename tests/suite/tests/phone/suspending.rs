//! An app that its system puts to sleep: the folder is let go of, what is known is still shown, and
//! afterwards it goes on.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use doorstep::client::{Client, PassRequestResult, Ports};
use doorstep::error::Code;
use doorstep::inspection::Verdict;
use doorstep::outbox::Urgency;
use doorstep::ports::{Vault, VaultError, VaultKey};
use doorstep::requests::Route;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{ME, Phone, clock};
use doorstep_suite::test_env::TestEnv;

async fn resident() -> (Phone, Arc<FakeAuthority>) {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let phone = Phone::before(&authority, &clock);
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    phone.pass("groceries").await;
    (phone, authority)
}

#[tokio::test]
async fn a_pass_shows_while_the_app_sleeps_and_nothing_changes() {
    let env = TestEnv::new().await;
    let (phone, network) = env.resident().await;
    phone.pass("groceries").await;
    let client = phone.client();
    let before = client.snapshot();
    client.suspend().unwrap();
    client.suspend().unwrap();
    assert_eq!(client.snapshot(), before);
    assert_eq!(client.passes(ME).unwrap(), before.people[0].passes);
    assert_eq!(env.inspect(&phone.show()).await.answer.verdict, Verdict::Valid);
    let asked = client.request_pass(ME, "pharmacy", None).await.unwrap_err();
    assert_eq!(asked.code, Code::Suspended);
    assert_eq!(client.erase(ME).unwrap_err().code, Code::Suspended);
    let before_sync = network.sent();
    let report = client.sync(Urgency::Person, None).await;
    assert_eq!(report.problem.map(|problem| problem.code), Some(Code::Suspended));
    assert_eq!(network.sent(), before_sync, "nothing is asked whose answer could not be kept");
    client.resume().unwrap();
    client.resume().unwrap();
    let after = client.snapshot();
    assert!(after.revision > before.revision);
    assert_eq!(after.people, before.people);
    phone.pass("pharmacy").await;
}

#[tokio::test]
async fn a_folder_that_sleeps_is_free_and_what_was_done_meanwhile_counts() {
    let (mut phone, _office) = resident().await;
    let sleeper = phone.client();
    sleeper.suspend().unwrap();
    let other = Client::open(phone.setup(), phone.ports(), "ru").unwrap();
    assert_eq!(sleeper.resume().unwrap_err().code, Code::AlreadyOpen);
    assert_eq!(sleeper.request_pass(ME, "pet", None).await.unwrap_err().code, Code::Suspended);
    other.erase(ME).unwrap();
    drop(other);
    sleeper.resume().unwrap();
    assert!(sleeper.snapshot().people[0].passes.is_empty());
    assert_eq!(sleeper.snapshot().language, "en");
}

#[tokio::test]
async fn a_phone_that_is_locked_again_wakes_later() {
    let (phone, _office) = resident().await;
    let client = phone.client();
    client.suspend().unwrap();
    phone.vault.faults().fail_at(1, true);
    assert_eq!(client.resume().unwrap_err().code, Code::VaultBusy);
    phone.vault.faults().heal();
    client.resume().unwrap();
    assert_eq!(phone.passes().len(), 1);
}

#[tokio::test]
async fn an_answer_that_comes_while_the_app_sleeps_is_asked_for_again() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let client = phone.client();
    let asking = {
        let client = Arc::clone(&client);
        async move { client.request_pass(ME, "groceries", None).await }
    };
    let mut asking = Box::pin(asking);
    // Up to the first wait for the network the request is written down; then the app sleeps.
    let waker = std::task::Waker::noop();
    assert!(asking.as_mut().poll(&mut std::task::Context::from_waker(waker)).is_pending());
    client.suspend().unwrap();
    let asleep = asking.await;
    assert!(!matches!(asleep, Ok(PassRequestResult::Pass(_))), "{asleep:?}");
    client.resume().unwrap();
    assert_eq!(client.snapshot().people[0].waiting.len(), 1);
    phone.sync().await;
    assert_eq!((phone.passes().len(), client.snapshot().people[0].waiting.len()), (1, 0));
    let quota = client.purposes(ME).unwrap()[0].quota.unwrap();
    assert_eq!(quota.used, 1, "one pass was issued, not two");
}

/// A vault at which a call can be held.
struct Gate {
    inner: Arc<dyn Vault>,
    held: Mutex<Option<(Sender<()>, Receiver<()>)>>,
}

impl Gate {
    fn pass(&self) {
        if let Some((reached, go)) = self.held.lock().unwrap().take() {
            reached.send(()).unwrap();
            go.recv().unwrap();
        }
    }
}

impl Vault for Gate {
    fn create_signing_key(&self, alias: &str, challenge: &[u8]) -> Result<VaultKey, VaultError> {
        self.inner.create_signing_key(alias, challenge)
    }

    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.inner.sign(alias, message)
    }

    fn wrap(&self, alias: &str, plain: &[u8], aad: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.inner.wrap(alias, plain, aad)
    }

    fn unwrap(&self, alias: &str, wrapped: &[u8], aad: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.pass();
        self.inner.unwrap(alias, wrapped, aad)
    }

    fn aliases(&self, prefix: &str) -> Result<Vec<String>, VaultError> {
        self.inner.aliases(prefix)
    }

    fn delete(&self, alias: &str) -> Result<(), VaultError> {
        self.inner.delete(alias)
    }
}

#[tokio::test]
async fn who_is_put_to_sleep_while_waking_sleeps() {
    let (mut phone, _office) = resident().await;
    phone.kill();
    let gate = Arc::new(Gate { inner: phone.vault.clone(), held: Mutex::default() });
    let ports = Ports { vault: gate.clone(), ..phone.ports() };
    let client = Arc::new(Client::open(phone.setup(), ports, "en").unwrap());
    client.suspend().unwrap();
    let (reached, at_the_gate) = channel();
    let (let_go, go) = channel();
    *gate.held.lock().unwrap() = Some((reached, go));
    let waking = {
        let client = Arc::clone(&client);
        thread::spawn(move || client.resume())
    };
    at_the_gate.recv().unwrap();
    client.suspend().unwrap();
    let_go.send(()).unwrap();
    assert_eq!(waking.join().unwrap().unwrap_err().code, Code::Suspended);
    // The folder is free for whoever asks.
    let other = Client::open(phone.setup(), phone.ports(), "en").unwrap();
    assert_eq!(other.passes(ME).unwrap().len(), 1);
    drop(other);
    client.resume().unwrap();
    assert_eq!(client.passes(ME).unwrap().len(), 1);
}

#[tokio::test]
async fn an_emergency_that_was_declared_asleep_is_the_one_that_lasts() {
    let (mut phone, _office) = resident().await;
    let client = phone.client();
    client.suspend().unwrap();
    let declared = client.emergency(ME, None).shown.unwrap().valid_until_ms;
    phone.wait_s(600);
    client.resume().unwrap();
    assert_eq!(client.emergency(ME, None).shown.unwrap().valid_until_ms, declared);
    drop(client);
    phone.start();
    assert_eq!(phone.client().emergency(ME, None).shown.unwrap().valid_until_ms, declared);
}

#[tokio::test]
async fn what_waits_is_not_asked_for_again_and_again_by_who_cannot_keep_the_answer() {
    let env = TestEnv::new().await;
    let (phone, network) = env.resident().await;
    network.switch(false);
    let client = phone.client();
    assert!(matches!(
        client.request_pass(ME, "groceries", None).await,
        Ok(PassRequestResult::WaitingToSend { .. })
    ));
    network.switch(true);
    let before = network.sent_to(Route::Passes);
    // The sync has begun when the app is put to sleep; a disk that is full is the same to it.
    client.store_faults().fail_at(3, true);
    let report = client.sync(Urgency::Person, None).await;
    assert!(report.problem.is_some());
    assert!(network.sent_to(Route::Passes) - before <= 1, "{}", network.sent_to(Route::Passes));
    client.store_faults().heal();
    client.sync(Urgency::Person, None).await;
    assert_eq!(phone.passes().len(), 1);
}
