//! `doorstep photo check`: what a phone makes of a photo before it seals it, with nothing but that file.

mod clock;
mod memory;

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use doorstep::error::{Code, CoreError};
use doorstep::model::{Face, Language, PhotoHint};
use doorstep::photo::{InCoreFinder, Intake, MAX_BYTES, Step, intake};
use doorstep::ports::FaceFinder;
use doorstep::words::{PhotoText, Say as _};
use serde_json::{Map, Value, json};

use crate::command_line::{FinderOption, PhotoAction, PhotoOptions};
use crate::files;
use crate::reply::{ErrorInfo, Reply, Status};
use clock::StopWatch;
use memory::Memory;

/// Does it.
///
/// # Errors
/// [`ErrorInfo`]: `photo-not-jpeg`, `photo-damaged`, `photo-too-large`, `photo-too-small`,
/// `file-unreadable`, `file-not-written`.
pub fn run(options: &PhotoOptions) -> Result<Reply, ErrorInfo> {
    let PhotoAction::Check { file, finder, out } = &options.action;
    let jpeg = read(file)?;
    let in_core = (*finder == FinderOption::InCore).then(InCoreFinder::new);
    let memory = Memory::begin();
    let mut watch = StopWatch::begin();
    let mut steps = Vec::new();
    let finder = in_core.as_ref().map(|finder| finder as &dyn FaceFinder);
    let taken = intake(&jpeg, finder, |step| steps.push((step, watch.lap_ms())))
        .map_err(|error| said(error.into()))?;
    let peak_kib = memory.peak_kib();
    if let Some(out) = out {
        fs::write(out, taken.photo.jpeg()).map_err(|error| not_written(&error))?;
    }
    let judged = &taken.judgement;
    let is_good = judged.hints.is_empty();
    let value = json!({
        "ok": is_good,
        "hints": names(&judged.hints),
        "warnings": names(&judged.warnings),
        "faces": taken.faces.as_ref().map_or(0, Vec::len),
        "face": taken.main_face().map(face),
        "finder": if taken.faces.is_some() { "in-core" } else { "none" },
        "metrics": metrics(&taken),
        "input": {
            "bytes": jpeg.len(),
            "width": taken.input.width,
            "height": taken.input.height,
            "orientation": taken.input.orientation.number(),
        },
        "output": {
            "bytes": taken.output.bytes,
            "width": taken.output.width,
            "height": taken.output.height,
            "quality": taken.output.quality,
        },
        "sealed_bytes": taken.photo.sealed_len(),
        "steps_ms": steps_ms(&steps),
        "peak_kib": peak_kib,
    });
    let status = if is_good { Status::Done } else { Status::Refused };
    Ok(Reply { value, text: words(&taken), status })
}

/// The bytes of a photo.
///
/// # Errors
/// [`ErrorInfo`]: `photo-too-large`, `file-unreadable`.
pub fn read(file: &Path) -> Result<Vec<u8>, ErrorInfo> {
    files::read(file, MAX_BYTES as u64).map_err(|error| match error.kind() {
        ErrorKind::FileTooLarge => said(Code::PhotoTooLarge.into()),
        kind => {
            let text = format!("{} can't be read: {kind}.", file.display());
            ErrorInfo::new(Status::CouldNotRun, "file-unreadable", text, "Give another file.")
        }
    })
}

fn said(error: CoreError) -> ErrorInfo {
    error.say(Language::En).into()
}

fn not_written(error: &std::io::Error) -> ErrorInfo {
    let text = format!("The JPEG can't be written: {}.", error.kind());
    let next = "Give a file in a folder that can be written.";
    ErrorInfo::new(Status::CouldNotRun, "file-not-written", text, next)
}

/// Hints as scripts see them.
pub fn names(hints: &[PhotoHint]) -> Vec<&'static str> {
    hints.iter().map(|hint| hint.name()).collect()
}

fn face(face: &Face) -> Value {
    json!({
        "x": face.x,
        "y": face.y,
        "w": face.width,
        "h": face.height,
        "score_permille": face.score_permille,
    })
}

fn metrics(taken: &Intake) -> Value {
    json!({
        "sharpness_ppm": taken.metrics.sharpness_ppm,
        "mean_permille": taken.metrics.mean_permille,
        "dark_permille": taken.metrics.dark_permille,
        "bright_permille": taken.metrics.bright_permille,
        "contrast_permille": taken.metrics.contrast_permille,
    })
}

/// Padding is all of sealing that is done here.
fn steps_ms(steps: &[(Step, u64)]) -> Value {
    let name = |step| match step {
        Step::Decoded => "decode",
        Step::Resized => "resize",
        Step::FacesFound => "face",
        Step::Measured => "quality",
        Step::Encoded => "encode",
        Step::Padded => "seal",
    };
    let fields = steps.iter().map(|(step, ms)| (name(*step).to_owned(), json!(ms)));
    Value::Object(fields.collect::<Map<_, _>>())
}

/// The same for people.
fn words(taken: &Intake) -> String {
    let judged = &taken.judgement;
    let say = |text: PhotoText| text.sentence(Language::En).text;
    let mut lines = match (judged.hints.is_empty(), judged.warnings.is_empty()) {
        (true, true) => vec![say(PhotoText::Good)],
        (true, false) => vec![say(PhotoText::GoodEnough)],
        (false, _) => Vec::new(),
    };
    let told = judged.hints.iter().chain(&judged.warnings);
    lines.extend(told.map(|hint| format!("{} [{}]", say(PhotoText::Hint(*hint)), hint.name())));
    if taken.faces.is_none() {
        lines.push("Nobody looked for a face.".into());
    }
    let output = &taken.output;
    lines.push(format!(
        "{} x {} pixels in {} bytes of quality {}; {} bytes when sealed.",
        output.width,
        output.height,
        output.bytes,
        output.quality,
        taken.photo.sealed_len(),
    ));
    lines.join("\n")
}
