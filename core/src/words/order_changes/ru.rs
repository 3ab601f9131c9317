//! Russian: what differs between two versions of an order.

use super::OrderChangeText as Change;
use crate::words::Text;
use crate::words::lengths::ru::{every, length};
use crate::words::lengths::{clock, minutes};
use crate::words::moments::ru::{at, from as from_when, until as until_when};
use crate::words::orders::ru::pause;

pub fn text(say: &Change<'_>) -> Text {
    match say {
        Change::Nothing => "Для вас ничего не меняется.".into(),
        Change::AtOnce => "Это действует сразу:".into(),
        Change::Later => {
            "Здесь от вас просят большего. Это действует с первой полуночи не раньше чем через 24 часа \
             после того, как вы это прочитали, а до тех пор всё остаётся как было:"
                .into()
        }
        Change::LaterAt(when) => format!(
            "Здесь от вас просят большего. Это действует {}, а до тех пор всё остаётся как было:",
            from_when(when)
        )
        .into(),
        Change::BeginsEarlier(when) => format!("Начало раньше: {}.", at(when)).into(),
        Change::BeginsLater(when) => format!("Начало позже: {}.", at(when)).into(),
        Change::EndsEarlier(when) => format!("Конец раньше: {}.", at(when)).into(),
        Change::EndsLater(when) => format!("Конец позже: {}.", at(when)).into(),
        Change::Grace { from_h, to_h } => between(
            "Время, чтобы прочитать, пока ни о чём не спрашивают",
            &length(from_h.saturating_mul(3600)),
            &length(to_h.saturating_mul(3600)),
        ),
        Change::NewPlace { label } => format!("Теперь можно быть и здесь: {label}.").into(),
        Change::MovedPlace { label } => format!("Место перенесено: {label}.").into(),
        Change::DroppedPlace { label } => format!("Этого места больше нет в предписании: {label}.").into(),
        Change::PlaceSize { label, from_m, to_m } => between(
            &format!("Круг вокруг места «{label}»"),
            &format!("{from_m} м"),
            &format!("{to_m} м"),
        ),
        Change::PlaceTimes { label } => format!("Это место действует в другое время: {label}.").into(),
        Change::PlaceName { label } => format!("Место теперь называется иначе: {label}.").into(),
        Change::Quiet { from_min, to_min } => {
            format!("Тихие часы теперь с {} до {}.", clock(*from_min), clock(*to_min)).into()
        }
        Change::Checks { from, to } => between("Вопросов в день", from, to),
        Change::Surprises { from, to } => between("Вопросов в день в другое время", from, to),
        Change::Window { from_min, to_min } => {
            between("Время на ответ", &length(minutes(*from_min)), &length(minutes(*to_min)))
        }
        Change::Gap { from_min, to_min } => between(
            "Между вопросами не меньше",
            &length(minutes(*from_min)),
            &length(minutes(*to_min)),
        ),
        Change::Drawn => "Время вопросов выбрано заново. Больше их не стало.".into(),
        Change::Photo => "Вас могут попросить ответить фотографией.".into(),
        Change::NoPhoto => "Фотографий больше не просят.".into(),
        Change::Child => "Теперь оно для ребёнка: отвечает родитель, фотографий не просят.".into(),
        Change::NoChild => "Оно больше не для ребёнка.".into(),
        Change::Coordinates => "Ведомству сообщается, где находится телефон.".into(),
        Change::PresenceOnly => {
            "Ведомству сообщается только, дома ли телефон, а где он, больше не сообщается.".into()
        }
        Change::Interval { from_s, to_s } => {
            between("Телефон определяет, где он", &every(*from_s), &every(*to_s))
        }
        Change::Batch { from_s, to_s } => {
            between("Телефон сообщает об этом", &every(*from_s), &every(*to_s))
        }
        Change::NewPause { why, from } => {
            format!("Вас ни о чём не спрашивают {}: {}.", from_when(from), pause(*why)).into()
        }
        Change::PauseEnds { why } => format!(
            "Пауза закончится через 60 минут после того, как пришло это изменение: {}. До тех пор вас \
             ни о чём не спрашивают.",
            pause(*why)
        )
        .into(),
        Change::NewPermission { from, until } => {
            format!("Вам можно выйти {}, {}.", from_when(from), until_when(until)).into()
        }
        Change::PermissionEnds => {
            "Вам было можно выйти, теперь нельзя. На дорогу домой есть 60 минут с той минуты, когда \
             пришло это изменение."
                .into()
        }
        Change::NewTravel { from, until } => {
            format!("Вы можете переезжать в другое место {}, {}.", from_when(from), until_when(until))
                .into()
        }
        Change::TravelEnds => {
            "Время на переезд изменилось или закончится через 60 минут после того, как пришло это \
             изменение."
                .into()
        }
        Change::Released { at: when } => {
            format!("Оно закончилось досрочно, {}. Вы свободны.", at(when)).into()
        }
        Change::Act { legal } => format!("Теперь у него другое основание: {legal}.").into(),
        Change::Contact { number } => format!("С вопросами теперь звоните: {number}.").into(),
        Change::Help => "Изменились телефоны помощи.".into(),
        Change::Appeal => "Изменилось, как это обжаловать.".into(),
        Change::Device => "Теперь оно для другого телефона.".into(),
        Change::ReleaseCode => "Его можно закончить другим кодом.".into(),
        Change::Added => "Изменилось то, что ведомство добавляет своими словами.".into(),
    }
}

fn between(what: &str, from: &dyn std::fmt::Display, to: &dyn std::fmt::Display) -> Text {
    format!("{what}: {to} (было: {from}).").into()
}
