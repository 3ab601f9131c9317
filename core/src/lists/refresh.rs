//! Fetching a new set: the stamp first, then what differs, taken only if all of it fits
//! (`PROTOCOL.md §5`).

use super::{CachedDocument, Lists, Serials};
use crate::crypto::sha256;
use crate::documents::{
    DenyList, DocumentError, KeyUse, Malformed, Rules, Stamp, Stamped, StatusList, TrustList,
    stamp_name,
};
use crate::model::PublicKey;
use crate::requests::Route;
use crate::time::Moment;

/// Most roots that are walked in one refresh (The Update Framework §5.3.3).
const MAX_ROOTS: u32 = 32;

/// What came for a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    Bytes(Vec<u8>),
    /// The authority has none.
    NotFound,
    /// No usable answer: the set that is there stays.
    Nothing,
}

/// Why the set that was there stayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListProblem {
    #[error("no answer")]
    NoAnswer,
    /// A document was not what it has to be.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A document older than one that was already taken.
    #[error("older than what was already taken")]
    RolledBack,
    /// The same serial with other content.
    #[error("the same serial with other content")]
    Conflict,
    /// A document whose time is over.
    #[error("its time is over")]
    Expired,
    /// The authority changed its documents during both attempts.
    #[error("changed while it was fetched")]
    Changing,
}

/// How a refresh ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The new set, or the old one.
    pub lists: Lists,
    /// Whether anything in it is new.
    pub changed: bool,
    /// Why the old one stayed.
    pub problem: Option<ListProblem>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Stamp,
    Roots(u32),
    Trust,
    Rules,
    Deny,
    Status,
    Done,
}

/// Which lists a device needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Those that every device needs.
    Everyday,
    /// The status list too: for who inspects.
    WithStatus,
}

/// One refresh: [`Refresh::next`] says what to fetch, [`Refresh::take`] takes it.
#[derive(Debug, Clone)]
pub struct Refresh {
    wanted: Wanted,
    old: Lists,
    new: Lists,
    now: Moment,
    stamp: Option<Vec<u8>>,
    stage: Stage,
    again: bool,
    /// The lowest serial of a trust list under the root that was reached.
    trust_serial: u64,
    problem: Option<ListProblem>,
}

impl Refresh {
    /// A refresh of this set at this moment.
    pub fn of(lists: &Lists, now: Moment, wanted: Wanted) -> Self {
        // Who has inspected once goes on to.
        let wanted = lists.status.as_ref().map_or(wanted, |_| Wanted::WithStatus);
        Self {
            wanted,
            old: lists.clone(),
            new: lists.clone(),
            now,
            stamp: None,
            stage: Stage::Stamp,
            again: true,
            trust_serial: lists.serials.trust,
            problem: None,
        }
    }

    /// What to fetch next; nothing when it is over.
    pub fn next(&self) -> Option<Route> {
        match self.stage {
            Stage::Stamp => Some(Route::Stamp),
            Stage::Roots(_) => Some(Route::Root(self.new.root.serial.saturating_add(1))),
            Stage::Trust => Some(Route::Trust),
            Stage::Rules => Some(Route::Rules),
            Stage::Deny => Some(Route::Deny),
            Stage::Status => Some(Route::Status),
            Stage::Done => None,
        }
    }

    /// Takes what came for the route that [`Refresh::next`] named.
    pub fn take(&mut self, fetched: Fetched) {
        let step = match (self.stage, fetched) {
            (Stage::Roots(_), Fetched::NotFound) => Ok(Stage::Trust),
            (_, Fetched::NotFound | Fetched::Nothing) => Err(ListProblem::NoAnswer),
            (Stage::Stamp, Fetched::Bytes(bytes)) => self.stamp_came(bytes),
            (Stage::Roots(walked), Fetched::Bytes(bytes)) => self.root_came(bytes, walked),
            (Stage::Trust, Fetched::Bytes(bytes)) => self.trust_came(bytes),
            (Stage::Rules, Fetched::Bytes(bytes)) => self.rules_came(bytes),
            (Stage::Deny, Fetched::Bytes(bytes)) => self.deny_came(bytes),
            (Stage::Status, Fetched::Bytes(bytes)) => self.status_came(bytes),
            (Stage::Done, _) => Ok(Stage::Done),
        };
        match step {
            Ok(stage) => self.stage = stage,
            // What was fetched across a change is fetched once more, from the stamp.
            Err(ListProblem::Changing) if self.again => {
                self.again = false;
                // Roots do not change back: the walk goes on from where it is.
                self.new = Lists {
                    root: self.new.root.clone(),
                    root_bytes: self.new.root_bytes.clone(),
                    serials: Serials { trust: self.trust_serial, ..self.old.serials },
                    ..self.old.clone()
                };
                self.stage = Stage::Stamp;
            }
            Err(problem) => {
                self.problem = Some(problem);
                self.stage = Stage::Done;
            }
        }
    }

    /// How it ended. A set is exchanged whole; only the walk from root to root is kept as far as it
    /// came, because each step was vouched for by the one before.
    pub fn finish(self) -> Outcome {
        let problem = match self.stage {
            Stage::Done => self.problem,
            _ => Some(ListProblem::NoAnswer),
        };
        let lists = match problem {
            None => self.new,
            Some(_) => Lists {
                root: self.new.root,
                root_bytes: self.new.root_bytes,
                serials: Serials { trust: self.trust_serial, ..self.old.serials },
                ..self.old.clone()
            },
        };
        Outcome { changed: lists != self.old, lists, problem }
    }

    fn stamp_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        let signer = Stamp::signer(&bytes)?;
        let known = self
            .new
            .keys_of(KeyUse::Stamp)
            .iter()
            .any(|key| crate::documents::cose_key::thumbprint(key) == signer);
        self.stamp = Some(bytes);
        if known { self.stamp_read() } else { Ok(Stage::Roots(0)) }
    }

    /// Reads the stamp with the trust list that is there, and goes on to what differs.
    fn stamp_read(&mut self) -> Result<Stage, ListProblem> {
        let bytes = self.stamp.clone().ok_or(ListProblem::NoAnswer)?;
        let trust = self.new.trust().ok_or(DocumentError::Signature)?;
        let stamp = Stamp::read(&bytes, trust, &self.new.iss)?;
        if stamp.exp <= self.now.lo_s() {
            return Err(ListProblem::Expired);
        }
        let before = self.new.stamp.as_ref().map(CachedDocument::sha256);
        // A stamp that is silent about a document would let an old one pass for the current one.
        let named = |name: &str| stamp.doc(name).is_some();
        if ![stamp_name::TRUST, stamp_name::RULES, stamp_name::DENY].into_iter().all(named) {
            return Err(DocumentError::Field.into());
        }
        not_before(stamp.seq, self.new.serials.stamp, before, sha256(&bytes))?;
        self.new.serials.stamp = stamp.seq;
        self.new.stamp = Some(CachedDocument::new(stamp, bytes, Stamp::decode_verified));
        Ok(self.next_difference())
    }

    /// The first document that is not the one that the stamp names, in the order of trust.
    fn next_difference(&self) -> Stage {
        let differs = |name: &str, sha256: Option<[u8; 32]>| {
            self.named(name).is_some_and(|doc| Some(doc.sha256) != sha256)
        };
        if differs(stamp_name::ROOT, Some(sha256(&self.new.root_bytes))) {
            Stage::Roots(0)
        } else if differs(stamp_name::TRUST, readable(&self.new.trust)) {
            Stage::Trust
        } else if differs(stamp_name::RULES, readable(&self.new.rules)) {
            Stage::Rules
        } else if differs(stamp_name::DENY, readable(&self.new.deny)) {
            Stage::Deny
        } else if self.wanted == Wanted::WithStatus
            && differs(stamp_name::STATUS, readable(&self.new.status))
        {
            Stage::Status
        } else {
            Stage::Done
        }
    }

    fn named(&self, name: &str) -> Option<&Stamped> {
        self.new.stamp().and_then(|stamp| stamp.doc(name))
    }

    fn root_came(&mut self, bytes: Vec<u8>, walked: u32) -> Result<Stage, ListProblem> {
        let next = self.new.root.next(&bytes)?;
        if !same_keys(&next.keys, &self.new.root.keys) {
            self.new.serials.trust = 0;
            self.trust_serial = 0;
        }
        self.new.root = next;
        self.new.root_bytes = bytes;
        let walked = walked.saturating_add(1);
        Ok(if walked < MAX_ROOTS { Stage::Roots(walked) } else { Stage::Trust })
    }

    fn trust_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        let trust = TrustList::read(&bytes, &self.new.root)?;
        // While the time is unknown, an expired list still serves to learn it.
        if self.now.anchored && trust.exp <= self.now.lo_s() {
            return Err(ListProblem::Expired);
        }
        let before = self.new.trust.as_ref().map(CachedDocument::sha256);
        not_before(trust.serial, self.new.serials.trust, before, sha256(&bytes))?;
        self.new.serials.trust = trust.serial;
        self.new.serials = self.forget_serials(&trust);
        if self.new.serials.rules == 0 {
            self.new.rules = None;
        }
        if self.new.serials.deny == 0 {
            self.new.deny = None;
        }
        if self.new.serials.status == 0 {
            self.new.status = None;
        }
        self.new.trust = Some(CachedDocument::new(trust, bytes, TrustList::decode_verified));
        // The stamp was for this list, or it is read again with the keys of this list.
        let stage = self.stamp_read()?;
        if stage == Stage::Trust || matches!(stage, Stage::Roots(_)) {
            return Err(ListProblem::Changing);
        }
        Ok(stage)
    }

    /// A role with other keys starts to count anew: an attacker who held the old keys may have
    /// raised its serial out of reach.
    fn forget_serials(&self, trust: &TrustList) -> Serials {
        let mut serials = self.new.serials;
        let changed = |key_use| {
            !same_keys(&self.new.keys_of(key_use), &trust.good_keys(key_use, &self.new.iss))
        };
        if changed(KeyUse::Stamp) {
            serials.stamp = 0;
        }
        // What is kept counts on only if the new keys vouch for it too.
        if changed(KeyUse::Rules) {
            let kept = self.new.rules.as_ref();
            let rules = kept.and_then(|held| Rules::read(held.bytes(), trust, &self.new.iss).ok());
            serials.rules = rules.map_or(0, |rules| rules.serial);
        }
        if changed(KeyUse::Status) {
            let kept = self.new.deny.as_ref();
            let deny =
                kept.and_then(|held| DenyList::read(held.bytes(), trust, &self.new.iss).ok());
            serials.deny = deny.map_or(0, |deny| deny.seq);
            let kept = self.new.status.as_ref();
            let status =
                kept.and_then(|held| StatusList::read(held.bytes(), trust, &self.new.iss).ok());
            serials.status = status.map_or(0, |status| status.seq);
        }
        serials
    }

    fn rules_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        self.fits(stamp_name::RULES, &bytes)?;
        let trust = self.new.trust().ok_or(DocumentError::Signature)?;
        let rules = Rules::read(&bytes, trust, &self.new.iss)?;
        if rules.exp <= self.now.lo_s() {
            return Err(ListProblem::Expired);
        }
        let before = self.new.rules.as_ref().map(CachedDocument::sha256);
        not_before(rules.serial, self.new.serials.rules, before, sha256(&bytes))?;
        self.new.serials.rules = rules.serial;
        self.new.rules = Some(CachedDocument::new(rules, bytes, Rules::decode_verified));
        Ok(self.next_difference())
    }

    fn deny_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        self.fits(stamp_name::DENY, &bytes)?;
        let trust = self.new.trust().ok_or(DocumentError::Signature)?;
        let deny = DenyList::read(&bytes, trust, &self.new.iss)?;
        let before = self.new.deny.as_ref().map(CachedDocument::sha256);
        not_before(deny.seq, self.new.serials.deny, before, sha256(&bytes))?;
        self.new.serials.deny = deny.seq;
        self.new.deny = Some(CachedDocument::new(deny, bytes, DenyList::decode_verified));
        Ok(self.next_difference())
    }

    fn status_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        self.fits(stamp_name::STATUS, &bytes)?;
        let trust = self.new.trust().ok_or(DocumentError::Signature)?;
        let status = StatusList::read(&bytes, trust, &self.new.iss)?;
        let before = self.new.status.as_ref().map(CachedDocument::sha256);
        not_before(status.seq, self.new.serials.status, before, sha256(&bytes))?;
        self.new.serials.status = status.seq;
        self.new.status = Some(CachedDocument::new(status, bytes, StatusList::decode_verified));
        Ok(self.next_difference())
    }

    fn fits(&self, name: &str, bytes: &[u8]) -> Result<(), ListProblem> {
        match self.named(name) {
            Some(doc) if doc.sha256 == sha256(bytes) => Ok(()),
            Some(_) => Err(ListProblem::Changing),
            None => Err(Malformed::Type.into()),
        }
    }
}

impl From<Malformed> for ListProblem {
    fn from(malformed: Malformed) -> Self {
        Self::Document(malformed.into())
    }
}

/// The digest of a document that can be read; one that cannot is fetched again.
fn readable<T>(held: &Option<CachedDocument<T>>) -> Option<[u8; 32]> {
    held.as_ref().filter(|held| held.doc().is_some()).map(CachedDocument::sha256)
}

/// The same keys, in whatever order: a list that is only put into another order must not let an
/// old document back in.
fn same_keys(left: &[PublicKey], right: &[PublicKey]) -> bool {
    let within = |some: &[PublicKey], all: &[PublicKey]| some.iter().all(|key| all.contains(key));
    within(left, right) && within(right, left)
}

/// Serials never go back, and one serial names one content.
fn not_before(
    serial: u64,
    lowest: u64,
    ours: Option<[u8; 32]>,
    theirs: [u8; 32],
) -> Result<(), ListProblem> {
    if serial < lowest {
        Err(ListProblem::RolledBack)
    } else if serial == lowest && ours.is_some_and(|ours| ours != theirs) {
        Err(ListProblem::Conflict)
    } else {
        Ok(())
    }
}
