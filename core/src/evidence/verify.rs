//! Whether a file is what a phone and its authority signed.

use super::difference::{Difference, What};
use super::facts::Facts;
use super::file::{NotEvidence, Parts, written};
use super::presence;
use super::proven::Proven;
use super::trusted::RootIs;
use crate::documents::{Head, TrustFile};

/// What is found.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings {
    pub verdict: Verdict,
    pub root: RootIs,
    /// What the data say; none if they do not hold.
    pub facts: Option<Facts>,
    /// Whether where the person was follows from places that are shown, or is the phone's word alone.
    pub is_presence_recomputed: bool,
    pub report: Report,
}

/// Whether it is what was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Genuine,
    Altered(Difference),
}

/// How the page lies to the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// To the byte what the data say.
    Same,
    /// Written by another version, whose words are not known here.
    OtherWords,
}

impl Report {
    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::OtherWords => "other-words",
        }
    }
}

/// Looks at a file; `version` is that of the words that are known here, and `outside` the root that is
/// trusted without it.
///
/// # Errors
/// [`NotEvidence`] if it cannot be read at all.
pub fn verify(
    file: &str,
    version: &str,
    outside: Option<&TrustFile>,
) -> Result<Findings, NotEvidence> {
    let parts = Parts::of(file)?;
    let altered = |difference| Findings {
        verdict: Verdict::Altered(difference),
        root: RootIs::NotCompared,
        facts: None,
        is_presence_recomputed: false,
        report: Report::OtherWords,
    };
    let proven = match Proven::of(&parts.bundle, outside) {
        Ok(proven) => proven,
        Err(difference) => return Ok(altered(difference)),
    };
    let is_presence_recomputed = match presence::recomputed(&proven) {
        Ok(is_recomputed) => is_recomputed,
        Err(difference) => return Ok(altered(difference)),
    };
    let facts = Facts::of(&proven);
    let is_known = parts.bundle.written_by == version;
    let is_same = is_known && written(&facts, parts.data) == parts.before;
    let report = if is_known { Report::Same } else { Report::OtherWords };
    let head = head_differs(&parts, &proven);
    // What is written around the data shows before the head that names it.
    let difference = match (is_known && !is_same, head) {
        (true, _) => Some(Difference::in_all(What::Report)),
        (false, head) => head,
    };
    let verdict = difference.map_or(Verdict::Genuine, Verdict::Altered);
    Ok(Findings {
        verdict,
        root: proven.trusted.root,
        facts: Some(facts),
        is_presence_recomputed,
        report,
    })
}

/// The head of the file stands at its last entry and names all of it.
fn head_differs(parts: &Parts<'_>, proven: &Proven<'_>) -> Option<Difference> {
    let last = proven.bundle.entries.last();
    let wrong = Difference { entry: last.map(|entry| entry.n), what: What::Head };
    let Ok(head) = Head::read(&parts.head, &proven.bundle.key) else { return Some(wrong) };
    let Some(entry) = last else { return Some(wrong) };
    let step = proven.walk.after(entry.n)?;
    let Head { chain, epoch, seq, r, h, file, .. } = head.head;
    let is_at_the_end = chain == proven.bundle.chain
        && epoch == entry.epoch
        && (seq, r, h) == (step.reports.seq, step.reports.r, step.journal.h);
    if !is_at_the_end {
        return Some(wrong);
    }
    (file != Some(parts.digest)).then_some(Difference::in_all(What::Report))
}
