//! A queue before an inspector, receipts, and number checks that are scanned.

use std::fs;

use super::city::City;

#[test]
fn a_queue_is_inspected_line_by_line_and_counted_by_person() {
    let city = City::open();
    let phone = city.registered("phone");
    let ids: Vec<String> = ["groceries", "pharmacy", "pet"]
        .map(|purpose| phone.call(0, &["pass", "request", purpose]).done())
        .iter()
        .map(|pass| pass["id"].as_str().unwrap().to_owned())
        .collect();
    let inspector = city.inspector();
    let code = |id: &str| phone.code_text(5, &[id]);
    let picture = city.path("code.png");
    phone.call(5, &["pass", "show", &ids[1], "--png", picture.to_str().unwrap()]).done();
    let stale = phone.code_text(0, &[&ids[2]]);
    let lines = [
        code(&ids[0]),
        // Another frame of the same pass, and a blank line: the same person.
        phone.code_text(5, &[&ids[0]]),
        String::new(),
        picture.to_str().unwrap().to_owned(),
        "https://example.org/".to_owned(),
        stale,
    ];
    let group = inspector.call_with(30, &["group"], lines.join("\n").as_bytes()).done();
    let answers = group["answers"].as_array().unwrap();
    let results: Vec<&str> = answers.iter().map(|one| one["result"].as_str().unwrap()).collect();
    assert_eq!(results, ["stale-frame", "stale-frame", "unreadable", "stale-frame"]);
    let group = inspector.call_with(7, &["group"], lines.join("\n").as_bytes()).done();
    let answers = group["answers"].as_array().unwrap();
    let results: Vec<&str> = answers.iter().map(|one| one["result"].as_str().unwrap()).collect();
    assert_eq!(results, ["valid", "valid", "unreadable", "valid"]);
    assert_eq!(group["counts"]["valid"], 3);
    assert_eq!(group["counts"]["unreadable"], 1);
    let nobody = inspector.call_with(8, &["group"], b"").done();
    assert_eq!(nobody["counts"], serde_json::json!({}));
}

#[test]
fn a_receipt_is_shown_back_and_read_on_the_phone() {
    let city = City::open();
    let phone = city.registered("phone");
    let pass = phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    let file = city.path("receipt.svg");
    let name = file.to_str().unwrap();
    let answer = inspector.answer(10, &[&phone.code_text(10, &[]), "--receipt", name]);
    assert!(fs::read_to_string(&file).unwrap().starts_with("<svg"));
    let receipt = answer["receipt"].as_str().unwrap();
    let read = phone.call(20, &["receipt", receipt]).done();
    assert_eq!((&read["result"], &read["reason"]), (&"valid".into(), &"ok".into()));
    assert_eq!((&read["pass"], read["at"].as_str()), (&pass["id"], Some("2026-11-24T12:00:10Z")));
    phone.call(20, &["receipt", "DS1R:AAAA"]).failed(1, "receipt-malformed");
    // A receipt is no pass.
    assert_eq!(inspector.answer(20, &[receipt])["reason"], "prefix");
}

#[test]
fn a_number_check_may_be_scanned() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    let open = inspector.call(10, &["challenge"]).done();
    let text = open["text"].as_str().unwrap();
    assert!(text.starts_with("DS1C:"));
    let shown = phone.call(20, &["pass", "show", "--challenge", text]).done();
    assert_eq!(inspector.answer(30, &[shown["text"].as_str().unwrap()])["result"], "valid");
}
