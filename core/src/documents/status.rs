//! Status list (draft-ietf-oauth-status-list, CWT form): how millions of long passes stand, in two
//! bits each. Single exits have the deny list instead (`PROTOCOL.md §4.7`).

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::online::{self, Online};
use super::sign1::Draft;
use super::stored::decode_verified;
use super::trust::{KeyUse, TrustList};
use crate::model::PublicKey;

/// Level of compression that the draft advises.
const BEST: u8 = 9;

/// How the pass of one place stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Valid = 0,
    Invalid = 1,
    /// It was revoked after the holder may have left, and is good for
    /// the way home (application-specific).
    ReturnHome = 3,
}

/// The place of a pass in a status list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusRef {
    /// Which list. A name and no address: nobody fetches what a pass tells them to.
    pub uri: String,
    /// Which place in it, from 0.
    pub idx: u64,
}

/// Numbers of 1, 2, 4 or 8 bits, packed from the low bit of each byte.
#[derive(Clone, PartialEq, Eq)]
pub struct Statuses {
    bits: u8,
    bytes: Vec<u8>,
}

impl Statuses {
    /// So many numbers of two bits, all zero.
    pub fn valid(count: usize) -> Self {
        Self { bits: 2, bytes: vec![0; count.div_ceil(4)] }
    }

    /// The numbers in a compressed list (zlib, RFC 1950); nothing if it is none, or longer than any.
    pub fn inflate(bits: u64, lst: &[u8]) -> Option<Self> {
        let bits = u8::try_from(bits).ok().filter(|bits| [1, 2, 4, 8].contains(bits))?;
        let bytes = decompress_to_vec_zlib_with_limit(lst, limit::STATUSES).ok()?;
        Some(Self { bits, bytes })
    }

    /// The list compressed (zlib), as the document carries it.
    pub fn deflate(&self) -> Vec<u8> {
        compress_to_vec_zlib(&self.bytes, BEST)
    }

    /// The number of this place; nothing beyond the end.
    pub fn get(&self, idx: u64) -> Option<u8> {
        let per_byte = 8 / u64::from(self.bits);
        let byte = *self.bytes.get(usize::try_from(idx / per_byte).ok()?)?;
        let shift = u32::try_from(idx % per_byte).ok()? * u32::from(self.bits);
        let mask = u8::try_from((1_u16 << self.bits) - 1).ok()?;
        Some(byte.checked_shr(shift)? & mask)
    }

    /// Sets the number of this place. What lies beyond the end, or needs more bits, stays as it is.
    pub fn set(&mut self, idx: u64, value: u8) {
        let per_byte = 8 / u64::from(self.bits);
        let Ok(at) = usize::try_from(idx / per_byte) else { return };
        let mask = (1_u16 << self.bits).wrapping_sub(1);
        let shift = (idx % per_byte).wrapping_mul(u64::from(self.bits));
        if let Some(byte) = self.bytes.get_mut(at)
            && u16::from(value) <= mask
        {
            let cleared = u16::from(*byte) & !(mask << shift);
            let set = cleared | (u16::from(value) << shift);
            *byte = u8::try_from(set & 0xff).unwrap_or_default();
        }
    }

    /// How many places there are.
    pub fn places(&self) -> u64 {
        (self.bytes.len() as u64).saturating_mul(8 / u64::from(self.bits))
    }
}

/// The whole list; a new one replaces the old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusList {
    pub iss: String,
    /// Its name, which passes bear.
    pub uri: String,
    /// When it was made.
    pub iat: u64,
    /// When it stops to count.
    pub exp: u64,
    /// Grows with every list.
    pub seq: u64,
    /// How each place stands.
    pub statuses: Statuses,
}

impl StatusList {
    /// The list in these bytes, signed by a status key of the trust list for this issuer,
    /// within the key's time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Self, DocumentError> {
        online::read(bytes, trust, iss)
    }

    /// Reads bytes that were verified before they were kept in a sealed row.
    pub(crate) fn decode_verified(bytes: &[u8]) -> Result<Self, DocumentError> {
        decode_verified(bytes, <Self as Online>::from_item)
    }

    /// How the pass of this place stands. One beyond the end was issued after the list was made and
    /// counts; a number that means nothing here is none.
    pub fn status(&self, idx: u64) -> Option<Status> {
        match self.statuses.get(idx) {
            None | Some(0) => Some(Status::Valid),
            Some(1) => Some(Status::Invalid),
            Some(3) => Some(Status::ReturnHome),
            Some(_) => None,
        }
    }

    /// An unsigned list for this key.
    pub fn draft(&self, key: &PublicKey) -> Draft {
        let list = Item::map([
            ("bits".into(), Item::uint(u64::from(self.statuses.bits))),
            ("lst".into(), Item::Bytes(self.statuses.deflate().into())),
        ]);
        let payload = Item::map([
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::SUB.into(), Item::text(&self.uri)),
            (claim::IAT.into(), Item::uint(self.iat)),
            (claim::EXP.into(), Item::uint(self.exp)),
            ("seq".into(), Item::uint(self.seq)),
            (claim::STATUS_LIST.into(), list),
        ]);
        Draft::by(key, Typ::Status, &payload)
    }
}

impl Online for StatusList {
    const TYP: Typ = Typ::Status;
    const USE: KeyUse = KeyUse::Status;
    const LIMIT: usize = limit::STATUS;

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let list = item.get(claim::STATUS_LIST)?;
        Some(Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            uri: item.get(claim::SUB)?.as_text()?.to_owned(),
            iat: item.get(claim::IAT)?.as_uint()?,
            exp: item.get(claim::EXP)?.as_uint()?,
            seq: item.get("seq")?.as_uint()?,
            statuses: Statuses::inflate(
                list.get("bits")?.as_uint()?,
                list.get("lst")?.as_bytes()?,
            )?,
        })
    }

    fn issued(&self) -> (&str, u64) {
        (&self.iss, self.iat)
    }
}

// Millions of numbers say nothing to a reader.
impl std::fmt::Debug for Statuses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Statuses({} places)", self.places())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drafts_examples_are_read_by_place() {
        // draft-ietf-oauth-status-list §4.1: one bit and two bits a place.
        let one = Statuses { bits: 1, bytes: vec![0xb9, 0xa3] };
        let read: Vec<u8> = (0..16).map(|idx| one.get(idx).unwrap()).collect();
        assert_eq!(read, [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
        let two = Statuses { bits: 2, bytes: vec![0xc9, 0x44, 0xf9] };
        let read: Vec<u8> = (0..12).map(|idx| two.get(idx).unwrap()).collect();
        assert_eq!(read, [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]);
        assert_eq!((one.get(16), two.get(12), two.get(u64::MAX)), (None, None, None));
    }

    #[test]
    fn the_longest_list_that_nothing_compresses_may_be_read() {
        let digests = (0_u64..).flat_map(|n| crate::crypto::sha256(&n.to_be_bytes()));
        let worst = Statuses { bits: 2, bytes: digests.take(limit::STATUSES).collect() };
        let deflated = worst.deflate();
        assert!((limit::STATUSES..limit::STATUS - 1024).contains(&deflated.len()));
        assert_eq!(Statuses::inflate(2, &deflated), Some(worst));
    }

    #[test]
    fn a_bomb_and_what_is_no_list_are_refused() {
        let bomb = compress_to_vec_zlib(&vec![0; limit::STATUSES + 1], BEST);
        assert!(bomb.len() < 16 * 1024);
        assert_eq!(Statuses::inflate(2, &bomb), None);
        let list = Statuses::valid(12).deflate();
        for bits in [0, 3, 5, 16, u64::MAX] {
            assert_eq!(Statuses::inflate(bits, &list), None, "{bits}");
        }
        assert_eq!(Statuses::inflate(2, &list[..list.len() - 1]), None);
        assert_eq!(Statuses::inflate(2, b""), None);
    }

    proptest::proptest! {
        #[test]
        fn what_is_set_is_read_and_nothing_else_changes(
            count in 1_usize..3_000,
            changes in proptest::collection::vec((0_u64..3_000, 0_u8..4), 0..200),
        ) {
            let mut list = Statuses::valid(count);
            let mut plain = vec![0; usize::try_from(list.places()).unwrap()];
            for (idx, value) in changes {
                list.set(idx, value);
                if let Some(place) = plain.get_mut(usize::try_from(idx).unwrap()) {
                    *place = value;
                }
            }
            let again = Statuses::inflate(2, &list.deflate()).unwrap();
            assert_eq!(again, list);
            let read: Vec<u8> = (0..again.places()).map(|idx| again.get(idx).unwrap()).collect();
            assert_eq!(read, plain);
        }
    }
}
