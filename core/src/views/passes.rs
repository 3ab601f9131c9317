//! Passes as a list shows them, and what is told of them while nobody looks.

use std::cmp::Reverse;

use super::{Notice, NoticeKind, Viewed};
use crate::model::{MS, PassId, PersonId, Sentence, in_order};
use crate::pass::{Pass, PassState};
use crate::time::milliseconds;
use crate::words::{InspectionText, PassText};

/// How long before its end a pass is reminded of, in milliseconds.
const WARN_BEFORE_MS: i64 = 15 * 60 * MS;

/// A pass, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassEntry {
    /// The authority's name for it.
    pub id: PassId,
    /// Name of its purpose.
    pub purpose: String,
    /// Label of its purpose in the language that is set.
    pub label: String,
    /// When it begins, milliseconds since 1970.
    pub valid_from_ms: i64,
    /// When it ends, milliseconds since 1970.
    pub valid_until_ms: i64,
    /// Until when a revoked one is good for the way home.
    pub home_until_ms: Option<i64>,
    pub state: PassState,
    /// The same as a sentence.
    pub text: Sentence,
    /// From when until when it counts, in words.
    pub times: Sentence,
}

impl Viewed<'_> {
    /// Those that need still be kept, the one that ends last first.
    pub fn pass_entries<'p>(&self, passes: impl IntoIterator<Item = &'p Pass>) -> Vec<PassEntry> {
        let kept = passes.into_iter().filter(|pass| !pass.is_over(&self.now));
        let passes = in_order::by_key(kept, |pass| Reverse((pass.exp, pass.nbf)));
        passes.into_iter().map(|pass| self.pass_entry(pass)).collect()
    }

    pub fn pass_entry(&self, pass: &Pass) -> PassEntry {
        let state = pass.state(&self.now, self.rules);
        let valid_until_ms = milliseconds(pass.exp);
        let home_until_ms = pass.home_until().map(milliseconds);
        let shown_ms = match state {
            PassState::ReturnHomeOnly => home_until_ms.unwrap_or(valid_until_ms),
            _ => valid_until_ms,
        };
        let (from, until) = (self.when(milliseconds(pass.nbf)), self.when(shown_ms));
        let end = self.when(valid_until_ms);
        PassEntry {
            id: pass.id,
            purpose: pass.purpose_key.clone(),
            label: pass.label(self.language.tag()).to_owned(),
            valid_from_ms: milliseconds(pass.nbf),
            valid_until_ms,
            home_until_ms,
            state,
            text: self.say(&PassText::State { state, from, until }),
            times: self.say(&PassText::Times { from, until: end }),
        }
    }

    /// What the holder should know beside a code.
    pub fn hint(&self) -> Option<Sentence> {
        (!self.now.anchored).then(|| self.say(&InspectionText::AskForNumberCheck))
    }

    /// That a pass ends soon, was revoked, or stands under an act that has ended.
    pub fn pass_notices(&self, person: PersonId, pass: &Pass) -> Vec<Notice> {
        let state = pass.state(&self.now, self.rules);
        let until_ms = milliseconds(pass.exp);
        let notice = |name: &str, kind: NoticeKind, at_ms: i64, say: PassText| {
            let id = format!("{name}-{}", pass.id);
            let text = self.say(&say);
            Notice { id, kind, person, at_ms, until_ms, text, lock_screen: None }
        };
        let mut notices = Vec::new();
        let counts =
            matches!(state, PassState::Valid | PassState::NotYetValid | PassState::TimeUnknown);
        if counts && pass.denied_from.is_none() {
            // A short pass is not reminded of before it has begun.
            let at_ms = until_ms.saturating_sub(WARN_BEFORE_MS).max(milliseconds(pass.nbf));
            let say = PassText::EndsSoon { at: self.when_dated(until_ms) };
            notices.push(notice("pass-ends", NoticeKind::Reminder, at_ms, say));
        }
        if state == PassState::OtherAct {
            let until = self.when_dated(until_ms);
            let ended = self.rules.and_then(|rules| rules.act(pass.act)?.until);
            let at_ms = milliseconds(ended.unwrap_or(pass.nbf));
            let say = PassText::State { state, from: until, until };
            notices.push(notice("pass-other-act", NoticeKind::Revocation, at_ms, say));
        }
        let over =
            matches!(state, PassState::Expired | PassState::NotInForce | PassState::OtherAct);
        if let Some(from) = pass.denied_from.filter(|_| !over) {
            let home_ms = pass.home_until().map(milliseconds);
            // It stands as long as the pass would have lasted, perhaps for days.
            let until = self.when_dated(home_ms.unwrap_or(until_ms));
            let say = match home_ms {
                Some(_) => PassText::Revoked { until },
                None => PassText::State { state: PassState::Revoked, from: until, until },
            };
            notices.push(notice("pass-revoked", NoticeKind::Revocation, milliseconds(from), say));
        }
        notices
    }
}
