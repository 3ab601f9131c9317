//! E-03: a phone that is lost pauses what is asked, and nothing else; its quarantine goes on on another phone
//! only by an officer who has seen the person.

use doorstep::client::OrderDecision;
use doorstep::error::Code;
use doorstep::inspection::Verdict;
use doorstep::outbox::Urgency;
use doorstep::quarantine::watch::Mode;
use doorstep_authority::admin::AdminError;
use doorstep_suite::phone::{ME, NUMBER};
use doorstep_suite::test_env::code_in;

use super::moving::{Two, is_proven, order, stays, sync, wake};

/// Of somebody else.
const OTHER_NUMBER: &str = "+79160000002";

/// The account that was opened last.
async fn newest_account(two: &Two) -> String {
    two.env.admin.accounts().await.unwrap().pop().unwrap().id
}

#[tokio::test]
async fn e_03_a_lost_phone_pauses_what_is_asked_and_goes_on_on_another() {
    let (two, listed) = Two::in_quarantine().await;
    two.env.admin.lose_phone(NUMBER).await.unwrap();
    // Said again, it is the same.
    two.env.admin.lose_phone(NUMBER).await.unwrap();
    let shown = two.env.admin.show_order(&listed, None).await.unwrap();
    assert_eq!((&shown["version"], &shown["pauses"][0]["why"]), (&2.into(), &"loan".into()));
    sync(&two.old).await;
    assert_eq!(order(&two.old), ("paused", Some("loan".to_owned())));
    // A day later it has told nothing of the last hours, and nobody asks why.
    two.env.wait_s(86_400).await;
    stays(&two.old, 2);
    two.env.wait_s(0).await;
    two.old.pass("groceries").await;

    // The number alone brings an empty account.
    two.new.register().await.unwrap();
    two.new.confirm(&two.env.code().await).await.unwrap();
    sync(&two.new).await;
    assert_eq!(two.new.client().order(ME).unwrap(), None);

    let account = newest_account(&two).await;
    two.env.admin.replace_phone(NUMBER, &account).await.unwrap();
    sync(&two.new).await;
    assert_eq!(order(&two.new).0, "announced");
    for decision in [OrderDecision::Seen, OrderDecision::Begin] {
        two.new.client().decide_order(ME, &decision).unwrap();
    }
    two.env.wait_s(60).await;
    assert_ne!(wake(&two.new), Mode::Off);
    assert_eq!(order(&two.new), ("running", None));
    let shown = two.env.admin.show_order(&listed, None).await.unwrap();
    assert!(shown["pauses"][0]["until"].is_string() && shown["pauses"][1].is_null(), "{shown}");

    // It is found: it asks nothing, its pass is revoked, and what it wrote is still taken and proven.
    // Whoever was out with it may still go home.
    let found = two.env.inspect(&two.old.show()).await;
    assert_eq!(found.answer.verdict, Verdict::ReturnHomeOnly);
    let heard = two.old.client().sync(Urgency::Person, None).await.problem;
    assert_eq!(heard.map(|problem| problem.code), Some(Code::KeyClosed));
    assert_eq!((two.old.state(), wake(&two.old)), ("closed", Mode::Off));
    sync(&two.old).await;
    let journal = two.old.client().journal(ME, Some(1), usize::MAX).unwrap();
    let told = journal.entries.iter().filter(|entry| entry.reported).map(|entry| entry.n).max();
    assert!(told.is_some() && journal.confirmed >= told, "{:?} {told:?}", journal.confirmed);
    assert!(is_proven(&two, &two.old) && is_proven(&two, &two.new));
}

#[tokio::test]
async fn e_03_only_an_open_account_of_the_number_takes_the_place() {
    let (two, _) = Two::in_quarantine().await;
    let unknown = AdminError::AccountUnknown;
    assert_eq!(two.env.admin.lose_phone("+79160000001").await.unwrap_err(), unknown);
    assert_eq!(two.env.admin.lose_phone("hello").await.unwrap_err(), unknown);
    let (other, _) = two.env.phone();
    other.client().register(ME, OTHER_NUMBER, None, None).await.unwrap();
    let messages = two.env.admin.sms(Some(OTHER_NUMBER)).await.unwrap();
    other.confirm(&code_in(&messages.last().unwrap().text)).await.unwrap();
    let anothers = newest_account(&two).await;
    for account in [anothers.as_str(), "AAAA", "", "AAAAAAAAAAAAAAAAAAAAAA"] {
        let refused = two.env.admin.replace_phone(NUMBER, account).await.unwrap_err();
        assert_eq!(refused, unknown, "{account}");
    }
    sync(&two.old).await;
    assert_eq!((two.old.state(), order(&two.old)), ("registered", ("running", None)));
    // Of a number with one phone nothing is to go on.
    let own = two.env.admin.accounts().await.unwrap().remove(0).id;
    two.env.admin.replace_phone(NUMBER, &own).await.unwrap();
    sync(&two.old).await;
    assert_eq!((two.old.state(), order(&two.old)), ("registered", ("running", None)));
}
