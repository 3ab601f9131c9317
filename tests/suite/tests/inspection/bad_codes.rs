//! Bad input to an inspection: whatever is scanned has an answer, each kind of rubbish its own
//! reason, and nothing that differs from a valid code by a single byte is ever valid.

use std::cell::OnceCell;

use doorstep::documents::{
    Algorithm, Credential, Draft, Header, Item, MapKey, PREFIX, Typ, cose_key, decode_text,
    encode_text,
};
use doorstep::inspection::{Reason, Verdict, inspect};
use doorstep::lists::Lists;
use doorstep::model::typed_chars;
use doorstep_suite::holder::{at, for_challenge};
use doorstep_suite::inspection_setup::InspectionSetup;
use doorstep_suite::issuer::{NOW, key, sign};
use proptest::prelude::*;

/// A COSE_Sign1 of any header and payload, with a signature of zeros.
fn unsigned(header: &[(MapKey, Item<'static>)], payload: Item<'static>) -> Vec<u8> {
    Item::Tag(
        18,
        Box::new(Item::Array(vec![
            Item::bytes(&Item::map(header.iter().cloned()).to_bytes()),
            Item::Map(Vec::new()),
            Item::bytes(&payload.to_bytes()),
            Item::bytes(&[0; 64]),
        ])),
    )
    .to_bytes()
}

fn pass_header(algorithm: i64, typ: i64) -> Vec<(MapKey, Item<'static>)> {
    vec![
        (1.into(), Item::Int(algorithm)),
        (4.into(), Item::bytes(b"kid4")),
        (16.into(), Item::Int(typ)),
    ]
}

/// Replaces the first occurrence of these bytes.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
    [&bytes[..at], to, &bytes[at + from.len()..]].concat()
}

#[test]
fn each_kind_of_rubbish_has_its_own_reason() {
    let setup = InspectionSetup::default();
    let good = setup.bytes();
    let empty = Item::Map(Vec::new());
    let doubled = [&[0xa2][..], &[0x01, 0x28], &[0x01, 0x28]].concat();
    let with_header = |header: &[u8]| {
        let parts = vec![
            Item::bytes(header),
            Item::Map(Vec::new()),
            Item::bytes(b""),
            Item::bytes(&[0; 64]),
        ];
        Item::Tag(18, Box::new(Item::Array(parts))).to_bytes()
    };
    let second_place = replaced(&good, &[0x84], &[0x98, 0x04]);
    let unprotected = {
        let parts = vec![
            Item::bytes(&Item::map(pass_header(-9, 293)).to_bytes()),
            Item::map([(4.into(), Item::bytes(b"kid4"))]),
            Item::bytes(b""),
            Item::bytes(&[0; 64]),
        ];
        Item::Tag(18, Box::new(Item::Array(parts))).to_bytes()
    };
    let code = |bytes: &[u8]| encode_text(bytes);
    let cases: Vec<(&str, String, Reason)> = vec![
        ("nothing", String::new(), Reason::Empty),
        ("blanks", " \n\t ".into(), Reason::Empty),
        ("4 KB", format!("{PREFIX}{}", "BB8".repeat(1365)), Reason::TooLong),
        ("1,025 characters", format!("{PREFIX}{}", "B".repeat(1021)), Reason::TooLong),
        (
            "a COVID certificate",
            "HC1:NCFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3".into(),
            Reason::ForeignCertificate,
        ),
        ("New Zealand's", "NZCP:/1/2KCEVIQEIVVWK6".into(), Reason::ForeignCertificate),
        ("a SMART card", "shc:/5676290952432060346029243740".into(), Reason::ForeignCertificate),
        ("a link", "https://pass.example/?id=7".into(), Reason::Link),
        ("a bare link", "www.pass.example".into(), Reason::Link),
        ("a business card", "BEGIN:VCARD\nVERSION:3.0\nFN:A B\nEND:VCARD".into(), Reason::Vcard),
        ("a word", "hello".into(), Reason::Prefix),
        ("another version", "DS2:BB8".into(), Reason::Prefix),
        ("a long one of another version", format!("DS2:{}", "B".repeat(80)), Reason::Prefix),
        ("a slip in a long one", format!("DSI:{}", "B".repeat(61)), Reason::Base45),
        ("a slip in a short one", format!("DSI:{}", "B".repeat(60)), Reason::Prefix),
        ("a short one behind words", "here: DS1:bb8".into(), Reason::Base45),
        ("our prefix in small letters", "ds1:BB8".into(), Reason::Prefix),
        ("small letters", "DS1:bb8".into(), Reason::Base45),
        ("beyond 16 bits", "DS1:GGW".into(), Reason::Base45),
        ("prefix alone", "DS1:".into(), Reason::Truncated),
        ("half a code", code(&good[..good.len() / 2]), Reason::Truncated),
        ("all but a byte", code(&good[..good.len() - 1]), Reason::Truncated),
        ("a key twice", code(&with_header(&doubled)), Reason::DuplicateKey),
        ("more after the end", code(&[&good[..], &[0]].concat()), Reason::NotCanonical),
        ("a long length", code(&second_place), Reason::NotCanonical),
        ("an unprotected header", code(&unprotected), Reason::NotCanonical),
        ("a float", code(&[0xf9, 0x3c, 0x00]), Reason::NotCanonical),
        ("nested beyond measure", code(&[0x81; 600]), Reason::NotCanonical),
        ("a plain number", code(&[0x01]), Reason::Type),
        ("no tag", code(&good[1..]), Reason::Type),
        ("a COSE_Mac0", code(&[&[0xd1][..], &good[1..]].concat()), Reason::Type),
        ("another typ", code(&unsigned(&pass_header(-9, 295), empty.clone())), Reason::Type),
        (
            "a document",
            {
                let public = setup.issuer.stamp_key.public();
                code(&sign(setup.issuer.stamp.draft(public), &setup.issuer.stamp_key))
            },
            Reason::Type,
        ),
        ("HMAC", code(&unsigned(&pass_header(5, 293), empty.clone())), Reason::Algorithm),
        ("ES384", code(&unsigned(&pass_header(-35, 293), empty.clone())), Reason::Algorithm),
        ("no algorithm", code(&unsigned(&pass_header(0, 293), empty.clone())), Reason::Algorithm),
        (
            "a crit header",
            {
                let mut header = pass_header(-9, 293);
                header.push((2.into(), Item::Array(vec![Item::Int(4)])));
                code(&unsigned(&header, empty.clone()))
            },
            Reason::NotCanonical,
        ),
        (
            "an unknown header",
            {
                let mut header = pass_header(-9, 293);
                header.push((33.into(), Item::bytes(b"x5chain")));
                code(&unsigned(&header, empty))
            },
            Reason::NotCanonical,
        ),
    ];
    let lists = setup.issuer.lists();
    let mut wrong = Vec::new();
    for (name, text, reason) in cases {
        let answer = inspect(&text, &lists, &setup.time, None);
        if (answer.verdict, answer.reason) != (Verdict::Unreadable, reason) {
            wrong.push(format!("{name}: {:?} {:?}, not {reason:?}", answer.verdict, answer.reason));
        }
        assert_eq!(answer.sub, None);
        assert!(
            answer.verdict.concludes_nothing(),
            "{name}: {:?} {:?} {text}",
            answer.verdict,
            answer.reason
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // A frame whose payload is well signed but says nothing.
    let header = Header {
        algorithm: Some(Algorithm::EcdsaP256),
        kid: None,
        typ: Some(Typ::Presentation),
        kcwt: Some(Item::read(&setup.credential(), 4).map(owned).unwrap()),
    };
    let draft = Draft::new(&header, &Item::Map(Vec::new()));
    let strict = inspect(&code(&sign(draft, &setup.holder.0)), &lists, &setup.time, None);
    assert_eq!(strict.reason, Reason::NotCanonical, "an empty payload");
}

fn owned(item: Item<'_>) -> Item<'static> {
    match item {
        Item::Int(number) => Item::Int(number),
        Item::Bytes(bytes) => Item::bytes(&bytes),
        Item::Text(text) => Item::text(&text),
        Item::Bool(value) => Item::Bool(value),
        Item::Null => Item::Null,
        Item::Array(items) => Item::Array(items.into_iter().map(owned).collect()),
        Item::Map(entries) => {
            Item::Map(entries.into_iter().map(|(key, value)| (owned(key), owned(value))).collect())
        }
        Item::Tag(tag, inside) => Item::Tag(tag, Box::new(owned(*inside))),
    }
}

#[test]
fn an_algorithm_below_the_keys_own_is_forged() {
    // The key is P-256; the header says Ed25519 under the key's name.
    let setup = InspectionSetup::default();
    let public = setup.issuer.pass.public();
    let mut header = pass_header(-19, 293);
    header[1].1 = Item::bytes(&cose_key::kid4(public));
    let claims = Item::read(&setup.credential(), 4).map(owned).unwrap();
    let Item::Tag(_, parts) = claims else { unreachable!() };
    let payload = parts.as_array().unwrap()[2].as_bytes().unwrap().to_vec();
    let payload = Item::read(&payload, 4).map(owned).unwrap();
    let answer = setup.answer_to(&encode_text(&unsigned(&header, payload)));
    assert_eq!((answer.verdict, answer.reason), (Verdict::Forged, Reason::IssuerSignature));
}

#[test]
fn a_frame_of_one_pass_is_no_frame_of_another() {
    let setup = InspectionSetup::default();
    let mut second = setup.pass.clone();
    second.id = doorstep::model::PassId::new(*b"secondon");
    let other = key();
    second.holder = Some(other.public().clone());
    let stolen = setup.issuer.issue(&Credential::Pass(second));
    let answer = setup.answer_to(&setup.holder.show(&stolen, at(NOW)));
    assert_eq!((answer.verdict, answer.reason), (Verdict::Forged, Reason::HolderSignature));
}

thread_local! {
    static GOOD: OnceCell<(InspectionSetup, Lists, Vec<Vec<u8>>)> = const { OnceCell::new() };
}

/// Calls with a setup, its lists and the bytes of all codes that are good in it.
fn with_good<T>(run: impl FnOnce(&InspectionSetup, &Lists, &[Vec<u8>]) -> T) -> T {
    GOOD.with(|good| {
        let (setup, lists, codes) = good.get_or_init(|| {
            let mut setup = InspectionSetup::default();
            let live = setup.bytes();
            setup.emergency();
            let emergency = setup.bytes();
            let mut paper = setup.pass.clone();
            paper.holder = None;
            let lists = setup.issuer.lists();
            let signed = setup.issuer.issue(&Credential::Pass(paper));
            (setup, lists, vec![live, emergency, signed])
        });
        run(setup, lists, codes)
    })
}

#[test]
fn the_codes_that_are_mutated_are_good() {
    with_good(|setup, lists, codes| {
        for code in codes {
            let answer = inspect(&encode_text(code), lists, &setup.time, None);
            assert!(answer.verdict.lets_pass(), "{answer:?}");
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_an_answer(text in ".{0,300}", ours in any::<bool>()) {
        let text = if ours { format!("{PREFIX}{text}") } else { text };
        let answer = with_good(|setup, lists, _| inspect(&text, lists, &setup.time, None));
        prop_assert!(!answer.verdict.lets_pass());
    }

    #[test]
    fn any_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let text = encode_text(&bytes);
        let answer = with_good(|setup, lists, _| inspect(&text, lists, &setup.time, None));
        prop_assert!(!answer.verdict.lets_pass());
    }

    #[test]
    fn a_changed_byte_is_never_let_pass(which in 0usize..3, at in any::<prop::sample::Index>(), by in 1u8..) {
        with_good(|setup, lists, codes| {
            let mut bytes = codes[which].clone();
            let at = at.index(bytes.len());
            bytes[at] ^= by;
            let answer = inspect(&encode_text(&bytes), lists, &setup.time, None);
            prop_assert!(!answer.verdict.lets_pass(), "byte {at} by {by:02x}: {answer:?}");
            Ok(())
        })?;
    }

    #[test]
    fn bytes_put_in_or_taken_out_are_never_let_pass(
        which in 0usize..3,
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        put in proptest::collection::vec(any::<u8>(), 0..4),
    ) {
        with_good(|setup, lists, codes| {
            let good = &codes[which];
            let (from, to) = (from.index(good.len() + 1), to.index(good.len() + 1));
            let (from, to) = (from.min(to), from.max(to).min(from.min(to) + 8));
            let bytes = [&good[..from], &put, &good[to..]].concat();
            prop_assume!(bytes != *good);
            let answer = inspect(&encode_text(&bytes), lists, &setup.time, None);
            prop_assert!(!answer.verdict.lets_pass(), "{from}..{to}: {answer:?}");
            Ok(())
        })?;
    }

    #[test]
    fn a_changed_character_is_never_let_pass(
        which in 0usize..3,
        at in any::<prop::sample::Index>(),
        to in any::<char>(),
    ) {
        with_good(|setup, lists, codes| {
            let good = encode_text(&codes[which]);
            let mut characters: Vec<char> = good.chars().collect();
            let at = at.index(characters.len());
            characters[at] = to;
            let text: String = characters.into_iter().collect();
            // A blank, a dash or a digit of another kind is the same one.
            let meant = |text: &str| typed_chars(text).map(|typed| typed.meant).collect::<String>();
            prop_assume!(meant(&text) != good);
            let answer = inspect(&text, lists, &setup.time, None);
            prop_assert!(!answer.verdict.lets_pass(), "{text}: {answer:?}");
            Ok(())
        })?;
    }

    #[test]
    fn a_number_that_was_not_asked_is_never_let_pass(asked in any::<[u8; 8]>(), given in any::<[u8; 8]>()) {
        prop_assume!(asked != given);
        with_good(|setup, lists, _| {
            let pass = setup.issuer.issue(&Credential::Pass(setup.pass.clone()));
            let text = setup.holder.show(&pass, for_challenge(given));
            let answer = inspect(&text, lists, &setup.time, Some(&asked));
            prop_assert_eq!(answer.verdict, Verdict::StaleFrame);
            prop_assert!(decode_text(&text).is_ok());
            Ok(())
        })?;
    }
}
