//! Every sentence has its text in every language, finished: no key shown, no figure forgotten, and
//! no two languages alike.

use std::collections::BTreeSet;

use doorstep::documents::Zone;
use doorstep::error::{Code, CoreError, ErrorDetails, Field};
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::model::{Language, Period, Sentence, When};
use doorstep::pass::PassState;
use doorstep::words::{DatedError, PaperLine, Say};

const STATES: [PassState; 9] = [
    PassState::Valid,
    PassState::NotYetValid,
    PassState::Expired,
    PassState::ReturnHomeOnly,
    PassState::Revoked,
    PassState::NotInForce,
    PassState::OtherAct,
    PassState::KeyWithdrawn,
    PassState::TimeUnknown,
];

/// 2026-11-22 15:40 in Moscow.
const AT: i64 = 1_795_351_200;

fn moscow() -> Zone {
    Zone { name: "Europe/Moscow".into(), transitions: vec![(0, 10_800)] }
}

fn tomorrow() -> When {
    When::told(&moscow(), AT, AT - 86_400)
}

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
    faults
}

/// The same with their moments.
fn dated(faults: &[CoreError]) -> Vec<DatedError<'_>> {
    let moment = |at_ms: Option<i64>| at_ms.map(|_| tomorrow());
    let when = |error: &CoreError| moment(error.details.at_ms);
    let last = |error: &CoreError| moment(error.details.last_ms);
    faults.iter().map(|error| DatedError { error, when: when(error), last: last(error) }).collect()
}

/// Every sentence there is. A variant that is added does not compile until it is listed here.
fn every<'a>(faults: &'a [DatedError<'a>]) -> Vec<Say<'a>> {
    let until = tomorrow();
    let mut all = vec![
        Say::NotRegistered,
        Say::WaitingToSend,
        Say::CodeSent { phone: "+7******4567", by: until },
        Say::Registered,
        Say::Closed,
        Say::Erasing,
        Say::ActInForce { number: "17-UM" },
        Say::ActToCome { number: "17-UM", from: until },
        Say::NoAct,
        Say::NoRulesYet,
        Say::PassWaiting,
        Say::NoPassNeeded { reference: "17-UM" },
        Say::Emergency,
        Say::EmergencyDeclared { until },
        Say::QuotaUsed { used: 1, of: 2, per: Period::LocalDay },
        Say::QuotaUsed { used: 1, of: 2, per: Period::LocalWeek },
        Say::QuotaUsed { used: 1, of: 2, per: Period::LocalMonth },
        Say::Authority { name: "43" },
        Say::AuthorityAct { number: "17-UM", title: "43" },
        Say::AuthorityContact { at: "43" },
        Say::AuthorityComplaints { to: "43" },
        Say::PassTimes { from: until, until },
        Say::Counts { until },
        Say::Holder { mark: "-" },
        Say::Holder { mark: "IP" },
        Say::Holder { mark: "4321" },
        Say::Holder { mark: "IP4321" },
        Say::Checked { at: until },
        Say::SigningKeysLost,
        Say::Unreadable,
        Say::RegistrationUnreadable,
        Say::UnderAge { years: 14, accompanied: false, reference: "17-UM" },
        Say::UnderAge { years: 21, accompanied: true, reference: "17-UM" },
        Say::Exempt { who: "43", reference: "17-UM" },
        Say::ClockUnanchored,
        Say::ClockWrong { minutes: 61 },
        Say::ListsOld,
        Say::CorruptFileBackedUp,
        Say::KeysLost,
        Say::CertificateOver,
        Say::PassEndsSoon { at: until },
        Say::PassRevoked { until },
        Say::NumberClaimed { leaves: until },
        Say::NoAdverseConclusion,
        Say::AskForNumberCheck,
        Say::PaperTimes { from: until, until },
    ];
    all.extend(faults.iter().flat_map(|fault| [Say::Error(fault), Say::NextAfter(fault)]));
    all.extend(STATES.map(|state| Say::Pass { state, from: until, until }));
    all.extend(Verdict::ALL.iter().map(|verdict| Say::Verdict(*verdict)));
    all.extend(Reason::ALL.iter().map(|reason| Say::Reason { reason: *reason, position: None }));
    all.extend(NextStep::ALL.iter().map(|next| Say::Next(*next)));
    all.extend(Verdict::ALL.iter().map(|verdict| Say::Inspected { at: until, verdict: *verdict }));
    all.extend(PaperLine::ALL.iter().map(|line| Say::Paper(*line)));
    for say in &all {
        match say {
            Say::Error(_) | Say::NextAfter(_) | Say::NotRegistered | Say::WaitingToSend => {}
            Say::CodeSent { .. } | Say::Registered | Say::Closed | Say::Erasing => {}
            Say::ActInForce { .. }
            | Say::ActToCome { .. }
            | Say::NoAct
            | Say::NoRulesYet
            | Say::Pass { .. } => {}
            Say::PassWaiting | Say::NoPassNeeded { .. } | Say::Emergency => {}
            Say::UnderAge { .. } | Say::Exempt { .. } => {}
            Say::QuotaUsed { .. } | Say::ClockUnanchored | Say::ClockWrong { .. } => {}
            Say::ListsOld
            | Say::CorruptFileBackedUp
            | Say::KeysLost
            | Say::CertificateOver
            | Say::SigningKeysLost
            | Say::Unreadable
            | Say::RegistrationUnreadable
            | Say::PassEndsSoon { .. } => {}
            Say::EmergencyDeclared { .. } | Say::Authority { .. } | Say::AuthorityAct { .. } => {}
            Say::AuthorityContact { .. } | Say::AuthorityComplaints { .. } => {}
            Say::PassTimes { .. } | Say::Counts { .. } | Say::Holder { .. } => {}
            Say::Checked { .. } => {}
            Say::PassRevoked { .. } | Say::NumberClaimed { .. } | Say::Verdict(_) => {}
            Say::Reason { .. }
            | Say::Next(_)
            | Say::NoAdverseConclusion
            | Say::AskForNumberCheck => {}
            Say::PaperTimes { .. } | Say::Paper(_) | Say::Inspected { .. } => {}
        }
    }
    all
}

fn in_both(say: &Say<'_>) -> (Sentence, Sentence) {
    (say.sentence(Language::En), say.sentence(Language::Ru))
}

#[test]
fn every_sentence_is_finished_in_both_languages() {
    let faults = faults();
    let faults = dated(&faults);
    for say in every(&faults) {
        let (en, ru) = in_both(&say);
        assert_eq!(en.key, ru.key);
        assert_ne!(en.text, ru.text, "{}", en.key);
        for Sentence { key, text } in [&en, &ru] {
            assert!(text.trim() == text && text.chars().count() > 2, "{key}: {text:?}");
            // A word that is also a key, such as "offline", may stand in a sentence; a name such
            // as "quota-used" may not.
            assert!(!key.contains('-') || !text.contains(key.as_str()), "{key}: {text:?}");
            for left in ['{', '}', '$', '%', '_', '\n', '\u{fffd}'] {
                assert!(!text.contains(left), "{key}: {text:?}");
            }
            assert!(!text.contains("  "), "{key}: {text:?}");
        }
        assert!(en.text.chars().all(|letter| !is_cyrillic(letter)), "{}", en.text);
        assert!(ru.text.chars().any(is_cyrillic), "{}", ru.text);
    }
}

/// What Tatar leaves to Russian: what inspectors read, and what is wrong with a phone itself.
fn is_left_to_russian(say: &Say<'_>) -> bool {
    let of_the_phone = |dated: &DatedError<'_>| {
        !matches!(
            dated.error.code,
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
    };
    match say {
        Say::Error(fault) | Say::NextAfter(fault) => of_the_phone(fault),
        Say::ClockWrong { .. } | Say::CorruptFileBackedUp | Say::KeysLost | Say::Unreadable => true,
        Say::Reason { reason, .. } => *reason != Reason::Ok,
        Say::Verdict(_) | Say::Next(_) | Say::Inspected { .. } => true,
        _ => false,
    }
}

#[test]
fn what_tatar_lacks_is_said_in_russian_sentence_by_sentence() {
    let faults = faults();
    let faults = dated(&faults);
    let (mut said, mut left) = (0, 0);
    for say in every(&faults) {
        let (en, ru) = in_both(&say);
        let tt = say.sentence(Language::Tt);
        assert_eq!(tt.key, en.key);
        if is_left_to_russian(&say) {
            assert_eq!(tt.text, ru.text, "{}", tt.key);
            left += 1;
            continue;
        }
        assert!(tt.text != ru.text && tt.text != en.text, "{}: {}", tt.key, tt.text);
        assert!(tt.text.trim() == tt.text && tt.text.chars().count() > 2, "{}", tt.text);
        assert!(!tt.key.contains('-') || !tt.text.contains(tt.key.as_str()), "{}", tt.text);
        assert!(!tt.text.contains(['{', '}', '\n']) && !tt.text.contains("  "), "{}", tt.text);
        said += 1;
    }
    // Both happen, and what a resident reads of passes is said.
    assert!(said > 100 && left > 50, "{said} {left}");
    let until = tomorrow();
    let valid = Say::Pass { state: PassState::Valid, from: until, until }.sentence(Language::Tt);
    assert_eq!(valid.text, "Гамәлдә. Тәмамлану вакыты: иртәгә, 15:40.");
}

fn is_cyrillic(letter: char) -> bool {
    ('\u{0400}'..='\u{04ff}').contains(&letter)
}

#[test]
fn no_two_sentences_share_a_key() {
    let faults = faults();
    let faults = dated(&faults);
    let mut seen = BTreeSet::new();
    for say in every(&faults) {
        let kind = std::mem::discriminant(&say);
        let sentence = say.sentence(Language::En);
        seen.insert((sentence.key, format!("{kind:?}")));
    }
    let keys: BTreeSet<&String> = seen.iter().map(|(key, _)| key).collect();
    let doubled: Vec<_> = keys
        .iter()
        .filter(|key| seen.iter().filter(|(seen, _)| seen == **key).count() > 1)
        .collect();
    assert!(doubled.is_empty(), "{doubled:?}");
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
    told(Code::PhoneInvalid, "19");
    told(Code::MarkInvalid, "19");
    told(Code::NoPassNeeded, "17-UM");
}

#[test]
fn codes_are_stable_names() {
    let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len(), "each code has its own name");
    let named = Verdict::ALL.iter().map(|verdict| verdict.name());
    let named = named.chain(Reason::ALL.iter().map(|reason| reason.name()));
    let named = named.chain(NextStep::ALL.iter().map(|next| next.name()));
    for name in named.chain(names) {
        assert!(
            !name.is_empty()
                && name
                    .bytes()
                    .all(|part| part.is_ascii_lowercase() || part.is_ascii_digit() || part == b'-'),
            "{name}"
        );
    }
    let published = [
        "valid",
        "expired",
        "not-yet-valid",
        "not-in-force",
        "revoked",
        "return-home-only",
        "stale-frame",
        "self-declared-emergency",
        "forged",
        "unreadable",
        "cannot-tell",
    ];
    let verdicts: Vec<&str> = Verdict::ALL.iter().map(|verdict| verdict.name()).collect();
    assert_eq!(verdicts, published);
}

#[test]
fn what_concludes_nothing_lets_nobody_pass() {
    for verdict in Verdict::ALL {
        assert!(!(verdict.concludes_nothing() && verdict.lets_pass()), "{verdict:?}");
    }
}
