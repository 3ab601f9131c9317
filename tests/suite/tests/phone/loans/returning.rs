//! A lent phone goes back empty, also if its process dies or something fails at any call.

use std::sync::Arc;

use doorstep::documents::WipeCertificate;
use doorstep::error::Code;
use doorstep::loan::LoanState;
use doorstep::ports::Vault as _;
use doorstep_suite::small_disk::SmallDisk;
use doorstep_suite::strike::{Fault, Port, until_killed};
use doorstep_suite::test_env::TestEnv;

use super::{Lent, NUMBER, invited, take};

/// More calls than a return has.
const MOST_CALLS: usize = 400;

#[tokio::test]
async fn it_tells_what_waits_and_then_knows_nothing() {
    let lent = Lent::running().await;
    lent.stays(3);
    let returned = lent.phone.client().return_loan().await.unwrap();
    assert!(returned.told);
    assert_eq!(give_back(&lent), ["loan-wiped", "loan-wipe-told"]);
    let bytes = WipeCertificate::bytes_of(&returned.certificate).unwrap();
    let certificate = WipeCertificate::claimed(&bytes).unwrap();
    assert!(certificate.h.is_some() && certificate.destroyed >= 3);
    // What was written before it stands at the authority, whole.
    let listed = lent.env.admin.reports(&lent.order, 1).await.unwrap();
    assert_eq!(listed["gaps"], serde_json::json!([]));
    assert!(listed["items"].as_array().unwrap().iter().any(|item| item["kind"] == "presence"));
    is_wiped(&lent, &returned.certificate);
    let loans = lent.env.admin.loans().await.unwrap();
    assert_eq!(loans[0].certificate.as_deref(), Some(returned.certificate.as_str()));
    assert_eq!((loans[0].state.as_str(), loans[0].number.as_str()), ("returned", NUMBER));
    // Again is nothing left to do, and the same certificate.
    assert_eq!(lent.phone.client().return_loan().await.unwrap(), returned);
}

/// What whoever takes it back reads, by its keys.
fn give_back(lent: &Lent) -> Vec<String> {
    lent.loan().unwrap().give_back.into_iter().map(|said| said.key).collect()
}

/// Nothing of anybody is known, and no key is left that signs.
fn is_wiped(lent: &Lent, certificate: &str) {
    let loan = lent.loan().unwrap();
    assert_eq!(loan.state, LoanState::Wiped);
    assert_eq!((loan.number, loan.certificate.as_deref()), (None, Some(certificate)));
    assert_eq!(loan.emergency, ["112"]);
    assert!(lent.phone.client().orders(doorstep_suite::phone::ME).unwrap().is_empty());
    for kind in ["dev", "sos", "pass"] {
        let prefix = format!("doorstep/1/{kind}/");
        assert_eq!(lent.phone.vault.aliases(&prefix).unwrap(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn without_a_network_it_is_wiped_all_the_same_and_shows_so() {
    let lent = Lent::running().await;
    lent.stays(1);
    lent.network.switch(false);
    let returned = lent.phone.client().return_loan().await.unwrap();
    assert!(!returned.told);
    assert_eq!(give_back(&lent), ["loan-wiped", "loan-wipe-untold"]);
    is_wiped(&lent, &returned.certificate);
    assert_eq!(lent.listed().await, ["running"]);
    // The clerk scans what it shows; another code is none.
    let entry = lent.env.admin.return_loan(&returned.certificate).await.unwrap();
    assert_eq!(entry.state, "returned");
    let (other, _) = lent.env.phone();
    take(&other, &invited(&lent.env).await).await;
    assert!(lent.env.admin.return_loan("DSW1:BB8").await.is_err());
}

#[tokio::test]
async fn a_phone_that_is_not_lent_is_not_returned() {
    let lent = Lent::taken().await;
    let (phone, _) = lent.env.phone();
    assert_eq!(phone.client().return_loan().await.unwrap_err().code, Code::NotRegistered);
    let (resident, _) = lent.env.resident().await;
    assert_eq!(resident.client().return_loan().await.unwrap_err().code, Code::NotRegistered);
    assert_eq!(resident.state(), "registered");
}

/// At every call of every port, each time on a phone of its own: it goes on where it was, and says that it
/// is wiped only when it is.
async fn goes_on_after(fault: Fault, port: Port) {
    let env = Arc::new(TestEnv::new().await);
    let mut n = 1;
    loop {
        let mut lent = Lent::running_of(&env, &format!("K-{n}")).await;
        lent.stays(1);
        lent.phone.strike.at(port, fault, n);
        let client = lent.phone.client();
        let first = until_killed(client.return_loan()).await;
        drop(client);
        let has_struck = lent.phone.strike.has_struck();
        lent.phone.strike.heal();
        if let Some(Err(error)) = &first {
            assert_ne!(error.code, Code::CoreFailed);
            assert_ne!(lent.loan().map(|loan| loan.state), Some(LoanState::Wiped), "{port:?} {n}");
        }
        // The process is another, and the same goes on.
        lent.phone.start();
        let returned = lent.phone.client().return_loan().await.unwrap();
        is_wiped(&lent, &returned.certificate);
        if !has_struck {
            assert!(n > 1, "{port:?} is called");
            return;
        }
        n = if n < 24 { n + 1 } else { n + 7 };
        assert!(n < MOST_CALLS);
    }
}

#[tokio::test]
async fn it_goes_on_wherever_the_vault_failed() {
    goes_on_after(Fault::FailsOnce, Port::Vault).await;
}

#[tokio::test]
async fn it_goes_on_wherever_it_was_killed_at_the_vault() {
    goes_on_after(Fault::KilledBefore, Port::Vault).await;
    goes_on_after(Fault::KilledAfter, Port::Vault).await;
}

#[tokio::test]
async fn it_goes_on_wherever_it_was_killed_at_a_signature() {
    goes_on_after(Fault::KilledAfter, Port::Signature).await;
}

#[tokio::test]
async fn it_goes_on_wherever_it_was_killed_at_the_store() {
    goes_on_after(Fault::KilledBefore, Port::Store).await;
}

#[tokio::test]
async fn it_goes_on_wherever_it_was_killed_at_the_network() {
    goes_on_after(Fault::KilledBefore, Port::Network).await;
    goes_on_after(Fault::KilledAfter, Port::Network).await;
}

#[tokio::test]
async fn a_vault_that_deletes_nothing_is_told_and_never_called_wiped() {
    let mut lent = Lent::running().await;
    lent.network.switch(false);
    let mut calls = 1;
    // Whatever it still does before it fails for good.
    loop {
        lent.phone.strike.at(Port::Vault, Fault::FailsForEver, calls);
        let returned = lent.phone.client().return_loan().await;
        let has_struck = lent.phone.strike.has_struck();
        lent.phone.strike.heal();
        match returned {
            Ok(returned) => {
                assert!(!has_struck);
                is_wiped(&lent, &returned.certificate);
                return;
            }
            Err(error) => {
                assert_eq!(error.code, Code::VaultBusy);
                assert_ne!(lent.loan().map(|loan| loan.state), Some(LoanState::Wiped));
            }
        }
        calls += 1;
        if calls > 12 {
            lent.phone.start();
        }
    }
}

#[tokio::test]
async fn a_full_disk_is_told_and_retried() {
    let env = Arc::new(TestEnv::new().await);
    let order = super::order_for(&env, NUMBER).await;
    let (mut phone, network) = env.phone();
    let Some(disk) = SmallDisk::under(&mut phone) else { return };
    phone.start();
    take(&phone, &invited(&env).await).await;
    let lent = Lent { env, phone, network, order };
    lent.sync().await;
    lent.hand_over().await;
    disk.fill();
    match lent.phone.client().return_loan().await {
        // In the room that was kept for it.
        Ok(returned) => is_wiped(&lent, &returned.certificate),
        Err(error) => {
            assert_eq!(error.code, Code::StorageFull);
            assert_ne!(lent.loan().map(|loan| loan.state), Some(LoanState::Wiped));
            disk.make_room();
            let returned = lent.phone.client().return_loan().await.unwrap();
            is_wiped(&lent, &returned.certificate);
        }
    }
}
