//! Tatar: moments. They stand after a colon, so that no word has to agree with them.

use chrono::Datelike as _;

use super::capital;
use crate::model::{Day, When};

const WEEKDAYS: [&str; 7] =
    ["дүшәмбе", "сишәмбе", "чәршәмбе", "пәнҗешәмбе", "җомга", "шимбә", "якшәмбе"];
/// Months as they are named, and as they are in "of a year".
const MONTHS: [(&str, &str); 12] = [
    ("гыйнвар", "гыйнвары"),
    ("февраль", "феврале"),
    ("март", "марты"),
    ("апрель", "апреле"),
    ("май", "мае"),
    ("июнь", "июне"),
    ("июль", "июле"),
    ("август", "августы"),
    ("сентябрь", "сентябре"),
    ("октябрь", "октябре"),
    ("ноябрь", "ноябре"),
    ("декабрь", "декабре"),
];

/// `бүген`, `24 ноябрь, сишәмбе`, `2027 елның 24 ноябре`.
fn day(when: &When) -> String {
    let date = when.date();
    let weekday = WEEKDAYS.get(date.weekday().num_days_from_monday() as usize).unwrap_or(&"");
    let (month, of_year) = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    match when.day() {
        Day::Yesterday => "кичә".into(),
        Day::Today => "бүген".into(),
        Day::Tomorrow => "иртәгә".into(),
        Day::OfTheYear => format!("{} {month}, {weekday}", date.day()),
        Day::Whole => format!("{} елның {} {of_year}", date.year(), date.day()),
    }
}

/// Such as `бүген, 15:00`, to stand after a colon.
pub fn at(when: &When) -> String {
    format!("{}, {}", day(when), when.clock())
}

/// `Бүген, 15:00`, as a line of its own.
pub fn line(when: &When) -> String {
    capital(at(when))
}

/// `Бүген, 15:00 – 18:00`, `Бүген, 15:00 – иртәгә, 09:00`.
pub fn times(begin: &When, end: &When) -> String {
    capital(if begin.is_on_day_of(end) {
        format!("{} – {}", at(begin), end.clock())
    } else {
        format!("{} – {}", at(begin), at(end))
    })
}
