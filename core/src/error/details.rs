//! What belongs to an error, for its sentence and for scripts. No personal data.

use crate::model::Period;

/// A field of a form, where an error is about one of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The initials of a mark.
    Initials,
    /// The document's characters of a mark.
    Document,
}

/// What belongs to an error. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErrorDetails {
    /// When it becomes possible.
    pub at_ms: Option<i64>,
    /// Where it is not possible any more: until when it was. Too far ahead: the latest moment.
    pub last_ms: Option<i64>,
    /// How many are used, or how many tries are left.
    pub n: Option<u64>,
    /// Of how many, where they are counted.
    pub m: Option<u64>,
    /// In which stretch they are counted.
    pub per: Option<Period>,
    /// The character that is wrong, counted from 1 among those that are seen.
    pub position: Option<usize>,
    /// The field that is wrong.
    pub field: Option<Field>,
    /// A legal reference, the authority's reason, or country codes.
    pub reference: Option<String>,
}
