//! What to write, with an example of the table's own.

use super::Words;
use crate::documents::sms::{SmsForm, SmsRegion, Template, Wanted};
use crate::model::Sentence;
use crate::sms::saying::title;
use crate::words::{SmsTableText, SmsText};

/// A form of a message, as somebody writes it by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetMessage {
    /// By which scripts name it.
    pub form: String,
    /// What it is for.
    pub title: Sentence,
    /// What is written, in its order; empty where that is not established, and where a message is empty.
    pub template: Vec<MessagePart>,
    pub example: Option<SheetExample>,
    /// What else there is to know before it is written, beside what is the same for every message.
    pub notes: Vec<Sentence>,
}

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessagePart {
    /// As it stands, letter for letter.
    Literal(String),
    /// The label of what belongs there.
    Part(String),
}

/// A message that somebody could have written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetExample {
    /// As it is sent.
    pub text: String,
    /// That it takes more than one message, where it does.
    pub segments: Option<Sentence>,
}

/// How the signs of every message are written, where that is the same in several; and every form of a region.
pub(super) fn all(region: &SmsRegion, words: Words<'_>) -> (Vec<Sentence>, Vec<SheetMessage>) {
    let forms = region.forms_shortest_first();
    let mut messages: Vec<SheetMessage> =
        forms.iter().map(|form| message(region, form, words)).collect();
    let signs: Vec<Vec<Sentence>> = forms.iter().map(|form| signs(form, words)).collect();
    let mut written = signs.iter().zip(&messages).filter(|(_, it)| !it.template.is_empty());
    let every = match (written.next(), written.next()) {
        (Some((first, _)), Some((second, _)))
            if first == second && written.all(|(signs, _)| signs == first) =>
        {
            first.clone()
        }
        _ => Vec::new(),
    };
    for (message, signs) in messages.iter_mut().zip(signs) {
        message.notes.extend(signs.into_iter().filter(|said| !every.contains(said)));
    }
    (every, messages)
}

fn message(region: &SmsRegion, form: &SmsForm, words: Words<'_>) -> SheetMessage {
    SheetMessage {
        form: form.name.clone(),
        title: title(region, form.kind, form.purpose.as_deref(), words.language),
        template: form.template.as_ref().map_or_else(Vec::new, |it| pieces(form, it, words)),
        example: example(region, form, words),
        notes: notes(region, form, words),
    }
}

fn pieces(form: &SmsForm, template: &Template, words: Words<'_>) -> Vec<MessagePart> {
    let literal = |text: &str| (!text.is_empty()).then(|| MessagePart::Literal(text.to_owned()));
    let mut pieces: Vec<MessagePart> = literal(&template.first).into_iter().collect();
    for (field, after) in &template.rest {
        pieces.push(MessagePart::Part(label(form, field, words)));
        pieces.extend(literal(after));
    }
    pieces
}

/// What a part is called: as in the case that always holds.
pub(super) fn label(form: &SmsForm, field: &str, words: Words<'_>) -> String {
    form.fields_of(field).last().map_or_else(|| field.to_owned(), |field| words.label(&field.label))
}

/// The parts of a form, by their labels: in the order of its message, where that is established.
pub(super) fn labels(form: &SmsForm, words: Words<'_>) -> Vec<String> {
    let names = match &form.template {
        Some(template) => template.rest.iter().map(|(name, _)| name.as_str()).collect(),
        None => form.field_names(),
    };
    names.into_iter().map(|name| label(form, name, words)).collect()
}

/// The first example of the table that comes out as a text.
fn example(region: &SmsRegion, form: &SmsForm, words: Words<'_>) -> Option<SheetExample> {
    let of_form = region.written.iter().filter(|vector| vector.form == form.name);
    let mut texts = of_form.filter_map(|vector| match &vector.wanted {
        Wanted::Text { text, segments } if !text.is_empty() => Some((text, *segments)),
        _ => None,
    });
    let (text, n) = texts.next()?;
    let segments = (n > 1).then(|| words.say(SmsText::Segments { n }));
    Some(SheetExample { text: text.clone(), segments })
}

/// What is to be known of a form as a whole.
fn notes(region: &SmsRegion, form: &SmsForm, words: Words<'_>) -> Vec<Sentence> {
    let Some(template) = &form.template else {
        let parts = labels(form, words);
        let listed = Words::list(&parts);
        let only = (!parts.is_empty()).then_some(SmsTableText::PartsOnly { parts: &listed });
        let not_established = words.say(SmsText::NotEstablished);
        return std::iter::once(not_established).chain(only.map(|it| words.say(it))).collect();
    };
    let is_empty = template.first.is_empty() && template.rest.is_empty();
    let forms = region.forms_shortest_first();
    let shorter = form.shorter.as_ref();
    let shorter = shorter.and_then(|name| forms.iter().position(|other| other.name == *name));
    let shorter = shorter.map(|at| SmsTableText::Shorter { message: at.saturating_add(1) });
    let likely = (!form.confidence.is_established()).then(|| words.say(SmsText::Unconfirmed));
    let said = [is_empty.then_some(SmsTableText::Empty), shorter].into_iter().flatten();
    likely.into_iter().chain(said.map(|it| words.say(it))).collect()
}

/// What stands between its parts, and that it stays where a part is left out.
fn signs(form: &SmsForm, words: Words<'_>) -> Vec<Sentence> {
    let Some(template) = &form.template else { return Vec::new() };
    let stands = |sign: &char| {
        let mut between = template.rest.iter().map(|(_, after)| after);
        template.first.contains(*sign) || between.any(|after| after.contains(*sign))
    };
    let signs: String = form.separators.chars().filter(stands).collect();
    let may_be_left_out = |name: &str| form.fields_of(name).any(|field| !field.required);
    let places_stay = template.rest.iter().any(|(name, _)| may_be_left_out(name));
    let apart = (!signs.is_empty()).then_some(SmsTableText::Apart { signs: &signs });
    let said = apart.into_iter().chain(places_stay.then_some(SmsTableText::PlacesStay));
    said.map(|it| words.say(it)).collect()
}
