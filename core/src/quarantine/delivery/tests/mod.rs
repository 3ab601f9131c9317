//! An outbox against an authority in memory, in every order of accidents.

mod accidents;
mod answers;
mod authority;
mod checking;
mod phone;
mod receipts;
mod requests;
mod slots;

use std::sync::Mutex;

use crate::documents::Report;
use crate::model::{ChainId, EpochId, OrderId, Thumbprint};
use crate::quarantine::journal::tests::any_event;
use crate::quarantine::journal::{
    ChainSecret, Event, Interval, Kind, Moment, ReportedUnder, declare, presence, seen,
};

const CHAIN: ChainId = ChainId::new([0xc4; 16]);
const KEY: Thumbprint = Thumbprint::new([0x7b; 32]);
const EPOCH: EpochId = EpochId::new([0xe0; 8]);
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// Now, in most tests.
const NOW: i64 = 1_800_000_000_000;

/// One of a kind, drawn once.
fn one(kind: Kind) -> Event {
    static DRAWN: Mutex<Vec<Event>> = Mutex::new(Vec::new());
    let mut drawn = DRAWN.lock().unwrap();
    if let Some(event) = drawn.iter().find(|event| event.kind() == kind) {
        return event.clone();
    }
    let event = any_event::one(kind);
    drawn.push(event.clone());
    event
}

fn secret() -> ChainSecret {
    ChainSecret::new([0x5e; 32])
}

fn under(version: u64) -> ReportedUnder {
    ReportedUnder { order: OrderId::new([0x0d; 16]), version, report: Report::Presence }
}

fn at() -> Moment {
    let Event::Declare { open, .. } = one(Kind::Declare) else { unreachable!() };
    open.at
}

/// What somebody declared, told apart by a number.
fn declared(number: u64) -> Event {
    let Event::Declare { open, private } = one(Kind::Declare) else { unreachable!() };
    Event::Declare { open: declare::Open { until: Some(number), ..open }, private }
}

/// Something that may be put aside, told apart by a number.
fn looked(number: u64) -> Event {
    let Event::Seen { open, private } = one(Kind::Seen) else { unreachable!() };
    Event::Seen { open: seen::Open { version: number, ..open }, private }
}

/// Where the patient stood, told apart by a number.
fn stood(number: u64) -> Event {
    let Event::Presence { open, place } = one(Kind::Presence) else { unreachable!() };
    Event::Presence { open: presence::Open { from: Interval::exactly(number), ..open }, place }
}
