//! English: orders.

use super::OrderText;
use crate::model::PauseWhy;
use crate::words::Text;
use crate::words::lengths::en::length;
use crate::words::lengths::{clock, minutes};
use crate::words::moments::en::{at, from as from_when, until as until_when};
use crate::words::plural::en as plural;

pub fn text(say: &OrderText<'_>) -> Text {
    match say {
        OrderText::StayAtHome => "You are asked to stay at home.".into(),
        OrderText::ChildStaysAtHome => {
            "Your child is asked to stay at home. No photos are asked of a child, and you answer for \
             it."
                .into()
        }
        OrderText::AsksNothing => "The phone does not ask at agreed times.".into(),
        OrderText::Asks { times_a_day, window_min, gap_min } => format!(
            "{} a day the phone asks whether you are at home. You then have {} to answer, and at \
             least {} until it asks again.",
            times(*times_a_day),
            length(minutes(*window_min)),
            length(minutes(*gap_min)),
        )
        .into(),
        OrderText::Surprises { times_a_day } => format!(
            "At most {} a day it may also ask at a time that was not agreed.",
            times(*times_a_day).to_ascii_lowercase()
        )
        .into(),
        OrderText::Photo => "A question may ask for a photo of you.".into(),
        OrderText::Quiet { from_min, to_min } => format!(
            "From {} to {} it asks nothing and makes no sound.",
            clock(*from_min),
            clock(*to_min)
        )
        .into(),
        OrderText::TellsPresence { interval_s, batch_s } => format!(
            "Every {} the phone looks whether it is at home. Every {} the authority is told that, and \
             roughly how far away it was if it was not. It is not told where.",
            length(*interval_s),
            length(*batch_s)
        )
        .into(),
        OrderText::TellsCoordinates { interval_s, batch_s } => format!(
            "Every {} the phone looks where it is. Every {} the authority is told that, place by \
             place.",
            length(*interval_s),
            length(*batch_s)
        )
        .into(),
        OrderText::Times { from, until } => {
            format!("It begins {} and ends {}.", at(from), at(until)).into()
        }
        OrderText::Days(days) => format!("It lasts {days} {}.", plural(*days, "day", "days")).into(),
        OrderText::Grace { hours } => format!(
            "For {} after it came to this phone nothing is asked, so that there is time to read it. \
             You may begin earlier.",
            length(hours.saturating_mul(3600))
        )
        .into(),
        OrderText::Loan => {
            "It is for a phone that is lent to you. Nothing is asked before you have it.".into()
        }
        OrderText::Place { label, radius_m } => {
            format!("The place: {label}, and {radius_m} m around it.").into()
        }
        OrderText::PlaceFrom { label, radius_m, from } => {
            format!("The place {}: {label}, and {radius_m} m around it.", from_when(from)).into()
        }
        OrderText::PlaceUntil { label, radius_m, until } => {
            format!("The place {}: {label}, and {radius_m} m around it.", until_when(until)).into()
        }
        OrderText::PlaceTimes { label, radius_m, from, until } => format!(
            "The place {}, {}: {label}, and {radius_m} m around it.",
            from_when(from),
            until_when(until)
        )
        .into(),
        OrderText::Act { title, number, legal } => {
            format!("It is by the act “{title}” ({number}): {legal}.").into()
        }
        OrderText::ActUnknown { legal } => {
            format!("It says that it is by {legal}; this phone does not know that act.").into()
        }
        OrderText::Cannot => {
            "If you cannot answer, say so with one tap and, if you like, why. A question that nobody \
             answered proves nothing."
                .into()
        }
        OrderText::Hospital => {
            "If you go to hospital or have called an ambulance, say so with one tap: from then on \
             nothing is asked."
                .into()
        }
        OrderText::Danger => {
            "If it is not safe where you are, leave. One tap is enough, and nobody sees why.".into()
        }
        OrderText::Contact { number } => format!("For questions call {number}.").into(),
        OrderText::Help { number } => format!("For help call {number}.").into(),
        OrderText::Object { how, days } => format!(
            "You may object within {days} {}: {how}.",
            plural(*days, "day", "days")
        )
        .into(),
        OrderText::ObjectOnline { url } => format!("You may object on this page too: {url}").into(),
        OrderText::Pause { why, from, until } => format!(
            "Nothing is asked {}, {}: {}.",
            from_when(from),
            until_when(until),
            pause(*why)
        )
        .into(),
        OrderText::OpenPause { why, from } => format!(
            "Nothing is asked {}, until you are told otherwise: {}.",
            from_when(from),
            pause(*why)
        )
        .into(),
        OrderText::Permission { from, until, what } => {
            let times = format!("{}, {}", from_when(from), until_when(until));
            if what.is_empty() {
                format!("You may leave {times}.").into()
            } else {
                format!("You may leave {times}: {what}.").into()
            }
        }
        OrderText::Travel { from, until } => format!(
            "You may be on your way to another place {}, {}; nothing is asked then.",
            from_when(from),
            until_when(until)
        )
        .into(),
        OrderText::Released { at: when } => {
            format!("It ended early, {}. Nothing is asked any more.", at(when)).into()
        }
        OrderText::Added(text) => format!("The authority adds: “{text}”").into(),
    }
}

/// `Once`, `Twice`, `3 times`.
fn times(n: u64) -> String {
    match n {
        1 => "Once".into(),
        2 => "Twice".into(),
        _ => format!("{n} times"),
    }
}

pub(in crate::words) fn pause(why: PauseWhy) -> &'static str {
    match why {
        PauseWhy::Hospital => "you are in hospital",
        PauseWhy::Moved => "you are moving to another place",
        PauseWhy::Loan => "you have no phone for it now",
        PauseWhy::Other => "it is paused",
    }
}
