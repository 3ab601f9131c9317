//! The documents that are served now, as bytes and as what they say.

use std::sync::Arc;

use doorstep::crypto::sha256;
use doorstep::documents::{
    DenyList, Root, Rules, SmsRegions, Stamp, StatusList, TrustList, stamp_name,
};
use doorstep::model::to_base64url;

use super::OnlineKeys;
use crate::error::AuthorityError;
use crate::store::StoredDocument;

/// How old a stamp may be when it is served, in seconds.
const STAMP_AGE: u64 = 3600;
/// How old a deny list or a status list may be when it is served, in seconds. They count for a week.
const DENY_AGE: u64 = 86_400;
/// How old rules may be when they are served, in seconds. They count for thirty days.
const RULES_AGE: u64 = 15 * 86_400;

/// The stamp's own name in the store; no stamp names itself.
pub(crate) const STAMP: &str = "stamp";

/// One document as it is served.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) serial: u64,
    pub(crate) bytes: Arc<[u8]>,
    pub(crate) sha256: [u8; 32],
}

impl Document {
    pub(crate) fn new(serial: u64, bytes: &[u8]) -> Self {
        Self { serial, bytes: bytes.into(), sha256: sha256(bytes) }
    }

    /// The entity tag (RFC 9110 §8.8.3).
    pub(crate) fn etag(&self) -> String {
        format!("\"{}\"", to_base64url(&self.sha256))
    }
}

/// Everything that is served now; replaced as a whole.
#[derive(Debug, Clone)]
pub(crate) struct Published {
    /// The keys that this trust list has in use.
    pub(crate) keys: Arc<OnlineKeys>,
    /// Every root, first to last.
    pub(crate) roots: Vec<Document>,
    pub(crate) root: Root,
    pub(crate) trust: Document,
    pub(crate) trust_list: TrustList,
    pub(crate) rules: Document,
    pub(crate) region: Rules,
    pub(crate) deny: Document,
    pub(crate) deny_list: DenyList,
    /// When the first pass on the deny list ends and has to leave it.
    pub(crate) deny_ends: u64,
    pub(crate) status: Document,
    pub(crate) status_list: Arc<StatusList>,
    /// When a place of the status list stands otherwise without anybody's doing.
    pub(crate) status_changes_at: u64,
    /// Tables of passes by text message, once an operator has published some.
    pub(crate) sms: Option<Document>,
    pub(crate) sms_regions: Option<Arc<SmsRegions>>,
    pub(crate) stamp: Document,
    pub(crate) stamped: Stamp,
}

impl Published {
    /// The authority's name in everything that it signs.
    pub(crate) fn iss(&self) -> &str {
        &self.keys.iss
    }

    /// Serial of the tables of passes by text message; 0 before the first.
    pub(crate) fn sms_serial(&self) -> u64 {
        self.sms.as_ref().map_or(0, |sms| sms.serial)
    }

    /// Whether the stamp may be served at this second.
    pub(crate) fn stamp_is_fresh(&self, now: u64) -> bool {
        fresh(self.stamped.iat, STAMP_AGE, now)
    }

    /// Whether the rules may be served at this second.
    pub(crate) fn rules_are_fresh(&self, now: u64) -> bool {
        fresh(self.region.iat, RULES_AGE, now)
    }

    /// Whether the deny list may be served at this second: young, and naming no pass that has
    /// ended.
    pub(crate) fn deny_is_fresh(&self, now: u64) -> bool {
        now < self.deny_ends && fresh(self.deny_list.iat, DENY_AGE, now)
    }

    /// Whether the status list is young enough to be served at this second.
    pub(crate) fn status_is_young(&self, now: u64) -> bool {
        fresh(self.status_list.iat, DENY_AGE, now)
    }

    /// Whether the status list may be served at this second.
    pub(crate) fn status_is_fresh(&self, now: u64) -> bool {
        now < self.status_changes_at && self.status_is_young(now)
    }

    /// Whether nothing has to be signed before an answer.
    pub(crate) fn is_fresh(&self, now: u64) -> bool {
        self.stamp_is_fresh(now)
            && self.rules_are_fresh(now)
            && self.deny_is_fresh(now)
            && self.status_is_fresh(now)
    }
}

/// A document made after `now` was made before the clock was put back: it is not fresh either.
fn fresh(iat: u64, age: u64, now: u64) -> bool {
    iat <= now && now.saturating_sub(iat) < age
}

/// The documents of the store by name.
pub(crate) struct StoredDocuments(Vec<StoredDocument>);

impl StoredDocuments {
    pub(crate) fn new(documents: Vec<StoredDocument>) -> Self {
        Self(documents)
    }

    /// The newest document of this name.
    pub(crate) fn newest(&self, name: &str) -> Option<&StoredDocument> {
        self.0.iter().filter(|held| held.name == name).max_by_key(|held| held.serial)
    }

    /// The roots from the first, each checked against the one before, and the last of them.
    pub(crate) fn roots(&self) -> Result<(Vec<Document>, Root), AuthorityError> {
        let mut held: Vec<_> = self.0.iter().filter(|held| held.name == stamp_name::ROOT).collect();
        held.sort_by_key(|held| held.serial);
        let mut known: Option<Root> = None;
        for document in &held {
            let read = match &known {
                None => Root::first(&document.bytes),
                Some(root) => root.next(&document.bytes),
            };
            known = Some(read.map_err(|_| AuthorityError::HomeDamaged)?);
        }
        let root = known.ok_or(AuthorityError::HomeDamaged)?;
        Ok((held.iter().map(|held| Document::new(held.serial, &held.bytes)).collect(), root))
    }
}
