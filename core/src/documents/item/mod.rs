//! CBOR items: read strictly, written in the one deterministic form (RFC 8949 §4.2.1)
//! (`PROTOCOL.md §2.1`).

mod decoding;

use std::borrow::Cow;
use std::cmp::Ordering;

use minicbor::Encoder;

/// Room for an item that is written, in bytes: what most of them take.
const ROOM: usize = 128;

/// One item. Negative integers below −2⁶³, floats and other simple values are never used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item<'b> {
    Int(i64),
    Bytes(Cow<'b, [u8]>),
    Text(Cow<'b, str>),
    Array(Vec<Item<'b>>),
    /// A map; entries stand in the order of their encoded keys.
    Map(Vec<(Item<'b>, Item<'b>)>),
    Tag(u64, Box<Item<'b>>),
    Bool(bool),
    /// Only in what is hashed and never sent; a reader refuses it.
    Null,
}

impl<'b> Item<'b> {
    /// A map of these entries, put into their order.
    pub fn map(entries: impl IntoIterator<Item = (MapKey, Item<'b>)>) -> Self {
        Self::ordered(entries.into_iter().map(|(label, value)| (label.item(), value)).collect())
    }

    /// A map whose keys are data, put into their order.
    pub fn ordered(mut entries: Vec<(Self, Self)>) -> Self {
        entries.sort_by(|(one, _), (other, _)| one.as_key(other));
        Self::Map(entries)
    }

    /// In which order two keys stand: that of their bytes.
    fn as_key(&self, other: &Self) -> Ordering {
        match (self, other) {
            // The length stands before the characters.
            (Self::Text(one), Self::Text(other)) => {
                one.len().cmp(&other.len()).then_with(|| one.cmp(other))
            }
            // Negative numbers stand after the others, the largest first.
            (Self::Int(one), Self::Int(other)) => {
                (*one < 0, one.unsigned_abs()).cmp(&(*other < 0, other.unsigned_abs()))
            }
            _ => self.to_bytes().cmp(&other.to_bytes()),
        }
    }

    /// A byte string that owns its bytes.
    pub fn bytes(bytes: &[u8]) -> Self {
        Self::Bytes(Cow::Owned(bytes.to_vec()))
    }

    /// A text that owns its characters.
    pub fn text(text: &str) -> Self {
        Self::Text(Cow::Owned(text.to_owned()))
    }

    /// A whole number; one beyond 2⁶³ − 1, which nothing here reaches, becomes that.
    pub fn uint(number: u64) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::with_capacity(ROOM));
        // Writing to memory cannot fail.
        let _: Result<(), minicbor::encode::Error<std::convert::Infallible>> =
            self.write(&mut encoder);
        encoder.into_writer()
    }

    fn write(
        &self,
        to: &mut Encoder<Vec<u8>>,
    ) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        match self {
            Self::Int(number) => to.i64(*number)?,
            Self::Bytes(bytes) => to.bytes(bytes)?,
            Self::Text(text) => to.str(text)?,
            Self::Bool(value) => to.bool(*value)?,
            Self::Null => to.null()?,
            Self::Array(items) => {
                to.array(items.len() as u64)?;
                for item in items {
                    item.write(to)?;
                }
                to
            }
            Self::Map(entries) => {
                to.map(entries.len() as u64)?;
                for (key, value) in entries {
                    key.write(to)?;
                    value.write(to)?;
                }
                to
            }
            Self::Tag(tag, inside) => {
                to.tag(minicbor::data::Tag::new(*tag))?;
                return inside.write(to);
            }
        };
        Ok(())
    }

    /// The value under a key of a map.
    pub fn get(&self, label: impl Into<MapKey>) -> Option<&Item<'b>> {
        let label = label.into();
        match self {
            Self::Map(entries) => {
                entries.iter().find_map(|(key, value)| label.is(key).then_some(value))
            }
            _ => None,
        }
    }

    /// The entries, if this is a map.
    pub fn as_map(&self) -> Option<&[(Item<'b>, Item<'b>)]> {
        match self {
            Self::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items, if this is an array.
    pub fn as_array(&self) -> Option<&[Item<'b>]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The number, if it is not negative.
    pub fn as_uint(&self) -> Option<u64> {
        self.as_int().and_then(|number| u64::try_from(number).ok())
    }

    /// The bytes of a byte string.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The bytes of a byte string of exactly this length.
    pub fn as_fixed<const N: usize>(&self) -> Option<[u8; N]> {
        self.as_bytes().and_then(|bytes| bytes.try_into().ok())
    }

    /// The text of a text string.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

/// A key of a map: a registered number or a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapKey {
    Number(i64),
    Name(&'static str),
}

impl MapKey {
    fn item(self) -> Item<'static> {
        match self {
            Self::Number(number) => Item::Int(number),
            Self::Name(name) => Item::Text(Cow::Borrowed(name)),
        }
    }

    fn is(self, key: &Item<'_>) -> bool {
        match self {
            Self::Number(number) => key.as_int() == Some(number),
            Self::Name(name) => key.as_text() == Some(name),
        }
    }
}

impl From<i64> for MapKey {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&'static str> for MapKey {
    fn from(name: &'static str) -> Self {
        Self::Name(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_written_in_the_order_of_their_keys() {
        let map = Item::map([
            ("iat".into(), Item::Int(1)),
            ((-1).into(), Item::Int(2)),
            (1.into(), Item::Int(3)),
            ("no".into(), Item::Int(4)),
        ]);
        let bytes = map.to_bytes();
        assert_eq!(bytes, *b"\xa4\x01\x03\x20\x02\x62no\x04\x63iat\x01");
        assert_eq!(Item::read(&bytes, 1).unwrap(), map);
    }

    proptest::proptest! {
        #[test]
        fn keys_stand_in_the_order_of_their_bytes(
            numbers in proptest::array::uniform2(proptest::num::i64::ANY),
            texts in proptest::array::uniform2("[a-zé]{0,40}"),
            bytes in proptest::array::uniform2(proptest::collection::vec(0..3_u8, 0..4)),
        ) {
            let keys: Vec<Item<'_>> = numbers
                .into_iter()
                .flat_map(|number| [number, number % 30])
                .map(Item::Int)
                .chain(texts.iter().map(|text| Item::text(text)))
                .chain(bytes.iter().map(|bytes| Item::bytes(bytes)))
                .collect();
            for (one, other) in keys.iter().flat_map(|one| keys.iter().map(move |other| (one, other))) {
                assert_eq!(one.as_key(other), one.to_bytes().cmp(&other.to_bytes()));
            }
        }
    }
}
