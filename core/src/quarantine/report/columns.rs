//! Columns of whole numbers: what changes from row to row, in as few bytes as that has
//! (`PROTOCOL.md §20.3`).

use super::limits::MOST_ITEMS;

/// Longest number: a difference of two differences of numbers of 64 bits.
const MOST_BITS: u32 = 67;

/// 0, −1, 1, −2 … as 0, 1, 2, 3 …
fn zigzag(number: i128) -> u128 {
    (number << 1 ^ number >> 127).cast_unsigned()
}

fn unzigzag(number: u128) -> i128 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Numbers of seven bits a byte, the lowest first (LEB128). Zeros at the end are left out.
pub fn pack(numbers: &[i128]) -> Vec<u8> {
    let kept = numbers.iter().rposition(|number| *number != 0).map_or(0, |last| last + 1);
    let mut bytes = Vec::new();
    for number in numbers.iter().take(kept) {
        let mut left = zigzag(*number);
        while left > 0x7f {
            bytes.push((left & 0x7f) as u8 | 0x80);
            left >>= 7;
        }
        bytes.push(left as u8);
    }
    bytes
}

/// So many numbers. None for anything but what [`pack`] makes of them.
pub fn unpack(bytes: &[u8], count: usize) -> Option<Vec<i128>> {
    let mut numbers = Vec::with_capacity(count.min(MOST_ITEMS));
    let (mut number, mut shift) = (0_u128, 0);
    for byte in bytes {
        number |= u128::from(byte & 0x7f).checked_shl(shift)?;
        shift += 7;
        if byte & 0x80 == 0 {
            // The last byte of a longer number says something.
            let is_shortest = shift == 7 || *byte != 0;
            if !is_shortest || number >> MOST_BITS != 0 || numbers.len() == count {
                return None;
            }
            numbers.push(unzigzag(number));
            (number, shift) = (0, 0);
        } else if shift > MOST_BITS {
            return None;
        }
    }
    if shift != 0 || numbers.last() == Some(&0) {
        return None;
    }
    numbers.resize(count, 0);
    Some(numbers)
}

/// Each number less the one before it; the first as it is.
pub(super) fn differences(numbers: &[i128]) -> Vec<i128> {
    let before = std::iter::once(0).chain(numbers.iter().copied());
    numbers.iter().zip(before).map(|(number, before)| number - before).collect()
}

/// The numbers with these differences.
pub(super) fn sums(differences: &[i128]) -> Vec<i128> {
    let add = |sum: &mut i128, difference: &i128| {
        *sum = sum.saturating_add(*difference);
        Some(*sum)
    };
    differences.iter().scan(0, add).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_differences_are_one_byte_and_none_are_nothing() {
        assert_eq!(pack(&[0, 0, 0]), b"");
        assert_eq!(pack(&[-64, 63, 0]), b"\x7f\x7e");
        assert_eq!(pack(&[0, 64]), b"\x00\x80\x01");
        assert_eq!(unpack(b"\x00\x80\x01", 3), Some(vec![0, 64, 0]));
        for wrong in [&b"\x00"[..], b"\x80\x00", b"\x80", b"\x02\x02\x02\x02", &[0xff; 12]] {
            assert_eq!(unpack(wrong, 3), None, "{wrong:02x?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn numbers_come_back(numbers in proptest::collection::vec(proptest::num::i64::ANY, 0..20)) {
            let numbers: Vec<i128> = numbers.into_iter().map(i128::from).collect();
            for told in [differences(&numbers), differences(&differences(&numbers))] {
                proptest::prop_assert_eq!(unpack(&pack(&told), told.len()), Some(told));
            }
            proptest::prop_assert_eq!(sums(&differences(&numbers)), numbers);
        }

        #[test]
        fn what_is_read_is_written_the_same(bytes: Vec<u8>, count in 0..300_usize) {
            if let Some(numbers) = unpack(&bytes, count) {
                proptest::prop_assert_eq!(pack(&numbers), bytes);
            }
        }
    }
}
