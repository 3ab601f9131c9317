//! Codes and digits of a move: what is written is read back, nothing else is read, and digits tell two
//! phones apart.

use proptest::prelude::*;

use super::*;
use crate::model::{HolderHint, PhoneNumber};

/// A point of the curve, by its number among a few.
fn key(which: u8) -> PublicKey {
    PublicKey::P256 { x: [which; 32], y: [which.wrapping_add(1); 32] }
}

fn reveal(nonce: [u8; 16]) -> Reveal {
    Reveal { id: MoveId::new([1; 16]), old: key(3), nonce }
}

fn offer(reveal: &Reveal) -> Offer {
    Offer {
        iss: "RU-TA".into(),
        root: [2; 32],
        id: reveal.id,
        commitment: commitment(reveal.id, &reveal.old, &reveal.nonce),
    }
}

fn answer(dev: u8, sos: u8) -> Answer {
    Answer { id: MoveId::new([1; 16]), dev: key(dev), sos: key(sos) }
}

fn brought() -> Brought {
    Brought {
        id: MoveId::new([1; 16]),
        link: vec![7; 300],
        phone: PhoneNumber::parse("+79161234567", "").unwrap(),
        mark: HolderHint::from_wire("ИП4321").unwrap(),
        begun: vec![ChainId::new([4; 16])],
        aliases: vec![BroughtAlias { chain: ChainId::new([4; 16]), lat: -5, lon: 1_800_000_000 }],
    }
}

#[test]
fn an_offer_is_kept_by_what_it_was_made_of_and_nothing_else() {
    let told = reveal([5; 16]);
    let offer = offer(&told);
    assert!(offer.is_kept_by(&told));
    assert!(!offer.is_kept_by(&reveal([6; 16])));
    assert!(!offer.is_kept_by(&Reveal { old: key(9), ..told.clone() }));
    assert!(!offer.is_kept_by(&Reveal { id: MoveId::new([9; 16]), ..told }));
}

#[test]
fn digits_are_six_and_differ_with_every_part() {
    let told = reveal([5; 16]);
    let digits = Digits::of(&offer(&told), &told, &answer(10, 11));
    assert_eq!(digits.to_string().len(), 6);
    let others = [
        Digits::of(&offer(&told), &told, &answer(12, 11)),
        Digits::of(&offer(&told), &told, &answer(10, 12)),
        Digits::of(&offer(&told), &reveal([6; 16]), &answer(10, 11)),
        Digits::of(&Offer { iss: "RU-MO".into(), ..offer(&told) }, &told, &answer(10, 11)),
    ];
    assert!(others.iter().all(|other| *other != digits));
    assert_eq!(Digits(42).to_string(), "000042");
}

#[test]
fn an_offer_lasts_ten_minutes_of_the_boot_in_which_it_was_made() {
    let boot = BootId("one".into());
    let open =
        OpenOffer { id: MoveId::new([1; 16]), nonce: [2; 16], boot: boot.clone(), made_ms: 1_000 };
    assert!(!open.is_over(&boot, 1_000));
    assert!(!open.is_over(&boot, 1_000 + OFFER_LASTS_MS - 1));
    assert!(open.is_over(&boot, 1_000 + OFFER_LASTS_MS));
    assert!(open.is_over(&boot, 999));
    assert!(open.is_over(&BootId("two".into()), 1_001));
}

#[test]
fn what_goes_along_has_its_bounds() {
    let read = |brought: Brought| {
        MoveCode::from_bytes(&MoveCode::Brought(Box::new(brought)).to_bytes()).is_ok()
    };
    assert!(read(brought()));
    let alias = BroughtAlias { chain: ChainId::new([4; 16]), lat: 0, lon: 0 };
    assert!(read(Brought { aliases: vec![alias; MOST_ALIASES], ..brought() }));
    assert!(!read(Brought { aliases: vec![alias; MOST_ALIASES + 1], ..brought() }));
    assert!(!read(Brought {
        aliases: vec![BroughtAlias { lat: 900_000_001, ..alias }],
        ..brought()
    }));
    let keys_alike = MoveCode::Answer(answer(10, 10)).to_bytes();
    assert!(MoveCode::from_bytes(&keys_alike).is_err());
}

proptest! {
    #[test]
    fn codes_come_back(step in 1..5_u8, nonce: [u8; 16], root: [u8; 32], link: Vec<u8>) {
        let told = reveal(nonce);
        let code = match step {
            1 => MoveCode::Offer(Offer { root, ..offer(&told) }),
            2 => MoveCode::Answer(answer(10, 11)),
            3 => MoveCode::Reveal(told),
            _ => MoveCode::Brought(Box::new(Brought { link, ..brought() })),
        };
        let text = code.text();
        prop_assert!(text.starts_with("DSM1:"));
        prop_assert!(MoveCode::read(&text).is_ok_and(|read| read == code));
        // One character less or more is another text.
        let (longer, shorter) = (format!("{text}A"), text.get(..text.len() - 1).unwrap());
        prop_assert!(MoveCode::read(&longer).is_err() && MoveCode::read(shorter).is_err());
    }

    #[test]
    fn any_text_is_answered(text: String, bytes: Vec<u8>) {
        let _ = MoveCode::read(&text);
        let _ = MoveCode::read(&format!("DSM1:{text}"));
        if let Ok(code) = MoveCode::from_bytes(&bytes) {
            let again = MoveCode::from_bytes(&code.to_bytes());
            prop_assert!(again.is_ok_and(|again| again == code));
        }
    }
}
