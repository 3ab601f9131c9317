//! Bad input, line by line as it happened to people.

use super::*;
use crate::sms::{Composed, Finding, Rule, SmsRefusal, compose, read_request};

fn made(form: &SmsForm, given: &[(&str, &str)]) -> Result<Composed, SmsRefusal> {
    compose(&region(), form, &values(given))
}

fn registering(name: &str, passport: &str, address: &str) -> Result<Composed, SmsRefusal> {
    made(&registration(), &[("name", name), ("passport", passport), ("address", address)])
}

fn refused(made: Result<Composed, SmsRefusal>) -> (String, Rule) {
    match made {
        Err(SmsRefusal::Field { finding, .. }) => (finding.field.unwrap(), finding.rule),
        other => panic!("{other:?}"),
    }
}

fn warned(made: &Composed) -> Vec<&'static str> {
    made.warnings.iter().map(|finding| finding.rule.name()).collect()
}

const GIVEN: &str = "4411 123456";

#[test]
fn b_01_a_passport_of_eleven_digits_is_not_sent() {
    let length = Rule::DocNumberLength { least: 10, most: 10, got: 11 };
    assert_eq!(refused(registering("Ива", "92199632506", "Казань")), ("passport".into(), length));
    assert_eq!(length.name(), "doc-number-length");
    let nine = Rule::DocNumberLength { least: 10, most: 10, got: 9 };
    assert_eq!(refused(registering("Ива", "921996325", "Казань")).1, nine);
    assert!(registering("Ива", "92 19 № 963250", "Казань").is_err(), "a sign is no digit");
    assert_eq!(
        registering("Ива", "９２ 19-963250", "Казань").unwrap().text,
        "РЕГИСТРАЦИЯ#Ива#9219963250#Казань"
    );
}

#[test]
fn b_02_names() {
    let of = |name: &str| registering(name, GIVEN, "Казань");
    let sent = |name: &str| {
        let text = of(name).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}")).text;
        text.split('#').nth(1).unwrap().to_owned()
    };
    assert_eq!(refused(of("Иванов2 Иван")), ("name".into(), Rule::Characters { position: 7 }));
    assert_eq!(refused(of("Иван 😀")).1, Rule::Characters { position: 6 });
    assert_eq!(refused(of("")).1, Rule::Missing);
    assert_eq!(refused(of("   \u{a0}")).1, Rule::Missing);
    assert_eq!(refused(of(&"ж".repeat(300))).1, Rule::TooLong { most: 60 });
    assert_eq!(refused(of(&"ж".repeat(300_000))).1, Rule::TooLong { most: 60 });
    assert_eq!(refused(of("- '")).1, Rule::Characters { position: 1 });
    // Names that people have.
    assert_eq!(sent("О"), "О");
    assert_eq!(sent("O'Brien-Smith J."), "O'Brien-Smith J.");
    assert_eq!(sent("O’Brien"), "O'Brien", "whatever apostrophe a keyboard has");
    // NFD becomes NFC, and what is not seen is gone.
    assert_eq!(sent("И\u{306}ван"), "Йван");
    assert_eq!(sent("José"), "José");
    assert_eq!(sent("Jose\u{301}"), "José");
    assert_eq!(sent("Ив\u{200d}ан\u{200f}"), "Иван");
    assert_eq!(sent("  Иван \t Иванов\n"), "Иван Иванов");
    assert_eq!(warned(&of("Ивaн").unwrap()), ["mixed-letters"], "a Latin a");
    assert_eq!(warned(&of("Иван Smith").unwrap()), [""; 0]);
}

#[test]
fn b_03_a_passport_of_zeros_is_nobodys() {
    for zeros in ["0000 000000", "0000 123456", "4411 000000", "00 11 123456"] {
        assert_eq!(refused(registering("И", zeros, "К")).1, Rule::DocNumberImplausible, "{zeros}");
    }
}

fn working(tax_id: &str, troika: &str) -> Result<Composed, SmsRefusal> {
    let given = [
        ("document", "1"),
        ("series", "4411"),
        ("tax-id", tax_id),
        ("troika", troika),
        ("company", "Р"),
    ];
    made(&work(), &given)
}

#[test]
fn b_04_a_tax_number_with_a_wrong_check_digit_is_not_sent() {
    for good in ["7707083893", "500100732259", "7707 083 893"] {
        assert!(working(good, "").is_ok(), "{good}");
    }
    for wrong in ["7707083894", "500100732258", "500100732269", "7170783893"] {
        assert_eq!(refused(working(wrong, "")), ("tax-id".into(), Rule::TaxIdChecksum), "{wrong}");
    }
    let eleven = Rule::DocNumberLength { least: 10, most: 12, got: 11 };
    assert_eq!(refused(working("77070838930", "")).1, eleven);
    assert_eq!(refused(working("0000000000", "")).1, Rule::DocNumberImplausible);
}

#[test]
fn b_05_a_card_in_the_place_of_a_tax_number_is_told() {
    // Ten digits that are no company's: refused, and told what they may be.
    let Err(SmsRefusal::Field { finding, others }) = working("1234567890", "") else { panic!() };
    assert_eq!(finding.rule, Rule::TaxIdChecksum);
    assert_eq!(others.iter().map(|o| o.rule).collect::<Vec<_>>(), [Rule::LooksLikeTransportCard]);
    // Right by chance, and the same as the card beside it: told, and sent if the person says so.
    let same = working("7707083893", "7707083893").unwrap();
    assert_eq!(warned(&same), ["looks-like-transport-card"]);
    assert_eq!(same.warnings[0].level, Level::Warn);
    assert_eq!(warned(&working("7707083893", "1234567890").unwrap()), [""; 0]);
    let twelve = working("500100732258", "").unwrap_err();
    assert!(
        matches!(twelve, SmsRefusal::Field { others, .. } if others.is_empty()),
        "no card has twelve"
    );
}

#[test]
fn b_06_a_separator_in_an_address_is_replaced_and_shown() {
    let made_of = registering("Иван", GIVEN, "Казань#5 # 9").unwrap();
    assert_eq!(made_of.text, "РЕГИСТРАЦИЯ#Иван#4411123456#Казань 5 9");
    let separator = |position| Finding {
        field: Some("address".into()),
        rule: Rule::Separator { sign: '#', position },
        level: Level::Warn,
    };
    assert_eq!(made_of.warnings, [separator(7), separator(10)]);
    // Elsewhere it is refused, and in a number nothing stands in its place.
    let sharp = Rule::Separator { sign: '#', position: 5 };
    assert_eq!(refused(registering("Иван#Иванов", GIVEN, "К")).1, sharp);
    assert_eq!(refused(registering("Иван", "4411#123456", "К")).1, sharp);
    assert_eq!(refused(registering("Иван", GIVEN, "##")).1, Rule::Characters { position: 1 });
    let company =
        [("document", "1"), ("series", "4411"), ("tax-id", "7707083893"), ("company", "А*Б")];
    assert!(made(&work(), &company).unwrap().text.ends_with("*А Б"));
}

/// What people and keyboards put into fields.
const ODD: [&str; 24] = [
    "#",
    "*",
    " ",
    ";",
    "\"",
    "'",
    "«а»",
    "“a”",
    "„a“",
    "\u{200f}\u{5d0}",
    "\u{202e}abc",
    "\u{2066}1\u{2069}",
    "😀",
    "👩‍👩‍👧",
    "e\u{301}",
    "\u{1100}\u{1161}",
    "\0",
    "\r\n",
    "\u{feff}",
    "ﷺ",
    "İı",
    "ß",
    "\u{10ffff}",
    "１２３４",
];

#[test]
fn whatever_stands_in_a_field_is_refused_by_name_or_read_back() {
    let long = "ж".repeat(300);
    let region = region();
    let mut composed = 0;
    for form in &region.forms {
        let good = |name: &str| match name {
            "passport" => "4411123456",
            "document" => "1",
            "series" => "4411",
            "tax-id" => "7707083893",
            "postcode" => "1010",
            "purpose" => "2",
            "plate" => "Т111МО777",
            "troika" => "1234567890",
            "born" => "01.02.1980",
            _ => "Ab",
        };
        let names: Vec<&str> =
            form.template.as_ref().unwrap().rest.iter().map(|(n, _)| n.as_str()).collect();
        for name in &names {
            for odd in ODD.iter().copied().chain([long.as_str()]) {
                for typed in [odd.to_owned(), format!("{}{odd}", good(name)), format!("a{odd}b")] {
                    let given: Vec<(String, String)> = names
                        .iter()
                        .map(|other| {
                            let value = if other == name { typed.as_str() } else { good(other) };
                            ((*other).to_owned(), value.to_owned())
                        })
                        .collect();
                    match compose(&region, form, &given) {
                        Ok(made) => {
                            assert_eq!(read_request(form, &made.text).as_ref(), Some(&made.values));
                            assert!(made.text.chars().count() < 1000);
                            composed += 1;
                        }
                        Err(SmsRefusal::Field { finding, .. }) => {
                            assert_eq!(finding.field.as_deref(), Some(*name), "{typed:?}");
                        }
                        Err(SmsRefusal::PurposeUnknown(_)) => assert_eq!(*name, "purpose"),
                        Err(other) => panic!("{name} {typed:?}: {other:?}"),
                    }
                }
            }
        }
    }
    assert!(composed > 100, "{composed}");
}

#[test]
fn nothing_that_was_typed_is_in_what_is_printed_for_a_log() {
    let given = [("name", "Иван Иванов"), ("passport", "4411123456"), ("address", "Казань 5")];
    let filled = crate::sms::FilledForm {
        region: "xx-1234".into(),
        form: "registration".into(),
        values: values(&given),
        sim: None,
    };
    let mut open = asked_for("3", DAY, AskedOutcome::Waiting);
    open.reply = Some("код 7777".into());
    let printed = [
        format!("{:?}", made(&registration(), &given).unwrap()),
        format!("{:?}", registering("Иван2", "4411123456", "Казань 5").unwrap_err()),
        format!("{filled:?} {open:?}"),
        format!(
            "{:?}",
            crate::sms::read_reply(&region(), "код 7777", None, crate::sms::HeldTo::Any, DAY)
        ),
    ];
    for one in printed {
        for secret in ["Иван", "4411", "Казань", "7777"] {
            assert!(!one.contains(secret), "{one}");
        }
    }
}
