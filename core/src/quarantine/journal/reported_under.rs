//! The version of an order by which an entry is told.

use crate::documents::Report;
use crate::model::OrderId;

/// The version of an order by whose `report` an entry is told, and under which it is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReportedUnder {
    /// Name of the order.
    pub order: OrderId,
    pub version: u64,
    pub report: Report,
}

impl ReportedUnder {
    /// Until the first version counts: no order has this name, and none this version.
    pub const BEFORE_ANY: Self =
        Self { order: OrderId::new([0; 16]), version: 0, report: Report::Presence };
}
