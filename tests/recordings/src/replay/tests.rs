use doorstep::quarantine::presence::{Accuracy, PlanePoint, SensorReading, Source};

use super::*;

const KM: i64 = 1_000_000;

fn fix(at_ms: i64, north_mm: i64) -> Fix<PlanePoint> {
    Fix {
        measured: Elapsed(at_ms),
        delivered: Elapsed(at_ms),
        at: PlanePoint::new(north_mm, 0).unwrap(),
        accuracy: Accuracy::of_android(Millimetres::of_metres(20)),
        source: Source::Wifi,
        is_mock: false,
        is_coarse: false,
        in_deep_sleep: false,
        sensors: SensorReading::NONE,
    }
}

/// States with their beginnings and ends, and the number of fixes that came.
fn replayed(fixes: impl IntoIterator<Item = Fix<PlanePoint>>) -> (Vec<(Shown, i64, i64)>, Counts) {
    let home = PlanePoint::new(0, 0).unwrap();
    let mut replay = Replay::around(home, Millimetres::of_metres(100));
    let mut all = Vec::new();
    for fix in fixes {
        all.extend(replay.take(&fix).closed());
    }
    let (last, counts) = replay.finish();
    all.extend(last);
    for (one, next) in all.iter().zip(all.iter().skip(1)) {
        assert_eq!(one.to, next.from, "{all:?}");
        assert!(one.from < one.to && one.state != next.state, "{all:?}");
    }
    (all.iter().map(|one| (one.state, one.from.0, one.to.0)).collect(), counts)
}

use Shown::{Home, NoNews, Suspect, Unverified};

#[test]
fn states_follow_each_other_without_a_gap() {
    let (states, counts) =
        replayed([fix(-500, 0), fix(60_000, KM), fix(120_000, KM), fix(180_000, 2 * KM)]);
    assert_eq!(
        states,
        [(Home, -500, 60_000), (Suspect, 60_000, 180_000), (Unverified, 180_000, 180_000)]
    );
    let wanted =
        Counts { r#in: 1, out: 3, home: 1, suspect: 1, unverified: 1, ..Counts::default() };
    assert_eq!((counts, counts.fixes(), counts.admissible()), (wanted, 4, 4));
}

#[test]
fn silence_begins_an_hour_after_the_last_that_was_said() {
    const HOUR: i64 = 3_600_000;
    assert_eq!(replayed([fix(0, 0), fix(HOUR, 0)]).0, [(Home, 0, HOUR)]);
    let two_hours = [(Home, 0, HOUR), (NoNews, HOUR, 2 * HOUR), (Home, 2 * HOUR, 2 * HOUR)];
    assert_eq!(replayed([fix(0, 0), fix(2 * HOUR, 0)]).0, two_hours);
    let just = [(Home, 0, HOUR), (NoNews, HOUR, HOUR + 1), (Home, HOUR + 1, HOUR + 1)];
    assert_eq!(replayed([fix(0, 0), fix(HOUR + 1, 0)]).0, just);
    // What is no evidence is no news either, and sees the silence.
    let mut mock = fix(HOUR + 2, 0);
    mock.is_mock = true;
    let (states, counts) = replayed([fix(0, 0), mock]);
    assert_eq!(states, [(Home, 0, HOUR), (NoNews, HOUR, HOUR + 2)]);
    assert_eq!((counts.inadmissible, counts.no_news), (1, 1));
}

#[test]
fn where_time_runs_back_it_stands_still() {
    let (states, counts) = replayed([fix(10_000, 0), fix(5_000, KM), fix(20_000, 0)]);
    assert_eq!(states, [(Home, 10_000, 20_000)]);
    assert_eq!((counts.inadmissible, counts.fixes()), (1, 3));
    // A mock place of next year, and then the days go on as they were.
    let mut next_year = fix(31_536_000_000, 0);
    next_year.is_mock = true;
    let (states, counts) =
        replayed([fix(0, 0), next_year, fix(10_000, 0), fix(80_000, KM), fix(90_000, 0)]);
    let end = 31_536_000_000;
    assert_eq!(states, [(Home, 0, 3_600_000), (NoNews, 3_600_000, end), (Home, end, end)]);
    assert_eq!((counts.r#in, counts.out, counts.suspect), (3, 1, 0));
}

#[test]
fn a_trace_of_nothing_has_no_state_and_one_fix_has_one() {
    assert_eq!(replayed([]), (Vec::new(), Counts::default()));
    assert_eq!(replayed([fix(7, 0)]).0, [(Home, 7, 7)]);
    let mut nothing = fix(7, 0);
    nothing.accuracy = None;
    assert_eq!(replayed([nothing]).0, [(NoNews, 7, 7)]);
}

#[test]
fn a_step_says_what_became_of_its_fix() {
    let home = PlanePoint::new(0, 0).unwrap();
    let mut replay = Replay::around(home, Millimetres::of_metres(100));
    let first = replay.take(&fix(0, 0));
    assert_eq!((first.number, first.state, first.closed().count()), (FixNumber(1), Home, 0));
    let second = replay.take(&fix(60_000, KM));
    assert_eq!((second.number, second.state), (FixNumber(2), Suspect));
    assert_eq!(second.judgement.verdict, Verdict::Out);
    assert_eq!(replay.presence().standing().made_by(), [FixNumber(2)]);
}
