//! Tables as documents: written and read as the same, bounded, tried by their own examples.

use super::*;
use crate::documents::DocumentError;
use crate::documents::numbers::limit;
use crate::documents::sms::{ReplyVector, SmsRegions, Wanted, WrittenVector};
use crate::sms::{RegionState, SmsRefusal, Tables};

fn document(regions: Vec<SmsRegion>) -> SmsRegions {
    SmsRegions { serial: 1, iat: DAY, iss: "XX".into(), regions }
}

fn read(document: &SmsRegions) -> Result<SmsRegions, DocumentError> {
    SmsRegions::decode_verified(&document.clone().draft().close())
}

fn with_examples() -> SmsRegion {
    let given = [("purpose", "2"), ("id", "123456"), ("postcode", "1010")];
    let text = Wanted::Text { text: "2 123456 1010".into(), segments: 1 };
    let refused = Wanted::Refused { field: "postcode".into(), rule: "doc-number-length".into() };
    let one = |given: &[(&str, &str)], wanted| WrittenVector {
        form: "island".into(),
        values: values(given),
        wanted,
    };
    let mut short = given;
    short[2].1 = "101";
    SmsRegion {
        written: vec![one(&given, text), one(&short, refused)],
        read: vec![
            ReplyVector {
                text: "Можно идти".into(),
                class: Some(ReplyClass::Approved),
                code: None,
            },
            ReplyVector { text: "Может быть".into(), class: None, code: None },
        ],
        ..region()
    }
}

#[test]
fn a_table_is_read_as_it_was_written() {
    let document =
        document(vec![with_examples(), SmsRegion { from: DAY + 1, until: None, ..region() }]);
    assert_eq!(read(&document).as_ref(), Ok(&document));
    let twice = SmsRegions { regions: vec![region(), region()], ..document };
    assert_eq!(read(&twice), Err(DocumentError::Field), "two versions of one day");
}

#[test]
fn what_could_not_be_read_back_is_no_form() {
    let refused = |change: &dyn Fn(&mut SmsForm)| {
        let mut region = region();
        change(&mut region.forms[1]);
        read(&document(vec![region])).is_err()
    };
    let rest = |form: &mut SmsForm, at: usize, after: &str| {
        form.template.as_mut().unwrap().rest[at].1 = after.to_owned();
    };
    assert!(!refused(&|_| {}));
    assert!(refused(&|form| rest(form, 0, "")), "nothing between two fields");
    assert!(refused(&|form| rest(form, 0, "x")), "no separator between two fields");
    assert!(refused(&|form| form.separators = "#".into()));
    assert!(refused(&|form| form.template.as_mut().unwrap().rest[1].0 = "document".into()));
    assert!(refused(&|form| form.template.as_mut().unwrap().rest[0].0 = "nobody".into()));
    assert!(refused(&|form| drop(form.fields.remove(2))), "a field that does not always hold");
    assert!(refused(&|form| form.fields[0].on_separator = OnSeparator::Keep), "not the last");
    assert!(refused(&|form| form.purpose = Some("9".into())), "no such purpose");
    assert!(refused(&|form| form.shorter = Some("nobody".into())));
    assert!(refused(&|form| form.name = "Работа".into()));
    assert!(refused(&|form| form.fields[0].longest = 201));
}

#[test]
fn ten_thousand_purposes_are_no_table() {
    let many: Vec<SmsPurpose> = (0..10_000).map(|n| purpose(&n.to_string())).collect();
    let many = SmsRegion { purposes: many, ..region() };
    assert_eq!(read(&document(vec![many.clone()])), Err(DocumentError::Field));
    let bytes = document(vec![many]).draft().close();
    assert!(bytes.len() > limit::SMS, "and longer than is parsed");
    let most = SmsRegion {
        purposes: (0..limit::SMS_PURPOSES).map(|n| purpose(&n.to_string())).collect(),
        ..region()
    };
    let most = SmsRegion { forms: vec![island()], ..most };
    assert!(read(&document(vec![most])).is_ok());
    let versions = (0..65).map(|n| SmsRegion { from: DAY + n, ..region() }).collect();
    assert!(read(&document(versions)).is_err());
}

#[test]
fn an_example_that_lies_puts_its_region_out_of_use_and_no_other() {
    let lies: [&dyn Fn(&mut SmsRegion); 4] = [
        &|region| region.written[0].values[1].1 = "654321".into(),
        &|region| {
            region.written[0].wanted = Wanted::Text { text: "2 123456 1010".into(), segments: 2 }
        },
        &|region| region.written[1].form = "walk".into(),
        &|region| region.read[1].class = Some(ReplyClass::Approved),
    ];
    for lie in lies {
        let mut lying = with_examples();
        lie(&mut lying);
        let other = SmsRegion { id: "yy-1".into(), ..with_examples() };
        let tables = Tables::load(document(vec![lying, other]));
        let of = |id| tables.at(id, DAY).unwrap();
        assert_eq!(of("xx-1234").state(DAY), RegionState::VectorFailed);
        assert_eq!(of("xx-1234").usable(), Err(SmsRefusal::VectorFailed));
        let failed = of("xx-1234").failed.as_ref().unwrap();
        assert_ne!(failed.wanted, failed.got);
        assert_eq!(of("yy-1").state(DAY), RegionState::Ready);
        assert!(of("yy-1").usable().is_ok());
    }
}

#[test]
fn versions_follow_each_other_by_date() {
    let version = |from, until| SmsRegion { from, until, ..region() };
    let (a, b) = (version(DAY, Some(DAY + 100)), version(DAY + 100, None));
    let tables = Tables::load(document(vec![b, a, version(DAY + 500, Some(DAY + 600))]));
    let at =
        |now| tables.at("xx-1234", now).map(|table| (table.region.from - DAY, table.state(now)));
    use RegionState::{NotInForce, Ready};
    assert_eq!(at(DAY - 1), Some((0, NotInForce)));
    assert_eq!(at(DAY), Some((0, Ready)));
    assert_eq!(at(DAY + 100), Some((100, Ready)));
    assert_eq!(at(DAY + 550), Some((500, Ready)));
    assert_eq!(at(DAY + 600), Some((100, Ready)), "the one whose end nobody has named goes on");
    assert_eq!(tables.ids(), ["xx-1234"]);
    assert_eq!(tables.at("yy-1", DAY), None);
}
