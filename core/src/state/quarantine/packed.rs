//! Fixes and stretches, of which a journal is full, in far fewer bytes than as they are hashed.
//! Their numbers are told by their difference to the first fix of the same run of the phone's system.

use crate::model::BootMark;
use crate::quarantine::journal::{
    Class, Event, Kind, NUMBERS_OF_A_FIX, NUMBERS_OF_A_MOMENT, NUMBERS_OF_A_STRETCH, Values, fix,
    presence,
};
use crate::quarantine::report::{pack_numbers, unpack_numbers};

/// Runs that a journal remembers. What is written in another is stored as it is hashed.
const MOST_RUNS: usize = 1000;

/// A run of the phone's system in which there were fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub boot: BootMark,
    /// The numbers of the first.
    pub first: [i128; NUMBERS_OF_A_FIX],
}

impl Run {
    /// The run that begins with this fix; none if it is no fix, or not in another run than these.
    pub(super) fn begun_by(event: &Event, known: &[Self]) -> Option<Self> {
        let Event::Fix { place } = event else { return None };
        let boot = place.at.boot;
        let is_new = known.len() < MOST_RUNS && !known.iter().any(|run| run.boot == boot);
        is_new.then(|| Self { boot, first: place.numbers() })
    }
}

/// What an entry says, as it stands in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptParts {
    /// As it is hashed.
    Whole(Vec<(Class, Values)>),
    /// Of a fix: the place of its run among those of the journal, and its numbers. Of a stretch: its
    /// leaves, how many fixes there are, the place of its run, its numbers, and the fixes' numbers, each
    /// less the one before it.
    Packed(Vec<u8>),
}

impl KeptParts {
    /// Of parts that say this event and nothing else. Packed only if the same comes back.
    pub(super) fn of(event: Option<&Event>, parts: &[(Class, Values)], runs: &[Run]) -> Self {
        let packed = event.and_then(|event| {
            let bytes = pack(event, runs)?;
            let comes_back = unpack(event.kind(), &bytes, runs).as_ref() == Some(event);
            comes_back.then_some(Self::Packed(bytes))
        });
        packed.unwrap_or_else(|| Self::Whole(parts.to_vec()))
    }

    /// As it is hashed; none if it is packed and its run is not known.
    pub(super) fn parts(&self, kind: Kind, runs: &[Run]) -> Option<Vec<(Class, Values)>> {
        match self {
            Self::Whole(parts) => Some(parts.clone()),
            Self::Packed(bytes) => unpack(kind, bytes, runs).map(|event| event.values()),
        }
    }
}

/// Whether what an entry says, in a row, is packed the same again; none if these bytes are no run, kind and
/// parts, or say nothing.
#[cfg(feature = "testing")]
pub fn repacked(row: &[u8]) -> Option<bool> {
    let (run, (kind, kept)): (Run, (Kind, KeptParts)) = crate::store::read_all(row)?;
    let runs = [run];
    let parts = kept.parts(kind, &runs)?;
    let event = Event::read(kind, &parts).filter(|event| event.values() == parts);
    let again = KeptParts::of(event.as_ref(), &parts, &runs);
    Some(again.parts(kind, &runs)? == parts)
}

fn pack(event: &Event, runs: &[Run]) -> Option<Vec<u8>> {
    match event {
        Event::Fix { place } => {
            let (run, first) = run_of(place.at.boot, runs)?;
            Some(pack_numbers(&[vec![run], less(&place.numbers(), first)].concat()))
        }
        Event::Presence { open, place } => {
            let (run, first) = run_of(open.at.boot, runs)?;
            let count = u8::try_from(place.fixes.len()).ok()?;
            let since = first.first_chunk::<NUMBERS_OF_A_MOMENT>()?;
            let fixes: Vec<i128> = place.fixes.iter().copied().map(i128::from).collect();
            let before = std::iter::once(0).chain(fixes.iter().copied());
            let steps = fixes.iter().zip(before).map(|(fix, before)| fix - before).collect();
            let numbers = [vec![run], less(&open.numbers(), since), steps].concat();
            Some([open.leaves.as_slice(), &[count], &pack_numbers(&numbers)].concat())
        }
        _ => None,
    }
}

fn unpack(kind: Kind, bytes: &[u8], runs: &[Run]) -> Option<Event> {
    match kind {
        Kind::Fix => unpack_fix(bytes, runs),
        Kind::Presence => unpack_stretch(bytes, runs),
        _ => None,
    }
}

fn unpack_fix(bytes: &[u8], runs: &[Run]) -> Option<Event> {
    let numbers = unpack_numbers(bytes, NUMBERS_OF_A_FIX + 1)?;
    let (run, numbers) = numbers.split_first()?;
    let run = runs.get(usize::try_from(*run).ok()?)?;
    let numbers = more(numbers.try_into().ok()?, &run.first)?;
    Some(Event::Fix { place: fix::Place::of_numbers(numbers, run.boot)? })
}

fn unpack_stretch(bytes: &[u8], runs: &[Run]) -> Option<Event> {
    let (leaves, rest) = bytes.split_first_chunk::<32>()?;
    let ([count], rest) = rest.split_first_chunk::<1>()?;
    let numbers = unpack_numbers(rest, 1 + NUMBERS_OF_A_STRETCH + usize::from(*count))?;
    let (run, numbers) = numbers.split_first()?;
    let run = runs.get(usize::try_from(*run).ok()?)?;
    let (numbers, steps) = numbers.split_first_chunk::<NUMBERS_OF_A_STRETCH>()?;
    let since = run.first.first_chunk::<NUMBERS_OF_A_MOMENT>()?;
    let open = presence::Open::of_numbers(more(*numbers, since)?, run.boot, *leaves)?;
    let mut last = 0_i128;
    let mut next = |step: &i128| {
        last = last.checked_add(*step)?;
        u64::try_from(last).ok()
    };
    let fixes = steps.iter().map(&mut next).collect::<Option<_>>()?;
    Some(Event::Presence { open, place: presence::Place { fixes } })
}

/// The place of a run, and the numbers of its first fix.
fn run_of(boot: BootMark, runs: &[Run]) -> Option<(i128, &[i128; NUMBERS_OF_A_FIX])> {
    let at = runs.iter().position(|run| run.boot == boot)?;
    Some((i128::try_from(at).ok()?, &runs.get(at)?.first))
}

/// The numbers, as many of them as there are others less those.
fn less(numbers: &[i128], others: &[i128]) -> Vec<i128> {
    let others = others.iter().copied().chain(std::iter::repeat(0));
    numbers.iter().zip(others).map(|(number, other)| number - other).collect()
}

/// What [`less`] made them of.
fn more<const N: usize>(mut numbers: [i128; N], others: &[i128]) -> Option<[i128; N]> {
    for (number, other) in numbers.iter_mut().zip(others) {
        *number = number.checked_add(*other)?;
    }
    Some(numbers)
}
