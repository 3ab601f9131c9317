//! Tatar, as far as it is said: what a resident sees of passes, and what a resident can mend.
//! The rest is said in Russian, which every Tatar reader of these apps has as well.
//!
//! Times and figures stand after a colon: a suffix would have to agree with how they are read out.

use super::when_tt::{at, times};
use super::{PaperLine, Say, act, error_tt, parts_of_mark};
use crate::model::{PassState, Period, Reason, When};

/// The sentence, if it is said in Tatar.
pub fn text(say: &Say<'_>) -> Option<String> {
    Some(match say {
        Say::Error(fault) => return error_tt::what(fault),
        Say::NextAfter(fault) => return error_tt::next(fault),
        Say::NotRegistered => "Сез әле теркәлмәгәнсез. Телефон номеры җитә.".into(),
        Say::WaitingToSend => {
            "Теркәлү әзер һәм челтәрне көтә. Берни дә югалмый, ул үзе җибәрелә.".into()
        }
        Say::CodeSent { phone, by } => format!(
            "{phone} номерына код соралды. Аны беркемгә дә әйтмәгез. Хәбәрне көтү вакыты: {}. Аңа \
             кадәр килмәсә, башка код сорагыз. Ул да килмәсә, кодны рөхсәт бирүче ведомствода үзегез \
             алыгыз.",
            at(by)
        ),
        Say::Registered => "Сез теркәлдегез.".into(),
        Say::Closed => "Бу телефонның исәп язмасы ябылган.".into(),
        Say::Erasing => {
            "Бу телефонда барысы да бетерелде. Челтәр булгач, ведомство бу турыда белер.".into()
        }
        Say::ActInForce { number } => format!("Рөхсәтләр {number} акты белән кертелгән."),
        Say::ActToCome { number, from } => format!(
            "Рөхсәтләр {number} акты буенча кирәк булачак. Башлану вакыты: {}. Аңа кадәр алар кирәкми.",
            at(from)
        ),
        Say::NoAct => "Хәзер бер акт та рөхсәт таләп итми. Рөхсәтләр кирәкми һәм бирелми.".into(),
        Say::NoRulesYet => "Төбәк кагыйдәләре бу телефонда әлегә юк.".into(),
        Say::Pass { state, from, until } => pass(*state, from, until),
        Say::PassTimes { from, until } => times(from, until),
        Say::Counts { until } => format!("Гамәлдә. Тәмамлану вакыты: {}.", at(until)),
        Say::Holder { mark } => holder(mark),
        Say::PassWaiting => "Рөхсәт соралды һәм челтәрне көтә.".into(),
        Say::NoPassNeeded { reference } => format!("Моның өчен рөхсәт кирәкми ({reference})."),
        Say::Emergency => {
            "Ашыгыч медицина ярдәме өчен рөхсәт кирәкми. Тоткарланмыйча барыгыз.".into()
        }
        Say::EmergencyDeclared { until } => {
            format!("Сез ашыгыч хәл турында белдердегез. Бу кодның тәмамлану вакыты: {}.", at(until))
        }
        Say::QuotaUsed { used, of, per } => {
            let when = match per {
                Period::LocalDay => "Бүген",
                Period::LocalWeek => "Бу атнада",
                Period::LocalMonth => "Бу айда",
            };
            format!("{when} кулланылган: {used}, барлыгы: {of}.")
        }
        Say::Authority { name } => format!("Рөхсәтләрне бирүче: {name}."),
        Say::AuthorityAct { number, title } => format!("Нигезе: {}.", act(number, title)),
        Say::AuthorityContact { at } => format!("Сораулар өчен: {at}."),
        Say::AuthorityComplaints { to } => format!("Шикаятьләр өчен: {to}."),
        Say::UnderAge { years, accompanied: false, reference } => {
            format!("{years} яшькә кадәрге балаларга рөхсәт кирәкми ({reference}).")
        }
        Say::UnderAge { years, accompanied: true, reference } => format!(
            "{years} яшькә кадәрге балаларга, олылар белән булса, рөхсәт кирәкми ({reference})."
        ),
        Say::Exempt { who, reference } => format!("Рөхсәт кирәкми: {who} ({reference})."),
        Say::ClockUnanchored => {
            "Телефон кабызылганнан бирле сәгатен тикшермәгән. Рөхсәтне кабул итмәсәләр, сан белән \
             тикшерүне сорагыз."
                .into()
        }
        Say::ListsOld => {
            "Бу телефондагы кагыйдәләр искергән. Челтәргә бер тапкыр тоташыгыз.".into()
        }
        Say::RegistrationUnreadable => {
            "Бу телефондагы теркәлүегез турындагы язма укылмый. Ул аерым сакланды. Шул ук номер \
             белән яңадан теркәлегез."
                .into()
        }
        Say::SigningKeysLost => {
            "Телефон имза куя торган ачкычларын югалткан, шуңа күрә рөхсәтне күрсәтеп тә, сорап та \
             булмый. Телефонны яңадан кабызыгыз. Булышмаса, бу кушымтадагы мәгълүматны бетерегез һәм \
             яңадан теркәлегез. Ашыгыч медицина ярдәме өчен рөхсәт кирәкми."
                .into()
        }
        Say::CertificateOver => {
            "Телефон күптән ведомство белән элемтәгә кермәгән: челтәргә бер тапкыр тоташыгыз. \
             Ашыгыч медицина ярдәме өчен рөхсәт кирәкми."
                .into()
        }
        Say::PassEndsSoon { at } => format!("Рөхсәтегез тиздән тәмамлана: {}.", at.clock()),
        Say::PassRevoked { until } => format!(
            "Рөхсәтегез кире алынды. Аның белән өйгә кайтырга мөмкин. Соңгы вакыт: {}.",
            at(until)
        ),
        Say::NumberClaimed { leaves } => format!(
            "Сезнең номер белән башка телефон теркәлде. Бу сез булмасагыз, ведомствога \
             шалтыратыгыз. Соңгы вакыт: {}.",
            at(leaves)
        ),
        Say::NoAdverseConclusion => "Моннан кешегә каршы нәтиҗә ясарга ярамый.".into(),
        Say::AskForNumberCheck => "Кабул итмәсәләр, сан белән тикшерүне сорагыз.".into(),
        Say::PaperTimes { from, until } => format!("Гамәлдә: {}", times(from, until)),
        Say::Checked { at } => format!("Тикшерелде: {}.", at.clock_to_the_second()),
        Say::Reason { reason: Reason::Ok, .. } => "Барлык тикшерүләр узылды.".into(),
        Say::Paper(line) => paper_line(*line).into(),
        // What an inspector reads, and what the phone itself has lost.
        Say::ClockWrong { .. }
        | Say::CorruptFileBackedUp
        | Say::KeysLost
        | Say::Unreadable
        | Say::Verdict(_)
        | Say::Reason { .. }
        | Say::Inspected { .. }
        | Say::Next(_) => return None,
    })
}

fn holder(mark: &str) -> String {
    match parts_of_mark(mark) {
        _ if mark == "-" => "Инициаллар да, документ та күрсәтелмәгән: чагыштырып булмый.".into(),
        (initials, "") => format!("Инициаллар: {initials}."),
        ("", document) => format!("Документның соңгы билгеләре: {document}."),
        (initials, document) => {
            format!("Инициаллар: {initials}, документның соңгы билгеләре: {document}.")
        }
    }
}

fn pass(state: PassState, from: &When, until: &When) -> String {
    let (from, until) = (at(from), at(until));
    match state {
        PassState::Valid => format!("Гамәлдә. Тәмамлану вакыты: {until}."),
        PassState::NotYetValid => format!("Әлегә гамәлдә түгел. Башлану вакыты: {from}."),
        PassState::Expired => format!("Вакыты чыкты: {until}."),
        PassState::ReturnHomeOnly => {
            format!("Кире алынды. Аның белән өйгә кайтырга мөмкин. Соңгы вакыт: {until}.")
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
        ),
    }
}

fn paper_line(line: PaperLine) -> &'static str {
    match line {
        PaperLine::Title => "Рөхсәт",
        PaperLine::TypedCode => "Кертү өчен код",
        PaperLine::HowToCheck => "Бу рөхсәтне ничек тикшерергә",
        PaperLine::Scan => "1. Кодны кушымтаның инспектор режимында сканерлагыз. Челтәр кирәкми.",
        PaperLine::Compare => {
            "2. Җайланма күрсәткән хәреф һәм саннарны хуҗаның документы белән чагыштырыгыз."
        }
        PaperLine::WithoutScanner => {
            "Камерасыз: уналты билгене шунда кертегез. Моның өчен челтәр кирәк."
        }
        PaperLine::Copies => {
            "Бу битнең күчермәсе битнең үзе кебек үк, ләкин хуҗасының документы белән генә."
        }
        PaperLine::Emergency => "Ашыгыч медицина ярдәме өчен рөхсәт кирәкми.",
    }
}
