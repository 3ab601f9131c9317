//! How acts begin and end.

use doorstep::documents::{Act, Covers, Rules};

/// How long an ended act stays in the rules: as long as the longest pass under it can live.
const ACT_STAYS: u64 = 31 * 86_400;

/// Everything that acts put into force.
pub(crate) const ALL: Covers = Covers { passes: true, quarantine: true };
const NOTHING: Covers = Covers { passes: false, quarantine: false };

fn without(one: Covers, other: Covers) -> Covers {
    Covers { passes: one.passes && !other.passes, quarantine: one.quarantine && !other.quarantine }
}

fn together<'a>(acts: impl Iterator<Item = &'a Act>) -> Covers {
    acts.fold(NOTHING, |all, act| Covers {
        passes: all.passes || act.covers.passes,
        quarantine: all.quarantine || act.covers.quarantine,
    })
}

/// Ends this in every act in force; an act that covers more goes on with the rest. False if there is
/// none.
pub(crate) fn end_acts(rules: &mut Rules, now: u64, ended: Covers) -> bool {
    let mut changed = false;
    for act in rules.acts.iter_mut().filter(|act| act.in_force(now)) {
        let left = without(act.covers, ended);
        if ended == ALL || (left == NOTHING && left != act.covers) {
            act.until = Some(now);
        } else if left != act.covers {
            act.covers = left;
        } else {
            continue;
        }
        changed = true;
    }
    changed
}

/// Puts the newest act into force again, or for the first time, from now on and under a number of
/// its own, for as much of this as no act in force covers. Acts under which no pass lives are dropped.
pub(crate) fn put_act_into_force(rules: &mut Rules, now: u64, wanted: Covers) -> bool {
    let Some(newest) = rules.acts.iter().max_by_key(|act| act.no).cloned() else { return false };
    let in_force = together(rules.acts.iter().filter(|act| act.in_force(now)));
    let mut covers = without(wanted, in_force);
    if wanted == ALL {
        // Whatever acts of this region have covered.
        covers = without(covers, without(ALL, together(rules.acts.iter())));
    }
    if covers == NOTHING {
        return false;
    }
    rules.acts.retain(|act| act.until.is_none_or(|until| now < until.saturating_add(ACT_STAYS)));
    let no = newest.no.saturating_add(1);
    rules.acts.push(Act { no, from: now, until: None, covers, ..newest });
    true
}
