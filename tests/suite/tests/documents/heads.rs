//! Heads of a journal: read under the device key, in their one form, and nothing else.

use doorstep::documents::{
    Algorithm, DocumentError, Draft, Head, Header, Item, KeyClosed, Malformed, MapKey, Typ,
    cose_key,
};
use doorstep::model::{BootMark, ChainId, EpochId, PublicKey, Thumbprint};
use doorstep_suite::issuer::{Issuer, Key};

fn head() -> Head {
    Head {
        latest: Some(1_795_521_600),
        chain: ChainId::new([1; 16]),
        epoch: EpochId::new([2; 8]),
        seq: 7,
        r: [3; 32],
        h: [4; 32],
        beacon: [5; 32],
        elapsed: Some(61_250),
        boot: BootMark::new([6; 8]),
        file: None,
    }
}

fn signed(draft: Draft, key: &Key) -> Vec<u8> {
    let signature = key.sign(&draft.to_sign()).unwrap();
    draft.close(&signature)
}

/// Two keys, the first of them the phone's.
fn keys() -> (Key, Key) {
    let issuer = Issuer::new();
    (issuer.pass.clone(), issuer.roots[0].clone())
}

fn claims(head: &Head, key: &PublicKey) -> Vec<(MapKey, Item<'static>)> {
    assert_eq!(Algorithm::of(key), Algorithm::EcdsaP256);
    vec![
        (6.into(), Item::uint(head.latest.unwrap())),
        ("chain".into(), Item::bytes(head.chain.bytes())),
        ("epoch".into(), Item::bytes(head.epoch.bytes())),
        ("seq".into(), Item::uint(head.seq)),
        ("r".into(), Item::bytes(&head.r)),
        ("h".into(), Item::bytes(&head.h)),
        ("beacon".into(), Item::bytes(&head.beacon)),
        ("elapsed".into(), Item::uint(head.elapsed.unwrap())),
        ("boot".into(), Item::bytes(head.boot.bytes())),
    ]
}

#[test]
fn a_head_is_read_under_the_key_that_signed_it() {
    let (phone, other) = keys();
    let least = Head { latest: None, elapsed: None, seq: 0, ..head() };
    for head in [head(), least] {
        let bytes = signed(head.draft(&cose_key::thumbprint(phone.public())), &phone);
        let read = Head::read(&bytes, phone.public()).unwrap();
        assert_eq!((&read.head, read.digest), (&head, head.digest()));
        assert_eq!(Head::read(&bytes, other.public()), Err(DocumentError::Signature));
        println!("a head has {} bytes", bytes.len());
        for at in 0..bytes.len() {
            assert!(Head::read(&bytes[..at], phone.public()).is_err(), "cut at {at}");
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert!(Head::read(&flipped, phone.public()).is_err(), "flipped at {at}");
        }
        let longer = [bytes.as_slice(), &[0; 1024]].concat();
        let too_large = Err(DocumentError::Malformed(Malformed::TooLarge));
        assert_eq!(Head::read(&longer, phone.public()), too_large);
    }
}

#[test]
fn whatever_else_the_key_signed_is_no_head() {
    let (phone, _) = keys();
    let draft = Draft::by(phone.public(), Typ::Time, &Item::map(claims(&head(), phone.public())));
    let other_type = Err(DocumentError::Malformed(Malformed::Type));
    assert_eq!(Head::read(&signed(draft, &phone), phone.public()), other_type);
    let closed = KeyClosed {
        iss: "XX-REF".into(),
        iat: 2,
        chain: Some([1; 16]),
        key: Thumbprint::new([1; 32]),
        at: 1,
        why: "erased".into(),
    };
    let bytes = signed(closed.draft(phone.public()), &phone);
    assert_eq!(Head::read(&bytes, phone.public()), other_type);
    // A short name of the key is no name here.
    let header = Header {
        algorithm: Some(Algorithm::EcdsaP256),
        kid: Some(vec![1, 2, 3, 4]),
        typ: Some(Typ::Head),
        kcwt: None,
    };
    let draft = Draft::new(&header, &Item::map(claims(&head(), phone.public())));
    assert_eq!(Head::read(&signed(draft, &phone), phone.public()), other_type);
}

#[test]
fn a_claim_that_is_missing_or_of_another_type_is_an_error_and_an_unknown_one_is_not() {
    let (phone, _) = keys();
    let all = claims(&head(), phone.public());
    let read = |claims: Vec<(MapKey, Item<'static>)>| {
        let draft = Draft::by(phone.public(), Typ::Head, &Item::map(claims));
        Head::read(&signed(draft, &phone), phone.public())
    };
    let whole = read(all.clone()).unwrap();
    assert_eq!((&whole.head, whole.digest), (&head(), head().digest()), "in any order");
    for at in 0..all.len() {
        let mut less = all.clone();
        let (key, _) = less.remove(at);
        let may_be_absent = key == MapKey::Number(6) || key == MapKey::Name("elapsed");
        assert_eq!(read(less).is_ok(), may_be_absent, "without {key:?}");
        let mut other = all.clone();
        other[at].1 = Item::text("x");
        assert_eq!(read(other), Err(DocumentError::Field), "{key:?} is a text");
    }
    let mut more = all;
    more.push(("mood".into(), Item::bytes(&[9; 32])));
    let newer = read(more.clone()).unwrap();
    assert_eq!(newer.head, head());
    assert_ne!(newer.digest, head().digest(), "the digest is that of what was signed");
    // That of a file of evidence names the file.
    more.push(("file".into(), Item::bytes(&[8; 32])));
    assert_eq!(read(more.clone()).unwrap().head, Head { file: Some([8; 32]), ..head() });
    more.retain(|(key, _)| *key != MapKey::Name("file"));
    more.push(("file".into(), Item::bytes(&[8; 31])));
    assert_eq!(read(more), Err(DocumentError::Field));
}
