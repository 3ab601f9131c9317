//! A key store that loses the key of the app's data, and finds it again.

use std::fs;

use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{ME, Phone, clock};

fn is_told(phone: &Phone) -> bool {
    phone.snapshot().warnings.iter().any(|warning| warning.key == "keys-lost")
}

#[tokio::test]
async fn keys_that_come_back_bring_everything_with_them() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    let pass = phone.pass("groceries").await;
    let vault = phone.home.path().join("vault");
    let away = phone.home.path().join("away");
    phone.kill();
    fs::rename(&vault, &away).unwrap();
    for _ in 0..2 {
        phone.start();
        assert_eq!((phone.state(), phone.passes().len()), ("not-registered", 0));
        assert!(is_told(&phone));
        phone.kill();
    }
    // The key store has what it lost beside what it made meanwhile.
    for file in fs::read_dir(&away).unwrap() {
        let file = file.unwrap();
        fs::rename(file.path(), vault.join(file.file_name())).unwrap();
    }
    phone.start();
    assert_eq!((phone.state(), phone.passes()[0].id), ("registered", pass.id));
    assert!(!is_told(&phone));
    phone.pass("pharmacy").await;
}

#[tokio::test]
async fn whoever_registers_under_a_key_that_stands_in_keeps_what_they_have() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    let vault = phone.home.path().join("vault");
    let away = phone.home.path().join("away");
    phone.kill();
    fs::rename(&vault, &away).unwrap();
    phone.start();
    clock.advance_ms(120_000);
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    let pass = phone.pass("groceries").await;
    phone.kill();
    for file in fs::read_dir(&away).unwrap() {
        let file = file.unwrap();
        fs::rename(file.path(), vault.join(file.file_name())).unwrap();
    }
    phone.start();
    assert_eq!((phone.state(), phone.passes()[0].id), ("registered", pass.id));
    assert!(phone.client().emergency(ME, None).shown.is_some());
}
