//! From what is shown to bytes.

use super::{Bundle, FORM, ShownEpoch, ShownOrder, entries};
use crate::documents::{Item, MapKey, PlaceOpening, cose_key};
use crate::evidence::version::ShownVersion;
use crate::quarantine::journal::Interval;

impl Bundle {
    /// Deterministic CBOR; none of an entry that is of no epoch or version of this bundle.
    pub(in crate::evidence) fn to_bytes(&self) -> Option<Vec<u8>> {
        let signed =
            |all: &[Vec<u8>]| Item::Array(all.iter().map(|one| Item::bytes(one)).collect());
        let entries = entries::written(&self.entries, &self.epochs, &self.versions)?;
        let mut fields: Vec<(MapKey, Item<'_>)> = vec![
            ("form".into(), Item::uint(FORM)),
            ("by".into(), Item::text(&self.written_by)),
            ("lang".into(), Item::text(self.language.tag())),
            ("made".into(), interval(self.made)),
            ("iss".into(), Item::text(&self.iss)),
            ("chain".into(), Item::bytes(self.chain.bytes())),
            ("key".into(), cose_key::to_item(&self.key)),
            ("roots".into(), signed(&self.roots)),
            ("trust".into(), signed(&self.trust)),
            ("rules".into(), signed(&self.rules)),
            ("orders".into(), Item::Array(self.orders.iter().map(ShownOrder::item).collect())),
            ("checks".into(), signed(&self.checks)),
            ("notices".into(), signed(&self.notices)),
            (
                "versions".into(),
                Item::Array(self.versions.iter().map(ShownVersion::item).collect()),
            ),
            ("epochs".into(), Item::Array(self.epochs.iter().map(ShownEpoch::item).collect())),
            ("entries".into(), entries),
            ("trail".into(), Item::bytes(&self.trail)),
        ];
        if !self.words.is_empty() {
            fields.push(("words".into(), signed(&self.words)));
        }
        if !self.photos.is_empty() {
            fields.push(("photos".into(), signed(&self.photos)));
        }
        fields.extend(self.proofs.fields());
        Some(Item::map(fields).to_bytes())
    }
}

impl ShownOrder {
    /// `[signed, [[place, salt16, lat, lon] …]]`.
    fn item(&self) -> Item<'_> {
        let opening = |opening: &PlaceOpening| {
            Item::Array(vec![
                Item::text(&opening.place),
                Item::bytes(&opening.salt),
                Item::Int(opening.at.lat),
                Item::Int(opening.at.lon),
            ])
        };
        let openings = Item::Array(self.openings.iter().map(opening).collect());
        Item::Array(vec![Item::bytes(&self.signed), openings])
    }
}

impl ShownEpoch {
    /// `[epoch, after, r32]`.
    fn item(&self) -> Item<'_> {
        Item::Array(vec![
            Item::bytes(self.epoch.bytes()),
            Item::uint(self.after),
            Item::bytes(&self.r),
        ])
    }
}

/// `[earliest, latest]`, or `[earliest]`.
fn interval(within: Interval) -> Item<'static> {
    Item::Array(within.ends().map(Item::uint).collect())
}
