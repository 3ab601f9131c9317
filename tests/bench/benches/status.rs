//! A status list as large as Moscow's was in April 2020: 3.2 million passes, 28 % of them revoked.
//! Its size, and reading, looking up and changing it beside the bare work that each takes.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use doorstep::documents::{Sign1, Status, StatusList, Statuses, TrustList};
use doorstep_bench::compare;
use doorstep_suite::issuer::{ISS, Issuer, sign};
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

/// Passes of the first days.
const PASSES: u64 = 3_200_000;
/// Revoked ones in a hundred.
const REVOKED: u64 = 28;
/// Places: twice as many, so that a free one is soon drawn.
const PLACES: usize = 1 << 23;

/// Numbers without a pattern (splitmix64, Steele and others 2014): what is compressed must not be
/// easier than chance.
struct Chance(u64);

impl Chance {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut drawn = self.0;
        drawn = (drawn ^ (drawn >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        drawn = (drawn ^ (drawn >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        drawn ^ (drawn >> 31)
    }
}

/// The list with 28 % of so many passes revoked, each at a place of its own.
fn list(issuer: &Issuer, places: usize) -> StatusList {
    let mut chance = Chance(2020);
    let mut statuses = Statuses::valid(places);
    let mut left = PASSES * REVOKED / 100;
    while left > 0 {
        let place = chance.draw() % places as u64;
        if statuses.get(place) == Some(0) {
            statuses.set(place, Status::Invalid as u8);
            left -= 1;
        }
    }
    StatusList { statuses, ..issuer.status.clone() }
}

fn main() {
    let issuer = Issuer::new();
    let key = &issuer.status_key;
    let signed = |list: &StatusList| sign(list.draft(key.public()), key);
    let packed = signed(&list(&issuer, usize::try_from(PASSES).unwrap_or_default()));
    let list = list(&issuer, PLACES);
    let bytes = signed(&list);
    println!(
        "status list of {PASSES} passes, {REVOKED} % revoked: {} kB at random places of {PLACES}, \
         {} kB if every place had a pass",
        bytes.len() / 1000,
        packed.len() / 1000
    );
    let trust: &TrustList = &issuer.trust;
    let read = StatusList::read(&bytes, trust, ISS);
    assert_eq!(read.as_ref().ok(), Some(&list), "what is measured must be a whole reading");

    let Ok(sign1) = Sign1::read(&bytes, usize::MAX, 8) else {
        return println!("the list that was made here cannot be read");
    };
    let public =
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.public().to_x963().unwrap_or([0; 65]));
    let (message, signature) = (sign1.signed_bytes(), sign1.signature().to_vec());
    let deflated = list.statuses.deflate();
    let verify = || public.verify(&message, &signature).is_ok();
    assert!(verify(), "the control must check the same signature");
    let compared = compare(
        5,
        1,
        || StatusList::read(&bytes, trust, ISS),
        || (verify(), decompress_to_vec_zlib(&deflated)),
    );
    println!("{}", compared.line("reading it, beside signature check and inflating", 1.25));

    let mut chance = Chance(7);
    let places: Vec<u64> = (0..10_000).map(|_| chance.draw() % PLACES as u64).collect();
    let Ok(raw) = decompress_to_vec_zlib(&deflated) else { return };
    let bare = |place: u64| {
        let byte = usize::try_from(place / 4).ok().and_then(|at| raw.get(at));
        byte.map(|byte| (byte >> (2 * (place % 4))) & 3)
    };
    let compared = compare(
        50,
        5,
        || places.iter().filter(|place| list.status(**place) == Some(Status::Invalid)).count(),
        || places.iter().filter(|place| bare(**place) == Some(1)).count(),
    );
    println!("{}", compared.line("10,000 look-ups, beside two bits of a byte", 2.0));

    let compared = compare(
        3,
        1,
        || {
            let mut changed = list.clone();
            changed.statuses.set(12_345, Status::ReturnHome as u8);
            changed.seq += 1;
            let draft = changed.draft(key.public());
            key.sign(&draft.to_sign()).map(|signature| draft.close(&signature))
        },
        || compress_to_vec_zlib(&raw, 9),
    );
    println!("{}", compared.line("changing one place and signing anew, beside deflating", 1.25));
}
