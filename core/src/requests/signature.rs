//! Signatures of requests: HTTP Message Signatures (RFC 9421) with Digest Fields (RFC 9530)
//! (`PROTOCOL.md §8.4`).
//!
//! The part of the standard that is used is small and fixed, so the signature base is ours.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::MediaType;
use crate::crypto::sha256;
use crate::model::{IdempotencyKey, Nonce, Thumbprint};
use crate::ports::{HttpHeader, Method};

/// The only algorithm that phones sign with.
pub const ALGORITHM: &str = "ecdsa-p256-sha256";
/// Keeps our signatures apart from all others made with the same keys.
pub const TAG: &str = "doorstep-1";

/// The field that says where a part begins.
pub const UPLOAD_OFFSET: &str = "upload-offset";

/// Whose signature it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    Dev,
    Sos,
    /// The key of the pass that is asked for.
    Pass,
}

impl Label {
    /// The label on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Sos => "sos",
            Self::Pass => "pass",
        }
    }

    /// One member of `Signature`: `dev=:…:`.
    pub fn member(self, signature: &[u8; 64]) -> String {
        format!("{}=:{}:", self.name(), STANDARD.encode(signature))
    }
}

/// What a signature covers, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    components: Vec<(&'static str, String)>,
}

impl Covered {
    /// The components of a request. With a body its type and digest are covered too, with an
    /// idempotency key that as well. Nobody can tell a body without bytes from none: it is none.
    pub fn new(
        method: Method,
        target_uri: &str,
        body: Option<(MediaType, &[u8])>,
        idempotency: Option<&IdempotencyKey>,
    ) -> Self {
        let mut components =
            vec![("@method", method.name().to_owned()), ("@target-uri", target_uri.to_owned())];
        if let Some((media_type, bytes)) = body.filter(|(_, bytes)| !bytes.is_empty()) {
            components.push(("content-type", media_type.name().to_owned()));
            components.push(("content-digest", content_digest(bytes)));
        }
        if let Some(key) = idempotency {
            components.push(("idempotency-key", idempotency_field(key)));
        }
        Self { components }
    }

    /// The same of a body that is sent in this coding, as which it has its digest.
    pub fn in_coding(mut self, coding: &str) -> Self {
        self.components.push(("content-encoding", coding.to_owned()));
        self
    }

    /// The same of a part that begins at this byte of the whole.
    pub fn at_offset(mut self, offset: u32) -> Self {
        self.components.push((UPLOAD_OFFSET, offset.to_string()));
        self
    }

    /// The header fields of the request: those that are covered, and the signatures over them.
    pub fn headers(&self, signatures: &[RequestSignature]) -> Vec<HttpHeader> {
        let fields = self.components.iter().filter(|(name, _)| !name.starts_with('@'));
        let mut headers: Vec<HttpHeader> =
            fields.map(|(name, value)| HttpHeader { name, value: value.clone() }).collect();
        let inputs = signatures.iter().map(|made| self.input(made.label, &made.parameters));
        let members = signatures.iter().map(|made| made.label.member(&made.signature));
        let joined = |members: Vec<String>| members.join(", ");
        headers.push(HttpHeader { name: "signature-input", value: joined(inputs.collect()) });
        headers.push(HttpHeader { name: "signature", value: joined(members.collect()) });
        headers
    }

    fn list(&self) -> String {
        let names: Vec<String> =
            self.components.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        format!("({})", names.join(" "))
    }

    /// The signature base (RFC 9421 §2.5): what the key signs.
    pub fn base(&self, parameters: &Parameters) -> Vec<u8> {
        let mut lines: Vec<String> =
            self.components.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
        lines.push(format!("\"@signature-params\": {}{parameters}", self.list()));
        lines.join("\n").into_bytes()
    }

    /// One member of `Signature-Input`.
    pub fn input(&self, label: Label, parameters: &Parameters) -> String {
        format!("{}={}{parameters}", label.name(), self.list())
    }
}

/// A signature that was made over a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestSignature {
    pub label: Label,
    /// The parameters that were signed.
    pub parameters: Parameters,
    pub signature: [u8; 64],
}

/// The parameters of one signature. All signatures of a request share `created` and `nonce`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameters {
    /// When, in Unix seconds.
    pub created: u64,
    /// Drawn for this attempt.
    pub nonce: Nonce,
    /// Name of the key that signs.
    pub key: Thumbprint,
}

impl std::fmt::Display for Parameters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            ";created={};nonce=\"{}\";keyid=\"{}\";alg=\"{ALGORITHM}\";tag=\"{TAG}\"",
            self.created, self.nonce, self.key
        )
    }
}

/// The value of `Content-Digest` (RFC 9530 §2).
pub fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(sha256(body)))
}

/// The value of `Idempotency-Key`: a string of structured fields.
pub fn idempotency_field(key: &IdempotencyKey) -> String {
    format!("\"{key}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_that_of_the_standard() {
        let covered = Covered::new(
            Method::Post,
            "https://a.example/v1/passes",
            Some((MediaType::Json, b"{}")),
            Some(&IdempotencyKey::new([1; 16])),
        );
        let parameters = Parameters {
            created: 1_795_374_600,
            nonce: Nonce::new([2; 16]),
            key: Thumbprint::new([3; 32]),
        };
        let expected = "\"@method\": POST\n\
            \"@target-uri\": https://a.example/v1/passes\n\
            \"content-type\": application/json\n\
            \"content-digest\": sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:\n\
            \"idempotency-key\": \"AQEBAQEBAQEBAQEBAQEBAQ\"\n\
            \"@signature-params\": (\"@method\" \"@target-uri\" \"content-type\" \
            \"content-digest\" \"idempotency-key\");created=1795374600;\
            nonce=\"AgICAgICAgICAgICAgICAg\";\
            keyid=\"AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM\";\
            alg=\"ecdsa-p256-sha256\";tag=\"doorstep-1\"";
        assert_eq!(String::from_utf8(covered.base(&parameters)).unwrap(), expected);
    }

    #[test]
    fn every_method_and_media_type_signs_other_bytes() {
        let parameters =
            Parameters { created: 0, nonce: Nonce::new([0; 16]), key: Thumbprint::new([0; 32]) };
        let key = IdempotencyKey::new([1; 16]);
        let mut bases = Vec::new();
        for method in Method::ALL {
            for url in ["https://a.example/v1/a", "https://a.example/v1/b"] {
                for once in [None, Some(&key)] {
                    bases.push(Covered::new(method, url, None, once).base(&parameters));
                    for media_type in MediaType::ALL {
                        for bytes in [&b"a"[..], b"b", b"\0", b"\xa0"] {
                            let body = Some((media_type, bytes));
                            bases.push(Covered::new(method, url, body, once).base(&parameters));
                        }
                    }
                }
            }
        }
        let count = bases.len();
        bases.sort();
        bases.dedup();
        assert_eq!(bases.len(), count);
    }

    #[test]
    fn where_a_part_begins_is_covered() {
        let parameters =
            Parameters { created: 0, nonce: Nonce::new([0; 16]), key: Thumbprint::new([0; 32]) };
        let body = Some((MediaType::OctetStream, &b"a"[..]));
        let part = Covered::new(Method::Patch, "https://a.example/", body, None).at_offset(32_768);
        let base = String::from_utf8(part.base(&parameters)).unwrap();
        assert!(base.contains("\n\"upload-offset\": 32768\n"), "{base}");
        assert!(base.contains("\"content-digest\" \"upload-offset\")"), "{base}");
        let fields = part.headers(&[]);
        assert!(fields.iter().any(|one| (one.name, &*one.value) == ("upload-offset", "32768")));
    }

    #[test]
    fn a_body_without_bytes_is_none() {
        let of = |body| Covered::new(Method::Put, "https://a.example/", body, None);
        assert_eq!(of(Some((MediaType::Cbor, &b""[..]))), of(None));
        let fields = of(None).headers(&[]);
        assert!(fields.iter().all(|field| !field.name.starts_with("content-")));
    }

    #[test]
    fn no_request_signature_is_a_document_signature() {
        let covered = Covered::new(Method::Get, "https://a.example/", None, None);
        let parameters =
            Parameters { created: 0, nonce: Nonce::new([0; 16]), key: Thumbprint::new([0; 32]) };
        assert_eq!(covered.base(&parameters).first(), Some(&0x22));
        assert_eq!(crate::documents::signed_bytes_of_one(&[], &[]).first(), Some(&0x84));
        // Documents of several signers have a fifth part, and no key signs both kinds.
        assert_eq!(crate::documents::signed_bytes_of_many(&[], &[], &[]).first(), Some(&0x85));
    }
}
