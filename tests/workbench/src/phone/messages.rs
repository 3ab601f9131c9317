//! Text messages at the terminal.

use std::io;

use doorstep::client::Client;
use doorstep::error::Code;
use doorstep::model::PersonId;
use doorstep::quarantine::pasted::{Contradiction, Pasted};
use serde_json::json;

use crate::files;
use crate::reply::{ErrorInfo, Reply, Status};

/// Longest message that is read.
const MOST_BYTES: u64 = 64 * 1024;

/// Compares a message with what is signed.
pub fn check(client: &Client, person: PersonId, text: &str) -> Result<Reply, ErrorInfo> {
    let language = client.snapshot().language;
    let text = if text == "-" {
        let bytes = files::whole(io::stdin().lock(), MOST_BYTES);
        let bytes = bytes.map_err(|_| ErrorInfo::known(Code::TooLong, &language))?;
        String::from_utf8_lossy(&bytes).into_owned()
    } else {
        text.to_owned()
    };
    let checked = client.check_message(person, &text)?;
    let (known, notice, why) = match checked.pasted {
        Pasted::Known(notice) => ("known", Some(notice.to_string()), None),
        Pasted::Unknown => ("unknown", None, None),
        Pasted::Contradicting(what) => ("contradicting", None, Some(name(what))),
    };
    let status = if known == "known" { Status::Done } else { Status::Refused };
    let value = json!({ "known": known, "notice": notice, "why": why, "text": checked.text.text });
    Ok(Reply { value, text: checked.text.text, status })
}

fn name(what: Contradiction) -> &'static str {
    match what {
        Contradiction::OtherOrder => "other-order",
        Contradiction::LaterEnd => "later-end",
        Contradiction::Fine => "fine",
    }
}
