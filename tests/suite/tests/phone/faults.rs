//! Calls that the system cuts off, answers that are lost from one on, and a vault that fails while the phone
//! starts: after that the step is simply repeated. What else can fail stands in `fault_matrix`.

use std::sync::Arc;

use doorstep::client::{PassRequestResult, RegistrationResult};
use doorstep::error::Code;
use doorstep::inspection::Verdict;
use doorstep::testing::Faults;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{ME, Phone, clock};

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

/// The whole story with every answer lost from the n-th on, until the cause is over and the process starts
/// again; whether there was an n-th.
async fn story(n: i64) -> bool {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    authority.replies_lost.fail_at(n, true);
    let mut struck = false;
    let mut reached = 0;
    for number in 0..STEPS {
        let mut tries = 0;
        while !step(number, &phone, &authority).await {
            tries += 1;
            assert!(tries < TRIES, "{n}: step {number} never ends");
            assert!(authority.replies_lost.seen() >= n, "{n}: step {number} failed by itself");
            assert!(rank(phone.state()) >= reached, "{n}: went back");
            reached = rank(phone.state());
            struck = true;
            authority.replies_lost.heal();
            phone.start();
            assert!(rank(phone.state()) >= reached, "{n}: lost by a restart");
        }
        reached = rank(phone.state());
        struck |= authority.replies_lost.seen() >= n;
    }
    authority.replies_lost.heal();
    let file = authority.records.lock().unwrap();
    let counts = (file.messages.len(), file.accounts.len(), file.passes.len());
    assert_eq!(counts, (1, 1, 1), "{n}");
    drop(file);
    phone.start();
    assert_eq!(phone.passes().len(), 1, "{n}: one pass on the phone");
    assert!(phone.snapshot().people[0].waiting.is_empty(), "{n}");
    let looked = phone.inspector().inspect(&phone.show(), None);
    assert_eq!(looked.answer.verdict, Verdict::Valid, "{n}");
    struck
}

#[tokio::test]
async fn every_reply_is_lost_from_one_on() {
    for n in 1..200 {
        if !story(n).await {
            assert!(n > 6, "{n} answers");
            return;
        }
    }
    panic!("a story without an end");
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
