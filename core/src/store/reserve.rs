//! Room that is kept for an erase, so that nobody has to make some first in order to be forgotten.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::StoreError;
use crate::crypto::SystemRandom;
use crate::ports::Random as _;

/// How many bytes: what an erase writes, and as much again for what the log still holds.
const BYTES: usize = 256 * 1024;

fn path(folder: &Path) -> PathBuf {
    folder.join("doorstep.reserve")
}

/// Takes the room, if it is not taken and there is as much.
pub fn take(folder: &Path) {
    let path = path(folder);
    if fs::metadata(&path).is_ok_and(|file| file.len() == BYTES as u64) {
        return;
    }
    if let Err(error) = fill(&path) {
        log::info!("no-reserve code={error}");
        // Half of it would only be in the way.
        if let Err(error) = release(folder) {
            log::warn!("reserve-not-released code={error}");
        }
    }
}

/// What cannot be made smaller: some file systems store blanks as nothing.
fn fill(path: &Path) -> Result<(), StoreError> {
    let mut bytes = vec![0; BYTES];
    SystemRandom::default().fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
    let mut file = fs::File::create(path)?;
    file.write_all(&bytes)?;
    Ok(file.sync_all()?)
}

/// Gives the room back to the disk.
pub fn release(folder: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path(folder)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
