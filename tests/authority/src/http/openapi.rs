//! The OpenAPI 3.1 document, made from the same tables as the router and the refusals.

use doorstep::requests::{ALGORITHM, JSON, SIGNED_OBJECT, TAG};
use serde_json::{Map, Value, json};

use super::routes::{Behind, Command, Fetched, ROUTES};
use super::schemas;
use crate::commands::{CODES, Code};

/// Codes that any route may answer.
const ANYWHERE: [Code; 4] = [Code::MethodNotAllowed, Code::Timeout, Code::TooLarge, Code::Failed];
/// Codes that any signed route may answer.
const SIGNED: [Code; 5] =
    [Code::Malformed, Code::SignatureInvalid, Code::ClockDiffers, Code::Replayed, Code::MediaType];
/// Codes that any route with an idempotency key may answer.
const ONCE: [Code; 4] =
    [Code::IdempotencyKeyMissing, Code::IdempotencyMismatch, Code::InProgress, Code::KeyClosed];

/// The document.
pub(super) fn document() -> Value {
    let mut paths = Map::new();
    for (template, behind) in ROUTES {
        let method = if behind.is_fetched() { "get" } else { "post" };
        paths.insert(template.to_owned(), json!({ method: operation(template, behind) }));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Doorstep reference authority",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Bytes and signed objects in JSON are base64url without padding, times \
                            are whole Unix seconds. Refusals are problems (RFC 9457) with a stable \
                            `code`.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas::schemas(),
            "parameters": signature_headers(),
        },
    })
}

fn operation(template: &str, behind: Behind) -> Value {
    let mut operation = Map::new();
    operation.insert("summary".into(), json!(summary(behind)));
    operation.insert("responses".into(), responses(behind));
    let parameters = parameters(template, behind);
    if !parameters.is_empty() {
        operation.insert("parameters".into(), json!(parameters));
    }
    if let Some(schema) = request_schema(behind) {
        let content = json!({ JSON: { "schema": reference(schema) } });
        operation.insert("requestBody".into(), json!({ "required": true, "content": content }));
    }
    if let Behind::Command(command) = behind {
        let labels: Vec<&str> = command.labels().iter().map(|label| label.name()).collect();
        operation.insert("x-signature-labels".into(), json!(labels));
    }
    Value::Object(operation)
}

fn summary(behind: Behind) -> &'static str {
    match behind {
        Behind::Time => "A time token over a nonce",
        Behind::Codes => "What a typed code names, signed over a nonce",
        Behind::Document(Fetched::Root) => "The root of this serial",
        Behind::Document(Fetched::Trust) => "The trust list",
        Behind::Document(Fetched::Stamp) => "The stamp: serial and digest of every document",
        Behind::Document(Fetched::Rules) => "The rules of the region",
        Behind::Document(Fetched::Deny) => "Revoked single exits",
        Behind::Document(Fetched::Status) => "How passes stand that last for days",
        Behind::Command(Command::Register) => "Ask for a code by text message",
        Behind::Command(Command::Resend) => "Ask for another code; the one before dies",
        Behind::Command(Command::Confirm) => "Open the account with the code",
        Behind::Command(Command::Sync) => "What the authority has for this phone",
        Behind::Command(Command::Pass) => "Ask for a pass",
        Behind::Command(Command::Paper) => "A pass without its phone: for paper or a text message",
        Behind::Command(Command::Erase) => "End the account",
        Behind::OpenApi => "This document",
    }
}

fn request_schema(behind: Behind) -> Option<&'static str> {
    match behind {
        Behind::Time => Some("TimeRequest"),
        Behind::Codes => Some("CodeRequest"),
        Behind::Command(Command::Register) => Some("RegistrationRequest"),
        Behind::Command(Command::Resend | Command::Erase) => Some("Nothing"),
        Behind::Command(Command::Confirm) => Some("ConfirmRequest"),
        Behind::Command(Command::Sync) => Some("SyncRequest"),
        Behind::Command(Command::Pass) => Some("PassRequest"),
        Behind::Command(Command::Paper) => Some("PaperRequest"),
        Behind::Document(_) | Behind::OpenApi => None,
    }
}

fn success(behind: Behind) -> (&'static str, &'static str, Option<&'static str>) {
    match behind {
        Behind::Time | Behind::Codes | Behind::Document(_) => ("200", SIGNED_OBJECT, None),
        Behind::Command(Command::Register | Command::Resend) => {
            ("202", JSON, Some("RegistrationReply"))
        }
        Behind::Command(Command::Confirm) => ("201", JSON, Some("ConfirmReply")),
        Behind::Command(Command::Sync) => ("200", JSON, Some("SyncReply")),
        Behind::Command(Command::Pass) => ("201", JSON, Some("PassReply")),
        Behind::Command(Command::Paper) => ("201", JSON, Some("PaperReply")),
        Behind::Command(Command::Erase) => ("200", JSON, Some("EraseReply")),
        Behind::OpenApi => ("200", JSON, None),
    }
}

/// The codes that a route may answer.
fn codes(behind: Behind) -> Vec<Code> {
    let mut codes = ANYWHERE.to_vec();
    match behind {
        Behind::Time => codes.push(Code::Malformed),
        Behind::Codes => codes.extend([Code::Malformed, Code::Wait]),
        Behind::Document(Fetched::Root) => codes.push(Code::Unknown),
        Behind::Document(_) | Behind::OpenApi => {}
        Behind::Command(command) => {
            codes.extend(SIGNED);
            if !command.is_repeatable() {
                codes.extend(ONCE);
            }
            codes.extend_from_slice(own_codes(command));
        }
    }
    codes
}

fn own_codes(command: Command) -> &'static [Code] {
    match command {
        Command::Register => &[Code::PhoneInvalid, Code::ConsentOld, Code::TokenOld, Code::Wait],
        Command::Resend => &[Code::Unknown, Code::Expired, Code::Wait],
        Command::Confirm => {
            &[Code::Unknown, Code::SubInvalid, Code::Mistyped, Code::Expired, Code::Wait]
        }
        Command::Pass => &[
            Code::SubInvalid,
            Code::TooLate,
            Code::RulesOld,
            Code::PurposeUnknown,
            Code::NotInForce,
            Code::NoPassNeeded,
            Code::OutsideHours,
            Code::LeadTime,
            Code::QuotaUsed,
            Code::Unknown,
            Code::PassOver,
        ],
        Command::Paper => &[
            Code::Unknown,
            Code::KeyClosed,
            Code::PassOver,
            Code::NotInForce,
            Code::NoPaper,
            Code::HolderMarkMissing,
        ],
        Command::Sync | Command::Erase => &[],
    }
}

fn responses(behind: Behind) -> Value {
    let (status, media_type, schema) = success(behind);
    let schema = schema.map_or_else(|| json!({}), reference);
    let mut responses = Map::new();
    responses.insert(
        status.to_owned(),
        json!({ "description": "Done", "content": { media_type: { "schema": schema } } }),
    );
    if matches!(behind, Behind::Document(_)) {
        responses.insert("304".into(), json!({ "description": "The client has it (ETag)" }));
    }
    let codes = codes(behind);
    for (code, name, status, title) in CODES.iter().filter(|(code, ..)| codes.contains(code)) {
        let entry = responses.entry(status.to_string()).or_insert_with(|| {
            json!({
                "description": "",
                "content": { "application/problem+json": { "schema": {
                    "allOf": [reference("Problem")],
                    "properties": { "code": { "enum": [] } },
                } } },
            })
        });
        describe(entry, name, title);
        if matches!(code, Code::Wait | Code::InProgress)
            && let Some(entry) = entry.as_object_mut()
        {
            let seconds = json!({ "schema": { "type": "integer" }, "description": "Seconds" });
            entry.insert("headers".into(), json!({ "Retry-After": seconds }));
        }
    }
    Value::Object(responses)
}

/// Adds a code to the answer of its status.
fn describe(entry: &mut Value, name: &str, title: &str) {
    if let Some(Value::String(description)) = entry.get_mut("description") {
        if !description.is_empty() {
            description.push_str("; ");
        }
        description.push_str(&format!("`{name}`: {title}"));
    }
    let names = entry.pointer_mut("/content/application~1problem+json/schema/properties/code/enum");
    if let Some(Value::Array(names)) = names {
        names.push(json!(name));
    }
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn parameters(template: &str, behind: Behind) -> Vec<Value> {
    let mut parameters = Vec::new();
    for (name, kind, description) in [
        ("serial", "integer", "Serial of the root, from 1"),
        ("reg", "string", "The registration, base64url"),
        ("id", "string", "The pass: its `cti`, base64url"),
    ] {
        if template.contains(&format!("{{{name}}}")) {
            parameters.push(json!({
                "name": name, "in": "path", "required": true, "description": description,
                "schema": { "type": kind },
            }));
        }
    }
    let named = |name: &str| json!({ "$ref": format!("#/components/parameters/{name}") });
    match behind {
        Behind::Document(_) => parameters.push(named("If-None-Match")),
        Behind::Command(command) => {
            parameters.extend(["Content-Digest", "Signature-Input", "Signature"].map(named));
            if !command.is_repeatable() {
                parameters.push(named("Idempotency-Key"));
            }
        }
        Behind::Time | Behind::Codes | Behind::OpenApi => {}
    }
    parameters
}

fn signature_headers() -> Value {
    let header = |name: &str, required: bool, description: String| {
        json!({
            "name": name, "in": "header", "required": required, "description": description,
            "schema": { "type": "string" },
        })
    };
    json!({
        "Content-Digest": header("Content-Digest", true,
            "`sha-256=:…:` over the bytes of the body (RFC 9530)".into()),
        "Signature-Input": header("Signature-Input", true, format!(
            "RFC 9421. For each label of `x-signature-labels`: `(\"@method\" \"@target-uri\" \
             \"content-type\" \"content-digest\" \"idempotency-key\")`, the last one whenever the \
             header is sent, with `created`, `nonce` (16 bytes, base64url), `keyid` (COSE Key \
             Thumbprint, base64url), `alg=\"{ALGORITHM}\"`, `tag=\"{TAG}\"`. All labels share \
             `created` and `nonce`")),
        "Signature": header("Signature", true, "r ‖ s of each label, 64 bytes".into()),
        "Idempotency-Key": header("Idempotency-Key", true,
            "A string of 22 base64url characters: the same for every try of one request".into()),
        "If-None-Match": header("If-None-Match", false,
            "The quoted base64url SHA-256 of the document that the client has".into()),
    })
}
