//! From an order to its payload.

use super::{Appeal, Device, Order, OrderPlace, Pause, Permission};
use crate::documents::item::{Item, MapKey};
use crate::documents::numbers::claim;
use crate::documents::texts::texts_item;

impl Order {
    pub(super) fn item(&self) -> Item<'static> {
        let mut claims: Vec<(MapKey, Item<'static>)> = vec![
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::IAT.into(), Item::uint(self.iat)),
            (claim::CTI.into(), Item::bytes(self.id.bytes())),
            ("chain".into(), Item::bytes(self.chain.bytes())),
            ("sub".into(), Item::text(self.sub.as_str())),
            ("version".into(), Item::uint(self.version)),
            ("act".into(), Item::uint(self.act)),
            ("legal".into(), Item::text(&self.legal)),
            ("from".into(), Item::uint(self.from)),
            ("until".into(), Item::uint(self.until)),
            ("start_grace".into(), Item::uint(self.start_grace_s)),
            device(&self.device),
            ("places".into(), list(&self.places, OrderPlace::item)),
            ("quiet".into(), self.quiet.item()),
            ("checks".into(), self.checks.item()),
            ("child".into(), Item::Bool(self.child)),
            ("report".into(), Item::text(self.report.name())),
            ("interval".into(), Item::uint(self.interval_s)),
            ("batch".into(), Item::uint(self.batch_s)),
            ("pauses".into(), list(&self.pauses, Pause::item)),
            ("permissions".into(), list(&self.permissions, Permission::item)),
            (
                "release".into(),
                Item::map([
                    ("salt16".into(), Item::bytes(&self.release.salt)),
                    ("hash32".into(), Item::bytes(&self.release.hash)),
                ]),
            ),
            ("help".into(), list(&self.help, |help| Item::text(help))),
        ];
        claims.extend(self.optional());
        let Item::Map(mut entries) = Item::map(claims) else { return Item::Map(Vec::new()) };
        // Names that only a later version knows, for tests of phones.
        if !self.critical.is_empty() {
            let named = self.critical.iter().map(|name| (Item::text(name), Item::Bool(true)));
            entries.extend(named);
        }
        Item::ordered(entries)
    }

    fn optional(&self) -> Vec<(MapKey, Item<'static>)> {
        let mut claims: Vec<(MapKey, Item<'static>)> = Vec::new();
        if let Some(before) = &self.before {
            claims.push(("before".into(), Item::bytes(before)));
        }
        if let Some(replaces) = &self.replaces {
            claims.push(("replaces".into(), Item::bytes(replaces.bytes())));
        }
        if let Some(travel) = self.travel {
            claims.push(("travel".into(), travel.item()));
        }
        if let Some(released) = &self.released {
            let released =
                [("at".into(), Item::uint(released.at)), ("why".into(), Item::text(&released.why))];
            claims.push(("released".into(), Item::map(released)));
        }
        if let Some(contact) = &self.contact {
            claims.push(("contact".into(), Item::text(contact)));
        }
        if let Some(appeal) = &self.appeal {
            claims.push(("appeal".into(), appeal_item(appeal)));
        }
        if !self.texts.is_empty() {
            claims.push(("texts".into(), texts_item(&self.texts)));
        }
        claims
    }
}

fn device(device: &Device) -> (MapKey, Item<'static>) {
    match device {
        Device::Keys(keys) => ("keys".into(), list(keys, |key| Item::bytes(key.bytes()))),
        Device::Loan(number) => ("loan".into(), Item::text(number)),
    }
}

fn appeal_item(appeal: &Appeal) -> Item<'static> {
    let mut fields: Vec<(MapKey, Item<'static>)> =
        vec![("text".into(), Item::text(&appeal.text)), ("days".into(), Item::uint(appeal.days))];
    fields.extend(appeal.url.as_ref().map(|url| ("url".into(), Item::text(url))));
    Item::map(fields)
}

fn list<T>(all: &[T], item: impl Fn(&T) -> Item<'static>) -> Item<'static> {
    Item::Array(all.iter().map(item).collect())
}
