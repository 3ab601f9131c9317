//! What is so at one moment.

use crate::documents::{CheckKind, Zone};
use crate::quarantine::declarations::Declarations;
use crate::quarantine::order::{HeldOrder, InForce, Life, Orders, State};
use crate::quarantine::schedule::AgreedAround;

/// What a person's order asks at this moment, and whether the phone can ask it.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    pub orders: &'a Orders,
    pub order: &'a HeldOrder,
    pub life: Life,
    pub in_force: &'a InForce,
    /// The region's clocks.
    pub zone: &'a Zone,
    pub declarations: &'a Declarations,
    /// Around this moment.
    pub agreed: &'a AgreedAround,
    /// Notices are allowed, or the app is in front.
    pub can_show: bool,
}

/// What is known of the times at which something might be asked: the same whoever looks, and whenever.
#[derive(Debug, Clone, Copy)]
pub struct KnownTimes<'a> {
    pub orders: &'a Orders,
    pub order: &'a HeldOrder,
    /// The region's clocks.
    pub zone: &'a Zone,
    pub declarations: &'a Declarations,
}

impl KnownTimes<'_> {
    /// Whether a check may be asked at this second.
    pub(super) fn may_ask(&self, at: u64) -> bool {
        self.orders.may_ask(self.order, at, self.zone)
            && self.declarations.covering(at).is_none()
            && !self.declarations.is_resting(at)
    }
}

impl Asking<'_> {
    pub(super) fn is_running(&self) -> bool {
        self.life.state == State::Running
    }

    pub(super) fn is_over(&self) -> bool {
        matches!(self.life.state, State::Ended | State::Released)
    }

    /// Whether a check may be asked at this second, by all that is known now.
    pub(super) fn may_ask(&self, at: u64) -> bool {
        self.known().may_ask(at)
    }

    /// What is known now of any time.
    pub fn known(&self) -> KnownTimes<'_> {
        let Self { orders, order, zone, declarations, .. } = *self;
        KnownTimes { orders, order, zone, declarations }
    }

    /// By what an agreed check is answered.
    pub(super) fn kind(&self) -> CheckKind {
        if self.in_force.photo { CheckKind::Photo } else { CheckKind::Place }
    }

    /// How long a check may be answered, in seconds.
    pub(super) fn window_s(&self) -> u64 {
        self.in_force.window_min.saturating_mul(60)
    }
}
