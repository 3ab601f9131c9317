//! The home of one authority: which files there are, who may read them, and whose they are.

mod files;
mod key_files;

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

pub(crate) use files::{private_folder, read, write_private, write_public};
pub(crate) use key_files::{make_key, read_keys};

use doorstep::documents::KeyUse;

use crate::error::AuthorityError;

/// The form of a home. Grows when its files change their meaning.
const VERSION: u32 = 1;

const ROOT: &str = "root";
const ONLINE: &str = "online";
const TLS: &str = "tls";
const PHOTOS: &str = "photos";
const LOCK: &str = "lock";
const MARK: &str = "home-version";
const ADDRESS: &str = "address";
const CA_FILE: &str = "ca.pem";
const TRUST_FILE: &str = "trust.json";
const ADMIN_TOKEN: &str = "admin-token";
const ADMIN_ADDRESS: &str = "admin-address";

/// Everything that may stand in a home: a folder with anything else in it is somebody else's.
const NAMES: [&str; 11] = [
    ROOT,
    ONLINE,
    TLS,
    PHOTOS,
    LOCK,
    MARK,
    ADDRESS,
    CA_FILE,
    TRUST_FILE,
    ADMIN_TOKEN,
    ADMIN_ADDRESS,
];

/// Where the files of one authority are.
#[derive(Debug, Clone)]
pub(crate) struct Home(PathBuf);

/// What was found in a home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HomeState {
    /// Nothing, or what an interrupted preparation left: nobody was ever served from it.
    Empty,
    /// A home of this version.
    Prepared,
}

impl Home {
    pub(crate) fn at(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// The keys that sign roots and trust lists.
    pub(crate) fn root(&self) -> PathBuf {
        self.0.join(ROOT)
    }

    /// The keys of every day and the database.
    pub(crate) fn online(&self) -> PathBuf {
        self.0.join(ONLINE)
    }

    /// The server's certificates.
    pub(crate) fn tls(&self) -> PathBuf {
        self.0.join(TLS)
    }

    /// The keys that photos are sealed to. Whoever serves does not read it.
    pub(crate) fn photos(&self) -> PathBuf {
        self.0.join(PHOTOS)
    }

    /// Where keys of this use are that are used every day.
    pub(crate) fn keys_of(&self, key_use: KeyUse) -> PathBuf {
        match key_use {
            KeyUse::Photo => self.photos(),
            _ => self.online(),
        }
    }

    /// The certification authority's certificate, where phones look for it.
    pub(crate) fn ca_file(&self) -> PathBuf {
        self.0.join(CA_FILE)
    }

    /// What a phone ships with.
    pub(crate) fn trust_file(&self) -> PathBuf {
        self.0.join(TRUST_FILE)
    }

    /// The secret of the admin endpoint.
    pub(crate) fn admin_token(&self) -> PathBuf {
        self.0.join(ADMIN_TOKEN)
    }

    /// Where the admin endpoint of the running authority is.
    pub(crate) fn admin_address(&self) -> PathBuf {
        self.0.join(ADMIN_ADDRESS)
    }

    /// Where the authority was served last.
    pub(crate) fn address(&self) -> PathBuf {
        self.0.join(ADDRESS)
    }

    /// Makes the folder if there is none and keeps others out of it while the file is held.
    pub(crate) fn lock(&self) -> Result<File, AuthorityError> {
        private_folder(&self.0).map_err(|_| AuthorityError::HomeNotWritable)?;
        self.belongs_to_an_authority()?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.0.join(LOCK))
            .map_err(|_| AuthorityError::HomeNotWritable)?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => Err(AuthorityError::HomeInUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    fn belongs_to_an_authority(&self) -> Result<(), AuthorityError> {
        for entry in std::fs::read_dir(&self.0)? {
            let name = entry?.file_name();
            if !NAMES.iter().any(|known| name == *known || files::is_draft_of(&name, known)) {
                return Err(AuthorityError::HomeForeign);
            }
        }
        Ok(())
    }

    /// What stands in the home.
    pub(crate) fn found(&self) -> Result<HomeState, AuthorityError> {
        let mark = match std::fs::read_to_string(self.0.join(MARK)) {
            Ok(mark) => mark,
            // Whoever was served once had a mark: a home that lost it is never prepared over.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let served = self.address().exists();
                return if served {
                    Err(AuthorityError::HomeDamaged)
                } else {
                    Ok(HomeState::Empty)
                };
            }
            Err(error) => return Err(error.into()),
        };
        match mark.trim().parse::<u32>() {
            Ok(VERSION) => Ok(HomeState::Prepared),
            Ok(newer) if newer > VERSION => Err(AuthorityError::HomeNewer),
            _ => Err(AuthorityError::HomeDamaged),
        }
    }

    /// Removes what an interrupted preparation left.
    pub(crate) fn clear(&self) -> Result<(), AuthorityError> {
        for folder in [self.root(), self.online(), self.tls(), self.photos()] {
            match std::fs::remove_dir_all(folder) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error.into());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Marks the home as prepared; the last step of preparing it.
    pub(crate) fn mark(&self) -> Result<(), AuthorityError> {
        write_public(&self.0.join(MARK), format!("{VERSION}\n").as_bytes())
    }
}
