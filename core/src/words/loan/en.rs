//! English: a lent phone.

use super::LoanText;
use crate::words::Text;
use crate::words::moments::en::until;
use crate::words::plural::en as plural;

pub fn text(say: &LoanText<'_>) -> Text {
    match say {
        LoanText::NotHandedOver => {
            "This phone was not handed over yet. Nothing is asked of anybody until it is.".into()
        }
        LoanText::BringBy { by } => {
            format!("You have {} to bring the phone back.", until(by)).into()
        },
        LoanText::BringAfter { days } => format!(
            "When the quarantine is over you have {days} {} to bring the phone back.",
            plural(*days, "day", "days")
        )
        .into(),
        LoanText::Ask { at } => format!("Where to bring it: ask {at}.").into(),
        LoanText::Parts { parts } => format!("Bring what came with it, too: {parts}.").into(),
        LoanText::WipeFirst => {
            "Before you bring it, choose \"Return\": it destroys everything that the phone knows of \
             you, and shows a certificate of that. Save your evidence first if you want to keep it."
                .into()
        }
        LoanText::WipeAgain => {
            "The phone has begun to destroy what it knows and is not done. Choose \"Return\" again: it \
             goes on where it stopped."
                .into()
        }
        LoanText::Wiped => {
            "Nothing of anybody is on this phone any more. Show its certificate where you bring it."
                .into()
        }
        LoanText::WipeTold => "The authority has heard of it.".into(),
        LoanText::WipeUntold => {
            "The authority could not be reached. It hears of it from whoever takes the phone back and scans \
             the certificate."
                .into()
        }
        LoanText::Emergency { number } => {
            format!("In an emergency call {number}. That is always possible, also without credit.")
                .into()
        }
    }
}
