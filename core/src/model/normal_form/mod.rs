//! The normal forms NFC and NFKC (Unicode Standard Annex 15), from a table that takes a phone little room.
//!
//! The usual library's tables, made for the speed of a browser, take 110 kB; what people type is short.
//! A test holds every character to that library.

mod table;

use table::{class, compatible_parts, parts, whole};

/// Syllables of Hangul are reckoned, as every version of the standard says (§3.12): first and last of
/// them, and the first initial, vowel and final, before which there is none.
const SYLLABLES: std::ops::RangeInclusive<u32> = 0xac00..=0xd7a3;
const INITIAL: u32 = 0x1100;
const VOWEL: u32 = 0x1161;
const FINAL: u32 = 0x11a7;
const INITIALS: u32 = 19;
const VOWELS: u32 = 21;
const FINALS: u32 = 28;

/// Where a character stands among the marks of a letter; 0 for what is no such mark.
pub fn combining_class(sign: char) -> u8 {
    if sign.is_ascii() { 0 } else { class(sign) }
}

/// A character as NFKC has it.
pub fn compatible(sign: char) -> Vec<char> {
    if sign.is_ascii() {
        return vec![sign];
    }
    let mut apart = Vec::new();
    take_apart(sign, true, &mut apart);
    put_together(apart)
}

/// A text as NFC has it.
pub fn composed(text: impl Iterator<Item = char>) -> Vec<char> {
    let mut apart = Vec::new();
    for sign in text {
        take_apart(sign, false, &mut apart);
    }
    put_together(apart)
}

fn take_apart(sign: char, compatibly: bool, apart: &mut Vec<char>) {
    let code = u32::from(sign);
    if SYLLABLES.contains(&code) {
        let syllable = code.wrapping_sub(*SYLLABLES.start());
        let (pair, last) = (syllable / FINALS, syllable % FINALS);
        let codes = [INITIAL + pair / VOWELS, VOWEL + pair % VOWELS, FINAL + last];
        let spoken = if last == 0 { 2 } else { 3 };
        apart.extend(codes.into_iter().take(spoken).filter_map(char::from_u32));
        return;
    }
    if let Some(parts) =
        Some(compatible_parts(sign)).filter(|parts| compatibly && !parts.is_empty())
    {
        apart.extend(parts.chars());
        return;
    }
    let parts = parts(sign);
    if parts.is_empty() {
        apart.push(sign);
    }
    for part in parts.chars() {
        take_apart(part, compatibly, apart);
    }
}

/// Marks in their order, and each put together with the letter before it where there is such a letter.
fn put_together(apart: Vec<char>) -> Vec<char> {
    let mut classed: Vec<(u8, char)> = Vec::new();
    for sign in apart {
        let class = combining_class(sign);
        let comes_before = |(other, _): &(u8, char)| class == 0 || *other <= class;
        let place = classed.iter().rposition(comes_before).map_or(0, |before| before + 1);
        classed.insert(place, (class, sign));
    }
    let mut text: Vec<char> = Vec::new();
    let (mut letter, mut before) = (None, 0);
    for (class, sign) in classed {
        if let Some(place) = letter {
            let is_next = text.len().checked_sub(1) == Some(place);
            let reaches = is_next || before < class;
            if let Some(begun) = text.get_mut(place).filter(|_| reaches)
                && let Some(joined) = joined(*begun, sign)
            {
                *begun = joined;
                continue;
            }
        }
        if class == 0 {
            letter = Some(text.len());
        }
        before = class;
        text.push(sign);
    }
    text
}

fn joined(letter: char, next: char) -> Option<char> {
    let (begun, code) = (u32::from(letter), u32::from(next));
    let initial = begun.checked_sub(INITIAL).filter(|initial| *initial < INITIALS);
    let vowel = code.checked_sub(VOWEL).filter(|vowel| *vowel < VOWELS);
    if let (Some(initial), Some(vowel)) = (initial, vowel) {
        return char::from_u32(SYLLABLES.start() + (initial * VOWELS + vowel) * FINALS);
    }
    let open = begun.checked_sub(*SYLLABLES.start()).filter(|syllable| syllable % FINALS == 0);
    let last = code.checked_sub(FINAL).filter(|last| (1..FINALS).contains(last));
    if let (Some(_), Some(last), true) = (open, last, SYLLABLES.contains(&begun)) {
        return char::from_u32(begun + last);
    }
    whole(letter, next)
}

#[cfg(test)]
mod tests;
