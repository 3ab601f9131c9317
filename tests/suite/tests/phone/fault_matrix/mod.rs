//! Every call of the store, of the vault, for a draw and of the network, struck in every way that its port
//! can fail, while a resident or a patient does something. Each cell of the matrix is a thing that is done,
//! a port and a fault. After each blow the authority's ledger and the phone's journal are as without it.
//!
//! `cargo test -p doorstep-suite --test phone fault_matrix -- --nocapture` prints a line a port of each
//! scenario: the calls that were struck in each cell. A kill is tried before each statement of the store;
//! of other calls the first, the last and a drawn one. `DOORSTEP_LONG=true` strikes all of them.

mod changes;
mod patients;
mod residents;

use std::collections::BTreeSet;

use doorstep::crypto::SystemRandom;
use doorstep::ports::Random;
use doorstep_suite::strike::{Fault, Port, Strike};

/// A struck phone is exchanged for a new one after so many blows: an order ends.
const BLOWS_OF_ONE: usize = 16;

/// The call that is struck, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Blow {
    port: Port,
    fault: Fault,
    /// The n-th call of the port, from 1.
    n: usize,
}

impl Blow {
    fn arm(blow: Option<Self>, strike: &Strike) {
        match blow {
            Some(Self { port, fault, n }) => strike.at(port, fault, n),
            None => strike.heal(),
        }
    }
}

/// How a story went on.
struct Went {
    has_struck: bool,
    /// Calls of each port until the blow and after it.
    calls: [usize; Port::ALL.len()],
}

impl Went {
    fn under(strike: &Strike) -> Self {
        Self { has_struck: strike.has_struck(), calls: Port::ALL.map(|port| strike.seen(port)) }
    }
}

/// Something that a person or a phone does, again and again.
trait Scenario: std::fmt::Debug + Copy {
    /// Whom it happens to, until it is struck too often.
    type World;

    /// The ports that it calls.
    fn ports(self) -> Vec<Port>;

    async fn world(self) -> Self::World;

    /// Lets it happen under this blow, and go on until it is done: then all is right.
    async fn happens_under(self, world: &mut Self::World, blow: Option<Blow>) -> Went;
}

/// How many cells a scenario has.
fn cells<S: Scenario>(scenario: S) -> usize {
    scenario.ports().iter().map(|port| port.faults().len()).sum()
}

fn struck_calls(port: Port, fault: Fault, calls: usize) -> BTreeSet<usize> {
    let is_long = std::env::var("DOORSTEP_LONG").is_ok_and(|value| value == "true");
    if is_long || (port, fault) == (Port::Store, Fault::KilledBefore) {
        return (1..=calls).collect();
    }
    let random: &dyn Random = &SystemRandom::default();
    let drawn = usize::from(u16::from_be_bytes(random.draw().unwrap()));
    [1, 1 + drawn % calls, calls].into()
}

/// Strikes every cell of a scenario.
async fn strikes<S: Scenario>(scenario: S) {
    let mut world = scenario.world().await;
    let undisturbed = scenario.happens_under(&mut world, None).await.calls;
    let called = Port::ALL.into_iter().filter(|port| undisturbed[*port as usize] > 0);
    assert_eq!(called.collect::<Vec<_>>(), scenario.ports(), "{scenario:?}");
    let mut blows = 0;
    for port in scenario.ports() {
        let calls = undisturbed[port as usize];
        let mut line = format!("{scenario:?} {}: {calls} calls", port.name());
        for fault in port.faults() {
            let mut struck = 0;
            for n in struck_calls(port, *fault, calls) {
                blows += 1;
                if blows % BLOWS_OF_ONE == 0 {
                    world = scenario.world().await;
                }
                let blow = Blow { port, fault: *fault, n };
                let went = scenario.happens_under(&mut world, Some(blow)).await;
                struck += usize::from(went.has_struck);
            }
            assert!(struck > 0, "{scenario:?} {port:?} {fault:?}");
            line += &format!(", {} {struck}", fault.name());
        }
        println!("{line}");
    }
}

#[test]
fn there_are_more_than_two_hundred_cells() {
    let of_patients: usize = changes::Change::ALL.into_iter().map(cells).sum();
    let of_residents: usize = residents::Step::ALL.into_iter().map(cells).sum();
    println!("{of_patients} cells of patients, {of_residents} of residents");
    assert!(of_patients + of_residents > 200);
}
