//! The world around a phone, as the script has it now.

use std::path::PathBuf;

use doorstep::events::{Activity, Moved};
use doorstep::model::MS;
use doorstep::model::patient::CannotReason;
use doorstep::quarantine::presence::{HomeWifi, Source};
use doorstep::quarantine::watch::{ArrivingFix, CircleOf};
use doorstep_recordings::simulator::{Chance, Metres, Noise};

use super::script::{Change, Whereabouts};
use crate::values::orders::degrees;

/// Metres of a degree of latitude, as the rule of presence has them.
const METRES_OF_A_DEGREE: f64 = 111_319.49;
/// How long noise is drawn for, days.
const NOISY_DAYS: u32 = 62;

/// What the script has told so far.
pub struct World {
    place: Whereabouts,
    accuracy_m: f64,
    source: Source,
    /// Since the last fix or wake, told once.
    steps: Option<u32>,
    activity: Option<Activity>,
    answer: Answering,
    noise: Option<Noise>,
}

/// What the person does when they are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answering {
    Place,
    /// With the file of this name.
    Photo(PathBuf),
    Cannot(CannotReason),
    Ignore,
}

impl World {
    /// At home, where every check is answered; with errors as phones were recorded to make, if there is a
    /// seed.
    pub fn new(seed: Option<u64>) -> Self {
        Self {
            place: Whereabouts::Enu([0.0, 0.0]),
            accuracy_m: 12.0,
            source: Source::Wifi,
            steps: None,
            activity: None,
            answer: Answering::Place,
            noise: seed.map(|seed| Noise::new(Chance::of(seed), 1.0, NOISY_DAYS)),
        }
    }

    /// Where it stands from here on, and what its system claims of it.
    pub fn stand(&mut self, enu: [f64; 2], accuracy_m: f64, source: Source, steps: Option<u32>) {
        self.place = Whereabouts::Enu(enu);
        (self.accuracy_m, self.source, self.steps) = (accuracy_m, source, steps);
    }

    /// What a line changes.
    ///
    /// # Errors
    /// What does not fit.
    pub fn change(&mut self, change: &Change) -> Result<(), String> {
        self.place = change.place.unwrap_or(self.place);
        self.accuracy_m = change.accuracy_m.unwrap_or(self.accuracy_m);
        if let Some(name) = &change.source {
            self.source = crate::command_line::source(name)?;
        }
        if let Some(name) = &change.activity {
            self.activity = Some(crate::command_line::activity(name)?);
        }
        self.steps = change.steps.or(self.steps);
        if let Some(answer) = &change.answer {
            self.answer = answering(answer)?;
        }
        Ok(())
    }

    /// What the motion sensors would tell at a wake.
    pub fn moved(&mut self) -> Option<Moved> {
        let steps = self.steps.take();
        (steps.is_some() || self.activity.is_some())
            .then(|| Moved { steps: steps.unwrap_or_default(), activity: self.activity })
    }

    /// What the person does when they are asked.
    pub fn answering(&self) -> Answering {
        self.answer.clone()
    }

    /// What the phone claims of where it is; `home` in units of 10⁻⁷ degrees.
    pub fn fix(&mut self, home: (i64, i64), now_ms: i64) -> ArrivingFix {
        let (latitude, longitude) = (degrees(home.0), degrees(home.1));
        let scale = latitude.to_radians().cos();
        let (mut accuracy_m, mut source) = (Some(self.accuracy_m), self.source);
        let at = match (self.place, &mut self.noise) {
            (Whereabouts::Degrees([latitude, longitude]), _) => (latitude, longitude),
            (Whereabouts::Enu([east, north]), noise) => {
                let mut at = Metres { north, east };
                if let Some(noise) = noise {
                    let claim = noise.claim(now_ms, at, self.source == Source::Gnss);
                    (at, accuracy_m, source) = (claim.at, claim.circle, claim.source);
                }
                let north = latitude + at.north / METRES_OF_A_DEGREE;
                (north, longitude + at.east / (METRES_OF_A_DEGREE * scale))
            }
        };
        ArrivingFix {
            latitude: at.0,
            longitude: at.1,
            accuracy_m,
            circle: CircleOf::Android,
            source,
            age_ms: 0,
            time_ms: now_ms - now_ms.rem_euclid(MS),
            is_mock: false,
            is_coarse: false,
            in_deep_sleep: false,
            steps: self.steps.take(),
            activity: self.activity,
            home_wifi: HomeWifi::Unknown,
        }
    }
}

fn answering(text: &str) -> Result<Answering, String> {
    match text.split_once(':') {
        None if text == "place" => Ok(Answering::Place),
        None if text == "ignore" => Ok(Answering::Ignore),
        Some(("photo", file)) => Ok(Answering::Photo(file.into())),
        Some(("cannot", reason)) => {
            crate::command_line::cannot_reason(reason).map(Answering::Cannot)
        }
        _ => Err("an answer is place, photo:FILE, cannot:REASON or ignore".to_owned()),
    }
}
