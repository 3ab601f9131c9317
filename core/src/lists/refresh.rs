//! Fetching a new set: the stamp first, then what differs, taken only if all of it fits.

use super::{Held, Lists, Serials};
use crate::crypto::sha256;
use crate::documents::{
    DenyList, DocumentError, KeyUse, Malformed, Rules, Stamp, Stamped, TrustList, stamp_name,
};
use crate::requests::Route;
use crate::time::Moment;

/// Most roots that are walked in one refresh (The Update Framework §5.3.3).
const MAX_ROOTS: u32 = 32;

/// What came for a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// The document.
    Bytes(Vec<u8>),
    /// The authority has none.
    NotFound,
    /// No usable answer: the set that is there stays.
    Nothing,
}

/// Why the set that was there stayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListProblem {
    /// No usable answer.
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
    /// Documents of another authority.
    #[error("of another authority")]
    Issuer,
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
    Done,
}

/// One refresh.
#[derive(Debug, Clone)]
pub struct Refresh {
    old: Lists,
    new: Lists,
    now: Moment,
    stamp: Option<Vec<u8>>,
    stage: Stage,
    again: bool,
    problem: Option<ListProblem>,
}

impl Refresh {
    /// A refresh of this set at this moment.
    pub fn of(lists: &Lists, now: Moment) -> Self {
        Self {
            old: lists.clone(),
            new: lists.clone(),
            now,
            stamp: None,
            stage: Stage::Stamp,
            again: true,
            problem: None,
        }
    }

    /// What to fetch next; nothing when it is over.
    pub fn next(&self) -> Option<Route> {
        match self.stage {
            Stage::Stamp => Some(Route::Stamp),
            Stage::Roots(_) => Some(Route::Root(self.new.root.doc.serial.saturating_add(1))),
            Stage::Trust => Some(Route::Trust),
            Stage::Rules => Some(Route::Rules),
            Stage::Deny => Some(Route::Deny),
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
            (Stage::Done, _) => Ok(Stage::Done),
        };
        match step {
            Ok(stage) => self.stage = stage,
            // What was fetched across a change is fetched once more, from the stamp.
            Err(ListProblem::Changing) if self.again => {
                self.again = false;
                self.new = self.old.clone();
                self.stage = Stage::Stamp;
            }
            Err(problem) => {
                self.problem = Some(problem);
                self.stage = Stage::Done;
            }
        }
    }

    /// How it ended.
    pub fn finish(self) -> Outcome {
        if self.stage != Stage::Done {
            return Outcome {
                lists: self.old,
                changed: false,
                problem: Some(ListProblem::NoAnswer),
            };
        }
        match self.problem {
            Some(problem) => Outcome { lists: self.old, changed: false, problem: Some(problem) },
            None => Outcome { changed: self.new != self.old, lists: self.new, problem: None },
        }
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
        let stamp = Stamp::read(&bytes, trust)?;
        if stamp.iss != self.new.iss {
            return Err(ListProblem::Issuer);
        }
        if stamp.exp <= self.now.lo_s() {
            return Err(ListProblem::Expired);
        }
        let before = self.new.stamp.as_ref().map(|held| held.sha256);
        let held = Held::new(stamp, bytes);
        not_before(held.doc.seq, self.new.serials.stamp, before, held.sha256)?;
        self.new.serials.stamp = held.doc.seq;
        self.new.stamp = Some(held);
        Ok(self.next_difference())
    }

    /// The first document that is not the one that the stamp names, in the order of trust.
    fn next_difference(&self) -> Stage {
        let differs = |name: &str, sha256: Option<[u8; 32]>| {
            self.named(name).is_some_and(|doc| Some(doc.sha256) != sha256)
        };
        if differs(stamp_name::ROOT, Some(self.new.root.sha256)) {
            Stage::Roots(0)
        } else if differs(stamp_name::TRUST, self.new.trust.as_ref().map(|held| held.sha256)) {
            Stage::Trust
        } else if differs(stamp_name::RULES, self.new.rules.as_ref().map(|held| held.sha256)) {
            Stage::Rules
        } else if differs(stamp_name::DENY, self.new.deny.as_ref().map(|held| held.sha256)) {
            Stage::Deny
        } else {
            Stage::Done
        }
    }

    fn named(&self, name: &str) -> Option<&Stamped> {
        self.new.stamp().and_then(|stamp| stamp.doc(name))
    }

    fn root_came(&mut self, bytes: Vec<u8>, walked: u32) -> Result<Stage, ListProblem> {
        let next = self.new.root.doc.next(&bytes)?;
        self.new.root = Held::new(next, bytes);
        let walked = walked.saturating_add(1);
        Ok(if walked < MAX_ROOTS { Stage::Roots(walked) } else { Stage::Trust })
    }

    fn trust_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        let trust = TrustList::read(&bytes, &self.new.root.doc)?;
        // While the time is unknown, an expired list still serves to learn it.
        if self.now.anchored && trust.exp <= self.now.lo_s() {
            return Err(ListProblem::Expired);
        }
        let before = self.new.trust.as_ref().map(|held| held.sha256);
        let held = Held::new(trust, bytes);
        not_before(held.doc.serial, self.new.serials.trust, before, held.sha256)?;
        self.new.serials.trust = held.doc.serial;
        let changed = self.forget_serials(&held.doc);
        self.new.serials = changed;
        self.new.trust = Some(held);
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
        let changed = |key_use| self.new.keys_of(key_use) != trust.good_keys(key_use);
        if changed(KeyUse::Stamp) {
            serials.stamp = 0;
        }
        if changed(KeyUse::Rules) {
            serials.rules = 0;
        }
        if changed(KeyUse::Status) {
            serials.deny = 0;
        }
        serials
    }

    fn rules_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        self.fits(stamp_name::RULES, &bytes)?;
        let trust = self.new.trust().ok_or(DocumentError::Signature)?;
        let rules = Rules::read(&bytes, trust)?;
        if rules.iss != self.new.iss {
            return Err(ListProblem::Issuer);
        }
        if rules.exp <= self.now.lo_s() {
            return Err(ListProblem::Expired);
        }
        let before = self.new.rules.as_ref().map(|held| held.sha256);
        let held = Held::new(rules, bytes);
        not_before(held.doc.serial, self.new.serials.rules, before, held.sha256)?;
        self.new.serials.rules = held.doc.serial;
        self.new.rules = Some(held);
        Ok(self.next_difference())
    }

    fn deny_came(&mut self, bytes: Vec<u8>) -> Result<Stage, ListProblem> {
        self.fits(stamp_name::DENY, &bytes)?;
        let trust = self.new.trust().ok_or(DocumentError::Signature)?;
        let deny = DenyList::read(&bytes, trust)?;
        if deny.iss != self.new.iss {
            return Err(ListProblem::Issuer);
        }
        let before = self.new.deny.as_ref().map(|held| held.sha256);
        let held = Held::new(deny, bytes);
        not_before(held.doc.seq, self.new.serials.deny, before, held.sha256)?;
        self.new.serials.deny = held.doc.seq;
        self.new.deny = Some(held);
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
