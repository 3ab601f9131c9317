//! The floors by their names.

/// A floor, named by what is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Floor {
    WindowTooShort,
    TooManyChecks,
    GapTooShort,
    ChecksDoNotFit,
    QuietTooShort,
    Radius,
    TooManyPlaces,
    NoPlace,
    PlaceInvalid,
    GraceTooShort,
    TooLong,
    EndsBeforeStart,
    IntervalTooShort,
    NoAppeal,
    NoContact,
    UnknownCritical,
    ZoneInvalid,
    NotInForce,
    VersionStep,
}

impl Floor {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::WindowTooShort,
        Self::TooManyChecks,
        Self::GapTooShort,
        Self::ChecksDoNotFit,
        Self::QuietTooShort,
        Self::Radius,
        Self::TooManyPlaces,
        Self::NoPlace,
        Self::PlaceInvalid,
        Self::GraceTooShort,
        Self::TooLong,
        Self::EndsBeforeStart,
        Self::IntervalTooShort,
        Self::NoAppeal,
        Self::NoContact,
        Self::UnknownCritical,
        Self::ZoneInvalid,
        Self::NotInForce,
        Self::VersionStep,
    ];

    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::WindowTooShort => "window-too-short",
            Self::TooManyChecks => "too-many-checks",
            Self::GapTooShort => "gap-too-short",
            Self::ChecksDoNotFit => "checks-do-not-fit",
            Self::QuietTooShort => "quiet-too-short",
            Self::Radius => "radius",
            Self::TooManyPlaces => "too-many-places",
            Self::NoPlace => "no-place",
            Self::PlaceInvalid => "place-invalid",
            Self::GraceTooShort => "grace-too-short",
            Self::TooLong => "too-long",
            Self::EndsBeforeStart => "ends-before-start",
            Self::IntervalTooShort => "interval-too-short",
            Self::NoAppeal => "no-appeal",
            Self::NoContact => "no-contact",
            Self::UnknownCritical => "unknown-critical",
            Self::ZoneInvalid => "zone-invalid",
            Self::NotInForce => "not-in-force",
            Self::VersionStep => "version-step",
        }
    }
}
