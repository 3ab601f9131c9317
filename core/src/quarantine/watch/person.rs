//! The watch over one person's order.

use std::collections::BTreeMap;

use super::arriving::ArrivingFix;
use super::duty::{Duty, Now, Stage};
use super::pen::Pen;
use super::readings::Readings;
use super::technical::Technical;
use super::told::Told;
use crate::events::Wake;
use crate::model::{BootMark, in_order};
use crate::quarantine::journal::{AnswerMode, Asked, Entry, Moment, answer};
use crate::quarantine::presence::{
    Band, Elapsed, FixNumber, Judgement, Milliseconds, Places, Position, Presence, Standing, State,
};

/// One person's watch over their order. A call changes it and writes; what was written is stored
/// before the changed watch is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    pub(super) presence: Presence<Position>,
    /// None while there is no duty.
    pub(super) told: Option<Told>,
    /// When something was last written of where the person is.
    pub(super) heard: Option<Moment>,
    /// The last one in which anything happened here.
    pub(super) boot: Option<BootMark>,
    pub(super) readings: Readings,
    pub(super) alert: Alert,
    /// Since when it is so, by the elapsed clock of this boot.
    pub(super) alert_since: Elapsed,
    /// The fix that came last in this boot, and when.
    pub(super) last_fix: Option<(FixNumber, Elapsed)>,
    /// Entries of the fixes by which a state was made or may yet be: their leaves are told with it.
    pub(super) fixes: BTreeMap<FixNumber, Entry>,
    pub(super) technical: Technical,
    /// None where nothing is waited for that would be missed.
    pub(super) asked: Option<AskedWake>,
    /// Unix second.
    pub(super) learns_until: u64,
}

/// A fix is of the place of an answer for so long.
const GOES_WITH_AN_ANSWER: Milliseconds = Milliseconds::of_seconds(300);

/// When the phone's system was asked to wake the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedWake {
    pub boot: BootMark,
    /// By the elapsed clock of that boot: nobody sets it.
    pub at: Elapsed,
}

/// How closely the phone should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alert {
    /// At home, or in a pause.
    None,
    Silence,
    Suspicion,
    Unverified,
    Away,
}

/// No duty runs, so that nothing is kept of where the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDuty;

/// One fix, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    pub judgement: Judgement,
    /// The number of its entry; none if it is not kept.
    pub number: Option<FixNumber>,
    /// After it.
    pub band: Option<Band>,
}

/// What came of fixes that came together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// In the order in which they count.
    pub judged: Vec<Judged>,
    /// How many were no fixes at all.
    pub invalid: usize,
    /// Whether something looks wrong after them, of which nobody is told: the phone looks closer.
    pub is_suspect: bool,
}

impl Watch {
    /// Of an order that was accepted. Nothing is watched before its duties begin.
    pub fn new(places: Places<Position>) -> Self {
        Self {
            presence: Presence::new(places),
            told: None,
            heard: None,
            boot: None,
            readings: Readings::NONE,
            alert: Alert::Silence,
            alert_since: Elapsed(0),
            last_fix: None,
            fixes: BTreeMap::new(),
            technical: Technical::default(),
            asked: None,
            learns_until: 0,
        }
    }

    /// Where the person stands, a suspicion included; none while there is no duty.
    pub fn standing(&self) -> Option<&Standing> {
        self.told.as_ref().map(|_| self.presence.standing())
    }

    pub fn presence(&self) -> &Presence<Position> {
        &self.presence
    }

    /// The fix of the last minutes, if one came: it goes with an answer.
    pub fn newest_fix(&self, now: &Now) -> Option<FixNumber> {
        let (number, at) = self.last_fix?;
        (now.elapsed().since(at) <= GOES_WITH_AN_ANSWER).then_some(number)
    }

    /// What the journal and the authority were told last; none while there is no duty.
    pub fn state_told(&self) -> Option<State> {
        self.told.as_ref().map(|told| told.stands.state)
    }

    /// Time passes: duties begin and end, pauses too, and what has to be written is written.
    pub fn tick(&mut self, duty: &Duty<'_>, now: &Now, pen: &mut Pen<'_>) {
        self.enter(&now.moment);
        match duty.stage(self.told.is_some()) {
            Stage::Ahead => {}
            Stage::Over(why) => self.end(duty, why, now, pen),
            Stage::Running => self.go_on(duty, None, now, pen),
            Stage::Paused(why) => self.go_on(duty, Some(why), now, pen),
        }
    }

    /// Judges fixes that the system hands over now.
    ///
    /// # Errors
    /// [`NoDuty`]: nothing is kept of them. What has changed with time is written all the same.
    pub fn fixes_arrived(
        &mut self,
        fixes: &[ArrivingFix],
        duty: &Duty<'_>,
        now: &Now,
        pen: &mut Pen<'_>,
    ) -> Result<Arrived, NoDuty> {
        self.tick(duty, now, pen);
        if self.told.is_none() {
            return Err(NoDuty);
        }
        let checked = fixes.iter().filter_map(|fix| fix.checked(now.elapsed()).ok());
        let checked = in_order::by_key(checked, |fix| *fix);
        let invalid = fixes.len().saturating_sub(checked.len());
        if invalid > 0 && !self.is_paused() {
            self.technical.note("core", "fix-invalid", now, pen);
        }
        let judged: Vec<Judged> =
            checked.into_iter().map(|fix| self.judge(fix, duty, now, pen)).collect();
        let is_suspect = self.presence.standing().is_suspect();
        Ok(Arrived { judged, invalid, is_suspect })
    }

    /// The phone was woken, and says how it was moved and what is so with it.
    pub fn woken(&mut self, wake: &Wake, duty: &Duty<'_>, now: &Now, pen: &mut Pen<'_>) {
        self.tick(duty, now, pen);
        if self.told.is_none() || self.is_paused() {
            return;
        }
        if let Some(moved) = &wake.moved {
            self.readings = self.readings.with_wake(moved);
        }
        self.technical.woken(wake.cause, now, pen);
        self.technical.facts(&wake.facts, duty.in_force.photo, now, pen);
    }

    /// The person has answered a check. The entry is whoever's who asked.
    pub fn answered(&mut self, answer: &answer::Open) {
        self.enter(&answer.at);
        let is_of_a_check = matches!(answer.check, Asked::Check(_));
        if is_of_a_check && answer.how != AnswerMode::Cannot {
            self.presence.answered(Elapsed(answer.at.elapsed.0));
        }
    }
}
