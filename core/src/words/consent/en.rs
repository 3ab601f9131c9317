//! English: what a patient agrees to.

use super::ConsentText;
use crate::words::Text;

pub fn text(say: ConsentText<'_>) -> Text {
    let text = match say {
        ConsentText::Who { name } => {
            return format!("It goes to {name}, and to nobody else.").into();
        }
        ConsentText::PlaceTitle => "Whether this phone is at home",
        ConsentText::AnswersTitle => "What you answer and declare",
        ConsentText::Answers => {
            "That you answered, and when; that you are in hospital, had to leave or cannot answer, and why if \
             you choose a reason. What you write in your own words stays here, unless you object to something: \
             that is for the authority to read."
        }
        ConsentText::PhotosTitle => "Photos",
        ConsentText::Photos => {
            "A photo is locked on this phone, and only the officers who compare photos can open it. Nothing \
             but the picture is in it: no place, and nothing of your phone."
        }
        ConsentText::PhoneTitle => "What this phone lets the app do",
        ConsentText::Phone => {
            "Whether location, notifications, the camera and the network are there, to the quarter of an hour, \
             so that a time without news has its reason."
        }
        ConsentText::OnPhoneTitle => "What stays on this phone",
        ConsentText::OnPhone => {
            "Your journal with all of it, locked with this phone's key. You can show it to whom you like, and \
             nobody else can."
        }
        ConsentText::HowLongTitle => "For how long",
        ConsentText::HowLong => {
            "Nothing is read once the order has ended. Your journal stays here until you erase it, because it is \
             your proof. How long the authority keeps what it was told is for it to say: ask it."
        }
        ConsentText::HowLongPhotos => {
            "Nothing is read once the order has ended. The authority deletes a photo seven days after it was \
             found right, and 30 days after the end of the order at the latest. Your journal stays here until \
             you erase it, because it is your proof. How long the authority keeps the rest is for it to say: \
             ask it."
        }
        ConsentText::FreedomTitle => "You may say no",
        ConsentText::Freedom => {
            "You can refuse each of the phone's permissions and take it back. The app then says that it does not \
             know, and never that you were away."
        }
        ConsentText::WhoTitle => "Who gets it",
        ConsentText::ComplaintsTitle => "Whom to complain to",
    };
    text.into()
}
