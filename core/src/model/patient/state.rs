//! Where a patient stands.

/// What may be said of where a patient is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// The phone was last seen at a place of the order.
    Home,
    /// Signs disagree. It asks; it accuses nobody.
    Unverified,
    /// Two kinds of signs agree, for three minutes at least.
    Away,
    /// Nothing can be told.
    NoNews,
    /// Nobody looks.
    Paused,
}

impl State {
    /// As it is journalled.
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Unverified => "unverified",
            Self::Away => "away",
            Self::NoNews => "no-news",
            Self::Paused => "paused",
        }
    }
}
