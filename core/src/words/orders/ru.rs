//! Russian: orders.

use super::OrderText;
use crate::model::PauseWhy;
use crate::words::Text;
use crate::words::lengths::ru::{every, length};
use crate::words::lengths::{clock, minutes};
use crate::words::moments::ru::{at, from as from_when, until as until_when};
use crate::words::plural::ru as plural;

pub fn text(say: &OrderText<'_>) -> Text {
    match say {
        OrderText::StayAtHome => "Вас просят оставаться дома.".into(),
        OrderText::ChildStaysAtHome => {
            "Вашего ребёнка просят оставаться дома. Фотографий у детей не просят, а отвечаете за \
             ребёнка вы."
                .into()
        }
        OrderText::AsksNothing => "В заранее условленное время телефон ни о чём не спрашивает.".into(),
        OrderText::Asks { times_a_day, window_min, gap_min } => format!(
            "Телефон спрашивает, дома ли вы: {}. Время на ответ: {}. До следующего вопроса не \
             меньше: {}.",
            times(*times_a_day),
            length(minutes(*window_min)),
            length(minutes(*gap_min)),
        )
        .into(),
        OrderText::Surprises { times_a_day } => format!(
            "Кроме того, он может спросить и в другое время, самое большее: {}.",
            times(*times_a_day)
        )
        .into(),
        OrderText::Photo => "Вас могут попросить ответить фотографией.".into(),
        OrderText::Quiet { from_min, to_min } => format!(
            "С {} до {} он ни о чём не спрашивает и не звучит.",
            clock(*from_min),
            clock(*to_min)
        )
        .into(),
        OrderText::TellsPresence { interval_s, batch_s } => format!(
            "Телефон проверяет, дома ли он: {}. Ведомству он сообщает об этом {}, а если он был не \
             дома, то и примерно, как далеко. Где именно, он не сообщает.",
            every(*interval_s),
            every(*batch_s)
        )
        .into(),
        OrderText::TellsCoordinates { interval_s, batch_s } => format!(
            "Телефон определяет, где он находится: {}. Эти места он сообщает ведомству {}.",
            every(*interval_s),
            every(*batch_s)
        )
        .into(),
        OrderText::Times { from, until } => {
            format!("Начало: {}. Конец: {}.", at(from), at(until)).into()
        }
        OrderText::Days(days) => {
            format!("Сколько это длится: {days} {}.", plural(*days, "день", "дня", "дней")).into()
        }
        OrderText::Grace { hours } => format!(
            "После того как предписание пришло на этот телефон, есть {}, чтобы спокойно его прочитать: \
             всё это время вас ни о чём не спрашивают. Можно начать и раньше.",
            length(hours.saturating_mul(3600))
        )
        .into(),
        OrderText::Loan => {
            "Оно для телефона, который вам дают на время. Пока его у вас нет, вас ни о чём не \
             спрашивают."
                .into()
        }
        OrderText::Place { label, radius_m } => {
            format!("Место: {label} и {radius_m} м вокруг.").into()
        }
        OrderText::PlaceFrom { label, radius_m, from } => {
            format!("Место ({}): {label} и {radius_m} м вокруг.", from_when(from)).into()
        }
        OrderText::PlaceUntil { label, radius_m, until } => {
            format!("Место ({}): {label} и {radius_m} м вокруг.", until_when(until)).into()
        }
        OrderText::PlaceTimes { label, radius_m, from, until } => format!(
            "Место ({}, {}): {label} и {radius_m} м вокруг.",
            from_when(from),
            until_when(until)
        )
        .into(),
        OrderText::Act { title, number, legal } => {
            format!("На основании акта «{title}» ({number}): {legal}.").into()
        }
        OrderText::ActUnknown { legal } => {
            format!("В нём указано основание: {legal}; такого акта этот телефон не знает.").into()
        }
        OrderText::Cannot => {
            "Если вы не можете ответить, сообщите об этом одним нажатием, а если хотите, и причину. \
             Вопрос без ответа ничего не доказывает."
                .into()
        }
        OrderText::Hospital => {
            "Если вас везут в больницу или вы вызвали скорую, сообщите об этом одним нажатием: с этой \
             минуты вас ни о чём не спрашивают."
                .into()
        }
        OrderText::Danger => {
            "Если там, где вы находитесь, опасно, уходите. Достаточно одного нажатия, и никто не \
             увидит причины."
                .into()
        }
        OrderText::Contact { number } => format!("С вопросами звоните: {number}.").into(),
        OrderText::Help { number } => format!("За помощью звоните: {number}.").into(),
        OrderText::Object { how, days } => format!(
            "Вы можете это обжаловать. Срок: {days} {}. Куда: {how}.",
            plural(*days, "день", "дня", "дней")
        )
        .into(),
        OrderText::ObjectOnline { url } => {
            format!("Обжаловать можно и на этой странице: {url}").into()
        }
        OrderText::Pause { why, from, until } => format!(
            "Вас ни о чём не спрашивают {}, {}: {}.",
            from_when(from),
            until_when(until),
            pause(*why)
        )
        .into(),
        OrderText::OpenPause { why, from } => format!(
            "Вас ни о чём не спрашивают {}, пока вам не сообщат другого: {}.",
            from_when(from),
            pause(*why)
        )
        .into(),
        OrderText::Permission { from, until, what } => {
            let times = format!("{}, {}", from_when(from), until_when(until));
            if what.is_empty() {
                format!("Вам можно выйти {times}.").into()
            } else {
                format!("Вам можно выйти {times}: {what}.").into()
            }
        }
        OrderText::Travel { from, until } => format!(
            "Вы можете переезжать в другое место {}, {}; в это время вас ни о чём не спрашивают.",
            from_when(from),
            until_when(until)
        )
        .into(),
        OrderText::Released { at: when } => {
            format!("Оно закончилось досрочно, {}. Вас больше ни о чём не спрашивают.", at(when)).into()
        }
        OrderText::Added(text) => format!("Ведомство добавляет: «{text}»").into(),
    }
}

/// `1 раз в день`, `2 раза в день`.
pub(in crate::words) fn times(n: u64) -> String {
    format!("{n} {} в день", plural(n, "раз", "раза", "раз"))
}

pub(in crate::words) fn pause(why: PauseWhy) -> &'static str {
    match why {
        PauseWhy::Hospital => "вы в больнице",
        PauseWhy::Moved => "вы переезжаете",
        PauseWhy::Loan => "у вас сейчас нет телефона для этого",
        PauseWhy::Other => "пауза",
    }
}
