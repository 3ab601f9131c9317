//! A phone that is handed one fix after the other.

mod admissible;
mod aliases;
mod geometry;
mod people;
mod places;
mod properties;
mod senses;
mod states;

use super::{
    Accuracy, Elapsed, Fix, FixNumber, HomeWifi, Judgement, Millimetres, Place, Places, PlanePoint,
    Presence, SensorReading, Source,
};
use crate::events::Activity;

/// A home of 100 m around the middle of a plane.
fn home() -> Places<PlanePoint> {
    Places::new(circle(0, 0, 100), Vec::new())
}

fn circle(east_m: i64, north_m: i64, radius_m: u32) -> Place<PlanePoint> {
    Place { at: at(east_m, north_m), scale: (), radius: Millimetres::of_metres(radius_m) }
}

fn at(east_m: i64, north_m: i64) -> PlanePoint {
    PlanePoint::new(north_m * 1_000, east_m * 1_000).unwrap()
}

/// A phone that is handed one fix after the other.
struct Phone {
    presence: Presence<PlanePoint>,
    next: u64,
    now_s: i64,
}

impl Phone {
    fn new() -> Self {
        Self { presence: Presence::new(home()), next: 1, now_s: 1_000 }
    }

    /// That was at home just now.
    fn at_home() -> Self {
        let mut phone = Self::new();
        phone.wifi(0, 0);
        phone.after(60);
        phone
    }

    fn after(&mut self, seconds: i64) -> &mut Self {
        self.now_s += seconds;
        self
    }

    fn now(&self) -> Elapsed {
        Elapsed(self.now_s * 1_000)
    }

    /// A fix of 20 m here and now, made from access points.
    fn fix(&self, east_m: i64, north_m: i64) -> Fix<PlanePoint> {
        Fix {
            at: at(east_m, north_m),
            measured: self.now(),
            delivered: self.now(),
            accuracy: Accuracy::of_android(Millimetres::of_metres(20)),
            source: Source::Wifi,
            is_mock: false,
            is_coarse: false,
            in_deep_sleep: false,
            sensors: SensorReading::NONE,
        }
    }

    fn take(&mut self, fix: &Fix<PlanePoint>) -> Judgement {
        let number = FixNumber(self.next);
        self.next += 1;
        self.presence.take(number, fix)
    }

    fn wifi(&mut self, east_m: i64, north_m: i64) -> Judgement {
        self.take(&self.fix(east_m, north_m))
    }

    fn gnss(&mut self, east_m: i64, north_m: i64) -> Judgement {
        self.take(&Fix { source: Source::Gnss, ..self.fix(east_m, north_m) })
    }

    fn sensed(&mut self, east_m: i64, north_m: i64, sensors: SensorReading) -> Judgement {
        self.take(&Fix { sensors, ..self.fix(east_m, north_m) })
    }

    fn hear(&mut self, sensors: SensorReading) {
        self.presence.hear(self.now(), &sensors);
    }

    fn tick(&mut self) {
        self.presence.tick(self.now());
    }

    fn state(&self) -> &'static str {
        self.presence.standing().name()
    }

    fn underneath(&self) -> &'static str {
        self.presence.standing().state().name()
    }

    fn made_by(&self) -> Vec<u64> {
        self.presence.standing().made_by().iter().map(|number| number.0).collect()
    }
}

fn steps(steps: u32) -> SensorReading {
    SensorReading { steps: Some(steps), ..SensorReading::NONE }
}

fn moves(activity: Activity) -> SensorReading {
    SensorReading { activity: Some(activity), ..SensorReading::NONE }
}

fn on(home_wifi: HomeWifi) -> SensorReading {
    SensorReading { home_wifi, ..SensorReading::NONE }
}

fn weight(judgement: &Judgement) -> u32 {
    judgement.weight.0
}

fn score(judgement: &Judgement) -> u32 {
    judgement.score.0
}

fn kinds(judgement: &Judgement) -> Vec<&'static str> {
    judgement.kinds.iter().map(super::Kind::name).collect()
}
