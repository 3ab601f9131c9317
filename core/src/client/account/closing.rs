//! The end of an account at the authority's word (`PROTOCOL.md §12.2`).

use super::Account;
use crate::client::core::Conversation;
use crate::client::exchange::{Body, Reply};
use crate::client::open_request::OpenRequest;
use crate::client::refusal::Refusal;
use crate::error::{Code, CoreError};
use crate::model::from_base64url;
use crate::moving::{MOVED, Move};
use crate::outbox::{Signer, Task};
use crate::registration::Registration;
use crate::requests::Route;
use crate::state::Change;
use crate::state::quarantine::{KeptProof, SignedBytes};

/// How old the authority's word may be by what this phone has proof of, in seconds: longer than an
/// answer is kept to be repeated. An older one is somebody's keepsake.
const WORD_COUNTS: u64 = 4 * 86_400;

impl OpenRequest<'_> {
    /// The authority says that the account is over: it is closed if that is signed, and else asked
    /// again later.
    pub async fn key_closed(&self, refusal: &Refusal) -> Result<CoreError, CoreError> {
        let word = refusal.problem.key_closed.as_deref();
        let error = self.account().hear_of_end(self.conversation, word).await?;
        if error.code != Code::KeyClosed {
            self.try_again(refusal.attempt())?;
        }
        Ok(error)
    }
}

impl Account<'_> {
    /// Asks in the account's name what nobody waits for any longer than the answer takes.
    pub async fn ask(
        self,
        conversation: &Conversation<'_>,
        route: Route,
        body: impl Into<Body<'_>>,
        dev: &Signer,
    ) -> Result<Reply, CoreError> {
        let reply =
            conversation.signed(self.person, route, body, std::slice::from_ref(dev), None).await?;
        let refusal = Refusal::of(&reply);
        if reply.status >= 400 && refusal.says_key_closed() {
            let word = refusal.problem.key_closed.as_deref();
            return Err(self.hear_of_end(conversation, word).await?);
        }
        Ok(reply)
    }

    /// Closes the account if the authority has signed that its key is closed, and tells so. Without
    /// its signature nothing is closed: whoever holds the server's TLS key can answer so. Then it is as
    /// if the authority were busy, and asked again later.
    pub async fn hear_of_end(
        self,
        conversation: &Conversation<'_>,
        word: Option<&str>,
    ) -> Result<CoreError, CoreError> {
        let Some(why) = self.heard_end(conversation, word).await? else {
            log::warn!("key-closed-unsigned");
            return Ok(Code::AuthorityBusy.into());
        };
        self.close(&why, word)?;
        Ok(CoreError::closed(&why))
    }

    /// Whether this phone has given the account away and does not know yet that the authority took it.
    pub fn waits_for_link(self) -> Result<bool, CoreError> {
        let state = self.core.lock();
        let stage = state.person(self.person)?.moving.readable();
        Ok(matches!(stage, Some(Move::Given { is_taken: false, .. })))
    }

    /// Keeps that the authority has taken the link by which this account goes on elsewhere, if it has signed
    /// so.
    pub async fn hear_of_move(
        self,
        conversation: &Conversation<'_>,
        word: &str,
    ) -> Result<(), CoreError> {
        if !self.waits_for_link()? {
            return Ok(());
        }
        if self.heard_end(conversation, Some(word)).await?.as_deref() != Some(MOVED) {
            log::warn!("move-unsigned");
            return Err(Code::AuthorityBusy.into());
        }
        let mut state = self.core.lock();
        let known = state.person(self.person)?;
        let Some(Move::Given { code, .. }) = known.moving.readable().cloned() else {
            return Ok(());
        };
        let mut edit = state.edit();
        edit.set(self.person, Change::Move(Some(Move::Given { code, is_taken: true })));
        if let Some(signed) = from_base64url(word)
            && known.quarantine.is_some()
        {
            let mut quarantine = state.edit_quarantine(self.person)?;
            quarantine.keep_proof(&KeptProof::Word { signed: SignedBytes(signed) });
            edit.set_quarantine(self.person, quarantine);
        }
        state.commit(edit)
    }

    /// Why this phone's key is closed, as [`Self::signed_end`]; where that finds nothing, by lists that are fetched
    /// anew. The key that signed it may be newer than this phone's list of keys.
    async fn heard_end(
        self,
        conversation: &Conversation<'_>,
        word: Option<&str>,
    ) -> Result<Option<String>, CoreError> {
        let why = self.signed_end(word)?;
        if why.is_none() && word.is_some() && conversation.refresh().await.is_ok() {
            return self.signed_end(word);
        }
        Ok(why)
    }

    /// Why this phone's key is closed, if the authority has signed that it is.
    fn signed_end(self, word: Option<&str>) -> Result<Option<String>, CoreError> {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let lo_s = state.time.at(&reading).lo_s();
        let keys = state.person(self.person)?.registration.keys();
        let closed = word
            .and_then(from_base64url)
            .and_then(|bytes| state.lists.key_closed(&bytes).ok())
            .filter(|closed| keys.is_some_and(|keys| keys.dev.key == closed.key))
            .filter(|closed| closed.iat.saturating_add(WORD_COUNTS) >= lo_s);
        Ok(closed.map(|closed| closed.why))
    }

    /// The authority has closed the account's key. Nothing more is asked for in its name; its
    /// certificate stays, because an emergency has no gate.
    fn close(self, reason: &str, word: Option<&str>) -> Result<(), CoreError> {
        self.close_with(reason, word, None)
    }

    /// The same together with how far a move is, where this phone gives the account away itself.
    pub fn close_with(
        self,
        reason: &str,
        word: Option<&str>,
        stage: Option<Move>,
    ) -> Result<(), CoreError> {
        let mut state = self.core.lock();
        let person_state = state.person(self.person)?;
        let closed = match &person_state.registration {
            Registration::Registered { keys, holder, .. } => Registration::Closed {
                reason: reason.to_owned(),
                keys: keys.clone(),
                holder: holder.clone(),
            },
            // A lent device is still to be brought back.
            Registration::Lent { keys, holder, loan } => match loan.close(reason) {
                Some(loan) => {
                    Registration::Lent { keys: keys.clone(), holder: holder.clone(), loan }
                }
                None => return Ok(()),
            },
            _ => return Ok(()),
        };
        let ends = |task: &Task| !task.what.outlives_account();
        let over: Vec<(i64, Task)> =
            person_state.tasks.iter().filter(|(_, task)| ends(task)).cloned().collect();
        let mut edit = state.edit();
        edit.set(self.person, Change::Registration(closed));
        edit.set(self.person, Change::Claimed(None));
        if let Some(stage) = stage {
            edit.set(self.person, Change::Move(Some(stage)));
        }
        // A patient shows it beside all that was told until then.
        if let Some(signed) = word.and_then(from_base64url)
            && person_state.quarantine.is_some()
        {
            let mut quarantine = state.edit_quarantine(self.person)?;
            quarantine.keep_proof(&KeptProof::Word { signed: SignedBytes(signed) });
            edit.set_quarantine(self.person, quarantine);
        }
        for (row, _) in &over {
            edit.set(self.person, Change::TaskOver(*row));
        }
        state.commit(edit)?;
        drop(state);
        for (_, task) in &over {
            self.core.delete_pass_key(task);
        }
        Ok(())
    }
}
