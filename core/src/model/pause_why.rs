//! Why a quarantine is paused.

/// Why there is a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PauseWhy {
    Hospital,
    Moved,
    Loan,
    /// Also whatever this reader does not know: a pause is never refused for its reason.
    Other,
}

impl PauseWhy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Hospital, Self::Moved, Self::Loan, Self::Other];

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hospital => "hospital",
            Self::Moved => "moved",
            Self::Loan => "loan",
            Self::Other => "other",
        }
    }

    /// The reason of this name.
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|why| why.name() == name).unwrap_or(Self::Other)
    }
}
