//! The core's values as scripts see them. Keys are only ever added.

pub mod checks;
pub mod orders;

use doorstep::client::SyncReport;
use doorstep::client_error::ClientError;
use doorstep::lists::ListAges;
use doorstep::model::Sentence;
use doorstep::outbox::Urgency;
use doorstep::views::{
    AuthorityView, LoanView, PassEntry, PersonView, PinView, Plan, PurposeEntry, RefusedView,
    Snapshot, WaitingView,
};
use serde_json::{Map, Value, json};

use crate::moments::rfc3339;
use crate::reply::ErrorInfo;

/// A value of named parts, without those that there are not.
pub fn present<const N: usize>(parts: [(&str, Option<Value>); N]) -> Map<String, Value> {
    parts.into_iter().filter_map(|(name, part)| Some((name.to_owned(), part?))).collect()
}

/// A pass in a list.
pub fn pass(entry: &PassEntry) -> Value {
    json!({
        "id": entry.id.to_string(),
        "purpose": entry.purpose,
        "label": entry.label,
        "valid_from": rfc3339(entry.valid_from_ms),
        "valid_until": rfc3339(entry.valid_until_ms),
        "home_until": entry.home_until_ms.map(rfc3339),
        "state": entry.state.name(),
        "text": entry.text.text,
        "times": entry.times.text,
    })
}

/// A purpose in a list.
pub fn purpose(entry: &PurposeEntry) -> Value {
    let quota = entry.quota.map(
        |quota| json!({ "used": quota.used, "of": quota.of, "per": quota.per.name(), "next": quota.next_ms.map(rfc3339) }),
    );
    json!({
        "id": entry.id.to_string(),
        "key": entry.key,
        "label": entry.label,
        "minutes": entry.minutes,
        "until": entry.until_ms.map(rfc3339),
        "quota": quota,
        "pass_needed": entry.pass_needed,
        "emergency": entry.emergency,
        "note": entry.note.as_ref().map(|note| &note.text),
    })
}

/// How old the lists are.
pub fn lists(ages: &ListAges) -> Value {
    json!({ "state": ages.age.name(), "stamp_at": ages.stamp_at_ms.map(rfc3339) })
}

/// Everything that a screen would show.
pub fn snapshot(snapshot: &Snapshot) -> Value {
    json!({
        "revision": snapshot.revision,
        "language": snapshot.language,
        "time_anchored": snapshot.time_anchored,
        "lists": lists(&snapshot.lists),
        "in_force": snapshot.in_force,
        "act": snapshot.act.text,
        "authority": snapshot.authority.as_ref().map(authority),
        "exempt": texts(&snapshot.exempt),
        "warnings": texts(&snapshot.warnings),
        "loan": snapshot.loan.as_ref().map(loan),
        "people": snapshot.people.iter().map(person).collect::<Vec<_>>(),
    })
}

/// A lent phone.
pub fn loan(view: &LoanView) -> Value {
    json!({
        "number": view.number,
        "state": view.state.name(),
        "handed_over_at": view.handed_over_at_ms.map(rfc3339),
        "ends_at": view.ends_at_ms.map(rfc3339),
        "return": texts(&view.give_back),
        "emergency": view.emergency,
        "certificate": view.certificate,
    })
}

fn authority(view: &AuthorityView) -> Value {
    let text = |sentence: &Option<Sentence>| sentence.as_ref().map(|said| said.text.clone());
    json!({
        "name": view.name,
        "text": view.text.text,
        "basis": text(&view.basis),
        "contact": text(&view.contact),
        "telephone": view.telephone,
        "complaints": text(&view.complaints),
    })
}

fn person(view: &PersonView) -> Value {
    let registration = &view.registration;
    json!({
        "person": view.person.to_string(),
        "sub": view.mark,
        "child": view.is_child,
        "registration": {
            "state": registration.step.name(),
            "phone": registration.phone,
            "resend_at": registration.resend_at_ms.map(rfc3339),
            "expires_at": registration.expires_at_ms.map(rfc3339),
            "text": registration.text.text,
        },
        "passes": view.passes.iter().map(pass).collect::<Vec<_>>(),
        "waiting": view.waiting.iter().map(waiting).collect::<Vec<_>>(),
        "refused": view.refused.iter().map(refused).collect::<Vec<_>>(),
        "purposes": view.purposes.iter().map(purpose).collect::<Vec<_>>(),
        "warnings": texts(&view.warnings),
        "quarantine": view.quarantine.as_ref().map(orders::quarantine),
        "order_waits": view.order_waits.as_ref().map(|said| &said.text),
        "pin": view.pin.as_ref().map(pin),
    })
}

/// A person's PIN.
pub fn pin(view: &PinView) -> Value {
    json!({
        "state": view.state.name(),
        "waits_until": view.waits_until_ms.map(rfc3339),
        "goes_at": view.goes_at_ms.map(rfc3339),
        "asked": view.asked.as_ref().map(checks::check),
        "help": view.help,
        "text": view.text.text,
    })
}

fn waiting(view: &WaitingView) -> Value {
    json!({
        "purpose": view.purpose,
        "give_up_at": rfc3339(view.give_up_at_ms),
        "text": view.text.text,
    })
}

fn refused(view: &RefusedView) -> Value {
    json!({
        "purpose": view.purpose,
        "code": view.code.name(),
        "text": view.text.text,
        "next": view.next.text,
    })
}

/// Sentences with their names.
fn texts_with_keys(sentences: &[Sentence]) -> Value {
    let each = |said: &Sentence| json!({ "key": said.key, "text": said.text });
    sentences.iter().map(each).collect()
}

fn texts(sentences: &[Sentence]) -> Vec<&str> {
    sentences.iter().map(|sentence| sentence.text.as_str()).collect()
}

/// What the phone's system is to do next.
pub fn plan(plan: &Plan) -> Value {
    let notices: Vec<Value> = plan
        .notices
        .iter()
        .map(|notice| {
            json!({
                "id": notice.id,
                "kind": notice.kind.name(),
                "person": notice.person.to_string(),
                "at": rfc3339(notice.at_ms),
                "until": rfc3339(notice.until_ms),
                "text": notice.text.text,
                "lock_screen": notice.lock_screen.as_ref().map(|said| &said.text),
            })
        })
        .collect();
    json!({
        "revision": plan.revision,
        "wake_at": plan.wake_at_ms.map(rfc3339),
        "sync_now": plan.sync.is_some(),
        "sync": plan.sync.map(|urgency| match urgency {
            Urgency::Person => "person",
            Urgency::Background => "background",
        }),
        "awaits_network": plan.awaits_network,
        "keep_alive": plan.keep_alive,
        "location": {
            "mode": plan.location.name(),
            "every_s": plan.fix_every_s,
            "for_s": plan.fix_for_s,
        },
        "fences": plan.fences.iter().map(|fence| json!({
            "id": fence.id,
            "lat": orders::degrees(fence.latitude),
            "lon": orders::degrees(fence.longitude),
            "radius_m": fence.radius_m,
        })).collect::<Vec<_>>(),
        "notices": notices,
    })
}

/// What a sync has done.
pub fn sync_report(report: &SyncReport) -> Value {
    json!({
        "lists_changed": report.lists_changed,
        "settled": report.settled,
        "waiting": report.waiting,
        "time_anchored": report.time_anchored,
        "reports": {
            "sent": report.items_sent,
            "confirmed": report.items_confirmed,
            "aside": report.items_aside,
        },
        "orders_changed": report.orders_changed,
        "checks": report.checks,
        "notices": report.notices,
        "photos": {
            "received": report.photos_received,
            "waiting": report.photos_waiting,
        },
        "problem": report.problem.clone().map(problem),
    })
}

/// An error that stands beside an answer, as it would stand in place of one.
fn problem(error: ClientError) -> Value {
    let mut value = ErrorInfo::from(error).value();
    value.get_mut("error").map(Value::take).unwrap_or_default()
}
