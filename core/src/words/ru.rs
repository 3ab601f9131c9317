//! Russian.

use super::plural::ru as plural;
use super::when_ru::{at, from as from_on, times, until};
use super::{PaperLine, Say, act, error_ru, parts_of_mark};
use crate::model::{NextStep, PassState, Period, Reason, Verdict};

pub fn text(say: &Say<'_>) -> String {
    match say {
        Say::Error(fault) => error_ru::what(fault),
        Say::NextAfter(fault) => error_ru::next(fault),
        Say::NotRegistered => {
            "Вы ещё не зарегистрированы. Достаточно номера телефона.".into()
        }
        Say::WaitingToSend => {
            "Регистрация готова и ждёт сети. Ничего не потеряется, она уйдёт сама.".into()
        }
        Say::CodeSent { phone, by } => format!(
            "Код на номер {phone} запрошен. Не сообщайте его никому. Если сообщение не придёт \
             {}, запросите другой код. Если не придёт и он, получите код лично в ведомстве, которое \
             выдаёт пропуска.",
            until(by)
        ),
        Say::Registered => "Вы зарегистрированы.".into(),
        Say::Closed => "Учётная запись этого телефона закрыта.".into(),
        Say::Erasing => {
            "На этом телефоне всё стёрто. Ведомство узнает об этом, когда появится сеть.".into()
        }
        Say::ActInForce { number } => format!("Пропуска введены актом {number}."),
        Say::ActToCome { number, from } => {
            let from = from_on(from);
            format!("Пропуска понадобятся {from} по акту {number}. До этого они не нужны.")
        }
        Say::NoAct => {
            "Сейчас ни один акт не требует пропусков. Они не нужны и не выдаются.".into()
        }
        Say::NoRulesYet => "Правил региона на этом телефоне пока нет.".into(),
        Say::Pass { state, from, until: end } => match state {
            PassState::Valid => format!("Действует {}.", until(end)),
            PassState::NotYetValid => format!("Ещё не действует. Начнётся {}.", at(from)),
            PassState::Expired => format!("Закончился {}.", at(end)),
            PassState::ReturnHomeOnly => {
                format!("Отозван. С ним ещё можно вернуться домой {}.", until(end))
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
            ),
        },
        Say::PassTimes { from, until } => times(from, until),
        Say::Counts { until: end } => format!("Действует {}.", until(end)),
        Say::Holder { mark } => holder(mark),
        Say::PassWaiting => "Пропуск запрошен и ждёт сети.".into(),
        Say::NoPassNeeded { reference } => {
            format!("Для этого пропуск не нужен ({reference}).")
        }
        Say::Emergency => {
            "Для неотложной помощи пропуск не нужен. Просто идите.".into()
        }
        Say::EmergencyDeclared { until: end } => {
            format!("Вы заявили о неотложном случае. Этот код действует {}.", until(end))
        }
        Say::QuotaUsed { used, of, per } => {
            let when = match per {
                Period::LocalDay => "Сегодня",
                Period::LocalWeek => "На этой неделе",
                Period::LocalMonth => "В этом месяце",
            };
            format!("{when} использовано {used} из {of}.")
        }
        Say::Authority { name } => format!("Пропуска выдаёт: {name}."),
        Say::AuthorityAct { number, title } => format!("Основание: {}.", act(number, title)),
        Say::AuthorityContact { at } => format!("Вопросы: {at}."),
        Say::AuthorityComplaints { to } => format!("Жалобы: {to}."),
        Say::UnderAge { years, accompanied, reference } => {
            let age = plural(*years, "года", "лет", "лет");
            let with = if *accompanied { " вместе со взрослым" } else { "" };
            format!("До {years} {age}{with} пропуск не нужен ({reference}).")
        }
        Say::Exempt { who, reference } => format!("Пропуск не нужен: {who} ({reference})."),
        Say::ClockUnanchored => {
            "После включения телефон ещё не сверял часы. Если пропуск не примут, попросите проверку \
             числом."
                .into()
        }
        Say::ClockWrong { minutes } => {
            format!("Часы телефона ошибаются на {minutes} мин. Пропуска всё равно работают.")
        }
        Say::ListsOld => {
            "Правила на этом телефоне устарели. Подключитесь к сети один раз.".into()
        }
        Say::CorruptFileBackedUp => {
            "Данные приложения на этом телефоне повреждены. Они отложены, приложение начинает \
             заново: зарегистрируйтесь ещё раз."
                .into()
        }
        Say::KeysLost => {
            "Телефон сейчас не может открыть данные приложения. Возможно, они вернутся после \
             перезапуска. До этого можно зарегистрироваться заново."
                .into()
        }
        Say::Unreadable => {
            "Часть данных приложения на этом телефоне не читается. Она отложена, остальное цело. \
             Если не хватает пропуска, запросите его снова."
                .into()
        }
        Say::RegistrationUnreadable => {
            "Запись о вашей регистрации на этом телефоне не читается. Она отложена. \
             Зарегистрируйтесь снова с тем же номером."
                .into()
        }
        Say::SigningKeysLost => {
            "Телефон потерял ключи, которыми подписывает, поэтому пропуска нельзя ни показать, ни \
             запросить. Перезапустите его. Если не поможет, сотрите данные в этом приложении и \
             зарегистрируйтесь снова. Для неотложной помощи пропуск не нужен."
                .into()
        }
        Say::CertificateOver => {
            "Телефон давно не связывался с ведомством: подключитесь к сети один раз. Для неотложной \
             помощи пропуск не нужен."
                .into()
        }
        Say::PassEndsSoon { at } => format!("Ваш пропуск заканчивается в {}.", at.clock()),
        Say::PassRevoked { until: end } => {
            format!("Ваш пропуск отозван. С ним можно вернуться домой {}.", until(end))
        }
        Say::NumberClaimed { leaves } => format!(
            "С вашим номером зарегистрировался другой телефон. Если это не вы, позвоните в \
             ведомство {}.",
            until(leaves)
        ),
        Say::Verdict(verdict) => verdict_text(*verdict).into(),
        Say::Reason { reason: Reason::CodeSymbol, position: Some(position) } => {
            format!("Знак {position} в кодах не встречается.")
        }
        Say::Reason { reason, .. } => reason_text(*reason).into(),
        Say::Next(next) => next_text(*next).into(),
        Say::NoAdverseConclusion => {
            "Делать из этого выводы против человека нельзя.".into()
        }
        Say::AskForNumberCheck => "Если не примут, попросите проверку числом.".into(),
        Say::Checked { at } => format!("Проверено в {}.", at.clock_to_the_second()),
        Say::Inspected { at: then, verdict } => {
            format!("Проверено {}: {}.", at(then), verdict_text(*verdict))
        }
        Say::PaperTimes { from, until } => format!("Действует: {}", times(from, until)),
        Say::Paper(line) => paper_line(*line).into(),
    }
}

fn holder(mark: &str) -> String {
    match parts_of_mark(mark) {
        _ if mark == "-" => "Ни инициалов, ни документа: сверять нечего.".into(),
        (initials, "") => format!("Инициалы {initials}."),
        ("", document) => format!("Документ оканчивается на {document}."),
        (initials, document) => {
            format!("Инициалы {initials}, документ оканчивается на {document}.")
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

fn paper_line(line: PaperLine) -> &'static str {
    match line {
        PaperLine::Title => "Пропуск",
        PaperLine::TypedCode => "Код для ввода",
        PaperLine::HowToCheck => "Как проверить этот пропуск",
        PaperLine::Scan => "1. Отсканируйте код в режиме инспектора в приложении. Сеть не нужна.",
        PaperLine::Compare => {
            "2. Сверьте буквы и цифры, которые покажет устройство, с документом владельца."
        }
        PaperLine::WithoutScanner => {
            "Без камеры: введите там шестнадцать знаков. Для этого нужна сеть."
        }
        PaperLine::Copies => {
            "Копия этого листа действует как сам лист, но только с документом владельца."
        }
        PaperLine::Emergency => "Для неотложной медицинской помощи пропуск не нужен.",
    }
}
