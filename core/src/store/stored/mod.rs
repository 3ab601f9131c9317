//! How values stand in rows: CBOR arrays with every part in its place, under a version.

mod parts;
pub(super) mod writer;

use minicbor::Decoder;
use minicbor::data::Type;

pub use writer::Writer;

use super::StoreError;
use super::version1::{Shape, to_version_2};

/// Version of the rows of the first app: JSON.
pub(super) const JSON: i64 = 1;

/// A value of which a row is made.
pub trait Stored: Part {
    /// The version that is written. It grows with every change of the bytes.
    const VERSION: i64 = 2;
    /// What it was in version 1; nothing for what came later.
    const VERSION_1: Option<Shape>;

    /// Reads what a version between the second and the current one wrote.
    fn upgraded(_version: i64, _bytes: &[u8]) -> Option<Self> {
        None
    }
}

/// The bytes of a value in its current version.
pub fn encode<T: Stored>(value: &T) -> Result<Vec<u8>, StoreError> {
    let mut writer = Writer::default();
    value.write(&mut writer);
    writer.finish()
}

/// The value that this version of it wrote as these bytes, if there is one.
pub fn decode<T: Stored>(version: i64, bytes: &[u8]) -> Option<T> {
    match version {
        JSON => decode(2, &to_version_2(&T::VERSION_1?, bytes)?),
        current if current == T::VERSION => read_all(bytes),
        older if older < T::VERSION => T::upgraded(older, bytes),
        _ => None,
    }
}

/// Reads one value and nothing after it.
pub fn read_all<T: Part>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader(Decoder::new(bytes));
    let value = T::read(&mut reader)?;
    (reader.0.position() == bytes.len()).then_some(value)
}

/// Reads parts. Nothing is what is not there, or is something else.
pub struct Reader<'b>(Decoder<'b>);

impl<'b> Reader<'b> {
    /// Begins an array of exactly so many parts.
    pub fn array(&mut self, parts: usize) -> Option<()> {
        (self.length()? == parts).then_some(())
    }

    /// Begins an array; its length.
    pub fn length(&mut self) -> Option<usize> {
        usize::try_from(self.0.array().ok()??).ok()
    }

    pub fn text(&mut self) -> Option<&'b str> {
        self.0.str().ok()
    }

    /// Reads bytes.
    pub fn bytes(&mut self) -> Option<&'b [u8]> {
        self.0.bytes().ok()
    }

    /// Whether bytes come next.
    pub fn is_bytes(&mut self) -> Option<bool> {
        self.0.datatype().ok().map(|next| next == Type::Bytes)
    }

    /// Reads bytes of exactly this length.
    pub fn fixed<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes()?.try_into().ok()
    }

    pub fn number(&mut self) -> Option<i64> {
        self.0.i64().ok()
    }

    /// Reads that there is nothing; false if there is something.
    pub fn null(&mut self) -> Option<bool> {
        let is_null = self.0.datatype().ok()? == Type::Null;
        if is_null {
            self.0.null().ok()?;
        }
        Some(is_null)
    }

    /// Reads the number of one of these.
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(usize::try_from(self.number()?).ok()?).copied()
    }
}

/// A part of a stored value.
pub trait Part: Sized {
    fn write(&self, to: &mut Writer);
    fn read(from: &mut Reader<'_>) -> Option<Self>;
}

/// A value with named parts, as an array of them in this order.
macro_rules! record {
    ($type:ty { $($part:ident),* $(,)? }) => {
        impl $crate::store::Part for $type {
            fn write(&self, to: &mut $crate::store::Writer) {
                to.array([$(stringify!($part)),*].len());
                $($crate::store::Part::write(&self.$part, to);)*
            }

            fn read(from: &mut $crate::store::Reader<'_>) -> Option<Self> {
                from.array([$(stringify!($part)),*].len())?;
                Some(Self { $($part: $crate::store::Part::read(from)?),* })
            }
        }
    };
}

/// One of several values, as an array of its number, which is never given to another, and its parts.
macro_rules! choice {
    ($type:ty { $($number:literal => $name:ident { $($key:tt: $part:ident),* },)* }) => {
        impl $crate::store::Part for $type {
            fn write(&self, to: &mut $crate::store::Writer) {
                match self {$(
                    Self::$name { $($key: $part),* } => {
                        to.array([stringify!($name), $(stringify!($part)),*].len());
                        to.number($number);
                        $($crate::store::Part::write($part, to);)*
                    }
                )*}
            }

            fn read(from: &mut $crate::store::Reader<'_>) -> Option<Self> {
                let length = from.length()?;
                match from.number()? {
                    $($number if length == [stringify!($name), $(stringify!($part)),*].len() => {
                        Some(Self::$name { $($key: $crate::store::Part::read(from)?),* })
                    })*
                    _ => None,
                }
            }
        }
    };
}

/// A name that is kept as its bytes.
macro_rules! names {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::store::Part for $type {
            fn write(&self, to: &mut $crate::store::Writer) {
                to.bytes(self.bytes());
            }

            fn read(from: &mut $crate::store::Reader<'_>) -> Option<Self> {
                from.fixed().map(Self::new)
            }
        }
    )*};
}

pub(crate) use {choice, names, record};
