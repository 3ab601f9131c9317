//! Russian: a lent phone.

use super::LoanText;
use crate::words::Text;
use crate::words::moments::ru::until;
use crate::words::plural::ru as plural;

pub fn text(say: &LoanText<'_>) -> Text {
    match say {
        LoanText::NotHandedOver => {
            "Этот телефон ещё не передан. До передачи ни от кого ничего не требуется.".into()
        }
        LoanText::BringBy { by } => format!("Верните телефон {}.", until(by)).into(),
        LoanText::BringAfter { days } => format!(
            "Когда карантин закончится, на возврат телефона есть {days} {}.",
            plural(*days, "день", "дня", "дней")
        )
        .into(),
        LoanText::Ask { at } => format!("Куда вернуть, скажут здесь: {at}.").into(),
        LoanText::Parts { parts } => format!("Верните и то, что было с телефоном: {parts}.").into(),
        LoanText::WipeFirst => {
            "Перед возвратом выберите «Вернуть»: телефон уничтожит всё, что знает о вас, и покажет \
             свидетельство об этом. Если хотите оставить себе доказательства, сохраните их сначала."
                .into()
        }
        LoanText::WipeAgain => {
            "Телефон начал уничтожать то, что знает, и не закончил. Выберите «Вернуть» ещё раз: он \
             продолжит с того же места."
                .into()
        }
        LoanText::Wiped => {
            "На этом телефоне больше ни о ком ничего нет. Покажите свидетельство там, куда его \
             возвращаете."
                .into()
        }
        LoanText::WipeTold => "Ведомство об этом уже знает.".into(),
        LoanText::WipeUntold => {
            "С ведомством не удалось связаться. Оно узнает об этом, когда принимающий телефон сотрудник \
             считает свидетельство."
                .into()
        }
        LoanText::Emergency { number } => format!(
            "В неотложном случае звоните {number}. Это можно всегда, даже без денег на счету."
        )
        .into(),
    }
}
