//! The digits in what a person typed or pasted for a phone number, with words and marks around them.

use super::typed_text::{TypedChar, is_filling, typed_chars};

/// Fewest digits of a number with its country code.
pub(super) const MIN_DIGITS: usize = 7;

/// Why a text is not a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// A character that no spelling of a number has, at this place (counted from 0, in what is seen).
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

/// The digits of a spelling, and whether it began with `+`.
pub(super) struct Spelled {
    pub(super) plus: bool,
    pub(super) digits: String,
}

impl Spelled {
    pub(super) fn read(text: &str) -> Result<Self, PhoneError> {
        let typed: Vec<TypedChar> = typed_chars(text).collect();
        let typed = without_label(&typed);
        let is_digit = |TypedChar { meant, .. }: &TypedChar| meant.is_ascii_digit();
        let first = typed.iter().position(|meant| is_digit(meant) || meant.meant == '+');
        let Some((before, number)) = first.and_then(|first| typed.split_at_checked(first)) else {
            return stray(typed, |_| false).and(Err(PhoneError::TooShort));
        };
        let end = number.iter().rposition(is_digit).map_or(0, |last| last.saturating_add(1));
        let (number, after) = number.split_at_checked(end).unwrap_or((number, &[]));
        // Words beside a number are no part of it; what touches it is.
        for (beside, nearest) in [(before, before.last()), (after, after.first())] {
            let touches = nearest.is_some_and(|nearest| nearest.meant.is_alphanumeric());
            stray(beside, |meant| !touches && is_beside(meant))?;
        }
        let plus = number.first().is_some_and(|first| first.meant == '+');
        let mut spelled = Self { plus, digits: String::new() };
        let mut rest = number.get(usize::from(plus)..).unwrap_or_default();
        while let [now, after @ ..] = rest {
            rest = after;
            match (now.meant, after) {
                // Abroad people write the trunk digit in brackets, to be left out with a country code.
                ('(', [zero, close, after @ ..])
                    if zero.meant == '0' && close.meant == ')' && spelled.is_international() =>
                {
                    rest = after;
                }
                (digit, _) if digit.is_ascii_digit() => spelled.digits.push(digit),
                (meant, _) if is_filling(meant) => {}
                _ => return Err(PhoneError::Character(now.at)),
            }
        }
        Ok(spelled)
    }

    fn is_international(&self) -> bool {
        self.plus || self.digits.starts_with("00")
    }
}

/// Whatever is neither filling nor allowed here is told by its place.
fn stray(typed: &[TypedChar], allowed: impl Fn(char) -> bool) -> Result<(), PhoneError> {
    let stray =
        typed.iter().find(|TypedChar { meant, .. }| !is_filling(*meant) && !allowed(*meant));
    stray.map_or(Ok(()), |stray| Err(PhoneError::Character(stray.at)))
}

/// What words and marks stand beside a number in a line of contacts.
fn is_beside(meant: char) -> bool {
    meant.is_alphabetic()
        || (!meant.is_ascii() && !meant.is_numeric())
        || matches!(meant, ',' | ';' | ':' | '<' | '>' | '=' | '&' | '!' | '?')
}

/// The characters of a number without what names it before a colon (`Mobile:`, `tel:`, `TEL;TYPE=CELL:`),
/// and without the parameters of its address behind it.
fn without_label(typed: &[TypedChar]) -> &[TypedChar] {
    let is_whole = |typed: &[TypedChar]| {
        typed.iter().filter(|TypedChar { meant, .. }| meant.is_ascii_digit()).count() >= MIN_DIGITS
    };
    let colon = typed.iter().rposition(|TypedChar { meant, .. }| *meant == ':');
    let number = colon.and_then(|colon| typed.get(colon.saturating_add(1)..));
    let number = number.filter(|number| is_whole(number)).unwrap_or(typed);
    let end = number.iter().position(|TypedChar { meant, .. }| matches!(meant, ';' | '?'));
    let whole = end.and_then(|end| number.get(..end)).filter(|whole| is_whole(whole));
    whole.unwrap_or(number)
}
