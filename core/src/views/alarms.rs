//! Alarms of a household: when several people of one place are asked within half an hour, the phone rings
//! once for all of them. What each is asked, and answers, stays theirs.

use std::collections::BTreeSet;

use super::{Notice, Viewed};
use crate::model::{MS, PersonId, in_order};
use crate::quarantine::presence::{Place, Point as _, Position};
use crate::words::CheckText;

/// Alarms of one place so near to each other are one, in seconds.
const TOGETHER_S: i64 = 30 * 60;

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
            && self.first.at_ms.saturating_sub(lead.first.at_ms) <= TOGETHER_S * MS
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
        let windows: Vec<Window> = others.iter().chain([&lead]).map(Window::of).collect();
        let mut rung: Vec<Notice> = lead.notices().collect();
        let others = others.into_iter().flat_map(CheckAlarms::notices);
        for notice in in_order::by_key(others, |notice| notice.at_ms) {
            let is_near = |rung: &Notice| {
                (0..=TOGETHER_S * MS).contains(&notice.at_ms.saturating_sub(rung.at_ms))
            };
            if !rung.iter().any(is_near) {
                rung.push(notice);
            }
        }
        rung.into_iter().map(|notice| self.for_all(notice, &windows)).collect()
    }

    /// What an alarm says while others are asked beside the one whose it is: neither who nor how many.
    fn for_all(&self, notice: Notice, windows: &[Window]) -> Notice {
        let at_ms = notice.at_ms.max(self.now.best_ms);
        let beside = windows.iter().filter(|window| {
            window.person != notice.person && (window.from_ms..window.until_ms).contains(&at_ms)
        });
        let ends: Vec<i64> = beside.map(|window| window.until_ms).collect();
        let (Some(first_ms), Some(last_ms)) = (ends.iter().min(), ends.iter().max()) else {
            return notice;
        };
        let closes = self.when_dated((*first_ms).min(notice.until_ms));
        let until_ms = (*last_ms).max(notice.until_ms);
        Notice { until_ms, text: self.say(&CheckText::SeveralAsked { closes }), ..notice }
    }
}

/// When somebody is asked.
struct Window {
    person: PersonId,
    from_ms: i64,
    until_ms: i64,
}

impl Window {
    fn of(check: &CheckAlarms) -> Self {
        let Notice { at_ms, until_ms, .. } = check.first;
        Self { person: check.person, from_ms: at_ms, until_ms }
    }
}

/// What several people would be told of the same thing is told once.
pub fn each_once(notices: impl IntoIterator<Item = Notice>) -> Vec<Notice> {
    let mut told = BTreeSet::new();
    notices.into_iter().filter(|notice| told.insert(notice.id.clone())).collect()
}
