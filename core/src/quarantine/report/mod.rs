//! What a patient's phone tells the authority of its journal, and what the authority's word about it is
//! worth (`PROTOCOL.md §20`). Pure: what is sent comes in, what to do next comes out.
//!
//! ```text
//! item        one reported entry
//! fixes       runs of fixes as columns
//! request     a batch on the wire, both ways
//! disclosing  one leaf that is opened beside its item
//! disputes    the words of disputes, which come so
//! batch       what goes into the next one
//! confirming  receipts
//! restoring   phones and authorities that were put back to an earlier day
//! refusing    what the authority will not take
//! ```

mod batch;
mod columns;
mod confirming;
mod disclosing;
mod disputes;
mod fixes;
mod item;
mod limits;
mod refusing;
mod request;
mod restoring;
mod seen;
#[cfg(test)]
mod tests;

pub use batch::{Filled, fill, live, secrets};
pub use columns::{pack as pack_numbers, unpack as unpack_numbers};
pub use confirming::{ReceiptProblem, Sent, confirmed};
pub use disclosing::Disclosed;
pub use fixes::{columns as columns_of_fixes, of_columns as fixes_of_columns};
pub use item::{Part, ReportItem};
pub use limits::{KEPT_DAYS, LONGEST_DISPUTE, MOST_BYTES, MOST_ITEMS, is_kept};
pub use refusing::{AfterRefusal, Refusal, WAIT_S, after_refusal};
pub use request::{Live, ReportProblem, ReportRequest, VersionSecrets};
pub use restoring::{NewEpoch, Standing, compare, conflict};
pub use seen::{Seen, SeenVersion};
