//! English: moments.

use chrono::Datelike as _;

use super::capital;
use crate::model::{Day, When};

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `today`, `Tuesday 24 November`.
fn day(when: &When) -> String {
    let date = when.date();
    let weekday = WEEKDAYS.get(date.weekday().num_days_from_monday() as usize);
    let month = MONTHS.get(date.month0() as usize);
    let (weekday, month) = (weekday.unwrap_or(&""), month.unwrap_or(&""));
    match when.day() {
        Day::Yesterday => "yesterday".into(),
        Day::Today => "today".into(),
        Day::Tomorrow => "tomorrow".into(),
        Day::OfTheYear => format!("{weekday} {} {month}", date.day()),
        Day::Whole => format!("{weekday} {} {month} {}", date.day(), date.year()),
    }
}

/// `Tuesday 24 November`, as a line of its own.
pub fn day_line(when: &When) -> String {
    capital(day(when))
}

/// Such as `today, 15:00`, without a preposition.
fn plain(when: &When) -> String {
    format!("{}, {}", day(when), when.clock())
}

/// `today at 15:00`, `on Tuesday 24 November at 15:00`.
pub fn at(when: &When) -> String {
    let on = if matches!(when.day(), Day::OfTheYear | Day::Whole) { "on " } else { "" };
    format!("{on}{} at {}", day(when), when.clock())
}

/// `Today at 15:00`, as a line of its own.
pub fn line(when: &When) -> String {
    capital(at(when))
}

/// `today until 15:00`, `until tomorrow, 09:00`.
pub fn until(when: &When) -> String {
    match when.day() {
        Day::Today => format!("today until {}", when.clock()),
        _ => format!("until {}", plain(when)),
    }
}

/// `today before 15:00`, `before tomorrow, 09:00`.
pub fn before(when: &When) -> String {
    match when.day() {
        Day::Today => format!("today before {}", when.clock()),
        _ => format!("before {}", plain(when)),
    }
}

/// `today from 15:00`, `from Tuesday 24 November, 15:00`.
pub fn from(when: &When) -> String {
    match when.day() {
        Day::OfTheYear | Day::Whole => format!("from {}", plain(when)),
        _ => format!("{} from {}", day(when), when.clock()),
    }
}

/// `Today from 15:00 until 18:00`, `Today, 15:00 – tomorrow, 09:00`.
pub fn times(begin: &When, end: &When) -> String {
    capital(if !begin.is_on_day_of(end) {
        format!("{} – {}", plain(begin), plain(end))
    } else if matches!(begin.day(), Day::OfTheYear | Day::Whole) {
        format!("{}, from {} until {}", day(begin), begin.clock(), end.clock())
    } else {
        format!("{} from {} until {}", day(begin), begin.clock(), end.clock())
    })
}
