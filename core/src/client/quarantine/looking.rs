//! Orders, as they are shown.

use std::sync::Arc;

use super::Patient;
use crate::client::Client;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::ports::Reading;
use crate::quarantine::order::{HeldOrder, Life, OpenedOrder, Orders, State as Standing};
use crate::state::{Quarantine, State};
use crate::views::{OrderToShow, OrderView};

/// How long an order that is over is shown, in seconds: 30 days.
const SHOWN_AFTER_S: u64 = 30 * 86_400;

impl Client {
    /// The order that speaks now, else the newest of the last 30 days; none if there is none.
    ///
    /// # Errors
    /// [`ClientError`] `person-unknown`.
    pub fn order(&self, person: PersonId) -> Result<Option<OrderView>, ClientError> {
        self.unlocked(person)?;
        Patient::of(&self.core, person).current_order().map_err(|error| self.core.say(&error))
    }

    /// The person's orders, newest first; those that are over for 30 days.
    ///
    /// # Errors
    /// [`ClientError`] `person-unknown`.
    pub fn orders(&self, person: PersonId) -> Result<Vec<OrderView>, ClientError> {
        self.unlocked(person)?;
        Patient::of(&self.core, person).all_orders().map_err(|error| self.core.say(&error))
    }
}

impl Patient<'_> {
    pub fn current_order(self) -> Result<Option<OrderView>, CoreError> {
        Ok(self.all_orders()?.into_iter().next())
    }

    fn all_orders(self) -> Result<Vec<OrderView>, CoreError> {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let Some(known) = state.people.get(&self.person) else {
            return Err(Code::PersonUnknown.into());
        };
        let Some(quarantine) = &known.quarantine else { return Ok(Vec::new()) };
        Ok(state.order_views(self.person, quarantine, &reading))
    }
}

impl State {
    /// The person's orders, newest first.
    pub(crate) fn order_views(
        &self,
        person: PersonId,
        quarantine: &Quarantine,
        reading: &Reading,
    ) -> Vec<OrderView> {
        let viewed = self.viewed(self.time.at(reading));
        let now = viewed.now.best_s();
        let orders = &quarantine.orders;
        let mut views = Vec::new();
        for order in orders.all().iter().rev() {
            let Some(life) = self.life(person, orders, order, reading) else { continue };
            let is_over = matches!(life.state, Standing::Ended | Standing::Released);
            if is_over && order.end().saturating_add(SHOWN_AFTER_S) < now {
                continue;
            }
            views.push(viewed.order(&OrderToShow {
                order,
                life,
                refused: orders.refused(),
                declarations: quarantine.declarations.made(),
                is_rejected: false,
                is_disowned: order.disowned().is_some(),
            }));
        }
        views.extend(self.rejected_views(quarantine, reading));
        views
    }

    /// Orders of which no version counts.
    fn rejected_views(&self, quarantine: &Quarantine, reading: &Reading) -> Vec<OrderView> {
        let viewed = self.viewed(self.time.at(reading));
        let now = viewed.now.best_s();
        let mut views = Vec::new();
        for (_, kept) in quarantine.kept_orders.iter().rev() {
            let Some(signed) = kept.read().filter(|_| kept.refused.is_some()) else { continue };
            let is_held = quarantine.orders.order(signed.document.id).is_some();
            let is_old = kept.came.earliest().saturating_add(SHOWN_AFTER_S) < now;
            let Ok(opened) = OpenedOrder::open(&signed, &kept.openings) else { continue };
            if is_held || is_old {
                continue;
            }
            let mut alone = Orders::default();
            alone.remember(opened, kept.came);
            let Some(order) = alone.current() else { continue };
            views.push(viewed.order(&OrderToShow {
                order,
                life: Life { state: Standing::Ended, why: None, starts_at: None },
                refused: quarantine.orders.refused(),
                declarations: &[],
                is_rejected: true,
                is_disowned: false,
            }));
        }
        views
    }
}

/// The versions that a phone holds, as a sync names them.
pub fn seen_orders(quarantine: Option<&Quarantine>) -> Vec<crate::requests::SeenOrder> {
    let Some(quarantine) = quarantine else { return Vec::new() };
    let orders = Arc::clone(&quarantine.orders);
    let seen = |order: &HeldOrder| {
        let newest = order.newest();
        crate::requests::SeenOrder {
            order: order.id().to_string(),
            version: newest.order.version,
            digest: Some(crate::model::to_base64url(&newest.digest)),
            missing: order.missing().collect(),
        }
    };
    let mut named: Vec<_> = orders.all().iter().map(seen).collect();
    // What was refused is not asked for again.
    for refused in orders.refused() {
        let order = refused.order.to_string();
        if !named.iter().any(|one| one.order == order) {
            named.push(crate::requests::SeenOrder {
                order,
                version: refused.version,
                digest: Some(crate::model::to_base64url(&refused.digest)),
                missing: Vec::new(),
            });
        }
    }
    named
}
