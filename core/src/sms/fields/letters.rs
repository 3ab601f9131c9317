//! Names, addresses and choices.

use super::alike::script;
use super::{Taken, in_place_of_separator};
use crate::documents::sms::{OnSeparator, SmsField};
use crate::model::{TypedChar, composed, is_mark};
use crate::sms::finding::Rule;

/// What may stand in an address beside letters, digits and blanks.
const SIGNS: &str = ".,-/'()[]:;&+#*\"!?=%@";

/// One of these values, whatever its case.
pub fn choice(chars: &[TypedChar], values: &[String]) -> Taken {
    let typed: String = chars.iter().map(|typed| typed.meant).collect();
    let typed = capitals(typed.trim());
    match values.iter().find(|value| capitals(value) == typed) {
        Some(value) => Taken { text: value.clone(), rules: Vec::new() },
        None => Taken::wrong(Rule::Characters { position: 1 }),
    }
}

/// Names of a person. People have names of one letter, with apostrophes, hyphens and points.
pub fn name(
    field: &SmsField,
    separators: &str,
    chars: &[TypedChar],
    least: usize,
    most: usize,
) -> Taken {
    let may_stand = |meant: char| meant.is_alphabetic() || is_mark(meant) || " '-.".contains(meant);
    let mut taken = joined(field, separators, chars, may_stand);
    if taken.rules.iter().any(|rule| matches!(rule, Rule::Characters { .. })) {
        return taken;
    }
    let words = taken.text.split(' ').filter(|word| word.chars().any(char::is_alphabetic)).count();
    if words == 0 {
        taken.rules.push(Rule::Characters { position: 1 });
    } else if !(least..=most).contains(&words) {
        taken.rules.push(Rule::Words { least, most });
    }
    taken.rules.extend(mixed(&taken.text));
    taken
}

/// Text such as an address.
pub fn text(field: &SmsField, separators: &str, chars: &[TypedChar]) -> Taken {
    let may_stand = |meant: char| {
        meant.is_alphanumeric() || is_mark(meant) || meant == ' ' || SIGNS.contains(meant)
    };
    let mut taken = joined(field, separators, chars, may_stand);
    let is_refused = |rule: &Rule| matches!(rule, Rule::Characters { .. });
    if !taken.rules.iter().any(is_refused) && !taken.text.chars().any(char::is_alphanumeric) {
        taken.rules.push(Rule::Characters { position: 1 });
    }
    taken
}

/// In capitals, where each is still one letter: `ß` stays.
pub fn capitals(text: &str) -> String {
    let capital = |letter: char| {
        let mut upper = letter.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(capital), None) => capital,
            _ => letter,
        }
    };
    text.chars().map(capital).collect()
}

/// The characters with single blanks between words and every letter composed. What may not stand there ends
/// it; the separator is replaced, or ends it.
fn joined(
    field: &SmsField,
    separators: &str,
    chars: &[TypedChar],
    may_stand: impl Fn(char) -> bool,
) -> Taken {
    let mut rules = Vec::new();
    let mut text = String::new();
    let is_blank = |typed: &&TypedChar| typed.meant == ' ';
    let first = chars.iter().take_while(is_blank).count();
    let last = chars.len().saturating_sub(chars.iter().rev().take_while(is_blank).count());
    for TypedChar { at, meant } in chars.iter().take(last).skip(first) {
        let position = at.saturating_add(1);
        let separates = separators.contains(*meant) && field.on_separator != OnSeparator::Keep;
        let doubled = *meant == ' ' && (text.ends_with(' ') || separates && text.ends_with('-'));
        if separates && !doubled {
            rules.push(Rule::Separator { sign: *meant, position });
            let Some(instead) = in_place_of_separator(field) else {
                return Taken { text: String::new(), rules };
            };
            text.push(instead);
        } else if !may_stand(*meant) {
            return Taken::wrong(Rule::Characters { position });
        } else if !doubled {
            text.push(*meant);
        }
    }
    // Accents that no letter is composed with are on no keyboard of a gateway.
    let composed: String = composed(text.chars()).into_iter().filter(|c| !is_mark(*c)).collect();
    let mut words = composed.split(' ').filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_owned();
    let text = words.fold(first, |mut text, word| {
        text.push(' ');
        text.push_str(word);
        text
    });
    Taken { text, rules }
}

/// Where a word has letters of two alphabets.
fn mixed(text: &str) -> Option<Rule> {
    let (mut word, mut position) = (None, 0_usize);
    for letter in text.chars() {
        position = position.saturating_add(1);
        match (script(letter), word) {
            (Some(here), Some(before)) if here != before => {
                return Some(Rule::MixedLetters { position });
            }
            (Some(here), None) => word = Some(here),
            (None, _) if !letter.is_alphabetic() => word = None,
            _ => {}
        }
    }
    None
}
