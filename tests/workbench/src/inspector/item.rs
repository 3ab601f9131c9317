//! What is inspected: standard input, a file, or a text.

use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::Path;

use doorstep::inspection::{InView, in_view, is_pass};

use crate::picture::Kind;
use crate::reply::{ErrorInfo, Status};
use crate::{files, picture};

/// More than any picture of a code has.
const MOST_BYTES: u64 = 64 << 20;
/// Ends of names that files have and codes have not.
const PICTURES: [&str; 13] = [
    "png", "jpg", "jpeg", "webp", "gif", "bmp", "heic", "heif", "avif", "tif", "tiff", "pdf", "svg",
];

/// What was found in an item.
#[derive(Debug, PartialEq, Eq)]
pub enum Item {
    /// A text, or the one code of a picture; empty if there is none, which is an answer too.
    Text(String),
    /// A picture of several passes.
    Several,
}

/// Reads an item. A text that begins as a pass does is never the name of a file.
pub fn read(item: &OsStr) -> Result<Item, ErrorInfo> {
    let name = item.to_string_lossy();
    if item == "-" {
        let bytes = files::whole(io::stdin().lock(), MOST_BYTES);
        return found(&bytes.map_err(|error| unreadable("Standard input", &error))?, &name);
    }
    if is_pass(&name) {
        return Ok(Item::Text(name.into_owned()));
    }
    match std::fs::metadata(item) {
        Ok(_) => {
            let bytes = files::read(Path::new(item), MOST_BYTES);
            found(&bytes.map_err(|error| unreadable(&name, &error))?, &name)
        }
        Err(error) if is_a_path(&name) => Err(unreadable(&name, &error)),
        Err(_) => Ok(Item::Text(name.into_owned())),
    }
}

/// What stands in these bytes: a picture's code, or a text.
fn found(bytes: &[u8], name: &str) -> Result<Item, ErrorInfo> {
    match picture::kind(bytes) {
        Some(Kind::Picture(format)) => {
            let codes = picture::read(bytes, format).map_err(|_| too_many_pixels(name))?;
            Ok(match in_view(&codes) {
                InView::Nothing => Item::Text(String::new()),
                InView::One(code) => Item::Text(code.to_owned()),
                InView::Several => Item::Several,
            })
        }
        Some(Kind::Other(what)) => Err(foreign(name, what)),
        // A picture that is none has no code in it, whatever else it holds.
        None if is_named_as_a_picture(name) => Ok(Item::Text(String::new())),
        None => {
            let text = String::from_utf8_lossy(bytes);
            Ok(Item::Text(text.trim_start_matches('\u{feff}').trim().to_owned()))
        }
    }
}

/// Whether a text that names no file was meant to.
fn is_a_path(text: &str) -> bool {
    let beginnings = ["/", "./", "../", "~/"];
    beginnings.iter().any(|begin| text.starts_with(begin)) || is_named_as_a_picture(text)
}

/// A link to a picture, which a code may be, is no name of one.
fn is_named_as_a_picture(name: &str) -> bool {
    let end = Path::new(name).extension().and_then(OsStr::to_str).unwrap_or_default();
    !name.contains("://")
        && !name.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("www."))
        && PICTURES.iter().any(|picture| end.eq_ignore_ascii_case(picture))
}

fn unreadable(name: &str, error: &io::Error) -> ErrorInfo {
    let cause = match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        other => other.to_string(),
    };
    ErrorInfo::new(
        Status::CouldNotRun,
        "file-unreadable",
        format!("{name} cannot be read: {cause}."),
        "Give a picture that can be read, or the text of the code.",
    )
}

fn foreign(name: &str, what: &str) -> ErrorInfo {
    ErrorInfo::new(
        Status::CouldNotRun,
        "picture-unsupported",
        format!("{name} is {what}, which is not read here."),
        "Give the picture as JPEG, PNG or WebP; a screenshot of it is one.",
    )
}

fn too_many_pixels(name: &str) -> ErrorInfo {
    ErrorInfo::new(
        Status::CouldNotRun,
        "picture-too-large",
        format!("{name} has more pixels than are read here."),
        "Give a smaller picture, or the part of it that shows the code.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(item: &str) -> Result<Item, String> {
        read(OsStr::new(item)).map_err(|trouble| trouble.code)
    }

    #[test]
    fn a_text_is_no_path_because_it_has_slashes_and_dots() {
        for text in [
            "DS1:A/B.C",
            "DS1:A.PNG",
            "hello",
            "2345 6789 2345 678A",
            "https://example.org/pass.png",
            "WWW.EXAMPLE.ORG/PASS.PNG",
            "HC1:6BF./X",
            "a/b",
        ] {
            assert_eq!(code(text), Ok(Item::Text(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_path_that_leads_nowhere_is_told_so() {
        for path in ["no-such-file.jpg", "no/such.PNG", "./no", "/no/such", "../no", "~/no.heic"] {
            assert_eq!(code(path), Err("file-unreadable".to_owned()), "{path}");
        }
        assert_eq!(code("/"), Err("file-unreadable".to_owned()));
        assert_eq!(code("/dev/zero"), Err("file-unreadable".to_owned()));
    }
}
