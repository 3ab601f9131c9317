//! What an order asks of a phone.

use crate::documents::item::Item;
use crate::model::Thumbprint;

/// Minutes of a day.
const DAY_MIN: u64 = 1440;

/// Whose answers count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Device {
    /// Of the person's account.
    Keys(Vec<Thumbprint>),
    /// A device that is lent, by its number.
    Loan(String),
}

/// What is reported of where the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Report {
    /// Whether they are at home.
    Presence,
    Coordinates,
}

impl Report {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Presence => "presence",
            Self::Coordinates => "coordinates",
        }
    }

    /// By its name on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Presence, Self::Coordinates].into_iter().find(|report| report.name() == name)
    }
}

/// When nothing rings, in minutes of the local day, `from_min` up to `to_min`, over midnight if that is
/// the smaller one. From 0 to 1,440 each; two equal ones are no quiet hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    pub from_min: u64,
    pub to_min: u64,
}

impl QuietHours {
    /// How many minutes they last.
    pub fn length_min(self) -> u64 {
        if self.from_min <= self.to_min {
            self.to_min.saturating_sub(self.from_min)
        } else {
            DAY_MIN.saturating_sub(self.from_min).saturating_add(self.to_min)
        }
    }

    /// Whether this minute of the local day is quiet.
    pub fn contains(self, minute: u64) -> bool {
        if self.from_min <= self.to_min {
            (self.from_min..self.to_min).contains(&minute)
        } else {
            minute >= self.from_min || minute < self.to_min
        }
    }

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let [from, to] = item.as_array()? else { return None };
        let quiet = Self { from_min: from.as_uint()?, to_min: to.as_uint()? };
        (quiet.from_min <= DAY_MIN && quiet.to_min <= DAY_MIN).then_some(quiet)
    }

    pub(super) fn item(self) -> Item<'static> {
        Item::Array(vec![Item::uint(self.from_min), Item::uint(self.to_min)])
    }
}

/// How often and how a phone asks whether the person is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checks {
    /// Agreed checks of a local day.
    pub n: u64,
    /// How long a check may be answered.
    pub window_min: u64,
    /// From the end of one check to the beginning of the next.
    pub gap_min: u64,
    /// From which phone and authority draw the same times.
    pub seed: [u8; 32],
    /// Whether a check may ask for a photo.
    pub photo: bool,
    /// Checks of a local day at times that the authority chooses.
    pub surprises: u64,
}

impl Checks {
    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let number = |name: &'static str| item.get(name)?.as_uint();
        Some(Self {
            n: number("n")?,
            window_min: number("window_min")?,
            gap_min: number("gap_min")?,
            seed: item.get("seed32")?.as_fixed()?,
            photo: item.get("photo")?.as_bool()?,
            surprises: number("surprises")?,
        })
    }

    pub(super) fn item(&self) -> Item<'static> {
        Item::map([
            ("n".into(), Item::uint(self.n)),
            ("window_min".into(), Item::uint(self.window_min)),
            ("gap_min".into(), Item::uint(self.gap_min)),
            ("seed32".into(), Item::bytes(&self.seed)),
            ("photo".into(), Item::Bool(self.photo)),
            ("surprises".into(), Item::uint(self.surprises)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_go_over_midnight() {
        let quiet = |from_min, to_min| QuietHours { from_min, to_min };
        let night = quiet(1320, 540);
        assert_eq!(night.length_min(), 660);
        assert!([1320, 1439, 0, 539].iter().all(|minute| night.contains(*minute)));
        assert!([540, 1319].iter().all(|minute| !night.contains(*minute)));
        assert_eq!(quiet(60, 120).length_min(), 60);
        assert_eq!((quiet(1320, 1320).length_min(), quiet(0, 1440).length_min()), (0, 1440));
        assert!((0..1440).all(|minute| !quiet(1320, 1320).contains(minute)));
    }

    #[test]
    fn their_length_is_the_number_of_their_minutes() {
        for (from_min, to_min) in [(0, 0), (0, 1440), (1440, 0), (1440, 1440), (1320, 540), (7, 8)]
        {
            let quiet = QuietHours { from_min, to_min };
            let counted = (0..DAY_MIN).filter(|minute| quiet.contains(*minute)).count() as u64;
            assert_eq!(quiet.length_min(), counted, "{quiet:?}");
        }
    }
}
