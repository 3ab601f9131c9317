//! The holder's mark: what an inspector compares with an identity document, and no more
//! (`PROTOCOL.md §7.6`).

use std::fmt;

use super::normal_form::composed;
use super::typed_text::{TypedChar, is_filling, is_mark, typed_chars};

/// Most bytes of a mark (`sub`) in a pass.
const MAX_BYTES: usize = 16;
/// Most letters of the initials.
const MAX_INITIALS: usize = 3;
/// How many characters of the document are shown.
const DOCUMENT: usize = 4;

/// Initials (at most three letters) and the last four letters or digits of the identity document,
/// both optional and self-declared; `-` when both are absent. At most 16 bytes of UTF-8.
#[derive(Clone, PartialEq, Eq)]
pub struct HolderHint(String);

/// Why two texts make no mark. Positions count from 0 what is seen of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HolderHintError {
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

impl HolderHint {
    /// A mark from what the person typed; a blank text counts as absent.
    ///
    /// Letters are composed and upper-cased; blanks, points, dashes and apostrophes are dropped, so
    /// `o'b. k.` becomes `OBK`, and so are accents that no letter is composed with.
    ///
    /// # Errors
    /// [`HolderHintError`] says which of the two is wrong, and where.
    pub fn new(initials: Option<&str>, document: Option<&str>) -> Result<Self, HolderHintError> {
        let mut mark = read_initials(initials.unwrap_or_default())?;
        mark.push_str(&read_document(document.unwrap_or_default())?);
        if mark.is_empty() {
            mark.push('-');
        }
        if mark.len() > MAX_BYTES {
            return Err(HolderHintError::TooLong);
        }
        // A few letters of rare scripts change under composition; they make no mark.
        Self::from_wire(&mark).ok_or(HolderHintError::Initials(0))
    }

    /// A mark that was read before it was kept: which letters make one may have changed since.
    pub(crate) fn kept(text: &str) -> Option<Self> {
        (1..=MAX_BYTES).contains(&text.len()).then(|| Self(text.to_owned()))
    }

    /// The mark as it stands in a pass.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the person declared nothing to compare.
    pub fn is_absent(&self) -> bool {
        self.0 == "-"
    }

    /// A mark that some client sent, if it is one that [`HolderHint::new`] makes.
    pub fn from_wire(text: &str) -> Option<Self> {
        let last = text.char_indices().rev().nth(DOCUMENT.saturating_sub(1));
        let (head, tail) = text.split_at_checked(last.map_or(0, |(at, _)| at))?;
        let is_made = |initials: &str, document: &str| {
            read_initials(initials).is_ok_and(|made| made == initials)
                && read_document(document).is_ok_and(|made| made == document)
        };
        let shaped =
            text == "-" || (!text.is_empty() && (is_made(text, "") || is_made(head, tail)));
        (shaped && text.len() <= MAX_BYTES).then(|| Self(text.to_owned()))
    }
}

fn read_initials(text: &str) -> Result<String, HolderHintError> {
    let mut letters = String::new();
    for TypedChar { at, meant } in typed_chars(text) {
        if is_mark(meant) || meant.is_alphabetic() {
            letters.push(meant);
        } else if !is_filling(meant) {
            return Err(HolderHintError::Initials(at));
        }
    }
    let capitals = capitals(&letters);
    if capitals.chars().count() > MAX_INITIALS {
        return Err(HolderHintError::TooManyInitials);
    }
    Ok(capitals)
}

fn read_document(text: &str) -> Result<String, HolderHintError> {
    let mut shown = String::new();
    for TypedChar { at, meant } in typed_chars(text) {
        if is_mark(meant) || meant.is_alphanumeric() {
            shown.push(meant);
        } else if !is_filling(meant) {
            return Err(HolderHintError::Document(at));
        }
    }
    let shown = capitals(&shown);
    match shown.chars().count() {
        0 | DOCUMENT => Ok(shown),
        _ => Err(HolderHintError::DocumentLength),
    }
}

/// The letters composed and in upper case, each still one letter.
fn capitals(letters: &str) -> String {
    let capitals = composed(letters.chars()).into_iter().flat_map(|letter| {
        let mut upper = letter.to_uppercase();
        let first = upper.next().unwrap_or(letter);
        let capital = match letter {
            'ß' => 'ẞ',
            _ if is_unwritten(first) => letter,
            _ => first,
        };
        // Of what becomes several, such as `ǰ`, the accents are kept and further letters are not.
        std::iter::once(capital).chain(upper.filter(|part| is_mark(*part)))
    });
    composed(capitals).into_iter().filter(|part| !is_mark(*part)).collect()
}

/// Capitals that only the Unicode Standard has, and no font: those of Georgian (Mtavruli), and those
/// of phonetic letters. Their small letters stand alone.
fn is_unwritten(capital: char) -> bool {
    matches!(capital, '\u{1c90}'..='\u{1cbf}' | '\u{a7aa}'..='\u{a7dc}')
}

// The mark points at a person: it must not reach a log through `{:?}`.
impl fmt::Debug for HolderHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HolderHint(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(initials: &str, document: &str) -> Result<String, HolderHintError> {
        HolderHint::new(Some(initials), Some(document)).map(|mark| mark.as_str().to_owned())
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
        assert_eq!(mark("е\u{301}в", "").unwrap(), "ЕВ", "no such letter is composed");
        assert_eq!(mark("\u{1112}\u{1161}\u{11ab}", "").unwrap(), "한");
        assert_eq!(mark("", "").unwrap(), "-");
        assert_eq!(mark("   ", " ").unwrap(), "-");
        assert_eq!(HolderHint::new(None, None).unwrap().as_str(), "-");
    }

    #[test]
    fn a_letter_becomes_the_capital_that_people_write() {
        for (typed, shown) in [
            ("გბ", "გბ"),
            ("\u{1c92}\u{1c91}", "\u{1c92}\u{1c91}"),
            ("ß", "ẞ"),
            ("ŉ", "N"),
            ("ﬁ", "FI"),
            ("ǆ", "DŽ"),
            ("ǅ", "DŽ"),
            ("և", "ԵՒ"),
            ("ǰ", "J"),
            ("ΐ", "Ϊ"),
            ("ᾳ", "Α"),
            ("ⴀ", "Ⴀ"),
            ("ꭰ", "Ꭰ"),
            ("ᏸ", "Ᏸ"),
            ("ı", "I"),
            ("ʻOʻb", "OB"),
            ("שמ", "שמ"),
            ("明", "明"),
        ] {
            assert_eq!(mark(typed, "").as_deref(), Ok(shown), "{typed}");
        }
    }

    #[test]
    fn what_makes_no_mark_is_told_with_its_place() {
        assert_eq!(mark("и2", ""), Err(HolderHintError::Initials(1)));
        assert_eq!(mark("🙂", ""), Err(HolderHintError::Initials(0)));
        assert_eq!(mark("абвг", ""), Err(HolderHintError::TooManyInitials));
        assert_eq!(mark(&"а".repeat(300), ""), Err(HolderHintError::TooManyInitials));
        assert_eq!(mark("", "123"), Err(HolderHintError::DocumentLength));
        assert_eq!(mark("", "12345"), Err(HolderHintError::DocumentLength));
        assert_eq!(mark("", "12#4"), Err(HolderHintError::Document(2)));
        assert_eq!(mark("𐐀𐐀𐐀", "𐐀𐐀𐐀𐐀"), Err(HolderHintError::TooLong));
    }

    #[test]
    fn the_wire_takes_only_what_a_client_makes() {
        for good in ["-", "ИП4321", "ИП", "4321", "ABC1A2B"] {
            assert!(HolderHint::from_wire(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "ип4321",
            "И 4321",
            "АБВГДЕЁЖ",
            "ИП432!",
            "И\u{306}",
            "ИП٤٣٢١",
            "ИП４３２１",
            "ＩＰ",
            "И-",
            "Е\u{301}",
            "И\u{200d}П",
            "--",
        ] {
            assert!(HolderHint::from_wire(bad).is_none(), "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_answered(initials in "\\PC{0,8}", document in "\\PC{0,8}") {
            if let Ok(mark) = HolderHint::new(Some(&initials), Some(&document)) {
                assert!(HolderHint::from_wire(mark.as_str()).is_some(), "{}", mark.as_str());
            }
        }
    }
}
