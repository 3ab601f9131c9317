//! What an app may ask the phone's system for on a patient's behalf.

/// Something that the phone's system lets an app do only when its owner agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// The place, while the app is looked at.
    Location,
    /// Location switched on for the phone as a whole.
    LocationServices,
    /// The place itself, and not only the neighbourhood.
    PreciseLocation,
    /// The place also while nobody looks at the app.
    LocationAlways,
    Notices,
    /// Steps, and whether the phone moves.
    Motion,
    /// To go on while the phone saves power.
    PowerSaving,
}

impl Access {
    /// In the order in which they are asked for.
    pub const ALL: [Self; 7] = [
        Self::Location,
        Self::LocationServices,
        Self::PreciseLocation,
        Self::LocationAlways,
        Self::Notices,
        Self::Motion,
        Self::PowerSaving,
    ];

    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Location => "location",
            Self::LocationServices => "location-services",
            Self::PreciseLocation => "precise-location",
            Self::LocationAlways => "location-always",
            Self::Notices => "notices",
            Self::Motion => "motion",
            Self::PowerSaving => "power-saving",
        }
    }
}
