//! Runs of fixes as columns: an order with `coordinates` tells a hundred a day, each like the one
//! before it (`PROTOCOL.md §20.3`).

use super::columns::{differences, pack, sums, unpack};
use super::item::{Part, ReportItem};
use super::limits::MOST_ITEMS;
use crate::documents::Item;
use crate::model::BootMark;
use crate::quarantine::journal::{Class, Kind, NUMBERS_OF_A_FIX, fix};

/// Columns of a run.
const WIDTH: usize = NUMBERS_OF_A_FIX;

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
    Some(Item::Array(vec![
        Item::uint(seq),
        Item::Text(Kind::Fix.name().into()),
        Item::uint(fixes.len() as u64),
        Item::bytes(boot.bytes()),
        columns(fixes),
    ]))
}

/// All that fixes of one boot say, but for the boot.
pub fn columns(fixes: &[fix::Place]) -> Item<'static> {
    let rows: Vec<[i128; WIDTH]> = fixes.iter().map(fix::Place::numbers).collect();
    let column = |at: usize| -> Vec<i128> {
        let numbers: Vec<i128> = rows.iter().filter_map(|row| row.get(at).copied()).collect();
        let told = differences(&numbers);
        if at == 0 { differences(&told) } else { told }
    };
    Item::Array((0..WIDTH).map(|at| Item::Bytes(pack(&column(at)).into())).collect())
}

/// So many fixes of this boot, from 1 to 500. None for anything but what [`columns`] makes of them.
pub fn of_columns(count: usize, boot: BootMark, columns: &Item<'_>) -> Option<Vec<fix::Place>> {
    if !(1..=MOST_ITEMS).contains(&count) {
        return None;
    }
    let columns: &[Item<'_>; WIDTH] = columns.as_array()?.try_into().ok()?;
    let mut rows = vec![[0; WIDTH]; count];
    for (at, column) in columns.iter().enumerate() {
        let told = unpack(column.as_bytes()?, count)?;
        let told = if at == 0 { sums(&told) } else { told };
        for (row, number) in rows.iter_mut().zip(sums(&told)) {
            *row.get_mut(at)? = number;
        }
    }
    rows.into_iter().map(|row| fix::Place::of_numbers(row, boot)).collect()
}

/// The items of a run.
pub(super) fn items(
    seq: u64,
    count: &Item<'_>,
    boot: &Item<'_>,
    columns: &Item<'_>,
) -> Option<Vec<ReportItem>> {
    let count = usize::try_from(count.as_uint()?).ok()?;
    let fixes = of_columns(count, BootMark::new(boot.as_fixed()?), columns)?;
    let item = |(fix, seq): (fix::Place, u64)| ReportItem {
        seq,
        kind: Kind::Fix.name().to_owned(),
        parts: vec![(Class::Place.name().to_owned(), Part::Values(fix.values()))],
    };
    // Numbers do not run out within a run.
    seq.checked_add(count as u64)?;
    Some(fixes.into_iter().zip(seq..).map(item).collect())
}
