//! A message of a form, from what was typed; or why there is none. No language enters into it: a switch of
//! language changes no byte.

use std::fmt;

use super::encoding::{Measured, measure};
use super::fields::{Taken, take};
use super::finding::{Finding, Rule};
use crate::documents::sms::{FieldKind, Level, OnSeparator, SmsField, SmsForm, SmsRegion};

/// What was typed, by the names of fields.
pub type Values = Vec<(String, String)>;

/// A message that may be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Composed {
    pub number: String,
    pub text: String,
    pub measured: Measured,
    /// The purpose that it asks a permit for, by its code.
    pub purpose: Option<String>,
    /// What each field has become, in the order of the message.
    pub values: Values,
    /// What to tell the person before it is sent.
    pub warnings: Vec<Finding>,
}

// Names and numbers of documents must not reach a log through `{:?}`.
impl fmt::Debug for Composed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Composed(to {}, {:?})", self.number, self.warnings)
    }
}

/// Why nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmsRefusal {
    /// A field is wrong. What else is to be said of the fields stands beside it.
    Field { finding: Finding, others: Vec<Finding> },
    /// There is no region of this id.
    RegionUnknown(String),
    /// The region has no form of this name.
    FormUnknown(String),
    /// The table does not hold now.
    NotInForce,
    /// The form has no field of this name.
    FieldUnknown(String),
    /// The region has no purpose of this code.
    PurposeUnknown(String),
    /// The purpose may not be asked for yet, or any more.
    PurposeOver,
    /// How the message is to be written is not established.
    FormNotEstablished,
    /// Nothing is permitted at this hour. The first second at which something is.
    OutsideHours { next: u64 },
    /// The person has had as many permits as there are.
    QuotaUsed { used: u64, of: u64, next: Option<u64> },
    /// The SIM is of a country whose networks do not reach the number.
    SimForeign,
    /// The region's table fails its own examples.
    VectorFailed,
}

impl SmsRefusal {
    /// The stable code, kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Field { .. } => "field-refused",
            Self::RegionUnknown(_) => "region-unknown",
            Self::FormUnknown(_) => "form-unknown",
            Self::NotInForce => "not-in-force",
            Self::FieldUnknown(_) => "field-unknown",
            Self::PurposeUnknown(_) => "purpose-unknown",
            Self::PurposeOver => "purpose-over",
            Self::FormNotEstablished => "form-not-established",
            Self::OutsideHours { .. } => "outside-hours",
            Self::QuotaUsed { .. } => "quota-used",
            Self::SimForeign => "sim-foreign",
            Self::VectorFailed => "vector-failed",
        }
    }
}

/// Writes the message of a form.
///
/// # Errors
/// [`SmsRefusal`]: the first field that is wrong, or what else there is that keeps it from being written.
pub fn compose(
    region: &SmsRegion,
    form: &SmsForm,
    given: &[(String, String)],
) -> Result<Composed, SmsRefusal> {
    if let Some((name, _)) = given.iter().find(|(name, _)| form.fields_of(name).next().is_none()) {
        return Err(SmsRefusal::FieldUnknown(name.clone()));
    }
    let (values, purpose) = (fill(form, given), purpose_in(region, form, given)?);
    let template = form.template.as_ref().ok_or(SmsRefusal::FormNotEstablished)?;
    let (values, mut findings) = values;
    if let Some(at) = findings.iter().position(|finding| finding.level == Level::Block) {
        let finding = findings.remove(at);
        return Err(SmsRefusal::Field { finding, others: findings });
    }
    let mut text = template.first.clone();
    for ((_, after), (_, value)) in template.rest.iter().zip(&values) {
        text.push_str(value);
        text.push_str(after);
    }
    let measured = measure(&text);
    if measured.segments > 1 {
        findings.push(Finding::about_message(Rule::Segments { n: measured.segments }));
    }
    if !form.confidence.is_established() {
        findings.push(Finding::about_message(Rule::Unconfirmed));
    }
    let number = region.number.clone();
    Ok(Composed { number, text, measured, purpose, values, warnings: findings })
}

/// The purpose that the form is for, or that a field of it says.
fn purpose_in(
    region: &SmsRegion,
    form: &SmsForm,
    given: &[(String, String)],
) -> Result<Option<String>, SmsRefusal> {
    if form.purpose.is_some() {
        return Ok(form.purpose.clone());
    }
    let Some(field) = form.fields.iter().find(|field| field.kind == FieldKind::Purpose) else {
        return Ok(None);
    };
    let typed = given.iter().find(|(name, _)| *name == field.name);
    let Some(code) = typed.and_then(|(_, typed)| take(field, &form.separators, typed)) else {
        return Ok(None);
    };
    match region.purpose(&code.text) {
        Some(_) => Ok(Some(code.text)),
        None => Err(SmsRefusal::PurposeUnknown(code.text)),
    }
}

/// What each field becomes, in the order of the template, and all that is to be said of them.
fn fill(form: &SmsForm, given: &[(String, String)]) -> (Values, Vec<Finding>) {
    let mut values: Values = Vec::new();
    let mut findings = Vec::new();
    let names: Vec<&str> = match &form.template {
        Some(template) => template.rest.iter().map(|(name, _)| name.as_str()).collect(),
        None => form.fields.iter().map(|field| field.name.as_str()).collect(),
    };
    for name in names {
        let holds = |field: &&SmsField| {
            field.when.as_ref().is_none_or(|when| {
                let told = values.iter().find(|(other, _)| *other == when.field);
                told.is_some_and(|(_, value)| when.values.contains(value))
            })
        };
        let Some(field) = form.fields_of(name).find(holds) else { continue };
        let typed = given.iter().find(|(other, _)| other == name);
        let taken = typed.and_then(|(_, typed)| take(field, &form.separators, typed));
        let missing = || Taken { text: String::new(), rules: vec![Rule::Missing] };
        let taken =
            taken.unwrap_or_else(|| if field.required { missing() } else { Taken::default() });
        findings.extend(taken.rules.iter().map(|rule| found(field, *rule, &taken.rules)));
        values.push((name.to_owned(), taken.text));
    }
    findings.extend(cards_for_tax_ids(form, &values));
    (values, findings)
}

/// A rule about a field, and what becomes of it.
fn found(field: &SmsField, rule: Rule, all: &[Rule]) -> Finding {
    // In letters the separator was replaced; in a number nothing can stand in its place.
    let is_of_letters = matches!(field.kind, FieldKind::Name { .. } | FieldKind::Text);
    let is_replaced = is_of_letters && field.on_separator != OnSeparator::Block;
    let beside_checksum =
        rule == Rule::LooksLikeTransportCard && all.contains(&Rule::TaxIdChecksum);
    let level = match rule {
        Rule::Separator { .. } if is_replaced => Level::Warn,
        // People have one name, and seven.
        Rule::MixedLetters { .. } | Rule::Words { .. } => Level::Warn,
        _ if beside_checksum => Level::Warn,
        rule if rule.is_of_numbers() => field.level(),
        _ => Level::Block,
    };
    Finding { field: Some(field.name.clone()), rule, level }
}

/// A tax number that stands among the cards too: its check digits are right by chance, one time in ten.
fn cards_for_tax_ids(form: &SmsForm, values: &[(String, String)]) -> Vec<Finding> {
    let of = |wanted: fn(&FieldKind) -> bool| {
        values.iter().filter(move |(name, value)| {
            !value.is_empty() && form.fields_of(name).any(|field| wanted(&field.kind))
        })
    };
    let is_card = |kind: &FieldKind| matches!(kind, FieldKind::TransportCard { .. });
    let cards: Vec<&String> = of(is_card).map(|(_, value)| value).collect();
    let tax_ids = of(|kind| *kind == FieldKind::TaxId);
    tax_ids
        .filter(|(_, value)| cards.contains(&value) && super::fields::is_tax_id(value))
        .map(|(name, _)| Finding {
            field: Some(name.clone()),
            rule: Rule::LooksLikeTransportCard,
            level: Level::Warn,
        })
        .collect()
}
