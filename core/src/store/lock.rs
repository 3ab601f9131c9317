//! One client at a time: an exclusive lock on a file beside the database.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::StoreError;

/// How often, and how far apart, the folder is asked for: five seconds in all.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// The folders that this process holds. The system knows that a folder is taken, not by whom, and
/// two clients in one app are another mistake than two apps.
static OURS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Held as long as the store is open; the system frees it when the process dies.
pub struct FolderLock {
    folder: PathBuf,
    _file: File,
}

impl FolderLock {
    /// Takes the folder, waiting up to five seconds for whoever is about to leave it.
    pub fn take(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join("doorstep.lock");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let file = match options.open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                make_private(folder)?;
                options.open(&path)
            }
            opened => opened,
        }?;
        let folder = folder.canonicalize()?;
        for tried in 1..=TRIES {
            match file.try_lock() {
                Ok(()) => {
                    ours(|ours| ours.insert(folder.clone()));
                    return Ok(Self { folder, _file: file });
                }
                Err(TryLockError::WouldBlock) if tried < TRIES => std::thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => break,
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        let by_us = ours(|ours| ours.contains(&folder));
        Err(if by_us { StoreError::AlreadyOpen } else { StoreError::InUse })
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        ours(|ours| ours.remove(&self.folder));
    }
}

fn ours<T>(look: impl FnOnce(&mut BTreeSet<PathBuf>) -> T) -> T {
    look(&mut OURS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Makes a folder that nobody else on the machine can look into, and that is there after a power cut.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let folder = std::path::absolute(folder)?;
    let there = folder.ancestors().skip(1).position(|above| above.exists()).unwrap_or_default();
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&folder)?;
    // A folder's name is kept by the one that it stands in. Where that cannot be synced, the name is as
    // durable as the system makes it.
    for above in folder.ancestors().skip(1).take(there.saturating_add(1)) {
        if let Err(error) = File::open(above).and_then(|above| above.sync_all()) {
            log::warn!("folder-not-synced code={}", error.kind());
        }
    }
    Ok(())
}
