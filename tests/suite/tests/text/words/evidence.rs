//! Every sentence of a page of evidence.

use doorstep::model::patient::CheckOutcome;
use doorstep::quarantine::journal::{AnswerMode, CannotReason, Closed, Declared};
use doorstep::quarantine::presence::State;
use doorstep::words::{EvidenceLabel, EvidenceText};

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let at = tomorrow();
    let mut all = vec![
        EvidenceText::WrittenBy { at, authority: "17" },
        EvidenceText::Person { mark: "17" },
        EvidenceText::Answers { asked: 42, answered: 40, excused: 1, unanswered: 1 },
        EvidenceText::Confirmed { n: 17, of: 21, at },
        EvidenceText::NothingConfirmed { of: 21 },
        EvidenceText::NotConfirmed { entries: 4 },
        EvidenceText::Sealed { n: 17, at },
        EvidenceText::Version { version: 2, came: at },
        EvidenceText::VersionSeen { at },
        EvidenceText::VersionRefused { rule: "17" },
        EvidenceText::Day { at },
        EvidenceText::At { at },
        EvidenceText::NotBefore { at },
        EvidenceText::Until { at },
        EvidenceText::AppealUntil { at },
        EvidenceText::Period { from: at, to: at },
        EvidenceText::Between { from: at, to: at },
        EvidenceText::Command,
        EvidenceText::Photos { n: 1 },
        EvidenceText::Photos { n: 42 },
        EvidenceText::Chain { chain: "17" },
    ];
    all.extend(EvidenceLabel::ALL.map(EvidenceText::Label));
    let states = State::NAMES.iter().map(|(state, _)| *state);
    for (state, seconds) in states.zip([0, 660, 4_200, 90_000, 7]) {
        all.extend([EvidenceText::State(state), EvidenceText::Time { state, seconds }]);
    }
    all.extend(Declared::NAMES.iter().map(|(what, _)| EvidenceText::Declared { what: *what }));
    let outcome = |outcome, how, reason| EvidenceText::Outcome { outcome, how, reason };
    all.extend(CheckOutcome::NAMES.iter().map(|(came, _)| outcome(*came, None, None)));
    let hows = AnswerMode::NAMES.iter();
    all.extend(hows.map(|(how, _)| outcome(CheckOutcome::Answered, Some(*how), None)));
    let reasons = CannotReason::NAMES.iter();
    let cannot = Some(AnswerMode::Cannot);
    all.extend(reasons.map(|(reason, _)| outcome(CheckOutcome::Cannot, cannot, Some(*reason))));
    // A page is written for others than the person: in a language that courts read.
    spoken(&all, |_| true)
}
