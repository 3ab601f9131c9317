//! The holder's mark: what an inspector compares with an identity document, and no more.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// Most bytes of a mark (`sub`) in a pass.
const MAX_BYTES: usize = 16;
/// Most letters of the initials.
const MAX_INITIALS: usize = 3;
/// How many characters of the document are shown.
const DOCUMENT: usize = 4;

/// Initials (at most three letters) and the last four letters or digits of the identity document,
/// both optional and self-declared; `-` when both are absent. At most 16 bytes of UTF-8.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct HolderMark(String);

/// Why two texts make no mark. Positions count characters from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MarkError {
    /// The initials hold something that is not a letter.
    #[error("character {0} of the initials is not a letter")]
    Initials(usize),
    /// More than three initials.
    #[error("at most three initials")]
    TooManyInitials,
    /// The document's part holds something that is neither letter nor digit.
    #[error("character {0} of the document is neither letter nor digit")]
    Document(usize),
    /// Not exactly four characters of the document.
    #[error("exactly four characters of the document")]
    DocumentLength,
    /// Longer than a pass can carry.
    #[error("longer than a pass can carry")]
    TooLong,
}

impl HolderMark {
    /// A mark from what the person typed; a blank text counts as absent.
    ///
    /// Letters are composed (NFC) and upper-cased; blanks, dots, hyphens, apostrophes and
    /// zero-width characters in the initials are dropped, so `o'b. k.` becomes `OBK`.
    ///
    /// # Errors
    /// [`MarkError`] says which of the two is wrong, and where.
    pub fn new(initials: Option<&str>, document: Option<&str>) -> Result<Self, MarkError> {
        let mut mark = read_initials(initials.unwrap_or_default())?;
        mark.push_str(&read_document(document.unwrap_or_default())?);
        if mark.is_empty() {
            mark.push('-');
        }
        if mark.len() > MAX_BYTES {
            return Err(MarkError::TooLong);
        }
        // A few letters of rare scripts change under composition; they make no mark.
        Self::from_wire(&mark).ok_or(MarkError::Initials(0))
    }

    /// The mark as it stands in a pass.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the person declared nothing to compare.
    pub fn is_absent(&self) -> bool {
        self.0 == "-"
    }

    /// A mark that some client sent, if it is one this client could have made: `-`, or at most
    /// three letters followed by four letters or digits or nothing.
    pub fn from_wire(text: &str) -> Option<Self> {
        let composed: String = text.nfc().collect();
        let characters: Vec<char> = text.chars().collect();
        let letters = |part: &[char]| {
            part.len() <= MAX_INITIALS && part.iter().all(|&letter| is_initial(letter))
        };
        let shaped = text == "-"
            || (!characters.is_empty() && letters(&characters))
            || characters.split_last_chunk::<DOCUMENT>().is_some_and(|(initials, document)| {
                letters(initials) && document.iter().all(|&part| is_of_document(part))
            });
        (shaped && text == composed && text.len() <= MAX_BYTES).then(|| Self(text.to_owned()))
    }
}

fn is_initial(letter: char) -> bool {
    letter.is_alphabetic() && is_upper_case(letter)
}

fn is_of_document(part: char) -> bool {
    part.is_alphanumeric() && is_upper_case(part)
}

/// Upper-casing leaves it alone; true for letters of scripts without case.
fn is_upper_case(character: char) -> bool {
    character.to_uppercase().eq(std::iter::once(character))
}

fn read_initials(text: &str) -> Result<String, MarkError> {
    let mut letters = String::new();
    for (position, character) in text.nfc().enumerate() {
        if character.is_alphabetic() {
            letters.extend(character.to_uppercase());
        } else if !is_ornament(character) {
            return Err(MarkError::Initials(position));
        }
    }
    let composed: String = letters.nfc().collect();
    if composed.chars().count() > MAX_INITIALS {
        return Err(MarkError::TooManyInitials);
    }
    Ok(composed)
}

fn read_document(text: &str) -> Result<String, MarkError> {
    let mut shown = String::new();
    for (position, character) in text.nfkc().enumerate() {
        if character.is_alphanumeric() {
            shown.extend(character.to_uppercase());
        } else if !is_ornament(character) {
            return Err(MarkError::Document(position));
        }
    }
    match shown.chars().count() {
        0 | DOCUMENT => Ok(shown),
        _ => Err(MarkError::DocumentLength),
    }
}

/// What people put between initials, or what comes along when a name is copied.
fn is_ornament(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '.' | '-' | '\'' | '’' | 'ʼ' | '\u{2010}'..='\u{2015}')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

// The mark points at a person: it must not reach a log through `{:?}`.
impl fmt::Debug for HolderMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HolderMark(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(initials: &str, document: &str) -> Result<String, MarkError> {
        HolderMark::new(Some(initials), Some(document)).map(|mark| mark.as_str().to_owned())
    }

    #[test]
    fn a_mark_is_composed_upper_case_and_short() {
        assert_eq!(mark("ип", "4321").unwrap(), "ИП4321");
        assert_eq!(mark(" и. п. ", "43 21").unwrap(), "ИП4321");
        assert_eq!(mark("о'б", "").unwrap(), "ОБ");
        assert_eq!(mark("j-p", "k21a").unwrap(), "JPK21A");
        assert_eq!(mark("И\u{306}", "").unwrap(), "Й", "decomposed letters are composed");
        assert_eq!(mark("а\u{200d}б", "").unwrap(), "АБ", "joiners are dropped");
        assert_eq!(mark("Ы", "").unwrap(), "Ы", "one letter is a name too");
        assert_eq!(mark("", "").unwrap(), "-");
        assert_eq!(mark("   ", " ").unwrap(), "-");
        assert_eq!(HolderMark::new(None, None).unwrap().as_str(), "-");
    }

    #[test]
    fn what_makes_no_mark_is_told_with_its_place() {
        assert_eq!(mark("и2", ""), Err(MarkError::Initials(1)));
        assert_eq!(mark("🙂", ""), Err(MarkError::Initials(0)));
        assert_eq!(mark("абвг", ""), Err(MarkError::TooManyInitials));
        assert_eq!(mark(&"а".repeat(300), ""), Err(MarkError::TooManyInitials));
        assert_eq!(mark("", "123"), Err(MarkError::DocumentLength));
        assert_eq!(mark("", "12345"), Err(MarkError::DocumentLength));
        assert_eq!(mark("", "12#4"), Err(MarkError::Document(2)));
        assert_eq!(mark("𐐀𐐀𐐀", "𐐀𐐀𐐀𐐀"), Err(MarkError::TooLong));
    }

    #[test]
    fn the_wire_takes_only_what_a_client_makes() {
        for good in ["-", "ИП4321", "ИП", "4321", "ABC1A2B"] {
            assert!(HolderMark::from_wire(good).is_some(), "{good}");
        }
        for bad in ["", "ип4321", "И 4321", "АБВГДЕЁЖ", "ИП432!", "И\u{306}"] {
            assert!(HolderMark::from_wire(bad).is_none(), "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_answered(initials in "\\PC{0,8}", document in "\\PC{0,8}") {
            if let Ok(mark) = HolderMark::new(Some(&initials), Some(&document)) {
                assert!(HolderMark::from_wire(mark.as_str()).is_some(), "{}", mark.as_str());
            }
        }
    }
}
