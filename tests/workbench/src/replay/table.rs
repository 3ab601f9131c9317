//! A replay for people: a table of the states, what was counted, and what the words mean.

use std::collections::BTreeMap;
use std::io::Write;

use doorstep::quarantine::presence::{Elapsed, Reason, Verdict};
use doorstep_recordings::{Coordinates, Counts, Interval, Shown};

use super::Trouble;
use super::course::Course;
use super::json::ExactSeconds;
use crate::terminal::Paint;

/// Writes all of it.
pub fn write<P: Coordinates>(
    out: &mut impl Write,
    course: &mut Course<P>,
    fixes: bool,
) -> Result<(), Trouble> {
    let paint = Paint::of_stdout();
    writeln!(out, "Home is a circle of {} m.", course.radius_m)?;
    if let Some(metres) = course.assumed_accuracy_m {
        writeln!(out, "No fix claims an accuracy; each is taken as one of {metres} m.")?;
    }
    let title = format!("{:>16}  {:>16}  {:>16}  state", "t_s", "since the first", "for");
    writeln!(out, "\n{}", paint.strong(&title))?;
    let mut first = None;
    let counts = course.each_interval(|interval| {
        let begun = *first.get_or_insert(interval.from);
        Ok(writeln!(out, "{}", line(interval, begun, paint))?)
    })?;
    if counts.fixes() == 0 {
        writeln!(out, "{:>16}  The trace has no row.", "-")?;
    }
    if fixes {
        write_fixes(out, course, paint)?;
    }
    write_counts(out, counts, &reasons(course)?, paint)
}

fn line(interval: Interval, first: Elapsed, paint: Paint) -> String {
    let since = |from: Elapsed, to: Elapsed| duration(to.since(from).0);
    let state = interval.state.name();
    let state = match interval.state {
        Shown::Home => paint.good(state),
        Shown::Away => paint.bad(state),
        Shown::Suspect | Shown::Unverified => paint.strong(state),
        Shown::NoNews | Shown::Paused => paint.quiet(state),
    };
    let (at, begins) = (ExactSeconds(interval.from).to_string(), since(first, interval.from));
    format!("{at:>16}  {begins:>16}  {:>16}  {state}", since(interval.from, interval.to))
}

/// As on a stop watch: `1 d 02:03:04`.
pub fn duration(ms: i64) -> String {
    let s = ms.div_euclid(1_000);
    let (days, hours, minutes, seconds) = (s / 86_400, s / 3_600 % 24, s / 60 % 60, s % 60);
    match days {
        0 => format!("{hours}:{minutes:02}:{seconds:02}"),
        _ => format!("{days} d {hours:02}:{minutes:02}:{seconds:02}"),
    }
}

/// Why how many fixes are no evidence.
fn reasons<P: Coordinates>(course: &mut Course<P>) -> Result<BTreeMap<&'static str, u64>, Trouble> {
    let mut reasons = BTreeMap::new();
    course.each_fix(|_, step| {
        if let Verdict::Inadmissible(reason) = step.judgement.verdict {
            *reasons.entry(meaning(reason)).or_default() += 1;
        }
        Ok(())
    })?;
    Ok(reasons)
}

fn meaning(reason: Reason) -> &'static str {
    match reason {
        Reason::Paused => "in a pause",
        Reason::Old => "too old",
        Reason::NoAccuracy => "without an accuracy",
        Reason::Inaccurate => "with a circle of more than 150 m",
        Reason::Mock => "simulated",
        Reason::Restamped => "with a new time on an old place",
        Reason::NotNewer => "not newer than the one before",
        Reason::Coarse => "approximate",
    }
}

fn write_counts(
    out: &mut impl Write,
    counts: Counts,
    reasons: &BTreeMap<&'static str, u64>,
    paint: Paint,
) -> Result<(), Trouble> {
    writeln!(out, "\n{:>16}  {}", counts.fixes(), paint.strong("fixes"))?;
    let mut row = |count: u64, name: &str, text: &str| {
        writeln!(out, "{count:>16}  {}  {text}", paint.strong(&format!("{name:<13}")))
    };
    row(counts.r#in, "in", "inside the circle")?;
    row(counts.out, "out", "outside, whatever their own circle")?;
    row(counts.neutral, "neutral", "neither, or so far that nobody can have gone there")?;
    row(counts.inadmissible, "inadmissible", "no evidence, for or against")?;
    let mut beneath = |count, text: &str| {
        writeln!(out, "{:>33}  {}", "", paint.quiet(&format!("{count} {text}")))
    };
    reasons.iter().try_for_each(|(text, count)| beneath(count, text))?;
    writeln!(out)?;
    let mut row = |count: u64, state: Shown, text: &str| {
        writeln!(out, "{count:>13} ×  {}  {text}", paint.strong(&format!("{:<13}", state.name())))
    };
    row(counts.home, Shown::Home, "last seen at home")?;
    row(
        counts.suspect,
        Shown::Suspect,
        "one sign against what was known: the phone looks more closely",
    )?;
    row(
        counts.unverified,
        Shown::Unverified,
        "signs disagree: the patient is asked, nobody is accused",
    )?;
    row(counts.away, Shown::Away, "signs of two kinds agree for three minutes: a departure")?;
    row(counts.no_news, Shown::NoNews, "nothing can be told: a technical state, nobody's fault")?;
    Ok(())
}

fn write_fixes<P: Coordinates>(
    out: &mut impl Write,
    course: &mut Course<P>,
    paint: Paint,
) -> Result<(), Trouble> {
    let title = format!(
        "{:>16}  {:>16}  {:>6}  {:>5}  {:<13}  fix, and what it brings",
        "t_s", "from home, m", "weight", "score", "state"
    );
    writeln!(out, "\n{}", paint.strong(&title))?;
    course.each_fix(|row, step| {
        let judgement = &step.judgement;
        let kinds: Vec<&str> = judgement.kinds.iter().map(|kind| kind.name()).collect();
        let said = match judgement.verdict {
            Verdict::Inadmissible(reason) => format!("inadmissible: {}", reason.name()),
            verdict => [&[verdict.name()], &kinds[..]].concat().join(" "),
        };
        Ok(writeln!(
            out,
            "{:>16}  {:>16}  {:>6}  {:>5}  {:<13}  {said}",
            ExactSeconds(row.fix.measured).to_string(),
            ExactSeconds(Elapsed(i64::try_from(judgement.distance.0).unwrap_or(i64::MAX)))
                .to_string(),
            judgement.weight.0,
            judgement.score.0,
            step.state.name(),
        )?)
    })?;
    Ok(())
}
