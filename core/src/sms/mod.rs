//! Passes by text message: what is sent, checked before a word leaves; what comes back, read and never
//! guessed. Regions are tables (`PROTOCOL.md §24`); nothing here knows one by its name.
//!
//! ```text
//! encoding      the alphabet of a message, and how many segments it takes
//! finding       what is wrong with what was typed
//! fields        from what was typed to what is sent
//! compose       a message of a form, and why there is none
//! request       a message read back into its fields
//! reply         an answer: approved, refused by name, or unknown
//! asked         requests that wait for their answer
//! prepare       a message with all that is told before it is sent
//! counting      quotas and hours
//! fallback      what else there is when nobody answers
//! saying        all of that in words
//! sheet         a whole table in words, for whoever writes without the app
//! tables        regions in sequence by date, each tried by its own examples
//! ```

mod asked;
mod compose;
mod counting;
mod encoding;
mod fallback;
mod fields;
mod finding;
mod prepare;
mod reply;
mod request;
mod saying;
mod sheet;
mod tables;

pub use asked::{Asked, AskedOutcome, HeldTo, keep, open_of};
pub use compose::{Composed, SmsRefusal, Values, compose};
pub use counting::may_ask;
pub use encoding::{Encoding, Measured, measure};
pub use fallback::{Channels, channels, is_foreign};
pub use finding::{Finding, Rule};
pub use prepare::{FilledForm, Judging, Prepared, prepare};
pub use reply::{Class, Read, Unread, read_reply};
pub use request::read_request;
pub(crate) use saying::{title, told};
pub use sheet::{
    MessagePart, ReplyPart, SheetExample, SheetMessage, SheetPart, SheetPurpose, SheetReply,
    SmsSheet,
};
pub use tables::{RegionState, Table, Tables, VectorFailed, try_vectors};

#[cfg(test)]
mod tests;
