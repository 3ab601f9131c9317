//! Erasing.

use doorstep::quarantine::report::KEPT_DAYS;
use serde_json::json;

use super::city::{City, NUMBER};

#[test]
fn nobody_erases_by_mistake() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(1, &["erase"]).failed(2, "confirmation-needed");
    let view = phone.call(1, &["snapshot"]).done();
    assert_eq!(view["people"][0]["registration"]["state"], "registered");
}

#[test]
fn with_a_network_the_authority_hears_of_it_at_once() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    assert_eq!(
        phone.call(1, &["erase", "--yes"]).done(),
        json!({ "state": "erased", "stays": null })
    );
    assert_eq!(phone.call(2, &["pass", "list"]).done(), json!([]));
    phone.call(2, &["pass", "show"]).failed(1, "pass-unknown");
    // Again is nothing left to do.
    assert_eq!(
        phone.call(3, &["erase", "--yes"]).done(),
        json!({ "state": "erased", "stays": null })
    );
    let accounts = city.admin(&["accounts"]).done();
    assert!(accounts.as_array().unwrap().iter().all(|account| account.get("phone").is_none()));
}

#[test]
fn without_a_network_it_erases_all_the_same_and_tells_later() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let erased = phone.call(1, &["--offline", "erase", "--yes"]).done();
    assert_eq!(erased, json!({ "state": "erasing", "stays": null }));
    assert_eq!(phone.call(2, &["--offline", "pass", "list"]).done(), json!([]));
    phone.call(3, &["sync"]).done();
    let view = phone.call(4, &["snapshot"]).done();
    assert_eq!(view["people"][0]["registration"]["state"], "not-registered");
}

#[test]
fn whoever_was_under_an_order_is_told_what_stays_at_the_authority() {
    let city = City::open();
    let phone = city.registered("phone");
    let waits = ["order", "issue", "--phone", NUMBER, "--at", "55.7558,37.6173"];
    let order = city.admin(&waits).done()["order"].as_str().unwrap().to_owned();
    phone.call(2, &["sync"]).done();
    let erased = phone.call(3, &["--lang", "ru", "erase", "--yes"]).done();
    assert_eq!(erased["state"], "erased");
    let stays = erased["stays"].as_str().unwrap();
    assert!(stays.contains(&format!("ещё {KEPT_DAYS} дней после")), "{stays}");
    // It does stay there, and nobody here knows of it any more.
    city.admin(&["order", "show", &order]).done();
    let again = phone.call(4, &["erase", "--yes"]).done();
    assert_eq!(again["stays"], json!(null));
}
