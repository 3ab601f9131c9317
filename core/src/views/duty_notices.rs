//! Notices to a patient: what is asked, what has come, and what keeps the phone from its work. None rings in
//! quiet hours, and a locked screen says nothing of a quarantine.

use super::alarms::CheckAlarms;
use super::{Notice, NoticeKind, Viewed};
use crate::documents::{CheckKind, Zone};
use crate::events::{Facts, LocationAccess};
use crate::model::{PersonId, Sentence};
use crate::ports::Reading;
use crate::quarantine::checks::{AskedChecks, Asking, Reminder};
use crate::quarantine::order::{KnownPlace, State as Standing};
use crate::quarantine::schedule::next_not_quiet;
use crate::quarantine::watch::Now;
use crate::state::{Quarantine, State};
use crate::time::milliseconds;
use crate::words::{CheckText, QuarantineText};

/// After so many seconds without the app the person is told that it does not run.
const NOT_RUNNING_AFTER_S: u64 = 6 * 3_600;
/// A notice of the authority stands so long, in seconds.
const STANDS_S: u64 = 3 * 86_400;

/// What a patient's checks ask of the phone's system.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DutyPlan {
    pub notices: Vec<Notice>,
    /// Notices of checks, of each check together.
    pub alarms: Vec<CheckAlarms>,
    /// Unix second.
    pub wake_at: Option<u64>,
}

impl State {
    /// What a person's quarantine would show, and when it has to be looked at again.
    pub fn duty_plan(
        &self,
        person: PersonId,
        quarantine: &Quarantine,
        reading: &Reading,
        facts: &Facts,
    ) -> DutyPlan {
        let viewed = self.viewed(self.time.at(reading));
        let can_show = facts.can_show();
        let looked =
            self.look_at_checks(person, quarantine, reading, can_show, |checks, asking, now| {
                let lock_screen = viewed.say(&CheckText::LockScreen);
                let told = Telling { viewed, person, asking, now, zone: self.zone(), lock_screen };
                let mut notices: Vec<Notice> = told.duties(quarantine).into_iter().collect();
                notices.extend(told.authority(quarantine));
                notices.extend(told.troubles(facts));
                let alarms = told.checks(checks);
                DutyPlan { notices, alarms, wake_at: checks.wakes_at(asking, now) }
            });
        match looked {
            Ok(plan) => plan.unwrap_or_default(),
            Err(error) => {
                log::warn!("checks-not-read code={error}");
                DutyPlan::default()
            }
        }
    }
}

/// Tells one person of their quarantine.
struct Telling<'a> {
    viewed: Viewed<'a>,
    person: PersonId,
    asking: &'a Asking<'a>,
    now: &'a Now,
    zone: &'a Zone,
    /// What stands on a locked screen in place of any of them.
    lock_screen: Sentence,
}

impl Telling<'_> {
    /// Nothing where all hours are quiet.
    fn notice(
        &self,
        id: String,
        kind: NoticeKind,
        times: (u64, u64),
        text: Sentence,
    ) -> Option<Notice> {
        let (at, until) = times;
        let at = next_not_quiet(at, self.asking.in_force.quiet, self.zone)?;
        Some(Notice {
            id,
            kind,
            person: self.person,
            at_ms: milliseconds(at),
            until_ms: milliseconds(until),
            text,
            lock_screen: Some(self.lock_screen.clone()),
        })
    }

    fn checks(&self, checks: &AskedChecks) -> Vec<CheckAlarms> {
        let reminders = checks.reminders(self.asking, self.now);
        let of_one_check =
            reminders.chunk_by(|one, next| (one.check, one.closes) == (next.check, next.closes));
        of_one_check.filter_map(|reminders| self.check(reminders)).collect()
    }

    /// The notices of one check: all but the first say the same.
    fn check(&self, reminders: &[Reminder]) -> Option<CheckAlarms> {
        let Reminder { check, kind, closes, at, .. } = reminders.first()?;
        let (photo, name) = (*kind == CheckKind::Photo, format!("check-{check}-"));
        let when = self.viewed.when_dated(milliseconds(*closes));
        let mut again: Option<Sentence> = None;
        let mut notices = reminders.iter().filter_map(|reminder| {
            let text = match reminder.number {
                0 => self.viewed.say(&CheckText::Asked { photo, closes: when }),
                _ => again
                    .get_or_insert_with(|| {
                        self.viewed.say(&CheckText::AskedAgain { photo, closes: when })
                    })
                    .clone(),
            };
            let id = format!("{name}{}", reminder.number);
            self.notice(id, NoticeKind::Check, (reminder.at, *closes), text)
        });
        let counts = self.asking.in_force.places.iter().filter(|place| place.counts_at(*at));
        Some(CheckAlarms {
            person: self.person,
            places: counts.filter_map(KnownPlace::circle).collect(),
            first: notices.next()?,
            others: notices.collect(),
        })
    }

    /// That a version came which the person has not seen.
    fn duties(&self, quarantine: &Quarantine) -> Option<Notice> {
        let newest = self.asking.order.newest();
        let is_over = matches!(self.asking.life.state, Standing::Ended | Standing::Released);
        if newest.seen.is_some() || is_over || quarantine.orders.all().is_empty() {
            return None;
        }
        let came = newest.delivered.earliest();
        let id = format!("order-{}-{}", newest.order.id, newest.order.version);
        let times = (came, self.asking.order.end());
        let is_first = self.asking.order.versions().all(|version| version.seen.is_none());
        let say = if is_first { QuarantineText::Came } else { QuarantineText::Unseen };
        self.notice(id, NoticeKind::Duty, times, self.viewed.say(&say))
    }

    fn authority(&self, quarantine: &Quarantine) -> Vec<Notice> {
        let recent = quarantine.notices.iter().filter_map(|(_, kept)| {
            let at = kept.came.earliest();
            let until = at.saturating_add(STANDS_S);
            // One that stands no more is not read to find that out.
            let signed = (self.now.best_s < until).then(|| kept.read()).flatten()?;
            let id = format!("notice-{}", signed.document.id);
            let text = self.viewed.say(&CheckText::AuthorityWrote);
            self.notice(id, NoticeKind::Notice, (at, until), text)
        });
        recent.collect()
    }

    fn troubles(&self, facts: &Facts) -> Vec<Notice> {
        if self.asking.life.state != Standing::Running {
            return Vec::new();
        }
        let end = self.asking.order.end();
        let later = self.now.best_s.saturating_add(NOT_RUNNING_AFTER_S);
        let silent = (later < end)
            .then(|| {
                let id = "not-running".to_owned();
                let text = self.viewed.say(&CheckText::NotRunning);
                self.notice(id, NoticeKind::Trouble, (later, end), text)
            })
            .flatten();
        let is_blind = facts.location == LocationAccess::Denied || !facts.services;
        let blind = is_blind
            .then(|| {
                let day = self.zone.day(i64::try_from(self.now.best_s).unwrap_or(i64::MAX));
                let today = u64::try_from(day.from).unwrap_or_default();
                let until = u64::try_from(day.until).unwrap_or_default();
                let id = format!("location-{today}");
                let text = self.viewed.say(&CheckText::NoLocation);
                self.notice(id, NoticeKind::Trouble, (today, until), text)
            })
            .flatten();
        silent.into_iter().chain(blind).collect()
    }
}
