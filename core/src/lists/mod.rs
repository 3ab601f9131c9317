//! The signed lists that a phone and an inspector go by: root, trust list, stamp, rules and deny
//! list, as one set that is exchanged whole or not at all.
//!
//! [`Refresh`] says what to fetch next and checks what came; it knows no network.

mod age;
mod refresh;

pub use age::{Age, ListAges};
pub use refresh::{Fetched, ListProblem, Outcome, Refresh};

use serde::{Deserialize, Serialize};

use crate::crypto::sha256;
use crate::documents::{
    DenyList, DocumentError, KeyUse, Root, Rules, Stamp, TimeToken, TrustFile, TrustList,
    stamp_name,
};
use crate::ports::ServerTrust;
use crate::time::{Moment, milliseconds};

/// A document with the bytes it was served as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<T> {
    /// What it says.
    pub doc: T,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
}

impl<T> Held<T> {
    fn new(doc: T, bytes: Vec<u8>) -> Self {
        let sha256 = sha256(&bytes);
        Self { doc, bytes, sha256 }
    }
}

/// The lowest serials that are still taken; they outlive the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Serials {
    trust: u64,
    stamp: u64,
    rules: u64,
    deny: u64,
}

/// The set of lists that is in force on this phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lists {
    iss: String,
    root: Held<Root>,
    trust: Option<Held<TrustList>>,
    stamp: Option<Held<Stamp>>,
    rules: Option<Held<Rules>>,
    deny: Option<Held<DenyList>>,
    serials: Serials,
}

/// The bytes of a set as they were kept.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// Root.
    pub root: Option<Vec<u8>>,
    /// Trust list.
    pub trust: Option<Vec<u8>>,
    /// Stamp.
    pub stamp: Option<Vec<u8>>,
    /// Rules.
    pub rules: Option<Vec<u8>>,
    /// Deny list.
    pub deny: Option<Vec<u8>>,
    /// Lowest serials.
    pub serials: Option<Serials>,
}

impl Lists {
    /// The set before any contact.
    ///
    /// # Errors
    /// [`DocumentError`] if the trust file's root is none.
    pub fn first(file: &TrustFile) -> Result<Self, DocumentError> {
        let root = Held::new(Root::first(&file.root)?, file.root.clone());
        Ok(Self {
            iss: file.iss.clone(),
            root,
            trust: None,
            stamp: None,
            rules: None,
            deny: None,
            serials: Serials::default(),
        })
    }

    /// The set that was kept. A document that cannot be read any more is as good as none and will
    /// be fetched again.
    ///
    /// # Errors
    /// [`DocumentError`] if the trust file's root is none.
    pub fn from_kept(file: &TrustFile, kept: Kept) -> Result<Self, DocumentError> {
        fn held<T>(
            bytes: Option<Vec<u8>>,
            read: impl Fn(&[u8]) -> Result<T, DocumentError>,
        ) -> Option<Held<T>> {
            let bytes = bytes?;
            Some(Held::new(read(&bytes).ok()?, bytes))
        }
        let mut lists = Self::first(file)?;
        if let Some(root) = held(kept.root, Root::reread)
            && root.doc.serial >= lists.root.doc.serial
        {
            lists.root = root;
        }
        lists.trust = held(kept.trust, TrustList::reread);
        lists.stamp = held(kept.stamp, Stamp::reread);
        lists.rules = held(kept.rules, Rules::reread);
        lists.deny = held(kept.deny, DenyList::reread);
        lists.serials = kept.serials.unwrap_or_default();
        Ok(lists)
    }

    /// The bytes to keep.
    pub fn to_kept(&self) -> Kept {
        Kept {
            root: Some(self.root.bytes.clone()),
            trust: self.trust.as_ref().map(|held| held.bytes.clone()),
            stamp: self.stamp.as_ref().map(|held| held.bytes.clone()),
            rules: self.rules.as_ref().map(|held| held.bytes.clone()),
            deny: self.deny.as_ref().map(|held| held.bytes.clone()),
            serials: Some(self.serials),
        }
    }

    /// The authority's name.
    pub fn iss(&self) -> &str {
        &self.iss
    }

    /// The root.
    pub fn root(&self) -> &Root {
        &self.root.doc
    }

    /// The trust list.
    pub fn trust(&self) -> Option<&TrustList> {
        self.trust.as_ref().map(|held| &held.doc)
    }

    /// The stamp.
    pub fn stamp(&self) -> Option<&Stamp> {
        self.stamp.as_ref().map(|held| &held.doc)
    }

    /// The rules.
    pub fn rules(&self) -> Option<&Rules> {
        self.rules.as_ref().map(|held| &held.doc)
    }

    /// The deny list.
    pub fn deny(&self) -> Option<&DenyList> {
        self.deny.as_ref().map(|held| &held.doc)
    }

    /// Whether trust list, rules and deny list are there and are the ones that the stamp names.
    pub fn are_whole(&self) -> bool {
        let Some(stamp) = self.stamp() else { return false };
        let named = |name: &str, sha256: Option<[u8; 32]>| {
            sha256.is_some() && stamp.doc(name).map(|doc| doc.sha256) == sha256
        };
        named(stamp_name::TRUST, self.trust.as_ref().map(|held| held.sha256))
            && named(stamp_name::RULES, self.rules.as_ref().map(|held| held.sha256))
            && named(stamp_name::DENY, self.deny.as_ref().map(|held| held.sha256))
    }

    /// Largest `iat` of the set: it is not earlier than that.
    pub fn newest_iat(&self) -> u64 {
        [
            Some(self.root.doc.iat),
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
        let token = TimeToken::read(bytes, trust)?;
        if token.iss == self.iss { Ok(token) } else { Err(DocumentError::Field) }
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
            not_before_ms: now.lo_ms.max(milliseconds(self.root.doc.iat)),
            not_after_ms: now.hi_ms,
        }
    }

    /// The keys of a use, by which a change of them is noticed.
    fn keys_of(&self, key_use: KeyUse) -> Vec<crate::model::PublicKey> {
        self.trust().map(|trust| trust.good_keys(key_use)).unwrap_or_default()
    }
}
