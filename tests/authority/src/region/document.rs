//! The form of a region's document. Names that are not known are refused: whoever misspells a quota
//! must not believe that there is one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Texts by language tag.
pub(super) type Texts = BTreeMap<String, String>;

/// A region's rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    /// Name of the authority, at most eight bytes.
    pub(super) region: String,
    /// Day from which this version was meant to hold, for people.
    pub(super) version: String,
    /// What the document is, for people.
    pub(super) about: String,
    /// What the sources are called: by name, where it was published.
    pub(super) sources: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) authority: Option<Authority>,
    pub(super) zone: Zone,
    pub(super) acts: Vec<Act>,
    pub(super) purposes: Vec<Purpose>,
    #[serde(default)]
    pub(super) exempt: Vec<Exemption>,
    /// Time to get home after a pass was revoked.
    pub(super) grace: Minutes,
    /// How long a declared emergency lasts.
    pub(super) emergency: Minutes,
    pub(super) min_app_version: String,
}

/// Who runs the passes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Authority {
    pub(super) name: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<Texts>,
    /// Telephone number, as people read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) contact: Option<String>,
    /// Whom to complain to, and how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) complaints: Option<Texts>,
    pub(super) source: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Zone {
    /// IANA name.
    pub(super) name: String,
    /// From when on which offset holds, ascending.
    pub(super) offsets: Vec<Offset>,
    pub(super) source: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Offset {
    /// RFC 3339.
    pub(super) from: String,
    /// As `+03:00`.
    pub(super) offset: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Act {
    /// Official number.
    pub(super) number: String,
    pub(super) title: String,
    /// The title by language, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) titles: Option<Texts>,
    /// The text whose digest the rules carry.
    pub(super) text: String,
    /// First second in force, RFC 3339; absent for an act that was never adopted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<String>,
    /// First second no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<String>,
    /// What it puts into force; passes alone where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) covers: Option<Vec<Covered>>,
    pub(super) source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Covered {
    Passes,
    Quarantine,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Purpose {
    pub(super) id: u64,
    pub(super) key: String,
    pub(super) label: Texts,
    /// How long a pass lasts; not needed where no pass is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) lasts: Option<Lasts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quota: Option<Quota>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) hours: Option<Hours>,
    /// How long before the exit it must be asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) lead: Option<Minutes>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) paper: Option<Paper>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) no_pass: Option<NoPass>,
    /// Whether emergencies are declared under it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) emergency: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lasts {
    pub(super) minutes: u64,
    /// When every pass has ended, however long it lasts: RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<String>,
    pub(super) source: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Minutes {
    pub(super) minutes: u64,
    pub(super) source: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quota {
    pub(super) n: u64,
    /// `local-day`, `local-week` or `local-month`.
    pub(super) per: String,
    pub(super) source: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hours {
    /// Beginnings and ends as `06:00`; `24:00` is the end of the day.
    pub(super) open: Vec<[String; 2]>,
    pub(super) source: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Paper {
    pub(super) issued: bool,
    pub(super) source: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoPass {
    /// The legal reference that a person can show.
    #[serde(rename = "ref")]
    pub(super) reference: String,
    pub(super) source: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exemption {
    /// Younger than so many years …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) under: Option<u64>,
    /// … and only beside an adult.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) accompanied: bool,
    /// Others, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) who: Option<Texts>,
    #[serde(rename = "ref")]
    pub(super) reference: String,
    pub(super) source: String,
}
