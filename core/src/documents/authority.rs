//! Who runs the passes of a region, where to ask, and whom to complain to (`PROTOCOL.md §4.4`).

use super::item::{Item, MapKey};
use super::texts::{read_texts, texts_item};

/// The authority as its rules name it. Texts are by language tag; what is empty is not said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    pub name: Vec<(String, String)>,
    pub address: Vec<(String, String)>,
    /// Telephone number, as people read it.
    pub contact: Option<String>,
    /// Whom to complain to, and how.
    pub complaints: Vec<(String, String)>,
}

impl Authority {
    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let texts = |name: &'static str| item.get(name).map_or(Some(Vec::new()), read_texts);
        Some(Self {
            name: read_texts(item.get("name")?)?,
            address: texts("address")?,
            contact: match item.get("contact") {
                Some(contact) => Some(contact.as_text()?.to_owned()),
                None => None,
            },
            complaints: texts("complaints")?,
        })
    }

    pub(super) fn item(&self) -> Item<'static> {
        let mut fields: Vec<(MapKey, Item<'static>)> =
            vec![("name".into(), texts_item(&self.name))];
        let texts = [("address", &self.address), ("complaints", &self.complaints)];
        for (name, texts) in texts.into_iter().filter(|(_, texts)| !texts.is_empty()) {
            fields.push((name.into(), texts_item(texts)));
        }
        if let Some(contact) = &self.contact {
            fields.push(("contact".into(), Item::text(contact)));
        }
        Item::map(fields)
    }
}
