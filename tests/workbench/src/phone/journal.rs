//! The journal at the terminal.

use doorstep::client::Client;
use doorstep::model::{PersonId, to_base64url};
use doorstep::views::JournalEntryView;
use serde_json::{Value, json};

use crate::moments::rfc3339;
use crate::reply::{ErrorInfo, Reply};

/// Shows some entries of it.
pub fn show(
    client: &Client,
    person: PersonId,
    from: Option<u64>,
    most: usize,
) -> Result<Reply, ErrorInfo> {
    let page = client.journal(person, from, most)?;
    let lines: Vec<String> = page
        .entries
        .iter()
        .map(|entry| {
            let at = entry.earliest_ms.map(rfc3339).unwrap_or_default();
            let mark = if entry.reported { "*" } else { " " };
            format!("{:>6}{mark} {at}  {}", entry.n, entry.text.text)
        })
        .collect();
    let head = (!page.head.is_empty()).then(|| to_base64url(&page.head));
    let value = json!({
        "chain": page.chain,
        "epoch": page.epoch,
        "n": page.n,
        "head": head,
        "confirmed": page.confirmed,
        "entries": page.entries.iter().map(entry).collect::<Vec<_>>(),
    });
    Ok(Reply::done(value, lines.join("\n")))
}

fn entry(entry: &JournalEntryView) -> Value {
    let fields: Value = serde_json::from_str(&entry.fields).unwrap_or_default();
    json!({
        "n": entry.n,
        "kind": entry.kind,
        "at": {
            "earliest": entry.earliest_ms.map(rfc3339),
            "latest": entry.latest_ms.map(rfc3339),
        },
        "fields": fields,
        "reported": entry.reported,
        "text": entry.text.text,
    })
}
