//! Entries in few bytes: numbers are counted anew, fixes that follow each other are columns.

use super::{MOST_ENTRIES, ShownEpoch};
use crate::documents::Item;
use crate::evidence::entry::ShownEntry;
use crate::evidence::version::ShownVersion;
use crate::model::BootMark;
use crate::quarantine::journal::{Class, Kind, Values, fix};
use crate::quarantine::report::{MOST_ITEMS, Part, columns_of_fixes, fixes_of_columns};

/// `[[epoch, version, [entry …]] …]`, epoch and version by their places.
pub(super) fn written<'b>(
    entries: &'b [ShownEntry],
    epochs: &[ShownEpoch],
    versions: &[ShownVersion],
) -> Option<Item<'b>> {
    let mut runs = Vec::new();
    let is_of_one =
        |one: &ShownEntry, next: &ShownEntry| one.epoch == next.epoch && one.under == next.under;
    for run in entries.chunk_by(is_of_one) {
        let first = run.first()?;
        let epoch = epochs.iter().position(|epoch| epoch.epoch == first.epoch)?;
        let version = versions.iter().position(|version| version.under == first.under)?;
        runs.push(Item::Array(vec![
            Item::uint(epoch as u64),
            Item::uint(version as u64),
            Item::Array(run_items(run)?),
        ]));
    }
    Some(Item::Array(runs))
}

fn run_items(run: &[ShownEntry]) -> Option<Vec<Item<'_>>> {
    let mut items = Vec::new();
    let mut fixes: Vec<fix::Place> = Vec::new();
    for entry in run {
        let fix = shown_fix(entry);
        let goes_on = match (fixes.last(), &fix) {
            (Some(last), Some(fix)) => last.at.boot == fix.at.boot && fixes.len() < MOST_ITEMS,
            _ => false,
        };
        if !goes_on {
            items.extend(fixes_item(&fixes));
            fixes.clear();
        }
        match fix {
            Some(fix) => fixes.push(fix),
            None => items.push(entry_item(entry)?),
        }
    }
    items.extend(fixes_item(&fixes));
    Some(items)
}

/// A fix that is shown, and says what this version would.
fn shown_fix(entry: &ShownEntry) -> Option<fix::Place> {
    let [(Class::Place, Part::Values(values))] = entry.parts.as_slice() else { return None };
    let fix = fix::Place::read(values).filter(|_| entry.kind == Kind::Fix)?;
    (fix.values() == *values).then_some(fix)
}

/// `[kind, how many, boot, columns]`.
fn fixes_item(fixes: &[fix::Place]) -> Option<Item<'static>> {
    let boot = fixes.first()?.at.boot;
    let count = Item::uint(fixes.len() as u64);
    let boot = Item::bytes(boot.bytes());
    Some(Item::Array(vec![index(Kind::Fix)?, count, boot, columns_of_fixes(fixes)]))
}

/// `[kind, class …]`, each class a map of what it says, or its leaf.
fn entry_item(entry: &ShownEntry) -> Option<Item<'_>> {
    let mut item = vec![index(entry.kind)?];
    for (_, part) in &entry.parts {
        item.push(match part {
            Part::Leaf(leaf) => Item::bytes(leaf),
            Part::Values(values) => values.item()?,
        });
    }
    Some(Item::Array(item))
}

/// Kinds by their places in the table of `PROTOCOL.md §19.3`.
fn index(kind: Kind) -> Option<Item<'static>> {
    let at = Kind::ALL.iter().position(|known| *known == kind)?;
    Some(Item::uint(at as u64))
}

/// What [`written`] wrote.
pub(super) fn read(
    runs: &Item<'_>,
    epochs: &[ShownEpoch],
    versions: &[ShownVersion],
) -> Option<Vec<ShownEntry>> {
    let mut entries: Vec<ShownEntry> = Vec::new();
    let mut seq = 0;
    for run in runs.as_array()? {
        let [epoch, version, items] = run.as_array()? else { return None };
        let epoch = epochs.get(usize::try_from(epoch.as_uint()?).ok()?)?;
        let under = versions.get(usize::try_from(version.as_uint()?).ok()?)?.under;
        if entries.last().is_none_or(|last| last.epoch != epoch.epoch) {
            seq = epoch.after;
        }
        for item in items.as_array()? {
            for (kind, parts) in entries_of(item)? {
                let is_reported = under.report.class_of(kind).is_some();
                let n = u64::try_from(entries.len()).ok()?.checked_add(1)?;
                seq = if is_reported { seq.checked_add(1)? } else { seq };
                let seq = is_reported.then_some(seq);
                entries.push(ShownEntry { n, seq, epoch: epoch.epoch, under, kind, parts });
            }
            if entries.len() > MOST_ENTRIES {
                return None;
            }
        }
    }
    Some(entries)
}

type Read = (Kind, Vec<(Class, Part)>);

fn entries_of(item: &Item<'_>) -> Option<Vec<Read>> {
    let (kind, rest) = item.as_array()?.split_first()?;
    let kind = *Kind::ALL.get(usize::try_from(kind.as_uint()?).ok()?)?;
    if let (Kind::Fix, [count @ Item::Int(_), boot, columns]) = (kind, rest) {
        let count = usize::try_from(count.as_uint()?).ok()?;
        let fixes = fixes_of_columns(count, BootMark::new(boot.as_fixed()?), columns)?;
        let entry = |fix: fix::Place| (kind, vec![(Class::Place, Part::Values(fix.values()))]);
        return Some(fixes.into_iter().map(entry).collect());
    }
    if rest.len() != kind.classes().len() {
        return None;
    }
    let part = |(class, item): (&Class, &Item<'_>)| {
        let part = match item {
            Item::Bytes(_) => Part::Leaf(item.as_fixed()?),
            _ => Part::Values(Values::from_item(item)?),
        };
        Some((*class, part))
    };
    let parts = kind.classes().iter().zip(rest).map(part).collect::<Option<_>>()?;
    Some(vec![(kind, parts)])
}
