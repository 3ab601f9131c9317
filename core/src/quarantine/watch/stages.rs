//! From stage to stage: duties begin, pause, go on, are measured by other places, and end.

use std::collections::BTreeMap;

use super::duty::{Duty, Now, are_the_same};
use super::pen::Pen;
use super::person::{Alert, Watch};
use super::readings::Readings;
use super::technical::Technical;
use super::told::{Stands, Told};
use crate::quarantine::journal::{Event, Moment, Word, begin, end};
use crate::quarantine::presence::{Elapsed, Places, Position, Presence, State};

/// Places become aliases for so long after duties began or a place was new.
const LEARNS_S: u64 = 86_400;

impl Watch {
    /// Whatever happens now may be of another boot than what was last.
    pub(super) fn enter(&mut self, moment: &Moment) {
        let is_another_boot = self.boot.is_some_and(|boot| boot != moment.boot);
        if is_another_boot && self.told.is_some() {
            self.presence.boot();
            self.last_fix = None;
            self.look_again(Elapsed(moment.elapsed.0));
            self.alert_since = Elapsed(moment.elapsed.0);
        }
        self.boot = Some(moment.boot);
    }

    pub(super) fn is_paused(&self) -> bool {
        self.presence.standing().state() == State::Paused
    }

    /// While duties run, or are paused for this.
    pub(super) fn go_on(
        &mut self,
        duty: &Duty<'_>,
        pause: Option<&'static str>,
        now: &Now,
        pen: &mut Pen<'_>,
    ) {
        if self.told.is_none() {
            self.begin(duty, now, pen);
        }
        if pause.is_none() {
            self.technical.was_off(self.told.as_ref(), self.heard.as_ref(), now, pen);
            self.was_woken(now, pen);
        }
        self.move_places(duty, now, pen);
        if pause.is_some() {
            self.wait(duty, pause, now, pen);
            return;
        }
        if self.is_paused() {
            self.resume(now.elapsed());
        }
        self.presence.share(duty.is_shared);
        self.look_again(now.elapsed());
        let silent_after = self.pass_time(now.elapsed());
        self.tell(self.stands(duty, None), silent_after, now, pen);
    }

    /// Tells that the phone's system let the app sleep on, if it did so while the phone was on.
    fn was_woken(&mut self, now: &Now, pen: &mut Pen<'_>) {
        let asked = self.asked.take().filter(|asked| asked.boot == now.moment.boot);
        if let Some(asked) = asked.filter(|_| !self.is_paused()) {
            self.technical.was_late(now.elapsed().since(asked.at), now, pen);
        }
    }

    /// While duties are paused for this.
    fn wait(&mut self, duty: &Duty<'_>, pause: Option<&'static str>, now: &Now, pen: &mut Pen<'_>) {
        if !self.is_paused() {
            let silent_after = self.pass_time(now.elapsed());
            if silent_after.is_some() {
                self.presence.share(duty.is_shared);
                self.tell(self.stands(duty, None), silent_after, now, pen);
            }
            self.pause(now.elapsed());
        }
        self.tell(self.stands(duty, pause), None, now, pen);
    }

    fn begin(&mut self, duty: &Duty<'_>, now: &Now, pen: &mut Pen<'_>) {
        let places = duty.circles(now.best_s).unwrap_or_else(|| self.presence.places().clone());
        pen.write(&Event::Begin {
            open: begin::Open { at: now.moment, version: duty.version, why: None },
            private: begin::Private { lang: None },
        });
        self.begun(places, &now.moment);
    }

    /// Duties began at this moment.
    pub(super) fn begun(&mut self, places: Places<Position>, at: &Moment) {
        self.start_anew(places, at);
        self.told = Some(Told::nothing(*at));
        self.heard = Some(*at);
        self.technical = Technical::default();
        self.asked = None;
    }

    pub(super) fn end(&mut self, duty: &Duty<'_>, why: &'static str, now: &Now, pen: &mut Pen<'_>) {
        if self.told.is_none() {
            return;
        }
        if !self.is_paused() {
            let silent_after = self.pass_time(now.elapsed());
            self.tell(self.stands(duty, None), silent_after, now, pen);
        }
        self.close(now, pen);
        pen.write(&Event::End {
            open: end::Open { at: now.moment, version: duty.version, why: Word::new(why) },
            private: end::Private { lang: None },
        });
        self.ended();
    }

    pub(super) fn ended(&mut self) {
        self.told = None;
        self.fixes = BTreeMap::new();
        self.readings = Readings::NONE;
        self.asked = None;
    }

    /// Other places count than did: nothing that was told before is measured by them.
    fn move_places(&mut self, duty: &Duty<'_>, now: &Now, pen: &mut Pen<'_>) {
        let Some(places) = duty.circles(now.best_s) else { return };
        if !are_the_same(&places, self.presence.places()) {
            self.start_anew(places, &now.moment);
            self.change(Stands::of_new_places(), now.moment, now, pen);
        }
    }

    /// Presence begins with these places, and with the aliases that there are.
    pub(super) fn start_anew(&mut self, mut places: Places<Position>, at: &Moment) {
        for alias in self.presence.places().aliases() {
            places.add_alias(alias.at);
        }
        self.presence = Presence::new(places);
        self.readings = Readings::STALE;
        self.last_fix = None;
        (self.alert, self.alert_since) = (Alert::Silence, Elapsed(at.elapsed.0));
        let latest = at.within.latest().unwrap_or_else(|| at.within.earliest());
        self.learns_until = latest.saturating_add(LEARNS_S);
    }

    pub(super) fn pause(&mut self, at: Elapsed) {
        self.presence.pause();
        self.readings = Readings::NONE;
        self.look_again(at);
    }

    pub(super) fn resume(&mut self, at: Elapsed) {
        self.presence.resume();
        self.readings = Readings::STALE;
        self.look_again(at);
    }

    /// What time alone does; after when there was silence, if that has begun.
    pub(super) fn pass_time(&mut self, now: Elapsed) -> Option<Elapsed> {
        let before = self.presence.standing().state();
        let silent_after = self.presence.no_news_after();
        self.presence.tick(now);
        self.look_again(silent_after.map_or(now, |after| Elapsed(after.0.saturating_add(1))));
        let is_silent = self.presence.standing().state() == State::NoNews;
        silent_after.filter(|_| is_silent && before != State::NoNews)
    }

    /// How closely the phone should look from here on.
    pub(super) fn look_again(&mut self, at: Elapsed) {
        let standing = self.presence.standing();
        let alert = match standing.state() {
            State::Away => Alert::Away,
            State::Unverified => Alert::Unverified,
            _ if standing.is_suspect() => Alert::Suspicion,
            State::NoNews => Alert::Silence,
            State::Home | State::Paused => Alert::None,
        };
        if alert != self.alert {
            (self.alert, self.alert_since) = (alert, at);
        }
    }
}
