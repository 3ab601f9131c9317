//! Russian: what happened.

use super::DatedError;
use crate::error::{Code, Field};
use crate::model::Period;
use crate::words::Text;
use crate::words::moments::ru::{at, from};
use crate::words::plural::ru as plural;

/// What happened.
pub fn what(dated: &DatedError<'_>) -> Text {
    let details = &dated.error.details;
    let later = || dated.when.as_ref().map_or("позже".to_owned(), from);
    let n = details.n.unwrap_or_default();
    let m = details.m.unwrap_or_default();
    let reference = details.reference.as_deref().unwrap_or("см. правила");
    let text = match dated.error.code {
        Code::PhoneInvalid => match details.position {
            Some(position) => {
                return format!("Знак {position} не может стоять в номере телефона.").into();
            }
            None => "Это не полный номер телефона.",
        },
        Code::PhoneUnreachable => match &details.reference {
            Some(countries) => {
                return format!(
                    "На этот номер сообщения не приходят. Они приходят на номера, которые \
                     начинаются с {countries}."
                )
                .into();
            }
            None => "На этот номер сообщения не приходят. Он не мобильный.",
        },
        Code::MarkInvalid => match (details.field, details.position) {
            (Some(Field::Initials), Some(at)) => {
                return format!("Знак {at} в инициалах не подходит: здесь нужны буквы.").into();
            }
            (Some(Field::Initials), None) => "Инициалы — не больше трёх букв.",
            (Some(Field::Document), Some(at)) => {
                return format!(
                    "Знак {at} номера документа не подходит: здесь нужны буквы или цифры."
                )
                .into();
            }
            (Some(Field::Document), None) => "Нужны последние четыре знака номера документа.",
            (None, Some(at)) => {
                return format!("Знак {at} не подходит: здесь нужны буквы или цифры.").into();
            }
            (None, None) => "Инициалы и знаки документа вместе не помещаются в пропуск.",
        },
        Code::CodeMalformed => match details.position {
            Some(position) => return format!("Знак {position} в коде — не цифра.").into(),
            None => "В коде шесть цифр.",
        },
        Code::CodeWrong => {
            let tries = plural(n, "попытка", "попытки", "попыток");
            return format!("Код неверный. Осталось: {n} {tries}.").into();
        }
        Code::LoanMalformed => "Это не код с листка выданного телефона.",
        Code::LoanOver => "Этот листок выданного телефона больше не действует.",
        Code::LoanForeign => "Этот листок выдало не то ведомство, которому служит телефон.",
        Code::MoveMalformed => "Это не код телефона, который передаёт или принимает запись.",
        Code::MoveOver => "Этот перенос закончился, или код от другого переноса.",
        Code::MoveForeign => "Другой телефон служит не тому ведомству, что этот.",
        Code::DigitsDiffer => "Шесть цифр на двух телефонах не совпадают.",
        Code::PinMalformed => "В ПИН-коде от 4 до 8 цифр и ничего больше.",
        Code::PinWrong => {
            let tries = plural(n, "попытка", "попытки", "попыток");
            return format!("ПИН-код не тот. Осталось: {n} {tries}.").into();
        }
        Code::PinWait => {
            return format!("Слишком много ошибок в ПИН-коде. Снова можно {}.", later()).into();
        }
        Code::PersonLocked => "Эта часть скрыта ПИН-кодом.",
        Code::OwnerNotConfirmed => "Телефон не убедился, что это вы.",
        Code::ReceiptMalformed => "Это не квитанция о проверке.",
        Code::NothingInspected => "Только что ничего не проверялось.",
        Code::UnknownReference | Code::CheckUnknown => "Под этим номером ничего не хранится.",
        Code::NoCheck => "Сейчас вас ни о чём не спрашивают.",
        Code::ChallengeMalformed => "В числе для проверки восемь цифр.",
        Code::Stopped => "Работу остановили раньше, чем она закончилась.",
        Code::SubWrong if n == 0 => {
            "Предписание выдано человеку с другими инициалами или другим документом."
        }
        Code::SubWrong => {
            let tries = plural(n, "попытка", "попытки", "попыток");
            return format!(
                "Предписание выдано человеку с другими инициалами или другим документом. Осталось: \
                 {n} {tries}."
            )
            .into();
        }
        Code::CodeExpired => "Этот код больше не действует.",
        Code::PassUnknown => "Такого пропуска на этом телефоне нет.",
        Code::PurposeUnknown => "В правилах нет такой цели.",
        Code::Wait if details.n == Some(0) => {
            return format!(
                "Слишком много неверных кодов: этот больше не действует. Новый можно {}.",
                later()
            )
            .into();
        }
        Code::Wait => return format!("Ещё рано. Можно {}.", later()).into(),
        Code::LeadTime => {
            let earliest = dated.when.as_ref().map_or("позже".to_owned(), at);
            return format!("Этот пропуск запрашивают заранее. Он может начаться {earliest}.")
                .into();
        }
        Code::OutsideHours => return format!("Не в это время. Снова можно {}.", later()).into(),
        Code::QuotaUsed => {
            let of = match details.per {
                Some(Period::LocalDay) => "На этот день использовано",
                Some(Period::LocalWeek) => "На эту неделю использовано",
                Some(Period::LocalMonth) => "На этот месяц использовано",
                None => "Использовано",
            };
            return format!("{of} {n} из {m}. Следующий можно {}.", later()).into();
        }
        Code::NoPassNeeded => match &details.reference {
            Some(reference) => return format!("Для этого пропуск не нужен ({reference}).").into(),
            None => "Для неотложной помощи пропуск не нужен.",
        },
        Code::NotInForce => match (&dated.when, &dated.last) {
            (Some(when), _) => {
                return format!(
                    "На это время ни один акт не требует пропуска, и он не выдаётся. Пропуск может \
                     начаться {}.",
                    at(when)
                )
                .into();
            }
            (None, Some(last)) => {
                return format!(
                    "Ни один акт не требует пропусков {}. Они не выдаются и не нужны.",
                    from(last)
                )
                .into();
            }
            (None, None) => "Сейчас ни один акт не требует пропусков, они не выдаются и не нужны.",
        },
        Code::PurposeOver => match &dated.last {
            Some(last) => {
                return format!(
                    "Такие пропуска больше не выдаются: все они заканчиваются {}.",
                    at(last)
                )
                .into();
            }
            None => "Такие пропуска больше не выдаются.",
        },
        Code::TooFarAhead => match &dated.last {
            Some(last) => {
                return format!(
                    "Это слишком далеко вперёд. Сейчас самое позднее начало — {}.",
                    at(last)
                )
                .into();
            }
            None => "Это слишком далеко вперёд.",
        },
        Code::HolderMarkMissing => {
            "Без телефона в пропуске нужны инициалы и знаки документа для сверки. В этом их нет."
        }
        Code::NoPaper => "Для этой цели пропуск на бумаге не выдаётся.",
        Code::PassOver => "Этот пропуск больше не действует.",
        Code::TooLate => "Запрос пришёл слишком поздно. Он не засчитан.",
        Code::AlreadyRegistered => "Этот телефон уже зарегистрирован. Ничего не изменено.",
        Code::Refused => return format!("Ведомство отказало ({reference}).").into(),
        Code::NotRegistered => "На этом телефоне никто не зарегистрирован.",
        Code::NoRegistration => "Код не запрашивали.",
        Code::RegistrationUnreadable => "Регистрация на этом телефоне не читается.",
        Code::EraseUnfinished => "На телефоне ещё остались ключи от стёртых данных этого человека.",
        Code::EmergencyUnreadable => "Код для неотложного случая на этом телефоне не читается.",
        Code::PersonStays => "Этот человек один на этом телефоне.",
        Code::PersonHasOrder => "У этого человека есть предписание, и оно ещё действует.",
        Code::TooManyPeople => "Больше людей на этом телефоне не помещается.",
        Code::PersonUnknown => "Под этим номером никого нет.",
        Code::NoOrder => "Сейчас никакое предписание ничего от этого телефона не требует.",
        Code::OrderRejected => {
            return format!("Предписание требует недопустимого ({reference}).").into();
        }
        Code::CheckClosedForPhotos => "Фотография для этого не нужна или уже не нужна.",
        Code::OrderOverlap => "На этом телефоне уже действует другое предписание.",
        Code::FixInvalid => "Такого места на земле нет.",
        Code::TooLong => "Текст слишком длинный: отправить можно не больше 2000 знаков.",
        Code::PhotoNotJpeg => "Это не снимок камеры телефона (JPEG).",
        Code::PhotoDamaged => "Снимок повреждён, или есть только его часть.",
        Code::PhotoTooLarge => "Снимок слишком большой: не больше 12 МБ и 50 мегапикселей.",
        Code::PhotoTooSmall => "Снимок слишком маленький: лица на нём не разглядеть.",
        Code::KeyClosed => match reference {
            "erased" => "Учётная запись этого телефона стёрта у ведомства.",
            "number-moved" => {
                "Ваш номер зарегистрировали на другом телефоне, и учётная запись этого закрыта."
            }
            "moved" => "Ваша учётная запись теперь на другом телефоне.",
            "replaced" => "Вместо этого телефона теперь другой.",
            "lost" => "Ведомству сообщили, что этот телефон потерян, и оно закрыло учётную запись.",
            _ => {
                return format!("Ведомство закрыло учётную запись телефона ({reference}).").into();
            }
        },
        Code::Offline => "Нет сети.",
        Code::NoPhotoKey => "Этот телефон ещё не знает, для кого закрывать фотографию.",
        Code::NoRules => "Правил региона на этом телефоне пока нет.",
        Code::AuthorityBusy => "Ведомство сейчас не отвечает.",
        Code::NetworkInterfered => "Вместо ведомства отвечает кто-то другой.",
        Code::HostNotAllowed => "Этот адрес не принадлежит ведомству.",
        Code::ListsRefused => "Списки ведомства не сходятся. Остались прежние.",
        Code::StorageFull => "На телефоне нет места. Ничего не изменено.",
        Code::StorageReadOnly => "Телефон не даёт приложению хранить данные.",
        Code::StorageFailed => "Телефон не смог прочитать или записать данные приложения.",
        Code::InUse => "Данные приложения занимает другая программа.",
        Code::AlreadyOpen => "Приложение уже открыло свои данные.",
        Code::Suspended => "Приложение спит. Ничего не изменено.",
        Code::ClientClosed => "Приложение закрыло свои данные.",
        Code::VaultBusy => "Телефон сейчас не открывает данные приложения.",
        Code::VaultLocked => "После включения телефон ещё не разблокировали.",
        Code::VaultUnsupported => "Этот телефон не может надёжно хранить пропуска.",
        Code::StoreNewer => {
            "Эти данные записала более новая версия приложения. Они оставлены как есть."
        }
        Code::AppTooOld => "Эта версия приложения слишком старая, чтобы запрашивать пропуска.",
        Code::KeyLost => "Телефон потерял ключи, которыми подписывает.",
        Code::AnswerUnusable => "Ответ ведомства не имеет смысла.",
        Code::TrustFileInvalid => "Приложение неполное: оно не знает, кому доверять.",
        Code::NoRandomness => "Телефон не даёт случайных чисел.",
        Code::NoThreads => "Телефон не даёт приложению работать вне экрана.",
        Code::CoreFailed => "Внутри приложения что-то сломалось.",
        Code::PassUnusable => "Ведомство выдало пропуск, который не подходит к запросу.",
    };
    text.into()
}
