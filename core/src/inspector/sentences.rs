//! Answers in words, for the inspector's screen.

use crate::inspection::{Answer, Verdict};
use crate::model::Sentence;
use crate::state::State;
use crate::time::{Moment, milliseconds};
use crate::words::{InspectionText, Say as _};

/// An answer in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    pub answer: Answer,
    /// The purpose, if the rules on this device know it.
    pub purpose: Option<PurposeName>,
    /// The result in words.
    pub text: Sentence,
    /// The reason in words.
    pub reason_text: Sentence,
    /// The next step in words.
    pub next_text: Sentence,
    /// That no adverse conclusion may be drawn, where that is so.
    pub caution: Option<Sentence>,
    /// What to compare with the document, or that there is nothing; only where the person may go
    /// on with a pass.
    pub holder: Option<Sentence>,
    /// Until when it counts, if the person may go on with it.
    pub until: Option<Sentence>,
    /// When it was answered, milliseconds since 1970, by this device.
    pub at_ms: i64,
    /// The same as a sentence: another answer has another.
    pub checked: Sentence,
    /// Whether the device's time is anchored.
    pub time_anchored: bool,
}

/// A purpose as an inspector sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeName {
    /// As requests and scripts name it, in the rules.
    pub key: String,
    /// Its label in the language that is set.
    pub label: String,
}

/// When something was answered.
#[derive(Clone, Copy)]
pub(super) struct Answered {
    at_ms: i64,
    anchored: bool,
}

impl Answered {
    pub(super) fn at(moment: &Moment) -> Self {
        Self { at_ms: moment.best_ms, anchored: moment.anchored }
    }
}

impl Inspected {
    pub(super) fn answered(&self) -> Answered {
        Answered { at_ms: self.at_ms, anchored: self.time_anchored }
    }
}

/// The answer in the language that is set.
pub(super) fn in_words(state: &State, answer: Answer, answered: Answered) -> Inspected {
    let language = state.language;
    let Answered { at_ms, anchored: time_anchored } = answered;
    let viewed = state.viewed(Moment { anchored: time_anchored, ..Moment::exactly(at_ms) });
    let when = |at_ms: i64| viewed.when(at_ms);
    let purpose = answer.purpose.and_then(|id| state.lists.rules()?.known_purpose(id));
    Inspected {
        purpose: purpose.map(|purpose| PurposeName {
            key: purpose.key.clone(),
            label: purpose.label(language.tag()).to_owned(),
        }),
        text: InspectionText::Verdict(answer.verdict).sentence(language),
        reason_text: InspectionText::Reason { reason: answer.reason, position: answer.position }
            .sentence(language),
        next_text: InspectionText::Next(answer.next).sentence(language),
        caution: Verdict::concludes_nothing(answer.verdict)
            .then(|| InspectionText::NoAdverseConclusion.sentence(language)),
        holder: answer
            .sub
            .as_deref()
            .map(|mark| InspectionText::Holder { mark }.sentence(language)),
        until: answer.valid_until.filter(|_| answer.verdict.lets_pass()).map(|until| {
            InspectionText::Counts { until: when(milliseconds(until)) }.sentence(language)
        }),
        at_ms,
        checked: InspectionText::Checked { at: when(at_ms) }.sentence(language),
        time_anchored,
        answer,
    }
}
