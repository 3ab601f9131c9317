//! Numbers of documents and cards: their lengths, check digits, and what nobody's number is.

use chrono::{Datelike as _, NaiveDate};

use super::alike::{cyrillic, latin};
use super::letters::capitals;
use super::{Taken, digits_of, grouped};
use crate::documents::sms::PassportPart;
use crate::model::TypedChar;
use crate::sms::finding::Rule;

/// Digits of a company's tax number, and of a person's.
const TAX_ID: [usize; 2] = [10, 12];
/// Characters of a Russian number plate: letters, digits and region. Those of trailers and motorcycles differ.
const PLATE: [usize; 2] = [5, 9];

/// So many digits.
pub fn digits(separators: &str, chars: &[TypedChar], least: usize, most: usize) -> Taken {
    let (text, stray) = grouped(chars, separators, |meant| meant.is_ascii_digit());
    let mut rules: Vec<Rule> = stray.into_iter().collect();
    let got = text.len();
    if rules.is_empty() && !(least..=most).contains(&got) {
        rules.push(Rule::DocNumberLength { least, most, got });
    }
    Taken { text, rules }
}

/// Of a Russian passport: a series of four digits that begins with a region, a number of six.
pub fn passport(separators: &str, chars: &[TypedChar], part: PassportPart) -> Taken {
    let length = digits_of(part);
    let mut taken = digits(separators, chars, length, length);
    let (series, number) = match part {
        PassportPart::Whole => taken.text.split_at_checked(4).unwrap_or_default(),
        PassportPart::Series => (taken.text.as_str(), "1"),
        PassportPart::Number => ("1", taken.text.as_str()),
    };
    let is_zero = |digits: &str| digits.bytes().all(|digit| digit == b'0');
    if taken.rules.is_empty() && (series.starts_with("00") || is_zero(number)) {
        taken.rules.push(Rule::DocNumberImplausible);
    }
    taken
}

/// A tax number with its check digits.
pub fn tax_id(separators: &str, chars: &[TypedChar]) -> Taken {
    let [company, person] = TAX_ID;
    let mut taken = digits(separators, chars, company, person);
    if !taken.rules.is_empty() {
        return taken;
    }
    let got = taken.text.len();
    if !TAX_ID.contains(&got) {
        taken.rules.push(Rule::DocNumberLength { least: company, most: person, got });
    } else if !is_tax_id(&taken.text) {
        taken.rules.push(Rule::TaxIdChecksum);
        // Ten digits that are no company's are on many a card.
        if got == company {
            taken.rules.push(Rule::LooksLikeTransportCard);
        }
    } else if taken.text.bytes().all(|digit| digit == b'0') {
        taken.rules.push(Rule::DocNumberImplausible);
    }
    taken
}

/// Whether the check digits of ten or twelve digits are right.
pub fn is_tax_id(text: &str) -> bool {
    const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| TAX_ID.contains(&digits.len())) else { return false };
    // Of so many digits: the weights that end at the eighth, before the check digit itself.
    let checks = |count: usize| {
        let weights = WEIGHTS.iter().skip(WEIGHTS.len().saturating_sub(count));
        let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
        digits.get(count).copied() == Some(sum % 11 % 10)
    };
    if digits.len() == 10 { checks(9) } else { checks(10) && checks(11) }
}

/// A number plate in Cyrillic capitals.
pub fn plate(separators: &str, chars: &[TypedChar]) -> Taken {
    let (text, stray) = grouped(chars, separators, char::is_alphanumeric);
    let text: String = capitals(&text).chars().map(cyrillic).collect();
    let mut rules: Vec<Rule> = stray.into_iter().collect();
    let is_of_plates = |sign: &char| sign.is_ascii_digit() || ('А'..='Я').contains(sign);
    if rules.is_empty()
        && let Some(at) = text.chars().position(|sign| !is_of_plates(&sign))
    {
        rules.push(Rule::Characters { position: at.saturating_add(1) });
    }
    let ([least, most], got) = (PLATE, text.chars().count());
    if rules.is_empty() && !(least..=most).contains(&got) {
        rules.push(Rule::DocNumberLength { least, most, got });
    }
    Taken { text, rules }
}

/// A day of the calendar as `DD.MM.YYYY`, in whatever grouping: points, blanks, dashes, or none.
pub fn date(chars: &[TypedChar]) -> Taken {
    let mut parts = vec![String::new()];
    for TypedChar { at, meant } in chars {
        match meant {
            digit if digit.is_ascii_digit() => {
                if let Some(part) = parts.last_mut() {
                    part.push(*digit);
                }
            }
            ' ' | '.' | '-' | '/' => parts.push(String::new()),
            _ => return Taken::wrong(Rule::Characters { position: at.saturating_add(1) }),
        }
    }
    parts.retain(|part| !part.is_empty());
    let typed = match parts.as_slice() {
        [whole] if whole.len() == 8 => {
            let (day, rest) = whole.split_at_checked(2).unwrap_or_default();
            let (month, year) = rest.split_at_checked(2).unwrap_or_default();
            Some((day, month, year))
        }
        [year, month, day] if year.len() == 4 => {
            Some((day.as_str(), month.as_str(), year.as_str()))
        }
        [day, month, year] if year.len() == 4 => {
            Some((day.as_str(), month.as_str(), year.as_str()))
        }
        _ => None,
    };
    let read = typed.and_then(|(day, month, year)| {
        NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    });
    match read {
        Some(date) => {
            let (day, month, year) = (date.day(), date.month(), date.year());
            Taken { text: format!("{day:02}.{month:02}.{year:04}"), rules: Vec::new() }
        }
        None => Taken::wrong(Rule::Characters { position: 1 }),
    }
}

/// Latin letters and digits.
pub fn alnum(
    separators: &str,
    chars: &[TypedChar],
    least: usize,
    most: usize,
    letters: usize,
) -> Taken {
    let (text, stray) = grouped(chars, separators, char::is_alphanumeric);
    let text: String = capitals(&text).chars().map(latin).collect();
    let mut rules: Vec<Rule> = stray.into_iter().collect();
    let is_letter = |sign: &char| sign.is_ascii_alphabetic();
    let beyond = text.chars().enumerate().filter(|(_, sign)| is_letter(sign)).nth(letters);
    let strange = text.chars().position(|sign| !sign.is_ascii_alphanumeric());
    let wrong = strange.or(beyond.map(|(at, _)| at));
    if let Some(at) = wrong.filter(|_| rules.is_empty()) {
        rules.push(Rule::Characters { position: at.saturating_add(1) });
    }
    let got = text.chars().count();
    if rules.is_empty() && !(least..=most).contains(&got) {
        rules.push(Rule::DocNumberLength { least, most, got });
    }
    Taken { text, rules }
}
