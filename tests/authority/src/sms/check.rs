//! From a document to a table: what it may say. What is not established never becomes a pattern, and a table
//! whose examples do not come out is no table.

use chrono::{DateTime, FixedOffset};
use doorstep::documents as core;
use doorstep::documents::sms as table;
use doorstep::documents::sms::{Confidence, Level, OnSeparator, ReplyClass, ReplyReason};
use doorstep::model::Period;
use doorstep::sms::try_vectors;

use super::document::{Document, Fallback, Field, Form, Moment, Purpose, Reply, Texts, Zone};
use super::{examples, kinds};
use crate::region::{RegionError, compared};

/// What stands in place of a source where the study of the real systems is silent.
const ASSUMED: &str = "assumed";

pub(super) type Checked<T> = Result<T, RegionError>;

/// One part of a document while it is checked.
pub(super) struct Part<'d> {
    pub(super) name: String,
    pub(super) document: &'d Document,
}

impl Part<'_> {
    pub(super) fn wrong<T>(&self, why: impl Into<String>) -> Checked<T> {
        Err(RegionError::Says { part: self.name.clone(), why: why.into() })
    }

    pub(super) fn must(&self, holds: bool, why: &'static str) -> Checked<()> {
        if holds { Ok(()) } else { self.wrong(why) }
    }

    /// What a name stands for.
    pub(super) fn known<T>(&self, found: Option<T>, name: &str) -> Checked<T> {
        found.map_or_else(|| self.wrong(format!("{name} is not known")), Ok)
    }

    /// A source is the name of one or more that the document lists, or says that it is assumed; what follows a
    /// colon is for people.
    pub(super) fn source(&self, source: &str) -> Checked<()> {
        let (names, _) = source.split_once(':').unwrap_or((source, ""));
        let known = |name: &str| name == ASSUMED || self.document.sources.contains_key(name);
        let named = !names.is_empty() && names.split(' ').all(known);
        self.must(named, "a source is named that the document does not list")
    }

    /// How sure a figure is. What is assumed is sure to nobody.
    pub(super) fn sure(&self, source: &str, mark: &str) -> Checked<Confidence> {
        self.source(source)?;
        let confidence = Confidence::from_name(&mark.to_lowercase());
        let confidence = self.known(confidence.filter(|_| mark.to_uppercase() == mark), mark)?;
        let is_assumed = source.starts_with(ASSUMED) && confidence.is_established();
        self.must(!is_assumed, "what is assumed is of confidence C")?;
        Ok(confidence)
    }

    pub(super) fn texts(&self, texts: &Texts) -> Checked<Vec<(String, String)>> {
        let has = |tag: &str| texts.get(tag).is_some_and(|text| !text.trim().is_empty());
        self.must(has("ru") && has("en"), "Russian and English are needed")?;
        Ok(texts.iter().map(|(tag, text)| (tag.clone(), text.clone())).collect())
    }

    fn second(&self, moment: &Moment) -> Checked<u64> {
        self.sure(&moment.source, &moment.confidence)?;
        let at = DateTime::parse_from_rfc3339(&moment.at).ok();
        let at = at.and_then(|at| u64::try_from(at.timestamp()).ok());
        self.known(at, &moment.at)
    }

    fn maybe(&self, moment: Option<&Moment>) -> Checked<Option<u64>> {
        moment.map(|moment| self.second(moment)).transpose()
    }

    /// Minutes of the day.
    fn minutes(&self, clock: &str) -> Checked<u64> {
        let read = clock.split_once(':').and_then(|(hour, minute)| {
            let (hour, minute): (u64, u64) = (hour.parse().ok()?, minute.parse().ok()?);
            (clock.len() == 5 && hour <= 24 && minute < 60).then_some(hour * 60 + minute)
        });
        self.known(read.filter(|minutes| *minutes <= 1440), clock)
    }
}

/// The table of this document, whose examples came out.
pub(super) fn table(document: &Document) -> Checked<core::SmsRegion> {
    let part = |name: &str| Part { name: name.to_owned(), document };
    let number = &document.number;
    part("number").sure(&number.source, &number.confidence)?;
    let networks = match &document.networks {
        Some(read) => {
            let sure = part("networks").sure(&read.source, &read.confidence)?;
            (read.countries.clone(), sure)
        }
        None => (Vec::new(), Confidence::Assumed),
    };
    let from = part("from").second(&document.from)?;
    let region = core::SmsRegion {
        id: document.region.clone(),
        from,
        until: part("until").maybe(document.until.as_ref())?,
        zone: zone(&part("zone"), &document.zone, &document.version, from)?,
        number: number.number.clone(),
        senders: number.senders.clone(),
        home_networks: networks.0,
        networks_confidence: networks.1,
        forms: all(&document.forms, |read| form(&part(&format!("form {}", read.form)), read))?,
        purposes: all(&document.purposes, |read| {
            purpose(&part(&format!("purpose {}", read.key)), read)
        })?,
        replies: all(&document.replies, |read| reply(&part("replies"), read))?,
        fallback: fallback(&part("fallback"), &document.fallback)?,
        written: all(&document.examples.written, |read| {
            examples::written(&part("examples"), read)
        })?,
        read: all(&document.examples.read, |read| examples::answered(&part("examples"), read))?,
    };
    // As every phone will read it, and try it.
    let document_of_one =
        core::SmsRegions { serial: 0, iat: 0, iss: "XX".into(), regions: vec![region.clone()] };
    let read_back = core::SmsRegions::decode_verified(&document_of_one.draft().close());
    let is_read = read_back.is_ok_and(|read| read.regions == [region.clone()]);
    part("table").must(is_read, "no phone would read it")?;
    try_vectors(&region).or_else(|failed| {
        let form = failed.form.unwrap_or_else(|| "reply".to_owned());
        part(&format!("example {} of {form}", failed.at))
            .wrong(format!("wanted {:?}, got {:?}", failed.wanted, failed.got))
    })?;
    Ok(region)
}

pub(super) fn all<R, T>(read: &[R], one: impl Fn(&R) -> Checked<T>) -> Checked<Vec<T>> {
    read.iter().map(one).collect()
}

fn zone(part: &Part<'_>, zone: &Zone, version: &str, from: u64) -> Checked<core::Zone> {
    part.source(&zone.source)?;
    let listed = all(&zone.offsets, |[from, offset]| {
        let at = DateTime::parse_from_rfc3339(from).ok();
        let at = part.known(at, from)?.timestamp();
        let offset = part.known(offset.parse::<FixedOffset>().ok(), offset)?;
        Ok((at, i64::from(offset.local_minus_utc())))
    })?;
    part.must(listed.is_sorted_by(|a, b| a.0 < b.0), "offsets do not ascend")?;
    let first = i64::try_from(from).ok();
    match compared(&zone.name, listed, version, first) {
        Ok(compared) => {
            Ok(core::Zone { name: zone.name.clone(), transitions: compared.transitions })
        }
        Err(why) => part.wrong(why),
    }
}

fn form(part: &Part<'_>, read: &Form) -> Checked<table::SmsForm> {
    let (template, separators, confidence) = match (&read.template, &read.not_established) {
        (Some(template), None) => {
            let confidence = part.sure(&template.source, &template.confidence)?;
            let first = part.known(template.parts.first(), "an empty template")?.clone();
            let (pairs, odd) = template.parts.get(1..).unwrap_or_default().as_chunks();
            part.must(odd.is_empty(), "a template ends with a literal text")?;
            let rest = pairs.iter().map(|[field, after]| (field.clone(), after.clone())).collect();
            (Some(table::Template { first, rest }), template.separators.clone(), confidence)
        }
        (None, Some(why)) => {
            part.source(why)?;
            (None, String::new(), Confidence::Assumed)
        }
        _ => return part.wrong("there is either a template or why there is none"),
    };
    Ok(table::SmsForm {
        name: read.form.clone(),
        kind: part.known(table::FormKind::from_name(&read.kind), &read.kind)?,
        template,
        separators,
        purpose: read.purpose.clone(),
        fields: all(&read.fields, |read| {
            field(&Part { name: format!("{}, field {}", part.name, read.field), ..*part }, read)
        })?,
        confidence,
        shorter: read.shorter.clone(),
    })
}

fn field(part: &Part<'_>, read: &Field) -> Checked<table::SmsField> {
    let when = match read.when.as_deref() {
        Some([field, values @ ..]) if !values.is_empty() => {
            Some(table::When { field: field.clone(), values: values.to_vec() })
        }
        Some(_) => return part.wrong("when names a field and its values"),
        None => None,
    };
    Ok(table::SmsField {
        name: read.field.clone(),
        label: part.texts(&read.label)?,
        kind: kinds::kind(part, read)?,
        when,
        required: read.required,
        longest: read.longest,
        capitals: read.capitals,
        on_separator: part.known(OnSeparator::from_name(&read.separator), &read.separator)?,
        level: part.known(Level::from_name(&read.level), &read.level)?,
        confidence: part.sure(&read.source, &read.confidence)?,
    })
}

fn purpose(part: &Part<'_>, read: &Purpose) -> Checked<table::SmsPurpose> {
    part.sure(&read.source, &read.confidence)?;
    Ok(table::SmsPurpose {
        code: read.code.clone(),
        key: read.key.clone(),
        label: part.texts(&read.label)?,
        from: part.maybe(read.from.as_ref())?,
        until: part.maybe(read.until.as_ref())?,
        quotas: all(&read.quotas, |quota| {
            let hours = quota.per.strip_suffix('h').and_then(|hours| hours.parse().ok());
            let per = match hours {
                Some(hours) => table::Stretch::Hours(hours),
                None => {
                    table::Stretch::Calendar(part.known(Period::from_name(&quota.per), &quota.per)?)
                }
            };
            let confidence = part.sure(&quota.source, &quota.confidence)?;
            Ok(table::SmsQuota { n: quota.n, per, shared: quota.shared.clone(), confidence })
        })?,
        closed: all(&read.closed, |closed| {
            let (from, to) = (part.minutes(&closed.from)?, part.minutes(&closed.to)?);
            let confidence = part.sure(&closed.source, &closed.confidence)?;
            Ok(table::Closed { from, to: to % 1440, confidence })
        })?,
        validity: kinds::validity(part, read.validity.as_ref())?,
    })
}

fn reply(part: &Part<'_>, read: &Reply) -> Checked<table::SmsReply> {
    let confidence = part.sure(&read.source, &read.confidence)?;
    part.must(confidence.is_established(), "a wording that is not established is no pattern")?;
    let class = class(part, &read.class)?;
    Ok(table::SmsReply { class, pattern: kinds::pattern(part, &read.pattern)? })
}

pub(super) fn class(part: &Part<'_>, name: &str) -> Checked<ReplyClass> {
    let refused = ReplyReason::from_name(name).map(ReplyClass::Refused);
    part.known(Some(ReplyClass::Approved).filter(|_| name == "approved").or(refused), name)
}

fn fallback(part: &Part<'_>, read: &Fallback) -> Checked<table::Fallback> {
    part.sure(&read.wait.source, &read.wait.confidence)?;
    part.sure(&read.no_reply.source, &read.no_reply.confidence)?;
    part.must((1..=1440).contains(&read.wait.minutes), "a reply is waited for a day at most")?;
    let policy = &read.no_reply.policy;
    Ok(table::Fallback {
        voice: all(&read.voice, |line| {
            part.sure(&line.source, &line.confidence)?;
            let hours = match &line.hours {
                Some([from, to]) => Some((part.minutes(from)?, part.minutes(to)?)),
                None => None,
            };
            Ok(table::VoiceLine { number: line.number.clone(), hours })
        })?,
        paper: match &read.paper {
            Some(paper) => {
                part.sure(&paper.source, &paper.confidence)?;
                part.texts(&paper.name)?
            }
            None => Vec::new(),
        },
        after_s: read.wait.minutes.saturating_mul(60),
        no_reply: part.known(table::NoReply::from_name(policy), policy)?,
    })
}
