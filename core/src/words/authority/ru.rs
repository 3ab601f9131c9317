//! Russian: who issues passes, and by which act.

use super::{AuthorityText, act};
use crate::words::Text;
use crate::words::moments::ru::from as from_on;
use crate::words::plural::ru as plural;

pub fn text(say: &AuthorityText<'_>) -> Text {
    match say {
        AuthorityText::ActInForce { number } => format!("Пропуска введены актом {number}.").into(),
        AuthorityText::ActToCome { number, from } => {
            let from = from_on(from);
            format!("Пропуска понадобятся {from} по акту {number}. До этого они не нужны.").into()
        }
        AuthorityText::NoAct => {
            "Сейчас ни один акт не требует пропусков. Они не нужны и не выдаются.".into()
        }
        AuthorityText::NoRulesYet => "Правил региона на этом телефоне пока нет.".into(),
        AuthorityText::Issuer { name } => format!("Пропуска выдаёт: {name}.").into(),
        AuthorityText::Basis { number, title } => {
            format!("Основание: {}.", act(number, title)).into()
        }
        AuthorityText::Contact { at } => format!("Вопросы: {at}.").into(),
        AuthorityText::Complaints { to } => format!("Жалобы: {to}.").into(),
        AuthorityText::UnderAge { years, accompanied, reference } => {
            let age = plural(*years, "года", "лет", "лет");
            let with = if *accompanied { " вместе со взрослым" } else { "" };
            format!("До {years} {age}{with} пропуск не нужен ({reference}).").into()
        }
        AuthorityText::Exempt { who, reference } => {
            format!("Пропуск не нужен: {who} ({reference}).").into()
        }
    }
}
