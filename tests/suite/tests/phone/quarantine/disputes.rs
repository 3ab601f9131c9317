//! What a patient disputes reaches the officer in the patient's own words, and those words alone.

use doorstep::requests::Route;
use doorstep_suite::phone::ME;
use serde_json::Value;

use super::{Meets, Patient, copy_folder};

const WORDS: &str = "Дома был я, а телефон показал двор.";
/// What the phone says of them where it lists what was sent.
const SHOWS: &str = "sent-tells-own-words";

impl Patient {
    /// Disputes the entry of this number.
    fn disputes(&self, n: u64) {
        self.phone.client().dispute(ME, &n.to_string(), WORDS).unwrap();
    }

    /// The words that the officer reads.
    async fn read(&self) -> Vec<Value> {
        let disputes = self.env.admin.disputes(&self.order).await.unwrap();
        disputes.into_iter().map(|dispute| dispute["text"].clone()).collect()
    }

    /// Whether each request for reports showed words.
    fn shown(&self) -> Vec<bool> {
        let sent = self.phone.client().sent(Some(1), usize::MAX).unwrap();
        let reports = sent.iter().filter(|entry| entry.route == Route::Reports.template());
        reports.map(|entry| entry.words.iter().any(|word| word.key == SHOWS)).collect()
    }
}

#[tokio::test]
async fn why_somebody_disputes_something_is_told_with_it_and_once() {
    let patient = Patient::new().await;
    patient.stays(5);
    patient.sync().await;
    patient.disputes(1);
    let entry = patient.journal().pop().unwrap();
    assert!(entry.reported && entry.text.text.contains("authority"), "{}", entry.text.text);
    assert!(patient.read().await.is_empty());
    // The authority has it, and the phone does not hear so: it goes once more, to the byte.
    let before = patient.shown().len();
    patient.way.meets([Meets::Lost]);
    patient.sync().await;
    assert_eq!(patient.read().await, [WORDS]);
    patient.phone.wait_s(180);
    patient.sync().await;
    assert_eq!(patient.read().await, [WORDS]);
    assert_eq!(patient.shown()[before..], [true, true]);
    // What follows says nothing of it.
    patient.stays(5);
    patient.sync().await;
    assert_eq!(patient.shown().last(), Some(&false));
    let listed = patient.ledger().await;
    assert!(!Value::from(listed).to_string().contains("двор"), "nothing else of it is kept");
    patient.is_all_told().await;
}

#[tokio::test]
async fn an_authority_that_was_put_back_is_told_again_why() {
    let mut patient = Patient::new().await;
    patient.stays(5);
    patient.sync().await;
    let backup = tempfile::tempdir().unwrap();
    let into = backup.path().to_owned();
    patient = patient.after_restart(move |home| copy_folder(&home.join("online"), &into)).await;
    patient.disputes(1);
    patient.phone.wait_s(180);
    patient.sync().await;
    assert_eq!(patient.read().await, [WORDS]);
    let from = backup.path().to_owned();
    patient = patient
        .after_restart(move |home| {
            std::fs::remove_dir_all(home.join("online")).unwrap();
            copy_folder(&from, &home.join("online"));
        })
        .await;
    assert!(patient.read().await.is_empty(), "it has lost them");
    patient.stays(5);
    for _ in 0..3 {
        patient.sync().await;
        patient.phone.wait_s(180);
    }
    assert_eq!(patient.read().await, [WORDS]);
    patient.is_all_told().await;
}

#[tokio::test]
async fn a_phone_that_was_put_back_says_why_in_its_new_epoch_too() {
    let mut patient = Patient::new().await;
    patient.stays(5);
    patient.sync().await;
    let copy = patient.copied();
    patient.stays(5);
    patient.sync().await;
    patient = patient.with(copy);
    patient.disputes(1);
    patient.stays(5);
    for _ in 0..3 {
        patient.sync().await;
        patient.phone.wait_s(180);
    }
    assert_eq!((patient.unsent(), patient.many("epoch")), (0, 1));
    assert_eq!(patient.read().await, [WORDS]);
}

/// Long enough to go deflated.
#[tokio::test]
async fn long_words_are_named_among_what_was_sent_too() {
    let patient = Patient::new().await;
    patient.stays(20);
    let long = "Дома был я. ".repeat(100);
    patient.phone.client().dispute(ME, "1", &long).unwrap();
    patient.sync().await;
    assert_eq!(patient.read().await, [long.as_str()]);
    assert_eq!(patient.shown().last(), Some(&true));
    let body = patient.way.reports().pop().unwrap();
    assert!(body.len() < long.len(), "it went deflated");
}
