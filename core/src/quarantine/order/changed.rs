//! What differs between two versions of an order, made from their fields alone: first what counts at once,
//! then what asks more and waits for its midnight.

use super::explained::Dates;
use super::held::Version;
use super::opened::KnownPlace;
use crate::documents::{Order, Pause, Report, Rules, Zone};
use crate::model::{Language, Sentence};
use crate::words::{OrderChangeText as Change, Say as _};

const HOUR: u64 = 3600;

/// The differences, and which of them wait. `now` says which year need not be named, Unix seconds.
pub fn changed(
    before: &Version,
    later: &Version,
    rules: Option<&Rules>,
    now: u64,
    language: Language,
) -> Vec<Sentence> {
    let nowhere = Zone::UTC;
    let when = Dates { zone: rules.map_or(&nowhere, |rules| &rules.zone), now };
    let mut differences = Differences { at_once: Vec::new(), waiting: Vec::new() };
    differences.of_times(&before.order, &later.order, &when);
    differences.of_places(&before.places, &later.places);
    differences.of_checks(&before.order, &later.order);
    differences.of_reports(&before.order, &later.order);
    differences.of_leave(&before.order, &later.order, &when);
    differences.of_the_rest(&before.order, &later.order);
    let Differences { at_once, waiting } = differences;
    let mut said = Vec::new();
    if at_once.is_empty() && waiting.is_empty() {
        said.push(Change::Nothing);
    }
    if !at_once.is_empty() {
        said.push(Change::AtOnce);
        said.extend(at_once);
    }
    if !waiting.is_empty() {
        let from = later.asks_more_from(when.zone);
        said.push(from.map_or(Change::Later, |from| Change::LaterAt(when.at(from))));
        said.extend(waiting);
    }
    said.iter().map(|say| say.sentence(language)).collect()
}

struct Differences<'v> {
    at_once: Vec<Change<'v>>,
    /// What asks more or allows less.
    waiting: Vec<Change<'v>>,
}

impl<'v> Differences<'v> {
    fn add(&mut self, asks_more: bool, change: Change<'v>) {
        let list = if asks_more { &mut self.waiting } else { &mut self.at_once };
        list.push(change);
    }

    /// A figure that asks more when it grows or, if not, when it shrinks.
    fn figure(&mut self, from: u64, to: u64, more_is_harsher: bool, change: Change<'v>) {
        if from != to {
            self.add((to > from) == more_is_harsher, change);
        }
    }

    fn of_times(&mut self, old: &Order, new: &'v Order, when: &Dates<'_>) {
        if new.from < old.from {
            self.add(true, Change::BeginsEarlier(when.at(new.from)));
        } else if new.from > old.from {
            self.add(false, Change::BeginsLater(when.at(new.from)));
        }
        if new.until < old.until {
            self.add(false, Change::EndsEarlier(when.at(new.until)));
        } else if new.until > old.until {
            self.add(false, Change::EndsLater(when.at(new.until)));
        }
        let (from, to) = (old.start_grace_s, new.start_grace_s);
        self.figure(from, to, false, Change::Grace { from_h: from / HOUR, to_h: to / HOUR });
        let is_new = |at| old.released.as_ref().is_none_or(|released| released.at != at);
        if let Some(released) = new.released.as_ref().filter(|released| is_new(released.at)) {
            self.add(false, Change::Released { at: when.at(released.at) });
        }
    }

    fn of_places(&mut self, old: &'v [KnownPlace], new: &'v [KnownPlace]) {
        // Whoever was at home there is so still, whatever the place is called now.
        let is_lost = |before: &KnownPlace| !new.iter().any(|place| place.takes_in(before));
        for place in new {
            let label = place.label.as_str();
            let Some(before) = old.iter().find(|before| before.id == place.id) else {
                self.add(false, Change::NewPlace { label });
                continue;
            };
            if before.at != place.at {
                self.add(is_lost(before), Change::MovedPlace { label });
            }
            let (from_m, to_m) = (before.radius_m, place.radius_m);
            if from_m != to_m {
                let is_smaller = to_m < from_m && is_lost(before);
                self.add(is_smaller, Change::PlaceSize { label, from_m, to_m });
            }
            if (before.from, before.until) != (place.from, place.until) {
                self.add(
                    place.is_shorter_than(before) && is_lost(before),
                    Change::PlaceTimes { label },
                );
            }
            if before.label != place.label {
                self.add(false, Change::PlaceName { label });
            }
        }
        for place in old.iter().filter(|place| new.iter().all(|new| new.id != place.id)) {
            self.add(is_lost(place), Change::DroppedPlace { label: &place.label });
        }
    }

    fn of_checks(&mut self, old: &Order, new: &Order) {
        let (from, to) = (&old.checks, &new.checks);
        if old.quiet != new.quiet {
            let is_shorter =
                (0..1440).any(|minute| old.quiet.contains(minute) && !new.quiet.contains(minute));
            let (from_min, to_min) = (new.quiet.from_min, new.quiet.to_min);
            self.add(is_shorter, Change::Quiet { from_min, to_min });
        }
        self.figure(from.n, to.n, true, Change::Checks { from: from.n, to: to.n });
        let surprises = Change::Surprises { from: from.surprises, to: to.surprises };
        self.figure(from.surprises, to.surprises, true, surprises);
        let (from_min, to_min) = (from.window_min, to.window_min);
        self.figure(from_min, to_min, false, Change::Window { from_min, to_min });
        let (from_min, to_min) = (from.gap_min, to.gap_min);
        self.figure(from_min, to_min, false, Change::Gap { from_min, to_min });
        if from.seed != to.seed {
            self.add(false, Change::Drawn);
        }
        if old.child != new.child {
            // What may then be asked of them is a difference of its own.
            self.add(false, if new.child { Change::Child } else { Change::NoChild });
        }
        match (from.photo && !old.child, to.photo && !new.child) {
            (false, true) => self.add(true, Change::Photo),
            (true, false) => self.add(false, Change::NoPhoto),
            (true, true) | (false, false) => {}
        }
    }

    fn of_reports(&mut self, old: &Order, new: &Order) {
        match (old.report, new.report) {
            (Report::Presence, Report::Coordinates) => self.add(true, Change::Coordinates),
            (Report::Coordinates, Report::Presence) => self.add(false, Change::PresenceOnly),
            (Report::Presence, Report::Presence) | (Report::Coordinates, Report::Coordinates) => {}
        }
        let (from_s, to_s) = (old.interval_s, new.interval_s);
        self.figure(from_s, to_s, false, Change::Interval { from_s, to_s });
        let (from_s, to_s) = (old.batch_s, new.batch_s);
        self.figure(from_s, to_s, false, Change::Batch { from_s, to_s });
    }

    /// What is taken back goes on for an hour, so that nothing of it waits for a midnight.
    fn of_leave(&mut self, old: &Order, new: &Order, when: &Dates<'_>) {
        for pause in new.pauses.iter().filter(|pause| !old.pauses.contains(pause)) {
            let is_cut = old.pauses.iter().any(|before| is_cut_to(before, pause));
            let (why, from) = (pause.why, when.at(pause.from));
            let change =
                if is_cut { Change::PauseEnds { why } } else { Change::NewPause { why, from } };
            self.add(false, change);
        }
        let is_gone = |pause: &&Pause| {
            !new.pauses.iter().any(|later| later == *pause || is_cut_to(pause, later))
        };
        for Pause { why, .. } in old.pauses.iter().filter(is_gone) {
            self.add(false, Change::PauseEnds { why: *why });
        }
        for permission in new.permissions.iter().filter(|new| !old.permissions.contains(new)) {
            let (from, until) = (when.at(permission.from), when.at(permission.to));
            self.add(false, Change::NewPermission { from, until });
        }
        if old.permissions.iter().any(|old| new.permissions.iter().all(|new| new.id != old.id)) {
            self.add(false, Change::PermissionEnds);
        }
        if old.travel != new.travel {
            self.add(
                false,
                match new.travel {
                    Some(way) => {
                        Change::NewTravel { from: when.at(way.from), until: when.at(way.to) }
                    }
                    None => Change::TravelEnds,
                },
            );
        }
    }

    fn of_the_rest(&mut self, old: &Order, new: &'v Order) {
        if (old.act, &old.legal) != (new.act, &new.legal) {
            self.add(false, Change::Act { legal: &new.legal });
        }
        if let Some(number) =
            new.contact.as_deref().filter(|new| Some(*new) != old.contact.as_deref())
        {
            self.add(false, Change::Contact { number });
        }
        let rest = [
            (old.help != new.help, Change::Help),
            (old.appeal != new.appeal, Change::Appeal),
            (old.device != new.device, Change::Device),
            (old.release != new.release, Change::ReleaseCode),
            (old.texts != new.texts, Change::Added),
        ];
        for (_, change) in rest.into_iter().filter(|(differs, _)| *differs) {
            self.add(false, change);
        }
    }
}

/// Whether the later one is the same pause with an earlier end.
fn is_cut_to(before: &Pause, later: &Pause) -> bool {
    (before.from, before.why) == (later.from, later.why)
        && later.until.unwrap_or(u64::MAX) < before.until.unwrap_or(u64::MAX)
}
