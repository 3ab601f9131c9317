//! A queue of people: one item a line from standard input, answered as it comes.

use std::ffi::OsStr;
use std::io::{BufRead as _, stdin};

use serde_json::{Map, Value, json};

use super::{item, open, value, words};
use crate::command_line::InspectOptions;
use crate::reply::{Reply, Status, Trouble};
use crate::terminal;

pub fn inspect(options: &InspectOptions, json: bool) -> Result<Reply, Trouble> {
    let (inspector, language) = open(options)?;
    inspector.begin_group();
    let mut answers = Vec::new();
    for line in stdin().lock().lines() {
        let line = line.map_err(|error| {
            let text = format!("Standard input cannot be read: {}.", error.kind());
            Trouble::new(Status::CouldNotRun, "file-unreadable", text, "Give one item a line.")
        })?;
        if line.trim().is_empty() {
            continue;
        }
        let text = item::read(OsStr::new(line.trim()))?;
        let Some(inspected) = inspector.next(&text) else { continue };
        if json {
            answers.push(Value::Object(value(&inspected)));
        } else {
            terminal::say(&words(&inspected, &language)).map_err(|error| {
                let text = format!("Standard output: {}.", error.kind());
                Trouble::new(Status::CouldNotRun, "output-closed", text, "Look where it goes.")
            })?;
        }
    }
    let counts: Map<String, Value> = inspector
        .counts()
        .into_iter()
        .map(|(verdict, n)| (verdict.name().to_owned(), n.into()))
        .collect();
    let told = counts.iter().map(|(name, n)| format!("{name}: {n}")).collect::<Vec<_>>();
    Ok(Reply::done(json!({ "answers": answers, "counts": counts }), told.join(" · ")))
}
