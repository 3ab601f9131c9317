//! Tables of text messages, what is typed into their forms, and what comes back.

use std::sync::LazyLock;

use doorstep::documents::numbers::limit;
use doorstep::documents::{SmsRegions, Typ};
use doorstep::sms::{
    Class, HeldTo, SmsRefusal, Tables, compose, may_ask, measure, read_reply, read_request,
};
use doorstep_authority::{read_sms_region, shipped_sms_regions};
use doorstep_suite::issuer::{ISS, NOW};

use crate::signing::{AUTHORITY, is_item, signed_by};

static TABLES: LazyLock<Tables> =
    LazyLock::new(|| Tables::load(shipped_sms_regions(ISS).expect("they are tested")));

/// What is taken is written and taken again as the same, and no example in it stops anything.
pub fn tables(payload: &[u8]) {
    if !is_item(payload, limit::DEPTH_DOCUMENT) {
        return;
    }
    let ours: Vec<_> = AUTHORITY.rules_keys.iter().collect();
    let signed = signed_by(Typ::Sms, &ours, payload);
    let Ok(read) = SmsRegions::read(&signed, &AUTHORITY.trust, ISS) else { return };
    let again = ours.iter().fold(read.draft(), |draft, key| {
        let signature = key.sign(&draft.to_sign(key.public())).unwrap();
        draft.signed(key.public(), signature)
    });
    assert_eq!(SmsRegions::read(&again.close(), &AUTHORITY.trust, ISS).as_ref(), Ok(&read));
    let tables = Tables::load(read);
    for table in tables.versions() {
        assert_eq!(table.usable().is_ok(), table.failed.is_none());
        for purpose in &table.region.purposes {
            let _ = may_ask(&table.region, purpose, &[], NOW);
        }
        each_form(table.usable().into_iter(), "1");
    }
}

/// A document says nothing that a phone cannot read.
pub fn document(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(region) = read_sms_region(text) else { return };
    let one = SmsRegions { serial: 1, iat: NOW, iss: ISS.into(), regions: vec![region] };
    assert_eq!(SmsRegions::decode_verified(&one.draft().close()).as_ref(), Ok(&one));
}

/// Whatever is typed into every field is refused by its name, or read back as what was sent.
pub fn typed(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    each_form(TABLES.versions().iter().map(|table| &table.region), text);
}

fn each_form<'r>(regions: impl Iterator<Item = &'r doorstep::documents::SmsRegion>, text: &str) {
    for region in regions {
        for form in &region.forms {
            let mut given: Vec<(String, String)> =
                form.fields.iter().map(|field| (field.name.clone(), text.to_owned())).collect();
            given.dedup_by(|one, other| one.0 == other.0);
            match compose(region, form, &given) {
                Ok(made) => {
                    assert_eq!(read_request(form, &made.text).as_ref(), Some(&made.values));
                    assert_eq!(measure(&made.text), made.measured);
                }
                Err(SmsRefusal::FieldUnknown(name)) => panic!("{name} is a field"),
                Err(refusal) => assert!(!refusal.code().is_empty()),
            }
            if let Some(values) = read_request(form, text) {
                let length: usize = values.iter().map(|(_, value)| value.len()).sum();
                assert!(length <= text.len());
            }
        }
    }
}

/// A reply is kept as it came, and nothing is made of one that is not known.
pub fn reply(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for table in TABLES.versions() {
        let read = read_reply(&table.region, &text, None, HeldTo::Any, NOW);
        assert_eq!(read.text, text);
        if matches!(read.class, Class::Unknown(_)) {
            assert_eq!((read.code, read.valid_until), (None, None));
        }
        let missing = read_reply(&table.region, &text, None, HeldTo::Missing, NOW);
        assert!(matches!(missing.class, Class::Unknown(_)));
    }
}
