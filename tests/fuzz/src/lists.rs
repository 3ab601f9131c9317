//! What several keys sign, and the file that an app ships with. The bytes are the payload, but for that file.

use doorstep::documents::numbers::limit;
use doorstep::documents::{
    Item, Root, Rules, Status, StatusList, TrustFile, TrustList, Typ, cose_key,
};
use doorstep_suite::issuer::{ISS, Key, NOW};

use crate::signing::{AUTHORITY, comes_back, is_item, signed_by};

/// Around changes of clocks, where numbers end, and now.
const MOMENTS: [i64; 7] = [i64::MIN, -1, 0, 1_585_443_600, NOW as i64, LAST, i64::MAX];
/// The last second of the year 9999.
const LAST: i64 = 253_402_300_799;

fn keys(keys: &[Key]) -> Vec<&Key> {
    keys.iter().collect()
}

/// A root of our keys in place of those that it names: it has to vouch for itself.
pub fn root(payload: &[u8]) {
    let Some(payload) = with_our_keys(payload) else { return };
    let ours = keys(&AUTHORITY.roots);
    let signed = signed_by(Typ::Root, &ours, &payload);
    let Ok(root) = Root::first(&signed) else { return };
    let follows = AUTHORITY.root.next(&signed);
    assert_eq!(follows.is_ok(), root.serial == AUTHORITY.root.serial + 1);
    let again = ours.iter().fold(root.draft(), |draft, key| {
        let signature = key.sign(&draft.to_sign(key.public())).unwrap();
        draft.signed(key.public(), signature)
    });
    assert_eq!(Root::first(&again.close()), Ok(root.clone()));
    // Fewer signatures than it asks for are none.
    let few = signed_by(Typ::Root, &[], &payload);
    assert!(Root::first(&few).is_err());
    if root.threshold > 1 {
        assert!(Root::first(&signed_by(Typ::Root, &ours[..1], &payload)).is_err());
    }
}

fn with_our_keys(payload: &[u8]) -> Option<Vec<u8>> {
    let Ok(Item::Map(entries)) = Item::read(payload, limit::DEPTH_DOCUMENT) else { return None };
    let named = |name: &Item<'_>| name.as_text() == Some("keys");
    let mut entries: Vec<_> = entries.into_iter().filter(|(name, _)| !named(name)).collect();
    let ours = AUTHORITY.root.keys.iter().map(cose_key::to_item).collect();
    entries.push((Item::text("keys"), Item::Array(ours)));
    Some(Item::ordered(entries).to_bytes())
}

pub fn trust_list(payload: &[u8]) {
    if !is_item(payload, limit::DEPTH_DOCUMENT) {
        return;
    }
    let ours = keys(&AUTHORITY.roots);
    let one = signed_by(Typ::Trust, &ours[..1], payload);
    assert!(TrustList::read(&one, &AUTHORITY.root).is_err(), "one key of two that it takes");
    let signed = signed_by(Typ::Trust, &ours, payload);
    let Ok(list) = TrustList::read(&signed, &AUTHORITY.root) else { return };
    assert!(list.tls.pins.len() > 1 && !list.hosts.is_empty());
    let again = ours.iter().fold(list.draft(), |draft, key| {
        let signature = key.sign(&draft.to_sign(key.public())).unwrap();
        draft.signed(key.public(), signature)
    });
    assert_eq!(TrustList::read(&again.close(), &AUTHORITY.root), Ok(list));
}

/// Rules that come back, and say something of any moment.
pub fn rules(payload: &[u8]) {
    if !is_item(payload, limit::DEPTH_DOCUMENT) {
        return;
    }
    let ours = keys(&AUTHORITY.rules_keys);
    let signed = signed_by(Typ::Rules, &ours, payload);
    let Ok(rules) = Rules::read(&signed, &AUTHORITY.trust, ISS) else { return };
    let again = ours.iter().fold(rules.draft(), |draft, key| {
        let signature = key.sign(&draft.to_sign(key.public())).unwrap();
        draft.signed(key.public(), signature)
    });
    assert_eq!(Rules::read(&again.close(), &AUTHORITY.trust, ISS).as_ref(), Ok(&rules));
    asked(&rules);
}

/// What a phone asks of rules, at moments of every kind.
pub fn asked(rules: &Rules) {
    for at in MOMENTS {
        let zone = &rules.zone;
        let spans = [zone.day(at), zone.week(at), zone.month(at)];
        assert!(zone.minute(at) < 1440);
        for minute in [0, 719, 1439, 1440, u64::MAX] {
            zone.next_minute(at, minute);
        }
        zone.is_repeated(at);
        let _ = (zone.date(at), zone.date_time(at), zone.instant(at), spans);
        let second = u64::try_from(at).unwrap_or_default();
        rules.act_in_force(second);
        rules.act_to_come(second);
        for purpose in rules.purposes.iter().chain(&rules.former) {
            assert!(purpose.end(second) >= second.min(purpose.until.unwrap_or(u64::MAX)));
            let opening = purpose.opening(zone, second);
            assert!(opening >= second || at > LAST, "{opening} from {second}");
            purpose.label("tt");
            purpose.quota.map(|quota| quota.per.span(zone, second));
            rules.longest(purpose.id, second);
            rules.grace_of(second);
        }
    }
}

/// No place but those that it has, and each changes alone.
pub fn status_list(payload: &[u8]) {
    let key = &AUTHORITY.status_key;
    let read = |bytes: &[u8]| StatusList::read(bytes, &AUTHORITY.trust, ISS);
    let list = comes_back(Typ::Status, key, payload, read, |list| list.draft(key.public()));
    let Some(list) = list else { return };
    let places = list.statuses.places();
    assert!(places <= 8 * limit::STATUSES as u64);
    for place in [0, 1, places / 2, places.saturating_sub(1)] {
        assert_eq!(list.statuses.get(place).is_some(), place < places);
        let mut changed = list.statuses.clone();
        changed.set(place, Status::Invalid as u8);
        let expected = list.statuses.get(place).map(|_| Status::Invalid as u8);
        assert_eq!(changed.get(place), expected);
    }
    for beyond in [places, u64::MAX] {
        assert_eq!(list.status(beyond), Some(Status::Valid), "given after the list was made");
    }
}

/// What is read is written and read again.
pub fn trust_file(json: &[u8]) {
    let Ok(file) = TrustFile::read(json) else { return };
    assert!(file.pins.len() > 1 && file.url.starts_with("https://"));
    assert_eq!(TrustFile::read(file.to_json().as_bytes()), Ok(file));
}
