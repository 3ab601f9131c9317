//! From a document to rules: what a document may say. Everything is refused that an operator would
//! notice only when a person stands before an inspector.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use doorstep::crypto::sha256;
use doorstep::documents::{self as core, Exempt, Rules};
use doorstep::model::Period;

use super::RegionError;
use super::document::{
    Act, Authority, Covered, Document, Exemption, Hours, Lasts, Minutes, Offset, Purpose, Quota,
    Texts, Zone,
};
use super::zone::{Compared, compared};

/// Longest name of an authority, in bytes (`PROTOCOL.md §16.1`).
const MAX_ISSUER: usize = 8;
/// Longest pass: 31 days (`PROTOCOL.md §16.2`).
const MAX_MINUTES: u64 = 31 * 24 * 60;
/// Longest lead time: a week. Who must ask earlier than that has no pass but an appointment.
const MAX_LEAD: u64 = 7 * 24 * 60;
/// Minutes of a day.
const DAY: u64 = 24 * 60;
/// Languages in which everybody must be able to read a label.
const NEEDED: [&str; 2] = ["ru", "en"];
/// What stands in place of a source where the study of the real systems is silent.
const ASSUMED: &str = "assumed";

type Checked<T> = Result<T, RegionError>;

/// One part of a document while it is checked.
struct Part<'d> {
    name: String,
    document: &'d Document,
}

impl Part<'_> {
    fn wrong<T>(&self, why: impl Into<String>) -> Checked<T> {
        Err(RegionError::Says { part: self.name.clone(), why: why.into() })
    }

    fn must(&self, holds: bool, why: &'static str) -> Checked<()> {
        if holds { Ok(()) } else { self.wrong(why) }
    }

    /// A source is the name of one or more that the document lists, or says that it is assumed;
    /// what follows a colon is for people.
    fn source(&self, source: &str) -> Checked<()> {
        let (names, _) = source.split_once(':').unwrap_or((source, ""));
        let known = |name: &str| name == ASSUMED || self.document.sources.contains_key(name);
        let named = !names.is_empty() && names.split(' ').all(known);
        self.must(named, "a source is named that the document does not list")
    }

    fn texts(&self, texts: &Texts) -> Checked<Vec<(String, String)>> {
        let has = |tag: &&str| texts.get(*tag).is_some_and(|text| !text.trim().is_empty());
        self.must(NEEDED.iter().all(has), "Russian and English are needed")?;
        let filled = texts.values().all(|text| !text.trim().is_empty());
        self.must(filled, "a text is empty")?;
        Ok(texts.iter().map(|(tag, text)| (tag.clone(), text.clone())).collect())
    }

    fn second(&self, text: &str) -> Checked<u64> {
        let at = DateTime::parse_from_rfc3339(text).ok();
        match at.and_then(|at| u64::try_from(at.timestamp()).ok()) {
            Some(second) => Ok(second),
            None => self.wrong("a moment is not RFC 3339"),
        }
    }

    fn maybe_second(&self, text: Option<&String>) -> Checked<Option<u64>> {
        text.map(|text| self.second(text)).transpose()
    }

    fn minutes(&self, minutes: Option<&Minutes>, most: u64) -> Checked<u64> {
        let Some(Minutes { minutes, source }) = minutes else { return Ok(0) };
        self.source(source)?;
        self.must((1..=most).contains(minutes), "the time is too short or too long")?;
        Ok(*minutes)
    }
}

/// The rules of this document: serial 0, not dated; with what should be looked at once more.
pub(super) fn rules(document: &Document) -> Checked<(Rules, Option<String>)> {
    let part = |name: &str| Part { name: name.to_owned(), document };
    let iss = &document.region;
    let capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
    let named = (2..=MAX_ISSUER).contains(&iss.len()) && iss.bytes().all(capital);
    part("region").must(named, "a name is two to eight capitals, digits and dashes")?;
    let (acts, purposes) = (part("acts"), part("purposes"));
    acts.must(!document.acts.is_empty(), "there is none")?;
    let numbers = document.acts.iter().map(|act| &act.number).collect::<BTreeSet<_>>();
    acts.must(numbers.len() == document.acts.len(), "a number stands twice")?;
    let ids = document.purposes.iter().map(|purpose| purpose.id).collect::<BTreeSet<_>>();
    let keys = document.purposes.iter().map(|purpose| &purpose.key).collect::<BTreeSet<_>>();
    let own = ids.len() == document.purposes.len() && keys.len() == document.purposes.len();
    purposes.must(own, "an id or a key stands twice")?;
    let emergencies = document.purposes.iter().filter(|purpose| purpose.emergency).count();
    purposes.must(emergencies == 1, "there must be one under which emergencies are declared")?;
    let grace = part("grace").minutes(Some(&document.grace), DAY)?;
    let (zone, remark) = zone(&part("zone"), &document.zone)?;
    let rules = Rules {
        serial: 0,
        iat: 0,
        exp: 0,
        iss: iss.clone(),
        zone,
        acts: document
            .acts
            .iter()
            .zip(1..)
            .map(|(read, no)| act(&part(&format!("act {}", read.number)), read, no))
            .collect::<Checked<_>>()?,
        purposes: document
            .purposes
            .iter()
            .map(|read| purpose(&part(&format!("purpose {}", read.key)), read))
            .collect::<Checked<_>>()?,
        former: Vec::new(),
        exempt: document
            .exempt
            .iter()
            .map(|read| exemption(&part("exempt"), read))
            .collect::<Checked<_>>()?,
        grace: grace.saturating_mul(60),
        former_grace: None,
        emergency_minutes: part("emergency").minutes(Some(&document.emergency), DAY)?,
        min_app_version: document.min_app_version.clone(),
        authority: document
            .authority
            .as_ref()
            .map(|read| authority(&part("authority"), read))
            .transpose()?,
    };
    Ok((rules, remark))
}

fn authority(part: &Part<'_>, authority: &Authority) -> Checked<core::Authority> {
    part.source(&authority.source)?;
    let maybe = |texts: &Option<Texts>| match texts {
        Some(texts) => part.texts(texts),
        None => Ok(Vec::new()),
    };
    let is_dialled = |contact: &String| {
        let digits = contact.chars().filter(char::is_ascii_digit).count();
        (3..=15).contains(&digits)
            && contact.chars().all(|part| part.is_ascii_digit() || " +-()".contains(part))
    };
    let dialled = authority.contact.as_ref().is_none_or(is_dialled);
    part.must(dialled, "a contact is a telephone number")?;
    Ok(core::Authority {
        name: part.texts(&authority.name)?,
        address: maybe(&authority.address)?,
        contact: authority.contact.clone(),
        complaints: maybe(&authority.complaints)?,
    })
}

fn zone(part: &Part<'_>, zone: &Zone) -> Checked<(core::Zone, Option<String>)> {
    part.source(&zone.source)?;
    let transition = |Offset { from, offset }: &Offset| {
        let Ok(offset) = offset.parse::<FixedOffset>() else {
            return part.wrong("an offset is not of the form +03:00");
        };
        let from = i64::try_from(part.second(from)?).unwrap_or(i64::MAX);
        Ok((from, i64::from(offset.local_minus_utc())))
    };
    let transitions = zone.offsets.iter().map(transition).collect::<Checked<Vec<_>>>()?;
    let ascend = transitions.windows(2).all(|pair| match pair {
        [(before, _), (after, _)] => before < after,
        _ => true,
    });
    part.must(!transitions.is_empty() && ascend, "offsets must be there and ascend")?;
    let begins = part.document.acts.iter().filter_map(|act| act.from.as_ref());
    let begins = begins.map(|from| part.second(from)).collect::<Checked<Vec<_>>>()?;
    let begins = begins.into_iter().min().map(|from| i64::try_from(from).unwrap_or(i64::MAX));
    match compared(&zone.name, transitions, &part.document.version, begins) {
        Ok(Compared { transitions, differs }) => {
            Ok((core::Zone { name: zone.name.clone(), transitions }, differs))
        }
        Err(why) => part.wrong(why),
    }
}

fn act(part: &Part<'_>, act: &Act, no: u64) -> Checked<core::Act> {
    part.source(&act.source)?;
    let said = [&act.number, &act.title, &act.text].iter().all(|text| !text.trim().is_empty());
    part.must(said, "number, title and text are needed")?;
    let until = part.maybe_second(act.until.as_ref())?;
    let (from, until) = match part.maybe_second(act.from.as_ref())? {
        Some(from) => (from, until),
        // Never in force: its beginning is its end.
        None => (0, Some(0)),
    };
    let covers = act.covers.as_deref().map_or(core::Covers::PASSES, |covered| core::Covers {
        passes: covered.contains(&Covered::Passes),
        quarantine: covered.contains(&Covered::Quarantine),
    });
    part.must(covers.passes || covers.quarantine, "it covers passes, quarantine or both")?;
    let ends_later = act.from.is_none() || until.is_none_or(|until| from < until);
    part.must(ends_later, "it ends before it begins")?;
    Ok(core::Act {
        no,
        number: act.number.clone(),
        title: act.title.clone(),
        titles: act.titles.as_ref().map_or(Ok(Vec::new()), |texts| part.texts(texts))?,
        sha256: sha256(act.text.as_bytes()),
        from,
        until,
        covers,
    })
}

fn purpose(part: &Part<'_>, purpose: &Purpose) -> Checked<core::Purpose> {
    let kebab = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let named = !purpose.key.is_empty() && purpose.key.bytes().all(kebab);
    part.must(named, "a key is small letters, digits and dashes")?;
    let needed = purpose.no_pass.is_none() && !purpose.emergency;
    let (minutes, until) = match &purpose.lasts {
        Some(Lasts { minutes, until, source }) => {
            part.source(source)?;
            let short = (1..=MAX_MINUTES).contains(minutes);
            part.must(short, "a pass lasts a minute to 31 days")?;
            (*minutes, part.maybe_second(until.as_ref())?)
        }
        None if needed => return part.wrong("how long a pass lasts is needed"),
        None if purpose.emergency => (part.document.emergency.minutes, None),
        None => (0, None),
    };
    let limited = purpose.quota.is_some() || purpose.hours.is_some() || purpose.lead.is_some();
    part.must(needed || !limited, "what needs no pass has no limits")?;
    let on_paper = match &purpose.paper {
        Some(paper) => {
            part.source(&paper.source)?;
            paper.issued
        }
        None => false,
    };
    part.must(needed || !on_paper, "what needs no pass has none on paper")?;
    let no_pass = match &purpose.no_pass {
        Some(no_pass) => {
            part.source(&no_pass.source)?;
            part.must(!no_pass.reference.trim().is_empty(), "the legal reference is needed")?;
            Some(no_pass.reference.clone())
        }
        None => None,
    };
    Ok(core::Purpose {
        id: purpose.id,
        key: purpose.key.clone(),
        label: part.texts(&purpose.label)?,
        minutes,
        until,
        quota: purpose.quota.as_ref().map(|read| quota(part, read)).transpose()?,
        hours: match &purpose.hours {
            Some(read) => hours(part, read)?,
            None => Vec::new(),
        },
        lead_s: part.minutes(purpose.lead.as_ref(), MAX_LEAD)?.saturating_mul(60),
        on_paper,
        no_pass,
        emergency: purpose.emergency,
    })
}

fn quota(part: &Part<'_>, quota: &Quota) -> Checked<core::QuotaLimit> {
    part.source(&quota.source)?;
    part.must(quota.n > 0, "a quota of none is no quota: leave the purpose out")?;
    match Period::from_name(&quota.per) {
        Some(per) => Ok(core::QuotaLimit { n: quota.n, per }),
        None => part.wrong("a quota is per local-day, local-week or local-month"),
    }
}

fn hours(part: &Part<'_>, hours: &Hours) -> Checked<Vec<(u64, u64)>> {
    part.source(&hours.source)?;
    part.must(!hours.open.is_empty(), "hours that never open: leave the purpose out")?;
    let minute = |text: &str| {
        let (hour, minute) = text.split_once(':').filter(|_| text.len() == 5)?;
        let (hour, minute) = (hour.parse::<u64>().ok()?, minute.parse::<u64>().ok()?);
        let whole = hour.saturating_mul(60).saturating_add(minute);
        (minute < 60 && whole <= DAY).then_some(whole)
    };
    let open = |[from, to]: &[String; 2]| match (minute(from), minute(to)) {
        (Some(from), Some(to)) if from < to => Ok((from, to)),
        (Some(_), Some(_)) => part.wrong("hours end before they begin: write a night as two"),
        _ => part.wrong("hours are of the form 06:00"),
    };
    hours.open.iter().map(open).collect()
}

fn exemption(part: &Part<'_>, exemption: &Exemption) -> Checked<core::Exemption> {
    part.source(&exemption.source)?;
    part.must(!exemption.reference.trim().is_empty(), "the legal reference is needed")?;
    let who = match (exemption.under, &exemption.who) {
        (Some(years @ 1..=120), None) => {
            Exempt::Under { years, accompanied: exemption.accompanied }
        }
        (None, Some(who)) if !exemption.accompanied => Exempt::People(part.texts(who)?),
        _ => return part.wrong("it is either of an age or in words"),
    };
    Ok(core::Exemption { who, reference: exemption.reference.clone() })
}
