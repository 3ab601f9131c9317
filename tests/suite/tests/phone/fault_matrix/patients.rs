//! A patient under a blow, with the real authority over real HTTPS: once the phone goes on, all is as if it
//! had never been struck, and the authority hears of each thing once.

use doorstep::error::ErrorKind;
use doorstep_suite::strike::{Fault, Port, SLOW_S, until_killed};

use super::changes::Change::{self, *};
use super::{Blow, Scenario, Went, strikes};
use crate::quarantine::Patient;

pub(super) struct World {
    patient: Patient,
    times: usize,
}

impl Scenario for Change {
    type World = World;

    fn ports(self) -> Vec<Port> {
        vec![Port::Store, Port::Signature, Port::Random, Port::Network]
    }

    async fn world(self) -> World {
        let patient = Patient::under(self.terms()).await;
        patient.way.keeps_time(patient.env.home.path(), &patient.phone.clock);
        World { patient, times: 0 }
    }

    async fn happens_under(self, world: &mut World, blow: Option<Blow>) -> Went {
        world.times += 1;
        let patient = &mut world.patient;
        let strike = patient.phone.strike.clone();
        let before = self.comes(patient).await;
        Blow::arm(blow, &strike);
        let done = until_killed(self.happens(patient, &before)).await;
        let is_told = done.is_some() && !strike.is_killed() && !self.is_heard();
        if is_told {
            // What tells of it is struck too.
            until_killed(patient.sync()).await;
        }
        let (went, is_killed) = (Went::under(&strike), strike.is_killed());
        strike.heal();
        let context = format!("{self:?} {blow:?}");
        if is_killed || blow.is_some_and(|blow| blow.fault == Fault::FailsForEver) {
            patient.phone.start();
        }
        patient.journal();
        let is_seen = self.is_seen(patient, &before);
        match done {
            None => assert!(is_killed, "{context}"),
            Some(Ok(())) => {
                assert!(is_seen || is_killed || !self.is_by_hand(), "{context}: said to be done")
            }
            Some(Err(error)) => assert_eq!(Some(error.kind), kind_of(blow), "{context}"),
        }
        if !is_seen {
            self.happens(patient, &before).await.unwrap();
        }
        let is_slow = blow.is_some_and(|blow| blow.fault == Fault::Slow);
        let check = self.is_right(patient, &before, if is_slow { SLOW_S } else { 0 });
        patient.tells_all().await;
        self.is_told_once(patient, check.as_deref(), world.times).await;
        assert_eq!((patient.many("epoch"), patient.many("aside")), (0, 0), "{context}");
        self.is_over(patient);
        went
    }
}

/// What a person is told of a call that failed.
fn kind_of(blow: Option<Blow>) -> Option<ErrorKind> {
    blow.map(|blow| match blow.port {
        Port::Store => ErrorKind::Storage,
        Port::Vault | Port::Signature => ErrorKind::Vault,
        Port::Random => ErrorKind::Report,
        Port::Network => ErrorKind::Network,
    })
}

#[tokio::test]
async fn a_check_is_delivered_once() {
    strikes(Delivered).await;
}

#[tokio::test]
async fn a_reminder_takes_nothing_of_the_window() {
    strikes(Reminded).await;
}

#[tokio::test]
async fn an_answer_with_a_place_is_given_once() {
    strikes(AnsweredWithAPlace).await;
}

#[tokio::test]
async fn an_answer_by_a_tap_is_given_once() {
    strikes(AnsweredByATap).await;
}

#[tokio::test]
async fn a_photo_answers_once_and_comes_once() {
    strikes(Photographed).await;
}

#[tokio::test]
async fn i_am_here_answers_what_comes() {
    strikes(AnsweredEarly).await;
}

#[tokio::test]
async fn that_one_cannot_is_said_once() {
    strikes(Cannot).await;
}

#[tokio::test]
async fn a_late_answer_is_given_once() {
    strikes(AnsweredLate).await;
}

#[tokio::test]
async fn a_window_closes_once() {
    strikes(ClosedUnanswered).await;
}

#[tokio::test]
async fn a_surprise_is_taken_once() {
    strikes(SurpriseTaken).await;
}

#[tokio::test]
async fn hospital_is_declared_once() {
    strikes(Hospital).await;
}

#[tokio::test]
async fn safety_is_declared_once() {
    strikes(Safety).await;
}

#[tokio::test]
async fn a_permission_is_declared_once() {
    strikes(Permission).await;
}

#[tokio::test]
async fn back_is_declared_once() {
    strikes(Back).await;
}

#[tokio::test]
async fn a_fix_is_written_down_once() {
    strikes(FixTaken).await;
}

#[tokio::test]
async fn a_dispute_reaches_the_officer_once() {
    strikes(Disputed).await;
}

#[tokio::test]
async fn a_notice_is_taken_once() {
    strikes(NoticeTaken).await;
}

#[tokio::test]
async fn a_version_of_the_order_is_taken_once() {
    strikes(VersionTaken).await;
}
