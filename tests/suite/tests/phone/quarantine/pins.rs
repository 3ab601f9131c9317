//! F-08: a phone that somebody shares with a stranger. A PIN hides one's part, and costs nobody an answer.

use std::sync::Arc;

use doorstep::client::{
    CheckAnswer, Client, DeviceOwner, EvidenceScope, OrderDecision, PhotoFor, PhotoUse,
};
use doorstep::client_error::ClientError;
use doorstep::error::Code;
use doorstep::events::Cause;
use doorstep::model::PersonId;
use doorstep::model::patient::CheckOutcome;
use doorstep::outbox::Urgency;
use doorstep::quarantine::declarations::Declaring;
use doorstep::views::{PersonView, PinState, PinView};
use doorstep_suite::phone::ME;

use super::household::{Family, surprises};
use super::photos::good;
use super::{NEIGHBOUR, order_at_home};

const PIN: &str = "2468";
const DAY_S: i64 = 86_400;

impl Family {
    /// With a flatmate under an order that asks them, whose part is hidden.
    async fn with_a_hidden_flatmate() -> Self {
        let family = Self::with(false, order_at_home(surprises(1))).await;
        family.client().set_pin(family.other, PIN).unwrap();
        family.client().lock_people();
        family
    }

    fn client(&self) -> Arc<Client> {
        self.patient.phone.client()
    }

    fn view(&self, person: PersonId) -> PersonView {
        let people = self.patient.phone.snapshot().people;
        people.into_iter().find(|view| view.person == person).unwrap()
    }

    fn pin(&self) -> PinView {
        self.view(self.other).pin.unwrap()
    }

    /// What a flatmate's try at everything that is the other's comes to.
    async fn tries(&self) -> Vec<Option<Code>> {
        fn code<T>(done: Result<T, ClientError>) -> Option<Code> {
            done.err().map(|error| error.code)
        }
        let (client, other) = (self.client(), self.other);
        vec![
            code(client.order(other)),
            code(client.orders(other)),
            code(client.decide_order(other, &OrderDecision::NotMine)),
            code(client.journal(other, None, 1)),
            code(client.checks(other, true)),
            code(client.notices(other)),
            code(client.photos(other)),
            code(client.evidence(other, EvidenceScope::Whole)),
            code(client.passes(other)),
            code(client.purposes(other)),
            code(client.request_pass(other, "groceries", None).await),
            code(client.register(other, NEIGHBOUR, None, None).await),
            code(client.change_mark(other, None, None)),
            code(client.offer_move(other)),
            code(client.give_account(other, "123456", DeviceOwner::Confirmed)),
            code(client.erase(other)),
            code(client.remove_person(other)),
            code(client.set_pin(other, "1111")),
            code(client.remove_pin(other)),
        ]
    }
}

#[tokio::test]
async fn f_08_a_hidden_part_is_read_changed_and_removed_by_nobody_else() {
    let family = Family::with_a_hidden_flatmate().await;
    let tried = family.tries().await;
    assert!(tried.iter().all(|code| *code == Some(Code::PersonLocked)), "{tried:?}");
    let hidden = family.view(family.other);
    assert_eq!((hidden.mark, hidden.registration.phone), (None, None));
    assert_eq!((hidden.passes, hidden.purposes, hidden.quarantine), (vec![], vec![], None));
    assert_eq!(hidden.pin.unwrap().state, PinState::Locked);
    // Of the other one everything is there.
    let mine = family.view(ME);
    assert!(mine.mark.is_some() && mine.quarantine.is_some());
    assert_eq!(mine.pin.unwrap().state, PinState::Unset);
    assert!(family.client().journal(ME, None, 1).is_ok());

    // Whoever draws only what is newer draws it.
    let locked = family.patient.phone.snapshot().revision;
    family.client().unlock(family.other, "２４６８").unwrap();
    assert!(family.patient.phone.snapshot().revision > locked);
    assert!(family.client().journal(family.other, None, 1).is_ok());
    assert_eq!(family.view(family.other).mark.as_deref(), Some("Д0001"));
    assert_eq!(family.pin().state, PinState::Open);
    family.client().remove_pin(family.other).unwrap();
    family.client().lock_people();
    assert_eq!(family.pin().state, PinState::Unset);
}

#[tokio::test]
async fn f_08_what_is_asked_is_answered_and_told_without_the_pin() {
    let family = Family::with_a_hidden_flatmate().await;
    family.asks(&[&family.order]).await;
    let asked = family.pin().asked.unwrap();
    assert!(!family.pin().help.is_empty() && family.pin().may_declare);
    let plan = family.patient.woken(Cause::Alarm);
    let theirs: Vec<_> = plan.notices.iter().filter(|one| one.person == family.other).collect();
    assert!(!theirs.is_empty() && theirs.iter().all(|one| one.lock_screen.is_none()));
    for notice in theirs {
        assert!(!notice.text.text.contains("home"), "{}", notice.text.text);
    }
    let answered =
        family.client().answer_check(family.other, Some(&asked.id), &CheckAnswer::Here).unwrap();
    assert_eq!(answered.outcome, CheckOutcome::Answered);
    assert_eq!(family.pin().asked, None);
    family.client().declare(family.other, &Declaring::Hospital).unwrap();
    let photo = PhotoFor::AskedNow;
    let photo = family.client().photo_taken(family.other, &photo, &good(1), None, PhotoUse::Look);
    assert_eq!(
        photo.unwrap_err().code,
        Code::CheckClosedForPhotos,
        "the PIN is not what is missing"
    );
    family.patient.phone.wait_s(600);
    family.patient.sync_all().await;
    for kind in ["answer", "declare"] {
        assert_eq!(family.told(&family.order, kind).await.len(), 1, "{kind}");
    }
}

#[tokio::test]
async fn f_08_what_was_sent_shows_nothing_of_a_hidden_part() {
    let family = Family::with_a_hidden_flatmate().await;
    let all = |family: &Family| family.client().sent(None, 1_000).unwrap();
    let shown = all(&family);
    family.client().unlock(family.other, PIN).unwrap();
    let whole = all(&family);
    assert!(shown.len() < whole.len(), "{} of {}", shown.len(), whole.len());
    family.client().lock_people();
    let theirs = whole.iter().filter(|entry| !shown.iter().any(|known| known.n == entry.n));
    for entry in theirs {
        let hidden = family.client().sent_raw(entry.n).unwrap_err();
        assert_eq!(hidden.code, Code::UnknownReference);
    }
}

#[tokio::test]
async fn f_08_a_restart_locks_and_wrong_pins_wait_across_it() {
    let mut family = Family::with_a_hidden_flatmate().await;
    family.client().unlock(family.other, PIN).unwrap();
    family.patient.phone.kill();
    family.patient.phone.start();
    assert_eq!(family.pin().state, PinState::Locked);
    for left in [4, 3, 2, 1] {
        let wrong = family.client().unlock(family.other, "1357").unwrap_err();
        let tries = if left == 1 { "1 try is left" } else { "tries are left" };
        assert_eq!(wrong.code, Code::PinWrong);
        assert!(wrong.text.text.contains(tries), "{left}: {}", wrong.text.text);
        family.patient.phone.kill();
        family.patient.phone.start();
    }
    for typed in ["1357", PIN] {
        let waits = family.client().unlock(family.other, typed).unwrap_err();
        assert_eq!(waits.code, Code::PinWait);
        assert_eq!(waits.retry_at_ms, family.pin().waits_until_ms);
    }
    assert_eq!(family.client().unlock(family.other, "12").unwrap_err().code, Code::PinMalformed);
    family.patient.phone.wait_s(60);
    family.client().unlock(family.other, PIN).unwrap();
    assert_eq!(family.pin().state, PinState::Open);
}

#[tokio::test]
async fn f_08_a_forgotten_pin_goes_after_a_day_in_sight_of_all() {
    let family = Family::with_a_hidden_flatmate().await;
    family.client().forget_pin(family.other).unwrap();
    assert!(family.pin().goes_at_ms.is_some());
    family.patient.phone.wait_s(DAY_S / 2);
    // Whoever knows it keeps it.
    family.client().unlock(family.other, PIN).unwrap();
    assert_eq!(family.pin().goes_at_ms, None);
    family.client().lock_people();
    family.patient.phone.wait_s(DAY_S);
    assert_eq!(family.pin().state, PinState::Locked);

    family.client().forget_pin(family.other).unwrap();
    family.patient.phone.wait_s(DAY_S - 60);
    assert_eq!(family.pin().state, PinState::Locked);
    family.patient.phone.wait_s(120);
    assert_eq!(family.pin().state, PinState::Unset);
    assert!(family.client().journal(family.other, None, 1).is_ok());
    assert!(family.client().sync(Urgency::Person, None).await.problem.is_none());
}
