//! Lent phones, at the desk and in hand.

use serde_json::{Value, json};

use super::city::{City, Device, doorstep};

const AT: &str = "55.7558123,37.6173";

/// The text of the code on a new form.
fn form(city: &City, number: &str) -> String {
    let made = city.admin(&["loan", "make", number]).done();
    assert_eq!(made["number"], number);
    let qr = made["qr"].as_str().unwrap();
    assert!(qr.starts_with("DSL1:"), "{qr}");
    qr.to_owned()
}

/// A phone in its user's hands, at noon, with an order.
fn running<'c>(city: &'c City, name: &str) -> Device<'c> {
    city.admin(&["order", "issue", "--at", AT, "--loan", "L-17"]).done();
    let phone = city.device("phone", name);
    phone.call(0, &["loan", "take", &form(city, "L-17")]).done();
    phone.call(1, &["sync"]).done();
    phone.call(2, &["loan", "handover", "--battery", "87", "--parts", "charger,case"]).done();
    phone
}

fn loans(city: &City) -> Vec<Value> {
    city.admin(&["loan", "list"]).done().as_array().unwrap().clone()
}

#[test]
fn a_loan_goes_from_the_form_to_the_certificate() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    assert_eq!(phone.call(0, &["loan"]).done(), Value::Null);
    assert_eq!(phone.call(0, &["snapshot"]).done()["loan"], Value::Null);
    city.admin(&["order", "issue", "--at", AT, "--loan", "L-17"]).done();
    let taken = phone.call(0, &["loan", "take", &form(&city, "L-17")]).done();
    let fields =
        ["certificate", "emergency", "ends_at", "handed_over_at", "number", "return", "state"];
    let names: Vec<&String> = taken.as_object().unwrap().keys().collect();
    assert_eq!(names, fields);
    assert_eq!((&taken["number"], &taken["state"]), (&json!("L-17"), &json!("taken")));
    assert_eq!((&taken["handed_over_at"], &taken["ends_at"]), (&Value::Null, &Value::Null));
    assert_eq!(taken["emergency"], json!(["112"]));
    phone.call(1, &["sync"]).done();
    let order = phone.call(1, &["order"]).done();
    assert_eq!((&order["state"], &order["why"]), (&json!("announced"), &json!("loan")));
    let line = ["loan", "handover", "--battery", "87", "--parts", "charger,case"];
    let handed_over = phone.call(2, &line).done();
    assert_eq!(handed_over["state"], "running");
    // By the authority's clock, which stands.
    let at = handed_over["handed_over_at"].as_str().unwrap();
    assert!(at.starts_with("2026-11-24T12:00:0"), "{at}");
    assert_eq!(handed_over["ends_at"], "2026-12-08T12:00:00Z");
    assert_eq!(handed_over["emergency"], json!(["112", "8 800 000-00-00"]));
    let event: Vec<&String> = handed_over["event"].as_object().unwrap().keys().collect();
    assert_eq!(event, ["n", "state", "sync_now", "text"]);
    let shown = phone.call(3, &["loan"]).done();
    assert_eq!(phone.call(3, &["snapshot"]).done()["loan"], shown);
    assert_eq!(loans(&city)[0]["state"], "running");
    phone.call(4, &["loan", "return"]).failed(2, "confirmation-needed");
    let returned = phone.call(4, &["loan", "return", "--yes"]).done();
    assert_eq!((&returned["state"], &returned["told"]), (&json!("wiped"), &json!(true)));
    let certificate = returned["certificate"].as_str().unwrap();
    assert!(certificate.starts_with("DSW1:"), "{certificate}");
    let wiped = phone.call(5, &["loan"]).done();
    assert_eq!((&wiped["state"], &wiped["number"]), (&json!("wiped"), &Value::Null));
    assert_eq!(wiped["certificate"], certificate);
    assert_eq!(phone.call(6, &["loan", "return", "--yes"]).done(), returned);
    let listed = &loans(&city)[0];
    assert_eq!((&listed["state"], &listed["number"]), (&json!("returned"), &json!("L-17")));
    assert_eq!(listed["certificate"], certificate);
    // The same phone is lent again.
    assert_eq!(phone.call(7, &["loan", "take", &form(&city, "L-17")]).done()["state"], "taken");
    assert_eq!(phone.call(8, &["order"]).done(), Value::Null);
}

#[test]
fn what_is_no_form_of_this_city_is_refused_by_name() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    for text in ["hello", "DSL1:", "DSL1:BB8", "DS1:BB8"] {
        phone.call(0, &["loan", "take", text]).failed(1, "loan-malformed");
    }
    let elsewhere = City::open();
    phone.call(0, &["loan", "take", &form(&elsewhere, "L-17")]).failed(1, "loan-foreign");
    let until = ["loan", "make", "L-1", "--until", "2026-11-24T12:01:00Z"];
    let short = city.admin(&until).done()["qr"].as_str().unwrap().to_owned();
    city.clock(120);
    phone.call(120, &["loan", "take", &short]).failed(1, "loan-over");
    let qr = form(&city, "L-2");
    phone.call(120, &["loan", "handover"]).failed(1, "not-registered");
    phone.call(120, &["loan", "return", "--yes"]).failed(1, "not-registered");
    phone.call(120, &["loan", "take", &qr]).done();
    phone.call(121, &["loan", "take", &qr]).failed(1, "already-registered");
    phone.call(121, &["register", "8 (912) 345-67-89"]).failed(1, "already-registered");
    // Another phone with the same form freezes both.
    let second = city.device("phone", "second");
    second.call(121, &["loan", "take", &qr]).failed(1, "loan-over");
    assert_eq!(loans(&city)[1]["state"], "frozen");
    phone.call(122, &["loan", "handover"]).failed(1, "loan-over");
}

#[test]
fn without_a_network_what_can_wait_waits_and_the_wipe_does_not() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    let qr = form(&city, "L-17");
    phone.call(0, &["--offline", "loan", "take", &qr]).failed(3, "offline");
    phone.call(0, &["loan", "take", &qr]).done();
    let waits = phone.call(1, &["--offline", "loan", "handover"]).done();
    assert_eq!((&waits["state"], waits["event"].is_object()), (&json!("taken"), true));
    phone.call(2, &["sync"]).done();
    assert_eq!(phone.call(2, &["loan"]).done()["state"], "running");
    phone.call(3, &["facts", "wifi=canary-at-home"]).done();
    let returned = phone.call(4, &["--offline", "loan", "return", "--yes"]).done();
    assert_eq!((&returned["state"], &returned["told"]), (&json!("wiped"), &json!(false)));
    for entry in std::fs::read_dir(&phone.home).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        for canary in ["L-17", "canary-at-home"] {
            assert!(!bytes.windows(canary.len()).any(|part| part == canary.as_bytes()), "{path:?}");
        }
    }
    let certificate = returned["certificate"].as_str().unwrap();
    assert_eq!(city.admin(&["loan", "returned", certificate]).done()["state"], "returned");
    city.admin(&["loan", "returned", "DSW1:BB8"]).failed(1, "loan-unfit");
}

#[test]
fn a_lost_phone_is_replaced_under_the_same_order() {
    let city = City::open();
    city.admin(&["loan", "lost", "L-17"]).failed(1, "loan-unknown");
    city.admin(&["loan", "make", "more than twelve"]).failed(1, "loan-unfit");
    let phone = running(&city, "phone");
    let chain = phone.call(3, &["order"]).done()["chain"].clone();
    city.clock(60);
    assert_eq!(city.admin(&["loan", "lost", "L-17"]).done(), json!({}));
    phone.call(61, &["sync"]).done();
    assert_eq!(phone.call(61, &["order"]).done()["pauses"][0]["why"], "loan");
    let other = city.device("phone", "other");
    other.call(62, &["loan", "take", &form(&city, "L-17")]).done();
    other.call(63, &["loan", "handover"]).done();
    other.call(64, &["sync"]).done();
    let order = other.call(64, &["order"]).done();
    assert_eq!(order["chain"], chain);
    let states: Vec<Value> = loans(&city).into_iter().map(|loan| loan["state"].clone()).collect();
    assert_eq!(states, ["over", "running"]);
    assert!(phone.call(65, &["sync"]).value()["error"]["code"] == "key-closed");
    assert_eq!(phone.call(65, &["loan"]).done()["state"], "returning");
}

#[test]
fn the_form_is_drawn_as_a_picture_that_is_read_back() {
    let city = City::open();
    let png = city.path("form.png");
    let made = city.admin(&["loan", "make", "L-17", "--png", png.to_str().unwrap()]).done();
    assert_eq!(made["png"], png.to_str().unwrap());
    assert!(png.exists());
    let help = doorstep(&["phone", "loan", "--help"]);
    for verb in ["take", "handover", "return"] {
        assert!(help.out.contains(verb), "{}", help.out);
    }
}
