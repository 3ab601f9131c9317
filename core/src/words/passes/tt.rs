//! Tatar: passes.

use super::PassText;
use crate::model::{PassState, When};
use crate::words::Text;
use crate::words::moments::tt::{at, times};

pub fn text(say: &PassText) -> Option<Text> {
    Some(match say {
        PassText::State { state, from, until } => pass(*state, from, until),
        PassText::Times { from, until } => times(from, until).into(),
        PassText::Waiting => "Рөхсәт соралды һәм челтәрне көтә.".into(),
        PassText::EndsSoon { at } => format!("Рөхсәтегез тиздән тәмамлана: {}.", at.clock()).into(),
        PassText::Revoked { until } => format!(
            "Рөхсәтегез кире алынды. Аның белән өйгә кайтырга мөмкин. Соңгы вакыт: {}.",
            at(until)
        )
        .into(),
    })
}

fn pass(state: PassState, from: &When, until: &When) -> Text {
    let (from, until) = (at(from), at(until));
    match state {
        PassState::Valid => format!("Гамәлдә. Тәмамлану вакыты: {until}.").into(),
        PassState::NotYetValid => format!("Әлегә гамәлдә түгел. Башлану вакыты: {from}.").into(),
        PassState::Expired => format!("Вакыты чыкты: {until}.").into(),
        PassState::ReturnHomeOnly => {
            format!("Кире алынды. Аның белән өйгә кайтырга мөмкин. Соңгы вакыт: {until}.").into()
        }
        PassState::Revoked => "Кире алынды.".into(),
        PassState::KeyWithdrawn => {
            "Ведомство аны инде кабул итми, сезнең гаебегез юк. Челтәр булгач, башка рөхсәт үзе \
             килә."
                .into()
        }
        PassState::NotInForce => "Бу рөхсәтне инде бер акт та таләп итми. Ул кирәкми.".into(),
        PassState::OtherAct => {
            "Бу рөхсәт бирелгән акт инде гамәлдә түгел, ә башка акт рөхсәт таләп итә. Яңасын сорагыз."
                .into()
        }
        PassState::TimeUnknown => format!(
            "Тәмамлану вакыты: {until}. Телефон төгәл вакытны белми; аны барыбер күрсәтегез."
        )
        .into(),
    }
}
