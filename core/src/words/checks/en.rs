//! English: checks and declarations.

use super::CheckText;
use crate::model::When;
use crate::model::patient::{CannotReason, CheckOutcome, Declared};
use crate::words::Text;
use crate::words::lengths::en::length;
use crate::words::moments::en::until;

pub fn text(say: &CheckText) -> Text {
    match say {
        CheckText::Asking { left_s, photo } => {
            let wanted = if *photo { "Take a photo of yourself" } else { "Say that you are at home" };
            format!("{wanted}. You have {} left.", length(rounded(*left_s))).into()
        }
        CheckText::QuietHours => {
            "It is quiet now: the time to answer goes on when quiet hours end.".into()
        }
        CheckText::Paused => "Nothing is asked now: the time to answer stands still.".into(),
        CheckText::NoNotices => {
            "This app may not show notices: the time to answer stands still.".into()
        }
        CheckText::Over(outcome) => over(*outcome).into(),
        CheckText::Cannot(reason) => format!("You said that you could not: {}.", cannot(*reason)).into(),
        CheckText::Asked { photo, closes } => {
            let wanted = if *photo { "Please take a photo of yourself" } else { "Are you at home? Please say so" };
            format!("{wanted} {}. If you cannot, say why.", until(closes)).into()
        }
        CheckText::AskedAgain { photo, closes } => {
            let wanted = if *photo { "A photo is" } else { "An answer is" };
            format!("{wanted} still asked for, {}. If you cannot, say why.", until(closes)).into()
        }
        CheckText::SeveralAsked { closes } => {
            let until = until(closes);
            format!("More than one person on this phone is asked. Please answer for each {until}.").into()
        }
        CheckText::LockScreen => "Doorstep has a question for you.".into(),
        CheckText::Declared { what, until: end } => declared(*what, end.as_ref()),
        CheckText::HereEarly => {
            "Noted. If you are asked within half an hour, this is your answer.".into()
        }
        CheckText::AuthorityWrote => "The authority has written to you.".into(),
        CheckText::NoLocation => {
            "This app may not see where the phone is. Nobody holds that against you; you may allow it \
             in the settings."
                .into()
        }
        CheckText::NotRunning => "Doorstep is not running. Open it once, so that it can go on.".into(),
    }
}

/// To whole minutes, and never to none.
fn rounded(seconds: u64) -> u64 {
    seconds.div_ceil(60).max(1).saturating_mul(60)
}

fn over(outcome: CheckOutcome) -> &'static str {
    match outcome {
        CheckOutcome::Waiting => "You have not been asked yet.",
        CheckOutcome::Asking => "You are asked now.",
        CheckOutcome::Answered => "You answered.",
        CheckOutcome::AnsweredLate => {
            "You answered after the time was over. It is taken all the same."
        }
        CheckOutcome::AnsweredEarly => "You had answered before you were asked.",
        CheckOutcome::Cannot => "You said that you could not.",
        CheckOutcome::NotDelivered => "The phone could not ask you. Nobody holds that against you.",
        CheckOutcome::Paused => "Nothing was asked of you then.",
        CheckOutcome::Superseded => "Something else took its place before you could answer.",
        CheckOutcome::AfterEnd => "Your quarantine had ended.",
        CheckOutcome::Unanswered => "You were asked, and the time went by without an answer.",
    }
}

fn cannot(reason: CannotReason) -> &'static str {
    match reason {
        CannotReason::Ill => "you were ill",
        CannotReason::Asleep => "you were asleep",
        CannotReason::Camera => "the camera did not work",
        CannotReason::Blind => "you cannot see the screen",
        CannotReason::Veil => "your face is veiled",
        CannotReason::Child => "a child needed you",
        CannotReason::Phone => "the phone did not work",
        CannotReason::Personal => "for a personal reason",
        CannotReason::Other => "for another reason",
    }
}

fn declared(what: Declared, end: Option<&When>) -> Text {
    let end = end.map(|end| format!(" {}", until(end))).unwrap_or_default();
    match what {
        Declared::Hospital => {
            "Noted: you are in hospital. Nothing is asked of you until you say that you are back."
                .into()
        }
        // Whoever reads over a shoulder must not learn why.
        Declared::Personal => format!("Noted. Nothing is asked of you{end}.").into(),
        Declared::Permission => {
            format!("Noted: you were allowed to leave. Nothing is asked of you{end}.").into()
        }
        Declared::Back => "Noted: you are at home again.".into(),
        Declared::Fault => "Noted: the phone or the app does not work as it should.".into(),
        Declared::CannotInstall => "Noted: the app cannot be installed.".into(),
    }
}
