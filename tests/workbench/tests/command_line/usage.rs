//! Wrong use, help, and what is said without `--json`.

use super::city::{City, doorstep};

#[test]
fn wrong_use_is_2_and_a_value_for_scripts() {
    let lines: [&[&str]; 15] = [
        &["phoen"],
        &["phone"],
        &["phone", "pass"],
        &["phone", "pass", "request"],
        &["phone", "register"],
        &["phone", "pass", "show", "--sgv", "f"],
        &["phone", "--at", "yesterday", "snapshot"],
        &["phone", "--lang", "tlh", "snapshot"],
        &["phone", "--clock-error", "much", "snapshot"],
        &["phone", "pass", "show", "--challenge", "12345678"],
        &["inspect"],
        &["inspect", "--challenge", "313233343536373g", "x"],
        &["authority", "--listen", "here"],
        &["admin", "act", "maybe"],
        &["admin", "clock", "2026-13-01T00:00:00Z"],
    ];
    for line in lines {
        let ended = doorstep(&[line, &["--json"]].concat());
        ended.failed(2, "usage");
        let ended = doorstep(line);
        assert_eq!((ended.status, ended.out.as_str()), (2, ""), "{ended:?}");
        assert!(!ended.err.is_empty(), "{ended:?}");
    }
}

#[test]
fn help_is_help_and_no_error() {
    let help = doorstep(&["--help"]);
    assert_eq!(help.status, 0);
    for word in ["authority", "admin", "phone", "inspect", "tour", "Examples:", "Exit status:"] {
        assert!(help.out.contains(word), "{word}");
    }
    for line in [&["phone", "--help"][..], &["inspect", "--help"], &["phone", "pass", "--help"]] {
        assert_eq!(doorstep(line).status, 0);
    }
    assert!(doorstep(&["--version"]).out.starts_with("doorstep "));
    assert!(doorstep(&["--version", "--json"]).done()["text"].is_string());
}

#[test]
fn an_error_in_words_has_its_code_and_what_to_do_next() {
    let city = City::open();
    let phone = city.registered("phone");
    let home = phone.home.to_str().unwrap();
    let at = super::city::at(1);
    let line = ["phone", "--home", home, "--at", &at];
    let refused = doorstep(&[&line[..], &["pass", "request", "nearby"]].concat());
    assert_eq!((refused.status, refused.out.as_str()), (1, ""));
    assert!(refused.err.contains("You need no pass for this"), "{refused:?}");
    assert!(refused.err.contains("[no-pass-needed]"), "{refused:?}");
    assert_eq!(refused.err.lines().count(), 2, "{refused:?}");
    let offline = doorstep(&[&line[..], &["--offline", "sync"]].concat());
    assert_eq!(offline.status, 3, "{offline:?}");
    assert!(offline.err.contains("[offline]"), "{offline:?}");
}

#[test]
fn every_command_says_something_in_words() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    let at = super::city::at(1);
    let phone = ["phone", "--home", phone.home.to_str().unwrap(), "--at", &at];
    let actions: [&[&str]; 7] = [
        &["purposes"],
        &["pass", "list"],
        &["emergency"],
        &["snapshot"],
        &["plan"],
        &["sync"],
        &["erase", "--yes"],
    ];
    for action in actions {
        let said = doorstep(&[&phone[..], action].concat());
        assert_eq!(said.status, 0, "{said:?}");
        assert!(!said.out.trim().is_empty() && said.err.is_empty(), "{said:?}");
    }
    let inspect = ["inspect", "--home", inspector.home.to_str().unwrap(), "--at", &at];
    for (item, status) in [("refresh", 0), ("challenge", 0), ("hello", 1)] {
        let said = doorstep(&[&inspect[..], &[item]].concat());
        assert_eq!(said.status, status, "{said:?}");
        assert!(!said.out.trim().is_empty() && said.err.is_empty(), "{said:?}");
    }
}
