//! Changed keys: what is published, and what a withdrawn key's passes are made good by.

use doorstep::documents::{KeyUse, Root, TrustList};
use doorstep::requests::{PassReply, PassRequest, Route};
use doorstep_authority::admin::{Admin, AdminError};

use crate::support::{DAY, HOUR, NOON, Phone, Rig, new_key, pass_draft, pass_request, settings};

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
    assert!(keys[0].verify_until >= NOON + 60 + 31 * DAY);
    assert_eq!(keys[2].sign_from, NOON + 60, "a new one stands by");
    // A month later it is of no use to anybody.
    rig.clock(NOON + 40 * DAY).await;
    rig.admin.rotate_key(KeyUse::Stamp, false).await.unwrap();
    let later = trust(&rig, 1).await;
    assert!(later.keys.iter().all(|key| key.key != old[0].key));
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
async fn uses_without_keys_are_refused_and_change_nothing() {
    let rig = Rig::new().await;
    for key_use in [KeyUse::Order, KeyUse::Photo, KeyUse::Receipt] {
        assert_eq!(rig.admin.rotate_key(key_use, false).await, Err(AdminError::Refused));
    }
    assert_eq!(trust(&rig, 1).await.serial, 1);
}

#[tokio::test]
async fn the_rest_of_a_withdrawn_pass_is_given_once_and_to_its_holder_alone() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let ask = async |phone: &Phone, request: &PassRequest, at: u64| {
        pass_draft(phone, &holder, request).at(at).send(&rig).await
    };
    let first: PassReply = ask(&phone, &pass_request(GROCERIES, &holder), NOON).await.json();
    let old = rig.open_pass(&first.pass).await;
    let instead = |purpose: u64| PassRequest {
        instead: Some(old.id.to_string()),
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
    let nobody = PassRequest { instead: Some("AAAAAAAAAAA".into()), ..instead(GROCERIES) };
    ask(&phone, &nobody, now).await.problem(404, "unknown");
    let nonsense = PassRequest { instead: Some("?".into()), ..instead(GROCERIES) };
    ask(&phone, &nonsense, now).await.problem(400, "malformed");
    let beyond = PassRequest { from: Some(old.exp), ..instead(GROCERIES) };
    ask(&phone, &beyond, now).await.problem(400, "malformed");

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
