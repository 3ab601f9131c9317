//! Passes by text message as a screen shows them, by tables that the real authority has signed.

use std::path::Path;

use doorstep::client::SmsUse;
use doorstep::error::Code;
use doorstep::model::PersonId;
use doorstep::sms::FilledForm;
use doorstep::views::{
    SmsFieldView, SmsInput, SmsMessageResult, SmsMessageView, SmsRefusedView, SmsRegionView,
    SmsReplyClass, SmsReplyResult, SmsReplyView,
};
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::TestEnv;
use serde_json::{Value, json};

const YES: &str = "Μετακίνηση σε εμπορικό κατάστημα";
const NO: &str =
    "Η μετακίνηση σε εμπορικό κατάστημα δεν είναι εφικτή. Επιτρέπεται μία μετακίνηση ημερησίως";

/// A region's table; with a date, as if it held from then on.
fn table(name: &str, from: Option<&str>) -> String {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../authority/regions/sms"));
    let mut table: Value =
        serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap();
    if let Some(from) = from {
        table["from"]["at"] = json!(from);
        table.as_object_mut().unwrap().remove("until");
    }
    table.to_string()
}

/// A resident whose phone has these tables.
async fn with_tables(tables: &[String]) -> (TestEnv, Phone) {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    assert_eq!(phone.client().sms_regions(ME, None).unwrap(), []);
    assert!(!phone.snapshot().has_sms_regions);
    env.admin.sms_tables(tables).await.unwrap();
    phone.sync().await;
    assert!(phone.snapshot().has_sms_regions);
    (env, phone)
}

fn region(phone: &Phone, id: &str) -> SmsRegionView {
    let regions = phone.client().sms_regions(ME, None).unwrap();
    regions.into_iter().find(|region| region.region == id).unwrap()
}

fn filled(region: &str, form: &str, values: &[(&str, &str)]) -> FilledForm {
    let values = values.iter().map(|(field, typed)| ((*field).to_owned(), (*typed).to_owned()));
    FilledForm {
        region: region.to_owned(),
        form: form.to_owned(),
        values: values.collect(),
        sim: None,
    }
}

fn message(phone: &Phone, filled: &FilledForm, sms_use: SmsUse) -> SmsMessageView {
    match phone.client().sms_message(ME, filled, sms_use).unwrap() {
        SmsMessageResult::Message(message) => message,
        SmsMessageResult::Refused(why) => panic!("{why:?}"),
    }
}

fn refused(phone: &Phone, filled: &FilledForm) -> SmsRefusedView {
    match phone.client().sms_message(ME, filled, SmsUse::Send).unwrap() {
        SmsMessageResult::Refused(why) => why,
        SmsMessageResult::Message(message) => panic!("{message:?}"),
    }
}

fn reply(phone: &Phone, text: &str, sender: Option<&str>) -> SmsReplyView {
    match phone.client().sms_reply(ME, "gr-13032", text, sender, None).unwrap() {
        SmsReplyResult::Read(read) => read,
        SmsReplyResult::Refused(why) => panic!("{why:?}"),
    }
}

fn texts(sentences: &[doorstep::model::Sentence]) -> Vec<&str> {
    sentences.iter().map(|sentence| sentence.text.as_str()).collect()
}

#[tokio::test]
async fn a_form_is_filled_in_looked_at_sent_and_answered() {
    let greece = table("gr-13032-2021-04-01.json", Some("2026-01-01T00:00:00+02:00"));
    let (env, phone) = with_tables(&[greece]).await;
    let shown = region(&phone, "gr-13032");
    assert_eq!((shown.title.text.as_str(), &shown.problem), ("Text messages to 13032", &None));
    let titles: Vec<&str> = shown.forms.iter().map(|form| form.title.text.as_str()).collect();
    assert_eq!(titles, ["Ask for a pass: Shops"; 2]);
    let form = filled("gr-13032", "name", &[("name", "Γιώργος Παπαδόπουλος")]);
    // Who looks at it has asked for nothing yet.
    let looked = message(&phone, &form, SmsUse::Look);
    assert_eq!((looked.number.as_str(), &looked.request), ("13032", &None));
    assert!(looked.size.text.ends_with("characters, 1 text message"), "{}", looked.size.text);
    assert_eq!(region(&phone, "gr-13032").requests, []);
    assert_eq!(reply(&phone, YES, None).request, None, "nothing waits for it");

    let sent = message(&phone, &form, SmsUse::Send);
    assert_eq!((&sent.text, &sent.size), (&looked.text, &looked.size));
    let asked = region(&phone, "gr-13032").requests.remove(0);
    assert_eq!(Some(&asked.request), sent.request.as_ref());
    assert!(asked.is_waiting && asked.other_ways.is_empty());
    assert_eq!(asked.title.text, "Ask for a pass: Shops");
    assert_eq!(texts(&asked.text)[1], "No reply yet. Paste it here when it comes.");
    env.wait_s(11 * 60).await;
    let late = region(&phone, "gr-13032").requests.remove(0);
    assert_eq!(
        texts(&late.other_ways)[0],
        "Nobody has answered. Whether you may leave, nobody has said."
    );

    let foreign = reply(&phone, YES, Some("Bank"));
    assert_eq!((foreign.class, &foreign.request), (SmsReplyClass::Unknown, &None));
    let odd = reply(&phone, "Что?", None);
    assert_eq!(odd.class, SmsReplyClass::Unknown);
    let kept = odd.request.unwrap();
    assert!(kept.is_waiting && kept.reply.as_deref() == Some("Что?"));
    let yes = reply(&phone, YES, Some("13032"));
    assert_eq!(yes.class, SmsReplyClass::Approved);
    assert!(yes.text.text.starts_with("The reply says yes. It counts until"), "{}", yes.text.text);
    let answered = region(&phone, "gr-13032").requests.remove(0);
    assert_eq!(Some(&answered), yes.request.as_ref());
    assert!(!answered.is_waiting);
    assert_eq!(texts(&answered.text)[1], yes.text.text);

    let again = refused(&phone, &form);
    assert_eq!(again.code, "quota-used");
    phone.client().set_language("ru");
    assert_eq!(region(&phone, "gr-13032").title.text, "Сообщения на номер 13032");
    assert_ne!(refused(&phone, &form).text, again.text);
    assert_eq!(reply(&phone, NO, None).request, None);
}

#[tokio::test]
async fn fields_say_how_they_are_typed_and_what_is_wrong_with_them() {
    let april = Some("2026-04-14T00:00:00+03:00");
    let tables = [
        table("ru-mow-7377-2020-04-14.json", april),
        table("ru-ta-2590-2020-04-04.json", april),
        table("gr-13033-2020-11-13.json", None),
    ];
    let (_env, phone) = with_tables(&tables).await;
    let moscow = region(&phone, "ru-mow-7377");
    let work = moscow.forms.iter().find(|form| form.form == "work").unwrap();
    let field = |name: &str| -> &SmsFieldView {
        work.fields.iter().find(|field| field.name == name).unwrap()
    };
    assert_eq!(field("document").input, SmsInput::Choice);
    assert_eq!(field("document").choices.len(), 3);
    // Four digits of a passport, and anything of another document.
    assert_eq!((field("series").input, field("series").hint.is_some()), (SmsInput::Text, false));
    assert_eq!(field("tax-id").input, SmsInput::Digits);
    assert_eq!(field("troika").hint.as_ref().unwrap().text, "May stay empty.");
    let names: Vec<&str> = work.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names.iter().filter(|name| **name == "series").count(), 1);
    // What nobody knows how to write stands last, and says so.
    let unknown = moscow.forms.last().unwrap();
    assert_eq!((unknown.form.as_str(), unknown.can_be_written), ("other", false));
    assert!(unknown.hint.as_ref().unwrap().text.contains("has not been established"));

    let tatarstan = region(&phone, "ru-ta-2590");
    let names: Vec<&str> = tatarstan.forms.iter().map(|form| form.form.as_str()).collect();
    assert_eq!(names[0], "registration-v2", "the shortest first");
    let form = |typed| filled("ru-ta-2590", "registration-v2", &[("passport", typed)]);
    let why = refused(&phone, &form("92 19 6325060"));
    assert_eq!(why.code, "field-refused");
    let finding = &why.findings[0];
    assert_eq!((finding.field.as_deref(), finding.blocks), (Some("passport"), true));
    assert_eq!(finding.text, why.text);
    assert!(region(&phone, "ru-ta-2590").requests.is_empty());
    let good = message(&phone, &form("92 19 632506"), SmsUse::Look);
    assert!(good.text.ends_with("9219632506"), "{}", good.text);

    // A table of another year is shown, and writes nothing.
    let greece = region(&phone, "gr-13033");
    assert_eq!(greece.problem.unwrap().text, "The number takes no such messages now.");
    let purpose = &greece.forms[0].fields[0];
    assert!(purpose.input == SmsInput::Choice && purpose.choices.len() > 3);
    assert!(purpose.choices.iter().all(|choice| !choice.label.is_empty()));
    let values = [
        ("purpose", "2"),
        ("name", "Γιώργος"),
        ("surname", "Παπαδόπουλος"),
        ("address", "Αθήνα 1"),
    ];
    assert_eq!(refused(&phone, &filled("gr-13033", "request", &values)).code, "not-in-force");
}

#[tokio::test]
async fn what_cannot_be_done_says_why() {
    let greece = table("gr-13032-2021-04-01.json", Some("2026-01-01T00:00:00+02:00"));
    let (_env, phone) = with_tables(&[greece]).await;
    assert_eq!(refused(&phone, &filled("xx-1", "empty", &[])).code, "region-unknown");
    assert_eq!(refused(&phone, &filled("gr-13032", "none", &[])).code, "form-unknown");
    let client = phone.client();
    let read = client.sms_reply(ME, "xx-1", YES, None, None).unwrap();
    let SmsReplyResult::Refused(why) = read else { panic!("{read:?}") };
    assert_eq!(why.code, "region-unknown");
    let stranger = PersonId::of(7).unwrap();
    assert_eq!(client.sms_regions(stranger, None).unwrap_err().code, Code::PersonUnknown);
    let none = TestEnv::new().await;
    let (bare, _) = none.resident().await;
    let form = filled("gr-13032", "empty", &[]);
    let error = bare.client().sms_message(ME, &form, SmsUse::Look).unwrap_err();
    assert_eq!(error.code, Code::NoRules);
    // Nothing that is printed for a log says what was typed, or what came.
    let form = filled("gr-13032", "name", &[("name", "Γιώργος Παπαδόπουλος")]);
    let printed = format!("{form:?} {:?}", client.sms_message(ME, &form, SmsUse::Send).unwrap());
    let read = client.sms_reply(ME, "gr-13032", "SECRET", None, None).unwrap();
    let shown = client.sms_regions(ME, None).unwrap();
    let printed = format!("{printed} {read:?} {shown:?}");
    assert!(!printed.contains("Παπαδόπουλος") && !printed.contains("SECRET"), "{printed}");
}
