//! Russian: passes by text message.

use super::SmsText;
use crate::words::Text;
use crate::words::moments::ru::at;
use crate::words::plural::ru as plural;

pub fn text(say: &SmsText<'_>) -> Text {
    match say {
        SmsText::NumberLength { least, most, got } => {
            let wanted = bounds(*least, *most);
            format!("Знаков здесь {got}, а в таких номерах их {wanted}.").into()
        }
        SmsText::NumberImplausible => "Такого номера ни у кого нет: он из нулей.".into(),
        SmsText::TaxIdChecksum => {
            "Это не ИНН: контрольная цифра не сходится. Возможно, в одной цифре опечатка.".into()
        }
        SmsText::LooksLikeTransportCard => {
            "Десять цифр есть и на транспортной карте. Проверьте, ИНН ли это.".into()
        }
        SmsText::SeparatorReplaced { sign } => {
            format!("Знак {} разделяет части сообщения, поэтому здесь вместо него стоит другой.", shown(*sign)).into()
        }
        SmsText::SeparatorRefused { sign, position } => {
            format!("Знак {} на месте {position} разделяет части сообщения и внутри них стоять не может.", shown(*sign)).into()
        }
        SmsText::Character { position } => format!("На месте {position} стоит то, чего здесь быть не может.").into(),
        SmsText::TooLong { most } => format!("Слишком длинно: не больше {most} знаков.").into(),
        SmsText::Missing => "Без этого нельзя, а здесь пусто.".into(),
        SmsText::Words { least, most } => {
            let wanted = bounds(*least, *most);
            let words = plural(*most as u64, "слово", "слова", "слов");
            format!("Здесь нужно {wanted} {words}.").into()
        }
        SmsText::MixedLetters { position } => {
            format!("Буква на месте {position} из другого алфавита, чем остальные в слове, и только похожа на них.").into()
        }
        SmsText::Segments { n } => {
            let texts = plural(*n, "сообщение", "сообщения", "сообщений");
            format!("Это {n} {texts}. Некоторые телефоны и сети теряют части.").into()
        }
        SmsText::Unconfirmed => "Скорее всего, это пишется так, но никем не установлено.".into(),
        SmsText::NotInForce => "Сейчас этот номер таких сообщений не принимает.".into(),
        SmsText::PerhapsClosed => "В этот час номер может отказать.".into(),
        SmsText::PerhapsUsed => "Возможно, все разрешения уже использованы.".into(),
        SmsText::RegionUnknown { name } => format!("Региона {name} нет.").into(),
        SmsText::FormUnknown { name } => format!("Формы {name} нет.").into(),
        SmsText::FieldUnknown { field } => format!("В сообщении нет части {field}.").into(),
        SmsText::PurposeUnknown { code } => format!("Цели {code} нет.").into(),
        SmsText::PurposeOver => "В этот день об этой цели просить нельзя.".into(),
        SmsText::NotEstablished => {
            "Как пишется это сообщение, не установлено, поэтому ничего не придумано.".into()
        }
        SmsText::Closed { next } => {
            format!("В этот час ничего не разрешают. Снова можно {}.", at(next)).into()
        }
        SmsText::Used { used, of, next } => {
            let next =
                next.map_or_else(String::new, |next| format!(" Следующее можно {}.", at(&next)));
            format!("Использовано {used} из {of}.{next}").into()
        }
        SmsText::SimForeign => "С SIM-карты другой страны этот номер недоступен.".into(),
        SmsText::VectorFailed => {
            "Таблица этого региона не сходится с собственными примерами, поэтому по ней ничего не пишется.".into()
        }
        SmsText::NextCorrect => "Исправьте и посмотрите на сообщение ещё раз.".into(),
        SmsText::NextOther => "Есть другой путь: телефон или бумага.".into(),
        SmsText::NextWait => "Спросите тогда ещё раз.".into(),
        SmsText::Approved { code, until } => {
            let code = code.map_or_else(String::new, |code| format!(" Код: {code}."));
            let until =
                until.map_or_else(String::new, |until| format!(" Срок истекает {}.", at(&until)));
            format!("В ответе сказано, что можно.{code}{until}").into()
        }
        SmsText::Malformed => "В ответе сказано, что сообщение написано не так.".into(),
        SmsText::QuotaUsed => "В ответе отказ: разрешений больше нет.".into(),
        SmsText::OutsideHours => "В ответе отказ: в этот час нельзя.".into(),
        SmsText::NotRegistered => "В ответе отказ: вы там не зарегистрированы.".into(),
        SmsText::OtherReason => "В ответе отказ, своими словами.".into(),
        SmsText::Unknown => "Такой ответ неизвестен. Он сохранён как есть.".into(),
        SmsText::WrongSender => {
            "Это пришло не с того номера, который спрашивали. Сохранено как есть.".into()
        }
        SmsText::NotAsked => {
            "Такого ответа ничто из спрошенного не ждёт. Он сохранён как есть и ничего не меняет.".into()
        }
        SmsText::MayLeave => "Никто не ответил. Выйти всё равно можно: покажите, что вы отправили.".into(),
        SmsText::MustWait => "Никто не ответил. Выходить до ответа нельзя.".into(),
        SmsText::NotSaid => "Никто не ответил. Можно ли выйти, никем не сказано.".into(),
        SmsText::UseFallback => "Никто не ответил. Спросите другим путём.".into(),
        SmsText::Call { number, is_open: true } => format!("Позвоните: {number}.").into(),
        SmsText::Call { number, is_open: false } => {
            format!("Телефон {number}, но в этот час там не отвечают.").into()
        }
        SmsText::Paper { name } => format!("Имейте при себе бумагу: {name}.").into(),
        SmsText::Region { number } => format!("Сообщения на номер {number}").into(),
        SmsText::Registration => "Регистрация".into(),
        SmsText::Request => "Запрос пропуска".into(),
        SmsText::RequestFor { purpose } => format!("Запрос пропуска: {purpose}").into(),
        SmsText::Shorter => "То же делает сообщение короче.".into(),
        SmsText::MayStayEmpty => "Можно не заполнять.".into(),
        SmsText::Size { characters, segments } => {
            let signs = plural(*characters, "знак", "знака", "знаков");
            let texts = plural(*segments, "сообщение", "сообщения", "сообщений");
            format!("{characters} {signs}, {segments} {texts}").into()
        }
        SmsText::Written { at: when } => format!("Написано {}.", at(when)).into(),
        SmsText::NoReplyYet => "Ответа пока нет. Когда он придёт, вставьте его сюда.".into(),
    }
}

/// `10`, или `10–12`.
fn bounds(least: usize, most: usize) -> String {
    if least == most { most.to_string() } else { format!("{least}–{most}") }
}

fn shown(sign: char) -> String {
    if sign == ' ' { "«пробел»".to_owned() } else { format!("«{sign}»") }
}
