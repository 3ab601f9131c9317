//! A file of evidence as people meet it: in Chromium without scripts or a network, on a narrow screen, in
//! text of double size, in the dark, by ear, and on paper. A binary of its own, because it needs a browser.

use std::fs;
use std::path::PathBuf;

use doorstep::client::{CheckAnswer, EvidenceScope, OrderDecision};
use doorstep::events::{Cause, Facts, Wake};
use doorstep::model::patient::{CannotReason, CheckOutcome};
use doorstep::outbox::Urgency;
use doorstep::quarantine::declarations::Declaring;
use doorstep::quarantine::presence::{HomeWifi, Source};
use doorstep::quarantine::watch::{ArrivingFix, CircleOf};
use doorstep_authority::admin::{NoticeDraft, OrderChange, OrderFor, PlaceChange};
use doorstep_suite::chromium::{Chromium, DESK, Page};
use doorstep_suite::data::workspace;
use doorstep_suite::phone::{ME, NUMBER, Phone};
use doorstep_suite::test_env::TestEnv;
use serde_json::json;

const HOME: (f64, f64) = (55.755_812_3, 37.617_3);
const WORDS: &str = "I was at home, and the phone showed the yard. <b>&amp;</b>";

/// Where the pictures go, to be looked at.
fn pictures() -> PathBuf {
    let folder = workspace().join("target/evidence");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A phone after five days of a quarantine in which everything happened that a page can show.
async fn lived(env: &TestEnv) -> Phone {
    let (phone, _) = env.resident().await;
    let change = OrderChange {
        terms: json!({ "report": "presence" }).as_object().unwrap().clone(),
        first_place: PlaceChange { at: Some(HOME), ..PlaceChange::default() },
        ..OrderChange::default()
    };
    let to = OrderFor::Phone(NUMBER.into());
    let order = env.admin.issue_order(to, change).await.unwrap().order;
    phone.sync().await;
    for decision in [OrderDecision::Seen, OrderDecision::Begin] {
        phone.client().decide_order(ME, &decision).unwrap();
    }
    for quarter in 0..5 * 96 {
        env.wait_s(900).await;
        let (day, of_day) = (quarter / 96, quarter % 96);
        let client = phone.client();
        // A night in which the phone lies still without a place, and an afternoon in a hospital.
        let is_silent = day == 2 && of_day < 24;
        if !is_silent {
            client.woken(Wake { cause: Cause::Alarm, facts: Facts::default(), moved: None });
            let is_wrong = day == 3 && (20..24).contains(&of_day);
            drop(client.fixes_arrived(ME, &[fix(&phone, if is_wrong { 2_000.0 } else { 5.0 })]));
        }
        match (day, of_day) {
            (1, 10) => drop(client.declare(ME, &Declaring::Hospital).unwrap()),
            (1, 30) => drop(client.declare(ME, &Declaring::Back).unwrap()),
            (3, 30) => {
                let text = vec![("en".to_owned(), "You were not found at home.".to_owned())];
                let kind = "warning".to_owned();
                let draft = NoticeDraft { kind, text, about: vec![1], appeal_until: None };
                env.admin.send_notice(&order, draft).await.unwrap();
            }
            (4, 10) => client.dispute(ME, "1", WORDS).unwrap(),
            _ => {}
        }
        let asked = client.checks(ME, false).unwrap();
        let asked = asked
            .iter()
            .any(|check| check.outcome == CheckOutcome::Asking && check.answer.is_none());
        let cannot = CheckAnswer::Cannot { reason: CannotReason::Ill, text: None };
        match (asked, day) {
            (true, 0 | 3) => drop(client.answer_check(ME, None, &CheckAnswer::Here).unwrap()),
            (true, 4) => drop(client.answer_check(ME, None, &cannot).unwrap()),
            _ => {}
        }
        if client.plan().sync.is_some() {
            client.sync(Urgency::Background, None).await;
        }
    }
    phone.client().sync(Urgency::Person, None).await;
    phone
}

fn fix(phone: &Phone, north_m: f64) -> ArrivingFix {
    ArrivingFix {
        latitude: HOME.0 + north_m / 111_320.0,
        longitude: HOME.1,
        accuracy_m: Some(20.0),
        circle: CircleOf::Android,
        source: Source::Wifi,
        age_ms: 0,
        time_ms: phone.clock.true_ms(),
        is_mock: false,
        is_coarse: false,
        in_deep_sleep: false,
        steps: None,
        activity: None,
        home_wifi: HomeWifi::Unknown,
    }
}

/// What holds for the page, however it is looked at.
fn check(page: &mut Page<'_>, name: &str) {
    let tree = page.tree();
    assert_eq!(tree.all("main").len(), 1, "{name}");
    let levels: Vec<u64> = tree.all("heading").iter().map(|node| node.level.unwrap()).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: {levels:?}");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
    for image in tree.all("image") {
        assert!(image.name.contains(':'), "{name}: a bar tells its hours by ear: {}", image.name);
    }
    page.look_in_every_way(name, 20, &pictures());
    fs::write(pictures().join(format!("{name}-sheet.png")), page.sheet().png).unwrap();
    let complaints = page.complaints();
    assert!(complaints.is_empty(), "{name}: {complaints:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Chromium; tests/run starts it"]
async fn a_file_of_evidence_is_read_on_every_screen_and_on_paper() {
    let env = TestEnv::new().await;
    let phone = lived(&env).await;
    let folder = tempfile::tempdir().unwrap();
    let mut chromium = Chromium::start(&[]);
    for (language, scope) in [("en", EvidenceScope::Redacted), ("ru", EvidenceScope::Whole)] {
        phone.client().set_language(language);
        let made = phone.client().evidence(ME, scope).unwrap();
        let file = folder.path().join(format!("{language}.html"));
        fs::write(&file, &made.file).unwrap();
        let mut page = chromium.page();
        page.look(DESK);
        page.open(&format!("file://{}", file.display()));
        check(&mut page, language);
        let told = page.tree();
        let names: Vec<&str> = told.names().into_iter().map(|(_, name)| name).collect();
        let is_said = |words: &str| names.iter().any(|name| name.contains(words));
        // The words of a dispute are private: they stand in the whole copy alone, as they were written.
        assert_eq!(is_said(WORDS), scope == EvidenceScope::Whole, "{language}");
        assert!(is_said("You were not found at home."), "{language}");
        assert!(!is_said("doorstep-data"), "{language}: the data are not read out");
    }
}
