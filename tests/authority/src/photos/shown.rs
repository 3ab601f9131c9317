//! What an officer sees of photos. What is alike is marked, and judged by nobody here.

use std::cmp::Reverse;

use doorstep::model::PhotoId;
use doorstep::quarantine::journal::Asked;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::bindings::{closings, said_by};
use crate::orders::{OrderError, find, rfc3339};
use crate::store::{ListedPhoto, Opened, PhotoArrival, Transaction};

/// Looks that differ in no more bits are alike.
const ALIKE: u32 = 6;

/// Photos as an officer sees them.
#[derive(Serialize, Deserialize)]
pub(crate) struct PhotosShown {
    pub(crate) photos: Vec<Value>,
    /// Those that have come, and that nobody with the key could open so far, by `n`.
    pub(crate) unopened: Vec<i64>,
}

/// The photos that answers under an order name, or all of them, in the order in which they were named.
pub(crate) fn list(tx: &Transaction<'_>, order: Option<&str>) -> Result<PhotosShown, OrderError> {
    let order = order.map(|id| find(tx, id)).transpose()?.map(|(order, _)| order.id);
    let all = tx.listed_photos()?;
    let mut shown = PhotosShown { photos: Vec::new(), unopened: Vec::new() };
    for (at, one) in all.iter().enumerate() {
        if order.is_some_and(|order| one.answer.order != order) {
            continue;
        }
        let earlier = all.get(..at).unwrap_or_default();
        shown.photos.push(photo(tx, one, earlier)?);
        let was_opened = one.opened.is_some_and(|opened| opened != Opened::Not);
        let n = one.photo.n;
        let is_there = matches!(one.photo.arrival, PhotoArrival::Whole { .. });
        if !was_opened && is_there && !shown.unopened.contains(&n) {
            shown.unopened.push(n);
        }
    }
    Ok(shown)
}

/// The first answer that names this photo, as it is listed.
pub(crate) fn show(tx: &Transaction<'_>, id: PhotoId) -> Result<Value, OrderError> {
    let all = tx.listed_photos()?;
    let at = all.iter().position(|one| one.photo.id == id).ok_or(OrderError::Unknown)?;
    let one = all.get(at).ok_or(OrderError::Unknown)?;
    photo(tx, one, all.get(..at).unwrap_or_default())
}

fn photo(
    tx: &Transaction<'_>,
    one: &ListedPhoto,
    earlier: &[ListedPhoto],
) -> Result<Value, OrderError> {
    let said = said_by(tx, &one.answer.ledger, one.answer.seq)?;
    let at = said.map_or(
        Value::Null,
        |(_, at)| json!({ "earliest": rfc3339(at.earliest()), "latest": at.latest().map(rfc3339) }),
    );
    let binding = match one.opened {
        None => None,
        Some(Opened::AsAnswered) if is_late(tx, one)? => Some("late"),
        Some(Opened::AsAnswered) => Some("good"),
        Some(Opened::OtherCheck) => Some("wrong-check"),
        Some(Opened::OtherDevice) => Some("other-device"),
        Some(Opened::Not) => Some("unopenable"),
    };
    let state = match one.photo.arrival {
        PhotoArrival::Coming { .. } => "coming",
        PhotoArrival::Whole { .. } => "received",
        PhotoArrival::Deleted { .. } => "deleted",
    };
    let deleted_at = match one.photo.arrival {
        PhotoArrival::Deleted { at, .. } => Some(rfc3339(at)),
        _ => None,
    };
    let check = one.answer.check.map_or("reference".to_owned(), |check| check.to_string());
    Ok(json!({
        "photo": one.photo.id.to_string(), "order": one.answer.order.to_string(), "check": check,
        "at": at, "seq": one.answer.seq, "state": state, "received": one.photo.arrival.received(),
        "deleted_at": deleted_at, "binding": binding,
        "same_bytes_as": same_bytes(one, earlier).map(|photo| photo.to_string()),
        "looks_like": alike(one, earlier).map(|photo| photo.to_string()),
        "verdict": one.photo.verdict.map(|verdict| verdict.name()),
    }))
}

/// Whether it was answered surely after the close of the check, whatever the times really were.
fn is_late(tx: &Transaction<'_>, one: &ListedPhoto) -> Result<bool, OrderError> {
    let said = said_by(tx, &one.answer.ledger, one.answer.seq)?;
    let Some((Asked::Check(check), at)) = said else { return Ok(false) };
    let closes = closings(tx, &one.answer.ledger, check)?;
    let are_over = closes.iter().all(|closes| closes.is_before(at.earliest()));
    Ok(!closes.is_empty() && are_over)
}

/// The oldest photo before it with the same bytes, sealed or opened.
fn same_bytes(one: &ListedPhoto, earlier: &[ListedPhoto]) -> Option<PhotoId> {
    let is_same = |other: &&ListedPhoto| {
        other.photo.id == one.photo.id || (one.jpeg.is_some() && other.jpeg == one.jpeg)
    };
    earlier.iter().find(is_same).map(|other| other.photo.id)
}

/// The photo named before it that looks most like it, of several the oldest, if it has other bytes.
fn alike(one: &ListedPhoto, earlier: &[ListedPhoto]) -> Option<PhotoId> {
    let look = one.look?;
    let difference = |other: &ListedPhoto| Some((look ^ other.look?).count_ones());
    let others = earlier.iter().filter(|other| {
        other.photo.n < one.photo.n
            && other.jpeg != one.jpeg
            && difference(other).is_some_and(|bits| bits <= ALIKE)
    });
    others
        .max_by_key(|other| (Reverse(difference(other)), Reverse(other.photo.n)))
        .map(|other| other.photo.id)
}
