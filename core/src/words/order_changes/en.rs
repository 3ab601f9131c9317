//! English: what differs between two versions of an order.

use super::OrderChangeText as Change;
use crate::words::Text;
use crate::words::lengths::en::length;
use crate::words::lengths::{clock, minutes};
use crate::words::moments::en::{at, from as from_when, until as until_when};
use crate::words::orders::en::pause;

pub fn text(say: &Change<'_>) -> Text {
    match say {
        Change::Nothing => "Nothing changes for you.".into(),
        Change::AtOnce => "This counts at once:".into(),
        Change::Later => {
            "This asks more of you. It counts from the first midnight at least 24 hours after you \
             have read it; until then all is as it was:"
                .into()
        }
        Change::LaterAt(when) => format!(
            "This asks more of you. It counts {}; until then all is as it was:",
            from_when(when)
        )
        .into(),
        Change::BeginsEarlier(when) => format!("It begins earlier, {}.", at(when)).into(),
        Change::BeginsLater(when) => format!("It begins later, {}.", at(when)).into(),
        Change::EndsEarlier(when) => format!("It ends earlier, {}.", at(when)).into(),
        Change::EndsLater(when) => format!("It ends later, {}.", at(when)).into(),
        Change::Grace { from_h, to_h } => between(
            "The time to read it before anything is asked",
            &length(from_h.saturating_mul(3600)),
            &length(to_h.saturating_mul(3600)),
        ),
        Change::NewPlace { label } => format!("You may also be here: {label}.").into(),
        Change::MovedPlace { label } => format!("A place was moved: {label}.").into(),
        Change::DroppedPlace { label } => format!("This is no longer a place of the order: {label}.").into(),
        Change::PlaceSize { label, from_m, to_m } => between(
            &format!("The circle around the place “{label}”"),
            &format!("{from_m} m"),
            &format!("{to_m} m"),
        ),
        Change::PlaceTimes { label } => format!("This place counts at other times: {label}.").into(),
        Change::PlaceName { label } => format!("A place has another name: {label}.").into(),
        Change::Quiet { from_min, to_min } => {
            format!("The quiet hours are now from {} to {}.", clock(*from_min), clock(*to_min)).into()
        }
        Change::Checks { from, to } => between("Questions a day", from, to),
        Change::Surprises { from, to } => between("Questions a day at other times", from, to),
        Change::Window { from_min, to_min } => between(
            "The time to answer",
            &length(minutes(*from_min)),
            &length(minutes(*to_min)),
        ),
        Change::Gap { from_min, to_min } => between(
            "The shortest time between two questions",
            &length(minutes(*from_min)),
            &length(minutes(*to_min)),
        ),
        Change::Drawn => "The times of the questions are drawn anew. There are no more of them.".into(),
        Change::Photo => "A question may ask for a photo of you.".into(),
        Change::NoPhoto => "No photos are asked any more.".into(),
        Change::Child => "It is for a child now: a parent answers, and no photos are asked.".into(),
        Change::NoChild => "It is no longer for a child.".into(),
        Change::Coordinates => "The authority is told where the phone is.".into(),
        Change::PresenceOnly => {
            "The authority is told only whether the phone is at home, and no longer where it is.".into()
        }
        Change::Interval { from_s, to_s } => format!(
            "The phone looks where it is every {} instead of every {}.",
            length(*to_s),
            length(*from_s)
        )
        .into(),
        Change::Batch { from_s, to_s } => format!(
            "The phone reports every {} instead of every {}.",
            length(*to_s),
            length(*from_s)
        )
        .into(),
        Change::NewPause { why, from } => {
            format!("Nothing is asked {}: {}.", from_when(from), pause(*why)).into()
        }
        Change::PauseEnds { why } => format!(
            "A pause ends 60 minutes after this came: {}. Until then nothing is asked.",
            pause(*why)
        )
        .into(),
        Change::NewPermission { from, until } => {
            format!("You may leave {}, {}.", from_when(from), until_when(until)).into()
        }
        Change::PermissionEnds => {
            "You were allowed to leave, and are no longer. You have 60 minutes from when this came to \
             get home."
                .into()
        }
        Change::NewTravel { from, until } => format!(
            "You may be on your way to another place {}, {}.",
            from_when(from),
            until_when(until)
        )
        .into(),
        Change::TravelEnds => {
            "The time for your way to another place was changed or ends 60 minutes after this came."
                .into()
        }
        Change::Released { at: when } => {
            format!("It has ended early, {}. You are free.", at(when)).into()
        }
        Change::Act { legal } => format!("It is by another act or article: {legal}.").into(),
        Change::Contact { number } => format!("For questions there is another number: {number}.").into(),
        Change::Help => "The numbers for help were changed.".into(),
        Change::Appeal => "How to object was changed.".into(),
        Change::Device => "It is for another phone now.".into(),
        Change::ReleaseCode => "It can be ended by another code.".into(),
        Change::Added => "What the authority adds in its own words was changed.".into(),
    }
}

fn between(what: &str, from: &dyn std::fmt::Display, to: &dyn std::fmt::Display) -> Text {
    format!("{what}: {to} instead of {from}.").into()
}
