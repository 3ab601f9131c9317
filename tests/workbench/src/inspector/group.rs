//! A queue of people: one code a line from standard input, answered as it comes. Nothing is kept but
//! counts, so the queue may be as long as it likes.

use std::io::{self, BufRead, ErrorKind, stdin};

use doorstep::inspection::{Reason, Verdict};
use doorstep::model::Language;
use doorstep::words::{InspectionText, Say as _};
use serde_json::{Map, Value, json};

use super::{open, value, words};
use crate::command_line::InspectOptions;
use crate::labels::Label;
use crate::reply::{Ended, ErrorInfo, Reply, Status};
use crate::terminal;

/// Bytes of a line that are read; no code is as long, and of a longer line the rest is passed over.
const MOST_OF_A_LINE: u64 = 64 << 10;

/// Inspects one line after the other. What is no code has an answer too.
pub fn inspect(options: &InspectOptions, json: bool) -> Result<Ended, ErrorInfo> {
    let (inspector, language) = open(options)?;
    inspector.begin_group();
    let mut queue = Queue { json, answered: 0 };
    let mut lines = stdin().lock();
    let mut number = 0_u64;
    let ended = loop {
        let line = match line(&mut lines) {
            Ok(Some(line)) => line,
            Ok(None) => break Ok(()),
            Err(error) => break Err(unreadable(&error)),
        };
        number = number.saturating_add(1);
        let text = line.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        let (mut fields, said) = match inspector.next(text) {
            Some(inspected) => (value(&inspected), words(&inspected, &language)),
            None => still_there(inspector.still_there(), &language),
        };
        fields.insert("line".to_owned(), number.into());
        fields.entry("again").or_insert(false.into());
        if queue.say(&Value::Object(fields), &said)?.is_none() {
            // Nobody listens any more.
            return Ok(Ended::Printed(Status::Done));
        }
    };
    let counts = inspector.counts();
    let counted = counts.iter().map(|(verdict, n)| (verdict.name().to_owned(), (*n).into()));
    let counts: Map<String, Value> = counted.collect();
    queue.end(counts, ended)
}

/// A code that was answered and is still there: what was answered, and that it counts once.
fn still_there(told: Option<(Verdict, Reason)>, language: &str) -> (Map<String, Value>, String) {
    let mut fields = Map::from_iter([("again".to_owned(), Value::from(true))]);
    let mut said = format!("  {}", Label::StillThere.text(language));
    if let Some((verdict, reason)) = told {
        let text = InspectionText::Verdict(verdict).sentence(Language::from_tag(language)).text;
        said = format!("= {text} [{}]\n{said}", verdict.name());
        fields.insert("result".to_owned(), verdict.name().into());
        fields.insert("reason".to_owned(), reason.name().into());
        fields.insert("text".to_owned(), text.into());
    }
    (fields, said)
}

/// The next line without its end, as far as it is a code's length; nothing at the end.
fn line(from: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if io::Read::take(&mut *from, MOST_OF_A_LINE).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    let mut rest = Vec::new();
    let is_whole = |part: &[u8]| part.last() == Some(&b'\n');
    while !is_whole(&bytes) && !is_whole(&rest) {
        rest.clear();
        if io::Read::take(&mut *from, MOST_OF_A_LINE).read_until(b'\n', &mut rest)? == 0 {
            break;
        }
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// The answers as they are written: for scripts all of them are one value in the end.
struct Queue {
    json: bool,
    answered: u64,
}

impl Queue {
    /// Writes an answer; nothing if whoever reads has gone.
    fn say(&mut self, value: &Value, words: &str) -> Result<Option<()>, ErrorInfo> {
        let text = match (self.json, self.answered) {
            (false, _) => words.to_owned(),
            (true, 0) => format!("{{\"answers\":[{value}"),
            (true, _) => format!(",{value}"),
        };
        self.answered = self.answered.saturating_add(1);
        match terminal::tell(&text) {
            Ok(()) => Ok(Some(())),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(None),
            Err(error) => {
                let text = format!("Standard output: {}.", error.kind());
                let next = "Look where it goes.";
                Err(ErrorInfo::new(Status::CouldNotRun, "output-closed", text, next))
            }
        }
    }

    /// Ends the answers with the counts, and with what kept the rest from being read.
    fn end(
        self,
        counts: Map<String, Value>,
        ended: Result<(), ErrorInfo>,
    ) -> Result<Ended, ErrorInfo> {
        let told: Vec<String> = counts.iter().map(|(name, n)| format!("{name}: {n}")).collect();
        let told = told.join(" · ");
        let trouble = match (ended, self.answered) {
            (Err(trouble), 0) => return Err(trouble),
            (Ok(()), 0) => {
                let value = json!({ "answers": [], "counts": counts });
                return Ok(Ended::Answer(Reply::done(value, told)));
            }
            (ended, _) => ended.err(),
        };
        let status = trouble.as_ref().map_or(Status::Done, |trouble| trouble.status);
        let text = if self.json {
            let error =
                trouble.map(|trouble| trouble.error()).map(|error| format!(",\"error\":{error}"));
            format!("],\"counts\":{}{}}}", Value::Object(counts), error.unwrap_or_default())
        } else {
            if let Some(trouble) = trouble {
                terminal::remark(&trouble.words());
            }
            told
        };
        // The last thing that is said; an answer that could not be written was told before.
        let said = terminal::say(&text);
        Ok(Ended::Printed(if said.is_ok() { status } else { Status::CouldNotRun }))
    }
}

fn unreadable(error: &io::Error) -> ErrorInfo {
    let text = format!("Standard input cannot be read: {}.", error.kind());
    ErrorInfo::new(Status::CouldNotRun, "file-unreadable", text, "Give one code a line.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_they_like_and_are_as_long_as_they_like() {
        let long = "A".repeat(200_000);
        let mut input = b"one\r\n\n\xff\x00two\n".to_vec();
        input.extend(long.as_bytes());
        input.extend(b"\nlast");
        let mut from = io::BufReader::with_capacity(7, &input[..]);
        let mut lines = Vec::new();
        while let Some(read) = line(&mut from).unwrap() {
            lines.push(read.trim().to_owned());
        }
        let cut = "A".repeat(64 << 10);
        assert_eq!(lines, ["one", "", "\u{fffd}\0two", cut.as_str(), "last"]);
    }
}
