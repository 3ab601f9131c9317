//! Regions at the terminal: a home for one, its rules as they change, and its languages.

use serde_json::{Value, json};

use super::city::{Authority, City, NOON, NUMBER, at, doorstep, doorstep_with};

fn keys(purposes: &Value) -> Vec<&str> {
    let purposes = purposes.as_array().unwrap();
    purposes.iter().map(|purpose| purpose["key"].as_str().unwrap()).collect()
}

#[test]
fn a_home_is_prepared_for_a_region_and_stays_its() {
    let city = City::with(&["--region", "RU-NIZ"]);
    let phone = city.registered("phone");
    let purposes = phone.call(0, &["purposes", "--lang", "ru"]).done();
    assert_eq!(keys(&purposes), ["shop", "pharmacy", "doctor", "pet", "rubbish", "emergency"]);
    assert_eq!(
        (&purposes[0]["minutes"], &purposes[0]["label"]),
        (&json!(180), &json!("В магазин"))
    );
    phone.call(0, &["pass", "request", "rubbish"]).done();
    let inspector = city.inspector();
    let answer = inspector.answer(1, &[&phone.code_text(1, &[])]);
    assert_eq!((&answer["result"], &answer["purpose"]), (&json!("valid"), &json!("rubbish")));
    let snapshot = phone.call(2, &["snapshot"]).done();
    assert!(snapshot["exempt"][0].as_str().unwrap().contains("27"), "{snapshot}");
    // Started again it is the same; for another region it is not started.
    let City { folder, authority } = city;
    authority.terminate("-TERM");
    let home = folder.path().join("authority");
    let home = home.to_str().unwrap();
    let other = doorstep(&["--json", "authority", "--home", home, "--region", "RU-MOW"]);
    other.failed(3, "home-of-another-region");
    let again = Authority::start(folder.path().join("authority").as_path(), &["--at", NOON]);
    assert!(again.ready["url"].is_string());
}

#[test]
fn rules_are_published_from_a_shipped_document_or_a_file() {
    let city = City::with(&["--region", "RU-TA-2020-04-01"]);
    let phone = city.registered("phone");
    // Its act ended in May 2020.
    phone.call(0, &["pass", "request", "dacha"]).failed(1, "not-in-force");
    city.clock(60);
    city.admin(&["act", "in-force"]).done();
    let hour = phone.call(61, &["pass", "request", "dacha"]).done();
    assert_eq!(hour["valid_until"], at(60 + 3600));
    city.clock(120);
    let published = city.admin(&["rules", "RU-TA-2020-04-04"]).done();
    assert_eq!(published, json!({ "rules": 3, "region": "RU-TA", "version": "2020-04-04" }));
    let two = phone.call(121, &["pass", "request", "dacha"]).done();
    assert_eq!(two["valid_until"], at(120 + 7200));
    let passes = phone.call(122, &["pass", "list"]).done();
    assert_eq!(passes[1]["id"], hour["id"]);
    assert_eq!(
        (&passes[1]["state"], &passes[1]["valid_until"]),
        (&json!("valid"), &hour["valid_until"])
    );
    // A document of one's own.
    let json = include_str!("../../../authority/regions/ru-ta-2020-04-04.json");
    let own = city.path("own.json");
    std::fs::write(&own, json.replace("\"key\": \"bank\"", "\"key\": \"bank\", \"quoto\": 1"))
        .unwrap();
    let own = own.to_str().unwrap();
    city.admin(&["rules", own]).failed(2, "region-invalid");
    std::fs::write(
        own,
        json.replace("2020-04-04", "2026-11-24").replace("\"minutes\": 120", "\"minutes\": 90"),
    )
    .unwrap();
    let published = city.admin(&["rules", own]).done();
    assert_eq!((&published["rules"], &published["version"]), (&json!(4), &json!("2026-11-24")));
    phone.call(130, &["sync"]).done();
    let purposes = phone.call(131, &["purposes"]).done();
    let dacha = purposes.as_array().unwrap().iter().find(|purpose| purpose["key"] == "dacha");
    assert_eq!(dacha.unwrap()["minutes"], 90);
    city.admin(&["rules", "RU-NIZ"]).failed(1, "rules-unfit");
    let unknown = city.admin(&["rules", "RU-SPE"]);
    unknown.failed(2, "region-unknown");
    assert!(unknown.out.contains("RU-NIZ-2020-04-02"), "the names are told: {unknown:?}");
    // What has no end is not read to it.
    for file in ["/dev/zero", city.folder.path().to_str().unwrap()] {
        city.admin(&["rules", file]).failed(3, "file-not-read");
        let home = city.path("other");
        let line = ["--json", "authority", "--home", home.to_str().unwrap(), "--region", file];
        doorstep(&line).failed(3, "file-not-read");
    }
}

#[test]
fn tatar_is_spoken_where_it_is_and_russian_where_it_is_not() {
    let city = City::with(&["--region", "RU-TA"]);
    city.admin(&["act", "in-force"]).done();
    let phone = city.registered("phone");
    let purposes = phone.call(0, &["purposes", "--lang", "tt"]).done();
    let cemetery =
        purposes.as_array().unwrap().iter().find(|one| one["key"] == "cemetery").unwrap();
    assert_eq!(cemetery["label"], "Зиратка");
    let pass = phone.call(0, &["--lang", "tt", "pass", "request", "cemetery"]).done();
    assert!(pass["text"].as_str().unwrap().starts_with("Гамәлдә"), "{pass}");
    let used = phone.call(0, &["--lang", "tt", "pass", "request", "cemetery"]);
    used.failed(1, "quota-used");
    assert!(used.out.contains("кулланылган: 1, барлыгы: 1."), "{used:?}");
    let inspector = city.inspector();
    let answer = inspector.answer(1, &["--lang", "tt", &phone.code_text(1, &["--lang", "tt"])]);
    assert_eq!(answer["text"], "Действует");
    assert_eq!(answer["purpose_label"], "Зиратка");
}

#[test]
fn no_clock_of_a_phones_own_zone_is_asked() {
    let city = City::open();
    let said = |name: &str, zone: &str, number: &str| -> Value {
        let home = city.path(name);
        let (authority, at) = (&city.authority, at(7 * 3600));
        let call = |arguments: &[&str]| {
            let line = ["phone", "--home", home.to_str().unwrap(), "--json", "--at", &at];
            let place = ["--authority", authority.text("url"), "--ca", authority.text("ca_file")];
            doorstep_with(&[("TZ", zone)], &[&line[..], &place[..], arguments].concat())
        };
        city.clock(7 * 3600);
        call(&["register", number]).done();
        call(&["confirm", &city.code()]).done();
        // 22:00 at the region: open there, whatever this phone's clock shows.
        let pass = call(&["pass", "request", "pet"]).done();
        let booked = call(&["pass", "request", "pet", "--from", "2026-11-24T21:00:00Z"]);
        booked.failed(1, "outside-hours");
        json!([pass["text"], pass["valid_until"], booked.value()["error"]["text"]])
    };
    let here = said("here", "Europe/Moscow", NUMBER);
    assert_eq!(here[2], "Not at this hour. Possible again tomorrow from 06:00.");
    assert_eq!(said("there", "America/New_York", "+7 912 345-67-80"), here);
}
