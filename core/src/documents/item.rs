//! CBOR items: read strictly, written in the one deterministic form (RFC 8949 §4.2.1)
//! (`PROTOCOL.md §2.1`).

use std::borrow::Cow;

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

use super::malformed::Malformed;

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
}

impl<'b> Item<'b> {
    /// Reads exactly one item and nothing after it.
    ///
    /// # Errors
    /// [`Malformed`] for anything but the deterministic encoding, or for more than `depth`
    /// containers inside each other.
    pub fn read(bytes: &'b [u8], depth: usize) -> Result<Self, Malformed> {
        let item = Self::decode_verified(bytes, depth)?;
        // Order and duplicates were seen on the way; what is left are lengths written too long.
        if item.to_bytes() == bytes { Ok(item) } else { Err(Malformed::NotCanonical) }
    }

    /// Reads bytes that were read strictly before they were kept.
    pub(super) fn decode_verified(bytes: &'b [u8], depth: usize) -> Result<Self, Malformed> {
        let mut decoder = Decoder::new(bytes);
        let item = Self::next(&mut decoder, bytes, depth)?;
        // What follows the item was not part of it.
        if decoder.position() == bytes.len() { Ok(item) } else { Err(Malformed::NotCanonical) }
    }

    fn next(decoder: &mut Decoder<'b>, all: &'b [u8], depth: usize) -> Result<Self, Malformed> {
        match decoder.datatype().map_err(reason)? {
            Type::U8
            | Type::U16
            | Type::U32
            | Type::U64
            | Type::I8
            | Type::I16
            | Type::I32
            | Type::I64 => decoder.i64().map(Self::Int).map_err(reason),
            Type::Bytes => decoder.bytes().map(|bytes| Self::Bytes(bytes.into())).map_err(reason),
            Type::String => decoder.str().map(|text| Self::Text(text.into())).map_err(reason),
            Type::Bool => decoder.bool().map(Self::Bool).map_err(reason),
            Type::Array => {
                let depth = depth.checked_sub(1).ok_or(Malformed::NotCanonical)?;
                let length = decoder.array().map_err(reason)?.ok_or(Malformed::NotCanonical)?;
                let mut items = Vec::new();
                for _ in 0..length {
                    items.push(Self::next(decoder, all, depth)?);
                }
                Ok(Self::Array(items))
            }
            Type::Map => {
                let depth = depth.checked_sub(1).ok_or(Malformed::NotCanonical)?;
                let length = decoder.map().map_err(reason)?.ok_or(Malformed::NotCanonical)?;
                Self::entries(decoder, all, depth, length)
            }
            Type::Tag => {
                let tag = decoder.tag().map_err(reason)?.as_u64();
                // A tag and the array it names are one object and count once; nothing else is
                // ever tagged, so tags cannot be nested without end.
                if decoder.datatype().map_err(reason)? != Type::Array {
                    return Err(Malformed::NotCanonical);
                }
                let inside = Self::next(decoder, all, depth)?;
                Ok(Self::Tag(tag, Box::new(inside)))
            }
            _ => Err(Malformed::NotCanonical),
        }
    }

    fn entries(
        decoder: &mut Decoder<'b>,
        all: &'b [u8],
        depth: usize,
        length: u64,
    ) -> Result<Self, Malformed> {
        let mut entries: Vec<(Self, Self)> = Vec::new();
        let mut last: &[u8] = &[];
        for _ in 0..length {
            let start = decoder.position();
            let key = Self::next(decoder, all, depth)?;
            let encoded = all.get(start..decoder.position()).ok_or(Malformed::Truncated)?;
            if encoded <= last && !entries.is_empty() {
                return Err(if entries.iter().any(|(earlier, _)| *earlier == key) {
                    Malformed::DuplicateKey
                } else {
                    Malformed::NotCanonical
                });
            }
            last = encoded;
            entries.push((key, Self::next(decoder, all, depth)?));
        }
        Ok(Self::Map(entries))
    }

    /// A map of these entries, put into their order.
    pub fn map(entries: impl IntoIterator<Item = (Label, Item<'b>)>) -> Self {
        let mut entries: Vec<_> =
            entries.into_iter().map(|(label, value)| (label.item(), value)).collect();
        entries.sort_by_cached_key(|(key, _)| key.to_bytes());
        Self::Map(entries)
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
        let mut encoder = Encoder::new(Vec::new());
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
    pub fn get(&self, label: impl Into<Label>) -> Option<&Item<'b>> {
        let key = label.into().item();
        match self {
            Self::Map(entries) => {
                entries.iter().find_map(|(name, value)| (*name == key).then_some(value))
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

fn reason(error: minicbor::decode::Error) -> Malformed {
    if error.is_end_of_input() { Malformed::Truncated } else { Malformed::NotCanonical }
}

/// A key of a map: a registered number or a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    Number(i64),
    Name(&'static str),
}

impl Label {
    fn item(self) -> Item<'static> {
        match self {
            Self::Number(number) => Item::Int(number),
            Self::Name(name) => Item::Text(Cow::Borrowed(name)),
        }
    }
}

impl From<i64> for Label {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&'static str> for Label {
    fn from(name: &'static str) -> Self {
        Self::Name(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_form_is_read() {
        let cases: [(&[u8], Malformed); 12] = [
            (&[0x18, 0x05], Malformed::NotCanonical),
            (&[0x5f, 0x41, 0x00, 0xff], Malformed::NotCanonical),
            (&[0x9f, 0xff], Malformed::NotCanonical),
            (&[0xbf, 0xff], Malformed::NotCanonical),
            (&[0xf9, 0x00, 0x00], Malformed::NotCanonical),
            (&[0xf6], Malformed::NotCanonical),
            (&[0xa2, 0x02, 0x00, 0x01, 0x00], Malformed::NotCanonical),
            (&[0xa2, 0x01, 0x00, 0x01, 0x00], Malformed::DuplicateKey),
            (&[0xa3, 0x01, 0x00, 0x02, 0x00, 0x01, 0x00], Malformed::DuplicateKey),
            (&[0x01, 0x01], Malformed::NotCanonical),
            (&[0x42, 0x00], Malformed::Truncated),
            (&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Malformed::Truncated),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Item::read(bytes, 8), Err(expected), "{bytes:02x?}");
        }
        assert_eq!(Item::read(&[0x81, 0x81, 0x80], 2), Err(Malformed::NotCanonical));
        assert!(Item::read(&[0x81, 0x80], 2).is_ok());
        let tags = [vec![0xc6; 4000], vec![0x80]].concat();
        assert_eq!(Item::read(&tags, 4), Err(Malformed::NotCanonical));
    }

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
        fn any_bytes_are_answered_and_what_is_read_is_written_back(bytes: Vec<u8>) {
            if let Ok(item) = Item::read(&bytes, 8) {
                assert_eq!(item.to_bytes(), bytes);
            }
        }
    }
}
