//! What a real system would tell the core: facts, wakes and steps.

use serde_json::{Value, json};

use super::city::{City, doorstep};

#[test]
fn facts_are_kept_by_the_home_and_what_differs_is_told() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    let first = phone.call(0, &["facts"]).done();
    assert_eq!(first["changed"], json!([]));
    let wanted = [
        ("location", json!("always")),
        ("precise", json!("yes")),
        ("services", json!("on")),
        ("providers", json!(["gnss", "network"])),
        ("notices", json!("yes")),
        ("battery", json!(80)),
        ("saver", json!("no")),
        ("network", json!("wifi")),
        ("maker", json!("terminal")),
    ];
    for (key, value) in wanted {
        assert_eq!(first["facts"][key], value, "{key}");
    }
    let changed = phone
        .call(1, &["facts", "location=denied", "providers=none", "battery=3", "wifi=off"])
        .done();
    assert_eq!(changed["changed"], json!(["location", "providers", "battery", "wifi"]));
    assert_eq!(changed["facts"]["providers"], json!([]));
    let again = phone.call(2, &["facts", "battery=3"]).done();
    assert_eq!(again["changed"], json!([]));
    assert_eq!(again["facts"]["location"], "denied", "it was kept");
    for wrong in ["colour=red", "camera=maybe", "battery=101", "providers=radar", "wifi=", "idle"] {
        phone.call(3, &["facts", wrong]).failed(2, "usage");
    }
    assert_eq!(phone.call(4, &["facts"]).done()["facts"], again["facts"], "nothing was changed");
}

#[test]
fn every_event_says_whether_to_sync_and_without_a_network_not() {
    let city = City::open();
    let phone = city.registered("phone");
    let event = |answer: &Value| {
        assert_eq!((&answer["n"], &answer["state"]), (&Value::Null, &json!("off")));
        assert!(answer["text"].is_string());
        answer["sync_now"].as_bool().unwrap()
    };
    let woken = phone.call(5, &["wake", "alarm"]).done();
    assert!(!event(&woken));
    assert_eq!(woken["plan"]["sync_now"], false);
    let later = 8 * 3_600;
    let due = phone.call(later, &["wake", "job", "--steps", "12", "--activity", "walk"]).done();
    assert!(event(&due));
    assert_eq!(
        (&due["plan"]["sync_now"], &due["plan"]["sync"]),
        (&json!(true), &json!("background"))
    );
    assert!(event(&phone.call(later, &["motion", "--steps", "40"]).done()));
    let gone = phone.call(later, &["facts", "network=none"]).done();
    assert!(!event(&gone));
    let held = phone.call(later, &["wake", "network"]).done();
    assert!(!event(&held));
    assert_eq!(held["plan"]["awaits_network"], true);
    phone.call(later, &["sync"]).failed(3, "offline");
    phone.call(later, &["facts", "network=mobile"]).done();
    city.clock(later);
    phone.call(later, &["sync"]).done();
    assert!(!event(&phone.call(later, &["wake", "boot"]).done()), "a new boot");
}

#[test]
fn causes_have_their_names_alone() {
    for wrong in
        [&["wake"][..], &["wake", "sunrise"], &["motion"], &["wake", "job", "--activity", "fly"]]
    {
        doorstep(&[&["phone", "--json"], wrong].concat()).failed(2, "usage");
    }
    let city = City::open();
    let phone = city.device("phone", "phone");
    let causes = [
        "user",
        "alarm",
        "job",
        "boot",
        "app-update",
        "clock",
        "zone",
        "locale",
        "fence",
        "significant-change",
        "refresh",
        "sticky",
        "unlocked",
        "network",
    ];
    for cause in causes {
        assert_eq!(phone.call(1, &["wake", cause]).done()["plan"]["sync_now"], false, "{cause}");
    }
}
