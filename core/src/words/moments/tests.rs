//! Moments in each language.

use super::{en, ru, tt};
use crate::documents::Zone;
use crate::model::{Language, When};
use crate::words::{InspectionText, PaperText, PassText, Say};

/// Tuesday 2026-11-24 15:00 in Moscow.
const NOW: i64 = 1_795_521_600;
const HOUR: i64 = 3600;

fn moscow() -> Zone {
    Zone { name: "Europe/Moscow".into(), transitions: vec![(1_414_274_400, 10_800)] }
}

/// Warsaw in 2020: +1, from 29 March 01:00 UTC +2, from 25 October 01:00 UTC +1.
fn warsaw() -> Zone {
    Zone {
        name: "Europe/Warsaw".into(),
        transitions: vec![(1_572_138_000, 3600), (1_585_443_600, 7200), (1_603_587_600, 3600)],
    }
}

fn told(hours: i64) -> When {
    When::told(&moscow(), NOW + hours * HOUR, NOW)
}

#[test]
fn a_day_is_named_as_people_name_it() {
    let said = |hours| {
        let when = told(hours);
        (en::until(&when), ru::until(&when), tt::at(&when))
    };
    let is = |en: &str, ru: &str, tt: &str| (en.to_owned(), ru.to_owned(), tt.to_owned());
    assert_eq!(said(3), is("today until 18:00", "сегодня до 18:00", "бүген, 18:00"));
    assert_eq!(said(9), is("until tomorrow, 00:00", "до завтра, 00:00", "иртәгә, 00:00"));
    assert_eq!(
        said(6 * 24),
        is(
            "until Monday 30 November, 15:00",
            "до 15:00 понедельника, 30 ноября",
            "30 ноябрь, дүшәмбе, 15:00"
        )
    );
    assert_eq!(
        said(40 * 24),
        is(
            "until Sunday 3 January 2027, 15:00",
            "до 15:00 воскресенья, 3 января 2027 года",
            "2027 елның 3 гыйнвары, 15:00"
        )
    );
    assert_eq!(en::at(&told(-24)), "yesterday at 15:00");
    assert_eq!(ru::at(&told(48)), "в четверг, 26 ноября, в 15:00");
    assert_eq!(en::from(&told(18)), "tomorrow from 09:00");
    assert_eq!(ru::from(&told(18)), "завтра с 09:00");
}

#[test]
fn what_is_kept_never_says_today() {
    for hours in [-24, 0, 3, 24, 4000] {
        let at = NOW + hours * HOUR;
        for when in [When::dated(&moscow(), at, NOW), When::whole(&moscow(), at)] {
            for language in Language::ALL {
                let said = PassText::Times { from: when, until: when }.sentence(*language).text;
                let near = ["oday", "omorrow", "егодня", "автра", "үген", "ртәгә", "esterday"];
                assert!(!near.iter().any(|near| said.contains(near)), "{said}");
                let whole = When::whole(&moscow(), at);
                let kept = PaperText::Times { from: whole, until: whole }.sentence(*language);
                assert!(kept.text.contains("202"), "{}", kept.text);
            }
        }
    }
}

#[test]
fn times_of_one_day_name_it_once() {
    let times = |from: When, until: When, language: Language| {
        PassText::Times { from, until }.sentence(language).text
    };
    assert_eq!(times(told(0), told(3), Language::En), "Today from 15:00 until 18:00");
    assert_eq!(times(told(0), told(3), Language::Ru), "Сегодня с 15:00 до 18:00");
    assert_eq!(times(told(0), told(3), Language::Tt), "Бүген, 15:00 – 18:00");
    assert_eq!(times(told(0), told(18), Language::En), "Today, 15:00 – tomorrow, 09:00");
    let (from, until) = (told(48), told(51));
    assert_eq!(times(from, until, Language::En), "Thursday 26 November, from 15:00 until 18:00");
    assert_eq!(times(from, until, Language::Ru), "Четверг, 26 ноября, с 15:00 до 18:00");
}

#[test]
fn a_time_that_clocks_show_twice_is_told_apart_everywhere() {
    // 25 October 2020: at 03:00 clocks in Warsaw go back to 02:00.
    let first = 1_603_587_600 - 1800;
    let second = first + HOUR;
    for when in [When::told, When::dated, |zone: &Zone, at, _| When::whole(zone, at)] {
        let (from, until) = (when(&warsaw(), first, first), when(&warsaw(), second, first));
        for language in Language::ALL {
            let pass = PassText::Times { from, until }.sentence(*language);
            let paper = PaperText::Times { from, until }.sentence(*language);
            for said in [pass.text, paper.text] {
                assert!(said.contains("02:30 (UTC+2)"), "{said}");
                assert!(said.contains("02:30 (UTC+1)"), "{said}");
            }
        }
    }
    let hours_later = When::told(&warsaw(), second + 2 * HOUR, first);
    assert_eq!(en::until(&hours_later), "today until 04:30", "no doubt, no offset");
}

#[test]
fn without_rules_it_is_said_that_a_time_is_utc() {
    let nowhere = Zone::UTC;
    assert_eq!(en::until(&When::told(&nowhere, NOW, NOW)), "today until 12:00 (UTC)");
    // Half past three west of UTC, after noon of 1970-01-01.
    let odd = |offset| Zone { name: String::new(), transitions: vec![(0, 0), (1, offset)] };
    let repeated = |offset| When::told(&odd(offset), offset.abs() / 2, 0).clock();
    assert!(repeated(-12_600).contains("UTC"), "{}", repeated(-12_600));
}

proptest::proptest! {
    #[test]
    fn any_two_moments_of_one_day_read_differently(
        at in 1_577_836_800i64..1_609_459_200,
        apart in 60i64..100_000,
        now in 1_577_836_800i64..1_609_459_200,
    ) {
        let zone = warsaw();
        for language in Language::ALL {
            let said = |at| {
                let until = When::told(&zone, at, now);
                InspectionText::Counts { until }.sentence(*language).text
            };
            proptest::prop_assert_ne!(said(at), said(at + apart));
        }
    }

    #[test]
    fn every_moment_has_words(at in proptest::num::i64::ANY, now in proptest::num::i64::ANY) {
        for language in Language::ALL {
            let until = When::told(&warsaw(), at, now);
            let said = InspectionText::Counts { until }.sentence(*language).text;
            proptest::prop_assert!(said.contains(':'), "{}", said);
        }
    }
}
