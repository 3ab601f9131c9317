//! What the person said, what the authority wrote, and what was disputed.

use super::best;
use super::told_time::{Boots, ToldTime};
use crate::documents::NoticeKind;
use crate::evidence::proven::Proven;
use crate::model::patient::Declared;
use crate::quarantine::journal::{Disputed, Event};

/// A declaration. Times are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidFact {
    pub at: ToldTime,
    pub what: Declared,
    pub until: Option<u64>,
    /// What the person wrote beside it, where that is shown.
    pub text: Option<String>,
}

/// A notice of the authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeFact {
    /// When it came.
    pub at: u64,
    pub kind: NoticeKind,
    /// By language tag.
    pub text: Vec<(String, String)>,
    pub appeal_until: Option<u64>,
    pub is_disputed: bool,
}

/// Something that the person disputed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeFact {
    pub at: ToldTime,
    /// What the person wrote, where that is shown.
    pub text: Option<String>,
}

pub(super) fn said(proven: &Proven<'_>, boots: &Boots) -> Vec<SaidFact> {
    let said = proven.events.iter().flatten().filter_map(|event| match event {
        Event::Declare { open, private } => Some(SaidFact {
            at: boots.tell(&open.at),
            what: open.what,
            until: open.until,
            text: private.text.clone(),
        }),
        _ => None,
    });
    said.collect()
}

pub(super) fn notices(proven: &Proven<'_>) -> Vec<NoticeFact> {
    let disputed: Vec<[u8; 8]> = proven
        .events
        .iter()
        .flatten()
        .filter_map(|event| match event {
            Event::Dispute { open, .. } => match open.disputed {
                Disputed::Document(id) => Some(id),
                Disputed::Reported(_) => None,
            },
            _ => None,
        })
        .collect();
    let notices = proven.events.iter().flatten().filter_map(|event| {
        let Event::Notice { open, .. } = event else { return None };
        let notice = proven.notices.iter().find(|notice| notice.digest == open.digest)?;
        Some(NoticeFact {
            at: best(open.at.within),
            kind: notice.document.kind,
            text: notice.document.text.clone(),
            appeal_until: notice.document.appeal_until,
            is_disputed: disputed.contains(open.id.bytes()),
        })
    });
    notices.collect()
}

pub(super) fn disputes(proven: &Proven<'_>, boots: &Boots) -> Vec<DisputeFact> {
    let disputes = proven.events.iter().flatten().filter_map(|event| match event {
        Event::Dispute { open, private } => {
            Some(DisputeFact { at: boots.tell(&open.at), text: private.text.clone() })
        }
        _ => None,
    });
    disputes.collect()
}
