//! English: who issues passes, and by which act.

use super::{AuthorityText, act};
use crate::words::Text;
use crate::words::moments::en::from as from_on;

pub fn text(say: &AuthorityText<'_>) -> Text {
    match say {
        AuthorityText::ActInForce { number } => {
            format!("Passes are required by act {number}.").into()
        }
        AuthorityText::ActToCome { number, from } => format!(
            "Passes are required {}, by act {number}. Until then you need none.",
            from_on(from)
        )
        .into(),
        AuthorityText::NoAct => {
            "No act requires passes now. You need none, and none is issued.".into()
        }
        AuthorityText::NoRulesYet => "The rules of the region are not on this phone yet.".into(),
        AuthorityText::Issuer { name } => format!("Passes are issued by: {name}.").into(),
        AuthorityText::Basis { number, title } => {
            format!("Required by: {}.", act(number, title)).into()
        }
        AuthorityText::Contact { at } => format!("Questions: {at}.").into(),
        AuthorityText::Complaints { to } => format!("Complaints: {to}.").into(),
        AuthorityText::UnderAge { years, accompanied: false, reference } => {
            format!("Nobody under {years} needs a pass ({reference}).").into()
        }
        AuthorityText::UnderAge { years, accompanied: true, reference } => {
            format!("Nobody under {years} needs a pass when with an adult ({reference}).").into()
        }
        AuthorityText::Exempt { who, reference } => {
            format!("No pass is needed by: {who} ({reference}).").into()
        }
    }
}
