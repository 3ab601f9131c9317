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
        PurposeText::QuotaUnreadable { of, per } => {
            let stretch = match per {
                Period::LocalDay => "a day",
                Period::LocalWeek => "a week",
                Period::LocalMonth => "a month",
            };
            format!(
                "{of} {stretch}. This phone cannot read how many are used: the authority counts \
                 them, and says so when you ask."
            )
            .into()
        }
    }
}
