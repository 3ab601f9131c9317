//! Photos that answered checks, for whoever took them.

use crate::documents::PhotoMatch;
use crate::model::PhotoId;
use crate::quarantine::photos::{KeptPhoto, PhotoState};
use crate::time::milliseconds;

/// How far a photo has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoProgress {
    /// On the phone; nothing of it has come.
    Waiting,
    /// A part of it has come.
    Sending,
    /// The authority has signed that it came.
    Received,
    /// It was not brought to the authority. Its answer counts.
    Expired,
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoView {
    pub photo: PhotoId,
    /// The check that it answers, or `reference`.
    pub check: String,
    /// Not before this, Unix milliseconds.
    pub at_ms: i64,
    pub progress: PhotoProgress,
    /// Bytes that have come.
    pub sent_bytes: u64,
    /// Length of the sealed bytes.
    pub bytes: u64,
    /// What an officer signed of it.
    pub verdict: Option<PhotoMatch>,
    /// When the authority signed that it keeps the bytes no longer, Unix milliseconds.
    pub deleted_at_ms: Option<i64>,
}

impl PhotoView {
    pub(crate) fn of(kept: &KeptPhoto) -> Self {
        let (progress, sent) = match &kept.state {
            PhotoState::Waiting(upload) if upload.received > 0 => {
                (PhotoProgress::Sending, upload.received)
            }
            PhotoState::Waiting(_) => (PhotoProgress::Waiting, 0),
            PhotoState::Received { .. } => (PhotoProgress::Received, kept.size),
            PhotoState::Expired => (PhotoProgress::Expired, 0),
        };
        Self {
            photo: kept.id,
            check: kept.check.to_string(),
            at_ms: milliseconds(kept.at.earliest()),
            progress,
            sent_bytes: sent.into(),
            bytes: kept.size.into(),
            verdict: kept.verdict,
            deleted_at_ms: kept.deleted_at.map(milliseconds),
        }
    }
}
