//! Homes: prepared once, kept, and left alone when they are somebody else's.

use doorstep_authority::{AuthorityError, start};

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
    let moved =
        start(doorstep_authority::Settings { listen: Some(listen), ..settings(home.path()) })
            .await
            .unwrap();
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
