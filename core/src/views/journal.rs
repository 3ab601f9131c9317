//! What a journal says, for whom it belongs to.

use serde_json::{Map, Value};

use super::Viewed;
use crate::documents::Item;
use crate::model::{Sentence, When, to_base64url};
use crate::quarantine::journal::{AnswerMode, Entry, Event, Interval};
use crate::time::milliseconds;
use crate::words::JournalText;

/// Some entries of a journal, and how far it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalPage {
    /// Base64url.
    pub chain: String,
    /// Base64url.
    pub epoch: String,
    /// Number of the last entry; 0 before the first.
    pub n: u64,
    /// SHA-256 of the last head that was signed; empty before the first.
    pub head: Vec<u8>,
    /// Number of the last entry that a receipt covers.
    pub confirmed: Option<u64>,
    pub entries: Vec<JournalEntryView>,
}

/// An entry of a journal. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntryView {
    pub n: u64,
    /// Stable and kebab-case.
    pub kind: String,
    /// It did not happen before this.
    pub earliest_ms: Option<i64>,
    /// It did not happen after this, if that is known.
    pub latest_ms: Option<i64>,
    /// What it says, field by field, as a JSON object; bytes are base64url.
    pub fields: String,
    /// Whether the authority is told.
    pub reported: bool,
    pub text: Sentence,
}

impl Viewed<'_> {
    pub fn journal_entry(&self, entry: &Entry) -> JournalEntryView {
        let within = entry.within();
        let latest = within.and_then(Interval::latest);
        JournalEntryView {
            n: entry.n,
            kind: entry.kind.name().to_owned(),
            earliest_ms: within.map(|within| milliseconds(within.earliest())),
            latest_ms: latest.map(milliseconds),
            fields: Value::Object(fields(entry)).to_string(),
            reported: entry.reported().is_some(),
            text: self.said(entry),
        }
    }

    fn said(&self, entry: &Entry) -> Sentence {
        let Some(event) = entry.event() else { return self.say(&JournalText::Unknown) };
        let say = match &event {
            Event::Order { open, .. } => match open.result.as_str() {
                "accepted" => JournalText::OrderCame { version: open.version },
                rule => JournalText::OrderRefused { version: open.version, rule },
            },
            Event::Seen { open, .. } => match open.why.as_ref().map(|why| why.as_str()) {
                Some("not-me") => JournalText::NotMine,
                Some("released") => JournalText::TypedRelease,
                _ => JournalText::Seen { version: open.version },
            },
            Event::Begin { .. } => JournalText::Began,
            Event::End { .. } => JournalText::Ended,
            Event::Fix { place } => JournalText::Fix { verdict: place.verdict },
            Event::Presence { open, .. } => JournalText::Presence {
                state: open.state,
                from: self.moment(open.from),
                to: self.moment(open.to),
            },
            Event::Check { open } => match &open.refused {
                Some(rule) => JournalText::AskedInVain { rule: rule.as_str() },
                None => JournalText::Asked,
            },
            Event::Answer { open, .. } => match open.how {
                AnswerMode::Cannot => JournalText::CouldNot { reason: open.reason },
                how => JournalText::Answered { how },
            },
            Event::Declare { open, .. } => JournalText::Declared(open.what),
            Event::Technical { open } => JournalText::Technical(open.state),
            Event::Alias { .. } => JournalText::Alias,
            Event::Notice { .. } => JournalText::Notice,
            Event::Dispute { .. } => JournalText::Disputed,
            Event::Receipt { open } => JournalText::Receipt { up_to: open.up_to },
            Event::Epoch { open } => JournalText::Epoch(open.why),
            Event::Link { .. } => JournalText::Link,
            Event::Aside { open } => JournalText::Aside { seq: open.seq, why: open.why },
        };
        self.say(&say)
    }

    fn moment(&self, within: Interval) -> When {
        self.when(milliseconds(within.latest().unwrap_or(within.earliest())))
    }
}

/// Of all classes together: no two of them have a field of one name.
fn fields(entry: &Entry) -> Map<String, Value> {
    let mut fields = Map::new();
    for (_, values) in &entry.parts {
        let Some(Item::Map(named)) = values.item() else { continue };
        for (name, value) in &named {
            if let Some(name) = name.as_text() {
                fields.insert(name.to_owned(), json(value));
            }
        }
    }
    fields
}

fn json(item: &Item<'_>) -> Value {
    match item {
        Item::Int(number) => (*number).into(),
        Item::Bytes(bytes) => to_base64url(bytes).into(),
        Item::Text(text) => text.as_ref().into(),
        Item::Array(items) => items.iter().map(json).collect(),
        Item::Map(entries) => {
            let mut fields = Map::new();
            for (name, value) in entries {
                fields.insert(name.as_text().unwrap_or_default().to_owned(), json(value));
            }
            fields.into()
        }
        Item::Tag(_, inside) => json(inside),
        Item::Bool(is) => (*is).into(),
        Item::Null => Value::Null,
    }
}
