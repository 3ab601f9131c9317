//! A pass on a page that can be printed: SVG of A4, without scripts, fonts or anything to fetch.

use std::fmt::Write as _;

use crate::model::Language;
use crate::qr::{Correction, QrMatrix, encode};
use crate::words::{PaperLine, Say, When};

/// Width of the page in millimetres; one unit of the drawing is one.
const WIDTH: u32 = 210;
/// Height of the page.
const HEIGHT: u32 = 297;
/// Left edge of everything.
const LEFT: u32 = 20;
/// Side of the code. Modules are about 1.5 mm, which a phone reads from half a metre.
const CODE: u32 = 90;
/// White around a code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;
/// Most characters of a purpose in one line, and most lines of it.
const PURPOSE: (usize, usize) = (28, 3);
/// Most characters of a line of times, and most lines of them.
const TIMES: (usize, usize) = (46, 3);
/// Most characters of a line of small text, and most lines of one sentence.
const SMALL: (usize, usize) = (74, 3);

/// What stands on the page.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The text of the code.
    pub text: &'a str,
    /// The purpose in words.
    pub purpose: &'a str,
    /// When it begins.
    pub from: When,
    /// When it ends.
    pub until: When,
    /// In groups of four.
    pub typed_code: Option<&'a str>,
}

impl Sheet<'_> {
    /// The code as it is printed: with the correction that folds and stains need. Nothing if the
    /// text is longer than any code.
    pub fn code(&self) -> Option<QrMatrix> {
        encode(self.text, Correction::Medium)
    }

    /// The page around this code.
    pub fn page(&self, code: &QrMatrix, language: Language) -> String {
        let say = |line: PaperLine| Say::Paper(line).sentence(language).text;
        let mut page = Page::new(language.tag(), &say(PaperLine::Title));
        page.text(7, &say(PaperLine::Title), 400, SMALL);
        page.text(11, self.purpose, 700, PURPOSE);
        let times = Say::PaperTimes { from: self.from, until: self.until };
        let times = times.sentence(language).text;
        page.text(6, &times, 700, TIMES);
        page.code(code);
        if let Some(typed) = self.typed_code {
            page.text(5, &say(PaperLine::TypedCode), 400, SMALL);
            page.code_in_letters(typed);
        }
        page.text(5, &say(PaperLine::HowToCheck), 700, SMALL);
        for line in [
            PaperLine::Scan,
            PaperLine::Compare,
            PaperLine::WithoutScanner,
            PaperLine::Copies,
            PaperLine::Emergency,
        ] {
            page.text(4, &say(line), 400, SMALL);
        }
        page.close()
    }
}

/// A page as it is written from its top.
struct Page {
    svg: String,
    /// How far down it is written.
    y: u32,
}

impl Page {
    fn new(language: &str, title: &str) -> Self {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}mm\" height=\"{HEIGHT}mm\" \
             viewBox=\"0 0 {WIDTH} {HEIGHT}\" xml:lang=\"{language}\" \
             font-family=\"system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif\">\n\
             <title>{}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n",
            escaped(title)
        );
        Self { svg, y: 16 }
    }

    /// A text of this size in lines of at most so many characters, at most so many of them.
    fn text(&mut self, size: u32, text: &str, weight: u32, (most, lines): (usize, usize)) {
        for line in broken(text, most).into_iter().take(lines) {
            self.y = self.y.saturating_add(size.saturating_mul(4) / 3);
            let line = escaped(&line);
            let y = self.y;
            self.line(format_args!(
                "<text x=\"{LEFT}\" y=\"{y}\" font-size=\"{size}\" \
                 font-weight=\"{weight}\">{line}</text>"
            ));
        }
        self.y = self.y.saturating_add(size / 2);
    }

    fn code_in_letters(&mut self, typed: &str) {
        self.y = self.y.saturating_add(12);
        let (y, typed) = (self.y, escaped(typed));
        self.line(format_args!(
            "<text x=\"{LEFT}\" y=\"{y}\" font-size=\"12\" \
             font-family=\"ui-monospace, 'DejaVu Sans Mono', monospace\">{typed}</text>"
        ));
        self.y = self.y.saturating_add(8);
    }

    fn code(&mut self, code: &QrMatrix) {
        let side = code.size.saturating_add(2 * QUIET);
        let (top, path) = (self.y.saturating_add(2), code.path());
        // The white around a code stands in the margin.
        let left = LEFT.saturating_sub(6);
        self.line(format_args!(
            "<svg x=\"{left}\" y=\"{top}\" width=\"{CODE}\" height=\"{CODE}\" \
             viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <path transform=\"translate({QUIET} {QUIET})\" d=\"{path}\"/></svg>"
        ));
        self.y = top.saturating_add(CODE);
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.svg.write_fmt(line);
        self.svg.push('\n');
    }

    fn close(mut self) -> String {
        self.svg.push_str("</svg>\n");
        self.svg
    }
}

/// A text in lines of at most so many characters, broken between words where there are any.
fn broken(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        while !word.is_empty() {
            let line = lines.last().map_or(0, |line| line.chars().count());
            let blank = usize::from(line > 0);
            let fits = line.saturating_add(blank).saturating_add(word.len()) <= most;
            if !fits && line > 0 {
                lines.push(String::new());
                continue;
            }
            let rest = word.split_off(word.len().min(most));
            if let Some(line) = lines.last_mut() {
                line.extend((blank > 0).then_some(' '));
                line.extend(word);
            }
            word = rest;
        }
    }
    lines
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // Characters that XML 1.0 does not know at all.
            letter if letter.is_control() => {}
            '\u{fffe}' | '\u{ffff}' => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::Zone;

    /// 2026-11-24 12:00 in Moscow.
    const NOON: i64 = 1_795_510_800;

    fn sheet(purpose: &str) -> Sheet<'_> {
        let zone = Zone { name: String::new(), transitions: vec![(0, 10_800)] };
        Sheet {
            text: "DS1:A PASS ON PAPER",
            purpose,
            from: When::whole(&zone, NOON),
            until: When::whole(&zone, NOON + 3 * 3600),
            typed_code: Some("2345 6789 2345 678A"),
        }
    }

    #[test]
    fn a_page_says_what_is_valid_when_and_how_to_check_it() {
        for (language, day) in [
            (Language::En, "Tuesday 24 November 2026"),
            (Language::Ru, "24 ноября 2026 года"),
            (Language::Tt, "2026 елның 24 ноябре"),
        ] {
            let sheet = sheet("Groceries");
            let page = sheet.page(&sheet.code().unwrap(), language);
            for part in ["Groceries", day, "12:00", "15:00", "2345 6789 2345 678A"] {
                assert!(page.contains(part), "{part}");
            }
            let steps = ["1. ", "2. "];
            assert!(steps.iter().all(|step| page.contains(step)));
            assert!(!page.contains("<script") && !page.contains("href"));
        }
    }

    #[test]
    fn a_label_of_the_rules_stays_text_and_on_the_page() {
        let hostile = "<script>alert(1)</script> & \"more\" \u{0} ".repeat(400);
        let sheet = sheet(&hostile);
        let page = sheet.page(&sheet.code().unwrap(), Language::En);
        assert!(!page.contains("<script") && !page.contains('\u{0}'));
        assert_eq!(page.matches("font-size=\"11\"").count(), PURPOSE.1);
        let lowest = page
            .split(" y=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next()?.parse::<u32>().ok());
        assert!(lowest.max().unwrap() < HEIGHT - 10, "nothing falls off the page");
    }

    #[test]
    fn lines_are_broken_between_words_and_inside_only_of_long_ones() {
        assert_eq!(broken("to the nearest shop", 10), ["to the", "nearest", "shop"]);
        assert_eq!(broken("abcdefghijkl", 5), ["abcde", "fghij", "kl"]);
        assert_eq!(broken("  ", 5), [""]);
        assert_eq!(broken("чашка чая", 5), ["чашка", "чая"]);
    }
}
