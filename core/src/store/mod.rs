//! What the phone keeps: sealed rows in one SQLite file. The only room that knows rusqlite.
//!
//! Every row is closed with AES-256-GCM under a data key that the vault wraps, bound to its table,
//! number, version, owner and epoch (`row`). One process holds the folder (`lock`). The file
//! survives a full disk, a kill at any statement, damage and an older app (`open`, `schema`), and a
//! row that cannot be read costs no other (`unreadable`).

mod apply;
mod changes;
mod erase;
mod error;
mod failure;
mod keys;
mod lock;
mod numbered;
mod open;
mod people;
mod read;
mod reserve;
mod row;
mod schema;
mod stored;
mod table;
mod unreadable;
mod version1;
mod wipe;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use changes::{Changes, Fact};
pub use numbered::RowOrder;
pub use people::Owner;
pub use read::{Counters, Decoded, Facts};
pub use stored::{Part, Reader, Stored, Writer};
pub(crate) use stored::{choice, names, read_all, record};
#[cfg(any(test, feature = "testing"))]
pub(crate) use stored::{decode, encode};
pub use table::Table;
pub use unreadable::{Reason, Unreadable};
pub use version1::{Inside, Shape};
pub use wipe::{
    EVERY_KEY, WipeStage, advance as advance_wipe, begin as begin_wipe,
    certificate as wipe_certificate, forget as forget_wipe,
};

use crate::model::PersonId;
use crate::ports::{Vault, VaultError};
#[cfg(feature = "testing")]
use crate::testing::Faults;
use keys::DataKeys;

/// Why the store did not do it. Nothing of a change is kept unless all of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the folder.
    #[error("the folder is in use")]
    InUse,
    /// Another client of this process holds the folder.
    #[error("the folder is open already")]
    AlreadyOpen,
    /// The store was let go of until it is opened again.
    #[error("suspended")]
    Suspended,
    #[error("no space left")]
    Full,
    /// The folder can't be written.
    #[error("the folder can't be written")]
    ReadOnly,
    /// A newer version of the app wrote this file; it is left as it is.
    #[error("written by a newer version")]
    Newer,
    /// The file is damaged.
    #[error("the file is damaged")]
    Damaged,
    /// The system failed to read or write.
    #[error("reading or writing failed")]
    Io,
    /// The system gives no random numbers.
    #[error("no randomness")]
    NoRandomness,
    /// The vault failed to open the rows' key.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// The open file of this phone, with the keys that open its rows.
pub struct Store {
    folder: PathBuf,
    connection: Connection,
    keys: DataKeys,
    people: Vec<PersonId>,
    numbers: apply::LastRows,
    unreadable: RefCell<Vec<Unreadable>>,
    corrupt_file_backed_up: bool,
    #[cfg(feature = "testing")]
    faults: Faults,
    // Last, so that the folder is free only after the database is closed; nothing while suspended.
    lock: Option<lock::FolderLock>,
}

impl Store {
    /// Opens the store of a folder, which is made if it is not there.
    pub fn open(folder: &Path, vault: &dyn Vault) -> Result<Self, StoreError> {
        let lock = lock::FolderLock::take(folder)?;
        keys::finish_wipe(folder, vault)?;
        let (connection, corrupt_file_backed_up) = open::open(folder)?;
        let mut store = Self {
            folder: folder.to_owned(),
            connection,
            keys: DataKeys::default(),
            people: Vec::new(),
            numbers: apply::LastRows::default(),
            unreadable: RefCell::default(),
            corrupt_file_backed_up,
            #[cfg(feature = "testing")]
            faults: Faults::default(),
            lock: Some(lock),
        };
        match store.load(vault) {
            Ok(()) => {
                reserve::take(folder);
                Ok(store)
            }
            Err(StoreError::Damaged) if !corrupt_file_backed_up => store.put_aside(vault),
            Err(error) => Err(error),
        }
    }

    /// Puts a file aside in which damage has shown, and starts anew in the same folder.
    pub fn put_aside(mut self, vault: &dyn Vault) -> Result<Self, StoreError> {
        // The file is let go before it is renamed; nothing is written to what is damaged.
        self.connection = Connection::open_in_memory()?;
        open::put_aside(&open::file(&self.folder))?;
        self.connection = open::open(&self.folder)?.0;
        self.corrupt_file_backed_up = true;
        self.load(vault)?;
        Ok(self)
    }

    /// Knows whose rows there are, what opens them, and which numbers were given.
    fn load(&mut self, vault: &dyn Vault) -> Result<(), StoreError> {
        self.people = self.load_people()?;
        self.numbers = self.load_numbers()?;
        self.keys = self.load_keys(vault)?;
        self.unreadable = RefCell::new(self.load_unreadable()?);
        Ok(())
    }

    /// Lets go of the file and of the folder. Every statement fails until the folder is opened
    /// anew: a phone's system kills an app that holds a lock on a file while it sleeps.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was let go.
    pub fn suspend(&mut self) -> Result<(), StoreError> {
        if !self.is_suspended() {
            self.checkpoint();
        }
        self.connection = Connection::open_in_memory()?;
        self.lock = None;
        Ok(())
    }

    /// Whether the file was let go of.
    pub fn is_suspended(&self) -> bool {
        self.lock.is_none()
    }

    /// Whether a damaged file was put aside when the store was opened.
    pub fn was_corrupt_file_backed_up(&self) -> bool {
        self.corrupt_file_backed_up
    }

    /// Whether the vault has lost a key, so that another stands in for it and what was kept before
    /// waits for its return.
    pub fn keys_are_lost(&self) -> bool {
        self.keys.were_lost()
    }

    /// Brings what the log holds into the file, as far as there is room, so that a log that is lost
    /// takes less with it. All of it is durable already: what fails is done another time. No event
    /// waits for it: it comes where the phone begins and where it goes to sleep.
    pub fn checkpoint(&self) {
        let done = self.statement().and_then(|connection| {
            Ok(connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
        });
        if let Err(error) = done {
            log::warn!("no-checkpoint code={error}");
        }
    }

    /// Where a test makes statements fail, as [`StoreError::Full`].
    #[cfg(feature = "testing")]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Syncs the file less often than an app does (`NORMAL`, `OFF`), until it is opened again: whoever
    /// looks for what a power cut loses must find it then.
    #[cfg(feature = "testing")]
    pub fn set_synchronous(&self, mode: &str) -> Result<(), StoreError> {
        Ok(self.statement()?.pragma_update(None, "synchronous", mode)?)
    }

    /// The one gate that every statement passes.
    fn statement(&self) -> Result<&Connection, StoreError> {
        if self.is_suspended() {
            return Err(StoreError::Suspended);
        }
        #[cfg(feature = "testing")]
        if self.faults.strikes() {
            return Err(StoreError::Full);
        }
        Ok(&self.connection)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            // Statements are ours: what they do not find is missing in the file.
            Some(ErrorCode::Unknown) => Self::Damaged,
            _ => Self::Io,
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::Full
            }
            ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::NotADirectory
            | ErrorKind::AlreadyExists => Self::ReadOnly,
            _ => Self::Io,
        }
    }
}
