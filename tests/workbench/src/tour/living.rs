//! A patient's phone in the tour: it lives as every phone at the terminal does, and what it did is drawn.

use doorstep::client::Client;
use doorstep::events::{Cause, Facts, Moved, NetworkKind, Wake};
use doorstep::model::{MS, PersonId};
use doorstep::outbox::Urgency;
use doorstep::quarantine::presence::Source;
use doorstep::quarantine::watch::{ArrivingFix, Mode};
use doorstep::views::QuarantineView;

use super::scene::{Watched, WatchedFix};
use super::stage::{Stage, needed};
use crate::living::system::{self, Course, Done, Played};
use crate::living::world::World;
use crate::reply::ErrorInfo;

/// Home, degrees.
pub const HOME: (f64, f64) = (55.755_812_3, 37.617_3);

/// What a fix of this world says, at this many fixes.
pub type Fixes = fn(u32) -> Place;

/// A place that a system names.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Metres east and north of home.
    pub away: [i32; 2],
    pub accuracy_m: f64,
    pub source: Source,
    /// Since the fix before.
    pub steps: Option<u32>,
}

/// What the phone has lived through.
pub struct Life {
    pub watched: Watched,
    /// How often its system woke the app.
    pub wakes: u32,
    /// Whether a plan asked for satellites.
    pub looked_closely: bool,
    world: World,
    course: Course,
}

/// A life on the stage, and what its fixes say.
struct OnStage<'a> {
    life: &'a mut Life,
    stage: &'a mut Stage,
    fixes: Fixes,
}

impl Life {
    /// From now on.
    pub fn begin(stage: &Stage, caption: &'static str) -> Result<Self, ErrorInfo> {
        let order = needed(stage.phone.client.order(PersonId::FIRST)?)?;
        let place = needed(order.places.first())?;
        let radius_m = u32::try_from(place.radius_m).unwrap_or(u32::MAX);
        let watched =
            Watched { caption, from: stage.now, to: stage.now, radius_m, ..Watched::default() };
        let course = Course::begin(stage.now.saturating_mul(MS));
        let (wakes, looked_closely) = (0, false);
        let mut life = Self { watched, wakes, looked_closely, world: World::new(None), course };
        life.look(stage);
        Ok(life)
    }

    /// Lives on for so long.
    pub async fn go_on(
        &mut self,
        stage: &mut Stage,
        seconds: i64,
        fixes: Fixes,
    ) -> Result<(), ErrorInfo> {
        let end_ms = stage.now.saturating_add(seconds).saturating_mul(MS);
        self.course.now_ms = stage.now.saturating_mul(MS);
        system::live_until(&mut self.on(stage, fixes), end_ms).await
    }

    /// There is no network from here on.
    pub fn lose_network(&mut self, stage: &Stage) {
        stage.phone.network.take_away();
        self.watched.offline = Some((stage.now, i64::MAX));
        stage.phone.client.facts_changed(facts(false));
    }

    /// There is one again, and the system wakes the app for it.
    pub async fn find_network(&mut self, stage: &mut Stage) -> Result<(), ErrorInfo> {
        stage.phone.network.give_back();
        if let Some((_, until)) = &mut self.watched.offline {
            *until = stage.now;
        }
        let mut phone = self.on(stage, Place::at_home);
        system::wake(&mut phone, Cause::Network)?;
        system::sync_if_asked(&mut phone).await
    }

    /// The phone is switched off and on.
    pub fn reboot(&mut self, stage: &mut Stage) -> Result<(), ErrorInfo> {
        stage.phone.clock.reboot();
        system::wake(&mut self.on(stage, Place::at_home), Cause::Boot)
    }

    /// Sends what waits, also if it could wait longer.
    pub async fn tell_all(&mut self, stage: &mut Stage) -> Result<(), ErrorInfo> {
        system::sync(&mut self.on(stage, Place::at_home), Urgency::Person).await
    }

    fn on<'a>(&'a mut self, stage: &'a mut Stage, fixes: Fixes) -> OnStage<'a> {
        OnStage { life: self, stage, fixes }
    }

    /// What the phone would say of where its owner stands.
    fn look(&mut self, stage: &Stage) {
        self.watched.to = stage.now;
        let Some(view) = quarantine(stage) else { return };
        if self.watched.states.last().is_none_or(|(_, last)| *last != view.state) {
            self.watched.states.push((stage.now, view.state));
        }
    }
}

impl Played for OnStage<'_> {
    fn app(&self) -> Result<&Client, ErrorInfo> {
        Ok(&self.stage.phone.client)
    }

    fn person(&self) -> PersonId {
        PersonId::FIRST
    }

    fn course(&mut self) -> &mut Course {
        &mut self.life.course
    }

    fn go_to(&mut self, now_ms: i64) {
        let plan = self.stage.phone.client.plan();
        self.life.looked_closely |= plan.location == Mode::Precise;
        let now = now_ms.div_euclid(MS);
        self.stage.pass_time_apart(now.saturating_sub(self.stage.now));
    }

    fn facts(&self) -> Facts {
        facts(self.has_network())
    }

    fn has_network(&self) -> bool {
        self.life.watched.offline.is_none_or(|(_, until)| until != i64::MAX)
    }

    fn moved(&mut self) -> Option<Moved> {
        None
    }

    fn fix(&mut self, home: (i64, i64), now_ms: i64) -> ArrivingFix {
        let place = self.place();
        let enu = place.away.map(f64::from);
        self.life.world.stand(enu, place.accuracy_m, place.source, place.steps);
        self.life.world.fix(home, now_ms)
    }

    fn acts_at(&self) -> Option<i64> {
        None
    }

    /// What the person does stands in the scenes.
    fn acts(&mut self) -> Result<(), ErrorInfo> {
        Ok(())
    }

    async fn share(&self) -> Result<(), ErrorInfo> {
        self.stage.meet().await
    }

    fn sees(&mut self, done: Done<'_>) -> Result<(), ErrorInfo> {
        match done {
            Done::Woke => self.life.wakes = self.life.wakes.saturating_add(1),
            Done::Located(arrived) => {
                let judgement = &needed(arrived.judged.first())?.judgement;
                self.life.watched.fixes.push(WatchedFix {
                    at: self.stage.now,
                    away: self.place().away.map(|metres| i64::from(metres).saturating_mul(1_000)),
                    distance: judgement.distance,
                    verdict: judgement.verdict,
                });
            }
            Done::Synced(report) => {
                self.life.watched.syncs.push(self.stage.now);
                if let Some(problem) = report.problem.clone() {
                    return Err(problem.into());
                }
            }
            Done::Shown => self.life.look(self.stage),
        }
        Ok(())
    }
}

impl OnStage<'_> {
    /// Where the next fix is.
    fn place(&self) -> Place {
        (self.fixes)(u32::try_from(self.life.watched.fixes.len()).unwrap_or(u32::MAX))
    }
}

impl Place {
    /// At home, some metres about it.
    pub fn at_home(number: u32) -> Self {
        const ABOUT: [[i32; 2]; 7] =
            [[8, -5], [-14, 9], [21, 17], [3, -26], [-9, -12], [30, 6], [-22, 24]];
        let about = usize::try_from(number).unwrap_or(0) % ABOUT.len();
        let away = ABOUT.get(about).copied().unwrap_or_default();
        Self { away, accuracy_m: 24.0, source: Source::Wifi, steps: None }
    }

    /// In a hospital across the city.
    pub fn in_hospital(_: u32) -> Self {
        Self { away: [6_200, 2_400], accuracy_m: 30.0, source: Source::Wifi, steps: None }
    }

    /// On foot, away from home, as satellites have it.
    pub fn walking_away(number: u32) -> Self {
        let about = i32::try_from(number % 5).unwrap_or_default().saturating_mul(40);
        let away = [1_500_i32.saturating_add(about), 1_300];
        Self { away, accuracy_m: 8.0, source: Source::Gnss, steps: Some(400) }
    }

    /// What a list of Wi-Fi networks says of an access point that was moved here from elsewhere.
    pub fn stuck(_: u32) -> Self {
        Self { away: [1_900, -1_350], accuracy_m: 35.0, source: Source::Wifi, steps: None }
    }
}

/// What the phone knows of its owner's quarantine.
pub fn quarantine(stage: &Stage) -> Option<QuarantineView> {
    stage.resident()?.quarantine
}

/// The system wakes the app.
pub fn wake(client: &Client, cause: Cause, has_network: bool) {
    client.woken(Wake { cause, facts: facts(has_network), moved: None });
}

fn facts(has_network: bool) -> Facts {
    let network = if has_network { NetworkKind::Wifi } else { NetworkKind::Offline };
    Facts { network, maker: "terminal".to_owned(), ..Facts::default() }
}
