//! Checks that were asked, and what a person declared.

use std::sync::Arc;

use super::{KeptCheck, QuarantineEdit};
use crate::quarantine::checks::AskedChecks;
use crate::quarantine::declarations::Declarations;
use crate::store::{Fact, Table};

impl QuarantineEdit {
    /// Keeps a surprise check that came.
    pub fn keep_check(&mut self, kept: KeptCheck) {
        let row = self.next_check;
        self.next_check = row.saturating_add(1);
        self.changes.put_row(Table::Checks, self.owner(), row, true, &kept);
        Arc::make_mut(&mut self.after.kept_checks).push((row, kept));
    }

    /// What is asked now. Time that only passed is not stored: it is counted again.
    pub fn set_checks(&mut self, checks: AskedChecks) {
        let kept = checks.kept();
        let is_kept = self.after.kept_beside_checks.as_ref();
        if is_kept.is_none_or(|before| kept.differs_from(before)) {
            self.changes.put(self.owner(), Fact::Checks, kept);
            self.after.kept_beside_checks = Some(kept.clone());
        }
        self.after.checks = Some(Arc::new(checks));
        self.is_touched = true;
    }

    /// What the person has declared.
    pub fn set_declarations(&mut self, declarations: Declarations) {
        self.changes.put(self.owner(), Fact::Declarations, &declarations);
        self.after.declarations = Arc::new(declarations);
    }

    /// Another journal begins.
    pub(super) fn forget_checks(&mut self) {
        self.after.declarations = Arc::default();
        self.after.kept_beside_checks = None;
        self.after.checks = None;
        for fact in [Fact::Declarations, Fact::Checks] {
            self.changes.forget(self.owner(), fact);
        }
    }
}
