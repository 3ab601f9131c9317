//! Photos that answer checks.

use doorstep::client::{PhotoAttempt, PhotoFor, PhotoUse};
use doorstep::documents::PhotoMatch;
use doorstep::model::{PhotoHint, PhotoId, Sentence};
use doorstep::views::{PhotoProgress, PhotoView};

/// What a photo is for.
#[uniffi::remote(Enum)]
pub enum PhotoFor {
    /// The check that is asked now.
    AskedNow,
    /// The check of this name.
    Check(String),
    /// To be compared with others, once an order.
    Reference,
}

/// What becomes of a photo once it was looked at.
#[uniffi::remote(Enum)]
pub enum PhotoUse {
    /// Its person is told what could be better, and nothing is kept.
    Look,
    /// It is sealed and answers, unless something should be better.
    Send,
    /// The same, and after three tries it goes whatever could be better.
    SendAnyway,
}

/// What could be better about a photo.
#[uniffi::remote(Enum)]
pub enum PhotoHint {
    TooDark,
    TooBright,
    /// In every direction.
    Blurred,
    /// In one direction.
    Moved,
    NoFace,
    SeveralFaces,
    FaceTooSmall,
    /// By the edge of the picture.
    FaceCut,
    LowContrast,
}

/// What came of a photo.
#[uniffi::remote(Record)]
pub struct PhotoAttempt {
    /// The check, or `reference`.
    pub check: String,
    /// How many files were tried for it, this one too.
    pub number: u32,
    /// What should be better; empty of a good one.
    pub hints: Vec<PhotoHint>,
    /// What could be better, and is the person's own affair.
    pub warnings: Vec<PhotoHint>,
    /// All of it in words, what matters most first; that it is good, if there are no hints.
    pub text: Vec<Sentence>,
    /// Hints keep nobody from sending it any more.
    pub may_send_anyway: bool,
    /// The name of the sealed photo that answers now; none if it was only looked at.
    pub photo: Option<PhotoId>,
}

/// How far a photo has come.
#[uniffi::remote(Enum)]
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

/// What an officer signed of a photo. No word accuses anybody.
#[uniffi::remote(Enum)]
pub enum PhotoMatch {
    /// It shows whom it should.
    Match,
    /// People look at it, and talk with the patient.
    NeedsHuman,
}

/// A photo that answered a check.
#[uniffi::remote(Record)]
pub struct PhotoView {
    pub photo: PhotoId,
    /// The check that it answers, or `reference`.
    pub check: String,
    /// Not before this, milliseconds since 1970.
    pub at_ms: i64,
    pub progress: PhotoProgress,
    /// Bytes that have come.
    pub sent_bytes: u64,
    /// Length of the sealed bytes.
    pub bytes: u64,
    pub verdict: Option<PhotoMatch>,
    /// When the authority signed that it keeps the bytes no longer, milliseconds since 1970.
    pub deleted_at_ms: Option<i64>,
}
