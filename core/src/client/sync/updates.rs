//! What the authority has for an account: a newer certificate, an end, revocations, who else has its
//! number (`PROTOCOL.md §12.1`).

use crate::client::account::{Account, MOST_TRIES, SaidOfAccount};
use crate::client::core::Conversation;
use crate::client::exchange::json;
use crate::client::quarantine::{
    Patient, seen_checks, seen_notices, seen_orders, seen_photo_words,
};
use crate::documents::HolderClaims;
use crate::error::{Code, CoreError};
use crate::model::{HolderHint, to_base64url};
use crate::pass::Pass;
use crate::registration::{Keys, Registration, Speaker};
use crate::requests::{DeniedPass, OrderWaits, Route, Seen, SyncReply, SyncRequest, read};
use crate::state::Change;

/// How long before its end a certificate is asked for anew, in seconds: from when on one is given.
const RENEWED_WITHIN: u64 = 15 * 86_400;

impl Account<'_> {
    /// What the authority has for this phone; a phone without an account hears the time.
    pub async fn fetch_updates(self, conversation: &Conversation<'_>) -> Result<(), CoreError> {
        let Some(waits) = self.fetch(conversation, None).await? else { return Ok(()) };
        // The mark of the registration is tried once, by itself; another is for the person to type.
        if waits.left < MOST_TRIES {
            return Ok(());
        }
        let registration = self.core.lock().person(self.person)?.registration.clone();
        match registration {
            Registration::Registered { mark, .. } => {
                self.fetch(conversation, Some(&mark)).await.map(|_| ())
            }
            _ => Ok(()),
        }
    }

    /// The same for whoever an order waits for; how many tries are left if it still waits.
    pub async fn fetch_orders(
        self,
        conversation: &Conversation<'_>,
        mark: &HolderHint,
    ) -> Result<Option<u64>, CoreError> {
        Ok(self.fetch(conversation, Some(mark)).await?.map(|waits| waits.left))
    }

    async fn fetch(
        self,
        conversation: &Conversation<'_>,
        order_for: Option<&HolderHint>,
    ) -> Result<Option<OrderWaits>, CoreError> {
        let speaker = self.core.lock().person(self.person)?.registration.speaker();
        let Some(Speaker { keys, holder, mark, .. }) = speaker else {
            return conversation.learn_time().await.map(|_| None);
        };
        let (orders, notices, checks, photo_words) = {
            let now = self.core.now_ms();
            let state = self.core.lock();
            let quarantine = state.person(self.person)?.quarantine.as_ref();
            let notices = quarantine.map(|known| seen_notices(Some(known)));
            let checks = quarantine.map(|known| seen_checks(known, crate::time::seconds(now)));
            let photographed = quarantine.filter(|known| !known.photos.is_empty());
            (seen_orders(quarantine), notices, checks, photographed.map(seen_photo_words))
        };
        let notices = notices.map(|ids| ids.iter().map(ToString::to_string).collect());
        let checks = checks.map(|ids| ids.iter().map(ToString::to_string).collect());
        let photo_words =
            photo_words.map(|words| words.iter().map(|word| to_base64url(word)).collect());
        let certified = self.core.certificate_of(&holder, &keys).map(|holder| holder.sub);
        let declared = mark.filter(|mark| certified.as_ref() != Some(mark));
        let sub = declared.map(|mark| mark.as_str().to_owned());
        let body = json(&SyncRequest {
            seen: Seen {
                holder: Some(holder),
                sub,
                orders: Some(orders),
                notices,
                checks,
                photo_words,
            },
            sub: order_for.map(|mark| mark.as_str().to_owned()),
        })?;
        let reply = self.ask(conversation, Route::Sync, body.as_bytes(), &keys.dev).await?;
        match reply.status {
            200 => {
                let reply: SyncReply = read(&reply.body).ok_or(Code::AnswerUnusable)?;
                if reply.closed.is_some() || reply.key_closed.is_some() {
                    let word = reply.key_closed.as_deref();
                    return Err(self.hear_of_end(conversation, word).await?);
                }
                let SyncReply { orders, notices, checks, photo_words, order_waits: waits, .. } =
                    reply;
                let (holder, claimed, denied) = (reply.holder, reply.claimed, reply.denied);
                self.take(conversation, &keys, SaidOfAccount { holder, claimed, denied }).await?;
                let patient = Patient::of(self.core, self.person);
                patient.take_orders_of(conversation, &orders).await?;
                patient.take_notices_of(conversation, &notices).await?;
                patient.take_checks_of(conversation, &checks).await?;
                patient.take_photo_words_of(conversation, &photo_words).await?;
                patient.note_order_waits(waits.is_some());
                Ok(waits)
            }
            408 | 425 | 429 | 500..=599 => Err(CoreError::busy(reply.retry_after_s)),
            _ => Err(Code::AnswerUnusable.into()),
        }
    }

    /// Whether there is what a sync alone brings: another certificate, or versions that never came.
    pub fn needs_sync(self) -> bool {
        let (speaker, is_complete) = {
            let state = self.core.lock();
            let Ok(known) = state.person(self.person) else { return false };
            let orders = seen_orders(known.quarantine.as_ref());
            (known.registration.speaker(), orders.iter().all(|order| order.missing.is_empty()))
        };
        let Some(Speaker { keys, holder, mark, .. }) = speaker else { return true };
        let fresh_until = crate::time::seconds(self.core.now_ms()).saturating_add(RENEWED_WITHIN);
        let is_good = |held: HolderClaims| {
            mark.as_ref().is_none_or(|mark| held.sub == *mark) && held.exp > fresh_until
        };
        !is_complete || !self.core.certificate_of(&holder, &keys).is_some_and(is_good)
    }

    /// Keeps what is said of an account.
    pub async fn take(
        self,
        conversation: &Conversation<'_>,
        keys: &Keys,
        said: SaidOfAccount,
    ) -> Result<(), CoreError> {
        let denied = self.proven(conversation, said.denied).await;
        self.apply(keys, SaidOfAccount { denied, ..said })
    }

    fn apply(self, keys: &Keys, reply: SaidOfAccount) -> Result<(), CoreError> {
        // A renewed certificate is one for the same key that has the mark which is declared now, or
        // lasts longer.
        let speaker = self.core.lock().person(self.person)?.registration.speaker();
        // Erased, or another account, while the answer was on its way.
        let Some(speaker) = speaker.filter(|speaker| speaker.keys == *keys) else { return Ok(()) };
        let (held, declared) = (speaker.holder, speaker.mark);
        let worth = |holder: &HolderClaims| {
            (declared.as_ref().is_none_or(|mark| holder.sub == *mark), holder.exp)
        };
        let renewed = reply.holder.filter(|holder| {
            let renewed = self.core.certificate_of(holder, keys);
            let held = self.core.certificate_of(&held, keys);
            renewed.as_ref().map(worth) > held.as_ref().map(worth)
        });
        let mut state = self.core.lock();
        let mut edit = state.edit();
        let registration = &state.person(self.person)?.registration;
        if registration.speaker().is_none_or(|speaker| speaker.keys != *keys) {
            return Ok(());
        }
        if let Some(next) = renewed.and_then(|renewed| registration.with_holder(keys, renewed)) {
            edit.set(self.person, Change::Registration(next));
        }
        if state.person(self.person)?.claimed != reply.claimed.into() {
            edit.set(self.person, Change::Claimed(reply.claimed));
        }
        for (row, pass) in changed_passes(&state.person(self.person)?.passes, &reply.denied) {
            edit.set(self.person, Change::Pass(row, pass));
        }
        state.commit(edit)
    }
}

/// Passes that last for days, where the authority tells something new of them.
fn changed_passes(passes: &[(i64, Pass)], denied: &[DeniedPass]) -> Vec<(i64, Pass)> {
    let now = |pass: &Pass| {
        let denied = denied.iter().find(|denied| denied.pass.parse() == Ok(pass.id));
        denied.map(|denied| denied.from)
    };
    passes
        .iter()
        .filter(|(_, pass)| pass.lasts_for_days && pass.denied_from != now(pass))
        .map(|(row, pass)| (*row, Pass { denied_from: now(pass), ..pass.clone() }))
        .collect()
}
