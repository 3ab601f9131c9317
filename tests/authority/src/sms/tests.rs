use doorstep::documents::sms::{FormKind, Validity};
use doorstep::sms::{RegionState, Tables};

use super::*;

fn tables() -> Tables {
    Tables::load(shipped_sms_regions("XX-REF").unwrap())
}

fn at(moment: &str) -> u64 {
    let moment = chrono::DateTime::parse_from_rfc3339(moment).unwrap().timestamp();
    u64::try_from(moment).unwrap()
}

#[test]
fn every_document_that_is_shipped_is_read_and_comes_out_as_its_examples_say() {
    for json in SMS_DOCUMENTS {
        let region = read_sms_region(json).unwrap_or_else(|error| panic!("{error}"));
        assert!(!region.written.is_empty() && !region.read.is_empty(), "{}", region.id);
        assert!(json.contains(&format!("\"region\": \"{}\"", region.id)));
    }
    let tables = tables();
    let ids = ["ru-ta-2590", "ru-mow-7377", "gr-13033", "gr-13032", "cy-8998"];
    assert_eq!(tables.ids(), ids);
    assert!(tables.versions().iter().all(|table| table.failed.is_none()));
}

#[test]
fn versions_hold_on_the_days_that_the_study_names() {
    let tables = tables();
    let state = |id: &str, moment: &str| {
        let table = tables.at(id, at(moment)).unwrap();
        let begun = chrono::DateTime::from_timestamp(i64::try_from(table.region.from).unwrap(), 0);
        let local =
            begun.unwrap().timestamp() + table.region.zone.offset(begun.unwrap().timestamp());
        let day =
            chrono::DateTime::from_timestamp(local, 0).unwrap().format("%Y-%m-%d").to_string();
        (day, table.state(at(moment)))
    };
    use RegionState::{NotInForce, Ready};
    for (id, moment, day, wanted) in [
        ("ru-ta-2590", "2020-04-01T00:00:00+03:00", "2020-04-01", Ready),
        ("ru-ta-2590", "2020-04-04T00:00:00+03:00", "2020-04-04", Ready),
        ("ru-ta-2590", "2020-05-01T00:00:00+03:00", "2020-05-01", Ready),
        ("ru-ta-2590", "2020-05-12T00:00:00+03:00", "2020-05-01", NotInForce),
        ("ru-mow-7377", "2020-04-13T23:59:59+03:00", "2020-04-11", Ready),
        ("ru-mow-7377", "2020-04-14T00:00:00+03:00", "2020-04-14", Ready),
        // How the template of 12 May was is not established.
        ("ru-mow-7377", "2020-05-12T00:00:00+03:00", "2020-04-14", NotInForce),
        ("gr-13033", "2020-12-12T12:00:00+02:00", "2020-11-13", Ready),
        ("gr-13033", "2020-12-13T12:00:00+02:00", "2020-12-13", Ready),
        ("gr-13033", "2021-05-14T00:00:00+03:00", "2020-12-13", NotInForce),
        ("gr-13032", "2021-04-13T12:00:00+03:00", "2021-04-01", Ready),
        ("cy-8998", "2020-03-29T12:00:00+03:00", "2020-03-30", NotInForce),
        ("cy-8998", "2020-04-05T12:00:00+03:00", "2020-03-30", Ready),
        ("cy-8998", "2021-02-01T12:00:00+02:00", "2021-01-10", Ready),
    ] {
        assert_eq!(state(id, moment), (day.to_owned(), wanted), "{id} {moment}");
    }
}

#[test]
fn what_is_not_established_is_no_pattern_and_no_expiry() {
    let tables = tables();
    for table in tables.versions() {
        let region = &table.region;
        let is_known = region.id == "gr-13032";
        assert_eq!(region.replies.is_empty(), !is_known, "{}", region.id);
        let unspecified =
            region.purposes.iter().filter(|purpose| purpose.validity == Validity::Unspecified);
        let unspecified: Vec<&str> = unspecified.map(|purpose| purpose.key.as_str()).collect();
        match region.id.as_str() {
            "cy-8998" | "gr-13033" => assert_eq!(unspecified.len(), region.purposes.len()),
            "ru-ta-2590" if region.from >= at("2020-04-04T00:00:00+03:00") => {
                assert_eq!(unspecified, ["help"]);
            }
            "ru-ta-2590" | "gr-13032" => assert!(unspecified.is_empty()),
            _ => assert_eq!(unspecified, ["work"]),
        }
        // The separator of Tatarstan's purposes is not established, and neither is Moscow's third template.
        let without: Vec<&str> = region
            .forms
            .iter()
            .filter(|form| form.template.is_none())
            .map(|form| form.name.as_str())
            .collect();
        let wanted: &[&str] = match (region.id.as_str(), region.forms.len()) {
            ("ru-ta-2590", _) => &["purpose"],
            ("ru-mow-7377", 3) => &["other"],
            _ => &[],
        };
        assert_eq!(without, wanted, "{}", region.id);
        assert!(region.forms.iter().any(|form| form.kind == FormKind::Request));
    }
}

/// The first document with one text in place of another.
fn changed(from: &str, to: &str) -> Result<SmsRegion, RegionError> {
    let json = SMS_DOCUMENTS[SMS_DOCUMENTS.len() - 1];
    assert!(json.contains(from), "{from}");
    read_sms_region(&json.replacen(from, to, 1))
}

#[test]
fn what_a_table_cannot_say_is_refused_by_its_place() {
    let refused = [
        ("\"confidence\": \"A\"", "\"confidence\": \"D\"", "from: D is not known"),
        ("\"confidence\": \"A\"", "\"confidence\": \"a\"", "from: a is not known"),
        ("\"source\": \"S107: from 10", "\"source\": \"S9: from 10", "a source is named that"),
        ("S107: from 10 January 2021", "assumed: from 10 January 2021", "is of confidence C"),
        ("\"kind\": \"alnum\"", "\"kind\": \"words\"", "words is not known"),
        ("\"letters\": 3,", "", "most letters is not known"),
        ("\"kind\": \"digits\"", "\"kind\": \"tax-id\"", "stand where they say nothing"),
        ("\"separators\": \" \"", "\"separators\": \"#\"", "no phone would read it"),
        ("\"parts\": [\"\", \"purpose\"", "\"parts\": [\"purpose\"", "a template ends"),
        ("\"n\": 2", "\"m\": 2", "unknown field `m`"),
        ("\"per\": \"local-day\"", "\"per\": \"day\"", "day is not known"),
        ("\"from\": \"21:00\"", "\"from\": \"9:00\"", "9:00 is not known"),
        (
            "\"text\": \"2 123456 1010\"",
            "\"text\": \"2 123456 1011\"",
            "example 1 of request: wanted",
        ),
        (
            "\"replies\": []",
            "\"replies\": [{ \"class\": \"approved\", \"pattern\": [\"Yes\"], \"source\": \"assumed\", \"confidence\": \"C\" }]",
            "is no pattern",
        ),
    ];
    for (from, to, why) in refused {
        let error = changed(from, to).expect_err(why);
        assert!(error.to_string().contains(why), "{to}: {error}");
        assert_eq!(error.code(), "region-invalid");
    }
    assert!(changed("Cyprus's 8998 of 2021", "Cyprus in 2021").is_ok());
}

#[test]
fn a_number_answers_as_the_real_one_is_documented_to() {
    let gateway = Gateway::default();
    let regions = || shipped_sms_regions("XX-REF").unwrap();
    let answer = |region: &str, phone: &str, text: &str, moment: &str| {
        gateway.answer(regions(), region, phone, text, at(moment))
    };
    let noon = "2021-04-13T12:00:00+03:00";
    let yes = answer("gr-13032", "+30691", "", noon).unwrap();
    assert_eq!((yes.class.as_str(), yes.is_established), ("approved", true));
    assert_eq!(yes.text, "Μετακίνηση σε εμπορικό κατάστημα");
    let no = answer("gr-13032", "+30691", "Γιώργος Παπαδόπουλος", noon).unwrap();
    assert_eq!((no.class.as_str(), no.is_established), ("quota-used", true));
    let other = answer("gr-13032", "+30692", "Γιώργος Παπαδόπουλος", noon).unwrap();
    assert_eq!(other.class, "approved", "each number has its own");
    let tomorrow = answer("gr-13032", "+30691", "", "2021-04-14T00:00:00+03:00").unwrap();
    assert_eq!(tomorrow.class, "approved");
    assert_eq!(answer("gr-13032", "+30691", "", "2021-05-14T12:00:00+03:00"), None, "it is over");
    // What nobody wrote down is said in words that no phone knows.
    let cyprus = |text| answer("cy-8998", "+357", text, "2021-02-01T12:00:00+02:00").unwrap();
    let odd = cyprus("give me a pass");
    assert_eq!((odd.class.as_str(), odd.is_established), ("malformed", false));
    assert_eq!(cyprus("2 123456 1010").class, "approved");
    assert_eq!(cyprus("8 123456 1010").class, "approved");
    assert_eq!(cyprus("1 123456 1010").class, "quota-used", "two a day over all purposes");
    assert_eq!(cyprus("9 123456 1010").class, "malformed");
    let night = answer("cy-8998", "+358", "2 123456 1010", "2021-02-01T21:00:00+02:00").unwrap();
    assert_eq!(night.class, "outside-hours");
    let read = doorstep::sms::read_reply(
        &tables().at("cy-8998", at(noon)).unwrap().region,
        &night.text,
        None,
        doorstep::sms::HeldTo::Any,
        at(noon),
    );
    assert_eq!(read.class.name(), "unknown");
}
