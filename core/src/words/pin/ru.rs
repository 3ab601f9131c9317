//! Russian: what hides a person's part of a shared phone.

use super::PinText;
use crate::words::Text;
use crate::words::moments::ru::{at, from};

pub fn text(say: &PinText<'_>) -> Text {
    match say {
        PinText::Unset => {
            "Вашу часть приложения может открыть каждый, кто пользуется этим телефоном. Её скроет ваш ПИН-код."
                .into()
        }
        PinText::Open => "Как только приложение уйдёт с экрана, вашу часть скроет ПИН-код.".into(),
        PinText::Locked => "Эта часть скрыта ПИН-кодом.".into(),
        PinText::News => "Для человека, чья часть скрыта ПИН-кодом, есть новость.".into(),
        PinText::Waits { until } => format!(
            "Эта часть скрыта ПИН-кодом. После стольких ошибок ввести его можно {}.",
            from(until)
        )
        .into(),
        PinText::Goes { at: when } => format!(
            "Кто-то попросил убрать ПИН-код. Он перестанет действовать {}. Введите его, чтобы оставить.",
            at(when)
        )
        .into(),
    }
}
