//! Notices of the authority to a patient.

use super::Viewed;
use crate::model::NoticeId;
use crate::state::KeptNotice;
use crate::time::milliseconds;

/// Seconds of a day.
const DAY_S: u64 = 86_400;

/// A notice of the authority. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeView {
    /// Base64url.
    pub id: String,
    /// `warning`, `decision` or `information`.
    pub kind: String,
    /// The earliest that it can have come.
    pub at_ms: i64,
    /// In the authority's own words.
    pub text: String,
    /// Numbers of the reported items that it speaks of.
    pub about: Vec<u64>,
    /// Until when one may object, if one may: never sooner than the order's days after it came.
    pub appeal_until_ms: Option<i64>,
    /// Telephone number.
    pub contact: String,
    /// Nothing if the person has not disputed it.
    pub dispute: Option<DisputeState>,
}

/// How far a dispute has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisputeState {
    /// It waits to be sent.
    Queued,
    /// The authority has signed that it has it.
    Received,
    /// A later notice speaks of it.
    Answered,
}

impl DisputeState {
    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Received => "received",
            Self::Answered => "answered",
        }
    }
}

impl Viewed<'_> {
    /// A notice; none if its row cannot be read. The order gives so many days to object.
    pub fn notice(
        &self,
        kept: &KeptNotice,
        appeal_days: Option<u64>,
        dispute: impl Fn(NoticeId) -> Option<DisputeState>,
    ) -> Option<NoticeView> {
        let notice = kept.read()?.document;
        let came = kept.came.latest().unwrap_or(kept.came.earliest());
        let allowed = appeal_days.map(|days| came.saturating_add(days.saturating_mul(DAY_S)));
        let until = notice.appeal_until.map(|until| until.max(allowed.unwrap_or_default()));
        Some(NoticeView {
            id: notice.id.to_string(),
            kind: notice.kind.name().to_owned(),
            at_ms: milliseconds(kept.came.earliest()),
            text: self.language.best_of(&notice.text).to_owned(),
            about: notice.about,
            appeal_until_ms: until.map(milliseconds),
            contact: notice.contact,
            dispute: dispute(notice.id),
        })
    }
}
