//! Homes: prepared once, kept, and left alone when they are somebody else's.

use doorstep_authority::{AuthorityError, Settings, start};

use crate::support::{ISS, NOON, Phone, Rig, settings};

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
    let rig = Rig::with(|settings| settings.at = None).await;
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
    let at = |second| Settings { at: Some(second), ..settings(&home) };
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
