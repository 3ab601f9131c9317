//! What a head needs of the moment, and why there may be no request.

use crate::model::BootMark;
use crate::quarantine::report::ReportProblem;

/// What a head says beside the ends of the chains, in the words of [`crate::documents::Head`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadTime {
    pub latest: Option<u64>,
    pub beacon: [u8; 32],
    pub elapsed: Option<u64>,
    pub boot: BootMark,
}

/// Why there is no request. Both are faults of ours; nothing is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryProblem {
    #[error("an entry is not the one that follows")]
    Gap,
    #[error("the request cannot be written: {0}")]
    Request(#[from] ReportProblem),
}
