//! How many permits of a purpose there are, when none, and until when one counts.

use super::Words;
use crate::documents::sms::{FieldKind, SmsPurpose, SmsQuota, SmsRegion, Stretch, Validity};
use crate::model::Sentence;
use crate::words::{CountedOver, CountedWith, SmsTableText};

/// A purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPurpose {
    /// What stands in a message for it; nothing where its message says it without a code.
    pub code: Option<String>,
    pub label: String,
    /// What holds for it, beside what holds for all.
    pub says: Vec<Sentence>,
}

/// What holds for every purpose, and every purpose.
pub(super) fn all(region: &SmsRegion, words: Words<'_>) -> (Vec<Sentence>, Vec<SheetPurpose>) {
    let fields = region.forms.iter().flat_map(|form| &form.fields);
    let has_codes = fields.into_iter().any(|field| field.kind == FieldKind::Purpose);
    let mut every = Vec::new();
    let mut purposes: Vec<SheetPurpose> = region
        .purposes
        .iter()
        .map(|purpose| SheetPurpose {
            code: has_codes.then(|| purpose.code.clone()),
            label: words.label(&purpose.label),
            says: dates(purpose, words),
        })
        .collect();
    for aspect in [quotas, closed, validity] {
        let said: Vec<Vec<Sentence>> =
            region.purposes.iter().map(|purpose| aspect(region, purpose, words)).collect();
        match said.split_first() {
            Some((first, [_, ..])) if said.iter().all(|other| other == first) => {
                every.extend(first.iter().cloned());
            }
            _ => {
                for (purpose, said) in purposes.iter_mut().zip(said) {
                    purpose.says.extend(said);
                }
            }
        }
    }
    (every, purposes)
}

/// From when and until when it may be asked for, if that is not as long as the table holds.
fn dates(purpose: &SmsPurpose, words: Words<'_>) -> Vec<Sentence> {
    let from = purpose.from.map(|from| SmsTableText::PurposeFrom { from: words.when(from) });
    let until = purpose.until.map(|until| SmsTableText::PurposeUntil { until: words.when(until) });
    from.into_iter().chain(until).map(|it| words.say(it)).collect()
}

fn quotas(region: &SmsRegion, purpose: &SmsPurpose, words: Words<'_>) -> Vec<Sentence> {
    if purpose.quotas.is_empty() {
        return vec![words.say(SmsTableText::QuotaNotSaid)];
    }
    purpose.quotas.iter().map(|one| quota(region, purpose, one, words)).collect()
}

fn quota(region: &SmsRegion, purpose: &SmsPurpose, quota: &SmsQuota, words: Words<'_>) -> Sentence {
    let shares = |other: &&SmsPurpose| {
        quota.shared.is_some() && other.quotas.iter().any(|one| one.shared == quota.shared)
    };
    let with: Vec<&SmsPurpose> = region.purposes.iter().filter(shares).collect();
    let others = with.iter().filter(|other| other.code != purpose.code);
    let names: Vec<String> = others.map(|other| words.label(&other.label)).collect();
    let names = Words::list(&names);
    let with = match with.len() {
        0 | 1 => CountedWith::Nothing,
        count if count == region.purposes.len() => CountedWith::AllPurposes,
        _ => CountedWith::These(&names),
    };
    let over = match quota.per {
        Stretch::Calendar(period) => CountedOver::Calendar(period),
        Stretch::Hours(hours) => CountedOver::Hours(hours),
    };
    let is_likely = !quota.confidence.is_established();
    words.say(SmsTableText::Quota { n: quota.n, over, with, is_likely })
}

fn closed(_: &SmsRegion, purpose: &SmsPurpose, words: Words<'_>) -> Vec<Sentence> {
    if purpose.closed.is_empty() {
        return vec![words.say(SmsTableText::ClosedNotSaid)];
    }
    let said = purpose.closed.iter().map(|closed| SmsTableText::Closed {
        from: closed.from,
        to: closed.to,
        is_likely: !closed.confidence.is_established(),
    });
    said.map(|it| words.say(it)).collect()
}

fn validity(_: &SmsRegion, purpose: &SmsPurpose, words: Words<'_>) -> Vec<Sentence> {
    vec![words.say(match purpose.validity {
        Validity::Unspecified => SmsTableText::ValidityNotSaid,
        Validity::FromRequest(minutes) => SmsTableText::FromRequest { minutes },
        Validity::FromReply(minutes) => SmsTableText::FromReply { minutes },
        Validity::InReply => SmsTableText::InReply,
        Validity::LocalDay => SmsTableText::ToEndOfDay,
    })]
}
