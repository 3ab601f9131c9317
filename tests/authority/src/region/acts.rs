//! How acts begin and end.

use doorstep::documents::{Act, Rules};

/// How long an ended act stays in the rules: as long as the longest pass under it can live.
const ACT_STAYS: u64 = 31 * 86_400;

/// Ends every act in force. False if there is none.
pub(crate) fn end_acts(rules: &mut Rules, now: u64) -> bool {
    let mut ended = false;
    for act in rules.acts.iter_mut().filter(|act| act.in_force(now)) {
        act.until = Some(now);
        ended = true;
    }
    ended
}

/// Puts the newest act into force again, or for the first time, from now on and under a number of
/// its own, unless one is in force. Acts under which no pass lives are dropped.
pub(crate) fn put_act_into_force(rules: &mut Rules, now: u64) -> bool {
    let newest = rules.acts.iter().max_by_key(|act| act.no).cloned();
    let Some(newest) = newest.filter(|_| rules.act_in_force(now).is_none()) else { return false };
    rules.acts.retain(|act| act.until.is_none_or(|until| now < until.saturating_add(ACT_STAYS)));
    let no = newest.no.saturating_add(1);
    rules.acts.push(Act { no, from: now, until: None, ..newest });
    true
}
