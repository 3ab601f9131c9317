//! Changed keys: what is published, and what a withdrawn key's passes are made good by.

use doorstep::documents::{DenyList, KeyUse, Root, TrustList};
use doorstep::requests::{PassReply, PassRequest, Route};
use doorstep_authority::admin::{Admin, AdminError};
use doorstep_authority::{ClockSource, Settings};

use crate::support::{DAY, HOUR, ISS, NOON, Phone, Rig, ask_pass, new_key, pass_request, settings};

const GROCERIES: u64 = 1;
const PHARMACY: u64 = 2;

/// The trust list under the root that is published now.
async fn trust(rig: &Rig, serial: u64) -> TrustList {
    let mut root = Root::first(&rig.document(Route::Root(1)).await).unwrap();
    for serial in 2..=serial {
        root = root.next(&rig.document(Route::Root(serial)).await).unwrap();
    }
    TrustList::read(&rig.document(Route::Trust).await, &root).unwrap()
}

#[tokio::test]
async fn a_key_that_has_served_its_time_is_listed_until_its_last_pass_ends() {
    let rig = Rig::new().await;
    let before = trust(&rig, 1).await;
    rig.clock(NOON + 60).await;
    rig.admin.rotate_key(KeyUse::Pass, false).await.unwrap();
    let after = trust(&rig, 1).await;
    assert_eq!(after.serial, before.serial + 1);
    let keys: Vec<_> = after.keys_for(KeyUse::Pass).collect();
    let old: Vec<_> = before.keys_for(KeyUse::Pass).collect();
    assert_eq!(keys.len(), 3);
    assert_eq!((&keys[0].key, &keys[1].key), (&old[0].key, &old[1].key));
    assert_eq!((keys[0].sign_until, keys[0].revoked_at), (NOON + 60, None));
    // A pass may be booked for the last day of the rules, and last a month.
    assert!(keys[0].verify_until >= NOON + 60 + (30 + 31) * DAY);
    let standing = async || -> Vec<String> {
        let keys = rig.admin.keys().await.unwrap();
        keys.into_iter().filter(|key| key.key_use == "pass").map(|key| key.status).collect()
    };
    assert_eq!(standing().await, ["retired", "signing", "standby"]);
    // Two months later it is of no use to anybody.
    rig.clock(NOON + 70 * DAY).await;
    rig.admin.rotate_key(KeyUse::Stamp, false).await.unwrap();
    let later = trust(&rig, 1).await;
    assert!(later.keys.iter().all(|key| key.key != old[0].key));
}

#[tokio::test]
async fn a_key_that_signs_no_more_is_withdrawn_by_its_name_and_leaves_the_others() {
    let rig = Rig::new().await;
    let first = rig.admin.keys().await.unwrap();
    let name = &first.iter().find(|key| key.status == "signing").unwrap().name;
    rig.clock(NOON + 60).await;
    rig.admin.rotate_key(KeyUse::Pass, false).await.unwrap();
    let before = rig.admin.keys().await.unwrap();
    rig.admin.withdraw_key(&name[..10]).await.unwrap();
    // Said twice it is still the one that is withdrawn.
    rig.admin.withdraw_key(name).await.unwrap();
    let after = rig.admin.keys().await.unwrap();
    assert_eq!(after.len(), before.len());
    for (before, after) in before.iter().zip(&after) {
        let expected = if before.name == *name { "withdrawn" } else { &before.status };
        assert_eq!(after.status, expected);
    }
    // The one that stands by is followed by another.
    let by = &after.iter().find(|key| key.status == "standby").unwrap().name;
    rig.admin.withdraw_key(by).await.unwrap();
    let keys = rig.admin.keys().await.unwrap();
    assert_eq!(keys.iter().filter(|key| key.status == "standby").count(), 1);
    for nobody in ["AAAAAAAAAAAA", ""] {
        assert_eq!(rig.admin.withdraw_key(nobody).await, Err(AdminError::KeyUnknown));
    }
}

#[tokio::test]
async fn a_clock_that_is_put_back_finds_the_keys_that_were_changed_since() {
    let rig = Rig::new().await;
    for key_use in [KeyUse::Rules, KeyUse::Stamp, KeyUse::Status, KeyUse::Time] {
        rig.admin.rotate_key(key_use, true).await.unwrap();
    }
    rig.clock(NOON - DAY).await;
    let Rig { home, authority, .. } = rig;
    authority.stop().await;
    let clock = ClockSource::StoppedAt(i64::try_from(NOON - 2 * DAY).unwrap());
    let settings = Settings { clock, ..settings(home.path()) };
    let again = doorstep_authority::start(settings).await.unwrap();
    again.stop().await;
}

#[tokio::test]
async fn a_new_root_is_vouched_for_by_both_and_destroys_the_old_keys() {
    let rig = Rig::new().await;
    let files = || {
        let folder = std::fs::read_dir(rig.home.path().join("root")).unwrap();
        let mut names: Vec<_> = folder.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = files();
    rig.admin.rotate_root().await.unwrap();
    rig.admin.rotate_root().await.unwrap();
    let list = trust(&rig, 3).await;
    assert_eq!(list.serial, 3);
    rig.get("/v1/roots/4").await.problem(404, "unknown");
    let after = files();
    assert_eq!(after.len(), before.len());
    let kept = before.iter().filter(|name| after.contains(name)).count();
    assert_eq!(kept, 1, "the certification authority's key alone");
    // The old root alone does not open the list any more.
    let first = Root::first(&rig.document(Route::Root(1)).await).unwrap();
    assert!(TrustList::read(&rig.document(Route::Trust).await, &first).is_err());
}

#[tokio::test]
async fn keys_of_quarantine_change_as_all_others_do() {
    let rig = Rig::new().await;
    for (serial, key_use) in [(2, KeyUse::Order), (3, KeyUse::Receipt), (4, KeyUse::Photo)] {
        let before = trust(&rig, 1).await.good_keys(key_use, "XX-REF");
        assert_eq!(before.len(), 1, "{key_use:?}");
        rig.admin.rotate_key(key_use, false).await.unwrap();
        let list = trust(&rig, 1).await;
        assert_eq!(list.serial, serial);
        assert_ne!(list.good_keys(key_use, "XX-REF").last(), before.last(), "{key_use:?}");
    }
}

#[tokio::test]
async fn the_rest_of_a_withdrawn_pass_is_given_once_and_to_its_holder_alone() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let ask = async |phone: &Phone, request: &PassRequest, at: u64| {
        ask_pass(&rig, phone, request, at).await
    };
    let first: PassReply = ask(&phone, &pass_request(GROCERIES, &holder), NOON).await.json();
    let old = rig.open_pass(&first.pass).await;
    let instead = |purpose: u64| PassRequest {
        replaces: Some(old.id.to_string()),
        ..pass_request(purpose, &holder)
    };
    // While its key counts there is nothing to make good.
    ask(&phone, &instead(GROCERIES), NOON).await.problem(422, "pass-over");
    rig.clock(NOON + HOUR).await;
    rig.admin.rotate_key(KeyUse::Pass, true).await.unwrap();
    let now = NOON + HOUR;
    let other = Phone::new();
    other.settle(&rig, "+79161234568", now).await;
    ask(&other, &instead(GROCERIES), now).await.problem(404, "unknown");
    ask(&phone, &instead(PHARMACY), now).await.problem(422, "pass-over");
    let nobody = PassRequest { replaces: Some("AAAAAAAAAAA".into()), ..instead(GROCERIES) };
    ask(&phone, &nobody, now).await.problem(404, "unknown");
    let nonsense = PassRequest { replaces: Some("?".into()), ..instead(GROCERIES) };
    ask(&phone, &nonsense, now).await.problem(400, "malformed");

    let made_good: PassReply = ask(&phone, &instead(GROCERIES), now).await.is(201).json();
    let new = rig.open_pass(&made_good.pass).await;
    assert_eq!((new.nbf, new.exp), (now, old.exp), "the rest of its time");
    assert!(made_good.quota.is_none() && made_good.code.is_some());
    ask(&phone, &instead(GROCERIES), now).await.problem(422, "pass-over");
    // The two of the day: the first one, and one more.
    ask(&phone, &pass_request(GROCERIES, &holder), now).await.is(201);
    ask(&phone, &pass_request(GROCERIES, &holder), now).await.problem(422, "quota-used");
}

#[tokio::test]
async fn what_was_booked_stays_booked_and_revoking_the_first_revokes_what_came_in_its_place() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let ask = async |request: &PassRequest, at: u64| -> PassReply {
        ask_pass(&rig, &phone, request, at).await.is(201).json()
    };
    let later = PassRequest { from: Some(NOON + 24 * HOUR), ..pass_request(PHARMACY, &holder) };
    let booked = rig.open_pass(&ask(&later, NOON).await.pass).await;
    rig.clock(NOON + HOUR).await;
    rig.admin.rotate_key(KeyUse::Pass, true).await.unwrap();
    let instead =
        PassRequest { replaces: Some(booked.id.to_string()), ..pass_request(PHARMACY, &holder) };
    let new = rig.open_pass(&ask(&instead, NOON + HOUR).await.pass).await;
    assert_eq!((new.nbf, new.exp), (booked.nbf, booked.exp));
    // The operator knows the first one's name, from a receipt or a complaint.
    rig.admin.revoke(&booked.id.to_string()).await.unwrap();
    let deny = DenyList::read(&rig.document(Route::Deny).await, &trust(&rig, 1).await, ISS);
    let deny = deny.unwrap();
    assert!(deny.denied_from(booked.id).is_some() && deny.denied_from(new.id).is_some());
}

#[tokio::test]
async fn a_home_of_changed_keys_opens_again() {
    let rig = Rig::new().await;
    rig.admin.rotate_root().await.unwrap();
    for key_use in [KeyUse::Pass, KeyUse::Rules, KeyUse::Stamp, KeyUse::Status, KeyUse::Time] {
        rig.admin.rotate_key(key_use, true).await.unwrap();
    }
    let Rig { home, authority, .. } = rig;
    authority.stop().await;
    let again = doorstep_authority::start(settings(home.path())).await.unwrap();
    let admin = Admin::of(home.path()).unwrap();
    admin.rotate_root().await.unwrap();
    again.stop().await;
}
