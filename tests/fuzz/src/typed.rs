//! What people type and paste.

use doorstep::model::{HolderHint, NoticeId, PhoneNumber, TypedCode, TypedSymbols, number_in};
use doorstep::quarantine::pasted::{Pasted, SignedWords, judge};

/// What was understood is understood the same when it is written as we write it.
pub fn typed(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(code) = TypedCode::read(&text) {
        assert_eq!(TypedCode::read(&code.to_string()), Ok(code));
        assert_eq!(TypedCode::read(&code.grouped()), Ok(code));
        assert!(TypedCode::is_meant_by(&code.grouped()));
    }
    if let Ok(code) = TypedSymbols::<12>::read(&text) {
        assert_eq!(TypedSymbols::<12>::read(&code.grouped()), Ok(code));
    }
    for region in ["RU", "PL", "US", ""] {
        if let Ok(number) = PhoneNumber::parse(&text, region) {
            assert_eq!(PhoneNumber::parse(number.e164(), region).as_ref(), Ok(&number));
            assert_eq!(number.masked().chars().count(), number.e164().chars().count());
            number.takes_messages();
        }
    }
    for digits in [6, 8, 12] {
        if let Some(number) = number_in(&text, digits) {
            assert_eq!(number.len(), digits);
            assert_eq!(number_in(&number, digits), Some(number));
        }
    }
    let (initials, document) = text.split_once('\n').unwrap_or((&text, ""));
    if let Ok(hint) = HolderHint::new(Some(initials), Some(document)) {
        assert_eq!(HolderHint::from_wire(hint.as_str()).as_ref(), Some(&hint));
    }
}

/// A pasted message is judged, and what a signed notice says is known in it.
pub fn message(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let id = NoticeId::new([1; 8]);
    let notices = [(id, vec!["Please call the office about item 17.".to_owned()])];
    let orders = ["scWFHO2WKPmL2EhXZA_5gg".to_owned()];
    let signed = SignedWords { notices: &notices, orders: &orders, last_day: None };
    judge(&text, &signed);
    let quoted = format!("{text} Please call the OFFICE about\nitem 17. {text}");
    assert_eq!(judge(&quoted, &signed), Pasted::Known(id));
}
