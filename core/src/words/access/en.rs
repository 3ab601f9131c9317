//! English: what an app asks the phone's system for.

use super::AccessText;
use crate::model::patient::Access;

pub fn text(say: AccessText) -> &'static str {
    match say {
        AccessText::Title(access) => match access {
            Access::Location => "Location",
            Access::LocationServices => "Location is off",
            Access::PreciseLocation => "Precise location",
            Access::LocationAlways => "Location at all times",
            Access::Notices => "Notifications",
            Access::Motion => "Steps",
            Access::PowerSaving => "Battery",
        },
        AccessText::Why(access) => match access {
            Access::Location => {
                "Doorstep reads this phone's location to show that you are at home, also when the app is \
                 closed, until the order ends. Without it nothing can be said of where you were, and nobody \
                 holds that against you."
            }
            Access::LocationServices => {
                "Location is switched off for the whole phone. While it is off nothing can be said of where \
                 you were, and nobody holds that against you."
            }
            Access::PreciseLocation => {
                "With the approximate location alone the phone cannot tell your home from the street."
            }
            Access::LocationAlways => {
                "Allow it at all times, so that the phone can say that you are at home while it lies on the \
                 table. Otherwise it can only say so while the app is open."
            }
            Access::Notices => {
                "So that you hear when you are asked something. A question that this phone could not show \
                 does not count."
            }
            Access::Motion => {
                "A phone that has counted no steps has not left home, even where satellites err. Steps stay \
                 on the phone."
            }
            Access::PowerSaving => {
                "Phones put apps to sleep to spare the battery. Then days are missing that you spent at home. \
                 It costs a few percent of a charge a day."
            }
        },
    }
}
