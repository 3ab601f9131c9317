//! Phones that are lost, at the desk.

use serde_json::{Value, json};

use super::city::{City, Device, NUMBER};

const AT: &str = "55.7558123,37.6173";

fn order(phone: &Device<'_>, seconds: u32) -> Value {
    phone.call(seconds, &["--offline", "order"]).done()
}

fn begins(phone: &Device<'_>, seconds: u32) {
    for decision in ["seen", "begin"] {
        phone.call(seconds, &["--offline", "order", decision]).done();
    }
}

#[test]
fn a_quarantine_goes_on_on_the_phone_that_an_officer_names() {
    let city = City::open();
    let old = city.registered("old");
    city.admin(&["order", "issue", "--phone", NUMBER, "--at", AT, "--checks", "0"]).done();
    old.call(10, &["sync"]).done();
    begins(&old, 10);
    assert_eq!(order(&old, 11)["state"], "running");
    assert_eq!(city.admin(&["phone", "lost", NUMBER]).done(), json!({}));
    old.call(20, &["sync"]).done();
    let paused = order(&old, 21);
    assert_eq!((&paused["state"], &paused["why"]), (&json!("paused"), &json!("loan")));

    // Another code takes a minute.
    city.clock(90);
    let new = city.device("phone", "new");
    new.call(90, &["register", NUMBER]).done();
    assert_eq!(new.call(91, &["confirm", &city.code()]).done()["state"], "registered");
    new.call(92, &["sync"]).done();
    assert_eq!(order(&new, 92), Value::Null, "a number brings nothing");
    let accounts = city.admin(&["accounts"]).done();
    let account = accounts.as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned();
    assert_eq!(city.admin(&["phone", "replace", NUMBER, &account]).done(), json!({}));
    new.call(100, &["sync"]).done();
    begins(&new, 100);
    assert_eq!(order(&new, 101)["state"], "running");
    let heard = old.call(110, &["sync"]).value();
    assert_eq!(heard["problem"]["code"], "key-closed");
}

#[test]
fn a_number_that_nobody_has_and_an_account_of_nobody_are_refused() {
    let city = City::open();
    city.admin(&["phone", "lost", NUMBER]).failed(1, "account-unknown");
    city.admin(&["phone", "lost", "hello"]).failed(2, "phone-invalid");
    city.registered("phone");
    for account in ["AAAAAAAAAAAAAAAAAAAAAA", "hello"] {
        city.admin(&["phone", "replace", NUMBER, account]).failed(1, "account-unknown");
    }
}
