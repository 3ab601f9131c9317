//! Phone numbers, from any usual spelling to E.164 (ITU-T E.164) (`PROTOCOL.md §7.7`).

use std::fmt;

use super::country::{Dialling, dialling, dialling_of, without_trunk_zero};
use super::phone_spelling::{MIN_DIGITS, PhoneError, Spelled};

/// Most digits of a number with its country code (E.164 §6.2.1).
const MAX_DIGITS: usize = 15;

/// A phone number in E.164: `+` and 7 to 15 digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// A number that was read before it was kept: plans of countries may have changed since.
    pub(crate) fn kept(e164: &str) -> Option<Self> {
        let digits = e164.strip_prefix('+')?;
        let is_number = (MIN_DIGITS..=MAX_DIGITS).contains(&digits.len())
            && digits.bytes().all(|digit| digit.is_ascii_digit());
        is_number.then(|| Self(e164.to_owned()))
    }

    /// Reads a number as people write it: in digits of any script, with any blanks, dashes, points,
    /// slashes and brackets, with words before or after it as in a line of contacts, `tel:` and its
    /// like, `+`, `00`, `8 10` or `011` before the country code, `(0)` or a trunk prefix after it, or
    /// nationally for `region` (ISO 3166-1 alpha-2).
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
        } else if let Some(rest) = from_abroad(digits, home) {
            rest.to_owned()
        } else if digits.len() < MIN_DIGITS {
            return Err(PhoneError::TooShort);
        } else if digits.len() > MAX_DIGITS {
            return Err(PhoneError::TooLong);
        } else {
            return Err(PhoneError::NoCountry);
        };
        let plan = dialling_of(&full);
        let full = match plan {
            Some(plan) => plan.without_trunk(&full),
            None => without_trunk_zero(&full),
        }
        .unwrap_or(full);
        match full.len() {
            length if length < MIN_DIGITS => Err(PhoneError::TooShort),
            length if length > MAX_DIGITS => Err(PhoneError::TooLong),
            _ if full.starts_with('0') => Err(PhoneError::NoCountry),
            _ => plan.map_or(Ok(()), |plan| plan.complete(&full)),
        }?;
        Ok(Self(format!("+{full}")))
    }

    /// Whether text messages may reach it: its country's plan does not say for certain that it is a
    /// fixed line, a free number or none at all.
    pub fn takes_messages(&self) -> bool {
        let full = self.0.trim_start_matches('+');
        let silent = |plan: &Dialling| {
            let rest = full.strip_prefix(plan.code).unwrap_or_default();
            plan.silent.iter().any(|beginning| rest.starts_with(beginning))
        };
        !dialling_of(full).is_some_and(silent)
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

    /// The number without the trunk prefix that somebody left after the country code.
    fn without_trunk(&self, full: &str) -> Option<String> {
        let dialled = full.strip_prefix(self.code)?;
        [self.trunk, "0"].into_iter().find_map(|trunk| {
            let rest = dialled.strip_prefix(trunk).filter(|rest| rest.len() == self.national)?;
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

/// What follows the digits by which one dials abroad.
fn from_abroad<'d>(digits: &'d str, home: Option<&Dialling>) -> Option<&'d str> {
    let leads = [home.map_or("00", |home| home.abroad), "00", "011"];
    leads
        .into_iter()
        .find_map(|lead| digits.strip_prefix(lead).filter(|rest| rest.len() >= MIN_DIGITS))
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
            "+7 8 916 123 45 67",
            "+7 0 916 123 45 67",
            "8~10 7 916 123 45 67",
            "011 7 916 123 45 67",
        ] {
            assert_eq!(e164(text), "+79161234567", "{text:?}");
        }
    }

    #[test]
    fn foreign_numbers_keep_their_country() {
        assert_eq!(e164("+44 (0)20 7946 0958"), "+442079460958");
        assert_eq!(e164("0049 30 901820"), "+4930901820");
        assert_eq!(e164("8 10 44 20 7946 0958"), "+442079460958");
        assert_eq!(e164("+44 020 7946 0958"), "+442079460958");
        assert_eq!(e164("+375 8 029 491-19-11"), "+375294911911");
        for keeps in ["+390612345678", "+2250708123456", "+22901234567", "+24106031234"] {
            assert_eq!(e164(keeps), keeps);
        }
        assert_eq!(e164("+49 0 30 901820"), "+4930901820");
        assert_eq!(e164("+995 0 555 12 34 56"), "+995555123456");
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
        assert_eq!(wrong("#89161234567"), PhoneError::Character(0));
        assert_eq!(wrong("+375 29 491-19-1"), PhoneError::TooShort);
        // Places are those of what is seen.
        assert_eq!(
            wrong("\u{200e}\u{2066}+7\u{ad} 8\u{fe0f}\u{20e3}x16"),
            PhoneError::Character(4)
        );
    }

    #[test]
    fn a_message_reaches_whatever_may_be_mobile() {
        let takes = |text: &str| PhoneNumber::parse(text, "RU").unwrap().takes_messages();
        for mobile in ["89161234567", "+7 700 123-45-67", "+7 777 123 45 67", "+375 29 491 19 11"] {
            assert!(takes(mobile), "{mobile}");
        }
        for foreign in ["+380 39 123 45 67", "+995 555 12 34 56", "+44 20 7946 0958"] {
            assert!(takes(foreign), "{foreign}: nobody knows for certain");
        }
        for silent in ["8 800 555-35-35", "+7 495 123-45-67", "8 812 123 45 67", "+7 000 123 45 67"]
        {
            assert!(!takes(silent), "{silent}");
        }
        assert!(!takes("+7 7172 12 34 56") && !takes("+375 17 123 45 67"));
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
