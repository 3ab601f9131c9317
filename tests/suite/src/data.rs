//! Recorded and third-party data, which stand beside the repository and never inside it.

use std::path::{Path, PathBuf};

/// The workspace's folder.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

/// A folder or file of the data; says so in one line and gives nothing if it is absent.
pub fn data(inside: &str) -> Option<PathBuf> {
    let folder = match std::env::var_os("DOORSTEP_DATA") {
        Some(folder) => PathBuf::from(folder),
        None => workspace().join("../shared/data"),
    };
    let path = folder.join(inside);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no third-party data at DOORSTEP_DATA ({inside})");
    None
}

/// Bytes of a hexadecimal text.
pub fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits
        .chunks_exact(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}
