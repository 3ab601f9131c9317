//! How a photo comes: whole, in parts, again, and not at all.

use doorstep::documents::{Receipt, Received};
use doorstep::model::{IdempotencyKey, PhotoId, from_base64url};
use doorstep::quarantine::journal::Asked;
use doorstep::requests::{MediaType, Route};

use super::support::{CHECK, PART, Photo, SHORTEST, told, town_with_photo};
use crate::support::{DAY, Draft, ISS, NOON, Phone, Rig};

const ALL: u64 = SHORTEST as u64;

async fn received(rig: &Rig, receipt: &str) -> Received {
    let bytes = from_base64url(receipt).unwrap();
    Receipt::read(&bytes, &rig.trust().await, ISS).unwrap().document.received
}

#[tokio::test]
async fn a_photo_that_comes_whole_is_receipted_and_the_same_receipt_comes_again() {
    let (rig, phone, mut journal, photo) = town_with_photo().await;
    assert_eq!(told(&photo.ask(&phone).send(&rig).await), (0, None));
    let (count, receipt) = told(&photo.whole(&phone).send(&rig).await);
    let receipt = receipt.unwrap();
    assert_eq!(count, ALL);
    let expected = Received::Photo { photo: *photo.id.bytes(), check: Some(CHECK) };
    assert_eq!(received(&rig, &receipt).await, expected);
    rig.clock(NOON + DAY).await;
    let rig = rig.restarted(|_| ()).await;
    rig.clock(NOON + DAY).await;
    let again = [photo.ask(&phone), photo.whole(&phone), photo.part(&phone, 0, 9)];
    let beyond = Draft { offset: Some(900_000), ..photo.part(&phone, 0, 9) };
    for draft in again.into_iter().chain([beyond]) {
        let said = told(&draft.at(NOON + DAY).send(&rig).await);
        assert_eq!(said, (ALL, Some(receipt.clone())));
    }
    let key = Some(IdempotencyKey::new([7; 16]));
    let keyed = Draft { key, ..photo.whole(&phone).at(NOON + DAY) };
    assert_eq!(told(&keyed.send(&rig).await).1, Some(receipt), "what it says alone names it");

    let longest = Photo::blind(160 * 1024 + 81);
    journal.answer(Asked::Reference, longest.id);
    journal.draft(&phone, 2, 2).at(NOON + DAY).send(&rig).await.is(200);
    let (_, receipt) = told(&longest.whole(&phone).at(NOON + DAY).send(&rig).await);
    let expected = Received::Photo { photo: *longest.id.bytes(), check: None };
    assert_eq!(received(&rig, &receipt.unwrap()).await, expected);
}

#[tokio::test]
async fn parts_in_order_make_a_photo_also_when_the_last_answer_was_lost() {
    let (rig, phone, _, photo) = town_with_photo().await;
    let send = async |from: usize| told(&photo.part(&phone, from, from + PART).send(&rig).await);
    assert_eq!(send(0).await, (32_768, None));
    assert_eq!(send(PART).await, (65_536, None));
    let (count, receipt) = send(2 * PART).await;
    assert_eq!(count, ALL);
    // The answer got lost: the phone asks, and hears it again.
    assert!(receipt.is_some());
    assert_eq!(told(&photo.ask(&phone).send(&rig).await), (ALL, receipt));
}

#[tokio::test]
async fn parts_out_of_order_overlapping_and_replayed_count_once() {
    let (rig, phone, _, photo) = town_with_photo().await;
    let send = async |from, to| told(&photo.part(&phone, from, to).send(&rig).await);
    assert_eq!(send(PART, 2 * PART).await, (0, None), "it begins beyond what has come");
    assert_eq!(send(0, 20_000).await, (20_000, None));
    assert_eq!(send(0, 20_000).await, (20_000, None), "the same once more");
    assert_eq!(send(500, 700).await, (20_000, None), "it ends within what has come");
    assert_eq!(send(2 * PART, SHORTEST).await, (20_000, None));
    assert_eq!(send(10_000, 10_000 + PART).await, (42_768, None), "what is new in it is added");
    assert_eq!(send(30_000, 30_000 + PART).await, (62_768, None));
    let part = photo.part(&phone, 62_768, SHORTEST);
    assert_eq!(told(&part.send(&rig).await).0, ALL);
    part.send(&rig).await.problem(401, "replayed");
    let (count, receipt) = told(&part.again().send(&rig).await);
    assert!(count == ALL && receipt.is_some());
}

#[tokio::test]
async fn bytes_of_another_name_are_no_photo_and_a_whole_one_takes_the_place_of_any_beginning() {
    let (rig, phone, _, photo) = town_with_photo().await;
    let other = Photo { id: photo.id, bytes: Photo::blind(160 * 1024 + 81).bytes };
    let problem = other.whole(&phone).send(&rig).await.problem(400, "malformed");
    assert_eq!(problem["field"], "body");
    assert_eq!(told(&photo.ask(&phone).send(&rig).await), (0, None));
    let mut from = 0;
    while from + PART < other.bytes.len() {
        let said = told(&other.part(&phone, from, from + PART).send(&rig).await);
        from += PART;
        assert_eq!(said, (from as u64, None));
    }
    let said = told(&other.part(&phone, from, from + PART).send(&rig).await);
    assert_eq!(said, (0, None), "what is as long as the longest and another is let go");
    assert_eq!(told(&other.part(&phone, 0, 9).send(&rig).await), (9, None));
    let (count, receipt) = told(&photo.whole(&phone).send(&rig).await);
    assert!(count == ALL && receipt.is_some());
}

#[tokio::test]
async fn bytes_of_no_photos_length_are_never_receipted() {
    let (rig, phone, mut journal, _) = town_with_photo().await;
    let short = Photo::blind(1000);
    journal.answer(Asked::Check(CHECK), short.id);
    journal.draft(&phone, 2, 2).send(&rig).await.is(200);
    let problem = short.whole(&phone).send(&rig).await.problem(400, "malformed");
    assert_eq!(problem["field"], "body");
    assert_eq!(told(&short.part(&phone, 0, 1000).send(&rig).await), (1000, None));
}

#[tokio::test]
async fn a_photo_is_taken_of_whoever_answered_with_it_and_of_nobody_else() {
    let (rig, phone, mut journal, photo) = town_with_photo().await;
    let stranger = Phone::new();
    stranger.settle(&rig, "+79161234568", NOON).await;
    for draft in [photo.whole(&stranger), photo.ask(&stranger), photo.part(&stranger, 0, PART)] {
        draft.send(&rig).await.problem(404, "unknown");
    }
    let forged = Draft { signers: stranger.dev(), ..photo.whole(&phone) };
    forged.send(&rig).await.problem(404, "unknown");
    let unnamed = Photo::blind(SHORTEST);
    for draft in [unnamed.whole(&phone), unnamed.ask(&phone), unnamed.part(&phone, 0, PART)] {
        draft.send(&rig).await.problem(404, "unknown");
    }
    let odd = Draft { path: Some("/v1/photos/odd".to_owned()), ..photo.whole(&phone) };
    odd.send(&rig).await.problem(404, "unknown");
    let nobody = Phone::new();
    photo.whole(&nobody).send(&rig).await.problem(401, "signature-invalid");
    // Once the answer has come it is taken.
    journal.answer(Asked::Check(CHECK), unnamed.id);
    journal.draft(&phone, 2, 2).send(&rig).await.is(200);
    assert_eq!(told(&unnamed.whole(&phone).send(&rig).await).0, ALL);
}

#[tokio::test]
async fn two_photos_for_one_check_are_both_kept() {
    let (rig, phone, mut journal, first) = town_with_photo().await;
    let second = Photo::blind(SHORTEST);
    journal.answer(Asked::Check(CHECK), second.id);
    journal.draft(&phone, 2, 2).send(&rig).await.is(200);
    for photo in [first, second] {
        let (_, receipt) = told(&photo.whole(&phone).send(&rig).await);
        let expected = Received::Photo { photo: *photo.id.bytes(), check: Some(CHECK) };
        assert_eq!(received(&rig, &receipt.unwrap()).await, expected);
    }
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let (rig, phone, _, photo) = town_with_photo().await;
    let large = Photo { id: photo.id, bytes: vec![0; 160 * 1024 + 82] };
    large.whole(&phone).send(&rig).await.problem(413, "too-large");
    large.part(&phone, 0, PART + 1).send(&rig).await.problem(413, "too-large");
    large.part(&phone, 0, PART).send(&rig).await.is(200);
}

#[tokio::test]
async fn where_a_part_begins_is_said_in_one_way_and_covered() {
    let (rig, phone, _, photo) = town_with_photo().await;
    let part = photo.part(&phone, 0, PART);
    let missing = Draft { offset: None, ..part.clone() };
    let problem = missing.send(&rig).await.problem(400, "malformed");
    assert_eq!(problem["field"], "upload-offset");
    let fields = part.again().fields(&rig);
    let with = |value: &str| {
        let mut fields = fields.clone();
        for (name, field) in &mut fields {
            if name == "upload-offset" {
                *field = value.to_owned();
            }
        }
        fields
    };
    part.send_with(&rig, with("5")).await.problem(401, "signature-invalid");
    let mut without = fields.clone();
    without.retain(|(name, _)| name != "upload-offset");
    part.send_with(&rig, without).await.problem(401, "signature-invalid");
    part.send_with(&rig, with("0")).await.is(200);
    let json = Draft { media_type: MediaType::Json, ..photo.whole(&phone) };
    json.send(&rig).await.problem(415, "media-type-unsupported");
}

#[tokio::test]
async fn what_a_key_fills_is_bounded_and_what_has_begun_may_end() {
    let (rig, phone, _, photo) = town_with_photo().await;
    told(&photo.part(&phone, 0, 100).send(&rig).await);
    let key = *doorstep::documents::cose_key::thumbprint(phone.device.public()).bytes();
    let rig = rig
        .restarted(|database| {
            let connection = rusqlite::Connection::open(database).unwrap();
            for n in 0..200_u8 {
                let id = PhotoId::new([n; 32]);
                connection
                    .execute(
                        "INSERT INTO photos (id, chain, key, order_id, stays_until, received)
                         VALUES (?, ?, ?, ?, ?, 1)",
                        rusqlite::params![id.bytes(), [1_u8; 16], key, [1_u8; 16], i64::MAX],
                    )
                    .unwrap();
            }
            let new = "INSERT INTO photos (id, chain, key, order_id, stays_until)
                       VALUES (?, ?, ?, ?, ?)";
            let given = rusqlite::params![[255_u8; 32], [1_u8; 16], key, [1_u8; 16], i64::MAX];
            connection.execute(new, given).unwrap();
        })
        .await;
    let other = Photo { id: PhotoId::new([255; 32]), ..photo.clone() };
    let answer = other.part(&phone, 0, 100).send(&rig).await;
    answer.problem(429, "wait");
    assert_eq!(answer.header("retry-after"), "900");
    assert_eq!(told(&photo.whole(&phone).send(&rig).await).0, ALL);
    let route = Route::PhotoReceived(other.id);
    assert_eq!(route.path(), format!("/v1/photos/{}", other.id));
}
