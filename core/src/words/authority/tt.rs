//! Tatar: who issues passes, and by which act.

use super::{AuthorityText, act};
use crate::words::Text;
use crate::words::moments::tt::at;

pub fn text(say: &AuthorityText<'_>) -> Option<Text> {
    Some(match say {
        AuthorityText::ActInForce { number } => format!("Рөхсәтләр {number} акты белән кертелгән.").into(),
        AuthorityText::ActToCome { number, from } => format!(
            "Рөхсәтләр {number} акты буенча кирәк булачак. Башлану вакыты: {}. Аңа кадәр алар кирәкми.",
            at(from)
        )
        .into(),
        AuthorityText::NoAct => "Хәзер бер акт та рөхсәт таләп итми. Рөхсәтләр кирәкми һәм бирелми.".into(),
        AuthorityText::NoRulesYet => "Төбәк кагыйдәләре бу телефонда әлегә юк.".into(),
        AuthorityText::Issuer { name } => format!("Рөхсәтләрне бирүче: {name}.").into(),
        AuthorityText::Basis { number, title } => format!("Нигезе: {}.", act(number, title)).into(),
        AuthorityText::Contact { at } => format!("Сораулар өчен: {at}.").into(),
        AuthorityText::Complaints { to } => format!("Шикаятьләр өчен: {to}.").into(),
        AuthorityText::UnderAge { years, accompanied: false, reference } => {
            format!("{years} яшькә кадәрге балаларга рөхсәт кирәкми ({reference}).").into()
        }
        AuthorityText::UnderAge { years, accompanied: true, reference } => format!(
            "{years} яшькә кадәрге балаларга, олылар белән булса, рөхсәт кирәкми ({reference})."
        )
        .into(),
        AuthorityText::Exempt { who, reference } => format!("Рөхсәт кирәкми: {who} ({reference}).").into(),
    })
}
