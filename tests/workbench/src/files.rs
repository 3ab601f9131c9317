//! Files and streams that are named on the command line, read whole and never without end.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// More than any document that is given has: certificates, a trust file, a region.
pub const MOST_OF_A_DOCUMENT: u64 = 4 << 20;

/// The bytes of a file.
///
/// # Errors
/// What the system says, and [`ErrorKind::FileTooLarge`] of one that has more bytes than `most`.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    whole(File::open(path)?, most)
}

/// The same of a stream that is open.
///
/// # Errors
/// As of [`read`].
pub fn whole(from: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let length = from.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(length).unwrap_or(u64::MAX) > most {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_too_large() {
        assert_eq!(whole(&b"four"[..], 4).unwrap(), b"four");
        assert_eq!(whole(&b"fives"[..], 4).unwrap_err().kind(), ErrorKind::FileTooLarge);
        let endless = read(Path::new("/dev/zero"), 1 << 20);
        assert_eq!(endless.unwrap_err().kind(), ErrorKind::FileTooLarge);
    }
}
