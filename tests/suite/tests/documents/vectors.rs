//! Other people's examples: a lenient reader with our `Sig_structure` and our `verify` agrees with
//! every verdict, and the strict reader of the product says which of our rules each one breaks.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use doorstep::crypto::verify;
use doorstep::documents::numbers::limit;
use doorstep::documents::{
    Malformed, Scanned, Sign, Sign1, Typ, cose_key, decode_text, encode_text, signed_bytes_of_many,
    signed_bytes_of_one,
};
use doorstep::model::PublicKey;
use doorstep_suite::data::{data, hex};
use doorstep_suite::lenient::{Signed, Value, signatures};
use serde_json::Value as Json;

/// What the strict reader says of each signed example of the COSE working group. A header of no
/// bytes at all ends before it begins.
const STRICT: [(&str, Malformed); 24] = [
    ("CWT/A_3.json", Malformed::Type),
    ("RFC8152/Appendix_C_1_1.json", Malformed::Type),
    ("RFC8152/Appendix_C_1_2.json", Malformed::Type),
    ("RFC8152/Appendix_C_1_3.json", Malformed::NotCanonical),
    ("RFC8152/Appendix_C_1_4.json", Malformed::NotCanonical),
    ("RFC8152/Appendix_C_2_1.json", Malformed::NotCanonical),
    ("ecdsa-examples/ecdsa-01.json", Malformed::NotCanonical),
    ("ecdsa-examples/ecdsa-02.json", Malformed::Type),
    ("ecdsa-examples/ecdsa-03.json", Malformed::Type),
    ("ecdsa-examples/ecdsa-04.json", Malformed::Type),
    ("ecdsa-examples/ecdsa-sig-01.json", Malformed::NotCanonical),
    ("ecdsa-examples/ecdsa-sig-02.json", Malformed::NotCanonical),
    ("ecdsa-examples/ecdsa-sig-03.json", Malformed::NotCanonical),
    ("ecdsa-examples/ecdsa-sig-04.json", Malformed::NotCanonical),
    ("eddsa-examples/eddsa-01.json", Malformed::NotCanonical),
    ("eddsa-examples/eddsa-02.json", Malformed::Type),
    ("eddsa-examples/eddsa-sig-01.json", Malformed::NotCanonical),
    ("eddsa-examples/eddsa-sig-02.json", Malformed::NotCanonical),
    ("sign1-tests/sign-fail-01.json", Malformed::Type),
    ("sign1-tests/sign-fail-02.json", Malformed::NotCanonical),
    ("sign1-tests/sign-fail-03.json", Malformed::NotCanonical),
    ("sign1-tests/sign-fail-04.json", Malformed::NotCanonical),
    ("sign1-tests/sign-fail-06.json", Malformed::NotCanonical),
    ("sign1-tests/sign-fail-07.json", Malformed::NotCanonical),
];
/// Those without a failure of their own in `sign1-tests`.
const STRICT_GOOD: [(&str, Malformed); 3] = [
    ("sign1-tests/sign-pass-01.json", Malformed::NotCanonical),
    ("sign1-tests/sign-pass-02.json", Malformed::NotCanonical),
    ("sign1-tests/sign-pass-03.json", Malformed::Type),
];

/// One example with its name inside the folder.
fn examples(folder: &Path) -> Vec<(String, Json)> {
    let mut found = Vec::new();
    for part in ["CWT", "RFC8152", "ecdsa-examples", "eddsa-examples", "sign1-tests"] {
        for entry in fs::read_dir(folder.join(part)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{part}/{}", path.file_name().unwrap().to_string_lossy());
            found.push((name, serde_json::from_slice(&fs::read(&path).unwrap()).unwrap()));
        }
    }
    found.sort_by(|left, right| left.0.cmp(&right.0));
    found
}

fn bytes(example: &Json) -> Vec<u8> {
    hex(example["output"]["cbor"].as_str().unwrap())
}

/// The signers that an example describes; nothing for what is encrypted or only authenticated.
fn signers(example: &Json) -> Option<Vec<&Json>> {
    let input = &example["input"];
    match (input.get("sign0"), input.get("sign")) {
        (Some(one), _) => Some(vec![one]),
        (None, Some(many)) => Some(many["signers"].as_array().unwrap().iter().collect()),
        (None, None) => None,
    }
}

fn key(signer: &Json) -> Option<PublicKey> {
    let key = &signer["key"];
    let part = |name: &str| -> Option<[u8; 32]> {
        let bytes = match key.get(format!("{name}_hex")) {
            Some(text) => hex(text.as_str()?),
            None => base64::engine::general_purpose::URL_SAFE_NO_PAD
                .decode(key.get(name)?.as_str()?)
                .ok()?,
        };
        bytes.try_into().ok()
    };
    match key["crv"].as_str()? {
        "P-256" => Some(PublicKey::P256 { x: part("x")?, y: part("y")? }),
        "Ed25519" => Some(PublicKey::Ed25519 { x: part("x")? }),
        _ => None,
    }
}

/// The algorithm that the signer of an example was told to use.
fn algorithm(signer: &Json) -> &str {
    let named = |part: &str| signer.get(part).and_then(|part| part.get("alg")?.as_str());
    named("protected").or_else(|| named("unprotected")).or(signer["alg"].as_str()).unwrap_or("none")
}

fn external(signer: &Json) -> Vec<u8> {
    hex(signer.get("external").and_then(Json::as_str).unwrap_or_default())
}

/// What the signature covers, by our own functions.
fn covered(signed: &Signed) -> Vec<u8> {
    match &signed.signer {
        None => signed_bytes_of_one(&signed.body, &signed.payload),
        Some(signer) => signed_bytes_of_many(&signed.body, signer, &signed.payload),
    }
}

#[test]
fn signatures_of_the_cose_working_group_get_the_same_verdict() {
    let Some(folder) = data("pass-vectors/cose-wg") else { return };
    let mut checked = 0;
    let mut left_out: BTreeMap<String, usize> = BTreeMap::new();
    for (name, example) in examples(&folder) {
        let Some(signers) = signers(&example) else {
            *left_out.entry("not signed".into()).or_default() += 1;
            continue;
        };
        let fails = example["fail"].as_bool().unwrap_or_default();
        let object = Value::read(&bytes(&example)).unwrap();
        let found = signatures(&object);
        for (place, signer) in signers.iter().enumerate() {
            let told = algorithm(signer);
            let Some(key) = key(signer).filter(|_| ["ES256", "EdDSA"].contains(&told)) else {
                *left_out.entry(format!("{told} {}", signer["key"]["crv"])).or_default() += 1;
                continue;
            };
            if !external(signer).is_empty() {
                // Nothing of ours covers data that is not in the object.
                let good = found.as_ref().is_some_and(|found| {
                    let signed = &found[place];
                    verify(&key, &covered(signed), &signed.signature)
                });
                assert!(!good, "{name}: external data was left out of the signature");
                *left_out.entry("external data".into()).or_default() += 1;
                continue;
            }
            let good = found.as_ref().is_some_and(|found| {
                let signed = &found[place];
                let number = signed.algorithm(unprotected(&object, place));
                let fits = number == Some(if told == "ES256" { -7 } else { -8 });
                fits && verify(&key, &covered(signed), &signed.signature)
            });
            assert_eq!(good, !fails, "{name}, signer {place}");
            if let (Some(found), false) = (&found, fails) {
                let expected = expected_structure(&example, place);
                assert_eq!(covered(&found[place]), expected, "{name}, signer {place}");
            }
            checked += 1;
        }
    }
    println!("{checked} signatures agree; left out: {left_out:?}");
    assert!(checked >= 14, "{checked}");
}

/// The unprotected header of a signer, or of the whole object.
fn unprotected(object: &Value, place: usize) -> Option<&Value> {
    let parts = object.untagged().array()?;
    match parts.last()?.array() {
        Some(signers) => signers.get(place)?.array()?.get(1),
        None => parts.get(1),
    }
}

fn expected_structure(example: &Json, place: usize) -> Vec<u8> {
    let between = &example["intermediates"];
    let text =
        between.get("ToBeSign_hex").or_else(|| between["signers"][place].get("ToBeSign_hex"));
    hex(text.and_then(Json::as_str).unwrap())
}

#[test]
fn the_strict_reader_says_which_rule_each_example_breaks() {
    let Some(folder) = data("pass-vectors/cose-wg") else { return };
    let expected: BTreeMap<&str, Malformed> = STRICT.into_iter().chain(STRICT_GOOD).collect();
    let mut seen = 0;
    let mut wrong = Vec::new();
    for (name, example) in examples(&folder) {
        let bytes = bytes(&example);
        let one = Sign1::read(&bytes, limit::PASS, limit::DEPTH_PASS).map(|_| ()).unwrap_err();
        if signers(&example).is_none() {
            // Tags 16, 17, 96 and 97, whatever else is wrong with them.
            assert!([Malformed::Type, Malformed::NotCanonical].contains(&one), "{name}: {one}");
            continue;
        }
        seen += 1;
        // What many sign is read as what many sign.
        let reason = match example["input"].get("sign") {
            Some(_) => Sign::read(&bytes, Typ::Trust, limit::TRUST).map(|_| ()).unwrap_err(),
            None => one,
        };
        if expected.get(name.as_str()) != Some(&reason) {
            wrong.push(format!("(\"{name}\", Malformed::{reason:?})"));
        }
        assert!(Scanned::read(&bytes).is_err(), "{name}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(seen, expected.len(), "every example of the table was there");
}

#[test]
fn the_structure_of_many_signers_is_that_of_rfc_8152() {
    // RFC 8152, C.1.1, copied so that it is checked without the data too.
    let payload = b"This is the content.";
    let expected =
        hex("85695369676E61747572654043A101264054546869732069732074686520636F6E74656E742E");
    assert_eq!(signed_bytes_of_many(&[], &hex("A10126"), payload), expected);
    let Some(folder) = data("pass-vectors/cose-wg/RFC8152") else { return };
    let text = fs::read(folder.join("Appendix_C_1_1.json")).unwrap();
    let example: Json = serde_json::from_slice(&text).unwrap();
    assert_eq!(expected_structure(&example, 0), expected);
}

#[test]
fn the_key_binding_of_sd_cwt_verifies_and_is_none_of_ours() {
    let Some(folder) = data("pass-vectors/sd-cwt") else { return };
    let bytes = fs::read(folder.join("kbt.cbor")).unwrap();
    let object = Value::read(&bytes).unwrap();
    let signed = signatures(&object).unwrap().remove(0);
    let header = Value::read(&signed.body).unwrap();
    assert_eq!(header.get(16).and_then(Value::int), Some(294));
    // The issuer's token inside names the key that binds it.
    let inner = header.get(13).unwrap().untagged().array().unwrap();
    let claims = Value::read(inner[2].bytes().unwrap()).unwrap();
    let cnf = claims.get(8).and_then(|cnf| cnf.get(1)).unwrap();
    let part = |label| cnf.get(label).and_then(Value::bytes).unwrap().try_into().unwrap();
    let key = PublicKey::P256 { x: part(-2), y: part(-3) };
    assert!(verify(&key, &covered(&signed), &signed.signature));
    let mut other = covered(&signed);
    *other.last_mut().unwrap() ^= 1;
    assert!(!verify(&key, &other, &signed.signature));
    // It names ES256 by the number that leaves the curve open, which no presentation of ours does; its
    // issuer signs with ES384 and carries disclosures in the unprotected header.
    assert_eq!(Scanned::read(&bytes).map(|_| ()), Err(Malformed::Algorithm));
    for name in ["issuer_cwt.cbor", "nested_issuer_cwt.cbor", "nested_kbt.cbor", "decoy.cbor"] {
        let bytes = fs::read(folder.join(name)).unwrap();
        assert!(Scanned::read(&bytes).is_err(), "{name}");
    }
    assert!(cose_key::from_bytes(&cose_key::to_bytes(&key)).is_ok());
}

#[test]
fn base45_is_that_of_the_rfc() {
    let Some(file) = data("pass-vectors/base45-rfc9285.txt") else { return };
    let mut lines = 0;
    for line in fs::read_to_string(file).unwrap().lines() {
        if let Some((plain, coded)) = line.split_once('\t') {
            assert_eq!(encode_text(plain.as_bytes()), format!("DS1:{coded}"));
            assert_eq!(decode_text(&format!("DS1:{coded}")).unwrap(), plain.as_bytes());
            lines += 1;
        }
    }
    assert_eq!(lines, 4);
    for bad in ["GGW", ":::", "A", "BB8 a"] {
        assert!(decode_text(&format!("DS1:{bad}")).is_err(), "{bad}");
    }
}
