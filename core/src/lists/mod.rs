//! The signed lists that a phone and an inspector go by: root, trust list, stamp, rules and deny
//! list, as one set that is exchanged whole or not at all.
//!
//! [`Refresh`] says what to fetch next and checks what came; it knows no network.

mod age;
mod cached;
mod past;
mod refresh;

pub use age::{Age, FRESH_MS, ListAges};
use cached::CachedDocument;
pub use past::PastLists;
pub use refresh::{Fetched, ListProblem, ListScope, Outcome, Refresh};

use crate::crypto::sha256;
use crate::documents::{
    DenyList, DocumentError, KeyClosed, KeyUse, Root, Rules, SmsRegions, Stamp, StatusList,
    TimeToken, TrustFile, TrustList, stamp_name,
};
use crate::model::PublicKey;
use crate::ports::ServerTrust;
use crate::time::{Moment, milliseconds};

/// The lowest serials that are still taken; they outlive the documents and their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Serials {
    /// Of the trust list.
    pub trust: u64,
    /// `seq` of the stamp.
    pub stamp: u64,
    pub rules: u64,
    /// `seq` of the deny list.
    pub deny: u64,
    /// `seq` of the status list.
    pub status: u64,
}

/// The set of lists that is in force on this phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lists {
    iss: String,
    root: Root,
    root_bytes: Vec<u8>,
    // Roots that were replaced since the set was kept, oldest first.
    passed_roots: Vec<Vec<u8>>,
    trust: Option<CachedDocument<TrustList>>,
    stamp: Option<CachedDocument<Stamp>>,
    rules: Option<CachedDocument<Rules>>,
    deny: Option<CachedDocument<DenyList>>,
    status: Option<CachedDocument<StatusList>>,
    sms: Option<CachedDocument<SmsRegions>>,
    serials: Serials,
}

/// The bytes of a set as they were kept.
#[derive(Debug, Clone, Default)]
pub struct StoredLists {
    pub root: Option<Vec<u8>>,
    pub trust: Option<Vec<u8>>,
    pub stamp: Option<Vec<u8>>,
    pub rules: Option<Vec<u8>>,
    pub deny: Option<Vec<u8>>,
    pub status: Option<Vec<u8>>,
    pub sms: Option<Vec<u8>>,
    pub serials: Serials,
}

impl Lists {
    /// The set before any contact.
    ///
    /// # Errors
    /// [`DocumentError`] if the trust file's root is none.
    pub fn first(file: &TrustFile) -> Result<Self, DocumentError> {
        // The trust file's reader has checked that the root vouches for itself.
        let root = Root::decode_verified(&file.root)?;
        Ok(Self {
            iss: file.iss.clone(),
            root,
            root_bytes: file.root.clone(),
            passed_roots: Vec::new(),
            trust: None,
            stamp: None,
            rules: None,
            deny: None,
            status: None,
            sms: None,
            serials: Serials::default(),
        })
    }

    /// The set that was kept. A document that cannot be read any more is as good as none and
    /// will be fetched again.
    ///
    /// # Errors
    /// [`DocumentError`] if the trust file's root is none.
    pub fn from_kept(file: &TrustFile, kept: StoredLists) -> Result<Self, DocumentError> {
        let mut lists = Self::first(file)?;
        // An app that was updated may ship with a newer root than the one that was kept.
        if let Some(bytes) = kept.root.filter(|kept| *kept != file.root)
            && let Ok(root) = Root::decode_verified(&bytes)
            && root.serial >= lists.root().serial
        {
            lists.root = root;
            lists.root_bytes = bytes;
        }
        lists.trust =
            kept.trust.map(|bytes| CachedDocument::kept(bytes, TrustList::decode_verified));
        lists.stamp = kept.stamp.map(|bytes| CachedDocument::kept(bytes, Stamp::decode_verified));
        lists.rules = kept.rules.map(|bytes| CachedDocument::kept(bytes, Rules::decode_verified));
        lists.deny = kept.deny.map(|bytes| CachedDocument::kept(bytes, DenyList::decode_verified));
        lists.status =
            kept.status.map(|bytes| CachedDocument::kept(bytes, StatusList::decode_verified));
        lists.sms = kept.sms.map(|bytes| CachedDocument::kept(bytes, SmsRegions::decode_verified));
        lists.serials = kept.serials;
        Ok(lists)
    }

    /// Takes nothing older than what is here, where the lowest serials themselves were lost.
    pub fn raise_serials(&mut self) {
        let Serials { trust, stamp, rules, deny, status } = self.serials;
        self.serials = Serials {
            trust: trust.max(self.trust().map_or(0, |doc| doc.serial)),
            stamp: stamp.max(self.stamp().map_or(0, |doc| doc.seq)),
            rules: rules.max(self.rules().map_or(0, |doc| doc.serial)),
            deny: deny.max(self.deny().map_or(0, |doc| doc.seq)),
            status: status.max(self.status().map_or(0, |doc| doc.seq)),
        };
    }

    /// The bytes to keep.
    pub fn to_kept(&self) -> StoredLists {
        StoredLists {
            root: Some(self.root_bytes.clone()),
            trust: self.trust.as_ref().map(|held| held.bytes().to_vec()),
            stamp: self.stamp.as_ref().map(|held| held.bytes().to_vec()),
            rules: self.rules.as_ref().map(|held| held.bytes().to_vec()),
            deny: self.deny.as_ref().map(|held| held.bytes().to_vec()),
            status: self.status.as_ref().map(|held| held.bytes().to_vec()),
            sms: self.sms.as_ref().map(|held| held.bytes().to_vec()),
            serials: self.serials,
        }
    }

    /// Name of the authority in everything that it signs.
    pub fn iss(&self) -> &str {
        &self.iss
    }

    pub fn root(&self) -> &Root {
        &self.root
    }

    /// Whether the root of this digest is the one that this phone goes by, or was shipped with.
    pub fn is_root(&self, digest: &[u8; 32], shipped: &TrustFile) -> bool {
        [&self.root_bytes, &shipped.root].into_iter().any(|bytes| sha256(bytes) == *digest)
    }

    /// SHA-256 of the root that this phone goes by.
    pub fn root_digest(&self) -> [u8; 32] {
        sha256(&self.root_bytes)
    }

    pub fn trust(&self) -> Option<&TrustList> {
        self.trust.as_ref().and_then(CachedDocument::doc)
    }

    pub fn stamp(&self) -> Option<&Stamp> {
        self.stamp.as_ref().and_then(CachedDocument::doc)
    }

    pub fn rules(&self) -> Option<&Rules> {
        self.rules.as_ref().and_then(CachedDocument::doc)
    }

    pub fn deny(&self) -> Option<&DenyList> {
        self.deny.as_ref().and_then(CachedDocument::doc)
    }

    /// The status list, if it is the one that the stamp names.
    pub fn status(&self) -> Option<&StatusList> {
        let named = self.stamp()?.doc(stamp_name::STATUS)?;
        let held = self.status.as_ref().filter(|held| held.sha256() == named.sha256)?;
        held.doc()
    }

    /// The tables of passes by text message, if they are those that the stamp names and can be read.
    pub fn sms(&self) -> Option<&SmsRegions> {
        let named = self.stamp()?.doc(stamp_name::SMS)?;
        let held = self.sms.as_ref().filter(|held| held.sha256() == named.sha256)?;
        // Another version of the app may have kept what it could not read.
        held.doc().filter(|tables| tables.iss == self.iss)
    }

    /// Whether trust list, rules and deny list are there and are the ones that the stamp names.
    pub fn are_whole(&self) -> bool {
        let Some(stamp) = self.stamp() else { return false };
        let named = |name: &str, sha256: Option<[u8; 32]>| {
            sha256.is_some() && stamp.doc(name).map(|doc| doc.sha256) == sha256
        };
        named(stamp_name::TRUST, self.trust.as_ref().map(CachedDocument::sha256))
            && named(stamp_name::RULES, self.rules.as_ref().map(CachedDocument::sha256))
            && named(stamp_name::DENY, self.deny.as_ref().map(CachedDocument::sha256))
    }

    /// Largest `iat` of the set: it is not earlier than that.
    pub fn newest_iat(&self) -> u64 {
        [
            Some(self.root.iat),
            self.trust().map(|doc| doc.iat),
            self.stamp().map(|doc| doc.iat),
            self.rules().map(|doc| doc.iat),
            self.deny().map(|doc| doc.iat),
        ]
        .into_iter()
        .flatten()
        .max()
        .unwrap_or_default()
    }

    /// Reads a time token of this authority.
    ///
    /// # Errors
    /// [`DocumentError`]; also without a trust list, since no key for time is known then.
    pub fn time_token(&self, bytes: &[u8]) -> Result<TimeToken, DocumentError> {
        let trust = self.trust().ok_or(DocumentError::Signature)?;
        TimeToken::read(bytes, trust, &self.iss)
    }

    /// The word in these bytes that a phone's key is closed.
    ///
    /// # Errors
    /// [`DocumentError`]; also without a trust list, since no key for orders is known then.
    pub fn key_closed(&self, bytes: &[u8]) -> Result<KeyClosed, DocumentError> {
        let trust = self.trust().ok_or(DocumentError::Signature)?;
        KeyClosed::read(bytes, trust, &self.iss)
    }

    /// Whom the transport may speak to: what the trust list says, or before there is one, the
    /// trust file and the certification authorities that the app ships with.
    pub fn server_trust(
        &self,
        file: &TrustFile,
        host: &str,
        shipped_roots: &[Vec<u8>],
        now: &Moment,
    ) -> ServerTrust {
        let (hosts, roots, pins) = match self.trust() {
            Some(trust) => (trust.hosts.clone(), trust.tls.roots.clone(), trust.tls.pins.clone()),
            None => (vec![host.to_owned()], shipped_roots.to_vec(), file.pins.clone()),
        };
        ServerTrust {
            hosts,
            roots,
            pins,
            not_before_ms: now.lo_ms.max(milliseconds(self.root.iat)),
            not_after_ms: now.hi_ms,
        }
    }

    /// The keys of a use.
    fn keys_of(&self, key_use: KeyUse) -> Vec<PublicKey> {
        self.trust().map(|trust| trust.good_keys(key_use, &self.iss)).unwrap_or_default()
    }
}
