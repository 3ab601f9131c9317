//! What is sent: round trips, levels, quotas, hours, other channels.

use proptest::prelude::*;

use super::*;
use crate::sms::{
    Asked, AskedOutcome, Rule, SmsRefusal, channels, compose, is_foreign, may_ask, read_request,
};

fn name() -> impl Strategy<Value = String> {
    "[A-ZА-ЯΣ-Ω][a-zа-яα-ω]{0,12}([-' ][A-Zа-я]{1,8})?"
}

proptest! {
    #[test]
    fn what_is_composed_is_read_back_as_what_it_was_made_of(
        names in [name(), name(), name()],
        digits in "[1-9][0-9]{9}",
        address in "[A-Za-zА-Яа-я0-9.,/ -]{0,40}[0-9]",
        purpose in "[1-5]",
        plate in "([АВЕКМНОРСТУХ][0-9]{3}[АВЕКМНОРСТУХ]{2}[0-9]{2,3})?",
        troika in "([0-9]{10})?",
        id in "[0-9]{1,7}[A-Z]{0,3}",
    ) {
        let region = region();
        let given = |form: &SmsForm| -> Vec<(String, String)> {
            let of = |name: &str| match name {
                "name" => names[0].clone(),
                "surname" => names[1].clone(),
                "company" => names[2].clone(),
                "passport" => digits.clone(),
                "series" => digits[..4].to_owned(),
                "postcode" => digits[..4].to_owned(),
                "document" => "1".to_owned(),
                "tax-id" => "7707083893".to_owned(),
                "born" => "3/4/1991".to_owned(),
                "purpose" => purpose.clone(),
                "plate" => plate.clone(),
                "troika" => troika.clone(),
                "id" => id.clone(),
                _ => address.clone(),
            };
            let rest = &form.template.as_ref().unwrap().rest;
            rest.iter().map(|(name, _)| (name.clone(), of(name))).collect()
        };
        for form in &region.forms {
            let made = compose(&region, form, &given(form)).unwrap();
            let back = read_request(form, &made.text).unwrap();
            prop_assert_eq!(&back, &made.values);
            // What was read back composes to the same bytes: nothing is changed twice.
            prop_assert_eq!(compose(&region, form, &back).unwrap().text, made.text);
        }
    }

    #[test]
    fn any_text_is_read_as_a_request_or_not_at_all(text: String) {
        for form in &region().forms {
            if let Some(back) = read_request(form, &text) {
                let template = form.template.as_ref().unwrap();
                let mut again = template.first.clone();
                for ((_, after), (_, value)) in template.rest.iter().zip(&back) {
                    again.push_str(value);
                    again.push_str(after);
                }
                prop_assert_eq!(again, text.clone());
            }
        }
    }
}

#[test]
fn what_is_not_established_warns_and_does_not_stop() {
    let mut form = island();
    let given = values(&[("purpose", "2"), ("id", "123"), ("postcode", "10100")]);
    assert!(compose(&region(), &form, &given).is_err());
    form.fields[2].confidence = Confidence::Assumed;
    let made = compose(&region(), &form, &given).unwrap();
    assert_eq!((made.text.as_str(), made.warnings.len()), ("2 123 10100", 1));
    form.fields[2].confidence = Confidence::Agreed;
    form.fields[2].level = Level::Warn;
    assert!(compose(&region(), &form, &given).is_ok());
    // Whatever breaks the form is stopped all the same.
    let broken = values(&[("purpose", "2"), ("id", "123"), ("postcode", "1#1")]);
    assert!(compose(&region(), &form, &broken).is_err());
    form.confidence = Confidence::Assumed;
    let rules = compose(&region(), &form, &given).unwrap().warnings;
    assert!(rules.iter().any(|finding| finding.rule == Rule::Unconfirmed));
    form.template = None;
    assert_eq!(compose(&region(), &form, &given), Err(SmsRefusal::FormNotEstablished));
}

#[test]
fn a_field_depends_on_another_and_letters_that_look_alike_are_one() {
    let given = |document: &str, series: &str| {
        values(&[
            ("document", document),
            ("series", series),
            ("plate", "t111mo777"),
            ("tax-id", "7707083893"),
            ("company", "Ромашка"),
        ])
    };
    let text =
        |document, series| compose(&region(), &work(), &given(document, series)).unwrap().text;
    assert_eq!(text("1", "44 11"), "Пропуск*1*1*4411*Т111МО777**7707083893**Ромашка");
    assert_eq!(text("2", "AB 7"), "Пропуск*1*2*AB7*Т111МО777**7707083893**Ромашка");
    assert!(compose(&region(), &work(), &given("1", "AB 7")).is_err());
    assert!(compose(&region(), &work(), &given("3", "4411")).is_err(), "no such document");
    let island_of = |id| {
        compose(
            &region(),
            &island(),
            &values(&[("purpose", "2"), ("id", id), ("postcode", "1010")]),
        )
    };
    assert_eq!(island_of("ΑΒ 12").unwrap().text, "2 AB12 1010", "Greek capitals");
    assert_eq!(island_of("ав12").unwrap().text, "2 AB12 1010", "Cyrillic small letters");
    assert!(
        island_of("ABCD1").is_err()
            && island_of("Ж12").is_err()
            && island_of("12345678901").is_err()
    );
    assert!(matches!(
        compose(&region(), &island(), &values(&[("nobody", "1")])),
        Err(SmsRefusal::FieldUnknown(name)) if name == "nobody"
    ));
    assert!(matches!(
        compose(&region(), &island(), &values(&[("purpose", "9"), ("id", "1"), ("postcode", "1010")])),
        Err(SmsRefusal::PurposeUnknown(code)) if code == "9"
    ));
}

#[test]
fn quotas_count_what_was_granted_alone_or_together() {
    use AskedOutcome::{Approved, Refused, Waiting};
    let region = region();
    let may = |code: &str, asked: &[Asked], at| {
        may_ask(&region, region.purpose(code).unwrap(), asked, at)
    };
    let noon = DAY + 12 * 3600;
    let one = asked_for("1", noon - 3600, Approved);
    assert_eq!(may("1", std::slice::from_ref(&one), noon), Ok(Vec::new()));
    // Both purposes count together, until the local midnight.
    let two = [one.clone(), asked_for("2", noon - 60, Approved)];
    let used = SmsRefusal::QuotaUsed { used: 2, of: 2, next: Some(DAY + 86_400) };
    assert_eq!(may("1", &two, noon), Err(used));
    assert_eq!(may("2", &two, DAY + 86_400), Ok(Vec::new()));
    assert_eq!(may("3", &two, noon), Ok(Vec::new()), "the third is not of that group");
    assert_eq!(may("1", &[one.clone(), asked_for("1", noon, Refused)], noon), Ok(Vec::new()));
    // Of what nobody has answered nobody knows: that warns, and stops nobody.
    let open = may("1", &[one, asked_for("1", noon, Waiting)], noon).unwrap();
    assert_eq!(open[0].rule, Rule::QuotaUsed);
    // Rolling hours.
    let three = [asked_for("3", noon, Approved)];
    let next = Some(noon + 72 * 3600);
    assert_eq!(
        may("3", &three, noon + 71 * 3600),
        Err(SmsRefusal::QuotaUsed { used: 1, of: 1, next })
    );
    assert_eq!(may("3", &three, noon + 72 * 3600), Ok(Vec::new()));
}

#[test]
fn hours_say_when_they_open_and_assumed_ones_warn() {
    let region = region();
    let may = |code: &str, at| may_ask(&region, region.purpose(code).unwrap(), &[], at);
    assert_eq!(may("4", DAY + 21 * 3600 - 1), Ok(Vec::new()));
    let morning = SmsRefusal::OutsideHours { next: DAY + 86_400 + 5 * 3600 };
    assert_eq!(may("4", DAY + 21 * 3600), Err(morning.clone()));
    assert_eq!(may("4", DAY + 86_400), Err(morning));
    assert_eq!(may("4", DAY + 86_400 + 5 * 3600), Ok(Vec::new()));
    assert_eq!(may("5", DAY + 22 * 3600).unwrap()[0].rule, Rule::OutsideHours);
    let mut over = region.purpose("5").unwrap().clone();
    over.until = Some(DAY + 60);
    assert_eq!(may_ask(&region, &over, &[], DAY + 60), Err(SmsRefusal::PurposeOver));
}

#[test]
fn other_channels_are_named_after_the_regions_time_and_for_foreign_sims() {
    let (region, walk) = (region(), walk());
    let one = asked_for("1", DAY + 8 * 3600, AskedOutcome::Waiting);
    let before = channels(&region, &walk, Some(&one), DAY + 8 * 3600 + 599);
    assert!(!before.is_due && channels(&region, &walk, Some(&one), DAY + 8 * 3600 + 600).is_due);
    assert_eq!(before.fields, ["purpose", "name", "surname", "address"]);
    let by = |at| {
        channels(&region, &walk, None, at)
            .voice
            .iter()
            .map(|(line, open)| (line.number.clone(), *open))
            .collect::<Vec<_>>()
    };
    assert_eq!(by(DAY + 8 * 3600), [("122".to_owned(), true), ("112".to_owned(), true)]);
    assert_eq!(by(DAY + 22 * 3600), [("112".to_owned(), true), ("122".to_owned(), false)]);
    assert!(is_foreign(&region, "202") && !is_foreign(&region, "250"));
    let mut unsaid = region.clone();
    unsaid.networks_confidence = Confidence::Assumed;
    assert!(!is_foreign(&unsaid, "202"));
}
