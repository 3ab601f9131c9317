//! Russian: purposes.

use super::PurposeText;
use crate::model::Period;
use crate::words::Text;

pub fn text(say: &PurposeText<'_>) -> Text {
    match say {
        PurposeText::NoPassNeeded { reference } => {
            format!("Для этого пропуск не нужен ({reference}).").into()
        }
        PurposeText::QuotaUsed { used, of, per } => {
            let when = match per {
                Period::LocalDay => "Сегодня",
                Period::LocalWeek => "На этой неделе",
                Period::LocalMonth => "В этом месяце",
            };
            format!("{when} использовано {used} из {of}.").into()
        }
        PurposeText::QuotaUnreadable { of, per } => {
            let stretch = match per {
                Period::LocalDay => "в день",
                Period::LocalWeek => "в неделю",
                Period::LocalMonth => "в месяц",
            };
            format!(
                "Не больше {of} {stretch}. Сколько использовано, на этом телефоне не читается: \
                 считает ведомство и скажет, когда вы запросите пропуск."
            )
            .into()
        }
    }
}
