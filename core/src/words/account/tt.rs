//! Tatar: the account.

use super::AccountText;
use crate::words::Text;
use crate::words::moments::tt::at;

pub fn text(say: &AccountText<'_>) -> Option<Text> {
    Some(match say {
        AccountText::NotRegistered => "Сез әле теркәлмәгәнсез. Телефон номеры җитә.".into(),
        AccountText::WaitingToSend => {
            "Теркәлү әзер һәм челтәрне көтә. Берни дә югалмый, ул үзе җибәрелә.".into()
        }
        AccountText::CodeSent { phone, by } => format!(
            "{phone} номерына код соралды. Аны беркемгә дә әйтмәгез. Хәбәрне көтү вакыты: {}. Аңа \
             кадәр килмәсә, башка код сорагыз. Ул да килмәсә, кодны рөхсәт бирүче ведомствода үзегез \
             алыгыз.",
            at(by)
        )
        .into(),
        AccountText::Registered => "Сез теркәлдегез.".into(),
        AccountText::Closed => "Бу телефонның исәп язмасы ябылган.".into(),
        AccountText::Erasing => {
            "Бу телефонда барысы да бетерелде. Челтәр булгач, ведомство бу турыда белер.".into()
        }
        AccountText::RegistrationUnreadable => {
            "Бу телефондагы теркәлүегез турындагы язма укылмый. Ул аерым сакланды. Шул ук номер \
             белән яңадан теркәлегез."
                .into()
        }
        AccountText::SigningKeysLost => {
            "Телефон имза куя торган ачкычларын югалткан, шуңа күрә рөхсәтне күрсәтеп тә, сорап та \
             булмый. Телефонны яңадан кабызыгыз. Булышмаса, бу кушымтадагы мәгълүматны бетерегез һәм \
             яңадан теркәлегез. Ашыгыч медицина ярдәме өчен рөхсәт кирәкми."
                .into()
        }
        AccountText::ClaimUnreadable
        | AccountText::EmergencyUnreadable
        | AccountText::EraseUnfinished
        | AccountText::LoanAsked
        | AccountText::Lent
        | AccountText::Moving
        | AccountText::Moved
        | AccountText::MayBeErased
        | AccountText::OrderStays { .. } => return None,
        AccountText::NumberClaimed { leaves } => format!(
            "Сезнең номер белән башка телефон теркәлде. Бу сез булмасагыз, ведомствога \
             шалтыратыгыз. Соңгы вакыт: {}.",
            at(leaves)
        )
        .into(),
    })
}
