//! Signing in: the same budgets as for the app, the same answer for every number, a new cookie.

use super::browser::{Browser, encoded};
use crate::support::{DAY, HOUR, NOON, NUMBER, Phone, Rig, other_than};

async fn typed(browser: &mut Browser, code: &str) -> super::browser::Page {
    let page = browser.get("/portal/en/code").await;
    let form = page.form("/portal/en/code", &[("code", code)]);
    browser.post("/portal/en/code", &form).await
}

#[tokio::test]
async fn a_code_is_tried_five_times() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.name("8 (916) 123-45-67").await.says("asked for a code to be sent to +7******4567.");
    let code = rig.code(NUMBER).await;
    let wrong = other_than(&code);
    // What is no code is no try.
    typed(&mut browser, "12345").await.is(422, "/portal/en/code").says("The code has six digits.");
    for left in (1..5).rev() {
        let page = typed(&mut browser, &wrong).await;
        page.is(403, "/portal/en/code").says("aria-describedby=\"code-hint code-error\"");
        page.says(&format!("{left} {} left", if left == 1 { "try" } else { "tries" }));
    }
    typed(&mut browser, &wrong).await.is(429, "/portal/en/code").says("Possible today from 15:10.");
    typed(&mut browser, &code).await.is(410, "/portal/en/code").says("Ask for a new code.");
    // Not before ten minutes are over, and then the new one counts.
    let page = browser.get("/portal/en/code").await;
    let again = page.hidden("/portal/en/code/again");
    browser.post("/portal/en/code/again", &again).await.is(429, "/portal/en/code/again");
    rig.clock(NOON + 600).await;
    let page = browser.get("/portal/en/code").await;
    let again = page.hidden("/portal/en/code/again");
    browser.post("/portal/en/code/again", &again).await.is(200, "/portal/en/code");
    typed(&mut browser, &code).await.is(403, "/portal/en/code");
    let code = rig.code(NUMBER).await;
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    typed(&mut browser, &spaced).await.is(200, "/portal/en/ask");
}

#[tokio::test]
async fn a_code_is_read_as_messages_and_keyboards_give_it() {
    let rig = Rig::new().await;
    for (index, spelled) in [
        (|code: &str| format!("{}-{}", &code[..3], &code[3..])) as fn(&str) -> String,
        |code| format!("Your code is {code}. Tell it to nobody, it lasts 15 minutes."),
        |code| format!("<#> {}\u{a0}{}\nFA+9qCX9VSu", &code[..3], &code[3..]),
        |code| {
            code.bytes().map(|digit| char::from_u32(0x630 + u32::from(digit)).unwrap()).collect()
        },
    ]
    .into_iter()
    .enumerate()
    {
        let mut browser = Browser::new(&rig);
        let number = format!("+7916123456{index}");
        browser
            .name(&format!("Mobile:\u{a0}\u{2068}{number}\u{2069}"))
            .await
            .is(200, "/portal/en/code");
        let code = rig.code(&number).await;
        typed(&mut browser, &spelled(&code)).await.is(200, "/portal/en/ask");
    }
    let mut browser = Browser::new(&rig);
    browser.name("+79161234569").await;
    typed(&mut browser, "8296x3").await.says("Character 5 of the code is not a digit.");
}

#[tokio::test]
async fn a_wrong_code_that_is_sent_twice_is_one_try() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    let page = browser.name(NUMBER).await;
    let wrong = other_than(&rig.code(NUMBER).await);
    let form = page.form("/portal/en/code", &[("code", &wrong)]);
    for _ in 0..3 {
        browser.post("/portal/en/code", &form).await.says("4 tries left");
    }
}

#[tokio::test]
async fn a_code_is_for_the_browser_that_asked_and_not_for_long() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.name(NUMBER).await;
    let code = rig.code(NUMBER).await;
    let mut other = Browser::new(&rig);
    other.name("+79161234568").await;
    typed(&mut other, &code).await.is(403, "/portal/en/code");
    rig.clock(NOON + 900).await;
    typed(&mut browser, &code).await.is(410, "/portal/en/code");
    rig.clock(NOON + 900 + 3600).await;
    browser.get("/portal/en/code").await.is(200, "/portal/en/number");
}

#[tokio::test]
async fn app_and_portal_have_one_budget_of_messages() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    let phone = Phone::new();
    for (minute, sent) in (0..).zip([1, 2, 2, 2, 2, 2, 3, 3, 3]) {
        let at = NOON + 60 * minute;
        rig.clock(at).await;
        if minute % 2 == 0 {
            phone.register(&rig, NUMBER, at).await;
        } else {
            browser.name(NUMBER).await.is(200, "/portal/en/code");
        }
        assert_eq!(rig.admin.sms(Some(NUMBER)).await.unwrap().len(), sent);
        // Nor is there a second one in the same minute, whichever asks.
        browser.name(NUMBER).await.says("asked for a code to be sent to +7******4567.");
        assert_eq!(rig.admin.sms(Some(NUMBER)).await.unwrap().len(), sent);
    }
    // What nobody was sent cannot be guessed, and the page says the same.
    let page = typed(&mut browser, &rig.code(NUMBER).await).await;
    page.is(403, "/portal/en/code").says("4 tries left");
    let page = browser.get("/portal/en/code").await;
    let again = page.hidden("/portal/en/code/again");
    let page = browser.post("/portal/en/code/again", &again).await;
    page.is(429, "/portal/en/code/again").says("It is too early.");
    // A minute later the answer is the same as if one were sent.
    rig.clock(NOON + 9 * 60).await;
    let page = browser.get("/portal/en/code").await;
    let again = page.hidden("/portal/en/code/again");
    browser.post("/portal/en/code/again", &again).await.is(200, "/portal/en/code");
    assert_eq!(rig.admin.sms(Some(NUMBER)).await.unwrap().len(), 3);
    rig.clock(NOON + DAY).await;
    browser.name(NUMBER).await;
    assert_eq!(rig.admin.sms(Some(NUMBER)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_source_names_ten_numbers_an_hour_in_whichever_way() {
    let rig = Rig::with(|settings| settings.strict_budgets = true).await;
    let mut browser = Browser::new(&rig);
    let phone = Phone::new();
    for index in 0..10 {
        let number = format!("+7916000000{index}");
        if index % 2 == 0 {
            phone.register(&rig, &number, NOON).await;
        } else {
            browser.name(&number).await.is(200, "/portal/en/code");
        }
    }
    let page = browser.name("+79160000010").await;
    page.is(429, "/portal/en/number").says("It is too early. Possible today from 16:00.");
    browser.name("+79160000001").await.is(200, "/portal/en/code");
    rig.clock(NOON + HOUR).await;
    browser.name("+79160000010").await.is(200, "/portal/en/code");
}

#[tokio::test]
async fn every_number_gets_the_same_answer() {
    let rig = Rig::new().await;
    Phone::settled(&rig).await;
    // Registered, never heard of, and over its minute.
    let mut pages = Vec::new();
    for number in [NUMBER, "+79161114567", NUMBER] {
        let page = Browser::new(&rig).name(number).await;
        page.is(200, "/portal/en/code");
        pages.push(secretless(page.html()));
    }
    assert_eq!(pages[0], pages[1]);
    assert_eq!(pages[0], pages[2]);
    let mut browser = Browser::new(&rig);
    for (number, said) in [
        ("+7 916 12E4567", "Character 10 does not belong in a phone number."),
        ("", "This is not a whole phone number."),
        (
            "+1 212 555 0100",
            "Text messages cannot go to this number. They go to numbers that begin with",
        ),
        ("8 800 555-35-35", "Text messages cannot go to this number. It is no mobile number."),
        ("+7 495 123-45-67", "It is no mobile number."),
        ("+7 000 123-45-67", "ask the authority for a pass on paper"),
    ] {
        let page = browser.name(number).await;
        page.is(422, "/portal/en/number").says(said).says("href=\"#number\"");
    }
}

/// A page without what is drawn for each browser.
fn secretless(html: &str) -> String {
    let mut parts = html.split("value=\"");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |page, part| page + part.split_once('"').unwrap().1)
}

#[tokio::test]
async fn a_cookie_that_was_planted_is_not_signed_in() {
    let rig = Rig::new().await;
    let mut attacker = Browser::new(&rig);
    attacker.get("/portal/en/number").await;
    let planted = attacker.cookie.clone().unwrap();
    let mut browser = Browser::new(&rig);
    browser.cookie = Some(planted.clone());
    browser.sign_in(&rig, NUMBER).await;
    assert_ne!(browser.cookie.as_deref(), Some(planted.as_str()));
    attacker.get("/portal/en/ask").await.is(200, "/portal/en/number");
    // Nor is any cookie that somebody makes up.
    for made_up in ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "short", "' OR 1=1 --"] {
        attacker.cookie = Some(made_up.to_owned());
        attacker.get("/portal/en/ask").await.is(200, "/portal/en/number");
    }
}

#[tokio::test]
async fn a_session_lasts_an_hour_or_as_long_as_its_pass() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    let page = browser.get("/portal/en/ask").await;
    let fields = [("purpose", "2"), ("initials", "ИП"), ("document", "4321")];
    let late = page.form("/portal/en/ask", &fields);
    rig.clock(NOON + HOUR - 1).await;
    browser.get("/portal/en/ask").await.is(200, "/portal/en/ask");
    rig.clock(NOON + HOUR).await;
    browser.get("/portal/en/ask").await.is(200, "/portal/en/number");
    let page = browser.post("/portal/en/ask", &late).await;
    page.is(403, "/portal/en/ask").says("Nothing was done.");

    browser.sign_in(&rig, NUMBER).await;
    browser.ask(&rig, "pharmacy", "ИП", "4321").await.is(200, "/portal/en/passes/1");
    rig.clock(NOON + 4 * HOUR - 1).await;
    browser.get("/portal/en/passes/1").await.is(200, "/portal/en/passes/1");
    rig.clock(NOON + 4 * HOUR).await;
    browser.get("/portal/en/passes/1").await.is(200, "/portal/en/number");
}

#[tokio::test]
async fn signing_out_ends_the_session_for_every_copy_of_the_cookie() {
    let rig = Rig::new().await;
    let mut browser = Browser::signed_in(&rig, NUMBER).await;
    let mut copy = browser.clone();
    let page = browser.get("/portal/en/ask").await;
    let leave = page.hidden("/portal/en/leave");
    let answer = browser.send("/portal/en/leave", &encoded(&leave), &[]).await;
    assert_eq!(answer.is(303).header("location"), "/portal/en/left");
    copy.get("/portal/en/ask").await.is(200, "/portal/en/number");
}
