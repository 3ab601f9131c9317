//! Examples that a region's table carries with it: each is tried when the table is loaded.

use super::reply::ReplyClass;
use super::{at_most, literal, name};
use crate::documents::fields::maybe;
use crate::documents::item::{Item, MapKey};
use crate::documents::numbers::limit;

/// What must come of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// This text, of so many segments.
    Text { text: String, segments: u64 },
    /// A refusal of this field by this rule.
    Refused { field: String, rule: String },
}

/// A form that somebody filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenVector {
    pub form: String,
    /// Pairs of a field's name and what was typed there.
    pub values: Vec<(String, String)>,
    pub wanted: Wanted,
}

/// A reply, and what must be read in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyVector {
    pub text: String,
    /// Nothing where it must stay unknown.
    pub class: Option<ReplyClass>,
    pub code: Option<String>,
}

impl WrittenVector {
    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let values = at_most(item.get("values")?, limit::SMS_FIELDS.saturating_mul(2), literal)?;
        let (values, odd) = values.as_chunks();
        let values = values.iter().map(|[name, typed]| (name.clone(), typed.clone())).collect();
        let wanted = match (item.get("text"), item.get("refused").map(Item::as_array)) {
            (Some(text), None) => Wanted::Text {
                text: text.as_text().filter(|text| text.len() <= limit::SMS_TEXT)?.to_owned(),
                segments: item.get("segments")?.as_uint()?,
            },
            (None, Some(Some([field, rule]))) => {
                Wanted::Refused { field: name(field)?, rule: name(rule)? }
            }
            _ => return None,
        };
        odd.is_empty().then_some(Self { form: name(item.get("form")?)?, values, wanted })
    }

    pub(super) fn item(&self) -> Item<'static> {
        let values = self.values.iter().flat_map(|(name, typed)| [name, typed]);
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("form".into(), Item::text(&self.form)),
            ("values".into(), Item::Array(values.map(|text| Item::text(text)).collect())),
        ];
        match &self.wanted {
            Wanted::Text { text, segments } => {
                fields.push(("text".into(), Item::text(text)));
                fields.push(("segments".into(), Item::uint(*segments)));
            }
            Wanted::Refused { field, rule } => {
                let refused = Item::Array(vec![Item::text(field), Item::text(rule)]);
                fields.push(("refused".into(), refused));
            }
        }
        Item::map(fields)
    }
}

impl ReplyVector {
    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            text: item.get("text")?.as_text().filter(|t| t.len() <= limit::SMS_TEXT)?.to_owned(),
            class: maybe(item.get("class"), ReplyClass::from_item)?,
            code: maybe(item.get("code"), literal)?,
        })
    }

    pub(super) fn item(&self) -> Item<'static> {
        let mut fields: Vec<(MapKey, Item<'static>)> =
            vec![("text".into(), Item::text(&self.text))];
        fields.extend(self.class.map(|class| ("class".into(), class.item())));
        fields.extend(self.code.as_ref().map(|code| ("code".into(), Item::text(code))));
        Item::map(fields)
    }
}
