//! Forms to fill in.

use super::SmsViewed;
use crate::documents::sms::{FieldKind, SmsField, SmsForm, SmsRegion};
use crate::model::Sentence;
use crate::sms::title;
use crate::words::SmsText;

/// A form of a text message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsFormView {
    /// By which it is asked for.
    pub form: String,
    pub title: Sentence,
    /// What is to be known before it is filled in: that nobody knows how it is written, or that a shorter one
    /// does the same.
    pub hint: Option<Sentence>,
    /// Whether a message can be made of it.
    pub can_be_written: bool,
    /// In the order in which they are asked for.
    pub fields: Vec<SmsFieldView>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsFieldView {
    pub name: String,
    pub label: String,
    /// That it may stay empty.
    pub hint: Option<Sentence>,
    pub input: SmsInput,
    /// Most characters.
    pub longest: u32,
    /// What there is to choose from; empty unless it is a choice.
    pub choices: Vec<SmsChoice>,
}

/// How a field is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmsInput {
    /// Anything.
    Text,
    /// Digits, also with blanks between them.
    Digits,
    /// Day, month, year, with points between them.
    Date,
    Choice,
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsChoice {
    /// What is handed in.
    pub value: String,
    pub label: String,
}

impl SmsViewed<'_> {
    pub(super) fn form(self, region: &SmsRegion, form: &SmsForm) -> SmsFormView {
        let hint = match (&form.template, &form.shorter) {
            (None, _) => Some(SmsText::NotEstablished),
            (Some(_), _) if !form.confidence.is_established() => Some(SmsText::Unconfirmed),
            (Some(_), Some(_)) => Some(SmsText::Shorter),
            (Some(_), None) => None,
        };
        let names = form.field_names().into_iter();
        let fields = names.filter_map(|name| self.field(region, form, name));
        SmsFormView {
            form: form.name.clone(),
            title: title(region, form.kind, form.purpose.as_deref(), self.language),
            hint: hint.map(|hint| self.say(hint)),
            can_be_written: form.template.is_some(),
            fields: fields.collect(),
        }
    }

    /// Of fields of one name the last holds in every case: its label is that of all.
    fn field(self, region: &SmsRegion, form: &SmsForm, name: &str) -> Option<SmsFieldView> {
        let cases: Vec<&SmsField> = form.fields_of(name).collect();
        let last = cases.last()?;
        let mut inputs = cases.iter().map(|field| input(&field.kind));
        let first = inputs.next()?;
        let is_same = inputs.all(|other| other == first);
        let longest = cases.iter().map(|field| field.longest).max().unwrap_or_default();
        let may_stay_empty = cases.iter().all(|field| !field.required);
        Some(SmsFieldView {
            name: name.to_owned(),
            label: self.language.best_of(&last.label).to_owned(),
            hint: may_stay_empty.then(|| self.say(SmsText::MayStayEmpty)),
            input: if is_same { first } else { SmsInput::Text },
            longest: u32::try_from(longest).unwrap_or(u32::MAX),
            choices: self.choices(region, &last.kind),
        })
    }

    fn choices(self, region: &SmsRegion, kind: &FieldKind) -> Vec<SmsChoice> {
        match kind {
            FieldKind::Purpose => region
                .purposes
                .iter()
                .filter(|purpose| !purpose.is_over(self.now))
                .map(|purpose| SmsChoice {
                    value: purpose.code.clone(),
                    label: self.language.best_of(&purpose.label).to_owned(),
                })
                .collect(),
            FieldKind::Choice(values) => values
                .iter()
                .map(|value| SmsChoice { value: value.clone(), label: value.clone() })
                .collect(),
            _ => Vec::new(),
        }
    }
}

fn input(kind: &FieldKind) -> SmsInput {
    match kind {
        FieldKind::Purpose | FieldKind::Choice(_) => SmsInput::Choice,
        FieldKind::Digits { .. }
        | FieldKind::Passport(_)
        | FieldKind::TaxId
        | FieldKind::TransportCard { .. } => SmsInput::Digits,
        FieldKind::Date => SmsInput::Date,
        FieldKind::Name { .. } | FieldKind::Text | FieldKind::Plate | FieldKind::Alnum { .. } => {
            SmsInput::Text
        }
    }
}
