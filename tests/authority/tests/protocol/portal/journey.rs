//! The whole way: a number, a code, a pass, a sheet of paper, and out.

use super::browser::Browser;
use super::paper::{answer_to, printed};
use crate::support::{HOUR, NOON, NUMBER, Phone, Rig, ask_pass, new_key, pass_draft, pass_request};
use doorstep::inspection::{NextStep, Verdict};
use doorstep::model::TypedCode;

#[tokio::test]
async fn somebody_without_the_app_gets_a_pass_on_paper() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    let start = browser.get("/portal").await;
    start.is(200, "/portal/en").says("A pass on paper").says("Emergency care needs no pass");
    assert!(browser.cookie.is_none(), "the first page needs none");
    let page = browser.sign_in(&rig, NUMBER).await;
    page.says("Groceries").says("3 h. 0 of 2 used today.");
    page.says("Nearest shop or pharmacy (1-К / 1-Q, 3)");
    page.says("Emergency medical care (1-К / 1-Q, 4). ");
    page.says("1-Q, 4). Emergency care needs no pass. Just go.").says("14 days");
    page.says("Walking a pet");

    let page = browser.ask(&rig, "groceries", "и. п.", "43 21").await;
    page.is(200, "/portal/en/passes/1")
        .says("Valid until Tuesday 24 November 2026, 18:00.")
        .says("ИП4321");
    let (text, typed) = printed(&page);
    assert_eq!(TypedCode::read(&typed).unwrap().grouped(), typed, "in groups of four");
    let inspected = answer_to(&rig, &text, NOON).await;
    assert_eq!((inspected.verdict, inspected.next), (Verdict::Valid, NextStep::CompareDocument));
    assert_eq!(inspected.sub.as_deref(), Some("ИП4321"));
    assert_eq!(inspected.valid_until, Some(NOON + 3 * HOUR));

    // It can be printed again, and the list leads to it.
    let list = browser.get("/portal/en/ask").await;
    list.says("href=\"/portal/en/passes/1\"").says("1 of 2 used today.");
    assert_eq!(printed(&browser.get("/portal/en/passes/1").await), (text, typed));

    let form = list.hidden("/portal/en/leave");
    let left = browser.post("/portal/en/leave", &form).await;
    left.is(200, "/portal/en/left").says("You are signed out");
    assert!(browser.cookie.is_none());
    browser.get("/portal/en/passes/1").await.is(200, "/portal/en/number");
}

#[tokio::test]
async fn what_the_app_gets_and_what_the_portal_gets_is_counted_together() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    pass_draft(&phone, &holder, &pass_request(1, &holder)).send(&rig).await.is(201);
    rig.clock(NOON + 60).await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    browser.get("/portal/en/ask").await.says("1 of 2 used today.");
    browser.ask(&rig, "groceries", "ИП", "4321").await.is(200, "/portal/en/passes/1");
    let page = browser.ask(&rig, "groceries", "ИП", "4321").await;
    page.is(422, "/portal/en/ask")
        .says("2 of 2 passes for the day are used. The next is free tomorrow from 00:00");
    page.says("Emergency care needs no pass.");
    let asked = ask_pass(&rig, &phone, &pass_request(1, &holder), NOON + 60).await;
    asked.problem(422, "quota-used");
}

#[tokio::test]
async fn an_app_that_registers_later_is_not_hindered() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    browser.ask(&rig, "pharmacy", "ИП", "4321").await.is(200, "/portal/en/passes/1");
    assert!(rig.admin.accounts().await.unwrap().is_empty(), "nobody has an account by this");
    rig.clock(NOON + 60).await;
    let phone = Phone::new();
    phone.settle(&rig, NUMBER, NOON + 60).await;
    let holder = new_key();
    let draft = pass_draft(&phone, &holder, &pass_request(2, &holder)).at(NOON + 60);
    draft.send(&rig).await.is(201);
    // And the browser goes on; its sign-in claims nothing of the account.
    rig.clock(NOON + 120).await;
    Browser::signed_in(&rig, NUMBER).await;
    let sync = crate::support::Draft::new(
        doorstep::requests::Route::Sync,
        &serde_json::json!({}),
        phone.dev(),
    );
    let reply: doorstep::requests::SyncReply = sync.at(NOON + 120).send(&rig).await.is(200).json();
    assert!(reply.claimed.is_none() && reply.closed.is_none());
}

#[tokio::test]
async fn a_form_that_is_sent_twice_has_one_effect() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    let number = browser.get("/portal/en/number").await;
    let form = number.form("/portal/en/number", &[("number", NUMBER)]);
    browser.post("/portal/en/number", &form).await.is(200, "/portal/en/code");
    rig.clock(NOON + 61).await;
    let code_page = browser.post("/portal/en/number", &form).await;
    code_page.is(200, "/portal/en/code");
    assert_eq!(rig.admin.sms(Some(NUMBER)).await.unwrap().len(), 1);

    // The answer that signs in is lost; the same form from the browser of before signs in all the same.
    let code = rig.code(NUMBER).await;
    let form = code_page.form("/portal/en/code", &[("code", &code)]);
    let mut before = browser.clone();
    browser.post("/portal/en/code", &form).await.is(200, "/portal/en/ask");
    before.post("/portal/en/code", &form).await.is(200, "/portal/en/ask");
    assert_eq!(before.cookie, browser.cookie);

    let ask = browser.get("/portal/en/ask").await;
    let fields = [("purpose", "1"), ("initials", "ИП"), ("document", "4321")];
    let form = ask.form("/portal/en/ask", &fields);
    let (mut left, mut right) = (browser.clone(), browser.clone());
    let pages = tokio::join!(
        left.post("/portal/en/ask", &form),
        right.post("/portal/en/ask", &form),
        browser.post("/portal/en/ask", &form),
    );
    for page in [&pages.0, &pages.1, &pages.2] {
        page.is(200, "/portal/en/passes/1");
        assert_eq!(printed(page), printed(&pages.0));
    }
    browser.get("/portal/en/ask").await.says("1 of 2 used today.");
    // The same form with something else in it does nothing, and says so.
    let fields = [("purpose", "2"), ("initials", "ИП"), ("document", "4321")];
    let other = ask.form("/portal/en/ask", &fields);
    let page = browser.post("/portal/en/ask", &other).await;
    page.is(422, "/portal/en/ask").says("This form was sent before");
    page.lacks("passes/2").says("value=\"2\" checked");
    // What came back is a new form.
    let again = page.form("/portal/en/ask", &fields);
    browser.post("/portal/en/ask", &again).await.is(200, "/portal/en/passes/2");
}

#[tokio::test]
async fn every_page_is_there_in_both_languages() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    for (accepted, path) in
        [("ru-RU,ru;q=0.9", "/portal/ru"), ("de", "/portal/en"), ("", "/portal/en")]
    {
        let answer = browser.look("/portal", &[("accept-language", accepted)]).await;
        assert_eq!(answer.is(303).header("location"), path);
    }
    browser.lang = "ru";
    let page = browser.sign_in(&rig, NUMBER).await;
    page.says("<html lang=\"ru\">").says("За продуктами").says("использовано 0 из 2.");
    page.says("href=\"/portal/en/ask\" lang=\"en\" hreflang=\"en\"");
    let sms = &rig.admin.sms(Some(NUMBER)).await.unwrap()[0].text;
    assert!(sms.contains("на странице, где его запросили") && !sms.contains("прилож"), "{sms}");
    let page = browser.ask(&rig, "groceries", "", "4321").await;
    page.is(422, "/portal/ru/ask").says("Не хватает инициалов");
    let page = browser.ask(&rig, "groceries", "ИП", "4321").await;
    page.is(200, "/portal/ru/passes/1").says("Действует до 18:00 вторника, 24 ноября 2026 года.");
    browser.get("/portal/en/passes/1").await.says("<html lang=\"en\">").says("Groceries");
    browser.get("/portal/tt/number").await.is(404, "/portal/tt/number");
    let nowhere = browser.look("/portal/ru/x/y", &[("accept-language", "ru")]).await;
    assert!(
        String::from_utf8(nowhere.is(404).body.clone()).unwrap().contains("Такой страницы нет")
    );
}
