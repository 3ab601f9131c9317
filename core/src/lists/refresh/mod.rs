//! Fetching a new set: the stamp first, then what differs, taken only if all of it fits
//! (`PROTOCOL.md §5`).

mod taking;

use super::{CachedDocument, Lists, Serials};
use crate::crypto::sha256;
use crate::documents::{DocumentError, Malformed, Stamped, stamp_name};
use crate::error::{Code, CoreError};
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

impl From<ListProblem> for CoreError {
    fn from(problem: ListProblem) -> Self {
        match problem {
            ListProblem::NoAnswer => Code::Offline.into(),
            _ => Code::ListsRefused.into(),
        }
    }
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
    Sms,
    Done,
}

/// Which lists a device needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListScope {
    /// Those that every device needs.
    Everyday,
    /// The status list too: for who inspects.
    WithStatus,
}

/// One refresh: [`Refresh::next`] says what to fetch, [`Refresh::take`] takes it.
#[derive(Debug, Clone)]
pub struct Refresh {
    scope: ListScope,
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
    pub fn of(lists: &Lists, now: Moment, scope: ListScope) -> Self {
        // Who has inspected once goes on to.
        let scope = lists.status.as_ref().map_or(scope, |_| ListScope::WithStatus);
        Self {
            scope,
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
            Stage::Sms => Some(Route::Sms),
            Stage::Done => None,
        }
    }

    /// Takes what came for the route that [`Refresh::next`] named.
    pub fn take(&mut self, fetched: Fetched) {
        let step = match (self.stage, fetched) {
            (Stage::Roots(_), Fetched::NotFound) => Ok(Stage::Trust),
            (Stage::Sms, Fetched::NotFound | Fetched::Nothing) => Ok(Stage::Done),
            (_, Fetched::NotFound | Fetched::Nothing) => Err(ListProblem::NoAnswer),
            (Stage::Stamp, Fetched::Bytes(bytes)) => self.stamp_came(bytes),
            (Stage::Roots(walked), Fetched::Bytes(bytes)) => self.root_came(bytes, walked),
            (Stage::Trust, Fetched::Bytes(bytes)) => self.trust_came(bytes),
            (Stage::Rules, Fetched::Bytes(bytes)) => self.rules_came(bytes),
            (Stage::Deny, Fetched::Bytes(bytes)) => self.deny_came(bytes),
            (Stage::Status, Fetched::Bytes(bytes)) => self.status_came(bytes),
            (Stage::Sms, Fetched::Bytes(bytes)) => self.sms_came(bytes),
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
        } else if self.scope == ListScope::WithStatus
            && differs(stamp_name::STATUS, readable(&self.new.status))
        {
            Stage::Status
        } else if differs(stamp_name::SMS, self.new.sms.as_ref().map(CachedDocument::sha256)) {
            Stage::Sms
        } else {
            Stage::Done
        }
    }

    fn named(&self, name: &str) -> Option<&Stamped> {
        self.new.stamp().and_then(|stamp| stamp.doc(name))
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
