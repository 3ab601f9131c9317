//! English: purposes.

use super::PurposeText;
use crate::model::Period;
use crate::words::Text;

pub fn text(say: &PurposeText<'_>) -> Text {
    match say {
        PurposeText::NoPassNeeded { reference } => {
            format!("You need no pass for this ({reference}).").into()
        }
        PurposeText::QuotaUsed { used, of, per } => {
            let when = match per {
                Period::LocalDay => "today",
                Period::LocalWeek => "this week",
                Period::LocalMonth => "this month",
            };
            format!("{used} of {of} used {when}.").into()
        }
    }
}
