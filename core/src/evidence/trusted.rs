//! Whose signatures count, and when: by the roots, trust lists and rules of the file, which are measured
//! by a root from outside.

use super::bundle::Bundle;
use super::difference::{Difference, What};
use crate::documents::cose_key::thumbprint;
use crate::documents::{DocumentError, Online, Root, Rules, Signed, TrustFile, TrustList, Zone};

/// How the roots of the file lie to the one from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootIs {
    Trusted,
    Other,
    NotCompared,
}

/// What the file brings, each signed by what came before.
pub(super) struct Trusted {
    iss: String,
    lists: Vec<TrustList>,
    /// The newest rules; none if the phone never had any.
    pub rules: Option<Rules>,
    pub root: RootIs,
}

impl RootIs {
    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::Other => "other",
            Self::NotCompared => "not-compared",
        }
    }
}

impl Trusted {
    /// Reads what the file brings.
    ///
    /// # Errors
    /// [`What::Trust`] for what is not signed by what came before.
    pub(super) fn of(bundle: &Bundle, outside: Option<&TrustFile>) -> Result<Self, Difference> {
        Self::read_all(bundle, outside).map_err(|_| Difference::in_all(What::Trust))
    }

    /// Of the newest rules.
    pub(super) fn zone(&self) -> Zone {
        self.rules.as_ref().map_or(Zone::UTC, |rules| rules.zone.clone())
    }

    fn read_all(bundle: &Bundle, outside: Option<&TrustFile>) -> Result<Self, DocumentError> {
        let roots = roots(&bundle.roots)?;
        let list = |bytes: &Vec<u8>| {
            let read = roots.iter().rev().find_map(|root| TrustList::read(bytes, root).ok());
            read.ok_or(DocumentError::Signature)
        };
        let mut lists = bundle.trust.iter().map(list).collect::<Result<Vec<_>, _>>()?;
        lists.sort_by_key(|list| list.iat);
        let iss = bundle.iss.clone();
        let rules = |bytes: &Vec<u8>| {
            let read = lists.iter().rev().find_map(|list| Rules::read(bytes, list, &iss).ok());
            read.ok_or(DocumentError::Signature)
        };
        let rules = bundle.rules.iter().map(rules).collect::<Result<Vec<_>, _>>()?;
        let rules = rules.into_iter().max_by_key(|rules| rules.iat);
        let root = match outside {
            None => RootIs::NotCompared,
            Some(file) if file.iss == iss && is_known(&roots, bundle, file) => RootIs::Trusted,
            Some(_) => RootIs::Other,
        };
        Ok(Self { iss, lists, rules, root })
    }

    /// A document that a key of one of the lists signed within its time. Whether another list has withdrawn
    /// the key since says nothing of what came before (`PROTOCOL.md §18.5`).
    pub(super) fn read<T: Online>(&self, bytes: &[u8]) -> Option<Signed<T>> {
        let read = |list: &TrustList| T::read_under(bytes, list, &self.iss).ok();
        self.lists.iter().rev().find_map(read)
    }

    /// The same of what proves something by its time alone: no list may call the key withdrawn by then.
    pub(super) fn read_dated<T: Online>(&self, bytes: &[u8]) -> Option<Signed<T>> {
        self.read::<T>(bytes).filter(|signed| !self.is_withdrawn(signed))
    }

    /// Whether [`Trusted::read_dated`] would take what this phone keeps, whose signature was good when it came.
    pub(super) fn vouches_for<T: Online>(&self, kept: &Signed<T>) -> bool {
        let (_, iat) = kept.document.issued();
        let lets = |list: &TrustList| list.lets_sign_at(T::USE, &self.iss, iat, &kept.signer);
        self.lists.iter().any(lets) && !self.is_withdrawn(kept)
    }

    fn is_withdrawn<T: Online>(&self, signed: &Signed<T>) -> bool {
        let (_, iat) = signed.document.issued();
        let mut keys = self.lists.iter().flat_map(|list| list.keys_for(T::USE));
        keys.any(|key| {
            thumbprint(&key.key) == signed.signer && key.revoked_at.is_some_and(|at| at <= iat)
        })
    }
}

fn roots(all: &[Vec<u8>]) -> Result<Vec<Root>, DocumentError> {
    let (first, later) = all.split_first().ok_or(DocumentError::Signature)?;
    let mut roots = vec![Root::first(first)?];
    for bytes in later {
        let last = roots.last().ok_or(DocumentError::Signature)?;
        roots.push(last.next(bytes)?);
    }
    Ok(roots)
}

/// Whether the root from outside is one of these, or the next before or after them.
fn is_known(roots: &[Root], bundle: &Bundle, outside: &TrustFile) -> bool {
    let Ok(known) = Root::first(&outside.root) else { return false };
    let is_next =
        |root: &Root, bytes: Option<&Vec<u8>>| bytes.is_some_and(|bytes| root.next(bytes).is_ok());
    roots.contains(&known)
        || is_next(&known, bundle.roots.first())
        || roots.last().is_some_and(|last| is_next(last, Some(&outside.root)))
}
