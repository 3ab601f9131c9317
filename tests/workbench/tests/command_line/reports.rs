//! Reports, receipts, notices and disputes at the officer's desk, before anybody has reported.

use serde_json::json;

use super::city::City;

/// An order on paper: its id.
fn issued(city: &City) -> String {
    let made = city.admin(&["order", "issue", "--paper", "--at", "55.7558,37.6173"]).done();
    made["order"].as_str().unwrap().to_owned()
}

#[test]
fn nothing_is_reported_of_a_new_order() {
    let city = City::open();
    let id = issued(&city);
    let listed = city.admin(&["report", "list", &id]).done();
    let nothing = json!({
        "key": null, "highest": null, "gaps": [], "conflicts": [], "aside": [], "items": [], "seen": [],
    });
    assert_eq!(listed, nothing);
    assert_eq!(city.admin(&["report", "list", &id, "--from", "7"]).done(), nothing);
    assert_eq!(city.admin(&["receipt", "last", &id]).done(), json!(null));
    assert_eq!(city.admin(&["dispute", "list", &id]).done(), json!([]));
    let unknown = "AAAAAAAAAAAAAAAAAAAAAA";
    for verb in [["report", "list", unknown], ["receipt", "last", unknown]] {
        city.admin(&verb).failed(1, "order-unknown");
    }
    city.admin(&["dispute", "list", unknown]).failed(1, "order-unknown");
    city.admin(&["dispute", "answer", "AAAAAAAAAAA", "No."]).failed(1, "unknown-reference");
}

#[test]
fn a_notice_is_sent_in_languages_and_named() {
    let city = City::open();
    let id = issued(&city);
    let sent = city
        .admin(&[
            "notice",
            "send",
            &id,
            "--kind",
            "warning",
            "--text",
            "en=Please call.",
            "--text",
            "ru=Позвоните.",
            "--about",
            "3",
            "--appeal-until",
            "2026-12-31T00:00:00Z",
        ])
        .done();
    assert_eq!(sent["notice"].as_str().unwrap().len(), 11);
    let long = format!("en={}", "x".repeat(9_000));
    let notice = ["notice", "send", &id, "--kind", "information", "--text"];
    city.admin(&[&notice[..], &[&long]].concat()).failed(1, "order-unfit");
    city.admin(&[&notice[..], &["no language"]].concat()).failed(2, "usage");
    city.admin(&["notice", "send", &id, "--kind", "fine", "--text", "en=x"]).failed(2, "usage");
    let unknown = "AAAAAAAAAAAAAAAAAAAAAA";
    let other = ["notice", "send", unknown, "--kind", "warning", "--text", "en=x"];
    city.admin(&other).failed(1, "order-unknown");
}

#[test]
fn answers_fail_and_acts_end_in_part_as_an_operator_says() {
    let city = City::open();
    let failing = ["fail", "/v1/sync", "503", "--times", "2", "--retry-after", "60"];
    assert_eq!(city.admin(&failing).done(), json!({}));
    city.admin(&["fail", "/v1/nothing", "503"]).failed(1, "route-unknown");
    city.admin(&["fail", "/v1/sync", "200"]).failed(2, "usage");
    let ended = city.admin(&["act", "ended", "--covers", "quarantine"]).done();
    assert_eq!(ended, json!({ "act": "ended" }));
    // No act covers a new order any more.
    let refused = city.admin(&["order", "issue", "--paper", "--at", "55.7558,37.6173"]);
    refused.failed(1, "order-rejected");
    assert_eq!(refused.value()["error"]["rule"], "not-in-force");
    city.admin(&["act", "in-force", "--covers", "quarantine"]).done();
    let id = issued(&city);
    assert_eq!(city.admin(&["order", "show", &id]).done()["act"], 2);
    city.admin(&["act", "ended", "--covers", "curfews"]).failed(2, "usage");
}
