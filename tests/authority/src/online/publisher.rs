//! Keeps the documents current: what became due, or was changed, is signed, stored and stamped in
//! one step, before anybody is answered.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use doorstep::documents::{DenyList, Rules, STAMP_LIFE, Stamp, Stamped, TrustList, stamp_name};

use super::documents::{Held, STAMP};
use super::keys::{close, close_by_all};
use super::{Document, ISSUER, OnlineKeys, Published};
use crate::clock::Clock;
use crate::error::AuthorityError;
use crate::region;
use crate::store::{Store, StoredDocument};

/// How long a deny list counts, in seconds.
const DENY_LIFE: u64 = 7 * 86_400;
/// How long rules count, in seconds.
const RULES_LIFE: u64 = 30 * 86_400;

/// What the operator changes.
#[derive(Debug)]
pub(crate) enum Change {
    /// A trust list, signed in the room of the root keys.
    Trust(Vec<u8>),
    /// The act in force ends now.
    ActEnded,
    /// An act comes into force now, if none is.
    ActInForce,
    /// The set of revoked passes.
    Denied,
}

/// Signs and publishes.
pub(crate) struct Publisher {
    clock: Arc<Clock>,
    keys: Arc<OnlineKeys>,
    store: Arc<Store>,
    published: RwLock<Arc<Published>>,
    /// One at a time signs; readers never wait for it.
    signing: Mutex<()>,
}

impl Publisher {
    /// Reads what was published last and brings it up to this second.
    pub(crate) fn open(
        store: Arc<Store>,
        keys: Arc<OnlineKeys>,
        clock: Arc<Clock>,
        trust: Option<Vec<u8>>,
    ) -> Result<Self, AuthorityError> {
        let mut held = store.documents()?;
        if let Some(bytes) = trust {
            let root = Held::new(held.clone()).roots()?.1;
            let list = TrustList::read(&bytes, &root).map_err(|_| AuthorityError::HomeDamaged)?;
            let document = stored(stamp_name::TRUST, list.serial, bytes);
            store.publish(std::slice::from_ref(&document))?;
            held.push(document);
        }
        let published = read_or_make(&Held::new(held), &store, &keys, clock.now())?;
        let publisher = Self {
            clock,
            keys,
            store,
            published: RwLock::new(Arc::new(published)),
            signing: Mutex::new(()),
        };
        publisher.current()?;
        Ok(publisher)
    }

    /// What was published last, fresh or not.
    pub(crate) fn last(&self) -> Arc<Published> {
        self.published.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What was published last, if nothing has to be signed before it is served.
    pub(crate) fn fresh(&self) -> Option<Arc<Published>> {
        let last = self.last();
        last.is_fresh(self.clock.now()).then_some(last)
    }

    /// What is current now; signs what became due.
    pub(crate) fn current(&self) -> Result<Arc<Published>, AuthorityError> {
        match self.fresh() {
            Some(published) => Ok(published),
            None => self.publish(None),
        }
    }

    /// Makes a change and stamps it.
    pub(crate) fn change(&self, change: Change) -> Result<Arc<Published>, AuthorityError> {
        self.publish(Some(change))
    }

    fn publish(&self, change: Option<Change>) -> Result<Arc<Published>, AuthorityError> {
        let _one = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
        // Read while nobody else signs, so that no document is dated before the one it follows.
        let now = self.clock.now();
        let mut next = Published::clone(&self.last());
        let mut made: Vec<StoredDocument> = Vec::new();
        if let Some(Change::Trust(bytes)) = &change {
            made.push(take_trust(&mut next, bytes)?);
        }
        if let Some(region) = changed_rules(&next, change.as_ref(), now) {
            made.push(sign_rules(&mut next, &self.keys, region)?);
        }
        if !next.deny_is_fresh(now) || matches!(change, Some(Change::Denied)) {
            made.push(sign_deny(&mut next, &self.keys, &self.store, now)?);
        }
        if !made.is_empty() || !next.stamp_is_fresh(now) {
            made.push(sign_stamp(&mut next, &self.keys, now)?);
        }
        self.store.publish(&made)?;
        let next = Arc::new(next);
        *self.published.write().unwrap_or_else(PoisonError::into_inner) = next.clone();
        Ok(next)
    }
}

fn stored(name: &'static str, serial: u64, bytes: Vec<u8>) -> StoredDocument {
    StoredDocument { name: name.to_owned(), serial, bytes }
}

/// The documents of the store; what was never made is made now.
fn read_or_make(
    held: &Held,
    store: &Store,
    keys: &OnlineKeys,
    now: u64,
) -> Result<Published, AuthorityError> {
    let damaged = |_| AuthorityError::HomeDamaged;
    let (roots, root) = held.roots()?;
    let trust = held.newest(stamp_name::TRUST).ok_or(AuthorityError::HomeDamaged)?;
    let trust_list = TrustList::read(&trust.bytes, &root).map_err(damaged)?;
    let nothing = || Document::new(0, &[]);
    let mut published = Published {
        roots,
        root,
        trust: Document::new(trust.serial, &trust.bytes),
        trust_list,
        rules: nothing(),
        region: region::rules(ISSUER),
        deny: nothing(),
        deny_list: DenyList { iss: ISSUER.to_owned(), iat: 0, exp: 0, seq: 0, denied: Vec::new() },
        deny_ends: u64::MAX,
        stamp: nothing(),
        stamped: Stamp { iss: ISSUER.to_owned(), iat: 0, exp: 0, seq: 0, docs: Vec::new() },
    };
    let mut made = Vec::new();
    match held.newest(stamp_name::RULES) {
        Some(rules) => {
            published.region =
                Rules::read(&rules.bytes, &published.trust_list, ISSUER).map_err(damaged)?;
            published.rules = Document::new(rules.serial, &rules.bytes);
        }
        None => {
            let first = dated(published.region.clone(), now);
            made.push(sign_rules(&mut published, keys, first)?);
        }
    }
    match held.newest(stamp_name::DENY) {
        Some(deny) => {
            published.deny_list =
                DenyList::read(&deny.bytes, &published.trust_list, ISSUER).map_err(damaged)?;
            published.deny = Document::new(deny.serial, &deny.bytes);
            let denied = store.denied(now)?;
            published.deny_ends = denied.first_end;
            if denied.groups != published.deny_list.denied {
                made.push(sign_deny(&mut published, keys, store, now)?);
            }
        }
        None => made.push(sign_deny(&mut published, keys, store, now)?),
    }
    if let Some(stamp) = held.newest(STAMP) {
        published.stamped =
            Stamp::read(&stamp.bytes, &published.trust_list, ISSUER).map_err(damaged)?;
        published.stamp = Document::new(stamp.serial, &stamp.bytes);
    }
    let named = |name| published.stamped.doc(name).map(|doc| doc.sha256);
    let stamped = named(stamp_name::TRUST) == Some(published.trust.sha256)
        && named(stamp_name::RULES) == Some(published.rules.sha256)
        && named(stamp_name::DENY) == Some(published.deny.sha256);
    if !stamped {
        made.push(sign_stamp(&mut published, keys, now)?);
    }
    store.publish(&made)?;
    Ok(published)
}

fn take_trust(next: &mut Published, bytes: &[u8]) -> Result<StoredDocument, AuthorityError> {
    let list = TrustList::read(bytes, &next.root).map_err(|_| AuthorityError::HomeDamaged)?;
    if list.serial <= next.trust.serial {
        return Err(AuthorityError::HomeDamaged);
    }
    next.trust = Document::new(list.serial, bytes);
    let document = stored(stamp_name::TRUST, list.serial, bytes.to_vec());
    next.trust_list = list;
    Ok(document)
}

/// The rules that should follow, if any should.
fn changed_rules(next: &Published, change: Option<&Change>, now: u64) -> Option<Rules> {
    let mut region = next.region.clone();
    let changed = match change {
        Some(Change::ActEnded) => region::end_acts(&mut region, now),
        Some(Change::ActInForce) => region::put_act_into_force(&mut region, now),
        _ => false,
    };
    (changed || !next.rules_are_fresh(now)).then(|| dated(region, now))
}

fn dated(mut region: Rules, now: u64) -> Rules {
    region.serial = region.serial.saturating_add(1);
    region.iat = now;
    region.exp = now.saturating_add(RULES_LIFE);
    region
}

fn sign_rules(
    next: &mut Published,
    keys: &OnlineKeys,
    region: Rules,
) -> Result<StoredDocument, AuthorityError> {
    let bytes = close_by_all(&keys.rules, region.draft()).map_err(no_randomness)?;
    next.rules = Document::new(region.serial, &bytes);
    let document = stored(stamp_name::RULES, region.serial, bytes);
    next.region = region;
    Ok(document)
}

fn sign_deny(
    next: &mut Published,
    keys: &OnlineKeys,
    store: &Store,
    now: u64,
) -> Result<StoredDocument, AuthorityError> {
    let denied = store.denied(now)?;
    next.deny_ends = denied.first_end;
    let list = DenyList {
        iss: ISSUER.to_owned(),
        iat: now,
        exp: now.saturating_add(DENY_LIFE),
        seq: next.deny.serial.saturating_add(1),
        denied: denied.groups,
    };
    let bytes = close(&keys.status, list.draft(keys.status.public())).map_err(no_randomness)?;
    next.deny = Document::new(list.seq, &bytes);
    let document = stored(stamp_name::DENY, list.seq, bytes);
    next.deny_list = list;
    Ok(document)
}

fn sign_stamp(
    next: &mut Published,
    keys: &OnlineKeys,
    now: u64,
) -> Result<StoredDocument, AuthorityError> {
    let named = |name: &str, document: &Document| Stamped {
        name: name.to_owned(),
        serial: document.serial,
        sha256: document.sha256,
    };
    let root = next.roots.last().ok_or(AuthorityError::HomeDamaged)?;
    let stamp = Stamp {
        iss: ISSUER.to_owned(),
        iat: now,
        exp: now.saturating_add(STAMP_LIFE),
        seq: next.stamp.serial.saturating_add(1),
        docs: vec![
            named(stamp_name::ROOT, root),
            named(stamp_name::TRUST, &next.trust),
            named(stamp_name::RULES, &next.rules),
            named(stamp_name::DENY, &next.deny),
        ],
    };
    let bytes = close(&keys.stamp, stamp.draft(keys.stamp.public())).map_err(no_randomness)?;
    next.stamp = Document::new(stamp.seq, &bytes);
    let document = stored(STAMP, stamp.seq, bytes);
    next.stamped = stamp;
    Ok(document)
}

fn no_randomness(_: doorstep::crypto::SigningKeyError) -> AuthorityError {
    AuthorityError::NoRandomness
}
