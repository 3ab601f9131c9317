//! What is logged: at the most talkative level, on both sides, no line holds anything personal. A process
//! of its own, because it has one logger.

use std::fmt::Write as _;
use std::sync::Mutex;

use doorstep::client::RegistrationResult;
use doorstep::documents::decode_text;
use doorstep::model::to_base64url;
use doorstep_suite::phone::{ME, NUMBER};
use doorstep_suite::python::to_hex;
use doorstep_suite::test_env::{TestEnv, another_code};

/// Keeps every line.
struct Collector(Mutex<Vec<String>>);

static LINES: Collector = Collector(Mutex::new(Vec::new()));

impl log::Log for Collector {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let mut line = String::new();
        let _ = write!(line, "{} {} {}", record.level(), record.target(), record.args());
        self.0.lock().unwrap().push(line);
    }

    fn flush(&self) {}
}

/// Lines of ours; other crates must not see anything of a person either, so all are searched.
fn of_ours(lines: &[String]) -> Vec<&String> {
    lines.iter().filter(|line| line.contains(" doorstep")).collect()
}

#[tokio::test]
async fn no_line_of_the_journey_is_personal() {
    log::set_logger(&LINES).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let env = TestEnv::new().await;
    let (mut phone, network) = env.phone();
    network.switch(false);
    assert!(matches!(phone.register().await, Ok(RegistrationResult::WaitingToSend { .. })));
    network.switch(true);
    phone.register().await.unwrap();
    let code = env.code().await;
    let wrong = another_code(&code);
    phone.confirm(&wrong).await.unwrap_err();
    phone.confirm("12").await.unwrap_err();
    phone.client().register(ME, "+7 916 bad", None, None).await.unwrap_err();
    phone.confirm(&code).await.unwrap();
    let pass = phone.pass("groceries").await;
    phone.pass("groceries").await;
    phone.refused("groceries").await;
    phone.start();
    let shown = phone.show();
    let emergency = phone.client().emergency(ME, None).shown.unwrap().text;
    let (_guard, inspector) = env.inspector().await;
    let open = inspector.challenge().unwrap();
    inspector.inspect(&emergency, None);
    let answered = phone.client().present(ME, None, Some(open.bytes)).unwrap().text;
    inspector.inspect(&answered, None);
    inspector.inspect("https://pass.example/?phone=79161234567", None);
    phone.sync().await;
    env.admin.revoke(&pass.id.to_string()).await.unwrap();
    phone.sync().await;
    // Faults are logged too.
    phone.vault.faults().fail_at(1, true);
    let _ = phone.client().emergency(ME, None);
    phone.vault.faults().heal();
    phone.client().store_faults().fail_at(1, true);
    let _ = phone.client().request_pass(ME, "pharmacy", None).await;
    let _ = phone.sync().await;
    phone.client().set_language("ru");
    phone.client().store_faults().heal();
    phone.client().erase(ME).unwrap();
    phone.sync().await;

    let lines = LINES.0.lock().unwrap().clone();
    let ours = of_ours(&lines);
    assert!(ours.len() > 20, "so that there is something to search: {}", ours.len());
    assert!(ours.iter().any(|line| line.contains("/v1/registrations/{reg}/confirm")), "{ours:#?}");
    let bytes = decode_text(&shown).unwrap();
    let digits = NUMBER.trim_start_matches('+');
    let secret = env.admin_secret();
    assert!(secret.len() > 20);
    let never: Vec<(&str, String)> = vec![
        ("number", digits.into()),
        ("number without country", digits[1..].into()),
        ("masked number", "******4567".into()),
        ("code", code),
        ("wrong code", wrong),
        ("mark", "ИП4321".into()),
        ("initials", "и п".into()),
        ("id of a pass", pass.id.to_string()),
        ("id of a pass", to_hex(pass.id.bytes())),
        ("text of a code", shown[4..40].into()),
        ("bytes of a code", to_base64url(&bytes[12..33])),
        ("number check", open.digits.clone()),
        ("link that was scanned", "pass.example".into()),
        ("purpose", "groceries".into()),
        ("signature of a request", "keyid=".into()),
        ("idempotency key", "idempotency-key: \"".into()),
        ("admin's secret", secret),
    ];
    for line in &ours {
        for (what, text) in &never {
            assert!(!line.contains(text.as_str()), "{what}: {line}");
        }
        // Names of keys and nonces are 22 and 43 characters of base64url; nothing of that length
        // has a place in a line.
        let long = line.split(|part: char| !(part.is_ascii_alphanumeric() || "-_".contains(part)));
        for word in long.filter(|word| word.len() >= 22) {
            let plain = word.bytes().all(|part| part.is_ascii_lowercase() || part == b'-');
            assert!(plain, "{word} in {line}");
        }
    }
    // Other crates see bytes on the wire at most encrypted.
    for line in &lines {
        for (what, text) in never.iter().take(7) {
            assert!(!line.contains(text.as_str()), "{what}: {line}");
        }
    }
}
