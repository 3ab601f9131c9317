//! A message that may be sent, or why there is none.

use std::fmt;

use super::SmsViewed;
use crate::documents::Zone;
use crate::documents::sms::Level;
use crate::model::Sentence;
use crate::sms::{Finding, Prepared, SmsRefusal};
use crate::words::SmsText;

/// What came of a form that was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmsMessageResult {
    Message(SmsMessageView),
    Refused(SmsRefusedView),
}

/// A message for the phone's own composer. Prints without its text.
#[derive(Clone, PartialEq, Eq)]
pub struct SmsMessageView {
    pub number: String,
    /// The exact text.
    pub text: String,
    /// How long it is.
    pub size: Sentence,
    /// What to know before it is sent.
    pub warnings: Vec<SmsFindingView>,
    /// The name of the request that waits for its reply now; nothing if the form was only looked at.
    pub request: Option<String>,
}

// Names and numbers of documents must not reach a log through `{:?}`.
impl fmt::Debug for SmsMessageView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmsMessageView(to {}, {:?})", self.number, self.warnings)
    }
}

/// Something to say of a field, or of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsFindingView {
    /// Nothing if it is about the message.
    pub field: Option<String>,
    /// Whether it keeps the message from being sent.
    pub blocks: bool,
    pub text: Sentence,
}

/// Why there is no message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsRefusedView {
    /// A stable name, kebab-case.
    pub code: String,
    pub text: Sentence,
    /// What to do about it.
    pub next: Sentence,
    /// What is to be said of the fields.
    pub findings: Vec<SmsFindingView>,
}

impl SmsViewed<'_> {
    /// A message of a form, which waits for its reply from now on if it is about to be sent.
    pub(crate) fn message(self, prepared: &Prepared, waits: bool) -> SmsMessageView {
        let composed = &prepared.composed;
        let findings = composed.warnings.iter().map(|finding| self.finding(finding));
        SmsMessageView {
            number: composed.number.clone(),
            text: composed.text.clone(),
            size: self.say(SmsText::Size {
                characters: composed.text.chars().count() as u64,
                segments: composed.measured.segments,
            }),
            warnings: findings.collect(),
            request: waits.then(|| prepared.asked.id()),
        }
    }

    pub(crate) fn refused(self, zone: &Zone, refusal: &SmsRefusal) -> SmsRefusedView {
        let findings = match refusal {
            SmsRefusal::Field { finding, others } => std::iter::once(finding)
                .chain(others)
                .map(|finding| self.finding(finding))
                .collect(),
            _ => Vec::new(),
        };
        let [text, next] = refusal.sentences(zone, self.now, self.language);
        SmsRefusedView { code: refusal.code().to_owned(), text, next, findings }
    }

    fn finding(self, finding: &Finding) -> SmsFindingView {
        SmsFindingView {
            field: finding.field.clone(),
            blocks: finding.level == Level::Block,
            text: finding.sentence(self.language),
        }
    }
}
