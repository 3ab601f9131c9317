//! An account moves from one phone to another at the terminal.

use serde_json::{Value, json};

use super::city::City;

fn code(said: &Value) -> &str {
    said["texts"][0].as_str().unwrap()
}

#[test]
fn an_account_moves_by_the_codes_of_two_phones() {
    let city = City::open();
    let old = city.registered("old");
    let new = city.device("phone", "new");
    assert_eq!(new.call(0, &["move"]).done(), Value::Null);
    let offer = old.call(10, &["move", "give"]).done();
    let names: Vec<&String> = offer.as_object().unwrap().keys().collect();
    assert_eq!(names, ["chain", "digits", "state", "texts"]);
    assert_eq!((&offer["state"], &offer["digits"]), (&json!("offered"), &Value::Null));
    assert!(code(&offer).starts_with("DSM1:"));
    let answer = new.call(10, &["move", "take", code(&offer)]).done();
    let reveal = old.call(11, &["move", "give", code(&answer)]).done();
    let seen = new.call(11, &["move", "take", code(&reveal)]).done();
    assert_eq!((&seen["state"], &seen["digits"]), (&json!("comparing"), &reveal["digits"]));
    let digits = seen["digits"].as_str().unwrap();
    let line = ["move", "give", "--equal", digits, "--unconfirmed"];
    old.call(12, &line).failed(1, "owner-not-confirmed");
    let given = old.call(12, &["move", "give", "--equal", digits]).done();
    assert_eq!(given["state"], "given");
    assert_eq!(new.call(13, &["move", "take", code(&given)]).done()["state"], "moved");
    old.call(14, &["sync"]);
    assert_eq!(old.call(14, &["move"]).done()["state"], "moved");
    for text in ["hello", "DSL1:GGW"] {
        new.call(15, &["move", "take", text]).failed(1, "move-malformed");
    }
}
