//! Where a person's orders stand, by all that the phone knows.

use crate::documents::Zone;
use crate::loan::Loan;
use crate::model::{PersonId, Thumbprint};
use crate::ports::Reading;
use crate::quarantine::journal::ReportedUnder;
use crate::quarantine::order::{Circumstances, HeldOrder, InForce, Life, Orders, Refusal, Version};
use crate::state::State;
use crate::time::seconds;

impl State {
    /// The region's clocks; UTC while there are no rules.
    pub fn zone(&self) -> &Zone {
        static UTC: Zone = Zone::UTC;
        self.lists.rules().map_or(&UTC, |rules| &rules.zone)
    }

    /// The lent device that this phone is, if it is one.
    pub fn loan(&self, person: PersonId) -> Option<&Loan> {
        self.people.get(&person)?.registration.loan()
    }

    /// The device key that speaks for a person.
    pub fn device_key(&self, person: PersonId) -> Option<Thumbprint> {
        let known = self.people.get(&person)?;
        let registered = known.registration.keys().map(|keys| keys.dev.key);
        registered.or_else(|| Some(known.quarantine.as_ref()?.journal()?.key))
    }

    /// Where an order of this person stands at this reading; none before there is a trust list.
    pub fn life(
        &self,
        person: PersonId,
        orders: &Orders,
        order: &HeldOrder,
        reading: &Reading,
    ) -> Option<Life> {
        let is_with_other = self.is_with_other(person, reading);
        self.life_beside(person, orders, order, reading, is_with_other)
    }

    /// The same, where somebody else may or may not have the phone along.
    pub(super) fn life_beside(
        &self,
        person: PersonId,
        orders: &Orders,
        order: &HeldOrder,
        reading: &Reading,
        is_with_other: bool,
    ) -> Option<Life> {
        if self.people.get(&person)?.registration.has_moved() {
            return Some(orders.life_elsewhere(order, &self.time.at(reading)));
        }
        let now = self.time.at(reading);
        let device = self.device_key(person)?;
        let known = self.people.get(&person).and_then(|known| known.quarantine.as_ref());
        let circumstances = Circumstances {
            now: &now,
            wall: seconds(reading.wall_ms),
            rules: self.lists.rules(),
            trust: self.lists.trust()?,
            device: &device,
            handed_over: self.loan(person).and_then(|loan| loan.handed_over()).map(|one| &one.at),
            declarations: known.map_or(&[], |known| known.declarations.made()),
            is_with_other,
        };
        Some(orders.life(order, &circumstances))
    }

    /// What an order asks at this reading; none before it came.
    pub fn in_force(
        &self,
        orders: &Orders,
        order: &HeldOrder,
        reading: &Reading,
    ) -> Option<InForce> {
        orders.in_force(order, self.time.at(reading).best_s(), self.zone())
    }

    /// The version by whose `report` an entry of this moment is told: the newest that counts and says
    /// what is in force.
    pub fn reported_under(
        &self,
        orders: &Orders,
        order: &HeldOrder,
        reading: &Reading,
    ) -> ReportedUnder {
        let Some(in_force) = self.in_force(orders, order, reading) else {
            return ReportedUnder::BEFORE_ANY;
        };
        let now = self.time.at(reading).best_s();
        let came = |version: &&Version| {
            version.delivered.earliest() <= now && version.order.report == in_force.report
        };
        match order.versions().rfind(came) {
            Some(version) => ReportedUnder {
                order: order.id(),
                version: version.order.version,
                report: in_force.report,
            },
            None => ReportedUnder::BEFORE_ANY,
        }
    }
}

/// What a version was refused for, as an entry and a script have it; `accepted` if it counts.
pub fn result_name(refused: Option<Refusal>) -> &'static str {
    refused.map_or("accepted", Refusal::name)
}
