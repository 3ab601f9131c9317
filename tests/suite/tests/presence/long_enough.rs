//! Three minutes from the first piece of evidence to the last sign: what weighs nothing more
//! because its kind is used up still tells that the phone is away.

use doorstep::quarantine::presence::{
    Accuracy, Elapsed, Fix, FixNumber, Millimetres, Place, Places, PlanePoint, Presence,
    SensorReading, Source, State,
};

/// Says of each fix, as (seconds, metres north, source), where the patient then stands.
fn states(fixes: &[(i64, i64, Source)]) -> Vec<State> {
    let home = Place {
        at: PlanePoint::new(0, 0).unwrap(),
        scale: (),
        radius: Millimetres::of_metres(100),
    };
    let mut presence = Presence::new(Places::new(home, Vec::new()));
    let numbered = (1..).zip(fixes);
    let judged = numbered.map(|(number, (seconds, north, source))| {
        let moment = Elapsed(seconds * 1_000);
        let fix = Fix {
            measured: moment,
            delivered: moment,
            at: PlanePoint::new(north * 1_000, 0).unwrap(),
            accuracy: Accuracy::of_android(Millimetres::of_metres(20)),
            source: *source,
            is_mock: false,
            is_coarse: false,
            in_deep_sleep: false,
            sensors: SensorReading::NONE,
        };
        presence.take(FixNumber(number), &fix);
        presence.standing().state()
    });
    judged.collect()
}

#[test]
fn a_phone_that_moves_on_at_once_is_away_after_three_minutes() {
    let drive = [0, 20, 40, 60, 100, 140, 170, 180, 200];
    let fixes = drive.map(|seconds| (seconds, 300 + 10 * seconds, Source::Fused));
    let states = states(&fixes);
    assert_eq!(states[..7].last(), Some(&State::Unverified), "{states:?}");
    assert_eq!(states[7..], [State::Away; 2], "{states:?}");
}

#[test]
fn a_phone_that_stops_on_a_third_place_has_said_it_for_half_a_minute_only() {
    let mut fixes =
        vec![(0, 300, Source::Fused), (15, 500, Source::Fused), (30, 700, Source::Fused)];
    fixes.extend((1..60).map(|minute| (30 + 60 * minute, 705, Source::Wifi)));
    let states = states(&fixes);
    assert!(!states.contains(&State::Away), "{states:?}");
}

#[test]
fn satellites_that_go_on_saying_it_after_their_weight_is_used_up_count_as_said() {
    let probes = [5, 65, 125, 305].map(|seconds| (seconds, 400, Source::Gnss));
    let fixes: Vec<_> = [(0, 400, Source::Fused)].into_iter().chain(probes).collect();
    let unverified = State::Unverified;
    assert_eq!(states(&fixes), [State::NoNews, unverified, unverified, unverified, State::Away]);
}
