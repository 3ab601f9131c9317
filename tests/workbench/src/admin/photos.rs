//! `doorstep admin photo`: what came to be looked at, at the officer's desk.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use doorstep_authority::admin::Admin;
use serde_json::{Value, json};

use super::reports::of;
use super::trouble;
use crate::command_line::photos::{PhotoAction, Verdict};
use crate::phone::unwritten;
use crate::reply::{ErrorInfo, Reply};

pub(super) async fn run(admin: &Admin, action: PhotoAction) -> Result<Reply, ErrorInfo> {
    match action {
        PhotoAction::List { order } => list(admin, order.as_deref()).await,
        PhotoAction::Open { photo, file } => open(admin, &photo, &file).await,
        PhotoAction::Verdict { photo, verdict } => {
            admin.judge_photo(&photo, verdict.signed()).await.map_err(trouble)?;
            let text = match verdict {
                Verdict::Match => "Signed: it shows whom it should.",
                Verdict::NeedsHuman => "Signed: people look at it, and talk with the patient.",
            };
            Ok(Reply::done(json!({ "verdict": verdict.signed().name() }), text))
        }
    }
}

async fn list(admin: &Admin, order: Option<&str>) -> Result<Reply, ErrorInfo> {
    let photos = admin.photos(order).await.map_err(trouble)?;
    let line = |photo: &Value| {
        let at = photo.pointer("/at/earliest").and_then(Value::as_str).unwrap_or("-");
        let names = ["photo", "check", "state", "binding", "verdict"];
        let mut parts: Vec<String> = names.map(|name| of(photo, name)).into();
        parts.insert(1, at.to_owned());
        for (name, words) in [("same_bytes_as", "the bytes of"), ("looks_like", "looks like")] {
            if photo.get(name).is_some_and(Value::is_string) {
                parts.push(format!("{words} {}", of(photo, name)));
            }
        }
        parts.join("  ")
    };
    let lines = photos.iter().map(line).collect::<Vec<_>>().join("\n");
    Ok(Reply::done(Value::Array(photos), lines))
}

async fn open(admin: &Admin, photo: &str, file: &Path) -> Result<Reply, ErrorInfo> {
    let opened = admin.open_photo(photo).await.map_err(trouble)?;
    if let Some(jpeg) = &opened.jpeg {
        write(file, jpeg).map_err(|error| unwritten(file, &error.kind().to_string()))?;
    }
    let written = opened.jpeg.is_some().then(|| file.to_string_lossy().into_owned());
    let text = match &written {
        Some(file) => format!("{file}  {}", of(&opened.listed, "binding")),
        None => "Nothing was written: no key of this home opens it.".to_owned(),
    };
    let mut value = opened.listed;
    if let Value::Object(fields) = &mut value {
        fields.insert("file".to_owned(), json!(written));
    }
    Ok(Reply::done(value, text))
}

/// Writes a picture that nobody else may read.
fn write(file: &Path, jpeg: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    let mut open = options.write(true).create(true).truncate(true).mode(0o600).open(file)?;
    open.write_all(jpeg)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_picture_is_for_its_owner_alone_and_takes_the_place_of_an_older_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("face.jpg");
        write(&file, b"longer").unwrap();
        write(&file, b"face").unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"face");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(write(&folder.path().join("no/face.jpg"), b"face").is_err());
    }
}
