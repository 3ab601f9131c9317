//! A lent device: where the loan stands, and how it goes back.

use super::{Notice, NoticeKind, OrderView, Viewed};
use crate::documents::{Handover, WipeCertificate};
use crate::loan::{EMERGENCY_NUMBER, Loan, LoanStage, LoanState, RETURN_DAYS};
use crate::model::{MS, PersonId, Sentence};
use crate::ports::Reading;
use crate::quarantine::order::{HeldOrder, Orders};
use crate::state::State;
use crate::store::WipeStage;
use crate::time::milliseconds;
use crate::words::LoanText;

/// Seconds of a day.
const DAY_S: i64 = 86_400;
/// So many days before the last one somebody is reminded of it: when the order is over, and as it draws near.
const REMINDED_DAYS_BEFORE: [i64; 3] = [13, 3, 0];
/// After midnight at the region, seconds: ten in the morning.
const REMINDED_AT_S: i64 = 10 * 3_600;

/// A lent device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoanView {
    /// The number on its form; none once it is wiped.
    pub number: Option<String>,
    pub state: LoanState,
    /// Milliseconds since 1970, as are the other times.
    pub handed_over_at_ms: Option<i64>,
    /// When the last order ends, as far as one is known.
    pub ends_at_ms: Option<i64>,
    /// What whoever has it is to know of how it goes back.
    pub give_back: Vec<Sentence>,
    /// Numbers to call, nearest help first; never empty.
    pub emergency: Vec<String>,
    /// The same in a sentence.
    pub emergency_text: Sentence,
    /// The text of the certificate's code, once there is one.
    pub certificate: Option<String>,
}

impl State {
    /// The loan of this person's phone; `wiped` is the certificate that lies in its folder.
    pub(crate) fn loan_view(
        &self,
        person: PersonId,
        reading: &Reading,
        wiped: Option<&(WipeStage, Vec<u8>)>,
    ) -> Option<LoanView> {
        let viewed = self.viewed(self.time.at(reading));
        if let Some((stage, bytes)) = wiped {
            return Some(viewed.wiped(*stage, bytes));
        }
        let loan = self.loan(person)?;
        let known = self.people.get(&person)?.quarantine.as_ref();
        let orders = known.map(|known| self.order_views(person, known, reading));
        Some(viewed.lent(loan, &orders.unwrap_or_default()))
    }
}

/// When the last order ends that this phone obeys, Unix second. A plan is made at each fix, and needs no views of
/// orders for that.
fn ends_at(orders: &Orders) -> Option<u64> {
    let ends = |order: &HeldOrder| {
        let end = order.end();
        order.released().map_or(end, |released| released.at.min(end))
    };
    orders.all().iter().map(ends).max()
}

/// When a device is to be back whose last order ends then.
fn bring_by(ends_at_ms: i64) -> i64 {
    let days = i64::try_from(RETURN_DAYS).unwrap_or_default();
    ends_at_ms.saturating_add(days.saturating_mul(DAY_S).saturating_mul(MS))
}

impl State {
    /// That a lent phone is to be brought back, once it is known until when.
    pub(super) fn return_reminders(&self, person: PersonId, reading: &Reading) -> Vec<Notice> {
        let is_in_hand = self.loan(person).is_some_and(|loan| loan.handed_over().is_some());
        let known = self.people.get(&person).filter(|_| is_in_hand);
        let ends_at = known.and_then(|known| ends_at(&known.quarantine.as_ref()?.orders));
        let Some(ends_at) = ends_at else { return Vec::new() };
        let by_ms = bring_by(milliseconds(ends_at));
        let last_day = self.zone().day(by_ms.div_euclid(MS));
        let viewed = self.viewed(self.time.at(reading));
        let text = viewed.say(&LoanText::BringBy { by: viewed.when_dated(by_ms) });
        let reminders = REMINDED_DAYS_BEFORE.iter().map(|days| {
            let day = by_ms.div_euclid(MS).saturating_sub(days.saturating_mul(DAY_S));
            let at = self.zone().day(day).from.saturating_add(REMINDED_AT_S);
            Notice {
                id: format!("loan-return-{days}"),
                kind: NoticeKind::Duty,
                person,
                at_ms: at.saturating_mul(MS),
                until_ms: last_day.until.saturating_mul(MS),
                text: text.clone(),
                // A phone that is lent is no secret, and nothing else is said of it.
                lock_screen: None,
            }
        });
        reminders.collect()
    }
}

impl Viewed<'_> {
    fn lent(&self, loan: &Loan, orders: &[OrderView]) -> LoanView {
        let is_done = !orders.is_empty() && !orders.iter().any(|order| order.state.has_duties());
        let state = loan.state(is_done);
        let ends_at_ms = orders
            .iter()
            .map(|order| order.released_at_ms.unwrap_or(order.until_ms).min(order.until_ms))
            .max();
        let newest = orders.first();
        let help = newest.into_iter().flat_map(|order| order.contact.iter().chain(&order.help));
        let mut emergency = vec![EMERGENCY_NUMBER.to_owned()];
        for number in help {
            if !emergency.contains(number) {
                emergency.push(number.clone());
            }
        }
        let handed_over = loan.handed_over();
        let handover = handed_over.and_then(|one| Handover::kept(&one.signed));
        LoanView {
            number: Some(loan.number.as_str().to_owned()),
            state,
            handed_over_at_ms: handed_over.map(|one| milliseconds(one.at.earliest())),
            ends_at_ms,
            give_back: self.give_back(loan, state, ends_at_ms, newest, handover.as_ref()),
            emergency,
            emergency_text: self.emergency_number(),
            certificate: None,
        }
    }

    fn give_back(
        &self,
        loan: &Loan,
        state: LoanState,
        ends_at_ms: Option<i64>,
        order: Option<&OrderView>,
        handover: Option<&Handover>,
    ) -> Vec<Sentence> {
        if loan.stage == LoanStage::Wiping {
            return vec![self.say(&LoanText::WipeAgain)];
        }
        let by_ms = ends_at_ms.map(bring_by);
        let mut said = Vec::new();
        said.extend((state == LoanState::Taken).then(|| self.say(&LoanText::NotHandedOver)));
        said.push(match by_ms {
            Some(by_ms) => self.say(&LoanText::BringBy { by: self.when(by_ms) }),
            None => self.say(&LoanText::BringAfter { days: RETURN_DAYS }),
        });
        let contact = order.and_then(|order| order.contact.as_deref());
        said.extend(contact.map(|at| self.say(&LoanText::Ask { at })));
        let parts = handover.map(|one| one.condition.parts().join(", "));
        let parts = parts.filter(|parts| !parts.is_empty());
        said.extend(parts.map(|parts| self.say(&LoanText::Parts { parts: &parts })));
        said.push(self.say(&LoanText::WipeFirst));
        said
    }

    /// After that nothing is known but what the certificate says.
    fn wiped(&self, stage: WipeStage, bytes: &[u8]) -> LoanView {
        let certificate = WipeCertificate::claimed(bytes);
        let (is_wiped, said) = match stage {
            WipeStage::Done { told: true } => (true, vec![LoanText::Wiped, LoanText::WipeTold]),
            WipeStage::Done { told: false } => (true, vec![LoanText::Wiped, LoanText::WipeUntold]),
            WipeStage::Begun | WipeStage::Empty | WipeStage::Told | WipeStage::Shown => {
                (false, vec![LoanText::WipeAgain])
            }
        };
        LoanView {
            number: None,
            state: if is_wiped { LoanState::Wiped } else { LoanState::Returning },
            handed_over_at_ms: None,
            ends_at_ms: None,
            give_back: said.iter().map(|text| self.say(text)).collect(),
            emergency: vec![EMERGENCY_NUMBER.to_owned()],
            emergency_text: self.emergency_number(),
            certificate: certificate
                .ok()
                .filter(|_| is_wiped)
                .map(|_| WipeCertificate::text_of(bytes)),
        }
    }

    fn emergency_number(&self) -> Sentence {
        self.say(&LoanText::Emergency { number: EMERGENCY_NUMBER })
    }
}
