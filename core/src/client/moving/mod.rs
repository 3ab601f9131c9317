//! An account moves to another phone, or comes to this one, by the codes that both show
//! (`PROTOCOL.md §26`).

mod giving;
mod hearing;
mod sending;
mod taking;

use super::Client;
use super::core::Core;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::moving::{Digits, Move, MoveCode};
use crate::registration::{Keys, Registration};
use crate::state::Change;
use crate::views::{MoveShown, MoveView};

pub use hearing::hear_of_link;
pub use sending::send_link;

/// What the phone's own system says of whoever holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceOwner {
    /// It has asked for its lock (code, finger or face) within this very act, and was satisfied. Nothing
    /// that was unlocked earlier counts: an unlocked phone in another hand must not be able to give.
    Confirmed,
    /// It has not asked, cannot ask, or was not satisfied.
    Unconfirmed,
}

/// One person's move on this phone.
#[derive(Clone, Copy)]
struct Moving<'c> {
    core: &'c Core,
    person: PersonId,
}

impl Client {
    /// How far a move of this person is on this phone; none while there is none.
    ///
    /// # Errors
    /// [`ClientError`] `person-unknown`, and those of the vault.
    pub fn moving(&self, person: PersonId) -> Result<Option<MoveView>, ClientError> {
        self.unlocked(person)?;
        let moving = Moving { core: &self.core, person };
        moving.seen().map_err(|error| self.core.say(&error))
    }

    /// Gives up a move that is not signed yet, on either phone.
    ///
    /// # Errors
    /// [`ClientError`]: `move-over` if it is signed, and those of the store.
    pub fn stop_move(&self, person: PersonId) -> Result<(), ClientError> {
        self.unlocked(person)?;
        self.done(Moving { core: &self.core, person }.stop())
    }
}

impl Moving<'_> {
    fn stage(self) -> Result<Option<Move>, CoreError> {
        Ok(self.core.lock().person(self.person)?.moving.readable().cloned())
    }

    fn keys(self) -> Result<Keys, CoreError> {
        let keys = self.core.lock().person(self.person)?.registration.keys().cloned();
        keys.ok_or(Code::NotRegistered.into())
    }

    fn keep(self, stage: Option<Move>) -> Result<(), CoreError> {
        let mut state = self.core.lock();
        let mut edit = state.edit();
        edit.set(self.person, Change::Move(stage));
        state.commit(edit)
    }

    fn shown(self) -> Result<MoveView, CoreError> {
        self.seen()?.ok_or(Code::MoveOver.into())
    }

    fn seen(self) -> Result<Option<MoveView>, CoreError> {
        let Some(stage) = self.stage()? else { return Ok(None) };
        Ok(Some(match stage {
            Move::Offered(open) => {
                self.view(&MoveShown::Offered(&MoveCode::Offer(self.offer(&open)?)))
            }
            Move::Answered(open, answer) => {
                let (offer, reveal) = (self.offer(&open)?, self.reveal(&open)?);
                let digits = Digits::of(&offer, &reveal, &answer);
                self.view(&MoveShown::Answered(&MoveCode::Reveal(reveal), digits))
            }
            Move::Giving(_) => self.view(&MoveShown::Giving),
            Move::Given { is_taken: true, .. } => self.view(&MoveShown::Gone),
            Move::Given { code, is_taken: false } => self.view(&MoveShown::Given(&code)),
            Move::Taking(offer) => {
                let answer = self.answer(&self.keys()?, offer.id)?;
                self.view(&MoveShown::Taking(&MoveCode::Answer(answer)))
            }
            Move::Compared(offer, reveal) => {
                let answer = self.answer(&self.keys()?, offer.id)?;
                self.view(&MoveShown::Compared(Digits::of(&offer, &reveal, &answer)))
            }
            Move::Taken(_) => self.view(&MoveShown::Taken),
            Move::Arrived(_) => self.view(&MoveShown::Arrived),
        }))
    }

    fn view(self, shown: &MoveShown<'_>) -> MoveView {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        state.viewed(state.time.at(&reading)).moving(shown)
    }

    fn stop(self) -> Result<(), CoreError> {
        let keys = {
            let mut state = self.core.lock();
            let known = state.person(self.person)?;
            let registration = known.registration.clone();
            match known.moving.readable() {
                None
                | Some(
                    Move::Offered(_) | Move::Answered(..) | Move::Taking(_) | Move::Compared(..),
                ) => {}
                Some(_) => return Err(Code::MoveOver.into()),
            }
            let mut edit = state.edit();
            edit.set(self.person, Change::Move(None));
            let keys = match registration {
                Registration::Moving { keys } => {
                    edit.set(self.person, Change::Registration(Registration::Nobody));
                    Some(keys)
                }
                _ => None,
            };
            state.commit(edit)?;
            keys
        };
        if let Some(keys) = keys {
            self.core.delete_keys(&keys);
        }
        Ok(())
    }
}
