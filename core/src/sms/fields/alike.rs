//! Letters of one alphabet that look like those of another, as keyboards and autocorrection mix them.

/// Latin capitals with the Greek and Cyrillic ones that look like them; a blank where there is none.
const ALIKE: [(char, char, char); 16] = [
    ('A', 'Α', 'А'),
    ('B', 'Β', 'В'),
    ('C', ' ', 'С'),
    ('E', 'Ε', 'Е'),
    ('H', 'Η', 'Н'),
    ('I', 'Ι', 'І'),
    ('J', ' ', 'Ј'),
    ('K', 'Κ', 'К'),
    ('M', 'Μ', 'М'),
    ('N', 'Ν', ' '),
    ('O', 'Ο', 'О'),
    ('P', 'Ρ', 'Р'),
    ('S', ' ', 'Ѕ'),
    ('T', 'Τ', 'Т'),
    ('X', 'Χ', 'Х'),
    ('Y', 'Υ', 'У'),
];

/// The Latin letter that a capital looks like; itself if there is none.
pub fn latin(capital: char) -> char {
    let alike = ALIKE.iter().find(|(_, greek, cyrillic)| [*greek, *cyrillic].contains(&capital));
    alike.filter(|_| capital != ' ').map_or(capital, |(latin, ..)| *latin)
}

/// The Cyrillic letter that a Latin capital looks like; itself if there is none.
pub fn cyrillic(capital: char) -> char {
    let alike = ALIKE.iter().find(|(latin, ..)| *latin == capital);
    alike.map(|(.., cyrillic)| *cyrillic).filter(|found| *found != ' ').unwrap_or(capital)
}

/// The alphabets that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Latin,
    Greek,
    Cyrillic,
}

/// The alphabet of a letter, if it is one of those that look alike.
pub fn script(letter: char) -> Option<Script> {
    match letter {
        'A'..='Z' | 'a'..='z' | 'À'..='ɏ' | 'Ḁ'..='ỿ' => Some(Script::Latin),
        'Ͱ'..='Ͽ' | 'ἀ'..='῾' => Some(Script::Greek),
        'Ѐ'..='ԯ' => Some(Script::Cyrillic),
        _ => None,
    }
}
