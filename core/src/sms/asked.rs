//! Requests that wait for their answer. A reply changes nothing unless one of them is open.

use std::fmt;

use crate::documents::Zone;
use crate::model::Period;

/// How long a request is known, in seconds: a month, the longest stretch of a calendar over which permits are
/// counted.
const KEPT_S: u64 = 31 * 86_400;
/// Most requests of a person that are known.
const MOST: usize = 200;

/// What has come of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedOutcome {
    /// Nothing has come that could be read.
    Waiting,
    Approved,
    Refused,
}

/// A request that was handed to the phone's own composer.
#[derive(Clone, PartialEq, Eq)]
pub struct Asked {
    /// The region, by the id of its table.
    pub region: String,
    pub form: String,
    /// The code of the purpose, if it asks for a permit.
    pub purpose: Option<String>,
    /// When it was composed, seconds since 1970.
    pub at: u64,
    pub outcome: AskedOutcome,
    /// The reply as it came, also one that says nothing that is known.
    pub reply: Option<String>,
    /// The code in it.
    pub code: Option<String>,
    /// Until when a permit counts, seconds since 1970, where the region has said.
    pub valid_until: Option<u64>,
}

// Where somebody wanted to go, and what a stranger answered, must not reach a log through `{:?}`.
impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Asked({} {} at {}, {:?}, …)", self.region, self.form, self.at, self.outcome)
    }
}

/// The request that a reply is held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldTo<'a> {
    /// Nobody says which: the reply is read for what it says.
    Any,
    This(&'a Asked),
    /// There is none that it could be an answer to.
    Missing,
}

impl Asked {
    /// The name by which scripts give it: its form and its second.
    pub fn id(&self) -> String {
        format!("{}.{}", self.form, self.at)
    }

    /// Whether a reply may still be one to it: on its day, and at least for as long as a reply is waited for.
    pub fn is_open(&self, zone: &Zone, after_s: u64, now: u64) -> bool {
        let day = Period::LocalDay.span(zone, self.at);
        let waited = self.at.saturating_add(after_s);
        let until = u64::try_from(day.until).unwrap_or_default().max(waited);
        self.outcome == AskedOutcome::Waiting && self.at <= now && now < until
    }
}

/// Requests of a person with this one among them, in place of what had its name: the newest, and none that is
/// older than any quota counts.
pub fn keep(mut asked: Vec<Asked>, one: Asked) -> Vec<Asked> {
    let oldest = one.at.saturating_sub(KEPT_S);
    asked.retain(|other| {
        oldest <= other.at && (&other.region, other.id()) != (&one.region, one.id())
    });
    asked.push(one);
    let over = asked.len().saturating_sub(MOST);
    asked.drain(..over);
    asked
}

/// The request to which a reply is one: the newest of the region that is open.
pub fn open_of<'a>(
    asked: &'a [Asked],
    region: &str,
    zone: &Zone,
    after_s: u64,
    now: u64,
) -> Option<&'a Asked> {
    let open = asked.iter().filter(|one| one.region == region && one.is_open(zone, after_s, now));
    open.max_by_key(|one| one.at)
}
