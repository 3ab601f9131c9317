//! The tables, by what their rows are.

/// Tables of many rows, and the one of single facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// One row a fact.
    Facts,
    /// One row a pass.
    Passes,
    /// One row a request that waits for its answer.
    Outbox,
    /// One row a request that was sent.
    Sent,
    /// The bytes of the newest of them, under the same number.
    SentRaw,
    /// One row a version of a quarantine order, also one that does not count.
    Orders,
    /// One row an entry of a journal, under a number that says which.
    Entries,
    /// One row a notice of the authority.
    Notices,
    /// One row a head, a receipt or a time token of a journal.
    Proofs,
    /// One row a surprise check that came.
    Checks,
    /// One row a photo that answered a check.
    Photos,
    /// The sealed bytes of those that wait for a receipt, under the same number.
    PhotoBytes,
}

impl Table {
    pub(super) const ALL: [Self; 12] = [
        Self::Facts,
        Self::Passes,
        Self::Outbox,
        Self::Sent,
        Self::SentRaw,
        Self::Orders,
        Self::Entries,
        Self::Notices,
        Self::Proofs,
        Self::Checks,
        Self::Photos,
        Self::PhotoBytes,
    ];

    /// Those whose rows have numbers of their own.
    pub(super) const NUMBERED: [Self; 8] = [
        Self::Passes,
        Self::Outbox,
        Self::Sent,
        Self::Orders,
        Self::Notices,
        Self::Proofs,
        Self::Checks,
        Self::Photos,
    ];

    /// The names of all tables in which rows have an owner and an epoch.
    pub(super) fn names_of_epochs() -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().map(Self::name).chain(["unreadable", "data_keys"])
    }

    /// The column by which a row is found.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Facts => "fact",
            _ => "row",
        }
    }

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Passes => "passes",
            Self::Outbox => "outbox",
            Self::Sent => "sent",
            Self::SentRaw => "sent_raw",
            Self::Orders => "orders",
            Self::Entries => "entries",
            Self::Notices => "notices",
            Self::Proofs => "proofs",
            Self::Checks => "checks",
            Self::Photos => "photos",
            Self::PhotoBytes => "photo_bytes",
        }
    }
}
