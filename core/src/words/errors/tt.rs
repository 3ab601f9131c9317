//! Tatar: what happened while registering and asking for passes. What is wrong with the phone or the app
//! itself is said in Russian.

use super::DatedError;
use crate::error::{Code, Field};
use crate::model::Period;
use crate::words::Text;
use crate::words::moments::tt::at as moment;

/// What happened, if it is said in Tatar.
pub fn what(dated: &DatedError<'_>) -> Option<Text> {
    let details = &dated.error.details;
    let at = dated.when.as_ref().map_or("соңрак".to_owned(), moment);
    let n = details.n.unwrap_or_default();
    let m = details.m.unwrap_or_default();
    let reference = details.reference.as_deref().unwrap_or("кагыйдәләрне карагыз");
    let text = match dated.error.code {
        Code::PhoneInvalid => match details.position {
            Some(position) => {
                return Some(format!("Телефон номерында бу билге була алмый: №{position}.").into());
            }
            None => "Бу телефон номеры тулы түгел.",
        },
        Code::PhoneUnreachable => {
            match &details.reference {
                Some(countries) => {
                    return Some(format!(
                    "Бу номерга хәбәрләр килми. Алар мондый кодлы номерларга килә: {countries}."
                ).into());
                }
                None => "Бу номерга хәбәрләр килми. Ул кәрәзле телефон номеры түгел.",
            }
        }
        Code::MarkInvalid => match (details.field, details.position) {
            (Some(Field::Initials), Some(at)) => {
                return Some(format!("Инициаллар: бу билге хәреф түгел: №{at}.").into());
            }
            (Some(Field::Initials), None) => "Инициаллар: иң күбе өч хәреф.",
            (Some(Field::Document), Some(at)) => {
                return Some(format!("Документ: бу билге хәреф тә, сан да түгел: №{at}.").into());
            }
            (Some(Field::Document), None) => {
                "Документ: номерының соңгы дүрт хәрефе яки саны гына кирәк."
            }
            (None, Some(at)) => {
                return Some(
                    format!("Бу билге туры килми: №{at}. Монда хәрефләр яки саннар кирәк.").into(),
                );
            }
            (None, None) => "Инициаллар һәм документ билгеләре бергә рөхсәткә сыймый.",
        },
        Code::CodeMalformed => match details.position {
            Some(position) => {
                return Some(format!("Кодта бу билге сан түгел: №{position}.").into());
            }
            None => "Код алты саннан тора.",
        },
        Code::CodeWrong => return Some(format!("Код дөрес түгел. Калган омтылышлар: {n}.").into()),
        Code::ChallengeMalformed => "Тикшерү саны сигез саннан тора.",
        Code::CodeExpired => "Бу код инде гамәлдә түгел.",
        Code::PassUnknown => "Бу телефонда мондый рөхсәт юк.",
        Code::PurposeUnknown => "Кагыйдәләрдә мондый максат юк.",
        Code::Wait if details.n == Some(0) => {
            return Some(
                format!(
                    "Дөрес булмаган кодлар артык күп: бу код инде гамәлдә түгел. Яңасын сорау \
                 вакыты: {at}."
                )
                .into(),
            );
        }
        Code::Wait => return Some(format!("Әле иртә. Мөмкин булган вакыт: {at}.").into()),
        Code::LeadTime => {
            return Some(format!("Бу рөхсәтне алдан сорыйлар. Башлана алган вакыты: {at}.").into());
        }
        Code::OutsideHours => {
            return Some(format!("Бу вакытта ярамый. Кабат мөмкин булган вакыт: {at}.").into());
        }
        Code::QuotaUsed => {
            let of = match details.per {
                Some(Period::LocalDay) => "Бу көнгә кулланылган",
                Some(Period::LocalWeek) => "Бу атнага кулланылган",
                Some(Period::LocalMonth) => "Бу айга кулланылган",
                None => "Кулланылган",
            };
            return Some(format!("{of}: {n}, барлыгы: {m}. Киләсен сорау вакыты: {at}.").into());
        }
        Code::NoPassNeeded => match &details.reference {
            Some(reference) => {
                return Some(format!("Моның өчен рөхсәт кирәкми ({reference}).").into());
            }
            None => "Ашыгыч медицина ярдәме өчен рөхсәт кирәкми.",
        },
        Code::NotInForce => match (&dated.when, &dated.last) {
            (Some(_), _) => {
                return Some(
                    format!(
                        "Бу вакытка бер акт та рөхсәт таләп итми, һәм ул бирелми. Башлана алган \
                     вакыты: {at}."
                    )
                    .into(),
                );
            }
            (None, Some(last)) => {
                return Some(format!(
                    "Шул вакыттан бер акт та рөхсәт таләп итми: {}. Рөхсәтләр бирелми һәм кирәкми.",
                    moment(last)
                ).into());
            }
            (None, None) => "Хәзер бер акт та рөхсәт таләп итми, рөхсәтләр бирелми һәм кирәкми.",
        },
        Code::PurposeOver => match &dated.last {
            Some(last) => {
                return Some(
                    format!(
                        "Мондый рөхсәтләр инде бирелми. Аларның тәмамлану вакыты: {}.",
                        moment(last)
                    )
                    .into(),
                );
            }
            None => "Мондый рөхсәтләр инде бирелми.",
        },
        Code::TooFarAhead => match &dated.last {
            Some(last) => {
                return Some(
                    format!("Бу артык еракта. Хәзер иң соңгы башлану вакыты: {}.", moment(last))
                        .into(),
                );
            }
            None => "Бу артык еракта.",
        },
        Code::NoPaper => "Бу максат өчен кәгазьдә рөхсәт бирелми.",
        Code::PassOver => "Бу рөхсәт инде гамәлдә түгел.",
        Code::TooLate => "Сорау артык соң килде. Ул исәпкә алынмады.",
        Code::AlreadyRegistered => "Бу телефон инде теркәлгән. Берни дә үзгәрмәде.",
        Code::Refused => return Some(format!("Ведомство баш тартты ({reference}).").into()),
        Code::NotRegistered => "Бу телефонда беркем дә теркәлмәгән.",
        Code::NoRegistration => "Код соралмаган.",
        Code::RegistrationUnreadable => "Бу телефондагы теркәлү укылмый.",
        Code::KeyClosed => match reference {
            "erased" => "Бу телефонның исәп язмасы ведомствода бетерелгән.",
            "number-moved" => {
                "Номерыгызны башка телефонда теркәгәннәр, һәм бу телефонның исәп язмасы ябылган."
            }
            "moved" => "Исәп язмагыз хәзер башка телефонда.",
            "replaced" => "Бу телефон урынына хәзер башкасы.",
            "lost" => {
                "Ведомствога бу телефон югалган дип хәбәр иткәннәр, һәм ул исәп язмасын япкан."
            }
            _ => {
                return Some(
                    format!("Ведомство бу телефонның исәп язмасын япты ({reference}).").into(),
                );
            }
        },
        Code::Offline => "Челтәр юк.",
        Code::NoRules => "Төбәк кагыйдәләре бу телефонда әлегә юк.",
        Code::AuthorityBusy => "Ведомство хәзер җавап бирми.",
        Code::StorageFull => "Телефонда урын юк. Берни дә үзгәрмәде.",
        _ => return None,
    };
    Some(text.into())
}
