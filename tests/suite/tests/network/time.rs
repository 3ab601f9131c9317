//! A server with the authority's key and a clock that stands in 1970: what the authority has
//! signed before is a lower bound that no later word takes back.

use doorstep::client::RegistrationResult;
use doorstep::pass::PassState;
use doorstep::ports::{Clock as _, Reading};
use doorstep::time::TrustedTime;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::issuer::NOW;
use doorstep_suite::phone::{Phone, clock};

#[tokio::test]
async fn a_time_in_1970_changes_nothing() {
    let env = clock();
    let authority = FakeAuthority::new(&env);
    let mut phone = Phone::before(&authority, &env);
    assert!(matches!(phone.register().await, Ok(RegistrationResult::CodeSent { .. })));
    phone.confirm(&authority.last_code()).await.unwrap();
    phone.pass("groceries").await;
    // The same authority before a clock of 1970; the phone's own goes on.
    let own = clock();
    phone.clock = own.clone();
    phone.start();
    own.advance_ms(1000);
    env.advance_ms(-i64::try_from(NOW).unwrap() * 1000 + 5000);
    phone.sync().await;
    assert_eq!(phone.passes()[0].state, PassState::Valid);
    let snapshot = phone.snapshot();
    assert_eq!(snapshot.lists.age.name(), "current");
    assert_eq!(snapshot.in_force, Some(true));
}

#[test]
fn no_token_lowers_what_was_signed() {
    let clock = clock();
    let reading: Reading = clock.read();
    let mut time = TrustedTime::since(NOW);
    time.take_token(5, &reading, &reading);
    assert!(time.at(&reading).lo_s() >= NOW);
    clock.reboot();
    assert!(time.at(&clock.read()).lo_s() >= NOW, "all that is left after a reboot");
    // One that came too slowly tells only that it is not earlier; here it tells nothing.
    let mut time = TrustedTime::since(NOW);
    let late = Reading { elapsed_ms: reading.elapsed_ms + 11_000, ..reading.clone() };
    time.take_token(5, &reading, &late);
    assert!(time.at(&late).lo_s() >= NOW);
}
