//! Russian: inspections.

use super::{InspectionText, parts_of_mark};
use crate::model::{NextStep, Reason, Verdict};
use crate::words::Text;
use crate::words::moments::ru::{at, until};

pub fn text(say: &InspectionText<'_>) -> Text {
    match say {
        InspectionText::Counts { until: end } => format!("Действует {}.", until(end)).into(),
        InspectionText::Holder { mark } => holder(mark),
        InspectionText::Verdict(verdict) => verdict_text(*verdict).into(),
        InspectionText::Reason { reason: Reason::CodeSymbol, position: Some(position) } => {
            format!("Знак {position} в кодах не встречается.").into()
        }
        InspectionText::Reason { reason, .. } => reason_text(*reason).into(),
        InspectionText::Next(next) => next_text(*next).into(),
        InspectionText::NoAdverseConclusion => {
            "Делать из этого выводы против человека нельзя.".into()
        }
        InspectionText::AskForNumberCheck => "Если не примут, попросите проверку числом.".into(),
        InspectionText::Checked { at } => {
            format!("Проверено в {}.", at.clock_to_the_second()).into()
        }
        InspectionText::Inspected { at: then, verdict } => {
            format!("Проверено {}: {}.", at(then), verdict_text(*verdict)).into()
        }
    }
}

fn holder(mark: &str) -> Text {
    match parts_of_mark(mark) {
        _ if mark == "-" => "Ни инициалов, ни документа: сверять нечего.".into(),
        (initials, "") => format!("Инициалы {initials}.").into(),
        ("", document) => format!("Документ оканчивается на {document}.").into(),
        (initials, document) => {
            format!("Инициалы {initials}, документ оканчивается на {document}.").into()
        }
    }
}

fn verdict_text(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Valid => "Действует",
        Verdict::Expired => "Срок истёк",
        Verdict::NotYetValid => "Ещё не действует",
        Verdict::NotInForce => "Акт не действует",
        Verdict::Revoked => "Отозван",
        Verdict::ReturnHomeOnly => "Возвращается домой",
        Verdict::StaleFrame => "Код не живой",
        Verdict::SelfDeclaredEmergency => "Неотложный случай, со слов владельца",
        Verdict::Forged => "Подделка",
        Verdict::Unreadable => "Не читается",
        Verdict::CannotTell => "Определить нельзя",
    }
}

fn reason_text(reason: Reason) -> &'static str {
    match reason {
        Reason::Ok => "Все проверки пройдены.",
        Reason::Expired => "Его время вышло.",
        Reason::NotYetValid => "Его время ещё не началось.",
        Reason::NotInForce => "Сейчас ни один акт не требует пропусков.",
        Reason::OtherAct => {
            "Акт, по которому он выдан, не действует, а другой акт требует пропуска."
        }
        Reason::Revoked => "Ведомство его отозвало.",
        Reason::ReturnHome => "Отозван, когда человек уже вышел; путь домой разрешён.",
        Reason::Emergency => "Владелец заявляет о неотложном случае. Пропуск для него не нужен.",
        Reason::Empty => "В коде ничего нет.",
        Reason::TooLong => "Код длиннее, чем может быть пропуск.",
        Reason::ForeignCertificate => "Это сертификат другой системы.",
        Reason::Link => "Это ссылка. Она не открывалась.",
        Reason::Vcard => "Это визитная карточка.",
        Reason::Prefix => "Это код чего-то другого.",
        Reason::Base45 => "Текст кода повреждён.",
        Reason::Truncated => "Часть кода отсутствует.",
        Reason::DuplicateKey => "Код говорит об одном дважды.",
        Reason::NotCanonical => "Код записан не так, как положено.",
        Reason::Type => "Это не пропуск.",
        Reason::Algorithm => "Такая подпись не принимается.",
        Reason::NoLists => "На этом устройстве нет полных списков.",
        Reason::ListsOld => "Списки на этом устройстве слишком старые.",
        Reason::UnknownKey => "Это устройство не знает ключа, которым он подписан.",
        Reason::KeyRevoked => "Ключ, которым он подписан, отозван ведомством.",
        Reason::IssuerSignature => "Ведомство этого не подписывало.",
        Reason::IssuerError => "В нём ошибка ведомства, а не владельца.",
        Reason::HolderSignature => "У телефона, который его показывает, нет его ключа.",
        Reason::ActUnknown => "Это устройство не знает акта, по которому он выдан.",
        Reason::Clock => "Это устройство недостаточно точно знает время.",
        Reason::NotLive => "Нет живой части, как у копии.",
        Reason::Challenge => "Это не ответ на заданное число.",
        Reason::Old => "Коду больше 20 секунд, как у снимка экрана.",
        Reason::ClockDiffers => "Код меняется, как живой: неверны чьи-то часы.",
        Reason::SecondLook => "Он не сходится, но один взгляд может ошибиться.",
        Reason::SeveralCodes => "В кадре несколько пропусков. Наведите на один из них.",
        Reason::CodeSymbol => "Один из знаков в кодах не встречается.",
        Reason::CodeLength => "В коде шестнадцать знаков.",
        Reason::CodeCheck => "Один знак неверный, или два переставлены.",
        Reason::CodeNeedsNetwork => "Что значит этот код, знает только ведомство.",
        Reason::CodeLater => "Ведомству сейчас не до него.",
        Reason::CodeUnknown => "Ведомство не знает пропуска с таким кодом.",
    }
}

fn next_text(next: NextStep) -> &'static str {
    match next {
        NextStep::CompareDocument => "Сверьте буквы и цифры с документом.",
        NextStep::LetPass => "Пропустите человека.",
        NextStep::AskForLiveCode => "Попросите открыть пропуск в приложении.",
        NextStep::Challenge => "Попросите проверку числом.",
        NextStep::ScanAgain => "Отсканируйте ещё раз.",
        NextStep::Refresh => "Подключитесь к сети и обновите списки.",
        NextStep::LetGoHome => "Дайте человеку вернуться домой.",
        NextStep::NewPass => "Скажите владельцу запросить новый пропуск.",
        NextStep::WaitForStart => "Скажите владельцу, с какого времени он действует.",
        NextStep::ReadAgain => "Прочитайте код ещё раз.",
        NextStep::TryLater => "Попробуйте через минуту.",
        NextStep::Connect => "Подключитесь к сети или попросите код, который можно отсканировать.",
    }
}
