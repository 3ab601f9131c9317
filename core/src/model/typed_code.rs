//! A pass's name for people who cannot scan: sixteen symbols that are read out or typed, and looked
//! up at the authority (`PROTOCOL.md §7.5`).

use std::fmt;

use super::typed_text::{TypedChar, is_filling, typed_chars};

/// Letters and digits that look and are typed the same in Latin and in Cyrillic, without 0, O, 1, I.
/// Nineteen, a prime, so that the check symbol sees every slip and every swap.
pub(crate) const ALPHABET: [char; MODULUS as usize] =
    ['2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'E', 'H', 'K', 'M', 'P', 'T', 'X', 'Y'];
const MODULUS: u8 = 19;
/// Symbols of a pass's code, the last of which checks the others.
const LENGTH: usize = 16;
/// Symbols of a code that ends a quarantine: eleven of them are drawn, 46 bits.
const RELEASE_LENGTH: usize = 12;
/// Largest multiple of the alphabet's size in a byte: above it a draw would not be uniform.
const FAIR: u8 = 247;
/// A text of so many letters and digits was meant as a code, however wrong it is; a bar code
/// on goods has thirteen.
const MEANT: std::ops::RangeInclusive<usize> = 15..=17;
/// So many other characters may have slipped in.
const STRAY: usize = 2;

/// A code that is typed or read out, by the values of its symbols.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TypedSymbols<const N: usize>([u8; N]);

/// A pass's, or that of an order on paper.
pub type TypedCode = TypedSymbols<LENGTH>;
/// What ends a quarantine before its time, without a network.
pub type ReleaseSymbols = TypedSymbols<RELEASE_LENGTH>;

/// What is wrong with a code. None of it is anybody's fault but that of reading and typing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TypedCodeError {
    /// This character, counted from 1 with blanks and dashes and without what is not seen,
    /// stands in no code.
    #[error("a character that stands in no code")]
    Symbol(usize),
    /// Too few or too many symbols.
    #[error("too few or too many symbols")]
    Length(usize),
    /// One symbol is wrong, or two are swapped.
    #[error("a symbol is wrong")]
    Check,
}

impl<const N: usize> TypedSymbols<N> {
    /// Reads what was typed: any case, any blanks, dashes, points and brackets, Latin or Cyrillic
    /// letters, З for 3, with its name before it (`Typed code:`).
    pub fn read(text: &str) -> Result<Self, TypedCodeError> {
        let symbols = || symbols(text).filter(|TypedChar { meant, .. }| !is_filling(*meant));
        let mut values = Vec::with_capacity(N);
        for TypedChar { at, meant } in symbols() {
            values.push(value_of(meant).ok_or(TypedCodeError::Symbol(at.saturating_add(1)))?);
            if values.len() > N {
                return Err(TypedCodeError::Length(symbols().count()));
            }
        }
        let code = values.try_into().map(Self);
        let code = code.map_err(|values: Vec<u8>| TypedCodeError::Length(values.len()))?;
        if code.checks() { Ok(code) } else { Err(TypedCodeError::Check) }
    }

    /// A code of drawn symbols, and the last one that checks them. `draw` gives random bytes.
    ///
    /// # Errors
    /// Whatever `draw` fails with.
    pub fn drawn<E>(mut draw: impl FnMut() -> Result<u8, E>) -> Result<Self, E> {
        let mut values = [0; N];
        let (last, free) = match values.split_last_mut() {
            Some((last, free)) => (last, free),
            None => return Ok(Self(values)),
        };
        for value in free.iter_mut() {
            *value = loop {
                let byte = draw()?;
                if byte < FAIR {
                    break byte % MODULUS;
                }
            };
        }
        *last = (MODULUS + 1 - folded(free)) % MODULUS;
        Ok(Self(values))
    }

    /// In groups of four, as it is shown and read out.
    pub fn grouped(&self) -> String {
        let symbols = self.to_string();
        let groups = [symbols.get(..4), symbols.get(4..8), symbols.get(8..12), symbols.get(12..)];
        groups.into_iter().flatten().filter(|group| !group.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn checks(&self) -> bool {
        let split = self.0.split_last();
        split.is_some_and(|(check, free)| (folded(free) + check) % MODULUS == 1)
    }
}

impl TypedCode {
    /// Whether a text was meant as a code and not as the content of a QR code.
    pub fn is_meant_by(text: &str) -> bool {
        let (mut letters, mut stray) = (0, 0);
        for TypedChar { meant, .. } in symbols(text).take(LENGTH * 4) {
            match meant {
                // A prefix or an address.
                ':' | '/' => return false,
                meant if meant.is_alphanumeric() => letters += 1,
                meant if is_filling(meant) => {}
                _ => stray += 1,
            }
        }
        MEANT.contains(&letters) && stray <= STRAY
    }
}

/// The pure system of ISO/IEC 7064, with modulus 19 and radix 2.
fn folded(values: &[u8]) -> u8 {
    values.iter().fold(0, |sum, value| (sum + value) * 2 % MODULUS)
}

/// The characters of a code without its name.
fn symbols(text: &str) -> impl Iterator<Item = TypedChar> {
    let named = text.rfind([':', '：']).filter(|colon| {
        let name = text.get(..*colon).unwrap_or_default().to_uppercase();
        !name.contains("//") && (name.contains("CODE") || name.contains("КОД"))
    });
    // Places are counted in the whole text.
    let name = named.map_or(0, |colon| typed_chars(text.get(..=colon).unwrap_or_default()).count());
    typed_chars(text).skip(name)
}

fn value_of(meant: char) -> Option<u8> {
    let mut plain = meant.to_uppercase();
    let symbol = match plain.next()? {
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        'У' => 'Y',
        'З' => '3',
        other => other,
    };
    let at = ALPHABET.iter().position(|known| *known == symbol)?;
    u8::try_from(at).ok().filter(|_| plain.next().is_none())
}

/// Its symbols, without blanks.
impl<const N: usize> fmt::Display for TypedSymbols<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for value in self.0 {
            let symbol = ALPHABET.get(usize::from(value)).copied().unwrap_or('?');
            fmt::Write::write_char(f, symbol)?;
        }
        Ok(())
    }
}

// Whoever reads it can look the pass up, or end the quarantine.
impl<const N: usize> fmt::Debug for TypedSymbols<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VECTORS: [&str; 3] = ["234567892345678A", "ABCEHKMPTXYABCEE", "YYYYYYYYYYYYYYY6"];

    fn some_code() -> impl Strategy<Value = TypedCode> {
        proptest::collection::vec(0..MODULUS, LENGTH - 1).prop_map(|values| {
            let mut values = values.into_iter();
            TypedCode::drawn(|| values.next().ok_or(())).unwrap()
        })
    }

    #[test]
    fn the_vectors_of_the_protocol_check() {
        for vector in VECTORS {
            assert_eq!(TypedCode::read(vector).unwrap().to_string(), vector);
        }
        assert_eq!(TypedCode::read(VECTORS[0]).unwrap().grouped(), "2345 6789 2345 678A");
    }

    #[test]
    fn a_code_that_ends_a_quarantine_has_twelve_symbols_and_the_same_check() {
        let code = ReleaseSymbols::drawn(|| Ok::<_, ()>(7)).unwrap();
        assert_eq!(code.grouped().len(), 12 + 2);
        assert_eq!(ReleaseSymbols::read(&code.grouped().to_lowercase()), Ok(code));
        assert_eq!(ReleaseSymbols::read(VECTORS[0]), Err(TypedCodeError::Length(16)));
    }

    #[test]
    fn every_slip_and_every_swap_is_seen() {
        for vector in VECTORS {
            let symbols: Vec<char> = vector.chars().collect();
            for at in 0..LENGTH {
                for other in ALPHABET.into_iter().filter(|other| *other != symbols[at]) {
                    let mut slip = symbols.clone();
                    slip[at] = other;
                    let slip: String = slip.into_iter().collect();
                    assert_eq!(TypedCode::read(&slip), Err(TypedCodeError::Check), "{slip}");
                }
                for with in (at + 1..LENGTH).filter(|with| symbols[*with] != symbols[at]) {
                    let mut swap = symbols.clone();
                    swap.swap(at, with);
                    let swap: String = swap.into_iter().collect();
                    assert_eq!(TypedCode::read(&swap), Err(TypedCodeError::Check), "{swap}");
                }
            }
        }
    }

    #[test]
    fn it_is_read_as_people_type_it() {
        let code = TypedCode::read(VECTORS[1]).unwrap();
        for typed in [
            "abce hkmp txya bcee",
            "АВСЕ-НКМР-ТХУА-ВСЕЕ",
            "авсе нкмр тхуа всее",
            " ABCE\u{a0}HKMP–TXYA — BCEE\n",
            "ＡＢＣＥ－ＨＫＭＰ－ＴＸＹＡ－ＢＣＥＥ",
            "\u{feff}ABCE\u{200b}HKMP\u{200e}TXYA BCEE",
            "[ABCE.HKMP.TXYA.BCEE]",
            "Typed code: «ABCE HKMP TXYA BCEE».",
            "Код для ввода: abce hkmp txya bcee",
            "\u{2067}A\u{ad}BCE\u{202f}HKMP\u{2009}TXYA\u{2007}BCEE\u{2069}",
        ] {
            assert_eq!(TypedCode::read(typed), Ok(code), "{typed}");
        }
        let three = TypedCode::read("2З4567892З45678А").unwrap();
        assert_eq!(three.to_string(), VECTORS[0]);
    }

    #[test]
    fn what_is_wrong_is_told_by_its_place() {
        use TypedCodeError::{Length, Symbol};
        for (typed, error) in [
            ("", Length(0)),
            ("2345 6789 2345 678", Length(15)),
            ("2345 6789 2345 678AA", Length(17)),
            ("2345 6O89 2345 678A", Symbol(7)),
            ("2345 6789 2345 678Ж", Symbol(19)),
            ("2345 6789 2345 678\u{0}", Symbol(19)),
            ("½345 6789 2345 678A", Symbol(1)),
        ] {
            assert_eq!(TypedCode::read(typed), Err(error), "{typed:?}");
        }
        assert_eq!(TypedCode::read(&"2".repeat(1 << 20)), Err(Length(1 << 20)));
        assert_eq!(TypedCode::read("\u{200e}2345\u{ad} 6O89 2345 678A"), Err(Symbol(7)));
        assert_eq!(TypedCode::read("Code: 2345 6O89 2345 678A"), Err(Symbol(13)));
        for meant in [
            "2345 6O89 2345 678A",
            "234567892345678",
            "АВСЕ-НКМР-ТХУА-ВСЕЕ.",
            "ABCE.HKMP.TXYA.BCEE",
            "Code: ABCE HKMP TXYA BCEE",
        ] {
            assert!(TypedCode::is_meant_by(meant), "{meant}");
        }
        for other in
            ["", "DS1:ABCEHKMPTXYABCE", "4006381333931", "https://x.y/abcd", &"2".repeat(99)]
        {
            assert!(!TypedCode::is_meant_by(other), "{other}");
        }
    }

    #[test]
    fn bytes_that_would_not_be_fair_are_drawn_again() {
        let mut bytes = [255, 247, 0].into_iter().chain(std::iter::repeat(246));
        let code = TypedCode::drawn(|| bytes.next().ok_or(())).unwrap();
        assert!(code.to_string().starts_with("2YYY"));
        assert_eq!(TypedCode::drawn(|| Err(())), Err(()));
    }

    proptest! {
        #[test]
        fn a_drawn_code_is_read_again(code in some_code()) {
            prop_assert_eq!(TypedCode::read(&code.to_string()), Ok(code));
            prop_assert_eq!(TypedCode::read(&code.grouped().to_lowercase()), Ok(code));
            prop_assert!(TypedCode::is_meant_by(&code.grouped()));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,64}") {
            let _ = (TypedCode::read(&text), TypedCode::is_meant_by(&text));
        }
    }
}
