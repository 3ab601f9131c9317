//! COSE_Sign (RFC 9052 §4.1): root, trust list and rules, which several keys sign
//! (`PROTOCOL.md §3.2`).
//!
//! COSE gives the structure; how many signatures are enough is ours: distinct public keys of the
//! trusted set, counted once each, unknown and bad ones skipped.

use super::cose_key;
use super::header::{Algorithm, Header, Typ};
use super::item::Item;
use super::malformed::{DocumentError, Malformed};
use super::numbers::{limit, tag};
use crate::crypto::verify;
use crate::model::PublicKey;

/// Most signatures that are looked at.
const MAX_SIGNATURES: usize = 8;

/// A document of several signers whose form was checked.
#[derive(Debug, Clone)]
pub struct Sign {
    protected: Vec<u8>,
    payload: Vec<u8>,
    signatures: Vec<Signature>,
    typ: Typ,
}

#[derive(Debug, Clone)]
struct Signature {
    protected: Vec<u8>,
    kid: Vec<u8>,
    algorithm: Algorithm,
    bytes: Vec<u8>,
}

impl Sign {
    /// Reads a document of this kind.
    ///
    /// # Errors
    /// [`Malformed`] if it is longer than `limit`, of another kind, or not of the one form.
    pub fn read(bytes: &[u8], typ: Typ, limit: usize) -> Result<Self, Malformed> {
        if bytes.len() > limit {
            return Err(Malformed::TooLarge);
        }
        let Item::Tag(tag::SIGN, inside) = Item::read(bytes, limit::DEPTH_DOCUMENT)? else {
            return Err(Malformed::Type);
        };
        let parts = inside.as_array().ok_or(Malformed::Type)?;
        let [protected, unprotected, payload, signatures] = parts else {
            return Err(Malformed::Type);
        };
        empty(unprotected)?;
        let protected = protected.as_bytes().ok_or(Malformed::Type)?.to_vec();
        let header = Header::read(&protected, 1)?;
        if header != (Header { typ: Some(typ), ..Header::default() }) {
            return Err(Malformed::Type);
        }
        let signatures = signatures.as_array().ok_or(Malformed::Type)?;
        if signatures.len() > MAX_SIGNATURES {
            return Err(Malformed::NotCanonical);
        }
        Ok(Self {
            protected,
            payload: payload.as_bytes().ok_or(Malformed::Type)?.to_vec(),
            // What this version cannot read does not count, and does not shut out what it can.
            signatures: signatures.iter().filter_map(Signature::read).collect(),
            typ,
        })
    }

    /// The payload, if at least `threshold` distinct keys of the trusted ones signed it. A
    /// threshold of zero opens nothing.
    ///
    /// # Errors
    /// [`DocumentError::Signature`] if they are too few.
    pub fn open(&self, trusted: &[PublicKey], threshold: usize) -> Result<&[u8], DocumentError> {
        let mut counted: Vec<&PublicKey> = Vec::new();
        for signature in &self.signatures {
            let signer = trusted.iter().find(|key| {
                cose_key::thumbprint(key).bytes().as_slice() == signature.kid.as_slice()
            });
            let Some(key) = signer else { continue };
            // The same key may stand in the set, or sign, more than once.
            if !counted.contains(&key) && signature.good(key, &self.protected, &self.payload) {
                counted.push(key);
            }
        }
        if threshold > 0 && counted.len() >= threshold {
            Ok(&self.payload)
        } else {
            Err(DocumentError::Signature)
        }
    }

    /// The payload before anybody vouched for it: for the root that ships with the app, and for
    /// what was verified before it was kept.
    pub(super) fn unverified(&self) -> &[u8] {
        &self.payload
    }

    /// The kind of the document.
    pub fn typ(&self) -> Typ {
        self.typ
    }
}

impl Signature {
    fn read(item: &Item<'_>) -> Option<Self> {
        let [protected, unprotected, signature] = item.as_array()? else { return None };
        empty(unprotected).ok()?;
        let protected = protected.as_bytes()?.to_vec();
        let header = Header::read(&protected, 1).ok()?;
        let (algorithm, kid) = (header.algorithm?, header.kid?);
        Some(Self { kid, algorithm, bytes: signature.as_bytes()?.to_vec(), protected })
    }

    fn good(&self, key: &PublicKey, body: &[u8], payload: &[u8]) -> bool {
        self.algorithm == Algorithm::of(key)
            && verify(key, &signed_bytes(body, &self.protected, payload), &self.bytes)
    }
}

fn empty(unprotected: &Item<'_>) -> Result<(), Malformed> {
    match unprotected.as_map() {
        Some([]) => Ok(()),
        _ => Err(Malformed::NotCanonical),
    }
}

/// `Sig_structure` of one signer of a COSE_Sign (RFC 9052 §4.4), without external data.
pub fn signed_bytes(body_protected: &[u8], sign_protected: &[u8], payload: &[u8]) -> Vec<u8> {
    Item::Array(vec![
        Item::Text("Signature".into()),
        Item::Bytes(body_protected.into()),
        Item::Bytes(sign_protected.into()),
        Item::Bytes([].as_slice().into()),
        Item::Bytes(payload.into()),
    ])
    .to_bytes()
}

/// A document that waits for its signatures.
#[derive(Debug, Clone)]
pub struct SignDraft {
    protected: Vec<u8>,
    payload: Vec<u8>,
    signatures: Vec<(Vec<u8>, [u8; 64])>,
}

impl SignDraft {
    /// A document of this kind and payload.
    pub fn new(typ: Typ, payload: &Item<'_>) -> Self {
        let header = Header { typ: Some(typ), ..Header::default() };
        Self { protected: header.to_bytes(), payload: payload.to_bytes(), signatures: Vec::new() }
    }

    /// A document that has signatures, for one more; every one of them must be readable.
    ///
    /// # Errors
    /// [`Malformed`] if one is not.
    pub fn reopened(signed: &Sign) -> Result<Self, Malformed> {
        let signature =
            |one: &Signature| Some((one.protected.clone(), one.bytes.as_slice().try_into().ok()?));
        let signatures: Option<_> = signed.signatures.iter().map(signature).collect();
        Ok(Self {
            protected: signed.protected.clone(),
            payload: signed.payload.clone(),
            signatures: signatures.ok_or(Malformed::Type)?,
        })
    }

    /// The bytes that this key has to sign.
    pub fn to_sign(&self, key: &PublicKey) -> Vec<u8> {
        signed_bytes(&self.protected, &signer_header(key), &self.payload)
    }

    /// The document with one more signature.
    #[must_use]
    pub fn signed(mut self, key: &PublicKey, signature: [u8; 64]) -> Self {
        self.signatures.push((signer_header(key), signature));
        self
    }

    pub fn close(self) -> Vec<u8> {
        let signatures = self
            .signatures
            .into_iter()
            .map(|(protected, signature)| {
                Item::Array(vec![
                    Item::Bytes(protected.into()),
                    Item::Map(Vec::new()),
                    Item::bytes(&signature),
                ])
            })
            .collect();
        Item::Tag(
            tag::SIGN,
            Box::new(Item::Array(vec![
                Item::Bytes(self.protected.into()),
                Item::Map(Vec::new()),
                Item::Bytes(self.payload.into()),
                Item::Array(signatures),
            ])),
        )
        .to_bytes()
    }
}

fn signer_header(key: &PublicKey) -> Vec<u8> {
    Header {
        algorithm: Some(Algorithm::of(key)),
        kid: Some(cose_key::thumbprint(key).bytes().to_vec()),
        ..Header::default()
    }
    .to_bytes()
}
