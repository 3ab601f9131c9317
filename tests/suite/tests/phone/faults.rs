//! Register, confirm, ask, show, with every call of every port failing once: after that the step
//! is simply repeated, and there is exactly one account and one pass, whatever was interrupted.

use std::sync::Arc;

use doorstep::client::{PassRequestResult, RegistrationResult};
use doorstep::error::Code;
use doorstep::inspection::Verdict;
use doorstep::testing::Faults;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{ME, Phone, clock};

/// Where calls are made to fail.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Where {
    Store,
    Vault,
    RequestLost,
    ReplyLost,
}

/// How it goes on after the failure.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Then {
    /// The same process repeats the step.
    Repeat,
    /// The process was killed and starts again.
    Restart,
    /// All further calls fail too, until the cause is over; then the process starts again.
    Outage,
}

fn faults_of(place: Where, phone: &Phone, authority: &FakeAuthority) -> Faults {
    match place {
        Where::Store => phone.client().store_faults(),
        Where::Vault => phone.vault.faults().clone(),
        Where::RequestLost => authority.requests_lost.clone(),
        Where::ReplyLost => authority.replies_lost.clone(),
    }
}

fn rank(state: &str) -> usize {
    ["not-registered", "waiting-to-send", "code-sent", "registered"]
        .iter()
        .position(|known| *known == state)
        .unwrap()
}

/// One step; whether it is behind the person.
async fn step(number: usize, phone: &Phone, authority: &FakeAuthority) -> bool {
    match number {
        0 => match phone.register().await {
            Ok(RegistrationResult::CodeSent { .. }) => true,
            Ok(_) => false,
            // It had gone further than the person was told.
            Err(error) => error.code == Code::Wait && phone.state() == "code-sent",
        },
        1 => match phone.confirm(&authority.last_code()).await {
            Ok(RegistrationResult::Registered) => true,
            Ok(_) => false,
            Err(error) => error.code == Code::AlreadyRegistered,
        },
        2 => matches!(
            phone.client().request_pass(ME, "groceries", None).await,
            Ok(PassRequestResult::Pass(_))
        ),
        _ => phone.client().present(ME, None, None).is_ok(),
    }
}

const STEPS: usize = 4;
/// More often than any step has to be repeated.
const TRIES: usize = 4;

/// The whole story with the n-th call failing; whether there was an n-th call.
async fn story(place: Where, then: Then, n: i64) -> bool {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    let mut faults = faults_of(place, &phone, &authority);
    faults.fail_at(n, then == Then::Outage);
    let mut struck = false;
    let mut reached = 0;
    for number in 0..STEPS {
        let mut tries = 0;
        while !step(number, &phone, &authority).await {
            tries += 1;
            assert!(tries < TRIES, "{place:?} {then:?} {n}: step {number} never ends");
            assert!(faults.seen() >= n, "{place:?} {then:?} {n}: step {number} failed by itself");
            assert!(rank(phone.state()) >= reached, "{place:?} {then:?} {n}: went back");
            reached = rank(phone.state());
            struck = true;
            faults.heal();
            if then != Then::Repeat {
                phone.start();
                faults = faults_of(place, &phone, &authority);
            }
            assert!(rank(phone.state()) >= reached, "{place:?} {then:?} {n}: lost by a restart");
        }
        reached = rank(phone.state());
        struck |= faults.seen() >= n;
    }
    let context = format!("{place:?} {then:?} {n}");
    faults.heal();
    let file = authority.records.lock().unwrap();
    assert_eq!(file.messages.len(), 1, "{context}: one message");
    assert_eq!(file.accounts.len(), 1, "{context}: one account");
    assert_eq!(file.passes.len(), 1, "{context}: one pass");
    drop(file);
    phone.start();
    let passes = phone.passes();
    assert_eq!(passes.len(), 1, "{context}: one pass on the phone");
    assert!(phone.snapshot().people[0].waiting.is_empty(), "{context}");
    let looked = phone.inspector().inspect(&phone.show(), None);
    assert_eq!(looked.answer.verdict, Verdict::Valid, "{context}");
    assert!(phone.client().emergency(ME, None).shown.is_some(), "{context}");
    struck
}

async fn every_call(place: Where, then: Then, at_least: i64) {
    for n in 1..200 {
        if !story(place, then, n).await {
            println!("{place:?} {then:?}: {} calls", n - 1);
            assert!(n > at_least, "{place:?} was called {} times", n - 1);
            return;
        }
    }
    panic!("{place:?} {then:?}: a story without an end");
}

#[tokio::test]
async fn every_statement_of_the_store_fails_once() {
    every_call(Where::Store, Then::Repeat, 20).await;
}

#[tokio::test]
async fn every_statement_of_the_store_fails_and_the_process_dies() {
    every_call(Where::Store, Then::Restart, 20).await;
}

#[tokio::test]
async fn the_disk_is_full_from_every_statement_on() {
    every_call(Where::Store, Then::Outage, 20).await;
}

#[tokio::test]
async fn every_call_of_the_vault_fails_once() {
    every_call(Where::Vault, Then::Repeat, 5).await;
}

#[tokio::test]
async fn every_call_of_the_vault_fails_and_the_process_dies() {
    every_call(Where::Vault, Then::Restart, 5).await;
}

#[tokio::test]
async fn the_vault_is_locked_from_every_call_on() {
    every_call(Where::Vault, Then::Outage, 5).await;
}

#[tokio::test]
async fn every_request_is_lost_once() {
    every_call(Where::RequestLost, Then::Repeat, 6).await;
    every_call(Where::RequestLost, Then::Restart, 6).await;
}

#[tokio::test]
async fn the_network_is_gone_from_every_request_on() {
    every_call(Where::RequestLost, Then::Outage, 6).await;
}

#[tokio::test]
async fn every_reply_is_lost_once() {
    every_call(Where::ReplyLost, Then::Repeat, 6).await;
    every_call(Where::ReplyLost, Then::Restart, 6).await;
}

#[tokio::test]
async fn every_reply_is_lost_from_one_on() {
    every_call(Where::ReplyLost, Then::Outage, 6).await;
}

/// A call that the system cuts off: the future is dropped while the network is waited for.
#[tokio::test]
async fn a_call_may_be_dropped_while_the_network_is_waited_for() {
    struct Hanging(Arc<FakeAuthority>, Faults);
    impl doorstep::ports::Transport for Hanging {
        fn send<'a>(
            &'a self,
            request: doorstep::ports::Outgoing,
            trust: &'a doorstep::ports::ServerTrust,
        ) -> doorstep::ports::Sending<'a> {
            let hangs = self.1.strikes();
            let answer = self.0.send(request, trust);
            Box::pin(async move {
                let answer = answer.await;
                if hangs {
                    std::future::pending::<()>().await;
                }
                answer
            })
        }
    }
    for n in 1..100 {
        let clock = clock();
        let authority = FakeAuthority::new(&clock);
        let mut phone = Phone::before(&authority, &clock);
        let hang = Faults::default();
        phone.transport = Arc::new(Hanging(Arc::clone(&authority), hang.clone()));
        phone.start();
        hang.fail_at(n, false);
        for number in 0..STEPS {
            for tries in 0.. {
                assert!(tries < TRIES, "{n}: step {number} never ends");
                // All but the network is ready at once, so what is not done after this hangs.
                let cut = tokio::select! {
                    biased;
                    done = step(number, &phone, &authority) => done,
                    () = yields(50) => false,
                };
                if cut {
                    break;
                }
            }
        }
        let file = authority.records.lock().unwrap();
        let counts = (file.messages.len(), file.accounts.len(), file.passes.len());
        assert_eq!(counts, (1, 1, 1), "{n}");
        if hang.seen() < n {
            assert!(n > 6, "{n}");
            return;
        }
    }
    panic!("a story without an end");
}

async fn yields(times: usize) {
    for _ in 0..times {
        tokio::task::yield_now().await;
    }
}

/// Opening needs the vault; a vault that does not answer now has lost nothing.
#[tokio::test]
async fn a_vault_that_fails_while_the_phone_starts_loses_nothing() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    for number in 0..STEPS {
        assert!(step(number, &phone, &authority).await);
    }
    for n in 1..50 {
        phone.kill();
        phone.vault.faults().fail_at(n, false);
        let started = phone.try_start();
        let called = phone.vault.faults().seen();
        phone.vault.faults().heal();
        match started {
            Err(error) => assert_eq!(error.code, Code::VaultBusy, "{n}"),
            Ok(()) => assert!(called < n, "{n}: a failure of the vault was not noticed"),
        }
        let over = called < n;
        phone.start();
        assert_eq!((phone.state(), phone.passes().len()), ("registered", 1), "{n}");
        assert!(phone.client().present(ME, None, None).is_ok(), "{n}");
        if over {
            assert!(n > 1);
            return;
        }
    }
    panic!("a start without an end");
}
