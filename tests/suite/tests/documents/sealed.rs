//! What is sealed to the authority's key opens with HPKE as others wrote it (RFC 9180), and by nothing else.

use doorstep::crypto::hpke::{OVERHEAD, seal_to};
use doorstep::model::PublicKey;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::{Deserializable as _, Kem, OpModeR, Serializable as _, single_shot_open};
use proptest::prelude::*;

type PrivateKey = <DhP256HkdfSha256 as Kem>::PrivateKey;

fn key_pair(seed: &[u8; 32]) -> (PrivateKey, PublicKey) {
    let (private, public) = DhP256HkdfSha256::derive_keypair(seed);
    (private, PublicKey::from_x963(&public.to_bytes()).unwrap())
}

fn opened(private: &PrivateKey, sealed: &[u8], info: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
    let (enc, ciphertext) = sealed.split_at_checked(65)?;
    let enc = <DhP256HkdfSha256 as Kem>::EncappedKey::from_bytes(enc).ok()?;
    let mode = OpModeR::Base;
    single_shot_open::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
        &mode, private, &enc, info, ciphertext, aad,
    )
    .ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn it_opens_under_its_key_and_binding_alone(
        seed: [u8; 32],
        info: Vec<u8>,
        aad: Vec<u8>,
        plain: Vec<u8>,
        at: prop::sample::Index,
    ) {
        let (private, public) = key_pair(&seed);
        let sealed = seal_to(&public, &info, &aad, &plain).unwrap();
        prop_assert_eq!(sealed.len(), plain.len() + OVERHEAD);
        prop_assert_eq!(opened(&private, &sealed, &info, &aad), Some(plain.clone()));
        let other = [aad.as_slice(), b"."].concat();
        prop_assert_eq!(opened(&private, &sealed, &info, &other), None);
        prop_assert_eq!(opened(&private, &sealed, &other, &aad), None);
        let (stranger, _) = key_pair(&doorstep::crypto::sha256(&seed));
        prop_assert_eq!(opened(&stranger, &sealed, &info, &aad), None);
        let mut changed = sealed.clone();
        let at = at.index(changed.len());
        changed[at] ^= 1;
        prop_assert_eq!(opened(&private, &changed, &info, &aad), None);
        prop_assert_ne!(seal_to(&public, &info, &aad, &plain).unwrap(), sealed);
    }
}
