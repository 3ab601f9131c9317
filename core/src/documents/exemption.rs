//! Who needs no pass at all, by the rules of a region (`PROTOCOL.md §4.4`).

use super::item::{Item, MapKey};
use super::texts::{read_texts, texts_item};

/// People who need no pass whatever they leave for. A phone knows no ages and no professions: it
/// says so, and checks nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exemption {
    pub who: Exempt,
    pub reference: String,
}

/// Who needs no pass at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exempt {
    /// People younger than this many years.
    Under {
        years: u64,
        /// Whether only beside an adult.
        accompanied: bool,
    },
    /// Others, in words by language tag.
    People(Vec<(String, String)>),
}

impl Exemption {
    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let who = match item.get("under") {
            Some(years) => Exempt::Under {
                years: years.as_uint()?,
                accompanied: match item.get("accompanied") {
                    Some(accompanied) => accompanied.as_bool()?,
                    None => false,
                },
            },
            None => Exempt::People(read_texts(item.get("who")?)?),
        };
        Some(Self { who, reference: item.get("ref")?.as_text()?.to_owned() })
    }

    pub(super) fn item(&self) -> Item<'static> {
        let mut fields: Vec<(MapKey, Item<'static>)> =
            vec![("ref".into(), Item::text(&self.reference))];
        match &self.who {
            Exempt::Under { years, accompanied } => {
                fields.push(("under".into(), Item::uint(*years)));
                if *accompanied {
                    fields.push(("accompanied".into(), Item::Bool(true)));
                }
            }
            Exempt::People(who) => fields.push(("who".into(), texts_item(who))),
        }
        Item::map(fields)
    }
}
