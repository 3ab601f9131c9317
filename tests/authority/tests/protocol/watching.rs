//! What the log says: code, route, status, duration and size, and nothing of anybody.

use std::sync::Mutex;

use crate::portal::browser::Browser;
use crate::support::{NOON, NUMBER, Phone, Rig, ask_pass, new_key, pass_draft, pass_request};

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Ear;

impl log::Log for Ear {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.target().starts_with("doorstep")
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            LINES.lock().unwrap().push(record.args().to_string());
        }
    }

    fn flush(&self) {}
}

#[tokio::test]
async fn a_log_line_names_nobody() {
    log::set_logger(&Ear).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let rig = Rig::new().await;
    let phone = Phone::new();
    let account = phone.settle(&rig, NUMBER, NOON).await.account;
    let holder = new_key();
    pass_draft(&phone, &holder, &pass_request(2, &holder)).send(&rig).await.is(201);
    ask_pass(&rig, &phone, &pass_request(99, &holder), NOON).await.is(422);
    rig.get("/v1/trust?who=me").await.is(200);
    rig.get("/v1/elsewhere").await.is(404);
    let mut browser = Browser::signed_in(&rig, "+79161234560").await;
    browser.ask(&rig, "pharmacy", "ИП", "4321").await;

    let lines = LINES.lock().unwrap().clone();
    for expected in [
        "ok /v1/registrations 202 ",
        "ok /v1/registrations/{reg}/confirm 201 ",
        "ok /v1/passes 201 ",
        "purpose-unknown /v1/passes 422 ",
        "ok /v1/trust 200 ",
        "unknown - 404 ",
        "ok /portal/{lang}/code 303 ",
        "ok /portal/{lang}/ask 303 ",
    ] {
        assert!(lines.iter().any(|line| line.starts_with(expected)), "{expected}");
    }
    // Other tests of this program log at the same time: their lines must be of the form too.
    let alarms = ["codes-used-up", "many-withheld"];
    for line in lines.iter().filter(|line| !alarms.contains(&line.as_str())) {
        let parts: Vec<&str> = line.split(' ').collect();
        let [code, route, status, duration, "ms", size, "B"] = parts[..] else { panic!("{line}") };
        assert!(code.bytes().all(|part| part.is_ascii_lowercase() || part == b'-'), "{line}");
        let known = ["/v1/", "/portal"].iter().any(|known| route.starts_with(known));
        assert!(route == "-" || known, "{line}");
        for number in [status, duration, size] {
            assert!(number.parse::<u64>().is_ok(), "{line}");
        }
        assert!(!line.contains(&account) && !line.contains('?'), "{line}");
        assert!(!line.contains("1234560") && !line.contains("passes/1"), "{line}");
    }
}
