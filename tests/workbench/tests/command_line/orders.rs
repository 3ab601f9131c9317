//! Quarantine orders at the officer's desk.

use std::fs;

use serde_json::{Value, json};

use super::city::{City, doorstep};

const AT: &str = "55.7558123,37.6173";

/// A new order with these options, and its id.
fn issue(city: &City, options: &[&str]) -> (String, Value) {
    let made = city.admin(&[&["order", "issue", "--at", AT], options].concat()).done();
    (made["order"].as_str().unwrap().to_owned(), made)
}

fn order(city: &City, arguments: &[&str]) -> Value {
    city.admin(&[&["order"], arguments].concat()).done()
}

/// That the city refuses this by the name of a floor, and takes it unchecked.
fn is_beyond(city: &City, arguments: &[&str], rule: &str) {
    let refused = city.admin(arguments);
    refused.failed(1, "order-rejected");
    assert_eq!(refused.value()["error"]["rule"], rule, "{arguments:?}");
    city.admin(&[arguments, &["--unchecked"]].concat()).done();
}

#[test]
fn an_order_waits_for_a_number_with_what_the_region_has() {
    let city = City::open();
    let (id, made) = issue(&city, &["--phone", "+7 912 345-67-89"]);
    let expected = json!({
        "order": id, "version": 1, "digest": null, "code": null, "state": "waiting", "qr": null,
    });
    assert_eq!(made, expected);
    let shown = order(&city, &["show", &id]);
    for (field, value) in [
        ("id", json!(id)),
        ("version", json!(1)),
        ("digest", Value::Null),
        ("state", json!("waiting")),
        ("why", Value::Null),
        ("from", json!("2026-11-24T12:00:00Z")),
        ("until", json!("2026-12-08T12:00:00Z")),
        ("quiet", json!({ "from": "22:00", "to": "09:00" })),
        ("zone", json!("Europe/Moscow")),
        (
            "checks",
            json!({ "n": 2, "window_min": 60, "gap_min": 120, "photo": false, "surprises": 1 }),
        ),
        ("report", json!("presence")),
        ("interval_s", json!(900)),
        ("batch_s", json!(14_400)),
        ("pauses", json!([])),
        ("permissions", json!([])),
        ("act", json!(1)),
        ("contact", json!("8 800 000-00-00")),
        ("help", json!([])),
        ("child", json!(false)),
        ("sub", Value::Null),
        ("rejected", json!([])),
        ("bytes", Value::Null),
    ] {
        assert_eq!(shown[field], value, "{field}");
    }
    let place = &shown["places"][0];
    assert_eq!((&place["lat"], &place["lon"]), (&json!(55.755_812_3), &json!(37.6173)));
    assert_eq!((&place["radius_m"], place.get("salt")), (&json!(100), None));
    assert!(shown["explained"].as_array().unwrap().iter().all(|one| one["text"].is_string()));
    let listed = order(&city, &["list"]);
    let expected = json!([{
        "order": id, "version": 1, "account": null, "loan": null, "state": "waiting",
        "from": "2026-11-24T12:00:00Z", "until": "2026-12-08T12:00:00Z", "highest": null,
        "confirmed": null,
    }]);
    assert_eq!(listed, expected);
    // Whoever it is given to may still be written otherwise.
    let again = order(&city, &["update", &id, "--sub", "АК4417", "--checks", "1"]);
    assert_eq!((&again["version"], &again["state"]), (&json!(1), &json!("waiting")));
    let shown = order(&city, &["show", &id]);
    assert_eq!((&shown["sub"], &shown["checks"]["n"]), (&json!("АК4417"), &json!(1)));
    assert_eq!(shown["places"], json!([place]));
}

#[test]
fn an_order_on_paper_has_a_code_that_the_database_can_not_tell() {
    let city = City::open();
    let (_, made) = issue(&city, &["--paper"]);
    let code = made["code"].as_str().unwrap();
    assert_eq!((code.len(), &made["qr"]), (16, &json!(format!("DSO1:{code}"))));
    let online = city.path("authority").join("online");
    for entry in fs::read_dir(online).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            let bytes = fs::read(entry.path()).unwrap();
            assert!(!bytes.windows(16).any(|part| part == code.as_bytes()), "{entry:?}");
        }
    }
}

#[test]
fn each_version_follows_the_one_before() {
    let city = City::open();
    let (id, first) = issue(&city, &["--loan", "L-17", "--sub", "АК4417"]);
    assert_eq!((&first["version"], &first["state"]), (&json!(1), &json!("signed")));
    city.clock(60);
    let paused = order(&city, &["update", &id, "--pause", "hospital", "--names", "7"]);
    assert_eq!(paused["version"], 2);
    let shown = order(&city, &["show", &id]);
    assert_eq!((&shown["state"], &shown["why"]), (&json!("paused"), &json!("hospital")));
    let pause = json!({
        "from": "2026-11-24T12:01:00Z", "until": null, "why": "hospital", "by": "authority",
        "names": 7,
    });
    assert_eq!(shown["pauses"], json!([pause]));
    assert!(!shown["changed"].as_array().unwrap().is_empty());
    city.clock(120);
    let permit = "2026-11-25T09:00:00Z/2026-11-25T11:00:00Z,pharmacy,To the clinic, and back";
    let cottage = "dacha:55.5,37.5,150,At the cottage";
    let travel = "2026-11-26T09:00:00Z/2026-11-26T12:00:00Z";
    let more = ["--resume", "--permit", permit, "--place", cottage, "--travel", travel];
    order(&city, &[&["update", &id][..], &more].concat());
    let shown = order(&city, &["show", &id]);
    assert_eq!((&shown["version"], &shown["state"]), (&json!(3), &json!("running")));
    assert_eq!(shown["pauses"][0]["until"], "2026-11-24T12:02:00Z");
    let permission = json!({
        "id": "p1", "from": "2026-11-25T09:00:00Z", "to": "2026-11-25T11:00:00Z",
        "purpose": "pharmacy", "text": "To the clinic, and back", "pass": true,
    });
    assert_eq!(shown["permissions"], json!([permission]));
    assert_eq!(shown["places"][1]["label"], "At the cottage");
    order(&city, &["update", &id, "--drop-place", "dacha"]);
    assert_eq!(order(&city, &["show", &id])["places"].as_array().unwrap().len(), 1);
    let typed = order(&city, &["release", &id, "--typed"]);
    assert_eq!((typed["code"].as_str().unwrap().len(), &typed["version"]), (12, &json!(4)));
    assert_eq!(order(&city, &["release", &id, "--typed"]), typed, "it signs nothing");
    let conflicting = order(&city, &["conflict", &id]);
    assert_eq!(conflicting["version"], 4);
    assert_ne!(conflicting["digest"], order(&city, &["show", &id])["digest"]);
    let released = order(&city, &["release", &id]);
    assert_eq!(released["version"], 5);
    let shown = order(&city, &["show", &id]);
    let expected = (&json!("released"), &json!("2026-11-24T12:02:00Z"));
    assert_eq!((&shown["state"], &shown["released_at"]), expected);
    assert_eq!(order(&city, &["show", &id, "--version", "1"])["digest"], first["digest"]);
}

#[test]
fn a_pause_reaches_back_and_what_can_not_be_meant_is_not_signed() {
    let city = City::open();
    let (id, _) = issue(&city, &["--loan", "L-17"]);
    let (since, to) = ("2026-11-20T08:00:00Z", "2026-11-24T11:00:00Z");
    order(
        &city,
        &["update", &id, "--pause", "hospital", "--names", "7", "--since", since, "--to", to],
    );
    let shown = order(&city, &["show", &id]);
    let pause = json!({
        "from": since, "until": to, "why": "hospital", "by": "authority", "names": 7,
    });
    assert_eq!((&shown["pauses"], &shown["state"]), (&json!([pause]), &json!("running")));
    // What it says goes into another order whole.
    let file = city.path("order.json");
    fs::write(&file, shown.to_string()).unwrap();
    let (copy, _) = issue(&city, &["--loan", "L-18", "--file", file.to_str().unwrap()]);
    assert_eq!(order(&city, &["show", &copy])["pauses"], shown["pauses"]);
    let day = "2026-11-25T09:00:00Z/2026-11-25T11:00:00Z";
    let (unknown, nowhere) = (format!("{day},burial,Once"), format!("{day},,To the cemetery"));
    let backwards = "2026-11-25T11:00:00Z/2026-11-25T09:00:00Z";
    for line in [
        &["--permit", &unknown][..],
        &["--permit", backwards],
        &["--travel", backwards],
        &["--pause", "moved", "--since", to, "--to", since],
    ] {
        city.admin(&[&["order", "update", &id], line].concat()).failed(1, "order-unfit");
    }
    order(&city, &["update", &id, "--permit", &nowhere]);
    order(&city, &["update", &id, "--permit", &unknown, "--unchecked"]);
    let permissions = &order(&city, &["show", &id])["permissions"];
    assert_eq!(
        (&permissions[0]["pass"], &permissions[1]["purpose"]),
        (&json!(false), &json!("burial"))
    );
    assert_eq!(permissions[1]["id"], "p2");
    // What stands there is not judged again.
    order(&city, &["update", &id, "--resume"]);
    city.admin(&["order", "update", &id, "--pause", "holiday"]).failed(2, "usage");
    city.admin(&["order", "update", &id, "--names", "7"]).failed(2, "usage");
}

#[test]
fn a_surprise_is_asked_for_by_its_kind_and_no_more_of_them_than_fit() {
    let city = City::open();
    let (id, _) = issue(&city, &["--loan", "L-17", "--checks", "1", "--surprises", "2"]);
    let made = order(&city, &["request", &id]);
    assert_eq!(made["check"].as_str().unwrap().len(), 11);
    let expected = (&json!("2026-11-24T12:00:00Z"), &json!("2026-11-24T13:00:00Z"));
    assert_eq!((&made["due"], &made["closes"]), expected);
    city.admin(&["order", "request", &id]).failed(1, "check-gap");
    city.admin(&["order", "request", &id, "--kind", "photo"]).failed(1, "check-kind");
    order(&city, &["request", &id, "--kind", "photo", "--unchecked"]);
    city.admin(&["order", "request", &id]).failed(1, "check-cap");
    city.admin(&["order", "request", &id, "--kind", "voice"]).failed(2, "usage");
    order(&city, &["update", &id, "--pause", "hospital", "--since", "2026-11-23T12:00:00Z"]);
    city.admin(&["order", "request", &id]).failed(1, "paused");
    order(&city, &["release", &id]);
    city.admin(&["order", "request", &id, "--kind", "place"]).failed(1, "after-end");
}

#[test]
fn nothing_beyond_a_floor_is_signed_unless_it_is_a_test() {
    let city = City::open();
    for (option, value, rule) in [
        ("--window", "29", "window-too-short"),
        ("--checks", "3", "too-many-checks"),
        ("--gap", "119", "gap-too-short"),
        ("--quiet", "23:30-09:00", "quiet-too-short"),
        ("--radius", "74", "radius"),
        ("--at", "85.1,37.6", "place-invalid"),
        ("--at", "55.7,150.0", "zone-invalid"),
        ("--grace-h", "23", "grace-too-short"),
        ("--days", "32", "too-long"),
        ("--until", "2026-11-24T12:00:00Z", "ends-before-start"),
        ("--interval", "299", "interval-too-short"),
        ("--contact", " ", "no-contact"),
        ("--appeal", " ", "no-appeal"),
    ] {
        let place: &[&str] = if option == "--at" { &[] } else { &["--at", AT] };
        let line = [&["order", "issue", "--paper", option, value], place].concat();
        is_beyond(&city, &line, rule);
    }
    is_beyond(&city, &["order", "issue", "--paper"], "no-place");
    let (id, _) = issue(&city, &["--loan", "L-18"]);
    is_beyond(&city, &["order", "update", &id, "--drop-place", "home"], "no-place");
    assert_eq!(order(&city, &["show", &id])["rejected"][0]["rule"], "no-place");
}

#[test]
fn a_file_says_what_no_option_says() {
    let city = City::open();
    let (id, _) = issue(&city, &["--paper"]);
    let mut shown = order(&city, &["show", &id]);
    shown["help"] = json!(["+7 495 111-11-11"]);
    shown["interval_s"] = json!(600);
    let file = city.path("order.json");
    fs::write(&file, shown.to_string()).unwrap();
    let file = file.to_str().unwrap();
    let made = order(&city, &["issue", "--paper", "--file", file, "--interval", "1200"]);
    let copy = order(&city, &["show", made["order"].as_str().unwrap()]);
    assert_eq!((&copy["help"], &copy["interval_s"]), (&shown["help"], &json!(1200)));
    for field in ["places", "from", "until", "appeal", "checks", "quiet"] {
        assert_eq!(copy[field], shown[field], "{field}");
    }
    let critical = json!({ "!later": true });
    fs::write(file, critical.to_string()).unwrap();
    is_beyond(
        &city,
        &["order", "issue", "--paper", "--at", AT, "--file", file],
        "unknown-critical",
    );
    fs::write(file, "[]").unwrap();
    city.admin(&["order", "issue", "--paper", "--file", file]).failed(3, "file-unreadable");
    fs::write(file, r#"{"quiet": "never"}"#).unwrap();
    city.admin(&["order", "issue", "--paper", "--file", file]).failed(1, "order-unfit");
}

#[test]
fn what_is_not_there_is_told() {
    let city = City::open();
    let unknown = "AAAAAAAAAAAAAAAAAAAAAA";
    for line in [
        &["show", unknown][..],
        &["show", "not-an-order"],
        &["update", unknown, "--resume"],
        &["release", unknown],
        &["release", unknown, "--typed"],
        &["conflict", unknown],
        &["request", unknown],
    ] {
        city.admin(&[&["order"], line].concat()).failed(1, "order-unknown");
    }
    let (id, _) = issue(&city, &["--paper"]);
    city.admin(&["order", "show", &id, "--version", "2"]).failed(1, "order-unknown");
    city.admin(&["order", "conflict", &id]).failed(1, "order-unfit");
    city.admin(&["order", "request", &id]).failed(1, "order-unknown");
    city.admin(&["order", "issue", "--phone", "12", "--at", AT]).failed(2, "phone-invalid");
    for line in [&["--at", AT][..], &["--paper", "--loan", "L-1"], &["--paper", "--at", "x"]] {
        assert_eq!(city.admin(&[&["order", "issue"], line].concat()).status, 2, "{line:?}");
    }
    // What nobody has joined is forgotten after thirty days.
    let later = city.admin(&["clock", "2026-12-24T12:00:00Z"]);
    later.done();
    assert_eq!(order(&city, &["list"]), json!([]));
    let home = city.path("authority");
    let shown = doorstep(&["admin", "--home", home.to_str().unwrap(), "order", "show", &id]);
    assert_eq!(shown.status, 1);
}
