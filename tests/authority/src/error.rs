//! Why an authority does not start or can't go on.

use std::io::ErrorKind;

/// Why an authority did not start. Carries no path, number or key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    /// Somebody else listens at the address.
    #[error("the port is taken by another program")]
    PortTaken,
    /// The home's folder can't be made or written.
    #[error("the home can't be written")]
    HomeNotWritable,
    /// A newer version of this program has written the home.
    #[error("the home was written by a newer version")]
    HomeNewer,
    /// The folder holds files that are not an authority's.
    #[error("the folder holds something else than an authority")]
    HomeForeign,
    /// Another authority runs in this home.
    #[error("another authority runs in this home")]
    HomeInUse,
    /// The home was prepared for another region.
    #[error("the home was prepared for another region")]
    HomeOfAnotherRegion,
    /// Rules that can't follow the current ones: of another region, or a purpose's number was given
    /// to another purpose.
    #[error("these rules can't follow the current ones")]
    RulesUnfit,
    /// As many passes are revoked as the deny list holds.
    #[error("the list of revoked passes is full")]
    ListFull,
    /// A time at which neither certificates nor keys count.
    #[error(
        "certificates and keys count from 2020-01-01 to 2049-12-30 (UTC), and at no other time"
    )]
    TimeOutOfRange,
    /// The file that tells the time does not.
    #[error("the clock's file can't be read: {0}")]
    ClockUnreadable(ErrorKind),
    /// A file of the home is missing or is not what its name says.
    #[error("a file of the home is missing or damaged")]
    HomeDamaged,
    /// The system gave no randomness.
    #[error("no randomness available")]
    NoRandomness,
    /// The database refused.
    #[error("the database refused")]
    Database,
    /// The system refused to read, write or listen.
    #[error("the system refused: {0}")]
    Io(ErrorKind),
}

impl AuthorityError {
    /// The stable name of the error, kebab-case.
    pub fn code(self) -> &'static str {
        match self {
            Self::PortTaken => "port-taken",
            Self::HomeNotWritable => "home-not-writable",
            Self::HomeNewer => "home-newer",
            Self::HomeForeign => "home-foreign",
            Self::HomeInUse => "home-in-use",
            Self::HomeOfAnotherRegion => "home-of-another-region",
            Self::RulesUnfit => "rules-unfit",
            Self::ListFull => "list-full",
            Self::TimeOutOfRange => "time-out-of-range",
            Self::ClockUnreadable(_) => "clock-unreadable",
            Self::HomeDamaged => "home-damaged",
            Self::NoRandomness => "no-randomness",
            Self::Database => "database",
            Self::Io(_) => "io",
        }
    }
}

impl From<std::io::Error> for AuthorityError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error.kind())
    }
}

impl From<doorstep::ports::RandomError> for AuthorityError {
    fn from(_: doorstep::ports::RandomError) -> Self {
        Self::NoRandomness
    }
}
