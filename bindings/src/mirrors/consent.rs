//! What a patient agrees to, and what the phone's system is asked for.

use doorstep::model::Sentence;
use doorstep::model::patient::Access;
use doorstep::views::{AccessView, ConsentView};

/// Something that the phone's system lets an app do only when its owner agrees.
#[uniffi::remote(Enum)]
pub enum Access {
    /// The place, while the app is looked at.
    Location,
    /// Location switched on for the phone as a whole.
    LocationServices,
    /// The place itself, and not only the neighbourhood.
    PreciseLocation,
    /// The place also while nobody looks at the app.
    LocationAlways,
    Notices,
    /// Steps, and whether the phone moves.
    Motion,
    /// To go on while the phone saves power.
    PowerSaving,
}

/// Something to ask the phone's system for, and what for. Whoever does not want to is asked for the next.
#[uniffi::remote(Record)]
pub struct AccessView {
    pub access: Access,
    pub title: Sentence,
    pub why: Sentence,
}

/// A point of what a patient agrees to.
#[uniffi::remote(Record)]
pub struct ConsentView {
    pub title: Sentence,
    pub text: Vec<Sentence>,
}
