//! Answers: in time, late, early, and that one cannot.

use super::*;
use crate::model::patient::{AnswerMode, CannotReason};

#[test]
fn an_answer_in_time_is_an_answer_and_a_second_one_changes_nothing() {
    let mut phone = Phone::new();
    phone.lives_until(phone.due(1)[0]).lives(1_800);
    assert!(phone.answers(None).is_ok());
    assert!(phone.answers(None).is_ok());
    assert_eq!(phone.outcomes(), [CheckOutcome::Answered]);
    phone.lives(2 * HOUR);
    assert_eq!(phone.outcomes(), [CheckOutcome::Answered]);
    assert_eq!((phone.many(Kind::Answer), phone.many(Kind::Check)), (2, 1));
}

#[test]
fn nothing_is_answered_that_was_not_asked() {
    let mut phone = Phone::new();
    phone.tick();
    assert_eq!(phone.answers(None), Err(NotAsked::NoCheck));
    assert_eq!(phone.answers(Some(CheckId::new([1; 8]))), Err(NotAsked::Unknown));
    assert!(phone.journal.is_empty());
}

// E-19
#[test]
fn an_answer_is_late_only_if_it_surely_was() {
    for (wide_s, outcome) in [(2, CheckOutcome::AnsweredLate), (3_600, CheckOutcome::Answered)] {
        let mut phone = Phone::new();
        phone.wide_s = wide_s;
        phone.lives_until(phone.due(1)[0]).lives(HOUR + 1_200);
        assert_eq!(phone.outcomes(), [CheckOutcome::Unanswered]);
        let id = phone.checks.known()[0].id;
        assert_eq!(phone.answers(Some(id)), Ok(id));
        assert_eq!(phone.outcomes(), [outcome]);
    }
}

// Q-02 AC7
#[test]
fn whoever_says_early_that_they_are_here_has_answered_what_comes_within_half_an_hour() {
    for (before, outcome) in [
        (29 * 60, CheckOutcome::AnsweredEarly),
        (30 * 60, CheckOutcome::AnsweredEarly),
        (30 * 60 + 1, CheckOutcome::Asking),
    ] {
        let mut phone = Phone::new();
        phone.jumps_until(phone.due(1)[0] - before);
        let proof = Proof::default();
        let here = phone.happens(|checks, asking, now, pen| checks.here(proof, asking, now, pen));
        assert_eq!((here, phone.journal.len()), (None, 0));
        phone.lives(before);
        assert_eq!(phone.outcomes(), [outcome]);
    }
}

// E-18
#[test]
fn that_one_cannot_is_an_answer() {
    let mut phone = Phone::new();
    phone.lives_until(phone.due(1)[0]);
    let cannot = Answer::Cannot { reason: CannotReason::Camera, text: Some("broken".into()) };
    let done =
        phone.happens(|checks, asking, now, pen| checks.answer(None, &cannot, asking, now, pen));
    assert!(done.is_ok());
    assert_eq!(phone.outcomes(), [CheckOutcome::Cannot]);
    phone.lives(2 * HOUR);
    assert_eq!(phone.outcomes(), [CheckOutcome::Cannot]);
}

#[test]
fn of_two_answers_in_time_the_newer_one_counts_and_a_late_one_never_before_them() {
    let mut phone = Phone::new();
    phone.jumps_until(phone.due(1)[0]);
    let cannot = Answer::Cannot { reason: CannotReason::Camera, text: None };
    let said =
        phone.happens(|checks, asking, now, pen| checks.answer(None, &cannot, asking, now, pen));
    let id = said.unwrap();
    assert_eq!(phone.lives(60).answers(Some(id)), Ok(id));
    assert_eq!(phone.outcomes(), [CheckOutcome::Answered]);
    let check = phone.checks.check(id).unwrap();
    assert_eq!(check.answers.len(), 2);
    assert_eq!(check.counting_answer(), check.answers.last());
    // Had its window closed between the two, the first would be the one in time.
    let closes = Some(check.answers[0].at);
    let mut late = KnownCheck { closes, ..check.clone() };
    assert_eq!(late.counting_answer(), late.answers.first());
    late.closes = Some(Interval::exactly(NOON));
    assert_eq!(late.counting_answer(), late.answers.first(), "both came late");
}

#[test]
fn an_answer_in_a_pause_says_so() {
    let mut phone = Phone::new();
    phone.lives_until(phone.due(1)[0]).lives(60);
    phone.declares(Declared::Hospital, None);
    phone.is_now(Stage::Paused, Some(Why::Hospital));
    assert!(phone.answers(None).is_ok());
    assert_eq!(phone.outcomes(), [CheckOutcome::Paused]);
}

#[test]
fn a_parent_answers_for_a_child() {
    let mut phone = Phone::new();
    phone.lives_until(phone.due(1)[0]);
    let proof = Proof { fix: None, by_parent: true };
    phone.happens(|checks, asking, now, pen| checks.here(proof, asking, now, pen));
    let answer = phone.checks.known()[0].counting_answer().unwrap().clone();
    assert_eq!(answer.how, AnswerMode::Parent);
}

#[test]
fn a_photo_is_taken_for_a_check_while_it_is_open_or_may_be() {
    let mut asks = order();
    asks.checks.photo = true;
    let mut phone = Phone::under(&asks);
    let takes = |phone: &Phone| {
        let first = phone.checks.known()[0].id;
        phone.checks.for_photo(Some(first), &phone.now()).is_ok()
    };
    phone.lives_until(phone.due(1)[0]).lives(60);
    let id = phone.checks.known()[0].id;
    assert_eq!(phone.checks.for_photo(None, &phone.now()), Ok(id));
    assert!(takes(&phone));
    assert!(phone.answers(None).is_ok());
    assert!(takes(&phone), "a better one, of a check that has an answer");
    phone.lives(HOUR);
    assert_eq!(phone.checks.for_photo(Some(id), &phone.now()), Err(NotAsked::ForNoPhoto));
    for (wide_s, takes_one) in [(2, false), (3_600, true)] {
        let mut phone = Phone::under(&asks);
        phone.wide_s = wide_s;
        phone.lives_until(phone.due(1)[0]).lives(HOUR + 1_200);
        assert_eq!((phone.outcomes(), takes(&phone)), (vec![CheckOutcome::Unanswered], takes_one));
    }
}

#[test]
fn no_photo_is_taken_for_a_check_whose_place_another_took() {
    let mut asks = order();
    asks.checks.photo = true;
    let mut phone = Phone::under(&asks);
    let [first, second] = phone.due(1)[..] else { panic!() };
    phone.lives_until(first).lives(60);
    let id = phone.checks.known()[0].id;
    phone.can_show = false;
    phone.lives_until(second);
    assert_eq!(phone.checks.for_photo(Some(id), &phone.now()), Ok(id), "it stands still");
    phone.can_show = true;
    phone.lives(60);
    assert_eq!(phone.outcomes(), [CheckOutcome::Superseded, CheckOutcome::Asking]);
    assert_eq!(phone.checks.for_photo(Some(id), &phone.now()), Err(NotAsked::ForNoPhoto));
}
