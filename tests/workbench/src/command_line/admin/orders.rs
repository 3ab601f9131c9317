//! `doorstep admin order`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use doorstep_authority::admin::{OrderChange, PauseChange, PermitChange, PlaceChange};
use serde_json::{Map, Value, json};

use crate::moments::rfc3339;

const MS: i64 = 1000;

/// What an officer does with orders.
#[derive(Debug, Subcommand)]
pub enum OrderAction {
    /// Give somebody an order; what is not said is as the region has it
    Issue {
        #[command(flatten)]
        to: OrderFor,
        #[command(flatten)]
        terms: Box<OrderTerms>,
        /// Also what no phone would obey, for tests of phones
        #[arg(long)]
        unchecked: bool,
    },
    /// Every order, oldest first
    List,
    /// What an order says
    #[command(disable_version_flag = true)]
    Show {
        /// Its id
        #[arg(value_name = "ORDER", allow_hyphen_values = true, value_parser = order_id)]
        order: String,
        /// That version of it [default: the newest]
        #[arg(long, value_name = "N")]
        version: Option<u64>,
    },
    /// Sign the next version of an order, with what is said differently
    Update {
        /// Its id
        #[arg(value_name = "ORDER", allow_hyphen_values = true, value_parser = order_id)]
        order: String,
        #[command(flatten)]
        terms: Box<OrderTerms>,
        #[command(flatten)]
        more: Box<OrderMore>,
        /// Also what no phone would obey, for tests of phones
        #[arg(long)]
        unchecked: bool,
    },
    /// End an order
    Release {
        /// Its id
        #[arg(value_name = "ORDER", allow_hyphen_values = true, value_parser = order_id)]
        order: String,
        /// From when on nothing is asked [default: now]
        #[arg(long, value_name = "RFC3339", value_parser = super::super::moment)]
        at: Option<i64>,
        /// Print the code that ends it without a network, and sign nothing
        #[arg(long, conflicts_with = "at")]
        typed: bool,
    },
    /// Ask whoever has an order something at a time that it does not tell
    Request {
        /// Its id
        #[arg(value_name = "ORDER", allow_hyphen_values = true, value_parser = order_id)]
        order: String,
        /// By what it is answered
        #[arg(long, value_name = "KIND", default_value = "place")]
        kind: CheckWhat,
        /// Also what no phone would ask now, for tests of phones
        #[arg(long)]
        unchecked: bool,
    },
    /// Sign the newest version once more with other content, for tests of phones
    Conflict {
        /// Its id
        #[arg(value_name = "ORDER", allow_hyphen_values = true, value_parser = order_id)]
        order: String,
    },
}

/// Whom an order is for.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct OrderFor {
    /// Whoever registers with this number, within 30 days
    #[arg(long, value_name = "PHONE")]
    pub phone: Option<String>,
    /// Whoever has the paper, within 30 days
    #[arg(long)]
    pub paper: bool,
    /// A device that is lent
    #[arg(long, value_name = "NUMBER")]
    pub loan: Option<String>,
}

/// What an order says.
#[derive(Debug, Args)]
pub struct OrderTerms {
    /// Where the person is to be, in degrees
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true, value_parser = point)]
    at: Option<(f64, f64)>,
    /// What people call it [default: home]
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,
    /// How far around it, in metres [default: 100]
    #[arg(long, value_name = "METRES")]
    radius: Option<u64>,
    /// From when on [default: now]
    #[arg(long, value_name = "RFC3339", value_parser = super::super::moment)]
    from: Option<i64>,
    /// For how many days [default: 14]
    #[arg(long, value_name = "DAYS", conflicts_with = "until")]
    days: Option<u64>,
    /// Until when
    #[arg(long, value_name = "RFC3339", value_parser = super::super::moment)]
    until: Option<i64>,
    /// Hours after the delivery in which nothing is asked [default: 24]
    #[arg(long, value_name = "HOURS")]
    grace_h: Option<u64>,
    /// When nothing rings [default: 22:00-09:00]
    #[arg(long, value_name = "HH:MM-HH:MM", value_parser = quiet)]
    quiet: Option<(String, String)>,
    /// Agreed checks of a day [default: 2]
    #[arg(long, value_name = "N")]
    checks: Option<u64>,
    /// Minutes in which a check may be answered [default: 60]
    #[arg(long, value_name = "MINUTES")]
    window: Option<u64>,
    /// Minutes from one check to the next [default: 120]
    #[arg(long, value_name = "MINUTES")]
    gap: Option<u64>,
    /// Checks may ask for a photo
    #[arg(long)]
    photo: bool,
    /// Checks of a day at times that nobody agreed [default: 1]
    #[arg(long, value_name = "N")]
    surprises: Option<u64>,
    /// What is reported of where the person is [default: presence]
    #[arg(long, value_name = "WHAT")]
    report: Option<ReportWhat>,
    /// Seconds from one fix to the next [default: 900]
    #[arg(long, value_name = "SECONDS")]
    interval: Option<u64>,
    /// Seconds from one report to the next [default: 14400]
    #[arg(long, value_name = "SECONDS")]
    batch: Option<u64>,
    /// Whom to call [default: the region's]
    #[arg(long, value_name = "TEL")]
    contact: Option<String>,
    /// Who helps
    #[arg(long, value_name = "TEL")]
    help_tel: Vec<String>,
    /// To whom to object [default: the region's]
    #[arg(long, value_name = "TEXT")]
    appeal: Option<String>,
    /// For a child, whose parent answers
    #[arg(long)]
    child: bool,
    /// The holder's mark, which is asked for before the order is given out
    #[arg(long, value_name = "MARK", allow_hyphen_values = true)]
    sub: Option<String>,
    /// Fields of an order in JSON; what the options say stands over them
    #[arg(long, value_name = "ORDER.json")]
    pub file: Option<PathBuf>,
}

/// What a later version may say besides.
#[derive(Debug, Args)]
pub struct OrderMore {
    /// Pause it: hospital, moved, loan or other
    #[arg(long, value_name = "WHY", value_parser = ["hospital", "moved", "loan", "other"])]
    pause: Option<String>,
    /// The declaration that the pause takes over
    #[arg(long, value_name = "SEQ", requires = "pause")]
    names: Option<u64>,
    /// From when on it is paused [default: now]
    #[arg(long, value_name = "RFC3339", requires = "pause", value_parser = super::super::moment)]
    since: Option<i64>,
    /// Until when it is paused
    #[arg(long, value_name = "RFC3339", requires = "pause", value_parser = super::super::moment)]
    to: Option<i64>,
    /// End whatever pauses it now
    #[arg(long)]
    resume: bool,
    /// Let the person leave
    #[arg(long, value_name = "FROM/TO[,PURPOSE[,TEXT]]", value_parser = permit)]
    permit: Vec<PermitOption>,
    /// A further place, or where one has moved to
    #[arg(long, value_name = "ID:LAT,LON,R[,LABEL]", value_parser = place)]
    place: Vec<Value>,
    /// A place that is none any more
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    drop_place: Vec<String>,
    /// The way from one place to another
    #[arg(long, value_name = "FROM/TO", value_parser = stretch)]
    travel: Option<(i64, i64)>,
    /// Name of a device key whose answers count too
    #[arg(long, value_name = "THUMBPRINT", allow_hyphen_values = true)]
    key: Vec<String>,
}

/// By what a check is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckWhat {
    /// Where the phone is.
    Place,
    /// A photo of the person.
    Photo,
}

/// What is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportWhat {
    /// Whether the person is at home.
    Presence,
    /// Where the person is.
    Coordinates,
}

/// A permission as it is typed.
#[derive(Debug, Clone)]
pub struct PermitOption {
    from: i64,
    to: i64,
    purpose: String,
    text: String,
}

impl OrderTerms {
    /// What they say over these fields of a file.
    pub fn change(&self, file: Map<String, Value>, unchecked: bool) -> OrderChange {
        let mut terms = file;
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                terms.insert(name.to_owned(), value);
            }
        };
        put("from", self.from.map(|at| json!(rfc3339(at))));
        put("until", self.until.map(|at| json!(rfc3339(at))));
        put("start_grace_s", self.grace_h.map(|hours| json!(hours.saturating_mul(3600))));
        let quiet = self.quiet.as_ref();
        put("quiet", quiet.map(|(from, to)| json!({ "from": from, "to": to })));
        put("report", self.report.map(|report| json!(report.name())));
        put("interval_s", self.interval.map(Value::from));
        put("batch_s", self.batch.map(Value::from));
        put("contact", self.contact.clone().map(Value::from));
        put("help", (!self.help_tel.is_empty()).then(|| json!(self.help_tel)));
        put("child", self.child.then_some(Value::Bool(true)));
        put("sub", self.sub.clone().map(Value::from));
        let mut inside = |name: &str, field: &str, value: Option<Value>| {
            let Some(value) = value else { return };
            let whole = terms.entry(name).or_insert_with(|| json!({}));
            if !whole.is_object() {
                *whole = json!({});
            }
            if let Some(fields) = whole.as_object_mut() {
                fields.insert(field.to_owned(), value);
            }
        };
        inside("checks", "n", self.checks.map(Value::from));
        inside("checks", "window_min", self.window.map(Value::from));
        inside("checks", "gap_min", self.gap.map(Value::from));
        inside("checks", "photo", self.photo.then_some(Value::Bool(true)));
        inside("checks", "surprises", self.surprises.map(Value::from));
        inside("appeal", "text", self.appeal.clone().map(Value::from));
        OrderChange {
            terms,
            days: self.days,
            first_place: PlaceChange {
                at: self.at,
                label: self.label.clone(),
                radius_m: self.radius,
            },
            unchecked,
            ..OrderChange::default()
        }
    }
}

impl OrderMore {
    /// The same with what this says.
    pub fn change(self, change: OrderChange) -> OrderChange {
        let mut terms = change.terms;
        if let Some((from, to)) = self.travel {
            terms.insert("travel".into(), json!({ "from": rfc3339(from), "to": rfc3339(to) }));
        }
        let (names, since, to) = (self.names, self.since.map(second), self.to.map(second));
        OrderChange {
            terms,
            pause: self.pause.map(|why| PauseChange { why, names, since, to }),
            resume: self.resume,
            permits: self
                .permit
                .into_iter()
                .map(|PermitOption { from, to, purpose, text }| PermitChange {
                    from: second(from),
                    to: second(to),
                    purpose,
                    text,
                })
                .collect(),
            places: self.place,
            drop_places: self.drop_place,
            keys: self.key,
            ..change
        }
    }
}

impl CheckWhat {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Photo => "photo",
        }
    }
}

impl ReportWhat {
    fn name(self) -> &'static str {
        match self {
            Self::Presence => "presence",
            Self::Coordinates => "coordinates",
        }
    }
}

/// Unix seconds of milliseconds.
pub fn second(ms: i64) -> u64 {
    u64::try_from(ms.div_euclid(MS)).unwrap_or_default()
}

pub(super) fn order_id(text: &str) -> Result<String, String> {
    if text.starts_with("--") || text.is_empty() {
        return Err("an order is named by its id, as `admin order list` shows it".to_owned());
    }
    Ok(text.to_owned())
}

fn degrees(text: &str) -> Result<f64, String> {
    let degrees = text.trim().parse::<f64>().ok().filter(|degrees| degrees.is_finite());
    degrees.ok_or_else(|| format!("{text} is no number of degrees"))
}

fn point(text: &str) -> Result<(f64, f64), String> {
    let (lat, lon) = text.split_once(',').ok_or("a point is LAT,LON in degrees")?;
    Ok((degrees(lat)?, degrees(lon)?))
}

fn quiet(text: &str) -> Result<(String, String), String> {
    let (from, to) = text.split_once('-').ok_or("quiet hours are HH:MM-HH:MM")?;
    Ok((from.trim().to_owned(), to.trim().to_owned()))
}

fn stretch(text: &str) -> Result<(i64, i64), String> {
    let (from, to) = text.split_once('/').ok_or("a stretch is FROM/TO")?;
    Ok((super::super::moment(from)?, super::super::moment(to)?))
}

fn permit(text: &str) -> Result<PermitOption, String> {
    let mut parts = text.splitn(3, ',');
    let (from, to) = stretch(parts.next().unwrap_or_default())?;
    let mut text = || parts.next().unwrap_or_default().to_owned();
    Ok(PermitOption { from, to, purpose: text(), text: text() })
}

fn place(text: &str) -> Result<Value, String> {
    let form = "a place is ID:LAT,LON,R[,LABEL]";
    let (id, rest) = text.split_once(':').filter(|(id, _)| !id.is_empty()).ok_or(form)?;
    let parts: Vec<&str> = rest.splitn(4, ',').collect();
    let [lat, lon, radius, label @ ..] = parts.as_slice() else { return Err(form.to_owned()) };
    let radius: u64 = radius.trim().parse().map_err(|_| form)?;
    let mut place =
        json!({ "id": id, "lat": degrees(lat)?, "lon": degrees(lon)?, "radius_m": radius });
    if let (Some(fields), [label]) = (place.as_object_mut(), label) {
        fields.insert("label".into(), json!(label));
    }
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_as_they_are_written() {
        assert_eq!(point("-33.9, 151.2"), Ok((-33.9, 151.2)));
        assert!(["", "1", "1,", "x,2", "1,NaN"].iter().all(|text| point(text).is_err()));
        let cottage = place("dacha:55.5,37.5,150,At the cottage, by the lake").unwrap();
        assert_eq!(cottage["label"], "At the cottage, by the lake");
        assert!(place("dacha:55.5,37.5,150").unwrap().get("label").is_none());
        assert!([":1,2,3", "a:1,2", "a:1,2,x"].iter().all(|text| place(text).is_err()));
        let day = "2026-11-24T12:00:00Z/2026-11-24T13:00:00Z";
        let permit = permit(&format!("{day},doctor,To the clinic, and back")).unwrap();
        assert_eq!((&*permit.purpose, &*permit.text), ("doctor", "To the clinic, and back"));
        assert_eq!(second(permit.to) - second(permit.from), 3600);
    }
}
