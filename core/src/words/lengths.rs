//! Lengths of time and times of the day as they stand in sentences.

/// Seconds of so many minutes.
pub fn minutes(minutes: u64) -> u64 {
    minutes.saturating_mul(60)
}

/// A minute of the day as clocks show it, `09:00`. The end of the day is `24:00`.
pub fn clock(minute: u64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// How many of the largest unit that leaves nothing over.
fn whole(seconds: u64) -> (u64, Unit) {
    match seconds {
        seconds if seconds % 3600 == 0 => (seconds / 3600, Unit::Hour),
        seconds if seconds % 60 == 0 => (seconds / 60, Unit::Minute),
        seconds => (seconds, Unit::Second),
    }
}

#[derive(Clone, Copy)]
enum Unit {
    Hour,
    Minute,
    Second,
}

pub mod en {
    use super::{Unit, whole};
    use crate::words::plural::en as plural;

    /// `15 minutes`, `4 hours`.
    pub fn length(seconds: u64) -> String {
        let (n, unit) = whole(seconds);
        let unit = match unit {
            Unit::Hour => plural(n, "hour", "hours"),
            Unit::Minute => plural(n, "minute", "minutes"),
            Unit::Second => plural(n, "second", "seconds"),
        };
        format!("{n} {unit}")
    }
}

pub mod ru {
    use super::{Unit, whole};
    use crate::words::plural::ru as plural;

    /// `15 минут`, `1 минута`: what there is.
    pub fn length(seconds: u64) -> String {
        let (n, unit) = whole(seconds);
        let unit = match unit {
            Unit::Hour => plural(n, "час", "часа", "часов"),
            Unit::Minute => plural(n, "минута", "минуты", "минут"),
            Unit::Second => plural(n, "секунда", "секунды", "секунд"),
        };
        format!("{n} {unit}")
    }

    /// `раз в 15 минут`, `раз в 1 минуту`.
    pub fn every(seconds: u64) -> String {
        let (n, unit) = whole(seconds);
        let unit = match unit {
            Unit::Hour => plural(n, "час", "часа", "часов"),
            Unit::Minute => plural(n, "минуту", "минуты", "минут"),
            Unit::Second => plural(n, "секунду", "секунды", "секунд"),
        };
        format!("раз в {n} {unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::{clock, en, ru};

    #[test]
    fn a_length_is_said_in_the_largest_unit_that_fits() {
        let said = |seconds| (en::length(seconds), ru::length(seconds), ru::every(seconds));
        let is = |en: &str, ru: &str, every: &str| (en.into(), ru.into(), every.into());
        assert_eq!(said(900), is("15 minutes", "15 минут", "раз в 15 минут"));
        assert_eq!(said(3600), is("1 hour", "1 час", "раз в 1 час"));
        assert_eq!(said(1260), is("21 minutes", "21 минута", "раз в 21 минуту"));
        assert_eq!(said(86_400), is("24 hours", "24 часа", "раз в 24 часа"));
        assert_eq!(said(301), is("301 seconds", "301 секунда", "раз в 301 секунду"));
        assert_eq!(
            (clock(540), clock(1320), clock(1440)),
            ("09:00".into(), "22:00".into(), "24:00".into())
        );
    }
}
