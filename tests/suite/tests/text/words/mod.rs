//! Every sentence has its text in every language, finished: no key shown, no figure forgotten, and
//! no two languages alike. Each domain lists its own.

mod access;
mod account;
mod authority;
mod checks;
mod consent;
mod emergency;
mod errors;
mod evidence;
mod inspection;
mod journal;
mod loan;
mod moving;
mod order_changes;
mod orders;
mod paper;
mod passes;
mod phone;
mod photos;
mod pin;
mod purposes;
mod quarantine;
mod sent;
mod sms;

use std::collections::BTreeSet;
use std::fs;

use doorstep::documents::Zone;
use doorstep::model::{Language, PassState, Sentence, When};
use doorstep::words::{PassText, Say};
use doorstep_suite::data::workspace;

/// Every sentence of a domain.
type Every = fn() -> Vec<Spoken>;

const DOMAINS: [(&str, Every); 23] = [
    ("access", access::every),
    ("account", account::every),
    ("authority", authority::every),
    ("checks", checks::every),
    ("consent", consent::every),
    ("emergency", emergency::every),
    ("errors", errors::every),
    ("evidence", evidence::every),
    ("inspection", inspection::every),
    ("journal", journal::every),
    ("loan", loan::every),
    ("moving", moving::every),
    ("order_changes", order_changes::every),
    ("orders", orders::every),
    ("paper", paper::every),
    ("passes", passes::every),
    ("phone", phone::every),
    ("photos", photos::every),
    ("pin", pin::every),
    ("purposes", purposes::every),
    ("quarantine", quarantine::every),
    ("sent", sent::every),
    ("sms", sms::every),
];

/// A sentence in each language.
struct Spoken {
    /// Which one it is, whatever its figures.
    kind: String,
    en: Sentence,
    ru: Sentence,
    tt: Sentence,
    is_left_to_russian: bool,
}

/// Sentences of one domain. `is_left_to_russian` names each variant, so that one that is added does
/// not compile until it is thought of: Tatar leaves what inspectors read, and what is wrong with a
/// phone itself.
fn spoken<S: Say>(all: &[S], is_left_to_russian: impl Fn(&S) -> bool) -> Vec<Spoken> {
    let each = |say: &S| Spoken {
        kind: format!("{}{:?}", std::any::type_name::<S>(), std::mem::discriminant(say)),
        en: say.sentence(Language::En),
        ru: say.sentence(Language::Ru),
        tt: say.sentence(Language::Tt),
        is_left_to_russian: is_left_to_russian(say),
    };
    all.iter().map(each).collect()
}

fn every() -> impl Iterator<Item = Spoken> {
    DOMAINS.iter().flat_map(|(_, every)| every())
}

/// 2026-11-22 15:40 in Moscow.
const AT: i64 = 1_795_351_200;

fn moscow() -> Zone {
    Zone { name: "Europe/Moscow".into(), transitions: vec![(0, 10_800)] }
}

fn tomorrow() -> When {
    When::told(&moscow(), AT, AT - 86_400)
}

#[test]
fn no_domain_is_left_out() {
    let folder = workspace().join("core/src/words");
    let found = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let found = found.filter(|entry| entry.file_type().unwrap().is_dir());
    let found: BTreeSet<String> =
        found.map(|entry| entry.file_name().into_string().unwrap()).collect();
    let listed = DOMAINS.iter().map(|(domain, _)| (*domain).to_owned());
    // Moments are no sentences, and stand in most.
    assert_eq!(found, listed.chain(["moments".to_owned()]).collect());
    for (domain, every) in DOMAINS {
        assert!(!every().is_empty(), "{domain}");
    }
}

#[test]
fn every_sentence_is_finished_in_both_languages() {
    for Spoken { en, ru, .. } in every() {
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

#[test]
fn what_tatar_lacks_is_said_in_russian_sentence_by_sentence() {
    let (mut said, mut left) = (0, 0);
    for Spoken { en, ru, tt, is_left_to_russian, .. } in every() {
        assert_eq!(tt.key, en.key);
        if is_left_to_russian {
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
    let valid = PassText::State { state: PassState::Valid, from: until, until };
    assert_eq!(valid.sentence(Language::Tt).text, "Гамәлдә. Тәмамлану вакыты: иртәгә, 15:40.");
}

fn is_cyrillic(letter: char) -> bool {
    ('\u{0400}'..='\u{04ff}').contains(&letter)
}

#[test]
fn no_two_sentences_share_a_key() {
    let seen: BTreeSet<(String, String)> =
        every().map(|spoken| (spoken.en.key, spoken.kind)).collect();
    let keys: BTreeSet<&String> = seen.iter().map(|(key, _)| key).collect();
    let doubled: Vec<_> = keys
        .iter()
        .filter(|key| seen.iter().filter(|(seen, _)| seen == **key).count() > 1)
        .collect();
    assert!(doubled.is_empty(), "{doubled:?}");
}

fn assert_kebab_case(name: &str) {
    let fits = |part: u8| part.is_ascii_lowercase() || part.is_ascii_digit() || part == b'-';
    assert!(!name.is_empty() && name.bytes().all(fits), "{name}");
}
