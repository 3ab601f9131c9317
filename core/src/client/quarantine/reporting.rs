//! What waits is told to the authority, and its word for that is kept (`PROTOCOL.md §20`).

use std::sync::Arc;

use super::brought::brings_all;
use super::{Extent, Patient};
use crate::client::account::Account;
use crate::client::core::Conversation;
use crate::client::exchange::Body;
use crate::client::refusal::Refusal;
use crate::documents::{Head, Received};
use crate::error::{Code, CoreError};
use crate::model::{EpochId, from_base64url};
use crate::outbox::Signer;
use crate::quarantine::delivery::{
    Answer, Delivery, Heard, MOST_READ, Next, Prepared, Ready, Said, Sending, Waiting,
};
use crate::quarantine::journal::Entry;
use crate::requests::{ReportsReply, Route};
use crate::state::quarantine::{KeptProof, SignedBytes};
use crate::state::{Quarantine, State};

/// Most requests of one sync.
const MOST_REQUESTS: usize = 64;

/// What a sync told of a journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reported {
    /// Items that were sent, each time that they were.
    pub sent: u64,
    /// Whether an answer brought everything that a sync would.
    pub is_up_to_date: bool,
}

impl Patient<'_> {
    /// Tells all that waits.
    pub async fn report(
        self,
        conversation: &Conversation<'_>,
        extent: Extent,
    ) -> Result<Reported, CoreError> {
        let mut reported = Reported::default();
        for _ in 0..MOST_REQUESTS {
            let Some(sending) = self.next_request(extent)? else { break };
            reported.sent = reported.sent.saturating_add(sending.many_items());
            let (answer, reply) = self.send(conversation, &sending).await?;
            let receipt = reply.as_ref().and_then(|reply| from_base64url(&reply.receipt));
            // Erased while the answer was on its way.
            let Some(after) = self.settle(&sending, &answer, receipt)? else { break };
            if let Some(reply) = reply {
                reported.is_up_to_date = brings_all(&reply);
                self.take_reply(conversation, reply).await?;
            }
            match after {
                (_, Next::GoOn) => {}
                (Said::Confirmed { .. } | Said::NoProgress(_) | Said::NewEpoch, Next::Later) => {
                    break;
                }
                (Said::AuthorityRestored { .. } | Said::PutAside { .. } | Said::Less, _) => break,
                (Said::TryLater, Next::Later) => return Err(problem(&answer)),
            }
        }
        Ok(reported)
    }

    /// The next request, stored before its first byte leaves; none if nothing waits, or may go yet.
    fn next_request(self, extent: Extent) -> Result<Option<Sending>, CoreError> {
        loop {
            let (prepared, signer) = {
                let mut state = self.core.lock();
                let Some(known) = state.person(self.person)?.quarantine.clone() else {
                    return Ok(None);
                };
                let (Some(delivery), Some(journal)) = (&known.delivery, known.journal()) else {
                    return Ok(None);
                };
                let Some(signer) = self.signer(&state)? else { return Ok(None) };
                let reading = self.core.ports.clock.read();
                let now_ms = state.time.at(&reading).best_ms;
                if !delivery.may_go(now_ms) {
                    return Ok(None);
                }
                let secret = journal.secret();
                let after = delivery.confirmed().journal.n.saturating_add(1);
                let entries = known.entries(&state.store, self.person, after, MOST_READ)?;
                let delivery = self.followed(&state, &known, delivery, &entries)?;
                let writing = self.begin(&state)?;
                let seen = extent.seen(&known, crate::time::seconds(now_ms));
                let ready = Ready {
                    entries: &entries,
                    live: &entries,
                    newest: known.numbering.seq,
                    secret: &secret,
                    seen: &seen,
                    time: writing.head_time(&state),
                    now_ms,
                };
                let prepared = delivery.prepare(&ready).map_err(not_prepared)?;
                if let Prepared::Further(further) = &prepared {
                    self.keep_delivery(&mut state, further.as_ref().clone())?;
                }
                (prepared, signer)
            };
            let mut heads = Vec::new();
            let sending = match prepared {
                Prepared::Nothing => return Ok(None),
                Prepared::Further(_) => continue,
                Prepared::Again(sending) => *sending,
                Prepared::New(unsigned) => {
                    let sign = |head: &Head| self.sign_head(head, &signer);
                    let head = sign(&unsigned.head)?;
                    let live = unsigned.live.as_ref().map(sign).transpose()?;
                    heads.push((unsigned.head_n, unsigned.head.clone(), head.clone()));
                    let beside = unsigned.live.clone().zip(live.clone());
                    heads.extend(beside.map(|(head, signed)| (unsigned.live_n, head, signed)));
                    unsigned.signed(head, live).map_err(not_prepared)?
                }
            };
            let mut state = self.core.lock();
            let mut writing = self.begin(&state)?;
            writing.edit.set_delivery(sending.delivery.clone());
            let journal =
                state.person(self.person)?.quarantine.as_ref().and_then(|one| one.journal());
            for (n, head, signed) in heads {
                let proof = match journal {
                    Some(journal) => KeptProof::of_head(journal, n, &head, signed),
                    None => KeptProof::Head { signed: SignedBytes(signed) },
                };
                writing.edit.keep_proof(&proof);
            }
            self.commit(&mut state, writing)?;
            return Ok(Some(sending));
        }
    }

    pub(super) fn sign_head(self, head: &Head, signer: &Signer) -> Result<Vec<u8>, CoreError> {
        let draft = head.draft(&signer.key);
        let signature = self.core.sign(&signer.alias, &draft.to_sign())?;
        Ok(draft.close(&signature))
    }

    /// The outbox with both chains followed to the newest entry. Some may have been read already, one after
    /// the other.
    pub(super) fn followed(
        self,
        state: &State,
        known: &Quarantine,
        delivery: &Arc<Delivery>,
        read: &[Entry],
    ) -> Result<Delivery, CoreError> {
        let mut delivery = delivery.as_ref().clone();
        let Some(journal) = known.journal() else { return Ok(delivery) };
        let secret = journal.secret();
        let ahead = delivery.ahead().journal.n;
        let next = read.get(read.partition_point(|entry| entry.n <= ahead)..).unwrap_or_default();
        // Otherwise those between are read first.
        if next.first().is_some_and(|entry| Some(entry.n) == ahead.checked_add(1)) {
            delivery.follow(next, &secret).map_err(not_prepared)?;
        }
        loop {
            let from = delivery.ahead().journal.n.saturating_add(1);
            let next = known.entries(&state.store, self.person, from, MOST_READ)?;
            if next.is_empty() {
                return Ok(delivery);
            }
            delivery.follow(&next, &secret).map_err(not_prepared)?;
        }
    }

    /// The sum over every entry of the journal; none if there is no journal.
    pub fn journal_sum(self, state: &State) -> Result<Option<[u8; 32]>, CoreError> {
        let Some(known) = state.person(self.person)?.quarantine.as_ref() else { return Ok(None) };
        let Some(delivery) = &known.delivery else { return Ok(None) };
        Ok(Some(self.followed(state, known, delivery, &[])?.ahead().journal.h))
    }

    /// Who signs: the device key under which the journal reports.
    pub(super) fn signer(self, state: &State) -> Result<Option<Signer>, CoreError> {
        let known = state.person(self.person)?;
        let keys = known.registration.keys().map(|keys| keys.dev.clone());
        let journal = known.quarantine.as_ref().and_then(|known| known.journal());
        Ok(keys.filter(|dev| journal.is_some_and(|journal| journal.key == dev.key)))
    }

    fn keep_delivery(self, state: &mut State, delivery: Delivery) -> Result<(), CoreError> {
        let mut writing = self.begin(state)?;
        writing.edit.set_delivery(delivery);
        self.commit(state, writing)
    }

    async fn send(
        self,
        conversation: &Conversation<'_>,
        sending: &Sending,
    ) -> Result<(Answer, Option<ReportsReply>), CoreError> {
        let signer = self.signer(&self.core.lock())?.ok_or(Code::NotRegistered)?;
        let signers = std::slice::from_ref(&signer);
        let body = Body { is_deflated: sending.is_deflated, ..Body::from(sending.body.as_slice()) };
        let sent = conversation.signed(self.person, Route::Reports, body, signers, None).await;
        let reply = match sent {
            Ok(reply) => reply,
            Err(error) if error.keeps_waiting() => return Ok((Answer::Nothing, None)),
            Err(error) => return Err(error),
        };
        let refusal = Refusal::of(&reply);
        if reply.status >= 400 && refusal.says_key_closed() {
            let word = refusal.problem.key_closed.as_deref();
            return Err(Account::of(self.core, self.person)
                .hear_of_end(conversation, word)
                .await?);
        }
        self.read_answer(conversation, &reply, &refusal).await
    }

    /// Keeps what an answer changes, all of it in one transaction; nothing if there is no journal any
    /// more.
    fn settle(
        self,
        sending: &Sending,
        answer: &Answer,
        receipt: Option<Vec<u8>>,
    ) -> Result<Option<(Said, Next)>, CoreError> {
        let mut state = self.core.lock();
        let Some(known) = state.person(self.person)?.quarantine.clone() else { return Ok(None) };
        let (Some(delivery), Some(journal)) = (known.delivery.clone(), known.journal()) else {
            return Ok(None);
        };
        let secret = journal.secret();
        let mut writing = self.begin(&state)?;
        let newest = known.numbering.seq;
        let entries = match delivery.reads_for(answer, newest) {
            Some(n) => known.entries(&state.store, self.person, n.saturating_add(1), usize::MAX)?,
            None => Vec::new(),
        };
        let heard = Heard {
            at: writing.moment(&state),
            now_ms: state.time.at(&writing.reading).best_ms,
            newest,
            fresh: EpochId::new(self.core.ports.random.draw()?),
            secret: &secret,
        };
        let after = delivery.answered(sending, answer, &heard, &entries).map_err(not_prepared)?;
        writing.report(&state);
        for event in &after.events {
            writing.write(event)?;
        }
        if let Some(turn) = &after.turn {
            let all = known.entries(&state.store, self.person, 1, usize::MAX)?;
            let again = all.iter().filter(|one| turn.again.iter().any(|again| again.has(one)));
            writing.edit.begin_epoch(turn.epoch, turn.after);
            let mut numbering = writing.edit.after.numbering;
            let written: Vec<Entry> = turn.write(&mut numbering, again);
            writing.edit.set_waiting(Waiting::default());
            writing.edit.keep_entries(numbering, &written)?;
        }
        let is_conflict =
            matches!(answer, Answer::Taken { receipt: Some((Received::Conflict { .. }, _)), .. });
        match (after.said, receipt.map(SignedBytes)) {
            (Said::Confirmed { .. }, Some(signed)) => {
                writing.edit.keep_proof(&KeptProof::Receipt { signed });
            }
            (Said::NewEpoch, Some(signed)) if is_conflict => {
                writing.edit.keep_proof(&KeptProof::Word { signed });
            }
            _ => {}
        }
        writing.edit.set_delivery(after.delivery);
        self.commit(&mut state, writing)?;
        Ok(Some((after.said, after.next)))
    }
}

fn problem(answer: &Answer) -> CoreError {
    match answer {
        Answer::Nothing => Code::Offline.into(),
        Answer::Busy { retry_after_s } => CoreError::busy(*retry_after_s),
        _ => Code::AuthorityBusy.into(),
    }
}

/// A journal with a gap, or an entry that no request takes.
fn not_prepared(problem: crate::quarantine::delivery::DeliveryProblem) -> CoreError {
    log::warn!("reports-not-prepared cause={problem}");
    Code::StorageFailed.into()
}
