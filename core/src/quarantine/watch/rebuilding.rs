//! The same watch again, out of the journal.

use std::collections::BTreeMap;

use super::duty::Now;
use super::person::{AskedWake, Watch};
use super::readings::Readings;
use super::told::{Stands, Told, is_of_new_places};
use crate::model::in_order;
use crate::quarantine::journal::{Entry, Event, FixFlags, Kind, Moment, fix, presence};
use crate::quarantine::presence::{
    Accuracy, Elapsed, Fix, FixNumber, Place, Places, Position, SensorReading, State,
};

/// Without one of these it would be another watch.
const MAKE_PRESENCE: [Kind; 6] =
    [Kind::Begin, Kind::End, Kind::Fix, Kind::Presence, Kind::Alias, Kind::Answer];

/// What a watch needs beside the journal: it is stored with the entries of the same transaction,
/// whenever it has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub readings: Readings,
    /// By which fixes are measured, those that were learned not among them.
    pub places: Vec<Place<Position>>,
    pub asked: Option<AskedWake>,
}

impl Watch {
    /// What has to be stored beside the entries.
    pub fn kept(&self) -> Kept {
        let places = self.presence.places().of_the_order().copied().collect();
        Kept { readings: self.readings, places, asked: self.asked }
    }

    /// The watch that was there, at this moment: from the entries of a chain, oldest first. Of those
    /// before the newest `begin`, only those of kind `alias` are needed. None if one that presence is made
    /// of cannot be read, or nothing was kept of places.
    pub fn rebuild<'e>(
        entries: impl IntoIterator<Item = &'e Entry>,
        kept: &Kept,
        now: &Now,
    ) -> Option<Self> {
        let (first, others) = kept.places.split_first()?;
        let places = Places::new(*first, others.to_vec());
        let mut watch = Self::new(places.clone());
        let entries: Vec<&Entry> = entries.into_iter().collect();
        let begun = entries.iter().rposition(|entry| begins_anew(entry)).unwrap_or(entries.len());
        let mut fixes: BTreeMap<FixNumber, &Entry> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            // What was measured by other places is over.
            if at < begun && entry.kind == Kind::Fix {
                continue;
            }
            let Some(event) = entry.event() else {
                if MAKE_PRESENCE.contains(&entry.kind) {
                    return None;
                }
                continue;
            };
            if entry.kind == Kind::Fix {
                fixes.insert(FixNumber(entry.n), entry);
            }
            watch.happened(entry.n, &event, &places);
        }
        watch.enter(&now.moment);
        watch.readings = kept.readings;
        watch.asked = kept.asked;
        let Some(told) = &watch.told else { return Some(watch) };
        let told = told.stands.fixes.clone();
        watch.pass_time(now.elapsed());
        let fix = |number| Some((number, Entry::clone(fixes.get(&number)?)));
        let counting = watch.presence.fixes_that_count().into_iter().chain(told);
        watch.fixes = in_order::map(counting.filter_map(fix));
        Some(watch)
    }

    pub(super) fn happened(&mut self, n: u64, event: &Event, places: &Places<Position>) {
        if let Some(at) = moment(event) {
            self.enter(&at);
        }
        match event {
            Event::Begin { open, .. } => self.begun(places.clone(), &open.at),
            Event::End { .. } => self.ended(),
            Event::Fix { place } => {
                self.heard = Some(place.at);
                self.take(FixNumber(n), &of_entry(place));
            }
            Event::Presence { open, place } => self.was_told(open, place, places),
            Event::Alias { place, .. } => self.was_learned(place.position),
            Event::Answer { open, .. } => self.answered(open),
            Event::Technical { open } => self.technical.remember(open),
            _ => {}
        }
    }

    fn was_told(
        &mut self,
        open: &presence::Open,
        place: &presence::Place,
        places: &Places<Position>,
    ) {
        let stands = Stands {
            state: open.state,
            band: open.band,
            why: open.why.clone(),
            fixes: place.fixes.iter().copied().map(FixNumber).collect(),
        };
        let at = Elapsed(open.at.elapsed.0);
        if is_of_new_places(stands.why.as_ref()) {
            self.start_anew(places.clone(), &open.at);
        }
        match (stands.state == State::Paused, self.is_paused()) {
            (true, false) => self.pause(at),
            (false, true) => self.resume(at),
            _ => {}
        }
        if stands.state != State::Paused {
            self.presence.share(stands.is_shared());
            self.look_again(at);
        }
        self.pass_time(at);
        let to = Moment { within: open.to, ..open.at };
        self.told = Some(Told::new(stands, to));
        self.heard = Some(open.at);
    }

    /// One that is known was taken away.
    pub(super) fn was_learned(&mut self, position: Position) {
        let places = self.presence.places_mut();
        match places.aliases().iter().position(|alias| alias.at == position) {
            Some(known) => {
                places.remove_alias(known);
            }
            None => places.add_alias(position),
        }
    }
}

/// Whether presence begins with this entry.
fn begins_anew(entry: &Entry) -> bool {
    match entry.kind {
        Kind::Begin => true,
        Kind::Presence => match entry.event() {
            Some(Event::Presence { open, .. }) => is_of_new_places(open.why.as_ref()),
            _ => false,
        },
        _ => false,
    }
}

/// The fix that was judged.
pub(super) fn of_entry(place: &fix::Place) -> Fix<Position> {
    let delivered = Elapsed(place.at.elapsed.0);
    Fix {
        at: place.position,
        measured: Elapsed(delivered.0.saturating_sub(place.age.0)),
        delivered,
        accuracy: place.accuracy.and_then(Accuracy::of_android),
        source: place.source,
        is_mock: place.flags.has(FixFlags::MOCK),
        is_coarse: place.flags.has(FixFlags::COARSE),
        in_deep_sleep: place.flags.has(FixFlags::DEEP_SLEEP),
        sensors: SensorReading {
            steps: place.steps,
            activity: place.activity,
            home_wifi: place.wifi,
        },
    }
}

/// When it happened; technical states are not told so exactly.
fn moment(event: &Event) -> Option<Moment> {
    Some(match event {
        Event::Order { open, .. } => open.at,
        Event::Seen { open, .. } => open.at,
        Event::Begin { open, .. } => open.at,
        Event::End { open, .. } => open.at,
        Event::Fix { place } => place.at,
        Event::Presence { open, .. } => open.at,
        Event::Check { open } => open.at,
        Event::Answer { open, .. } => open.at,
        Event::Declare { open, .. } => open.at,
        Event::Alias { open, .. } => open.at,
        Event::Notice { open, .. } => open.at,
        Event::Dispute { open, .. } => open.at,
        Event::Receipt { open } => open.at,
        Event::Epoch { open } => open.at,
        Event::Link { open } => open.at,
        Event::Aside { open } => open.at,
        Event::Technical { .. } => return None,
    })
}
