//! The new phone: it shows its keys, then the digits, and takes the link (`PROTOCOL.md §26.2`).

use super::Moving;
use crate::client::Client;
use crate::client::open_request::OpenRequest;
use crate::client_error::ClientError;
use crate::crypto::sha256;
use crate::documents::{Link, cose_key};
use crate::error::{Code, CoreError};
use crate::model::{MoveId, PersonId, to_base64url};
use crate::moving::{Answer, Brought, Move, MoveCode, Offer, Reveal};
use crate::outbox::{KeyRole, RequestKind, Urgency};
use crate::registration::{Keys, Registration};
use crate::requests::LinkRequest;
use crate::state::{Change, State};
use crate::views::MoveView;

impl Client {
    /// Takes a code of the old phone: its offer, what comes after it, or the last one with the account. The
    /// same code again shows the same. Needs no network until the last one, and waits for it then.
    ///
    /// # Errors
    /// [`ClientError`]: `move-malformed`, `move-foreign` for a phone of another authority, `move-over` for a
    /// code of another move or one that another phone took first, `already-registered`, and those of the
    /// store and the vault.
    pub async fn take_move(&self, person: PersonId, text: &str) -> Result<MoveView, ClientError> {
        self.unlocked(person)?;
        let _told = self.core.tell_at_end();
        let taken = Moving { core: &self.core, person }.take(text).await;
        taken.map_err(|error| self.core.say(&error))
    }
}

impl Moving<'_> {
    async fn take(self, text: &str) -> Result<MoveView, CoreError> {
        match MoveCode::read(text.trim()).map_err(|_| Code::MoveMalformed)? {
            MoveCode::Offer(offer) => self.take_offer(offer)?,
            MoveCode::Reveal(reveal) => self.take_reveal(reveal)?,
            MoveCode::Brought(brought) => self.take_account(*brought).await?,
            MoveCode::Answer(_) => return Err(Code::MoveMalformed.into()),
        }
        self.shown()
    }

    fn take_offer(self, offer: Offer) -> Result<(), CoreError> {
        if !self.is_new(&self.core.lock(), &offer)? {
            return Ok(());
        }
        // Without a network there is no token, and so no challenge under which keys could be attested.
        let (dev, _) = self.core.make_key(self.person, KeyRole::Dev, &[])?;
        let (sos, _) = self.core.make_key(self.person, KeyRole::Sos, &[])?;
        let keys = Keys { dev, sos };
        let mut state = self.core.lock();
        // Somebody may have registered, or taken it, while the keys were made.
        let is_new = self.is_new(&state, &offer);
        if !matches!(is_new, Ok(true)) {
            drop(state);
            self.core.delete_keys(&keys);
            return is_new.map(|_| ());
        }
        let before = state.person(self.person)?.registration.clone();
        let mut edit = state.edit();
        edit.set(self.person, Change::Registration(Registration::Moving { keys }));
        edit.set(self.person, Change::Move(Some(Move::Taking(offer))));
        state.commit(edit)?;
        drop(state);
        if let Registration::Moving { keys } = before {
            self.core.delete_keys(&keys);
        }
        Ok(())
    }

    /// Whether an offer that may be taken here is not taken yet.
    fn is_new(self, state: &State, offer: &Offer) -> Result<bool, CoreError> {
        let known = state.person(self.person)?;
        let is_known = matches!(
            known.moving.readable(),
            Some(Move::Taking(taking) | Move::Compared(taking, _)) if taking == offer
        );
        if is_known {
            return Ok(false);
        }
        let is_free = match &known.registration {
            Registration::Nobody => true,
            // Whoever scans another offer has another phone in hand.
            Registration::Moving { .. } => !matches!(known.moving.readable(), Some(Move::Taken(_))),
            _ => false,
        };
        if !is_free {
            return Err(Code::AlreadyRegistered.into());
        }
        let is_ours = offer.iss == state.lists.iss()
            && (state.lists.is_root(&offer.root, &self.core.setup.trust_file)
                || state.past_lists()?.roots.iter().any(|root| sha256(root) == offer.root));
        if is_ours { Ok(true) } else { Err(Code::MoveForeign.into()) }
    }

    fn take_reveal(self, reveal: Reveal) -> Result<(), CoreError> {
        match self.stage()? {
            Some(Move::Taking(offer)) if offer.is_kept_by(&reveal) => {
                self.keep(Some(Move::Compared(offer, reveal)))
            }
            Some(Move::Compared(_, known)) if known == reveal => Ok(()),
            _ => Err(Code::MoveOver.into()),
        }
    }

    async fn take_account(self, brought: Brought) -> Result<(), CoreError> {
        match self.stage()? {
            Some(Move::Compared(_, reveal)) if reveal.id == brought.id => {
                self.write_link(&reveal, brought)?;
            }
            // It waits already, or is done.
            Some(Move::Taken(known)) if known.id == brought.id => {}
            Some(Move::Arrived(known)) if known.id == brought.id => return Ok(()),
            _ => return Err(Code::MoveOver.into()),
        }
        let row = {
            let state = self.core.lock();
            let known = state.person(self.person)?;
            known.find(|task| task.what == RequestKind::Link).map(|(row, _)| row)
        };
        let Some(row) = row else { return Ok(()) };
        let sent = {
            let conversation = self.core.converse().await;
            // A new phone has only what the app ships with. Without a network the link waits anyway.
            if !self.core.lock().lists.are_whole()
                && let Err(error) = conversation.refresh().await
            {
                log::warn!("lists-not-fetched code={}", error.code.name());
            }
            match OpenRequest::of_row(&conversation, self.person, row)? {
                Some(request) => super::send_link(&request, Urgency::Person).await,
                None => Ok(()),
            }
        };
        match sent {
            // No network is no error: the link is kept and goes by itself.
            Err(_) if self.core.lock().is_open(self.person, row) => Ok(()),
            sent => sent,
        }
    }

    /// Signs the link beside the old key and writes the request down, before it is first sent.
    fn write_link(self, reveal: &Reveal, brought: Brought) -> Result<(), CoreError> {
        let keys = self.keys()?;
        let link = brought.link_of(&reveal.old).map_err(|_| Code::MoveOver)?;
        // Another phone has answered the same offer first.
        if link.new != keys.dev.key {
            return Err(Code::MoveOver.into());
        }
        let (dev, sos) = (self.core.public_key(&keys.dev)?, self.core.public_key(&keys.sos)?);
        let draft = Link::reopened(&brought.link).map_err(|_| Code::MoveMalformed)?;
        let signature = self.core.sign(&keys.dev.alias, &draft.to_sign(&dev))?;
        let request = LinkRequest {
            link: to_base64url(&draft.signed(&dev, signature).close()),
            key: to_base64url(&cose_key::to_bytes(&dev)),
            sos: to_base64url(&cose_key::to_bytes(&sos)),
            sub: Some(brought.mark.as_str().to_owned()),
        };
        let signers = vec![keys.dev.clone(), keys.sos.clone()];
        let task = self.core.task(RequestKind::Link, &request, signers)?;
        let mut state = self.core.lock();
        let is_still = matches!(
            state.person(self.person)?.moving.readable(),
            Some(Move::Compared(_, known)) if known == reveal
        );
        if !is_still {
            return Err(Code::MoveOver.into());
        }
        let mut edit = state.edit();
        edit.add_task(self.person, task);
        edit.set(self.person, Change::Move(Some(Move::Taken(Box::new(brought)))));
        state.commit(edit)
    }

    pub(super) fn answer(self, keys: &Keys, id: MoveId) -> Result<Answer, CoreError> {
        let (dev, sos) = (self.core.public_key(&keys.dev)?, self.core.public_key(&keys.sos)?);
        Ok(Answer { id, dev, sos })
    }
}
