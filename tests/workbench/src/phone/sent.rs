//! What this phone has sent, at the terminal.

use doorstep::client::Client;
use doorstep::model::to_base64url;
use doorstep::views::SentEntry;
use serde_json::{Value, json};

use crate::moments::rfc3339;
use crate::reply::{ErrorInfo, Reply};

/// The entries from a number on, or the newest.
pub fn list(client: &Client, from: Option<u64>, most: usize) -> Result<Reply, ErrorInfo> {
    let sent = client.sent(from, most)?;
    let lines: Vec<String> = sent.iter().map(line).collect();
    Ok(Reply::done(sent.iter().map(value).collect(), lines.join("\n")))
}

/// The bytes of one entry.
pub fn raw(client: &Client, n: u64) -> Result<Reply, ErrorInfo> {
    let raw = client.sent_raw(n)?;
    let body = String::from_utf8_lossy(&raw.body);
    let text = format!("{}{body}", raw.head.replace("\r\n", "\n"));
    let value = json!({ "n": n, "head": raw.head, "body": to_base64url(&raw.body) });
    Ok(Reply::done(value, text))
}

fn value(entry: &SentEntry) -> Value {
    let SentEntry { n, at_ms, at: _, to, route, bytes, sha256, words } = entry;
    let words: Vec<&str> = words.iter().map(|sentence| sentence.text.as_str()).collect();
    json!({
        "n": n,
        "at": rfc3339(*at_ms),
        "to": to,
        "route": route,
        "bytes": bytes,
        "sha256": sha256,
        "words": words,
    })
}

fn line(entry: &SentEntry) -> String {
    let SentEntry { n, at_ms, at: _, to, route, bytes, sha256, words } = entry;
    let words: Vec<&str> = words.iter().map(|sentence| sentence.text.as_str()).collect();
    let (at, words) = (rfc3339(*at_ms), words.join(" "));
    format!("{n}  {at}  {to}{route}  {bytes} B  SHA-256 {sha256}\n    {words}")
}
