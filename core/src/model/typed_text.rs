//! What a person types or pastes, as it is meant: one reading for every field, whatever keyboard,
//! script, messenger or page it comes from (`PROTOCOL.md §7.8`).

use super::normal_form::{combining_class, compatible};

/// The zeros of the scripts whose digits have no compatible form in ASCII; nine digits follow each
/// (Unicode 17, general category Nd).
const ZEROS: [u32; 67] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x104a0,
    0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11bf0, 0x11da0,
    0x11de0, 0x11f50, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1,
    0x1e950,
];

/// A character as it is meant: `-` for every dash, `'` for every quotation mark and apostrophe,
/// `.` for every point, a blank for every space, a digit for every digit, and compatible forms
/// (NFKC) for the rest. Counters above or below a letter stay, for whoever composes them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TypedChar {
    /// Its place among what the person sees of the text, counted from 0: blanks count, what is not
    /// seen does not, and a letter counts once with its marks.
    pub at: usize,
    /// What it is taken for.
    pub meant: char,
}

/// The characters of a text.
pub fn typed_chars(text: &str) -> impl Iterator<Item = TypedChar> {
    let mut seen = 0_usize;
    text.chars().filter(|typed| !is_unseen(*typed)).flat_map(move |typed| {
        if seen == 0 || !joins(typed) {
            seen = seen.saturating_add(1);
        }
        let at = seen.saturating_sub(1);
        folded(typed).map(move |meant| TypedChar { at, meant })
    })
}

/// Whether it stands above or below a letter, as an accent does.
pub fn is_mark(meant: char) -> bool {
    combining_class(meant) != 0
}

/// What people put between the parts of a number, a code or initials.
pub fn is_filling(meant: char) -> bool {
    matches!(meant, ' ' | '-' | '.' | '\'' | '(' | ')' | '[' | ']' | '/') || is_mark(meant)
}

/// The digits of a number of so many digits that was sent or read out, however they are grouped; of
/// a whole message, the one number in it that has so many.
pub fn number_in(text: &str, digits: usize) -> Option<String> {
    let chars =
        || typed_chars(text).map(|TypedChar { meant, .. }| meant).filter(|meant| !is_mark(*meant));
    if !chars().any(char::is_alphabetic) {
        let all = chars().filter(|meant| !is_filling(*meant));
        let all: String = all.take(digits.saturating_add(1)).collect();
        if all.len() == digits && is_number(&all) {
            return Some(all);
        }
    }
    let message: String = chars()
        .map(|meant| match meant {
            word if word.is_ascii_alphanumeric() => word,
            ' ' | '-' => '-',
            _ => '\n',
        })
        .collect();
    let whole = message.split(['-', '\n']).map(str::to_owned);
    only(whole.filter(|word| word.len() == digits && is_number(word))).or_else(|| {
        // In groups of one size, with nothing but a blank or a dash between them. Two digits are a
        // date's.
        only(message.lines().flat_map(|line| {
            let words: Vec<&str> = line.split('-').collect();
            let runs = words.split(|word| !is_number(word)).map(|run| (run.concat(), run));
            let grouped = runs.filter(|(all, run)| {
                let size = run.first().map_or(0, |first| first.len());
                all.len() == digits && size > 2 && run.iter().all(|group| group.len() == size)
            });
            grouped.map(|(all, _)| all).collect::<Vec<_>>()
        }))
    })
}

/// The first character that stands in no number, in a text that is no longer than such a number with
/// everything that groups it.
pub fn stray_in(text: &str, digits: usize) -> Option<usize> {
    let short = typed_chars(text).nth(digits.saturating_mul(2)).is_none();
    let is_stray =
        |TypedChar { meant, .. }: &TypedChar| !meant.is_ascii_digit() && !is_filling(*meant);
    typed_chars(text).find(is_stray).filter(|_| short).map(|stray| stray.at)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|digit| digit.is_ascii_digit())
}

/// What all of them are, if they are one.
fn only(mut found: impl Iterator<Item = String>) -> Option<String> {
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

fn folded(typed: char) -> impl Iterator<Item = char> {
    // Those whose compatible forms begin with a blank, or are letters, are known before.
    let plain = if is_quote(typed) { '\'' } else { typed };
    compatible(plain).into_iter().map(|part| match part {
        '\u{2800}' => ' ',
        part if part.is_whitespace() => ' ',
        part if is_dash(part) => '-',
        part if is_quote(part) => '\'',
        '\u{b7}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{3002}' | '\u{30fb}' => {
            '.'
        }
        '\u{3010}' | '\u{3014}' | '\u{27e8}' | '\u{3008}' => '[',
        '\u{3011}' | '\u{3015}' | '\u{27e9}' | '\u{3009}' => ']',
        '\u{2795}' => '+',
        part => digit(part),
    })
}

/// The digit in ASCII; anything else stays.
fn digit(part: char) -> char {
    if part.is_ascii() || !part.is_numeric() {
        return part;
    }
    let of = |zero: &u32| u32::from(part).checked_sub(*zero).filter(|value| *value < 10);
    let value = ZEROS.iter().find_map(of);
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(part)
}

fn is_dash(part: char) -> bool {
    matches!(
        part,
        '-' | '\u{2d7}' | '\u{58a}' | '\u{5be}' | '\u{1400}' | '\u{1806}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{2500}'
                | '\u{2501}'
                | '\u{2796}'
                | '\u{2e17}'
                | '\u{2e1a}'
                | '\u{2e3a}'
                | '\u{2e3b}'
                | '\u{2e40}'
                | '\u{2e5d}'
                | '\u{301c}'
                | '\u{3030}'
                | '\u{30a0}'
                | '\u{30fc}'
                | '\u{10ead}'
                | '~'
                | '_'
    )
}

/// Modifier letters that stand for an apostrophe or an accent, too: they are no initials.
fn is_quote(part: char) -> bool {
    matches!(
        part,
        '\'' | '"' | '`' | '\u{a8}' | '\u{ab}' | '\u{b4}' | '\u{bb}' | '\u{2b9}'..='\u{2bf}'
            | '\u{2c8}' | '\u{2ca}'..='\u{2cb}' | '\u{2ee}' | '\u{559}'..='\u{55b}' | '\u{5f3}'
            | '\u{5f4}' | '\u{7f4}' | '\u{7f5}' | '\u{1fbd}' | '\u{1fbf}' | '\u{1fef}' | '\u{1ffd}'
            | '\u{1ffe}' | '\u{2018}'..='\u{201f}' | '\u{2032}'..='\u{2037}' | '\u{2039}' | '\u{203a}'
            | '\u{275b}'..='\u{2760}' | '\u{2e42}' | '\u{300c}'..='\u{300f}' | '\u{301d}'..='\u{301f}'
            | '\u{a78b}' | '\u{a78c}'
    )
}

/// What nothing is to be seen of (Unicode, Default_Ignorable_Code_Point), the rings that make a key
/// of a digit, and what stands for a picture that was not copied.
fn is_unseen(typed: char) -> bool {
    matches!(
        typed,
        '\r' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{20dd}'..='\u{20e4}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether it is seen as a part of the letter before it.
fn joins(typed: char) -> bool {
    // The vowels and finals of Hangul that is written letter by letter.
    is_mark(typed) || matches!(typed, '\u{1161}'..='\u{11ff}')
}
