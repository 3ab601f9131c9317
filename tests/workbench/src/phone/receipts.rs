//! The receipt of an inspection, read on the phone of the person.

use doorstep::client::Client;
use doorstep::inspector::read_receipt;
use serde_json::json;

use crate::moments::rfc3339;
use crate::reply::{ErrorInfo, Reply};

pub fn read(client: &Client, text: &str) -> Result<Reply, ErrorInfo> {
    let slip = read_receipt(client, text)?;
    let value = json!({
        "at": rfc3339(slip.at_ms),
        "pass": slip.pass.map(|id| id.to_string()),
        "result": slip.verdict.name(),
        "reason": slip.reason.name(),
        "inspector": slip.inspector,
        "text": slip.said.text,
    });
    Ok(Reply::done(value, format!("{} [{}]", slip.said.text, slip.inspector)))
}
