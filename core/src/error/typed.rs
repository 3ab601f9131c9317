//! What a person typed and `model` does not take: it stands below the errors, and knows none.

use super::{Code, CoreError, ErrorDetails, Field};
use crate::model::{HolderHintError, PhoneError};

impl From<PhoneError> for CoreError {
    fn from(error: PhoneError) -> Self {
        let position = match error {
            PhoneError::Character(at) => Some(at.saturating_add(1)),
            _ => None,
        };
        Self::with(Code::PhoneInvalid, ErrorDetails { position, ..ErrorDetails::default() })
    }
}

impl From<HolderHintError> for CoreError {
    fn from(error: HolderHintError) -> Self {
        let (field, at) = match error {
            HolderHintError::Initials(at) => (Some(Field::Initials), Some(at)),
            HolderHintError::TooManyInitials => (Some(Field::Initials), None),
            HolderHintError::Document(at) => (Some(Field::Document), Some(at)),
            HolderHintError::DocumentLength => (Some(Field::Document), None),
            HolderHintError::TooLong => (None, None),
        };
        let position = at.map(|at| at.saturating_add(1));
        Self::with(Code::MarkInvalid, ErrorDetails { position, field, ..ErrorDetails::default() })
    }
}
