//! Why a file does not open: it is damaged, or something else is in the way.

use rusqlite::ErrorCode;

use super::StoreError;

pub(super) enum Failure {
    Damaged,
    Other(StoreError),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            // Statements are ours: what they do not find, or find there already, is the file's.
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt | ErrorCode::Unknown) => {
                Self::Damaged
            }
            _ => Self::Other(error.into()),
        }
    }
}
