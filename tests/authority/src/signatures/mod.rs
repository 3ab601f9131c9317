//! Whether a request is signed as its route asks (RFC 9421, RFC 9530) (`PROTOCOL.md §8.4`).
//!
//! The verifier's half: the base is built from what was received, in the order in which the
//! signer named the components; values come from the request and from our own origin.

mod fields;

use axum::http::{HeaderMap, HeaderName, header};
use doorstep::crypto::{same_bytes, verify};
use doorstep::documents::cose_key;
use doorstep::model::{IdempotencyKey, Nonce, PublicKey, Thumbprint};
use doorstep::ports::Method;
use doorstep::requests::{ALGORITHM, Label, TAG, UPLOAD_OFFSET, content_digest};

use fields::{Input, Value};

const SIGNATURE_INPUT: HeaderName = HeaderName::from_static("signature-input");
const SIGNATURE: HeaderName = HeaderName::from_static("signature");
const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const UPLOAD_OFFSET_FIELD: HeaderName = HeaderName::from_static(UPLOAD_OFFSET);

/// Whether `Signature-Input` is read as the same when it is written from what was read.
pub(crate) fn input_comes_back(field: &str) -> Option<bool> {
    let read = fields::inputs(field)?;
    let members = read.iter().map(|input| format!("{}={}", input.label, input.raw));
    let written = members.collect::<Vec<_>>().join(", ");
    Some(fields::inputs(&written).as_ref() == Some(&read))
}

/// The signatures of one request: of the form that is asked for, not yet verified.
pub(crate) struct Signatures {
    /// When, by the signer's clock; the same for all of them.
    pub(crate) created: u64,
    /// Drawn for this attempt; the same for all of them.
    pub(crate) nonce: Nonce,
    members: Vec<Member>,
}

struct Member {
    label: Label,
    key: Thumbprint,
    base: Vec<u8>,
    signature: [u8; 64],
}

impl Signatures {
    /// The signatures of a request, if there are exactly those of `labels`, each over exactly the
    /// components that the request must cover.
    pub(crate) fn read(
        method: Method,
        headers: &HeaderMap,
        target_uri: &str,
        body: &[u8],
        labels: &[Label],
    ) -> Option<Self> {
        let components = covered(method, headers, target_uri, body)?;
        let input = joined(headers, &SIGNATURE_INPUT)?;
        let signature = joined(headers, &SIGNATURE)?;
        let inputs = fields::inputs(&input)?;
        let signatures = fields::signatures(&signature)?;
        if inputs.len() != labels.len() || signatures.len() != labels.len() {
            return None;
        }
        let mut shared: Option<(u64, Nonce)> = None;
        let mut members = Vec::new();
        for label in labels {
            let input = inputs.iter().find(|input| input.label == label.name())?;
            let (_, signature) = signatures.iter().find(|(name, _)| *name == label.name())?;
            let parameters = Parameters::read(input)?;
            if *shared.get_or_insert((parameters.created, parameters.nonce))
                != (parameters.created, parameters.nonce)
            {
                return None;
            }
            members.push(Member {
                label: *label,
                key: parameters.key,
                base: base(input, &components)?,
                signature: *signature,
            });
        }
        let (created, nonce) = shared?;
        Some(Self { created, nonce, members })
    }

    /// The name of the key that a label claims to be by.
    pub(crate) fn key_of(&self, label: Label) -> Option<Thumbprint> {
        self.members.iter().find(|member| member.label == label).map(|member| member.key)
    }

    /// The names of these keys, if each of them made its signature and there is no other.
    pub(crate) fn verify(&self, keys: &[(Label, PublicKey)]) -> Option<Vec<Thumbprint>> {
        let signed = |(label, key): &(Label, PublicKey)| {
            let name = cose_key::thumbprint(key);
            let mut members = self.members.iter();
            let member = members.find(|member| member.label == *label && member.key == name)?;
            verify(key, &member.base, &member.signature).then_some(name)
        };
        (keys.len() == self.members.len()).then(|| keys.iter().map(signed).collect())?
    }
}

/// The parameters of one signature: these five, each once, and no other.
struct Parameters {
    created: u64,
    nonce: Nonce,
    key: Thumbprint,
}

impl Parameters {
    fn read(input: &Input<'_>) -> Option<Self> {
        let one = |wanted: &str| {
            let mut found = input.parameters.iter().filter(|(name, _)| *name == wanted);
            let (_, value) = found.next()?;
            found.next().is_none().then_some(*value)
        };
        let text = |wanted: &str| match one(wanted)? {
            Value::Text(text) => Some(text),
            Value::Number(_) => None,
        };
        let Value::Number(created) = one("created")? else { return None };
        let ours = text("alg")? == ALGORITHM && text("tag")? == TAG && input.parameters.len() == 5;
        ours.then_some(Self {
            created,
            nonce: text("nonce")?.parse().ok()?,
            key: text("keyid")?.parse().ok()?,
        })
    }
}

/// The components that a request must cover, with their values. Nothing if a field stands twice
/// or the digest is not that of the bytes that came in.
fn covered(
    method: Method,
    headers: &HeaderMap,
    target_uri: &str,
    body: &[u8],
) -> Option<Vec<(&'static str, String)>> {
    let mut components =
        vec![("@method", method.name().to_owned()), ("@target-uri", target_uri.to_owned())];
    if !body.is_empty() {
        let digest = alone(headers, &CONTENT_DIGEST)??;
        if !same_bytes(digest.as_bytes(), content_digest(body).as_bytes()) {
            return None;
        }
        components.push(("content-type", alone(headers, &header::CONTENT_TYPE)??.to_owned()));
        components.push(("content-digest", digest.to_owned()));
    }
    if let Some(coding) = alone(headers, &header::CONTENT_ENCODING)? {
        components.push(("content-encoding", coding.to_owned()));
    }
    if let Some(key) = alone(headers, &IDEMPOTENCY_KEY)? {
        components.push(("idempotency-key", key.to_owned()));
    }
    if let Some(offset) = alone(headers, &UPLOAD_OFFSET_FIELD)? {
        components.push((UPLOAD_OFFSET, offset.to_owned()));
    }
    Some(components)
}

/// The signature base (RFC 9421 §2.5), if the signer names exactly these components.
fn base(input: &Input<'_>, components: &[(&str, String)]) -> Option<Vec<u8>> {
    if input.components.len() != components.len() {
        return None;
    }
    let mut lines = Vec::new();
    for (index, name) in input.components.iter().enumerate() {
        if input.components.iter().skip(index.saturating_add(1)).any(|other| other == name) {
            return None;
        }
        let (_, value) = components.iter().find(|(known, _)| known == name)?;
        lines.push(format!("\"{name}\": {value}"));
    }
    lines.push(format!("\"@signature-params\": {}", input.raw));
    Some(lines.join("\n").into_bytes())
}

/// The only value of a field, or none; nothing at all if it stands twice or is no text.
fn alone<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<Option<&'h str>> {
    let mut values = headers.get_all(name).iter();
    let first = match values.next() {
        Some(value) => Some(value.to_str().ok()?.trim()),
        None => None,
    };
    values.next().is_none().then_some(first)
}

/// The lines of a list field as one (RFC 9110 §5.3).
fn joined(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let lines: Vec<&str> =
        headers.get_all(name).iter().map(|value| value.to_str().ok()).collect::<Option<_>>()?;
    Some(lines.join(", "))
}

/// The idempotency key: nothing if the field is missing, `Some(None)` if it is none.
pub(crate) fn idempotency_key(headers: &HeaderMap) -> Option<Option<IdempotencyKey>> {
    let field = alone(headers, &IDEMPOTENCY_KEY)??;
    Some(fields::string(field).and_then(|text| text.parse().ok()))
}

/// Where a part begins: nothing if the field is missing or no number in its one spelling.
pub(crate) fn upload_offset(headers: &HeaderMap) -> Option<u64> {
    fields::number(alone(headers, &UPLOAD_OFFSET_FIELD)??)
}

#[cfg(test)]
mod tests;
