//! A household at the terminal: who is on the phone, who comes and who goes.

use serde_json::{Value, json};

use super::city::{City, Device, Ended};

const AT: &str = "55.7558123,37.6173";
const CHILDS_NUMBER: &str = "+79123456790";

fn of(phone: &Device<'_>, person: &str, seconds: u32, arguments: &[&str]) -> Ended {
    phone.call(seconds, &[&["--person", person], arguments].concat())
}

fn people(phone: &Device<'_>, seconds: u32) -> Value {
    phone.call(seconds, &["--offline", "people"]).done()
}

/// A second person, a child, who has a number and an order that runs.
fn with_child(city: &City, phone: &Device<'_>) {
    let added = phone.call(1, &["--offline", "people", "add", "--child"]).done();
    assert_eq!(added, json!({ "person": "2" }));
    let sent = of(phone, "2", 1, &["register", CHILDS_NUMBER, "--initials", "Д"]);
    assert_eq!(sent.done()["state"], "code-sent");
    assert_eq!(of(phone, "2", 2, &["confirm", &city.code()]).done()["state"], "registered");
    let to = ["order", "issue", "--phone", CHILDS_NUMBER, "--at", AT, "--child", "--checks", "0"];
    city.admin(&to).done();
    phone.call(3, &["sync"]).done();
    of(phone, "2", 4, &["--offline", "order", "seen"]).done();
    of(phone, "2", 4, &["--offline", "order", "begin"]).done();
}

#[test]
fn people_are_listed_with_their_mark_and_order_and_go_once_that_is_over() {
    let city = City::open();
    let phone = city.registered("phone");
    let alone = json!([{ "person": "1", "sub": "АК4417", "child": false, "order": null }]);
    assert_eq!(people(&phone, 1), alone);
    with_child(&city, &phone);
    let child = |order: &str| json!({ "person": "2", "sub": "Д", "child": true, "order": order });
    assert_eq!(people(&phone, 10), json!([alone[0], child("running")]));
    let remove = ["--offline", "people", "remove", "2", "--yes"];
    phone.call(11, &remove).failed(1, "person-has-order");
    let unasked = phone.call(11, &["--offline", "people", "remove", "2"]);
    unasked.failed(2, "confirmation-needed");
    of(&phone, "2", 12, &["--offline", "order", "refuse"]).done();
    assert_eq!(people(&phone, 13)[1]["order"], "rejected");
    assert_eq!(phone.call(14, &remove).done(), json!({}));
    let erasing = json!({ "person": "2", "sub": null, "child": true, "order": null });
    assert_eq!(people(&phone, 15), json!([alone[0], erasing]), "the authority is yet to be told");
    phone.call(16, &["sync"]).done();
    assert_eq!(people(&phone, 17), alone);
    phone.call(17, &remove).failed(1, "person-unknown");
    phone.call(17, &["--offline", "people", "remove", "1", "--yes"]).failed(1, "person-stays");
}

#[test]
fn a_ninth_person_is_refused() {
    let city = City::open();
    let phone = city.registered("phone");
    for number in 2..=8 {
        let added = phone.call(1, &["--offline", "people", "add"]).done();
        assert_eq!(added, json!({ "person": number.to_string() }));
    }
    phone.call(1, &["--offline", "people", "add"]).failed(1, "too-many-people");
    assert_eq!(people(&phone, 2).as_array().unwrap().len(), 8);
}

/// What is asked for one is done for that one; of whom the phone does not know, nothing is done.
#[test]
fn every_verb_names_its_person() {
    let city = City::open();
    let phone = city.registered("phone");
    with_child(&city, &phone);
    let pass = of(&phone, "2", 10, &["pass", "request", "groceries"]).done();
    let listed = |person| of(&phone, person, 11, &["--offline", "pass", "list"]).done();
    assert_eq!(listed("2")[0]["id"], pass["id"]);
    assert_eq!(listed("1"), json!([]));
    of(&phone, "2", 12, &["--offline", "pass", "show"]).done();
    of(&phone, "1", 12, &["--offline", "pass", "show"]).failed(1, "pass-unknown");
    let mark = of(&phone, "2", 13, &["--offline", "holder", "--initials", "ДД"]).done();
    assert_eq!(mark["sub"], "ДД");
    assert_eq!(people(&phone, 13)[0]["sub"], "АК4417");
    let snapshot = phone.call(14, &["--offline", "snapshot"]).done();
    let named = &snapshot["people"][1];
    assert_eq!((&named["sub"], &named["child"]), (&json!("ДД"), &json!(true)));
    let stranger: [&[&str]; 12] = [
        &["register", "+79123456791"],
        &["confirm", "123456"],
        &["holder", "--initials", "А"],
        &["purposes"],
        &["pass", "list"],
        &["pass", "show"],
        &["order"],
        &["check"],
        &["here"],
        &["hospital"],
        &["journal"],
        &["erase", "--yes"],
    ];
    for words in stranger {
        of(&phone, "5", 15, &[&["--offline"], words].concat()).failed(1, "person-unknown");
    }
    // Nobody is refused an emergency.
    assert_eq!(of(&phone, "5", 15, &["--offline", "emergency"]).status, 0);
}

/// A fix is the phone's, and what a parent answers is said to be a parent's.
#[test]
fn a_parent_answers_for_the_child_and_in_hospital_nothing_is_asked() {
    let city = City::open();
    let phone = city.registered("phone");
    with_child(&city, &phone);
    // Orders are listed in the order in which they were given.
    city.clock(65);
    city.admin(&["order", "issue", "--phone", super::city::NUMBER, "--at", AT]).done();
    phone.call(65, &["sync"]).done();
    phone.call(66, &["--offline", "order", "seen"]).done();
    phone.call(66, &["--offline", "order", "begin"]).done();
    phone.call(70, &["--offline", "fix", "--enu", "10", "10", "--acc", "20"]).done();
    let journal = of(&phone, "2", 71, &["--offline", "journal"]).done();
    let kinds = journal["entries"].as_array().unwrap().iter().map(|entry| &entry["kind"]);
    assert!(kinds.into_iter().any(|kind| kind == "fix"), "the fix is the child's too");
    let orders = city.admin(&["order", "list"]).done();
    city.admin(&["order", "request", orders[0]["order"].as_str().unwrap()]).done();
    city.clock(140);
    phone.call(140, &["sync"]).done();
    let answered = of(&phone, "2", 141, &["--offline", "answer"]).done();
    assert_eq!(
        (&answered["outcome"], &answered["answer"]["how"]),
        (&json!("answered"), &json!("parent"))
    );
    phone.call(150, &["--offline", "hospital"]).done();
    let order = of(&phone, "2", 151, &["--offline", "order"]).done();
    assert_eq!((&order["state"], &order["why"]), (&json!("paused"), &json!("device-with-other")));
    phone.call(160, &["--offline", "back"]).done();
    assert_eq!(of(&phone, "2", 161, &["--offline", "order"]).done()["state"], "running");
}

/// A flatmate who is a stranger: what a PIN hides is refused, and what is asked is answered without it.
#[test]
fn a_part_is_hidden_by_a_pin_that_costs_nobody_an_answer() {
    let city = City::open();
    let phone = city.registered("phone");
    assert_eq!(phone.call(1, &["--offline", "pin"]).done(), Value::Null, "alone");
    with_child(&city, &phone);
    assert_eq!(phone.call(10, &["--offline", "pin"]).done()["state"], "unset");
    of(&phone, "1", 10, &["--offline", "pin", "set", "12"]).failed(1, "pin-malformed");
    assert_eq!(of(&phone, "1", 10, &["--offline", "pin", "set", "1357"]).done()["state"], "open");
    assert_eq!(phone.call(11, &["--offline", "pin"]).done()["state"], "locked");
    phone.call(11, &["--offline", "pass", "list"]).failed(1, "person-locked");
    phone.call(11, &["--offline", "erase", "--yes"]).failed(1, "person-locked");
    assert_eq!(people(&phone, 12)[0]["sub"], Value::Null);
    let wrong = ["--offline", "--pin", "2468", "pass", "list"];
    phone.call(13, &wrong).failed(1, "pin-wrong");
    let right = ["--offline", "--pin", "1357", "pass", "list"];
    assert_eq!(phone.call(14, &right).done(), json!([]));
    assert_eq!(phone.call(15, &["emergency"]).status, 0);
    let going = phone.call(16, &["--offline", "pin", "forget"]).done();
    let goes_at = going["goes_at"].as_str().unwrap();
    assert!(goes_at.starts_with("2026-11-25T12:00:"), "a day later: {goes_at}");
    let kept = ["--offline", "--pin", "1357", "pin"];
    assert_eq!(phone.call(17, &kept).done()["goes_at"], Value::Null);
    let gone = ["--offline", "--pin", "1357", "pin", "remove"];
    assert_eq!(phone.call(18, &gone).done()["state"], "unset");
    assert_eq!(phone.call(19, &["--offline", "pass", "list"]).done(), json!([]));
}
