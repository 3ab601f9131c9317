//! What the journal says of checks: the same again after a restart, and what is written meanwhile.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::asked::AskedChecks;
use super::elsewhere::{Elsewhere, stretch};
use super::kept::{Kept, OpenWindow};
use super::known::{AnswerGiven, KnownCheck};
use crate::model::CheckId;
use crate::quarantine::journal::{Asked, Entry, Event, Moment};
use crate::quarantine::presence::Milliseconds;
use crate::quarantine::watch::Pen;

impl AskedChecks {
    /// The checks that entries of a chain tell, oldest first, with what was kept beside them. Where that was
    /// lost, a window that did not close begins anew: whose time it was is in doubt.
    pub fn rebuild<'e>(
        entries: impl IntoIterator<Item = &'e Entry>,
        kept: Option<Kept>,
        window_s: u64,
    ) -> Self {
        let mut known: BTreeMap<CheckId, KnownCheck> = BTreeMap::new();
        let mut asked: BTreeMap<CheckId, Moment> = BTreeMap::new();
        let mut elsewhere = Elsewhere::default();
        let mut is_paused = false;
        for entry in entries {
            match entry.event() {
                Some(Event::Check { open }) => {
                    if open.delivered.is_some() && open.closes.is_none() && open.refused.is_none() {
                        asked.insert(open.id, open.at);
                    } else {
                        asked.remove(&open.id);
                    }
                    let answers =
                        known.remove(&open.id).map(|known| known.answers).unwrap_or_default();
                    let check = KnownCheck {
                        id: open.id,
                        digest: open.digest,
                        kind: open.kind,
                        due: open.due,
                        delivered: open.delivered,
                        closes: open.closes,
                        refused: open.refused,
                        answers,
                    };
                    known.insert(open.id, check);
                }
                Some(Event::Answer { open, .. }) => {
                    let Asked::Check(id) = open.check else { continue };
                    let Some(check) = known.get_mut(&id) else { continue };
                    check.answers.push(AnswerGiven {
                        at: open.at.within,
                        how: open.how,
                        reason: open.reason,
                        photo: open.photo,
                        seq: entry.seq,
                        in_pause: is_paused,
                    });
                }
                Some(Event::Presence { open, .. }) => {
                    if let Some(stretch) = stretch(&open) {
                        elsewhere.extend(stretch);
                    }
                    is_paused = open.state == crate::quarantine::presence::State::Paused;
                }
                Some(Event::End { .. }) => asked.clear(),
                _ => {}
            }
        }
        let kept = kept.unwrap_or_else(|| Kept {
            windows: asked.iter().map(|(check, at)| begun_anew(*check, at, window_s)).collect(),
            ..Kept::default()
        });
        Self { known: Arc::new(known), elsewhere: Arc::new(elsewhere), kept }
    }

    /// Hears what is written of where the person stands.
    pub(super) fn hear(&mut self, pen: &Pen<'_>) {
        for written in pen.written() {
            let Event::Presence { open, .. } = &written.event else { continue };
            if let Some(stretch) = stretch(open) {
                Arc::make_mut(&mut self.elsewhere).extend(stretch);
            }
        }
    }
}

fn begun_anew(check: CheckId, at: &Moment, length_s: u64) -> OpenWindow {
    OpenWindow {
        check,
        length_s,
        passed: Milliseconds(0),
        counted_to: at.elapsed,
        boot: at.boot,
        is_counting: false,
    }
}
