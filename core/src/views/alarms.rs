//! Alarms of a household: when several people of one place are asked within half an hour, the phone rings
//! once for all of them. What each is asked, and answers, stays theirs.

use std::collections::BTreeSet;

use super::{Notice, Viewed};
use crate::model::{MS, PersonId, in_order};
use crate::quarantine::presence::{Place, Point as _, Position};
use crate::words::CheckText;

/// Alarms of one place so near to each other are one, milliseconds.
const TOGETHER_MS: i64 = 30 * 60 * MS;

/// What rings for one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckAlarms {
    pub person: PersonId,
    /// Where the person is asked to be.
    pub places: Vec<Place<Position>>,
    /// Reminders, the first one first; one at least.
    pub first: Notice,
    pub others: Vec<Notice>,
}

impl CheckAlarms {
    fn notices(self) -> impl Iterator<Item = Notice> {
        std::iter::once(self.first).chain(self.others)
    }

    fn is_of_the_place_of(&self, other: &Self) -> bool {
        let is_near = |(one, other): (&Place<Position>, &Place<Position>)| {
            one.at.distance(other.at, one.scale) <= one.radius.max(other.radius)
        };
        self.places.iter().any(|one| other.places.iter().any(|other| is_near((one, other))))
    }

    /// Whether it rings with this one, which came first.
    fn rings_with(&self, lead: &Self) -> bool {
        self.person != lead.person
            && self.first.at_ms.saturating_sub(lead.first.at_ms) <= TOGETHER_MS
            && self.is_of_the_place_of(lead)
    }
}

impl Viewed<'_> {
    /// The notices of all checks, those of one place together.
    pub fn alarms(&self, checks: Vec<CheckAlarms>) -> Vec<Notice> {
        let mut rings: Vec<(CheckAlarms, Vec<CheckAlarms>)> = Vec::new();
        for check in in_order::by_key(checks, |check| (check.first.at_ms, check.first.id.clone())) {
            match rings.iter_mut().rev().find(|(lead, _)| check.rings_with(lead)) {
                Some((_, others)) => others.push(check),
                None => rings.push((check, Vec::new())),
            }
        }
        rings.into_iter().flat_map(|(lead, others)| self.ring(lead, others)).collect()
    }

    /// The reminders of the check that came first, and of the others those that are not near one.
    fn ring(&self, lead: CheckAlarms, others: Vec<CheckAlarms>) -> Vec<Notice> {
        let begun: Vec<(i64, i64)> =
            others.iter().map(|check| (check.first.at_ms, check.first.until_ms)).collect();
        let mut rung: Vec<Notice> = lead.notices().collect();
        let others = others.into_iter().flat_map(CheckAlarms::notices);
        for notice in in_order::by_key(others, |notice| notice.at_ms) {
            let is_near = |rung: &Notice| {
                (0..=TOGETHER_MS).contains(&notice.at_ms.saturating_sub(rung.at_ms))
            };
            if !rung.iter().any(is_near) {
                rung.push(notice);
            }
        }
        rung.into_iter().map(|notice| self.for_all(notice, &begun)).collect()
    }

    /// What an alarm says once others are asked beside the one whose it is: neither who nor how many.
    fn for_all(&self, notice: Notice, begun: &[(i64, i64)]) -> Notice {
        let at_ms = notice.at_ms.max(self.now.best_ms);
        let beside = begun.iter().filter(|(from_ms, _)| *from_ms <= at_ms);
        let ends: Vec<i64> = beside.map(|(_, until_ms)| *until_ms).collect();
        let (Some(first_ms), Some(last_ms)) = (ends.iter().min(), ends.iter().max()) else {
            return notice;
        };
        let closes = self.when_dated((*first_ms).min(notice.until_ms));
        let until_ms = (*last_ms).max(notice.until_ms);
        Notice { until_ms, text: self.say(&CheckText::SeveralAsked { closes }), ..notice }
    }
}

/// What several people would be told of the same thing is told once.
pub fn each_once(notices: impl IntoIterator<Item = Notice>) -> Vec<Notice> {
    let mut told = BTreeSet::new();
    notices.into_iter().filter(|notice| told.insert(notice.id.clone())).collect()
}
