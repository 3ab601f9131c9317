//! The core's values as phones see them.
//!
//! A mirror repeats what the core declares; uniffi reads it and drops it, so that the value itself
//! is the core's, and a field too few or a variant too many does not compile. Names cross as texts
//! (`custom_type!`): they only leave the library, for what comes in is parsed in the method that
//! takes it and refused with a code, which a failed `custom_type!` could not be.

mod account;
mod answers;
mod authority;
mod checks;
mod consent;
mod errors;
mod events;
mod evidence;
mod inspecting;
mod loan;
mod moving;
mod passes;
mod photos;
mod pin;
mod planning;
mod purposes;
mod quarantine;
mod sent;
mod shapes;
mod sms;
mod snapshot;

use doorstep::model::{PassId, PersonId, PhotoId};

pub use answers::{LoanStep, PassRequestResult, RegistrationResult, SyncReport};
pub use quarantine::LocationFix;
pub use shapes::{Count, EmergencyCare, Inspected, InspectionSlip, OnPaper, OpenChallenge, Shown};
pub use sms::{SmsFilledForm, SmsMessageResult, SmsRegionView, SmsReplyResult};

uniffi::custom_type!(PassId, String, {
    remote,
    lower: |id| id.to_string(),
    try_lift: |text| Ok(text.parse()?),
});

uniffi::custom_type!(PhotoId, String, {
    remote,
    lower: |id| id.to_string(),
    try_lift: |text| Ok(text.parse()?),
});

uniffi::custom_type!(PersonId, String, {
    remote,
    lower: |id| id.to_string(),
    try_lift: |text| Ok(text.parse()?),
});
