//! What the officer sees of orders: the fields that `phone order` shows, as far as the authority knows
//! them. When a phone got or saw a version it does not know.

use doorstep::documents::Coordinates;
use doorstep::model::{Language, to_base64url};
use doorstep::quarantine::order::{changed, explained};
use serde_json::{Value, json};

use super::signing::{as_held, check, document, opened};
use super::terms::{PauseTerms, PermissionTerms, PlaceTerms, Terms, rfc3339};
use super::{Desk, OrderError, digest_of, find, newest};
use crate::store::{StoredOrder, StoredVersion, Transaction};

/// Every order, oldest first.
pub(crate) fn list(desk: &Desk<'_>, tx: &Transaction<'_>) -> Result<Vec<Value>, OrderError> {
    let mut listed = Vec::new();
    for order in tx.orders()? {
        let versions = tx.order_versions(order.id)?;
        let newest = newest(&versions)?;
        let terms = terms_of(newest)?;
        let ledger = tx.ledgers_of(order.chain)?.into_iter().next();
        let (highest, confirmed) = match ledger {
            None => (None, None),
            Some(ledger) => (tx.reports_end(&ledger)?, tx.last_receipt(&ledger)?),
        };
        let highest = highest.map(|end| end.seq);
        let confirmed = confirmed.map(|receipt| receipt.up_to);
        listed.push(json!({
            "order": order.id.to_string(),
            "version": newest.version,
            "account": order.account.map(|account| account.to_string()),
            "loan": order.loan,
            "state": state(&terms, newest.signed.is_some(), desk.now).0,
            "from": rfc3339(terms.from),
            "until": rfc3339(terms.until),
            "highest": highest,
            "confirmed": confirmed,
        }));
    }
    Ok(listed)
}

/// One version of an order, or the newest one.
pub(crate) fn show(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    id: &str,
    number: Option<u64>,
) -> Result<Value, OrderError> {
    let (order, versions) = find(tx, id)?;
    let version = match number {
        Some(number) => versions.iter().find(|version| version.version == number),
        None => Some(newest(&versions)?),
    };
    let version = version.ok_or(OrderError::Unknown)?;
    let said = Said::of(desk, &order, &versions, version)?;
    let terms = &said.terms;
    let is_signed = version.signed.is_some();
    let (state, why) = state(terms, is_signed, desk.now);
    let bytes = version.signed.as_ref().map(|signed| to_base64url(&signed.bytes));
    let digest = version.signed.as_ref().map(|signed| to_base64url(&signed.digest));
    let mut value = json!({
        "id": order.id.to_string(), "chain": order.chain.to_string(),
        "version": version.version, "digest": digest, "state": state, "why": why,
        "from": rfc3339(terms.from), "until": rfc3339(terms.until), "starts_at": null,
        "released_at": terms.released.as_ref().map(|released| rfc3339(released.at)),
        "begun": false, "seen_version": null,
        "zone": desk.published.region.zone.name,
        "places": terms.places.iter().map(place).collect::<Vec<_>>(),
        "pauses": terms.pauses.iter().map(pause).collect::<Vec<_>>(),
        "permissions": terms.permissions.iter().map(permission).collect::<Vec<_>>(),
        "sub": terms.sub.as_deref().filter(|sub| *sub != "-"),
        "explained": said.explained, "changed": said.changed, "rejected": said.rejected,
        "bytes": bytes,
    });
    // All else is as it is kept.
    let kept = serde_json::to_value(terms).map_err(|_| OrderError::Failed)?;
    if let (Value::Object(value), Value::Object(kept)) = (&mut value, kept) {
        for (name, field) in kept {
            let is_ours = matches!(name.as_str(), "critical" | "released");
            if !is_ours && !value.contains_key(&name) {
                value.insert(name, field);
            }
        }
    }
    Ok(value)
}

/// What a version says, in words.
struct Said {
    terms: Terms,
    explained: Value,
    changed: Value,
    rejected: Value,
}

impl Said {
    fn of(
        desk: &Desk<'_>,
        order: &StoredOrder,
        versions: &[StoredVersion],
        version: &StoredVersion,
    ) -> Result<Self, OrderError> {
        let (now, rules) = (desk.now, Some(&desk.published.region));
        let as_opened = |version: &StoredVersion| {
            let terms = terms_of(version)?;
            let before = digest_of(versions, version.version.checked_sub(1));
            let at = version.signed.as_ref().map_or(now, |signed| signed.at);
            // As it was signed, but for the second of that, of which nothing is said.
            let document = document(desk, order, &terms, version.version, before)?;
            Ok::<_, OrderError>((opened(document, &terms)?, at))
        };
        let earlier = versions.iter().filter(|held| held.version < version.version);
        let before = earlier.max_by_key(|held| held.version).map(as_opened).transpose()?;
        let (this, at) = as_opened(version)?;
        let held: Vec<StoredVersion> =
            versions.iter().filter(|held| held.version < version.version).cloned().collect();
        let beyond = check(&Desk { now: at, ..*desk }, &this, &held);
        let rejected = beyond.map(|floor| {
            json!([{
                "version": version.version, "digest": to_base64url(&this.digest),
                "rule": floor.name(), "at": rfc3339(at),
            }])
        });
        let this = as_held(this, at);
        let differs = before
            .map(|(before, at)| changed(&as_held(before, at), &this, rules, now, Language::En));
        let said = |sentences| serde_json::to_value(sentences).map_err(|_| OrderError::Failed);
        Ok(Self {
            terms: terms_of(version)?,
            explained: said(explained(&this, rules, now, Language::En))?,
            changed: said(differs.unwrap_or_default())?,
            rejected: rejected.unwrap_or_else(|| json!([])),
        })
    }
}

fn terms_of(version: &StoredVersion) -> Result<Terms, OrderError> {
    serde_json::from_str(&version.terms).map_err(|_| OrderError::Failed)
}

/// Where an order stands by its own words, and why nothing is asked.
fn state(terms: &Terms, is_signed: bool, now: u64) -> (&'static str, Option<&str>) {
    let covers =
        |pause: &&PauseTerms| pause.from <= now && pause.until.is_none_or(|until| now < until);
    let pause = terms.pauses.iter().find(covers);
    let is_released = terms.released.as_ref().is_some_and(|released| released.at <= now);
    match pause {
        _ if is_released => ("released", None),
        _ if terms.until <= now => ("ended", None),
        _ if !is_signed => ("waiting", None),
        _ if now < terms.from => ("announced", None),
        Some(pause) => ("paused", Some(pause.why.as_str())),
        None => ("running", None),
    }
}

fn place(place: &PlaceTerms) -> Value {
    let units = |units: i64| serde_json::Number::from_f64(units as f64 / 1e7);
    let at = place.coordinates().unwrap_or(Coordinates { lat: 0, lon: 0 });
    json!({
        "id": place.id, "label": place.label, "lat": units(at.lat), "lon": units(at.lon),
        "radius_m": place.radius_m, "from": place.from.map(rfc3339),
        "until": place.until.map(rfc3339),
    })
}

fn pause(pause: &PauseTerms) -> Value {
    json!({
        "from": rfc3339(pause.from), "until": pause.until.map(rfc3339), "why": pause.why,
        "by": "authority", "names": pause.names,
    })
}

fn permission(permission: &PermissionTerms) -> Value {
    json!({
        "id": permission.id, "from": rfc3339(permission.from), "to": rfc3339(permission.to),
        "purpose": permission.purpose, "text": permission.text,
        "pass": !permission.purpose.is_empty(),
    })
}
