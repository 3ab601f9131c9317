//! Findings, refusals and replies in words.

use super::compose::SmsRefusal;
use super::fallback::Channels;
use super::finding::{Finding, Rule};
use super::reply::{Class, Read, Unread};
use super::tables::RegionState;
use crate::documents::Zone;
use crate::documents::sms::{FormKind, Level, NoReply, ReplyReason, SmsRegion};
use crate::model::{Language, Sentence, When};
use crate::words::{Say as _, SmsText};

/// The moment as people at the region say it.
pub(crate) fn told(zone: &Zone, at: u64, now: u64) -> When {
    let second = |at: u64| i64::try_from(at).unwrap_or(i64::MAX);
    When::told(zone, second(at), second(now))
}

/// What a form is for, or what was asked for with it: the purpose by its code.
pub(crate) fn title(
    region: &SmsRegion,
    kind: FormKind,
    purpose: Option<&str>,
    language: Language,
) -> Sentence {
    let purpose = purpose.and_then(|code| region.purpose(code));
    let said = match (kind, purpose) {
        (FormKind::Registration, _) => SmsText::Registration,
        (FormKind::Request, None) => SmsText::Request,
        (FormKind::Request, Some(purpose)) => {
            SmsText::RequestFor { purpose: language.best_of(&purpose.label) }
        }
    };
    said.sentence(language)
}

impl RegionState {
    /// Why nothing is written by a table that stands so; nothing where something is.
    pub(crate) fn out_of_use(self) -> Option<SmsText<'static>> {
        match self {
            Self::Ready => None,
            Self::VectorFailed => Some(SmsText::VectorFailed),
            Self::NotInForce => Some(SmsText::NotInForce),
        }
    }
}

/// What a region says of whom nobody answers.
pub(super) fn unanswered(policy: NoReply) -> SmsText<'static> {
    match policy {
        NoReply::NotSaid => SmsText::NotSaid,
        NoReply::MayLeave => SmsText::MayLeave,
        NoReply::MustWait => SmsText::MustWait,
        NoReply::UseFallback => SmsText::UseFallback,
    }
}

/// What a refusal of this reason says.
pub(super) fn refused(reason: ReplyReason) -> SmsText<'static> {
    match reason {
        ReplyReason::Malformed => SmsText::Malformed,
        ReplyReason::QuotaUsed => SmsText::QuotaUsed,
        ReplyReason::OutsideHours => SmsText::OutsideHours,
        ReplyReason::NotRegistered => SmsText::NotRegistered,
        ReplyReason::Other => SmsText::OtherReason,
    }
}

impl Finding {
    /// What it says.
    pub fn sentence(&self, language: Language) -> Sentence {
        let said = match self.rule {
            Rule::DocNumberLength { least, most, got } => {
                SmsText::NumberLength { least, most, got }
            }
            Rule::DocNumberImplausible => SmsText::NumberImplausible,
            Rule::TaxIdChecksum => SmsText::TaxIdChecksum,
            Rule::LooksLikeTransportCard => SmsText::LooksLikeTransportCard,
            Rule::Separator { sign, .. } if self.level == Level::Warn => {
                SmsText::SeparatorReplaced { sign }
            }
            Rule::Separator { sign, position } => SmsText::SeparatorRefused { sign, position },
            Rule::Characters { position } => SmsText::Character { position },
            Rule::TooLong { most } => SmsText::TooLong { most },
            Rule::Missing => SmsText::Missing,
            Rule::Words { least, most } => SmsText::Words { least, most },
            Rule::MixedLetters { position } => SmsText::MixedLetters { position },
            Rule::Segments { n } => SmsText::Segments { n },
            Rule::Unconfirmed => SmsText::Unconfirmed,
            Rule::NotInForce => SmsText::NotInForce,
            Rule::OutsideHours => SmsText::PerhapsClosed,
            Rule::QuotaUsed => SmsText::PerhapsUsed,
        };
        said.sentence(language)
    }
}

impl SmsRefusal {
    /// What happened, and what to do about it.
    pub fn sentences(&self, zone: &Zone, now: u64, language: Language) -> [Sentence; 2] {
        let (what, next) = match self {
            Self::Field { finding, .. } => {
                return [finding.sentence(language), SmsText::NextCorrect.sentence(language)];
            }
            Self::RegionUnknown(name) => (SmsText::RegionUnknown { name }, SmsText::NextCorrect),
            Self::FormUnknown(name) => (SmsText::FormUnknown { name }, SmsText::NextCorrect),
            Self::NotInForce => (SmsText::NotInForce, SmsText::NextOther),
            Self::FieldUnknown(field) => (SmsText::FieldUnknown { field }, SmsText::NextCorrect),
            Self::PurposeUnknown(code) => (SmsText::PurposeUnknown { code }, SmsText::NextCorrect),
            Self::PurposeOver => (SmsText::PurposeOver, SmsText::NextOther),
            Self::FormNotEstablished => (SmsText::NotEstablished, SmsText::NextOther),
            Self::OutsideHours { next } => {
                (SmsText::Closed { next: told(zone, *next, now) }, SmsText::NextWait)
            }
            Self::QuotaUsed { used, of, next } => {
                let next = next.map(|next| told(zone, next, now));
                (SmsText::Used { used: *used, of: *of, next }, SmsText::NextWait)
            }
            Self::SimForeign => (SmsText::SimForeign, SmsText::NextOther),
            Self::VectorFailed => (SmsText::VectorFailed, SmsText::NextOther),
        };
        [what.sentence(language), next.sentence(language)]
    }
}

impl Read {
    /// What it says.
    pub fn sentence(&self, zone: &Zone, now: u64, language: Language) -> Sentence {
        let said = match self.class {
            Class::Approved => SmsText::Approved {
                code: self.code.as_deref(),
                until: self.valid_until.map(|until| told(zone, until, now)),
            },
            Class::Refused(reason) => refused(reason),
            Class::Unknown(Unread::Wording) => SmsText::Unknown,
            Class::Unknown(Unread::WrongSender) => SmsText::WrongSender,
            Class::Unknown(Unread::NotAsked) => SmsText::NotAsked,
        };
        said.sentence(language)
    }
}

impl Channels<'_> {
    /// What to do now: what the region says of whom nobody answers, and the other ways.
    pub fn sentences(&self, language: Language) -> Vec<Sentence> {
        let lines = self
            .voice
            .iter()
            .map(|(line, is_open)| SmsText::Call { number: &line.number, is_open: *is_open });
        let name = language.best_of(self.paper);
        let paper = (!name.is_empty()).then_some(SmsText::Paper { name });
        let waited = self.is_due.then(|| unanswered(self.no_reply));
        let said = waited.into_iter().chain(lines).chain(paper);
        said.map(|say| say.sentence(language)).collect()
    }
}
