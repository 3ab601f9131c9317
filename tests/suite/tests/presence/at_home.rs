//! Ten thousand patient-days at home, with every recorded false episode in them again and again.

use doorstep::quarantine::presence::{Millimetres, PlanePoint, Point, Presence, State};
use doorstep_recordings::simulator::{HomeNetwork, Phone, Told, Traits};
use doorstep_suite::recordings::{
    RADIUS, false_far, flipping_patient, home, patient, presence, recorded,
};

const PHONES: u64 = 1_000;
const DAYS: u32 = 10;

/// How often a patient was called away, and how often a circle would have said so.
#[derive(Debug, Default, Clone, Copy)]
struct Called {
    fixes: u64,
    away: u64,
    unverified: u64,
    by_circle: u64,
}

impl Called {
    fn live(&mut self, phone: &mut Phone) {
        let (mut was, mut was_out) = (State::NoNews, false);
        phone.run(&mut presence(), |told, presence: &Presence<PlanePoint>| {
            let Told::Fix { fix, .. } = told else { return };
            let state = presence.standing().state();
            let is_out = home().at.distance(fix.at, ()) > Millimetres::of_metres(RADIUS);
            self.fixes += 1;
            self.away += u64::from(state == State::Away && was != State::Away);
            self.unverified += u64::from(state == State::Unverified && was != State::Unverified);
            self.by_circle += u64::from(is_out && !was_out);
            (was, was_out) = (state, is_out);
        });
    }
}

#[test]
fn nobody_at_home_is_ever_called_away() {
    let episodes = false_far(recorded().iter().flatten());
    let mut called = Called::default();
    let mut replayed = vec![0; episodes.len()];
    for seed in 0..PHONES {
        let (mut phone, which) = patient(seed, DAYS, &episodes, |_| {});
        which.into_iter().for_each(|index| replayed[index] += 1);
        called.live(&mut phone);
    }
    println!("{PHONES} phones, {DAYS} days each: {called:?}; recorded episodes {replayed:?}");
    assert_eq!(called.away, 0);
    assert!(replayed.iter().all(|times| *times > 100), "{replayed:?}");
    // The same days are hard: a circle accuses somebody every other day, and signs did disagree.
    assert!(called.by_circle > 5_000 && called.unverified > 0, "{called:?}");
}

#[test]
fn a_flipping_phone_accuses_nobody_if_it_knows_the_homes_network_or_sees_satellites() {
    let run = |change: fn(&mut Traits)| {
        let mut called = Called::default();
        (0..PHONES / 10).for_each(|seed| called.live(&mut flipping_patient(seed, DAYS, change)));
        called
    };
    let networked = run(|traits| traits.home_network = HomeNetwork::Known);
    let sees = run(|traits| {
        (traits.home_network, traits.gnss_indoors) = (HomeNetwork::Unknown, 1.0);
    });
    println!("known network: {networked:?}\nsatellites: {sees:?}");
    for called in [networked, sees] {
        assert_eq!(called.away, 0);
        assert!(called.by_circle > 500, "{called:?}");
    }
    assert!(sees.unverified > 0, "{sees:?}");
}
