//! Days of phones that nobody has: every input of the rule, near its edges.

use doorstep::events::Activity;
use doorstep::quarantine::presence::{
    Accuracy, EastScale, Elapsed, Fix, HomeWifi, Millimetres, Place, PlanePoint, Point, Position,
    SensorReading, Source,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

/// What happens to a phone.
#[derive(Debug, Clone)]
pub enum Event<P: Point> {
    Fix(Fix<P>),
    Hear(Elapsed, SensorReading),
    Tick(Elapsed),
    Pause,
    Resume(Elapsed),
    Boot,
    Share(bool),
    Answer(Elapsed),
    Learn(bool),
}

/// A phone's places and what happens to it.
#[derive(Debug, Clone)]
pub struct Case<P: Point> {
    pub places: Vec<Place<P>>,
    pub is_shared: bool,
    pub events: Vec<Event<P>>,
}

/// The same ones each time.
pub fn cases<P: Around>(count: usize) -> Vec<Case<P>> {
    let mut runner = TestRunner::deterministic();
    let strategy = case();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

/// Points so many metres from somewhere.
pub trait Around: Point + std::fmt::Debug + 'static {
    /// In the middle of some places for homes, chosen by a number.
    fn home(which: u8) -> Self;
    fn moved(self, east_m: i64, north_m: i64) -> Self;
    fn place(self, radius: Millimetres) -> Place<Self>;
}

impl Around for PlanePoint {
    fn home(_: u8) -> Self {
        Self::new(0, 0).unwrap()
    }

    fn moved(self, east_m: i64, north_m: i64) -> Self {
        Self::new(self.north() + north_m * 1_000, self.east() + east_m * 1_000).unwrap()
    }

    fn place(self, radius: Millimetres) -> Place<Self> {
        Place { at: self, scale: (), radius }
    }
}

impl Around for Position {
    fn home(which: u8) -> Self {
        let homes = [
            (557_512_345, 490_987_654),
            (-338_567_890, 1_512_012_345),
            (-170_000_000, 1_799_998_000),
            (649_000_000, -1_799_999_000),
            (0, 0),
            (-849_999_999, -10),
        ];
        let (latitude, longitude) = homes[usize::from(which) % homes.len()];
        Self::new(latitude, longitude).unwrap()
    }

    fn moved(self, east_m: i64, north_m: i64) -> Self {
        let latitude = i64::from(self.latitude()) + north_m * 10_000_000 / 111_319;
        // Not right near the poles, and need not be.
        let longitude = i64::from(self.longitude()) + east_m * 10_000_000 / 62_000;
        let around = (longitude + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
        Self::new(latitude.clamp(-900_000_000, 900_000_000), around).unwrap()
    }

    fn place(self, radius: Millimetres) -> Place<Self> {
        Place { at: self, scale: EastScale::at(self), radius }
    }
}

/// Metres from home: inside, at the edge, places that are claimed again and again, anywhere.
fn metres() -> impl Strategy<Value = (i64, i64)> {
    let again = vec![(335, 0), (-500, 40), (0, 1_200), (900, 900), (960, 900), (5_000, -10)];
    prop_oneof![
        3 => (-70_i64..70, -70_i64..70),
        2 => (95_i64..160, Just(0)),
        5 => prop::sample::select(again),
        3 => (-2_500_i64..2_500, -2_500_i64..2_500),
        1 => (-60_000_i64..60_000, -60_000_i64..60_000),
        1 => Just((3_549_000, 20)),
        1 => Just((3_549_200, 20)),
    ]
}

fn sensors() -> impl Strategy<Value = SensorReading> {
    let steps = prop_oneof![
        4 => Just(None),
        3 => (0_u32..12).prop_map(Some),
        1 => (25_u32..110).prop_map(Some),
    ];
    let activity = prop_oneof![
        6 => Just(None),
        2 => Just(Some(Activity::Still)),
        1 => Just(Some(Activity::Walk)),
        1 => Just(Some(Activity::Vehicle)),
    ];
    let home_wifi = prop_oneof![
        8 => Just(HomeWifi::Unknown),
        1 => Just(HomeWifi::Off),
        2 => Just(HomeWifi::NotConnected),
        1 => Just(HomeWifi::Connected),
    ];
    (steps, activity, home_wifi).prop_map(|(steps, activity, home_wifi)| SensorReading {
        steps,
        activity,
        home_wifi,
    })
}

fn fix<P: Around>(home: P) -> impl Strategy<Value = Fix<P>> {
    let accuracy = prop_oneof![
        8 => 1_u64..60_000,
        2 => prop::sample::select(vec![0, 30_000, 30_001, 50_000, 50_001, 150_000, 150_001]),
        1 => 60_000_u64..5_000_000,
    ];
    let source = prop_oneof![
        3 => Just(Source::Gnss),
        3 => Just(Source::Wifi),
        1 => Just(Source::Cell),
        2 => Just(Source::Fused),
        1 => Just(Source::Unknown),
    ];
    let age = prop_oneof![
        9 => Just(0_i64),
        3 => 0_i64..119_000,
        1 => prop::sample::select(vec![-1, 120_000, 120_001, 900_000]),
    ];
    (metres(), accuracy, source, age, 0_u8..40, sensors()).prop_map(
        move |((east, north), accuracy, source, age, odd, sensors)| Fix {
            // Its times are made those of its turn.
            measured: Elapsed(-age),
            delivered: Elapsed(0),
            at: home.moved(east, north),
            accuracy: Accuracy::of_android(Millimetres(accuracy)),
            source,
            is_mock: odd == 0,
            is_coarse: odd == 1,
            in_deep_sleep: odd < 12,
            sensors,
        },
    )
}

fn event<P: Around>(home: P) -> impl Strategy<Value = (i64, Event<P>)> {
    let wait = prop_oneof![
        5 => 1_000_i64..90_000,
        5 => 90_000_i64..1_200_000,
        2 => prop::sample::select(vec![0, 30_000, 180_000, 1_800_000, 3_600_000, 3_600_001]),
        1 => 1_200_000_i64..9_000_000,
    ];
    let now = Elapsed(0);
    let what = prop_oneof![
        40 => fix(home).prop_map(Event::Fix),
        3 => sensors().prop_map(move |sensors| Event::Hear(now, sensors)),
        1 => Just(Event::Tick(now)),
        1 => Just(Event::Pause),
        2 => Just(Event::Resume(now)),
        1 => Just(Event::Boot),
        1 => any::<bool>().prop_map(Event::Share),
        2 => Just(Event::Answer(now)),
        1 => any::<bool>().prop_map(Event::Learn),
    ];
    (wait, what)
}

fn case<P: Around>() -> impl Strategy<Value = Case<P>> {
    let others = prop::collection::vec((metres(), 75_u64..500), 0..3);
    (any::<u8>(), 75_u64..200, others, 0_u8..8).prop_flat_map(|(home, radius, others, shared)| {
        let home = P::home(home);
        let circle = |at: P, metres: u64| at.place(Millimetres(metres * 1_000));
        let others = others
            .into_iter()
            .map(|((east, north), radius)| circle(home.moved(east, north), radius));
        let places: Vec<Place<P>> = [circle(home, radius)].into_iter().chain(others).collect();
        prop::collection::vec(event(home), 20..70).prop_map(move |events| Case {
            places: places.clone(),
            is_shared: shared == 0,
            events: timed(events),
        })
    })
}

/// Gives each event the moment of its turn; a boot starts the clock anew.
fn timed<P: Around>(events: Vec<(i64, Event<P>)>) -> Vec<Event<P>> {
    let mut now = 500_000;
    let mut timed = Vec::new();
    for (wait, event) in events {
        now += wait;
        let moment = Elapsed(now);
        timed.push(match event {
            Event::Fix(fix) => Event::Fix(Fix {
                measured: Elapsed(now + fix.measured.0),
                delivered: moment,
                ..fix
            }),
            Event::Hear(_, sensors) => Event::Hear(moment, sensors),
            Event::Tick(_) => Event::Tick(moment),
            Event::Resume(_) => Event::Resume(moment),
            Event::Answer(_) => Event::Answer(moment),
            Event::Boot => {
                now = 500_000;
                Event::Boot
            }
            Event::Pause | Event::Share(_) | Event::Learn(_) => event,
        });
    }
    timed
}
