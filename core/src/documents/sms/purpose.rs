//! Purposes of a text message: how many a stretch, when none is answered, and until when an answer counts.

use super::field::Confidence;
use super::{at_most, literal, name, name_of, named};
use crate::documents::fields::maybe;
use crate::documents::item::{Item, MapKey};
use crate::documents::numbers::limit;
use crate::documents::texts::{read_texts, texts_item};
use crate::model::Period;

/// Minutes of a day.
const DAY: u64 = 1440;
/// Longest rolling stretch, in hours: a year.
const MOST_HOURS: u64 = 366 * 24;

/// The stretch over which permits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// By the calendar of the region.
    Calendar(Period),
    /// The hours before the request.
    Hours(u64),
}

/// How many permits a person gets in a stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsQuota {
    pub n: u64,
    pub per: Stretch,
    /// Purposes that name the same are counted together.
    pub shared: Option<String>,
    pub confidence: Confidence,
}

/// Minutes of the local day in which nothing is permitted: `[from, to)`, over midnight where `to` is not later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    pub from: u64,
    pub to: u64,
    pub confidence: Confidence,
}

impl Closed {
    /// Whether this minute of the day lies in it.
    pub fn takes_in(&self, minute: u64) -> bool {
        if self.from < self.to {
            (self.from..self.to).contains(&minute)
        } else {
            self.from <= minute || minute < self.to
        }
    }
}

/// Until when a permit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Nobody has said: no moment is shown.
    Unspecified,
    /// So many minutes from the request.
    FromRequest(u64),
    /// So many minutes from the reply's arrival.
    FromReply(u64),
    /// The moment that the reply names.
    InReply,
    /// The end of the local day.
    LocalDay,
}

/// The names of those that have no minutes.
const VALIDITIES: [(Validity, &str); 3] = [
    (Validity::Unspecified, "unspecified"),
    (Validity::InReply, "in-reply"),
    (Validity::LocalDay, "local-day"),
];

/// A reason to leave home, by its code in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsPurpose {
    /// What stands in the message.
    pub code: String,
    /// Name by which scripts ask for it.
    pub key: String,
    /// Labels by language tag. No byte of a message comes from them.
    pub label: Vec<(String, String)>,
    /// First second at which it may be asked for, if it is not that of the version.
    pub from: Option<u64>,
    /// First second at which it may not be asked for any more.
    pub until: Option<u64>,
    pub quotas: Vec<SmsQuota>,
    pub closed: Vec<Closed>,
    pub validity: Validity,
}

impl SmsQuota {
    fn from_item(item: &Item<'_>) -> Option<Self> {
        let per = item.get("per")?;
        Some(Self {
            n: item.get("n")?.as_uint().filter(|n| *n > 0)?,
            per: match per.as_uint() {
                Some(hours) => Some(hours)
                    .filter(|hours| (1..=MOST_HOURS).contains(hours))
                    .map(Stretch::Hours)?,
                None => Stretch::Calendar(Period::from_name(per.as_text()?)?),
            },
            shared: maybe(item.get("shared"), name)?,
            confidence: Confidence::from_item(item.get("sure")?)?,
        })
    }

    fn item(&self) -> Item<'static> {
        let per = match self.per {
            Stretch::Calendar(period) => Item::text(period.name()),
            Stretch::Hours(hours) => Item::uint(hours),
        };
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("n".into(), Item::uint(self.n)),
            ("per".into(), per),
            ("sure".into(), Item::text(self.confidence.name())),
        ];
        fields.extend(self.shared.as_ref().map(|shared| ("shared".into(), Item::text(shared))));
        Item::map(fields)
    }
}

impl Closed {
    fn from_item(item: &Item<'_>) -> Option<Self> {
        let [from, to, sure] = item.as_array()? else { return None };
        let minute = |item: &Item<'_>| item.as_uint().filter(|minute| *minute < DAY);
        let (from, to) = (minute(from)?, minute(to)?);
        (from != to).then_some(Self { from, to, confidence: Confidence::from_item(sure)? })
    }

    fn item(&self) -> Item<'static> {
        let sure = Item::text(self.confidence.name());
        Item::Array(vec![Item::uint(self.from), Item::uint(self.to), sure])
    }
}

impl Validity {
    /// In a list: the kind, and its minutes where it has some.
    fn from_item(item: &Item<'_>) -> Option<Self> {
        let minutes = |item: &Item<'_>| item.as_uint().filter(|m| (1..=31 * DAY).contains(m));
        match item.as_array()? {
            [kind] => named(&VALIDITIES, kind),
            [kind, length] => match kind.as_text()? {
                "from-request" => minutes(length).map(Self::FromRequest),
                "from-reply" => minutes(length).map(Self::FromReply),
                _ => None,
            },
            _ => None,
        }
    }

    fn item(self) -> Item<'static> {
        Item::Array(match self {
            Self::FromRequest(minutes) => vec![Item::text("from-request"), Item::uint(minutes)],
            Self::FromReply(minutes) => vec![Item::text("from-reply"), Item::uint(minutes)],
            _ => vec![Item::text(name_of(&VALIDITIES, self))],
        })
    }
}

impl SmsPurpose {
    /// Whether it may not be asked for at this second yet, or any more.
    pub fn is_over(&self, at: u64) -> bool {
        self.from.is_some_and(|from| at < from) || self.until.is_some_and(|until| until <= at)
    }

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let second = |field: &'static str| maybe(item.get(field), Item::as_uint);
        let list = |field: &'static str| item.get(field);
        Some(Self {
            code: literal(item.get("code")?).filter(|code| !code.is_empty())?,
            key: name(item.get("key")?)?,
            label: read_texts(item.get("label")?)?,
            from: second("from")?,
            until: second("until")?,
            quotas: at_most(list("quotas")?, limit::SMS_VALUES, SmsQuota::from_item)?,
            closed: at_most(list("closed")?, limit::SMS_VALUES, Closed::from_item)?,
            validity: Validity::from_item(item.get("validity")?)?,
        })
    }

    pub(super) fn item(&self) -> Item<'static> {
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("code".into(), Item::text(&self.code)),
            ("key".into(), Item::text(&self.key)),
            ("label".into(), texts_item(&self.label)),
            ("quotas".into(), Item::Array(self.quotas.iter().map(SmsQuota::item).collect())),
            ("closed".into(), Item::Array(self.closed.iter().map(Closed::item).collect())),
            ("validity".into(), self.validity.item()),
        ];
        fields.extend(self.from.map(|from| ("from".into(), Item::uint(from))));
        fields.extend(self.until.map(|until| ("until".into(), Item::uint(until))));
        Item::map(fields)
    }
}
