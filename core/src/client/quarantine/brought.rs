//! What an answer to reports brings beside its receipt: everything that a sync would
//! (`PROTOCOL.md §20.7`).

use super::{Patient, seen_checks, seen_notices, seen_orders, seen_photo_words};
use crate::client::account::{Account, MOST_TRIES, SaidOfAccount};
use crate::client::core::Conversation;
use crate::error::CoreError;
use crate::model::from_base64url;
use crate::quarantine::report::{Seen, SeenVersion};
use crate::requests::{ReportsReply, SeenOrder};
use crate::state::Quarantine;

/// How much a request says of what is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Which versions.
    Short,
    /// Their digests too, so that another document under a number comes as well.
    Whole,
}

impl Extent {
    /// What this phone holds of what was signed for the person.
    pub(super) fn seen(self, known: &Quarantine, now: u64) -> Seen {
        let version = |held: SeenOrder| {
            let digest = held.digest.as_deref().and_then(from_base64url);
            let digest = digest.and_then(|digest| digest.try_into().ok());
            Some(SeenVersion {
                order: held.order.parse().ok()?,
                version: held.version,
                digest: digest.filter(|_| self == Self::Whole),
            })
        };
        Seen {
            orders: seen_orders(Some(known)).into_iter().filter_map(version).collect(),
            notices: seen_notices(Some(known)),
            checks: seen_checks(known, now),
            photo_words: seen_photo_words(known),
        }
    }
}

/// Whether nothing is left that a sync would bring: an order that waits for a mark which was not tried yet
/// takes one.
pub(super) fn brings_all(reply: &ReportsReply) -> bool {
    !reply.more && reply.order_waits.is_none_or(|waits| waits.left < MOST_TRIES)
}

impl Patient<'_> {
    pub(super) async fn take_reply(
        self,
        conversation: &Conversation<'_>,
        reply: ReportsReply,
    ) -> Result<(), CoreError> {
        let account = Account::of(self.core, self.person);
        if reply.closed.is_some() || reply.key_closed.is_some() {
            let word = reply.key_closed.as_deref();
            let has_moved = self.core.lock().person(self.person)?.registration.has_moved();
            // What this phone has signed itself is no news, but that the authority has taken it is.
            if let Some(word) = word.filter(|_| has_moved) {
                return account.hear_of_move(conversation, word).await;
            }
            return Err(account.hear_of_end(conversation, word).await?);
        }
        let keys = self.core.lock().person(self.person)?.registration.keys().cloned();
        if let Some(keys) = keys {
            let said = SaidOfAccount { holder: None, claimed: reply.claimed, denied: reply.denied };
            account.take(conversation, &keys, said).await?;
        }
        self.take_orders_of(conversation, &reply.orders).await?;
        self.take_notices_of(conversation, &reply.notices).await?;
        self.take_checks_of(conversation, &reply.checks).await?;
        self.take_photo_words_of(conversation, &reply.photo_words).await?;
        self.note_order_waits(reply.order_waits.is_some());
        self.tick_household()
    }
}
