//! What a phone has sent, at the terminal.

use serde_json::Value;

use super::city::City;

fn numbers(entries: &Value) -> Vec<u64> {
    entries.as_array().unwrap().iter().map(|entry| entry["n"].as_u64().unwrap()).collect()
}

#[test]
fn every_request_is_listed_and_its_bytes_can_be_read() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(2, &["pass", "request", "groceries"]).done();
    let sent = phone.call(3, &["--offline", "sent"]).done();
    let all = numbers(&sent);
    assert_eq!(all, (1..=all.len() as u64).collect::<Vec<_>>());
    let pass = sent.as_array().unwrap().last().unwrap();
    assert_eq!(pass["route"], "/v1/passes");
    let address = city.authority.text("url").strip_prefix("https://").unwrap();
    assert_eq!(pass["to"], address);
    assert!(pass["at"].as_str().unwrap().ends_with('Z'));
    assert_eq!(pass["sha256"].as_str().unwrap().len(), 43);
    assert_eq!(pass["words"][0], "Asks for a pass.");
    let last = *all.last().unwrap();
    let raw = phone.call(4, &["--offline", "sent", "--raw", &last.to_string()]).done();
    assert_eq!(raw["n"], last);
    let head = raw["head"].as_str().unwrap();
    assert!(head.starts_with("POST /v1/passes HTTP/1.1\r\n"), "{head}");
    assert!(head.ends_with(&format!("content-length: {}\r\n\r\n", pass["bytes"])), "{head}");
    let from = phone.call(5, &["--offline", "sent", "--from", "2", "--most", "2"]).done();
    assert_eq!(numbers(&from), [2, 3]);
    let newest = phone.call(5, &["--offline", "sent", "--most", "1"]).done();
    assert_eq!(numbers(&newest), [last]);
    let none = (last + 1).to_string();
    phone.call(6, &["--offline", "sent", "--raw", &none]).failed(1, "unknown-reference");
    phone.call(6, &["sent", "--raw", "1", "--most", "2"]).failed(2, "usage");
}
