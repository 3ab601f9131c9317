//! Fields of entries as CBOR, and back.

use super::closed::Closed;
use super::field::{Asked, Disputed, FixFlags, REFERENCE};
use super::moment::{Interval, Moment, QuarterHour};
use crate::documents::{Item, MapKey};
use crate::model::patient::TechnicalState;
use crate::model::{BootMark, CheckId, Language, NoticeId};
use crate::quarantine::presence::{Band, Decibans, Millimetres, Milliseconds, Position};

/// Longest word, in bytes.
const LONGEST_WORD: usize = 32;

/// A lower-case word with hyphens, such as the name of a rule. Which words there are may grow, so
/// that an authority keeps what a newer phone says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Word(String);

impl Word {
    /// None if it is empty, longer than 32 bytes, or of other characters.
    pub fn new(text: &str) -> Option<Self> {
        let is_good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let fits = (1..=LONGEST_WORD).contains(&text.len()) && text.bytes().all(is_good);
        fits.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One field.
pub(super) trait Value: Sized {
    fn to_item(&self) -> Item<'static>;
    fn from_item(item: &Item<'_>) -> Option<Self>;
}

/// A field under its name: always there, or absent. Some types are two fields.
pub(super) trait Slot: Sized {
    fn put(&self, name: &'static str, into: &mut Vec<(MapKey, Item<'static>)>);
    fn take(map: &Item<'_>, name: &'static str) -> Option<Self>;
}

impl<T: Value> Slot for T {
    fn put(&self, name: &'static str, into: &mut Vec<(MapKey, Item<'static>)>) {
        into.push((name.into(), self.to_item()));
    }

    fn take(map: &Item<'_>, name: &'static str) -> Option<Self> {
        Self::from_item(map.get(name)?)
    }
}

impl<T: Value> Slot for Option<T> {
    fn put(&self, name: &'static str, into: &mut Vec<(MapKey, Item<'static>)>) {
        if let Some(value) = self {
            value.put(name, into);
        }
    }

    fn take(map: &Item<'_>, name: &'static str) -> Option<Self> {
        match map.get(name) {
            None => Some(None),
            Some(item) => T::from_item(item).map(Some),
        }
    }
}

/// `lat` and `lon`, whatever it is called here.
impl Slot for Position {
    fn put(&self, _: &'static str, into: &mut Vec<(MapKey, Item<'static>)>) {
        self.latitude().put("lat", into);
        self.longitude().put("lon", into);
    }

    fn take(map: &Item<'_>, _: &'static str) -> Option<Self> {
        let longitude = i32::take(map, "lon")?;
        let read = Self::new(i32::take(map, "lat")?.into(), longitude.into())?;
        // 180° east is written as 180° west.
        (read.longitude() == longitude).then_some(read)
    }
}

/// `what` and `value`, whatever it is called here.
impl Slot for TechnicalState {
    fn put(&self, _: &'static str, into: &mut Vec<(MapKey, Item<'static>)>) {
        into.push(("what".into(), Item::Text(self.what().into())));
        into.push(("value".into(), Item::Text(self.value().into())));
    }

    fn take(map: &Item<'_>, _: &'static str) -> Option<Self> {
        Self::new(map.get("what")?.as_text()?, map.get("value")?.as_text()?)
    }
}

impl<T: Closed> Value for T {
    fn to_item(&self) -> Item<'static> {
        Item::Text(self.named().into())
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        Self::of_name(item.as_text()?)
    }
}

impl<T: Value> Value for Vec<T> {
    fn to_item(&self) -> Item<'static> {
        Item::Array(self.iter().map(Value::to_item).collect())
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        item.as_array()?.iter().map(T::from_item).collect()
    }
}

impl<const N: usize> Value for [u8; N] {
    fn to_item(&self) -> Item<'static> {
        Item::bytes(self)
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        item.as_fixed()
    }
}

/// Values that are one item.
macro_rules! value {
    ($type:ty, |$value:ident| $to:expr, |$item:ident| $from:expr) => {
        impl Value for $type {
            fn to_item(&self) -> Item<'static> {
                let $value = self;
                $to
            }

            fn from_item($item: &Item<'_>) -> Option<Self> {
                $from
            }
        }
    };
}

value!(u64, |number| Item::uint(*number), |item| item.as_uint());
value!(u32, |number| Item::Int((*number).into()), |item| item.as_int()?.try_into().ok());
value!(u8, |number| Item::Int((*number).into()), |item| item.as_int()?.try_into().ok());
value!(i32, |number| Item::Int((*number).into()), |item| item.as_int()?.try_into().ok());
value!(String, |text| Item::text(text), |item| Some(item.as_text()?.to_owned()));
value!(Word, |word| Item::text(&word.0), |item| Self::new(item.as_text()?));
value!(Milliseconds, |ms| Item::Int(ms.0), |item| item.as_int().map(Self));
value!(CheckId, |id| Item::bytes(id.bytes()), |item| item.as_fixed().map(Self::new));
value!(NoticeId, |id| Item::bytes(id.bytes()), |item| item.as_fixed().map(Self::new));
value!(Millimetres, |mm| Item::uint(mm.0), |item| item.as_uint().map(Self));
value!(Decibans, |weight| weight.0.to_item(), |item| u32::from_item(item).map(Self));
value!(FixFlags, |flags| flags.0.to_item(), |item| u8::from_item(item).map(Self));
value!(Band, |band| band.number().to_item(), |item| Self::of_number(u8::from_item(item)?));
value!(
    Asked,
    |asked| match asked {
        Asked::Check(id) => id.to_item(),
        Asked::Reference => Item::text(REFERENCE),
    },
    |item| match item.as_text() {
        Some(text) => (text == REFERENCE).then_some(Self::Reference),
        None => CheckId::from_item(item).map(Self::Check),
    }
);
value!(
    Disputed,
    |disputed| match disputed {
        Disputed::Document(id) => id.to_item(),
        Disputed::Reported(seq) => seq.to_item(),
    },
    |item| match item.as_uint() {
        Some(seq) => Some(Self::Reported(seq)),
        None => item.as_fixed().map(Self::Document),
    }
);
value!(QuarterHour, |step| Item::uint(step.second()), |item| Self::new(item.as_uint()?));
value!(Language, |language| Item::text(language.tag()), |item| {
    let tag = item.as_text()?;
    Self::ALL.iter().find(|language| language.tag() == tag).copied()
});
/// `[earliest, latest]`, or `[earliest]` if nothing vouches for a latest.
fn ends(interval: Interval) -> Vec<Item<'static>> {
    interval.ends().map(Item::uint).collect()
}

fn interval(ends: &[Item<'_>]) -> Option<Interval> {
    match ends {
        [earliest] => Interval::new(earliest.as_uint()?, None),
        [earliest, latest] => Interval::new(earliest.as_uint()?, Some(latest.as_uint()?)),
        _ => None,
    }
}

value!(Interval, |within| Item::Array(ends(*within)), |item| interval(item.as_array()?));
value!(
    Moment,
    |moment| {
        let mut parts = ends(moment.within);
        parts.extend([moment.elapsed.to_item(), Item::bytes(moment.boot.bytes())]);
        Item::Array(parts)
    },
    |item| {
        let (ends, [elapsed, boot]) = item.as_array()?.split_last_chunk::<2>()?;
        let elapsed = Milliseconds(i64::try_from(elapsed.as_uint()?).ok()?);
        Some(Self { within: interval(ends)?, elapsed, boot: BootMark::new(boot.as_fixed()?) })
    }
);
