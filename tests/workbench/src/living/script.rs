//! What a script says happens to a phone: one JSON object a line, each at its time.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::command_line::ClockStep;

/// What holds from one line on, or happens at it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    at: String,
    enu: Option<[f64; 2]>,
    place: Option<[f64; 2]>,
    acc: Option<f64>,
    source: Option<String>,
    steps: Option<u32>,
    activity: Option<String>,
    #[serde(default)]
    facts: Map<String, Value>,
    answer: Option<String>,
    #[serde(default, rename = "do")]
    verbs: Vec<String>,
    #[serde(default)]
    reboot: bool,
    #[serde(default)]
    kill: bool,
    #[serde(default)]
    until: bool,
}

/// A line at its time.
#[derive(Debug, Clone)]
pub struct Line {
    /// From 1.
    pub number: usize,
    /// Milliseconds since 1970.
    pub at_ms: i64,
    pub change: Change,
    /// Words of verbs, as `doorstep phone` takes them.
    pub verbs: Vec<String>,
    /// The phone is switched off and on.
    pub reboot: bool,
    /// The system ends the app's process.
    pub kill: bool,
    /// Nothing comes after it.
    pub is_end: bool,
}

/// What holds from a line on; what it does not say stays.
#[derive(Debug, Clone, Default)]
pub struct Change {
    pub place: Option<Whereabouts>,
    pub accuracy_m: Option<f64>,
    pub source: Option<String>,
    pub steps: Option<u32>,
    pub activity: Option<String>,
    /// `KEY=VALUE`, as `doorstep phone facts` takes them.
    pub facts: Vec<String>,
    pub answer: Option<String>,
}

/// Where the phone is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Whereabouts {
    /// Metres east and north of the order's first place.
    Enu([f64; 2]),
    /// Latitude and longitude, degrees.
    Degrees([f64; 2]),
}

/// The line that cannot be read, from 1, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptUnfit {
    pub line: usize,
    pub why: String,
}

/// Reads a script; `now_ms` is what the first line may count from.
pub fn read(text: &str, now_ms: i64) -> Result<Vec<Line>, ScriptUnfit> {
    let mut lines: Vec<Line> = Vec::new();
    let mut last_ms = now_ms;
    for (number, line) in text.lines().enumerate() {
        let unfit = |why: String| ScriptUnfit { line: number.saturating_add(1), why };
        if line.trim().is_empty() {
            continue;
        }
        if lines.last().is_some_and(|line| line.is_end) {
            return Err(unfit("nothing comes after \"until\"".into()));
        }
        let written: Written =
            serde_json::from_str(line).map_err(|error| unfit(error.to_string()))?;
        let at_ms = match ClockStep::read(&written.at).map_err(unfit)? {
            ClockStep::To(at_ms) => at_ms,
            ClockStep::On(ms) => last_ms.saturating_add(ms),
        };
        if at_ms < last_ms {
            return Err(unfit("it is earlier than the line before".into()));
        }
        last_ms = at_ms;
        lines.push(line_of(number.saturating_add(1), written, at_ms));
    }
    match lines.last() {
        Some(last) if last.is_end => Ok(lines),
        _ => Err(ScriptUnfit {
            line: text.lines().count().max(1),
            why: "the last line has \"until\": true".into(),
        }),
    }
}

fn line_of(number: usize, written: Written, at_ms: i64) -> Line {
    let enu = written.enu.map(Whereabouts::Enu);
    let facts = written.facts.iter().map(|(key, value)| format!("{key}={}", word(value)));
    Line {
        number,
        at_ms,
        change: Change {
            place: enu.or(written.place.map(Whereabouts::Degrees)),
            accuracy_m: written.acc,
            source: written.source,
            steps: written.steps,
            activity: written.activity,
            facts: facts.collect(),
            answer: written.answer,
        },
        verbs: written.verbs,
        reboot: written.reboot,
        kill: written.kill,
        is_end: written.until,
    }
}

/// A value as the command line has it.
fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_at_their_times() {
        let text = "{\"at\":\"+2h\",\"enu\":[1,2],\"facts\":{\"network\":\"none\",\"battery\":12}}\n\n\
                    {\"at\":\"+15m\",\"do\":[\"hospital\"],\"kill\":true}\n{\"at\":\"+14d\",\"until\":true}\n";
        let lines = read(text, 1_000).unwrap();
        let times: Vec<i64> = lines.iter().map(|line| line.at_ms).collect();
        assert_eq!(times, [7_201_000, 8_101_000, 8_101_000 + 14 * 86_400_000]);
        assert_eq!(lines[0].change.place, Some(Whereabouts::Enu([1.0, 2.0])));
        assert_eq!(lines[0].change.facts, ["battery=12", "network=none"]);
        assert_eq!(
            (lines[1].verbs.as_slice(), lines[1].kill),
            (&["hospital".to_owned()][..], true)
        );
        assert!(lines[2].is_end);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line() {
        for (text, line) in [
            ("", 1),
            ("{\"at\":\"+1h\"}", 1),
            ("{\"at\":\"+1h\"}\n{\"at\":\"-1h\",\"until\":true}", 2),
            (
                "{\"at\":\"2026-11-24T12:00:00Z\"}\n{\"at\":\"2026-11-24T11:00:00Z\",\"until\":true}",
                2,
            ),
            ("{\"at\":\"+1h\",\"until\":true}\n{\"at\":\"+1h\"}", 2),
            ("{\"at\":\"+1h\",\"wings\":2,\"until\":true}", 1),
            ("nonsense", 1),
        ] {
            assert_eq!(read(text, 0).map_err(|unfit| unfit.line).unwrap_err(), line, "{text}");
        }
    }
}
