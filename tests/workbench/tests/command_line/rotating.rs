//! Changing keys at the operator's desk.

use serde_json::json;

use super::city::City;

#[test]
fn a_leaked_key_is_withdrawn_and_its_passes_are_made_good() {
    let city = City::open();
    let phone = city.registered("phone");
    let pass = phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    city.clock(60);
    let rotated = city.admin(&["rotate-key", "--leaked"]).done();
    assert_eq!(rotated, json!({ "rotated": "pass", "withdrawn": true }));
    inspector.call(61, &["refresh"]).done();
    let answer = inspector.answer(62, &[&phone.code_text(62, &[])]);
    assert_eq!(
        (&answer["result"], &answer["reason"], &answer["next"]),
        (&json!("cannot-tell"), &json!("key-revoked"), &json!("new-pass"))
    );
    assert!(answer["caution"].is_string());
    assert_eq!(phone.call(63, &["sync"]).done()["settled"], 1);
    let passes = phone.call(64, &["pass", "list"]).done();
    assert_eq!(passes.as_array().unwrap().len(), 1);
    assert_ne!(passes[0]["id"], pass["id"]);
    assert_eq!(passes[0]["valid_until"], pass["valid_until"]);
    assert_eq!(inspector.answer(65, &[&phone.code_text(65, &[])])["result"], "valid");
}

#[test]
fn root_and_keys_are_changed_and_a_sleeper_follows() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    city.clock(60);
    for key_use in ["pass", "rules", "stamp", "status", "time", "order", "receipt", "photo"] {
        assert_eq!(city.admin(&["rotate-root"]).done(), json!({ "rotated": "root" }));
        let rotated = city.admin(&["rotate-key", "--use", key_use]).done();
        assert_eq!(rotated["rotated"], key_use);
    }
    inspector.call(61, &["refresh"]).done();
    assert_eq!(inspector.answer(62, &[&phone.code_text(62, &[])])["result"], "valid");
    assert_eq!(phone.call(63, &["sync"]).done()["lists_changed"], true);
    phone.call(64, &["pass", "request", "pharmacy"]).done();
    let text = phone.code_text(65, &[]);
    assert_eq!(inspector.answer(65, &[&text])["result"], "valid");
    assert_eq!(city.admin(&["rotate-key", "--use", "root"]).status, 2, "that is another verb");
}
