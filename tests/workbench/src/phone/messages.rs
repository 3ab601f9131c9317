//! Text messages at the terminal.

use std::io;

use doorstep::client::Client;
use doorstep::error::Code;
use doorstep::model::{Language, PersonId};
use doorstep::quarantine::pasted::{Contradiction, Pasted};
use doorstep::sms::{AskedOutcome, Tables};
use serde_json::json;

use crate::command_line::{ComposeOptions, ParseOptions};
use crate::files;
use crate::reply::{ErrorInfo, Reply, Status};
use crate::sms::{self, Asking};

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

/// What is asked of this phone's tables, by its own clock.
fn asking<'t>(client: &Client, tables: &'t Tables) -> Asking<'t> {
    let language = Language::from_tag(&client.snapshot().language);
    Asking { tables, now: client.sms_now(), language }
}

/// The regions whose tables this phone has.
pub fn regions(client: &Client) -> Reply {
    let tables = client.sms_tables();
    sms::regions(&asking(client, &tables))
}

/// Writes a message.
pub fn compose(
    client: &Client,
    person: PersonId,
    form: &ComposeOptions,
) -> Result<Reply, ErrorInfo> {
    let made = client.compose_sms(person, &sms::filled(form))?;
    let tables = client.sms_tables();
    let asking = asking(client, &tables);
    match made {
        Ok(made) => Ok(sms::message(&made, &asking)),
        Err(refusal) => Err(sms::refused(&refusal, &form.region, &asking)),
    }
}

/// Reads a reply.
pub fn parse(client: &Client, person: PersonId, reply: &ParseOptions) -> Result<Reply, ErrorInfo> {
    let text = sms::typed(&reply.text)?;
    let (sender, asked) = (reply.from.as_deref(), reply.asked.as_deref());
    let read = client.read_sms(person, &reply.region, &text, sender, asked)?;
    let tables = client.sms_tables();
    let asking = asking(client, &tables);
    let read = read.map_err(|refusal| sms::refused(&refusal, &reply.region, &asking))?;
    let mut said = sms::answered(&read.read, &reply.region, &asking);
    if let Some(fields) = said.value.as_object_mut() {
        fields.insert("asked".to_owned(), json!(read.asked.map(|asked| asked.id())));
    }
    Ok(said)
}

/// What was asked for.
pub fn list(client: &Client, person: PersonId) -> Result<Reply, ErrorInfo> {
    let all = client.sms_asked(person)?;
    let name = |outcome: AskedOutcome| match outcome {
        AskedOutcome::Waiting => "waiting",
        AskedOutcome::Approved => "approved",
        AskedOutcome::Refused => "refused",
    };
    let value = all.iter().map(|asked| {
        json!({
            "asked": asked.id(),
            "region": asked.region,
            "form": asked.form,
            "purpose": asked.purpose,
            "at": sms::values::moment(asked.at),
            "outcome": name(asked.outcome),
            "reply": asked.reply,
            "code": asked.code,
            "valid_until": asked.valid_until.map(sms::values::moment),
        })
    });
    let line = |asked: &doorstep::sms::Asked| {
        let at = sms::values::moment(asked.at);
        format!("{at}  {}  {}  {}", asked.region, asked.form, name(asked.outcome))
    };
    let text = all.iter().map(line).collect::<Vec<_>>().join("\n");
    Ok(Reply::done(value.collect(), text))
}
