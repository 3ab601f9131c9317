//! Values in rows, of every version. The first byte says which kind, the second which version.

use doorstep::stored_forms::{STORED, repacked};

/// What is read is written in the current version, and what was written so is written the same again.
pub fn value(bytes: &[u8]) {
    let [which, version, stored @ ..] = bytes else { return };
    let form = &STORED[usize::from(*which) % STORED.len()];
    let version = i64::from(*version % 5);
    let Some(written) = (form.rewritten)(version, stored) else { return };
    assert_eq!((form.rewritten)(form.version, &written), Some(written), "{}", form.name);
}

/// An entry that stands packed in its row is packed the same again.
pub fn packed(bytes: &[u8]) {
    assert_ne!(repacked(bytes), Some(false));
}
