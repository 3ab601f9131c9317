//! Checks and declarations at the terminal, as scripts drive them.

use serde_json::{Value, json};

use super::city::NUMBER;
use super::clock::Shared;

impl Shared {
    /// A city with a phone under an order that has begun, and the order.
    pub fn with_patient(options: &[&str]) -> (Self, String) {
        let shared = Self::open();
        shared.phone(&["register", NUMBER, "--initials", "АК", "--document", "4417"]);
        let messages = shared.admin(&["sms"]).done();
        let text = messages.as_array().unwrap().last().unwrap()["text"].as_str().unwrap();
        let mut runs = text.split(|letter: char| !letter.is_ascii_digit());
        let code = runs.find(|run| run.len() == 6).unwrap();
        shared.phone(&["confirm", code]);
        let to = ["order", "issue", "--phone", NUMBER, "--at", "55.7558123,37.6173"];
        let made = shared.admin(&[&to[..], options].concat()).done();
        assert_eq!(shared.phone(&["sync"])["orders_changed"], true);
        shared.phone(&["order", "seen"]);
        shared.phone(&["order", "begin"]);
        shared.clock("+15m");
        (shared, made["order"].as_str().unwrap().to_owned())
    }

    /// Lets quarters of an hour pass, with a fix in each, until somebody is asked.
    fn until_asked(&self) -> Value {
        for _ in 0..4 * 30 {
            self.clock("+15m");
            self.phone(&["--offline", "fix", "--enu", "4", "4", "--acc", "15", "--source", "wifi"]);
            let checks = self.phone(&["--offline", "check"]);
            let open = checks.as_array().unwrap().iter().find(|one| one["outcome"] == "asking");
            if let Some(check) = open {
                return check.clone();
            }
        }
        panic!("nobody was asked");
    }
}

#[test]
fn a_check_is_asked_answered_and_signed_for() {
    let (shared, _) = Shared::with_patient(&[]);
    shared.call("phone", &["--offline", "answer"]).failed(1, "no-check");
    shared.call("phone", &["--offline", "answer", "AQEBAQEBAQE"]).failed(1, "check-unknown");
    let check = shared.until_asked();
    assert_eq!((&check["kind"], &check["from"]), (&json!("place"), &json!("agreed")));
    assert_eq!((&check["answer"], &check["standing_still"]), (&Value::Null, &Value::Null));
    assert!(check["open_left_s"].as_u64() <= Some(3_600), "{check}");
    let plan = shared.phone(&["--offline", "plan"]);
    let notices = plan["notices"].as_array().unwrap();
    let asked = notices.iter().find(|one| one["kind"] == "check").unwrap();
    assert_eq!(asked["lock_screen"], "Doorstep has a question for you.");
    assert!(notices.iter().any(|one| one["id"] == "not-running"));
    let answered = shared.phone(&["--offline", "answer"]);
    assert_eq!((&answered["id"], &answered["outcome"]), (&check["id"], &json!("answered")));
    assert_eq!(answered["answer"]["how"], "place");
    assert_eq!(answered["answer"]["receipt"], false);
    assert_eq!(
        (&answered["event"]["sync_now"], &answered["event"]["n"].is_u64()),
        (&json!(true), &true)
    );
    shared.phone(&["sync"]);
    let listed = shared.phone(&["check", "--all"]);
    let again = listed.as_array().unwrap().iter().find(|one| one["id"] == check["id"]).unwrap();
    assert_eq!(again["answer"]["receipt"], true);
    let snapshot = shared.phone(&["--offline", "snapshot"]);
    assert_eq!(snapshot["people"][0]["quarantine"]["checks"][0]["outcome"], "answered");
}

#[test]
fn i_am_here_waits_half_an_hour_for_a_question_and_a_reason_is_an_answer() {
    let (shared, _) = Shared::with_patient(&[]);
    let here = shared.phone(&["--offline", "here"]);
    assert_eq!((&here["check"], here["event"]["state"].is_string()), (&Value::Null, true));
    shared.until_asked();
    let cannot = shared.phone(&["--offline", "cannot", "camera", "--text", "broken"]);
    assert_eq!(
        (&cannot["outcome"], &cannot["answer"]["reason"]),
        (&json!("cannot"), &json!("camera"))
    );
    assert_eq!(shared.call("phone", &["cannot", "bored"]).status, 2);
}

#[test]
fn what_is_declared_counts_at_once_and_is_told() {
    let (shared, order) = Shared::with_patient(&[]);
    let declared = shared.phone(&["--offline", "hospital"]);
    assert_eq!((&declared["declared"], &declared["until"]), (&json!("hospital"), &Value::Null));
    assert_eq!((&declared["state"], &declared["sync_now"]), (&json!("paused"), &json!(true)));
    let shown = shared.phone(&["--offline", "order"]);
    assert_eq!((&shown["state"], &shown["why"]), (&json!("paused"), &json!("hospital")));
    assert_eq!(shown["pauses"][0]["by"], "declared");
    shared.clock("+4h");
    assert_eq!(shared.phone(&["--offline", "back"])["state"], "no-news");
    let safe = shared.phone(&["--offline", "safety"]);
    assert_eq!((&safe["declared"], &safe["until"].is_string()), (&json!("personal"), &true));
    assert!(!safe["text"].as_str().unwrap().contains("safe"), "no words on the screen: {safe}");
    shared.phone(&["--offline", "back"]);
    let allowed = shared.phone(&["--offline", "permission", "--minutes", "60"]);
    assert_eq!(allowed["declared"], "permission");
    assert_eq!(shared.call("phone", &["permission", "--minutes", "241"]).status, 2);
    let fault = shared.phone(&["--offline", "fault", "the screen is cracked"]);
    assert_eq!((fault.get("declared"), fault["n"].is_u64()), (None, true));
    shared.phone(&["sync"]);
    let told = shared.admin(&["report", "list", &order]).done();
    let kinds: Vec<&str> = told["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["kind"] == "declare")
        .map(|item| item["fields"]["what"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["hospital", "back", "personal", "back", "permission", "fault"]);
    assert!(!told.to_string().contains("cracked"), "what was written stays on the phone");
}

#[test]
fn an_officer_asks_once_more() {
    let (shared, order) = Shared::with_patient(&["--checks", "0", "--surprises", "1"]);
    // Seven in the evening in Moscow.
    shared.clock("+3h");
    let brought = |synced: &Value| {
        [&synced["orders_changed"], &synced["checks"], &synced["notices"]].map(Clone::clone)
    };
    assert_eq!(brought(&shared.phone(&["sync"])), [json!(false), json!(0), json!(0)]);
    shared.admin(&["order", "request", &order]).done();
    shared.clock("+5m");
    assert_eq!(brought(&shared.phone(&["sync"])), [json!(false), json!(1), json!(0)]);
    let asked = shared.phone(&["--offline", "check"]);
    assert_eq!((&asked[0]["from"], &asked[0]["outcome"]), (&json!("surprise"), &json!("asking")));
    shared.phone(&["--offline", "answer"]);
    shared.admin(&["order", "request", &order]).failed(1, "check-cap");
    shared.admin(&["order", "request", &order, "--unchecked"]).done();
    shared.clock("+5m");
    shared.phone(&["sync"]);
    let refused = shared.phone(&["--offline", "check"]);
    assert_eq!(refused.as_array().unwrap().len(), 2);
    let journal = shared.phone(&["--offline", "journal"]);
    let last =
        journal["entries"].as_array().unwrap().iter().rev().find(|one| one["kind"] == "check");
    assert_eq!(last.unwrap()["fields"]["refused"], "check-cap");
}

/// What a run of this script answers.
fn lives(shared: &Shared, script: &str) -> Value {
    let path = shared.path("script.jsonl");
    std::fs::write(&path, script).unwrap();
    shared.phone(&["run", &path])
}

// E-05, E-07, FM-07: two of the fourteen days, with what goes wrong in them.
#[test]
fn days_pass_in_one_call_as_a_script_tells() {
    let (shared, order) = Shared::with_patient(&[]);
    let lived = lives(
        &shared,
        r#"{"at":"+1m"}
{"at":"+6h","facts":{"network":"none"}}
{"at":"+1d","facts":{"network":"wifi"}}
{"at":"+2h","enu":[1900,-1350],"acc":35}
{"at":"+50m","enu":[0,0],"acc":12,"reboot":true}
{"at":"+2h","kill":true}
{"at":"+1h","do":["hospital"]}
{"at":"+3h","do":["back"],"answer":"ignore"}
{"at":"+20h","until":true}
"#,
    );
    assert_eq!(lived["from"], "2026-11-24T12:15:00Z");
    assert_eq!(lived["to"], "2026-11-26T23:06:00Z");
    assert!(lived["fixes"].as_u64() > Some(150), "{lived}");
    assert!(lived["syncs"].as_u64() >= Some(6), "{lived}");
    assert!(lived["connections"].as_u64() >= lived["syncs"].as_u64(), "each on its own: {lived}");
    assert!(lived["bytes_up"].as_u64() > Some(5_000) && lived["bytes_down"].as_u64() > Some(2_000));
    assert!(lived["checks"]["answered"].as_u64() >= Some(2), "{lived}");
    let states = lived["presence"].as_array().unwrap();
    let has = |state: &str| states.iter().any(|one| one["state"] == state);
    assert_eq!((has("home"), has("paused"), has("away")), (true, true, false), "{lived}");
    assert!(states.windows(2).all(|two| two[0]["to"] == two[1]["from"]), "without a gap");
    let notices = lived["notices"].as_array().unwrap();
    assert!(notices.iter().any(|one| one["kind"] == "check"), "{lived}");
    // What the calls that follow find is what was lived.
    let checks = shared.phone(&["--offline", "check", "--all"]);
    let checks = checks.as_array().unwrap();
    let unanswered = checks.iter().filter(|check| check["outcome"] == "unanswered").count();
    assert_eq!(lived["checks"]["unanswered"].as_u64().unwrap_or(0), unanswered as u64);
    assert!(checks.len() as u64 >= lived["checks"]["answered"].as_u64().unwrap());
    shared.clock("+1m");
    shared.phone(&["sync"]);
    let journal = shared.phone(&["--offline", "journal"]);
    assert!(journal["n"].as_u64() >= lived["journal_n"].as_u64());
    let listed = shared.admin(&["report", "list", &order]).done();
    assert_eq!((&listed["gaps"], &listed["conflicts"]), (&json!([]), &json!([])));
}

#[test]
fn a_script_that_does_not_fit_is_told_with_its_line() {
    let (shared, _) = Shared::with_patient(&[]);
    let path = shared.path("script.jsonl");
    for (script, line) in [
        ("{\"at\":\"+1h\"}\n", 1),
        (
            "{\"at\":\"+1h\"}\n{\"at\":\"+1h\",\"answer\":\"perhaps\"}\n{\"at\":\"+1h\",\"until\":true}\n",
            2,
        ),
        ("{\"at\":\"+1h\",\"do\":[\"dance\"]}\n{\"at\":\"+1h\",\"until\":true}\n", 1),
    ] {
        std::fs::write(&path, script).unwrap();
        let ended = shared.call("phone", &["run", &path]);
        ended.failed(1, "script-unfit");
        assert!(ended.value()["error"]["text"].as_str().unwrap().contains(&format!("ine {line}")));
    }
    shared.call("phone", &["run", &shared.path("nothing")]).failed(3, "file-unreadable");
}
