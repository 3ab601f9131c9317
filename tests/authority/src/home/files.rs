//! Files that appear whole or not at all, and secret ones that nobody else reads.

use std::ffi::OsStr;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use crate::error::AuthorityError;

/// How a file is called while it is written.
const DRAFT: &str = ".new";

/// A folder for its owner alone, with those above it.
pub(crate) fn private_folder(folder: &Path) -> Result<(), AuthorityError> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    Ok(())
}

/// Writes a file that only its owner may read.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), AuthorityError> {
    write(path, bytes, 0o600)
}

/// Writes a file that anybody may read.
pub(crate) fn write_public(path: &Path, bytes: &[u8]) -> Result<(), AuthorityError> {
    write(path, bytes, 0o644)
}

fn write(path: &Path, bytes: &[u8], mode: u32) -> Result<(), AuthorityError> {
    let mut name = path.as_os_str().to_owned();
    name.push(DRAFT);
    let draft = Path::new(&name);
    // A draft of an interrupted attempt may have been made with other rights.
    match std::fs::remove_file(draft) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mut file = OpenOptions::new().create_new(true).write(true).mode(mode).open(draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(draft, path)?;
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Whether this is how a file of that name is called while it is written.
pub(super) fn is_draft_of(name: &OsStr, known: &str) -> bool {
    name.to_str().and_then(|name| name.strip_suffix(DRAFT)) == Some(known)
}

/// The bytes of a file that must be there.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, AuthorityError> {
    std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => AuthorityError::HomeDamaged,
        kind => AuthorityError::Io(kind),
    })
}
