//! Tatar: what to do when registering or asking for passes failed. What the phone or the app itself needs is
//! said in Russian.

use crate::error::Code;
use crate::words::Text;
use crate::words::errors::DatedError;

/// What to do, if it is said in Tatar.
pub fn next(dated: &DatedError<'_>) -> Option<Text> {
    let text = match dated.error.code {
        Code::PhoneInvalid => "Болай языгыз: +7 916 123-45-67 яки 8 916 123-45-67.",
        Code::PhoneUnreachable => {
            "Мондый илнең кәрәзле номерын күрсәтегез, ышанган кешегезнеке дә ярый, яки ведомстводан \
             кәгазьдә рөхсәт сорагыз. Ашыгыч медицина ярдәме өчен рөхсәт кирәкми."
        }
        Code::MarkInvalid => "Төзәтегез яки күрсәтмәгез: икесе дә мәҗбүри түгел.",
        Code::CodeMalformed => {
            "Хәбәрне тагын бер тапкыр укыгыз. Кулга бирелгән код унике саннан тора."
        }
        Code::CodeWrong => "Хәбәрне тагын бер тапкыр укыгыз.",
        Code::CodeExpired => "Яңа код сорагыз.",
        Code::ChallengeMalformed => "Аны тагын бер тапкыр укуны сорагыз: дүртәр санлы ике төркем.",
        Code::PassUnknown => "Рөхсәтләр исемлеген карагыз.",
        Code::PurposeUnknown => "Максатлар исемлеген карагыз.",
        Code::PurposeOver => {
            "Максатлар исемлеген карагыз. Ашыгыч медицина ярдәме өчен рөхсәт кирәкми."
        }
        Code::TooFarAhead => "Иртәрәк вакытны сайлагыз яки соңрак сорагыз.",
        Code::LeadTime => {
            let then =
                if dated.when.is_some() { "шул вакытка" } else { "соңракка" };
            return Some(
                format!("Аны хәзер {then} сорагыз. Ашыгыч медицина ярдәме өчен рөхсәт кирәкми.")
                    .into(),
            );
        }
        Code::Wait | Code::OutsideHours | Code::QuotaUsed => {
            let then = if dated.when.is_some() { "шул вакытта" } else { "соңрак" };
            return Some(
                format!("Кабат {then} сорагыз. Ашыгыч медицина ярдәме өчен рөхсәт кирәкми.").into(),
            );
        }
        Code::NotInForce if dated.when.is_some() => "Бу вакытка рөхсәт кирәкми.",
        Code::NotInForce if dated.last.is_some() => "Шул вакытта тоткарланмыйча барыгыз.",
        Code::NoPassNeeded | Code::NotInForce => "Тоткарланмыйча барыгыз.",
        Code::NoPaper => "Бу телефонда тере кодны күрсәтегез.",
        Code::PassOver => "Яңа рөхсәт сорагыз.",
        Code::TooLate => "Тагын бер тапкыр сорагыз.",
        Code::AlreadyRegistered => {
            "Башка номерны теркәү өчен башта бу телефондагы мәгълүматны бетерегез."
        }
        Code::Refused => "Бу хата дип уйласагыз, ведомствога шалтыратыгыз.",
        Code::NotRegistered => {
            "Телефон номеры белән теркәлегез. Ашыгыч медицина ярдәме өчен рөхсәт кирәкми."
        }
        Code::NoRegistration => "Башта телефон номеры белән теркәлегез.",
        Code::RegistrationUnreadable => {
            "Шул ук номер белән яңадан теркәлегез. Ашыгыч медицина ярдәме өчен рөхсәт кирәкми."
        }
        Code::KeyClosed => match dated.error.details.reference.as_deref() {
            Some("moved" | "replaced") => "Башка телефоннан файдаланыгыз.",
            Some("number-moved") => {
                "Бу сез булмасагыз, ведомствога шалтыратыгыз. Бу телефонда калу өчен яңадан теркәлегез."
            }
            Some("lost") => "Ул табылса һәм башка телефоныгыз булмаса, яңадан теркәлегез.",
            _ => "Яңадан теркәлегез.",
        },
        Code::Offline | Code::NoRules => "Челтәргә тоташыгыз һәм яңадан сорагыз.",
        Code::AuthorityBusy => "Бер минуттан кабатлагыз.",
        Code::StorageFull => "Бераз урын бушатыгыз. Рөхсәтләрне болай да күрсәтергә була.",
        _ => return None,
    };
    Some(text.into())
}
