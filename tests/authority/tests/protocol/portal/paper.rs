//! What is printed: read from the page as a camera reads it, and inspected by the core.

use doorstep::documents::KeyUse;
use doorstep::inspection::{Answer, InspectorTime, NextStep, Reason, Verdict, inspect};
use doorstep::lists::{Fetched, ListScope, Lists, Refresh};
use doorstep::time::{Moment, milliseconds};
use rxing::BarcodeFormat;

use super::browser::{Browser, Page};
use crate::support::{DAY, HOUR, NOON, NUMBER, Rig};

/// What an inspector's device answers to this text at this second, on the lists of now.
pub async fn answer_to(rig: &Rig, text: &str, at: u64) -> Answer {
    let now = Moment::exactly(milliseconds(at));
    let lists = Lists::first(&rig.trust_file()).unwrap();
    let mut refresh = Refresh::of(&lists, now, ListScope::WithStatus);
    while let Some(route) = refresh.next() {
        let answer = rig.get(&route.path()).await;
        refresh.take(match answer.status {
            200 => Fetched::Bytes(answer.body),
            404 => Fetched::NotFound,
            _ => Fetched::Nothing,
        });
    }
    let outcome = refresh.finish();
    assert_eq!(outcome.problem, None);
    let ms = milliseconds(at);
    let time = InspectorTime { best_ms: Some(ms), lo_ms: ms, hi_ms: Some(ms) };
    inspect(text, &outcome.lists, &time, None)
}

/// The text of the code and the typed code of a page; what is shown is what is printed.
pub fn printed(page: &Page) -> (String, String) {
    let paths: Vec<&str> =
        page.html().split(" d=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let [shown, printed] = paths[..] else { panic!("two codes in {}", page.html()) };
    assert_eq!(shown, printed);
    let typed = page.html().split("<dd class=\"typed\">").nth(1).unwrap();
    let typed = typed.split('<').next().unwrap().to_owned();
    assert_eq!(page.html().matches(&typed).count(), 2, "on the screen and on paper");
    (read(printed), typed)
}

/// The text of a code that is drawn as runs of modules, `M{x} {y}h{run}v1h-{run}z`.
fn read(path: &str) -> String {
    const SCALE: usize = 4;
    const QUIET: usize = 4;
    let runs: Vec<(usize, usize, usize)> = path
        .split('M')
        .skip(1)
        .map(|run| {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let run = rest.split('v').next().unwrap();
            (x.parse().unwrap(), y.parse().unwrap(), run.parse().unwrap())
        })
        .collect();
    let modules = runs.iter().map(|(_, y, _)| y + 1).max().unwrap();
    let side = (modules + 2 * QUIET) * SCALE;
    let mut grey = vec![255; side * side];
    for (x, y, run) in runs {
        for row in (y + QUIET) * SCALE..(y + QUIET + 1) * SCALE {
            let from = row * side + (x + QUIET) * SCALE;
            grey[from..from + run * SCALE].fill(0);
        }
    }
    let side = u32::try_from(side).unwrap();
    let found =
        rxing::helpers::detect_in_luma(grey, side, side, Some(BarcodeFormat::QR_CODE)).unwrap();
    let metadata = format!("{:?}", found.getRXingResultMetadata());
    assert!(metadata.contains("\"M\""), "correction of paper: {metadata}");
    found.getText().to_owned()
}

#[tokio::test]
async fn a_printed_pass_ends_is_revoked_and_is_no_live_code() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    let page = browser.ask(&rig, "pharmacy", "ИП", "4321").await;
    let (text, typed) = printed(&page);
    let valid = answer_to(&rig, &text, NOON).await;
    assert_eq!((valid.verdict, valid.next), (Verdict::Valid, NextStep::CompareDocument));
    let bytes = doorstep::documents::decode_text(&text).unwrap();
    let claims = rig.open_pass(&doorstep::model::to_base64url(&bytes)).await;
    assert!(claims.holder.is_none());
    assert_eq!((claims.purpose, claims.act, claims.nbf), (2, 1, NOON));

    rig.clock(NOON + HOUR).await;
    assert!(rig.admin.revoke(&claims.id.to_string()).await.is_ok());
    let revoked = answer_to(&rig, &text, NOON + HOUR).await;
    assert_eq!(revoked.verdict, Verdict::ReturnHomeOnly);
    let page = browser.get("/portal/en/passes/1").await;
    page.says("Revoked. You can still go home with it until Tuesday 24 November 2026, 18:00.");
    page.lacks(&typed).lacks("<svg");

    rig.clock(NOON + 3 * HOUR).await;
    assert_eq!(answer_to(&rig, &text, NOON + 3 * HOUR).await.reason, Reason::Expired);
    browser.get("/portal/en/passes/1").await.is(200, "/portal/en/number");
}

#[tokio::test]
async fn newer_rules_take_no_printed_pass_away() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    let (text, typed) = printed(&browser.ask(&rig, "pharmacy", "ИП", "4321").await);
    // Nobody asks for the pharmacy any more, and the time to get home is shorter.
    let document = include_str!("../../../regions/xx-ref.json");
    let mut document: serde_json::Value = serde_json::from_str(document).unwrap();
    document["purposes"].as_array_mut().unwrap().retain(|purpose| purpose["key"] != "pharmacy");
    document["grace"]["minutes"] = 10.into();
    let rules = doorstep_authority::Region::read(&document.to_string()).unwrap();
    rig.clock(NOON + 60).await;
    rig.admin.rules(&rules).await.unwrap();
    browser
        .get("/portal/en/ask")
        .await
        .says("Pharmacy. Tuesday 24 November 2026, from 15:00 until 18:00");
    let page = browser.get("/portal/en/passes/1").await;
    page.says("Pharmacy");
    assert_eq!(printed(&page), (text.clone(), typed));

    let bytes = doorstep::documents::decode_text(&text).unwrap();
    let claims = rig.open_pass(&doorstep::model::to_base64url(&bytes)).await;
    rig.admin.revoke(&claims.id.to_string()).await.unwrap();
    rig.clock(NOON + HOUR).await;
    let told = answer_to(&rig, &text, NOON + HOUR).await;
    assert_eq!(told.verdict, Verdict::ReturnHomeOnly);
    browser.get("/portal/en/passes/1").await.says("You can still go home with it until");
}

#[tokio::test]
async fn what_has_no_paper_is_said_in_words() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    let page = browser.ask(&rig, "pet", "ИП", "4321").await;
    page.is(422, "/portal/en/ask").says("Passes for this purpose are not given on paper.");
    page.says("Choose another purpose, or use the app");
    let page = browser.ask(&rig, "nearby", "ИП", "4321").await;
    page.is(422, "/portal/en/ask").says("You need no pass for this (1-К / 1-Q, 3");
    page.says("Just go.");
    let page = browser.ask(&rig, "nothing", "ИП", "4321").await;
    page.is(422, "/portal/en/ask").says("The rules know no such purpose.");

    rig.admin.act_ended().await.unwrap();
    let page = browser.get("/portal/en/ask").await;
    page.says("No act requires passes now.").lacks("action=\"/portal/en/ask\"");
}

#[tokio::test]
async fn without_a_mark_nothing_is_printed_and_it_is_said_kindly() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    for (initials, document, field, said) in [
        ("", "", "initials", "Your initials are missing"),
        (" . ", "4321", "initials", "Your initials are missing"),
        ("ИП", "", "document", "The last four characters"),
        ("ИП", "---", "document", "The last four characters"),
        ("И2", "4321", "initials", "Character 2 is no letter or digit"),
        ("ИП", "43#1", "document", "Character 3 is no letter or digit"),
        ("ИП", "12345", "document", "only the last four"),
        ("ИПСИДОРОВ", "4321", "initials", "at most three letters"),
    ] {
        let page = browser.ask(&rig, "pharmacy", initials, document).await;
        page.is(422, "/portal/en/ask").says(said).says(&format!("href=\"#{field}\""));
        page.says("aria-invalid=\"true\"").says(&format!("id=\"{field}-error\""));
        page.says("Correct what is marked").says("value=\"2\" checked");
    }
    let page = browser.get("/portal/en/ask").await;
    let form = page.form("/portal/en/ask", &[("initials", "ИП"), ("document", "4321")]);
    let page = browser.post("/portal/en/ask", &form).await;
    page.is(422, "/portal/en/ask").says("Choose what the pass is for.").says("value=\"ИП\"");
    assert_eq!(rig.admin.accounts().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_page_that_was_open_while_the_rules_changed_is_looked_over_again() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    let page = browser.get("/portal/en/ask").await;
    let fields = [("purpose", "2"), ("initials", "ИП"), ("document", "4321")];
    let form = page.form("/portal/en/ask", &fields);
    rig.admin.act_ended().await.unwrap();
    rig.admin.act_in_force().await.unwrap();
    let page = browser.post("/portal/en/ask", &form).await;
    page.is(422, "/portal/en/ask").says("Look it over and send it once more.");
    let form = page.form("/portal/en/ask", &fields);
    browser.post("/portal/en/ask", &form).await.is(200, "/portal/en/passes/1");
}

#[tokio::test]
async fn a_pass_whose_key_was_withdrawn_is_made_anew_and_not_counted() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    let page = browser.ask(&rig, "groceries", "ИП", "4321").await;
    let (old, _) = printed(&page);
    rig.clock(NOON + HOUR).await;
    rig.admin.rotate_key(KeyUse::Pass, true).await.unwrap();
    assert_eq!(answer_to(&rig, &old, NOON + HOUR).await.reason, Reason::KeyRevoked);
    let page = browser.get("/portal/en/passes/1").await;
    page.says("That is our fault.").lacks("<svg");
    let form = page.hidden("/portal/en/passes/1/again");
    for _ in 0..2 {
        let page = browser.post("/portal/en/passes/1/again", &form).await;
        page.is(200, "/portal/en/passes/1").lacks("/again");
        let (new, _) = printed(&page);
        assert_ne!(new, old);
        let inspected = answer_to(&rig, &new, NOON + HOUR).await;
        assert_eq!(inspected.verdict, Verdict::Valid);
        assert_eq!(inspected.sub.as_deref(), Some("ИП4321"));
        assert_eq!(inspected.valid_until, Some(NOON + 3 * HOUR), "the rest of its time");
    }
    browser.get("/portal/en/ask").await.says("1 of 2 used today.");
    let form = browser.get("/portal/en/ask").await.hidden("/portal/en/leave");
    let page = browser.post("/portal/en/passes/7/again", &form).await;
    page.is(404, "/portal/en/passes/7");
}

#[tokio::test]
async fn a_pass_for_days_is_printed_and_revoked_by_the_status_list() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    let page = browser.ask(&rig, "work", "ИП", "4321").await;
    page.is(200, "/portal/en/passes/1");
    let (text, _) = printed(&page);
    let bytes = doorstep::documents::decode_text(&text).unwrap();
    let claims = rig.open_pass(&doorstep::model::to_base64url(&bytes)).await;
    assert!(claims.status.is_some() && claims.holder.is_none());
    let later = NOON + 2 * DAY;
    rig.clock(later).await;
    assert_eq!(answer_to(&rig, &text, later).await.verdict, Verdict::Valid);
    browser.get("/portal/en/passes/1").await.is(200, "/portal/en/number");
    rig.admin.revoke(&claims.id.to_string()).await.unwrap();
    let revoked = answer_to(&rig, &text, later + HOUR).await;
    assert!(matches!(revoked.verdict, Verdict::ReturnHomeOnly | Verdict::Revoked), "{revoked:?}");
}
