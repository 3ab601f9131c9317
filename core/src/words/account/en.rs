//! English: the account.

use super::AccountText;
use crate::words::Text;
use crate::words::moments::en::before;
use crate::words::plural::en as plural;

pub fn text(say: &AccountText<'_>) -> Text {
    match say {
        AccountText::NotRegistered => "You are not registered yet. A phone number is enough.".into(),
        AccountText::WaitingToSend => {
            "Your registration is ready and waits for a network. Nothing is lost; it goes by itself."
                .into()
        }
        AccountText::LoanAsked => {
            "The form of this phone is read and waits for a network. Nothing is lost; it goes by itself."
                .into()
        }
        AccountText::CodeSent { phone, by } => format!(
            "We have asked for a code to be sent to {phone}. Tell it to nobody. If no message comes \
             {}, ask for another code. If that does not come either, get a code in person from \
             the authority that issues the passes.",
            before(by)
        )
        .into(),
        AccountText::Registered => "You are registered.".into(),
        AccountText::Lent => "This phone is lent. It knows no name and no number of yours.".into(),
        AccountText::Closed => "This phone's account is closed.".into(),
        AccountText::Moving => "Your account comes to this phone from your other one.".into(),
        AccountText::Moved => {
            "Your account is on your other phone now. What this one has written down stays here, and you can \
             still save it."
                .into()
        }
        AccountText::MayBeErased => {
            "The authority has confirmed that your account is on your other phone. You may erase this one."
                .into()
        }
        AccountText::Erasing => {
            "Everything on this phone is erased. The authority will be told when there is a network."
                .into()
        }
        AccountText::RegistrationUnreadable => {
            "Your registration on this phone cannot be read. It was put aside. Register again with \
             the same number."
                .into()
        }
        AccountText::ClaimUnreadable => {
            "This phone cannot read whether another phone has registered with your number. It asks \
             the authority again as soon as there is a network."
                .into()
        }
        AccountText::EmergencyUnreadable => {
            "The code that this phone shows in an emergency cannot be read. Emergency care needs no \
             pass. Once you are registered again, there is a new code."
                .into()
        }
        AccountText::EraseUnfinished => {
            "Keys of data that you erased are still on this phone. Nobody can read the data any \
             more. The app removes the keys when it is opened again. If this stays, erase once more."
                .into()
        }
        AccountText::OrderStays { days } => format!(
            "To erase this phone ends no quarantine. The authority keeps the order, and what was \
             reported under it, until {days} {} after the order's end, because until then somebody \
             may have to prove what happened, you too. Then it deletes both.",
            plural(*days, "day", "days")
        )
        .into(),
        AccountText::SigningKeysLost => {
            "This phone has lost the keys that it signs with, so passes cannot be shown or asked \
             for. Restart it. If that does not help, erase the data in this app and register again. \
             Emergency care needs no pass."
                .into()
        }
        AccountText::NumberClaimed { leaves } => format!(
            "Another phone has registered with your number. If that was not you, call the \
             authority {}.",
            before(leaves)
        )
        .into(),
    }
}
