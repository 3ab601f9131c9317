//! Phone numbers, from any usual spelling to E.164 (ITU-T E.164).

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use super::country::{Dialling, dialling};

/// Fewest digits of a number with its country code.
const MIN_DIGITS: usize = 7;
/// Most digits of a number with its country code (E.164 §6.2.1).
const MAX_DIGITS: usize = 15;

/// A phone number in E.164: `+` and 7 to 15 digits.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

/// Why a text is not a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// A character that no spelling of a number has, at this place (counted from 0, in characters).
    #[error("character {0} does not belong in a phone number")]
    Character(usize),
    /// Fewer than 7 digits.
    #[error("too few digits")]
    TooShort,
    /// More than 15 digits.
    #[error("too many digits")]
    TooLong,
    /// Neither international nor a national number of the region.
    #[error("country code missing")]
    NoCountry,
}

impl PhoneNumber {
    /// Reads a number as people write it: with blanks, dashes, dots, slashes, brackets, `tel:`,
    /// `00` or `+` before the country code, `(0)` after it, or nationally for `region`
    /// (ISO 3166-1 alpha-2).
    ///
    /// # Errors
    /// [`PhoneError`] says what is wrong and where.
    pub fn parse(text: &str, region: &str) -> Result<Self, PhoneError> {
        let spelled = Spelled::read(text)?;
        let digits = spelled.digits.as_str();
        let home = dialling(region);
        let full = if spelled.plus {
            digits.to_owned()
        } else if let Some(national) = home.and_then(|home| home.national(digits)) {
            national
        } else if let Some(rest) = digits.strip_prefix("00") {
            rest.to_owned()
        } else if digits.len() < MIN_DIGITS {
            return Err(PhoneError::TooShort);
        } else if digits.len() > MAX_DIGITS {
            return Err(PhoneError::TooLong);
        } else {
            return Err(PhoneError::NoCountry);
        };
        match full.len() {
            length if length < MIN_DIGITS => Err(PhoneError::TooShort),
            length if length > MAX_DIGITS => Err(PhoneError::TooLong),
            _ if full.starts_with('0') => Err(PhoneError::NoCountry),
            _ => home.map_or(Ok(()), |home| home.complete(&full)),
        }?;
        Ok(Self(format!("+{full}")))
    }

    /// The number in E.164, with its `+`.
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// The number with all but its country's digit and its last four hidden: `+7******4567`.
    pub fn masked(&self) -> String {
        let hidden_until = self.0.len().saturating_sub(4);
        let mask = |(place, digit): (usize, char)| match place {
            0 | 1 => digit,
            _ if place >= hidden_until => digit,
            _ => '*',
        };
        self.0.chars().enumerate().map(mask).collect()
    }

    /// Whether the number belongs to one of these country codes (digits without `+`).
    pub fn is_in(&self, country_codes: &[String]) -> bool {
        let digits = self.0.trim_start_matches('+');
        country_codes.iter().any(|code| !code.is_empty() && digits.starts_with(code.as_str()))
    }
}

// A phone number is personal data: it must not reach a log through `{:?}`.
impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber(…)")
    }
}

impl Dialling {
    /// The number with its country code, if these digits spell a number of this country at home.
    fn national(&self, digits: &str) -> Option<String> {
        let own = |rest: &str| rest.len() == self.national;
        if own(digits) {
            return Some(format!("{}{digits}", self.code));
        }
        [self.trunk, self.code].into_iter().find_map(|lead| {
            let rest = digits.strip_prefix(lead).filter(|rest| own(rest))?;
            Some(format!("{}{rest}", self.code))
        })
    }

    /// A number of this country has this country's length.
    fn complete(&self, full: &str) -> Result<(), PhoneError> {
        match full.strip_prefix(self.code) {
            Some(rest) if rest.len() < self.national => Err(PhoneError::TooShort),
            Some(rest) if rest.len() > self.national => Err(PhoneError::TooLong),
            _ => Ok(()),
        }
    }
}

/// The digits of a spelling, and whether it began with `+`.
struct Spelled {
    plus: bool,
    digits: String,
}

impl Spelled {
    fn read(text: &str) -> Result<Self, PhoneError> {
        let trimmed = text.trim();
        let body = match trimmed.get(..4) {
            Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => trimmed.get(4..).unwrap_or(""),
            _ => trimmed,
        };
        let skipped = text.find(body).unwrap_or(0);
        let offset = text.get(..skipped).map_or(0, |lead| lead.chars().count());
        // Abroad people write the trunk digit in brackets, to be left out with a country code.
        let body_without_trunk = body.replacen("(0)", "   ", 1);
        let body = if body.trim_start().starts_with('+') || body.starts_with("00") {
            body_without_trunk.as_str()
        } else {
            body
        };
        let mut spelled = Self { plus: false, digits: String::new() };
        for (position, original) in body.chars().enumerate() {
            for part in original.nfkc() {
                spelled.take(part).ok_or(PhoneError::Character(offset + position))?;
            }
        }
        Ok(spelled)
    }

    fn take(&mut self, part: char) -> Option<()> {
        match part {
            '0'..='9' => self.digits.push(part),
            '+' if !self.plus && self.digits.is_empty() => self.plus = true,
            '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {}
            // Marks of direction and joiners come along when a number is copied from a page.
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {}
            blank if blank.is_whitespace() => {}
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn e164(text: &str) -> String {
        PhoneNumber::parse(text, "RU").unwrap().e164().to_owned()
    }

    #[test]
    fn usual_spellings_name_one_number() {
        for text in [
            "8 (916) 123-45-67",
            "+7 916 1234567",
            "9161234567",
            "+7(916)123-45-67",
            "7 916 123 45 67",
            "tel:+7-916-123-45-67",
            "007 916 123 45 67",
            " +7\u{a0}916\u{2011}123\u{2011}45\u{2011}67 ",
            "８９１６１２３４５６７",
            "+7 (0) 916 123 45 67",
            "8.916.123.45.67",
        ] {
            assert_eq!(e164(text), "+79161234567", "{text:?}");
        }
    }

    #[test]
    fn foreign_numbers_keep_their_country() {
        assert_eq!(e164("+44 (0)20 7946 0958"), "+442079460958");
        assert_eq!(e164("0049 30 901820"), "+4930901820");
        let belarus = PhoneNumber::parse("8 029 491-19-11", "BY").unwrap();
        assert_eq!(belarus.e164(), "+375294911911");
    }

    #[test]
    fn what_is_not_a_number_is_told_with_its_place() {
        let wrong = |text| PhoneNumber::parse(text, "RU").unwrap_err();
        assert_eq!(wrong("+7 916 12E4567"), PhoneError::Character(9));
        assert_eq!(wrong(" 8916x"), PhoneError::Character(5));
        assert_eq!(wrong(""), PhoneError::TooShort);
        assert_eq!(wrong("112"), PhoneError::TooShort);
        assert_eq!(wrong("+7 916 123"), PhoneError::TooShort);
        assert_eq!(wrong("+1234567890123456"), PhoneError::TooLong);
        assert_eq!(wrong("12345678901234567"), PhoneError::TooLong);
        assert_eq!(wrong("+7 916 123 45 678"), PhoneError::TooLong);
        assert_eq!(wrong("1234567"), PhoneError::NoCountry);
        assert_eq!(wrong("+0 916 123 45 67"), PhoneError::NoCountry);
        assert_eq!(wrong("+7+9161234567"), PhoneError::Character(2));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC*") {
            if let Ok(number) = PhoneNumber::parse(&text, "RU") {
                let digits = number.e164().strip_prefix('+').unwrap();
                assert!((MIN_DIGITS..=MAX_DIGITS).contains(&digits.len()));
                assert!(digits.bytes().all(|digit| digit.is_ascii_digit()));
                assert_eq!(PhoneNumber::parse(number.e164(), "RU").unwrap(), number);
            }
        }
    }
}
