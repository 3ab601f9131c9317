//! Where an order stands now (`PROTOCOL.md §18.5`): announced, then running or paused, then ended or
//! released. Nothing is held against a person that does not hold over all that the time may be.

use super::held::{HeldOrder, Orders, Version};
use super::leave::{Excuse, excuse};
use crate::documents::{Device, KeyUse, Rules, TrustList, TrustedKey, Zone, cose_key};
use crate::model::Thumbprint;
pub use crate::model::patient::Why;
use crate::quarantine::journal::Interval;
use crate::time::Moment;

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    Announced,
    Running,
    Paused,
    Ended,
    Released,
}

/// Where an order stands, and why nothing is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    pub state: State,
    pub why: Option<Why>,
    /// The first second at which it may run, while it is announced and that is known. Unix seconds.
    pub starts_at: Option<u64>,
}

/// What the person has said themselves, without asking anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaration {
    /// Its number among the reported items, by which a pause names it.
    pub seq: u64,
    pub what: Declared,
    /// Unix seconds.
    pub from: u64,
    /// The first second after it; none until the person says that it is over.
    pub until: Option<u64>,
}

/// What may be declared and pauses an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Declared {
    Hospital,
    Personal,
    Permission,
}

/// What else is so at this moment.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    pub now: &'a Moment,
    /// What the phone's own clock shows, Unix seconds: a hint inside of what is known.
    pub wall: u64,
    pub rules: Option<&'a Rules>,
    pub trust: &'a TrustList,
    /// The device key.
    pub device: &'a Thumbprint,
    /// When a lent device was handed over.
    pub handed_over: Option<&'a Interval>,
    pub declarations: &'a [Declaration],
    /// Somebody else's order on this phone is paused, so that nobody knows in whose hand it is.
    pub is_with_other: bool,
}

impl State {
    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Ended => "ended",
            Self::Released => "released",
        }
    }
}

impl Declared {
    /// As an entry has it.
    pub fn written(self) -> crate::model::patient::Declared {
        use crate::model::patient::Declared as Written;
        match self {
            Self::Hospital => Written::Hospital,
            Self::Personal => Written::Personal,
            Self::Permission => Written::Permission,
        }
    }
}

impl From<Excuse> for Why {
    fn from(excuse: Excuse) -> Self {
        match excuse {
            Excuse::Pause(why) => why.into(),
            Excuse::Permission => Self::Permission,
            Excuse::Travel => Self::Travel,
        }
    }
}

impl From<Declared> for Why {
    fn from(declared: Declared) -> Self {
        match declared {
            Declared::Hospital => Self::Hospital,
            Declared::Personal => Self::Personal,
            Declared::Permission => Self::Permission,
        }
    }
}

impl Life {
    fn of(state: State, why: Option<Why>) -> Self {
        Self { state, why, starts_at: None }
    }

    fn paused(why: Why) -> Self {
        Self::of(State::Paused, Some(why))
    }

    fn announced(why: Option<Why>, starts_at: Option<u64>) -> Self {
        Self { state: State::Announced, why, starts_at }
    }
}

impl Orders {
    /// Where this order stands on a phone whose account went on on another one: over, for this phone.
    pub fn life_elsewhere(&self, order: &HeldOrder, now: &Moment) -> Life {
        let released = order.released().filter(|released| released.at < order.end());
        match released.is_some_and(|released| released.at <= now.best_s()) {
            true => Life::of(State::Released, None),
            false => Life::of(State::Ended, None),
        }
    }

    /// Where this order stands now.
    pub fn life(&self, order: &HeldOrder, so: &Circumstances<'_>) -> Life {
        let now = so.now.best_s();
        let end = order.end();
        let release = order.released().filter(|released| released.at < end);
        if release.is_some_and(|released| released.at <= now) {
            return Life::of(State::Released, None);
        }
        let is_disowned = order.disowned().is_some();
        if is_disowned || self.replaced_by(order.id()).is_some() || end <= so.now.lo_s() {
            return Life::of(State::Ended, None);
        }
        self.not_started(order, so)
            .or_else(|| self.stopped(order, so).map(Life::paused))
            .unwrap_or(Life::of(State::Running, None))
    }

    /// What is still waited for, if the order has not begun.
    fn not_started(&self, order: &HeldOrder, so: &Circumstances<'_>) -> Option<Life> {
        let now = so.now.best_s();
        let nowhere = Zone::UTC;
        let zone = so.rules.map_or(&nowhere, |rules| &rules.zone);
        let Some(values) = self.in_force(order, now, zone) else {
            return Some(Life::announced(Some(Why::Grace), None));
        };
        let is_lent = matches!(order.newest().order.device, Device::Loan(_));
        let handed_over = so.handed_over.and_then(|handed_over| handed_over.latest_plus(0));
        let starts_at = order.begins(&values);
        let act = so.rules.and_then(|rules| rules.act_of_quarantine(order.newest().order.act));
        let is_to_come = act.is_some_and(|act| now < act.from);
        if is_lent && handed_over.is_none_or(|handed_over| now < handed_over) {
            Some(Life::announced(Some(Why::Loan), None))
        } else if so.now.lo_s() < values.from || is_to_come {
            Some(Life::announced(None, starts_at))
        } else if starts_at.is_none_or(|starts_at| now < starts_at) {
            Some(Life::announced(Some(Why::Grace), starts_at))
        } else {
            None
        }
    }

    /// Why a begun order asks nothing now.
    fn stopped(&self, order: &HeldOrder, so: &Circumstances<'_>) -> Option<Why> {
        let newest = order.newest();
        let now = so.now.best_s();
        let lineage = self.lineage(order);
        if was_withdrawn(newest, so.trust) {
            return Some(Why::OrderKeyWithdrawn);
        }
        if let Some(why) = act_is_over(newest, so) {
            return Some(why);
        }
        if is_time_unknown(order, so) {
            return Some(Why::ClockUnknown);
        }
        if !order.stretches().iter().any(|piece| piece.from <= now && now < piece.until) {
            return Some(Why::Unseen);
        }
        let by_authority = excuse(&lineage, now).map(Why::from);
        by_authority
            .filter(|why| !matches!(why, Why::Permission | Why::Travel))
            .or_else(|| declared(&lineage, so.declarations, now).map(Why::from))
            .or(by_authority)
            .or_else(|| is_another_device(newest, so).then_some(Why::Other))
            .or_else(|| so.is_with_other.then_some(Why::DeviceWithOther))
    }
}

/// Whether the key of this version was withdrawn before the version can have come. Its `iat` says
/// nothing: whoever stole the key writes what they like there.
fn was_withdrawn(version: &Version, trust: &TrustList) -> bool {
    let came_first = |key: &TrustedKey| {
        key.revoked_at.is_some_and(|withdrawn| !version.delivered.is_before(withdrawn))
    };
    // The name of a key is a hash over it: none is made on most days, on which no key was withdrawn.
    if !trust.keys_for(KeyUse::Order).any(came_first) {
        return false;
    }
    let mut keys = trust.keys_for(KeyUse::Order);
    keys.find(|key| cose_key::thumbprint(&key.key) == version.signer).is_some_and(came_first)
}

/// Whether the act is not in force over all that the time may be.
fn act_is_over(version: &Version, so: &Circumstances<'_>) -> Option<Why> {
    let act = so.rules.and_then(|rules| rules.act_of_quarantine(version.order.act));
    let Some(act) = act.filter(|act| act.in_force(so.now.lo_s().max(act.from))) else {
        return Some(Why::ActEnded);
    };
    let is_proven = so.now.anchored;
    let why = if is_proven { Why::ActEnded } else { Why::ClockUnknown };
    (!act.in_force(so.now.best_s())).then_some(why)
}

/// Whether nobody vouches that the order still runs: the clock was set back behind what is known, or it
/// shows a time at which the order is over and nothing proves that.
fn is_time_unknown(order: &HeldOrder, so: &Circumstances<'_>) -> bool {
    let end = order.end();
    if so.now.anchored {
        return end <= so.now.best_s();
    }
    so.wall < so.now.lo_s() || end <= so.wall
}

/// What the person has declared and no pause has taken over.
fn declared(lineage: &[&Version], declarations: &[Declaration], at: u64) -> Option<Declared> {
    let named: Vec<u64> = lineage
        .iter()
        .filter(|version| version.delivered.earliest() <= at)
        .flat_map(|version| version.order.pauses.iter().filter_map(|pause| pause.names))
        .collect();
    let covers = |declaration: &&Declaration| {
        declaration.from <= at
            && declaration.until.is_none_or(|until| at < until)
            && !named.contains(&declaration.seq)
    };
    declarations.iter().filter(covers).map(|declaration| declaration.what).min()
}

/// Whether answers of another device count, and none of this one.
fn is_another_device(version: &Version, so: &Circumstances<'_>) -> bool {
    match &version.order.device {
        Device::Keys(keys) => !keys.contains(so.device),
        Device::Loan(_) => false,
    }
}
