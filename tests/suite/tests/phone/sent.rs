//! What was sent: the phone's own table is what a network that records has seen, byte for byte.

use std::fs;
use std::sync::{Arc, Mutex};

use doorstep::client::{Client, Ports};
use doorstep::crypto::sha256;
use doorstep::error::Code;
use doorstep::model::to_base64url;
use doorstep::ports::{Outgoing, Sending, ServerTrust, Transport};
use doorstep::requests::Route;
use doorstep::testing::SeededRandom;
use doorstep::views::SentEntry;
use doorstep_suite::phone::{ME, NUMBER, Phone};
use doorstep_suite::test_env::{TestEnv, https};
use tempfile::TempDir;

/// Keeps each request before it goes on, and the phone's file as it is at that moment.
struct Recorder {
    inner: Arc<dyn Transport>,
    seen: Mutex<Vec<(Outgoing, TempDir)>>,
    folder: Mutex<std::path::PathBuf>,
}

impl Recorder {
    fn seen(&self) -> Vec<Outgoing> {
        self.seen.lock().unwrap().iter().map(|(outgoing, _)| outgoing.clone()).collect()
    }

    /// What a phone finds that was killed when a request was about to leave.
    fn left(&self) -> Vec<(Outgoing, TempDir)> {
        std::mem::take(&mut *self.seen.lock().unwrap())
    }
}

impl Transport for Recorder {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        let left = tempfile::tempdir().unwrap();
        for name in ["doorstep.db", "doorstep.db-wal"] {
            fs::copy(self.folder.lock().unwrap().join(name), left.path().join(name)).unwrap();
        }
        self.seen.lock().unwrap().push((request.clone(), left));
        self.inner.send(request, trust)
    }
}

/// A phone on a network that records.
fn recorded(env: &TestEnv) -> (Phone, Arc<Recorder>) {
    let recorder =
        Arc::new(Recorder { inner: https(), seen: Mutex::default(), folder: Mutex::default() });
    let (mut phone, _) = env.phone();
    phone.transport = recorder.clone();
    *recorder.folder.lock().unwrap() = phone.folder();
    phone.start();
    (phone, recorder)
}

fn sent(phone: &Phone) -> Vec<SentEntry> {
    phone.client().sent(None, 1000).unwrap()
}

/// That this entry is this request.
fn is_same(client: &Client, entry: &SentEntry, outgoing: &Outgoing) {
    let to = outgoing.url.strip_prefix("https://").unwrap();
    let (to, path) = to.split_at(to.find('/').unwrap());
    let digest = to_base64url(&sha256(&outgoing.body));
    assert_eq!((entry.to.as_str(), entry.route.as_str()), (to, outgoing.route));
    assert_eq!((entry.bytes, &entry.sha256), (outgoing.body.len() as u64, &digest));
    let raw = client.sent_raw(entry.n).unwrap();
    assert_eq!(raw.body, outgoing.body);
    let first = format!("{} {path} HTTP/1.1\r\n", outgoing.method.name());
    assert!(raw.head.starts_with(&first) && raw.head.ends_with("\r\n\r\n"), "{}", raw.head);
    for header in &outgoing.headers {
        assert!(raw.head.contains(&format!("\r\n{}: {}\r\n", header.name, header.value)));
    }
    assert_eq!(raw.head, outgoing.head());
}

fn is_signed(outgoing: &Outgoing) -> bool {
    outgoing.headers.iter().any(|header| header.name == "signature")
}

#[tokio::test]
async fn the_table_is_what_left_over_the_whole_journey() {
    let env = TestEnv::new().await;
    let (mut phone, recorder) = recorded(&env);
    phone.register().await.unwrap();
    phone.confirm("000000").await.unwrap_err();
    phone.confirm(&env.code().await).await.unwrap();
    phone.pass("groceries").await;
    let paper = phone.client().paper(ME, None).await.unwrap();
    phone.inspector().refresh().await.unwrap();
    phone.inspector().look_up(&paper.typed_code.unwrap()).await;
    phone.client().change_mark(ME, Some("а б"), None).unwrap();
    assert_eq!(phone.sync().await.problem, None);
    phone.start();
    let (entries, seen) = (sent(&phone), recorder.seen());
    let numbers: Vec<u64> = entries.iter().map(|entry| entry.n).collect();
    assert_eq!(numbers, (1..=seen.len() as u64).collect::<Vec<_>>());
    for (entry, outgoing) in entries.iter().zip(&seen) {
        is_same(&phone.client(), entry, outgoing);
    }
    for route in [
        Route::Time,
        Route::Trust,
        Route::Registrations,
        Route::Passes,
        Route::Codes,
        Route::Status,
        Route::Sync,
    ] {
        assert!(entries.iter().any(|entry| entry.route == route.template()), "{route:?}");
    }
    // Whoever is killed at the first byte finds it written.
    for ((outgoing, left), n) in recorder.left().into_iter().zip(1..) {
        let ports = Ports { random: Arc::new(SeededRandom::new(n)), ..phone.ports() };
        let setup = doorstep::client::Setup { folder: left.path().to_owned(), ..phone.setup() };
        let client = Client::open(setup, ports, "en").unwrap();
        let newest = client.sent(None, 1).unwrap().remove(0);
        assert_eq!(newest.n, n);
        is_same(&client, &newest, &outgoing);
    }
    // What names nobody is the phone's; the rest goes with the person.
    phone.client().erase(ME).unwrap();
    let kept: Vec<u64> =
        seen.iter().zip(1..).filter(|(outgoing, _)| !is_signed(outgoing)).map(|(_, n)| n).collect();
    let left = sent(&phone);
    assert_eq!(left.iter().map(|entry| entry.n).collect::<Vec<_>>(), kept);
    assert!(kept.len() < seen.len());
    for n in numbers.iter().filter(|n| !kept.contains(n)) {
        assert_eq!(phone.client().sent_raw(*n).unwrap_err().code, Code::UnknownReference);
    }
    assert_eq!(phone.sync().await.problem, None);
    phone.start();
    let after = recorder.seen();
    let entries = phone.client().sent(Some(seen.len() as u64 + 1), 1000).unwrap();
    assert_eq!(entries.len(), after.len());
    for ((entry, outgoing), n) in entries.iter().zip(&after).zip(seen.len() as u64 + 1..) {
        assert_eq!(entry.n, n);
        is_same(&phone.client(), entry, outgoing);
    }
    assert!(after.iter().any(|outgoing| outgoing.route == Route::Erase.template()));
    for name in ["doorstep.db", "doorstep.db-wal"] {
        let bytes = fs::read(phone.folder().join(name)).unwrap();
        let plain = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(!plain(&NUMBER[1..]) && !plain("/v1/registrations"), "{name}");
    }
}

#[tokio::test]
async fn words_say_what_is_asked_and_what_is_told() {
    let env = TestEnv::new().await;
    let (phone, _) = recorded(&env);
    phone.register().await.unwrap();
    phone.confirm(&env.code().await).await.unwrap();
    phone.pass("groceries").await;
    let entries = sent(&phone);
    let keys = |route: Route| -> Vec<String> {
        let entry = entries.iter().find(|entry| entry.route == route.template()).unwrap();
        entry.words.iter().map(|sentence| sentence.key.clone()).collect()
    };
    assert_eq!(keys(Route::Time), ["sent-asks-time", "sent-tells-nothing"]);
    assert_eq!(keys(Route::Rules), ["sent-asks-rules", "sent-tells-nothing"]);
    assert_eq!(
        keys(Route::Registrations),
        [
            "sent-asks-code",
            "sent-tells-phone-number",
            "sent-tells-account-keys",
            "sent-tells-language",
            "sent-tells-signature",
        ]
    );
    assert_eq!(
        keys(Route::Passes),
        [
            "sent-asks-pass",
            "sent-tells-this-purpose",
            "sent-tells-holder-hint",
            "sent-tells-pass-key",
            "sent-tells-signature",
        ]
    );
    let text = |language: &str| {
        phone.client().set_language(language);
        sent(&phone).pop().unwrap().words[1].text.clone()
    };
    let label = |language: &str| {
        phone.client().set_language(language);
        phone.client().purposes(ME).unwrap()[0].label.clone()
    };
    assert_eq!(text("en"), format!("Tells what the pass is for: {}.", label("en")));
    assert_eq!(text("ru"), format!("Сообщает, для чего пропуск: {}.", label("ru")));
}

#[tokio::test]
async fn a_full_disk_keeps_nobody_waiting_and_nothing_unsaid() {
    let env = TestEnv::new().await;
    let (mut phone, recorder) = recorded(&env);
    phone.register().await.unwrap();
    phone.confirm(&env.code().await).await.unwrap();
    let before = recorder.seen().len();
    phone.client().store_faults().fail_at(1, true);
    let _ = phone.sync().await;
    let during = recorder.seen().len();
    assert!(during > before, "it asked all the same");
    phone.client().store_faults().heal();
    assert_eq!(sent(&phone).len(), during, "what could not be written is known");
    let _ = phone.sync().await;
    phone.start();
    let (entries, seen) = (sent(&phone), recorder.seen());
    assert_eq!(entries.len(), seen.len());
    for (entry, outgoing) in entries.iter().zip(&seen) {
        is_same(&phone.client(), entry, outgoing);
    }
}

#[tokio::test]
async fn entries_are_read_from_a_number_on_or_from_the_end() {
    let env = TestEnv::new().await;
    let (phone, recorder) = recorded(&env);
    phone.register().await.unwrap();
    let last = recorder.seen().len() as u64;
    assert!(last > 4);
    let numbers = |from: Option<u64>, most: usize| -> Vec<u64> {
        phone.client().sent(from, most).unwrap().iter().map(|entry| entry.n).collect()
    };
    assert_eq!(numbers(None, 2), [last - 1, last]);
    assert_eq!(numbers(Some(2), 3), [2, 3, 4]);
    assert_eq!(numbers(Some(last), 100), [last]);
    assert_eq!(numbers(Some(0), usize::MAX), (1..=last).collect::<Vec<_>>());
    assert!(numbers(Some(last + 1), 5).is_empty() && numbers(Some(u64::MAX), 5).is_empty());
    assert!(numbers(None, 0).is_empty());
    for none in [0, last + 1, u64::MAX] {
        assert_eq!(phone.client().sent_raw(none).unwrap_err().code, Code::UnknownReference);
    }
    phone.client().suspend().unwrap();
    assert_eq!(phone.client().sent(None, 1).unwrap_err().code, Code::Suspended);
    let asked = phone.inspector().refresh().await.unwrap_err();
    assert_eq!((asked.code, recorder.seen().len() as u64), (Code::Suspended, last), "nor sent");
}

#[tokio::test]
async fn when_it_was_is_said_as_all_other_moments_are() {
    let env = TestEnv::new().await;
    let (phone, _network) = env.resident().await;
    let entry = sent(&phone).pop().unwrap();
    assert_eq!((entry.at.key.as_str(), entry.at.text.as_str()), ("sent-at", "Today at 22:10"));
    phone.client().set_language("ru");
    assert_eq!(sent(&phone).pop().unwrap().at.text, "Сегодня в 22:10");
    phone.wait_s(86_400);
    assert_eq!(sent(&phone).pop().unwrap().at.text, "Вчера в 22:10");
    phone.wait_s(86_400);
    let said = sent(&phone).pop().unwrap().at.text;
    assert!(said.starts_with("В") && said.ends_with(", в 22:10"), "{said}");
}
