//! Surprise checks: questions at times that no order tells (`PROTOCOL.md §4.17`). Whether one may be asked is
//! judged as phones judge it, so that an officer learns of a no before it is signed.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use doorstep::crypto::SystemRandom;
use doorstep::documents::numbers::limit;
use doorstep::documents::{CheckKind, Order, SurpriseCheck, Zone};
use doorstep::model::{ChainId, CheckId};
use doorstep::ports::Random;
use doorstep::quarantine::order::{excused_by, has_room};
use doorstep::quarantine::schedule::{is_quiet, next_not_quiet, when_not_quiet_for};
use serde::{Deserialize, Serialize};

use crate::online::close;
use crate::orders::{Desk, OrderError, agreed_times, find, newest_order, rfc3339};
use crate::store::{StoreError, StoredCheck, StoredOrder, Transaction};
use crate::unseen::unseen;

/// How long a check is handed out at least, in seconds: else until the end of its local day.
const DELIVERED_FOR: u64 = 12 * 3600;
/// Most bytes of checks in one answer, as text.
const MOST: usize = 8 * 1024;
const DAY: u64 = 86_400;

/// What is to be asked.
#[derive(Clone, Serialize, Deserialize)]
pub struct CheckDraft {
    /// `place` or `photo`.
    pub kind: String,
    /// Also what no phone would ask, for tests of phones.
    pub unchecked: bool,
}

/// A check that was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckMade {
    /// Its name, base64url.
    pub check: String,
    /// When it was asked for, RFC 3339 in UTC.
    pub due: String,
    /// When its window closes if it arrives at once and nothing but quiet hours stops its time; none if it
    /// is asked in quiet hours.
    pub closes: Option<String>,
}

/// Why no phone would ask it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckRefusal {
    /// The order is over.
    AfterEnd,
    /// A pause, a permission or a way covers this moment.
    Paused,
    /// The order lets nobody be asked for a photo.
    Kind,
    /// As many were asked as a day, or the order, may bring.
    Cap,
    /// The last one under the same order is too near.
    Gap,
}

impl CheckRefusal {
    pub(crate) const ALL: [Self; 5] =
        [Self::AfterEnd, Self::Paused, Self::Kind, Self::Cap, Self::Gap];

    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::AfterEnd => "after-end",
            Self::Paused => "paused",
            Self::Kind => "check-kind",
            Self::Cap => "check-cap",
            Self::Gap => "check-gap",
        }
    }
}

/// Why nothing was asked.
pub(crate) enum CheckError {
    Refused(CheckRefusal),
    Order(OrderError),
}

impl<E: Into<OrderError>> From<E> for CheckError {
    fn from(error: E) -> Self {
        Self::Order(error.into())
    }
}

/// Signs a check to whoever has an order.
pub(crate) fn request(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    id: &str,
    draft: &CheckDraft,
) -> Result<CheckMade, CheckError> {
    let (stored, versions) = find(tx, id)?;
    let order = newest_order(desk, &stored, &versions)?;
    let kinds = [CheckKind::Place, CheckKind::Photo];
    let kind = kinds.into_iter().find(|kind| kind.name() == draft.kind);
    let kind = kind.ok_or(OrderError::Malformed)?;
    let zone = &desk.published.region.zone;
    let now = desk.now;
    if !draft.unchecked {
        let earlier = tx.checks_of(stored.chain)?;
        let asked = Asked { order: &order, ends_at: stored.ends_at, earlier: &earlier, zone };
        let agreed = |within| agreed_times(desk, &stored, &versions, within);
        if let Some(refusal) = asked.refusal(kind, now, agreed) {
            return Err(CheckError::Refused(refusal));
        }
    }
    let check = sign(desk, tx, &order, kind, zone)?;
    let window_s = order.checks.window_min.saturating_mul(60);
    let rings = !is_quiet(now, order.quiet, zone);
    let closes = when_not_quiet_for(now, window_s, order.quiet, zone).filter(|_| rings);
    Ok(CheckMade { check: check.to_string(), due: rfc3339(now), closes: closes.map(rfc3339) })
}

fn sign(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    order: &Order,
    kind: CheckKind,
    zone: &Zone,
) -> Result<CheckId, OrderError> {
    let now = desk.now;
    let random: &dyn Random = &SystemRandom::default();
    let id = CheckId::new(random.draw().map_err(|_| OrderError::Failed)?);
    let exp = second(zone.day(signed(now)).until).max(now.saturating_add(DELIVERED_FOR));
    let iss = desk.published.iss().to_owned();
    let check = SurpriseCheck { iss, iat: now, exp, id, chain: order.chain, order: order.id, kind };
    let key = desk.published.keys.order.as_ref().ok_or(OrderError::Failed)?;
    let bytes = close(key, check.draft(key.public())).map_err(|_| OrderError::Failed)?;
    if bytes.len() > limit::CHECK {
        return Err(OrderError::Failed);
    }
    tx.save_check(&StoredCheck { id, chain: order.chain, order: order.id, bytes, at: now, exp })?;
    Ok(id)
}

/// What is known of a person's checks.
struct Asked<'a> {
    /// As its newest version has it.
    order: &'a Order,
    ends_at: u64,
    /// Surprises of the same person, under whatever order.
    earlier: &'a [StoredCheck],
    zone: &'a Zone,
}

impl Asked<'_> {
    fn refusal(
        &self,
        kind: CheckKind,
        now: u64,
        agreed: impl FnOnce(Range<u64>) -> Vec<u64>,
    ) -> Option<CheckRefusal> {
        let asks_photos = self.order.checks.photo && !self.order.child;
        let at = self.asked_at(now);
        let reasons = [
            (CheckRefusal::AfterEnd, self.ends_at <= now),
            (CheckRefusal::Paused, excused_by(self.order, now).is_some()),
            (CheckRefusal::Kind, kind == CheckKind::Photo && !asks_photos),
            (CheckRefusal::Cap, self.is_enough(at, agreed)),
            (CheckRefusal::Gap, self.is_near(at)),
        ];
        reasons.into_iter().find_map(|(refusal, holds)| holds.then_some(refusal))
    }

    /// When a phone asks what arrives at this second: nothing rings in quiet hours.
    fn asked_at(&self, arrived: u64) -> u64 {
        next_not_quiet(arrived, self.order.quiet, self.zone).unwrap_or(arrived)
    }

    /// When surprises under this order were asked.
    fn of_order(&self) -> impl Iterator<Item = u64> {
        let of_order = self.earlier.iter().filter(|check| check.order == self.order.id);
        of_order.map(|check| self.asked_at(check.at))
    }

    /// Whether the order, or a day, brings no more. The agreed ones keep their places.
    fn is_enough(&self, at: u64, agreed: impl FnOnce(Range<u64>) -> Vec<u64>) -> bool {
        let day = self.zone.day(signed(at));
        let day = second(day.from)..second(day.until);
        let today = self.of_order().filter(|asked| day.contains(asked)).count();
        if self.order.checks.surprises <= u64::try_from(today).unwrap_or(u64::MAX) {
            return true;
        }
        let mut others = agreed(day.start.saturating_sub(DAY)..day.end.saturating_add(DAY));
        others.extend(self.earlier.iter().map(|check| self.asked_at(check.at)));
        !has_room(&others, at, self.zone)
    }

    fn is_near(&self, at: u64) -> bool {
        let gap_s = self.order.checks.gap_min.saturating_mul(60);
        self.of_order().any(|asked| at.abs_diff(asked) < gap_s)
    }
}

fn signed(second: u64) -> i64 {
    i64::try_from(second).unwrap_or(i64::MAX)
}

fn second(second: i64) -> u64 {
    u64::try_from(second).unwrap_or_default()
}

/// What a phone lacks of the checks under these orders whose delivery has not ended: signed, base64url; and
/// whether more is left.
pub(crate) fn news(
    tx: &Transaction<'_>,
    orders: &[StoredOrder],
    now: u64,
    seen: &HashSet<CheckId>,
) -> Result<(Vec<String>, bool), StoreError> {
    let chains: BTreeSet<ChainId> = orders.iter().map(|order| order.chain).collect();
    let mut checks = Vec::new();
    for chain in chains {
        let delivered = tx.checks_of(chain)?.into_iter().filter(|check| now < check.exp);
        checks.extend(delivered.map(|check| (check.id, check.bytes)));
    }
    Ok(unseen(checks, seen, MOST))
}
