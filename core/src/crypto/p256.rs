//! ECDSA signatures from the DER of phones' key stores to the r ‖ s of COSE and RFC 9421.

/// Order n of the P-256 group (SP 800-186 §3.2.1.3).
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// Turns `SEQUENCE { INTEGER r, INTEGER s }` (RFC 3279 §2.2.3) into r ‖ s, 64 bytes.
///
/// Strict: minimal lengths and integers, 0 < r, s < n, nothing after the sequence. Low s is not
/// asked for: no phone promises it, and nothing here is named by signature bytes.
pub fn signature_from_der(der: &[u8]) -> Option<[u8; 64]> {
    let (inside, after) = element(der, 0x30)?;
    let (r, rest) = element(inside, 0x02)?;
    let (s, end) = element(rest, 0x02)?;
    if !after.is_empty() || !end.is_empty() {
        return None;
    }
    let mut joined = [0; 64];
    let (left, right) = joined.split_at_mut_checked(32)?;
    left.copy_from_slice(&scalar(r)?);
    right.copy_from_slice(&scalar(s)?);
    Some(joined)
}

/// One DER element with a short-form length, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&[found, length], rest) = der.split_first_chunk::<2>()?;
    // Two 33-byte integers with their headers are 70 bytes: the long form is never minimal here.
    (found == tag && length < 0x80).then(|| rest.split_at_checked(length.into()))?
}

fn scalar(integer: &[u8]) -> Option<[u8; 32]> {
    let magnitude = match integer {
        [0, next, ..] if *next >= 0x80 => integer.get(1..)?,
        [first, ..] if *first != 0 && *first < 0x80 => integer,
        _ => return None,
    };
    let mut padded = [0; 32];
    let start = padded.len().checked_sub(magnitude.len())?;
    padded.get_mut(start..)?.copy_from_slice(magnitude);
    (padded < ORDER).then_some(padded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn der(r: &[u8], s: &[u8]) -> Vec<u8> {
        let mut inside = vec![2, r.len() as u8];
        inside.extend(r);
        inside.extend([2, s.len() as u8]);
        inside.extend(s);
        let mut out = vec![0x30, inside.len() as u8];
        out.extend(inside);
        out
    }

    #[test]
    fn small_and_large_integers_are_padded() {
        let high = [&[0x00, 0x80][..], &[7; 31]].concat();
        let joined = signature_from_der(&der(&[1], &high)).unwrap();
        assert_eq!(joined[31], 1);
        assert_eq!(joined[32], 0x80);
        assert_eq!(joined[33..], [7; 31]);
    }

    #[test]
    fn what_is_not_strict_der_is_refused() {
        let below = [1];
        let order = [&[0][..], &ORDER].concat();
        for bad in [
            vec![],
            vec![0x30, 0],
            der(&[], &below),
            der(&[0], &below),
            der(&[0x80], &below),
            der(&[0, 1], &below),
            der(&order, &below),
            der(&[1; 33], &below),
            [der(&below, &below), vec![0]].concat(),
            vec![0x30, 0x81, 6, 2, 1, 1, 2, 1, 1],
            vec![0x31, 6, 2, 1, 1, 2, 1, 1],
            vec![0x30, 7, 2, 1, 1, 2, 1, 1, 0],
        ] {
            assert_eq!(signature_from_der(&bad), None, "{bad:02x?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_answered(bytes: Vec<u8>) {
            let _ = signature_from_der(&bytes);
        }
    }
}
