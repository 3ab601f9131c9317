//! English: where a quarantine stands.

use super::QuarantineText;
use crate::model::patient::{State, Why};
use crate::words::Text;
use crate::words::moments::en::{at, until as until_when};
use crate::words::plural::en as plural;

pub fn text(say: &QuarantineText) -> Text {
    match say {
        QuarantineText::OrderWaits => {
            "A quarantine order waits for whoever has this number. Open it to read what it asks."
                .into()
        }
        QuarantineText::Announced => {
            "You are asked to stay at home. It has not begun: nothing is asked of you yet.".into()
        }
        QuarantineText::StartsAt { at: when } => {
            format!("It begins {}. Until then nothing is asked of you.", at(when)).into()
        }
        QuarantineText::Grace { until } => format!(
            "There is time to read it {}. Nothing is asked of you until then, unless you begin \
             earlier.",
            until_when(until)
        )
        .into(),
        QuarantineText::Runs { until } => {
            format!("Stay at home {}.", until_when(until)).into()
        }
        QuarantineText::Paused { why } => {
            format!("Nothing is asked of you now: {}.", reason(*why)).into()
        }
        QuarantineText::Ended { at: when } => {
            format!("It has ended: {}. The phone watches nothing any more.", at(when)).into()
        }
        QuarantineText::Released { at: when } => {
            format!("You are free since {}. The phone watches nothing any more.", at(when)).into()
        }
        QuarantineText::Refused => {
            "An order came that asks what no order may ask. This phone does not obey it, and the \
             authority is told."
                .into()
        }
        QuarantineText::NotMine => {
            "You said that this order is not for you. This phone does not follow it, and the \
             authority is told."
                .into()
        }
        QuarantineText::Presence(state) => match state {
            State::Home => "The phone was last seen at home.",
            State::Unverified => {
                "The phone cannot tell for certain that it is at home. You need not do anything."
            }
            State::Away => {
                "By what the phone says of its place it is not at home. If that is wrong, say so: it \
                 will stand beside it."
            }
            State::NoNews => "The phone does not know where it is. Nobody holds that against you.",
            State::Paused => "The phone does not look where it is.",
        }
        .into(),
        QuarantineText::Came => {
            "A quarantine order has come for you. Nothing is asked of you before you had time to \
             read it."
                .into()
        }
        QuarantineText::Unseen => {
            "The order was changed. Until you have seen what is new, nothing more is asked of you \
             than before."
                .into()
        }
        QuarantineText::VersionRefused { version } => format!(
            "Version {version} of the order does not count: it asks what no order may ask, or \
             contradicts the one before. That one goes on."
        )
        .into(),
        QuarantineText::Unsent { entries } => format!(
            "{entries} {} not confirmed by the authority yet. They are kept here and go by \
             themselves.",
            plural(*entries, "entry is", "entries are")
        )
        .into(),
        QuarantineText::ConfirmedAt { at: when } => {
            format!("The authority has confirmed what was told until {}.", at(when)).into()
        }
        QuarantineText::MessageKnown => {
            "The authority has signed a notice that says this."
                .into()
        }
        QuarantineText::MessageUnknown => {
            "Nothing that the authority has signed says this. Call the number in the order before you do \
             anything."
                .into()
        }
        QuarantineText::MessageOtherOrder => {
            "This message names an order that is not yours. The authority has signed nothing of the \
             kind: call the number in the order."
                .into()
        }
        QuarantineText::MessageLaterEnd => {
            "This message names a day after the end of your order. What is signed says otherwise: call \
             the number in the order."
                .into()
        }
        QuarantineText::MessageFine => {
            "This message speaks of money. The authority has signed no such notice: pay nothing, and \
             call the number in the order."
                .into()
        }
    }
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::DeviceWithOther => "somebody else on this phone may leave home, and may have it along",
        Why::Personal => "you said so",
        Why::Hospital => "you are in hospital",
        Why::Moved => "you are moving to another place",
        Why::Loan => "you have no phone for it now",
        Why::Other => "the authority has paused it, or another phone of yours answers",
        Why::ClockUnknown => {
            "nobody vouches for the clock of this phone; one contact sets it right"
        }
        Why::OrderKeyWithdrawn => "the key that signed the order was withdrawn",
        Why::ActEnded => "the act behind it is not in force",
        Why::Unseen => "it was extended after it had ended, and you have not seen that yet",
        Why::Grace => "there is still time to read it",
        Why::Permission => "you have leave to be elsewhere",
        Why::Travel => "you are on your way home",
    }
}
