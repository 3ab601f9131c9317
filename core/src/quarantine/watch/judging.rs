//! From a fix to its entry.

use super::arriving::Checked;
use super::duty::{Duty, Now};
use super::pen::Pen;
use super::person::{Judged, Watch};
use super::readings::Readings;
use crate::quarantine::journal::{Event, FixFlags, alias, fix};
use crate::quarantine::presence::{Fix, FixNumber, Judgement, Position, Reason, Verdict};

impl Watch {
    pub(super) fn judge(
        &mut self,
        Checked { fix, time }: Checked,
        duty: &Duty<'_>,
        now: &Now,
        pen: &mut Pen<'_>,
    ) -> Judged {
        let is_kept = !self.is_paused() || duty.keeps_fixes_in_pauses;
        let fix = Fix { sensors: self.readings.with_fix(fix.sensors), ..fix };
        let number = FixNumber(pen.next());
        let known = self.presence.places().aliases().len();
        self.presence.learn(now.moment.within.earliest() < self.learns_until);
        let judgement = self.take(number, &fix);
        if is_kept {
            pen.write(&Event::Fix { place: as_written(&fix, time, &judgement, now) });
            self.heard = Some(now.moment);
            self.fixes.extend(pen.written().last().map(|fix| (number, fix.entry.clone())));
        }
        let learned = self.presence.places().aliases().get(known).map(|alias| alias.at);
        if let Some(position) = learned {
            write_alias(position, now, pen);
        }
        if !self.is_paused() {
            self.tell(self.stands(duty, None), None, now, pen);
        }
        self.forget_fixes();
        let band = self.presence.band();
        Judged { judgement, number: is_kept.then_some(number), band }
    }

    /// As the rule of presence takes it, live or out of the journal.
    pub(super) fn take(&mut self, number: FixNumber, fix: &Fix<Position>) -> Judgement {
        self.pass_time(fix.delivered);
        let judgement = self.presence.take(number, fix);
        self.presence.learn(false);
        if !self.is_paused() {
            self.readings = Readings::NONE;
            self.last_fix = Some((number, fix.delivered));
        }
        self.look_again(fix.delivered);
        judgement
    }

    /// Knows what another phone of the same person had learned.
    pub fn bring_aliases(&mut self, positions: &[Position]) {
        for position in positions {
            self.presence.places_mut().add_alias(*position);
        }
    }

    /// Takes an alias away, as the person wishes; false if there is none of this index.
    pub fn remove_alias(&mut self, index: usize, now: &Now, pen: &mut Pen<'_>) -> bool {
        let position = self.presence.places().aliases().get(index).map(|alias| alias.at);
        let Some(position) = position else { return false };
        self.enter(&now.moment);
        write_alias(position, now, pen);
        self.presence.places_mut().remove_alias(index)
    }
}

/// An alias is learned, or one that is known is taken away.
fn write_alias(position: Position, now: &Now, pen: &mut Pen<'_>) {
    pen.write(&Event::Alias {
        open: alias::Open { at: now.moment },
        place: alias::Place { position },
    });
}

fn as_written(fix: &Fix<Position>, time: u64, judgement: &Judgement, now: &Now) -> fix::Place {
    let is_weighed = judgement.verdict != Verdict::Inadmissible(Reason::Paused);
    fix::Place {
        at: now.moment,
        time,
        age: fix.delivered.since(fix.measured),
        position: fix.at,
        accuracy: fix.accuracy.map(|accuracy| accuracy.radius()),
        source: fix.source,
        flags: FixFlags::of(fix),
        steps: fix.sensors.steps,
        activity: fix.sensors.activity,
        wifi: fix.sensors.home_wifi,
        verdict: judgement.verdict,
        weight: judgement.weight,
        place: u8::try_from(judgement.nearest).ok().filter(|_| is_weighed),
    }
}
