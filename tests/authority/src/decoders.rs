//! What reads bytes of anybody before a request is known, for fuzzing: no server calls it.

use serde_json::Value;

use crate::{json, signatures};

/// Whether the members of `Signature-Input` are read as the same when they are written anew; none if they
/// are not read.
pub fn signature_input_comes_back(field: &str) -> Option<bool> {
    signatures::input_comes_back(field)
}

/// What a body says, if its JSON means the same to everybody.
pub fn strict_json(body: &[u8]) -> Option<Value> {
    json::check(body).ok()?;
    serde_json::from_slice(body).ok()
}
