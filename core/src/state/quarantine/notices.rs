//! Notices that came.

use std::sync::Arc;

use super::{KeptNotice, QuarantineEdit};
use crate::store::{Owner, Table};

impl QuarantineEdit {
    /// Keeps a notice that came.
    pub fn keep_notice(&mut self, kept: KeptNotice) {
        let row = self.next_notice;
        self.next_notice = row.saturating_add(1);
        self.changes.put_row(Table::Notices, Owner::Person(self.person), row, true, &kept);
        Arc::make_mut(&mut self.after.notices).push((row, kept));
    }
}
