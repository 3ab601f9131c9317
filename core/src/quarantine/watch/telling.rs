//! What the journal is told of where the person stands: stretch after stretch, without a gap.

use super::duty::{Duty, Now};
use super::pen::Pen;
use super::person::Watch;
use super::told::{BAND_RESTS, EARLY, SHARED, Stands, TOLD_EVERY, Told};
use crate::quarantine::journal::{Event, Interval, Leaf, Moment, Word, digest_of_leaves, presence};
use crate::quarantine::presence::{Elapsed, Milliseconds, State};

impl Watch {
    /// What is to be told now. A suspicion is not.
    pub(super) fn stands(&self, duty: &Duty<'_>, pause: Option<&'static str>) -> Stands {
        let standing = self.presence.standing();
        let state = standing.state();
        let shared = || duty.is_shared.then(|| Word::new(SHARED)).flatten();
        let why = if state == State::Paused { pause.and_then(Word::new) } else { shared() };
        let fixes = standing.state_made_by().to_vec();
        Stands { state, band: self.presence.band_of_state(), why, fixes }
    }

    /// Writes what has changed, or that nothing has for an hour.
    pub(super) fn tell(
        &mut self,
        stands: Stands,
        silent_after: Option<Elapsed>,
        now: &Now,
        pen: &mut Pen<'_>,
    ) {
        let Some(told) = &self.told else { return };
        if !told.stands.is_still(&stands) {
            let since = silent_after.map_or(now.moment, |after| back_to(after, told, now));
            self.change(stands, since, now, pen);
            return;
        }
        let age = told.age(now);
        let is_due = age.is_none_or(|age| age.0 >= TOLD_EVERY.0.saturating_sub(EARLY.0));
        let is_band_due =
            stands.band != told.stands.band && age.is_none_or(|age| age >= BAND_RESTS);
        if is_due || is_band_due {
            let from = told.to;
            self.write(stands, from, now.moment, now, pen);
        }
        self.forget_fixes();
    }

    /// Ends the stretch that was told and begins another.
    pub(super) fn change(&mut self, stands: Stands, since: Moment, now: &Now, pen: &mut Pen<'_>) {
        let Some(told) = self.told.clone() else { return };
        let is_of_this_boot = told.to.boot == now.moment.boot;
        // How long it was so before the phone went off, nobody knows.
        let since = if is_of_this_boot { since } else { self.heard.unwrap_or(told.to) };
        let since = after(told.to, since);
        if !is_the_same(&told.to, &since) {
            self.write(told.stands, told.to, since, now, pen);
        }
        self.write(stands, since, now.moment, now, pen);
        self.forget_fixes();
    }

    /// Ends the stretch that was told, and says nothing of what comes.
    pub(super) fn close(&mut self, now: &Now, pen: &mut Pen<'_>) {
        let told = self.told.clone().filter(|told| !is_the_same(&told.to, &now.moment));
        if let Some(told) = told {
            self.write(told.stands, told.to, now.moment, now, pen);
        }
    }

    fn write(&mut self, stands: Stands, from: Moment, to: Moment, now: &Now, pen: &mut Pen<'_>) {
        let to = after(from, to);
        let Stands { state, band, why, fixes } = stands.clone();
        let leaves: Vec<Leaf> =
            fixes.iter().filter_map(|fix| pen.place_leaf(self.fixes.get(fix)?)).collect();
        pen.write(&Event::Presence {
            open: presence::Open {
                at: now.moment,
                from: from.within,
                to: to.within,
                state,
                band,
                why,
                leaves: digest_of_leaves(&leaves),
            },
            place: presence::Place { fixes: fixes.iter().map(|fix| fix.0).collect() },
        });
        self.told = Some(Told::new(stands, to));
        self.heard = Some(now.moment);
    }

    pub(super) fn forget_fixes(&mut self) {
        let counting = self.presence.fixes_that_count();
        let told = self.told.as_ref().map_or(&[][..], |told| &told.stands.fixes);
        self.fixes.retain(|fix, _| counting.contains(fix) || told.contains(fix));
    }
}

/// When silence became `no-news`, not before what was told.
fn back_to(after: Elapsed, told: &Told, now: &Now) -> Moment {
    let ago = now.elapsed().since(after).0.max(0);
    let seconds = |up: i64| u64::try_from(ago.saturating_add(up).div_euclid(1_000)).unwrap_or(0);
    let earliest = now.moment.within.earliest().saturating_sub(seconds(999));
    let latest = now.moment.within.latest().map(|latest| latest.saturating_sub(seconds(0)));
    let latest = latest.map(|latest| latest.max(earliest));
    let within = Interval::new(earliest, latest).unwrap_or(now.moment.within);
    let elapsed = after.0.max(told.to.elapsed.0);
    Moment { within, elapsed: Milliseconds(elapsed), boot: now.moment.boot }
}

fn is_the_same(one: &Moment, other: &Moment) -> bool {
    (one.boot, one.elapsed) == (other.boot, other.elapsed)
}

/// Time does not go back, although less may be known of it than was.
fn after(before: Moment, moment: Moment) -> Moment {
    let earliest = moment.within.earliest().max(before.within.earliest());
    let latest = moment.within.latest().map(|latest| latest.max(earliest));
    let within = Interval::new(earliest, latest).unwrap_or(moment.within);
    Moment { within, ..moment }
}
