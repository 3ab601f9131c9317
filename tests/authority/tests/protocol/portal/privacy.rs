//! What is kept of somebody at the portal, and how it goes.

use doorstep::model::from_base64url;

use super::browser::Browser;
use super::paper::printed;
use crate::support::{HOUR, NOON, NUMBER, Rig};

/// Everything that stands in the database's files.
fn kept(rig: &Rig) -> Vec<u8> {
    let folder = rig.home.path().join("online");
    let mut bytes = Vec::new();
    for file in ["authority.sqlite3", "authority.sqlite3-wal"] {
        bytes.extend(std::fs::read(folder.join(file)).unwrap_or_default());
    }
    bytes
}

fn rows(rig: &Rig, table: &str) -> i64 {
    let database =
        rusqlite::Connection::open(rig.home.path().join("online/authority.sqlite3")).unwrap();
    database.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

fn stands(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|part| part == text)
}

#[tokio::test]
async fn number_mark_and_code_can_not_be_read_from_the_database() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.name(NUMBER).await;
    assert!(
        stands(&kept(&rig), NUMBER.as_bytes()),
        "until the code is typed: it may be sent again"
    );
    let anonymous = browser.cookie.clone().unwrap();
    let code = rig.code(NUMBER).await;
    let page = browser.get("/portal/en/code").await;
    let form = page.form("/portal/en/code", &[("code", &code)]);
    browser.post("/portal/en/code", &form).await;
    assert_eq!((rows(&rig, "portal_visits"), rows(&rig, "portal_sessions")), (0, 1));
    let (text, typed) = printed(&browser.ask(&rig, "pharmacy", "ИП", "4321").await);
    let pass = doorstep::documents::decode_text(&text).unwrap();
    let bytes = kept(&rig);
    let plain: String = typed.split(' ').collect();
    for (what, secret) in [
        ("cookie", from_base64url(&anonymous).unwrap()),
        ("cookie of the session", from_base64url(browser.cookie.as_ref().unwrap()).unwrap()),
        ("mark", "ИП4321".into()),
        ("typed code", plain.into()),
        ("signature of the pass", pass[pass.len() - 32..].to_vec()),
    ] {
        assert!(!stands(&bytes, &secret), "{what}");
    }
}

#[tokio::test]
async fn what_can_be_printed_opens_with_its_own_cookie_alone() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    browser.ask(&rig, "pharmacy", "ИП", "4321").await.is(200, "/portal/en/passes/1");
    // The same number from another browser sees nothing of it: a number alone is no proof.
    rig.clock(NOON + 60).await;
    let mut other = Browser::signed_in(&rig, NUMBER).await;
    other.get("/portal/en/ask").await.lacks("passes/1").says("0 of 2 used today.");
    other.get("/portal/en/passes/1").await.is(404, "/portal/en/passes/1");
    let database =
        rusqlite::Connection::open(rig.home.path().join("online/authority.sqlite3")).unwrap();
    let newer: Vec<u8> = database
        .query_row("SELECT id FROM portal_sessions ORDER BY ends_at LIMIT 1", [], |row| row.get(0))
        .unwrap();
    // Whoever can write the database and gives it to another session opens nothing.
    database.execute("UPDATE portal_prints SET session = ?", [&newer]).unwrap();
    let mut answers = Vec::new();
    for browser in [&mut browser, &mut other] {
        answers.push(browser.get("/portal/en/ask").await.answer.status);
    }
    assert_eq!(answers, [200, 500]);
}

#[tokio::test]
async fn who_asks_to_be_forgotten_is_in_every_browser() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    for _ in 0..2 {
        browser.ask(&rig, "groceries", "ИП", "4321").await;
    }
    rig.clock(NOON + 60).await;
    let mut other = Browser::signed_in(&rig, NUMBER).await;
    let mut waiting = Browser::new(&rig);
    waiting.name(NUMBER).await;
    let mut stranger = Browser::signed_in(&rig, "+79161234568").await;
    stranger.ask(&rig, "pharmacy", "АБ", "1234").await;

    let page = other.get("/portal/en/erase").await;
    page.says("Deleted at once").says("stays until the day or week ends");
    let form = page.hidden("/portal/en/erase");
    let page = other.post("/portal/en/erase", &form).await;
    page.is(200, "/portal/en/erased").says("Your data are deleted");
    assert!(other.cookie.is_none());
    for browser in [&mut browser, &mut other] {
        browser.get("/portal/en/passes/1").await.is(200, "/portal/en/number");
    }
    waiting.get("/portal/en/code").await.is(200, "/portal/en/number");
    stranger.get("/portal/en/passes/1").await.is(200, "/portal/en/passes/1");
    assert!(!stands(&kept_now(&rig), NUMBER.as_bytes()));
    assert_eq!((rows(&rig, "portal_sessions"), rows(&rig, "portal_prints")), (1, 1));
    // What was counted stays.
    rig.clock(NOON + 120).await;
    let mut again = Browser::signed_in(&rig, NUMBER).await;
    again.get("/portal/en/ask").await.says("2 of 2 used today.");
    again.ask(&rig, "groceries", "ИП", "4321").await.is(422, "/portal/en/ask");
}

/// The same once the log of the database is written back.
fn kept_now(rig: &Rig) -> Vec<u8> {
    let database =
        rusqlite::Connection::open(rig.home.path().join("online/authority.sqlite3")).unwrap();
    database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    kept(rig)
}

#[tokio::test]
async fn time_alone_clears_the_portal() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    browser.ask(&rig, "pharmacy", "ИП", "4321").await;
    Browser::new(&rig).name("+79161234568").await;
    let tables = ["portal_visits", "portal_sessions", "portal_prints"];
    assert_eq!(tables.map(|table| rows(&rig, table)), [1, 1, 1]);
    rig.clock(NOON + 3 * HOUR).await;
    rig.admin.accounts().await.unwrap();
    assert_eq!(tables.map(|table| rows(&rig, table)), [0, 0, 0]);
}
