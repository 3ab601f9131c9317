//! An app that its system puts to sleep: the folder is let go of, what is known is still shown, and
//! afterwards it goes on.

use std::sync::Arc;

use doorstep::client::Client;
use doorstep::error::Code;
use doorstep::inspection::Verdict;
use doorstep::outbox::Urgency;
use doorstep_suite::office::Office;
use doorstep_suite::phone::{ME, Phone, clock};
use doorstep_suite::town::Town;

async fn resident() -> (Phone, Arc<Office>) {
    let clock = clock();
    let office = Office::new(&clock);
    let phone = Phone::before(&office, &clock);
    phone.register().await.unwrap();
    phone.confirm(&office.last_code()).await.unwrap();
    phone.pass("groceries").await;
    (phone, office)
}

#[tokio::test]
async fn a_pass_shows_while_the_app_sleeps_and_nothing_changes() {
    let town = Town::new().await;
    let (phone, line) = town.resident().await;
    phone.pass("groceries").await;
    let client = phone.client();
    let before = client.snapshot();
    client.suspend().unwrap();
    client.suspend().unwrap();
    assert_eq!(client.snapshot(), before);
    assert_eq!(client.passes(ME).unwrap(), before.people[0].passes);
    assert_eq!(town.inspect(&phone.show()).await.answer.verdict, Verdict::Valid);
    let asked = client.request_pass(ME, "pharmacy", None).await.unwrap_err();
    assert_eq!(asked.code, Code::Suspended);
    assert_eq!(client.erase(ME).unwrap_err().code, Code::Suspended);
    let report = client.sync(Urgency::Person, None).await;
    assert!(report.problem.is_none_or(|problem| problem.code == Code::Suspended));
    assert!(line.sent() > 0);
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
    let town = Town::new().await;
    let (phone, _) = town.resident().await;
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
    assert!(!matches!(asleep, Ok(doorstep::client::Asked::Pass(_))), "{asleep:?}");
    client.resume().unwrap();
    assert_eq!(client.snapshot().people[0].waiting.len(), 1);
    phone.sync().await;
    assert_eq!((phone.passes().len(), client.snapshot().people[0].waiting.len()), (1, 0));
    let quota = client.purposes(ME).unwrap()[0].quota.unwrap();
    assert_eq!(quota.used, 1, "one pass was issued, not two");
}
