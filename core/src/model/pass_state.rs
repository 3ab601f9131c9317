//! Where a pass stands.

/// The state of a pass on its holder's phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassState {
    Valid,
    NotYetValid,
    /// Its time is over.
    Expired,
    /// Revoked, and still good for the way home.
    ReturnHomeOnly,
    Revoked,
    /// No act is in force: nobody needs it.
    NotInForce,
    /// Its act is not in force, and another requires a pass.
    OtherAct,
    /// The key that signed it was withdrawn: it is not accepted, and another one comes.
    KeyWithdrawn,
    /// The phone does not know the time well enough to say.
    TimeUnknown,
}

impl PassState {
    /// The name that scripts see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::NotYetValid => "not-yet-valid",
            Self::Expired => "expired",
            Self::ReturnHomeOnly => "return-home-only",
            Self::Revoked => "revoked",
            Self::NotInForce => "not-in-force",
            Self::OtherAct => "other-act",
            Self::KeyWithdrawn => "key-withdrawn",
            Self::TimeUnknown => "time-unknown",
        }
    }
}
