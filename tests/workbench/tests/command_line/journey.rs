//! The whole way of a resident and an inspector, by JSON.

use serde_json::json;

use super::city::{City, NUMBER, at};

#[test]
fn a_resident_registers_leaves_and_is_inspected() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    let sent = phone.call(0, &["register", NUMBER, "--initials", "АК", "--document", "4417"]);
    assert_eq!(sent.done(), json!({ "state": "code-sent", "resend_after": 60 }));
    let messages = city.admin(&["sms", "--to", "+7 912 345 67 89"]).done();
    assert_eq!(messages[0]["to"], "+79123456789");
    assert_eq!(messages[0]["at"], at(0));
    assert_eq!(city.admin(&["sms", "--to", "89120000000"]).done(), json!([]));
    assert_eq!(phone.call(1, &["confirm", &city.code()]).done(), json!({ "state": "registered" }));

    let purposes = phone.call(2, &["purposes"]).done();
    let groceries = &purposes[0];
    assert_eq!(groceries["id"], "1");
    assert_eq!(groceries["key"], "groceries");
    assert_eq!(groceries["minutes"], 180);
    assert_eq!(groceries["quota"]["used"], 0);
    assert_eq!(groceries["quota"]["of"], 2);
    assert_eq!(groceries["pass_needed"], true);
    assert_eq!(groceries["emergency"], false);
    let by_key = |key: &str| {
        purposes.as_array().unwrap().iter().find(|purpose| purpose["key"] == key).unwrap()
    };
    assert_eq!(by_key("nearby")["pass_needed"], false);
    assert_eq!(by_key("medical")["emergency"], true);
    assert!(by_key("pharmacy")["quota"].is_null());

    let pass = phone.call(3, &["pass", "request", "groceries"]).done();
    assert_eq!(pass["purpose"], "groceries");
    assert_eq!(pass["state"], "valid");
    assert_eq!(pass["valid_from"], at(0));
    assert_eq!(pass["valid_until"], at(3 * 3600));
    let id = pass["id"].as_str().unwrap();
    assert_eq!(phone.call(3, &["--offline", "pass", "list"]).done(), json!([pass]));

    let shown = phone.call(4, &["--offline", "pass", "show", id]).done();
    let text = shown["text"].as_str().unwrap();
    assert!(text.starts_with("DS1:"));
    assert_eq!(shown["size"], 61);
    assert_eq!(shown["valid_until"], at(3 * 3600));
    assert_eq!(shown["next_frame_in"], 5);

    let inspector = city.inspector();
    let answer = inspector.answer(5, &[text]);
    assert_eq!(answer["result"], "valid");
    assert_eq!(answer["reason"], "ok");
    assert_eq!(answer["next"], "compare-document");
    assert_eq!(answer["sub"], "АК4417");
    assert_eq!(answer["purpose"], "groceries");
    assert_eq!(answer["valid_until"], at(3 * 3600));
    assert_eq!(answer["lists"]["state"], "current");
    assert_eq!(answer["clock"]["anchored"], true);

    let screenshot = inspector.answer(50, &[text]);
    assert_eq!(screenshot["result"], "stale-frame");
    assert_eq!(screenshot["reason"], "old");
    assert!(screenshot.get("sub").is_none());
    assert!(screenshot["caution"].is_string());
}

#[test]
fn the_snapshot_and_the_plan_say_all_there_is() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "pharmacy"]).done();
    let snapshot = phone.call(1, &["--offline", "snapshot"]).done();
    assert_eq!(snapshot["in_force"], true);
    assert_eq!(snapshot["time_anchored"], true);
    assert_eq!(snapshot["language"], "en");
    assert_eq!(snapshot["lists"]["state"], "current");
    let person = &snapshot["people"][0];
    assert_eq!(person["person"], "1");
    assert_eq!(person["registration"]["state"], "registered");
    assert_eq!(person["passes"][0]["purpose"], "pharmacy");
    assert_eq!(person["waiting"], json!([]));
    assert_eq!(person["refused"], json!([]));
    phone.call(2, &["sync"]).done();
    let plan = phone.call(3, &["--offline", "plan"]).done();
    assert_eq!(plan["sync_now"], false);
    assert_eq!(plan["notices"][0]["until"], at(3 * 3600));
    assert!(plan["wake_at"].is_string());
}

#[test]
fn the_core_speaks_the_language_that_is_asked_for() {
    let city = City::open();
    let phone = city.registered("phone");
    let english = phone.call(0, &["purposes"]).done()[0]["label"].clone();
    let russian = phone.call(0, &["purposes", "--lang", "ru"]).done()[0]["label"].clone();
    assert_eq!((english, russian), (json!("Groceries"), json!("За продуктами")));
    let refused = phone.call(0, &["--lang", "ru", "pass", "show"]);
    refused.failed(1, "pass-unknown");
    assert!(refused.out.contains("на этом телефоне нет"), "{refused:?}");
}

#[test]
fn refusals_say_why() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "nearby"]).failed(1, "no-pass-needed");
    phone.call(0, &["pass", "request", "opera"]).failed(1, "purpose-unknown");
    phone.call(0, &["pass", "request", "groceries"]).done();
    phone.call(0, &["pass", "request", "groceries"]).done();
    phone.call(0, &["pass", "request", "groceries"]).failed(1, "quota-used");
    let quota = &phone.call(0, &["purposes"]).done()[0]["quota"];
    assert_eq!((&quota["used"], &quota["of"]), (&json!(2), &json!(2)));
    phone.call(0, &["pass", "show", "AAAAAAAAAAA"]).failed(1, "pass-unknown");
    phone.call(0, &["pass", "show", "-AAAAAAAAAA"]).failed(1, "pass-unknown");
}

#[test]
fn a_pass_that_waits_for_a_network_goes_by_itself() {
    let city = City::open();
    let phone = city.registered("phone");
    let waiting = phone.call(0, &["--offline", "pass", "request", "pet"]).done();
    assert_eq!(waiting["state"], "waiting-to-send");
    assert_eq!(waiting["purpose"], "pet");
    assert_eq!(waiting["reason"], "offline");
    assert_eq!(waiting["give_up_at"], at(15 * 60));
    phone.call(1, &["--offline", "sync"]).failed(3, "offline");
    let report = phone.call(2, &["sync"]).done();
    assert_eq!((&report["settled"], &report["waiting"]), (&json!(1), &json!(0)));
    assert!(report["problem"].is_null());
    assert_eq!(phone.call(2, &["pass", "list"]).done()[0]["purpose"], "pet");
}

#[test]
fn a_revoked_pass_leads_home() {
    let city = City::open();
    let phone = city.registered("phone");
    let pass = phone.call(0, &["pass", "request", "groceries"]).done();
    city.clock(600);
    city.admin(&["revoke", pass["id"].as_str().unwrap()]).done();
    city.admin(&["revoke", "AAAAAAAAAAA"]).failed(1, "pass-unknown");
    phone.call(601, &["sync"]).done();
    let inspector = city.device("inspect", "inspector");
    inspector.call(601, &["refresh"]).done();
    let text = phone.code_text(602, &["--offline"]);
    let answer = inspector.answer(603, &[&text]);
    assert_eq!(answer["result"], "return-home-only");
    assert_eq!(answer["reason"], "return-home");
    assert_eq!(phone.call(604, &["pass", "list"]).done()[0]["state"], "return-home-only");
}

#[test]
fn when_the_act_ends_no_pass_is_issued_and_none_is_needed() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    assert_eq!(city.admin(&["act", "ended"]).done()["act"], "ended");
    phone.call(10, &["sync"]).done();
    phone.call(10, &["pass", "request", "pharmacy"]).failed(1, "not-in-force");
    assert_eq!(phone.call(10, &["pass", "list"]).done()[0]["state"], "not-in-force");
    let inspector = city.device("inspect", "inspector");
    inspector.call(10, &["refresh"]).done();
    let answer = inspector.answer(10, &[&phone.code_text(10, &[])]);
    assert_eq!(answer["result"], "not-in-force");
    let emergency = phone.call(10, &["emergency"]).done();
    let answer = inspector.answer(11, &[emergency["text"].as_str().unwrap()]);
    assert_eq!(answer["result"], "self-declared-emergency");
    city.admin(&["act", "in-force"]).done();
    phone.call(20, &["sync"]).done();
    phone.call(20, &["pass", "request", "pharmacy"]).done();
}

#[test]
fn a_refusal_that_came_while_nobody_looked_is_shown() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["--offline", "pass", "request", "pet"]).done();
    city.admin(&["act", "ended"]).done();
    let synced = phone.call(10, &["sync"]);
    assert_eq!(synced.status, 1, "{synced:?}");
    let report = synced.value();
    assert_eq!(report["problem"]["code"], "not-in-force");
    assert_eq!((&report["lists_changed"], &report["waiting"]), (&json!(true), &json!(0)));
    let person = &phone.call(11, &["--offline", "snapshot"]).done()["people"][0];
    assert_eq!(person["refused"][0]["purpose"], "pet");
    assert_eq!(person["refused"][0]["code"], "not-in-force");
    assert_eq!(person["waiting"], json!([]));
}

#[test]
fn a_pass_may_begin_later() {
    let city = City::open();
    let phone = city.registered("phone");
    let pass = phone.call(0, &["pass", "request", "pharmacy", "--from", &at(3600)]).done();
    assert_eq!(pass["state"], "not-yet-valid");
    assert_eq!(pass["valid_from"], at(3600));
    let inspector = city.inspector();
    let answer = inspector.answer(1, &[&phone.code_text(1, &[])]);
    assert_eq!(
        (&answer["result"], &answer["next"]),
        (&json!("not-yet-valid"), &json!("wait-for-start"))
    );
}
