//! Russian: checks and declarations.

use super::CheckText;
use crate::model::When;
use crate::model::patient::{CannotReason, CheckOutcome, Declared};
use crate::words::Text;
use crate::words::lengths::ru::length;
use crate::words::moments::ru::until;

pub fn text(say: &CheckText) -> Text {
    match say {
        CheckText::Asking { left_s, photo } => {
            let wanted = if *photo { "Сфотографируйте себя" } else { "Скажите, что вы дома" };
            format!("{wanted}. Осталось времени: {}.", length(rounded(*left_s))).into()
        }
        CheckText::QuietHours => {
            "Сейчас тихие часы: время на ответ пойдёт дальше, когда они кончатся.".into()
        }
        CheckText::Paused => "Сейчас от вас ничего не требуется: время на ответ стоит.".into(),
        CheckText::NoNotices => {
            "Приложению нельзя показывать уведомления: время на ответ стоит.".into()
        }
        CheckText::Over(outcome) => over(*outcome).into(),
        CheckText::Cannot(reason) => format!("Вы сказали, что не можете: {}.", cannot(*reason)).into(),
        CheckText::Asked { photo, closes } => {
            let wanted = if *photo { "Сфотографируйте себя" } else { "Вы дома? Скажите об этом" };
            format!("{wanted} {}. Если не можете, скажите почему.", until(closes)).into()
        }
        CheckText::AskedAgain { photo, closes } => {
            let wanted = if *photo { "Всё ещё нужна фотография" } else { "Всё ещё нужен ответ" };
            format!("{wanted}, {}. Если не можете, скажите почему.", until(closes)).into()
        }
        CheckText::SeveralAsked { closes } => {
            let until = until(closes);
            format!("На этом телефоне спрашивают не одного человека. Ответьте, пожалуйста, за каждого, {until}.").into()
        }
        CheckText::LockScreen => "У Doorstep есть к вам вопрос.".into(),
        CheckText::Declared { what, until: end } => declared(*what, end.as_ref()),
        CheckText::HereEarly => {
            "Записано. Если вас спросят в ближайшие полчаса, это и будет ответом.".into()
        }
        CheckText::AuthorityWrote => "Вам написало ведомство.".into(),
        CheckText::NoLocation => {
            "Приложению нельзя видеть, где телефон. Никто не ставит вам это в вину; разрешить можно \
             в настройках."
                .into()
        }
        CheckText::NotRunning => "Doorstep не работает. Откройте его один раз, чтобы он продолжил.".into(),
    }
}

/// To whole minutes, and never to none.
fn rounded(seconds: u64) -> u64 {
    seconds.div_ceil(60).max(1).saturating_mul(60)
}

fn over(outcome: CheckOutcome) -> &'static str {
    match outcome {
        CheckOutcome::Waiting => "Вас ещё не спрашивали.",
        CheckOutcome::Asking => "Вас спрашивают сейчас.",
        CheckOutcome::Answered => "Вы ответили.",
        CheckOutcome::AnsweredLate => "Вы ответили, когда время уже вышло. Ответ всё равно принят.",
        CheckOutcome::AnsweredEarly => "Вы ответили ещё до вопроса.",
        CheckOutcome::Cannot => "Вы сказали, что не можете.",
        CheckOutcome::NotDelivered => {
            "Телефон не смог вас спросить. Никто не ставит вам это в вину."
        }
        CheckOutcome::Paused => "Тогда от вас ничего не требовалось.",
        CheckOutcome::Superseded => "Его место заняло другое, прежде чем вы могли ответить.",
        CheckOutcome::AfterEnd => "Ваш карантин уже закончился.",
        CheckOutcome::Unanswered => "Вас спросили, и время прошло без ответа.",
    }
}

fn cannot(reason: CannotReason) -> &'static str {
    match reason {
        CannotReason::Ill => "вам было плохо",
        CannotReason::Asleep => "вы спали",
        CannotReason::Camera => "камера не работала",
        CannotReason::Blind => "вы не видите экран",
        CannotReason::Veil => "ваше лицо закрыто",
        CannotReason::Child => "вы были нужны ребёнку",
        CannotReason::Phone => "телефон не работал",
        CannotReason::Personal => "по личной причине",
        CannotReason::Other => "по другой причине",
    }
}

fn declared(what: Declared, end: Option<&When>) -> Text {
    let end = end.map(|end| format!(" {}", until(end))).unwrap_or_default();
    match what {
        Declared::Hospital => {
            "Записано: вы в больнице. От вас ничего не требуется, пока вы не скажете, что вернулись.".into()
        }
        // Whoever reads over a shoulder must not learn why.
        Declared::Personal => format!("Записано. От вас ничего не требуется{end}.").into(),
        Declared::Permission => {
            format!("Записано: вам разрешили выйти. От вас ничего не требуется{end}.").into()
        }
        Declared::Back => "Записано: вы снова дома.".into(),
        Declared::Fault => "Записано: телефон или приложение работает не так, как нужно.".into(),
        Declared::CannotInstall => "Записано: приложение не удаётся установить.".into(),
    }
}
