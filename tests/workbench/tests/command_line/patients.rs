//! A patient's phone at the terminal: orders come, are read, begin and end.

use serde_json::{Value, json};

use super::city::{City, Device};

const AT: &str = "55.7558123,37.6173";

/// Gives an order to the number of the city's phone.
fn issue(city: &City, options: &[&str]) -> Value {
    let to = ["order", "issue", "--phone", super::city::NUMBER, "--at", AT];
    city.admin(&[&to[..], options].concat()).done()
}

/// The phone's order.
fn order(phone: &Device<'_>, seconds: u32) -> Value {
    phone.call(seconds, &["--offline", "order"]).done()
}

fn kinds(phone: &Device<'_>, seconds: u32) -> Vec<String> {
    let journal = phone.call(seconds, &["--offline", "journal"]).done();
    let entries = journal["entries"].as_array().unwrap();
    entries.iter().map(|entry| entry["kind"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_order_that_waits_for_the_number_comes_with_a_sync_is_read_and_begins() {
    let city = City::open();
    let phone = city.registered("phone");
    assert_eq!(order(&phone, 1), Value::Null);
    phone.call(1, &["--offline", "journal"]).failed(1, "no-order");
    phone.call(1, &["--offline", "order", "seen"]).failed(1, "no-order");
    let made = issue(&city, &["--sub", "АК4417"]);
    phone.call(2, &["sync"]).done();
    let came = order(&phone, 3);
    assert_eq!((&came["id"], &came["version"]), (&made["order"], &json!(1)));
    assert_eq!((&came["state"], &came["why"]), (&json!("announced"), &json!("grace")));
    assert_eq!(came["seen_version"], Value::Null);
    let place = &came["places"][0];
    assert_eq!((&place["lat"], &place["lon"]), (&json!(55.755_812_3), &json!(37.6173)));
    let said = came["explained"].as_array().unwrap();
    assert!(said.iter().any(|one| one["key"] == "order-stay-at-home"));
    let seen = phone.call(4, &["--offline", "order", "seen"]).done();
    assert_eq!((&seen["seen_version"], &seen["event"]["n"]), (&json!(1), &json!(3)));
    assert_eq!(seen["event"]["state"], "off");
    // Twice is once.
    let again = phone.call(5, &["--offline", "order", "seen"]).done();
    assert_eq!(again["event"]["n"], Value::Null);
    let begun = phone.call(6, &["--offline", "order", "begin"]).done();
    assert_eq!(begun["begun"], true);
    let runs = order(&phone, 10);
    assert_eq!((&runs["state"], &runs["why"]), (&json!("running"), &Value::Null));
    let fix = phone.call(11, &["--offline", "fix", "--enu", "10", "10", "--acc", "20"]).done();
    assert_eq!((&fix["verdict"], &fix["state"]), (&json!("in"), &json!("home")));
    assert_eq!(kinds(&phone, 11), ["order", "receipt", "seen", "begin", "fix", "presence"]);
    let snapshot = phone.call(12, &["--offline", "snapshot"]).done();
    let quarantine = &snapshot["people"][0]["quarantine"];
    assert_eq!(quarantine["order"]["id"], made["order"]);
    assert_eq!(quarantine["help"][0], "8 800 000-00-00");
    assert_eq!(quarantine["order"].get("explained"), None);
    let list = phone.call(13, &["--offline", "order", "list"]).done();
    assert_eq!(list.as_array().unwrap().len(), 1);
    // Without a shell's word nothing of a resident without an order is anybody else's.
    phone.call(13, &["--person", "2", "--offline", "order"]).failed(1, "person-unknown");
}

#[test]
fn an_order_for_another_mark_waits_and_is_taken_with_the_right_one() {
    let city = City::open();
    let phone = city.registered("phone");
    issue(&city, &["--sub", "ЗЗ0000"]);
    phone.call(2, &["sync"]).done();
    assert_eq!(order(&phone, 3), Value::Null);
    let snapshot = phone.call(3, &["--offline", "snapshot"]).done();
    assert_eq!(snapshot["people"][0]["quarantine"], Value::Null);
    // The mark of the registration was tried once, and not again by itself.
    phone.call(4, &["sync"]).done();
    phone.call(5, &["order", "claim", "--sub", "КК1111"]).failed(1, "sub-wrong");
    let taken = phone.call(6, &["order", "claim", "--sub", "ЗЗ0000"]).done();
    assert_eq!(taken["state"], "announced");
}

#[test]
fn an_order_on_paper_is_claimed_by_its_code_also_once_there_is_a_network() {
    let city = City::open();
    let phone = city.registered("phone");
    let made = city.admin(&["order", "issue", "--paper", "--at", AT]).done();
    let (code, qr) = (made["code"].as_str().unwrap(), made["qr"].as_str().unwrap());
    phone.call(1, &["order", "claim", "2345 6789"]).failed(1, "code-malformed");
    phone.call(1, &["order", "claim", "2345678923456789"]).failed(1, "code-malformed");
    phone.call(1, &["order", "claim", "234567892345678A"]).failed(1, "code-wrong");
    let waiting = phone.call(2, &["--offline", "order", "claim", code]).done();
    assert_eq!(waiting, json!({ "state": "waiting-to-send", "reason": "offline" }));
    phone.call(400, &["sync"]).done();
    assert_eq!(order(&phone, 401)["id"], made["order"]);
    // By what a camera reads, once more.
    let again = phone.call(402, &["order", "claim", qr]).done();
    assert_eq!((&again["id"], &again["version"]), (&made["order"], &json!(1)));
    assert_eq!(kinds(&phone, 403), ["order", "receipt"]);
}

#[test]
fn an_order_beyond_a_floor_is_shown_and_not_obeyed() {
    let city = City::open();
    let phone = city.registered("phone");
    let made = issue(&city, &["--window", "29", "--unchecked"]);
    let refused = phone.call(2, &["order", "claim"]);
    refused.failed(1, "order-rejected");
    assert_eq!(refused.value()["error"]["rule"], "window-too-short");
    let shown = order(&phone, 3);
    assert_eq!((&shown["id"], &shown["state"]), (&made["order"], &json!("rejected")));
    let rejected = &shown["rejected"][0];
    assert_eq!((&rejected["version"], &rejected["rule"]), (&json!(1), &json!("window-too-short")));
    phone.call(4, &["--offline", "order", "begin"]).failed(1, "no-order");
    assert_eq!(kinds(&phone, 5), ["order"]);
    // It is not taken again and again, and the authority is told.
    phone.call(6, &["sync"]).done();
    assert_eq!(kinds(&phone, 7), ["order", "receipt"]);
}

#[test]
fn an_order_that_came_after_one_beyond_a_floor_counts() {
    let city = City::open();
    let phone = city.registered("phone");
    issue(&city, &["--window", "29", "--unchecked"]);
    phone.call(2, &["order", "claim"]).failed(1, "order-rejected");
    let made = issue(&city, &[]);
    let claimed = phone.call(3, &["order", "claim"]).done();
    assert_eq!((&claimed["id"], &claimed["state"]), (&made["order"], &json!("announced")));
}

#[test]
fn a_later_version_beyond_a_floor_leaves_the_one_before_and_a_release_ends_it() {
    let city = City::open();
    let phone = city.registered("phone");
    let made = issue(&city, &[]);
    let id = made["order"].as_str().unwrap();
    phone.call(2, &["sync"]).done();
    city.admin(&["order", "update", id, "--radius", "501", "--unchecked"]).done();
    phone.call(3, &["sync"]).done();
    let shown = order(&phone, 4);
    assert_eq!((&shown["version"], &shown["state"]), (&json!(1), &json!("announced")));
    assert_eq!(shown["rejected"][0]["rule"], "radius");
    city.admin(&["order", "update", id, "--radius", "200"]).done();
    phone.call(5, &["sync"]).done();
    let shown = order(&phone, 6);
    assert_eq!(shown["version"], 3);
    assert!(!shown["changed"].as_array().unwrap().is_empty() || shown["version"] == 3);
    city.admin(&["order", "release", id]).done();
    city.clock(60);
    phone.call(60, &["sync"]).done();
    let free = order(&phone, 61);
    assert_eq!(free["state"], "released");
    assert!(free["released_at"].is_string());
    assert_eq!(free["why"], Value::Null);
}

#[test]
fn a_typed_code_ends_the_order_with_no_network() {
    let city = City::open();
    let phone = city.registered("phone");
    let made = issue(&city, &[]);
    let id = made["order"].as_str().unwrap();
    phone.call(2, &["sync"]).done();
    let typed = city.admin(&["order", "release", id, "--typed"]).done();
    let code = typed["code"].as_str().unwrap();
    phone.call(3, &["--offline", "order", "release", "1234"]).failed(1, "code-malformed");
    let ended = phone.call(4, &["--offline", "order", "release", code]).done();
    assert_eq!((&ended["state"], &ended["event"]["n"]), (&json!("released"), &json!(3)));
    // Also in the next process, and for good.
    assert_eq!(order(&phone, 5)["state"], "released");
    phone.call(6, &["--offline", "order", "release", code]).failed(1, "no-order");
}

#[test]
fn an_order_for_somebody_else_is_disowned() {
    let city = City::open();
    let phone = city.registered("phone");
    issue(&city, &[]);
    phone.call(2, &["sync"]).done();
    let disowned = phone.call(3, &["--offline", "order", "refuse"]).done();
    assert_eq!(
        (&disowned["state"], &disowned["event"]["state"]),
        (&json!("rejected"), &json!("off"))
    );
    assert_eq!(kinds(&phone, 4), ["order", "receipt", "seen"]);
    assert_eq!(order(&phone, 5)["state"], "rejected");
    // The next one is the person's own until they say otherwise.
    let made = issue(&city, &[]);
    phone.call(6, &["sync"]).done();
    let next = order(&phone, 7);
    assert_eq!((&next["id"], &next["state"]), (&made["order"], &json!("announced")));
}

#[test]
fn what_is_disputed_must_be_there() {
    let city = City::open();
    let phone = city.registered("phone");
    let dispute = |seconds, reference: &str, text: &str| {
        phone.call(seconds, &["--offline", "dispute", reference, text])
    };
    dispute(1, "1", "That was not me").failed(1, "unknown-reference");
    issue(&city, &[]);
    phone.call(2, &["sync"]).done();
    dispute(3, "3", "That was not me").failed(1, "unknown-reference");
    dispute(3, "AAAAAAAAAAA", "That was not me").failed(1, "unknown-reference");
    dispute(3, "1", &"я".repeat(2_001)).failed(1, "too-long");
    let queued = dispute(4, "1", &"я".repeat(2_000)).done();
    assert_eq!((&queued["dispute"], &queued["n"]), (&json!("queued"), &json!(3)));
    assert_eq!(phone.call(5, &["--offline", "notices"]).done(), json!([]));
}

#[test]
fn a_notice_comes_and_a_message_is_worth_what_is_signed() {
    let city = City::open();
    let (phone, order) = on_duty(&city);
    let send = ["notice", "send", &order, "--kind", "information", "--text"];
    let text = "en=Please call the office about your address.";
    let notice = city.admin(&[&send[..], &[text]].concat()).done()["notice"].clone();
    phone.call(100, &["sync"]).done();
    let notices = phone.call(101, &["--offline", "notices"]).done();
    assert_eq!((&notices[0]["id"], &notices[0]["kind"]), (&notice, &json!("information")));
    let before = phone.call(102, &["--offline", "journal"]).done()["n"].clone();
    let check = |message: &str| phone.call(103, &["--offline", "sms", "check", message]);
    let known = check("Please call the office about your address.").done();
    assert_eq!((&known["known"], &known["notice"]), (&json!("known"), &notice));
    for (message, known, why) in [
        ("Please come by", "unknown", Value::Null),
        ("Вам назначен штраф", "contradicting", json!("fine")),
        ("Quarantine until 31.12.2026", "contradicting", json!("later-end")),
    ] {
        let checked = check(message);
        assert_eq!(checked.status, 1, "{message}");
        assert_eq!((&checked.value()["known"], &checked.value()["why"]), (&json!(known), &why));
    }
    // None of it acts.
    assert_eq!(phone.call(104, &["--offline", "journal"]).done()["n"], before);
    let disputed =
        phone.call(105, &["--offline", "dispute", notice.as_str().unwrap(), "No"]).done();
    assert_eq!(disputed["dispute"], "queued");
    let notices = phone.call(105, &["--offline", "notices"]).done();
    assert_eq!(notices[0]["disputed"], "queued");
    phone.call(106, &["sync"]).done();
    let disputes = city.admin(&["dispute", "list", &order]).done();
    assert_eq!(disputes.as_array().unwrap().len(), 1);
    let far = |seconds| {
        let notices = phone.call(seconds, &["--offline", "notices"]).done();
        let all = notices.as_array().unwrap().clone();
        all.into_iter().find(|one| one["id"] == notice).unwrap()["disputed"].clone()
    };
    assert_eq!(far(107), "received");
    let reference = disputes[0]["ref"].as_str().unwrap();
    city.admin(&["dispute", "answer", reference, "It was a mistake."]).done();
    phone.call(200, &["sync"]).done();
    assert_eq!(far(201), "answered");
}

/// A phone whose duties run, at ten seconds after noon.
fn on_duty(city: &City) -> (Device<'_>, String) {
    let phone = city.registered("phone");
    let made = issue(city, &[]);
    phone.call(2, &["sync"]).done();
    phone.call(3, &["--offline", "order", "seen"]).done();
    phone.call(4, &["--offline", "order", "begin"]).done();
    phone.call(10, &["--offline", "wake", "alarm"]).done();
    (phone, made["order"].as_str().unwrap().to_owned())
}

#[test]
fn what_a_phone_writes_down_is_told_and_signed_for_and_places_stay_on_it() {
    let city = City::open();
    let (phone, order) = on_duty(&city);
    let fix = |seconds, at: [&str; 2]| {
        let [east, north] = at;
        let fix = ["--offline", "fix", "--enu", east, north, "--acc", "20", "--source", "wifi"];
        phone.call(seconds, &fix).done()
    };
    assert_eq!(fix(20, ["5", "5"])["verdict"], "in");
    let out = fix(920, ["1500", "0"]);
    assert_eq!((&out["verdict"], &out["state"]), (&json!("out"), &json!("suspect")));
    assert_eq!((&out["score"], &out["witnesses"]), (&json!(10), &json!(["place"])));
    let plan = phone.call(921, &["--offline", "plan"]).done();
    assert_eq!(plan["location"]["mode"], "precise");
    assert_eq!((&plan["keep_alive"], &plan["fences"][0]["id"]), (&json!(true), &json!("home")));
    city.clock(930);
    let told = phone.call(930, &["sync"]).done();
    assert_eq!(told["reports"]["aside"], 0);
    let listed = city.admin(&["report", "list", &order]).done();
    assert_eq!(listed["highest"], told["reports"]["confirmed"]);
    let items = listed["items"].as_array().unwrap();
    let kinds: Vec<&str> = items.iter().map(|item| item["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["order", "seen", "begin", "presence", "presence"]);
    assert!(items.iter().all(|item| item["fields"].get("lat").is_none()));
    let said = listed.to_string();
    assert!(!said.contains("suspect") && !said.contains("fix"), "{said}");
    let receipt = city.admin(&["receipt", "last", &order]).done();
    assert_eq!(receipt["up_to"], listed["highest"]);
    let journal = phone.call(931, &["--offline", "journal"]).done();
    assert!(journal["confirmed"].as_u64().is_some_and(|confirmed| confirmed >= 5));
    // Nothing waits any more.
    let again = phone.call(1000, &["sync"]).done();
    assert_eq!(again["reports"]["sent"], 0);
    // Two heads with their receipts, and a time token over the second and what came after it.
    let proofs = "SELECT count(*) FROM proofs";
    let database = rusqlite::Connection::open(phone.home.join("doorstep.db")).unwrap();
    let kept: i64 = database.query_row(proofs, [], |row| row.get(0)).unwrap();
    assert!((6..=8).contains(&kept), "{kept}");
}

#[test]
fn outside_of_duties_no_place_is_kept_and_none_that_is_none_is_anybodys_fault() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(1, &["--offline", "fix", "55.7", "37.6"]).failed(1, "no-order");
    let (phone, order) = {
        issue(&city, &[]);
        phone.call(2, &["sync"]).done();
        phone.call(3, &["--offline", "fix", "55.7", "37.6"]).failed(1, "no-order");
        phone.call(4, &["--offline", "order", "begin"]).done();
        (phone, "")
    };
    assert_eq!(order, "");
    for at in [["91", "0"], ["0", "181"], ["NaN", "0"]] {
        phone.call(10, &["--offline", "fix", at[0], at[1]]).failed(1, "fix-invalid");
    }
    let journal = phone.call(11, &["--offline", "journal"]).done();
    let last = journal["entries"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["kind"], &last["fields"]["value"]),
        (&json!("technical"), &json!("fix-invalid"))
    );
    phone.call(12, &["--offline", "order", "refuse"]).done();
    phone.call(13, &["--offline", "fix", "55.7", "37.6"]).failed(1, "no-order");
}

#[test]
fn a_notice_is_read_and_what_is_said_against_it_is_read_by_the_officer() {
    let city = City::open();
    let (phone, order) = on_duty(&city);
    phone.call(11, &["sync"]).done();
    let warning =
        ["notice", "send", &order, "--kind", "warning", "--text", "en=You were seen out."];
    let sent = city.admin(&warning).done();
    let id = sent["notice"].as_str().unwrap();
    phone.call(20, &["sync"]).done();
    let notices = phone.call(21, &["--offline", "notices"]).done();
    assert_eq!(notices.as_array().unwrap().len(), 1);
    assert_eq!((&notices[0]["id"], &notices[0]["kind"]), (&sent["notice"], &json!("warning")));
    assert_eq!(notices[0]["text"], "You were seen out.");
    phone.call(30, &["--offline", "dispute", id, "I was at home"]).done();
    assert_eq!(city.admin(&["dispute", "list", &order]).done(), json!([]));
    phone.call(40, &["sync"]).done();
    let disputes = city.admin(&["dispute", "list", &order]).done();
    assert_eq!(
        (&disputes[0]["about"], &disputes[0]["text"]),
        (&json!(id), &json!("I was at home"))
    );
    let sent = phone.call(41, &["--offline", "sent"]).done();
    assert!(sent.to_string().contains("Shows what you wrote about what you dispute."));
    let journal = phone.call(41, &["--offline", "journal"]).done();
    assert!(journal.to_string().contains("I was at home"));
}
