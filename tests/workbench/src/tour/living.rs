//! A patient's phone as its system runs it, in virtual time: it hands over a fix when the plan asks for
//! one, wakes the app when the plan says, and syncs when it should.

use doorstep::client::Client;
use doorstep::events::{Cause, Facts, NetworkKind, Wake};
use doorstep::model::{MS, PersonId};
use doorstep::outbox::Urgency;
use doorstep::quarantine::presence::{HomeWifi, Source};
use doorstep::quarantine::watch::{ArrivingFix, CircleOf, Mode};
use doorstep::views::QuarantineView;

use super::scene::{Watched, WatchedFix};
use super::stage::{Stage, needed};
use crate::reply::ErrorInfo;

/// Home, degrees.
pub const HOME: (f64, f64) = (55.755_812_3, 37.617_3);
/// Metres of a degree of latitude.
const METRES_OF_A_DEGREE: f64 = 111_319.49;

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
#[derive(Debug, Default)]
pub struct Life {
    pub watched: Watched,
    /// How often its system woke the app.
    pub wakes: u32,
    /// Whether a plan asked for satellites.
    pub looked_closely: bool,
    last_fix: i64,
}

impl Life {
    /// From now on.
    pub fn begin(stage: &Stage, caption: &'static str) -> Result<Self, ErrorInfo> {
        let order = needed(stage.phone.client.order(PersonId::FIRST)?)?;
        let place = needed(order.places.first())?;
        let radius_m = u32::try_from(place.radius_m).unwrap_or(u32::MAX);
        let watched =
            Watched { caption, from: stage.now, to: stage.now, radius_m, ..Watched::default() };
        let mut life = Self { watched, last_fix: stage.now, ..Self::default() };
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
        let end = stage.now.saturating_add(seconds);
        while stage.now < end {
            let plan = stage.phone.client.plan();
            self.looked_closely |= plan.location == Mode::Precise;
            let every = plan.fix_every_s.and_then(|every| i64::try_from(every).ok());
            let fix_at = every.map(|every| self.last_fix.saturating_add(every));
            // What the plan tells is a difference of its own times.
            let wait_s = |at_ms: i64| (at_ms.saturating_sub(plan.now_ms)).div_euclid(MS).max(0);
            let wake_at = plan.wake_at_ms.map(|at_ms| stage.now.saturating_add(wait_s(at_ms)));
            let next = [fix_at, wake_at, Some(end)].into_iter().flatten().min().unwrap_or(end);
            stage.pass_time_apart(next.saturating_sub(stage.now).clamp(1, 3_600));
            if fix_at.is_some_and(|at| at <= stage.now) {
                self.take(stage, fixes)?;
            }
            if wake_at.is_some_and(|at| at <= stage.now) {
                self.wakes = self.wakes.saturating_add(1);
                wake(&stage.phone.client, Cause::Alarm, !self.is_offline());
            }
            self.look(stage);
            self.sync_if_asked(stage).await?;
        }
        Ok(())
    }

    /// There is no network from here on.
    pub fn lose_network(&mut self, stage: &Stage) {
        stage.phone.network.take_away();
        self.watched.offline = Some((stage.now, i64::MAX));
        wake(&stage.phone.client, Cause::Job, false);
    }

    /// There is one again, and the system wakes the app for it.
    pub async fn find_network(&mut self, stage: &Stage) -> Result<(), ErrorInfo> {
        stage.phone.network.give_back();
        if let Some((_, until)) = &mut self.watched.offline {
            *until = stage.now;
        }
        wake(&stage.phone.client, Cause::Network, true);
        self.sync_if_asked(stage).await
    }

    fn is_offline(&self) -> bool {
        self.watched.offline.is_some_and(|(_, until)| until == i64::MAX)
    }

    fn take(&mut self, stage: &Stage, fixes: Fixes) -> Result<(), ErrorInfo> {
        let number = u32::try_from(self.watched.fixes.len()).unwrap_or(u32::MAX);
        let place = fixes(number);
        let arrived = stage.phone.client.fixes_arrived(PersonId::FIRST, &[place.fix(stage.now)])?;
        self.last_fix = stage.now;
        let judgement = &needed(arrived.judged.first())?.judgement;
        self.watched.fixes.push(WatchedFix {
            at: stage.now,
            away: place.away.map(|metres| i64::from(metres).saturating_mul(1_000)),
            distance: judgement.distance,
            verdict: judgement.verdict,
        });
        Ok(())
    }

    /// What the phone would say of where its owner stands.
    fn look(&mut self, stage: &Stage) {
        self.watched.to = stage.now;
        let Some(view) = quarantine(stage) else { return };
        if self.watched.states.last().is_none_or(|(_, last)| *last != view.state) {
            self.watched.states.push((stage.now, view.state));
        }
    }

    /// Sends what waits, also if it could wait longer.
    pub async fn tell_all(&mut self, stage: &Stage) -> Result<(), ErrorInfo> {
        self.sync(stage, Urgency::Person).await
    }

    async fn sync_if_asked(&mut self, stage: &Stage) -> Result<(), ErrorInfo> {
        match stage.phone.client.plan().sync {
            Some(urgency) => self.sync(stage, urgency).await,
            None => Ok(()),
        }
    }

    async fn sync(&mut self, stage: &Stage, urgency: Urgency) -> Result<(), ErrorInfo> {
        stage.meet().await?;
        self.watched.syncs.push(stage.now);
        match stage.phone.client.sync(urgency, None).await.problem {
            Some(problem) => Err(problem.into()),
            None => Ok(()),
        }
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

    fn fix(self, now: i64) -> ArrivingFix {
        let [east, north] = self.away.map(f64::from);
        let (latitude, longitude) = HOME;
        let scale = latitude.to_radians().cos();
        ArrivingFix {
            latitude: latitude + north / METRES_OF_A_DEGREE,
            longitude: longitude + east / (METRES_OF_A_DEGREE * scale),
            accuracy_m: Some(self.accuracy_m),
            circle: CircleOf::Android,
            source: self.source,
            age_ms: 0,
            time_ms: now.saturating_mul(MS),
            is_mock: false,
            is_coarse: false,
            in_deep_sleep: false,
            steps: self.steps,
            activity: None,
            home_wifi: HomeWifi::Unknown,
        }
    }
}

/// What the phone knows of its owner's quarantine.
pub fn quarantine(stage: &Stage) -> Option<QuarantineView> {
    stage.resident()?.quarantine
}

/// The system wakes the app.
pub fn wake(client: &Client, cause: Cause, has_network: bool) {
    let network = if has_network { NetworkKind::Wifi } else { NetworkKind::Offline };
    let facts = Facts { network, maker: "terminal".to_owned(), ..Facts::default() };
    client.woken(Wake { cause, facts, moved: None });
}
