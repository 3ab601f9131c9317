//! What officers say of photos, how long those stay, and what is signed of their end.

use doorstep::crypto::sha256;
use doorstep::documents::{PhotoMatch, PhotoVerdict, Receipt, Received};
use doorstep::model::{from_base64url, to_base64url};
use doorstep::quarantine::journal::Asked;
use doorstep::requests::{ReportsReply, Route, Seen, SyncReply, SyncRequest};
use serde_json::{Value, json};

use super::support::{CHECK, Photo, SHORTEST, answered, jpeg, next_answer, sealed, told};
use crate::journal::Journal;
use crate::reports::town;
use crate::support::{DAY, Draft, ISS, NOON, Phone, Rig};

const CHECKED: Asked = Asked::Check(CHECK);
const NEVER: &str = "the phone said that it has none";

async fn town_with_answer() -> (Rig, Phone, Journal, Photo) {
    let (rig, phone, mut journal) = town().await;
    let photo = sealed(&rig, &jpeg(1, 80), &next_answer(&journal, CHECKED)).await;
    answered(&rig, &phone, &mut journal, CHECKED, &photo).await;
    (rig, phone, journal, photo)
}

async fn judge(rig: &Rig, photo: &Photo, verdict: PhotoMatch) {
    rig.admin.judge_photo(&photo.id.to_string(), verdict).await.unwrap();
}

fn digest(signed: &str) -> [u8; 32] {
    sha256(&from_base64url(signed).unwrap())
}

/// What a sync brings to a phone that has these, if it says so.
async fn synced(rig: &Rig, phone: &Phone, has: Option<&[String]>, at: u64) -> Vec<String> {
    let photo_words =
        has.map(|all| all.iter().map(|signed| to_base64url(&digest(signed))).collect());
    let request = SyncRequest { seen: Seen { photo_words, ..Seen::default() }, sub: None };
    let draft = Draft { key: None, ..Draft::new(Route::Sync, &request, phone.dev()).at(at) };
    draft.send(rig).await.is(200).json::<SyncReply>().photo_words
}

async fn reported(rig: &Rig, phone: &Phone, journal: &Journal, has: &[String]) -> Vec<String> {
    let mut request = journal.request(phone, 1, 0);
    request.head = journal.head(phone, journal.last()).bytes;
    request.seen.photo_words = has.iter().map(|signed| digest(signed)).collect();
    request.secrets.clear();
    let reply = journal.draft_of(phone, &request).send(rig).await;
    reply.is(200).json::<ReportsReply>().photo_words
}

async fn said(rig: &Rig, text: &str) -> PhotoVerdict {
    let bytes = from_base64url(text).unwrap();
    PhotoVerdict::read(&bytes, &rig.trust().await, ISS).unwrap().document
}

#[tokio::test]
async fn a_verdict_comes_with_syncs_and_reports_until_it_is_there() {
    let (rig, phone, journal, photo) = town_with_answer().await;
    assert!(synced(&rig, &phone, Some(&[]), NOON).await.is_empty());
    judge(&rig, &photo, PhotoMatch::Match).await;
    let brought = synced(&rig, &phone, Some(&[]), NOON).await;
    assert_eq!(brought.len(), 1, "{NEVER}");
    let verdict = said(&rig, &brought[0]).await;
    let expected = PhotoVerdict {
        iss: ISS.to_owned(),
        iat: NOON,
        photo: photo.id,
        check: Some(CHECK),
        verdict: PhotoMatch::Match,
    };
    assert_eq!(verdict, expected);
    assert_eq!(reported(&rig, &phone, &journal, &[]).await, brought, "{NEVER}");
    assert!(reported(&rig, &phone, &journal, &brought).await.is_empty());
    assert!(synced(&rig, &phone, Some(&brought), NOON).await.is_empty());
    assert!(synced(&rig, &phone, None, NOON).await.is_empty(), "it knows of no photos");
    let stranger = Phone::new();
    stranger.settle(&rig, "+79161234568", NOON).await;
    assert!(synced(&rig, &stranger, Some(&[]), NOON).await.is_empty());
    let odd = json!({ "seen": { "photo_words": ["odd"] } });
    let problem = Draft::new(Route::Sync, &odd, phone.dev()).send(&rig).await;
    assert_eq!(problem.problem(400, "malformed")["field"], "seen.photo_words");

    // The same once more is the same; another one takes its place.
    rig.clock(NOON + 60).await;
    judge(&rig, &photo, PhotoMatch::Match).await;
    assert_eq!(synced(&rig, &phone, Some(&[]), NOON + 60).await, brought);
    judge(&rig, &photo, PhotoMatch::NeedsHuman).await;
    let other = synced(&rig, &phone, Some(&brought), NOON + 60).await;
    assert_eq!(other.len(), 1, "a phone that has the first hears of the second");
    let other = said(&rig, &other[0]).await;
    assert_eq!((other.verdict, other.iat), (PhotoMatch::NeedsHuman, NOON + 60));
    assert_eq!(rig.admin.photos(None).await.unwrap()[0]["verdict"], "needs-human");
}

#[tokio::test]
async fn nothing_is_said_of_a_photo_that_has_not_come() {
    let (rig, phone, mut journal) = town().await;
    let photo = Photo::blind(SHORTEST);
    for name in ["odd".to_owned(), photo.id.to_string()] {
        let error = rig.admin.judge_photo(&name, PhotoMatch::Match).await.unwrap_err();
        assert_eq!(error.code(), "photo-unknown");
    }
    journal.answer(CHECKED, photo.id);
    journal.draft(&phone, 1, 1).send(&rig).await.is(200);
    let name = photo.id.to_string();
    let error = rig.admin.judge_photo(&name, PhotoMatch::Match).await.unwrap_err();
    assert_eq!(error.code(), "photo-unknown");
}

/// How much the database has of a photo and of what was seen in it.
fn held(rig: &Rig) -> (Option<u32>, bool) {
    let database = rig.home.path().join("online/authority.sqlite3");
    let connection = rusqlite::Connection::open(database).unwrap();
    let look = "SELECT length(bytes), coalesce(jpeg, look) IS NOT NULL FROM photos";
    connection.query_row(look, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

async fn state(rig: &Rig) -> (Value, Value) {
    let shown = rig.admin.photos(None).await.unwrap().remove(0);
    (shown["state"].clone(), shown["deleted_at"].clone())
}

#[tokio::test]
async fn a_photo_that_shows_whom_it_should_is_deleted_in_a_week_and_what_was_signed_stays() {
    let (rig, phone, journal, photo) = town_with_answer().await;
    let receipt = told(&photo.ask(&phone).send(&rig).await);
    assert_eq!(rig.admin.photos(None).await.unwrap()[0]["binding"], "good");
    assert_eq!(held(&rig), (Some(65_617), true));
    judge(&rig, &photo, PhotoMatch::Match).await;
    let over = NOON + 7 * DAY;
    rig.clock(over - 1).await;
    assert_eq!(state(&rig).await, (json!("received"), Value::Null));
    rig.clock(over).await;
    assert_eq!(state(&rig).await, (json!("deleted"), json!("2026-12-01T12:00:00Z")));
    assert_eq!(held(&rig), (None, false));
    for draft in [photo.ask(&phone), photo.whole(&phone), photo.part(&phone, 0, 100)] {
        assert_eq!(told(&draft.at(over).send(&rig).await), receipt);
    }
    assert_eq!(held(&rig), (None, false), "it does not come back");
    let shown = rig.admin.photos(Some(&journal.order.to_string())).await.unwrap().remove(0);
    assert_eq!((&shown["binding"], &shown["verdict"]), (&json!("good"), &json!("match")));
    let error = rig.admin.open_photo(&photo.id.to_string()).await.unwrap_err();
    assert_eq!(error.code(), "photo-unknown");
    let [verdict, deletion] = synced(&rig, &phone, Some(&[]), over).await.try_into().unwrap();
    let has = [verdict, deletion];
    let receipt = Receipt::read(&from_base64url(&has[1]).unwrap(), &rig.trust().await, ISS);
    let receipt = receipt.unwrap().document;
    let gone = Received::PhotoDeleted { photo: *photo.id.bytes(), check: Some(CHECK) };
    assert_eq!((receipt.received, receipt.iat), (gone, over));
    assert_eq!(synced(&rig, &phone, Some(&has[..1]), over).await, has[1..], "signed once");
    assert!(synced(&rig, &phone, Some(&has), over).await.is_empty());
}

#[tokio::test]
async fn without_that_a_photo_stays_until_a_month_after_the_orders_end() {
    let (rig, phone, _, photo) = town_with_answer().await;
    judge(&rig, &photo, PhotoMatch::NeedsHuman).await;
    let order = rig.admin.orders().await.unwrap().remove(0);
    rig.admin.release_order(order["order"].as_str().unwrap(), Some(NOON + DAY)).await.unwrap();
    let over = NOON + 31 * DAY;
    rig.clock(over - 1).await;
    assert_eq!(state(&rig).await.0, "received");
    rig.clock(over).await;
    assert_eq!(state(&rig).await.0, "deleted");
    assert_eq!(synced(&rig, &phone, Some(&[]), over).await.len(), 2, "a verdict, and the deletion");
    assert!(told(&photo.ask(&phone).at(over).send(&rig).await).1.is_some());
    let later = NOON + 62 * DAY;
    rig.clock(later).await;
    assert!(synced(&rig, &phone, Some(&[]), later).await.is_empty());
}

#[tokio::test]
async fn the_beginning_of_a_photo_goes_too_and_it_may_come_again() {
    let (rig, phone, mut journal) = town().await;
    let photo = Photo::blind(SHORTEST);
    journal.answer(CHECKED, photo.id);
    journal.draft(&phone, 1, 1).send(&rig).await.is(200);
    told(&photo.part(&phone, 0, 900).send(&rig).await);
    rig.admin.release_order(&journal.order.to_string(), Some(NOON)).await.unwrap();
    let over = NOON + 30 * DAY;
    rig.clock(over).await;
    assert_eq!(told(&photo.ask(&phone).at(over).send(&rig).await), (0, None));
    assert_eq!(held(&rig).0, None);
    let (_, receipt) = told(&photo.whole(&phone).at(over).send(&rig).await);
    assert!(receipt.is_some());
    assert_eq!(state(&rig).await.0, "deleted", "and goes at once");
}

#[tokio::test]
async fn with_the_reports_of_a_year_ago_go_the_names_of_photos() {
    let (rig, phone, journal, photo) = town_with_answer().await;
    rig.admin.release_order(&journal.order.to_string(), Some(NOON)).await.unwrap();
    let over = NOON + 365 * DAY;
    rig.clock(over).await;
    let none: [Value; 0] = [];
    assert_eq!(rig.admin.photos(None).await.unwrap(), none);
    photo.ask(&phone).at(over).send(&rig).await.problem(404, "unknown");
}
