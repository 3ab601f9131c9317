//! The offsets of a document beside the time zone database: what they leave out would move every
//! midnight, and nobody would notice before the clocks change.

use chrono::{DateTime, NaiveDate, Offset as _, TimeZone as _};
use chrono_tz::Tz;
use doorstep::documents as core;

/// How long after its version a document must list every change itself, in seconds: two years. What
/// comes later is added from the database.
const LISTED_FOR: i64 = 2 * 366 * 86_400;
/// Until when changes are added: 2050, as far as the authority's certificates reach.
const ADDED_UNTIL: i64 = 2_524_608_000;
/// No two changes are nearer to each other than this, in seconds: a week.
const STEP: i64 = 7 * 86_400;

/// What was found.
pub(crate) struct Compared {
    /// The document's offsets, with the changes that come after those it must list.
    pub(crate) transitions: Vec<(i64, i64)>,
    /// What it lists and the database does not know: a law may be newer than that.
    pub(crate) differs: Option<String>,
}

/// Compares what a document of this version lists with what is known of a zone of this name, from
/// when its first act begins.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn compared(
    name: &str,
    listed: Vec<(i64, i64)>,
    version: &str,
    first_act: Option<i64>,
) -> Result<Compared, String> {
    let Ok(known) = name.parse::<Tz>() else {
        return Err(format!("the time zone database knows no {name}"));
    };
    let zone = core::Zone { name: name.to_owned(), transitions: listed };
    let first = zone.transitions.first().map_or(0, |(from, _)| *from);
    let last = zone.transitions.last().map_or(0, |(from, _)| *from);
    let begins = first_act.map_or(first, |act| act.min(first));
    let version = version.parse::<NaiveDate>().ok().and_then(|day| day.and_hms_opt(0, 0, 0));
    let version = version.map_or(begins, |at| at.and_utc().timestamp());
    let until = version.saturating_add(LISTED_FOR).max(last);
    let changes = changes(known, begins, ADDED_UNTIL);
    let differs = |at: i64| zone.offset(at) != offset(known, at);
    let is_listed = |at: i64| zone.transitions.iter().any(|(from, _)| *from == at);
    let left_out = changes.iter().find(|at| **at <= until && !is_listed(**at) && differs(**at));
    if let Some(at) = left_out {
        let (at, offset) = (said(*at), hours(offset(known, *at)));
        return Err(format!("the clocks of {name} show {offset} from {at} on, which is left out"));
    }
    let mut own = zone.transitions.iter().map(|(from, _)| *from).chain([begins, until]);
    let differs = own.find(|at| differs(*at)).map(|at| {
        let (listed, known) = (hours(zone.offset(at)), hours(offset(known, at)));
        format!("zone: {listed} from {}, where {name} is known to have {known}", said(at))
    });
    let mut transitions = zone.transitions;
    // A law that is newer than the database is newer than what the database expects.
    if differs.is_none() {
        let later = changes.into_iter().filter(|at| until < *at);
        transitions.extend(later.map(|at| (at, offset(known, at))));
    }
    Ok(Compared { transitions, differs })
}

/// The seconds at which clocks change.
fn changes(zone: Tz, from: i64, until: i64) -> Vec<i64> {
    let mut found = Vec::new();
    let mut before = from;
    while before < until {
        let after = before.saturating_add(STEP);
        if offset(zone, before) != offset(zone, after) {
            let (mut low, mut high) = (before, after);
            while high.saturating_sub(low) > 1 {
                let middle = low.midpoint(high);
                if offset(zone, middle) == offset(zone, before) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            found.push(high);
        }
        before = after;
    }
    found
}

/// Seconds to add to UTC.
fn offset(zone: Tz, at: i64) -> i64 {
    let at = DateTime::from_timestamp(at, 0).unwrap_or_default().naive_utc();
    i64::from(zone.offset_from_utc_datetime(&at).fix().local_minus_utc())
}

fn said(at: i64) -> String {
    DateTime::from_timestamp(at, 0)
        .map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
        .unwrap_or_default()
}

/// As `+03:00`.
fn hours(offset: i64) -> String {
    let minutes = offset.abs() / 60;
    let sign = if offset < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
