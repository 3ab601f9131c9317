//! A resident under a blow: after it the step is simply repeated, and there is one message, one account, one
//! pass and one erasure, whatever was struck.

use std::sync::Arc;

use doorstep::client::{PassRequestResult, RegistrationResult};
use doorstep::error::Code;
use doorstep::inspection::Verdict;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{ME, Phone, clock};
use doorstep_suite::strike::{Fault, Port, until_killed};

use super::{Blow, Scenario, Went, strikes};

/// More often than any step has to be repeated.
const TRIES: usize = 4;

/// What a resident does, in this order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    Register,
    Confirm,
    RequestPass,
    ShowPass,
    DeclareEmergency,
    Erase,
}

use Step::*;

impl Step {
    pub(super) const ALL: [Self; 6] =
        [Register, Confirm, RequestPass, ShowPass, DeclareEmergency, Erase];

    /// Whether it is behind the person.
    async fn is_done(self, phone: &Phone, authority: &FakeAuthority) -> bool {
        match self {
            Register => match phone.register().await {
                Ok(RegistrationResult::CodeSent { .. }) => true,
                Ok(_) => false,
                // It had gone further than the person was told.
                Err(error) => error.code == Code::Wait && phone.state() == "code-sent",
            },
            Confirm => match phone.confirm(&authority.last_code()).await {
                Ok(RegistrationResult::Registered) => true,
                Ok(_) => false,
                Err(error) => error.code == Code::AlreadyRegistered,
            },
            RequestPass => matches!(
                phone.client().request_pass(ME, "groceries", None).await,
                Ok(PassRequestResult::Pass(_))
            ),
            ShowPass => phone.client().present(ME, None, None).is_ok(),
            DeclareEmergency => phone.client().emergency(ME, None).shown.is_some(),
            Erase => {
                let erased = phone.client().erase(ME).is_ok();
                phone.sync().await;
                erased && phone.state() == "not-registered"
            }
        }
    }

    /// How far a registration is before it at least.
    fn least_state(self) -> &'static [&'static str] {
        match self {
            Register => &["not-registered", "waiting-to-send", "code-sent"],
            Confirm => &["code-sent", "registered"],
            RequestPass | ShowPass | DeclareEmergency => &["registered"],
            Erase => &["registered", "erasing", "not-registered"],
        }
    }
}

impl Scenario for Step {
    type World = ();

    fn ports(self) -> Vec<Port> {
        match self {
            Register | RequestPass | Erase => Port::ALL.to_vec(),
            Confirm => vec![Port::Store, Port::Signature, Port::Random, Port::Network],
            ShowPass => vec![Port::Signature],
            DeclareEmergency => vec![Port::Store, Port::Signature],
        }
    }

    async fn world(self) {}

    async fn happens_under(self, _: &mut (), blow: Option<Blow>) -> Went {
        let clock = clock();
        let authority = FakeAuthority::new(&clock);
        let mut phone = Phone::before(&authority, &clock);
        let strike = phone.strike.clone();
        let mut went = None;
        let before_erasing = &Self::ALL[..Self::ALL.len() - 1];
        for step in if self == Erase { &Self::ALL } else { before_erasing } {
            if *step == self {
                Blow::arm(blow, &strike);
                let done = until_killed(step.is_done(&phone, &authority)).await;
                let is_killed = strike.is_killed();
                went = Some(Went::under(&strike));
                strike.heal();
                if is_killed || blow.is_some_and(|blow| blow.fault == Fault::FailsForEver) {
                    phone.start();
                }
                let state = phone.state();
                assert!(self.least_state().contains(&state), "{self:?} {blow:?}: {state}");
                // No fault of the phone's memory stands before an emergency.
                let is_of_store = blow.is_some_and(|blow| blow.port == Port::Store);
                if self == DeclareEmergency && is_of_store && !is_killed {
                    assert_eq!(done, Some(true), "{blow:?}");
                }
                if done == Some(true) && !is_killed {
                    continue;
                }
            }
            again(*step, &phone, &authority, blow).await;
        }
        is_right(self, &mut phone, &authority, blow);
        went.unwrap()
    }
}

async fn again(step: Step, phone: &Phone, authority: &Arc<FakeAuthority>, blow: Option<Blow>) {
    for _ in 0..TRIES {
        // Whoever sees a pass does not ask for another.
        if step == RequestPass && !phone.passes().is_empty() {
            return;
        }
        if step.is_done(phone, authority).await {
            return;
        }
        phone.wait_s(60);
    }
    panic!("{step:?} never ends after {blow:?}");
}

fn is_right(step: Step, phone: &mut Phone, authority: &FakeAuthority, blow: Option<Blow>) {
    let context = format!("{step:?} {blow:?}");
    let file = authority.records.lock().unwrap();
    let counts = (file.messages.len(), file.accounts.len(), file.passes.len(), file.erased);
    assert_eq!(counts, (1, 1, 1, usize::from(step == Erase)), "{context}");
    drop(file);
    phone.start();
    if step == Erase {
        assert_eq!(phone.state(), "not-registered", "{context}");
        assert_eq!(phone.client().passes(ME).map(|passes| passes.len()).unwrap_or(0), 0);
        return;
    }
    assert_eq!(phone.passes().len(), 1, "{context}: one pass on the phone");
    assert!(phone.snapshot().people[0].waiting.is_empty(), "{context}");
    let looked = phone.inspector().inspect(&phone.show(), None);
    assert_eq!(looked.answer.verdict, Verdict::Valid, "{context}");
    assert!(phone.client().emergency(ME, None).shown.is_some(), "{context}");
}

#[tokio::test]
async fn registering_sends_one_message() {
    strikes(Register).await;
}

#[tokio::test]
async fn confirming_makes_one_account() {
    strikes(Confirm).await;
}

#[tokio::test]
async fn asking_makes_one_pass() {
    strikes(RequestPass).await;
}

#[tokio::test]
async fn a_pass_is_shown() {
    strikes(ShowPass).await;
}

#[tokio::test]
async fn an_emergency_is_declared() {
    strikes(DeclareEmergency).await;
}

#[tokio::test]
async fn everything_is_erased_once() {
    strikes(Erase).await;
}
