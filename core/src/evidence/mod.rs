//! Evidence: one file with which a patient proves their quarantine, and what whoever checks it finds
//! (`PROTOCOL.md §22`). Pure: what is known comes in, a file comes out, and the other way round.
//!
//! ```text
//! version    under which entries are hidden, and what of them is shown
//! entry      one entry of the journal, what is not shown of it as its leaf
//! compact    heads, receipts and time tokens in few bytes
//! bundle     all of these, and their bytes
//! walk       both chains, followed over all entries
//! proofs     from few bytes to what was signed, and back
//! trusted    whose signatures count at which time
//! closing    a bundle out of what a phone has
//! proven     what of a bundle holds: every signature and hash
//! orders     the orders, out of the journal
//! presence   where the person was, computed again
//! facts      what came of it: days, checks, what was said, what nobody knows
//! report     the facts as a page that people read
//! file       the page with the bundle in it, and the head that closes it
//! verify     a file is opened, proven, and written anew
//! ```

#[cfg(feature = "testing")]
pub mod altering;
mod bundle;
mod closing;
mod compact;
mod difference;
mod entry;
mod facts;
mod file;
mod orders;
mod presence;
mod proofs;
mod proven;
mod report;
mod trusted;
mod verify;
mod version;
mod walk;
mod words;

pub use bundle::{Bundle, ShownEpoch, ShownOrder};
pub use closing::KnownProof;
pub use compact::Proof;
pub use difference::{Difference, What};
pub use entry::ShownEntry;
pub use facts::{
    CheckFact, Day, DisputeFact, Facts, NoticeFact, OrderFact, Piece, SaidFact, Silence, ToldTime,
    Totals, Trouble,
};
pub use file::{Draft, MOST_BYTES, NotEvidence};
pub use proven::Sealed;
pub use trusted::RootIs;
pub use verify::{Findings, Report, Verdict, verify};
pub use version::ShownVersion;
