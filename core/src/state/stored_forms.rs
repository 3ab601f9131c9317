//! Every kind of value that stands in a row, read and written without a store, for fuzzing.

use std::collections::BTreeMap;

use super::quarantine::{Journal, KeptEntry, KeptProof, PhotoBytes};
use super::{
    Beacon, Boot, Emergency, EmergencyCredential, KeptCheck, KeptNotice, KeptOrder, Membership,
    RefusedRequest, SyncSchedule,
};
use crate::lists::PastLists;
use crate::moving::Move;
use crate::outbox::Task;
use crate::pass::{Counted, Pass};
use crate::pin::PinLock;
use crate::quarantine::checks::Kept as KeptChecks;
use crate::quarantine::declarations::Declarations;
use crate::quarantine::delivery::Delivery;
use crate::quarantine::photos::{Attempts, KeptPhoto};
use crate::quarantine::watch::Kept as KeptWatch;
use crate::registration::Registration;
use crate::requests::{Claimed, Sent, SentRaw};
use crate::store::{Stored, decode, encode};
use crate::time::TrustedTime;

pub use super::quarantine::repacked;

/// A kind of stored value.
pub struct StoredForm {
    pub name: &'static str,
    /// That is written.
    pub version: i64,
    /// What this version of it wrote as these bytes, in the bytes of the current version.
    pub rewritten: fn(i64, &[u8]) -> Option<Vec<u8>>,
}

const fn form<T: Stored>(name: &'static str) -> StoredForm {
    StoredForm { name, version: T::VERSION, rewritten: rewritten::<T> }
}

fn rewritten<T: Stored>(version: i64, bytes: &[u8]) -> Option<Vec<u8>> {
    encode(&decode::<T>(version, bytes)?).ok()
}

/// All of them. New ones stand at the end: files of a corpus name them by their places.
pub const STORED: &[StoredForm] = &[
    form::<TrustedTime>("trusted-time"),
    form::<SyncSchedule>("sync-schedule"),
    form::<bool>("flag"),
    form::<i64>("moment"),
    form::<String>("name-of-a-key"),
    form::<Vec<String>>("names-of-keys"),
    form::<Registration>("registration"),
    form::<Emergency>("emergency"),
    form::<Option<Claimed>>("claimed"),
    form::<Option<EmergencyCredential>>("emergency-credential"),
    form::<Pass>("pass"),
    form::<BTreeMap<u64, Vec<Counted>>>("counted"),
    form::<Vec<RefusedRequest>>("refused"),
    form::<Task>("task"),
    form::<Sent>("sent"),
    form::<SentRaw>("sent-raw"),
    form::<PastLists>("past-lists"),
    form::<Vec<Journal>>("journals"),
    form::<KeptEntry>("entry"),
    form::<KeptOrder>("order"),
    form::<KeptNotice>("notice"),
    form::<KeptCheck>("surprise-check"),
    form::<KeptProof>("proof"),
    form::<Boot>("boot"),
    form::<Beacon>("beacon"),
    form::<Delivery>("delivery"),
    form::<KeptWatch>("watch"),
    form::<KeptChecks>("checks"),
    form::<Declarations>("declarations"),
    form::<KeptPhoto>("photo"),
    form::<PhotoBytes>("photo-bytes"),
    form::<Attempts>("photo-attempts"),
    form::<Membership>("membership"),
    form::<PinLock>("pin"),
    form::<Move>("move"),
];
