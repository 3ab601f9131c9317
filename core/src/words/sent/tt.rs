//! Tatar, as far as it is said.

use super::SentText;
use crate::model::{Asks, Tells};
use crate::words::Text;
use crate::words::moments::tt::line;

pub fn text(say: &SentText) -> Option<Text> {
    match say {
        SentText::At(when) => Some(line(when).into()),
        SentText::Asks(asks) => self::asks(*asks).map(Text::from),
        SentText::Tells(tells) => self::tells(*tells).map(Text::from),
        SentText::Purpose(label) => {
            Some(format!("Рөхсәтнең ни өчен кирәклеген хәбәр итә: {label}.").into())
        }
    }
}

fn asks(asks: Asks) -> Option<&'static str> {
    Some(match asks {
        Asks::Time => "Төгәл вакытны сорый.",
        Asks::Stamp => "Исемлекләр үзгәргәнме-юкмы, шуны сорый.",
        Asks::Deny => "Кире алынган рөхсәтләр исемлеген сорый.",
        Asks::Code => "Код белән хәбәр сорый.",
        Asks::AnotherCode => "Код белән тагын бер хәбәр сорый.",
        Asks::Account => "Бу телефонны хәбәрдәге код белән терки.",
        Asks::Updates => "Бу телефон өчен нинди яңалык барлыгын сорый.",
        Asks::Pass => "Рөхсәт сорый.",
        Asks::Paper => "Бастырып алу өчен рөхсәт сорый.",
        Asks::Erase => "Ведомстводан бу исәп язмасын онытуны сорый.",
        Asks::Root | Asks::Trust | Asks::Rules | Asks::Status | Asks::TypedCode => return None,
        Asks::Receipt | Asks::Order | Asks::PhotoReceipt | Asks::SmsTables => return None,
        Asks::Loan | Asks::Handover | Asks::Return | Asks::Move => return None,
    })
}

fn tells(tells: Tells) -> Option<&'static str> {
    Some(match tells {
        Tells::Nothing => "Сезнең турыда берни дә хәбәр итми: һәр телефон шулай сорый.",
        Tells::PhoneNumber => "Телефон номерыгызны хәбәр итә.",
        Tells::Language => "Хәбәр нинди телдә кирәклеген әйтә.",
        Tells::MessageCode => "Хәбәрдәге кодны әйтә.",
        Tells::Purpose(_) => "Рөхсәтнең ни өчен кирәклеген хәбәр итә.",
        Tells::Start => "Кайчан чыгарга теләвегезне хәбәр итә.",
        Tells::OldPass => "Кайсы рөхсәтне алыштырырга кирәклеген хәбәр итә.",
        Tells::Pass => "Бастырыласы рөхсәтне күрсәтә.",
        Tells::AccountKeys
        | Tells::Attestation
        | Tells::HolderHint
        | Tells::Certificate
        | Tells::PassKey
        | Tells::TypedCode
        | Tells::Signature
        | Tells::Reports
        | Tells::OrderCode
        | Tells::OwnWords
        | Tells::Photo
        | Tells::Invitation
        | Tells::Handover
        | Tells::Link
        | Tells::Wipe => return None,
    })
}
