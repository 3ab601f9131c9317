//! What is inspected: standard input, a picture, or a text.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::picture;
use crate::reply::{Status, Trouble};

/// More than any picture of a code has.
const MOST_BYTES: u64 = 32 << 20;
const PNG_MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The text of an item. A picture without a code holds nothing, which is an answer too.
pub fn read(item: &OsStr) -> Result<String, Trouble> {
    if item == "-" {
        let bytes = read_all(io::stdin().lock()).map_err(|error| unreadable("-", &error))?;
        return Ok(if bytes.starts_with(PNG_MAGIC) {
            picture::read(&bytes).unwrap_or_default()
        } else {
            String::from_utf8_lossy(&bytes).trim().to_owned()
        });
    }
    let path = Path::new(item);
    if path.is_file() {
        let failed = |error: io::Error| unreadable(&path.to_string_lossy(), &error);
        let bytes = File::open(path).and_then(read_all).map_err(failed)?;
        let named_so = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("png"));
        if named_so || bytes.starts_with(PNG_MAGIC) {
            return Ok(picture::read(&bytes).unwrap_or_default());
        }
    }
    Ok(item.to_string_lossy().into_owned())
}

fn read_all(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(name: &str, error: &io::Error) -> Trouble {
    Trouble::new(
        Status::CouldNotRun,
        "file-unreadable",
        format!("{name} cannot be read: {}.", error.kind()),
        "Give a picture that can be read, or the text of the code.",
    )
}
