//! What an officer changes of an order's terms.

use doorstep::documents::Rules;
use doorstep::model::{Language, PauseWhy};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::OrderError;
use super::signing::drawn;
use super::terms::{PauseTerms, PermissionTerms, PlaceTerms, Terms, TravelTerms, rfc3339};
use doorstep::model::to_base64url;

const DAY: u64 = 86_400;
/// How long an order lasts if nobody says.
const DAYS: u64 = 14;
/// How large a place is if nobody says, in metres.
const RADIUS_M: u64 = 100;

/// What is to be different in an order, or in what a new one has by default.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderChange {
    /// Fields in the form that `order show` has them in; `null` takes one back to nothing.
    pub terms: Map<String, Value>,
    /// Lasts so many days from its beginning.
    pub days: Option<u64>,
    /// The first place.
    pub first_place: PlaceChange,
    /// Places by their `id`, new or moved, in the form of `order show`.
    pub places: Vec<Value>,
    /// Ids of places that are none any more.
    pub drop_places: Vec<String>,
    pub pause: Option<PauseChange>,
    /// Whatever pauses the order now ends.
    pub resume: bool,
    pub permits: Vec<PermitChange>,
    /// Device keys whose answers count too, by their names.
    pub keys: Vec<String>,
    /// Beyond a floor too, for tests of phones.
    pub unchecked: bool,
}

/// What is to be different in the first place.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceChange {
    /// Latitude and longitude, degrees.
    pub at: Option<(f64, f64)>,
    pub label: Option<String>,
    pub radius_m: Option<u64>,
}

/// A pause that begins.
#[derive(Clone, Serialize, Deserialize)]
pub struct PauseChange {
    pub why: String,
    /// Number of the declaration that it takes over.
    pub names: Option<u64>,
    /// Unix seconds; now if nobody says.
    pub since: Option<u64>,
    pub to: Option<u64>,
}

/// A time in which the person may leave, Unix seconds.
#[derive(Clone, Serialize, Deserialize)]
pub struct PermitChange {
    pub from: u64,
    pub to: u64,
    pub purpose: String,
    pub text: String,
}

/// The terms of a new order by the rules of the region, before anybody says where.
pub(super) fn usual(rules: &Rules, now: u64) -> Result<Value, OrderError> {
    let acts = rules.acts.iter().filter(|act| act.covers.quarantine);
    let newest = acts.max_by_key(|act| (act.in_force(now), act.no)).cloned();
    let (act, legal) = newest.map_or((0, String::new()), |act| (act.no, act.number));
    let authority = rules.authority.as_ref();
    let complaints = authority.map(|authority| authority.complaints.as_slice()).unwrap_or_default();
    let appeal =
        (!complaints.is_empty()).then(|| json!({ "text": Language::Ru.best_of(complaints) }));
    Ok(json!({
        "act": act, "legal": legal, "from": rfc3339(now), "start_grace_s": DAY,
        "quiet": { "from": "22:00", "to": "09:00" },
        "checks": {
            "n": 2, "window_min": 60, "gap_min": 120, "photo": false, "surprises": 1,
        },
        "report": "presence", "interval_s": 900, "batch_s": 14_400,
        "contact": authority.and_then(|authority| authority.contact.clone()),
        "appeal": appeal,
    }))
}

impl OrderChange {
    /// The terms with what is different in them.
    pub(super) fn of(&self, before: Value, now: u64) -> Result<Terms, OrderError> {
        let mut whole = before;
        merge(&mut whole, &Value::Object(self.terms.clone()));
        self.set_end(&mut whole)?;
        let mut terms: Terms = serde_json::from_value(whole).map_err(|_| OrderError::Malformed)?;
        terms.critical.extend(self.terms.keys().filter(|name| name.starts_with('!')).cloned());
        terms.critical.sort();
        terms.critical.dedup();
        self.change_places(&mut terms)?;
        self.change_leave(&mut terms, now);
        for key in &self.keys {
            if !terms.keys.contains(key) {
                terms.keys.push(key.clone());
            }
        }
        Ok(terms)
    }

    fn set_end(&self, whole: &mut Value) -> Result<(), OrderError> {
        if self.days.is_none() && whole.get("until").is_some_and(|until| !until.is_null()) {
            return Ok(());
        }
        let from: TravelTerms = serde_json::from_value(json!({
            "from": whole.get("from"), "to": whole.get("from"),
        }))
        .map_err(|_| OrderError::Malformed)?;
        let length = self.days.unwrap_or(DAYS).saturating_mul(DAY);
        let until = rfc3339(from.from.saturating_add(length));
        let fields = whole.as_object_mut().ok_or(OrderError::Malformed)?;
        fields.insert("until".into(), Value::String(until));
        Ok(())
    }

    fn change_places(&self, terms: &mut Terms) -> Result<(), OrderError> {
        let PlaceChange { at, label, radius_m } = &self.first_place;
        if let Some((lat, lon)) = *at
            && terms.places.is_empty()
        {
            terms.places.push(PlaceTerms {
                id: "home".into(),
                label: "home".into(),
                lat,
                lon,
                radius_m: RADIUS_M,
                from: None,
                until: None,
                salt: None,
            });
        }
        if let Some(first) = terms.places.first_mut() {
            if let Some((lat, lon)) = *at {
                (first.lat, first.lon) = (lat, lon);
            }
            first.label = label.clone().unwrap_or(std::mem::take(&mut first.label));
            first.radius_m = radius_m.unwrap_or(first.radius_m);
        }
        for place in &self.places {
            let id = place.get("id").and_then(Value::as_str).ok_or(OrderError::Malformed)?;
            let held = terms.places.iter_mut().find(|held| held.id == id);
            let mut whole = match &held {
                Some(held) => serde_json::to_value(&**held).map_err(|_| OrderError::Malformed)?,
                None => json!({ "radius_m": RADIUS_M }),
            };
            merge(&mut whole, place);
            let changed = serde_json::from_value(whole).map_err(|_| OrderError::Malformed)?;
            match held {
                Some(held) => *held = changed,
                None => terms.places.push(changed),
            }
        }
        terms.places.retain(|place| !self.drop_places.contains(&place.id));
        Ok(())
    }

    fn change_leave(&self, terms: &mut Terms, now: u64) {
        if self.resume {
            terms.pauses.retain(|pause| pause.from < now);
            let lasting = |pause: &&mut PauseTerms| pause.until.is_none_or(|until| now < until);
            terms.pauses.iter_mut().filter(lasting).for_each(|pause| pause.until = Some(now));
        }
        if let Some(PauseChange { why, names, since, to }) = &self.pause {
            terms.pauses.push(PauseTerms {
                from: since.unwrap_or(now),
                until: *to,
                why: PauseWhy::from_name(why).name().to_owned(),
                names: *names,
            });
        }
        for PermitChange { from, to, purpose, text } in self.permits.iter().cloned() {
            let mut ids = (1_u64..).map(|n| format!("p{n}"));
            let is_free = |id: &String| !terms.permissions.iter().any(|held| held.id == *id);
            let id = ids.find(is_free).unwrap_or_default();
            terms.permissions.push(PermissionTerms { id, from, to, purpose, text });
        }
    }
}

/// Whether what is new of pauses, permissions and ways can be meant: each ends after it begins, and what a
/// permission is for is a purpose of the rules. What stood there before may have had other rules.
pub(super) fn is_meant(terms: &Terms, before: Option<&Terms>, rules: &Rules) -> bool {
    let pauses = before.map(|before| before.pauses.as_slice()).unwrap_or_default();
    let permissions = before.map(|before| before.permissions.as_slice()).unwrap_or_default();
    let travel = before.and_then(|before| before.travel);
    let new_pauses = terms.pauses.iter().filter(|pause| !pauses.contains(pause));
    let new_permissions = terms.permissions.iter().filter(|held| !permissions.contains(held));
    let new_travel = terms.travel.filter(|way| Some(*way) != travel);
    let is_purpose =
        |key: &str| key.is_empty() || rules.purposes.iter().any(|purpose| purpose.key == key);
    let ends = |pause: &PauseTerms| pause.until.is_none_or(|until| pause.from < until);
    let is_exit = |held: &PermissionTerms| held.from < held.to && is_purpose(&held.purpose);
    new_pauses.into_iter().all(ends)
        && new_permissions.into_iter().all(is_exit)
        && new_travel.is_none_or(|way| way.from < way.to)
}

/// Seals each place that is new or somewhere else under a salt of its own; what stays where it was
/// keeps its own, so that its digest stays the same.
pub(super) fn seal(terms: &mut Terms, before: &[PlaceTerms]) -> Result<(), OrderError> {
    for place in &mut terms.places {
        let at = place.coordinates().ok_or(OrderError::Malformed)?;
        let stays = |held: &&PlaceTerms| held.id == place.id && held.coordinates() == Some(at);
        let kept = before.iter().find(stays).and_then(|held| held.salt.clone());
        place.salt = match kept {
            Some(salt) => Some(salt),
            None => Some(to_base64url(&drawn::<16>()?)),
        };
    }
    Ok(())
}

/// RFC 7396: what the patch names is as it says, `null` is absent, and all else stays.
fn merge(whole: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *whole = patch.clone();
        return;
    };
    if !whole.is_object() {
        *whole = Value::Object(Map::new());
    }
    let Value::Object(fields) = whole else { return };
    for (name, value) in patch {
        if value.is_null() {
            fields.remove(name);
        } else {
            merge(fields.entry(name.clone()).or_insert(Value::Null), value);
        }
    }
}
