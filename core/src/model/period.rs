//! The stretches over which exits are counted.

/// The stretch over which exits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// The calendar day at the region.
    LocalDay,
    /// Monday to Sunday at the region.
    LocalWeek,
    /// The calendar month at the region.
    LocalMonth,
}

/// Every period with its name on the wire.
const PERIODS: [(Period, &str); 3] = [
    (Period::LocalDay, "local-day"),
    (Period::LocalWeek, "local-week"),
    (Period::LocalMonth, "local-month"),
];

impl Period {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        PERIODS.iter().find(|(known, _)| *known == self).map_or("", |(_, name)| name)
    }

    /// The period of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        PERIODS.iter().find(|(_, known)| *known == name).map(|(known, _)| *known)
    }
}
