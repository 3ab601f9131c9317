//! Russian: a region's table of text messages.

use super::{CountedOver, CountedWith, SmsTableText, clocks};
use crate::model::Period;
use crate::words::Text;
use crate::words::lengths::minutes;
use crate::words::lengths::ru::length;
use crate::words::moments::ru::{from, until};
use crate::words::plural::ru as plural;
use crate::words::sms::part::ru::named;

const LIKELY: &str = ": это вероятно, но не установлено";

pub fn text(say: &SmsTableText<'_>) -> Text {
    match say {
        SmsTableText::WriteTo => "Пишите на номер".into(),
        SmsTableText::WhatToWrite => "Что писать".into(),
        SmsTableText::Example => "Например".into(),
        SmsTableText::Parts => "Что писать в каждой части".into(),
        SmsTableText::Purposes => "Цели".into(),
        SmsTableText::Replies => "Что приходит в ответ".into(),
        SmsTableText::NoAnswer => "Если не отвечают или написать туда нельзя".into(),
        SmsTableText::Holds { from: begin, until: Some(end) } => {
            format!("Действует {} {}.", from(begin), until(end)).into()
        }
        SmsTableText::Holds { from: begin, until: None } => {
            format!("Действует {}. Когда это кончится, не установлено.", from(begin)).into()
        }
        SmsTableText::SimPerhapsForeign => {
            format!("С SIM-карты другой страны номер может быть недоступен{LIKELY}.").into()
        }
        SmsTableText::SimNotSaid => "С каких SIM-карт номер недоступен, не установлено.".into(),
        SmsTableText::Empty => "Пустое сообщение: в нём ничего нет.".into(),
        SmsTableText::Apart { signs: " " } => "Между частями один пробел.".into(),
        SmsTableText::Apart { signs } => {
            let signs: Vec<String> = signs.chars().map(named).collect();
            format!("Между частями стоит {}, без пробелов вокруг.", signs.join(" или ")).into()
        }
        SmsTableText::PlacesStay => {
            "Если часть не пишете, её место остаётся пустым: знаки по обе стороны остаются.".into()
        }
        SmsTableText::Shorter { message } => {
            format!("Сообщение {message} делает то же и короче.").into()
        }
        SmsTableText::PartsOnly { parts } => format!("Что в него входит: {parts}.").into(),
        SmsTableText::Quota { n, over, with, is_likely } => {
            let times = plural(*n, "раза", "раз", "раз");
            let over = match over {
                CountedOver::Calendar(Period::LocalDay) => "в день".to_owned(),
                CountedOver::Calendar(Period::LocalWeek) => "в неделю".to_owned(),
                CountedOver::Calendar(Period::LocalMonth) => "в месяц".to_owned(),
                CountedOver::Hours(n) => format!("за {n} {}", plural(*n, "час", "часа", "часов")),
            };
            let with = match with {
                CountedWith::Nothing => String::new(),
                CountedWith::AllPurposes => " на все цели вместе".to_owned(),
                CountedWith::These(names) => format!(" вместе с целями {names}"),
            };
            format!("Не больше {n} {times} {over}{with}{}.", likely(*is_likely)).into()
        }
        SmsTableText::QuotaNotSaid => "Сколько разрешений дают, не установлено.".into(),
        SmsTableText::Closed { from, to, is_likely: false } => {
            let [from, to] = clocks(*from, *to);
            format!("С {from} до {to} ничего не разрешают.").into()
        }
        SmsTableText::Closed { from, to, is_likely: true } => {
            let [from, to] = clocks(*from, *to);
            format!("С {from} до {to} номер может отказать{LIKELY}.").into()
        }
        SmsTableText::ClosedNotSaid => "О часах, когда не разрешают, ничего не известно.".into(),
        SmsTableText::FromRequest { minutes: n } => {
            format!("Срок разрешения: {}, считая от запроса.", length(minutes(*n))).into()
        }
        SmsTableText::FromReply { minutes: n } => {
            format!("Срок разрешения: {}, считая от ответа.", length(minutes(*n))).into()
        }
        SmsTableText::InReply => "Срок разрешения назван в ответе.".into(),
        SmsTableText::ToEndOfDay => "Разрешение действует до конца дня.".into(),
        SmsTableText::ValidityNotSaid => {
            "До какого времени действует разрешение, не установлено.".into()
        }
        SmsTableText::PurposeFrom { from: begin } => {
            format!("Просить об этом можно {}.", from(begin)).into()
        }
        SmsTableText::PurposeUntil { until: end } => {
            format!("Просить об этом можно {}.", until(end)).into()
        }
        SmsTableText::ReplyCode => "код".into(),
        SmsTableText::ReplyUntil => "время".into(),
        SmsTableText::ReplyAnything => "любой текст".into(),
        SmsTableText::RepliesNotSaid => {
            "Какими словами отвечает номер, не установлено. Прочитайте ответ и сохраните его."
                .into()
        }
        SmsTableText::Wait { after_s } => {
            format!("Сколько ждать ответа: {}.", length(*after_s)).into()
        }
        SmsTableText::Line { number, hours: Some((from, to)) } => {
            let [from, to] = clocks(*from, *to);
            format!("Позвоните: {number}, с {from} до {to}.").into()
        }
        SmsTableText::Line { number, hours: None } => {
            format!("Позвоните: {number}. В какие часы отвечают, не установлено.").into()
        }
        SmsTableText::OnPaper { parts } => format!("На ней по порядку: {parts}.").into(),
        SmsTableText::NoOtherWay => "Другой путь не известен: ни телефона, ни бумаги.".into(),
    }
}

fn likely(is_likely: bool) -> &'static str {
    if is_likely { LIKELY } else { "" }
}
