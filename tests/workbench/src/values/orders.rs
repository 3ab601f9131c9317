//! A quarantine order as scripts see it.

use doorstep::model::to_base64url;
use doorstep::views::{
    OrderPauseView, OrderPermissionView, OrderPlaceView, OrderView, QuarantineView,
    RefusedVersionView,
};
use serde_json::{Value, json};

use super::texts_with_keys;
use crate::moments::rfc3339;

/// Units of a degree.
const DEGREE: f64 = 1e7;

/// An order, whole.
pub fn order(view: &OrderView) -> Value {
    let mut value = brief(view);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("explained".into(), texts_with_keys(&view.explained));
        fields.insert("changed".into(), texts_with_keys(&view.changed));
    }
    value
}

/// The same without what is read aloud.
pub fn brief(view: &OrderView) -> Value {
    json!({
        "id": view.id,
        "chain": view.chain,
        "version": view.version,
        "digest": to_base64url(&view.digest),
        "state": view.state.name(),
        "why": view.why,
        "headline": view.headline.text,
        "from": rfc3339(view.from_ms),
        "until": rfc3339(view.until_ms),
        "starts_at": view.starts_at_ms.map(rfc3339),
        "released_at": view.released_at_ms.map(rfc3339),
        "begun": view.begun,
        "seen_version": view.seen_version,
        "places": view.places.iter().map(place).collect::<Vec<_>>(),
        "quiet": { "from": clock(view.quiet_from_min), "to": clock(view.quiet_to_min) },
        "zone": view.zone,
        "checks": {
            "n": view.checks_a_day,
            "window_min": view.window_min,
            "gap_min": view.gap_min,
            "photo": view.photo,
            "surprises": view.surprises_a_day,
        },
        "report": if view.tells_coordinates { "coordinates" } else { "presence" },
        "interval_s": view.interval_s,
        "batch_s": view.batch_s,
        "pauses": view.pauses.iter().map(pause).collect::<Vec<_>>(),
        "permissions": view.permissions.iter().map(permission).collect::<Vec<_>>(),
        "act": view.act,
        "legal": view.legal,
        "contact": view.contact,
        "help": view.help,
        "appeal": view.appeal.as_ref().map(
            |text| json!({ "text": text, "days": view.appeal_days, "url": view.appeal_url }),
        ),
        "child": view.child,
        "sub": view.mark,
        "rejected": view.refused.iter().map(refused).collect::<Vec<_>>(),
    })
}

/// A patient's part of a screen.
pub fn quarantine(view: &QuarantineView) -> Value {
    let today: Vec<&str> = view.today.iter().map(|said| said.text.as_str()).collect();
    json!({
        "order": brief(&view.order),
        "state": view.state.name(),
        "headline": view.headline.text,
        "today": today,
        "checks": view.checks.iter().map(super::checks::check).collect::<Vec<_>>(),
        "declared": view.declared.as_ref().map(super::checks::declared),
        "entries": view.entries,
        "unsent": view.unsent,
        "confirmed_at": view.confirmed_at_ms.map(rfc3339),
        "help": view.help,
    })
}

fn place(place: &OrderPlaceView) -> Value {
    json!({
        "id": place.id,
        "label": place.label,
        "lat": degrees(place.latitude),
        "lon": degrees(place.longitude),
        "radius_m": place.radius_m,
        "from": place.from_ms.map(rfc3339),
        "until": place.until_ms.map(rfc3339),
    })
}

fn pause(pause: &OrderPauseView) -> Value {
    json!({
        "from": rfc3339(pause.from_ms),
        "until": pause.until_ms.map(rfc3339),
        "why": pause.why,
        "by": if pause.declared { "declared" } else { "authority" },
    })
}

fn permission(permission: &OrderPermissionView) -> Value {
    json!({
        "id": permission.id,
        "from": rfc3339(permission.from_ms),
        "to": rfc3339(permission.to_ms),
        "purpose": permission.purpose,
        "text": permission.text,
        "pass": !permission.purpose.is_empty(),
    })
}

fn refused(refused: &RefusedVersionView) -> Value {
    json!({
        "version": refused.version,
        "digest": to_base64url(&refused.digest),
        "rule": refused.rule,
        "at": rfc3339(refused.at_ms),
    })
}

/// Degrees of seven decimals.
pub fn degrees(units: i64) -> f64 {
    i32::try_from(units).map_or(0.0, |units| f64::from(units) / DEGREE)
}

/// A minute of the day, such as `22:00`.
fn clock(minute: u64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
