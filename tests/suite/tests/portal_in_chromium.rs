//! The portal as people meet it: in Chromium without scripts, by mouse, by keyboard, by ear, on a
//! narrow screen, in large text, in the dark, and on paper. A binary of its own, because it needs a browser.

use std::fs;
use std::path::PathBuf;

use doorstep::documents::Zone;
use doorstep::inspection::{NextStep, Verdict};
use doorstep::model::{Language, When};
use doorstep::paper::Sheet;
use doorstep_authority::{Region, SMS_DOCUMENTS};
use doorstep_suite::chromium::{Chromium, DESK, Page, Tree};
use doorstep_suite::data::workspace;
use doorstep_suite::phone::NUMBER;
use doorstep_suite::test_env::{TestEnv, another_code};
use rxing::BarcodeFormat;

/// Where the pictures go, to be looked at.
fn pictures() -> PathBuf {
    let folder = workspace().join("target/portal");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What holds for every page, however it is looked at.
fn check(page: &mut Page<'_>, name: &str) {
    sound(&page.tree(), name);
    page.look_in_every_way(name, 5, &pictures());
    let complaints = page.complaints();
    assert!(complaints.is_empty(), "{name}: {complaints:?}");
}

/// What a screen reader is told is whole and in order.
fn sound(tree: &Tree, name: &str) {
    for role in ["textbox", "radio", "button", "link", "image", "navigation"] {
        for node in tree.all(role) {
            assert!(!node.name.trim().is_empty(), "{name}: a {role} without a name");
        }
    }
    for role in ["textbox", "radio"] {
        for node in tree.all(role) {
            assert!(!node.description.is_empty(), "{name}: no hint to {}", node.name);
        }
    }
    for role in ["main", "banner"] {
        assert_eq!(tree.all(role).len(), 1, "{name}: {role}");
    }
    let levels: Vec<u64> = tree.all("heading").iter().map(|node| node.level.unwrap()).collect();
    assert_eq!(levels.first(), Some(&1), "{name}: {levels:?}");
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
}

/// A field whose content is wrong is told with its reason, and the alert leads to it.
fn wrong(page: &mut Page<'_>, field: &str, why: &str) {
    let tree = page.tree();
    let node = tree.one("textbox", field);
    assert!(node.invalid && node.description.contains(why), "{node:?}");
    let alert = tree.all("alert");
    assert_eq!(alert.len(), 1, "{:?}", tree.names());
    page.click("link", why, false);
    assert_eq!(page.tree().focused().map(|node| node.name.clone()).as_deref(), Some(field));
}

/// Goes through the page with the tab key.
fn tabbed(page: &mut Page<'_>, count: usize) -> Vec<String> {
    (0..count).map(|_| page.tab()).map(|(role, name)| format!("{role}: {name}")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Chromium; tests/run starts it"]
async fn somebody_without_the_app_gets_a_pass_on_paper() {
    let env = TestEnv::new().await;
    let mut chromium = Chromium::start(&env.trust_file.pins);
    let mut page = chromium.page();
    page.look(DESK);
    page.open(&format!("{}/portal", env.url()));
    assert_eq!(page.path(), "/portal/en");
    check(&mut page, "1-start");

    page.click("link", "Get a pass", true);
    check(&mut page, "2-number");
    assert_eq!(
        tabbed(&mut page, 6),
        [
            "link: To the content",
            "link: Exit passes",
            "link: Русский",
            "textbox: Phone number",
            "link: what is kept",
            "button: Send the code",
        ]
    );
    page.type_into("Phone number", "8 916");
    page.click("button", "Send the code", true);
    wrong(&mut page, "Phone number", "This is not a whole phone number.");
    check(&mut page, "3-number-wrong");
    page.type_into("Phone number", "8 (916) 123-45-67");
    page.click("button", "Send the code", true);
    assert_eq!(page.path(), "/portal/en/code");
    check(&mut page, "4-code");

    let code = env.code().await;
    page.type_into("Code", &another_code(&code));
    page.click("button", "Sign in", true);
    wrong(&mut page, "Code", "The code is wrong. 4 tries left.");
    // Loading the page again sends the same form again: it is no second try.
    page.reload();
    page.tree().one("link", "The code is wrong. 4 tries left.");
    check(&mut page, "5-code-wrong");
    page.type_into("Code", &code);
    page.key("Enter", "Enter", 13, 0);
    page.click("button", "Sign in", true);
    assert_eq!(page.path(), "/portal/en/ask");
    check(&mut page, "6-ask");
    assert_eq!(
        tabbed(&mut page, 9)[3..],
        [
            "radio: Groceries",
            "textbox: Initials",
            "textbox: Last four characters of the document's number",
            "button: Make the pass",
            "button: Sign out",
            "link: Delete my data",
        ]
    );
    let hint = page.tree().one("radio", "Groceries").description.clone();
    assert_eq!(hint, "3 h. 0 of 2 used today.");
    page.click("radio", "Groceries", false);
    page.type_into("Initials", "И. П.");
    page.click("button", "Make the pass", true);
    let missing = "The last four characters of your document's number are missing.";
    wrong(&mut page, "Last four characters of the document's number", missing);
    check(&mut page, "7-ask-wrong");
    page.type_into("Last four characters of the document's number", "4321");
    page.click("button", "Make the pass", true);
    assert_eq!(page.path(), "/portal/en/passes/1");
    check(&mut page, "8-pass");
    printed(&env, &mut page).await;

    page.look(DESK);
    page.click("link", "Русский", true);
    assert_eq!(page.path(), "/portal/ru/passes/1");
    check(&mut page, "9-pass-ru");
    page.click("link", "Запросить другой пропуск", true);
    check(&mut page, "10-ask-ru");
    page.click("link", "Стереть мои данные", true);
    check(&mut page, "11-erase-ru");
    page.click("button", "Стереть", true);
    assert_eq!(page.path(), "/portal/ru/erased");
    check(&mut page, "12-erased-ru");
    assert_eq!(env.messages().await.len(), 1);
    assert!(env.messages().await[0].to == NUMBER);
}

/// The sheet is one page, and its code is read and counts.
async fn printed(env: &TestEnv, page: &mut Page<'_>) {
    assert_eq!(sheets(page, "sheet"), 1, "one sheet");
    let sheet = page.sheet();
    fs::write(pictures().join("sheet.png"), &sheet.png).unwrap();
    let told = page.tree();
    assert!(told.all("button").is_empty() && told.all("link").is_empty(), "{:?}", told.names());
    let (grey, width, height) = sheet.grey();
    let qr = Some(BarcodeFormat::QR_CODE);
    let found = rxing::helpers::detect_in_luma(grey, width, height, qr).unwrap();
    let inspected = env.inspect(found.getText()).await.answer;
    assert_eq!((inspected.verdict, inspected.next), (Verdict::Valid, NextStep::CompareDocument));
    assert_eq!(inspected.sub.as_deref(), Some("ИП4321"));
}

/// A document that holds now and has no end.
fn dated(json: &str) -> String {
    let mut document: serde_json::Value = serde_json::from_str(json).unwrap();
    document["from"]["at"] = "2026-11-01T00:00:00+03:00".into();
    document.as_object_mut().unwrap().remove("until");
    document.to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Chromium; tests/run starts it"]
async fn what_to_write_is_read_and_printed_on_a_sheet() {
    let env = TestEnv::new().await;
    // The last version of each region.
    let documents = [2, 4, 6, 7, 9].map(|at| dated(SMS_DOCUMENTS[at]));
    env.admin.sms_tables(&documents).await.unwrap();
    let mut chromium = Chromium::start(&env.trust_file.pins);
    let mut page = chromium.page();
    page.look(DESK);
    page.open(&format!("{}/portal/en", env.url()));
    check(&mut page, "20-start-sms");
    page.click("link", "See the numbers", true);
    assert_eq!(page.path(), "/portal/en/sms");
    check(&mut page, "21-numbers");
    page.click("link", "Number 8998", true);
    assert_eq!(page.path(), "/portal/en/sms/cy-8998");
    page.click("link", "Русский", true);
    assert_eq!(page.path(), "/portal/ru/sms/cy-8998");
    for tag in ["en", "ru"] {
        for (region, most) in [
            ("cy-8998", 1),
            ("gr-13032", 1),
            ("gr-13033", 1),
            ("ru-ta-2590", 2),
            ("ru-mow-7377", 2),
        ] {
            let name = format!("22-{region}-{tag}");
            page.look(DESK);
            page.open(&format!("{}/portal/{tag}/sms/{region}", env.url()));
            check(&mut page, &name);
            let pages = sheets(&mut page, &name);
            assert!(pages <= most, "{name}: {pages} sheets");
        }
    }
    // Labels without a blank, and as long as anybody would make them.
    let long = documents[4].replace("Postcode", &"Postleitzahl".repeat(20));
    env.admin.sms_tables(&[long.replace("Pharmacy", &"A".repeat(200))]).await.unwrap();
    page.look(DESK);
    page.open(&format!("{}/portal/en/sms/cy-8998", env.url()));
    check(&mut page, "23-long-labels");
    sheets(&mut page, "23-long-labels");
}

/// How many sheets of A4 a page takes on paper; they go where the pictures are.
fn sheets(page: &mut Page<'_>, name: &str) -> usize {
    let pdf = page.pdf();
    fs::write(pictures().join(format!("{name}.pdf")), &pdf).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    text.matches("/Type /Page\n").count() + text.matches("/Type /Page/").count()
}

#[test]
#[ignore = "needs Chromium; tests/run starts it"]
fn a_printed_page_holds_every_letter_of_the_longest_purpose() {
    /// 2026-09-23 12:00 in Moscow, which is long to write.
    const WEDNESDAY: i64 = 1_790_154_000;
    let zone = Zone { name: String::new(), transitions: vec![(0, 10_800)] };
    let folder = tempfile::tempdir().unwrap();
    let mut chromium = Chromium::start(&[]);
    let mut page = chromium.page();
    for name in Region::names() {
        let region = Region::shipped(&name).unwrap();
        for language in [Language::En, Language::Ru, Language::Tt] {
            let labels = region.rules().purposes.iter().map(|one| one.label(language.tag()));
            let longest = labels.max_by_key(|label| label.chars().count()).unwrap();
            for (times, purpose) in [(1, longest.to_owned()), (9, [longest; 9].join(" "))] {
                let sheet = Sheet {
                    text: "DS1:A PASS ON PAPER",
                    purpose: &purpose,
                    from: When::whole(&zone, WEDNESDAY),
                    until: When::whole(&zone, WEDNESDAY + 31 * 86_400),
                    typed_code: Some("MMMM MMMM MMMM MMMM"),
                };
                let file = folder.path().join("pass.svg");
                fs::write(&file, sheet.page(&sheet.code().unwrap(), language)).unwrap();
                page.open(&format!("file://{}", file.display()));
                let picture = page.sheet();
                let (grey, width, height) = picture.grey();
                let tag = language.tag();
                fs::write(pictures().join(format!("paper-{name}-{tag}-{times}.png")), picture.png)
                    .unwrap();
                let inside = |at: usize| {
                    let (x, y) = (at as u32 % width, at as u32 / width);
                    x < width * 192 / 210 && y < height * 290 / 297
                };
                let outside =
                    grey.iter().enumerate().filter(|(at, grey)| **grey < 250 && !inside(*at));
                assert_eq!(outside.count(), 0, "{name}, {tag}, {times}");
            }
        }
    }
}
