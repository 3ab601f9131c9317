//! The form of a table of passes by text message. Every figure stands beside its source and how sure it is:
//! `A` several agree, `B` one source or a translation, `C` assumed. What nobody knows is left out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Texts by language tag.
pub(super) type Texts = BTreeMap<String, String>;

/// One version of a region's table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    /// Region and number, such as `cy-8998`.
    pub(super) region: String,
    /// Day from which this version held, for people.
    pub(super) version: String,
    /// What the document is, for people.
    pub(super) about: String,
    /// What the sources are called: by name, where it was published.
    pub(super) sources: Texts,
    pub(super) from: Moment,
    /// Absent where no end is established.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<Moment>,
    pub(super) zone: Zone,
    pub(super) number: Number,
    /// From which countries' networks the number is reached; absent where nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) networks: Option<Networks>,
    pub(super) forms: Vec<Form>,
    pub(super) purposes: Vec<Purpose>,
    /// Replies whose wording is established; no others.
    pub(super) replies: Vec<Reply>,
    pub(super) fallback: Fallback,
    pub(super) examples: Examples,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Moment {
    /// RFC 3339.
    pub(super) at: String,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Zone {
    /// IANA name.
    pub(super) name: String,
    /// From when on which offset holds, ascending: RFC 3339, and `+03:00`.
    pub(super) offsets: Vec<[String; 2]>,
    pub(super) source: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Number {
    pub(super) number: String,
    /// What replies call themselves beside it.
    #[serde(default)]
    pub(super) senders: Vec<String>,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Networks {
    /// Mobile country codes (MCC).
    pub(super) countries: Vec<String>,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    pub(super) form: String,
    /// `registration` or `request`.
    pub(super) kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) template: Option<Template>,
    /// In place of a template: why there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) not_established: Option<String>,
    /// The code of the purpose that it is for, if no field says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) purpose: Option<String>,
    /// A form of the same effect that is shorter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) shorter: Option<String>,
    pub(super) fields: Vec<Field>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Template {
    /// Literal text, and after it by turns the name of a field and the literal text that follows it.
    pub(super) parts: Vec<String>,
    /// Signs that keep fields apart.
    pub(super) separators: String,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Field {
    pub(super) field: String,
    pub(super) label: Texts,
    /// As `PROTOCOL.md §4.22` lists them.
    pub(super) kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) least: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) most: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) letters: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) values: Option<Vec<String>>,
    /// Another field and the values of it with which this one holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) when: Option<Vec<String>>,
    pub(super) required: bool,
    /// Most characters.
    pub(super) longest: usize,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) capitals: bool,
    /// What becomes of a separator in it: `space`, `hyphen`, `block` or `keep`.
    pub(super) separator: String,
    /// What becomes of a number that does not look right: `warn` or `block`.
    pub(super) level: String,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Purpose {
    pub(super) code: String,
    pub(super) key: String,
    pub(super) label: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<Moment>,
    #[serde(default)]
    pub(super) quotas: Vec<Quota>,
    #[serde(default)]
    pub(super) closed: Vec<Closed>,
    /// Absent where nobody has said until when a permit counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) validity: Option<Validity>,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quota {
    pub(super) n: u64,
    /// `local-day`, `local-week`, `local-month`, or rolling hours as `72h`.
    pub(super) per: String,
    /// Purposes that name the same are counted together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) shared: Option<String>,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closed {
    /// `21:00`.
    pub(super) from: String,
    pub(super) to: String,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Validity {
    /// `from-request` or `from-reply` with minutes, `in-reply`, `local-day`.
    pub(super) kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) minutes: Option<u64>,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reply {
    /// `approved`, or the reason of a refusal.
    pub(super) class: String,
    pub(super) pattern: Vec<Part>,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Part {
    Literal(String),
    Capture(Capture),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Capture {
    /// `code`, `until` or `anything`.
    pub(super) what: String,
    pub(super) least: usize,
    pub(super) most: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fallback {
    #[serde(default)]
    pub(super) voice: Vec<Voice>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) paper: Option<Paper>,
    pub(super) wait: Wait,
    pub(super) no_reply: Policy,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Voice {
    pub(super) number: String,
    /// From and to as `06:00`, of the local day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) hours: Option<[String; 2]>,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Paper {
    pub(super) name: Texts,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wait {
    pub(super) minutes: u64,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Policy {
    /// `not-said`, `may-leave`, `must-wait` or `use-fallback`.
    pub(super) policy: String,
    pub(super) source: String,
    pub(super) confidence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Examples {
    pub(super) written: Vec<Written>,
    #[serde(default)]
    pub(super) read: Vec<Answered>,
}

/// A form that somebody filled in, and the text or the refusal that comes of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub(super) form: String,
    pub(super) values: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) segments: Option<u64>,
    /// Field and rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) refused: Option<[String; 2]>,
    pub(super) source: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answered {
    pub(super) text: String,
    /// Absent where it must stay unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) code: Option<String>,
    pub(super) source: String,
}
