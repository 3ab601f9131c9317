//! What Unicode says of single characters, packed.
//!
//! `unicode.deflate` holds a line for each character that is a mark, or is made of others; those of
//! Hangul are left out. Its fields, parted by tabs: how far its code is from that of the line before, if
//! not 1; its combining class, if not 0; what it is made of, by one step; what it is made of compatibly and
//! to the end, if that is another; and `x`, if what it is made of is not put together to it again.

use std::sync::OnceLock;

use miniz_oxide::inflate::decompress_to_vec;

use crate::model::in_order;

static PACKED: &[u8] = include_bytes!("unicode.deflate");
static TABLE: OnceLock<Characters> = OnceLock::new();

struct Characters {
    text: String,
    /// Characters in ascending order, and where in the text their fields begin.
    lines: Vec<(char, usize)>,
    /// Two characters in ascending order, and the one that is made of them.
    pairs: Vec<((char, char), char)>,
}

#[derive(Default)]
struct Line<'a> {
    class: u8,
    parts: &'a str,
    compatible_parts: &'a str,
    stays_apart: bool,
}

/// The canonical combining class.
pub fn class(sign: char) -> u8 {
    line(sign).class
}

/// What it is made of, by one step; nothing if of itself.
pub fn parts(sign: char) -> &'static str {
    line(sign).parts
}

/// What it is made of compatibly, to the end; nothing if that is what it is made of anyway.
pub fn compatible_parts(sign: char) -> &'static str {
    line(sign).compatible_parts
}

/// The character that these two make.
pub fn whole(letter: char, next: char) -> Option<char> {
    let pairs = &table().pairs;
    let found = pairs.binary_search_by_key(&(letter, next), |(pair, _)| *pair).ok()?;
    pairs.get(found).map(|(_, whole)| *whole)
}

fn line(sign: char) -> Line<'static> {
    let table = table();
    let found = table.lines.binary_search_by_key(&sign, |(known, _)| *known);
    let start = found.ok().and_then(|found| table.lines.get(found)).map(|(_, start)| *start);
    let text = start.and_then(|start| table.text.get(start..));
    text.and_then(|text| text.lines().next()).map(read).unwrap_or_default()
}

fn table() -> &'static Characters {
    TABLE.get_or_init(|| {
        // What is built in is whole: a test reads all of it.
        let text = decompress_to_vec(PACKED).unwrap_or_default();
        Characters::of(String::from_utf8(text).unwrap_or_default())
    })
}

/// A line behind its first field.
fn read(line: &str) -> Line<'_> {
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or_default();
    Line {
        class: next().parse().unwrap_or_default(),
        parts: next(),
        compatible_parts: next(),
        stays_apart: next() == "x",
    }
}

impl Characters {
    fn of(text: String) -> Self {
        let mut table = Self { text: String::new(), lines: Vec::new(), pairs: Vec::new() };
        let (mut code, mut start) = (0_u32, 0_usize);
        for line in text.lines() {
            let Some((step, fields)) = line.split_once('\t') else { continue };
            code = code.saturating_add(step.parse().unwrap_or(1));
            let begins = start.saturating_add(line.len().saturating_sub(fields.len()));
            start = start.saturating_add(line.len()).saturating_add(1);
            let Some(sign) = char::from_u32(code) else { continue };
            table.lines.push((sign, begins));
            let fields = read(fields);
            let mut parts = fields.parts.chars();
            if let (Some(letter), Some(next), false) =
                (parts.next(), parts.next(), fields.stays_apart)
            {
                table.pairs.push(((letter, next), sign));
            }
        }
        table.pairs = in_order::by_key(table.pairs, |pair| *pair);
        table.text = text;
        table
    }
}
