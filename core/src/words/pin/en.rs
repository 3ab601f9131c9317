//! English: what hides a person's part of a shared phone.

use super::PinText;
use crate::words::Text;
use crate::words::moments::en::{at, from};

pub fn text(say: &PinText<'_>) -> Text {
    match say {
        PinText::Unset => {
            "Whoever else uses this phone can open your part of the app. A PIN of your own hides it.".into()
        }
        PinText::Open => "Your part is hidden by your PIN as soon as the app leaves the screen.".into(),
        PinText::Locked => "This part is hidden by a PIN.".into(),
        PinText::News => "There is something new for somebody whose part is hidden by a PIN.".into(),
        PinText::Waits { until } => {
            format!("This part is hidden by a PIN. After too many wrong ones it can be typed again {}.", from(until))
                .into()
        }
        PinText::Goes { at: when } => format!(
            "Somebody has asked to remove the PIN. It goes {}. Type it to keep it.",
            at(when)
        )
        .into(),
    }
}
