//! From bytes to what is shown. Whoever made them is not trusted.

use super::{Bundle, FORM, ShownEpoch, ShownOrder, entries};
use crate::documents::numbers::limit;
use crate::documents::{Coordinates, Item, PlaceOpening, cose_key};
use crate::evidence::compact::CompactProofs;
use crate::evidence::version::ShownVersion;
use crate::model::{ChainId, EpochId, Language};
use crate::quarantine::journal::Interval;

/// Most documents of one kind.
const MOST_DOCUMENTS: usize = 1_024;

impl Bundle {
    /// What [`Bundle::to_bytes`] wrote; none of anything else.
    pub(in crate::evidence) fn read(bytes: &[u8]) -> Option<Self> {
        let item = Item::read(bytes, limit::DEPTH_DOCUMENT).ok()?;
        let list = |name: &'static str| {
            let list = item.get(name)?.as_array()?;
            (list.len() <= MOST_DOCUMENTS).then_some(list)
        };
        let signed = |name: &'static str| -> Option<Vec<Vec<u8>>> {
            list(name)?.iter().map(|one| one.as_bytes().map(<[u8]>::to_vec)).collect()
        };
        let maybe =
            |name: &'static str| item.get(name).map_or_else(|| Some(Vec::new()), |_| signed(name));
        if item.get("form")?.as_uint()? != FORM {
            return None;
        }
        let versions =
            list("versions")?.iter().map(ShownVersion::read).collect::<Option<Vec<_>>>()?;
        let epochs = list("epochs")?.iter().map(ShownEpoch::read).collect::<Option<Vec<_>>>()?;
        let entries = entries::read(item.get("entries")?, &epochs, &versions)?;
        let trail = item.get("trail")?.as_bytes()?.to_vec();
        let bundle = Self {
            written_by: item.get("by")?.as_text()?.to_owned(),
            language: language(item.get("lang")?.as_text()?)?,
            made: interval(item.get("made")?)?,
            iss: item.get("iss")?.as_text()?.to_owned(),
            chain: ChainId::new(item.get("chain")?.as_fixed()?),
            key: cose_key::from_item(item.get("key")?)?,
            roots: signed("roots")?,
            trust: signed("trust")?,
            rules: signed("rules")?,
            orders: list("orders")?.iter().map(ShownOrder::read).collect::<Option<_>>()?,
            checks: signed("checks")?,
            notices: signed("notices")?,
            words: maybe("words")?,
            photos: maybe("photos")?,
            proofs: CompactProofs::read(&item)?,
            versions,
            epochs,
            entries,
            trail,
        };
        // One form alone: what is read is written the same.
        let is_whole = bundle.trail.len() == bundle.entries.len();
        (is_whole && bundle.to_bytes().is_some_and(|written| written == bytes)).then_some(bundle)
    }
}

impl ShownOrder {
    fn read(item: &Item<'_>) -> Option<Self> {
        let [signed, openings] = item.as_array()? else { return None };
        let opening = |item: &Item<'_>| {
            let [place, salt, lat, lon] = item.as_array()? else { return None };
            let at = Coordinates { lat: lat.as_int()?, lon: lon.as_int()? };
            Some(PlaceOpening { place: place.as_text()?.to_owned(), salt: salt.as_fixed()?, at })
        };
        let openings = openings.as_array()?.iter().map(opening).collect::<Option<_>>()?;
        Some(Self { signed: signed.as_bytes()?.to_vec(), openings })
    }
}

impl ShownEpoch {
    fn read(item: &Item<'_>) -> Option<Self> {
        let [epoch, after, r] = item.as_array()? else { return None };
        let epoch = EpochId::new(epoch.as_fixed()?);
        Some(Self { epoch, after: after.as_uint()?, r: r.as_fixed()? })
    }
}

fn interval(item: &Item<'_>) -> Option<Interval> {
    match item.as_array()? {
        [earliest] => Interval::new(earliest.as_uint()?, None),
        [earliest, latest] => Interval::new(earliest.as_uint()?, Some(latest.as_uint()?)),
        _ => None,
    }
}

/// By its tag alone: a page in another language is another page.
fn language(tag: &str) -> Option<Language> {
    Language::ALL.iter().copied().find(|language| language.tag() == tag)
}
