//! What the core signs is taken; the same with anything changed is not.

use axum::http::HeaderValue;
use doorstep::crypto::SigningKey;
use doorstep::requests::{Covered, MediaType, Parameters, RequestSignature};
use proptest::prelude::*;

use super::*;

/// A request as it arrives.
#[derive(Debug, Clone)]
struct Request {
    method: Method,
    target: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Request {
    fn is_taken(&self, keys: &[(Label, PublicKey)]) -> bool {
        let labels: Vec<Label> = keys.iter().map(|(label, _)| *label).collect();
        let read = Signatures::read(self.method, &self.headers, &self.target, &self.body, &labels);
        read.is_some_and(|signatures| signatures.verify(keys).is_some())
    }

    fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.clone();
        change(&mut changed);
        changed
    }
}

fn key() -> SigningKey {
    SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap()
}

/// Everything of a request but its signatures.
type Plain = (Method, MediaType, Vec<u8>, Option<[u8; 16]>, u64, [u8; 16], bool, Option<u32>);

fn plain() -> impl Strategy<Value = Plain> {
    (
        prop::sample::select(Method::ALL.to_vec()),
        prop::sample::select(MediaType::ALL.to_vec()),
        prop_oneof![Just(Vec::new()), prop::collection::vec(any::<u8>(), 1..64)],
        any::<Option<[u8; 16]>>(),
        0..=4_102_444_800_u64,
        any::<[u8; 16]>(),
        any::<bool>(),
        any::<Option<u32>>(),
    )
}

fn signed(
    (method, media_type, body, once, created, nonce, two, offset): Plain,
) -> (Request, Vec<(Label, SigningKey)>) {
    let target = "https://a.example:8443/v1/photos/abc?part=2".to_owned();
    let once = once.map(IdempotencyKey::new);
    let mut covered = Covered::new(method, &target, Some((media_type, &body)), once.as_ref());
    if let Some(offset) = offset {
        covered = covered.at_offset(offset);
    }
    let labels = if two { &[Label::Dev, Label::Pass][..] } else { &[Label::Dev] };
    let keys: Vec<(Label, SigningKey)> = labels.iter().map(|label| (*label, key())).collect();
    let nonce = Nonce::new(nonce);
    let made: Vec<RequestSignature> = keys
        .iter()
        .map(|(label, key)| {
            let parameters = Parameters { created, nonce, key: cose_key::thumbprint(key.public()) };
            let signature = key.sign(&covered.base(&parameters)).unwrap();
            RequestSignature { label: *label, parameters, signature }
        })
        .collect();
    let fields = covered.headers(&made).into_iter();
    let headers = fields
        .map(|field| (HeaderName::from_static(field.name), field.value.parse().unwrap()))
        .collect();
    (Request { method, target, headers, body }, keys)
}

fn publics(keys: &[(Label, SigningKey)]) -> Vec<(Label, PublicKey)> {
    keys.iter().map(|(label, key)| (*label, key.public().clone())).collect()
}

fn put(headers: &mut HeaderMap, name: &HeaderName, value: &str) {
    headers.insert(name, HeaderValue::from_str(value).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_the_core_signs_is_taken_and_nothing_else(plain in plain(), at: usize, bit in 0..8_u8) {
        let (request, keys) = signed(plain);
        let keys = publics(&keys);
        prop_assert!(request.is_taken(&keys));

        for method in Method::ALL.into_iter().filter(|method| *method != request.method) {
            let other = request.with(|request| request.method = method);
            prop_assert!(!other.is_taken(&keys), "as {method:?}");
        }
        let target = request.with(|request| request.target.push('0'));
        prop_assert!(!target.is_taken(&keys));
        let other_key = vec![(Label::Dev, key().public().clone()); keys.len()];
        prop_assert!(!request.is_taken(&other_key));

        for name in request.headers.keys() {
            let without = request.with(|request| drop(request.headers.remove(name)));
            prop_assert!(!without.is_taken(&keys), "without {name}");
            let twice = request.with(|request| {
                let value = request.headers[name].clone();
                request.headers.append(name, value);
            });
            prop_assert!(!twice.is_taken(&keys), "{name} twice");
        }
        let once = request.with(|request| {
            put(&mut request.headers, &IDEMPOTENCY_KEY, "\"AAAAAAAAAAAAAAAAAAAAAQ\"");
        });
        prop_assert!(!once.is_taken(&keys));
        let elsewhere = request.with(|request| {
            let before = request.headers.get(&UPLOAD_OFFSET_FIELD);
            let other = if before.is_some_and(|before| before == "7") { "8" } else { "7" };
            put(&mut request.headers, &UPLOAD_OFFSET_FIELD, other);
        });
        prop_assert!(!elsewhere.is_taken(&keys));

        if request.body.is_empty() {
            let grown = request.with(|request| request.body.push(0));
            prop_assert!(!grown.is_taken(&keys));
        } else {
            for media_type in MediaType::ALL {
                let same = request.headers[header::CONTENT_TYPE] == media_type.name();
                let typed = request.with(|request| {
                    put(&mut request.headers, &header::CONTENT_TYPE, media_type.name());
                });
                prop_assert_eq!(typed.is_taken(&keys), same);
            }
            let flipped = request.with(|request| {
                let at = at % request.body.len();
                request.body[at] ^= 1 << bit;
            });
            prop_assert!(!flipped.is_taken(&keys));
            // Nor if whoever changed it says so of the digest.
            let hidden = flipped.with(|request| {
                let digest = content_digest(&request.body);
                put(&mut request.headers, &CONTENT_DIGEST, &digest);
            });
            prop_assert!(!hidden.is_taken(&keys));
            let cut = request.with(|request| request.body.truncate(request.body.len() - 1));
            prop_assert!(!cut.is_taken(&keys));
        }
    }
}
