//! Wrong clocks and new boots.

use super::city::City;

const A_DAY: &str = "86400";

#[test]
fn a_clock_that_is_a_day_off_changes_nothing() {
    let city = City::open();
    let phone = city.registered("phone");
    let inspector = city.inspector();
    phone.call(0, &["--clock-error", A_DAY, "pass", "request", "groceries"]).done();
    for (seconds, error) in [(10, A_DAY), (20, "-86400")] {
        let text = phone.code_text(seconds, &["--offline", "--clock-error", error]);
        assert_eq!(inspector.answer(seconds, &[&text])["result"], "valid", "{error}");
        let list = phone.call(seconds, &["--clock-error", error, "pass", "list"]).done();
        assert_eq!(list[0]["state"], "valid", "{error}");
    }
    // The error was of those calls alone.
    let view = phone.call(30, &["--offline", "snapshot"]).done();
    assert_eq!(view["warnings"], serde_json::json!([]));
}

#[test]
fn registering_works_with_a_clock_that_is_a_day_off() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    phone.call(0, &["--clock-error", "-86400", "register", super::city::NUMBER]).done();
    phone.call(1, &["--clock-error", "-86400", "confirm", &city.code()]).done();
}

#[test]
fn a_new_boot_forgets_the_time_until_there_is_a_network() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let anchored = |seconds: u32, more: &[&str]| {
        phone.call(seconds, &[more, &["snapshot"]].concat()).done()["time_anchored"].clone()
    };
    assert_eq!(anchored(10, &["--offline"]), true);
    assert_eq!(anchored(11, &["--offline", "--reboot"]), false);
    assert_eq!(anchored(12, &["--offline"]), false);
    let shown = phone.call(13, &["--offline", "pass", "show"]).done();
    assert!(shown["hint"].is_string());
    phone.call(14, &["sync"]).done();
    assert_eq!(anchored(15, &["--offline"]), true);
    // Time that went back is a new boot too.
    assert_eq!(anchored(14, &["--offline"]), false);
}

#[test]
fn an_inspectors_wrong_clock_is_tried_at_a_time_that_is_given() {
    let city = City::open();
    let phone = city.registered("phone");
    let inspector = city.inspector();
    phone.call(0, &["pass", "request", "groceries"]).done();
    let text = phone.code_text(10, &["--offline"]);
    for error in ["14400", "-14400", "518400"] {
        let answer = inspector.answer(12, &["--reboot", "--clock-error", error, &text]);
        assert_eq!(answer["result"], "cannot-tell", "{error}: {answer}");
        assert_eq!(answer["reason"], "clock", "{error}");
        assert_eq!(answer["clock"]["anchored"], false, "{error}");
    }
    // Without them the time that is given is known.
    assert_eq!(inspector.answer(12, &[&text])["result"], "valid");
}

#[test]
fn after_a_reboot_with_a_wrong_clock_the_number_check_is_left() {
    let city = City::open();
    let phone = city.registered("phone");
    let inspector = city.inspector();
    phone.call(0, &["pass", "request", "groceries"]).done();
    let offline = ["--offline", "--reboot", "--clock-error", A_DAY];
    let hex = "3132333435363738";
    let text = phone.code_text(10, &[&offline[..], &["--challenge", hex]].concat());
    assert_eq!(inspector.answer(11, &["--challenge", hex, &text])["result"], "valid");
    let text = phone.code_text(12, &offline);
    assert_eq!(inspector.answer(12, &[&text])["result"], "stale-frame");
}
