//! What is written here is read by a COSE library that nobody here wrote: passes, presentations,
//! and documents that several keys have signed.

use coset::iana::Algorithm;
use coset::{CborSerializable, CoseSign, CoseSign1, Label, RegisteredLabelWithPrivate};
use coset::{TaggedCborSerializable, cbor::Value};
use doorstep::documents::{Credential, PassClaims};
use doorstep::model::PublicKey;
use doorstep_suite::holder::{Holder, at, declared, for_challenge};
use doorstep_suite::issuer::{Issuer, NOW};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

fn verify(
    key: &PublicKey,
    signature: &[u8],
    message: &[u8],
) -> Result<(), ring::error::Unspecified> {
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.to_x963().unwrap());
    key.verify(message, signature)
}

/// Reads and checks an object that one key has signed.
fn one(bytes: &[u8], key: &PublicKey, typ: i64) -> CoseSign1 {
    let read = CoseSign1::from_tagged_slice(bytes).unwrap();
    assert_eq!(read.clone().to_tagged_vec().unwrap(), bytes, "and is written the same");
    let header = &read.protected.header;
    assert_eq!(header.alg, Some(RegisteredLabelWithPrivate::Assigned(Algorithm::ESP256)));
    assert!(header.rest.contains(&(Label::Int(16), Value::from(typ))), "{:?}", header.rest);
    assert!(read.unprotected.is_empty());
    read.verify_signature(b"", |signature, message| verify(key, signature, message)).unwrap();
    let mut bad = read.clone();
    bad.signature[0] ^= 1;
    assert!(
        bad.verify_signature(b"", |signature, message| verify(key, signature, message)).is_err()
    );
    read
}

#[test]
fn passes_certificates_and_paper_are_read() {
    let issuer = Issuer::new();
    let holder = Holder::default();
    let paper = PassClaims { holder: None, ..holder.pass() };
    for (credential, typ) in [
        (Credential::Pass(holder.pass()), 293),
        (Credential::Holder(holder.certificate()), 293),
        (Credential::Pass(paper), 61),
    ] {
        let read = one(&issuer.issue(&credential), issuer.pass.public(), typ);
        assert_eq!(read.protected.header.key_id.len(), 4);
        let Value::Map(claims) = Value::from_slice(&read.payload.unwrap()).unwrap() else {
            panic!("claims are a map")
        };
        assert!(claims.contains(&(Value::from(1), Value::from("XX-REF"))), "{claims:?}");
    }
}

#[test]
fn presentations_are_read_with_the_pass_inside() {
    let issuer = Issuer::new();
    let holder = Holder::default();
    let pass = issuer.issue(&Credential::Pass(holder.pass()));
    let certificate = issuer.issue(&Credential::Holder(holder.certificate()));
    for (inner, frame) in [
        (&pass, at(NOW)),
        (&pass, for_challenge(*b"12345678")),
        (&certificate, declared(at(NOW), NOW)),
    ] {
        let read = one(&holder.show_bytes(inner, frame), holder.0.public(), 294);
        let rest = &read.protected.header.rest;
        let (_, kcwt) = rest.iter().find(|(label, _)| *label == Label::Int(13)).unwrap();
        assert_eq!(&kcwt.clone().to_vec().unwrap(), inner);
        one(inner, issuer.pass.public(), 293);
    }
}

#[test]
fn documents_of_several_keys_are_read() {
    let issuer = Issuer::new();
    let documents = [
        (issuer.root_bytes(), issuer.roots.iter().collect::<Vec<_>>()),
        (issuer.trust_bytes(), issuer.roots.iter().collect()),
        (issuer.rules_bytes(), issuer.rules_keys.iter().collect()),
    ];
    for (bytes, keys) in documents {
        let read = CoseSign::from_tagged_slice(&bytes).unwrap();
        assert!(read.signatures.len() >= 2);
        for at in 0..read.signatures.len() {
            let good = keys.iter().filter(|key| {
                let check =
                    |signature: &[u8], message: &[u8]| verify(key.public(), signature, message);
                read.verify_signature(at, b"", check).is_ok()
            });
            assert_eq!(good.count(), 1, "each signature is that of one key");
        }
    }
}
