//! A pass on a page that can be printed: SVG of A4, without scripts, fonts or anything to fetch.

mod lines;

use std::fmt::Write as _;

use lines::{Weight, broken};

use crate::model::{Language, When};
use crate::qr::{Correction, QrMatrix, encode};
use crate::words::{PaperLine, PaperText, Say as _};

/// Width of the page in millimetres; one unit of the drawing is one.
const WIDTH: u32 = 210;
/// Height of the page.
const HEIGHT: u32 = 297;
/// Left edge of everything, and what stays free at the right.
const LEFT: u32 = 20;
/// The lowest line; many printers reach no further.
const LOWEST: u32 = HEIGHT - 10;
/// Side of the code. Modules are about 1.5 mm, which a phone reads from half a metre.
const CODE: u32 = 90;
/// White around a code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;
/// Sizes of the purpose, the best first: a long one is written smaller, and stays whole.
const PURPOSE: [u32; 7] = [11, 9, 7, 6, 5, 4, 3];
/// More lines than any page has.
const ALL: usize = HEIGHT as usize;

/// What stands on the page.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The text of the code.
    pub text: &'a str,
    /// The purpose in words.
    pub purpose: &'a str,
    /// Its first second, in the region's time.
    pub from: When,
    /// The first second after it, in the region's time.
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
        let mut page = Page::default();
        for size in PURPOSE {
            page = self.written(code, language, size, ALL);
            if page.y <= LOWEST {
                return page.svg;
            }
        }
        // No purpose has so many words; what else stands on the page comes first.
        let [.., least] = PURPOSE;
        let too_many = (page.y - LOWEST).div_ceil(line_height(least));
        let fit = page.purpose_lines.saturating_sub(too_many as usize);
        self.written(code, language, least, fit).svg
    }

    fn written(&self, code: &QrMatrix, language: Language, size: u32, lines: usize) -> Page {
        let say = |line: PaperLine| PaperText::Line(line).sentence(language).text;
        let mut page = Page::begun(language.tag(), &say(PaperLine::Title));
        page.text(7, &say(PaperLine::Title), Weight::Normal, ALL);
        page.purpose_lines = page.text(size, self.purpose, Weight::Bold, lines);
        let times = PaperText::Times { from: self.from, until: self.until };
        page.text(6, &times.sentence(language).text, Weight::Bold, ALL);
        page.code(code);
        if let Some(typed) = self.typed_code {
            page.text(5, &say(PaperLine::TypedCode), Weight::Normal, ALL);
            page.code_in_letters(typed);
        }
        page.text(5, &say(PaperLine::HowToCheck), Weight::Bold, ALL);
        for line in [
            PaperLine::Scan,
            PaperLine::Compare,
            PaperLine::WithoutScanner,
            PaperLine::Copies,
            PaperLine::Emergency,
        ] {
            page.text(4, &say(line), Weight::Normal, ALL);
        }
        page.svg.push_str("</svg>\n");
        page
    }
}

/// From one line to the next, of text of this size.
fn line_height(size: u32) -> u32 {
    size.saturating_mul(4) / 3
}

/// A page as it is written from its top.
#[derive(Default)]
struct Page {
    svg: String,
    /// How far down it is written.
    y: u32,
    /// How many lines of it are the purpose.
    purpose_lines: usize,
}

impl Page {
    fn begun(language: &str, title: &str) -> Self {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}mm\" height=\"{HEIGHT}mm\" \
             viewBox=\"0 0 {WIDTH} {HEIGHT}\" xml:lang=\"{language}\" \
             font-family=\"system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif\">\n\
             <title>{}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n",
            escaped(title)
        );
        Self { svg, y: 16, purpose_lines: 0 }
    }

    /// A text of this size in as many lines as it takes, or as there may be; how many it has.
    fn text(&mut self, size: u32, text: &str, weight: Weight, most: usize) -> usize {
        let mut lines = broken(text, (WIDTH - 2 * LEFT).saturating_mul(1000) / size, weight);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        for line in &lines {
            self.y = self.y.saturating_add(line_height(size));
            let (y, weight, line) = (self.y, weight.number(), escaped(line));
            self.line(format_args!(
                "<text x=\"{LEFT}\" y=\"{y}\" font-size=\"{size}\" \
                 font-weight=\"{weight}\">{line}</text>"
            ));
        }
        self.y = self.y.saturating_add(size / 2);
        lines.len()
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
                assert!(said(&page).contains(part), "{part}");
            }
            let steps = ["1. ", "2. "];
            assert!(steps.iter().all(|step| page.contains(step)));
            assert!(!page.contains("<script") && !page.contains("href"));
        }
    }

    /// What stands on the page, wherever its lines end.
    fn said(page: &str) -> String {
        let texts = page.split("<text").skip(1);
        let texts = texts.map(|text| text.split(['<', '>']).nth(1).unwrap());
        texts.collect::<Vec<_>>().join(" ")
    }

    /// How far down the lowest text stands.
    fn lowest(page: &str) -> u32 {
        let heights = page.split(" y=\"").skip(1);
        heights.filter_map(|rest| rest.split('"').next()?.parse().ok()).max().unwrap()
    }

    /// The bold lines of this size.
    fn lines_of(page: &str, size: u32) -> Vec<String> {
        let begin = format!("font-size=\"{size}\" font-weight=\"700\">");
        page.split(&begin).skip(1).map(|rest| rest.split('<').next().unwrap().into()).collect()
    }

    #[test]
    fn a_label_of_the_rules_stays_text_and_on_the_page() {
        let hostile = "<script>alert(1)</script> & \"more\" \u{0} ".repeat(400);
        let sheet = sheet(&hostile);
        let page = sheet.page(&sheet.code().unwrap(), Language::En);
        assert!(!page.contains("<script") && !page.contains('\u{0}'));
        assert!(page.contains("…</text>"), "what is left out is told");
        assert!(lowest(&page) <= LOWEST, "nothing falls off the page");
        let last = PaperText::Line(PaperLine::Emergency).sentence(Language::En).text;
        let last = last.split(' ').next_back().unwrap();
        assert!(page.contains(last), "what stands below is whole");
    }

    #[test]
    fn a_long_purpose_is_whole_and_smaller() {
        let words = "Дару, азык-төлек алырга яки якыннарга ярдәм итәргә";
        for (times, size) in [(1, 11), (3, 9), (12, 3)] {
            let purpose = [words].repeat(times).join(" ");
            let sheet = sheet(&purpose);
            for language in [Language::En, Language::Ru, Language::Tt] {
                let page = sheet.page(&sheet.code().unwrap(), language);
                assert!(lowest(&page) <= LOWEST, "{times}, {language:?}");
                let written = PURPOSE.map(|size| lines_of(&page, size).join(" "));
                assert!(
                    written.iter().any(|written| written.contains(&purpose)),
                    "{times}: {page}"
                );
                assert!(PURPOSE[0] == size || lines_of(&page, 11).is_empty(), "{times}");
            }
        }
    }
}
