//! RFC 9180 appendix A.3.1, whose suite differs in the cipher's key alone.

use ring::aead::AES_128_GCM;

use super::*;

const AES_128: Aead = Aead { id: [0x00, 0x01], algorithm: &AES_128_GCM };

fn hex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

#[test]
fn keys_follow_from_the_shared_secret_as_in_the_standard() {
    let shared = hex("c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8");
    let info = hex("4f6465206f6e2061204772656369616e2055726e");
    let keys = Keys::of(&shared, &info, &AES_128);
    assert_eq!(keys.key[..16], hex("868c066ef58aae6dc589b6cfdd18f97e"));
    assert_eq!(keys.nonce[..12], hex("4e0bc5018beba4bf004cca59"));
    let plain = hex("4265617574792069732074727574682c20747275746820626561757479");
    let sealed = keys.seal(&hex("436f756e742d30"), &plain, &AES_128).unwrap();
    let expected = "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434";
    assert_eq!(sealed, hex(expected));
}

#[test]
fn only_a_point_of_the_curve_is_sealed_to() {
    let nowhere = PublicKey::P256 { x: [1; 32], y: [1; 32] };
    assert_eq!(seal_to(&nowhere, b"", b"", b"plain"), Err(SealError));
    let other = PublicKey::Ed25519 { x: [1; 32] };
    assert_eq!(seal_to(&other, b"", b"", b"plain"), Err(SealError));
}
