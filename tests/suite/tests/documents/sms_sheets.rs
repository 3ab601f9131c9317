//! Tables of text messages in words: all that they say, and nothing that nobody has established.

use doorstep::documents::SmsRegion;
use doorstep::documents::sms::{
    Capture, Captured, Confidence, FieldKind, PatternPart, ReplyClass, SmsReply, Validity, Wanted,
};
use doorstep::model::{Language, Sentence};
use doorstep::sms::{MessagePart, ReplyPart, SheetMessage, SmsSheet, Table, try_vectors};
use doorstep_authority::{SMS_DOCUMENTS, read_sms_region, shipped_sms_regions};
use doorstep_suite::issuer::ISS;

fn all() -> Vec<SmsRegion> {
    SMS_DOCUMENTS.iter().map(|json| read_sms_region(json).unwrap()).collect()
}

/// The last version of a region.
fn region(id: &str) -> SmsRegion {
    all().into_iter().rfind(|region| region.id == id).unwrap()
}

fn sheet_in(region: &SmsRegion, language: Language) -> SmsSheet {
    let table = Table { region: region.clone(), failed: try_vectors(region).err() };
    SmsSheet::of(&table, region.from, language)
}

fn sheet(region: &SmsRegion) -> SmsSheet {
    sheet_in(region, Language::En)
}

fn texts(sentences: &[Sentence]) -> Vec<&str> {
    sentences.iter().map(|sentence| sentence.text.as_str()).collect()
}

fn template(message: &SheetMessage) -> String {
    let piece = |part: &MessagePart| match part {
        MessagePart::Literal(text) => text.clone(),
        MessagePart::Part(label) => format!("‹{label}›"),
    };
    message.template.iter().map(piece).collect()
}

#[test]
fn cyprus_is_told_whole_and_what_is_the_same_for_all_purposes_once() {
    let sheet = sheet(&region("cy-8998"));
    assert_eq!((sheet.number.as_str(), sheet.out_of_use), ("8998", None));
    assert_eq!(
        sheet.holds.text,
        "This holds from Sunday 10 January 2021, 00:00. When it ends is not established."
    );
    assert_eq!(sheet.sims.text, "The number cannot be reached with a SIM of another country.");
    let [message] = sheet.messages.as_slice() else { panic!("{:?}", sheet.messages) };
    assert_eq!(message.title.text, "Ask for a pass");
    assert_eq!(
        template(message),
        "‹Number of the purpose› ‹Identity card, ARC or other document› ‹Postcode›"
    );
    assert_eq!(message.example.as_ref().unwrap().text, "2 123456 1010");
    assert_eq!(texts(&message.notes), ["One blank keeps the parts apart."]);
    let parts: Vec<(&str, Vec<&str>)> =
        sheet.parts.iter().map(|part| (part.label.as_str(), texts(&part.takes))).collect();
    assert_eq!(
        parts,
        [
            ("Number of the purpose", vec!["The code of a purpose, from the list of purposes."]),
            (
                "Identity card, ARC or other document",
                vec![
                    "1 to 10 Latin letters and digits, at most 3 of them letters, without blanks.",
                    "In capitals."
                ]
            ),
            ("Postcode", vec!["4 digits, without blanks."]),
        ]
    );
    assert_eq!(
        texts(&sheet.every_purpose),
        [
            "At most twice a day, all purposes together.",
            "Nothing is permitted from 21:00 until 05:00.",
            "Until when a permit counts is not established.",
        ]
    );
    let codes: Vec<_> = sheet.purposes.iter().map(|one| one.code.clone().unwrap()).collect();
    assert_eq!(codes, ["1", "2", "3", "4", "5", "6", "7", "8"]);
    assert!(sheet.purposes.iter().all(|purpose| purpose.says.is_empty()));
    assert!(
        sheet.replies.is_empty() && sheet.replies_unknown.unwrap().text.contains("not established")
    );
    assert_eq!(
        texts(&sheet.unanswered),
        ["Wait 10 minutes for the reply.", "Nobody has answered. Ask by another way."]
    );
    assert_eq!(
        texts(&sheet.other_ways),
        [
            "Call 80012012, from 06:00 until 21:00.",
            "Call +357 22 263030, from 06:00 until 21:00.",
            "Carry form B, or a declaration by hand (over 65).",
            "On it stand, in this order: Number of the purpose; Identity card, ARC or other document; \
             Postcode.",
        ]
    );
}

#[test]
fn what_differs_between_purposes_stands_with_each() {
    let sheet = sheet(&region("ru-ta-2590"));
    let of = |code: &str| {
        let found = sheet.purposes.iter().find(|one| one.code.as_deref() == Some(code));
        texts(&found.unwrap().says)
    };
    assert_eq!(texts(&sheet.every_purpose), ["No closed hours are known."]);
    assert_eq!(
        of("6"),
        [
            "At most twice a day.",
            "At most 8 times a week: that is likely, and not established.",
            "A permit counts for 2 hours from the reply on.",
        ]
    );
    assert_eq!(
        of("8"),
        [
            "How many permits there are is not established.",
            "Until when a permit counts is not established.",
        ]
    );
    assert_eq!(of("9")[0], "At most once in 72 hours.");
    let greek = sheet_in(&region("gr-13033"), Language::Ru);
    assert!(texts(&greek.purposes[0].says).iter().any(|text| {
        *text == "С 22:00 до 05:00 номер может отказать: это вероятно, но не установлено."
    }));
}

#[test]
fn a_message_whose_form_is_not_established_has_neither_a_template_nor_an_example() {
    let moscow = sheet(&region("ru-mow-7377"));
    let [work, medical, other] = moscow.messages.as_slice() else {
        panic!("{:?}", moscow.messages)
    };
    assert_eq!(work.title.text, "Ask for a pass: Work");
    assert!(template(work).starts_with("Пропуск*1*‹Document code"));
    assert!(work.notes.is_empty() && medical.notes.is_empty());
    assert_eq!(
        texts(&moscow.every_message),
        [
            "Between the parts stands the sign “*”, without blanks around it.",
            "A part that is left out leaves its place empty: the signs on both sides of it stay.",
        ]
    );
    assert_eq!(
        medical.example.as_ref().unwrap().text,
        "Пропуск*2*1*4411*123456*01.02.1980****ГКБ 1"
    );
    assert_eq!((other.template.len(), &other.example), (0, &None));
    assert!(other.notes[0].text.contains("has not been established"), "{:?}", other.notes);
    assert!(other.notes[1].text.contains("Address of destination"), "{:?}", other.notes);
    // What a part takes is told where it can be written, and once for all messages.
    let of =
        |label: &str| moscow.parts.iter().filter(|part| part.label == label).collect::<Vec<_>>();
    assert!(of("Address of destination").is_empty());
    let [series] = of("Series of the document")[..] else { panic!("{:?}", moscow.parts) };
    assert_eq!(
        texts(&series.takes)[..3],
        [
            "If “Document code: 1 Russian passport, 2 foreign, 3 other” is 1:",
            "4 digits of a Russian passport, without blanks.",
            "Otherwise:",
        ]
    );
    assert!(texts(&series.takes).last().unwrap().contains("nobody has established it"));
    let kazan = sheet(&region("ru-ta-2590"));
    let [short, purpose, first, _] = kazan.messages.as_slice() else { panic!() };
    assert_eq!(first.title.text, "Register");
    assert!(first.example.as_ref().unwrap().segments.as_ref().unwrap().text.contains("2 text"));
    assert_eq!(texts(&first.notes), ["Message 1 does the same, and is shorter."]);
    assert_eq!(kazan.every_message.len(), 1);
    assert_eq!(short.example.as_ref().unwrap().text, "Регистрация#9219632506");
    assert_eq!((purpose.template.len(), &purpose.example), (0, &None));
    assert_eq!(
        texts(&kazan.other_ways),
        ["No other way is known: no number to call, and no paper."]
    );
}

#[test]
fn an_empty_message_and_known_replies_are_told_as_such() {
    let greek = sheet(&region("gr-13032"));
    assert_eq!(texts(&greek.messages[0].notes), ["An empty message: nothing stands in it."]);
    assert_eq!(greek.messages[0].example, None);
    assert_eq!(greek.messages[1].example.as_ref().unwrap().text, "Γιώργος Παπαδόπουλος");
    assert_eq!(greek.purposes[0].code, None, "no message has a code");
    assert_eq!(greek.replies_unknown, None);
    let meanings: Vec<&str> = greek.replies.iter().map(|one| one.meaning.text.as_str()).collect();
    assert_eq!(
        meanings,
        ["The reply says yes.", "The reply says no: as many as there are were granted."]
    );
    let code = PatternPart::Capture(Capture { what: Captured::Code, least: 4, most: 8 });
    let pattern = vec![PatternPart::Literal("Code ".to_owned()), code];
    let mut region = region("gr-13032");
    region.replies.push(SmsReply { class: ReplyClass::Approved, pattern });
    let [ReplyPart::Literal(_), ReplyPart::Part(code)] = &sheet(&region).replies[2].pattern[..]
    else {
        panic!()
    };
    assert_eq!(code.text, "a code");
}

#[test]
fn what_is_only_likely_says_so_and_what_is_out_of_use_offers_nothing_to_write() {
    let mut region = region("cy-8998");
    region.forms[0].confidence = Confidence::Assumed;
    region.networks_confidence = Confidence::Assumed;
    region.purposes[0].validity = Validity::FromRequest(90);
    let likely = sheet(&region);
    let unconfirmed = "That it is written like this is likely, and nobody has established it.";
    assert_eq!(likely.messages[0].notes[0].text, unconfirmed);
    assert!(likely.sims.text.ends_with("that is likely, and not established."));
    assert_eq!(
        texts(&likely.purposes[0].says),
        ["A permit counts for 90 minutes from the request on."]
    );
    assert_eq!(likely.every_purpose.len(), 2, "the rest is still the same for all");
    region.home_networks.clear();
    assert!(sheet(&region).sims.text.contains("is not established"));

    region.written[0].wanted = Wanted::Text { text: "2 1".to_owned(), segments: 1 };
    let damaged = sheet(&region);
    assert_eq!(damaged.out_of_use.unwrap().key, "sms-vector-failed");
    assert!(damaged.messages.is_empty() && damaged.parts.is_empty());
    assert_eq!(damaged.other_ways.len(), 4, "one can still call");
    let table = Table { failed: None, region };
    let early = SmsSheet::of(&table, table.region.from - 1, Language::En);
    assert_eq!(early.out_of_use.unwrap().key, "sms-not-in-force");
    assert!(early.messages.is_empty() && early.other_ways.is_empty());
}

#[test]
fn quotas_name_those_that_are_counted_together() {
    let mut region = region("cy-8998");
    region.written.clear();
    region.purposes.truncate(3);
    region.purposes[2].quotas[0].shared = None;
    let sheet = sheet(&region);
    let said: Vec<&str> = sheet.purposes.iter().map(|one| one.says[0].text.as_str()).collect();
    assert_eq!(
        said,
        [
            "At most twice a day, together with Shop, essential goods and services.",
            "At most twice a day, together with Pharmacy, doctor, blood donation.",
            "At most twice a day.",
        ]
    );
}

#[test]
fn a_label_that_says_two_things_names_its_messages() {
    let mut region = region("ru-ta-2590");
    region.forms[2].fields[0].kind = FieldKind::Digits { least: 4, most: 4 };
    region.written.retain(|vector| vector.form != "registration-v2");
    let sheet = sheet(&region);
    let numbers: Vec<(&str, &[usize])> =
        sheet.parts.iter().map(|part| (part.label.as_str(), part.messages.as_slice())).collect();
    let (name, passport) = ("Surname, name, patronymic", "Passport series and number");
    let address = "Address of the place of living";
    assert_eq!(numbers, [(passport, &[1][..]), (name, &[]), (passport, &[3, 4]), (address, &[])]);
}

#[test]
fn no_table_loses_a_label_and_no_language_changes_what_is_sent() {
    let mut looked_at = 0;
    for region in shipped_sms_regions(ISS).unwrap().regions {
        for language in [Language::En, Language::Ru, Language::Tt] {
            let sheet = sheet_in(&region, language);
            let whole = format!("{sheet:?}");
            for form in &region.forms {
                for field in &form.fields {
                    assert!(whole.contains(language.best_of(&field.label)), "{}", field.name);
                    looked_at += 1;
                }
            }
            for purpose in &region.purposes {
                let label = language.best_of(&purpose.label);
                assert!(sheet.purposes.iter().any(|one| one.label == label), "{label}");
            }
            let sent = |sheet: &SmsSheet| -> Vec<String> {
                let examples = sheet.messages.iter().flat_map(|one| &one.example);
                let literals = sheet.messages.iter().flat_map(|one| &one.template);
                let literals = literals.filter_map(|part| match part {
                    MessagePart::Literal(text) => Some(text.clone()),
                    MessagePart::Part(_) => None,
                });
                examples.map(|made| made.text.clone()).chain(literals).collect()
            };
            assert_eq!(sent(&sheet), sent(&sheet_in(&region, Language::En)));
        }
    }
    assert!(looked_at > 100, "{looked_at}");
}
