//! The phone watches over an order: fixes, wakes and time come in, entries are written, and what the
//! system is asked for comes out (`PROTOCOL.md §19.6`).

use std::sync::Arc;

use super::{Patient, Writing};
use crate::client::Client;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::events::{Facts, Wake};
use crate::model::PersonId;
use crate::quarantine::checks::{AskedChecks, Asking};
use crate::quarantine::photos::KeptPhoto;
use crate::quarantine::watch::{Arrived, ArrivingFix, Duty, NoDuty, Now, Pen, Watch, home_wifi};
use crate::state::quarantine::{PhotoBytes, Watched};
use crate::state::{KeptCheck, State};

impl Client {
    /// Takes fixes that the phone's system hands over together, and says what they are. What they change
    /// is durable when it returns.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order` if no duty runs, and nothing is kept then; `person-unknown`, and those
    /// of the store.
    pub fn fixes_arrived(
        &self,
        person: PersonId,
        fixes: &[ArrivingFix],
    ) -> Result<Arrived, ClientError> {
        let facts = self.core.facts_heard();
        self.done(Patient::of(&self.core, person).fixes_arrived(fixes, &facts))
    }
}

/// Something happens to a person's watch and checks.
pub struct Happening<'a, 'p> {
    pub watch: &'a mut Watch,
    pub checks: &'a mut AskedChecks,
    pub duty: &'a Duty<'a>,
    pub asking: &'a Asking<'a>,
    pub now: &'a Now,
    pub pen: &'a mut Pen<'p>,
    /// A parent answers for this person.
    pub by_parent: bool,
    /// Documents that came, to be stored with what is written.
    pub came: Vec<KeptCheck>,
    /// Photos that answered before.
    pub photos: &'a [(i64, KeptPhoto)],
    /// Photos that answer now, to be stored with what is written.
    pub sealed: Vec<(KeptPhoto, PhotoBytes)>,
}

impl Happening<'_, '_> {
    /// What was before it is written down before it.
    pub fn tick(&mut self) {
        self.watch.tick(self.duty, self.now, self.pen);
        self.checks.tick(self.asking, self.now, self.pen);
    }
}

impl Patient<'_> {
    fn fixes_arrived(self, fixes: &[ArrivingFix], facts: &Facts) -> Result<Arrived, CoreError> {
        let wifi = home_wifi(facts, None);
        let fixes: Vec<ArrivingFix> =
            fixes.iter().map(|fix| ArrivingFix { home_wifi: wifi, ..fix.clone() }).collect();
        let arrived =
            self.watch(facts, |it| it.watch.fixes_arrived(&fixes, it.duty, it.now, it.pen))?;
        match arrived {
            Some(Ok(arrived)) => Ok(arrived),
            Some(Err(NoDuty)) | None => Err(Code::NoOrder.into()),
        }
    }

    /// Tells the watch of a wake.
    pub fn woken(self, wake: &Wake) -> Result<(), CoreError> {
        self.watch(&wake.facts, |it| it.watch.woken(wake, it.duty, it.now, it.pen)).map(|_| ())
    }

    /// Lets time pass.
    pub fn tick(self) -> Result<(), CoreError> {
        self.watch(&self.core.facts_heard(), |it| it.watch.tick(it.duty, it.now, it.pen))
            .map(|_| ())
    }

    /// The same, and then for everybody else: what has become of one person may pause the others.
    pub fn tick_household(self) -> Result<(), CoreError> {
        self.tick()?;
        let people: Vec<PersonId> = self.core.lock().people.keys().copied().collect();
        for other in people.into_iter().filter(|other| *other != self.person) {
            // It is done for this person, and made up for at the other's next event.
            if let Err(error) = Self::of(self.core, other).tick() {
                log::warn!("watch-not-told code={}", error.code.name());
            }
        }
        Ok(())
    }

    /// Lets something happen to a copy of watch and checks, and then time to the checks; what is written is
    /// one transaction with what the phone's system is asked for, and only then the copies are what is known.
    /// None where nothing is watched.
    pub(super) fn watch<T>(
        self,
        facts: &Facts,
        happens: impl FnOnce(&mut Happening<'_, '_>) -> T,
    ) -> Result<Option<T>, CoreError> {
        let mut state = self.core.lock();
        let known = state.people.get(&self.person).ok_or(Code::PersonUnknown)?;
        if known.quarantine.is_none() {
            return Ok(None);
        }
        let is_child = known.membership.is_child;
        let mut writing = self.begin(&state)?;
        let Some(watched) = self.watched(&state, &writing)? else { return Ok(None) };
        writing.report(&state);
        let now = writing.instant(&state);
        let quarantine = writing.edit.after.clone();
        let (mut watch, mut checks) = (watched.watch(&now), watched.checks());
        let duty = quarantine.orders.current().and_then(|order| watched.duty(order));
        let asking = watched.asking(&quarantine, state.zone(), facts.can_show());
        let (Some(duty), Some(asking), Some(journal)) = (duty, asking, quarantine.journal()) else {
            return Ok(None);
        };
        let secret = journal.secret();
        let mut numbering = quarantine.numbering;
        let mut pen = Pen::new(&mut numbering, &secret);
        let mut happening = Happening {
            watch: &mut watch,
            checks: &mut checks,
            duty: &duty,
            asking: &asking,
            now: &now,
            pen: &mut pen,
            by_parent: is_child || asking.order.newest().order.child,
            came: Vec::new(),
            photos: &quarantine.photos,
            sealed: Vec::new(),
        };
        let happened = happens(&mut happening);
        let (came, sealed) = (happening.came, happening.sealed);
        checks.tick(&asking, &now, &mut pen);
        let written = pen.into_written();
        watch.ask(&duty, facts, checks.wakes_at(&asking, &now), &now);
        writing.edit.keep_written(numbering, &written)?;
        for kept in came {
            writing.edit.keep_check(kept);
        }
        for (kept, bytes) in sealed {
            writing.edit.keep_photo(kept, bytes);
        }
        writing.edit.set_watch(watch);
        writing.edit.set_checks(checks);
        writing.edit.after.agreed = Some(Arc::clone(&watched.agreed));
        self.commit(&mut state, writing)?;
        Ok(Some(happened))
    }

    fn watched(self, state: &State, writing: &Writing) -> Result<Option<Watched>, CoreError> {
        Ok(state.watched(self.person, &writing.edit.after, &writing.reading)?)
    }
}

impl Writing {
    pub(super) fn instant(&self, state: &State) -> Now {
        Now { moment: self.moment(state), best_s: state.time.at(&self.reading).best_s() }
    }
}
