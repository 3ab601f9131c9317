//! Keeps the documents current: what became due, or was changed, is signed, stored and stamped in one
//! step, before anybody is answered (`PROTOCOL.md §5.6`).

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use doorstep::crypto::SigningKey;
use doorstep::documents::{
    Covers, DenyList, KeyUse, Rules, STAMP_LIFE, SmsRegions, Stamp, Stamped, StatusList, TrustList,
    stamp_name,
};
use doorstep::model::PublicKey;

use super::documents::{STAMP, StoredDocuments};
use super::keys::{close, close_by_all};
use super::{Document, OnlineKeys, Published, sms, status};
use crate::clock::Clock;
use crate::error::AuthorityError;
use crate::home::make_key;
use crate::region;
use crate::store::{Store, StoredDocument};

/// How long a deny list counts, in seconds.
const DENY_LIFE: u64 = 7 * 86_400;
/// How long rules count, in seconds.
const RULES_LIFE: u64 = 30 * 86_400;

/// What the operator changes.
#[derive(Debug)]
pub(crate) enum Change {
    /// A trust list, signed by the root keys.
    Trust(Vec<u8>),
    /// The next root, and the trust list under it.
    Root(Vec<u8>, Vec<u8>),
    /// So much of the acts in force ends now.
    ActEnded(Covers),
    /// An act for so much comes into force now, if none is.
    ActInForce(Covers),
    /// Rules of a newer document, which follow the current ones.
    Rules(Box<Rules>),
    /// Tables of passes by text message, in place of those before.
    Sms(Box<SmsRegions>),
    /// The set of revoked passes.
    Denied,
}

/// Signs and publishes.
pub(crate) struct Publisher {
    clock: Arc<Clock>,
    /// Where the online keys are.
    folder: PathBuf,
    store: Arc<Store>,
    published: RwLock<Arc<Published>>,
    /// One at a time signs; readers never wait for it.
    signing: Mutex<()>,
}

impl Publisher {
    /// Reads what was published last and brings it up to this second.
    pub(crate) fn open(
        store: Arc<Store>,
        folder: PathBuf,
        clock: Arc<Clock>,
        trust: Option<Vec<u8>>,
    ) -> Result<Self, AuthorityError> {
        let mut held = store.documents()?;
        if let Some(bytes) = trust {
            let root = StoredDocuments::new(held.clone()).roots()?.1;
            let list = TrustList::read(&bytes, &root).map_err(|_| AuthorityError::HomeDamaged)?;
            let document = stored(stamp_name::TRUST, list.serial, bytes);
            store.publish(std::slice::from_ref(&document))?;
            held.push(document);
        }
        let published = read_or_make(&StoredDocuments::new(held), &store, &folder, clock.now()?)?;
        let publisher = Self {
            clock,
            folder,
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
    pub(crate) fn fresh(&self) -> Result<Option<Arc<Published>>, AuthorityError> {
        let last = self.last();
        Ok(last.is_fresh(self.clock.now()?).then_some(last))
    }

    /// What is current now; signs what became due.
    pub(crate) fn current(&self) -> Result<Arc<Published>, AuthorityError> {
        match self.fresh()? {
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
        let now = self.clock.now()?;
        let mut next = Published::clone(&self.last());
        let mut made: Vec<StoredDocument> = Vec::new();
        let mut changes = SignerChanges::default();
        if let Some(Change::Root(root, _)) = &change {
            made.push(take_root(&mut next, root)?);
        }
        if let Some(Change::Trust(trust) | Change::Root(_, trust)) = &change {
            made.push(take_trust(&mut next, trust)?);
            let before = std::mem::replace(&mut next.keys, self.keys_of(&next.trust_list)?);
            changes = SignerChanges::of(&before, &next.keys);
        }
        if let Some(region) = changed_rules(&next, change.as_ref(), now, changes.rules)? {
            made.push(sign_rules(&mut next, region)?);
        }
        if !next.deny_is_fresh(now) || changes.status || matches!(change, Some(Change::Denied)) {
            made.push(sign_deny(&mut next, &self.store, now)?);
        }
        // Newer rules may give another time to get home.
        let moved = matches!(change, Some(Change::Denied | Change::Rules(_)));
        if !next.status_is_fresh(now) || changes.status || moved {
            made.extend(status::sign(&mut next, &self.store, now, changes.status)?);
        }
        let new = match &change {
            Some(Change::Sms(tables)) => Some(tables.as_ref()),
            _ => None,
        };
        made.extend(sms::sign(&mut next, new, now, changes.rules)?);
        if !made.is_empty() || !next.stamp_is_fresh(now) {
            made.push(sign_stamp(&mut next, now)?);
        }
        self.store.publish(&made)?;
        let next = Arc::new(next);
        *self.published.write().unwrap_or_else(PoisonError::into_inner) = next.clone();
        Ok(next)
    }

    fn keys_of(&self, list: &TrustList) -> Result<Arc<OnlineKeys>, AuthorityError> {
        OnlineKeys::open(&self.folder, list).map(Arc::new)
    }

    /// Makes keys that the next trust list may name.
    pub(crate) fn make_keys(&self, key_use: KeyUse) -> Result<Vec<PublicKey>, AuthorityError> {
        let last = self.last();
        // As many as sign together.
        let count = if key_use == KeyUse::Rules { last.keys.rules.len() } else { 1 };
        (0..count).map(|_| Ok(make_key(&self.folder, key_use.name())?.public().clone())).collect()
    }
}

/// Which documents have to be signed anew because other keys sign them now.
#[derive(Debug, Default)]
struct SignerChanges {
    rules: bool,
    status: bool,
}

impl SignerChanges {
    fn of(before: &OnlineKeys, after: &OnlineKeys) -> Self {
        let public = |keys: &[SigningKey]| -> Vec<PublicKey> {
            keys.iter().map(|key| key.public().clone()).collect()
        };
        Self {
            rules: public(&before.rules) != public(&after.rules),
            status: before.status.public() != after.status.public(),
        }
    }
}

pub(super) fn stored(name: &'static str, serial: u64, bytes: Vec<u8>) -> StoredDocument {
    StoredDocument { name: name.to_owned(), serial, bytes }
}

/// The documents of the store; what was never made is made now.
fn read_or_make(
    held: &StoredDocuments,
    store: &Store,
    folder: &Path,
    now: u64,
) -> Result<Published, AuthorityError> {
    let damaged = |_| AuthorityError::HomeDamaged;
    let (roots, root) = held.roots()?;
    let trust = held.newest(stamp_name::TRUST).ok_or(AuthorityError::HomeDamaged)?;
    let trust_list = TrustList::read(&trust.bytes, &root).map_err(damaged)?;
    let nothing = || Document::new(0, &[]);
    let keys = Arc::new(OnlineKeys::open(folder, &trust_list)?);
    let iss = keys.iss.clone();
    let rules = held.newest(stamp_name::RULES).ok_or(AuthorityError::HomeDamaged)?;
    let mut published = Published {
        keys,
        roots,
        root,
        trust: Document::new(trust.serial, &trust.bytes),
        region: Rules::read(&rules.bytes, &trust_list, &iss).map_err(damaged)?,
        rules: Document::new(rules.serial, &rules.bytes),
        deny: nothing(),
        deny_list: DenyList { iss: iss.clone(), iat: 0, exp: 0, seq: 0, denied: Vec::new() },
        deny_ends: u64::MAX,
        status: nothing(),
        status_list: Arc::new(status::nothing(&iss)),
        status_changes_at: 0,
        sms: None,
        sms_regions: None,
        stamp: nothing(),
        stamped: Stamp { iss: iss.clone(), iat: 0, exp: 0, seq: 0, docs: Vec::new() },
        trust_list,
    };
    let mut made = Vec::new();
    match held.newest(stamp_name::DENY) {
        Some(deny) => {
            published.deny_list =
                DenyList::read(&deny.bytes, &published.trust_list, &iss).map_err(damaged)?;
            published.deny = Document::new(deny.serial, &deny.bytes);
            let denied = store.denied(now)?;
            published.deny_ends = denied.first_end;
            if denied.groups != published.deny_list.denied {
                made.push(sign_deny(&mut published, store, now)?);
            }
        }
        None => made.push(sign_deny(&mut published, store, now)?),
    }
    if let Some(list) = held.newest(stamp_name::STATUS) {
        let read = StatusList::read(&list.bytes, &published.trust_list, &iss).map_err(damaged)?;
        published.status_list = Arc::new(read);
        published.status = Document::new(list.serial, &list.bytes);
    }
    if let Some(tables) = held.newest(stamp_name::SMS) {
        let read = SmsRegions::read(&tables.bytes, &published.trust_list, &iss).map_err(damaged)?;
        published.sms_regions = Some(Arc::new(read));
        published.sms = Some(Document::new(tables.serial, &tables.bytes));
    }
    made.extend(status::sign(&mut published, store, now, false)?);
    if let Some(stamp) = held.newest(STAMP) {
        published.stamped =
            Stamp::read(&stamp.bytes, &published.trust_list, &iss).map_err(damaged)?;
        published.stamp = Document::new(stamp.serial, &stamp.bytes);
    }
    let named = |name| published.stamped.doc(name).map(|doc| doc.sha256);
    let stamped = named(stamp_name::TRUST) == Some(published.trust.sha256)
        && named(stamp_name::RULES) == Some(published.rules.sha256)
        && named(stamp_name::DENY) == Some(published.deny.sha256)
        && named(stamp_name::STATUS) == Some(published.status.sha256)
        && named(stamp_name::SMS) == published.sms.as_ref().map(|sms| sms.sha256);
    if !stamped {
        made.push(sign_stamp(&mut published, now)?);
    }
    store.publish(&made)?;
    Ok(published)
}

fn take_root(next: &mut Published, bytes: &[u8]) -> Result<StoredDocument, AuthorityError> {
    let root = next.root.next(bytes).map_err(|_| AuthorityError::HomeDamaged)?;
    next.roots.push(Document::new(root.serial, bytes));
    let document = stored(stamp_name::ROOT, root.serial, bytes.to_vec());
    next.root = root;
    Ok(document)
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
fn changed_rules(
    next: &Published,
    change: Option<&Change>,
    now: u64,
    by_others: bool,
) -> Result<Option<Rules>, AuthorityError> {
    let mut region = next.region.clone();
    let changed = match change {
        Some(Change::Rules(new)) => {
            region = region::following(&region, new, now)?;
            true
        }
        Some(Change::ActEnded(covers)) => region::end_acts(&mut region, now, *covers),
        Some(Change::ActInForce(covers)) => region::put_act_into_force(&mut region, now, *covers),
        _ => by_others,
    };
    Ok((changed || !next.rules_are_fresh(now)).then(|| dated(region, now)))
}

/// The first rules of an authority, signed by these keys.
pub(crate) fn first_rules(
    keys: &OnlineKeys,
    region: &Rules,
    now: u64,
) -> Result<StoredDocument, AuthorityError> {
    signed_rules(keys, &dated(region.clone(), now))
}

fn dated(region: Rules, now: u64) -> Rules {
    let mut region = region::forget_former(region, now);
    region.serial = region.serial.saturating_add(1);
    region.iat = now;
    region.exp = now.saturating_add(RULES_LIFE);
    region
}

fn signed_rules(keys: &OnlineKeys, region: &Rules) -> Result<StoredDocument, AuthorityError> {
    let bytes = close_by_all(&keys.rules, region.draft()).map_err(no_randomness)?;
    Ok(stored(stamp_name::RULES, region.serial, bytes))
}

fn sign_rules(next: &mut Published, region: Rules) -> Result<StoredDocument, AuthorityError> {
    let document = signed_rules(&next.keys, &region)?;
    next.rules = Document::new(document.serial, &document.bytes);
    next.region = region;
    Ok(document)
}

fn sign_deny(
    next: &mut Published,
    store: &Store,
    now: u64,
) -> Result<StoredDocument, AuthorityError> {
    let denied = store.denied(now)?;
    next.deny_ends = denied.first_end;
    let list = DenyList {
        iss: next.keys.iss.clone(),
        iat: now,
        exp: now.saturating_add(DENY_LIFE),
        seq: next.deny.serial.saturating_add(1),
        denied: denied.groups,
    };
    let key = &next.keys.status;
    let bytes = close(key, list.draft(key.public())).map_err(no_randomness)?;
    next.deny = Document::new(list.seq, &bytes);
    let document = stored(stamp_name::DENY, list.seq, bytes);
    next.deny_list = list;
    Ok(document)
}

fn sign_stamp(next: &mut Published, now: u64) -> Result<StoredDocument, AuthorityError> {
    let named = |name: &str, document: &Document| Stamped {
        name: name.to_owned(),
        serial: document.serial,
        sha256: document.sha256,
    };
    let root = next.roots.last().ok_or(AuthorityError::HomeDamaged)?;
    let stamp = Stamp {
        iss: next.keys.iss.clone(),
        iat: now,
        exp: now.saturating_add(STAMP_LIFE),
        seq: next.stamp.serial.saturating_add(1),
        docs: [
            named(stamp_name::ROOT, root),
            named(stamp_name::TRUST, &next.trust),
            named(stamp_name::RULES, &next.rules),
            named(stamp_name::DENY, &next.deny),
            named(stamp_name::STATUS, &next.status),
        ]
        .into_iter()
        .chain(next.sms.as_ref().map(|sms| named(stamp_name::SMS, sms)))
        .collect(),
    };
    let key = &next.keys.stamp;
    let bytes = close(key, stamp.draft(key.public())).map_err(no_randomness)?;
    next.stamp = Document::new(stamp.seq, &bytes);
    let document = stored(STAMP, stamp.seq, bytes);
    next.stamped = stamp;
    Ok(document)
}

pub(super) fn no_randomness(_: doorstep::crypto::SigningKeyError) -> AuthorityError {
    AuthorityError::NoRandomness
}
