//! Tatar: the phone and its data.

use super::PhoneText;
use crate::words::Text;

pub fn text(say: &PhoneText) -> Option<Text> {
    Some(match say {
        PhoneText::ClockUnanchored => {
            "Телефон кабызылганнан бирле сәгатен тикшермәгән. Рөхсәтне кабул итмәсәләр, сан белән \
             тикшерүне сорагыз."
                .into()
        }
        PhoneText::ListsOld => {
            "Бу телефондагы кагыйдәләр искергән. Челтәргә бер тапкыр тоташыгыз.".into()
        }
        // What the phone itself has lost.
        PhoneText::ClockWrong { .. }
        | PhoneText::CorruptFileBackedUp
        | PhoneText::KeysLost
        | PhoneText::Unreadable => {
            return None;
        }
    })
}
