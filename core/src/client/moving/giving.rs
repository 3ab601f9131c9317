//! The old phone: it offers, shows its key, and signs once the digits were compared
//! (`PROTOCOL.md §26.2`).

use super::{DeviceOwner, Moving};
use crate::client::Client;
use crate::client::account::Account;
use crate::client::quarantine::Patient;
use crate::client_error::ClientError;
use crate::documents::{Link, cose_key};
use crate::error::{Code, CoreError};
use crate::model::{MoveId, PersonId, PublicKey, number_in};
use crate::moving::{
    Answer, Brought, Digits, Giving, MOVED, Move, MoveCode, Offer, OpenOffer, Reveal, commitment,
};
use crate::registration::Registration;
use crate::state::Change;
use crate::views::MoveView;

impl Client {
    /// Offers this person's account to another phone: the code for it to scan. Asked again, the same code
    /// while the offer is good, and what is to be shown next after that.
    ///
    /// # Errors
    /// [`ClientError`]: `not-registered`, `person-unknown`, and those of the store and the vault.
    pub fn offer_move(&self, person: PersonId) -> Result<MoveView, ClientError> {
        self.unlocked(person)?;
        self.done(Moving { core: &self.core, person }.offer_anew())
    }

    /// Takes the code of the new phone, and shows the next one with six digits.
    ///
    /// # Errors
    /// [`ClientError`]: `move-malformed`, `move-over` for an offer that is over or was answered by another
    /// phone, and those of the store and the vault.
    pub fn answer_move(&self, person: PersonId, text: &str) -> Result<MoveView, ClientError> {
        self.unlocked(person)?;
        self.done(Moving { core: &self.core, person }.take_answer(text))
    }

    /// Gives the account away, once the digits that were read on the new phone are those of this one: from
    /// here on nothing is asked of this phone, and the last code is shown as often as it is wanted. Killed
    /// or failed anywhere, it goes on when it is asked again.
    ///
    /// # Errors
    /// [`ClientError`]: `owner-not-confirmed`, `digits-differ`, `move-over`, and those of the store and the
    /// vault.
    pub fn give_account(
        &self,
        person: PersonId,
        digits: &str,
        owner: DeviceOwner,
    ) -> Result<MoveView, ClientError> {
        self.unlocked(person)?;
        self.done(Moving { core: &self.core, person }.give(digits, owner))
    }
}

impl Moving<'_> {
    fn offer_anew(self) -> Result<MoveView, CoreError> {
        let is_good = match self.stage()? {
            Some(Move::Offered(open) | Move::Answered(open, _)) => !self.is_over(&open),
            Some(Move::Giving(_)) => {
                self.sign_away()?;
                true
            }
            Some(Move::Given { .. }) => true,
            _ => false,
        };
        if !is_good {
            let registration = self.core.lock().person(self.person)?.registration.clone();
            if !matches!(registration, Registration::Registered { .. }) {
                return Err(Code::NotRegistered.into());
            }
            let reading = self.core.ports.clock.read();
            let random = self.core.ports.random.as_ref();
            let open = OpenOffer {
                id: MoveId::new(random.draw()?),
                nonce: random.draw()?,
                boot: reading.boot,
                made_ms: reading.elapsed_ms,
            };
            self.keep(Some(Move::Offered(open)))?;
        }
        self.shown()
    }

    fn take_answer(self, text: &str) -> Result<MoveView, CoreError> {
        let Ok(MoveCode::Answer(answer)) = MoveCode::read(text.trim()) else {
            return Err(Code::MoveMalformed.into());
        };
        match self.stage()? {
            Some(Move::Offered(open)) if open.id == answer.id && !self.is_over(&open) => {
                self.keep(Some(Move::Answered(open, answer)))?;
            }
            // The first phone that answers is the one; it may answer twice.
            Some(Move::Answered(_, first)) if first == answer => {}
            _ => return Err(Code::MoveOver.into()),
        }
        self.shown()
    }

    fn give(self, digits: &str, owner: DeviceOwner) -> Result<MoveView, CoreError> {
        match self.stage()? {
            Some(Move::Answered(open, answer)) => {
                if owner != DeviceOwner::Confirmed {
                    return Err(Code::OwnerNotConfirmed.into());
                }
                if self.is_over(&open) {
                    return Err(Code::MoveOver.into());
                }
                let (offer, reveal) = (self.offer(&open)?, self.reveal(&open)?);
                let expected = Digits::of(&offer, &reveal, &answer).to_string();
                if number_in(digits, Digits::COUNT).as_deref() != Some(expected.as_str()) {
                    return Err(Code::DigitsDiffer.into());
                }
                self.close(&answer)?;
                self.sign_away()?;
            }
            // The owner was confirmed when it began.
            Some(Move::Giving(_)) => self.sign_away()?,
            Some(Move::Given { .. }) => {}
            _ => return Err(Code::MoveOver.into()),
        }
        self.shown()
    }

    /// Nothing is asked of this phone from here on, so that its journal has an end.
    fn close(self, answer: &Answer) -> Result<(), CoreError> {
        let along = Patient::of(self.core, self.person).goes_along()?;
        let registration = self.core.lock().person(self.person)?.registration.clone();
        let Registration::Registered { phone, mark, .. } = registration else {
            return Err(Code::NotRegistered.into());
        };
        let giving = Giving {
            new: cose_key::thumbprint(&answer.dev),
            brought: Brought {
                id: answer.id,
                link: Vec::new(),
                phone,
                mark,
                begun: along.begun,
                aliases: along.aliases,
            },
        };
        let stage = Move::Giving(Box::new(giving));
        Account::of(self.core, self.person).close_with(MOVED, None, Some(stage))
    }

    /// Signs the end of the journal for the new key.
    fn sign_away(self) -> Result<(), CoreError> {
        let Some(Move::Giving(giving)) = self.stage()? else { return Ok(()) };
        let patient = Patient::of(self.core, self.person);
        patient.tick_household()?;
        let (dev, iss, chains) = {
            let state = self.core.lock();
            let keys = state.person(self.person)?.registration.keys().cloned();
            let dev = keys.ok_or(Code::NotRegistered)?.dev;
            (dev, state.lists.iss().to_owned(), patient.linked_chains(&state)?)
        };
        let public = self.core.public_key(&dev)?;
        let at = crate::time::seconds(self.core.now_ms());
        let link = Link { iss, old: dev.key, new: giving.new, at, chains };
        let draft = link.draft();
        let signature = self.core.sign(&dev.alias, &draft.to_sign(&public))?;
        let signed = draft.signed(&public, signature).close();
        let brought = Brought { link: signed, ..giving.brought.clone() };
        let code = MoveCode::Brought(Box::new(brought)).text();
        let mut state = self.core.lock();
        if state.person(self.person)?.moving.readable() != Some(&Move::Giving(giving)) {
            return Ok(());
        }
        let mut edit = state.edit();
        edit.set(self.person, Change::Move(Some(Move::Given { code, is_taken: false })));
        // What waits is still told, and that the authority has taken the link is heard.
        edit.sync_soon();
        state.commit(edit)
    }

    fn is_over(self, open: &OpenOffer) -> bool {
        let reading = self.core.ports.clock.read();
        open.is_over(&reading.boot, reading.elapsed_ms)
    }

    pub(super) fn offer(self, open: &OpenOffer) -> Result<Offer, CoreError> {
        let old = self.old_key()?;
        let state = self.core.lock();
        Ok(Offer {
            iss: state.lists.iss().to_owned(),
            root: state.lists.root_digest(),
            id: open.id,
            commitment: commitment(open.id, &old, &open.nonce),
        })
    }

    pub(super) fn reveal(self, open: &OpenOffer) -> Result<Reveal, CoreError> {
        Ok(Reveal { id: open.id, old: self.old_key()?, nonce: open.nonce })
    }

    fn old_key(self) -> Result<PublicKey, CoreError> {
        self.core.public_key(&self.keys()?.dev)
    }
}
