//! Wakes of a phone: what it says of itself goes in, and one plan comes out.

use std::sync::Arc;

use doorstep::client::{Client, PassRequestResult};
use doorstep::error::Code;
use doorstep::events::{Cause, Facts, NetworkKind, Renew, Wake};
use doorstep::outbox::Urgency;
use doorstep::views::Plan;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{ME, Phone, clock};
use doorstep_suite::test_env::TestEnv;

fn phone() -> (Phone, Arc<FakeAuthority>) {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    (Phone::before(&authority, &clock), authority)
}

async fn registered() -> (Phone, Arc<FakeAuthority>) {
    let (phone, authority) = phone();
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    (phone, authority)
}

fn woken(client: &Client, cause: Cause) -> Plan {
    client.woken(Wake { cause, facts: Facts::default(), moved: None })
}

fn offline() -> Facts {
    Facts { network: NetworkKind::Offline, ..Facts::default() }
}

const DAY_S: i64 = 86_400;

#[tokio::test]
async fn many_wakes_ask_for_what_is_due_once_and_a_sync_ends_that() {
    let (phone, _authority) = registered().await;
    let client = phone.client();
    for cause in Cause::ALL {
        assert_eq!(woken(&client, *cause).sync, None, "{}", cause.name());
    }
    phone.wait_s(DAY_S);
    assert_eq!(woken(&client, Cause::Alarm).sync, Some(Urgency::Background));
    for cause in Cause::ALL {
        assert_eq!(woken(&client, *cause).sync, None, "{}", cause.name());
    }
    assert_eq!(client.plan().sync, Some(Urgency::Background), "a shell that lost it asks again");
    phone.sync().await;
    let plan = woken(&client, Cause::Alarm);
    assert!(plan.sync.is_none() && plan.wake_at_ms.is_some_and(|at_ms| at_ms > plan.now_ms));
}

#[tokio::test]
async fn a_phone_without_a_network_waits_for_one_and_a_person_goes_first() {
    let env = TestEnv::new().await;
    let (phone, network) = env.phone();
    phone.register().await.unwrap();
    phone.confirm(&env.code().await).await.unwrap();
    network.switch(false);
    let asked = phone.client().request_pass(ME, "groceries", None).await.unwrap();
    assert!(matches!(asked, PassRequestResult::WaitingToSend { .. }));
    let client = phone.client();
    phone.sync().await;
    let plan = client.woken(Wake { cause: Cause::User, facts: offline(), moved: None });
    assert_eq!((plan.sync, plan.awaits_network), (None, true));
    assert!(plan.wake_at_ms.is_some_and(|at_ms| at_ms > plan.now_ms), "not at once again");
    network.switch(true);
    assert_eq!(woken(&client, Cause::Network).sync, Some(Urgency::Person));
    client.sync(Urgency::Person, None).await;
    assert_eq!(phone.passes().len(), 1);
    assert!(!woken(&client, Cause::Network).awaits_network);
}

#[tokio::test]
async fn a_wake_of_a_phone_that_sleeps_or_was_erased_asks_for_nothing() {
    let (phone, _authority) = registered().await;
    let client = phone.client();
    phone.wait_s(DAY_S);
    client.suspend().unwrap();
    for cause in Cause::ALL {
        let plan = woken(&client, *cause);
        assert!(plan.sync.is_none() && plan.wake_at_ms.is_some_and(|at_ms| at_ms > plan.now_ms));
    }
    client.resume().unwrap();
    assert_eq!(woken(&client, Cause::Unlocked).sync, Some(Urgency::Background));
    phone.sync().await;
    client.erase(ME).unwrap();
    phone.sync().await;
    phone.wait_s(DAY_S);
    for cause in Cause::ALL {
        let plan = woken(&client, *cause);
        assert_eq!((plan.sync, plan.wake_at_ms, plan.awaits_network), (None, None, false));
        assert!(plan.notices.is_empty());
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_by_a_year_silences_nobody() {
    let (phone, _authority) = registered().await;
    let client = phone.client();
    woken(&client, Cause::Alarm);
    phone.clock.set_wall_error_ms(-365 * DAY_S * 1000);
    let plan = woken(&client, Cause::Clock);
    assert_eq!(plan.renew, Renew::Times);
    assert!(plan.wake_at_ms.is_some_and(|at_ms| at_ms - plan.now_ms <= DAY_S * 1000));
}

#[tokio::test]
async fn what_a_wake_has_spent_is_set_again_and_notices_once_they_are_allowed() {
    let (mut phone, _authority) = registered().await;
    let client = phone.client();
    assert_eq!(woken(&client, Cause::Alarm).renew, Renew::WakeTime);
    assert_eq!(woken(&client, Cause::Refresh).renew, Renew::WakeTime);
    assert_eq!(woken(&client, Cause::User).renew, Renew::Nothing);
    let refused = Facts { notices: false, ..Facts::default() };
    assert_eq!(client.facts_changed(refused).renew, Renew::Nothing);
    drop(client);
    phone.start();
    let client = phone.client();
    assert_eq!(woken(&client, Cause::User).renew, Renew::Everything, "also by the next process");
    assert_eq!(woken(&client, Cause::User).renew, Renew::Nothing);
    assert_eq!(client.plan().renew, Renew::Nothing);
}

#[tokio::test]
async fn a_phone_that_does_not_open_is_tried_twice_as_late_each_time_up_to_hours() {
    let (mut phone, _authority) = registered().await;
    phone.kill();
    let mut waits = vec![0];
    for _ in 0..12 {
        phone.vault.faults().fail_at(1, true);
        let (ports, waited_s) = (phone.ports(), waits[waits.len() - 1]);
        let error = Client::open_after(waited_s, phone.setup(), ports, "en").err().unwrap();
        assert_eq!(error.code, Code::VaultBusy);
        waits.extend(error.reopen_in_s);
    }
    let minutes: Vec<_> = waits.iter().skip(1).map(|waited_s| waited_s / 60).collect();
    assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
    phone.vault.faults().heal();
    assert!(Client::open_after(u16::MAX, phone.setup(), phone.ports(), "en").is_ok());
}

#[tokio::test]
async fn a_phone_that_does_not_wake_from_its_sleep_counts_for_itself() {
    let (phone, _authority) = registered().await;
    let client = phone.client();
    client.suspend().unwrap();
    phone.vault.faults().fail_at(1, true);
    let waits: Vec<_> = (0..3).map(|_| client.resume().unwrap_err().reopen_in_s).collect();
    assert_eq!(waits, [Some(60), Some(120), Some(240)]);
    phone.vault.faults().heal();
    client.resume().unwrap();
    client.suspend().unwrap();
    phone.vault.faults().fail_at(1, true);
    assert_eq!(client.resume().unwrap_err().reopen_in_s, Some(60), "that is over");
}
