//! When a person may leave, or is asked nothing, although an order runs (`PROTOCOL.md §18.4`).

use super::held::{Orders, Version};
use crate::documents::{Order, Pause, Permission};
use crate::model::PauseWhy;

/// A pause or a permission that is taken back goes on for so long after the version came that takes it
/// back: who is out gets home.
const GOES_ON_S: u64 = 3600;
/// A permission counts so long before it begins.
const BEFORE_S: u64 = 15 * 60;
/// And so long after it has ended.
const AFTER_S: u64 = 30 * 60;

/// Why nothing is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excuse {
    Pause(PauseWhy),
    Permission,
    Travel,
}

/// Why nothing is asked at this second, by the versions of an order and of those whose place it took.
pub(super) fn excuse(lineage: &[&Version], at: u64) -> Option<Excuse> {
    let pause = pauses(lineage, at).map(|pause| Excuse::Pause(pause.why)).next();
    pause.or_else(|| speaking(lineage, at).find_map(|version| away(&version.order, at)))
}

/// Why a version asks nothing at this second, by its own words alone.
pub fn excused_by(order: &Order, at: u64) -> Option<Excuse> {
    let pause = order.pauses.iter().find(|pause| covers(pause, at));
    pause.map(|pause| Excuse::Pause(pause.why)).or_else(|| away(order, at))
}

/// Whether this permission lets the person be out at this second.
pub fn permits(permission: &Permission, at: u64) -> bool {
    let from = permission.from.saturating_sub(BEFORE_S);
    from <= at && at < permission.to.saturating_add(AFTER_S)
}

fn covers(pause: &Pause, at: u64) -> bool {
    pause.from <= at && pause.until.is_none_or(|until| at < until)
}

fn away(order: &Order, at: u64) -> Option<Excuse> {
    let is_permitted = order.permissions.iter().any(|permission| permits(permission, at));
    let travels = order.travel.is_some_and(|way| way.from <= at && at < way.to);
    let excuse = if is_permitted { Excuse::Permission } else { Excuse::Travel };
    (is_permitted || travels).then_some(excuse)
}

impl Orders {
    /// The permission of the order that speaks now to be elsewhere for this purpose at this second.
    pub fn permission_for(&self, purpose: &str, at: u64) -> Option<&Permission> {
        let mut permissions = self.current()?.newest().order.permissions.iter();
        permissions.find(|permission| permission.purpose == purpose && permits(permission, at))
    }
}

/// The pauses that cover this second. They may reach back before their version came.
pub(super) fn pauses<'a>(lineage: &'a [&'a Version], at: u64) -> impl Iterator<Item = &'a Pause> {
    let counting =
        lineage.iter().enumerate().filter(move |(place, _)| is_heard(lineage, *place, at));
    counting.flat_map(|(_, version)| &version.order.pauses).filter(move |pause| covers(pause, at))
}

/// The versions that say something of this second.
fn speaking<'a>(lineage: &'a [&'a Version], at: u64) -> impl Iterator<Item = &'a Version> {
    lineage.iter().enumerate().filter_map(move |(place, version)| {
        let speaks = version.delivered.earliest() <= at && is_heard(lineage, place, at);
        speaks.then_some(*version)
    })
}

/// Whether no later version has taken this one's word. One that came after a higher one is heard only of
/// the time before that.
fn is_heard(lineage: &[&Version], place: usize, at: u64) -> bool {
    let Some(version) = lineage.get(place) else { return false };
    let goes_on = if version.came_late { 0 } else { GOES_ON_S };
    let higher = lineage.iter().skip(place.saturating_add(1)).filter(|higher| !higher.came_late);
    higher
        .into_iter()
        .all(|higher| higher.delivered.latest_plus(goes_on).is_none_or(|silenced| at < silenced))
}
