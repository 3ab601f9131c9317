//! Russian: moments.

use chrono::Datelike as _;

use super::capital;
use crate::model::{Day, When};

/// Weekdays as they are named, with their preposition in "on Tuesday", and in "of Tuesday".
const WEEKDAYS: [(&str, &str, &str); 7] = [
    ("понедельник", "в понедельник", "понедельника"),
    ("вторник", "во вторник", "вторника"),
    ("среда", "в среду", "среды"),
    ("четверг", "в четверг", "четверга"),
    ("пятница", "в пятницу", "пятницы"),
    ("суббота", "в субботу", "субботы"),
    ("воскресенье", "в воскресенье", "воскресенья"),
];
const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// `24 ноября`, with the year where it is not the present one.
fn date(when: &When) -> String {
    let date = when.date();
    let month = MONTHS.get(date.month0() as usize).unwrap_or(&"");
    match when.day() {
        Day::Whole => format!("{} {month} {} года", date.day(), date.year()),
        _ => format!("{} {month}", date.day()),
    }
}

fn weekday(when: &When) -> (&'static str, &'static str, &'static str) {
    let day = when.date().weekday().num_days_from_monday() as usize;
    WEEKDAYS.get(day).copied().unwrap_or_default()
}

/// The day in one word, if it is near.
fn near(when: &When) -> Option<&'static str> {
    match when.day() {
        Day::Yesterday => Some("вчера"),
        Day::Today => Some("сегодня"),
        Day::Tomorrow => Some("завтра"),
        Day::OfTheYear | Day::Whole => None,
    }
}

/// `Вторник, 24 ноября`, as a line of its own.
pub fn day_line(when: &When) -> String {
    capital(match near(when) {
        Some(day) => day.to_owned(),
        None => format!("{}, {}", weekday(when).0, date(when)),
    })
}

/// `сегодня, 15:00`, `вторник, 24 ноября, 15:00`.
fn plain(when: &When) -> String {
    match near(when) {
        Some(day) => format!("{day}, {}", when.clock()),
        None => format!("{}, {}, {}", weekday(when).0, date(when), when.clock()),
    }
}

/// `сегодня в 15:00`, `во вторник, 24 ноября, в 15:00`.
pub fn at(when: &When) -> String {
    match near(when) {
        Some(day) => format!("{day} в {}", when.clock()),
        None => format!("{}, {}, в {}", weekday(when).1, date(when), when.clock()),
    }
}

/// `Сегодня в 15:00`, as a line of its own.
pub fn line(when: &When) -> String {
    capital(at(when))
}

/// `сегодня до 15:00`, `до завтра, 09:00`, `до 15:00 вторника, 24 ноября`.
pub fn until(when: &When) -> String {
    match (when.day(), near(when)) {
        (Day::Today, _) => format!("сегодня до {}", when.clock()),
        (_, Some(day)) => format!("до {day}, {}", when.clock()),
        (_, None) => format!("до {} {}, {}", when.clock(), weekday(when).2, date(when)),
    }
}

/// `сегодня с 15:00`, `с 15:00 вторника, 24 ноября`.
pub fn from(when: &When) -> String {
    match near(when) {
        Some(day) => format!("{day} с {}", when.clock()),
        None => format!("с {} {}, {}", when.clock(), weekday(when).2, date(when)),
    }
}

/// `Сегодня с 15:00 до 18:00`, `Сегодня, 15:00 – завтра, 09:00`.
pub fn times(begin: &When, end: &When) -> String {
    capital(match near(begin) {
        _ if !begin.is_on_day_of(end) => format!("{} – {}", plain(begin), plain(end)),
        Some(day) => format!("{day} с {} до {}", begin.clock(), end.clock()),
        None => {
            format!("{}, {}, с {} до {}", weekday(begin).0, date(begin), begin.clock(), end.clock())
        }
    })
}
