//! COSE_Sign1 (RFC 9052 §4.2): what one key signs (`PROTOCOL.md §3.1`).

use super::cose_key;
use super::header::{Algorithm, Header, Typ};
use super::item::Item;
use super::malformed::{DocumentError, Malformed};
use super::numbers::tag;
use crate::crypto::verify;
use crate::model::{PublicKey, Thumbprint};

/// A signed object whose form was checked. Its payload shows only under a key that verifies.
#[derive(Debug, Clone)]
pub struct Sign1<'b> {
    header: Header<'b>,
    protected: &'b [u8],
    payload: &'b [u8],
    signature: &'b [u8],
}

impl<'b> Sign1<'b> {
    /// Reads an object from bytes.
    ///
    /// # Errors
    /// [`Malformed`] if it is longer than `limit` or not of the one accepted form.
    pub fn read(bytes: &'b [u8], limit: usize, depth: usize) -> Result<Self, Malformed> {
        if bytes.len() > limit {
            return Err(Malformed::TooLarge);
        }
        let item = Item::read(bytes, depth)?;
        Self::take(item, depth)
    }

    /// Reads an object that stands inside another.
    ///
    /// # Errors
    /// [`Malformed`] if it is not of the one accepted form.
    pub fn take(item: Item<'b>, depth: usize) -> Result<Self, Malformed> {
        let Item::Tag(tag::SIGN1, inside) = item else {
            return Err(Malformed::Type);
        };
        let Item::Array(parts) = *inside else {
            return Err(Malformed::Type);
        };
        let Ok([protected, unprotected, payload, signature]) = <[Item<'b>; 4]>::try_from(parts)
        else {
            return Err(Malformed::Type);
        };
        if unprotected.as_map().is_none_or(|entries| !entries.is_empty()) {
            return Err(Malformed::NotCanonical);
        }
        let protected = borrowed(protected)?;
        let header = Header::read(protected, depth)?;
        let signature = borrowed(signature)?;
        header.algorithm.ok_or(Malformed::Algorithm)?;
        header.typ.ok_or(Malformed::Type)?;
        if signature.len() != 64 {
            return Err(Malformed::Type);
        }
        Ok(Self { header, protected, payload: borrowed(payload)?, signature })
    }

    /// The protected header: who claims to have signed what.
    pub fn header(&self) -> &Header<'b> {
        &self.header
    }

    /// The kind of the object.
    pub fn typ(&self) -> Option<Typ> {
        self.header.typ
    }

    /// The bytes under the signature.
    pub fn signed_bytes(&self) -> Vec<u8> {
        signed_bytes(self.protected, self.payload)
    }

    /// The signature, r ‖ s or of Ed25519.
    pub fn signature(&self) -> &'b [u8] {
        self.signature
    }

    /// The payload, if this key signed it.
    pub fn open(&self, key: &PublicKey) -> Option<&'b [u8]> {
        let fits = self.header.algorithm == Some(Algorithm::of(key));
        (fits && verify(key, &self.signed_bytes(), self.signature)).then_some(self.payload)
    }

    /// The payload before anybody vouched for it: for what was verified before it was kept.
    pub(super) fn unverified(&self) -> &'b [u8] {
        self.payload
    }

    /// The payload of an object of this kind, signed by the one of these keys that
    /// its full `kid` names.
    ///
    /// # Errors
    /// [`DocumentError`] for another kind, an unknown key or a bad signature.
    pub fn open_by<'k>(
        &self,
        typ: Typ,
        keys: impl IntoIterator<Item = &'k PublicKey>,
    ) -> Result<&'b [u8], DocumentError> {
        if self.typ() != Some(typ) {
            return Err(Malformed::Type.into());
        }
        let name = self.header.thumbprint().ok_or(Malformed::Type)?;
        keys.into_iter()
            .filter(|key| cose_key::thumbprint(key) == name)
            .find_map(|key| self.open(key))
            .ok_or(DocumentError::Signature)
    }
}

/// An object taken apart: of those of one key, the protected header is always the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign1Parts {
    pub protected: Vec<u8>,
    pub payload: Vec<u8>,
    pub signature: [u8; 64],
}

impl Sign1Parts {
    /// Those of an object of the one accepted form; nothing is verified.
    pub fn of(bytes: &[u8], limit: usize, depth: usize) -> Result<Self, Malformed> {
        let object = Sign1::read(bytes, limit, depth)?;
        Ok(Self {
            protected: object.protected.to_vec(),
            payload: object.payload.to_vec(),
            signature: object.signature.try_into().map_err(|_| Malformed::Type)?,
        })
    }

    /// The object that has them.
    pub fn together(self) -> Vec<u8> {
        let Self { protected, payload, signature } = self;
        Draft { protected, payload }.close(&signature)
    }
}

fn borrowed<'b>(item: Item<'b>) -> Result<&'b [u8], Malformed> {
    match item {
        Item::Bytes(std::borrow::Cow::Borrowed(bytes)) => Ok(bytes),
        _ => Err(Malformed::Type),
    }
}

/// `Sig_structure` of a COSE_Sign1 (RFC 9052 §4.4), without external data.
pub fn signed_bytes(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    Item::Array(vec![
        Item::Text("Signature1".into()),
        Item::Bytes(protected.into()),
        Item::Bytes([].as_slice().into()),
        Item::Bytes(payload.into()),
    ])
    .to_bytes()
}

/// A COSE_Sign1 that waits for its signature.
#[derive(Debug, Clone)]
pub struct Draft {
    protected: Vec<u8>,
    payload: Vec<u8>,
}

impl Draft {
    /// An object of this header and payload.
    pub fn new(header: &Header<'_>, payload: &Item<'_>) -> Self {
        Self { protected: header.to_bytes(), payload: payload.to_bytes() }
    }

    /// An object that names its key in full, as all do but passes.
    pub fn by(key: &PublicKey, typ: Typ, payload: &Item<'_>) -> Self {
        let header = Header {
            algorithm: Some(Algorithm::of(key)),
            kid: Some(cose_key::thumbprint(key).bytes().to_vec()),
            typ: Some(typ),
            kcwt: None,
        };
        Self::new(&header, payload)
    }

    /// The same by a device key, which is P-256, where its name alone is known.
    pub fn by_device(key: &Thumbprint, typ: Typ, payload: &Item<'_>) -> Self {
        let header = Header {
            algorithm: Some(Algorithm::EcdsaP256),
            kid: Some(key.bytes().to_vec()),
            typ: Some(typ),
            kcwt: None,
        };
        Self::new(&header, payload)
    }

    /// The bytes to sign.
    pub fn to_sign(&self) -> Vec<u8> {
        signed_bytes(&self.protected, &self.payload)
    }

    /// The finished object. `signature` is r ‖ s or an Ed25519 signature.
    pub fn close(self, signature: &[u8; 64]) -> Vec<u8> {
        Item::Tag(
            tag::SIGN1,
            Box::new(Item::Array(vec![
                Item::Bytes(self.protected.into()),
                Item::Map(Vec::new()),
                Item::Bytes(self.payload.into()),
                Item::bytes(signature),
            ])),
        )
        .to_bytes()
    }
}
