//! The reference region XX-REF: what its rules say, and how its acts begin and end.

use doorstep::crypto::sha256;
use doorstep::documents::{Act, Period, Purpose, Quota, Rules, Zone};

use crate::root_room::BEGINNING;

/// From 26 October 2014 Moscow is three hours ahead of UTC all the year round (IANA tzdata).
const MOSCOW: (i64, i64) = (1_414_274_400, 3 * 3600);
const NUMBER: &str = "1-К / 1-Q";
const TITLE: &str = "О порядке выхода из дома на время карантина · \
                     On leaving home during the quarantine";
const TEXT: &str = "1. На время карантина из дома выходят по разрешению. \
                    2. Разрешение выдаётся бесплатно по номеру телефона. \
                    3. Разрешение не нужно, чтобы дойти до ближайшего магазина или аптеки. \
                    4. За неотложной медицинской помощью выходят без разрешения.";
const NEARBY: &str = "№ 1-К, п. 3 · Order 1-Q, item 3";
/// Why nobody asks for a pass to get emergency care.
pub(crate) const EMERGENCY: &str = "№ 1-К, п. 4 · Order 1-Q, item 4";

/// How long an ended act stays in the rules: as long as the longest pass under it can live.
const ACT_STAYS: u64 = 31 * 86_400;

/// The rules before anybody dated and signed them: serial 0, act 1 in force.
pub(crate) fn rules(iss: &str) -> Rules {
    Rules {
        serial: 0,
        iat: 0,
        exp: 0,
        iss: iss.to_owned(),
        zone: Zone { name: "Europe/Moscow".to_owned(), transitions: vec![MOSCOW] },
        acts: vec![act(1, BEGINNING)],
        purposes: purposes(),
        former: Vec::new(),
        exempt: Vec::new(),
        grace: 3 * 3600,
        emergency_minutes: 240,
        min_app_version: "0.1.0".to_owned(),
    }
}

fn act(no: u64, from: u64) -> Act {
    Act {
        no,
        number: NUMBER.to_owned(),
        title: TITLE.to_owned(),
        sha256: sha256(TEXT.as_bytes()),
        from,
        until: None,
    }
}

fn purposes() -> Vec<Purpose> {
    vec![
        Purpose {
            quota: Some(Quota { n: 2, per: Period::LocalDay }),
            on_paper: true,
            ..purpose(1, "groceries", 180, "Groceries", "За продуктами")
        },
        Purpose { on_paper: true, ..purpose(2, "pharmacy", 180, "Pharmacy", "В аптеку") },
        Purpose {
            hours: vec![(6 * 60, 23 * 60)],
            ..purpose(3, "pet", 60, "Walking a pet", "Выгулять питомца")
        },
        purpose(4, "rubbish", 30, "Taking out the rubbish", "Вынести мусор"),
        Purpose {
            no_pass: Some(NEARBY.to_owned()),
            ..purpose(5, "nearby", 60, "Nearest shop or pharmacy", "Ближайший магазин или аптека")
        },
        Purpose {
            emergency: true,
            ..purpose(6, "medical", 240, "Emergency medical care", "Неотложная медицинская помощь")
        },
        Purpose { on_paper: true, ..purpose(7, "work", 14 * 1440, "Work", "На работу") },
    ]
}

fn purpose(id: u64, key: &str, minutes: u64, en: &str, ru: &str) -> Purpose {
    Purpose {
        id,
        key: key.to_owned(),
        label: vec![("en".to_owned(), en.to_owned()), ("ru".to_owned(), ru.to_owned())],
        minutes,
        until: None,
        quota: None,
        hours: Vec::new(),
        lead_s: 0,
        on_paper: false,
        no_pass: None,
        emergency: false,
    }
}

/// Ends every act in force. False if there is none.
pub(crate) fn end_acts(rules: &mut Rules, now: u64) -> bool {
    let mut ended = false;
    for act in rules.acts.iter_mut().filter(|act| act.in_force(now)) {
        act.until = Some(now);
        ended = true;
    }
    ended
}

/// Puts a new act into force, unless one is, and drops those under which no pass lives.
pub(crate) fn put_act_into_force(rules: &mut Rules, now: u64) -> bool {
    if rules.act_in_force(now).is_some() {
        return false;
    }
    let last = rules.acts.iter().map(|act| act.no).max().unwrap_or_default();
    rules.acts.retain(|act| act.until.is_none_or(|until| now < until.saturating_add(ACT_STAYS)));
    rules.acts.push(act(last.saturating_add(1), now));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_that_ended_makes_way_for_the_next_number() {
        let mut region = rules("XX-REF");
        assert!(!put_act_into_force(&mut region, BEGINNING + 10), "act 1 is in force");
        assert!(end_acts(&mut region, BEGINNING + 10));
        assert!(!end_acts(&mut region, BEGINNING + 10));
        assert!(region.act_in_force(BEGINNING + 9).is_some());
        assert!(region.act_in_force(BEGINNING + 10).is_none());
        assert!(put_act_into_force(&mut region, BEGINNING + 20));
        assert_eq!(region.act_in_force(BEGINNING + 20).unwrap().no, 2);
        assert_eq!(region.acts.len(), 2, "passes under act 1 may still live");
        assert!(end_acts(&mut region, BEGINNING + 30));
        assert!(put_act_into_force(&mut region, BEGINNING + 30 + 2 * ACT_STAYS));
        assert_eq!(region.acts.iter().map(|act| act.no).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn purposes_have_numbers_and_labels_of_their_own() {
        let region = rules("XX-REF");
        for (index, purpose) in region.purposes.iter().enumerate() {
            assert_eq!(purpose.id, index as u64 + 1);
            assert_ne!(purpose.label("ru"), purpose.label("en"));
        }
        assert_eq!(region.zone.minute(1_795_374_600), 22 * 60 + 10);
    }
}
