//! Tables, messages and replies as scripts see them.

use doorstep::documents::sms::{SmsForm, SmsPurpose, Stretch, Validity};
use doorstep::model::{Language, MS};
use doorstep::sms::{Asked, Channels, Class, Composed, Finding, Read, SmsRefusal, Table};
use serde_json::{Value, json};

use super::Asking;
use crate::moments::rfc3339;
use crate::reply::{ErrorInfo, Status};

/// A region's table.
pub fn table(table: &Table, now: u64) -> Value {
    let region = &table.region;
    json!({
        "region": region.id,
        "number": region.number,
        "forms": region.forms.iter().map(form).collect::<Vec<_>>(),
        "state": table.state(now).name(),
        "from": moment(region.from),
        "until": region.until.map(moment),
        "purposes": region.purposes.iter().map(purpose).collect::<Vec<_>>(),
        "replies": region.replies.len(),
        "vector": table.failed.as_ref().map(|failed| json!({
            "form": failed.form,
            "n": failed.at,
            "wanted": failed.wanted,
            "got": failed.got,
        })),
    })
}

fn form(form: &SmsForm) -> Value {
    let fields = form.field_names().into_iter().map(|name| {
        let kind = form.fields_of(name).next().map(|field| field.kind.name());
        let required = form.fields_of(name).any(|field| field.required);
        json!({ "name": name, "required": required, "kind": kind })
    });
    json!({
        "form": form.name,
        "kind": form.kind.name(),
        "fields": fields.collect::<Vec<_>>(),
        "purpose": form.purpose,
        "established": form.template.is_some(),
    })
}

fn purpose(purpose: &SmsPurpose) -> Value {
    let per = |per: Stretch| match per {
        Stretch::Calendar(period) => period.name().to_owned(),
        Stretch::Hours(hours) => format!("{hours}h"),
    };
    let quotas: Vec<Value> = purpose
        .quotas
        .iter()
        .map(|quota| json!({ "n": quota.n, "per": per(quota.per), "shared": quota.shared, "sure": quota.confidence.name() }))
        .collect();
    let closed: Vec<Value> = purpose
        .closed
        .iter()
        .map(|closed| json!({ "from": clock(closed.from), "to": clock(closed.to), "sure": closed.confidence.name() }))
        .collect();
    let (kind, minutes) = match purpose.validity {
        Validity::Unspecified => ("unspecified", None),
        Validity::FromRequest(minutes) => ("from-request", Some(minutes)),
        Validity::FromReply(minutes) => ("from-reply", Some(minutes)),
        Validity::InReply => ("in-reply", None),
        Validity::LocalDay => ("local-day", None),
    };
    json!({
        "code": purpose.code,
        "key": purpose.key,
        "quotas": quotas,
        "closed": closed,
        "validity": { "kind": kind, "minutes": minutes },
    })
}

/// A message that may be sent.
pub fn message(
    composed: &Composed,
    asked: &Asked,
    others: Option<&Channels<'_>>,
    language: Language,
) -> Value {
    json!({
        "number": composed.number,
        "text": composed.text,
        "encoding": composed.measured.encoding.name(),
        "units": composed.measured.units,
        "segments": composed.measured.segments,
        "warnings": composed.warnings.iter().map(|finding| warning(finding, language)).collect::<Vec<_>>(),
        "asked": asked.id(),
        "fallback": others.map(|others| fallback(others, language)),
    })
}

/// The other ways.
pub fn fallback(others: &Channels<'_>, language: Language) -> Value {
    let lines = others.voice.iter().map(|(line, is_open)| {
        let hours = line.hours.map(|(from, to)| json!([clock(from), clock(to)]));
        json!({ "number": line.number, "open": is_open, "hours": hours })
    });
    let paper = (!others.paper.is_empty()).then(|| language.best_of(others.paper));
    json!({
        "voice": lines.collect::<Vec<_>>(),
        "paper": paper,
        "fields": others.fields,
        "no_reply": others.no_reply.name(),
        "due": others.is_due,
    })
}

/// What to say of a finding.
pub fn sentence(finding: &Finding, language: Language) -> String {
    let said = finding.sentence(language).text;
    match &finding.field {
        Some(field) => format!("{field}: {said}"),
        None => said,
    }
}

fn warning(finding: &Finding, language: Language) -> Value {
    json!({
        "field": finding.field,
        "code": finding.rule.name(),
        "text": finding.sentence(language).text,
    })
}

/// A reply as it was read.
pub fn read(read: &Read, said: &str) -> Value {
    let reason = match read.class {
        Class::Approved => None,
        Class::Refused(reason) => Some(reason.name()),
        Class::Unknown(why) => why.name(),
    };
    json!({
        "class": read.class.name(),
        "reason": reason,
        "code": read.code,
        "valid_until": read.valid_until.map(moment),
        "text": read.text,
        "said": said,
    })
}

/// Why nothing is sent.
pub fn refused(refusal: &SmsRefusal, region: &str, asking: &Asking<'_>) -> ErrorInfo {
    let zone = asking.tables.zone(region, asking.now);
    let [what, next] = refusal.sentences(zone, asking.now, asking.language);
    let mut info = ErrorInfo::new(Status::Refused, refusal.code(), what.text, next.text);
    match refusal {
        SmsRefusal::Field { finding, others } => {
            let others: Vec<Value> =
                others.iter().map(|finding| warning(finding, asking.language)).collect();
            info.text = sentence(finding, asking.language);
            let more = [
                ("field", json!(finding.field)),
                ("rule", json!(finding.rule.name())),
                ("warnings", Value::Array(others)),
            ];
            let more = more.map(|(name, value)| (name.to_owned(), value));
            info.more = Some(Box::new(more.into_iter().collect()));
        }
        SmsRefusal::OutsideHours { next } => info.retry_at_ms = Some(milliseconds(*next)),
        SmsRefusal::QuotaUsed { next, .. } => info.retry_at_ms = next.map(milliseconds),
        _ => {}
    }
    info
}

fn milliseconds(second: u64) -> i64 {
    i64::try_from(second).unwrap_or(i64::MAX).saturating_mul(MS)
}

/// A second as scripts see it.
pub fn moment(second: u64) -> String {
    rfc3339(milliseconds(second))
}

fn clock(minute: u64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
