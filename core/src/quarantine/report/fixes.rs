//! Runs of fixes as columns: an order with `coordinates` tells a hundred a day, each like the one
//! before it (`PROTOCOL.md §20.3`).

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::columns::{differences, pack, sums, unpack};
use super::item::{Part, ReportItem};
use super::limits::MOST_ITEMS;
use crate::documents::Item;
use crate::documents::numbers::limit;
use crate::model::BootMark;
use crate::quarantine::journal::{Class, Closed, FixFlags, Interval, Kind, Moment, fix};
use crate::quarantine::presence::{Decibans, Millimetres, Milliseconds, Position};

/// Columns of a run.
const WIDTH: usize = 16;
/// From how many fixes on deflating is tried: fewer have not enough in common.
const DEFLATED_FROM: usize = 24;
const BEST: u8 = 9;
/// Longest number of a column, and what may stand around a column.
const MOST_OF_A_NUMBER: usize = 10;
const MOST_AROUND: usize = 8;

/// The fix that an item says, if it says that alone and as this version would.
pub(super) fn plain(item: &ReportItem) -> Option<fix::Place> {
    let [(class, Part::Values(values))] = item.parts.as_slice() else { return None };
    if item.kind != Kind::Fix.name() || class != Class::Place.name() {
        return None;
    }
    fix::Place::read(values).filter(|fix| fix.values() == *values)
}

/// Whether the second fix may stand in one run with the first.
pub(super) fn same_run(first: &fix::Place, second: &fix::Place) -> bool {
    first.at.boot == second.at.boot
}

/// `[seq of the first, "fix", how many, boot, columns]`.
pub(super) fn run(seq: u64, fixes: &[fix::Place]) -> Option<Item<'static>> {
    let boot = fixes.first()?.at.boot;
    let rows: Vec<[i128; WIDTH]> = fixes.iter().map(row).collect();
    let column = |at: usize| -> Vec<i128> {
        let numbers: Vec<i128> = rows.iter().filter_map(|row| row.get(at).copied()).collect();
        let told = differences(&numbers);
        if at == 0 { differences(&told) } else { told }
    };
    let columns = (0..WIDTH).map(|at| Item::Bytes(pack(&column(at)).into())).collect();
    let columns = Item::Array(columns);
    let plain = columns.to_bytes();
    let deflated = (fixes.len() >= DEFLATED_FROM).then(|| compress_to_vec(&plain, BEST));
    let columns = match deflated {
        Some(deflated) if deflated.len() + 3 < plain.len() => Item::Bytes(deflated.into()),
        _ => columns,
    };
    Some(Item::Array(vec![
        Item::uint(seq),
        Item::Text(Kind::Fix.name().into()),
        Item::uint(fixes.len() as u64),
        Item::bytes(boot.bytes()),
        columns,
    ]))
}

/// The items of a run.
pub(super) fn items(
    seq: u64,
    count: &Item<'_>,
    boot: &Item<'_>,
    columns: &Item<'_>,
) -> Option<Vec<ReportItem>> {
    let count = usize::try_from(count.as_uint()?).ok()?;
    if !(1..=MOST_ITEMS).contains(&count) {
        return None;
    }
    let boot = BootMark::new(boot.as_fixed()?);
    let unpacked;
    let inflated;
    let columns = match columns.as_bytes() {
        None => columns,
        Some(deflated) => {
            // No more than so many fixes can have.
            let most = WIDTH * (count * MOST_OF_A_NUMBER + MOST_AROUND);
            unpacked = decompress_to_vec_with_limit(deflated, most).ok()?;
            inflated = Item::read(&unpacked, limit::DEPTH_DOCUMENT).ok()?;
            &inflated
        }
    };
    let columns: &[Item<'_>; WIDTH] = columns.as_array()?.try_into().ok()?;
    let mut rows = vec![[0; WIDTH]; count];
    for (at, column) in columns.iter().enumerate() {
        let told = unpack(column.as_bytes()?, count)?;
        let told = if at == 0 { sums(&told) } else { told };
        for (row, number) in rows.iter_mut().zip(sums(&told)) {
            *row.get_mut(at)? = number;
        }
    }
    let item = |(row, seq): ([i128; WIDTH], u64)| {
        let values = fix_of(row, boot)?.values();
        Some(ReportItem {
            seq,
            kind: Kind::Fix.name().to_owned(),
            parts: vec![(Class::Place.name().to_owned(), Part::Values(values))],
        })
    };
    // Numbers do not run out within a run.
    seq.checked_add(count as u64)?;
    rows.into_iter().zip(seq..).map(item).collect()
}

/// What there may be as one more than it is, or 0.
fn maybe<T: Into<i128>>(value: Option<T>) -> i128 {
    value.map_or(0, |value| value.into() + 1)
}

fn index<T: Closed>(value: T) -> i128 {
    T::NAMES.iter().position(|(known, _)| *known == value).map_or(0, |at| at as i128)
}

fn row(fix: &fix::Place) -> [i128; WIDTH] {
    let earliest = i128::from(fix.at.within.earliest());
    let wide = fix.at.within.latest().map(|latest| i128::from(latest) - earliest);
    [
        fix.at.elapsed.0.into(),
        earliest - i128::from(fix.at.elapsed.0) / 1_000,
        maybe(wide),
        i128::from(fix.time) - earliest,
        fix.age.0.into(),
        fix.position.latitude().into(),
        fix.position.longitude().into(),
        maybe(fix.accuracy.map(|accuracy| accuracy.0)),
        index(fix.source),
        fix.flags.0.into(),
        maybe(fix.steps),
        maybe(fix.activity.map(index)),
        index(fix.wifi),
        index(fix.verdict),
        fix.weight.0.into(),
        maybe(fix.place),
    ]
}

/// What [`maybe`] wrote.
fn perhaps<T: TryFrom<i128>>(number: i128) -> Option<Option<T>> {
    match number {
        0 => Some(None),
        number => T::try_from(number.checked_sub(1)?).ok().map(Some),
    }
}

fn at<T: Closed>(index: i128) -> Option<T> {
    let index = usize::try_from(index).ok()?;
    T::NAMES.get(index).map(|(value, _)| *value)
}

/// Only what CBOR of ours can say.
fn uint(number: i128) -> Option<u64> {
    i64::try_from(number).ok().and_then(|number| u64::try_from(number).ok())
}

fn fix_of(row: [i128; WIDTH], boot: BootMark) -> Option<fix::Place> {
    let [
        elapsed,
        base,
        wide,
        time,
        age,
        latitude,
        longitude,
        accuracy,
        source,
        flags,
        steps,
        activity,
        wifi,
        verdict,
        weight,
        place,
    ] = row;
    let elapsed = Milliseconds(i64::try_from(elapsed).ok().filter(|elapsed| *elapsed >= 0)?);
    let earliest = uint(base.checked_add(i128::from(elapsed.0) / 1_000)?)?;
    let latest = match perhaps::<i128>(wide)? {
        None => None,
        Some(wide) => Some(uint(i128::from(earliest).checked_add(wide)?)?),
    };
    let (latitude, longitude) = (i64::try_from(latitude).ok()?, i64::try_from(longitude).ok()?);
    let position = Position::new(latitude, longitude)?;
    let accuracy = match perhaps::<i128>(accuracy)? {
        None => None,
        Some(accuracy) => Some(Millimetres(uint(accuracy)?)),
    };
    let activity = match perhaps::<i128>(activity)? {
        None => None,
        Some(activity) => Some(at(activity)?),
    };
    Some(fix::Place {
        at: Moment { within: Interval::new(earliest, latest)?, elapsed, boot },
        time: uint(i128::from(earliest).checked_add(time)?)?,
        age: Milliseconds(i64::try_from(age).ok()?),
        // 180° east is written as 180° west.
        position: (i64::from(position.longitude()) == longitude).then_some(position)?,
        accuracy,
        source: at(source)?,
        flags: FixFlags(u8::try_from(flags).ok()?),
        steps: perhaps(steps)?,
        activity,
        wifi: at(wifi)?,
        verdict: at(verdict)?,
        weight: Decibans(u32::try_from(weight).ok()?),
        place: perhaps(place)?,
    })
}
