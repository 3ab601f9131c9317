//! Fixes at the terminal.

use std::path::Path;

use doorstep::client::Client;
use doorstep::client_error::ClientError;
use doorstep::error::Code;
use doorstep::model::PersonId;
use doorstep::quarantine::presence::{HomeWifi, Verdict};
use doorstep::quarantine::watch::{ArrivingFix, CircleOf};
use serde_json::{Map, Value, json};

use super::event::Event;
use crate::command_line::FixOptions;
use crate::device;
use crate::reply::{ErrorInfo, Reply};

/// Metres of a degree of latitude, as the rule of presence has them.
const METRES_OF_A_DEGREE: f64 = 111_319.49;
const MILLIMETRES: u64 = 1_000;

/// Hands over one fix, with what the phone says of itself.
pub fn take(
    client: &Client,
    person: PersonId,
    home: &Path,
    options: &FixOptions,
) -> Result<Reply, ErrorInfo> {
    let event = Event::begin(client, person);
    let language = client.snapshot().language;
    client.facts_changed(device::facts::read(home));
    let (latitude, longitude) = place(client, person, options, &language)?;
    let fix = ArrivingFix {
        latitude,
        longitude,
        accuracy_m: options.acc,
        circle: CircleOf::Android,
        source: options.source,
        age_ms: milliseconds(options.age),
        time_ms: options.time.unwrap_or(client.plan().now_ms),
        is_mock: options.mock,
        is_coarse: options.coarse,
        in_deep_sleep: options.idle,
        steps: options.steps,
        activity: options.activity,
        home_wifi: HomeWifi::Unknown,
    };
    let arrived = client.fixes_arrived(person, std::slice::from_ref(&fix))?;
    of_the_phone(client, person, &fix)?;
    let Some(judged) = arrived.judged.first() else {
        return Err(ErrorInfo::known(Code::FixInvalid, &language));
    };
    let judgement = &judged.judgement;
    let (verdict, reason) = match judgement.verdict {
        Verdict::Inadmissible(reason) => ("inadmissible", Some(reason.name())),
        verdict => (verdict.name(), None),
    };
    let witnesses: Vec<&str> = judgement.kinds.iter().map(|kind| kind.name()).collect();
    let mut value = json!({
        "verdict": verdict,
        "reason": reason,
        "distance_m": judgement.distance.0 / MILLIMETRES,
        "weight": judgement.weight.0,
        "score": judgement.score.0,
        "band": judged.band.map(|band| band.number()),
        "witnesses": witnesses,
    });
    let came = event.end(client, person);
    let text = came.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
    if let (Some(fields), Value::Object(came)) = (value.as_object_mut(), came) {
        let came: Map<String, Value> = came;
        fields.extend(came);
        if arrived.is_suspect {
            fields.insert("state".into(), json!("suspect"));
        }
    }
    Ok(Reply::done(value, format!("{verdict}  {text}")))
}

/// A fix is the phone's: it is weighed for everybody, by the places of their own orders.
pub fn of_the_phone(
    client: &Client,
    person: PersonId,
    fix: &ArrivingFix,
) -> Result<(), ClientError> {
    for other in client.people().into_iter().filter(|other| *other != person) {
        match client.fixes_arrived(other, std::slice::from_ref(fix)) {
            Err(error) if error.code != Code::NoOrder => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Where it is, in degrees.
fn place(
    client: &Client,
    person: PersonId,
    options: &FixOptions,
    language: &str,
) -> Result<(f64, f64), ErrorInfo> {
    if let Some([latitude, longitude]) = options.degrees.as_deref() {
        return Ok((*latitude, *longitude));
    }
    let Some([east, north]) = options.enu.as_deref() else {
        return Err(ErrorInfo::known(Code::FixInvalid, language));
    };
    let order = client.order(person)?;
    let home = order.as_ref().and_then(|order| order.places.first());
    let home = home.ok_or_else(|| ErrorInfo::known(Code::NoOrder, language))?;
    let latitude = crate::values::orders::degrees(home.latitude);
    let longitude = crate::values::orders::degrees(home.longitude);
    let scale = latitude.to_radians().cos();
    Ok((latitude + north / METRES_OF_A_DEGREE, longitude + east / (METRES_OF_A_DEGREE * scale)))
}

fn milliseconds(seconds: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "saturates, and nobody waits so long")]
    let milliseconds = (seconds * 1_000.0).round() as i64;
    milliseconds
}
