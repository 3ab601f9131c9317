//! Homes: prepared once, kept, and left alone when they are somebody else's.

use doorstep::crypto::SigningKey;
use doorstep::documents::{KeyClosed, KeyUse, TrustList, cose_key};
use doorstep::model::{from_base64url, to_base64url};
use doorstep::requests::{Route, SyncReply};
use doorstep_authority::{AuthorityError, ClockSource, Settings, start};
use serde_json::json;

use crate::support::{DAY, Draft, HOUR, ISS, NOON, NUMBER, Phone, Rig, settings};

#[tokio::test]
async fn a_home_keeps_its_keys_its_port_and_its_accounts() {
    let rig = Rig::new().await;
    Phone::settled(&rig).await;
    let trust_file = std::fs::read(&rig.authority.ready().trust_file).unwrap();
    let Rig { home, authority, client, url, .. } = rig;
    assert_eq!(start(settings(home.path())).await.unwrap_err(), AuthorityError::HomeInUse);
    drop(client);
    authority.stop().await;

    let again = start(settings(home.path())).await.unwrap();
    assert_eq!(again.ready().url, url);
    assert_eq!(std::fs::read(&again.ready().trust_file).unwrap(), trust_file);
    let admin = doorstep_authority::admin::Admin::of(home.path()).unwrap();
    assert_eq!(admin.accounts().await.unwrap().len(), 1);
    again.stop().await;

    let listen = "127.0.0.1:0".parse().unwrap();
    let moved = start(Settings { listen: Some(listen), ..settings(home.path()) }).await.unwrap();
    assert!(
        std::fs::read_to_string(&moved.ready().trust_file).unwrap().contains(&moved.ready().url)
    );
    moved.stop().await;
}

#[tokio::test]
async fn a_taken_port_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let home = tempfile::tempdir().unwrap();
    let mut settings = settings(home.path());
    settings.listen = Some(taken.local_addr().unwrap());
    let error = start(settings).await.unwrap_err();
    assert_eq!((error, error.code()), (AuthorityError::PortTaken, "port-taken"));
}

#[tokio::test]
async fn an_interrupted_preparation_starts_over_and_other_folders_are_left_alone() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("root")).unwrap();
    std::fs::write(home.path().join("root/root-1.p8"), b"half").unwrap();
    start(settings(home.path())).await.unwrap().stop().await;

    std::fs::write(home.path().join("home-version"), b"2\n").unwrap();
    let error = start(settings(home.path())).await.unwrap_err();
    assert_eq!((error, error.code()), (AuthorityError::HomeNewer, "home-newer"));

    std::fs::remove_file(home.path().join("home-version")).unwrap();
    let error = start(settings(home.path())).await.unwrap_err();
    assert_eq!((error, error.code()), (AuthorityError::HomeDamaged, "home-damaged"));

    let foreign = tempfile::tempdir().unwrap();
    std::fs::write(foreign.path().join("thesis.txt"), b"mine").unwrap();
    let error = start(settings(foreign.path())).await.unwrap_err();
    assert_eq!((error, error.code()), (AuthorityError::HomeForeign, "home-foreign"));
    let error = start(settings(&foreign.path().join("thesis.txt"))).await.unwrap_err();
    assert_eq!((error, error.code()), (AuthorityError::HomeNotWritable, "home-not-writable"));
}

#[tokio::test]
async fn without_a_stopped_clock_the_time_is_the_systems() {
    let rig = Rig::with(|settings| settings.clock = ClockSource::System).await;
    let trust = rig.trust().await;
    let token = doorstep::documents::TimeToken::read(&rig.time_token().await, &trust, ISS).unwrap();
    assert!(token.iat >= trust.iat && token.iat - trust.iat < 600);
    rig.clock(NOON).await;
    let token =
        doorstep::documents::TimeToken::read(&rig.time_token().await, &rig.trust().await, ISS);
    assert_eq!(token.unwrap().iat, NOON);
}

#[tokio::test]
async fn a_home_is_served_at_the_times_at_which_its_keys_count() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let at = |second| Settings { clock: ClockSource::StoppedAt(second), ..settings(&home) };
    // 2019, 2050, and what no calendar of ours has.
    for second in [1_546_300_800, 2_524_608_000, -1, 0, i64::MIN, i64::MAX] {
        let error = start(at(second)).await.unwrap_err();
        assert_eq!((error, error.code()), (AuthorityError::TimeOutOfRange, "time-out-of-range"));
        assert!(error.to_string().contains("2020-01-01 to 2049-12-30"));
        assert!(!home.exists(), "nothing is made for it");
    }
    for second in [1_577_836_800, 2_524_521_599] {
        start(at(second)).await.unwrap().stop().await;
        std::fs::remove_dir_all(&home).unwrap();
    }
    start(at(NOON as i64)).await.unwrap().stop().await;
    assert_eq!(start(at(0)).await.unwrap_err(), AuthorityError::TimeOutOfRange);
    start(at(NOON as i64)).await.unwrap().stop().await;
}

/// Publishes the trust list as a home without a key for orders had it.
async fn forget_order_keys(rig: &Rig) {
    let mut list = rig.trust().await;
    list.keys.retain(|key| key.key_use != KeyUse::Order);
    list.serial += 1;
    let mut draft = list.draft();
    let mut keys = Vec::new();
    for file in std::fs::read_dir(rig.home.path().join("root")).unwrap() {
        let path = file.unwrap().path();
        if path.file_name().unwrap().to_str().unwrap().starts_with("root-") {
            keys.push(SigningKey::from_pkcs8(&std::fs::read(path).unwrap()).unwrap());
        }
    }
    for key in &keys[..2] {
        let signature = key.sign(&draft.to_sign(key.public())).unwrap();
        draft = draft.signed(key.public(), signature);
    }
    let ready = rig.authority.ready();
    let token = std::fs::read_to_string(&ready.admin_token_file).unwrap();
    let order = json!({ "trust": to_base64url(&draft.close()) });
    let request = rig.client.post(format!("{}/publish", ready.admin_url)).bearer_auth(token);
    assert_eq!(request.body(order.to_string()).send().await.unwrap().status().as_u16(), 204);
    for file in std::fs::read_dir(rig.home.path().join("online")).unwrap() {
        let path = file.unwrap().path();
        if path.file_name().unwrap().to_str().unwrap().starts_with("order-") {
            std::fs::remove_file(path).unwrap();
        }
    }
}

fn orders(list: &TrustList) -> usize {
    list.keys_for(KeyUse::Order).count()
}

#[tokio::test]
async fn an_older_home_gets_a_key_for_orders_with_its_next_trust_list_and_signs_ends_by_it() {
    let rig = Rig::new().await;
    assert_eq!(orders(&rig.trust().await), 1, "a new home has one");
    let old = Phone::settled(&rig).await;
    rig.clock(NOON + HOUR).await;
    Phone::new().settle(&rig, NUMBER, NOON + HOUR).await;
    let after = NOON + HOUR + 3 * DAY;
    rig.clock(after).await;
    forget_order_keys(&rig).await;
    let sync = async |rig: &Rig, at| -> SyncReply {
        Draft::new(Route::Sync, &json!({}), old.dev()).at(at).send(rig).await.is(200).json()
    };
    let reply = sync(&rig, after).await;
    assert_eq!(reply.closed.as_deref(), Some("number-moved"));
    assert!(reply.key_closed.is_none(), "what nobody can sign is not said as if it were");

    let serial = rig.trust().await.serial;
    let rig = rig.restarted(|_| ()).await;
    rig.clock(after).await;
    let trust = rig.trust().await;
    assert!(trust.serial > serial && orders(&trust) == 1);
    let word = from_base64url(&sync(&rig, after).await.key_closed.unwrap()).unwrap();
    let closed = KeyClosed::read(&word, &trust, ISS).unwrap();
    assert!(word.len() <= 1024);
    assert_eq!(
        (closed.key, closed.why.as_str()),
        (cose_key::thumbprint(old.device.public()), "number-moved")
    );
    assert_eq!((closed.at, closed.iat, closed.chain), (after, after, None));
    let key = crate::support::new_key();
    let request = crate::support::pass_request(4, &key);
    let answer = crate::support::pass_draft(&old, &key, &request).at(after).send(&rig).await;
    let problem = answer.problem(403, "key-closed");
    let word = from_base64url(problem["key_closed"].as_str().unwrap()).unwrap();
    assert_eq!(KeyClosed::read(&word, &trust, ISS).unwrap(), closed);
}

#[tokio::test]
async fn where_the_root_keys_are_kept_elsewhere_the_operator_adds_the_key() {
    let rig = Rig::new().await;
    forget_order_keys(&rig).await;
    let (root, away) = (rig.home.path().join("root"), tempfile::tempdir().unwrap());
    let names = |folder: &std::path::Path| -> Vec<std::ffi::OsString> {
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name()).collect()
    };
    for name in names(&root) {
        std::fs::copy(root.join(&name), away.path().join(&name)).unwrap();
        std::fs::remove_file(root.join(&name)).unwrap();
    }
    let rig = rig.restarted(|_| ()).await;
    assert_eq!(orders(&rig.trust().await), 0, "it serves all the same");
    for name in names(away.path()) {
        std::fs::copy(away.path().join(&name), root.join(&name)).unwrap();
    }
    rig.admin.rotate_key(KeyUse::Order, false).await.unwrap();
    assert_eq!(orders(&rig.trust().await), 1);
    rig.admin.rotate_key(KeyUse::Order, true).await.unwrap();
    assert_eq!(orders(&rig.trust().await), 2, "the one that was withdrawn stays listed");
}

#[tokio::test]
async fn every_way_to_a_next_trust_list_adds_the_key_that_an_older_home_lacks() {
    let rig = Rig::new().await;
    for way in ["clock", "key changed", "key withdrawn", "root changed"] {
        forget_order_keys(&rig).await;
        let before = rig.trust().await;
        assert_eq!(orders(&before), 0);
        match way {
            "clock" => rig.clock(NOON + 60).await,
            "key changed" => rig.admin.rotate_key(KeyUse::Pass, false).await.unwrap(),
            "key withdrawn" => {
                let keys = rig.admin.keys().await.unwrap();
                rig.admin.withdraw_key(&keys[0].name).await.unwrap();
            }
            _ => rig.admin.rotate_root().await.unwrap(),
        }
        let keys = rig.admin.keys().await.unwrap();
        let orders: Vec<&str> = keys
            .iter()
            .filter(|key| key.key_use == "order")
            .map(|key| key.status.as_str())
            .collect();
        assert_eq!(orders, ["signing"], "{way}");
        let others = |key_use| before.keys_for(key_use).count();
        let kept = keys.iter().filter(|key| key.key_use == "stamp").count();
        assert_eq!(kept, others(KeyUse::Stamp), "{way}: of other uses nothing is added");
    }
}
