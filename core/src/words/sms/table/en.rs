//! English: a region's table of text messages.

use super::{CountedOver, CountedWith, SmsTableText, clocks};
use crate::model::Period;
use crate::words::Text;
use crate::words::lengths::en::length;
use crate::words::lengths::minutes;
use crate::words::moments::en::{from, until};
use crate::words::plural::en as plural;
use crate::words::sms::part::en::named;

const LIKELY: &str = ": that is likely, and not established";

pub fn text(say: &SmsTableText<'_>) -> Text {
    match say {
        SmsTableText::WriteTo => "Write to".into(),
        SmsTableText::WhatToWrite => "What to write".into(),
        SmsTableText::Example => "For example".into(),
        SmsTableText::Parts => "What belongs in each part".into(),
        SmsTableText::Purposes => "Purposes".into(),
        SmsTableText::Replies => "What comes back".into(),
        SmsTableText::NoAnswer => "If nobody answers, or you cannot write there".into(),
        SmsTableText::Holds { from: begin, until: Some(end) } => {
            format!("This holds {} {}.", from(begin), until(end)).into()
        }
        SmsTableText::Holds { from: begin, until: None } => {
            format!("This holds {}. When it ends is not established.", from(begin)).into()
        }
        SmsTableText::SimPerhapsForeign => {
            format!("The number may not be reached with a SIM of another country{LIKELY}.").into()
        }
        SmsTableText::SimNotSaid => {
            "Which SIM cards do not reach the number is not established.".into()
        }
        SmsTableText::Empty => "An empty message: nothing stands in it.".into(),
        SmsTableText::Apart { signs: " " } => "One blank keeps the parts apart.".into(),
        SmsTableText::Apart { signs } => {
            let signs: Vec<String> = signs.chars().map(named).collect();
            format!("Between the parts stands {}, without blanks around it.", signs.join(" or "))
                .into()
        }
        SmsTableText::PlacesStay => {
            "A part that is left out leaves its place empty: the signs on both sides of it stay."
                .into()
        }
        SmsTableText::Shorter { message } => {
            format!("Message {message} does the same, and is shorter.").into()
        }
        SmsTableText::PartsOnly { parts } => format!("What belongs in it: {parts}.").into(),
        SmsTableText::Quota { n, over, with, is_likely } => {
            let times = match n {
                1 => "once".to_owned(),
                2 => "twice".to_owned(),
                n => format!("{n} times"),
            };
            let over = match over {
                CountedOver::Calendar(Period::LocalDay) => "a day".to_owned(),
                CountedOver::Calendar(Period::LocalWeek) => "a week".to_owned(),
                CountedOver::Calendar(Period::LocalMonth) => "a month".to_owned(),
                CountedOver::Hours(n) => format!("in {n} {}", plural(*n, "hour", "hours")),
            };
            let with = match with {
                CountedWith::Nothing => String::new(),
                CountedWith::AllPurposes => ", all purposes together".to_owned(),
                CountedWith::These(names) => format!(", together with {names}"),
            };
            format!("At most {times} {over}{with}{}.", likely(*is_likely)).into()
        }
        SmsTableText::QuotaNotSaid => "How many permits there are is not established.".into(),
        SmsTableText::Closed { from, to, is_likely: false } => {
            let [from, to] = clocks(*from, *to);
            format!("Nothing is permitted from {from} until {to}.").into()
        }
        SmsTableText::Closed { from, to, is_likely: true } => {
            let [from, to] = clocks(*from, *to);
            format!("The number may refuse from {from} until {to}{LIKELY}.").into()
        }
        SmsTableText::ClosedNotSaid => "No closed hours are known.".into(),
        SmsTableText::FromRequest { minutes: n } => {
            format!("A permit counts for {} from the request on.", length(minutes(*n))).into()
        }
        SmsTableText::FromReply { minutes: n } => {
            format!("A permit counts for {} from the reply on.", length(minutes(*n))).into()
        }
        SmsTableText::InReply => "The reply says until when a permit counts.".into(),
        SmsTableText::ToEndOfDay => "A permit counts until the end of the day.".into(),
        SmsTableText::ValidityNotSaid => "Until when a permit counts is not established.".into(),
        SmsTableText::PurposeFrom { from: begin } => {
            format!("It can be asked for {}.", from(begin)).into()
        }
        SmsTableText::PurposeUntil { until: end } => {
            format!("It can be asked for {}.", until(end)).into()
        }
        SmsTableText::ReplyCode => "a code".into(),
        SmsTableText::ReplyUntil => "a time".into(),
        SmsTableText::ReplyAnything => "any text".into(),
        SmsTableText::RepliesNotSaid => {
            "How its replies are worded is not established. Read what comes, and keep it.".into()
        }
        SmsTableText::Wait { after_s } => {
            format!("Wait {} for the reply.", length(*after_s)).into()
        }
        SmsTableText::Line { number, hours: Some((from, to)) } => {
            let [from, to] = clocks(*from, *to);
            format!("Call {number}, from {from} until {to}.").into()
        }
        SmsTableText::Line { number, hours: None } => {
            format!("Call {number}. In which hours somebody answers is not established.").into()
        }
        SmsTableText::OnPaper { parts } => format!("On it stand, in this order: {parts}.").into(),
        SmsTableText::NoOtherWay => {
            "No other way is known: no number to call, and no paper.".into()
        }
    }
}

fn likely(is_likely: bool) -> &'static str {
    if is_likely { LIKELY } else { "" }
}
