//! What a place that a phone claims says.

/// What a fix says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// At a place of the order.
    In,
    /// At none of them, whatever its circle.
    Out,
    /// Neither.
    Neutral,
    /// Nothing.
    Inadmissible(Reason),
}

impl Verdict {
    /// As it is written down.
    pub fn name(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Neutral => "neutral",
            Self::Inadmissible(_) => "inadmissible",
        }
    }
}

/// Why a fix is no evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A pause, a permission, travel or a declaration covers it.
    Paused,
    /// It was more than two minutes old when it came.
    Old,
    /// No circle is claimed.
    NoAccuracy,
    /// The circle is larger than 150 m.
    Inaccurate,
    /// Simulated.
    Mock,
    /// An old place under a new time.
    Restamped,
    /// Not measured after the fix before.
    NotNewer,
    /// Approximate places only.
    Coarse,
}

impl Reason {
    /// As it is written down.
    pub fn name(self) -> &'static str {
        match self {
            Self::Paused => "paused",
            Self::Old => "old",
            Self::NoAccuracy => "no-accuracy",
            Self::Inaccurate => "inaccurate",
            Self::Mock => "mock",
            Self::Restamped => "restamped",
            Self::NotNewer => "not-newer",
            Self::Coarse => "coarse",
        }
    }
}
