//! What the phone's system is asked for is drawn as soon as the phone says that it was given.

use std::sync::{Arc, Mutex};

use doorstep::events::{Cause, Facts, LocationAccess, Wake};
use doorstep::model::patient::Access;
use doorstep::observe::SnapshotListener;
use doorstep::views::Snapshot;

use super::Patient;

#[derive(Default)]
struct Screen(Mutex<Vec<Snapshot>>);

impl SnapshotListener for Screen {
    fn on_snapshot(&self, snapshot: Snapshot) {
        self.0.lock().unwrap().push(snapshot);
    }
}

impl Screen {
    fn accesses(&self) -> Vec<Access> {
        let drawn = self.0.lock().unwrap();
        let quarantine = drawn.last().unwrap().people[0].quarantine.as_ref().unwrap();
        quarantine.accesses.iter().map(|one| one.access).collect()
    }
}

#[tokio::test]
async fn what_was_given_is_no_longer_asked_for_and_is_drawn_at_once() {
    let patient = Patient::asked().await;
    let client = patient.phone.client();
    let screen = Arc::new(Screen::default());
    let _subscription = client.subscribe(screen.clone());
    let denied = Facts { location: LocationAccess::Denied, exempt: true, ..Facts::default() };
    client.woken(Wake { cause: Cause::User, facts: denied.clone(), moved: None });
    assert_eq!(screen.accesses(), [Access::Location]);
    client.facts_changed(Facts { location: LocationAccess::InUse, ..denied.clone() });
    assert_eq!(screen.accesses(), [Access::LocationAlways]);
    client.facts_changed(Facts { location: LocationAccess::Always, ..denied });
    assert_eq!(screen.accesses(), []);
}

#[tokio::test]
async fn a_patient_reads_who_gets_what_and_for_how_long() {
    let patient = Patient::photographed().await;
    let snapshot = patient.phone.client().snapshot();
    let consent = &snapshot.people[0].quarantine.as_ref().unwrap().consent;
    let titles: Vec<&str> = consent.iter().map(|point| point.title.key.as_str()).collect();
    let photos = [
        "consent-who-title",
        "consent-place-title",
        "consent-answers-title",
        "consent-photos-title",
        "consent-phone-title",
        "consent-on-phone-title",
        "consent-how-long-title",
        "consent-freedom-title",
        "consent-complaints-title",
    ];
    assert_eq!(titles, photos);
    assert!(consent.iter().all(|point| !point.text.is_empty()));
    let without = Patient::asked().await.phone.client().snapshot();
    let consent = &without.people[0].quarantine.as_ref().unwrap().consent;
    let says_photos = |key: &str| key.contains("photos");
    let said = consent.iter().flat_map(|point| point.text.iter().chain([&point.title]));
    assert!(!said.map(|sentence| sentence.key.as_str()).any(says_photos), "none are asked for");
}
