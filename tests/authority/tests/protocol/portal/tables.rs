//! Tables of text messages on the portal: what phones know, for whoever has no app, and for nobody a way in.

use doorstep::documents::SmsRegion;
use doorstep::model::{Language, Sentence};
use doorstep::sms::{MessagePart, ReplyPart, SmsSheet, Table};
use doorstep_authority::{SMS_DOCUMENTS, read_sms_region};

use super::browser::Browser;
use crate::support::{NOON, Rig};

/// A document that holds now and has no end, with one text in place of another.
fn dated(json: &str, from: &str, to: &str) -> String {
    let mut document: serde_json::Value = serde_json::from_str(&json.replace(from, to)).unwrap();
    document["from"]["at"] = "2026-11-01T00:00:00+03:00".into();
    document.as_object_mut().unwrap().remove("until");
    document.to_string()
}

/// As it stands in HTML.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// Everything that the core says of a table.
fn said(region: &SmsRegion, language: Language) -> Vec<String> {
    let table = Table { region: region.clone(), failed: None };
    let sheet = SmsSheet::of(&table, NOON, language);
    let mut said = vec![sheet.number.clone(), sheet.region.clone()];
    let mut all: Vec<&Sentence> = vec![&sheet.holds, &sheet.sims];
    for message in &sheet.messages {
        all.push(&message.title);
        all.extend(&message.notes);
        if let Some(made) = &message.example {
            said.push(made.text.clone());
            all.extend(&made.segments);
        }
        for part in &message.template {
            let (MessagePart::Literal(text) | MessagePart::Part(text)) = part;
            said.push(text.clone());
        }
    }
    for part in &sheet.parts {
        said.push(part.label.clone());
        all.extend(&part.takes);
    }
    for purpose in &sheet.purposes {
        said.push(purpose.label.clone());
        said.extend(purpose.code.clone());
        all.extend(&purpose.says);
    }
    for reply in &sheet.replies {
        all.push(&reply.meaning);
        for part in &reply.pattern {
            match part {
                ReplyPart::Literal(text) => said.push(text.clone()),
                ReplyPart::Part(sentence) => said.push(sentence.text.clone()),
            }
        }
    }
    all.extend(&sheet.every_message);
    all.extend(sheet.every_purpose.iter().chain(&sheet.replies_unknown));
    all.extend(sheet.unanswered.iter().chain(&sheet.other_ways));
    said.extend(all.into_iter().map(|sentence| sentence.text.clone()));
    said
}

#[tokio::test]
async fn the_portal_leads_to_them_once_they_are_published_and_asks_for_no_sign_in() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.get("/portal/en").await.is(200, "/portal/en").lacks("/portal/en/sms");
    for path in ["/portal/en/sms", "/portal/en/sms/cy-8998"] {
        browser.get(path).await.is(404, path).says("There is no such table");
    }
    rig.admin.sms_tables(&[]).await.unwrap();
    browser.get("/portal/en").await.says("href=\"/portal/en/sms\"").says("Passes by text message");
    browser.get("/portal/ru").await.says("href=\"/portal/ru/sms\"");
    // Of those that are shipped, one has no end.
    let list = browser.get("/portal/en/sms").await;
    list.is(200, "/portal/en/sms").says("href=\"/portal/en/sms/cy-8998\"").says("8998");
    list.lacks("13033").lacks("7377").lacks("2590");
    let sheet = browser.get("/portal/en/sms/cy-8998").await;
    sheet.is(200, "/portal/en/sms/cy-8998").says("2 123456 1010").says("published as no. 1.");
    sheet.says("At most twice a day, all purposes together.").lacks("once a day");
    assert!(!sheet.html().contains("<script") && !sheet.html().contains(" style="));
    let over = browser.get("/portal/en/sms/ru-ta-2590").await;
    over.is(200, "/portal/en/sms/ru-ta-2590").says("The number takes no such messages now.");
    over.says("until Tuesday 12 May 2020, 00:00").lacks("РЕГИСТРАЦИЯ").lacks("Wait ");
    for nowhere in ["cy", "cy-8998%20", "..", "%3Cb%3E", "CY-8998"] {
        let page = browser.get(&format!("/portal/en/sms/{nowhere}")).await;
        assert_eq!(page.answer.status, 404, "{nowhere}");
        page.lacks("<b>");
    }
    browser.get("/portal/de/sms").await.is(404, "/portal/de/sms");
    assert!(browser.cookie.is_none(), "none of it sets one");
    // Nothing holds any more.
    let mut over: serde_json::Value = serde_json::from_str(SMS_DOCUMENTS[0]).unwrap();
    over["until"]["at"] = "2020-04-05T00:00:00+03:00".into();
    rig.admin.sms_tables(&[over.to_string()]).await.unwrap();
    browser.get("/portal/en/sms").await.says("No number takes text messages now.");
}

#[tokio::test]
async fn every_table_stands_there_whole_in_both_languages() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    let mut looked_at = 0;
    for json in SMS_DOCUMENTS {
        let document = dated(json, "", "");
        rig.admin.sms_tables(std::slice::from_ref(&document)).await.unwrap();
        let region = read_sms_region(&document).unwrap();
        for language in [Language::En, Language::Ru] {
            let path = format!("/portal/{}/sms/{}", language.tag(), region.id);
            let page = browser.get(&path).await;
            page.is(200, &path);
            let labels =
                region.forms.iter().flat_map(|form| &form.fields).map(|field| &field.label);
            let labels = labels.chain(region.purposes.iter().map(|purpose| &purpose.label));
            let labels: Vec<String> =
                labels.map(|texts| language.best_of(texts).to_owned()).collect();
            assert!(!labels.is_empty());
            for text in labels.iter().chain(&said(&region, language)) {
                page.says(&escaped(text));
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 500, "{looked_at}");
}

#[tokio::test]
async fn whatever_a_table_calls_things_it_stays_text() {
    const HOSTILE: &str = "</dt><script>alert(1)</script><img src=x onerror='alert(2)'>\\\" onclick=\\\"x &amp; {{7*7}}";
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    let json = SMS_DOCUMENTS[SMS_DOCUMENTS.len() - 1];
    let labels = [
        "Postcode",
        "Shop, essential goods and services",
        "Number of the purpose",
        "form B, or a declaration by hand (over 65)",
    ];
    for label in labels {
        let document =
            dated(json, &format!("\"en\": \"{label}\""), &format!("\"en\": \"{HOSTILE}\""));
        assert!(document.contains("onerror"), "{label}");
        rig.admin.sms_tables(&[document]).await.unwrap();
        let page = browser.get("/portal/en/sms/cy-8998").await;
        page.is(200, "/portal/en/sms/cy-8998").says("&lt;script&gt;alert(1)&lt;/script&gt;");
        page.lacks("<script").lacks("<img").lacks("\" onclick=\"").says("&amp;amp;");
    }
}
