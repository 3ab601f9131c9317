//! States and the fixes that made them (`PROTOCOL.md §17.6`).

use super::units::{Decibans, FixNumber};
pub use crate::model::patient::State;

const SUSPECT: Decibans = Decibans(10);
const UNVERIFIED: Decibans = Decibans(20);
const AWAY: Decibans = Decibans(30);

/// A state, whether something speaks against it that is not enough to change it, and by which fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    state: State,
    made_by: Vec<FixNumber>,
    suspicion: Option<Vec<FixNumber>>,
}

impl Standing {
    /// Of a phone that said nothing yet.
    pub(super) fn unknown() -> Self {
        Self { state: State::NoNews, made_by: Vec::new(), suspicion: None }
    }

    /// What is journalled and reported. A suspicion is neither.
    pub fn state(&self) -> State {
        self.state
    }

    /// Whether the phone should look more closely.
    pub fn is_suspect(&self) -> bool {
        self.suspicion.is_some()
    }

    /// The name of the state, or `suspect`.
    pub fn name(&self) -> &'static str {
        if self.is_suspect() { "suspect" } else { self.state.name() }
    }

    /// The fixes that made the suspicion if there is one, else the state.
    pub fn made_by(&self) -> &[FixNumber] {
        self.suspicion.as_ref().unwrap_or(&self.made_by)
    }

    /// The fixes that made the state, whatever is suspected.
    pub fn state_made_by(&self) -> &[FixNumber] {
        &self.made_by
    }

    /// Goes over to a state, unless it is that already.
    pub(super) fn become_state(&mut self, state: State, made_by: Vec<FixNumber>) {
        self.suspicion = None;
        if self.state != state {
            *self = Self { state, made_by, suspicion: None };
        }
    }

    /// What the score makes of it, after this fix and with these listed.
    pub(super) fn follow(
        &mut self,
        score: Decibans,
        away: Away,
        listed: Vec<FixNumber>,
        fix: FixNumber,
    ) {
        let was_away = self.state == State::Away;
        let begins = score >= AWAY && away == Away::MayBegin;
        let stays = was_away && score >= UNVERIFIED && away != Away::Never;
        if begins || stays {
            self.become_state(State::Away, listed);
        } else if score >= UNVERIFIED {
            self.become_state(State::Unverified, listed);
        } else if score >= SUSPECT {
            if was_away {
                self.become_state(State::Unverified, listed.clone());
            }
            self.suspicion.get_or_insert(listed);
        } else if matches!(self.state, State::Unverified | State::Away) {
            self.become_state(State::NoNews, vec![fix]);
        } else {
            self.suspicion = None;
        }
    }
}

/// Whether the word may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Away {
    /// Two kinds of evidence agree, long enough.
    MayBegin,
    /// They do not.
    MayStay,
    /// Somebody else's order runs on the phone, or the home Wi-Fi contradicts.
    Never,
}
