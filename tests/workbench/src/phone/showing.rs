//! A frame of a live code: in the terminal, as pictures, as text.

use std::path::Path;

use doorstep::client::Shown;
use doorstep::model::MS;
use serde_json::{Value, json};

use crate::command_line::FrameOptions;
use crate::labels::Label;
use crate::moments::rfc3339;
use crate::picture;
use crate::reply::{Reply, Status, Trouble};
use crate::terminal::Paint;

pub fn show(shown: &Shown, options: &FrameOptions, language: &str) -> Result<Reply, Trouble> {
    if let Some(path) = &options.png {
        let png = picture::png(&shown.qr).ok_or_else(|| unwritten(path, "no picture"))?;
        write(path, &png)?;
    }
    if let Some(path) = &options.svg {
        write(path, picture::svg(&shown.qr).as_bytes())?;
    }
    let pass = shown.pass.as_ref();
    let path = |path: &Option<std::path::PathBuf>| {
        path.as_ref().map(|path| path.to_string_lossy().into_owned())
    };
    let mut value = json!({
        "text": shown.text,
        "size": shown.qr.size,
        "typed_code": shown.typed_code,
        "valid_until": rfc3339(shown.valid_until_ms),
        "id": pass.map(|pass| pass.id.to_string()),
        "purpose": pass.map(|pass| &pass.purpose),
        "label": pass.map(|pass| &pass.label),
        "state": pass.map(|pass| pass.state.name()),
        "state_text": pass.map(|pass| &pass.text.text),
        "ends_in": shown.ends_in_ms / MS,
        "next_frame_in": shown.next_frame_in_ms.map(|ms| ms / MS),
        "hint": shown.hint.as_ref().map(|hint| &hint.text),
        "png": path(&options.png),
        "svg": path(&options.svg),
    });
    if pass.is_none()
        && let Some(fields) = value.as_object_mut()
    {
        fields.insert("state".to_owned(), Value::from("self-declared-emergency"));
    }
    Ok(Reply::done(value, words(shown, options, language)))
}

fn words(shown: &Shown, options: &FrameOptions, language: &str) -> String {
    let mut lines = vec![picture::blocks(&shown.qr, Paint::of_stdout())];
    lines.push(match &shown.pass {
        Some(pass) => format!("{}: {}", pass.label, pass.text.text),
        None => Label::EmergencyUntil(shown.valid_until_ms).text(language),
    });
    lines.extend(shown.typed_code.as_ref().map(|code| format!("[{code}]")));
    lines.extend(shown.hint.as_ref().map(|hint| hint.text.clone()));
    lines.extend(
        [&options.png, &options.svg]
            .into_iter()
            .flatten()
            .map(|path| Label::Written(&path.to_string_lossy()).text(language)),
    );
    lines.join("\n")
}

/// Writes a file that was asked for.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    std::fs::write(path, bytes).map_err(|error| unwritten(path, &error.kind().to_string()))
}

fn unwritten(path: &Path, cause: &str) -> Trouble {
    Trouble::new(
        Status::CouldNotRun,
        "file-not-written",
        format!("{} cannot be written: {cause}.", path.display()),
        "Give another place for the file.",
    )
}
