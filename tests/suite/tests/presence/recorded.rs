//! Recorded phones: nobody accused in a night at home, and every departure seen.

use doorstep::quarantine::presence::{
    Elapsed, Fix, FixNumber, Millimetres, PlanePoint, Presence, Source, State, Verdict,
};

use doorstep_recordings::labels::{LabelError, Labels};
use doorstep_suite::data::data;
use doorstep_suite::recordings::{Recorded, presence, recorded};

/// A fix with what the rule made of it.
struct Judged {
    fix: Fix<PlanePoint>,
    verdict: Verdict,
    state: State,
    is_suspect: bool,
}

impl Judged {
    /// Whether this one fix can be evidence: away for certain, and if by satellites, by good ones.
    fn is_accurate_and_far(&self) -> bool {
        let circle = self.fix.accuracy.map_or(Millimetres(u64::MAX), |accuracy| accuracy.radius());
        let is_good = self.fix.source != Source::Gnss || circle <= Millimetres::of_metres(50);
        self.verdict == Verdict::Out && is_good
    }
}

fn judge(trace: &Recorded) -> Vec<Judged> {
    let mut rule: Presence<PlanePoint> = presence();
    let numbered = (1..).zip(&trace.fixes);
    let judged = numbered.map(|(number, fix)| {
        let verdict = rule.take(FixNumber(number), fix).verdict;
        let standing = rule.standing();
        let (state, is_suspect) = (standing.state(), standing.is_suspect());
        Judged { fix: *fix, verdict, state, is_suspect }
    });
    judged.collect()
}

fn between(judged: &[Judged], from: Elapsed, until: Elapsed) -> &[Judged] {
    let at = |moment| judged.partition_point(|one| one.fix.measured < moment);
    &judged[at(from)..at(until)]
}

/// Seconds from the first far fix to `away`, of each departure that came to it.
fn seconds_to_away(trace: &Recorded, judged: &[Judged]) -> Vec<i64> {
    let departures = trace.labels.departures.iter();
    let mut delays: Vec<i64> = departures
        .filter_map(|departure| {
            let out = between(judged, departure.first_far, departure.next_at_home);
            let away = out.iter().find(|one| one.state == State::Away)?;
            Some(away.fix.measured.since(departure.first_far).0 / 1_000)
        })
        .collect();
    delays.sort_unstable();
    delays
}

#[test]
fn labels_are_of_their_own_trace() {
    let (Some(traces), Some(folder)) = (recorded(), data("gps/labels")) else { return };
    let counts = |trace: &Recorded| {
        let labels = &trace.labels;
        (labels.departures.len(), labels.nights.len(), labels.false_far.len())
    };
    let counted: Vec<_> = traces.iter().map(counts).collect();
    assert_eq!(counted, [(47, 51, 11), (29, 58, 1), (21, 14, 9)]);
    let of_another = Labels::read(&folder, traces[0].name, &traces[1].fixes);
    assert!(matches!(of_another, Err(LabelError::OfAnotherTrace(_))), "{of_another:?}");
    let nowhere = Labels::read(&folder.join("nowhere"), traces[0].name, &traces[0].fixes);
    assert!(matches!(nowhere, Err(LabelError::Unreadable(_))), "{nowhere:?}");
}

#[test]
fn no_night_at_home_has_a_minute_of_away() {
    for trace in recorded().unwrap_or_default() {
        let judged = judge(&trace);
        for night in &trace.labels.nights {
            let fixes = between(&judged, night.from, Elapsed(night.to.0 + 1));
            assert!(!fixes.is_empty());
            assert!(fixes.iter().all(|one| one.state != State::Away), "{}: {night:?}", trace.name);
        }
        let far: usize = trace.labels.false_far.iter().map(|one| one.fixes.len()).sum();
        println!("{}: {} nights, {far} fixes far away", trace.name, trace.labels.nights.len());
        assert!(far > 0, "{}", trace.name);
    }
}

#[test]
fn every_departure_is_suspected_at_its_first_accurate_far_fix() {
    for trace in recorded().unwrap_or_default() {
        let judged = judge(&trace);
        for departure in &trace.labels.departures {
            let out = between(&judged, departure.first_far, departure.next_at_home);
            let first = out.iter().find(|one| one.is_accurate_and_far());
            let is_in_doubt = |one: &Judged| {
                one.is_suspect || matches!(one.state, State::Unverified | State::Away)
            };
            assert!(first.is_some_and(is_in_doubt), "{}: {departure:?}", trace.name);
        }
    }
}

#[test]
fn the_dense_trace_is_away_within_minutes() {
    for trace in recorded().unwrap_or_default() {
        let seconds = seconds_to_away(&trace, &judge(&trace));
        let (found, of) = (seconds.len(), trace.labels.departures.len());
        println!("{}: {found} of {of} away, median {} s", trace.name, seconds[found / 2]);
        if trace.name == "sd_p1" {
            assert!(found >= 16 && of == 21, "{found} of {of}");
            assert!(seconds[found / 2] <= 300, "{seconds:?}");
        }
    }
}

#[test]
fn the_sparse_traces_are_away_in_most_departures() {
    let Some(traces) = recorded() else { return };
    let sparse = traces.iter().filter(|trace| trace.name != "sd_p1");
    let counts = sparse
        .map(|trace| (seconds_to_away(trace, &judge(trace)).len(), trace.labels.departures.len()));
    let (found, of) = counts.fold((0, 0), |(a, b), (found, of)| (a + found, b + of));
    assert!(found >= 64 && of == 76, "{found} of {of}");
}
