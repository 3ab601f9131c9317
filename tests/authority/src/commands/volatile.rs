//! What is known of requests that sent nothing and opened nothing: in memory alone, and no more than
//! so much of it. Whoever asks in vain, however often, fills no disk; and nobody can tell from an
//! answer whether it stands in the database or here.
//!
//! What was pushed out by others is unknown (404): an app then begins anew by itself.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use doorstep::model::{Nonce, RegistrationId, Thumbprint};

use super::Service;
use crate::store::{BrowserId, NumberMac, Registration, SentCode, StoreError, StoredReply};

/// Most registrations and most visits to the portal: of an hour in which one comes each second, and
/// three times that. About 1 kB each.
const REQUESTS: usize = 10_000;
/// Most replies. About 1 kB each.
const REPLIES: usize = 10_000;
/// Most nonces.
const NONCES: usize = 50_000;
/// How long a registration that got no code is known, in seconds: as long as one that got one.
const REGISTRATION_STAYS: u64 = 2 * 86_400;
/// How long a visit that got no code is known, in seconds: as long as one that got one.
const VISIT_STAYS: u64 = 3_600;

/// The newest of a kind, the oldest making way.
struct BoundedMap<K, V> {
    most: usize,
    order: VecDeque<K>,
    entries: HashMap<K, V>,
}

impl<K: Clone + Eq + Hash, V> BoundedMap<K, V> {
    fn new(most: usize) -> Self {
        Self { most, order: VecDeque::new(), entries: HashMap::new() }
    }

    /// Keeps it in place of what had its name; whether nothing had.
    fn insert(&mut self, name: K, value: V) -> bool {
        let is_new = self.entries.insert(name.clone(), value).is_none();
        if is_new {
            self.order.push_back(name);
            if self.order.len() > self.most
                && let Some(oldest) = self.order.pop_front()
            {
                self.entries.remove(&oldest);
            }
        }
        is_new
    }

    /// Forgets it. Its name keeps its turn to make way.
    fn remove(&mut self, name: &K) {
        self.entries.remove(name);
    }
}

/// Requests without effect.
pub(crate) struct VolatileRequests(Mutex<Tables>);

struct Tables {
    registrations: BoundedMap<[u8; 16], Registration>,
    visits: BoundedMap<BrowserId, SentCode>,
    replies: BoundedMap<Vec<u8>, StoredReply>,
    nonces: BoundedMap<([u8; 32], [u8; 16]), ()>,
}

impl Default for VolatileRequests {
    fn default() -> Self {
        Self(Mutex::new(Tables {
            registrations: BoundedMap::new(REQUESTS),
            visits: BoundedMap::new(REQUESTS),
            replies: BoundedMap::new(REPLIES),
            nonces: BoundedMap::new(NONCES),
        }))
    }
}

impl Service {
    /// The code that this browser waits for, sent or not.
    pub(crate) fn visit(
        &self,
        browser: &BrowserId,
        now: u64,
    ) -> Result<Option<SentCode>, StoreError> {
        let sent = self.store.visit(browser, now)?;
        Ok(sent.or_else(|| self.volatile.visit(browser, now)))
    }
}

impl VolatileRequests {
    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The registration of this name.
    pub(super) fn registration(&self, id: RegistrationId, now: u64) -> Option<Registration> {
        let tables = self.tables();
        let known = tables.registrations.entries.get(id.bytes())?;
        (now.saturating_sub(known.created_at) < REGISTRATION_STAYS).then(|| known.clone())
    }

    pub(super) fn save_registration(&self, registration: &Registration) {
        self.tables().registrations.insert(*registration.id.bytes(), registration.clone());
    }

    pub(super) fn delete_registration(&self, id: RegistrationId) {
        self.tables().registrations.remove(id.bytes());
    }

    /// The code that this browser waits for in vain.
    pub(crate) fn visit(&self, browser: &BrowserId, now: u64) -> Option<SentCode> {
        let tables = self.tables();
        let known = tables.visits.entries.get(browser)?;
        (now.saturating_sub(known.sent_at) <= VISIT_STAYS).then(|| known.clone())
    }

    pub(crate) fn save_visit(&self, browser: &BrowserId, sent: &SentCode) {
        self.tables().visits.insert(*browser, sent.clone());
    }

    pub(crate) fn delete_visit(&self, browser: &BrowserId) {
        self.tables().visits.remove(browser);
    }

    /// Forgets a number in whichever browser it was named.
    pub(crate) fn delete_number(&self, number: &NumberMac) {
        self.tables().visits.entries.retain(|_, sent| sent.number != *number);
    }

    /// The reply that went out under this name.
    pub(super) fn reply(&self, name: &[u8], now: u64) -> Option<StoredReply> {
        let tables = self.tables();
        tables.replies.entries.get(name).filter(|reply| now <= reply.keep_until).cloned()
    }

    pub(super) fn save_reply(&self, name: Vec<u8>, reply: StoredReply) {
        self.tables().replies.insert(name, reply);
    }

    /// Remembers a nonce under this key. False if it was seen before.
    pub(super) fn use_nonce(&self, key: Thumbprint, nonce: Nonce) -> bool {
        self.tables().nonces.insert((*key.bytes(), *nonce.bytes()), ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_makes_way_and_what_is_changed_keeps_its_turn() {
        let mut recent = BoundedMap::new(3);
        for name in 0..3 {
            assert!(recent.insert(name, "first"));
        }
        assert!(!recent.insert(0, "second"));
        recent.remove(&1);
        assert!(recent.insert(3, "first"));
        assert_eq!((recent.entries.get(&0), recent.entries.get(&2)), (None, Some(&"first")));
        for name in 0..100 {
            recent.insert(name, "third");
            assert!(recent.entries.len() <= 3 && recent.order.len() <= 3);
        }
    }
}
