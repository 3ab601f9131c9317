//! Where the lines of a page end, by how wide letters are.

/// A text in lines that are at most this wide, in thousandths of its size; broken between words
/// where there are any.
pub(super) fn broken(text: &str, most: u32, weight: Weight) -> Vec<String> {
    let (mut lines, mut line, mut width) = (Vec::new(), String::new(), 0_u32);
    for word in text.split_whitespace() {
        let blank = if line.is_empty() { 0 } else { weight.width(' ') };
        let whole: u32 = word.chars().map(|letter| weight.width(letter)).sum();
        if !line.is_empty() && width.saturating_add(blank).saturating_add(whole) > most {
            lines.push(std::mem::take(&mut line));
            width = 0;
        } else if blank > 0 {
            line.push(' ');
            width = width.saturating_add(blank);
        }
        for letter in word.chars() {
            let more = weight.width(letter);
            if width.saturating_add(more) > most && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                width = 0;
            }
            line.push(letter);
            width = width.saturating_add(more);
        }
    }
    lines.push(line);
    lines
}

/// How heavy text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Normal,
    Bold,
}

impl Weight {
    /// As CSS counts it.
    pub(super) fn number(self) -> u32 {
        match self {
            Self::Normal => 400,
            Self::Bold => 700,
        }
    }

    /// The most that a letter takes of a line, in thousandths of its size. Which font a page gets
    /// only its printer knows, so these are a little more than in the widest of those that are
    /// asked for (DejaVu Sans).
    pub(super) fn width(self, letter: char) -> u32 {
        let bold = match letter {
            ' ' | '.' | ',' | ':' | ';' | '-' | '/' | '\'' | '’' | '!' | '|' | '(' | ')' | '['
            | ']' | 'I' | 'J' | 'f' | 'i' | 'j' | 'l' | 'і' | 'ї' | 'ј' | 'І' | 'Ї' | 'Ј' => {
                460
            }
            'W' | 'Ж' | 'Ш' | 'Щ' | 'Ю' | 'Җ' | 'щ' | '№' => 1_330,
            'M' | 'm' | 'М' | 'Ф' | 'Ц' | 'Ъ' | 'Ы' | 'Ң' | 'ж' | 'ф' | 'ш' | 'ы' | 'ю' | 'җ'
            | 'w' | '%' | '—' | '…' => 1_070,
            'д' | 'м' | 'ң' => 830,
            'A'..='Z' | 'А'..='Я' | 'Ё' | 'Ә' | 'Ө' | 'Ү' | 'Һ' => 900,
            'a'..='z'
            | 'а'..='я'
            | 'ё'
            | 'ә'
            | 'ө'
            | 'ү'
            | 'һ'
            | '0'..='9'
            | '«'
            | '»'
            | '"'
            | '–' => 750,
            // Other scripts, ligatures and signs.
            _ => 1_330,
        };
        match self {
            Self::Bold => bold,
            Self::Normal => bold * 92 / 100,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words_and_inside_only_of_long_ones() {
        let broken = |text, most| broken(text, most, Weight::Bold);
        assert_eq!(broken("to the nearest shop", 6_000), ["to the", "nearest", "shop"]);
        assert_eq!(broken("abcdeghknop", 3_800), ["abcde", "ghkno", "p"]);
        assert_eq!(broken("  ", 5), [""]);
        assert_eq!(broken("W", 5), ["W"]);
        assert_eq!(broken("чашка чая", 5_000), ["чашка", "чая"]);
    }
}
