//! Russian: what to do.

use crate::error::Code;
use crate::words::Text;
use crate::words::errors::DatedError;

/// What to do.
pub fn next(dated: &DatedError<'_>) -> Text {
    let text = match dated.error.code {
        Code::PhoneInvalid => "Напишите как +7 916 123-45-67 или 8 916 123-45-67.",
        Code::PhoneUnreachable => {
            "Укажите мобильный номер такой страны, можно и того, кому вы доверяете, или попросите в \
             ведомстве пропуск на бумаге. Для неотложной помощи пропуск не нужен."
        }
        Code::MarkInvalid => "Исправьте или не указывайте: и то и другое необязательно.",
        Code::CodeMalformed => {
            "Прочитайте сообщение ещё раз. В коде, который выдали лично, двенадцать цифр."
        }
        Code::CodeWrong => "Прочитайте сообщение ещё раз.",
        Code::SubWrong if dated.error.details.n == Some(0) => {
            "Позвоните тому, кто выдал предписание: здесь больше ничего не подобрать."
        }
        Code::SubWrong => {
            "Сверьте их с документом. Если всё верно, позвоните тому, кто выдал предписание."
        }
        Code::CodeExpired => "Запросите новый код.",
        Code::LoanMalformed => "Отсканируйте код с листка ещё раз.",
        Code::LoanOver | Code::LoanForeign => "Попросите другой листок там, где выдают телефоны.",
        Code::MoveMalformed => "Отсканируйте код на другом телефоне ещё раз.",
        Code::MoveOver => "Начните заново на старом телефоне.",
        Code::MoveForeign => "Установите на новый телефон приложение своего ведомства.",
        Code::PinMalformed => "Введите от 4 до 8 цифр.",
        Code::PinWrong | Code::PinWait => {
            "Если вы его не помните, попросите его убрать: это займёт сутки. Ответить на вопрос можно и без него."
        }
        Code::PersonLocked => {
            "Введите ПИН-код. Экстренный случай и ответ на вопрос его не требуют."
        }
        Code::DigitsDiffer => {
            "Прочитайте цифры на новом телефоне ещё раз. Если они всё равно другие, прервите перенос и начните заново."
        }
        Code::OwnerNotConfirmed => "Разблокируйте телефон, когда он попросит, и продолжите.",
        Code::ReceiptMalformed => "Отсканируйте код с экрана инспектора ещё раз.",
        Code::NothingInspected => "Сначала отсканируйте код.",
        Code::UnknownReference | Code::CheckUnknown => "Посмотрите список и возьмите номер оттуда.",
        Code::ChallengeMalformed => "Попросите прочитать его ещё раз: две группы по четыре цифры.",
        Code::PassUnknown => "Посмотрите список пропусков.",
        Code::PurposeUnknown => "Посмотрите список целей.",
        Code::PurposeOver => "Посмотрите список целей. Для неотложной помощи пропуск не нужен.",
        Code::TooFarAhead => "Выберите более раннее время или запросите позже.",
        Code::LeadTime => {
            let then =
                if dated.when.is_some() { "на это время" } else { "на потом" };
            return format!("Запросите его сейчас {then}. Для неотложной помощи пропуск не нужен.")
                .into();
        }
        Code::Wait | Code::OutsideHours | Code::QuotaUsed => {
            let then = if dated.when.is_some() { "тогда" } else { "позже" };
            return format!("Попробуйте {then}. Для неотложной помощи пропуск не нужен.").into();
        }
        Code::NotInForce if dated.when.is_some() => "На это время пропуск не нужен.",
        Code::NotInForce if dated.last.is_some() => "Тогда просто идите.",
        Code::NoPassNeeded | Code::NotInForce => "Просто идите.",
        Code::HolderMarkMissing => {
            "Сотрите данные на этом телефоне и зарегистрируйтесь с инициалами и последними четырьмя \
             знаками документа. До этого показывайте живой код."
        }
        Code::NoPaper => "Показывайте живой код на этом телефоне.",
        Code::PassOver => "Запросите новый пропуск.",
        Code::TooLate => "Запросите ещё раз.",
        Code::AlreadyRegistered => {
            "Чтобы зарегистрировать другой номер, сначала сотрите данные этого телефона."
        }
        Code::Refused => "Если это ошибка, позвоните в ведомство.",
        Code::NotRegistered => {
            "Зарегистрируйтесь по номеру телефона. Для неотложной помощи пропуск не нужен."
        }
        Code::NoRegistration => "Сначала зарегистрируйтесь по номеру телефона.",
        Code::EraseUnfinished => "Сотрите данные этого человека ещё раз.",
        Code::RegistrationUnreadable | Code::EmergencyUnreadable => {
            "Зарегистрируйтесь снова с тем же номером. Для неотложной помощи пропуск не нужен."
        }
        Code::PersonStays => "Чтобы телефон их забыл, сотрите данные этого человека.",
        Code::PersonHasOrder => "Уберите его, когда предписание закончится.",
        Code::TooManyPeople => "Уберите того, кто этим телефоном больше не пользуется.",
        Code::PersonUnknown => "Посмотрите список людей.",
        Code::NoOrder | Code::NoCheck | Code::FixInvalid => "Делать ничего не нужно.",
        Code::OrderRejected | Code::OrderOverlap => {
            "Телефон ему не следует. Позвоните тому, кто выдал предписание."
        }
        Code::TooLong => "Скажите короче.",
        Code::PhotoNotJpeg | Code::PhotoDamaged => "Сделайте снимок камерой этого телефона.",
        Code::PhotoTooLarge | Code::PhotoTooSmall => "Выберите в камере другой размер снимка.",
        Code::KeyClosed => match dated.error.details.reference.as_deref() {
            Some("moved" | "replaced") => "Пользуйтесь другим телефоном.",
            Some("number-moved") => {
                "Если это были не вы, позвоните в ведомство. Чтобы остаться на этом телефоне, \
                 зарегистрируйтесь снова."
            }
            Some("lost") => "Если он нашёлся, а другого у вас нет, зарегистрируйтесь снова.",
            _ => "Зарегистрируйтесь снова.",
        },
        Code::KeyLost => {
            "Перезапустите телефон. Если не поможет, сотрите данные в этом приложении и \
             зарегистрируйтесь снова."
        }
        Code::CheckClosedForPhotos => {
            "Если вас спрашивают, ответьте, что вы на месте, или почему не можете."
        }
        Code::Offline | Code::NoRules | Code::NoPhotoKey => {
            "Подключитесь к сети и попробуйте снова."
        }
        Code::AuthorityBusy => "Попробуйте через минуту.",
        Code::NetworkInterfered => "Возьмите другую сеть, без страницы входа и без фильтра.",
        Code::HostNotAllowed | Code::TrustFileInvalid => "Установите приложение заново.",
        Code::ListsRefused => "Попробуйте позже. Если не пройдёт, позвоните в ведомство.",
        Code::StorageFull => "Освободите немного места. Пропуска можно показывать и так.",
        Code::StorageReadOnly => "Перезапустите телефон или верните приложению его папку.",
        Code::StorageFailed => "Перезапустите телефон.",
        Code::InUse | Code::AlreadyOpen => "Закройте лишнее.",
        Code::Suspended | Code::ClientClosed => "Откройте приложение снова.",
        Code::VaultBusy => "Попробуйте через минуту или перезапустите телефон.",
        Code::VaultLocked => "Разблокируйте телефон один раз.",
        Code::VaultUnsupported => "Возьмите другой телефон или попросите пропуск на бумаге.",
        Code::StoreNewer | Code::AppTooOld => "Установите новую версию.",
        Code::NoThreads => "Закройте другие приложения или перезапустите телефон.",
        Code::Stopped => "Ничего не потеряно: работа продолжится в следующий раз.",
        Code::AnswerUnusable | Code::NoRandomness | Code::PassUnusable | Code::CoreFailed => {
            "Попробуйте снова. Если не пройдёт, сообщите этот код."
        }
    };
    text.into()
}
