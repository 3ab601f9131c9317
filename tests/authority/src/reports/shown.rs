//! What an officer sees of reports.

use doorstep::documents::Item;
use doorstep::documents::numbers::limit;
use doorstep::model::to_base64url;
use doorstep::quarantine::report::MOST_ITEMS;
use serde_json::{Map, Value, json};

use crate::orders::{OrderError, find, rfc3339};
use crate::store::{StoredDispute, StoredItem, Transaction};

/// Most items of one list: as many as ten requests bring.
const MOST_LISTED: usize = 10 * MOST_ITEMS;

/// What was reported under an order, from a number on, by the key that reported last.
pub(crate) fn list(tx: &Transaction<'_>, id: &str, from: u64) -> Result<Value, OrderError> {
    let (order, _) = find(tx, id)?;
    let Some(ledger) = tx.ledgers_of(order.chain)?.into_iter().next() else {
        return Ok(json!({
            "key": null, "highest": null, "gaps": [], "conflicts": [], "aside": [], "items": [],
            "seen": [],
        }));
    };
    let items = tx.report_items(&ledger, 1)?;
    let seen = tx.seen_items(&ledger)?;
    let there = items.iter().map(|item| item.seq).chain(seen.iter().map(|item| item.seq));
    let aside = items.iter().filter(|item| is_aside(item)).map(|item| item.seq);
    let shown = items.iter().filter(|item| from <= item.seq).take(MOST_LISTED);
    Ok(json!({
        "key": ledger.key.to_string(),
        "highest": items.last().map(|item| item.seq),
        "gaps": gaps(there, tx.highest_named(&ledger)?),
        "conflicts": tx.conflicts(&ledger)?,
        "aside": aside.collect::<Vec<_>>(),
        "items": shown
            .map(|item| {
                let (at, fields) = fields(&item.says);
                json!({
                    "seq": item.seq, "kind": item.kind, "at": at, "fields": fields,
                    "received_at": rfc3339(item.received_at),
                })
            })
            .collect::<Vec<_>>(),
        "seen": seen
            .iter()
            .map(|item| {
                let (at, fields) = fields(&item.says);
                json!({ "seq": item.seq, "kind": item.kind, "at": at, "fields": fields })
            })
            .collect::<Vec<_>>(),
    }))
}

/// The last receipt under an order; `null` before the first.
pub(crate) fn last_receipt(tx: &Transaction<'_>, id: &str) -> Result<Value, OrderError> {
    let (order, _) = find(tx, id)?;
    for ledger in tx.ledgers_of(order.chain)? {
        if let Some(receipt) = tx.last_receipt(&ledger)? {
            return Ok(json!({
                "up_to": receipt.up_to, "head32": to_base64url(&receipt.head),
                "at": rfc3339(receipt.at), "bytes": to_base64url(&receipt.bytes),
            }));
        }
    }
    Ok(Value::Null)
}

/// What somebody disputes, and in which words, as far as they were shown.
pub(crate) fn disputed(tx: &Transaction<'_>, dispute: &StoredDispute) -> Result<Value, OrderError> {
    let Some(item) = tx.report_item(&dispute.ledger, dispute.seq)? else { return Ok(Value::Null) };
    let (at, fields) = fields(&item.says);
    Ok(json!({
        "seq": dispute.seq, "about": fields.get("ref"), "text": dispute.text, "at": at,
        "received_at": rfc3339(item.received_at),
    }))
}

/// Stretches of numbers up to the last one that are not there.
fn gaps(there: impl Iterator<Item = u64>, last: u64) -> Vec<[u64; 2]> {
    let (mut gaps, mut next) = (Vec::new(), 1);
    for seq in there.chain([last.saturating_add(1)]) {
        if next < seq {
            gaps.push([next, seq.saturating_sub(1)]);
        }
        next = next.max(seq.saturating_add(1));
    }
    gaps
}

/// Whether nothing travelled of what it says.
fn is_aside(item: &StoredItem) -> bool {
    item.says.as_slice() == Item::Map(Vec::new()).to_bytes()
}

/// `at` as an interval, and all other fields by name.
fn fields(says: &[u8]) -> (Value, Map<String, Value>) {
    let mut all = Map::new();
    let item = Item::read(says, limit::DEPTH_DOCUMENT);
    for (_, said) in item.iter().filter_map(Item::as_map).flatten() {
        for (name, value) in said.as_map().unwrap_or_default() {
            all.insert(name.as_text().unwrap_or_default().to_owned(), shown(value));
        }
    }
    let at = all.remove("at").map_or(Value::Null, |at| interval(&at));
    (at, all)
}

/// `[earliest, latest, …]`, or `[earliest, elapsed, boot]`.
fn interval(at: &Value) -> Value {
    let parts = at.as_array().map(Vec::as_slice).unwrap_or_default();
    let second = |at: usize| parts.get(at).and_then(Value::as_u64).map(rfc3339);
    let latest = if parts.len() == 4 { second(1) } else { None };
    json!({ "earliest": second(0), "latest": latest })
}

fn shown(value: &Item<'_>) -> Value {
    match value {
        Item::Int(number) => json!(number),
        Item::Bytes(bytes) => json!(to_base64url(bytes)),
        Item::Text(text) => json!(text),
        Item::Bool(value) => json!(value),
        Item::Array(items) => Value::Array(items.iter().map(shown).collect()),
        Item::Map(entries) => Value::Object(
            entries
                .iter()
                .map(|(name, value)| (name.as_text().unwrap_or_default().to_owned(), shown(value)))
                .collect(),
        ),
        Item::Tag(..) | Item::Null => Value::Null,
    }
}
