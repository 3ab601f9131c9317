//! Russian: entries of a journal.

use super::JournalText;
use crate::model::patient::{
    AnswerMode, AsideReason, CannotReason, Declared, EpochReason, Reason, State, TechnicalState,
    Verdict,
};
use crate::words::Text;
use crate::words::moments::ru::times;

pub fn text(say: &JournalText<'_>) -> Text {
    match say {
        JournalText::OrderCame { version } => format!("Пришла версия {version} предписания.").into(),
        JournalText::OrderRefused { version, rule } => {
            format!("Пришла версия {version} предписания, она не действует ({rule}).").into()
        }
        JournalText::Seen { version } => {
            format!("Вам показана версия {version} предписания.").into()
        }
        JournalText::NotMine => "Вы сообщили, что предписание не для вас.".into(),
        JournalText::TypedRelease => "Вы окончили карантин кодом, который вам дали.".into(),
        JournalText::Began => "Карантин начался.".into(),
        JournalText::Ended => "Карантин окончен.".into(),
        JournalText::Fix { verdict } => fix(*verdict).into(),
        JournalText::Presence { state, from, to } => {
            format!("{}: {}.", times(from, to), presence(*state)).into()
        }
        JournalText::Asked => "Телефон спросил, дома ли вы.".into(),
        JournalText::AskedInVain { rule } => {
            format!("Пришёл вопрос, который предписание не допускает ({rule}). Он не был задан.").into()
        }
        JournalText::Answered { how } => answered(*how).into(),
        JournalText::CouldNot { reason } => could_not(*reason).into(),
        JournalText::Declared(what) => declared(*what).into(),
        JournalText::Technical(state) => technical(*state),
        JournalText::Alias => {
            "Телефон назвал другое место, хотя вы были дома, и запомнил эту ошибку.".into()
        }
        JournalText::Notice => "Ведомство прислало уведомление.".into(),
        JournalText::Disputed => {
            "Вы оспорили запись или уведомление. То, что вы об этом написали, узнает и ведомство.".into()
        },
        JournalText::Receipt { up_to } => {
            format!("Ведомство подписало, что получило всё до номера {up_to}.").into()
        }
        JournalText::Epoch(EpochReason::Restored) => {
            "Телефон восстановлен в состояние более раннего дня. Журнал продолжается после того, что \
             было у ведомства."
                .into()
        }
        JournalText::Epoch(EpochReason::Conflict) => {
            "У ведомства под этим номером другая запись. Журнал продолжается после неё; никто не \
             виноват."
                .into()
        }
        JournalText::Link => "Журнал продолжает другой ваш телефон.".into(),
        JournalText::Aside { seq, why } => format!(
            "Ведомство не приняло содержание записи {seq}: {}.",
            match why {
                AsideReason::ItemInvalid => "не может её прочитать",
                AsideReason::TooLarge => "она слишком велика",
            }
        )
        .into(),
        JournalText::Unknown => "Эту запись сделала более новая версия приложения.".into(),
    }
}

fn fix(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::In => "Телефон был дома.",
        Verdict::Out => "Телефон назвал место не дома. Одно такое показание ничего не доказывает.",
        Verdict::Neutral => "Телефон назвал место слишком приблизительно, чтобы судить.",
        Verdict::Inadmissible(reason) => match reason {
            Reason::Paused => "Телефон назвал место, когда никто не следит.",
            Reason::Old => "Телефон назвал место слишком поздно: оно не считается.",
            Reason::NoAccuracy => "Телефон назвал место, не сказав, насколько точно.",
            Reason::Inaccurate => "Телефон назвал место совсем неточно: оно не считается.",
            Reason::Mock => "Место подставлено, так говорит телефон: оно не считается.",
            Reason::Restamped => "Телефон выдал старое место за новое: оно не считается.",
            Reason::NotNewer => "Телефон не назвал места новее прежнего.",
            Reason::Coarse => "Телефону разрешено лишь примерное место: оно не считается.",
        },
    }
}

fn presence(state: State) -> &'static str {
    match state {
        State::Home => "дома",
        State::Unverified => "точно неизвестно",
        State::Away => "не дома, судя по показаниям телефона",
        State::NoNews => "ничего не известно",
        State::Paused => "никто не следил",
    }
}

fn answered(how: AnswerMode) -> &'static str {
    match how {
        AnswerMode::Photo => "Вы ответили фотографией.",
        AnswerMode::Place => "Вы ответили, рядом записано место телефона.",
        AnswerMode::Tap => "Вы ответили: я здесь.",
        AnswerMode::Parent => "Вы ответили за ребёнка.",
        AnswerMode::Early => "Вы сообщили, что дома, до того, как телефон спросил.",
        AnswerMode::Cannot => "Вы сообщили, что не можете ответить.",
    }
}

fn could_not(reason: Option<CannotReason>) -> &'static str {
    match reason {
        None => "Вы сообщили, что не можете ответить.",
        Some(CannotReason::Ill) => "Вы сообщили, что не можете ответить: больны.",
        Some(CannotReason::Asleep) => "Вы сообщили, что не могли ответить: спали.",
        Some(CannotReason::Camera) => "Вы сообщили, что камера не работает.",
        Some(CannotReason::Blind) => "Вы сообщили, что не видите и не можете снять фотографию.",
        Some(CannotReason::Veil) => "Вы сообщили, что не открываете лицо.",
        Some(CannotReason::Child) => "Вы сообщили, что ответить не даёт ребёнок.",
        Some(CannotReason::Phone) => "Вы сообщили, что телефон не работает.",
        Some(CannotReason::Personal) => "Вы сообщили, что не можете ответить, причина личная.",
        Some(CannotReason::Other) => "Вы сообщили, что не можете ответить, причина другая.",
    }
}

fn declared(what: Declared) -> &'static str {
    match what {
        Declared::Hospital => "Вы сообщили, что вы в больнице или на пути туда.",
        Declared::Personal => "Вы сообщили, что должны были уйти.",
        Declared::Permission => "Вы сообщили, что вам разрешили выйти.",
        Declared::Back => "Вы сообщили, что снова дома.",
        Declared::Fault => "Вы сообщили, что телефон или приложение не работает.",
        Declared::CannotInstall => "Вы сообщили, что приложение не устанавливается.",
    }
}

fn technical(state: TechnicalState) -> Text {
    match (state.what(), state.value()) {
        ("location", "always") => "Приложение может узнавать место в любое время.".into(),
        ("location", "in-use") => "Приложение узнаёт место, только пока открыто.".into(),
        ("location", _) => "Приложению нельзя узнавать место.".into(),
        ("precise", "yes") => "Приложение может узнавать точное место.".into(),
        ("precise", _) => "Приложение может узнавать только район.".into(),
        ("services", "yes") => "Геолокация включена.".into(),
        ("services", _) => "Геолокация выключена.".into(),
        ("providers", "none") => "Всё, что определяет место, выключено.".into(),
        ("providers", "gnss") => "Телефон определяет место по спутникам.".into(),
        ("providers", "network") => "Телефон определяет место по сетям.".into(),
        ("providers", _) => "Телефон определяет место несколькими способами.".into(),
        ("notices", "yes") => "Телефон может показывать вопросы.".into(),
        ("notices", _) => "Телефон не может показывать вопросы. Это время не считается.".into(),
        ("camera", "yes") => "Приложению разрешена камера.".into(),
        ("camera", _) => "Приложению не разрешена камера.".into(),
        ("motion", "yes") => "Приложению разрешено считать шаги.".into(),
        ("motion", _) => "Приложению не разрешено считать шаги.".into(),
        ("saver", "yes") => "Телефон бережёт заряд.".into(),
        ("saver", _) => "Телефон больше не бережёт заряд.".into(),
        ("exempt", "yes") => "Приложение может работать, когда телефон бережёт заряд.".into(),
        ("exempt", _) => "Приложение придерживают, когда телефон бережёт заряд.".into(),
        ("idle", "yes") => "Телефон был в глубоком сне.".into(),
        ("idle", _) => "Телефон больше не в глубоком сне.".into(),
        ("network", "wifi") => "Был Wi-Fi.".into(),
        ("network", "mobile") => "Была мобильная сеть.".into(),
        ("network", _) => "Сети не было.".into(),
        ("power", "on") => "Телефон включили.".into(),
        ("power", _) => "Телефон был выключен.".into(),
        ("clock", "anchored") => "Часы сверены с ведомством.".into(),
        ("clock", "set") => "Кто-то перевёл часы телефона.".into(),
        ("clock", _) => "За часы телефона никто не ручается.".into(),
        ("storage", "full") => "Память телефона была заполнена.".into(),
        ("storage", _) => "В памяти телефона было место.".into(),
        ("core", "fix-invalid") => "Телефон назвал место, которого нет.".into(),
        ("core", "documents-refused") => "Пришли документы, которые не действуют.".into(),
        ("core", "vault-unavailable") => "Хранилище ключей телефона не отвечало.".into(),
        ("core", "woken-late") => {
            "Система телефона разбудила приложение позже, чем её просили. Чего за \
                                   это время не хватает, зависело не от вас."
                .into()
        }
        ("core", "killed") => "Телефон завершил приложение.".into(),
        (what, value) => format!("{what}: {value}.").into(),
    }
}
