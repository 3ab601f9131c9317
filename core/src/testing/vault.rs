//! A vault of files, for tests and the terminal. It keeps keys as well as its folder is kept, and
//! says so ([`KeyLevel::Software`]).

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::faults::Faults;
use crate::crypto::{NONCE_LEN, SealingKey, SigningKey, SystemRandom, sha256};
use crate::model::{from_base64url, to_base64url};
use crate::ports::{KeyLevel, Random as _, Vault, VaultError, VaultKey};

/// One file a key, named by its alias.
#[derive(Debug)]
pub struct SoftwareVault {
    folder: PathBuf,
    faults: Faults,
}

impl SoftwareVault {
    /// The vault in this folder, which is made when the first key is.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), faults: Faults::default() }
    }

    /// Where a test makes calls fail, as [`VaultError::Transient`].
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    fn path(&self, alias: &str, kind: &str) -> PathBuf {
        self.folder.join(format!("{}.{kind}", to_base64url(alias.as_bytes())))
    }

    /// As earlier vaults named it, by the digest of the alias.
    fn digest_path(&self, alias: &str, kind: &str) -> PathBuf {
        self.folder.join(format!("{}.{kind}", to_base64url(&sha256(alias.as_bytes()))))
    }

    fn begin(&self) -> Result<(), VaultError> {
        if self.faults.strikes() { Err(VaultError::Transient) } else { Ok(()) }
    }

    fn read(&self, alias: &str, kind: &str) -> Result<Option<Vec<u8>>, VaultError> {
        for path in [self.path(alias, kind), self.digest_path(alias, kind)] {
            match fs::read(path) {
                Ok(bytes) => return Ok(Some(bytes)),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(of_file(&error)),
            }
        }
        Ok(None)
    }

    /// A key is whole or not there: written aside, then moved to its name.
    fn write(&self, alias: &str, kind: &str, bytes: &[u8]) -> Result<(), VaultError> {
        let path = self.path(alias, kind);
        let aside = path.with_extension("new");
        let write = || -> std::io::Result<()> {
            self.make_folder()?;
            let mut options = fs::OpenOptions::new();
            options.write(true).create(true).truncate(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&aside)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&aside, &path)?;
            sync_names(&self.folder);
            Ok(())
        };
        write().map_err(|error| of_file(&error))
    }

    fn make_folder(&self) -> std::io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        if let Some(above) = self.folder.canonicalize()?.parent() {
            sync_names(above);
        }
        Ok(())
    }

    fn signing_key(&self, alias: &str) -> Result<Option<SigningKey>, VaultError> {
        match self.read(alias, "sign")? {
            Some(bytes) => {
                SigningKey::from_pkcs8(&bytes).map(Some).map_err(|_| VaultError::Invalidated)
            }
            None => Ok(None),
        }
    }

    fn wrapping_key(&self, alias: &str) -> Result<Option<SealingKey>, VaultError> {
        match self.read(alias, "wrap")? {
            Some(bytes) => SealingKey::new(&bytes).map(Some).map_err(|_| VaultError::Invalidated),
            None => Ok(None),
        }
    }
}

/// A key is there after a power cut if its name is, and gone if its name is. Where a folder cannot be
/// synced, names are as durable as the system makes them.
fn sync_names(folder: &Path) {
    if let Err(error) = fs::File::open(folder).and_then(|folder| folder.sync_all()) {
        log::warn!("folder-not-synced code={}", error.kind());
    }
}

/// What a file's failure means for the key in it.
fn of_file(error: &std::io::Error) -> VaultError {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            VaultError::Full
        }
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::NotADirectory
        | ErrorKind::AlreadyExists => VaultError::ReadOnly,
        _ => VaultError::Transient,
    }
}

impl Vault for SoftwareVault {
    fn create_signing_key(&self, alias: &str, _challenge: &[u8]) -> Result<VaultKey, VaultError> {
        self.begin()?;
        let key = match self.signing_key(alias)? {
            Some(key) => key,
            None => {
                let bytes = SigningKey::generate().map_err(|_| VaultError::Transient)?;
                self.write(alias, "sign", &bytes)?;
                SigningKey::from_pkcs8(&bytes).map_err(|_| VaultError::Transient)?
            }
        };
        Ok(VaultKey {
            public: key.public().clone(),
            level: KeyLevel::Software,
            attestation: Vec::new(),
        })
    }

    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.begin()?;
        let key = self.signing_key(alias)?.ok_or(VaultError::Missing)?;
        key.sign_der(message).map_err(|_| VaultError::Transient)
    }

    fn wrap(&self, alias: &str, plain: &[u8], aad: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.begin()?;
        let random = SystemRandom::default();
        let key = match self.wrapping_key(alias)? {
            Some(key) => key,
            None => {
                let mut bytes = [0; 32];
                random.fill(&mut bytes).map_err(|_| VaultError::Transient)?;
                self.write(alias, "wrap", &bytes)?;
                SealingKey::new(&bytes).map_err(|_| VaultError::Transient)?
            }
        };
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce).map_err(|_| VaultError::Transient)?;
        let sealed = key.seal(nonce, aad, plain).map_err(|_| VaultError::Transient)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    fn unwrap(&self, alias: &str, wrapped: &[u8], aad: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.begin()?;
        let key = self.wrapping_key(alias)?.ok_or(VaultError::Missing)?;
        let (nonce, sealed) =
            wrapped.split_first_chunk::<NONCE_LEN>().ok_or(VaultError::Invalidated)?;
        key.open(*nonce, aad, sealed).map_err(|_| VaultError::Invalidated)
    }

    fn aliases(&self, prefix: &str) -> Result<Vec<String>, VaultError> {
        self.begin()?;
        let files = match fs::read_dir(&self.folder) {
            Ok(files) => files,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(of_file(&error)),
        };
        let mut aliases = Vec::new();
        for file in files {
            let path = file.map_err(|error| of_file(&error))?.path();
            let is_key = path.extension().is_some_and(|kind| kind == "sign" || kind == "wrap");
            let name = path.file_stem().and_then(|name| from_base64url(name.to_str()?));
            // That of an earlier vault is a digest, which is no text.
            let alias = name.and_then(|name| String::from_utf8(name).ok());
            aliases.extend(alias.filter(|alias| is_key && alias.starts_with(prefix)));
        }
        Ok(aliases)
    }

    fn delete(&self, alias: &str) -> Result<(), VaultError> {
        self.begin()?;
        let mut is_there = false;
        for kind in ["sign", "wrap"] {
            for path in [self.path(alias, kind), self.digest_path(alias, kind)] {
                match fs::remove_file(path) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(of_file(&error));
                    }
                    removed => is_there |= removed.is_ok(),
                }
            }
        }
        if is_there {
            sync_names(&self.folder);
        }
        Ok(())
    }
}
