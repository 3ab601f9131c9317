//! What belongs in each part of a message.

use super::Words;
use super::messages::label;
use crate::documents::sms::{FieldKind, OnSeparator, PassportPart, SmsField, SmsForm, SmsRegion};
use crate::model::Sentence;
use crate::words::{SmsPartText, SmsText};

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPart {
    pub label: String,
    /// Numbers of the messages in which it stands, from 1; empty where one thing belongs in it in all of them.
    pub messages: Vec<usize>,
    pub takes: Vec<Sentence>,
}

/// The parts of all messages whose template is established: each once, in the order in which they are met.
pub(super) fn all(region: &SmsRegion, words: Words<'_>) -> Vec<SheetPart> {
    let mut parts: Vec<SheetPart> = Vec::new();
    for (at, form) in region.forms_shortest_first().into_iter().enumerate() {
        let number = at.saturating_add(1);
        for (label, takes) in of_form(form, words) {
            let known = parts.iter_mut().find(|part| part.label == label && part.takes == takes);
            match known {
                Some(part) => part.messages.push(number),
                None => parts.push(SheetPart { label, messages: vec![number], takes }),
            }
        }
    }
    let labels: Vec<String> = parts.iter().map(|part| part.label.clone()).collect();
    for part in &mut parts {
        if labels.iter().filter(|label| **label == part.label).count() == 1 {
            part.messages.clear();
        }
    }
    parts
}

/// The parts of a form by their labels. What a field takes in different cases stands together where its label
/// is the same in all of them.
fn of_form(form: &SmsForm, words: Words<'_>) -> Vec<(String, Vec<Sentence>)> {
    let Some(template) = &form.template else { return Vec::new() };
    let mut parts: Vec<(String, Vec<Sentence>)> = Vec::new();
    for (name, _) in &template.rest {
        let first = parts.len();
        for field in form.fields_of(name) {
            let (called, takes) = (words.label(&field.label), takes(form, field, words));
            match parts.iter_mut().skip(first).find(|(label, _)| *label == called) {
                Some((_, known)) => known.extend(takes),
                None => parts.push((called, takes)),
            }
        }
    }
    parts
}

/// What a field takes, after the case in which it does.
fn takes(form: &SmsForm, field: &SmsField, words: Words<'_>) -> Vec<Sentence> {
    let case = field.when.as_ref().map(|when| (label(form, &when.field, words), &when.values));
    let is_one_of_several = form.fields_of(&field.name).nth(1).is_some();
    let case = match &case {
        Some((part, values)) => Some(SmsPartText::If { part, values }),
        None => is_one_of_several.then_some(SmsPartText::Otherwise),
    };
    let is_in_capitals =
        field.capitals || matches!(field.kind, FieldKind::Alnum { .. } | FieldKind::Plate);
    let mut said: Vec<Sentence> = case.into_iter().map(|case| words.say(case)).collect();
    said.push(words.say(kind(field)));
    said.extend(is_in_capitals.then(|| words.say(SmsPartText::Capitals)));
    said.extend(
        form.separators.chars().filter_map(|sign| separator(field, sign)).map(|it| words.say(it)),
    );
    said.extend((!field.required).then(|| words.say(SmsText::MayStayEmpty)));
    let is_likely = !field.confidence.is_established();
    said.extend(is_likely.then(|| words.say(SmsText::Unconfirmed)));
    said
}

fn kind(field: &SmsField) -> SmsPartText<'_> {
    let longest = field.longest;
    match &field.kind {
        FieldKind::Purpose => SmsPartText::PurposeCode,
        FieldKind::Choice(values) => SmsPartText::OneOf { values },
        FieldKind::Name { least, most } => {
            SmsPartText::Name { least: *least, most: *most, longest }
        }
        FieldKind::Text => SmsPartText::Plain { longest },
        FieldKind::Digits { least, most } => SmsPartText::Digits { least: *least, most: *most },
        FieldKind::Passport(PassportPart::Whole) => SmsPartText::Passport,
        FieldKind::Passport(PassportPart::Series) => SmsPartText::PassportSeries,
        FieldKind::Passport(PassportPart::Number) => SmsPartText::PassportNumber,
        FieldKind::TaxId => SmsPartText::TaxId,
        FieldKind::TransportCard { least, most } => {
            SmsPartText::TransportCard { least: *least, most: *most }
        }
        FieldKind::Plate => SmsPartText::Plate,
        FieldKind::Date => SmsPartText::Date,
        FieldKind::Alnum { least, most, letters } => {
            SmsPartText::Alnum { least: *least, most: *most, letters: *letters }
        }
    }
}

/// What becomes of a separator that somebody would write there: in a name a blank or a hyphen, in a text any
/// sign. In numbers nobody writes one, and what is said of them says that blanks are none.
fn separator(field: &SmsField, sign: char) -> Option<SmsPartText<'static>> {
    let is_written = match field.kind {
        FieldKind::Name { .. } => " '-.".contains(sign),
        FieldKind::Text => true,
        _ => false,
    };
    let said = match field.on_separator {
        OnSeparator::Keep => return None,
        OnSeparator::Block => SmsPartText::Without { sign },
        OnSeparator::Space if sign == ' ' => SmsPartText::Without { sign },
        OnSeparator::Space => SmsPartText::InPlaceOf { sign, instead: ' ' },
        OnSeparator::Hyphen => SmsPartText::InPlaceOf { sign, instead: '-' },
    };
    is_written.then_some(said)
}
