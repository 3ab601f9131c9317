//! What an officer sees of photos, and who has what opens them.

use std::path::Path;

use doorstep::documents::{KeyUse, cose_key};
use doorstep::model::{CheckId, OrderId};
use doorstep::quarantine::journal::{Asked, Interval};
use doorstep::quarantine::photos::Binding;
use doorstep_authority::admin::{Admin, OrderChange};
use serde_json::{Value, json};

use super::support::{
    CHECK, Photo, SHORTEST, answered, jpeg, next_answer, photo_key, sealed, told,
};
use crate::journal::at;
use crate::reports::town;
use crate::support::{NOON, Phone, Rig};

const CHECKED: Asked = Asked::Check(CHECK);
const OTHER: CheckId = CheckId::new(*b"check-02");

/// The photo of this name as it is listed first.
async fn listed(rig: &Rig, photo: &Photo) -> Value {
    let all = rig.admin.photos(None).await.unwrap();
    all.into_iter().find(|one| one["photo"] == photo.id.to_string()).unwrap()
}

async fn binding(rig: &Rig, photo: &Photo) -> Value {
    listed(rig, photo).await["binding"].clone()
}

#[tokio::test]
async fn a_photo_of_its_answer_opens_and_is_good() {
    let (rig, phone, mut journal) = town().await;
    let picture = jpeg(1, 80);
    let photo = sealed(&rig, &picture, &next_answer(&journal, CHECKED)).await;
    answered(&rig, &phone, &mut journal, CHECKED, &photo).await;
    let order = journal.order.to_string();
    let all = rig.admin.photos(Some(&order)).await.unwrap();
    let expected = json!({
        "photo": photo.id.to_string(), "order": order, "check": CHECK.to_string(), "seq": 1,
        "at": { "earliest": "2026-11-24T12:00:01Z", "latest": "2026-11-24T12:00:03Z" },
        "state": "received", "received": SHORTEST, "deleted_at": null, "binding": "good",
        "same_bytes_as": null, "looks_like": null, "verdict": null,
    });
    assert_eq!(all, [expected]);
    let opened = rig.admin.open_photo(&photo.id.to_string()).await.unwrap();
    assert_eq!(opened.jpeg.unwrap(), picture);
    assert_eq!(opened.listed, all[0]);

    let reference = sealed(&rig, &picture, &next_answer(&journal, Asked::Reference)).await;
    answered(&rig, &phone, &mut journal, Asked::Reference, &reference).await;
    let shown = listed(&rig, &reference).await;
    assert_eq!((&shown["check"], &shown["binding"]), (&json!("reference"), &json!("good")));
}

#[tokio::test]
async fn what_is_not_there_is_unknown() {
    let (rig, _, mut journal) = town().await;
    let none: [Value; 0] = [];
    assert_eq!(rig.admin.photos(None).await.unwrap(), none);
    let unknown = OrderId::new([9; 16]).to_string();
    assert_eq!(rig.admin.photos(Some(&unknown)).await.unwrap_err().code(), "order-unknown");
    let photo = Photo::blind(SHORTEST);
    let phone_less = photo.id.to_string();
    for name in [phone_less.as_str(), "odd", ""] {
        assert_eq!(rig.admin.open_photo(name).await.unwrap_err().code(), "photo-unknown");
    }
    journal.answer(CHECKED, photo.id);
    assert_eq!(rig.admin.photos(None).await.unwrap(), none, "nothing of it was reported");
}

#[tokio::test]
async fn one_that_has_not_come_is_listed_and_cannot_be_opened() {
    let (rig, phone, mut journal) = town().await;
    let photo = Photo::blind(SHORTEST);
    journal.answer(CHECKED, photo.id);
    journal.draft(&phone, 1, 1).send(&rig).await.is(200);
    told(&photo.part(&phone, 0, 700).send(&rig).await);
    let shown = listed(&rig, &photo).await;
    assert_eq!((&shown["state"], &shown["received"]), (&json!("coming"), &json!(700)));
    assert_eq!(shown["binding"], Value::Null);
    let error = rig.admin.open_photo(&photo.id.to_string()).await.unwrap_err();
    assert_eq!(error.code(), "photo-unknown");
}

#[tokio::test]
async fn a_photo_of_another_check_order_or_time_is_told_from_its_answer() {
    let (rig, phone, mut journal) = town().await;
    journal.asked(OTHER, Interval::exactly(NOON + 9));
    journal.draft(&phone, 1, 1).send(&rig).await.is(200);
    let of_other = next_answer(&journal, Asked::Check(OTHER));
    let photo = sealed(&rig, &jpeg(1, 80), &of_other).await;
    answered(&rig, &phone, &mut journal, CHECKED, &photo).await;
    assert_eq!(binding(&rig, &photo).await, "wrong-check");

    let as_reference = next_answer(&journal, Asked::Reference);
    let photo = sealed(&rig, &jpeg(2, 80), &as_reference).await;
    answered(&rig, &phone, &mut journal, CHECKED, &photo).await;
    assert_eq!(binding(&rig, &photo).await, "wrong-check");

    // At the time of an earlier answer.
    let earlier = Binding { at: at(2).within, ..next_answer(&journal, CHECKED) };
    let photo = sealed(&rig, &jpeg(3, 80), &earlier).await;
    answered(&rig, &phone, &mut journal, CHECKED, &photo).await;
    assert_eq!(binding(&rig, &photo).await, "wrong-check");

    // At a time of which nobody knows.
    let odd = Binding { at: Interval::exactly(NOON + 77), ..next_answer(&journal, CHECKED) };
    let photo = sealed(&rig, &jpeg(4, 80), &odd).await;
    answered(&rig, &phone, &mut journal, CHECKED, &photo).await;
    assert_eq!(binding(&rig, &photo).await, "unopenable");
}

#[tokio::test]
async fn a_photo_of_another_phone_of_the_account_is_told_from_its_answer() {
    let (rig, phone, mut journal) = town().await;
    let other = Phone::new();
    other.settle(&rig, "+79161234568", NOON).await;
    let key = cose_key::thumbprint(other.device.public());
    let change = OrderChange { keys: vec![key.to_string()], ..OrderChange::default() };
    rig.admin.update_order(&journal.order.to_string(), change).await.unwrap();
    let mut theirs = journal.of_key(key);
    theirs.declare(1);
    theirs.draft(&other, 1, 1).send(&rig).await.is(200);
    let of_other = Binding { key, ..next_answer(&journal, CHECKED) };
    let photo = sealed(&rig, &jpeg(1, 80), &of_other).await;
    answered(&rig, &phone, &mut journal, CHECKED, &photo).await;
    assert_eq!(binding(&rig, &photo).await, "other-device");
}

#[tokio::test]
async fn what_no_key_opens_is_receipted_and_listed_like_any_other() {
    let (rig, phone, mut journal) = town().await;
    let blind = Photo::blind(SHORTEST);
    answered(&rig, &phone, &mut journal, CHECKED, &blind).await;
    assert_eq!(binding(&rig, &blind).await, "unopenable");
    let opened = rig.admin.open_photo(&blind.id.to_string()).await.unwrap();
    assert!(opened.jpeg.is_none());
    assert_eq!(opened.listed["binding"], "unopenable");
}

#[tokio::test]
async fn late_is_only_what_was_surely_answered_after_the_close() {
    let (rig, phone, mut journal) = town().await;
    let closes = [
        (None, "good"),
        (Some(Interval::exactly(NOON)), "late"),
        // The answer may have been given within the window.
        (Some(Interval::new(NOON, None).unwrap()), "good"),
        (Some(Interval::new(NOON, Some(NOON + 8)).unwrap()), "good"),
    ];
    for (n, (closes, expected)) in (0_u8..).zip(closes) {
        let check = CheckId::new([n; 8]);
        if let Some(closes) = closes {
            journal.asked(check, closes);
            let seq = journal.last();
            journal.draft(&phone, seq, seq).send(&rig).await.is(200);
        }
        let check = Asked::Check(check);
        let photo = sealed(&rig, &jpeg(n.into(), 80), &next_answer(&journal, check)).await;
        answered(&rig, &phone, &mut journal, check, &photo).await;
        assert_eq!(binding(&rig, &photo).await, expected, "{n}");
    }
}

#[tokio::test]
async fn the_same_bytes_and_a_picture_that_looks_alike_are_marked_with_the_photo_before() {
    let (rig, phone, mut journal) = town().await;
    let mut send = async |picture: &[u8]| {
        let photo = sealed(&rig, picture, &next_answer(&journal, CHECKED)).await;
        answered(&rig, &phone, &mut journal, CHECKED, &photo).await;
        photo
    };
    let first = send(&jpeg(1, 80)).await;
    let same = send(&jpeg(1, 80)).await;
    let alike = send(&jpeg(1, 35)).await;
    let other = send(&jpeg(5, 80)).await;
    // The same sealed photo for another check.
    let seq = journal.answer(Asked::Check(OTHER), first.id);
    journal.draft(&phone, seq, seq).send(&rig).await.is(200);
    let all = rig.admin.photos(None).await.unwrap();
    let marks: Vec<(&Value, &Value)> =
        all.iter().map(|one| (&one["same_bytes_as"], &one["looks_like"])).collect();
    let (name, none) = (json!(first.id.to_string()), Value::Null);
    let expected = [(&none, &none), (&name, &none), (&none, &name), (&none, &none), (&name, &none)];
    assert_eq!(marks, expected);
    let bindings: Vec<&Value> = all.iter().map(|one| &one["binding"]).collect();
    assert_eq!(bindings, ["good", "good", "good", "good", "wrong-check"]);
    assert!(all[1]["photo"] == same.id.to_string() && all[2]["photo"] == alike.id.to_string());
    assert_eq!(all[3]["photo"], other.id.to_string());
}

fn photo_files(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder).unwrap();
    files.filter(|file| is_photo(&file.as_ref().unwrap().path())).count()
}

fn is_photo(path: &Path) -> bool {
    path.file_name().unwrap().to_str().unwrap().starts_with("photo-")
}

#[tokio::test]
async fn what_opens_photos_is_in_a_folder_of_its_own_and_old_keys_open_old_photos() {
    let (rig, phone, mut journal) = town().await;
    let (online, photos) = (rig.home.path().join("online"), rig.home.path().join("photos"));
    assert_eq!((photo_files(&online), photo_files(&photos)), (0, 1));
    let before = photo_key(&rig).await;
    let old = sealed(&rig, &jpeg(1, 80), &next_answer(&journal, CHECKED)).await;
    rig.admin.rotate_key(KeyUse::Photo, false).await.unwrap();
    assert!(before != photo_key(&rig).await);
    answered(&rig, &phone, &mut journal, CHECKED, &old).await;
    let new = sealed(&rig, &jpeg(2, 80), &next_answer(&journal, CHECKED)).await;
    answered(&rig, &phone, &mut journal, CHECKED, &new).await;
    rig.admin.rotate_key(KeyUse::Photo, true).await.unwrap();
    assert_eq!((photo_files(&online), photo_files(&photos)), (0, 3));
    for photo in [&old, &new] {
        assert_eq!(binding(&rig, photo).await, "good");
    }
    let ready = rig.authority.ready();
    let token = std::fs::read_to_string(&ready.admin_token_file).unwrap();
    let request = rig.client.post(format!("{}/keys", ready.admin_url)).bearer_auth(token);
    let asked = request.body(json!({ "key_use": "photo" }).to_string()).send().await.unwrap();
    assert_eq!(asked.status().as_u16(), 400, "whoever serves makes none");
}

#[tokio::test]
async fn whoever_serves_needs_no_key_and_without_one_nobody_sees_what_is_in_a_photo() {
    let (rig, phone, mut journal) = town().await;
    let photo = sealed(&rig, &jpeg(1, 80), &next_answer(&journal, CHECKED)).await;
    let elsewhere = tempfile::tempdir().unwrap();
    let (photos, away) = (rig.home.path().join("photos"), elsewhere.path().join("photos"));
    std::fs::rename(&photos, &away).unwrap();
    let rig = rig.restarted(|_| ()).await;
    answered(&rig, &phone, &mut journal, CHECKED, &photo).await;
    assert_eq!(binding(&rig, &photo).await, Value::Null);
    std::fs::remove_dir(&photos).unwrap();
    std::fs::rename(&away, &photos).unwrap();
    assert_eq!(binding(&rig, &photo).await, "good");
}

/// The home as an earlier version left it: the key of photos among the others.
fn as_before(home: &Path) {
    for file in std::fs::read_dir(home.join("photos")).unwrap() {
        let path = file.unwrap().path();
        std::fs::rename(&path, home.join("online").join(path.file_name().unwrap())).unwrap();
    }
    std::fs::remove_dir(home.join("photos")).unwrap();
}

#[tokio::test]
async fn the_key_of_an_older_home_is_set_apart_at_the_next_start_or_by_the_operator() {
    let (rig, phone, mut journal) = town().await;
    let photo = sealed(&rig, &jpeg(1, 80), &next_answer(&journal, CHECKED)).await;
    answered(&rig, &phone, &mut journal, CHECKED, &photo).await;
    let home = rig.home.path().to_owned();
    let (online, photos) = (home.join("online"), home.join("photos"));
    let rig = rig.restarted(|_| as_before(&home)).await;
    assert_eq!((photo_files(&online), photo_files(&photos)), (0, 1));
    assert_eq!(binding(&rig, &photo).await, "good");
    as_before(&home);
    let admin = Admin::of(&home).unwrap();
    let opened = admin.open_photo(&photo.id.to_string()).await.unwrap();
    assert!(opened.jpeg.is_some());
    assert_eq!((photo_files(&online), photo_files(&photos)), (0, 1));
}
