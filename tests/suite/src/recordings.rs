//! A home, patients in it, and what was recorded of phones.

use std::fs::File;
use std::io::BufReader;

use crate::data::data;
use doorstep::quarantine::presence::{
    Accuracy, Fix, Millimetres, Place, Places, PlanePoint, Presence,
};
use doorstep_recordings::labels::Labels;
use doorstep_recordings::simulator::{Chance, Episode, Person, Phone, Sampling, Traits, Wrong};
use doorstep_recordings::{Coordinates, Trace};

/// Metres: the home's, and the circle where a trace claims none.
pub const RADIUS: u32 = 100;
pub const ASSUMED: u32 = 50;

/// The traces that have labels.
pub const TRACES: [&str; 3] = ["sl_u00", "sl_u01", "sd_p1"];

pub fn home() -> Place<PlanePoint> {
    PlanePoint::home(None).unwrap().place(Millimetres::of_metres(RADIUS))
}

pub fn presence() -> Presence<PlanePoint> {
    Presence::new(Places::new(home(), Vec::new()))
}

/// A recorded trace and what people found in it.
pub struct Recorded {
    pub name: &'static str,
    pub fixes: Vec<Fix<PlanePoint>>,
    pub labels: Labels,
}

/// All of them; says so and gives nothing if the data is absent.
pub fn recorded() -> Option<Vec<Recorded>> {
    let folder = data("gps")?;
    let read = |name: &'static str| {
        let file = File::open(folder.join("traces").join(format!("{name}.csv"))).unwrap();
        let Trace::Metres(mut trace) = Trace::open(BufReader::new(file)).unwrap() else {
            panic!("{name} is in metres")
        };
        let claims = trace.survey().unwrap().has_accuracy;
        let assumed = Accuracy::of_android(Millimetres::of_metres(ASSUMED)).filter(|_| !claims);
        let fixes: Vec<_> = trace.rows(assumed).unwrap().map(|row| row.unwrap().fix).collect();
        let labels = Labels::read(&folder.join("labels"), name, &fixes).unwrap();
        Recorded { name, fixes, labels }
    };
    Some(TRACES.map(read).into())
}

/// A patient's phone of whatever traits, at home for some days, with a recorded false episode every
/// other day. Also says which.
pub fn patient(
    seed: u64,
    days: u32,
    episodes: &[Vec<Fix<PlanePoint>>],
    change: impl FnOnce(&mut Traits),
) -> (Phone, Vec<usize>) {
    let mut chance = Chance::of(seed);
    let mut traits = Traits::any(&mut chance);
    change(&mut traits);
    let person = Person::at_home(&mut chance, days);
    let moments = chance.moments(0.5, days);
    let mut draw = |from| {
        let index = usize::try_from(chance.whole(0..episodes.len() as i64)).ok()?;
        Some((index, Episode::recorded(episodes.get(index)?, from, f64::from(ASSUMED))?))
    };
    let drawn: Vec<(usize, Episode)> = moments.into_iter().filter_map(&mut draw).collect();
    let mut phone = Phone::new(chance, person, traits, Sampling::Planned, days);
    let added =
        drawn.into_iter().filter_map(|(index, episode)| phone.add(episode).then_some(index));
    let added = added.collect();
    (phone, added)
}

/// Flips between two or three wrong places, with no fix at home in between, once a day. Nobody recorded
/// that; it is where the rule comes to its end.
pub fn flipping_patient(seed: u64, days: u32, change: impl FnOnce(&mut Traits)) -> Phone {
    let mut chance = Chance::of(seed);
    let mut traits = Traits { wrongness: 0.0, ..Traits::any(&mut chance) };
    change(&mut traits);
    let person = Person::at_home(&mut chance, days);
    let moments = chance.moments(1.0, days);
    let flips: Vec<Episode> = moments
        .into_iter()
        .map(|from| Episode::like_recorded(&mut chance, Wrong::Flips, from))
        .collect();
    let mut phone = Phone::new(chance, person, traits, Sampling::Planned, days);
    for episode in flips {
        phone.add(episode);
    }
    phone
}

/// The fixes of all false episodes of these phones.
pub fn false_far<'r>(phones: impl IntoIterator<Item = &'r Recorded>) -> Vec<Vec<Fix<PlanePoint>>> {
    let episodes = phones.into_iter().flat_map(|phone| &phone.labels.false_far);
    episodes.map(|episode| episode.fixes.clone()).collect()
}
