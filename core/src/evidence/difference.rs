//! The first thing in which a file is not what was signed.

/// What is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// What an entry says.
    Leaf,
    /// Which entries there are, or the hash of one that is not shown.
    Chain,
    Head,
    Receipt,
    Order,
    Check,
    Notice,
    Verdict,
    Presence,
    Outcome,
    /// Whose signatures count.
    Trust,
    /// The page that people read.
    Report,
    /// The file cannot be read as evidence.
    Form,
}

/// What is different, and where that shows first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// Number of the entry; none where it is of no entry.
    pub entry: Option<u64>,
    pub what: What,
}

impl What {
    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Leaf => "leaf",
            Self::Chain => "chain",
            Self::Head => "head",
            Self::Receipt => "receipt",
            Self::Order => "order",
            Self::Check => "check",
            Self::Notice => "notice",
            Self::Verdict => "verdict",
            Self::Presence => "presence",
            Self::Outcome => "outcome",
            Self::Trust => "trust",
            Self::Report => "report",
            Self::Form => "form",
        }
    }
}

impl Difference {
    pub(super) fn at(n: u64, what: What) -> Self {
        Self { entry: Some(n), what }
    }

    pub(super) fn in_all(what: What) -> Self {
        Self { entry: None, what }
    }
}
