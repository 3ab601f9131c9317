//! `doorstep sms`: passes by text message without a phone, by tables that come with the program or that an
//! authority has signed.
//!
//! ```text
//! sheet     a region's table in words
//! signed    tables that an authority has signed
//! values    tables, messages and replies as scripts see them
//! ```

mod sheet;
mod signed;
pub mod values;

pub use values::refused;

use std::io;

use doorstep::model::Language;
use doorstep::sms::{
    Asked, AskedOutcome, Class, FilledForm, HeldTo, Judging, Prepared, Read, Table, Tables,
    channels, prepare, read_reply,
};
use doorstep_authority::shipped_sms_regions;
use serde_json::Value;

use crate::command_line::{ComposeOptions, ParseOptions, SmsOptions, SmsVerb};
use crate::device::system_ms;
use crate::files;
use crate::reply::{ErrorInfo, Reply, Status};

/// Longest reply that is read, in bytes.
const MOST_BYTES: u64 = 64 * 1024;

/// By which tables, when and in which language something is asked.
pub struct Asking<'a> {
    pub tables: &'a Tables,
    /// Seconds since 1970.
    pub now: u64,
    pub language: Language,
}

/// Does what was asked.
///
/// # Errors
/// [`ErrorInfo`]: `field-refused`, `outside-hours`, `region-unknown` and the like.
pub async fn run(options: &SmsOptions) -> Result<Reply, ErrorInfo> {
    let tables = match &options.trust {
        Some(trust) => signed::tables(trust, options).await?,
        None => shipped()?,
    };
    let asking = Asking {
        tables: &tables,
        now: u64::try_from(options.at.unwrap_or_else(system_ms) / 1000).unwrap_or_default(),
        language: Language::from_tag(options.lang.as_deref().unwrap_or("en")),
    };
    match &options.action {
        SmsVerb::Regions => Ok(regions(&asking)),
        SmsVerb::Sheet(of) => {
            let table = tables.known(&of.region, asking.now);
            table
                .map(|table| sheet::reply(table, &asking))
                .map_err(|refusal| refused(&refusal, &of.region, &asking))
        }
        SmsVerb::Compose(form) => {
            let judging = if options.at.is_some() { Judging::Moment } else { Judging::Form };
            let made = prepare(&tables, &filled(form), &[], judging, asking.now);
            made.map_or_else(
                |refusal| Err(refused(&refusal, &form.region, &asking)),
                |made| Ok(message(&made, &asking)),
            )
        }
        SmsVerb::Parse(reply) => parse(reply, &asking),
    }
}

/// The tables that come with the program.
fn shipped() -> Result<Tables, ErrorInfo> {
    let damaged = |error: doorstep_authority::RegionError| {
        let text = format!("{error}.");
        ErrorInfo::new(Status::CouldNotRun, error.code(), text, "Install the program anew.")
    };
    shipped_sms_regions("XX-REF").map(Tables::load).map_err(damaged)
}

/// Every region once, by the version that holds or is shown in its place.
pub fn regions(asking: &Asking<'_>) -> Reply {
    let ids = asking.tables.ids();
    let all: Vec<&Table> = ids.iter().filter_map(|id| asking.tables.at(id, asking.now)).collect();
    let value = all.iter().map(|table| values::table(table, asking.now)).collect();
    let line = |table: &&Table| {
        let forms: Vec<&str> = table.region.forms.iter().map(|form| form.name.as_str()).collect();
        let (id, state) = (&table.region.id, table.state(asking.now).name());
        format!("{id}  {state}  {}", forms.join(", "))
    };
    let text = all.iter().map(line).collect::<Vec<_>>().join("\n");
    Reply::done(Value::Array(value), text)
}

/// What was typed on the command line.
pub fn filled(options: &ComposeOptions) -> FilledForm {
    FilledForm {
        region: options.region.clone(),
        form: options.form.clone(),
        values: options.values.clone(),
        sim: options.sim.clone(),
    }
}

/// A message that may be sent, with the other ways beside it.
pub fn message(made: &Prepared, asking: &Asking<'_>) -> Reply {
    let Prepared { composed, asked } = made;
    let table = asking.tables.at(&asked.region, asking.now);
    let others = table.and_then(|table| {
        let form = table.region.form(&asked.form)?;
        Some(channels(&table.region, form, None, asking.now))
    });
    let value = values::message(composed, asked, others.as_ref(), asking.language);
    let mut text = format!("To {}:\n{}", composed.number, composed.text);
    for finding in &composed.warnings {
        text.push('\n');
        text.push_str(&values::sentence(finding, asking.language));
    }
    Reply::done(value, text)
}

/// Reads a reply without a phone.
fn parse(options: &ParseOptions, asking: &Asking<'_>) -> Result<Reply, ErrorInfo> {
    let table = asking.tables.known(&options.region, asking.now);
    let region = table.and_then(Table::usable);
    let region = region.map_err(|refusal| refused(&refusal, &options.region, asking))?;
    let text = typed(&options.text)?;
    let asked = options.asked.as_ref().map(|id| asked_of(region, id));
    let held = match &asked {
        None => HeldTo::Any,
        Some(Some(asked)) => HeldTo::This(asked),
        Some(None) => HeldTo::Missing,
    };
    let read = read_reply(region, &text, options.from.as_deref(), held, asking.now);
    Ok(answered(&read, &options.region, asking))
}

/// What a reply says.
pub fn answered(read: &Read, region: &str, asking: &Asking<'_>) -> Reply {
    let zone = asking.tables.zone(region, asking.now);
    let said = read.sentence(zone, asking.now, asking.language).text;
    let status = if read.class == Class::Approved { Status::Done } else { Status::Refused };
    Reply { value: values::read(read, &said), text: said, status }
}

/// The request of an id that `compose` has given: its form and its second.
fn asked_of(region: &doorstep::documents::SmsRegion, id: &str) -> Option<Asked> {
    let (form, at) = id.rsplit_once('.')?;
    let form = region.form(form)?;
    Some(Asked {
        region: region.id.clone(),
        form: form.name.clone(),
        purpose: form.purpose.clone(),
        at: at.parse().ok()?,
        outcome: AskedOutcome::Waiting,
        reply: None,
        code: None,
        valid_until: None,
    })
}

/// A text that was typed, or comes from standard input.
///
/// # Errors
/// [`ErrorInfo`] `too-long`.
pub fn typed(text: &str) -> Result<String, ErrorInfo> {
    if text != "-" {
        return Ok(text.to_owned());
    }
    let bytes = files::whole(io::stdin().lock(), MOST_BYTES).map_err(|error| {
        let text = format!("The reply cannot be read: {}.", error.kind());
        ErrorInfo::new(Status::Refused, "too-long", text, "Give one message.")
    })?;
    Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned())
}
