//! Orders: what the authority signed comes back, and a phone can judge it, show it and plan by it.

use doorstep::documents::{Order, Signed, Typ};
use doorstep::model::Language;
use doorstep::quarantine::journal::Interval;
use doorstep::quarantine::order::{OpenedOrder, Orders, Taken, explained, floor};
use doorstep::quarantine::schedule::agreed;
use doorstep_suite::issuer::{ISS, NOW, rules};

use crate::signing::{AUTHORITY, comes_back, signed};

const DAY: u64 = 86_400;

pub fn order(payload: &[u8]) {
    let key = &AUTHORITY.order_key;
    let read = |bytes: &[u8]| Order::read(bytes, &AUTHORITY.trust, ISS);
    // Where a name stood that only a later version knows is not written.
    let known =
        |bytes: &[u8]| read(bytes).map(|signed| Order { critical: Vec::new(), ..signed.document });
    let order = comes_back(Typ::Order, key, payload, known, |order| order.draft(key.public()));
    let Some(order) = order else { return };
    let bytes = signed(Typ::Order, key, payload);
    let signed = read(&bytes).unwrap();
    assert_eq!(Order::decode_verified(&bytes).as_ref(), Ok(&signed));
    let draft = order.draft(key.public());
    let signature = key.sign(&draft.to_sign()).unwrap();
    assert_eq!(read(&draft.close(&signature)).unwrap().digest, order.digest());
    judged(&signed);
}

fn judged(signed: &Signed<Order>) {
    let rules = rules();
    let came = Interval::new(NOW, Some(NOW + 1)).unwrap();
    let mut orders = Orders::default();
    let taken = orders.take_signed(signed.clone(), &[], came, Some(&rules));
    if let Ok(opened) = OpenedOrder::open(signed, &[]) {
        let beyond = floor(&opened, &Orders::default(), &rules, NOW);
        assert_eq!(taken == Taken::New, beyond.is_none());
        assert!(signed.document.critical.is_empty() || beyond.is_some());
    }
    // Twice the same is known, or refused for the same.
    let again = orders.take_signed(signed.clone(), &[], came, Some(&rules));
    assert!(again == taken || again == Taken::Known);
    let Some(held) = orders.order(signed.document.id) else { return };
    held.missing().count();
    for (language, version) in Language::ALL.iter().zip(held.versions().cycle()) {
        assert!(!explained(version, Some(&rules), NOW, *language).is_empty());
    }
    for at in [NOW, NOW + DAY, held.end().saturating_sub(1), held.end()] {
        orders.in_force(held, at, &rules.zone);
        let checks = agreed(&orders, held, at, at.saturating_add(2 * DAY), &rules.zone);
        assert!(checks.is_sorted_by_key(|check| check.due));
    }
}
