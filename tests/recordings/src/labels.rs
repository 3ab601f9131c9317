//! What people found in the recorded traces by hand: departures, nights at home, and the episodes in
//! which the phone claimed to be far away although its owner slept at home.
//!
//! Labels name moments in unix seconds, a trace counts its own. What lies between the two stands in no
//! file. It is what makes every moment that a label names the moment of a fix, and there is only one
//! such shift for each trace: hundreds of moments agree on it to a tenth of a second, which is what the
//! traces are rounded to.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use doorstep::quarantine::presence::{Elapsed, Fix, Millimetres, PlanePoint, Point};

use crate::lines::{LineFault, Lines};
use crate::number::Number;

/// A time that the owner went out, in moments of fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Departure {
    pub last_at_home: Elapsed,
    /// More than 100 m away, whatever its circle.
    pub first_far: Elapsed,
    pub next_at_home: Elapsed,
}

/// A stretch of a night that the owner spent at home, from fix to fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HomeNight {
    pub from: Elapsed,
    pub to: Elapsed,
}

/// A false episode: the very fixes that lay beyond 100 m in a night at home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FalseFar {
    pub fixes: Vec<Fix<PlanePoint>>,
}

/// All labels of one trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    pub departures: Vec<Departure>,
    pub nights: Vec<HomeNight>,
    pub false_far: Vec<FalseFar>,
}

/// Why labels cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LabelError {
    /// The system says so.
    #[error("{0}")]
    Unreadable(#[from] io::Error),
    /// A file has other columns or cells than it should.
    #[error("{0} is no file of labels")]
    Unfit(&'static str),
    /// No shift of time makes every moment the moment of a fix.
    #[error("the labels of {0} are not of this trace")]
    OfAnotherTrace(String),
}

const DEPARTURES: &str = "departures.csv";
const NIGHTS: &str = "home_night_stretches.csv";
const FALSE_FAR: &str = "false_far_episodes.csv";
/// What counts as far in the labels.
const FAR: Millimetres = Millimetres::of_metres(100);
/// Traces are rounded to tenths of a second.
const ROUNDED: i64 = 100;

impl Labels {
    /// Reads what the folder says of a trace, whose fixes these are.
    ///
    /// # Errors
    /// [`LabelError`]
    pub fn read(folder: &Path, trace: &str, fixes: &[Fix<PlanePoint>]) -> Result<Self, LabelError> {
        let moments = |file, columns: [&str; 3]| -> Result<Vec<[i64; 3]>, LabelError> {
            let rows = cells(folder, file, &["trace", columns[0], columns[1], columns[2]])?;
            let of_trace = rows.iter().filter(|row| row.first().is_some_and(|cell| cell == trace));
            of_trace
                .map(|row| match row.get(1..).unwrap_or_default() {
                    [a, b, c] => Some([milliseconds(a)?, milliseconds(b)?, milliseconds(c)?]),
                    _ => None,
                })
                .collect::<Option<_>>()
                .ok_or(LabelError::Unfit(file))
        };
        let left = moments(
            DEPARTURES,
            ["last_home_fix_unix", "first_far_fix_unix", "next_home_fix_unix"],
        )?;
        let slept = moments(NIGHTS, ["start_unix", "end_unix", "end_unix"])?;

        let all: Vec<i64> = left.iter().chain(&slept).flatten().copied().collect();
        let times: Vec<i64> = fixes.iter().map(|fix| fix.measured.0).collect();
        let other = || LabelError::OfAnotherTrace(trace.to_owned());
        let shift = shift(&times, &all).ok_or_else(other)?;
        let exact = |unix: i64| nearest(&times, unix - shift).map(Elapsed).ok_or_else(other);

        let departures = left.into_iter().map(|[last, first, next]| {
            Ok(Departure {
                last_at_home: exact(last)?,
                first_far: exact(first)?,
                next_at_home: exact(next)?,
            })
        });
        let nights = slept
            .into_iter()
            .map(|[from, to, _]| Ok(HomeNight { from: exact(from)?, to: exact(to)? }));
        let departures = departures.collect::<Result<_, LabelError>>()?;
        let nights: Vec<HomeNight> = nights.collect::<Result<_, LabelError>>()?;
        let false_far = false_far(folder, trace, &nights, fixes)?;
        Ok(Self { departures, nights, false_far })
    }
}

/// The stretches of fixes beyond 100 m in these nights. The file says of each how many fixes it has and
/// how far the farthest lies, and must say the same.
fn false_far(
    folder: &Path,
    trace: &str,
    nights: &[HomeNight],
    fixes: &[Fix<PlanePoint>],
) -> Result<Vec<FalseFar>, LabelError> {
    let mut found: Vec<FalseFar> = Vec::new();
    for night in nights {
        let inside = |fix: &&Fix<PlanePoint>| (night.from..=night.to).contains(&fix.measured);
        let of_night: Vec<Fix<PlanePoint>> = fixes.iter().filter(inside).copied().collect();
        let stretches = of_night.chunk_by(|a, b| is_far(a) == is_far(b));
        let far = stretches.filter(|stretch| stretch.first().is_some_and(is_far));
        found.extend(far.map(|fixes| FalseFar { fixes: fixes.to_vec() }));
    }
    let rows = cells(folder, FALSE_FAR, &["u", "n", "dmax"])?;
    let told = rows.iter().filter(|row| row.first().is_some_and(|cell| cell == trace));
    let are_told = told.clone().zip(&found).all(|(row, episode)| {
        let number = |index: usize| Number::read(row.get(index)?.as_bytes())?.nearest(3);
        let farthest = episode.fixes.iter().map(distance).max().unwrap_or_default();
        let farthest = i64::try_from(farthest.0).unwrap_or(i64::MAX);
        // The labels were measured on an ellipsoid, and the traces laid out on a plane.
        number(1) == i64::try_from(episode.fixes.len() * 1_000).ok()
            && number(2).is_some_and(|told| (told - farthest).abs() <= told / 100)
    });
    (are_told && told.count() == found.len())
        .then_some(found)
        .ok_or_else(|| LabelError::OfAnotherTrace(trace.to_owned()))
}

fn distance(fix: &Fix<PlanePoint>) -> Millimetres {
    PlanePoint::new(0, 0).map(|home| home.distance(fix.at, ())).unwrap_or_default()
}

fn is_far(fix: &Fix<PlanePoint>) -> bool {
    distance(fix) > FAR
}

/// What is to be taken from unix time, milliseconds.
fn shift(times: &[i64], moments: &[i64]) -> Option<i64> {
    let first = moments.first()?;
    let fits = |shift: i64| moments.iter().all(|moment| nearest(times, moment - shift).is_some());
    times.iter().map(|time| first - time).find(|shift| fits(*shift))
}

/// The time that is the same but for rounding.
fn nearest(times: &[i64], moment: i64) -> Option<i64> {
    let after = times.partition_point(|time| *time < moment - ROUNDED);
    let near = times.get(after..)?.iter().take_while(|time| **time <= moment + ROUNDED);
    near.min_by_key(|time| (*time - moment).abs()).copied()
}

fn milliseconds(seconds: &str) -> Option<i64> {
    Number::read(seconds.as_bytes())?.nearest(3)
}

/// The cells under these names, row by row.
fn cells(
    folder: &Path,
    file: &'static str,
    columns: &[&str],
) -> Result<Vec<Vec<String>>, LabelError> {
    let mut lines = Lines::of(BufReader::new(File::open(folder.join(file))?));
    let next = |lines: &mut Lines<_>| read_line(lines, file);
    let unfit = || LabelError::Unfit(file);
    if !next(&mut lines)? {
        return Err(unfit());
    }
    let find = |name: &&str| (0..lines.count()).find(|index| lines.cell(*index) == name.as_bytes());
    let places: Vec<usize> = columns.iter().map(find).collect::<Option<_>>().ok_or_else(unfit)?;
    let mut rows = Vec::new();
    while next(&mut lines)? {
        let cell = |index: &usize| String::from_utf8_lossy(lines.cell(*index)).into_owned();
        rows.push(places.iter().map(cell).collect());
    }
    Ok(rows)
}

fn read_line<R: BufRead>(lines: &mut Lines<R>, file: &'static str) -> Result<bool, LabelError> {
    lines.next().map_err(|fault| match fault {
        LineFault::Io(error) => LabelError::Unreadable(error),
        LineFault::Unfit(_) => LabelError::Unfit(file),
    })
}
