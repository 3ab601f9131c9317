//! Switching the language changes every sentence and not a byte of what is signed.

use std::sync::{Arc, Mutex};

use doorstep::documents::decode_text;
use doorstep::observe::SnapshotListener;
use doorstep::views::Snapshot;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::lenient::{Value, signatures};
use doorstep_suite::phone::{ME, Phone, clock};

async fn resident() -> (Phone, Arc<FakeAuthority>) {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let phone = Phone::before(&authority, &clock);
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    phone.pass("groceries").await;
    (phone, authority)
}

/// The signed part of a live code that does not change from frame to frame.
fn inner(text: &str) -> (Vec<u8>, Vec<u8>) {
    let bytes = decode_text(text).unwrap();
    let frame = signatures(&Value::read(&bytes).unwrap()).unwrap().remove(0);
    (frame.body, frame.payload)
}

#[tokio::test]
async fn no_byte_of_a_pass_depends_on_the_language() {
    let (mut phone, authority) = resident().await;
    let english = phone.show();
    let entry = phone.passes().remove(0);
    phone.client().set_language("ru-RU");
    let russian = phone.show();
    assert_eq!(inner(&english), inner(&russian));
    phone.client().set_language("tt");
    assert_eq!(inner(&english), inner(&phone.show()));
    let tatar = phone.passes().remove(0);
    assert!(tatar.text.text.starts_with("Гамәлдә"), "{}", tatar.text.text);
    assert_eq!(tatar.label, "цель", "the rules have no Tatar label: Russian, and no key");
    phone.client().set_language("ru");
    let translated = phone.passes().remove(0);
    assert_ne!((&entry.label, &entry.text.text), (&translated.label, &translated.text.text));
    assert_eq!((entry.id, &entry.purpose), (translated.id, &translated.purpose));
    assert_eq!(entry.text.key, translated.text.key);
    phone.start();
    assert_eq!(phone.snapshot().language, "en", "the shell says which one when it opens");
    assert_eq!(inner(&phone.show()).0, inner(&english).0);
    // What is sent does not depend on it either.
    phone.pass("pharmacy").await;
    let passes = authority.records.lock().unwrap().passes.clone();
    assert_eq!(passes[0].sub, passes[1].sub);
}

#[tokio::test]
async fn every_answer_of_the_phone_speaks_the_language() {
    let (phone, _office) = resident().await;
    let is_russian = |text: &str| text.chars().any(|letter| ('а'..='я').contains(&letter));
    phone.client().set_language("ru");
    let snapshot = phone.snapshot();
    let person = &snapshot.people[0];
    let mut said = vec![snapshot.act.text.clone(), person.registration.text.text.clone()];
    said.extend(person.passes.iter().map(|pass| pass.text.text.clone()));
    said.extend(person.purposes.iter().map(|purpose| purpose.label.clone()));
    said.extend(person.purposes.iter().filter_map(|purpose| Some(purpose.note.clone()?.text)));
    said.extend(phone.client().plan().notices.iter().map(|notice| notice.text.text.clone()));
    let error = phone.client().request_pass(ME, "nearby", None).await.unwrap_err();
    said.extend([error.text.text, error.next.text]);
    let looked = phone.inspector().inspect("https://a.example", None);
    said.extend([looked.text.text, looked.reason_text.text, looked.next_text.text]);
    said.push(looked.caution.unwrap().text);
    assert!(said.len() > 12);
    for text in &said {
        assert!(is_russian(text), "{text}");
    }
    phone.client().set_language("tlh");
    assert_eq!(phone.snapshot().language, "en", "an unknown one falls back");
    assert!(!is_russian(&phone.snapshot().act.text));
}

#[derive(Default)]
struct Heard(Mutex<Vec<Snapshot>>);

impl SnapshotListener for Heard {
    fn on_snapshot(&self, snapshot: Snapshot) {
        self.0.lock().unwrap().push(snapshot);
    }
}

#[tokio::test]
async fn whoever_watches_hears_the_current_snapshot_and_then_every_change() {
    let (phone, _office) = resident().await;
    let heard = Arc::new(Heard::default());
    let subscription = phone.client().subscribe(heard.clone());
    assert_eq!(heard.0.lock().unwrap().len(), 1, "the current one first");
    phone.client().set_language("ru");
    phone.pass("pharmacy").await;
    let all = heard.0.lock().unwrap().clone();
    assert!(all.windows(2).all(|pair| pair[0].revision <= pair[1].revision), "never backwards");
    assert_eq!(all.last().unwrap().people[0].passes.len(), 2);
    drop(subscription);
    phone.client().set_language("en");
    assert_eq!(heard.0.lock().unwrap().len(), all.len(), "and nothing after the end");
}
