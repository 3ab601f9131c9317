//! A replay for scripts: one value, written as it comes. Nothing in it but numbers and names, so it is
//! written as text.

use std::fmt::{self, Display};
use std::io::Write;

use doorstep::quarantine::presence::{Elapsed, Verdict};
use doorstep_recordings::{Coordinates, Interval};

use super::Trouble;
use super::course::{Course, seconds};

/// Writes the whole value.
pub fn write<P: Coordinates>(
    out: &mut impl Write,
    course: &mut Course<P>,
    fixes: bool,
) -> Result<(), Trouble> {
    write!(out, r#"{{"intervals":["#)?;
    let mut comma = Comma::default();
    let counts = course.each_interval(|Interval { state, from, to }| {
        let (state, from, to) = (state.name(), seconds(from), seconds(to));
        Ok(write!(out, r#"{}{{"state":"{state}","from":{from},"to":{to}}}"#, comma.next())?)
    })?;
    let counted = [
        ("fixes", counts.fixes()),
        ("admissible", counts.admissible()),
        ("in", counts.r#in),
        ("out", counts.out),
        ("neutral", counts.neutral),
        ("inadmissible", counts.inadmissible),
        ("suspect", counts.suspect),
        ("unverified", counts.unverified),
        ("away", counts.away),
        ("no-news", counts.no_news),
    ];
    let counted = counted.map(|(name, count)| format!(r#""{name}":{count}"#)).join(",");
    let assumed = course.assumed_accuracy_m.map_or("null".to_owned(), |metres| metres.to_string());
    write!(
        out,
        r#"],"counts":{{{counted}}},"radius_m":{},"assumed_accuracy_m":{assumed}"#,
        course.radius_m
    )?;
    if fixes {
        write_fixes(out, course)?;
    }
    Ok(writeln!(out, "}}")?)
}

fn write_fixes<P: Coordinates>(
    out: &mut impl Write,
    course: &mut Course<P>,
) -> Result<(), Trouble> {
    write!(out, r#","fixes":["#)?;
    let mut comma = Comma::default();
    course.each_fix(|row, step| {
        let judgement = &step.judgement;
        let reason = match judgement.verdict {
            Verdict::Inadmissible(reason) => format!(r#""{}""#, reason.name()),
            Verdict::In | Verdict::Out | Verdict::Neutral => "null".to_owned(),
        };
        Ok(write!(
            out,
            r#"{}{{"t":{},"verdict":"{}","reason":{reason},"distance_mm":{},"weight":{},"score":{},"state":"{}"}}"#,
            comma.next(),
            ExactSeconds(row.fix.measured),
            judgement.verdict.name(),
            judgement.distance.0,
            judgement.weight.0,
            judgement.score.0,
            step.state.name(),
        )?)
    })?;
    Ok(write!(out, "]")?)
}

/// Between values, and not before the first.
#[derive(Default)]
struct Comma(bool);

impl Comma {
    fn next(&mut self) -> &'static str {
        if std::mem::replace(&mut self.0, true) { "," } else { "" }
    }
}

/// With as many of three decimals as it needs.
pub struct ExactSeconds(pub Elapsed);

impl Display for ExactSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Elapsed(ms) = self.0;
        let sign = if ms < 0 { "-" } else { "" };
        let (whole, rest) = (ms.unsigned_abs() / 1_000, ms.unsigned_abs() % 1_000);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            _ => f.write_str(format!("{sign}{whole}.{rest:03}").trim_end_matches('0')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_exact() {
        for (ms, text) in [
            (0, "0"),
            (1_181_000, "1181"),
            (1_500, "1.5"),
            (10, "0.01"),
            (-1, "-0.001"),
            (-1_000, "-1"),
            (-60_120, "-60.12"),
            (i64::MAX, "9223372036854775.807"),
            (i64::MIN, "-9223372036854775.808"),
        ] {
            assert_eq!(ExactSeconds(Elapsed(ms)).to_string(), text);
        }
        assert_eq!([-1, 0, 999, 1_000].map(|ms| seconds(Elapsed(ms))), [-1, 0, 0, 1]);
    }
}
