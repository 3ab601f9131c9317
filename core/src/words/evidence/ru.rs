//! Russian: the page of evidence.

use super::{EvidenceLabel, EvidenceText};
use crate::model::patient::{AnswerMode, CannotReason, CheckOutcome, Declared, State};
use crate::words::Text;
use crate::words::moments::ru::{at, day_line, line, times, until};
use crate::words::plural::ru as plural;

pub fn text(say: &EvidenceText<'_>) -> Text {
    match say {
        EvidenceText::Label(label) => self::label(*label).into(),
        EvidenceText::WrittenBy { at: when, authority } => {
            format!("Составлено телефоном человека {}. Ведомство: {authority}.", at(when)).into()
        }
        EvidenceText::Person { mark } => format!("Человек: {mark}").into(),
        EvidenceText::Period { from, to } => times(from, to).into(),
        EvidenceText::Answers { asked, answered, excused, unanswered } => format!(
            "Телефон спросил {asked} {}. Получен ответ: {answered}. Человек объяснил, почему не может, или в \
             это время его ни о чём не спрашивали: {excused}. Без ответа: {unanswered}.",
            plural(*asked, "раз", "раза", "раз")
        )
        .into(),
        EvidenceText::Time { state, seconds } => {
            format!("{}: {}", self::state(*state), lasting(*seconds)).into()
        }
        EvidenceText::State(state) => self::state(*state).into(),
        EvidenceText::Confirmed { n, of, at: when } => format!(
            "Ведомство подписало, что получило всё до записи {n} из {of}, последний раз {}.",
            at(when)
        )
        .into(),
        EvidenceText::NothingConfirmed { of } => format!(
            "Ведомство пока не подписало ни одной из {of} {}.",
            plural(*of, "записи", "записей", "записей")
        )
        .into(),
        EvidenceText::NotConfirmed { entries } => format!(
            "Ещё не {}: {entries} {}.",
            plural(*entries, "подтверждена", "подтверждены", "подтверждены"),
            plural(*entries, "запись", "записи", "записей")
        )
        .into(),
        EvidenceText::Sealed { n, at: when } => format!(
            "По часам самого ведомства записи до {n} уже существовали {}.",
            at(when)
        )
        .into(),
        EvidenceText::Version { version, came } => {
            format!("Версия {version} получена {}.", at(came)).into()
        }
        EvidenceText::VersionSeen { at: when } => {
            format!("Показана человеку {}.", at(when)).into()
        }
        EvidenceText::VersionRefused { rule } => {
            format!("Она не действует ({rule}). Продолжила действовать предыдущая.").into()
        }
        EvidenceText::Declared { what } => declared(*what).into(),
        EvidenceText::Outcome { outcome, how, reason } => outcome_text(*outcome, *how, *reason),
        EvidenceText::Day { at } => day_line(at).into(),
        EvidenceText::At { at } => line(at).into(),
        EvidenceText::NotBefore { at: when } => format!("Не раньше чем {}", at(when)).into(),
        EvidenceText::Until { at } => format!("Действовало {}.", until(at)).into(),
        EvidenceText::AppealUntil { at } => format!("Возразить можно {}.", until(at)).into(),
        EvidenceText::Between { from, to } => times(from, to).into(),
        EvidenceText::Command => {
            "Программой doorstep и файлом доверия ведомства, без сети:".into()
        }
        EvidenceText::Photos { n } => format!(
            "{n} {} в этом файле, в том запечатанном виде, в каком их отправили. Открыть их может только орган власти.",
            plural(*n, "фотография", "фотографии", "фотографий")
        )
        .into(),
        EvidenceText::Chain { chain } => format!("Журнал: {chain}").into(),
    }
}

fn label(label: EvidenceLabel) -> &'static str {
    match label {
        EvidenceLabel::Title => "Доказательство домашнего карантина",
        EvidenceLabel::Timeline => "День за днём",
        EvidenceLabel::Unknown => "Чего нельзя знать и почему",
        EvidenceLabel::Questions => "О чём спрашивали и что было отвечено",
        EvidenceLabel::Asked => "Когда",
        EvidenceLabel::TimeOver => "время на ответ до",
        EvidenceLabel::WhatCame => "Что из этого вышло",
        EvidenceLabel::SignedFor => "Подпись ведомства",
        EvidenceLabel::Yes => "есть",
        EvidenceLabel::NotYet => "пока нет",
        EvidenceLabel::Surprise => "спросило ведомство",
        EvidenceLabel::Said => "Что человек сообщил о себе",
        EvidenceLabel::Written => "Что написало ведомство",
        EvidenceLabel::Warning => "Предупреждение",
        EvidenceLabel::Decision => "Решение",
        EvidenceLabel::Information => "Сведения",
        EvidenceLabel::Disputed => "Человек возразил",
        EvidenceLabel::Order => "Чего требовало предписание",
        EvidenceLabel::Troubles => "Чего не мог телефон",
        EvidenceLabel::HowToCheck => "Как проверить этот файл",
        EvidenceLabel::None => "Нет.",
        EvidenceLabel::NoReason => "Телефон не говорит почему.",
        EvidenceLabel::StillSo => "до конца",
        EvidenceLabel::WokenLate => "Система телефона разбудила приложение позже, чем её просили.",
        EvidenceLabel::MarkAnswered => "ответ есть",
        EvidenceLabel::MarkExcused => "объяснено, или тогда не спрашивали",
        EvidenceLabel::MarkUnanswered => "нет ответа",
        EvidenceLabel::Limits => {
            "Телефон судит о своём месте по тому, что принимает, и иногда ошибается. Время без сведений – \
             это время, о котором ничего не известно; оно не говорит против человека. Неизвестно и то, у \
             кого в руках был телефон."
        }
        EvidenceLabel::Redacted => {
            "В этой копии нет мест и того, что человек написал для себя. Есть их отпечатки: человек может \
             показать их позже, и ничто другое не подойдёт."
        }
        EvidenceLabel::Whole => {
            "В этой копии есть всё, и каждое место тоже. Показывайте её только тем, кого это касается."
        }
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Home => "Дома",
        State::Unverified => "Точно неизвестно",
        State::Away => "Не дома, судя по тому, что телефон говорит о своём месте",
        State::NoNews => "Ничего не известно",
        State::Paused => "Никто не следил",
    }
}

fn declared(what: Declared) -> &'static str {
    match what {
        Declared::Hospital => "В больнице или по пути туда",
        Declared::Personal => "Нужно было уйти",
        Declared::Permission => "Было разрешено выйти",
        Declared::Back => "Снова дома",
        Declared::Fault => "Телефон или приложение не работает",
        Declared::CannotInstall => "Приложение нельзя установить",
    }
}

fn outcome_text(
    outcome: CheckOutcome,
    how: Option<AnswerMode>,
    reason: Option<CannotReason>,
) -> Text {
    let said = match outcome {
        CheckOutcome::Waiting => "ещё не спрошено",
        CheckOutcome::Asking => "спрошено, время на ответ ещё шло",
        CheckOutcome::Answered => "ответ вовремя",
        CheckOutcome::AnsweredLate => "ответ после того, как время вышло",
        CheckOutcome::AnsweredEarly => "ответ до того, как спросили",
        CheckOutcome::Cannot => "объяснено, почему не может",
        CheckOutcome::NotDelivered => "телефон не смог спросить",
        CheckOutcome::Paused => "тогда человека ни о чём не спрашивали",
        CheckOutcome::Superseded => "вместо этого было другое",
        CheckOutcome::AfterEnd => "карантин уже закончился",
        CheckOutcome::Unanswered => "ответа нет",
    };
    match (reason.map(self::reason), how.and_then(self::how)) {
        (Some(more), _) | (None, Some(more)) => format!("{said}: {more}").into(),
        (None, None) => said.into(),
    }
}

fn how(how: AnswerMode) -> Option<&'static str> {
    match how {
        AnswerMode::Photo => Some("с фотографией"),
        AnswerMode::Place => Some("с местом телефона"),
        AnswerMode::Tap => Some("без места телефона"),
        AnswerMode::Parent => Some("за ребёнка ответил родитель"),
        AnswerMode::Early | AnswerMode::Cannot => None,
    }
}

fn reason(reason: CannotReason) -> &'static str {
    match reason {
        CannotReason::Ill => "болезнь",
        CannotReason::Asleep => "сон",
        CannotReason::Camera => "не работала камера",
        CannotReason::Blind => "не видит экрана",
        CannotReason::Veil => "не показывает лица",
        CannotReason::Child => "нужен был ребёнку",
        CannotReason::Phone => "не работал телефон",
        CannotReason::Personal => "личная причина",
        CannotReason::Other => "другая причина",
    }
}

/// `13 дн. 4 ч`, `4 ч 10 мин`.
fn lasting(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours) {
        (0, 0) => format!("{minutes} мин"),
        (0, _) => format!("{hours} ч {minutes} мин"),
        _ => format!("{days} дн. {hours} ч"),
    }
}
