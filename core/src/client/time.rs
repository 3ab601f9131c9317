//! The authority's time, asked for or taken from an answer (`PROTOCOL.md §6.1`).

use super::core::{Conversation, Core};
use super::exchange::{RequestNonce, json};
use crate::crypto::sha256;
use crate::error::{Code, CoreError};
use crate::model::{Nonce, PersonId, from_base64url, to_base64url};
use crate::ports::Reading;
use crate::requests::{EraseReply, Route, TimeRequest, read};
use crate::state::Beacon;

impl Conversation<'_> {
    /// Asks the authority for the time. Returns the token, whose digest is the attestation
    /// challenge of keys that are made with it.
    pub async fn learn_time(&self) -> Result<Vec<u8>, CoreError> {
        let core = self.core;
        let nonce = Nonce::new(core.ports.random.draw()?);
        let request = TimeRequest { nonce: to_base64url(nonce.bytes()) };
        let body = json(&request)?;
        let sent = core.ports.clock.read();
        let token = self.command(Route::Time, body).await?;
        let received = core.ports.clock.read();
        if core.take_token(&token, nonce, &sent, &received) {
            Ok(token)
        } else {
            Err(Code::AnswerUnusable.into())
        }
    }
}

impl Core {
    /// Takes the time token of a reply. One over another nonce, as in a reply that is played
    /// again, tells nothing and is no error.
    pub fn take_time_of(
        &self,
        body: &[u8],
        person: PersonId,
        nonce: &RequestNonce,
        sent: &Reading,
        received: &Reading,
    ) {
        if let Some(EraseReply { time }) = read(body)
            && let Some(token) = from_base64url(&time)
            && self.take_token(&token, nonce.value, sent, received)
            && let Some((head, random)) = nonce.head
        {
            self.lock().note_token(person, &token, head, random);
        }
    }

    /// Takes a time token over a nonce of ours; whether it was one.
    fn take_token(&self, token: &[u8], nonce: Nonce, sent: &Reading, received: &Reading) -> bool {
        let mut state = self.lock();
        let digest = sha256(token);
        let Ok(token) = state.lists.time_token(token) else { return false };
        if token.nonce != nonce {
            return false;
        }
        let mut time = state.time.clone();
        time.take_token(token.iat, sent, received);
        let (boot, elapsed_ms) = (received.boot.clone(), received.elapsed_ms);
        state.take_time(time, Beacon { digest, boot, elapsed_ms });
        true
    }
}
