//! A pass that is printed, and one that is sent as a text message.

use std::fs;

use super::city::{City, NUMBER};

#[test]
fn a_printed_pass_and_a_text_message_are_checked_with_no_network() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let page = city.path("pass.svg");
    let name = page.to_str().unwrap();
    let printed = phone.call(1, &["pass", "paper", name]).done();
    assert_eq!(printed["svg"], name);
    let svg = fs::read_to_string(&page).unwrap();
    let typed = printed["typed_code"].as_str().unwrap();
    assert!(svg.starts_with("<svg") && svg.contains(typed) && !svg.contains("<script"));

    let message = phone.call(2, &["pass", "text"]).done();
    assert_eq!((&message["text"], &message["segments"]), (&printed["text"], &2.into()));
    let text = message["text"].as_str().unwrap();
    let inspector = city.inspector();
    let looked = inspector.call(3, &[text]).done();
    assert_eq!((&looked["result"], &looked["next"]), (&"valid".into(), &"compare-document".into()));
    let (head, tail) = text.split_at(153);
    let wrapped = inspector.call(4, &[&format!("{head}\n{tail}")]).done();
    assert_eq!(wrapped["result"], "valid");
}

#[test]
fn without_a_mark_nothing_is_printed() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    phone.call(0, &["register", NUMBER]).done();
    phone.call(0, &["confirm", &city.code()]).done();
    phone.call(0, &["pass", "request", "groceries"]).done();
    let page = city.path("pass.svg");
    let name = page.to_str().unwrap();
    phone.call(1, &["pass", "paper", name]).failed(1, "holder-mark-missing");
    phone.call(1, &["pass", "text"]).failed(1, "holder-mark-missing");
    assert!(!page.exists());
    phone.call(1, &["pass", "text", "AAAAAAAAAAA"]).failed(1, "pass-unknown");
}

#[test]
fn a_page_that_cannot_be_written_says_so() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let nowhere = city.path("nowhere/pass.svg");
    phone.call(1, &["pass", "paper", nowhere.to_str().unwrap()]).failed(3, "file-not-written");
}
