//! What a text that was pasted or typed may stand for: mail and messengers change blanks, wrap lines,
//! quote, and put words around it; people put two halves together in the wrong order
//! (`PROTOCOL.md §15.2`).
//!
//! A blank may be a part of a code, and one that is lost cannot be told from one that never was. So
//! there are several candidates; which one is right, the check behind the text or the signature says.

#[cfg(test)]
mod tests;

use super::answer::Answer;
use super::frame_comparison::Look;
use crate::documents::{CHECK, CHECK_SYMBOLS, PREFIX, check_of};
use crate::model::{NextStep, Reason, TypedChar, Verdict, typed_chars};

/// Longer texts carry no code that somebody pasted.
const MOST_BYTES: usize = 8192;
/// Most candidates of one text.
const MOST: usize = 1024;
/// So many places at which a blank may be lost are tried in every combination.
const COMBINED: usize = 8;
/// Words before a code are shorter than its second half.
const HALF: usize = 20;
/// How blanks are written in mail (RFC 2045), and what breaks a line there and nowhere else.
const QUOTED: [(&str, &str); 6] =
    [("=\r\n", ""), ("=\n", ""), ("=20", " "), ("=C2=A0", " "), ("=E2=80=AF", " "), ("=3D", "=")];

/// What a text answers that is no good as it stands: as it may have been before it was pasted, if the
/// authority has signed that. Whatever its check says was damaged on the way is never called forged.
pub fn mended(text: &str, exact: Look, look: impl Fn(&str) -> Look) -> Look {
    let mut readable = None;
    let mut damaged = false;
    for Candidate { text, intact } in candidates(text) {
        damaged |= intact == Some(false);
        let seen = look(&text);
        // A guess of ours accuses nobody: what was cut may read as whole with a blank in it.
        if seen.answer.verdict == Verdict::Forged && intact != Some(true) {
            continue;
        }
        if seen.shown.id.is_some() || intact == Some(true) {
            return seen;
        }
        if seen.answer.verdict != Verdict::Unreadable {
            readable = readable.or(Some(seen));
        }
    }
    let lists = exact.answer.lists;
    match readable {
        _ if damaged => {
            let (verdict, next) = (Verdict::Unreadable, NextStep::ScanAgain);
            let answer = Answer::of(verdict, Reason::Base45, next, lists);
            Look { answer, ..exact }
        }
        Some(seen) if exact.answer.verdict == Verdict::Unreadable => seen,
        _ => exact,
    }
}

/// A text as it may have been.
struct Candidate {
    /// The text of the code.
    text: String,
    /// Whether the check fits; nothing if there is none.
    intact: Option<bool>,
}

/// The candidates of a text, the one that fits its check alone if there is one.
fn candidates(text: &str) -> Vec<Candidate> {
    let Some(pasted) = Pasted::of(text) else { return Vec::new() };
    let mut candidates = Vec::new();
    for body in pasted.bodies().into_iter().take(MOST) {
        let text = format!("{PREFIX}{body}");
        let intact = pasted.check.as_ref().map(|check| *check == check_of(&text));
        if intact == Some(true) {
            return vec![Candidate { text, intact }];
        }
        candidates.push(Candidate { text, intact });
    }
    candidates
}

/// The parts of a code between its line breaks, and its check.
struct Pasted {
    parts: Vec<String>,
    check: Option<String>,
}

impl Pasted {
    fn of(text: &str) -> Option<Self> {
        if text.len() > MOST_BYTES {
            return None;
        }
        let unquoted = QUOTED
            .iter()
            .fold(text.to_owned(), |text, (written, meant)| text.replace(written, meant));
        let lines = unquoted.split(['\n', '\u{85}', '\u{2028}', '\u{2029}']).map(|line| {
            let line: String = typed_chars(line).map(|TypedChar { meant, .. }| meant).collect();
            without_marks(&line).to_owned()
        });
        let lines: Vec<String> = lines.collect();
        let whole = lines.join("\n");
        let (before, after) = whole.split_once(PREFIX)?;
        // The same message twice.
        let after = after.split(PREFIX).next().unwrap_or_default();
        let (after, mut check) = cut(after);
        let mut parts: Vec<String> = after.lines().map(str::to_owned).collect();
        // The second half before the first: nothing else is so long and has no small letters.
        if check.is_none() {
            let (half, its_check) = cut(before);
            if half.len() >= HALF && half.chars().all(|c| c == '\n' || is_of_code(c)) {
                parts.extend(half.lines().map(str::to_owned));
                check = its_check;
            }
        }
        Some(Self { parts, check })
    }

    /// What the parts may have been before they were torn, as many as are tried: a text of thousands of lines
    /// would make a million.
    fn bodies(&self) -> Vec<String> {
        let mut bodies = Vec::new();
        // Without a check whatever follows on a later line may be no part of it.
        let ends = if self.check.is_some() { self.parts.len() } else { 1 };
        for parts in (ends..=self.parts.len()).rev().filter_map(|end| self.parts.get(..end)) {
            let torn = parts.len().saturating_sub(1);
            for lost in blanks(torn) {
                if bodies.len() >= MOST {
                    return bodies;
                }
                let mut body = String::new();
                for (place, part) in parts.iter().enumerate() {
                    body.push_str(part);
                    if lost & (1 << place.min(63)) != 0 {
                        body.push(' ');
                    }
                }
                bodies.push(body);
            }
        }
        // Two blanks that became one, and one at the end that was lost.
        let shrunk: Vec<String> = bodies
            .iter()
            .flat_map(|body| {
                let doubled = body.match_indices(' ').filter_map(|(at, _)| {
                    let (head, tail) = body.split_at_checked(at)?;
                    Some(format!("{head} {tail}"))
                });
                doubled.chain([format!("{body} "), body.trim_end().to_owned()])
            })
            .take(MOST)
            .collect();
        // As addresses write blanks.
        let plus: Vec<String> = bodies
            .iter()
            .filter(|body| !body.contains(' ') && body.contains('+'))
            .map(|body| body.replace('+', " "))
            .collect();
        bodies.extend(plus);
        bodies.extend(shrunk);
        bodies
    }
}

/// Which of so many line breaks stand for a blank, as bits: none, all, and what lies between.
fn blanks(torn: usize) -> Vec<u64> {
    if torn <= COMBINED {
        return (0..1_u64 << torn).collect();
    }
    let all = (1_u64 << torn.min(63)).wrapping_sub(1);
    let single = (0..torn.min(63)).map(|place| 1_u64 << place);
    [0, all].into_iter().chain(single.flat_map(|bit| [bit, all & !bit])).collect()
}

/// A line without the marks by which mail quotes it.
fn without_marks(line: &str) -> &str {
    let mut line = line;
    while let Some(quoted) = line.strip_prefix('>') {
        line = quoted.strip_prefix(' ').unwrap_or(quoted);
    }
    line
}

/// What stands before the check or before words of others, and the check.
fn cut(text: &str) -> (&str, Option<String>) {
    if let Some((body, behind)) = text.split_once(CHECK) {
        let symbols = behind.chars().filter(|c| !c.is_whitespace());
        let check: String = symbols.take(CHECK_SYMBOLS).collect();
        return (body, Some(check.to_ascii_uppercase()));
    }
    let Some(end) = text.find(|c| c != '\n' && !is_of_code(c)) else { return (text, None) };
    let code = text.get(..end).unwrap_or_default();
    // A word of others begins before its first small letter.
    let word = text.get(end..).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let start = code.rfind([' ', '\n']).filter(|_| word).unwrap_or(end);
    (text.get(..start).unwrap_or_default(), None)
}

/// The alphabet of Base45 (RFC 9285).
fn is_of_code(part: char) -> bool {
    part.is_ascii_digit() || part.is_ascii_uppercase() || " $%*+-./:".contains(part)
}
