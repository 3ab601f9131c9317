//! English: the page of evidence. It speaks of "the person", because others read it too.

use super::{EvidenceLabel, EvidenceText};
use crate::model::patient::{AnswerMode, CannotReason, CheckOutcome, Declared, State};
use crate::words::Text;
use crate::words::moments::en::{at, day_line, line, times, until};
use crate::words::plural::en as plural;

pub fn text(say: &EvidenceText<'_>) -> Text {
    match say {
        EvidenceText::Label(label) => self::label(*label).into(),
        EvidenceText::WrittenBy { at: when, authority } => {
            format!("Written by the person's phone {}. The authority: {authority}.", at(when)).into()
        }
        EvidenceText::Person { mark } => format!("Person: {mark}").into(),
        EvidenceText::Period { from, to } => times(from, to).into(),
        EvidenceText::Answers { asked, answered, excused, unanswered } => format!(
            "The person was asked {asked} {}. Answered: {answered}. Said why not, or nothing was asked of \
             them then: {excused}. No answer: {unanswered}.",
            plural(*asked, "time", "times")
        )
        .into(),
        EvidenceText::Time { state, seconds } => {
            format!("{}: {}", self::state(*state), lasting(*seconds)).into()
        }
        EvidenceText::State(state) => self::state(*state).into(),
        EvidenceText::Confirmed { n, of, at: when } => format!(
            "The authority has signed for what it was told up to entry {n} of {of}, last {}.",
            at(when)
        )
        .into(),
        EvidenceText::NothingConfirmed { of } => {
            format!("The authority has signed for none of {of} entries yet.").into()
        }
        EvidenceText::NotConfirmed { entries } => {
            format!("Not yet confirmed: {entries} {}.", plural(*entries, "entry", "entries")).into()
        }
        EvidenceText::Sealed { n, at: when } => format!(
            "Entries up to {n} were there {} at the latest, by the authority's own clock.",
            at(when)
        )
        .into(),
        EvidenceText::Version { version, came } => {
            format!("Version {version} came {}.", at(came)).into()
        }
        EvidenceText::VersionSeen { at: when } => {
            format!("The person was shown it {}.", at(when)).into()
        }
        EvidenceText::VersionRefused { rule } => {
            format!("It does not count ({rule}). The one before went on.").into()
        }
        EvidenceText::Declared { what } => declared(*what).into(),
        EvidenceText::Outcome { outcome, how, reason } => outcome_text(*outcome, *how, *reason),
        EvidenceText::Day { at } => day_line(at).into(),
        EvidenceText::At { at } => line(at).into(),
        EvidenceText::NotBefore { at: when } => format!("No earlier than {}", at(when)).into(),
        EvidenceText::Until { at } => format!("It counted {}.", until(at)).into(),
        EvidenceText::AppealUntil { at } => format!("It may be objected to {}.", until(at)).into(),
        EvidenceText::Between { from, to } => times(from, to).into(),
        EvidenceText::Command => "With the program doorstep and the authority's trust file, without a \
                                  network:"
            .into(),
        EvidenceText::Photos { n } => format!(
            "{n} {} in this file, sealed as sent. The authority can open them; nobody else can.",
            plural(*n, "photo is", "photos are")
        )
        .into(),
        EvidenceText::Chain { chain } => format!("Journal: {chain}").into(),
    }
}

fn label(label: EvidenceLabel) -> &'static str {
    match label {
        EvidenceLabel::Title => "Evidence of a home quarantine",
        EvidenceLabel::Timeline => "Day by day",
        EvidenceLabel::Unknown => "What cannot be known, and why",
        EvidenceLabel::Questions => "What was asked, and what was answered",
        EvidenceLabel::Asked => "When",
        EvidenceLabel::TimeOver => "time to answer until",
        EvidenceLabel::WhatCame => "What came of it",
        EvidenceLabel::SignedFor => "Authority signed for it",
        EvidenceLabel::Yes => "yes",
        EvidenceLabel::NotYet => "not yet",
        EvidenceLabel::Surprise => "asked by the authority",
        EvidenceLabel::Said => "What the person said of themselves",
        EvidenceLabel::Written => "What the authority wrote",
        EvidenceLabel::Warning => "Warning",
        EvidenceLabel::Decision => "Decision",
        EvidenceLabel::Information => "Information",
        EvidenceLabel::Disputed => "The person disputed something",
        EvidenceLabel::Order => "What the order asked",
        EvidenceLabel::Troubles => "What the phone could not do",
        EvidenceLabel::HowToCheck => "How to check this file",
        EvidenceLabel::None => "None.",
        EvidenceLabel::NoReason => "The phone does not say why.",
        EvidenceLabel::StillSo => "to the end",
        EvidenceLabel::WokenLate => "The phone's system woke the app later than it was asked to.",
        EvidenceLabel::MarkAnswered => "answered",
        EvidenceLabel::MarkExcused => "said why not, or nothing was asked then",
        EvidenceLabel::MarkUnanswered => "no answer",
        EvidenceLabel::Limits => {
            "A phone tells where it is by what it receives, and is wrong at times. Time without news is \
             time of which nothing is known; it says nothing against the person. Who held the phone is \
             not known either."
        }
        EvidenceLabel::Redacted => {
            "Places and what the person wrote in private are left out of this copy. Their fingerprints are \
             in it: the person can show them later, and nothing else fits."
        }
        EvidenceLabel::Whole => {
            "This copy has everything, also every place. Show it only to whom it concerns."
        }
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Home => "At home",
        State::Unverified => "Not certain",
        State::Away => "Not at home, by what the phone says of its place",
        State::NoNews => "Nothing is known",
        State::Paused => "Nobody looked",
    }
}

fn declared(what: Declared) -> &'static str {
    match what {
        Declared::Hospital => "In hospital, or on the way there",
        Declared::Personal => "Had to leave",
        Declared::Permission => "Was given leave",
        Declared::Back => "At home again",
        Declared::Fault => "The phone or the app does not work",
        Declared::CannotInstall => "The app cannot be installed",
    }
}

fn outcome_text(
    outcome: CheckOutcome,
    how: Option<AnswerMode>,
    reason: Option<CannotReason>,
) -> Text {
    let said = match outcome {
        CheckOutcome::Waiting => "not asked yet",
        CheckOutcome::Asking => "asked, and the time to answer still ran",
        CheckOutcome::Answered => "answered in time",
        CheckOutcome::AnsweredLate => "answered after the time was over",
        CheckOutcome::AnsweredEarly => "answered before it was asked",
        CheckOutcome::Cannot => "said why not",
        CheckOutcome::NotDelivered => "the phone could not ask",
        CheckOutcome::Paused => "nothing was asked of the person then",
        CheckOutcome::Superseded => "something else took its place",
        CheckOutcome::AfterEnd => "the quarantine had ended",
        CheckOutcome::Unanswered => "no answer",
    };
    match (reason.map(self::reason), how.and_then(self::how)) {
        (Some(more), _) | (None, Some(more)) => format!("{said}: {more}").into(),
        (None, None) => said.into(),
    }
}

fn how(how: AnswerMode) -> Option<&'static str> {
    match how {
        AnswerMode::Photo => Some("with a photo"),
        AnswerMode::Place => Some("with the phone's place"),
        AnswerMode::Tap => Some("without the phone's place"),
        AnswerMode::Parent => Some("by a parent"),
        AnswerMode::Early | AnswerMode::Cannot => None,
    }
}

fn reason(reason: CannotReason) -> &'static str {
    match reason {
        CannotReason::Ill => "ill",
        CannotReason::Asleep => "asleep",
        CannotReason::Camera => "the camera did not work",
        CannotReason::Blind => "cannot see the screen",
        CannotReason::Veil => "does not show their face",
        CannotReason::Child => "a child needed them",
        CannotReason::Phone => "the phone did not work",
        CannotReason::Personal => "a reason of their own",
        CannotReason::Other => "another reason",
    }
}

/// Hours and minutes: `13 d 4 h`, `4 h 10 min`.
fn lasting(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours) {
        (0, 0) => format!("{minutes} min"),
        (0, _) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}
