//! Which way up a camera was held, out of its EXIF: tag 0x0112 of the first directory of a TIFF. Nothing
//! else is read, and what does not read means that nobody turned anything.

/// How pixels are turned before they are shown, by the eight numbers of EXIF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Orientation {
    #[default]
    AsStored,
    Mirrored,
    UpsideDown,
    MirroredUpsideDown,
    /// Along the diagonal from the upper left.
    Transposed,
    TurnedRight,
    /// Along the other diagonal.
    Transversed,
    TurnedLeft,
}

impl Orientation {
    /// In the order of their numbers, from 1.
    pub const ALL: [Self; 8] = [
        Self::AsStored,
        Self::Mirrored,
        Self::UpsideDown,
        Self::MirroredUpsideDown,
        Self::Transposed,
        Self::TurnedRight,
        Self::Transversed,
        Self::TurnedLeft,
    ];

    /// 1 to 8.
    pub fn number(self) -> u8 {
        (1..).zip(Self::ALL).find(|(_, one)| *one == self).map_or(1, |(number, _)| number)
    }

    fn of(number: u16) -> Option<Self> {
        Self::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// Whether width becomes height.
    pub fn swaps_sides(self) -> bool {
        matches!(self, Self::Transposed | Self::TurnedRight | Self::Transversed | Self::TurnedLeft)
    }

    /// Whether, before anything is swapped, right becomes left and bottom becomes top.
    pub fn flips(self) -> (bool, bool) {
        match self {
            Self::AsStored | Self::Transposed => (false, false),
            Self::Mirrored | Self::TurnedLeft => (true, false),
            Self::UpsideDown | Self::Transversed => (true, true),
            Self::MirroredUpsideDown | Self::TurnedRight => (false, true),
        }
    }
}

const TAG: u16 = 0x0112;
/// A number of 16 bits.
const SHORT: u16 = 3;
/// Bytes of an entry: tag, type, how many, value.
const ENTRY: usize = 12;
/// More entries than any camera's first directory has.
const MOST_ENTRIES: usize = 512;

/// Of a TIFF.
pub fn orientation(tiff: &[u8]) -> Orientation {
    read(tiff).unwrap_or_default()
}

fn read(tiff: &[u8]) -> Option<Orientation> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |bytes: &[u8]| {
        let two = *bytes.first_chunk::<2>()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let long = |bytes: &[u8]| {
        let four = *bytes.first_chunk::<4>()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    let directory = tiff.get(usize::try_from(long(tiff.get(4..)?)?).ok()?..)?;
    let count = usize::from(short(directory)?);
    let entries = directory.get(2..)?.chunks_exact(ENTRY).take(count.min(MOST_ENTRIES));
    let of = |entry: &[u8]| {
        let is_it =
            short(entry)? == TAG && short(entry.get(2..)?)? == SHORT && long(entry.get(4..)?)? == 1;
        if is_it { Orientation::of(short(entry.get(8..)?)?) } else { None }
    };
    entries.into_iter().find_map(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tiff(little: bool, tag: u16, kind: u16, count: u32, value: u16) -> Vec<u8> {
        let short = |n: u16| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let long = |n: u32| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let mut bytes = if little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
        bytes.extend(long(8));
        bytes.extend(short(2));
        for (tag, kind, count, value) in [(0x010f, 2, 1, 7), (tag, kind, count, value)] {
            bytes.extend(short(tag));
            bytes.extend(short(kind));
            bytes.extend(long(count));
            bytes.extend(short(value));
            bytes.extend([0; 2]);
        }
        bytes
    }

    #[test]
    fn all_eight_are_read_in_both_orders_of_bytes() {
        for (number, is) in (1..).zip(Orientation::ALL) {
            for little in [true, false] {
                assert_eq!(orientation(&tiff(little, TAG, SHORT, 1, number)), is);
            }
            assert_eq!(u16::from(is.number()), number);
        }
    }

    #[test]
    fn what_does_not_read_turns_nothing() {
        let good = tiff(true, TAG, SHORT, 1, 6);
        for end in 0..good.len() - 2 {
            assert_eq!(orientation(&good[..end]), Orientation::AsStored, "{end}");
        }
        let others = [
            tiff(true, TAG, SHORT, 1, 0),
            tiff(true, TAG, SHORT, 1, 9),
            tiff(true, TAG, SHORT, 2, 6),
            tiff(true, TAG, 4, 1, 6),
            tiff(true, 0x0113, SHORT, 1, 6),
        ];
        for other in others {
            assert_eq!(orientation(&other), Orientation::AsStored);
        }
        let mut far = good;
        far[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(orientation(&far), Orientation::AsStored);
    }
}
