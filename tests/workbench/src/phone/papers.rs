//! A pass without its phone: as a page, and as a text message.

use std::path::Path;

use doorstep::client::{Client, OnPaper};
use doorstep::model::{PassId, PersonId};
use serde_json::{Value, json};

use super::passes::pass_line;
use super::showing::write;
use crate::labels::Label;
use crate::reply::{ErrorInfo, Reply};
use crate::values;

/// Characters of GSM's own alphabet in a message that stands alone, and in one of several
/// (3GPP TS 23.040).
const SEGMENT: (usize, usize) = (160, 153);

pub async fn print(
    client: &Client,
    person: PersonId,
    id: Option<PassId>,
    file: &Path,
) -> Result<Reply, ErrorInfo> {
    let paper = client.paper(person, id).await?;
    write(file, paper.page.as_bytes())?;
    let path = file.to_string_lossy();
    let printed = Label::Printed(&path).text(&client.snapshot().language);
    let mut value = value(&paper);
    value.insert("svg".to_owned(), Value::from(path.as_ref()));
    Ok(Reply::done(Value::Object(value), format!("{}\n{printed}", words(&paper))))
}

pub async fn text(
    client: &Client,
    person: PersonId,
    id: Option<PassId>,
) -> Result<Reply, ErrorInfo> {
    let paper = client.paper(person, id).await?;
    let segments = segments(&paper.sms);
    let told = Label::Segments(segments).text(&client.snapshot().language);
    let mut value = value(&paper);
    value.insert("segments".to_owned(), Value::from(segments));
    let lines = format!("{}\n{}\n{told}", paper.sms, words(&paper));
    Ok(Reply::done(Value::Object(value), lines))
}

fn value(paper: &OnPaper) -> serde_json::Map<String, Value> {
    let mut value = serde_json::Map::new();
    value.insert("text".to_owned(), json!(paper.sms));
    value.insert("size".to_owned(), json!(paper.qr.size));
    value.insert("typed_code".to_owned(), json!(paper.typed_code));
    value.insert("pass".to_owned(), values::pass(&paper.pass));
    value
}

fn words(paper: &OnPaper) -> String {
    let code = paper.typed_code.as_ref().map(|code| format!("\n[{code}]")).unwrap_or_default();
    format!("{}{code}", pass_line(&paper.pass))
}

/// Every character of a code is one of GSM's own alphabet, in one septet.
fn segments(text: &str) -> usize {
    if text.len() <= SEGMENT.0 { 1 } else { text.len().div_ceil(SEGMENT.1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_several_segments_carries_less_in_each() {
        let counted = [1, 160, 161, 306, 307].map(|length| segments(&"A".repeat(length)));
        assert_eq!(counted, [1, 1, 2, 2, 3]);
    }
}
