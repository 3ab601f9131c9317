//! English: what to do.

use crate::error::Code;
use crate::words::Text;
use crate::words::errors::DatedError;

/// What to do.
pub fn next(dated: &DatedError<'_>) -> Text {
    let text = match dated.error.code {
        Code::PhoneInvalid => "Write it as +7 916 123-45-67 or 8 916 123-45-67.",
        Code::PhoneUnreachable => {
            "Give a mobile number of such a country, also that of somebody you trust, or ask the \
             authority for a pass on paper. Emergency care needs no pass."
        }
        Code::MarkInvalid => "Correct it, or leave it out: both are optional.",
        Code::CodeMalformed => {
            "Read the text message again. A code that was given in person has twelve digits."
        }
        Code::CodeWrong => "Read the text message again.",
        Code::SubWrong if dated.error.details.n == Some(0) => {
            "Call whoever gave you the order: nothing more can be tried here."
        }
        Code::SubWrong => {
            "Compare them with your document. If they are right, call whoever gave you the order."
        }
        Code::CodeExpired => "Ask for a new code.",
        Code::LoanMalformed => "Scan the code on the form again.",
        Code::LoanOver | Code::LoanForeign => "Ask where the phone is lent for another form.",
        Code::MoveMalformed => "Scan the code on the other phone again.",
        Code::MoveOver => "Begin anew on the old phone.",
        Code::MoveForeign => "Install the app of your own authority on the new phone.",
        Code::PinMalformed => "Type 4 to 8 digits.",
        Code::PinWrong | Code::PinWait => {
            "If you do not know it any more, have it removed: that takes a day. What is asked of you needs no PIN."
        }
        Code::PersonLocked => "Type the PIN. Emergencies and what is asked of you need none.",
        Code::DigitsDiffer => {
            "Read the digits on the new phone again. If they stay different, stop the move and begin anew."
        }
        Code::OwnerNotConfirmed => "Unlock the phone when it asks, then go on.",
        Code::ReceiptMalformed => "Scan the code on the inspector's screen again.",
        Code::NothingInspected => "Scan the code first.",
        Code::UnknownReference | Code::CheckUnknown => {
            "Look at the list, and take a number from it."
        }
        Code::ChallengeMalformed => {
            "Let the inspector read it out again: two groups of four digits."
        }
        Code::PassUnknown => "Look at the list of passes.",
        Code::PurposeUnknown => "Look at the list of purposes.",
        Code::PurposeOver => "Look at the list of purposes. Emergency care needs no pass.",
        Code::TooFarAhead => "Choose an earlier time, or ask again later.",
        Code::LeadTime => {
            let then = if dated.when.is_some() { "then or later" } else { "later" };
            return format!("Ask for it now, to begin {then}. Emergency care needs no pass.")
                .into();
        }
        Code::Wait | Code::OutsideHours | Code::QuotaUsed => {
            let then = if dated.when.is_some() { "then" } else { "later" };
            return format!("Try again {then}. Emergency care needs no pass.").into();
        }
        Code::NotInForce if dated.when.is_some() => "You need none for that time.",
        Code::NotInForce if dated.last.is_some() => "Then just go.",
        Code::NoPassNeeded | Code::NotInForce => "Just go.",
        Code::HolderMarkMissing => {
            "Erase this phone's data and register again with your initials and the last four \
             characters of your document. Until then show the live code."
        }
        Code::NoPaper => "Show the live code on this phone.",
        Code::PassOver => "Ask for a new pass.",
        Code::TooLate => "Ask again.",
        Code::AlreadyRegistered => "To register another number, erase this phone's data first.",
        Code::Refused => "Call the authority if you think that is wrong.",
        Code::NotRegistered => "Register with your phone number. Emergency care needs no pass.",
        Code::NoRegistration => "Register with your phone number first.",
        Code::EraseUnfinished => "Erase this person's data once more.",
        Code::RegistrationUnreadable | Code::EmergencyUnreadable => {
            "Register again with the same number. Emergency care needs no pass."
        }
        Code::PersonStays => "To make this phone forget them, erase their data.",
        Code::PersonHasOrder => "Remove them when the order is over.",
        Code::TooManyPeople => "Remove somebody who does not use this phone any more.",
        Code::PersonUnknown => "Look at the list of people.",
        Code::NoOrder | Code::NoCheck | Code::FixInvalid => "There is nothing to do.",
        Code::OrderRejected | Code::OrderOverlap => {
            "This phone does not follow it. Call whoever gave you the order."
        }
        Code::TooLong => "Say it in fewer words.",
        Code::PhotoNotJpeg | Code::PhotoDamaged => "Take it with the camera of this phone.",
        Code::PhotoTooLarge | Code::PhotoTooSmall => "Set the camera to another size.",
        Code::KeyClosed => match dated.error.details.reference.as_deref() {
            Some("moved" | "replaced") => "Use the other one.",
            Some("number-moved") => {
                "If it was not you, call the authority. To go on on this phone, register again."
            }
            Some("lost") => "If you have it again and no other one, register again.",
            _ => "Register again.",
        },
        Code::KeyLost => {
            "Restart the phone. If that does not help, erase the data in this app and register again."
        }
        Code::CheckClosedForPhotos => "If you are asked, say that you are here, or why you cannot.",
        Code::Offline | Code::NoRules | Code::NoPhotoKey => "Connect to a network and try again.",
        Code::AuthorityBusy => "Try again in a minute.",
        Code::NetworkInterfered => "Use another network: no sign-in page, no filter.",
        Code::HostNotAllowed | Code::TrustFileInvalid => "Install the app anew from its source.",
        Code::ListsRefused => "Try again later. If it lasts, call the authority.",
        Code::StorageFull => "Make some room. Passes can be shown all the same.",
        Code::StorageReadOnly => "Restart the phone, or give the app its folder back.",
        Code::StorageFailed => "Restart the phone.",
        Code::InUse | Code::AlreadyOpen => "Close the other one.",
        Code::Suspended | Code::ClientClosed => "Open the app again.",
        Code::VaultBusy => "Try again in a minute, or restart the phone.",
        Code::VaultLocked => "Unlock the phone once.",
        Code::VaultUnsupported => "Use another phone, or ask for a pass on paper.",
        Code::StoreNewer | Code::AppTooOld => "Install the newest version.",
        Code::NoThreads => "Close other apps, or restart the phone.",
        Code::Stopped => "Nothing is lost: it goes on next time.",
        Code::AnswerUnusable | Code::NoRandomness | Code::PassUnusable | Code::CoreFailed => {
            "Try again. If it lasts, report this code."
        }
    };
    text.into()
}
