//! Russian: where a quarantine stands.

use super::QuarantineText;
use crate::model::patient::{State, Why};
use crate::words::Text;
use crate::words::moments::ru::{at, until as until_when};
use crate::words::plural::ru as plural;

pub fn text(say: &QuarantineText) -> Text {
    match say {
        QuarantineText::OrderWaits => {
            "Владельца этого номера ждёт предписание о карантине. Откройте его и прочитайте, о чём \
             в нём просят."
                .into()
        }
        QuarantineText::Announced => {
            "Вас просят оставаться дома. Это ещё не началось: пока вас ни о чём не спрашивают."
                .into()
        }
        QuarantineText::StartsAt { at: when } => {
            format!("Начало: {}. До этого вас ни о чём не спрашивают.", at(when)).into()
        }
        QuarantineText::Grace { until } => format!(
            "Время на чтение есть {}. До этого вас ни о чём не спрашивают, если вы не начнёте раньше.",
            until_when(until)
        )
        .into(),
        QuarantineText::Runs { until } => {
            format!("Оставайтесь дома {}.", until_when(until)).into()
        }
        QuarantineText::Paused { why } => {
            format!("Сейчас вас ни о чём не спрашивают: {}.", reason(*why)).into()
        }
        QuarantineText::Ended { at: when } => {
            format!("Карантин окончен: {}. Телефон больше ни за чем не следит.", at(when)).into()
        }
        QuarantineText::Released { at: when } => {
            format!("Вы свободны: {}. Телефон больше ни за чем не следит.", at(when)).into()
        }
        QuarantineText::Refused => {
            "Пришло предписание, которое требует того, чего требовать нельзя. Телефон ему не \
             следует, и ведомство об этом узнает."
                .into()
        }
        QuarantineText::NotMine => {
            "Вы сообщили, что предписание не для вас. Телефон ему не следует, и ведомство об этом \
             узнает."
                .into()
        }
        QuarantineText::Presence(state) => match state {
            State::Home => "В последний раз телефон был дома.",
            State::Unverified => {
                "Телефон не может точно сказать, что он дома. Делать ничего не нужно."
            }
            State::Away => {
                "Судя по тому, что телефон знает о своём месте, он не дома. Если это не так, \
                 сообщите: это будет записано рядом."
            }
            State::NoNews => "Телефон не знает, где он. Вам это в вину не ставят.",
            State::Paused => "Телефон не проверяет, где он.",
        }
        .into(),
        QuarantineText::Came => {
            "Вам пришло предписание о карантине. От вас ничего не требуется, пока у вас не было \
             времени прочитать его."
                .into()
        }
        QuarantineText::Unseen => {
            "Предписание изменилось. Пока вы не увидели, что нового, больше прежнего от вас не \
             требуют."
                .into()
        }
        QuarantineText::VersionRefused { version } => format!(
            "Версия {version} предписания не действует: она требует недопустимого или противоречит \
             прежней. Действует прежняя."
        )
        .into(),
        QuarantineText::Unsent { entries } => format!(
            "Ведомство ещё не подтвердило {entries} {}. Они хранятся здесь и уйдут сами.",
            plural(*entries, "запись", "записи", "записей")
        )
        .into(),
        QuarantineText::ConfirmedAt { at: when } => {
            format!("Ведомство подтвердило всё, что сообщено до этого времени: {}.", at(when)).into()
        }
        QuarantineText::MessageKnown => {
            "Ведомство подписало уведомление, в котором это сказано."
                .into()
        }
        QuarantineText::MessageUnknown => {
            "Ничего такого ведомство не подписывало. Прежде чем что-то делать, позвоните по номеру из \
             предписания."
                .into()
        }
        QuarantineText::MessageOtherOrder => {
            "В сообщении названо чужое предписание. Ничего такого ведомство не подписывало: позвоните по \
             номеру из предписания."
                .into()
        }
        QuarantineText::MessageLaterEnd => {
            "В сообщении назван день после окончания вашего предписания. Подписанное говорит другое: \
             позвоните по номеру из предписания."
                .into()
        }
        QuarantineText::MessageFine => {
            "В сообщении говорится о деньгах. Такого уведомления ведомство не подписывало: ничего не \
             платите и позвоните по номеру из предписания."
                .into()
        }
    }
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::DeviceWithOther => {
            "другой человек с этого телефона вправе выходить и мог взять его с собой"
        }
        Why::Personal => "вы так сообщили",
        Why::Hospital => "вы в больнице",
        Why::Moved => "вы переезжаете в другое место",
        Why::Loan => "у вас сейчас нет телефона для этого",
        Why::Other => "ведомство сделало перерыв, или отвечает другой ваш телефон",
        Why::ClockUnknown => {
            "за часы этого телефона никто не ручается; хватит одного соединения с сетью"
        }
        Why::OrderKeyWithdrawn => "ключ, которым подписано предписание, отозван",
        Why::ActEnded => "акт, на котором оно основано, не действует",
        Why::Unseen => "его продлили после окончания, и вы этого ещё не видели",
        Why::Grace => "ещё есть время прочитать его",
        Why::Permission => "вам разрешено быть в другом месте",
        Why::Travel => "вы в пути домой",
    }
}
