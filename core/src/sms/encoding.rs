//! The alphabet in which a message is sent, and how many segments it takes (3GPP TS 23.038 §6.2, 23.040 §9.2.3.24).

/// The basic alphabet, but for the way out into the other table (`0x1b`).
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿\
                     abcdefghijklmnopqrstuvwxyzäöñüà";
/// The other table: each takes two septets.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// The alphabet of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Seven bits a character, two such units for those of the extension table.
    Gsm7,
    /// Two bytes a unit, two units for what lies beyond the basic plane.
    Ucs2,
}

impl Encoding {
    /// The name for scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gsm7 => "gsm7",
            Self::Ucs2 => "ucs2",
        }
    }

    /// Units in a message of one segment, and in each of several, which carry a header.
    fn capacities(self) -> (u64, u64) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }

    fn units(self, sign: char) -> u64 {
        let takes_two = match self {
            Self::Gsm7 => EXTENSION.contains(sign),
            Self::Ucs2 => sign.len_utf16() == 2,
        };
        if takes_two { 2 } else { 1 }
    }
}

/// What a text takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    pub encoding: Encoding,
    /// Septets of the one, 16-bit units of the other alphabet.
    pub units: u64,
    pub segments: u64,
}

/// What a text takes. An empty message is one segment too.
pub fn measure(text: &str) -> Measured {
    let is_plain =
        |sign: char| sign != '\u{1b}' && (BASIC.contains(sign) || EXTENSION.contains(sign));
    let encoding = if text.chars().all(is_plain) { Encoding::Gsm7 } else { Encoding::Ucs2 };
    let (alone, joined) = encoding.capacities();
    let units = text.chars().map(|sign| encoding.units(sign)).sum();
    if units <= alone {
        return Measured { encoding, units, segments: 1 };
    }
    // A character is not cut in two: what does not fit goes into the next segment whole.
    let (mut segments, mut room) = (1_u64, joined);
    for sign in text.chars() {
        let takes = encoding.units(sign);
        if room < takes {
            segments = segments.saturating_add(1);
            room = joined;
        }
        room = room.saturating_sub(takes);
    }
    Measured { encoding, units, segments }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn measured(text: &str) -> (&'static str, u64, u64) {
        let Measured { encoding, units, segments } = measure(text);
        (encoding.name(), units, segments)
    }

    #[test]
    fn texts_of_real_regions_take_what_was_counted_by_hand() {
        let first = "РЕГИСТРАЦИЯ#Иванов Иван Иванович#92199632506#Казань Нигматуллина 5 квартира 9";
        let consent = format!("{first}#Согласен(а) на обработку персональных данных");
        for (text, wanted) in [
            (first, ("ucs2", 77, 2)),
            (&consent, ("ucs2", 122, 2)),
            ("Регистрация#9219632506", ("ucs2", 22, 1)),
            ("Пропуск*1*Иванов*Иван*И.*1*4411*123456*Т111МО777*1111111111", ("ucs2", 59, 1)),
            ("6 YORGOS SMITH 123 ATHENS ROAD KIFISSIA", ("gsm7", 39, 1)),
            ("6 ΓΙΩΡΓΟΣ ΠΑΠΑΔΟΠΟΥΛΟΣ ΟΔΟΣ ΑΘΗΝΩΝ 123 ΚΗΦΙΣΙΑ ΑΤΤ", ("ucs2", 50, 1)),
            ("2 123456 1010", ("gsm7", 13, 1)),
            ("", ("gsm7", 0, 1)),
        ] {
            assert_eq!(measured(text), wanted, "{text}");
        }
    }

    #[test]
    fn the_extension_table_takes_two_units_and_is_not_cut() {
        assert_eq!(measured("[€]"), ("gsm7", 6, 1));
        assert_eq!(measured(&"a".repeat(160)), ("gsm7", 160, 1));
        assert_eq!(measured(&"a".repeat(161)), ("gsm7", 161, 2));
        assert_eq!(measured(&"a".repeat(306)), ("gsm7", 306, 2));
        // The 153rd unit is left empty, because the character would have been cut.
        assert_eq!(measured(&format!("{}€{}", "a".repeat(152), "a".repeat(152))), ("gsm7", 306, 3));
        assert_eq!(measured(&"я".repeat(70)), ("ucs2", 70, 1));
        assert_eq!(measured(&"я".repeat(71)), ("ucs2", 71, 2));
        assert_eq!(measured(&format!("{}😀{}", "я".repeat(66), "я".repeat(66))), ("ucs2", 134, 3));
        assert_eq!(measured("çΑ"), ("ucs2", 2, 1), "small ç and a Greek alpha are in no table");
        assert_eq!((BASIC.chars().count(), EXTENSION.chars().count()), (127, 10));
    }

    proptest! {
        #[test]
        fn segments_hold_the_units_and_no_fewer_do(text in "[a-zа-я€😀]{0,400}") {
            let Measured { encoding, units, segments } = measure(&text);
            let (alone, joined) = encoding.capacities();
            let room = if segments == 1 { alone } else { segments * joined };
            prop_assert!(units <= room);
            // At most a unit a segment is left empty before the last.
            prop_assert!(segments == 1 || units + segments > (segments - 1) * joined);
        }
    }
}
