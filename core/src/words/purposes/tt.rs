//! Tatar: purposes.

use super::PurposeText;
use crate::model::Period;
use crate::words::Text;

pub fn text(say: &PurposeText<'_>) -> Option<Text> {
    Some(match say {
        PurposeText::NoPassNeeded { reference } => {
            format!("Моның өчен рөхсәт кирәкми ({reference}).").into()
        }
        PurposeText::QuotaUsed { used, of, per } => {
            let when = match per {
                Period::LocalDay => "Бүген",
                Period::LocalWeek => "Бу атнада",
                Period::LocalMonth => "Бу айда",
            };
            format!("{when} кулланылган: {used}, барлыгы: {of}.").into()
        }
        PurposeText::QuotaUnreadable { .. } => return None,
    })
}
