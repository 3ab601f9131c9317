//! How much a journal takes.

#[cfg(feature = "testing")]
use super::Entry;
use super::{HOUR, Phone, wifi};
use crate::quarantine::presence::HomeWifi;
use crate::quarantine::watch::ArrivingFix;

/// A phone after two weeks at home, whose fixes come every quarter of an hour and differ a little.
fn rested() -> Phone {
    let mut phone = Phone::new();
    phone.is_checked = false;
    for at in 0..14_u64 * 96 {
        let steps = (at % 5 == 0).then_some(u32::try_from(at % 30).unwrap());
        let north_m = (at * 7919 % 400) as f64 / 10.0 - 20.0;
        let time_ms = i64::try_from(phone.now_s).unwrap() * 1_000;
        let at_rest = ArrivingFix {
            accuracy_m: Some(11.0 + (at % 13) as f64),
            age_ms: 40 + i64::try_from(at * 31 % 900).unwrap(),
            time_ms,
            home_wifi: HomeWifi::Connected,
            steps,
            longitude: 37.0 + (at * 6131 % 600) as f64 / 1e6,
            ..wifi(north_m)
        };
        phone.fix(&at_rest);
        phone.after(900);
    }
    phone
}

/// What such a phone writes down.
#[cfg(feature = "testing")]
pub(crate) fn two_weeks_at_rest() -> Vec<Entry> {
    rested().journal
}

#[test]
fn two_weeks_at_rest_take_little() {
    let mut phone = rested();
    let bytes = |kind: &str| -> usize {
        let entries = phone.journal.iter().filter(|entry| entry.kind.name() == kind);
        entries.flat_map(|entry| &entry.parts).map(|(_, values)| values.bytes().len()).sum()
    };
    let (fixes, presence) = (bytes("fix"), bytes("presence"));
    assert_eq!(phone.journal.len(), 1 + 14 * 96 + 14 * 24);
    assert!(phone.told().iter().skip(1).all(|(state, long)| (*state, *long) == ("home", HOUR)));
    // As they are hashed. A store may keep them in less.
    assert!(fixes < 172_000 && presence < 41_000, "{fixes} and {presence}");
    phone.tick();
    assert!(phone.rebuilt() == phone.watch);
}
