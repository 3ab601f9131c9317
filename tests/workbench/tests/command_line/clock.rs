//! One clock for an authority, a phone and an inspector, each a process of its own.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::city::{Authority, Ended, NOON, NUMBER, at, doorstep};

/// Everybody who goes by one file, in one folder.
pub struct Shared {
    folder: tempfile::TempDir,
    authority: Authority,
}

impl Shared {
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = path(folder.path(), "clock");
        assert_eq!(doorstep(&["clock", &clock, NOON, "--json"]).done(), json!({ "clock": NOON }));
        let home = folder.path().join("authority");
        let authority = Authority::start(&home, &["--clock", &clock]);
        Self { folder, authority }
    }

    pub fn path(&self, name: &str) -> String {
        path(self.folder.path(), name)
    }

    /// Moves the clock; where it stands.
    pub fn clock(&self, to: &str) -> Value {
        doorstep(&["clock", &self.path("clock"), to, "--json"]).done()["clock"].clone()
    }

    pub fn admin(&self, arguments: &[&str]) -> Ended {
        let home = self.path("authority");
        doorstep(&[&["admin", "--home", &home, "--json"], arguments].concat())
    }

    pub fn call(&self, kind: &str, arguments: &[&str]) -> Ended {
        let (home, clock) = (self.path(kind), self.path("clock"));
        let (url, ca) = (self.authority.text("url"), self.authority.text("ca_file"));
        let device = [kind, "--home", &home, "--json", "--authority", url, "--ca", ca];
        doorstep(&[&device, &["--clock", &clock][..], arguments].concat())
    }

    pub fn phone(&self, arguments: &[&str]) -> Value {
        self.call("phone", arguments).done()
    }

    fn inspect(&self, text: &str) -> Value {
        self.call("inspect", &[text]).value()["result"].clone()
    }

    fn live_code(&self) -> String {
        let shown = self.phone(&["--offline", "pass", "show"]);
        shown["text"].as_str().unwrap().to_owned()
    }
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

#[test]
fn three_processes_go_through_a_day_by_one_file() {
    let shared = Shared::open();
    shared.phone(&["register", NUMBER, "--initials", "АК", "--document", "4417"]);
    let message = shared.admin(&["sms"]).done()[0].clone();
    assert_eq!(message["at"], NOON);
    let text = message["text"].as_str().unwrap();
    let mut runs = text.split(|letter: char| !letter.is_ascii_digit());
    let code = runs.find(|run| run.len() == 6).unwrap();
    assert_eq!(shared.clock("+30s"), at(30));
    shared.phone(&["confirm", code]);
    shared.call("inspect", &["refresh"]).done();
    let pass = shared.phone(&["pass", "request", "groceries"]);
    assert_eq!(pass["valid_until"], at(3 * 3600 + 30));
    let live = shared.live_code();
    assert_eq!(shared.inspect(&live), "valid");

    // A picture of it, a quarter of an hour later; the phone's own code goes on.
    assert_eq!(shared.clock("+15m"), at(930));
    assert_eq!(shared.inspect(&live), "stale-frame");
    assert_eq!(shared.inspect(&shared.live_code()), "valid");

    // After the pass, and another one for the same day.
    assert_eq!(shared.clock("+4h"), at(930 + 4 * 3600));
    assert_eq!(shared.phone(&["--offline", "pass", "list"])[0]["state"], "expired");
    shared.phone(&["pass", "request", "groceries"]);
    assert_eq!(shared.inspect(&shared.live_code()), "valid");
    let used = shared.call("phone", &["pass", "request", "groceries"]);
    used.failed(1, "quota-used");

    // At the same hour of the next day, when the day's exits count anew.
    assert_eq!(shared.clock("+24h"), "2026-11-25T16:15:30Z");
    shared.call("inspect", &["refresh"]).done();
    let report = shared.phone(&["sync"]);
    assert_eq!(report.get("problem").cloned().unwrap_or_default(), Value::Null, "{report}");
    let pass = shared.phone(&["pass", "request", "groceries"]);
    assert_eq!(pass["valid_until"], "2026-11-25T19:15:30Z");
    assert_eq!(shared.inspect(&shared.live_code()), "valid");
    assert_eq!(shared.phone(&["--offline", "snapshot"])["time_anchored"], true);

    // The operator's order moves it for everybody, farther than a trust list lasts.
    let far = "2027-03-04T12:00:00Z";
    assert_eq!(shared.admin(&["clock", far]).done()["clock"], far);
    let clock = doorstep(&["clock", &shared.path("clock"), "--json"]).done();
    assert_eq!(clock, json!({ "clock": far }));
    shared.call("inspect", &["refresh"]).done();
    shared.phone(&["sync"]);
    shared.phone(&["pass", "request", "groceries"]);
    assert_eq!(shared.inspect(&shared.live_code()), "valid");
}

#[test]
fn a_device_reads_the_file_as_it_reads_a_time_that_is_given() {
    let shared = Shared::open();
    shared.phone(&["sync"]);
    let anchored = |more: &[&str]| {
        let said = shared.phone(&[&["--offline", "snapshot"], more].concat());
        said["time_anchored"].clone()
    };
    shared.clock("+4h");
    assert_eq!(anchored(&[]), true);
    assert_eq!(anchored(&["--clock-error", "-86400"]), true);
    assert_eq!(anchored(&["--reboot"]), false);
    shared.phone(&["sync"]);
    // Not later is the same boot, and earlier a new one.
    assert_eq!(shared.clock("+0s"), at(4 * 3600));
    assert_eq!(anchored(&[]), true);
    shared.clock(NOON);
    assert_eq!(anchored(&[]), false);
}

#[test]
fn a_clock_is_read_made_and_moved() {
    let folder = tempfile::tempdir().unwrap();
    let clock = path(folder.path(), "clock");
    let put = |to: &str| doorstep(&["clock", &clock, to, "--json"]);
    let shown = || doorstep(&["clock", &clock, "--json"]);
    shown().failed(3, "clock-unreadable");
    put("+15m").failed(3, "clock-unreadable");
    assert_eq!(put("2026-11-24T15:00:00+03:00").done(), json!({ "clock": NOON }));
    assert_eq!(fs::read_to_string(&clock).unwrap(), format!("{NOON}\n"));
    for (step, then) in [
        ("+30s", "2026-11-24T12:00:30Z"),
        ("+15m", "2026-11-24T12:15:30Z"),
        ("+4h", "2026-11-24T16:15:30Z"),
        ("+14d", "2026-12-08T16:15:30Z"),
        ("+0s", "2026-12-08T16:15:30Z"),
        (NOON, NOON),
    ] {
        assert_eq!(put(step).done(), json!({ "clock": then }), "{step}");
        assert_eq!(shown().done(), json!({ "clock": then }), "{step}");
    }
    let said = doorstep(&["clock", &clock]);
    assert_eq!(
        (said.status, said.out.trim_end()),
        (0, "The clock stands at 2026-11-24T12:00:00Z.")
    );

    // A part of a second is kept, so that nobody's clock goes back.
    fs::write(&clock, "2026-11-24T12:00:00.750Z").unwrap();
    assert_eq!(put("+0s").done(), json!({ "clock": NOON }));
    assert_eq!(fs::read_to_string(&clock).unwrap(), "2026-11-24T12:00:00.750Z\n");

    let before = fs::read(&clock).unwrap();
    for wrong in [
        "-15m",
        "+15",
        "+15w",
        "+-15m",
        "15m",
        "+1.5h",
        "+99999999999999999999d",
        "2026-11-24",
        "now",
    ] {
        put(wrong).failed(2, "usage");
    }
    // Farther than RFC 3339 can write.
    put("+9999999d").failed(2, "usage");
    put("+106751991167d").failed(2, "usage");
    assert_eq!(fs::read(&clock).unwrap(), before);
    let inside = path(folder.path(), "none/clock");
    doorstep(&["clock", &inside, NOON, "--json"]).failed(3, "file-not-written");
    let itself = path(folder.path(), "");
    doorstep(&["clock", &itself, NOON, "--json"]).failed(3, "file-not-written");
    doorstep(&["clock", "--json"]).failed(2, "usage");
}

#[test]
fn what_tells_no_time_is_said_by_everybody() {
    let folder = tempfile::tempdir().unwrap();
    let clock = path(folder.path(), "clock");
    let (home, fresh) = (path(folder.path(), "home"), path(folder.path(), "fresh"));
    let everybody = |clock: &str| {
        let authority = ["authority", "--home", &fresh, "--json", "--clock", clock];
        doorstep(&authority).failed(3, "clock-unreadable");
        let phone = ["phone", "--home", &home, "--json", "--clock", clock, "snapshot"];
        doorstep(&phone).failed(3, "clock-unreadable");
        for item in ["refresh", "challenge", "group", "DS1:0"] {
            let inspect = ["inspect", "--home", &home, "--json", "--clock", clock, item];
            doorstep(&inspect).failed(3, "clock-unreadable");
        }
        doorstep(&["clock", clock, "--json"]).failed(3, "clock-unreadable");
    };
    everybody(&clock);
    everybody(folder.path().to_str().unwrap());
    let moment = NOON;
    for text in [
        String::new(),
        "\n".to_owned(),
        format!("{moment}\n{moment}\n"),
        format!("\u{feff}{moment}\n"),
        "2026-11-24\n".to_owned(),
        "2026-11-24T12:00:00\n".to_owned(),
        "soon\n".to_owned(),
    ] {
        fs::write(&clock, &text).unwrap();
        everybody(&clock);
    }
    assert!(!Path::new(&home).exists() && !Path::new(&fresh).exists(), "nothing is made for it");
    // An emergency does not wait for a clock.
    let care = ["phone", "--home", &home, "--json", "--clock", &clock, "emergency"];
    assert_eq!(doorstep(&care).done()["trouble"]["code"], "clock-unreadable");
}

#[test]
fn a_clock_and_a_time_exclude_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let clock = path(folder.path(), "clock");
    fs::write(&clock, NOON).unwrap();
    let home = path(folder.path(), "home");
    for line in [
        &["authority", "--home", &home, "--clock", &clock, "--at", NOON][..],
        &["phone", "--home", &home, "--clock", &clock, "--at", NOON, "snapshot"],
        &["phone", "--home", &home, "--at", NOON, "snapshot", "--clock", &clock],
        &["phone", "--home", &home, "pass", "--clock", &clock, "list", "--at", NOON],
        &["inspect", "--home", &home, "--at", NOON, "--clock", &clock, "refresh"],
    ] {
        doorstep(&[line, &["--json"]].concat()).failed(2, "usage");
    }
    assert!(!Path::new(&home).exists());
}
