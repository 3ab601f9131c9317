//! The terminal's own labels around the core's sentences, in the languages that the core speaks.

use doorstep::lists::{Age, ListAges};
use doorstep::model::Language;

use crate::moments::rfc3339;

/// A label with its figures.
#[derive(Debug, Clone, Copy)]
pub enum Label<'a> {
    /// Another code can be asked for in so many seconds.
    AnotherCodeIn(u64),
    /// A request is kept until this moment.
    KeptUntil(i64),
    /// There are no passes.
    NoPasses,
    /// A picture was written.
    Written(&'a str),
    /// A page was written.
    Printed(&'a str),
    /// How many text messages it takes.
    Segments(usize),
    /// How old the lists are.
    Lists(&'a ListAges),
    /// The code that was answered is still there.
    StillThere,
    /// A number check is open until this moment.
    OpenUntil(i64),
    /// What a sync has done.
    Synced {
        /// Whether the lists are newer now.
        lists_changed: bool,
        /// Requests that are over.
        settled: u64,
        /// Requests that wait.
        waiting: u64,
    },
    /// When the phone wakes up next.
    Wake(Option<i64>),
    /// A sync is due now.
    SyncNow,
    /// Something is disputed, and goes with the next reports.
    Disputed,
    /// What inspectors compare was changed to this.
    MarkChanged(&'a str),
    /// A file of evidence was written.
    EvidenceWritten {
        file: &'a str,
        /// Of the journal.
        entries: u64,
        /// Those that the authority has not signed for.
        not_confirmed: u64,
    },
    /// Everything is erased.
    Erased,
    /// A lent phone is empty; whether the authority knows.
    Returned(bool),
}

impl Label<'_> {
    /// The label in the language of this tag, in Russian for Tatar.
    pub fn text(self, language: &str) -> String {
        match Language::from_tag(language) {
            Language::En => self.en(),
            Language::Ru | Language::Tt => self.ru(),
        }
    }

    fn en(self) -> String {
        match self {
            Self::AnotherCodeIn(seconds) => format!("Another code is possible in {seconds} s."),
            Self::KeptUntil(at) => format!("It is kept and goes by itself until {}.", rfc3339(at)),
            Self::NoPasses => "There are no passes on this phone.".into(),
            Self::Written(path) => format!("Picture: {path}"),
            Self::Printed(path) => format!("Page: {path}"),
            Self::Segments(segments) => format!("Segments of a text message: {segments}."),
            Self::Lists(ages) => {
                let age = match ages.age {
                    Age::Current => "current",
                    Age::Old => "old",
                    Age::VeryOld => "very old",
                    Age::Unknown => "none that count",
                };
                format!("Lists: {age}{}", stamped(ages))
            }
            Self::StillThere => "The same one still. It counts once.".into(),
            Self::OpenUntil(at) => format!("Open until {}, for one inspection.", rfc3339(at)),
            Self::Synced { lists_changed, settled, waiting } => format!(
                "Lists {}. Requests settled: {settled}, waiting: {waiting}.",
                if lists_changed { "renewed" } else { "unchanged" }
            ),
            Self::Wake(Some(at)) => format!("Wake up at {}.", rfc3339(at)),
            Self::Wake(None) => "Nothing to wake up for.".into(),
            Self::SyncNow => "Sync now.".into(),
            Self::Disputed => "What you dispute, and what you wrote about it, goes to the authority with the next \
                 reports."
                .into(),
            Self::MarkChanged(mark) => format!(
                "{mark} stands in the next passes, and in emergencies after the next sync. What was \
                 issued stays as it is."
            ),
            Self::EvidenceWritten { file, entries, not_confirmed } => format!(
                "{file}: {entries} entries, of which {not_confirmed} are not confirmed by the authority \
                 yet."
            ),
            Self::Erased => "Everything on this phone is erased.".into(),
            Self::Returned(true) => "The phone is empty, and the authority knows it.".into(),
            Self::Returned(false) => {
                "The phone is empty. Show this certificate where you bring it back.".into()
            }
        }
    }

    fn ru(self) -> String {
        match self {
            Self::AnotherCodeIn(seconds) => format!("Новый код можно запросить через {seconds} с."),
            Self::KeptUntil(at) => format!("Запрос сохранён и уйдёт сам до {}.", rfc3339(at)),
            Self::NoPasses => "На этом телефоне нет пропусков.".into(),
            Self::Written(path) => format!("Картинка: {path}"),
            Self::Printed(path) => format!("Страница: {path}"),
            Self::Segments(segments) => format!("Частей SMS: {segments}."),
            Self::Lists(ages) => {
                let age = match ages.age {
                    Age::Current => "свежие",
                    Age::Old => "старые",
                    Age::VeryOld => "очень старые",
                    Age::Unknown => "действующих нет",
                };
                format!("Списки: {age}{}", stamped(ages))
            }
            Self::StillThere => "Всё ещё тот же. Считается один раз.".into(),
            Self::OpenUntil(at) => format!("Действует до {}, для одной проверки.", rfc3339(at)),
            Self::Synced { lists_changed, settled, waiting } => format!(
                "Списки {}. Запросов завершено: {settled}, ожидает: {waiting}.",
                if lists_changed { "обновлены" } else { "без изменений" }
            ),
            Self::Wake(Some(at)) => format!("Проснуться в {}.", rfc3339(at)),
            Self::Wake(None) => "Просыпаться незачем.".into(),
            Self::SyncNow => "Пора связаться с ведомством.".into(),
            Self::Disputed => {
                "То, что вы оспорили, и ваши слова об этом уйдут ведомству со следующими \
                 отчётами."
                    .into()
            }
            Self::MarkChanged(mark) => format!(
                "{mark} будет стоять в следующих пропусках, а в неотложном случае — после связи с \
                 ведомством. Выданное остаётся как есть."
            ),
            Self::EvidenceWritten { file, entries, not_confirmed } => {
                format!(
                    "{file}: записей {entries}, из них ведомство ещё не подтвердило {not_confirmed}."
                )
            }
            Self::Erased => "Всё на этом телефоне стёрто.".into(),
            Self::Returned(true) => "Телефон пуст, и ведомство это знает.".into(),
            Self::Returned(false) => {
                "Телефон пуст. Покажите это свидетельство там, куда его возвращаете.".into()
            }
        }
    }
}

fn stamped(ages: &ListAges) -> String {
    ages.stamp_at_ms.map(|at| format!(", {}", rfc3339(at))).unwrap_or_default()
}
