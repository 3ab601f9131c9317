//! Passes by text message, with and without a phone.

use std::fs;

use serde_json::{Value, json};

use super::city::{City, Ended, doorstep, doorstep_in};

fn sms(line: &[&str]) -> Ended {
    doorstep(&[&["sms", "--json"], line].concat())
}

const IVANOV: [&str; 3] = [
    "name=Иванов Иван Иванович",
    "passport=92 19 632506",
    "address=Казань Нигматуллина 5 квартира 9",
];

#[test]
fn regions_are_listed_with_their_forms_and_where_they_stand() {
    let all = sms(&["--at", "2021-04-13T09:00:00Z", "regions"]).done();
    let of = |id: &str| all.as_array().unwrap().iter().find(|one| one["region"] == id).unwrap();
    for (id, number, state) in [
        ("ru-ta-2590", "2590", "not-in-force"),
        ("ru-mow-7377", "7377", "not-in-force"),
        ("gr-13033", "13033", "ready"),
        ("gr-13032", "13032", "ready"),
        ("cy-8998", "8998", "ready"),
    ] {
        assert_eq!(
            (of(id)["number"].as_str(), of(id)["state"].as_str()),
            (Some(number), Some(state))
        );
        assert_eq!(of(id)["vector"], Value::Null, "{id}");
    }
    let form = &of("cy-8998")["forms"][0];
    assert_eq!(form["form"], "request");
    assert_eq!(form["fields"][1], json!({ "name": "id", "required": true, "kind": "alnum" }));
    let names = |id: &str| -> Vec<String> {
        let forms = of(id)["forms"].as_array().unwrap().iter();
        forms.map(|form| form["form"].as_str().unwrap().to_owned()).collect()
    };
    let tatarstan = ["registration-v1", "registration-v1-consent", "registration-v2", "purpose"];
    assert_eq!(names("ru-ta-2590"), tatarstan);
    assert_eq!(names("ru-mow-7377"), ["work", "medical", "other"]);
    // On a day of the spring before.
    let spring = sms(&["--at", "2020-04-02T09:00:00Z", "regions"]).done();
    assert_eq!(spring[0]["state"], "ready");
    assert_eq!(spring[0]["forms"].as_array().unwrap().len(), 3, "before the simplified one");
}

#[test]
fn a_table_is_read_as_a_sheet() {
    let winter = ["--at", "2021-02-01T09:00:00Z", "sheet"];
    let sheet = sms(&[&winter, &["cy-8998"][..]].concat()).done();
    assert_eq!((sheet["number"].as_str(), sheet["state"].as_str()), (Some("8998"), Some("ready")));
    assert_eq!(sheet["messages"][0]["example"], "2 123456 1010");
    let text = doorstep(&[&["sms"], &winter[..], &["cy-8998", "--lang", "ru"]].concat());
    for said in [
        "Пишите на номер 8998",
        "‹Номер цели› ‹Номер удостоверения, ARC или другого документа› ‹Почтовый индекс›",
        "Не больше 2 раз в день на все цели вместе.",
        "2  Магазин, необходимые товары и услуги",
        "Позвоните: 80012012, с 06:00 до 21:00.",
    ] {
        assert!(text.out.contains(said), "{said} in {text:?}");
    }
    let over = sms(&[&winter, &["ru-ta-2590"][..]].concat()).done();
    assert_eq!((over["state"].as_str(), &over["messages"]), (Some("not-in-force"), &json!([])));
    sms(&["sheet", "xx-1"]).failed(1, "region-unknown");
}

#[test]
fn a_message_is_its_exact_text_with_what_it_takes() {
    let v1 = sms(&[&["compose", "ru-ta-2590", "registration-v1"], &IVANOV[..]].concat()).done();
    assert_eq!(v1["number"], "2590");
    assert_eq!(
        v1["text"],
        "РЕГИСТРАЦИЯ#Иванов Иван Иванович#9219632506#Казань Нигматуллина 5 квартира 9"
    );
    assert_eq!((v1["encoding"].as_str(), v1["units"].as_u64()), (Some("ucs2"), Some(76)));
    assert_eq!(v1["segments"], 2);
    let codes = |value: &Value| -> Vec<String> {
        let warnings = value["warnings"].as_array().unwrap().iter();
        warnings.map(|warning| warning["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes(&v1), ["segments", "not-in-force"]);
    let cyprus = ["compose", "cy-8998", "request", "purpose=2", "id=123456", "postcode=1010"];
    let made = sms(&[&["--at", "2021-02-01T10:00:00Z"], &cyprus[..]].concat()).done();
    assert_eq!(
        (made["text"].as_str(), made["encoding"].as_str()),
        (Some("2 123456 1010"), Some("gsm7"))
    );
    assert_eq!((made["units"].as_u64(), made["segments"].as_u64()), (Some(13), Some(1)));
    assert_eq!(made["warnings"], json!([]));
    assert_eq!(made["fallback"]["voice"][0]["number"], "80012012");
    // No language changes a byte.
    for lang in ["en", "ru", "tt"] {
        let said = sms(&[&["--lang", lang, "--at", "2021-02-01T10:00:00Z"], &cyprus[..]].concat());
        assert_eq!(
            (said.done()["text"].clone(), said.done()["asked"].clone()),
            (made["text"].clone(), made["asked"].clone())
        );
    }
    // In words: the number and the text.
    let said = doorstep(&[&["sms"], &cyprus[..]].concat());
    assert_eq!(said.status, 0);
    assert!(said.out.starts_with("To 8998:\n2 123456 1010"), "{said:?}");
}

#[test]
fn what_is_wrong_is_refused_by_its_field_and_rule() {
    let work = |more: &[&str]| {
        let line = ["compose", "ru-mow-7377", "work", "document=1", "company=Ромашка"];
        sms(&[&line[..], more].concat())
    };
    let good = ["series=4411", "number=123456", "tax-id=7707083893"];
    assert_eq!(work(&good).done()["text"], "Пропуск*1*1*4411*123456****7707083893*Ромашка");
    let refused = |ended: Ended, field: &str, rule: &str| {
        ended.failed(1, "field-refused");
        let error = ended.value()["error"].clone();
        assert_eq!((error["field"].as_str(), error["rule"].as_str()), (Some(field), Some(rule)));
        error
    };
    let eleven = ["compose", "ru-ta-2590", "registration-v2", "passport=92199632506"];
    refused(sms(&eleven), "passport", "doc-number-length");
    let zeros = ["compose", "ru-ta-2590", "registration-v2", "passport=0000 000000"];
    refused(sms(&zeros), "passport", "doc-number-implausible");
    refused(
        work(&["series=4411", "number=123456", "tax-id=7707083894"]),
        "tax-id",
        "tax-id-checksum",
    );
    let card = refused(
        work(&["series=4411", "number=123456", "tax-id=1234567890"]),
        "tax-id",
        "tax-id-checksum",
    );
    assert_eq!(card["warnings"][0]["code"], "looks-like-transport-card");
    let same = work(&[&good[..], &["troika=7707083893"]].concat()).done();
    assert_eq!(same["warnings"][0]["code"], "looks-like-transport-card");
    refused(work(&good[..2]), "tax-id", "missing");
    let names = ["name=Иванов2 Иван", "passport=9219632506", "address=Казань"];
    let digits = sms(&[&["compose", "ru-ta-2590", "registration-v1"], &names[..]].concat());
    refused(digits, "name", "characters");
    let long = format!("name={}", "Ж".repeat(300));
    let names = [long.as_str(), "passport=9219632506", "address=Казань"];
    let long = sms(&[&["compose", "ru-ta-2590", "registration-v1"], &names[..]].concat());
    refused(long, "name", "too-long");
    let names = ["name=Иван#Иванов", "passport=9219632506", "address=Казань"];
    let sharp = sms(&[&["compose", "ru-ta-2590", "registration-v1"], &names[..]].concat());
    refused(sharp, "name", "separator");
    let names = ["name=Иван Иванов", "passport=9219632506", "address=Казань # 5"];
    let sharp = sms(&[&["compose", "ru-ta-2590", "registration-v1"], &names[..]].concat()).done();
    assert_eq!(sharp["text"], "РЕГИСТРАЦИЯ#Иван Иванов#9219632506#Казань 5");
    assert_eq!(sharp["warnings"][0]["code"], "separator");
    // What nobody has established is not made up.
    sms(&["compose", "ru-ta-2590", "purpose", "purpose=6"]).failed(1, "form-not-established");
    sms(&["compose", "ru-ta-2590", "purpose", "purpose=99"]).failed(1, "purpose-unknown");
    sms(&["compose", "xx-1", "purpose"]).failed(1, "region-unknown");
    sms(&["compose", "cy-8998", "work"]).failed(1, "form-unknown");
    sms(&["compose", "cy-8998", "request", "nobody=1"]).failed(1, "field-unknown");
    sms(&["compose", "cy-8998", "request", "purpose"]).failed(2, "usage");
    sms(&["compose", "cy-8998"]).failed(2, "usage");
}

#[test]
fn hours_and_foreign_sims_are_told_first() {
    let night = ["--at", "2021-02-01T19:30:00Z", "compose", "cy-8998", "request"];
    let given = ["purpose=2", "id=123456", "postcode=1010"];
    let closed = sms(&[&night[..], &given].concat());
    closed.failed(1, "outside-hours");
    assert_eq!(closed.value()["error"]["retry_at"], "2021-02-02T03:00:00Z");
    let day = ["--at", "2021-02-01T10:00:00Z", "compose", "cy-8998", "request", "--sim"];
    sms(&[&day[..], &["280"], &given].concat()).done();
    sms(&[&day[..], &["250"], &given].concat()).failed(1, "sim-foreign");
}

const YES: &str = "Μετακίνηση σε εμπορικό κατάστημα";
const NO: &str =
    "Η μετακίνηση σε εμπορικό κατάστημα δεν είναι εφικτή. Επιτρέπεται μία μετακίνηση ημερησίως";

#[test]
fn a_reply_is_approved_refused_by_name_or_unknown() {
    let at = ["--at", "2021-04-13T09:00:00Z"];
    let parse =
        |text: &str, more: &[&str]| sms(&[&at[..], &["parse", "gr-13032", text], more].concat());
    let yes = parse(YES, &["--from", "13032"]);
    assert_eq!(yes.status, 0, "{yes:?}");
    assert_eq!(yes.value()["class"], "approved");
    assert_eq!(yes.value()["valid_until"], "2021-04-13T12:00:00Z");
    assert_eq!(yes.value()["text"], YES);
    let is = |ended: Ended, class: &str, reason: Value, text: &str| {
        assert_eq!(ended.status, 1, "{ended:?}");
        let value = ended.value();
        assert_eq!((&value["class"], &value["reason"]), (&json!(class), &reason));
        assert_eq!((&value["text"], &value["code"]), (&json!(text), &Value::Null));
        assert_eq!(value["valid_until"], Value::Null);
    };
    is(parse(NO, &[]), "refused", json!("quota-used"), NO);
    let cut = &NO[..60];
    is(parse(cut, &[]), "unknown", Value::Null, cut);
    is(parse(YES, &["--from", "+30697"]), "unknown", json!("wrong-sender"), YES);
    let latin = YES.replace('Μ', "M");
    is(parse(&latin, &[]), "unknown", Value::Null, &latin);
    // Of the request that it answers.
    let asked = sms(&[&at[..], &["compose", "gr-13032", "empty"]].concat()).done();
    let asked = asked["asked"].as_str().unwrap();
    assert_eq!(parse(YES, &["--asked", asked]).status, 0);
    let late = ["--at", "2021-04-14T09:00:00Z", "parse", "gr-13032", YES, "--asked", asked];
    is(sms(&late), "unknown", json!("not-asked"), YES);
    is(parse(YES, &["--asked", "nothing"]), "unknown", json!("not-asked"), YES);
    // From standard input; a region without a pattern knows none.
    let folder = tempfile::tempdir().unwrap();
    let piped = ["sms", "--json", "parse", "gr-13032", "-"];
    let yes = doorstep_in(folder.path(), &piped, format!("{YES}\n").as_bytes());
    assert_eq!((yes.status, yes.value()["text"].as_str()), (0, Some(YES)));
    let code = "1104-Т123-МО11-К123";
    is(sms(&["parse", "ru-mow-7377", code]), "unknown", Value::Null, code);
}

/// The table of Greece's 13032, as if it held on the day on which all of this happens.
fn today(folder: &std::path::Path) -> String {
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../authority/regions/sms/gr-13032-2021-04-01.json");
    let mut read: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    read["from"]["at"] = json!("2026-01-01T00:00:00+02:00");
    read.as_object_mut().unwrap().remove("until");
    let file = folder.join("gr.json");
    fs::write(&file, read.to_string()).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn a_phone_goes_the_whole_way_by_tables_that_were_signed() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["sms", "compose", "gr-13032", "empty"]).failed(3, "no-rules");
    let file = today(phone.home.parent().unwrap());
    assert_eq!(city.admin(&["sms-tables", &file]).done()["tables"], 1);
    phone.call(4, &["sync"]).done();
    let regions = phone.call(4, &["sms", "regions"]).done();
    assert_eq!(
        (regions[0]["region"].as_str(), regions[0]["state"].as_str()),
        (Some("gr-13032"), Some("ready"))
    );
    phone.call(4, &["sms", "compose", "cy-8998", "request"]).failed(1, "region-unknown");
    let name = "name=Γιώργος Παπαδόπουλος";
    let sent = phone.call(5, &["sms", "compose", "gr-13032", "name", name]).done();
    let asked = sent["asked"].as_str().unwrap();
    // Nothing is waited for on another phone.
    let other = city.device("phone", "other");
    other.call(5, &["sync"]).done();
    let foreign = other.call(6, &["sms", "parse", "gr-13032", YES]);
    assert_eq!((foreign.status, foreign.value()["reason"].as_str()), (1, Some("not-asked")));
    let text = sent["text"].as_str().unwrap();
    let yes = city.admin(&["sms-gateway", "gr-13032", text, "--from", "+30691"]).done();
    assert_eq!(
        (yes["class"].as_str(), yes["established"].as_bool()),
        (Some("approved"), Some(true))
    );
    let yes = yes["text"].as_str().unwrap();
    let odd = phone.call(6, &["sms", "parse", "gr-13032", "Что?"]);
    assert_eq!((odd.status, odd.value()["asked"].as_str()), (1, Some(asked)), "kept beside it");
    let read = phone.call(7, &["sms", "parse", "gr-13032", yes, "--from", "13032"]).done();
    assert_eq!((read["class"].as_str(), read["asked"].as_str()), (Some("approved"), Some(asked)));
    let again = phone.call(8, &["sms", "parse", "gr-13032", yes]);
    assert_eq!((again.status, again.value()["asked"].clone()), (1, Value::Null));
    let list = phone.call(9, &["sms", "list"]).done();
    assert_eq!(
        (list[0]["outcome"].as_str(), list[0]["reply"].as_str()),
        (Some("approved"), Some(YES))
    );
    assert_eq!(list[0]["valid_until"], read["valid_until"]);
    phone.call(10, &["sms", "compose", "gr-13032", "empty"]).failed(1, "quota-used");
    let no = city.admin(&["sms-gateway", "gr-13032", "", "--from", "+30691"]).done();
    assert_eq!(no["text"], NO);
    city.admin(&["sms-gateway", "xx-1", ""]).failed(1, "sms-unanswered");
    city.admin(&["sms-tables", &file, &file]).failed(1, "sms-unfit");
}

#[test]
fn tables_of_an_authority_are_taken_by_its_trust_file() {
    let city = City::open();
    let trust = city.path("authority/trust.json");
    let at = super::city::at(5);
    let regions = |trust: &str| sms(&["--at", &at, "--trust", trust, "regions"]);
    let trust = trust.to_str().unwrap();
    regions(trust).failed(3, "no-rules");
    let file = today(&city.path(""));
    city.admin(&["sms-tables", &file]).done();
    let signed = regions(trust).done();
    assert_eq!(signed.as_array().unwrap().len(), 1);
    assert_eq!(
        (signed[0]["region"].as_str(), signed[0]["state"].as_str()),
        (Some("gr-13032"), Some("ready"))
    );
    regions("nowhere.json").failed(2, "file-unreadable");
}
