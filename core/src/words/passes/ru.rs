//! Russian: passes.

use super::PassText;
use crate::model::PassState;
use crate::words::Text;
use crate::words::moments::ru::{at, times, until};

pub fn text(say: &PassText) -> Text {
    match say {
        PassText::State { state, from, until: end } => match state {
            PassState::Valid => format!("Действует {}.", until(end)).into(),
            PassState::NotYetValid => format!("Ещё не действует. Начнётся {}.", at(from)).into(),
            PassState::Expired => format!("Закончился {}.", at(end)).into(),
            PassState::ReturnHomeOnly => {
                format!("Отозван. С ним ещё можно вернуться домой {}.", until(end)).into()
            }
            PassState::Revoked => "Отозван.".into(),
            PassState::KeyWithdrawn => {
                "Ведомство его больше не принимает, не по вашей вине. Другой пропуск придёт сам, \
                 когда появится сеть."
                    .into()
            }
            PassState::NotInForce => {
                "Ни один акт больше не требует этого пропуска. Он не нужен.".into()
            }
            PassState::OtherAct => {
                "Акт, по которому выдан этот пропуск, больше не действует, а другой акт требует \
                 пропуска. Запросите новый."
                    .into()
            }
            PassState::TimeUnknown => format!(
                "Заканчивается {}. Телефон не знает точного времени; всё равно покажите его.",
                at(end)
            )
            .into(),
        },
        PassText::Times { from, until } => times(from, until).into(),
        PassText::Waiting => "Пропуск запрошен и ждёт сети.".into(),
        PassText::EndsSoon { at } => format!("Ваш пропуск заканчивается в {}.", at.clock()).into(),
        PassText::Revoked { until: end } => {
            format!("Ваш пропуск отозван. С ним можно вернуться домой {}.", until(end)).into()
        }
    }
}
