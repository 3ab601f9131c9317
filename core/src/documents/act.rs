//! Legal acts, as the rules of a region list them (`PROTOCOL.md §4.4`).

use super::item::{Item, MapKey};
use super::texts::{read_texts, texts_item};
use crate::model::Language;

/// A legal act that puts passes, quarantine or both into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Number by which passes name it.
    pub no: u64,
    /// Its official number, for people to read.
    pub number: String,
    pub title: String,
    /// The title by language tag; empty where there is but the one.
    pub titles: Vec<(String, String)>,
    /// SHA-256 of its text.
    pub sha256: [u8; 32],
    /// First second in force.
    pub from: u64,
    /// First second no longer in force, if an end is set.
    pub until: Option<u64>,
    pub covers: Covers,
}

/// What an act puts into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Covers {
    pub passes: bool,
    pub quarantine: bool,
}

impl Covers {
    /// Of an act that does not say.
    pub const PASSES: Self = Self { passes: true, quarantine: false };

    /// What these names say; others name what this reader need not know.
    fn read(item: &Item<'_>) -> Option<Self> {
        let names: Vec<&str> = item.as_array()?.iter().map(Item::as_text).collect::<Option<_>>()?;
        let (passes, quarantine) = (names.contains(&"passes"), names.contains(&"quarantine"));
        Some(Self { passes, quarantine })
    }

    fn item(self) -> Item<'static> {
        let names = [("passes", self.passes), ("quarantine", self.quarantine)];
        let named = names.into_iter().filter(|(_, covered)| *covered);
        Item::Array(named.map(|(name, _)| Item::text(name)).collect())
    }
}

impl Act {
    /// Its title in this language, or the best there is.
    pub fn title(&self, language: Language) -> &str {
        if self.titles.is_empty() { &self.title } else { language.best_of(&self.titles) }
    }

    /// Whether the act is in force at this second.
    pub fn in_force(&self, at: u64) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            no: item.get("no")?.as_uint()?,
            number: item.get("number")?.as_text()?.to_owned(),
            title: item.get("title")?.as_text()?.to_owned(),
            titles: item.get("titles").map_or(Some(Vec::new()), read_texts)?,
            sha256: item.get("sha256")?.as_fixed()?,
            from: item.get("from")?.as_uint()?,
            until: match item.get("until") {
                Some(until) => Some(until.as_uint()?),
                None => None,
            },
            covers: item.get("covers").map_or(Some(Covers::PASSES), Covers::read)?,
        })
    }

    pub(super) fn item(&self) -> Item<'static> {
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("no".into(), Item::uint(self.no)),
            ("number".into(), Item::text(&self.number)),
            ("title".into(), Item::text(&self.title)),
            ("sha256".into(), Item::bytes(&self.sha256)),
            ("from".into(), Item::uint(self.from)),
        ];
        if !self.titles.is_empty() {
            fields.push(("titles".into(), texts_item(&self.titles)));
        }
        if let Some(until) = self.until {
            fields.push(("until".into(), Item::uint(until)));
        }
        if self.covers != Covers::PASSES {
            fields.push(("covers".into(), self.covers.item()));
        }
        Item::map(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(covers: Option<Item<'static>>) -> Option<Act> {
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("no".into(), Item::Int(1)),
            ("number".into(), Item::text("1-Q")),
            ("title".into(), Item::text("On quarantine")),
            ("sha256".into(), Item::bytes(&[0; 32])),
            ("from".into(), Item::Int(0)),
        ];
        fields.extend(covers.map(|covers| ("covers".into(), covers)));
        Act::from_item(&Item::map(fields))
    }

    #[test]
    fn an_act_covers_what_it_names_and_passes_if_it_does_not_say() {
        let names =
            |names: &[&str]| Some(Item::Array(names.iter().map(|name| Item::text(name)).collect()));
        let covers = |passes, quarantine| Covers { passes, quarantine };
        for (said, expected) in [
            (None, covers(true, false)),
            (names(&["passes"]), covers(true, false)),
            (names(&["quarantine"]), covers(false, true)),
            (names(&["passes", "quarantine"]), covers(true, true)),
            (names(&["curfews", "quarantine"]), covers(false, true)),
            (names(&[]), covers(false, false)),
        ] {
            let read = act(said).unwrap();
            assert_eq!(read.covers, expected);
            assert_eq!(Act::from_item(&read.item()), Some(read), "and is written so");
        }
        assert!(act(Some(Item::text("quarantine"))).is_none());
        assert!(act(Some(Item::Array(vec![Item::Int(1)]))).is_none());
    }
}
