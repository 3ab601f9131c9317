//! From what was typed into a field to what is sent, with everything that is to be said of it.
//!
//! ```text
//! letters    names, addresses, choices
//! numbers    passports, tax numbers, cards, dates: their lengths and check digits
//! alike      letters of one alphabet that look like those of another
//! ```

mod alike;
mod letters;
mod numbers;

use super::finding::Rule;
use crate::documents::sms::{FieldKind, OnSeparator, PassportPart, SmsField};
use crate::model::{TypedChar, is_filling, is_mark, typed_chars};

/// Most characters that are looked at: what is longer is too long for any field.
const LOOKED_AT: usize = 1000;

/// What was made of a field.
#[derive(Default)]
pub struct Taken {
    /// What is sent. Whole also where something is wrong with a number, for whoever sends it all the same.
    pub text: String,
    /// What is to be said of it, in the order of the text.
    pub rules: Vec<Rule>,
}

impl Taken {
    fn wrong(rule: Rule) -> Self {
        Self { text: String::new(), rules: vec![rule] }
    }
}

/// Reads a field that something was typed into; nothing if nothing was.
pub fn take(field: &SmsField, separators: &str, typed: &str) -> Option<Taken> {
    if typed.chars().nth(LOOKED_AT).is_some() {
        return Some(Taken::wrong(Rule::TooLong { most: field.longest }));
    }
    let chars: Vec<TypedChar> = typed_chars(typed).collect();
    if chars.iter().all(|typed| typed.meant == ' ') {
        return None;
    }
    let mut taken = match &field.kind {
        FieldKind::Purpose => code(&chars),
        FieldKind::Choice(values) => letters::choice(&chars, values),
        FieldKind::Name { least, most } => letters::name(field, separators, &chars, *least, *most),
        FieldKind::Text => letters::text(field, separators, &chars),
        FieldKind::Digits { least, most } | FieldKind::TransportCard { least, most } => {
            numbers::digits(separators, &chars, *least, *most)
        }
        FieldKind::Passport(part) => numbers::passport(separators, &chars, *part),
        FieldKind::TaxId => numbers::tax_id(separators, &chars),
        FieldKind::Plate => numbers::plate(separators, &chars),
        FieldKind::Date => numbers::date(&chars),
        FieldKind::Alnum { least, most, letters } => {
            numbers::alnum(separators, &chars, *least, *most, *letters)
        }
    };
    if field.capitals {
        taken.text = letters::capitals(&taken.text);
    }
    if taken.text.chars().count() > field.longest {
        // Of a number its own length says more.
        let is_counted = |rule: &Rule| matches!(rule, Rule::DocNumberLength { .. });
        let at = if taken.rules.iter().any(is_counted) { taken.rules.len() } else { 0 };
        taken.rules.insert(at, Rule::TooLong { most: field.longest });
    }
    Some(taken)
}

/// A code as somebody types it: `6`, ` 6 `, `6.`.
fn code(chars: &[TypedChar]) -> Taken {
    let text = chars.iter().map(|typed| typed.meant).filter(|meant| !is_filling(*meant)).collect();
    Taken { text, rules: Vec::new() }
}

/// What stands in a number: its digits or letters without what groups them, up to the first character that
/// cannot.
fn grouped(
    chars: &[TypedChar],
    separators: &str,
    may_stand: impl Fn(char) -> bool,
) -> (String, Option<Rule>) {
    let mut text = String::new();
    for TypedChar { at, meant } in chars {
        let position = at.saturating_add(1);
        if may_stand(*meant) {
            text.push(*meant);
        } else if separators.contains(*meant) && !is_filling(*meant) {
            return (text, Some(Rule::Separator { sign: *meant, position }));
        } else if !is_filling(*meant) && !is_mark(*meant) {
            return (text, Some(Rule::Characters { position }));
        }
    }
    (text, None)
}

/// Whether the separator is replaced, and by what.
fn in_place_of_separator(field: &SmsField) -> Option<char> {
    match field.on_separator {
        OnSeparator::Space => Some(' '),
        OnSeparator::Hyphen => Some('-'),
        OnSeparator::Block | OnSeparator::Keep => None,
    }
}

/// Digits of the part of a passport.
fn digits_of(part: PassportPart) -> usize {
    match part {
        PassportPart::Whole => 10,
        PassportPart::Series => 4,
        PassportPart::Number => 6,
    }
}

pub use numbers::is_tax_id;
