//! Rules of a region: acts, purposes, hours, quotas. Data with effective dates, never code.

use super::header::Typ;
use super::item::{Item, Label};
use super::kept::reread;
use super::malformed::DocumentError;
use super::numbers::limit;
use super::sign::{Sign, SignDraft};
use super::trust::{KeyUse, TrustList};
use super::zone::Zone;
use crate::model::Language;

/// A legal act that puts passes into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Number by which passes name it.
    pub no: u64,
    /// Its official number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of its text.
    pub sha256: [u8; 32],
    /// First second in force.
    pub from: u64,
    /// First second no longer in force, if an end is set.
    pub until: Option<u64>,
}

impl Act {
    /// Whether the act is in force at this second.
    pub fn in_force(&self, at: u64) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// The stretch over which exits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// The calendar day at the region.
    LocalDay,
    /// Monday to Sunday at the region.
    LocalWeek,
}

/// How many passes of one purpose a number gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// How many.
    pub n: u64,
    /// In which stretch.
    pub per: Period,
}

/// A reason to leave home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purpose {
    /// Number by which passes name it.
    pub id: u64,
    /// Name by which people and scripts ask for it.
    pub key: String,
    /// Labels by language tag.
    pub label: Vec<(String, String)>,
    /// How long a pass lasts.
    pub minutes: u64,
    /// How many, if counted.
    pub quota: Option<Quota>,
    /// Local minutes of the day in which an exit may begin, `[from, to)`; empty for any.
    pub hours: Vec<(u64, u64)>,
    /// How long before the exit it must be asked for, in seconds.
    pub lead_s: u64,
    /// Whether paper and text-message passes exist for it.
    pub on_paper: bool,
    /// The legal reference, if no pass is needed.
    pub no_pass: Option<String>,
    /// Whether this is emergency care.
    pub emergency: bool,
}

impl Purpose {
    /// The label in this language, or the best there is.
    pub fn label(&self, tag: &str) -> &str {
        Language::from_tag(tag).best_of(&self.label)
    }
}

/// The rules of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Grows with every version.
    pub serial: u64,
    /// When they were made.
    pub iat: u64,
    /// When they stop to count.
    pub exp: u64,
    /// The authority.
    pub iss: String,
    /// Local time.
    pub zone: Zone,
    /// Acts; old ones stay while a pass under them lives.
    pub acts: Vec<Act>,
    /// Purposes.
    pub purposes: Vec<Purpose>,
    /// Time to get home after a pass was revoked, in seconds.
    pub grace: u64,
    /// How long a declared emergency lasts.
    pub emergency_minutes: u64,
    /// Oldest version of the app that may still ask for passes.
    pub min_app_version: String,
}

impl Rules {
    /// The rules in these bytes, signed by enough keys of the trust list for this issuer,
    /// within the keys' time.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Self, DocumentError> {
        let signed = Sign::read(bytes, Typ::Rules, limit::RULES)?;
        let threshold = usize::try_from(trust.rules_threshold).unwrap_or(usize::MAX);
        let payload = signed.open(&trust.good_keys(KeyUse::Rules, iss), threshold)?;
        let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
        let rules = Self::from_item(&item).ok_or(DocumentError::Field)?;
        // When they were signed is known only now: once more, by the keys of that time.
        signed.open(&trust.keys_signing_at(KeyUse::Rules, iss, rules.iat), threshold)?;
        if rules.iss == iss { Ok(rules) } else { Err(DocumentError::Field) }
    }

    /// Reads bytes that were verified before they were kept in a sealed row.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub(crate) fn reread(bytes: &[u8]) -> Result<Self, DocumentError> {
        reread(bytes, Self::from_item)
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let number = |name: &'static str| item.get(name)?.as_uint();
        let text = |name: &'static str| Some(item.get(name)?.as_text()?.to_owned());
        let zone = item.get("zone")?;
        Some(Self {
            serial: number("serial")?,
            iat: number("iat")?,
            exp: number("exp")?,
            iss: text("iss")?,
            zone: Zone {
                name: zone.get("name")?.as_text()?.to_owned(),
                transitions: zone
                    .get("transitions")?
                    .as_array()?
                    .iter()
                    .map(|pair| match pair.as_array()? {
                        [from, offset] => Some((from.as_int()?, offset.as_int()?)),
                        _ => None,
                    })
                    .collect::<Option<_>>()?,
            },
            acts: item.get("acts")?.as_array()?.iter().map(read_act).collect::<Option<_>>()?,
            purposes: item
                .get("purposes")?
                .as_array()?
                .iter()
                .map(read_purpose)
                .collect::<Option<_>>()?,
            grace: number("grace")?,
            emergency_minutes: number("emergency_minutes")?,
            min_app_version: text("min_app_version")?,
        })
    }

    /// The act of this number.
    pub fn act(&self, no: u64) -> Option<&Act> {
        self.acts.iter().find(|act| act.no == no)
    }

    /// The newest act in force at this second.
    pub fn act_in_force(&self, at: u64) -> Option<&Act> {
        self.acts.iter().filter(|act| act.in_force(at)).max_by_key(|act| act.no)
    }

    /// The purpose of this number.
    pub fn purpose(&self, id: u64) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.id == id)
    }

    /// The purpose of this name.
    pub fn purpose_by_key(&self, key: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.key == key)
    }

    /// The purpose under which emergencies are declared.
    pub fn emergency(&self) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.emergency)
    }

    /// Unsigned rules.
    pub fn draft(&self) -> SignDraft {
        let zone = Item::map([
            ("name".into(), Item::text(&self.zone.name)),
            (
                "transitions".into(),
                Item::Array(
                    self.zone
                        .transitions
                        .iter()
                        .map(|(from, offset)| {
                            Item::Array(vec![Item::Int(*from), Item::Int(*offset)])
                        })
                        .collect(),
                ),
            ),
        ]);
        SignDraft::new(
            Typ::Rules,
            &Item::map([
                ("serial".into(), Item::uint(self.serial)),
                ("iat".into(), Item::uint(self.iat)),
                ("exp".into(), Item::uint(self.exp)),
                ("iss".into(), Item::text(&self.iss)),
                ("zone".into(), zone),
                ("acts".into(), Item::Array(self.acts.iter().map(act_item).collect())),
                ("purposes".into(), Item::Array(self.purposes.iter().map(purpose_item).collect())),
                ("grace".into(), Item::uint(self.grace)),
                ("emergency_minutes".into(), Item::uint(self.emergency_minutes)),
                ("min_app_version".into(), Item::text(&self.min_app_version)),
            ]),
        )
    }
}

fn read_act(item: &Item<'_>) -> Option<Act> {
    Some(Act {
        no: item.get("no")?.as_uint()?,
        number: item.get("number")?.as_text()?.to_owned(),
        title: item.get("title")?.as_text()?.to_owned(),
        sha256: item.get("sha256")?.as_fixed()?,
        from: item.get("from")?.as_uint()?,
        until: match item.get("until") {
            Some(until) => Some(until.as_uint()?),
            None => None,
        },
    })
}

fn act_item(act: &Act) -> Item<'static> {
    let mut fields: Vec<(Label, Item<'static>)> = vec![
        ("no".into(), Item::uint(act.no)),
        ("number".into(), Item::text(&act.number)),
        ("title".into(), Item::text(&act.title)),
        ("sha256".into(), Item::bytes(&act.sha256)),
        ("from".into(), Item::uint(act.from)),
    ];
    if let Some(until) = act.until {
        fields.push(("until".into(), Item::uint(until)));
    }
    Item::map(fields)
}

fn read_purpose(item: &Item<'_>) -> Option<Purpose> {
    let quota = match item.get("quota") {
        Some(quota) => Some(Quota {
            n: quota.get("n")?.as_uint()?,
            per: match quota.get("per")?.as_text()? {
                "local-day" => Period::LocalDay,
                "local-week" => Period::LocalWeek,
                _ => return None,
            },
        }),
        None => None,
    };
    let hours = match item.get("hours") {
        Some(hours) => hours
            .as_array()?
            .iter()
            .map(|pair| match pair.as_array()? {
                [from, to] => Some((from.as_uint()?, to.as_uint()?)),
                _ => None,
            })
            .collect::<Option<_>>()?,
        None => Vec::new(),
    };
    let flag = |name: &'static str| match item.get(name) {
        Some(value) => value.as_bool(),
        None => Some(false),
    };
    Some(Purpose {
        id: item.get("id")?.as_uint()?,
        key: item.get("key")?.as_text()?.to_owned(),
        label: item
            .get("label")?
            .as_map()?
            .iter()
            .map(|(tag, label)| Some((tag.as_text()?.to_owned(), label.as_text()?.to_owned())))
            .collect::<Option<_>>()?,
        minutes: item.get("minutes")?.as_uint()?,
        quota,
        hours,
        lead_s: match item.get("lead_s") {
            Some(lead) => lead.as_uint()?,
            None => 0,
        },
        on_paper: flag("static")?,
        no_pass: match item.get("no_pass") {
            Some(no_pass) => Some(no_pass.get("ref")?.as_text()?.to_owned()),
            None => None,
        },
        emergency: flag("emergency")?,
    })
}

fn purpose_item(purpose: &Purpose) -> Item<'static> {
    // Language tags are data, so the map is put in order here and not by `Item::map`.
    let mut labels: Vec<_> =
        purpose.label.iter().map(|(tag, label)| (Item::text(tag), Item::text(label))).collect();
    labels.sort_by_cached_key(|(tag, _)| tag.to_bytes());
    let mut fields: Vec<(Label, Item<'static>)> = vec![
        ("id".into(), Item::uint(purpose.id)),
        ("key".into(), Item::text(&purpose.key)),
        ("label".into(), Item::Map(labels)),
        ("minutes".into(), Item::uint(purpose.minutes)),
        ("static".into(), Item::Bool(purpose.on_paper)),
    ];
    if let Some(quota) = purpose.quota {
        let per = match quota.per {
            Period::LocalDay => "local-day",
            Period::LocalWeek => "local-week",
        };
        let quota = Item::map([("n".into(), Item::uint(quota.n)), ("per".into(), Item::text(per))]);
        fields.push(("quota".into(), quota));
    }
    if !purpose.hours.is_empty() {
        let hours = purpose
            .hours
            .iter()
            .map(|(from, to)| Item::Array(vec![Item::uint(*from), Item::uint(*to)]))
            .collect();
        fields.push(("hours".into(), Item::Array(hours)));
    }
    if purpose.lead_s > 0 {
        fields.push(("lead_s".into(), Item::uint(purpose.lead_s)));
    }
    if let Some(reference) = &purpose.no_pass {
        let no_pass = Item::map([("ref".into(), Item::text(reference))]);
        fields.push(("no_pass".into(), no_pass));
    }
    if purpose.emergency {
        fields.push(("emergency".into(), Item::Bool(true)));
    }
    Item::map(fields)
}
