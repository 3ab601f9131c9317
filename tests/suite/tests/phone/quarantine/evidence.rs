//! Evidence: the phone's file proves itself to whoever has nothing else, and nobody changes it unseen.

use doorstep::client::EvidenceScope;
use doorstep::documents::{KeyUse, TrustFile};
use doorstep::error::Code;
use doorstep::events::Cause;
use doorstep::evidence::altering::{bundle_of, trail_of, with_bundle};
use doorstep::evidence::{
    Bundle, Difference, Findings, Report, RootIs, ToldTime, Verdict, What, verify,
};
use doorstep::model::Language;
use doorstep::model::patient::{CheckOutcome, Declared};
use doorstep::quarantine::declarations::Declaring;
use doorstep::quarantine::journal::{Class, Kind};
use doorstep::quarantine::report::Part;
use doorstep_suite::phone::ME;
use doorstep_suite::python::{python, run};
use serde_json::{Value, json};

use super::{HOME, Meets, Patient, Way, register};

const WORDS: &str = "Дома был я <b>\u{202e}";

impl Patient {
    pub(super) fn file(&self, scope: EvidenceScope) -> String {
        self.phone.client().evidence(ME, scope).unwrap().file
    }

    /// Something that waits for no slot.
    async fn tells_at_once(&self) {
        let fault = Declaring::Fault { text: "the screen is cracked".into() };
        self.phone.client().declare(ME, &fault).unwrap();
        self.sync().await;
    }

    pub(super) fn finds(&self, file: &str) -> Findings {
        finds(file, &self.env.trust_file)
    }
}

/// What is found here, which is what a second program finds that was written from the page alone.
pub(super) fn finds(file: &str, trust: &TrustFile) -> Findings {
    let found = verify(file, env!("CARGO_PKG_VERSION"), Some(trust)).unwrap();
    agrees(file, trust, Some(&found));
    found
}

fn agrees(file: &str, trust: &TrustFile, found: Option<&Findings>) {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let [page, root] = ["page.html", "trust.json"].map(|name| folder.path().join(name));
    std::fs::write(&page, file).unwrap();
    std::fs::write(&root, trust.to_json()).unwrap();
    let asked = json!({ "file": page, "trust": root }).to_string();
    let told = run(&python, "tests/suite/python/evidence.py", &[], asked.as_bytes());
    let told: Value = serde_json::from_str(&told).unwrap();
    match found {
        None => assert_ne!(told["result"], "genuine", "{told}"),
        Some(found) if found.verdict == Verdict::Genuine => {
            let facts = found.facts.as_ref().unwrap();
            assert_eq!(told["result"], "genuine", "{told}");
            assert_eq!(told["root"], found.root.name(), "{told}");
            assert_eq!(told["entries"], facts.entries);
            assert_eq!(told["epochs"], facts.epochs);
            assert_eq!(told["not_confirmed"], facts.not_confirmed());
            assert_eq!(told["redacted"], facts.is_redacted);
            assert_eq!(told["checks_asked"], facts.checks.len());
        }
        // Which of several things is told first is each program's own.
        Some(found) => assert_ne!(told["result"], "genuine", "{told} {:?}", found.verdict),
    }
}

/// A patient of two days, with a hospital, a dispute and hours without a network at the end.
async fn lived() -> Patient {
    let patient = Patient::new().await;
    patient.stays(20);
    patient.sync().await;
    patient.phone.client().declare(ME, &Declaring::Hospital).unwrap();
    patient.phone.wait_s(3 * 3_600);
    patient.phone.client().declare(ME, &Declaring::Back).unwrap();
    patient.phone.client().dispute(ME, "1", WORDS).unwrap();
    patient.sync().await;
    patient.stays(60);
    patient.sync().await;
    patient.stays(6);
    patient
}

/// A word in the bytes of what a file shows.
fn shows(bundle: &Bundle, needle: &[u8]) -> bool {
    let says = |part: &Part| match part {
        Part::Values(values) => values.bytes().windows(needle.len()).any(|bytes| bytes == needle),
        Part::Leaf(_) => false,
    };
    bundle.entries.iter().any(|entry| entry.parts.iter().any(|(_, part)| says(part)))
}

/// As entries have it: 10⁻⁷ degrees in CBOR.
fn latitude() -> Vec<u8> {
    let written = (HOME.0 * 1e7).round() as u32;
    // The first two bytes are those of the whole neighbourhood.
    written.to_be_bytes()[..2].to_vec()
}

#[tokio::test]
async fn a_redacted_file_proves_all_that_was_told_and_shows_no_place() {
    let patient = lived().await;
    let file = patient.file(EvidenceScope::Redacted);
    let found = patient.finds(&file);
    assert_eq!(
        (found.verdict, found.root, found.report),
        (Verdict::Genuine, RootIs::Trusted, Report::Same)
    );
    let facts = found.facts.unwrap();
    assert_eq!(facts.entries as usize, patient.journal().len());
    assert_eq!(facts.confirmed.map(|sealed| sealed.n), patient.confirmed());
    assert!(facts.not_confirmed() > 0 && facts.is_redacted);
    assert_eq!(
        facts.said.iter().map(|said| said.what).collect::<Vec<_>>(),
        [Declared::Hospital, Declared::Back]
    );
    assert!(facts.totals.home_s > 15 * 3_600, "{:?}", facts.totals);
    assert!((10_500..11_500).contains(&facts.totals.paused_s), "{:?}", facts.totals);
    assert_eq!(facts.totals.away_s, 0);
    // Nothing of where, and nothing of what was written in private.
    let bundle = bundle_of(&file).unwrap();
    assert!(
        bundle
            .entries
            .iter()
            .all(|entry| !entry.shows(Class::Place) && !entry.shows(Class::Private))
    );
    assert!(bundle.orders.iter().all(|order| order.openings.is_empty()));
    assert!(!shows(&bundle, &latitude()) && !shows(&bundle, WORDS.as_bytes()));
    assert!(!file.contains("Дома был я") && !file.contains("<script"));
}

#[tokio::test]
async fn a_whole_file_shows_everything_and_turns_nothing_around_what_was_written() {
    let patient = lived().await;
    patient.phone.client().set_language("ru");
    let file = patient.file(EvidenceScope::Whole);
    let found = patient.finds(&file);
    assert_eq!((found.verdict, found.root), (Verdict::Genuine, RootIs::Trusted));
    let facts = found.facts.unwrap();
    assert_eq!((facts.is_redacted, facts.language), (false, Language::Ru));
    assert!(facts.disputes.iter().any(|dispute| dispute.text.as_deref() == Some(WORDS)));
    let bundle = bundle_of(&file).unwrap();
    assert!(shows(&bundle, &latitude()));
    let quoted = "<bdi>Дома был я &lt;b&gt;</bdi>";
    assert!(file.contains(quoted) && !file.contains('\u{202e}'));
    assert!(
        file.len() < patient.file(EvidenceScope::Redacted).len(),
        "places take less than leaves"
    );
}

/// What is found in a file whose data were changed so.
fn changed(patient: &Patient, file: &str, change: impl FnOnce(&mut Bundle)) -> Difference {
    let mut bundle = bundle_of(file).unwrap();
    change(&mut bundle);
    let altered = with_bundle(file, &bundle).unwrap();
    assert_ne!(altered, file);
    match patient.finds(&altered).verdict {
        Verdict::Altered(difference) => difference,
        Verdict::Genuine => panic!("nobody saw it"),
    }
}

/// The number of an entry of this kind.
fn number_of(bundle: &Bundle, kind: Kind) -> u64 {
    bundle.entries.iter().rfind(|entry| entry.kind == kind).unwrap().n
}

#[tokio::test]
async fn whatever_is_changed_is_told_with_its_entry() {
    let patient = lived().await;
    let file = patient.file(EvidenceScope::Redacted);
    let bundle = bundle_of(&file).unwrap();
    let told = |n: u64, what: What| Difference { entry: Some(n), what };
    // Another declaration in its place: what an entry says.
    let declared = number_of(&bundle, Kind::Declare);
    let other = bundle.entries.iter().find(|entry| entry.kind == Kind::Declare).unwrap();
    let (other, at) = (other.parts.clone(), declared as usize - 1);
    assert_eq!(
        changed(&patient, &file, |bundle| bundle.entries[at].parts = other),
        told(declared, What::Leaf)
    );
    // A place that is not shown.
    let fix = number_of(&bundle, Kind::Fix);
    let leaf = Part::Leaf([7; 32]);
    assert_eq!(
        changed(&patient, &file, |bundle| bundle.entries[fix as usize - 1].parts[0].1 = leaf),
        told(fix, What::Chain)
    );
    // An entry too few, and one too many.
    let short = changed(&patient, &file, |bundle| {
        bundle.entries.remove(9);
        bundle.trail.remove(9);
        renumber(bundle);
    });
    assert_eq!(short.entry, Some(10));
    let long = changed(&patient, &file, |bundle| {
        bundle.entries.insert(9, bundle.entries[9].clone());
        bundle.trail.insert(9, 0);
        renumber(bundle);
    });
    assert_eq!(long.entry, Some(10));
    // The newest entries are left out, with all that proves them: the head of the file stands after them.
    let cut = changed(&patient, &file, |bundle| {
        bundle.entries.pop();
        bundle.trail.pop();
    });
    assert!([What::Head, What::Report].contains(&cut.what), "{cut:?}");
    // An order, a trust list, a root.
    assert_eq!(changed(&patient, &file, |bundle| bundle.orders.clear()), told(1, What::Order));
    assert_eq!(changed(&patient, &file, |bundle| bundle.trust.clear()).what, What::Trust);
    assert_eq!(changed(&patient, &file, |bundle| bundle.roots.clear()).what, What::Trust);
    assert_eq!(changed(&patient, &file, |bundle| bundle.trust[0][80] ^= 1).what, What::Trust);
    // Proofs are left out: the page says that they are there.
    let unproven = changed(&patient, &file, |bundle| bundle.proofs = Default::default());
    assert_eq!(unproven, Difference { entry: None, what: What::Report });
    // Another time, or another authority's name.
    let later = doorstep::quarantine::journal::Interval::exactly(1_900_000_000);
    assert_eq!(changed(&patient, &file, |bundle| bundle.made = later).what, What::Report);
    assert_ne!(changed(&patient, &file, |bundle| bundle.iss = "XX".into()).what, What::Report);
}

/// Numbers as a reader counts them.
fn renumber(bundle: &mut Bundle) {
    for (entry, n) in bundle.entries.iter_mut().zip(1..) {
        entry.n = n;
    }
}

#[tokio::test]
async fn a_trail_that_was_mended_too_is_told_at_the_next_head() {
    let patient = lived().await;
    let file = patient.file(EvidenceScope::Redacted);
    let mut bundle = bundle_of(&file).unwrap();
    let declared = number_of(&bundle, Kind::Declare);
    let other = bundle.entries.iter().find(|entry| entry.kind == Kind::Declare).unwrap();
    bundle.entries[declared as usize - 1].parts = other.parts.clone();
    bundle.trail = trail_of(&bundle).unwrap();
    let found = patient.finds(&with_bundle(&file, &bundle).unwrap()).verdict;
    let Verdict::Altered(difference) = found else { panic!("nobody saw it") };
    assert_eq!(difference.what, What::Head);
    assert!(difference.entry > Some(declared), "{difference:?}");
}

#[tokio::test]
async fn what_is_written_around_the_data_is_told_too() {
    let patient = lived().await;
    let file = patient.file(EvidenceScope::Redacted);
    let page = Verdict::Altered(Difference { entry: None, what: What::Report });
    let other = file.replacen("No answer: 0", "No answer: 9", 1);
    assert_ne!(other, file);
    assert_eq!(patient.finds(&other).verdict, page);
    assert_eq!(patient.finds(&file.replacen("<main>", "<main> ", 1)).verdict, page);
    // A version whose words are not known here: its head still names the whole file.
    let unknown = |file: &str| verify(file, "9.9.9", Some(&patient.env.trust_file)).unwrap();
    let found = unknown(&file);
    assert_eq!((found.verdict, found.report), (Verdict::Genuine, Report::OtherWords));
    assert_eq!(unknown(&other).verdict, page);
    // No part of it is a file.
    for cut in [0, 1, file.len() / 2, file.len() - 1] {
        let cut = (0..=cut).rev().find(|at| file.is_char_boundary(*at)).unwrap();
        assert!(verify(&file[..cut], "0", None).is_err(), "{cut}");
        agrees(&file[..cut], &patient.env.trust_file, None);
    }
}

#[tokio::test]
async fn no_byte_can_be_another() {
    let patient = Patient::new().await;
    patient.stays(3);
    patient.sync().await;
    let file = patient.file(EvidenceScope::Redacted);
    let data = file.find("doorstep-data").unwrap();
    // Of the page and the data some, of the head every one.
    let head = file.find("doorstep-head").unwrap();
    let some = (0..data).step_by(97).chain((data..head).step_by(61)).chain(head..file.len());
    let mut tried = 0;
    for at in some {
        let mut bytes = file.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let found = verify(&text, env!("CARGO_PKG_VERSION"), Some(&patient.env.trust_file));
        let is_seen =
            found.is_err() || found.is_ok_and(|found| matches!(found.verdict, Verdict::Altered(_)));
        assert!(is_seen, "byte {at}: {:?}", &text[at.saturating_sub(20)..]);
        tried += 1;
    }
    assert!(tried > 500, "{tried}");
}

#[tokio::test]
async fn that_the_key_is_closed_stands_in_the_file_of_whoever_lost_the_number() {
    let patient = lived().await;
    let (mut other, way) = (patient.env.phone().0, Way::new());
    other.transport = way;
    other.start();
    register(&patient.env, &other).await;
    // No number leaves while an order runs.
    patient.phone.wait_s(16 * 86_400);
    let problem = patient.sync_all().await.problem.unwrap();
    assert_eq!(problem.code, Code::KeyClosed);
    let file = patient.file(EvidenceScope::Redacted);
    assert_eq!(patient.finds(&file).verdict, Verdict::Genuine);
    assert_eq!(bundle_of(&file).unwrap().words.len(), 1);
}

#[tokio::test]
async fn files_of_others_are_not_mixed_with_ones_own() {
    let (one, other) = (lived().await, lived().await);
    let (file, foreign) = (one.file(EvidenceScope::Redacted), other.file(EvidenceScope::Redacted));
    let others = || bundle_of(&foreign).unwrap();
    // Of another authority: it holds, and is not trusted.
    let found = finds(&foreign, &one.env.trust_file);
    assert_eq!((found.verdict, found.root), (Verdict::Genuine, RootIs::Other));
    // Signed by another phone.
    let resigned = changed(&one, &file, |bundle| bundle.key = others().key);
    assert!(matches!(resigned.what, What::Head | What::Chain | What::Leaf), "{resigned:?}");
    // The entries of one under the proofs of the other.
    let merged = changed(&one, &file, |bundle| bundle.proofs = others().proofs);
    assert!(matches!(merged.what, What::Head | What::Form), "{merged:?}");
    let longer = changed(&one, &file, |bundle| {
        bundle.entries.push(others().entries[9].clone());
        bundle.trail.push(0);
        bundle.versions.extend(others().versions);
        bundle.epochs.extend(others().epochs);
        renumber(bundle);
    });
    assert_eq!(longer.entry, Some(bundle_of(&file).unwrap().entries.len() as u64 + 1));
    // The roots of the other.
    let rerooted = changed(&one, &file, |bundle| {
        (bundle.roots, bundle.trust, bundle.rules) =
            (others().roots, others().trust, others().rules);
    });
    assert_eq!(rerooted.what, What::Receipt);
}

#[tokio::test]
async fn what_was_signed_stays_proven_when_keys_change() {
    let patient = lived().await;
    let shipped = patient.env.trust_file.clone();
    for key_use in [KeyUse::Receipt, KeyUse::Time, KeyUse::Order] {
        patient.env.admin.rotate_key(key_use, false).await.unwrap();
    }
    patient.env.admin.rotate_root().await.unwrap();
    patient.env.admin.rotate_key(KeyUse::Rules, false).await.unwrap();
    patient.phone.wait_s(86_400);
    patient.sync_all().await;
    patient.stays(8);
    patient.sync_all().await;
    let file = patient.file(EvidenceScope::Redacted);
    let bundle = bundle_of(&file).unwrap();
    assert!(bundle.roots.len() >= 2 && bundle.trust.len() >= 2, "what was replaced is there");
    // By the root that shipped with the app, and by the newest.
    assert_eq!(finds(&file, &shipped).root, RootIs::Trusted);
    let newest = TrustFile { root: bundle.roots.last().unwrap().clone(), ..shipped };
    let found = finds(&file, &newest);
    let facts = found.facts.unwrap();
    assert_eq!((found.verdict, found.root), (Verdict::Genuine, RootIs::Trusted));
    assert_eq!(facts.confirmed.map(|sealed| sealed.n), patient.confirmed());
}

#[tokio::test]
async fn a_phone_that_was_put_back_proves_what_it_has() {
    let mut patient = Patient::new().await;
    for round in 1..=2 {
        patient.stays(4);
        patient.tells_at_once().await;
        let mut copy = patient.copied();
        // Neither draws what the other drew.
        for _ in 0..round {
            copy.start();
        }
        patient.stays(8);
        patient.tells_at_once().await;
        patient = patient.with(copy);
        for _ in 0..3 {
            patient.stays(8);
            patient.tells_at_once().await;
            patient.phone.wait_s(180);
        }
    }
    assert_eq!(patient.many("epoch"), 2);
    let file = patient.file(EvidenceScope::Whole);
    let found = patient.finds(&file);
    let facts = found.facts.unwrap();
    assert_eq!((found.verdict, facts.epochs), (Verdict::Genuine, 3));
    assert!(!bundle_of(&file).unwrap().words.is_empty(), "the authority signed what it saw");
    assert_eq!(facts.confirmed.map(|sealed| sealed.n), patient.confirmed());
}

#[tokio::test]
async fn what_was_asked_is_in_it_with_what_came_of_it() {
    let mut patient = Patient::asked().await;
    patient.stays(48);
    patient.sync().await;
    let known = patient.phone.snapshot().people[0].quarantine.clone().unwrap();
    let file = patient.file(EvidenceScope::Redacted);
    let facts = patient.finds(&file).facts.unwrap();
    let over =
        |outcome: &CheckOutcome| !matches!(outcome, CheckOutcome::Waiting | CheckOutcome::Asking);
    let shown: Vec<CheckOutcome> = facts.checks.iter().map(|check| check.outcome).collect();
    let seen: Vec<CheckOutcome> = known.checks.iter().map(|check| check.outcome).collect();
    for outcome in seen.iter().filter(|outcome| over(outcome)) {
        assert!(shown.contains(outcome), "{seen:?} {shown:?}");
    }
    // It is the same after the phone was started anew, and once everything is over.
    patient.phone.start();
    assert_eq!(
        bundle_of(&patient.file(EvidenceScope::Redacted)).unwrap().entries.len(),
        facts.entries as usize
    );
    patient.env.admin.release_order(&patient.order, None).await.unwrap();
    patient.sync_all().await;
    assert_eq!(patient.finds(&patient.file(EvidenceScope::Redacted)).verdict, Verdict::Genuine);
}

// Nothing vouches for the clock of a phone that was started again without a network, and yet its days are
// days of the plan.
#[tokio::test]
async fn what_was_asked_under_a_clock_that_nobody_vouches_for_stands_where_it_was_planned() {
    let mut patient = Patient::asked().await;
    patient.sync().await;
    patient.way.all(Some(Meets::NoNetwork));
    patient.phone.clock.reboot();
    patient.phone.start();
    patient.woken(Cause::Boot);
    patient.lives(72);
    let facts = patient.finds(&patient.file(EvidenceScope::Redacted)).facts.unwrap();
    let asked: Vec<u64> = facts.checks.iter().map(|check| check.asked).collect();
    assert!(asked.len() > 2, "{:?}", facts.checks);
    assert!(asked.is_sorted_by(|one, next| one < next), "{asked:?}");
    for check in &facts.checks {
        assert!(check.closes.is_none_or(|closes| closes > check.asked), "{check:?}");
    }
}

// The clock that counts a boot's milliseconds tells how long ago it was, once something vouches for now.
#[tokio::test]
async fn what_was_said_before_anything_vouched_for_the_clock_gets_its_time_afterwards() {
    let mut patient = Patient::new().await;
    patient.stays(4);
    patient.sync().await;
    patient.way.all(Some(Meets::NoNetwork));
    let network_left_s = patient.phone.clock.true_ms() / 1_000;
    patient.phone.clock.reboot();
    patient.phone.start();
    patient.woken(Cause::Boot);
    patient.stays(100);
    let said_s = patient.phone.clock.true_ms() / 1_000;
    patient.phone.client().declare(ME, &Declaring::Hospital).unwrap();
    let told = |patient: &Patient| {
        let facts = patient.finds(&patient.file(EvidenceScope::Redacted)).facts.unwrap();
        facts.said[0].at
    };
    let ToldTime::NotBefore(earliest) = told(&patient) else { panic!("nothing vouches for it") };
    assert!((earliest as i64).abs_diff(network_left_s) < 60, "{earliest} {network_left_s}");
    patient.phone.wait_s(7_200);
    patient.way.all(None);
    patient.sync().await;
    patient.tells_at_once().await;
    let ToldTime::Known(at) = told(&patient) else { panic!("it is known by now") };
    assert!((at as i64).abs_diff(said_s) < 60, "{at} {said_s}");
}
