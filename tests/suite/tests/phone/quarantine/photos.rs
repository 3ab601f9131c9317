//! Photos that answer checks, on every kind of way to the authority.

use doorstep::client::{CheckAnswer, EvidenceScope, PhotoAttempt, PhotoFor, PhotoUse};
use doorstep::client_error::ClientError;
use doorstep::crypto::sha256;
use doorstep::documents::PhotoMatch;
use doorstep::error::Code;
use doorstep::evidence::altering::{bundle_of, with_bundle};
use doorstep::evidence::{Bundle, Difference, Verdict, What};
use doorstep::model::patient::{AnswerMode, CheckOutcome};
use doorstep::model::{Face, PhotoHint, PhotoId, Picture};
use doorstep::ports::{FaceFinder, FaceFinderError};
use doorstep::requests::Route;
use doorstep::store::{Changes, Fact, Owner, Store};
use doorstep::views::{PhotoProgress, PhotoView};
use doorstep_suite::phone::ME;
use doorstep_suite::test_env::TestEnv;
use image::{Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder};
use serde_json::{Value, json};

use super::{Meets, Patient, Way, register};

const PHOTOS: &str = "/v1/photos/{photo}";

/// A picture with a grain of its own, so bright; nobody is on it, and nobody looks.
fn jpeg(brightness: u8, grain: u32) -> Vec<u8> {
    let mut state = grain;
    let mut draw = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u8::try_from((state >> 8) % 40).unwrap()
    };
    let image = RgbImage::from_fn(640, 480, |_, _| {
        let level = brightness.saturating_add(draw());
        Rgb([level; 3])
    });
    let mut jpeg = Vec::new();
    Encoder::new(&mut jpeg, 92).encode(image.as_raw(), 640, 480, ColorType::Rgb).unwrap();
    jpeg
}

pub(crate) fn good(grain: u32) -> Vec<u8> {
    jpeg(110, grain)
}

/// Two checks a day, each with a photo.
pub(crate) fn with_photos() -> Value {
    json!({ "n": 2, "window_min": 60, "gap_min": 120, "photo": true, "surprises": 1 })
}

impl Patient {
    pub(super) async fn photographed() -> Self {
        Self::under(json!({ "checks": with_photos() })).await
    }

    fn takes(&self, jpeg: &[u8], photo_use: PhotoUse) -> Result<PhotoAttempt, ClientError> {
        self.phone.client().photo_taken(ME, &PhotoFor::AskedNow, jpeg, None, photo_use)
    }

    pub(crate) fn photos(&self) -> Vec<PhotoView> {
        self.phone.client().photos(ME).unwrap()
    }

    fn progress(&self) -> Vec<PhotoProgress> {
        self.photos().iter().map(|photo| photo.progress).collect()
    }

    fn photo_requests(&self) -> usize {
        self.way.routes().iter().filter(|route| **route == PHOTOS).count()
    }

    /// Every photo that waits comes within some hours.
    pub(crate) async fn photos_come(&self) {
        for _ in 0..12 {
            if self.progress().iter().all(|progress| *progress == PhotoProgress::Received) {
                return;
            }
            self.phone.wait_s(900);
            self.sync().await;
        }
        panic!("not received: {:?}", self.photos());
    }
}

#[test]
fn the_route_of_photos_is_what_these_tests_count() {
    let photo = doorstep::model::PhotoId::new([0; 32]);
    for route in [Route::Photo(photo), Route::PhotoReceived(photo), Route::PhotoPart(photo)] {
        assert_eq!(route.template(), PHOTOS);
    }
}

#[tokio::test]
async fn a_photo_answers_at_once_goes_after_the_reports_and_is_signed_for() {
    let patient = Patient::photographed().await;
    let check = patient.lives_until_asked();
    let looked = patient.takes(&good(1), PhotoUse::Look).unwrap();
    assert_eq!((looked.number, looked.photo, looked.hints), (1, None, vec![]));
    assert_eq!(
        patient.check(Some(&check.id)).outcome,
        CheckOutcome::Asking,
        "to look is no answer"
    );
    let taken = patient.takes(&good(1), PhotoUse::Send).unwrap();
    assert_eq!((&taken.check, taken.number), (&check.id, 1), "the same file is no new try");
    let answer = patient.check(Some(&check.id)).answer.unwrap();
    assert_eq!(
        (answer.how, answer.photo),
        (AnswerMode::Photo, taken.photo.map(|it| it.to_string()))
    );
    assert_eq!(patient.progress(), [PhotoProgress::Waiting]);
    assert!(patient.phone.client().plan().sync.is_some(), "it goes at once");
    let synced = patient.sync().await;
    assert_eq!((synced.photos_received, synced.photos_waiting), (1, 0), "{:?}", synced.problem);
    let [photo] = &patient.photos()[..] else { panic!() };
    assert_eq!((photo.progress, Some(photo.photo)), (PhotoProgress::Received, taken.photo));
    assert_eq!(photo.sent_bytes, photo.bytes);
    let routes = patient.way.routes();
    let at = routes.iter().position(|route| *route == PHOTOS).unwrap();
    assert!(routes[..at].contains(&Route::Reports.template()), "never before a report");
    assert_eq!(patient.photo_requests(), 1, "whole, in one request");
    patient.phone.wait_s(900);
    patient.sync().await;
    assert_eq!(patient.photo_requests(), 1);
    patient.is_all_told().await;
    let file = patient.file(EvidenceScope::Whole);
    let found = patient.finds(&file);
    assert_eq!(found.verdict, Verdict::Genuine, "a photo is an answer as any other");
}

#[tokio::test]
async fn a_reply_that_was_lost_costs_one_question_and_seals_nothing_again() {
    let mut patient = Patient::photographed().await;
    patient.lives_until_asked();
    let taken = patient.takes(&good(2), PhotoUse::Send).unwrap();
    patient.way.photos([Meets::Lost]);
    patient.sync().await;
    assert_eq!(patient.progress(), [PhotoProgress::Waiting]);
    patient.phone.start();
    patient.photos_come().await;
    assert_eq!(patient.photo_requests(), 2, "the photo, and the question what came of it");
    assert_eq!(Some(patient.photos()[0].photo), taken.photo);
}

#[tokio::test]
async fn what_did_not_get_through_goes_in_parts() {
    let patient = Patient::photographed().await;
    patient.lives_until_asked();
    patient.takes(&good(3), PhotoUse::Send).unwrap();
    // The whole; the answer to the question; the second part; the answer to the third.
    patient.way.photos([Meets::NoNetwork]);
    patient.sync().await;
    patient.way.photos([Meets::Passes, Meets::Passes, Meets::NoNetwork]);
    patient.phone.wait_s(900);
    patient.sync().await;
    let [photo] = &patient.photos()[..] else { panic!() };
    assert_eq!((photo.progress, photo.sent_bytes), (PhotoProgress::Sending, 32 * 1024));
    patient.way.photos([Meets::Passes, Meets::Lost]);
    patient.phone.wait_s(900);
    patient.sync().await;
    patient.photos_come().await;
    assert_eq!(patient.progress(), [PhotoProgress::Received]);
    patient.is_all_told().await;
}

#[tokio::test]
async fn three_days_with_a_network_and_no_receipt_end_a_photo_and_not_its_answer() {
    let patient = Patient::photographed().await;
    let check = patient.lives_until_asked();
    patient.takes(&good(4), PhotoUse::Send).unwrap();
    patient.sync().await;
    patient.photos_come().await;
    patient.lives_until_closed();
    let next = patient.lives_until_asked();
    patient.takes(&good(5), PhotoUse::Send).unwrap();
    patient.way.all_photos(Some(Meets::status(503)));
    for hours in 0_i64.. {
        patient.phone.wait_s(4 * 3_600);
        patient.sync().await;
        if patient.progress()[1] == PhotoProgress::Expired {
            assert!((17..=21).contains(&hours), "{hours}");
            break;
        }
    }
    assert_eq!(patient.progress(), [PhotoProgress::Received, PhotoProgress::Expired]);
    for id in [&check.id, &next.id] {
        assert_eq!(patient.check(Some(id)).outcome, CheckOutcome::Answered);
    }
    let before = patient.photo_requests();
    patient.phone.wait_s(3_600);
    patient.sync().await;
    assert_eq!(patient.photo_requests(), before);
}

#[tokio::test]
async fn no_hint_keeps_anybody_from_answering_at_the_third_try() {
    let patient = Patient::photographed().await;
    let check = patient.lives_until_asked();
    for (file, number) in [(1, 1), (1, 1), (2, 2)] {
        let tried = patient.takes(&jpeg(0, file), PhotoUse::SendAnyway).unwrap();
        assert_eq!((tried.number, tried.may_send_anyway, tried.photo), (number, false, None));
        assert!(tried.hints.contains(&PhotoHint::TooDark), "{:?}", tried.hints);
    }
    let third = patient.takes(&jpeg(0, 3), PhotoUse::Send).unwrap();
    assert_eq!((third.number, third.may_send_anyway, third.photo), (3, true, None));
    let sent = patient.takes(&jpeg(0, 3), PhotoUse::SendAnyway).unwrap();
    assert!(sent.photo.is_some() && !sent.hints.is_empty());
    assert_eq!(patient.check(Some(&check.id)).outcome, CheckOutcome::Answered);
    let journal = patient.phone.client().journal(ME, None, 100).unwrap();
    let answer = journal.entries.iter().find(|entry| entry.kind == "answer").unwrap();
    let said: serde_json::Value = serde_json::from_str(&answer.fields).unwrap();
    assert_eq!(said["tries"], 3, "it is proof that its person tried");
    let hints: Vec<&str> = sent.hints.iter().map(|hint| hint.name()).collect();
    assert_eq!(said["hints"], hints.join(" "));
}

#[tokio::test]
async fn a_check_that_closed_or_asks_for_a_place_takes_no_photo() {
    let patient = Patient::photographed().await;
    assert_eq!(patient.takes(&good(1), PhotoUse::Look).unwrap_err().code, Code::NoCheck);
    let check = patient.lives_until_asked();
    patient.lives_until_closed();
    // Surely over, as exactly as the phone knows the time.
    patient.lives(1);
    let wanted = PhotoFor::Check(check.id.clone());
    let late = patient.phone.client().photo_taken(ME, &wanted, &good(1), None, PhotoUse::Send);
    assert_eq!(late.unwrap_err().code, Code::CheckClosedForPhotos);
    let late = patient.phone.client().answer_check(ME, Some(&check.id), &CheckAnswer::Here);
    assert_eq!(late.unwrap().outcome, CheckOutcome::AnsweredLate, "a word is taken all the same");
    let unknown = PhotoFor::Check("AAAAAAAAAAA".into());
    let unknown = patient.phone.client().photo_taken(ME, &unknown, &good(1), None, PhotoUse::Send);
    assert_eq!(unknown.unwrap_err().code, Code::CheckUnknown);
    let patient = Patient::asked().await;
    patient.lives_until_asked();
    let refused = patient.takes(&good(1), PhotoUse::Send).unwrap_err();
    assert_eq!(refused.code, Code::CheckClosedForPhotos);
    assert_eq!(patient.photos(), []);
}

/// Looks so long that the next check is asked meanwhile.
struct SlowFinder<'p>(&'p Patient);

impl FaceFinder for SlowFinder<'_> {
    fn find(&self, _: &Picture) -> Result<Vec<Face>, FaceFinderError> {
        self.0.lives_until_closed();
        self.0.lives_until_asked();
        Err(FaceFinderError)
    }
}

#[tokio::test]
async fn a_photo_answers_the_check_that_it_was_taken_for_or_none() {
    let patient = Patient::photographed().await;
    let check = patient.lives_until_asked();
    let finder = SlowFinder(&patient);
    let client = patient.phone.client();
    let late = client.photo_taken(ME, &PhotoFor::AskedNow, &good(1), Some(&finder), PhotoUse::Send);
    assert_eq!(late.unwrap_err().code, Code::CheckClosedForPhotos);
    let asked = patient.asked_now();
    assert!(asked.id != check.id && asked.answer.is_none(), "the next one is not answered by it");
    assert_eq!(patient.photos(), []);
}

#[tokio::test]
async fn what_is_no_photo_is_refused_by_name_and_counts_as_no_try() {
    let patient = Patient::photographed().await;
    patient.lives_until_asked();
    let mut cut = good(1);
    cut.truncate(cut.len() / 2);
    for (file, code) in [
        (b"GIF89a".repeat(2_000), Code::PhotoNotJpeg),
        (cut, Code::PhotoDamaged),
        (vec![0xff; 13 << 20], Code::PhotoTooLarge),
        (good(1)[..600].to_vec(), Code::PhotoTooSmall),
    ] {
        assert_eq!(patient.takes(&file, PhotoUse::Send).unwrap_err().code, code);
    }
    assert_eq!(patient.takes(&good(1), PhotoUse::Look).unwrap().number, 1);
}

#[tokio::test]
async fn both_photos_of_one_check_are_sent_and_the_later_answer_counts() {
    let patient = Patient::photographed().await;
    let check = patient.lives_until_asked();
    let first = patient.takes(&good(6), PhotoUse::Send).unwrap().photo.unwrap();
    let wanted = PhotoFor::Check(check.id.clone());
    let second = patient.phone.client().photo_taken(ME, &wanted, &good(7), None, PhotoUse::Send);
    let second = second.unwrap().photo.unwrap();
    assert_ne!(first, second);
    let counts = patient.check(Some(&check.id)).answer.unwrap().photo;
    assert_eq!(counts, Some(second.to_string()));
    let synced = patient.sync().await;
    assert_eq!((synced.photos_received, synced.photos_waiting), (2, 0), "{:?}", synced.problem);
}

#[tokio::test]
async fn a_reference_is_taken_once_an_order() {
    let patient = Patient::photographed().await;
    let takes = |grain| {
        let client = patient.phone.client();
        client.photo_taken(ME, &PhotoFor::Reference, &good(grain), None, PhotoUse::Send)
    };
    let wanted = || patient.phone.snapshot().people[0].quarantine.clone().unwrap().reference_photo;
    assert_eq!(wanted().unwrap().key, "photo-reference-wanted");
    assert_eq!(takes(1).unwrap().check, "reference");
    assert_eq!(wanted(), None);
    assert_eq!(takes(2).unwrap_err().code, Code::CheckClosedForPhotos);
    patient.sync().await;
    assert_eq!(patient.progress(), [PhotoProgress::Received]);
    patient.is_all_told().await;
}

#[tokio::test]
async fn each_verdict_comes_once_and_the_last_one_counts() {
    let mut patient = Patient::photographed().await;
    patient.lives_until_asked();
    let photo = patient.takes(&good(8), PhotoUse::Send).unwrap().photo.unwrap();
    patient.sync().await;
    assert_eq!(patient.photos()[0].verdict, None);
    patient.env.admin.judge_photo(&photo.to_string(), PhotoMatch::Match).await.unwrap();
    patient.stays(4);
    patient.phone.wait_s(4 * 3_600);
    patient.sync().await;
    assert_eq!(patient.photos()[0].verdict, Some(PhotoMatch::Match));
    patient.env.admin.judge_photo(&photo.to_string(), PhotoMatch::NeedsHuman).await.unwrap();
    patient.stays(4);
    patient.phone.wait_s(4 * 3_600);
    patient.sync().await;
    assert_eq!(patient.photos()[0].verdict, Some(PhotoMatch::NeedsHuman), "the last one counts");
    patient.phone.start();
    assert_eq!(patient.photos()[0].verdict, Some(PhotoMatch::NeedsHuman));
    let file = patient.file(EvidenceScope::Redacted);
    assert_eq!(patient.finds(&file).verdict, Verdict::Genuine);
    let mut bundle = bundle_of(&file).unwrap();
    assert_eq!(bundle.words.len(), 3, "that the photo came, and all that was said of it");
    let differs = |bundle: &Bundle| {
        let Verdict::Altered(difference) =
            patient.finds(&with_bundle(&file, bundle).unwrap()).verdict
        else {
            panic!()
        };
        difference.what
    };
    // Words of a photo that answers nothing here, and words that nobody signed.
    for (word, what) in [(0, What::Receipt), (1, What::Verdict)] {
        let at = bundle.words[word].len() - 1;
        bundle.words[word][at] ^= 1;
        assert_eq!(differs(&bundle), what);
        bundle.words[word][at] ^= 1;
    }
}

#[tokio::test]
async fn the_authority_signs_that_a_photo_is_deleted() {
    let mut patient = Patient::photographed().await;
    patient.lives_until_asked();
    let photo = patient.takes(&good(9), PhotoUse::Send).unwrap().photo.unwrap();
    patient.sync().await;
    patient.env.admin.judge_photo(&photo.to_string(), PhotoMatch::Match).await.unwrap();
    assert_eq!(patient.photos()[0].deleted_at_ms, None);
    for _ in 0..8 {
        patient.stays(4);
        patient.phone.wait_s(20 * 3_600);
        patient.sync().await;
    }
    let deleted_at = patient.photos()[0].deleted_at_ms.expect("a week after the verdict");
    patient.phone.start();
    assert_eq!(patient.photos()[0].deleted_at_ms, Some(deleted_at));
    let file = patient.file(EvidenceScope::Redacted);
    assert_eq!(patient.finds(&file).verdict, Verdict::Genuine);
    assert_eq!(bundle_of(&file).unwrap().words.len(), 3, "it came, it is right, it is gone");
}

#[tokio::test]
async fn a_closed_account_sends_no_photo_and_waits_for_none() {
    let patient = Patient::photographed().await;
    patient.lives_until_asked();
    patient.way.all_photos(Some(Meets::status(503)));
    patient.takes(&good(10), PhotoUse::Send).unwrap();
    patient.sync().await;
    assert!(patient.plan().awaits_network);
    let (mut other, way) = (patient.env.phone().0, Way::new());
    other.transport = way;
    other.start();
    register(&patient.env, &other).await;
    // Its number leaves when the order has ended.
    patient.phone.wait_s(16 * 86_400);
    let problem = patient.sync_all().await.problem.unwrap();
    assert_eq!(problem.code, Code::KeyClosed);
    let before = patient.photo_requests();
    for _ in 0..3 {
        patient.phone.wait_s(3_600);
        patient.sync_all().await;
    }
    assert_eq!((patient.photo_requests(), patient.plan().awaits_network), (before, false));
}

#[tokio::test]
async fn an_erase_takes_the_photos_with_it() {
    let patient = Patient::photographed().await;
    patient.lives_until_asked();
    patient.takes(&good(9), PhotoUse::Send).unwrap();
    patient.phone.client().erase(ME).unwrap();
    assert_eq!(patient.photos(), []);
    patient.sync().await;
    assert_eq!(patient.photo_requests(), 0);
}

#[tokio::test]
async fn who_keeps_photos_can_show_what_was_sent() {
    let mut patient = Patient::photographed().await;
    let client = patient.phone.client();
    let keeps = |patient: &Patient| {
        patient.phone.snapshot().people[0].quarantine.clone().unwrap().keeps_photos
    };
    let made = |patient: &Patient| {
        patient.phone.client().evidence_with_photos(ME, EvidenceScope::Redacted).unwrap()
    };
    // What came before it was asked for is gone.
    patient.lives_until_asked();
    let gone = patient.takes(&good(20), PhotoUse::Send).unwrap().photo.unwrap();
    assert_eq!(made(&patient).photos, 1, "it waits to be sent");
    patient.sync().await;
    assert_eq!((made(&patient).photos, keeps(&patient)), (0, false));
    client.keep_photos(ME, true).unwrap();
    drop(client);
    patient.lives_until_asked();
    let kept = patient.takes(&good(21), PhotoUse::Send).unwrap().photo.unwrap();
    patient.sync().await;
    assert_eq!(patient.progress(), [PhotoProgress::Received; 2]);
    patient.phone.start();
    assert!(keeps(&patient));

    let evidence = made(&patient);
    let found = patient.finds(&evidence.file);
    assert_eq!(found.verdict, Verdict::Genuine);
    assert_eq!((evidence.photos, found.facts.unwrap().photos), (1, 1));
    assert!(evidence.file.contains("1 photo is in this file, sealed as sent."));
    let mut bundle = bundle_of(&evidence.file).unwrap();
    assert_eq!(PhotoId::new(sha256(&bundle.photos[0])), kept);
    assert_eq!(bundle_of(&patient.file(EvidenceScope::Whole)).unwrap().photos.len(), 0);
    let altered =
        |bundle: &Bundle| patient.finds(&with_bundle(&evidence.file, bundle).unwrap()).verdict;
    let is_not_sent = Verdict::Altered(Difference { entry: None, what: What::Leaf });
    bundle.photos[0][200] ^= 1;
    assert_eq!(altered(&bundle), is_not_sent);
    bundle.photos[0][200] ^= 1;
    let twice = bundle.photos[0].clone();
    bundle.photos.push(twice);
    assert_eq!(altered(&bundle), is_not_sent);

    patient.phone.client().keep_photos(ME, false).unwrap();
    assert_eq!(made(&patient).photos, 0);
    patient.phone.start();
    assert_eq!((made(&patient).photos, keeps(&patient)), (0, false));
    assert_eq!(patient.photos().iter().map(|photo| photo.photo).collect::<Vec<_>>(), [gone, kept]);
}

#[tokio::test]
async fn who_has_no_order_has_no_photos_to_keep() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    assert_eq!(phone.client().keep_photos(ME, true).unwrap_err().code, Code::NoOrder);
}

#[tokio::test]
async fn a_choice_that_cannot_be_read_lets_no_photo_go() {
    let mut patient = Patient::photographed().await;
    patient.phone.client().keep_photos(ME, false).unwrap();
    patient.phone.kill();
    {
        let mut store = Store::open(&patient.phone.folder(), patient.phone.vault.as_ref()).unwrap();
        let mut changes = Changes::new();
        changes.put(Owner::Person(ME), Fact::KeepsPhotos, &(-7_i64));
        store.apply(changes).unwrap();
    }
    patient.phone.start();
    patient.lives_until_asked();
    patient.takes(&good(22), PhotoUse::Send).unwrap().photo.unwrap();
    patient.sync().await;
    assert_eq!(patient.progress(), [PhotoProgress::Received]);
    let client = patient.phone.client();
    let kept = client.evidence_with_photos(ME, EvidenceScope::Redacted).unwrap();
    assert_eq!(kept.photos, 1, "what is gone cannot be had again");
}
