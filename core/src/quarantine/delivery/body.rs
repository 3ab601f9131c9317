//! A request as it goes out (`PROTOCOL.md §20.2`).

use crate::model::deflate;
use crate::quarantine::report::{ReportProblem, ReportRequest};

/// Where another version of the app would deflate a request otherwise, that is another body.
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    pub(super) is_deflated: bool,
}

impl Body {
    pub(super) fn of(request: &ReportRequest) -> Result<Self, ReportProblem> {
        let plain = request.to_bytes()?;
        Ok(match deflate(&plain) {
            Some(bytes) => Self { bytes, is_deflated: true },
            None => Self { bytes: plain, is_deflated: false },
        })
    }
}
