//! English: what happened.

use super::DatedError;
use crate::error::{Code, Field};
use crate::model::Period;
use crate::words::Text;
use crate::words::moments::en::{at, from};
use crate::words::plural::en as plural;

/// What happened.
pub fn what(dated: &DatedError<'_>) -> Text {
    let details = &dated.error.details;
    let later = || dated.when.as_ref().map_or("later".to_owned(), from);
    let n = details.n.unwrap_or_default();
    let m = details.m.unwrap_or_default();
    let reference = details.reference.as_deref().unwrap_or("see the rules");
    let text = match dated.error.code {
        Code::PhoneInvalid => match details.position {
            Some(position) => {
                return format!("Character {position} does not belong in a phone number.").into();
            }
            None => "This is not a whole phone number.",
        },
        Code::PhoneUnreachable => match &details.reference {
            Some(countries) => {
                return format!(
                    "Text messages cannot go to this number. They go to numbers that begin with \
                     {countries}."
                )
                .into();
            }
            None => "Text messages cannot go to this number. It is no mobile number.",
        },
        Code::MarkInvalid => match (details.field, details.position) {
            (Some(Field::Initials), Some(at)) => {
                return format!(
                    "Character {at} is no letter or digit that can stand in the initials."
                )
                .into();
            }
            (Some(Field::Initials), None) => "Initials are at most three letters.",
            (Some(Field::Document), Some(at)) => {
                return format!(
                    "Character {at} is no letter or digit that can stand in the document's number."
                )
                .into();
            }
            (Some(Field::Document), None) => {
                "Of the document only the last four characters are asked."
            }
            (None, Some(at)) => {
                return format!("Character {at} is no letter or digit that can stand here.").into();
            }
            (None, None) => "Initials and document together are longer than a pass can carry.",
        },
        Code::CodeMalformed => match details.position {
            Some(position) => {
                return format!("Character {position} of the code is not a digit.").into();
            }
            None => "The code has six digits.",
        },
        Code::LoanMalformed => "This is no code of a lent phone's form.",
        Code::LoanOver => "This form of a lent phone does not count any more.",
        Code::LoanForeign => "This form is of another authority than this phone's.",
        Code::MoveMalformed => "This is no code of a phone that gives or takes an account.",
        Code::MoveOver => "This move is over, or the code is of another one.",
        Code::MoveForeign => "The other phone is of another authority than this one.",
        Code::DigitsDiffer => "The six digits on the two phones are not the same.",
        Code::PinMalformed => "A PIN has 4 to 8 digits, and nothing else.",
        Code::PinWrong => {
            let tries = plural(n, "try is", "tries are");
            return format!("This is not the PIN. {n} {tries} left.").into();
        }
        Code::PinWait => {
            return format!("Too many wrong PINs. Possible again {}.", later()).into();
        }
        Code::PersonLocked => "This part is hidden by a PIN.",
        Code::OwnerNotConfirmed => "The phone has not made sure that it is you.",
        Code::ReceiptMalformed => "This is no receipt of an inspection.",
        Code::NothingInspected => "Nothing was inspected a moment ago.",
        Code::UnknownReference | Code::CheckUnknown => "Nothing is kept under this number.",
        Code::NoCheck => "You are not asked anything now.",
        Code::ChallengeMalformed => "The number to answer has eight digits.",
        Code::Stopped => "The work was stopped before it was done.",
        Code::CodeWrong => {
            return format!("The code is wrong. {n} {} left.", plural(n, "try", "tries")).into();
        }
        Code::SubWrong if n == 0 => {
            "The order is for somebody with other initials or another document."
        }
        Code::SubWrong => {
            let tries = plural(n, "try", "tries");
            return format!(
                "The order is for somebody with other initials or another document. {n} {tries} left."
            )
            .into();
        }
        Code::CodeExpired => "This code does not count any more.",
        Code::PassUnknown => "There is no such pass on this phone.",
        Code::PurposeUnknown => "The rules know no such purpose.",
        Code::Wait if details.n == Some(0) => {
            return format!(
                "Too many wrong codes: this one is dead. Another is possible {}.",
                later()
            )
            .into();
        }
        Code::Wait => return format!("It is too early. Possible {}.", later()).into(),
        Code::LeadTime => {
            let earliest = dated.when.as_ref().map_or("later".to_owned(), at);
            return format!("This pass must be asked for in advance. It can begin {earliest}.")
                .into();
        }
        Code::OutsideHours => {
            return format!("Not at this hour. Possible again {}.", later()).into();
        }
        Code::QuotaUsed => {
            let of = match details.per {
                Some(Period::LocalDay) => " for the day",
                Some(Period::LocalWeek) => " for the week",
                Some(Period::LocalMonth) => " for the month",
                None => "",
            };
            return format!("{n} of {m} passes{of} are used. The next is free {}.", later()).into();
        }
        Code::NoPassNeeded => match &details.reference {
            Some(reference) => return format!("You need no pass for this ({reference}).").into(),
            None => "Emergency care needs no pass.",
        },
        Code::NotInForce => match (&dated.when, &dated.last) {
            (Some(when), _) => {
                return format!(
                    "No act requires a pass for that time, so none is issued. A pass can begin {}.",
                    at(when)
                )
                .into();
            }
            (None, Some(last)) => {
                return format!(
                    "No act requires passes {}, so none is issued. You need none then.",
                    from(last)
                )
                .into();
            }
            (None, None) => "No act requires passes now, so none is issued. You need none.",
        },
        Code::PurposeOver => match &dated.last {
            Some(last) => {
                return format!("No such pass can begin any more: all of them end {}.", at(last))
                    .into();
            }
            None => "No such pass can begin any more.",
        },
        Code::TooFarAhead => match &dated.last {
            Some(last) => {
                return format!("That is too far ahead. Now the latest beginning is {}.", at(last))
                    .into();
            }
            None => "That is too far ahead.",
        },
        Code::HolderMarkMissing => {
            "Without a phone a pass needs initials and characters of a document to compare. This \
             one has none."
        }
        Code::NoPaper => "Passes for this purpose are not given on paper.",
        Code::PassOver => "This pass does not count any more.",
        Code::TooLate => "The request reached the authority too late. It was not counted.",
        Code::AlreadyRegistered => "This phone is registered already. Nothing was changed.",
        Code::Refused => return format!("The authority has refused ({reference}).").into(),
        Code::NotRegistered => "Nobody is registered on this phone.",
        Code::NoRegistration => "No code was asked for.",
        Code::RegistrationUnreadable => "The registration on this phone cannot be read.",
        Code::PersonStays => "This person is the only one on this phone.",
        Code::PersonHasOrder => "This person has a quarantine order that is not over.",
        Code::EraseUnfinished => "Keys of this person's erased data are still on this phone.",
        Code::EmergencyUnreadable => "The code for emergencies on this phone cannot be read.",
        Code::TooManyPeople => "This phone keeps no more people.",
        Code::PersonUnknown => "This phone keeps nobody under this number.",
        Code::NoOrder => "No quarantine order asks anything of this phone now.",
        Code::OrderRejected => {
            return format!("This order asks what no order may ask ({reference}).").into();
        }
        Code::CheckClosedForPhotos => "No photo is wanted for this, or none any more.",
        Code::OrderOverlap => "Another quarantine order runs on this phone already.",
        Code::FixInvalid => "There is no such place on earth.",
        Code::TooLong => "The text is too long: at most 2,000 characters are sent.",
        Code::PhotoNotJpeg => "This is no photo as a phone's camera takes it (JPEG).",
        Code::PhotoDamaged => "The photo is damaged, or only a part of it is there.",
        Code::PhotoTooLarge => "The photo is too large: at most 12 MB and 50 megapixels.",
        Code::PhotoTooSmall => "The photo is too small to show a face.",
        Code::KeyClosed => match reference {
            "erased" => "This phone's account was erased at the authority.",
            "number-moved" => {
                "Somebody has registered your number on another phone, which closed this one's account."
            }
            "moved" => "Your account is on another phone now.",
            "replaced" => "Another phone took the place of this one.",
            "lost" => "The authority was told that this phone is lost, and closed its account.",
            _ => {
                return format!("The authority has closed this phone's account ({reference}).")
                    .into();
            }
        },
        Code::Offline => "There is no network.",
        Code::NoPhotoKey => "This phone does not know yet for whom to lock a photo.",
        Code::NoRules => "The rules of the region are not on this phone yet.",
        Code::AuthorityBusy => "The authority does not answer now.",
        Code::NetworkInterfered => "Somebody else answers in place of the authority.",
        Code::HostNotAllowed => "This address is not the authority's.",
        Code::ListsRefused => "The authority's lists do not fit together. The old ones are kept.",
        Code::StorageFull => "There is no space left on this phone. Nothing was changed.",
        Code::StorageReadOnly => "The phone does not let the app keep its data.",
        Code::StorageFailed => "The phone failed to read or write the app's data.",
        Code::InUse => "Another program uses the app's data.",
        Code::AlreadyOpen => "The app has its data open already.",
        Code::Suspended => "The app is asleep. Nothing was changed.",
        Code::ClientClosed => "The app has closed its data.",
        Code::VaultBusy => "The phone does not open the app's data just now.",
        Code::VaultLocked => "The phone was not unlocked since it was started.",
        Code::VaultUnsupported => "This phone cannot keep passes safely.",
        Code::StoreNewer => "A newer version of the app wrote this data. It was left as it is.",
        Code::AppTooOld => "This version of the app is too old to ask for passes.",
        Code::KeyLost => "This phone has lost the keys that it signs with.",
        Code::AnswerUnusable => "The authority's answer makes no sense.",
        Code::TrustFileInvalid => "The app is incomplete: it does not know whom to trust.",
        Code::NoRandomness => "The phone gives no random numbers.",
        Code::NoThreads => "The phone lets the app do nothing beside its screen.",
        Code::CoreFailed => "Something went wrong inside the app.",
        Code::PassUnusable => "The authority has issued a pass that does not fit the request.",
    };
    text.into()
}
