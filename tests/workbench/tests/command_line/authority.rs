//! The authority as a process.

use std::net::TcpListener;

use serde_json::json;

use super::city::{Authority, City, NOON, at, doorstep};

#[test]
fn it_says_where_it_is_and_ends_when_told() {
    for signal in ["-TERM", "-INT"] {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("city");
        let authority = Authority::start(&home, &["--json"]);
        let names = ["url", "portal_url", "admin_url", "admin_token_file", "ca_file", "trust_file"];
        for name in names {
            assert!(!authority.text(name).is_empty(), "{name}");
        }
        assert_eq!(authority.ready.as_object().unwrap().len(), names.len());
        assert!(authority.text("url").starts_with("https://127.0.0.1:"));
        assert_eq!(authority.text("portal_url"), format!("{}/portal", authority.text("url")));
        assert!(authority.text("admin_url").starts_with("http://127.0.0.1:"));
        assert_eq!(authority.terminate(signal), Some(0), "{signal}");
    }
}

#[test]
fn a_home_that_exists_is_used_with_its_keys_and_data() {
    let mut city = City::open();
    city.registered("phone");
    let home = city.path("authority");
    let before = city.authority.ready.clone();
    let other = Authority::start(&city.path("other"), &[]);
    let stopped = std::mem::replace(&mut city.authority, other);
    assert_eq!(stopped.terminate("-TERM"), Some(0));
    city.authority = Authority::start(&home, &["--at", &at(60)]);
    assert_eq!(city.authority.ready["url"], before["url"]);
    assert_eq!(city.admin(&["accounts"]).done().as_array().unwrap().len(), 1);
    let phone = city.device("phone", "phone");
    phone.call(61, &["pass", "request", "groceries"]).done();
}

#[test]
fn a_port_that_is_taken_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let home = folder.path().join("city");
    let home = home.to_str().unwrap();
    doorstep(&["authority", "--json", "--home", home, "--listen", &address])
        .failed(3, "port-taken");
    let said = doorstep(&["authority", "--home", home, "--listen", &address]);
    assert_eq!((said.status, said.out.as_str()), (3, ""));
    assert!(said.err.contains("[port-taken]"), "{said:?}");
}

#[test]
fn two_authorities_do_not_share_a_home() {
    let city = City::open();
    let home = city.path("authority");
    doorstep(&["authority", "--json", "--home", home.to_str().unwrap()]).failed(3, "home-in-use");
}

#[test]
fn its_clock_stands_where_the_operator_puts_it() {
    let city = City::open();
    assert_eq!(city.admin(&["clock", "2026-11-24T15:10:00+03:00"]).done()["clock"], at(600));
    let phone = city.device("phone", "phone");
    phone.call(600, &["register", super::city::NUMBER]).done();
    assert_eq!(city.admin(&["sms"]).done()[0]["at"], at(600));
    assert_eq!(NOON, at(0));
}

#[test]
fn where_none_runs_there_is_nobody_to_tell() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_str().unwrap();
    for order in [&["sms"][..], &["act", "ended"], &["accounts"], &["revoke", "AAAAAAAAAAA"]] {
        doorstep(&[&["admin", "--json", "--home", home], order].concat())
            .failed(3, "authority-not-running");
    }
}

#[test]
fn messages_stand_newest_last() {
    let city = City::open();
    for (name, number) in [("one", "89120000001"), ("two", "89120000002")] {
        city.device("phone", name).call(0, &["register", number]).done();
    }
    let messages = city.admin(&["sms"]).done();
    let to: Vec<_> = messages.as_array().unwrap().iter().map(|sms| sms["to"].clone()).collect();
    assert_eq!(to, [json!("+79120000001"), json!("+79120000002")]);
}

#[test]
fn five_strangers_leave_the_owner_of_a_number_two_ways_to_a_code() {
    let number = super::city::NUMBER;
    let city = City::open();
    for (place, name) in ["a", "b", "c", "d", "e"].into_iter().enumerate() {
        let seconds = 65 * u32::try_from(place).unwrap();
        city.clock(seconds);
        let sent = city.device("phone", name).call(seconds, &["register", number]).done();
        assert_eq!(sent["state"], "code-sent");
    }
    city.clock(325);
    let [one, two] = ["one", "two"].map(|name| city.device("phone", name));
    for phone in [&one, &two] {
        assert_eq!(phone.call(325, &["register", number]).done()["state"], "code-sent");
    }
    let before = city.admin(&["sms"]).done().as_array().unwrap().len();
    // Asked once more, as the sentence says.
    city.clock(390);
    assert_eq!(one.call(390, &["register", number]).done()["state"], "code-sent");
    assert_eq!(city.admin(&["sms"]).done().as_array().unwrap().len(), before + 1);
    assert_eq!(one.call(391, &["confirm", &city.code()]).done()["state"], "registered");
    // In person.
    let given = city.admin(&["code", number]).done()["code"].as_str().unwrap().to_owned();
    let typed = format!("{} {} {} {}", &given[..3], &given[3..6], &given[6..9], &given[9..]);
    assert_eq!(two.call(392, &["confirm", &typed]).done()["state"], "registered");
    let hours = city.admin(&["load"]).done();
    assert_eq!((&hours[0]["sent"], &hours[0]["alarms"]), (&json!(before + 1), &json!([])));
    assert!(hours[0]["withheld"].as_u64().unwrap() >= 4);
    city.admin(&["code", "12345"]).failed(2, "phone-invalid");
}

#[test]
fn a_time_at_which_nothing_counts_is_said_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("new");
    for moment in ["2019-04-02T12:00:00Z", "2050-01-01T00:00:00Z", "1969-12-31T23:59:59Z"] {
        let home = home.to_str().unwrap();
        let ended = doorstep(&["--json", "authority", "--home", home, "--at", moment]);
        ended.failed(2, "time-out-of-range");
        assert!(ended.out.contains("2020-01-01 to 2049-12-30"), "{ended:?}");
    }
    assert!(!home.exists());
    let city = City::open();
    for moment in ["2106-02-07T06:28:16Z", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59Z"] {
        let ended = city.admin(&["clock", moment]);
        ended.failed(2, "time-out-of-range");
        assert!(ended.out.contains("2020-01-01 to 2049-12-30"), "{ended:?}");
    }
    // The clock stands where it stood: a request of that moment is taken.
    city.registered("phone").call(1, &["pass", "request", "groceries"]).done();
}
