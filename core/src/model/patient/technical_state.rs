//! What a phone says of its own troubles: out of a closed table, so that nothing of a person and
//! nothing that tells phones apart can stand there (`PROTOCOL.md §19.3`).

/// Each state with the values that it may have.
const TABLE: [(&str, &[&str]); 15] = [
    ("location", &["always", "in-use", "denied"]),
    ("precise", YES_NO),
    ("services", YES_NO),
    ("providers", &["none", "gnss", "network", "several"]),
    ("notices", YES_NO),
    ("camera", YES_NO),
    ("motion", YES_NO),
    ("saver", YES_NO),
    ("exempt", YES_NO),
    ("idle", YES_NO),
    ("network", &["wifi", "mobile", "none"]),
    ("power", &["off", "on"]),
    ("clock", &["anchored", "unanchored", "set"]),
    ("storage", &["ok", "full"]),
    ("core", &["fix-invalid", "documents-refused", "vault-unavailable", "killed", "woken-late"]),
];

const YES_NO: &[&str] = &["yes", "no"];

/// A state of the phone and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TechnicalState {
    what: &'static str,
    value: &'static str,
}

impl TechnicalState {
    /// Nothing but what the table has.
    pub fn new(what: &str, value: &str) -> Option<Self> {
        let (what, values) = TABLE.iter().find(|(known, _)| *known == what)?;
        values.iter().find(|known| **known == value).map(|value| Self { what, value })
    }

    /// Every state with every value.
    pub fn all() -> impl Iterator<Item = Self> {
        let of = |(what, values): &(&'static str, &'static [&'static str])| {
            let what = *what;
            values.iter().map(move |value| Self { what, value })
        };
        TABLE.iter().flat_map(of)
    }

    /// Which state.
    pub fn what(self) -> &'static str {
        self.what
    }

    /// How it was.
    pub fn value(self) -> &'static str {
        self.value
    }
}
