//! Schemas of the bodies, for the OpenAPI document.

use serde_json::{Map, Value, json};

/// Text, whole number or object of a field, and whether it is always there.
type Field = (&'static str, Kind, bool);

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Bytes,
    Number,
    Time,
    Named(&'static str),
    Many(&'static str),
}

use Kind::{Bytes, Many, Named, Number, Text, Time};

const SCHEMAS: [(&str, &[Field]); 19] = [
    ("Nothing", &[]),
    ("TimeRequest", &[("nonce", Bytes, true)]),
    ("CodeRequest", &[("code", Text, true), ("nonce", Bytes, true)]),
    (
        "RegistrationRequest",
        &[
            ("phone", Text, true),
            ("key", Bytes, true),
            ("sos", Bytes, true),
            ("time", Bytes, true),
            ("attestation", Bytes, false),
            ("consent", Number, true),
            ("lang", Text, true),
        ],
    ),
    (
        "RegistrationReply",
        &[
            ("reg", Bytes, true),
            ("resend_after", Number, true),
            ("expires_in", Number, true),
            ("time", Bytes, true),
        ],
    ),
    ("ConfirmRequest", &[("code", Text, true), ("sub", Text, false)]),
    ("ConfirmReply", &[("account", Bytes, true), ("holder", Bytes, true), ("time", Bytes, true)]),
    (
        "PassRequest",
        &[
            ("purpose", Number, true),
            ("place", Text, false),
            ("from", Time, false),
            ("sub", Text, false),
            ("cnf", Bytes, true),
            ("rules", Number, true),
            ("give_up_at", Time, true),
            ("instead", Bytes, false),
        ],
    ),
    (
        "PassReply",
        &[
            ("pass", Bytes, true),
            ("code", Text, false),
            ("quota", Named("Quota"), false),
            ("time", Bytes, true),
        ],
    ),
    ("PaperRequest", &[("pass", Bytes, true)]),
    ("PaperReply", &[("pass", Bytes, true), ("code", Text, false), ("time", Bytes, true)]),
    ("Quota", &[("n", Number, true), ("m", Number, true), ("next", Time, true)]),
    ("SyncRequest", &[("seen", Named("Seen"), false)]),
    ("Seen", &[("holder", Bytes, false)]),
    (
        "SyncReply",
        &[
            ("time", Bytes, true),
            ("holder", Bytes, false),
            ("closed", Text, false),
            ("claimed", Named("Claimed"), false),
            ("denied", Many("DeniedPass"), false),
        ],
    ),
    ("DeniedPass", &[("pass", Bytes, true), ("from", Time, true)]),
    ("Claimed", &[("at", Time, true), ("leaves_at", Time, true)]),
    ("EraseReply", &[("time", Bytes, true)]),
    (
        "Problem",
        &[
            ("title", Text, true),
            ("status", Number, true),
            ("code", Text, true),
            ("left", Number, false),
            ("ref", Text, false),
            ("n", Number, false),
            ("m", Number, false),
            ("next", Time, false),
            ("serial", Number, false),
            ("reason", Text, false),
            ("time", Bytes, false),
        ],
    ),
];

/// Every schema by name.
pub(super) fn schemas() -> Value {
    let schemas: Map<String, Value> =
        SCHEMAS.iter().map(|(name, fields)| ((*name).to_owned(), schema(fields))).collect();
    Value::Object(schemas)
}

fn schema(fields: &[Field]) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|(name, kind, _)| ((*name).to_owned(), kind.schema())).collect();
    let required: Vec<&str> =
        fields.iter().filter(|(.., required)| *required).map(|(name, ..)| *name).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

impl Kind {
    fn schema(self) -> Value {
        match self {
            Text => json!({ "type": "string" }),
            Bytes => json!({ "type": "string", "description": "base64url without padding" }),
            Number => json!({ "type": "integer", "minimum": 0 }),
            Time => json!({ "type": "integer", "description": "Unix seconds" }),
            Many(name) => {
                let each = json!({ "$ref": format!("#/components/schemas/{name}") });
                json!({ "type": "array", "items": each })
            }
            Named(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
        }
    }
}
