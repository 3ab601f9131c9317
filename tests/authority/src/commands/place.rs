//! The district or place in a pass: read by people, on a screen and on paper.

/// Most bytes of a place in a pass.
const MAX_PLACE: usize = 12;

/// Whether a pass can carry this and people can read it: there is a letter or a digit, and no
/// character that is not seen or that changes how others are.
pub(super) fn is_place(text: &str) -> bool {
    text.len() <= MAX_PLACE
        && text == text.trim()
        && text.contains(char::is_alphanumeric)
        && !text.contains(is_filler)
        && is_printable(text)
}

/// Whether every character is one that `Debug` leaves as it is, which holds for all but controls,
/// formats, blanks other than the plain one, and what nobody has assigned.
fn is_printable(text: &str) -> bool {
    let unquoted = text.replace(['\\', '"', '\''], "");
    unquoted.escape_debug().eq(unquoted.chars())
}

/// Letters and marks that are drawn as nothing (Default_Ignorable_Code_Point).
fn is_filler(character: char) -> bool {
    matches!(character, '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}')
        || matches!(character, '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(character, '\u{ffa0}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_what_people_can_read() {
        for good in ["Арбат", "ЦАО", "B-2", "д. 5/1", "O'Brien", "5", "Čakovec", "東区", "कि"]
        {
            assert!(is_place(good), "{good:?}");
        }
        for bad in [
            "",
            " ",
            "-",
            "…",
            "тринадцать",
            " ЦАО",
            "ЦАО ",
            "a\0b",
            "a\nb",
            "a\tb",
            "a\rb",
            "a\u{7f}",
            "a\u{85}b",
            "a\u{a0}b",
            "a\u{ad}b",
            "a\u{200b}b",
            "a\u{200e}b",
            "a\u{202e}b",
            "a\u{2028}b",
            "a\u{2066}b",
            "a\u{feff}b",
            "a\u{e000}",
            "a\u{ffff}",
            "a\u{fe0f}",
            "a\u{34f}b",
            "\u{3164}",
            "a\u{e0001}b",
            "\u{301}a",
        ] {
            assert!(!is_place(bad), "{bad:?}");
        }
    }
}
