use doorstep::documents::{Covers, Exempt};
use doorstep::model::Period;

use super::*;
use crate::clock::BEGINNING;

fn reference() -> Rules {
    Region::reference().unwrap().rules().clone()
}

#[test]
fn every_document_that_is_shipped_is_read_and_found_by_its_name() {
    for (region, version, json) in SHIPPED {
        let read = Region::read(json).unwrap_or_else(|error| panic!("{region} {version}: {error}"));
        assert_eq!((read.iss(), read.version()), (region, version));
        let named = Region::shipped(&format!("{region}-{version}")).unwrap();
        assert_eq!(named, read);
        assert_eq!(Region::read(&read.json()).as_ref(), Ok(&read), "written as it was read");
        let rules = read.rules();
        assert_eq!(rules.zone.offset(1_585_699_200), 3 * 3600, "Moscow on 1 April 2020");
        assert!(
            rules.purposes.iter().all(|purpose| !purpose.emergency || purpose.no_pass.is_some())
        );
        for (index, purpose) in rules.purposes.iter().enumerate() {
            assert_ne!(purpose.label("ru"), purpose.label("en"), "{index}");
            let tatar = purpose.label.iter().any(|(tag, _)| tag == "tt");
            assert_eq!(tatar, region == "RU-TA", "{region} {}", purpose.key);
        }
    }
    assert_eq!(Region::shipped("ru-niz").unwrap().version(), "2020-04-02");
    assert_eq!(Region::shipped("RU-TA").unwrap().version(), "2020-05-01", "the newest");
    assert_eq!(Region::shipped("RU-SPE"), Err(RegionError::Unknown));
    assert_eq!(RegionError::Unknown.code(), "region-unknown");
    assert!(RegionError::Unknown.to_string().contains("RU-MOW-2020-04-15"));
}

/// A purpose in figures: minutes, quota, lead time in minutes.
type Row<K> = (K, u64, Option<(u64, Period)>, u64);

#[test]
fn regions_say_what_the_study_says() {
    let figures = |name: &str| -> Vec<Row<String>> {
        let region = Region::shipped(name).unwrap();
        let needed = region.rules().purposes.iter().filter(|purpose| purpose.no_pass.is_none());
        needed
            .map(|purpose| {
                let quota = purpose.quota.map(|quota| (quota.n, quota.per));
                (purpose.key.clone(), purpose.minutes, quota, purpose.lead_s / 60)
            })
            .collect()
    };
    let day2 = Some((2, Period::LocalDay));
    let of = |rows: &[Row<&str>]| {
        rows.iter().map(|(key, m, q, lead)| ((*key).to_owned(), *m, *q, *lead)).collect::<Vec<_>>()
    };
    assert_eq!(
        figures("RU-NIZ"),
        of(&[
            ("shop", 180, None, 0),
            ("pharmacy", 180, None, 0),
            ("doctor", 180, None, 0),
            ("pet", 60, None, 0),
            ("rubbish", 30, None, 0),
        ])
    );
    let week2 = Some((2, Period::LocalWeek));
    assert_eq!(
        figures("RU-MOW-2020-04-15"),
        of(&[("work", 44_640, None, 0), ("medical", 1440, None, 0), ("other", 1440, week2, 0)])
    );
    assert_eq!(
        figures("RU-MOW-2020-04-22"),
        of(&[("work", 44_640, None, 300), ("medical", 1440, None, 0), ("other", 1440, week2, 300)])
    );
    let first = figures("RU-TA-2020-04-01");
    assert!(first.len() == 9 && first.iter().all(|(_, m, q, _)| (*m, *q) == (60, day2)));
    let month = Some((1, Period::LocalMonth));
    assert_eq!(
        figures("RU-TA-2020-04-04"),
        of(&[
            ("court", 60, month, 0),
            ("school", 60, day2, 0),
            ("clinic", 60, day2, 0),
            ("funeral", 60, Some((1, Period::LocalWeek)), 0),
            ("passport", 60, month, 0),
            ("dacha", 120, day2, 0),
            ("bank", 60, day2, 0),
            ("help", 60, day2, 0),
            ("move", 360, week2, 0),
        ])
    );
    let moscow = Region::shipped("RU-MOW-2020-04-15").unwrap();
    let child = Exempt::Under { years: 14, accompanied: false };
    assert_eq!(moscow.rules().exempt[0].who, child);
    let plan = Region::shipped("RU-MOW-2020-04-01").unwrap();
    let act = &plan.rules().acts[0];
    assert!((0..4_102_444_800).step_by(86_400).all(|at| !act.in_force(at)), "it was shelved");
}

#[test]
fn an_act_says_what_it_covers_and_passes_if_it_does_not() {
    let covers = |region: &Region| region.rules().acts[0].covers;
    let (passes, quarantine) = (true, true);
    assert_eq!(covers(&Region::shipped("XX-REF").unwrap()), Covers { passes, quarantine });
    assert_eq!(covers(&Region::shipped("RU-TA-2020-04-01").unwrap()), Covers::PASSES);
    let said = "[\"passes\", \"quarantine\"]";
    let alone = changed(said, "[\"quarantine\"]").unwrap();
    assert_eq!(covers(&alone), Covers { passes: false, quarantine });
    for odd in ["[]", "[\"curfew\"]", "\"passes\""] {
        assert!(changed(said, odd).is_err(), "{odd}");
    }
}

/// The reference document with one text in place of another.
fn changed(from: &str, to: &str) -> Result<Region, RegionError> {
    let (.., json) = SHIPPED[0];
    assert!(json.contains(from), "{from}");
    Region::read(&json.replacen(from, to, 1))
}

#[test]
fn what_rules_cannot_say_is_refused_by_its_place() {
    let refused = [
        ("\"XX-REF\"", "\"XX-REF-LONG\"", "region: a name"),
        ("\"XX-REF\"", "\"xx\"", "region: a name"),
        ("\"+03:00\"", "\"3 h\"", "zone: an offset"),
        ("+03:00\", \"offset\"", "\", \"offset\"", "zone: a moment"),
        ("\"from\": \"2020-01-01T00:00:00Z\"", "\"from\": \"1 January\"", "a moment"),
        ("\"id\": 2", "\"id\": 1", "purposes: an id"),
        ("\"key\": \"pharmacy\"", "\"key\": \"groceries\"", "purposes: an id or a key"),
        ("\"key\": \"pharmacy\"", "\"key\": \"В аптеку\"", "a key is small letters"),
        ("\"ru\": \"В аптеку\", ", "", "Russian and English"),
        ("\"minutes\": 30,", "\"minutes\": 44641,", "purpose rubbish: a pass lasts"),
        ("\"minutes\": 30,", "\"minutes\": 0,", "purpose rubbish: a pass lasts"),
        ("\"n\": 2", "\"n\": 0", "purpose groceries: a quota"),
        ("local-day", "day", "purpose groceries: a quota is per"),
        ("[\"06:00\", \"23:00\"]", "[\"23:00\", \"06:00\"]", "purpose pet: hours end"),
        ("[\"06:00\", \"23:00\"]", "[\"6:00\", \"23:00\"]", "purpose pet: hours are"),
        ("[\"06:00\", \"23:00\"]", "[\"06:00\", \"24:01\"]", "purpose pet: hours are"),
        ("\"emergency\": true", "\"emergency\": false", "purposes: there must be one"),
        ("\"source\": \"assumed\"", "\"source\": \"S80\"", "a source is named"),
        ("\"source\": \"assumed\"", "\"source\": \"\"", "a source is named"),
        ("\"n\": 2", "\"m\": 2", "unknown field `m`"),
        ("\"n\": 2, ", "", "missing field `n`"),
        ("\"n\": 2", "\"n\": 2.5", "invalid type"),
    ];
    for (from, to, why) in refused {
        let error = changed(from, to).expect_err(why);
        assert!(error.to_string().contains(why), "{to}: {error}");
        assert_eq!(error.code(), "region-invalid");
    }
    assert!(matches!(Region::read("{}"), Err(RegionError::Form(_))));
    assert!(matches!(Region::read("no document"), Err(RegionError::Form(_))));
}

/// The reference document in another zone.
fn in_zone(name: &str, offsets: &str) -> Result<Region, RegionError> {
    let (.., json) = SHIPPED[0];
    let moscow = r#"[{ "from": "2014-10-26T01:00:00+03:00", "offset": "+03:00" }]"#;
    let json = json.replacen("\"name\": \"Europe/Moscow\"", &format!("\"name\": \"{name}\""), 1);
    Region::read(&json.replacen(moscow, offsets, 1))
}

#[test]
fn offsets_leave_out_no_change_of_clocks() {
    let refused = [
        (
            "Europe/Nowhere",
            r#"[{ "from": "2020-01-01T00:00:00Z", "offset": "+03:00" }]"#,
            "knows no",
        ),
        (
            "Europe/Warsaw",
            r#"[{ "from": "2019-10-27T01:00:00Z", "offset": "+01:00" }]"#,
            "show +02:00 from 2020-03-29T01:00:00Z on, which is left out",
        ),
        (
            "Europe/Warsaw",
            r#"[{ "from": "2019-10-27T01:00:00Z", "offset": "+01:00" },
                { "from": "2020-03-29T01:00:00Z", "offset": "+02:00" }]"#,
            "2020-10-25T01:00:00Z on, which is left out",
        ),
        // The act begins before the first of them.
        ("Europe/Moscow", r#"[{ "from": "2030-01-01T00:00:00Z", "offset": "+04:00" }]"#, ""),
    ];
    for (name, offsets, why) in refused {
        match in_zone(name, offsets) {
            Err(error) => assert!(
                error.to_string().starts_with("zone: ") && error.to_string().contains(why),
                "{error}"
            ),
            Ok(region) => assert!(why.is_empty() && region.remark().is_some(), "{name}"),
        }
    }
    // Listed until two years after its version, it goes on by the database.
    let mut changes = vec![("2019-10-27T01:00:00Z".to_owned(), 1)];
    for (year, spring, autumn) in [
        (2020, 29, 25),
        (2021, 28, 31),
        (2022, 27, 30),
        (2023, 26, 29),
        (2024, 31, 27),
        (2025, 30, 26),
        (2026, 29, 25),
        (2027, 28, 31),
        (2028, 26, 29),
    ] {
        changes.push((format!("{year}-03-{spring}T01:00:00Z"), 2));
        changes.push((format!("{year}-10-{autumn}T01:00:00Z"), 1));
    }
    let offset = |(from, hours): &(String, i32)| {
        format!(r#"{{ "from": "{from}", "offset": "+0{hours}:00" }}"#)
    };
    let listed = changes.iter().map(offset).collect::<Vec<_>>().join(", ");
    let region = in_zone("Europe/Warsaw", &format!("[{listed}]")).unwrap();
    assert_eq!(region.remark(), None);
    let zone = &region.rules().zone;
    assert_eq!(zone.offset(2_003_270_400), 2 * 3600, "25 June 2033");
    assert_eq!(zone.offset(2_019_168_000), 3600, "26 December 2033");
}

#[test]
fn a_law_newer_than_the_database_is_taken_and_remarked_on() {
    let region = in_zone(
        "Europe/Moscow",
        r#"[{ "from": "2014-10-26T01:00:00+03:00", "offset": "+03:00" },
            { "from": "2026-11-22T23:00:00+03:00", "offset": "+04:00" }]"#,
    );
    let region = region.unwrap();
    let remark = region.remark().unwrap();
    assert!(remark.starts_with("zone: +04:00 from 2026-11-22T20:00:00Z"), "{remark}");
    assert_eq!(region.rules().zone.transitions.len(), 2);
}

#[test]
fn an_act_that_ended_makes_way_for_the_next_number() {
    let mut region = reference();
    assert!(!put_act_into_force(&mut region, BEGINNING + 10, ALL), "act 1 is in force");
    assert!(end_acts(&mut region, BEGINNING + 10, ALL));
    assert!(!end_acts(&mut region, BEGINNING + 10, ALL));
    assert!(region.act_in_force(BEGINNING + 9).is_some());
    assert!(region.act_in_force(BEGINNING + 10).is_none());
    assert!(put_act_into_force(&mut region, BEGINNING + 20, ALL));
    assert_eq!(region.act_in_force(BEGINNING + 20).unwrap().no, 2);
    assert_eq!(region.acts.len(), 2, "passes under act 1 may still live");
    assert!(end_acts(&mut region, BEGINNING + 30, ALL));
    let later = BEGINNING + 30 + 62 * 86_400;
    assert!(put_act_into_force(&mut region, later, ALL));
    assert_eq!(region.acts.iter().map(|act| act.no).collect::<Vec<_>>(), [3]);
}

#[test]
fn an_act_ends_and_begins_for_passes_or_for_quarantine_alone() {
    let passes = Covers { passes: true, quarantine: false };
    let quarantine = Covers { passes: false, quarantine: true };
    let mut region = reference();
    assert_eq!(region.acts[0].covers, ALL);
    assert!(end_acts(&mut region, BEGINNING + 10, quarantine));
    assert!(!end_acts(&mut region, BEGINNING + 10, quarantine), "nothing covers it");
    assert_eq!((region.acts[0].covers, region.acts[0].until), (passes, None), "passes live on");
    assert!(!put_act_into_force(&mut region, BEGINNING + 20, passes));
    assert!(put_act_into_force(&mut region, BEGINNING + 20, quarantine));
    assert_eq!((region.acts[1].no, region.acts[1].covers), (2, quarantine));
    assert!(!put_act_into_force(&mut region, BEGINNING + 20, ALL), "both are in force");
    assert!(end_acts(&mut region, BEGINNING + 30, passes));
    assert_eq!((region.acts[0].until, region.acts[1].until), (Some(BEGINNING + 30), None));
    assert!(put_act_into_force(&mut region, BEGINNING + 40, ALL));
    assert_eq!((region.acts[2].no, region.acts[2].covers), (3, passes));
}

#[test]
fn what_was_shelved_comes_into_force_when_an_operator_says_so() {
    let mut plan = Region::shipped("RU-MOW-2020-04-01").unwrap().rules().clone();
    assert!(plan.act_in_force(BEGINNING + 10).is_none());
    assert!(put_act_into_force(&mut plan, BEGINNING + 20, ALL));
    let act = plan.act_in_force(BEGINNING + 20).unwrap();
    assert_eq!((act.no, act.number.as_str(), act.until), (2, "проект · draft", None));
}

/// Rules as they are published a day after the beginning.
fn published(name: &str) -> Rules {
    let (iat, exp) = (BEGINNING + 86_400, BEGINNING + 31 * 86_400);
    Rules { serial: 4, iat, exp, ..Region::shipped(name).unwrap().rules().clone() }
}

#[test]
fn what_newer_rules_drop_or_shorten_stays_known_until_its_passes_have_ended() {
    let now = BEGINNING + 2 * 86_400;
    let (first, last) = (published("RU-TA-2020-04-04"), published("RU-TA-2020-05-01"));
    let after = following(&first, &last, now).unwrap();
    assert_eq!(after.serial, 4, "dated by whoever signs it");
    assert!(after.purpose_by_key("funeral").is_none());
    let until = first.exp + 3600;
    let funeral = after.known_purpose(4).unwrap();
    assert_eq!((funeral.key.as_str(), funeral.until), ("funeral", Some(until)));
    assert_eq!(after.longest(4, until), Some(3600));
    assert_eq!(after.longest(4, until + 1), None);
    assert_eq!(after.former.len(), 1, "what needs no pass, or got longer, leaves nothing behind");
    // Back to the first version: two hours for the dacha become one, six for a move one.
    let back = following(&first, &published("RU-TA-2020-04-01"), now).unwrap();
    assert_eq!(back.former.iter().map(|former| former.id).collect::<Vec<_>>(), [6, 9]);
    assert_eq!(back.purpose(6).unwrap().minutes, 60);
    assert_eq!(back.longest(6, now + 7200), Some(7200), "issued under the longer rule");
    assert_eq!(back.longest(6, first.exp + 7201), Some(3600), "no such pass is left");
    assert_eq!(forget_former(back, first.exp + 6 * 3600).former, []);
}

#[test]
fn less_time_to_get_home_is_for_passes_of_the_newer_rules_alone() {
    let now = BEGINNING + 2 * 86_400;
    let before = published("XX-REF");
    let hour = Rules { grace: 3600, ..before.clone() };
    let after = following(&before, &hour, now).unwrap();
    let last = before.exp + 14 * 86_400;
    assert_eq!((after.grace_of(last), after.grace_of(last + 1)), (3 * 3600, 3600));
    // Changed twice, the longest of them stays; a longer one than before is everybody's.
    let shorter = following(&after, &Rules { grace: 1800, ..before.clone() }, now).unwrap();
    assert_eq!((shorter.grace_of(last), shorter.grace_of(last + 1)), (3 * 3600, 1800));
    let longer = following(&after, &Rules { grace: 4 * 3600, ..before }, now).unwrap();
    assert_eq!((longer.former_grace, longer.grace_of(0)), (None, 4 * 3600));
    assert_eq!(forget_former(after, last).former_grace, None);
}

#[test]
fn newer_rules_end_no_act_and_take_no_purposes_number() {
    let now = BEGINNING + 2 * 86_400;
    let mut running = published("RU-TA-2020-04-01");
    // An operator has put the act into force in another year.
    end_acts(&mut running, now, ALL);
    let years_later = now + 6 * 365 * 86_400;
    put_act_into_force(&mut running, years_later, ALL);
    let after = following(&running, &published("RU-TA-2020-04-04"), years_later + 60).unwrap();
    assert_eq!(after.acts, running.acts, "the past of the document ends nothing of now");
    // An act of another number comes beside it.
    let other = Region::read(&SHIPPED[5].2.replace("\"208\"", "\"251\"")).unwrap();
    let after = following(&running, other.rules(), years_later + 60).unwrap();
    assert_eq!(after.acts.len(), running.acts.len() + 1);
    assert!(after.act_in_force(years_later + 60).is_some());
    let taken = SHIPPED[7].2.replace("\"id\": 14", "\"id\": 4");
    let taken = Region::read(&taken).unwrap();
    let unfit = following(&running, taken.rules(), now);
    assert_eq!(unfit, Err(crate::error::AuthorityError::RulesUnfit));
    assert!(following(&running, &published("RU-NIZ"), now).is_err(), "another region's");
}
