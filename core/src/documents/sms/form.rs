//! Forms of a text message: what stands in it in which order.

use super::field::{Confidence, OnSeparator, SmsField};
use super::{at_most, literal, name, name_of, named};
use crate::documents::fields::maybe;
use crate::documents::item::{Item, MapKey};
use crate::documents::numbers::limit;

/// What a form is sent for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormKind {
    /// To become known to the region, once.
    Registration,
    /// For a pass.
    Request,
}

const KINDS: [(FormKind, &str); 2] =
    [(FormKind::Registration, "registration"), (FormKind::Request, "request")];

impl FormKind {
    pub fn name(self) -> &'static str {
        name_of(&KINDS, self)
    }

    /// The kind of this name.
    pub fn from_name(kind: &str) -> Option<Self> {
        named(&KINDS, &Item::text(kind))
    }
}

/// Literal text, and after it pairs of a field's name and the literal text that follows it. Between two fields
/// there is always a separator, so that a text is read back in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub first: String,
    pub rest: Vec<(String, String)>,
}

/// A form of a text message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsForm {
    /// By which people's forms and scripts name it.
    pub name: String,
    pub kind: FormKind,
    /// Nothing where it is not established what exactly is to be written.
    pub template: Option<Template>,
    /// Signs that keep fields apart, and may stand in none.
    pub separators: String,
    /// The purpose that it is for, if no field says it.
    pub purpose: Option<String>,
    pub fields: Vec<SmsField>,
    /// How sure its template is.
    pub confidence: Confidence,
    /// A form of the same effect that is shorter.
    pub shorter: Option<String>,
}

impl SmsForm {
    /// The names of the fields, each once, in their order.
    pub fn field_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for field in &self.fields {
            if !names.contains(&field.name.as_str()) {
                names.push(&field.name);
            }
        }
        names
    }

    /// The fields of this name, in the order in which they are tried.
    pub fn fields_of(&self, name: &str) -> impl Iterator<Item = &SmsField> {
        self.fields.iter().filter(move |field| field.name == name)
    }

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let form = Self {
            name: name(item.get("name")?)?,
            kind: named(&KINDS, item.get("kind")?)?,
            template: maybe(item.get("template"), Template::from_item)?,
            separators: literal(item.get("separators")?)?,
            purpose: maybe(item.get("purpose"), literal)?,
            fields: at_most(item.get("fields")?, limit::SMS_FIELDS, SmsField::from_item)?,
            confidence: Confidence::from_item(item.get("sure")?)?,
            shorter: maybe(item.get("shorter"), name)?,
        };
        form.is_sound().then_some(form)
    }

    /// Whether every text of it can be read back: each field stands once in the template and has a case in
    /// which it always holds, a case names a field before it, and separators keep all of them apart.
    fn is_sound(&self) -> bool {
        let Some(template) = &self.template else { return true };
        let order: Vec<&str> = template.rest.iter().map(|(field, _)| field.as_str()).collect();
        let place = |wanted: &str| order.iter().position(|field| *field == wanted);
        let is_once = |field: &&str| order.iter().filter(|other| *other == field).count() == 1;
        let always_holds =
            |field: &&str| self.fields_of(field).last().is_some_and(|last| last.when.is_none());
        let is_placed = |field: &SmsField| {
            let at = place(&field.name);
            let after =
                |when: &super::When| place(&when.field) < at && place(&when.field).is_some();
            at.is_some() && field.when.as_ref().is_none_or(after)
        };
        let last = order.last().copied();
        let is_apart = |(field, after): &(String, String)| {
            let is_last = Some(field.as_str()) == last;
            let parted = after.starts_with(|sign| self.separators.contains(sign));
            let keeps = self.fields_of(field).any(|f| f.on_separator == OnSeparator::Keep);
            (is_last && after.is_empty()) || (parted && !keeps)
        };
        order.iter().all(is_once)
            && order.iter().all(always_holds)
            && self.fields.iter().all(is_placed)
            && template.rest.iter().all(is_apart)
    }

    pub(super) fn item(&self) -> Item<'static> {
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("name".into(), Item::text(&self.name)),
            ("kind".into(), Item::text(self.kind.name())),
            ("separators".into(), Item::text(&self.separators)),
            ("fields".into(), Item::Array(self.fields.iter().map(SmsField::item).collect())),
            ("sure".into(), Item::text(self.confidence.name())),
        ];
        let maybe = [("purpose", &self.purpose), ("shorter", &self.shorter)];
        for (name, text) in maybe {
            fields.extend(text.as_ref().map(|text| (name.into(), Item::text(text))));
        }
        fields.extend(self.template.as_ref().map(|parts| ("template".into(), parts.item())));
        Item::map(fields)
    }
}

impl Template {
    fn from_item(item: &Item<'_>) -> Option<Self> {
        let texts = at_most(item, limit::SMS_FIELDS.saturating_mul(2).saturating_add(1), literal)?;
        let (first, rest) = texts.split_first()?;
        let (pairs, odd) = rest.as_chunks();
        let pairs = pairs.iter().map(|[field, after]| (field.clone(), after.clone())).collect();
        odd.is_empty().then(|| Self { first: first.clone(), rest: pairs })
    }

    fn item(&self) -> Item<'static> {
        let rest = self.rest.iter().flat_map(|(field, after)| [field, after]);
        let texts = std::iter::once(&self.first).chain(rest);
        Item::Array(texts.map(|text| Item::text(text)).collect())
    }
}
