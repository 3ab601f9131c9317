//! Reading items, and refusing all but the one deterministic form.

use minicbor::Decoder;
use minicbor::data::Type;

use super::Item;
use crate::documents::malformed::Malformed;

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
    pub(crate) fn decode_verified(bytes: &'b [u8], depth: usize) -> Result<Self, Malformed> {
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
}

fn reason(error: minicbor::decode::Error) -> Malformed {
    if error.is_end_of_input() { Malformed::Truncated } else { Malformed::NotCanonical }
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

    proptest::proptest! {
        #[test]
        fn any_bytes_are_answered_and_what_is_read_is_written_back(bytes: Vec<u8>) {
            if let Ok(item) = Item::read(&bytes, 8) {
                assert_eq!(item.to_bytes(), bytes);
            }
        }
    }
}
