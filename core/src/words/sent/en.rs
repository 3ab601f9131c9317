//! English: what was sent.

use super::SentText;
use crate::model::{Asks, Tells};
use crate::words::Text;
use crate::words::moments::en::line;

pub fn text(say: &SentText) -> Text {
    match say {
        SentText::At(when) => line(when).into(),
        SentText::Asks(asks) => self::asks(*asks).into(),
        SentText::Tells(tells) => self::tells(*tells).into(),
        SentText::Purpose(label) => format!("Tells what the pass is for: {label}.").into(),
    }
}

fn asks(asks: Asks) -> &'static str {
    match asks {
        Asks::Time => "Asks for the exact time.",
        Asks::Root => "Asks for the authority's main keys.",
        Asks::Trust => "Asks for the list of whom this app trusts.",
        Asks::Stamp => "Asks whether the lists have changed.",
        Asks::Rules => "Asks for the rules: which passes there are, and when they are needed.",
        Asks::Deny => "Asks for the list of revoked passes.",
        Asks::Status => "Asks for the list of revoked passes that last for days.",
        Asks::Code => "Asks for a code by text message.",
        Asks::AnotherCode => "Asks for another code by text message.",
        Asks::Account => "Registers this phone with the code from the message.",
        Asks::Updates => "Asks what is new for this phone.",
        Asks::Pass => "Asks for a pass.",
        Asks::Paper => "Asks for a pass to print.",
        Asks::TypedCode => "Asks which pass a code stands for that was typed in.",
        Asks::Erase => "Asks the authority to forget this account.",
        Asks::Receipt => "Asks for a receipt for the reports, and what is new for this phone.",
        Asks::Order => "Asks for the quarantine order on a paper.",
        Asks::PhotoReceipt => "Asks for a receipt for a photo.",
        Asks::SmsTables => "Asks how passes are asked for by text message.",
        Asks::Loan => "Registers this phone as one that is lent.",
        Asks::Handover => "Asks for a receipt that this phone changed hands.",
        Asks::Move => "Asks that your account goes on on this phone.",
        Asks::Return => "Asks for a receipt that this phone is back and empty.",
    }
}

fn tells(tells: Tells) -> &'static str {
    match tells {
        Tells::Nothing => "Tells nothing about you: every phone asks the same.",
        Tells::PhoneNumber => "Tells your phone number.",
        Tells::AccountKeys => "Tells how to recognise this phone's signature.",
        Tells::Attestation => "Shows the phone maker's word that this signature is kept safe.",
        Tells::Language => "Tells in which language the message should be.",
        Tells::MessageCode => "Tells the code from the message.",
        Tells::HolderHint => "Tells the initials and document characters that you gave.",
        Tells::Certificate => {
            "Shows the proof that this phone is registered. It holds your initials and document \
             characters if you gave any."
        }
        Tells::Purpose(_) => "Tells what the pass is for.",
        Tells::Start => "Tells when you want to leave.",
        Tells::PassKey => {
            "Tells how to recognise this one pass. No other pass has the same sign, so that your \
             exits cannot be linked."
        }
        Tells::OldPass => "Tells which pass is to be replaced.",
        Tells::Pass => "Shows the pass that is to be printed.",
        Tells::TypedCode => "Tells that code, and nothing about you.",
        Tells::Reports => "Reports what the quarantine order has this phone report, and no more.",
        Tells::OwnWords => "Shows what you wrote about what you dispute.",
        Tells::Photo => {
            "Sends your photo, locked so that only the authority's officer can open it."
        }
        Tells::Invitation => "Tells the number on the form of the lent phone.",
        Tells::Link => {
            "Tells which phone had the account before, and how far that one has reported."
        }
        Tells::Handover => "Tells when the phone changed hands, its battery and its parts.",
        Tells::Wipe => "Tells how much was destroyed on the phone, and nothing of what it was.",
        Tells::OrderCode => "Tells the code on the order.",
        Tells::Signature => {
            "Is signed by this phone: the authority sees which account asks, and nobody else can \
             ask in its name."
        }
    }
}
