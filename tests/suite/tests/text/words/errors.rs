//! Every sentence of errors.

use std::collections::BTreeSet;

use doorstep::error::{Code, CoreError, ErrorDetails, Field};
use doorstep::model::{Language, Period};
use doorstep::words::{DatedError, ErrorText};

use super::{Spoken, spoken, tomorrow};

/// Why an account is closed (`PROTOCOL.md §4.9`).
const CLOSED: [&str; 5] = ["erased", "number-moved", "replaced", "moved", "lost"];

/// Every fault, with all figures and with none.
fn faults() -> Vec<CoreError> {
    let details = ErrorDetails {
        at_ms: Some(1_795_374_600_000),
        last_ms: Some(1_795_374_600_000),
        n: Some(2),
        m: Some(5),
        per: Some(Period::LocalDay),
        position: Some(3),
        field: None,
        reference: Some("17-UM".into()),
    };
    let last = ErrorDetails { at_ms: None, ..details.clone() };
    let all = Code::ALL.iter();
    let each = |code: &Code| {
        let with = |details: &ErrorDetails| CoreError::with(*code, details.clone());
        [CoreError::from(*code), with(&details), with(&last)]
    };
    let mut faults: Vec<_> = all.flat_map(each).collect();
    for field in [Field::Initials, Field::Document] {
        for position in [None, Some(3)] {
            let field = Some(field);
            let wrong = ErrorDetails { field, position, ..ErrorDetails::default() };
            faults.push(CoreError::with(Code::MarkInvalid, wrong));
        }
    }
    faults.extend(CLOSED.map(CoreError::closed));
    faults
}

/// The same with their moments.
fn dated(faults: &[CoreError]) -> Vec<DatedError<'_>> {
    let moment = |at_ms: Option<i64>| at_ms.map(|_| tomorrow());
    let when = |error: &CoreError| moment(error.details.at_ms);
    let last = |error: &CoreError| moment(error.details.last_ms);
    faults.iter().map(|error| DatedError { error, when: when(error), last: last(error) }).collect()
}

pub(super) fn every() -> Vec<Spoken> {
    let faults = faults();
    let dated = dated(&faults);
    let both = |dated| [ErrorText::What(dated), ErrorText::Next(dated)];
    let all: Vec<ErrorText<'_>> = dated.iter().flat_map(both).collect();
    spoken(&all, |say| match say {
        ErrorText::What(dated) | ErrorText::Next(dated) => !is_a_resident_s(dated.error.code),
    })
}

/// What somebody who registers and asks for passes meets, and can mend.
fn is_a_resident_s(code: Code) -> bool {
    matches!(
        code,
        Code::PhoneInvalid
            | Code::PhoneUnreachable
            | Code::MarkInvalid
            | Code::CodeMalformed
            | Code::CodeWrong
            | Code::ChallengeMalformed
            | Code::CodeExpired
            | Code::PassUnknown
            | Code::PurposeUnknown
            | Code::PurposeOver
            | Code::TooFarAhead
            | Code::Wait
            | Code::LeadTime
            | Code::OutsideHours
            | Code::QuotaUsed
            | Code::NoPassNeeded
            | Code::NotInForce
            | Code::NoPaper
            | Code::PassOver
            | Code::TooLate
            | Code::AlreadyRegistered
            | Code::Refused
            | Code::NotRegistered
            | Code::NoRegistration
            | Code::RegistrationUnreadable
            | Code::KeyClosed
            | Code::Offline
            | Code::NoRules
            | Code::AuthorityBusy
            | Code::StorageFull
    )
}

#[test]
fn figures_of_an_error_are_said() {
    let details = ErrorDetails {
        n: Some(17),
        m: Some(23),
        position: Some(19),
        reference: Some("17-UM".into()),
        ..ErrorDetails::default()
    };
    let told = |code: Code, figure: &str| {
        let error = CoreError::with(code, details.clone());
        for language in Language::ALL {
            let (when, last) = (Some(tomorrow()), Some(tomorrow()));
            let error = DatedError { error: &error, when, last }.say(*language);
            let text = format!("{} {}", error.text.text, error.next.text);
            assert!(text.contains(figure), "{}: {text}", code.name());
        }
    };
    told(Code::Wait, "15:40");
    told(Code::LeadTime, "15:40");
    told(Code::OutsideHours, "15:40");
    told(Code::NotInForce, "15:40");
    told(Code::QuotaUsed, "17");
    told(Code::QuotaUsed, "23");
    told(Code::PurposeOver, "15:40");
    told(Code::TooFarAhead, "15:40");
    told(Code::CodeWrong, "17");
    told(Code::SubWrong, "17");
    told(Code::PhoneInvalid, "19");
    told(Code::MarkInvalid, "19");
    told(Code::NoPassNeeded, "17-UM");
}

#[test]
fn why_an_account_is_closed_is_said_in_words() {
    let faults = CLOSED.map(CoreError::closed);
    for language in Language::ALL {
        let said = |error| DatedError { error, when: None, last: None }.say(*language).text.text;
        let all: BTreeSet<String> = faults.iter().map(said).collect();
        assert_eq!(all.len(), CLOSED.len(), "{all:?}");
        assert!(!all.iter().any(|text| text.contains('(')), "{all:?}");
        let unknown = said(&CoreError::closed("of-next-year"));
        assert!(unknown.contains("of-next-year"), "{unknown}");
    }
}

#[test]
fn codes_are_stable_names() {
    let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len(), "each code has its own name");
    for name in names {
        super::assert_kebab_case(name);
    }
}
