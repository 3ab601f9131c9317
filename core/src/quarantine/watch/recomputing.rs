//! Whether what a journal says of presence follows from the fixes that it has.

use super::person::Watch;
use super::rebuilding::of_entry;
use super::told::is_of_new_places;
use crate::quarantine::journal::{Entry, Event, Interval, Moment, fix, presence};
use crate::quarantine::presence::{FixNumber, Places, Position, Reason, State, Verdict};

impl Watch {
    /// The number of the first entry, oldest first, that says another than what the rule of presence makes
    /// of those before it. `places` are those that the orders have when the entry of a number was
    /// written, at this time. None if all follows, or where no places are known.
    pub fn first_contradiction(
        entries: &[Entry],
        places: impl Fn(u64, Interval) -> Option<Places<Position>>,
    ) -> Option<u64> {
        let mut watch: Option<Self> = None;
        // What another phone had learned stands before the beginning on this one.
        let mut brought: Vec<Position> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            let Some(event) = entry.event() else { continue };
            if let Event::Begin { open, .. } = &event {
                let known = watch.take();
                let places = places(entry.n, open.at.within)?;
                watch = Some(known.unwrap_or_else(|| {
                    let mut new = Self::new(places.clone());
                    brought.drain(..).for_each(|position| new.was_learned(position));
                    new
                }));
            }
            let Some(watch) = &mut watch else {
                if let Event::Alias { place, .. } = &event {
                    brought.push(place.position);
                }
                continue;
            };
            let counting = match &event {
                Event::Begin { open, .. } => places(entry.n, open.at.within)?,
                Event::Presence { open, .. } if is_of_new_places(open.why.as_ref()) => {
                    places(entry.n, open.at.within)?
                }
                _ => watch.presence.places().clone(),
            };
            let follows = match &event {
                Event::Fix { place } => watch.judges_alike(entry.n, place),
                Event::Presence { open, .. } => {
                    let before = watch.told.as_ref().map(|told| told.stands.state);
                    watch.happened(entry.n, &event, &counting);
                    let is_with = |other: Option<presence::Open>| {
                        other.is_some_and(|other| is_same_moment(&other.at, &open.at))
                    };
                    let is_first = !is_with(stretch(entries, at.checked_sub(1)));
                    let is_last = !is_with(stretch(entries, at.checked_add(1)));
                    // The first of those of a moment ends what was, if that had any length.
                    let may_end = is_first && open.from != open.to && open.state != State::NoNews;
                    let goes_on = !is_last && Some(open.state) == before;
                    let is_new = is_of_new_places(open.why.as_ref());
                    goes_on || is_new || ((is_last || !may_end) && watch.stands_alike(open))
                }
                _ => {
                    watch.happened(entry.n, &event, &counting);
                    true
                }
            };
            if !follows {
                return Some(entry.n);
            }
        }
        None
    }

    /// Judges a fix again, and whether that gives what was written.
    fn judges_alike(&mut self, n: u64, place: &fix::Place) -> bool {
        self.enter(&place.at);
        self.heard = Some(place.at);
        let judgement = self.take(FixNumber(n), &of_entry(place));
        // A fix that is kept in a pause is not judged, and says nothing of a place.
        let is_paused = judgement.verdict == Verdict::Inadmissible(Reason::Paused);
        let nearest = u8::try_from(judgement.nearest).ok().filter(|_| !is_paused);
        judgement.verdict == place.verdict
            && judgement.weight == place.weight
            && nearest == place.place
    }

    fn stands_alike(&self, open: &presence::Open) -> bool {
        open.state == State::Paused || self.presence.standing().state() == open.state
    }
}

/// The stretch that the entry at this place tells, if it tells one.
fn stretch(entries: &[Entry], at: Option<usize>) -> Option<presence::Open> {
    match entries.get(at?)?.event()? {
        Event::Presence { open, .. } => Some(open),
        _ => None,
    }
}

fn is_same_moment(one: &Moment, other: &Moment) -> bool {
    one.boot == other.boot && one.elapsed == other.elapsed
}
