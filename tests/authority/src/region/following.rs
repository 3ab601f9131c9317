//! Rules that take the place of others. Passes that live were issued under the earlier ones, and
//! stay as they are: their acts, their purposes, their length and the time to get home stay known.

use doorstep::documents::{Act, FormerGrace, Purpose, Rules};

use crate::error::AuthorityError;

/// What the rules are when these follow the current ones now. Acts that are known stay as the
/// operator has put them; only an end that is still to come may be moved.
pub(crate) fn following(current: &Rules, new: &Rules, now: u64) -> Result<Rules, AuthorityError> {
    let known = || current.purposes.iter().chain(&current.former);
    let renamed = |purpose: &Purpose| {
        known().any(|before| before.id == purpose.id && before.key != purpose.key)
    };
    // Passes name a purpose by its number: it must not become another's while one lives.
    if new.iss != current.iss || new.purposes.iter().any(renamed) {
        return Err(AuthorityError::RulesUnfit);
    }
    let mut former = current.former.clone();
    former.extend(current.purposes.iter().filter_map(|purpose| former_of(purpose, current, new)));
    let rules = Rules {
        serial: current.serial,
        acts: acts(&current.acts, &new.acts, now),
        former,
        former_grace: former_grace(current, new),
        ..new.clone()
    };
    Ok(forget_former(rules, now))
}

/// The rules without purposes under which no pass lives any more.
pub(crate) fn forget_former(mut rules: Rules, now: u64) -> Rules {
    rules.former.retain(|purpose| !purpose.is_over(now));
    rules.former_grace = rules.former_grace.filter(|former| now < former.until);
    rules
}

/// When the last pass of this purpose ends that these rules can issue: its exit begins before the
/// rules end.
fn last_end(purpose: &Purpose, rules: &Rules) -> u64 {
    purpose.end(rules.exp)
}

/// The time to get home that passes were issued with, if it was longer.
fn former_grace(current: &Rules, new: &Rules) -> Option<FormerGrace> {
    let until = current.purposes.iter().map(|purpose| last_end(purpose, current)).max()?;
    let before = current.former_grace;
    let seconds = before.map_or(current.grace, |before| current.grace.max(before.seconds));
    let until = before.map_or(until, |before| until.max(before.until));
    (seconds > new.grace).then_some(FormerGrace { seconds, until })
}

/// A purpose as it was, if passes may live that the new rules would not know or find too long.
fn former_of(purpose: &Purpose, current: &Rules, new: &Rules) -> Option<Purpose> {
    let issued = purpose.no_pass.is_none() && !purpose.emergency;
    let still = new.purpose(purpose.id).is_some_and(|after| after.minutes >= purpose.minutes);
    let until = Some(last_end(purpose, current));
    (issued && !still).then(|| Purpose { until, ..purpose.clone() })
}

fn acts(current: &[Act], new: &[Act], now: u64) -> Vec<Act> {
    let mut acts = current.to_vec();
    for act in new {
        let last = acts.iter().map(|known| known.no).max().unwrap_or_default();
        let mut known = acts.iter_mut().filter(|known| known.number == act.number).peekable();
        if known.peek().is_none() {
            acts.push(Act { no: last.saturating_add(1), ..act.clone() });
            continue;
        }
        let to_come = |until: Option<u64>| until.is_none_or(|until| now < until);
        for living in known.filter(|known| to_come(known.until) && to_come(act.until)) {
            living.until = act.until;
            living.covers = act.covers;
        }
    }
    acts
}
