//! A frame of a live code: in the terminal, as pictures, as text.

use std::path::Path;

use doorstep::client::{EmergencyCare, Shown};
use doorstep::model::{MS, Sentence};
use serde_json::{Value, json};

use crate::command_line::FrameOptions;
use crate::labels::Label;
use crate::moments::rfc3339;
use crate::picture;
use crate::reply::{ErrorInfo, Reply, Status};
use crate::terminal::Paint;

pub fn show(shown: &Shown, options: &FrameOptions, language: &str) -> Result<Reply, ErrorInfo> {
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
        "until_text": shown.until.text,
        "holder_text": shown.holder.text,
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

/// That emergency care needs no pass, with the code that can be made.
pub fn emergency(care: EmergencyCare, options: &FrameOptions, language: &str) -> Reply {
    let EmergencyCare { text, shown, trouble } = care;
    let shown = shown.as_ref().map(|shown| show(shown, options, language));
    let mut reply = match (shown, trouble) {
        (Some(Ok(reply)), _) => reply,
        (Some(Err(trouble)), _) => return no_code(text, trouble),
        (None, Some(error)) => return no_code(text, error.into()),
        (None, None) => Reply::done(json!({}), ""),
    };
    if let Some(fields) = reply.value.as_object_mut() {
        fields.insert("emergency".to_owned(), text.text.clone().into());
    }
    reply.text = format!("{}\n{}", reply.text, text.text);
    reply
}

/// The same without a code, and why there is none: nobody needs one.
pub fn no_code(text: Sentence, trouble: ErrorInfo) -> Reply {
    let mut value = trouble.value();
    if let Some(fields) = value.as_object_mut() {
        let why = fields.remove("error");
        fields.insert("text".to_owned(), Value::Null);
        fields.insert("emergency".to_owned(), text.text.clone().into());
        fields.insert("trouble".to_owned(), why.into());
    }
    Reply::done(value, format!("{}\n{}", text.text, trouble.words()))
}

fn words(shown: &Shown, options: &FrameOptions, language: &str) -> String {
    let mut lines = vec![picture::blocks(&shown.qr, Paint::of_stdout())];
    lines.push(match &shown.pass {
        Some(pass) => format!("{}: {}", pass.label, pass.text.text),
        None => shown.until.text.clone(),
    });
    lines.push(shown.holder.text.clone());
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
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), ErrorInfo> {
    std::fs::write(path, bytes).map_err(|error| unwritten(path, &error.kind().to_string()))
}

/// `file-not-written`.
pub fn unwritten(path: &Path, cause: &str) -> ErrorInfo {
    ErrorInfo::new(
        Status::CouldNotRun,
        "file-not-written",
        format!("{} cannot be written: {cause}.", path.display()),
        "Give another place for the file.",
    )
}
