//! Registering in every order in which people do it.

use serde_json::json;

use super::city::{City, NUMBER};

#[test]
fn the_same_number_again_is_another_code() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    phone.call(0, &["register", NUMBER]).done();
    let first = city.code();
    phone.call(1, &["register", "+7 912 345 67 89"]).failed(1, "wait");
    city.clock(61);
    let again = phone.call(61, &["register", NUMBER]).done();
    assert_eq!(again, json!({ "state": "code-sent", "resend_after": 60 }));
    let second = city.code();
    if first != second {
        phone.call(62, &["confirm", &first]).failed(1, "code-wrong");
    }
    phone.call(63, &["confirm", &second]).done();
}

#[test]
fn another_number_starts_anew_before_the_code_and_changes_nothing_after_it() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    phone.call(0, &["register", NUMBER]).done();
    phone.call(0, &["register", "8 912 000-00-01"]).done();
    let messages = city.admin(&["sms"]).done();
    assert_eq!(messages[1]["to"], "+79120000001");
    phone.call(0, &["confirm", &city.code()]).done();
    phone.call(0, &["register", NUMBER]).failed(1, "already-registered");
    phone.call(0, &["register", "8 912 000-00-01"]).failed(1, "already-registered");
    let view = phone.call(0, &["snapshot"]).done();
    assert_eq!(view["people"][0]["registration"]["state"], "registered");
    assert_eq!(city.admin(&["accounts"]).done().as_array().unwrap().len(), 1);
}

#[test]
fn what_is_typed_wrong_is_said_so() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    phone.call(0, &["confirm", "123456"]).failed(1, "no-registration");
    phone.call(0, &["register", "8 912 345-67-8x"]).failed(1, "phone-invalid");
    phone.call(0, &["register", ""]).failed(1, "phone-invalid");
    phone.call(0, &["register", "8 800 555-35-35"]).failed(1, "phone-unreachable");
    phone.call(0, &["register", NUMBER, "--initials", "A1"]).failed(1, "mark-invalid");
    phone.call(0, &["register", NUMBER, "--document", "12345"]).failed(1, "mark-invalid");
    phone.call(0, &["pass", "request", "groceries"]).failed(1, "not-registered");
    // No code can be made, and none is needed: an emergency is an answer.
    let care = phone.call(0, &["emergency"]).done();
    assert_eq!(care["emergency"], "Emergency care needs no pass. Just go.");
    assert_eq!((&care["text"], &care["trouble"]["code"]), (&json!(null), &json!("not-registered")));
    phone.call(0, &["purposes"]).failed(3, "no-rules");
    assert_eq!(phone.call(0, &["pass", "list"]).done(), json!([]));
    phone.call(0, &["register", NUMBER]).done();
    phone.call(0, &["confirm", "12345"]).failed(1, "code-malformed");
    let right = city.code();
    let wrong = if right == "000000" { "000001" } else { "000000" };
    phone.call(0, &["confirm", wrong]).failed(1, "code-wrong");
    city.clock(901);
    phone.call(901, &["confirm", &right]).failed(1, "code-expired");
}

#[test]
fn a_wrong_mark_is_mended_without_erasing() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let changed = phone.call(1, &["holder", "--initials", "и. п.", "--document", "٤٣٢١"]).done();
    assert_eq!(changed, json!({ "sub": "ИП4321" }));
    phone.call(1, &["holder", "--initials", "И2"]).failed(1, "mark-invalid");
    assert_eq!(phone.call(1, &["holder"]).status, 2, "nothing is taken away by mistake");
    phone.call(1, &["pass", "request", "pharmacy"]).done();
    let passes = phone.call(1, &["pass", "list"]).done();
    let inspector = city.inspector();
    let mark_of = |purpose: &str| {
        let pass = passes.as_array().unwrap().iter().find(|pass| pass["purpose"] == purpose);
        let shown = phone.call(1, &["pass", "show", pass.unwrap()["id"].as_str().unwrap()]).done();
        inspector.answer(1, &[shown["text"].as_str().unwrap()])["sub"].clone()
    };
    assert_eq!((mark_of("groceries"), mark_of("pharmacy")), ("АК4417".into(), "ИП4321".into()));
    phone.call(2, &["sync"]).done();
    let emergency = phone.call(2, &["emergency"]).done();
    let answer = inspector.answer(2, &[emergency["text"].as_str().unwrap()]);
    assert_eq!(answer["sub"], "ИП4321");
}

#[test]
fn without_a_network_it_waits_and_says_so() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    let waiting = phone.call(0, &["--offline", "register", NUMBER]).done();
    assert_eq!(
        waiting,
        json!({ "state": "waiting-to-send", "resend_after": null, "reason": "offline" })
    );
    let view = phone.call(1, &["--offline", "snapshot"]).done();
    assert_eq!(view["people"][0]["registration"]["state"], "waiting-to-send");
    assert_eq!(phone.call(1, &["--offline", "plan"]).done()["sync_now"], true);
    phone.call(2, &["sync"]).done();
    let view = phone.call(2, &["--offline", "snapshot"]).done();
    assert_eq!(view["people"][0]["registration"]["state"], "code-sent");
    phone.call(3, &["confirm", &city.code()]).done();
}

#[test]
fn the_fifth_wrong_code_is_the_last_for_a_while() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    phone.call(0, &["register", NUMBER]).done();
    let right = city.code();
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for _ in 0..4 {
        phone.call(1, &["confirm", wrong]).failed(1, "code-wrong");
    }
    let fifth = phone.call(1, &["confirm", wrong]);
    fifth.failed(1, "wait");
    assert!(fifth.value()["error"]["retry_at"].is_string(), "{fifth:?}");
    city.clock(700);
    phone.call(700, &["confirm", &right]).failed(1, "code-expired");
    phone.call(700, &["register", NUMBER]).done();
    phone.call(701, &["confirm", &city.code()]).done();
}
