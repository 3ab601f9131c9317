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
use crate::quarantine::journal::{Class, Kind, NUMBERS_OF_A_FIX, fix};

/// Columns of a run.
const WIDTH: usize = NUMBERS_OF_A_FIX;
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
    let rows: Vec<[i128; WIDTH]> = fixes.iter().map(fix::Place::numbers).collect();
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
        let values = fix::Place::of_numbers(row, boot)?.values();
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
