//! Photos go to the authority, each in requests of its own and never before a report
//! (`PROTOCOL.md §23.2`).

use super::Patient;
use crate::client::account::Account;
use crate::client::core::Conversation;
use crate::client::exchange::{Body, Reply};
use crate::documents::{Receipt, Received};
use crate::error::{Code, CoreError};
use crate::model::from_base64url;
use crate::outbox::policy::{backoff_ms, retry_after_ms};
use crate::quarantine::journal::Asked;
use crate::quarantine::photos::{KeptPhoto, PhotoState, Upload, UploadStep};
use crate::requests::{PhotoReply, Route, read};
use crate::state::Quarantine;

/// Most requests of one sync: a photo in parts takes seven.
const MOST_REQUESTS: usize = 16;

/// The next request of a photo.
struct PhotoRequest {
    row: i64,
    kept: KeptPhoto,
    step: UploadStep,
    body: Vec<u8>,
}

impl Patient<'_> {
    /// Sends what is due of the photos that wait; how many of them have come.
    pub async fn send_photos(self, conversation: &Conversation<'_>) -> Result<u64, CoreError> {
        let (mut came, mut asked) = (0_u64, None);
        for _ in 0..MOST_REQUESTS {
            let Some(next) = self.next_photo_request(asked)? else { break };
            let row = next.row;
            let reply = self.send_photo(conversation, &next).await;
            let told = match &reply {
                Ok(reply) if reply.status == 200 => read::<PhotoReply>(&reply.body),
                _ => None,
            };
            if told.is_some() {
                asked = Some(row);
            }
            let receipt = match &told {
                Some(told) => self.photo_receipt(conversation, &next.kept, told).await?,
                None => None,
            };
            came = came.saturating_add(u64::from(receipt.is_some()));
            self.settle_photo(&next, &reply, told, receipt)?;
            reply?;
        }
        Ok(came)
    }

    /// The next request that is due, written down before its first byte leaves. `asked` is the row of the
    /// photo of which the authority has told in this conversation how much it has.
    fn next_photo_request(self, asked: Option<i64>) -> Result<Option<PhotoRequest>, CoreError> {
        let now_ms = self.core.now_ms();
        let mut state = self.core.lock();
        let person = state.person(self.person)?;
        // Whoever has no account any more is not listened to.
        if person.registration.speaker().is_none() {
            return Ok(None);
        }
        let Some(known) = &person.quarantine else { return Ok(None) };
        let due = |upload: &Upload| upload.due_ms(now_ms) <= now_ms;
        let mut waiting = known.photos.iter();
        let found = waiting.find(|(_, kept)| kept.upload().is_some_and(due)).cloned();
        let Some((row, mut kept)) = found else { return Ok(None) };
        let PhotoState::Waiting(upload) = &mut kept.state else { return Ok(None) };
        let Some(bytes) = Quarantine::photo_bytes(&state.store, self.person, row)? else {
            // Said by the store; there is nothing left to send.
            kept.state = PhotoState::Expired;
            self.keep_photo(&mut state, row, kept)?;
            return Ok(None);
        };
        let step = upload.next(kept.size, asked == Some(row));
        let body = match &step {
            UploadStep::Whole => bytes.0,
            UploadStep::Ask => Vec::new(),
            UploadStep::Part(part) => {
                let (from, to) = (usize::try_from(part.start), usize::try_from(part.end));
                let part = from.ok().zip(to.ok()).and_then(|(from, to)| bytes.0.get(from..to));
                part.unwrap_or_default().to_vec()
            }
        };
        if step == UploadStep::Whole {
            upload.was_sent = true;
            self.keep_photo(&mut state, row, kept.clone())?;
        }
        Ok(Some(PhotoRequest { row, kept, step, body }))
    }

    async fn send_photo(
        self,
        conversation: &Conversation<'_>,
        next: &PhotoRequest,
    ) -> Result<Reply, CoreError> {
        let signer = self.signer(&self.core.lock())?.ok_or(Code::NotRegistered)?;
        let (photo, bytes) = (next.kept.id, next.body.as_slice());
        let (route, offset) = match &next.step {
            UploadStep::Whole => (Route::Photo(photo), None),
            UploadStep::Ask => (Route::PhotoReceived(photo), None),
            UploadStep::Part(part) => (Route::PhotoPart(photo), Some(part.start)),
        };
        let body = Body { offset, ..Body::from(bytes) };
        Account::of(self.core, self.person).ask(conversation, route, body, &signer).await
    }

    /// The receipt for this photo, as it was signed.
    async fn photo_receipt(
        self,
        conversation: &Conversation<'_>,
        kept: &KeptPhoto,
        told: &PhotoReply,
    ) -> Result<Option<Vec<u8>>, CoreError> {
        let Some(signed) = told.receipt.as_deref().and_then(from_base64url) else {
            return Ok(None);
        };
        if !self.is_receipt_for(kept, &signed) {
            conversation.refresh().await?;
            if !self.is_receipt_for(kept, &signed) {
                return Ok(None);
            }
        }
        Ok(Some(signed))
    }

    fn is_receipt_for(self, kept: &KeptPhoto, signed: &[u8]) -> bool {
        let state = self.core.lock();
        let Some(trust) = state.lists.trust() else { return false };
        let check = match kept.check {
            Asked::Check(check) => Some(check),
            Asked::Reference => None,
        };
        let expected = Received::Photo { photo: *kept.id.bytes(), check };
        Receipt::read(signed, trust, state.lists.iss())
            .is_ok_and(|read| read.document.received == expected)
    }

    /// Keeps what an answer changes; nothing if the person was erased meanwhile.
    fn settle_photo(
        self,
        sent: &PhotoRequest,
        reply: &Result<Reply, CoreError>,
        told: Option<PhotoReply>,
        receipt: Option<Vec<u8>>,
    ) -> Result<(), CoreError> {
        let now_ms = self.core.now_ms();
        let random = self.core.ports.random.draw().map(u64::from_be_bytes)?;
        let mut state = self.core.lock();
        let Some(known) =
            state.people.get(&self.person).and_then(|known| known.quarantine.as_ref())
        else {
            return Ok(());
        };
        let mut photos = known.photos.iter();
        let Some((_, mut kept)) = photos.find(|(row, _)| *row == sent.row).cloned() else {
            return Ok(());
        };
        let PhotoState::Waiting(upload) = &mut kept.state else { return Ok(()) };
        if reply.is_ok() {
            upload.reached(now_ms);
        }
        let brought = told.is_some_and(|told| upload.has_come(kept.size, told.received));
        let goes_on = brought || sent.step == UploadStep::Ask && reply_is_good(reply);
        if !goes_on {
            let asked = match reply {
                Ok(reply) => reply.retry_after_s,
                Err(error) => error.retry_after_s,
            };
            let wait = asked.map(|seconds| retry_after_ms(seconds, random));
            upload.failed(now_ms, wait.unwrap_or(backoff_ms(upload.failures, random)));
        }
        let is_over = upload.is_over();
        if let Some(receipt) = receipt {
            kept.state = PhotoState::Received { receipt };
        } else if is_over {
            log::warn!("photo-expired");
            kept.state = PhotoState::Expired;
        }
        self.keep_photo(&mut state, sent.row, kept)
    }

    fn keep_photo(
        self,
        state: &mut crate::state::State,
        row: i64,
        kept: KeptPhoto,
    ) -> Result<(), CoreError> {
        let mut writing = self.begin(state)?;
        writing.edit.change_photo(row, kept);
        self.commit(state, writing)
    }
}

fn reply_is_good(reply: &Result<Reply, CoreError>) -> bool {
    reply.as_ref().is_ok_and(|reply| reply.status == 200)
}
