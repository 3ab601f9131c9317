//! Where an order stands.

mod clocks;
mod ends;
mod reasons;

use super::{DAY, Interval, NOON, Order, Orders, held, order, rules};
use crate::documents::{KeyUse, Rules, TlsTrust, TrustList, TrustedKey};
use crate::model::{PublicKey, Thumbprint};
use crate::quarantine::order::{Circumstances, Declaration, Life, State, Why};
use crate::time::Moment;

/// Everything around an order that a case may change.
struct World {
    orders: Orders,
    now: Moment,
    wall: u64,
    rules: Option<Rules>,
    trust: TrustList,
    device: Thumbprint,
    handed_over: Option<Interval>,
    declarations: Vec<Declaration>,
    is_with_other: bool,
}

fn trust(revoked_at: Option<u64>) -> TrustList {
    let key = TrustedKey {
        key: key(),
        key_use: KeyUse::Order,
        iss: "XX-REF".into(),
        sign_from: 0,
        sign_until: NOON + 90 * DAY,
        verify_until: NOON + 90 * DAY,
        revoked_at,
    };
    TrustList {
        serial: 1,
        iat: NOON,
        exp: NOON + 90 * DAY,
        keys: vec![key],
        rules_threshold: 2,
        tls: TlsTrust { roots: Vec::new(), pins: Vec::new() },
        hosts: Vec::new(),
        sms_countries: Vec::new(),
    }
}

fn key() -> PublicKey {
    PublicKey::P256 { x: [1; 32], y: [2; 32] }
}

fn exactly(second: u64) -> Moment {
    Moment::exactly(i64::try_from(second).unwrap() * 1000)
}

/// A clock that nobody vouches for, above what the authority last signed.
fn unanchored(lo: u64, wall: u64) -> Moment {
    let ms = |second: u64| i64::try_from(second).unwrap() * 1000;
    Moment { lo_ms: ms(lo), hi_ms: None, best_ms: ms(wall.max(lo)), anchored: false }
}

/// An anchored clock that is so many seconds wide.
fn wide(lo: u64, width: u64) -> Moment {
    let ms = |second: u64| i64::try_from(second).unwrap() * 1000;
    let hi = ms(lo + width);
    Moment { lo_ms: ms(lo), hi_ms: Some(hi), best_ms: ms(lo).midpoint(hi), anchored: true }
}

impl World {
    fn of(order: &Order) -> Self {
        Self {
            orders: held(order),
            now: exactly(NOON + 2 * DAY),
            wall: NOON + 2 * DAY,
            rules: Some(rules()),
            trust: trust(None),
            device: Thumbprint::new([3; 32]),
            handed_over: None,
            declarations: Vec::new(),
            is_with_other: false,
        }
    }

    fn at(mut self, second: u64) -> Self {
        (self.now, self.wall) = (exactly(second), second);
        self
    }

    fn so(&self) -> Circumstances<'_> {
        Circumstances {
            now: &self.now,
            wall: self.wall,
            rules: self.rules.as_ref(),
            trust: &self.trust,
            device: &self.device,
            handed_over: self.handed_over.as_ref(),
            declarations: &self.declarations,
            is_with_other: self.is_with_other,
        }
    }

    fn life(&self) -> Life {
        self.orders.life(self.orders.current().unwrap(), &self.so())
    }

    fn stands(&self) -> (State, Option<Why>) {
        let life = self.life();
        (life.state, life.why)
    }

    fn begin(mut self, at: Interval) -> Self {
        self.orders.order_mut(order().id).unwrap().begin(at);
        self
    }
}

const RUNNING: (State, Option<Why>) = (State::Running, None);
const ENDED: (State, Option<Why>) = (State::Ended, None);
const RELEASED: (State, Option<Why>) = (State::Released, None);

fn paused(why: Why) -> (State, Option<Why>) {
    (State::Paused, Some(why))
}
