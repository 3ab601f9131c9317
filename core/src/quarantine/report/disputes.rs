//! The words of disputes among the items of a request (`PROTOCOL.md §20.7`).

use super::disclosing::Disclosed;
use super::limits::LONGEST_DISPUTE;
use super::request::{ReportProblem, ReportRequest};
use crate::quarantine::journal::{Class, Kind, dispute};

impl ReportRequest {
    /// The number of each item that disputes something, and the words that came with it. What else is
    /// disclosed is nobody's business, and not read.
    ///
    /// # Errors
    /// [`ReportProblem::Disclosed`] if something disclosed is of no item, or words are not those of
    /// theirs.
    pub fn disputes(&self) -> Result<Vec<(u64, Option<String>)>, ReportProblem> {
        let disputes = self.items.iter().filter(|item| item.kind == Kind::Dispute.name());
        let mut all: Vec<(u64, Option<String>)> = disputes.map(|item| (item.seq, None)).collect();
        for disclosed in &self.disclosed {
            let item = self.items.iter().find(|item| item.seq == disclosed.seq);
            let item = item.ok_or(ReportProblem::Disclosed)?;
            let found = all.iter_mut().find(|(seq, _)| *seq == disclosed.seq);
            let Some((_, words)) = found.filter(|_| disclosed.class == Class::Private.name())
            else {
                continue;
            };
            if !disclosed.is_of(item) {
                return Err(ReportProblem::Disclosed);
            }
            *words = words_of(disclosed)?;
        }
        Ok(all)
    }
}

/// The words of a dispute, if these are words.
fn words_of(disclosed: &Disclosed) -> Result<Option<String>, ReportProblem> {
    let read = dispute::Private::read(&disclosed.values);
    let is_short = |words: &Option<String>| {
        words.as_ref().is_none_or(|words| words.chars().count() <= LONGEST_DISPUTE)
    };
    read.map(|private| private.text).filter(is_short).ok_or(ReportProblem::Disclosed)
}
