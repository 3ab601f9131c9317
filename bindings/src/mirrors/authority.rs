//! Who issues passes, and how old the lists are that say so.

use doorstep::lists::{Age, ListAges};
use doorstep::model::Sentence;
use doorstep::views::AuthorityView;

/// Who issues passes, as a person reads it before agreeing to anything.
#[uniffi::remote(Record)]
pub struct AuthorityView {
    /// Its name in the language that is set.
    pub name: String,
    /// That it issues passes.
    pub text: Sentence,
    /// The act that requires passes now, with its title.
    pub basis: Option<Sentence>,
    /// Where to ask: its address and telephone number.
    pub contact: Option<Sentence>,
    /// The telephone number, to be dialled.
    pub telephone: Option<String>,
    /// Whom to complain to.
    pub complaints: Option<Sentence>,
}

/// The age of the lists with the stamp's time.
#[uniffi::remote(Record)]
pub struct ListAges {
    pub age: Age,
    /// When the stamp was made, milliseconds since 1970.
    pub stamp_at_ms: Option<i64>,
}

/// What the age of a stamp means.
#[uniffi::remote(Enum)]
pub enum Age {
    /// At most 24 hours.
    Current,
    /// At most 72 hours.
    Old,
    /// At most seven days.
    VeryOld,
    /// Older, or there are no lists: nothing may be concluded.
    Unknown,
}
