//! `doorstep inspect`: an inspector's device.

mod group;
mod item;

use std::sync::Arc;

use doorstep::inspector::{Inspected, Inspector};
use doorstep::model::{MS, TypedCode};
use serde_json::{Map, Value, json};

use crate::command_line::InspectOptions;
use crate::labels::Label;
use crate::moments::{rfc3339, rfc3339_of_seconds};
use crate::phone::write;
use crate::reply::{Ended, ErrorInfo, Reply, Status};
use crate::values::{lists, present};
use crate::{device, picture, terminal};
use item::Item;

/// Words that are no items.
const ACTIONS: [&str; 3] = ["refresh", "challenge", "group"];

/// Does what an inspector does.
///
/// # Errors
/// [`ErrorInfo`], as the core says it.
pub async fn run(mut options: InspectOptions, json: bool) -> Result<Ended, ErrorInfo> {
    device::read_clock(&mut options.device)?;
    let action = options.item.to_str().filter(|item| ACTIONS.contains(item));
    if action.is_some() && options.is_about_an_item() {
        return Err(usage("An option is given that only the inspection of one code has."));
    }
    let done = match action {
        Some("refresh") => refresh(&options).await.map(Ended::from),
        Some("challenge") => challenge(&options).map(Ended::from),
        Some(_) => group::inspect(&options, json),
        None => inspect(options).await.map(Ended::from),
    };
    // A 1 is an answer here; what kept one from being given could not run.
    done.map_err(|trouble| match trouble.status {
        Status::Refused => ErrorInfo { status: Status::CouldNotRun, ..trouble },
        _ => trouble,
    })
}

fn usage(text: &str) -> ErrorInfo {
    ErrorInfo::new(Status::WrongUse, "usage", text, "See `doorstep inspect --help`.")
}

/// The inspector's mode, and the language in which it speaks.
fn open(options: &InspectOptions) -> Result<(Inspector, String), ErrorInfo> {
    let client = device::open(&options.device, "inspector")?;
    let language = client.snapshot().language;
    Ok((Inspector::of(Arc::new(client)), language))
}

async fn refresh(options: &InspectOptions) -> Result<Reply, ErrorInfo> {
    let (inspector, language) = open(options)?;
    let ages = inspector.refresh().await?;
    Ok(Reply::done(json!({ "lists": lists(&ages) }), Label::Lists(&ages).text(&language)))
}

fn challenge(options: &InspectOptions) -> Result<Reply, ErrorInfo> {
    let (inspector, language) = open(options)?;
    let open = inspector.challenge()?;
    let hex: String = open.bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let value = json!({
        "digits": open.digits,
        "hex": hex,
        "text": open.text,
        "expires_at": rfc3339(open.expires_at_ms),
    });
    let until = Label::OpenUntil(open.expires_at_ms).text(&language);
    Ok(Reply::done(value, format!("{}\n{until}", spaced(&open.digits))))
}

/// Eight digits as they are read out: in two groups of four.
pub fn spaced(digits: &str) -> String {
    digits
        .split_at_checked(4)
        .map_or_else(|| digits.to_owned(), |(left, right)| format!("{left} {right}"))
}

async fn inspect(mut options: InspectOptions) -> Result<Reply, ErrorInfo> {
    if options.item == "-" && options.second.as_ref().is_some_and(|second| second == "-") {
        return Err(usage("Standard input can be one of the two items, not both."));
    }
    let first = item::read(&options.item)?;
    let second = options.second.as_deref().map(item::read).transpose()?;
    // What was scanned is inspected here; what was typed only the authority knows.
    options.device.offline |=
        !matches!(&first, Item::Text(text) if TypedCode::is_meant_by(text)) || second.is_some();
    let (inspector, language) = open(&options)?;
    // A time that is given is known, unless the device's own clocks are to be tried.
    let own_clocks = options.device.clock_error != 0 || options.device.reboot;
    let at_ms = options.device.at.filter(|_| !own_clocks);
    let inspected = match (&first, &second, options.gap) {
        (Item::Several, ..) | (_, Some(Item::Several), _) => inspector.several_codes(),
        (Item::Text(first), Some(Item::Text(second)), gap) => {
            let gap_ms = i64::from(gap.unwrap_or_default()).saturating_mul(MS);
            inspector.inspect_two([first, second], gap_ms, options.challenge, at_ms)
        }
        (Item::Text(text), None, _) => match at_ms {
            _ if !options.device.offline => inspector.look_up(text).await,
            Some(at_ms) => inspector.inspect_at(text, options.challenge, at_ms),
            None => inspector.inspect(text, options.challenge),
        },
    };
    let lets_pass = inspected.answer.verdict.lets_pass();
    let (mut value, mut text) = (value(&inspected), words(&inspected, &language));
    if let Some(file) = &options.receipt {
        let slip = inspector.receipt()?;
        write(file, picture::svg(&slip.qr).as_bytes())?;
        value.insert("receipt".to_owned(), slip.text.into());
        text = format!("{text}\n  {}", Label::Written(&file.to_string_lossy()).text(&language));
    }
    Ok(Reply {
        value: Value::Object(value),
        text,
        status: if lets_pass { Status::Done } else { Status::Refused },
    })
}

/// An answer as scripts see it.
fn value(inspected: &Inspected) -> Map<String, Value> {
    let answer = &inspected.answer;
    let purpose = inspected.purpose.as_ref();
    let mut value = present([
        ("result", Some(answer.verdict.name().into())),
        ("reason", Some(answer.reason.name().into())),
        ("next", Some(answer.next.name().into())),
        ("lists", Some(lists(&answer.lists))),
        ("sub", answer.sub.clone().map(Value::from)),
        ("purpose", purpose.map(|purpose| purpose.key.clone().into())),
        ("purpose_label", purpose.map(|purpose| purpose.label.clone().into())),
        ("valid_until", answer.valid_until.map(|at| rfc3339_of_seconds(at).into())),
        ("revoked_from", answer.revoked_from.map(|at| rfc3339_of_seconds(at).into())),
        ("position", answer.position.map(Value::from)),
        ("text", Some(inspected.text.text.clone().into())),
        ("reason_text", Some(inspected.reason_text.text.clone().into())),
        ("next_text", Some(inspected.next_text.text.clone().into())),
        ("holder_text", inspected.holder.as_ref().map(|holder| holder.text.clone().into())),
        ("until_text", inspected.until.as_ref().map(|until| until.text.clone().into())),
        ("checked_at", Some(rfc3339(inspected.at_ms).into())),
        ("checked_text", Some(inspected.checked.text.clone().into())),
        ("caution", inspected.caution.as_ref().map(|caution| caution.text.clone().into())),
    ]);
    value.insert("clock".to_owned(), json!({ "anchored": inspected.time_anchored }));
    value
}

/// An answer as an inspector reads it.
fn words(inspected: &Inspected, language: &str) -> String {
    let answer = &inspected.answer;
    let paint = terminal::Paint::of_stdout();
    let verdict = &inspected.text.text;
    let head = if answer.verdict.lets_pass() {
        paint.good(&format!("✓ {verdict}"))
    } else {
        paint.strong(&format!("✗ {verdict}"))
    };
    let mut lines = vec![format!("{head} [{}]", answer.verdict.name())];
    lines.push(format!("  {} [{}]", inspected.reason_text.text, answer.reason.name()));
    lines.push(format!("  → {}", inspected.next_text.text));
    let label = inspected.purpose.as_ref().map(|purpose| purpose.label.as_str());
    let shown = [label, answer.sub.as_deref()].into_iter().flatten().collect::<Vec<_>>();
    if !shown.is_empty() {
        lines.push(format!("  {}", shown.join(" · ")));
    }
    lines.extend(inspected.holder.as_ref().map(|holder| format!("  {}", holder.text)));
    lines.extend(inspected.until.as_ref().map(|until| format!("  {}", until.text)));
    lines.extend(inspected.caution.as_ref().map(|caution| format!("  {}", caution.text)));
    lines.push(paint.quiet(&format!("  {}", inspected.checked.text)));
    lines.push(paint.quiet(&format!("  {}", Label::Lists(&answer.lists).text(language))));
    lines.join("\n")
}
