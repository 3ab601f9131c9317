//! A wire that is cut at any byte of a conversation, either way, while the phone dies: nothing is lost, and
//! nothing is there twice.

use doorstep::crypto::SystemRandom;
use doorstep::ports::Random;
use doorstep_suite::relay::{Relay, To};

use super::Patient;

/// Between two bytes at which it is cut; from which one on, is drawn.
const STEP: u64 = 61;
/// Cuts of one phone: its journal is read whole after each.
const OF_ONE: usize = 100;

/// A patient behind a wire.
async fn behind_a_wire() -> (Patient, Relay) {
    let mut patient = Patient::telling_places().await;
    patient.sync().await;
    let relay = Relay::before(&patient.env.url());
    patient.phone.transport = relay.transport(&patient.phone.url);
    patient.phone.start();
    (patient, relay)
}

/// Whether the wire was cut before everything was said. The phone dies in the same moment, or has still
/// heard that there is no network.
async fn is_cut_after(
    patient: &mut Patient,
    relay: &Relay,
    to: To,
    bytes: u64,
    hears: bool,
) -> bool {
    println!("{bytes} bytes to {to:?}");
    patient.stays(1);
    relay.cut_after(to, bytes);
    tokio::select! {
        _ = patient.phone.sync() => {}
        () = relay.cut(), if !hears => {}
    }
    patient.phone.start();
    let is_cut = relay.heal();
    patient.phone.wait_s(180);
    patient.sync().await;
    patient.is_all_told().await;
    assert_eq!((patient.many("epoch"), patient.many("aside")), (0, 0));
    is_cut
}

async fn at_any_byte(to: To) {
    let is_long = std::env::var("DOORSTEP_LONG").is_ok_and(|value| value == "true");
    let random: &dyn Random = &SystemRandom::default();
    let [drawn] = random.draw().unwrap();
    let (step, mut at) = if is_long { (1, 0) } else { (STEP, u64::from(drawn) % STEP) };
    let (mut patient, mut relay) = behind_a_wire().await;
    let mut cuts = 0;
    while is_cut_after(&mut patient, &relay, to, at, cuts % 2 == 0).await {
        cuts += 1;
        at += step;
        if cuts % OF_ONE == 0 {
            (patient, relay) = behind_a_wire().await;
        }
    }
    assert!(at > 1_000, "a conversation has more: {at}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_that_is_cut_at_any_byte_to_the_authority_loses_and_doubles_nothing() {
    at_any_byte(To::Authority).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_that_is_cut_at_any_byte_to_the_phone_loses_and_doubles_nothing() {
    at_any_byte(To::Phone).await;
}
