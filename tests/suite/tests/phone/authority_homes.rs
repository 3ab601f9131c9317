//! The authority's home: reused with its keys and data, and told plainly when it cannot be served.

use doorstep::client::RegistrationResult;
use doorstep::inspection::Verdict;
use doorstep_authority::{ClockSource, Settings, start};
use doorstep_suite::issuer::NOW;
use doorstep_suite::test_env::TestEnv;

#[tokio::test]
async fn a_home_that_exists_goes_on_where_it_was() {
    let mut env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let pass = phone.pass("groceries").await;
    let url = env.url();
    let before = env.admin.accounts().await.unwrap();
    env = env.restarted(i64::try_from(NOW + 60).unwrap()).await;
    env.clock.advance_ms(60_000);
    assert_eq!(env.url(), url, "where it listened before");
    assert_eq!(env.admin.accounts().await.unwrap(), before);
    assert_eq!(phone.sync().await.problem, None, "its keys are the same");
    let second = phone.pass("pharmacy").await;
    assert_ne!(second.id, pass.id);
    assert_eq!(env.inspect(&phone.show()).await.answer.verdict, Verdict::Valid);
    let (other, _) = env.phone();
    assert!(matches!(
        other.client().register(doorstep_suite::phone::ME, "+79260000000", None, None).await,
        Ok(RegistrationResult::CodeSent { .. })
    ));
}

fn settings(home: &std::path::Path) -> Settings {
    let clock = ClockSource::System;
    Settings { home: home.to_owned(), listen: None, clock, strict_budgets: false, region: None }
}

#[tokio::test]
async fn a_port_that_is_taken_is_an_error_and_no_panic() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let home = tempfile::tempdir().unwrap();
    let listen = Some(taken.local_addr().unwrap());
    let error = start(Settings { listen, ..settings(home.path()) }).await.unwrap_err();
    assert!(!error.to_string().is_empty());
    // The home is as good as before.
    let authority = start(settings(home.path())).await.unwrap();
    authority.stop().await;
}

#[tokio::test]
async fn one_home_is_served_once() {
    let env = TestEnv::new().await;
    assert!(start(settings(env.home.path())).await.is_err());
    assert!(env.admin.accounts().await.is_ok(), "the first goes on");
}

#[tokio::test]
async fn a_home_that_is_a_file_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("home");
    std::fs::write(&file, b"mine").unwrap();
    assert!(start(settings(&file)).await.is_err());
    assert_eq!(std::fs::read(&file).unwrap(), b"mine");
}
