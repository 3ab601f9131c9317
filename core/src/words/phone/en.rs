//! English: the phone and its data.

use super::PhoneText;
use crate::words::Text;

pub fn text(say: &PhoneText) -> Text {
    match say {
        PhoneText::ClockUnanchored => {
            "This phone has not compared its clock since it was started. If a pass is refused, ask \
             for the number check."
                .into()
        }
        PhoneText::ClockWrong { minutes } => {
            format!("This phone's clock is wrong by {minutes} min. Passes work all the same.")
                .into()
        }
        PhoneText::ListsOld => "The rules on this phone are old. Connect to a network once.".into(),
        PhoneText::CorruptFileBackedUp => {
            "The app's data on this phone were damaged. They were put aside, and the app starts \
             anew: please register again."
                .into()
        }
        PhoneText::KeysLost => {
            "This phone cannot open the app's data now. They may come back after a restart. Until \
             then you can register again."
                .into()
        }
        PhoneText::Unreadable => {
            "Some of the app's data on this phone cannot be read. They were put aside, and the rest \
             is whole. If a pass is missing, ask for it again."
                .into()
        }
    }
}
