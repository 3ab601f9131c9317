//! What an error of the store means to a person.

use super::StoreError;
use crate::error::{Code, CoreError};

impl From<StoreError> for CoreError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::InUse => Code::InUse.into(),
            StoreError::AlreadyOpen => Code::AlreadyOpen.into(),
            StoreError::Suspended => Code::Suspended.into(),
            StoreError::Full => Code::StorageFull.into(),
            StoreError::ReadOnly => Code::StorageReadOnly.into(),
            StoreError::Newer => Code::StoreNewer.into(),
            StoreError::Damaged | StoreError::Io => Code::StorageFailed.into(),
            StoreError::NoRandomness => Code::NoRandomness.into(),
            StoreError::Vault(error) => error.into(),
        }
    }
}
