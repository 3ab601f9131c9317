//! Destroying everything that a folder holds, but for one plain file: the certificate of that. Its name
//! says how far the destruction is, so that whoever is killed on the way goes on where they were.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::StoreError;
use crate::ports::Vault;

/// How far a folder is destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WipeStage {
    /// Keys, rows and files may still be there.
    Begun,
    /// All of them are gone.
    Empty,
    /// The authority has the certificate; the key that signed it goes.
    Told,
    /// It was not reached: the certificate is for whoever takes the device back to see. The key goes.
    Shown,
    /// The key is gone, too.
    Done { told: bool },
}

const STAGES: [(WipeStage, &str); 6] = [
    (WipeStage::Begun, "doorstep.return-begun"),
    (WipeStage::Empty, "doorstep.return-empty"),
    (WipeStage::Told, "doorstep.return-told"),
    (WipeStage::Shown, "doorstep.return-shown"),
    (WipeStage::Done { told: true }, "doorstep.returned-told"),
    (WipeStage::Done { told: false }, "doorstep.returned-shown"),
];

/// How the vault's name of each key begins that the core ever made.
pub const EVERY_KEY: &str = "doorstep/";

impl WipeStage {
    fn path(self, folder: &Path) -> PathBuf {
        let name = STAGES.iter().find(|(stage, _)| *stage == self).map_or("", |(_, name)| name);
        folder.join(name)
    }
}

/// The certificate that lies in a folder, and how far it is; none where nothing was ever destroyed.
///
/// # Errors
/// [`StoreError`] if the folder cannot be read.
pub fn certificate(folder: &Path) -> Result<Option<(WipeStage, Vec<u8>)>, StoreError> {
    for (stage, _) in STAGES {
        match fs::read(stage.path(folder)) {
            Ok(bytes) => return Ok(Some((stage, bytes))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}

/// Keeps the certificate: from here on everything else goes.
///
/// # Errors
/// [`StoreError`]; then nothing has begun.
pub fn begin(folder: &Path, certificate: &[u8]) -> Result<(), StoreError> {
    let path = WipeStage::Begun.path(folder);
    let aside = path.with_extension("return-new");
    let write = || -> std::io::Result<()> {
        let mut file = fs::File::create(&aside)?;
        file.write_all(certificate)?;
        file.sync_all()?;
        fs::rename(&aside, &path)?;
        sync_names(folder)
    };
    let written = write();
    if written.is_err() {
        // On a full disk the draft is what is in the way.
        let _ = fs::remove_file(&aside);
    }
    Ok(written?)
}

/// Says how far it is now.
///
/// # Errors
/// [`StoreError`]; then it is where it was.
pub fn advance(folder: &Path, from: WipeStage, to: WipeStage) -> Result<(), StoreError> {
    fs::rename(from.path(folder), to.path(folder))?;
    Ok(sync_names(folder)?)
}

/// Forgets an earlier certificate: the device is lent again.
///
/// # Errors
/// [`StoreError`].
pub fn forget(folder: &Path) -> Result<(), StoreError> {
    for (stage, _) in STAGES {
        remove(&stage.path(folder))?;
    }
    Ok(())
}

/// Goes on with what has begun: keys first, because without them nothing can be read whatever happens
/// next; then every file of the store. `keeps` is the key that is still to sign.
///
/// # Errors
/// [`StoreError`]; asking again goes on where it stopped.
pub(super) fn go_on(
    folder: &Path,
    vault: &dyn Vault,
    keeps: impl Fn(&str) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    if !WipeStage::Begun.path(folder).exists() {
        return Ok(());
    }
    for alias in vault.aliases(EVERY_KEY)? {
        if !keeps(&alias)? {
            vault.delete(&alias)?;
        }
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if is_of_store(&path) {
            overwrite(&path)?;
            remove(&path)?;
        }
    }
    sync_names(folder)?;
    advance(folder, WipeStage::Begun, WipeStage::Empty)
}

/// The files that this room makes, but for the lock and the certificate.
fn is_of_store(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stays = name == "doorstep.lock" || STAGES.iter().any(|(_, stage)| *stage == name);
    name.starts_with("doorstep.") && !stays && path.is_file()
}

/// Where a medium writes elsewhere, what is under the new bytes opens under no key.
fn overwrite(path: &Path) -> Result<(), StoreError> {
    let length = fs::metadata(path)?.len();
    let mut file = fs::OpenOptions::new().write(true).open(path)?;
    let zeros = [0; 16 * 1024];
    let mut left = length;
    while left > 0 {
        let part = usize::try_from(left).unwrap_or(zeros.len()).min(zeros.len());
        file.write_all(zeros.get(..part).unwrap_or_default())?;
        left = left.saturating_sub(part as u64);
    }
    Ok(file.sync_all()?)
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn sync_names(folder: &Path) -> std::io::Result<()> {
    match fs::File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) => {
            // As durable as the system makes it.
            log::warn!("folder-not-synced code={}", error.kind());
            Ok(())
        }
        synced => Ok(synced?),
    }
}
