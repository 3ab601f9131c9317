//! Tatar: inspections.

use super::{InspectionText, parts_of_mark};
use crate::model::Reason;
use crate::words::Text;
use crate::words::moments::tt::at;

pub fn text(say: &InspectionText<'_>) -> Option<Text> {
    Some(match say {
        InspectionText::Counts { until } => {
            format!("Гамәлдә. Тәмамлану вакыты: {}.", at(until)).into()
        }
        InspectionText::Holder { mark } => holder(mark),
        InspectionText::NoAdverseConclusion => "Моннан кешегә каршы нәтиҗә ясарга ярамый.".into(),
        InspectionText::AskForNumberCheck => "Кабул итмәсәләр, сан белән тикшерүне сорагыз.".into(),
        InspectionText::Checked { at } => {
            format!("Тикшерелде: {}.", at.clock_to_the_second()).into()
        }
        InspectionText::Reason { reason: Reason::Ok, .. } => "Барлык тикшерүләр узылды.".into(),
        // What an inspector reads.
        InspectionText::Verdict(_)
        | InspectionText::Reason { .. }
        | InspectionText::Inspected { .. }
        | InspectionText::Next(_) => return None,
    })
}

fn holder(mark: &str) -> Text {
    match parts_of_mark(mark) {
        _ if mark == "-" => "Инициаллар да, документ та күрсәтелмәгән: чагыштырып булмый.".into(),
        (initials, "") => format!("Инициаллар: {initials}.").into(),
        ("", document) => format!("Документның соңгы билгеләре: {document}.").into(),
        (initials, document) => {
            format!("Инициаллар: {initials}, документның соңгы билгеләре: {document}.").into()
        }
    }
}
