//! Fixes and stretches as whole numbers, each near to that of the one before: so they are reported
//! (`PROTOCOL.md §20.3`) and stored.

use super::closed::Closed;
use super::event::{fix, presence};
use super::field::FixFlags;
use super::moment::{Interval, Moment};
use crate::model::BootMark;
use crate::quarantine::presence::{Band, Decibans, Millimetres, Milliseconds, Position};

/// Numbers of a fix.
pub const NUMBERS_OF_A_FIX: usize = 16;
/// Numbers of a stretch.
pub const NUMBERS_OF_A_STRETCH: usize = 9;
/// The first of either, which say when it was written.
pub const NUMBERS_OF_A_MOMENT: usize = 3;

impl Moment {
    /// All but the boot.
    fn numbers(&self) -> [i128; NUMBERS_OF_A_MOMENT] {
        let earliest = i128::from(self.within.earliest());
        [
            self.elapsed.0.into(),
            earliest - i128::from(self.elapsed.0) / 1_000,
            maybe(width(self.within)),
        ]
    }

    fn of_numbers(numbers: [i128; NUMBERS_OF_A_MOMENT], boot: BootMark) -> Option<Self> {
        let [elapsed, base, wide] = numbers;
        let elapsed = Milliseconds(i64::try_from(elapsed).ok().filter(|elapsed| *elapsed >= 0)?);
        let within = interval(base.checked_add(i128::from(elapsed.0) / 1_000)?, wide)?;
        Some(Self { within, elapsed, boot })
    }
}

impl fix::Place {
    /// All but the boot.
    pub fn numbers(&self) -> [i128; NUMBERS_OF_A_FIX] {
        let [elapsed, base, wide] = self.at.numbers();
        [
            elapsed,
            base,
            wide,
            i128::from(self.time) - i128::from(self.at.within.earliest()),
            self.age.0.into(),
            self.position.latitude().into(),
            self.position.longitude().into(),
            maybe(self.accuracy.map(|accuracy| accuracy.0)),
            index(self.source),
            self.flags.0.into(),
            maybe(self.steps),
            maybe(self.activity.map(index)),
            index(self.wifi),
            index(self.verdict),
            self.weight.0.into(),
            maybe(self.place),
        ]
    }

    /// The fix with these numbers, if there is one.
    pub fn of_numbers(numbers: [i128; NUMBERS_OF_A_FIX], boot: BootMark) -> Option<Self> {
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
        ] = numbers;
        let moment = Moment::of_numbers([elapsed, base, wide], boot)?;
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
        Some(Self {
            at: moment,
            time: uint(i128::from(moment.within.earliest()).checked_add(time)?)?,
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
}

impl presence::Open {
    /// All but the boot, the leaves and the word for why.
    pub fn numbers(&self) -> [i128; NUMBERS_OF_A_STRETCH] {
        let [elapsed, base, wide] = self.at.numbers();
        let earliest = i128::from(self.at.within.earliest());
        [
            elapsed,
            base,
            wide,
            i128::from(self.from.earliest()) - earliest,
            maybe(width(self.from)),
            i128::from(self.to.earliest()) - earliest,
            maybe(width(self.to)),
            index(self.state),
            maybe(self.band.map(Band::number)),
        ]
    }

    /// The stretch with these numbers and no word for why, if there is one.
    pub fn of_numbers(
        numbers: [i128; NUMBERS_OF_A_STRETCH],
        boot: BootMark,
        leaves: [u8; 32],
    ) -> Option<Self> {
        let [elapsed, base, wide, from, from_wide, to, to_wide, state, band] = numbers;
        let moment = Moment::of_numbers([elapsed, base, wide], boot)?;
        let earliest = i128::from(moment.within.earliest());
        let band = match perhaps::<u8>(band)? {
            None => None,
            Some(band) => Some(Band::of_number(band)?),
        };
        Some(Self {
            at: moment,
            from: interval(earliest.checked_add(from)?, from_wide)?,
            to: interval(earliest.checked_add(to)?, to_wide)?,
            state: at(state)?,
            band,
            why: None,
            leaves,
        })
    }
}

fn width(within: Interval) -> Option<u64> {
    within.latest().map(|latest| latest - within.earliest())
}

fn interval(earliest: i128, wide: i128) -> Option<Interval> {
    let latest = match perhaps::<i128>(wide)? {
        None => None,
        Some(wide) => Some(uint(earliest.checked_add(wide)?)?),
    };
    Interval::new(uint(earliest)?, latest)
}

/// What there may be as one more than it is, or 0.
fn maybe<T: Into<i128>>(value: Option<T>) -> i128 {
    value.map_or(0, |value| value.into() + 1)
}

/// What [`maybe`] wrote.
fn perhaps<T: TryFrom<i128>>(number: i128) -> Option<Option<T>> {
    match number {
        0 => Some(None),
        number => T::try_from(number.checked_sub(1)?).ok().map(Some),
    }
}

fn index<T: Closed>(value: T) -> i128 {
    T::NAMES.iter().position(|(known, _)| *known == value).map_or(0, |at| at as i128)
}

fn at<T: Closed>(index: i128) -> Option<T> {
    let index = usize::try_from(index).ok()?;
    T::NAMES.get(index).map(|(value, _)| *value)
}

/// Only what CBOR of ours can say.
fn uint(number: i128) -> Option<u64> {
    i64::try_from(number).ok().and_then(|number| u64::try_from(number).ok())
}
