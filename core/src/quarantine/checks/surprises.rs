//! Checks at times that no order tells. They are asked within the same bounds as the others, which keep
//! their places.

use super::asked::{AskedChecks, Candidate};
use super::asking::Asking;
use super::kept::HeldSurprise;
use crate::documents::{CheckKind, Signed, SurpriseCheck};
use crate::quarantine::journal::Word;
use crate::quarantine::order::has_room;
use crate::quarantine::schedule::{is_quiet, next_not_quiet};
use crate::quarantine::watch::{Now, Pen};

/// Of so many refused documents a day each is written down; of more only that there were some.
const MOST_REFUSED_A_DAY: usize = 10;
const DAY_S: u64 = 86_400;

/// Why a surprise check is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SurpriseRefusal {
    /// More than the order says, or than a day may bring.
    Cap,
    /// Too near to another check.
    Gap,
    /// Its name was used for another.
    Repeated,
    /// A photo that the order does not ask for, or of a child.
    Kind,
    AfterEnd,
    Paused,
}

impl SurpriseRefusal {
    pub const ALL: &'static [Self] =
        &[Self::Cap, Self::Gap, Self::Repeated, Self::Kind, Self::AfterEnd, Self::Paused];

    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cap => "check-cap",
            Self::Gap => "check-gap",
            Self::Repeated => "check-repeated",
            Self::Kind => "check-kind",
            Self::AfterEnd => "after-end",
            Self::Paused => "paused",
        }
    }
}

impl AskedChecks {
    /// A surprise check came: it is held until it can be asked, or refused by name. What came before is
    /// known.
    pub fn arrived(
        &mut self,
        signed: &Signed<SurpriseCheck>,
        asking: &Asking<'_>,
        now: &Now,
        pen: &mut Pen<'_>,
    ) -> Result<(), SurpriseRefusal> {
        let check = &signed.document;
        let held = HeldSurprise {
            id: check.id,
            digest: signed.digest,
            kind: check.kind,
            exp: check.exp,
            came: now.moment.within,
        };
        let is_known = self.known.get(&check.id).map(|known| known.digest);
        let is_held = self.kept.surprises.iter().find(|held| held.id == check.id);
        let seen = is_known.or(is_held.map(|held| Some(held.digest)));
        if seen == Some(Some(signed.digest)) {
            return Ok(());
        }
        let refusal = match seen {
            Some(_) => Some(SurpriseRefusal::Repeated),
            None if check.order != asking.order.id() => Some(SurpriseRefusal::AfterEnd),
            None => self.refusal(&held, asking, now),
        };
        match refusal {
            Some(why) => {
                self.refuse(&held, why, seen.is_some(), now, pen);
                Err(why)
            }
            None => {
                self.kept.surprises.push(held);
                self.ask_surprises(asking, now, pen);
                Ok(())
            }
        }
    }

    /// Asks what may be asked now, and gives up what may not be asked any more.
    pub(super) fn ask_surprises(&mut self, asking: &Asking<'_>, now: &Now, pen: &mut Pen<'_>) {
        for held in std::mem::take(&mut self.kept.surprises) {
            let can_ask = asking.is_running()
                && asking.can_show
                && !is_quiet(now.best_s, asking.in_force.quiet, asking.zone);
            if held.exp <= now.best_s {
                self.cannot_ask(candidate(&held), None, now, pen);
            } else if !can_ask {
                self.kept.surprises.push(held);
            } else if let Some(why) = self.refusal(&held, asking, now) {
                self.refuse(&held, why, false, now, pen);
            } else {
                self.ask(candidate(&held), asking, now, pen);
            }
        }
    }

    /// Why it may not be asked when it could be: now, or when quiet hours end.
    fn refusal(
        &self,
        held: &HeldSurprise,
        asking: &Asking<'_>,
        now: &Now,
    ) -> Option<SurpriseRefusal> {
        let quiet = asking.in_force.quiet;
        if asking.is_over() || asking.order.end() <= now.best_s {
            return Some(SurpriseRefusal::AfterEnd);
        }
        if !asking.is_running() || !asking.may_ask(now.best_s) {
            return Some(SurpriseRefusal::Paused);
        }
        if held.kind == CheckKind::Photo && !asking.in_force.photo {
            return Some(SurpriseRefusal::Kind);
        }
        let Some(at) = next_not_quiet(now.best_s, quiet, asking.zone) else {
            return Some(SurpriseRefusal::Cap);
        };
        if !self.has_room_for(held, at, asking) {
            return Some(SurpriseRefusal::Cap);
        }
        let gap_s = asking.in_force.gap_min.saturating_mul(60);
        let near = at.saturating_sub(gap_s)..at.saturating_add(gap_s);
        let agreed = asking.agreed.between(near.start, near.end);
        let mut asked = self.asked_seconds();
        asked.extend(agreed.map(|check| check.due));
        asked.iter().any(|other| near.contains(other)).then_some(SurpriseRefusal::Gap)
    }

    /// Whether one more surprise is within what the order says, and one more check within what a day may
    /// bring, with all agreed ones in it.
    fn has_room_for(&self, held: &HeldSurprise, at: u64, asking: &Asking<'_>) -> bool {
        let day = asking.zone.day(i64::try_from(at).unwrap_or(i64::MAX));
        let second = |at: i64| u64::try_from(at).unwrap_or_default();
        let today = second(day.from)..second(day.until);
        let surprises = self.known.values().filter(|check| {
            check.digest.is_some()
                && check.delivered.is_some()
                && check.asked_at().is_some_and(|asked| today.contains(&asked))
        });
        let waiting = self.kept.surprises.iter().filter(|other| other.id != held.id);
        let many = u64::try_from(surprises.count().saturating_add(waiting.count()));
        if many.unwrap_or(u64::MAX) >= asking.in_force.surprises {
            return false;
        }
        let from = today.start.saturating_sub(DAY_S);
        let until = today.end.saturating_add(DAY_S);
        let to_come = asking.agreed.between(from, until);
        let mut others = self.asked_seconds();
        others.extend(
            to_come
                .filter(|check| !self.known.contains_key(&check.id) && asking.may_ask(check.due))
                .map(|check| check.due),
        );
        has_room(&others, at, asking.zone)
    }

    fn refuse(
        &mut self,
        held: &HeldSurprise,
        why: SurpriseRefusal,
        is_taken: bool,
        now: &Now,
        pen: &mut Pen<'_>,
    ) {
        let recent = now.best_s.saturating_sub(DAY_S);
        let refused = self.known.values().filter(|check| {
            check.refused.is_some() && check.asked_at().is_some_and(|at| at > recent)
        });
        // A name that is another's cannot stand for two.
        if refused.count() < MOST_REFUSED_A_DAY && !is_taken {
            let due = Some(now.best_s);
            let candidate = Candidate { due, ..candidate(held) };
            self.cannot_ask(candidate, Word::new(why.name()), now, pen);
        }
    }
}

fn candidate(held: &HeldSurprise) -> Candidate {
    Candidate { id: held.id, digest: Some(held.digest), kind: held.kind, due: None }
}
