//! Every sentence of a journal.

use doorstep::quarantine::journal::{
    AnswerMode, AsideReason, CannotReason, Closed, Declared, EpochReason, TechnicalState,
};
use doorstep::quarantine::presence::{State, Verdict};
use doorstep::words::JournalText;

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let (from, to) = (tomorrow(), tomorrow());
    let mut all = vec![
        JournalText::OrderCame { version: 1 },
        JournalText::OrderRefused { version: 2, rule: "17" },
        JournalText::Seen { version: 1 },
        JournalText::NotMine,
        JournalText::TypedRelease,
        JournalText::Began,
        JournalText::Ended,
        JournalText::Asked,
        JournalText::AskedInVain { rule: "17" },
        JournalText::CouldNot { reason: None },
        JournalText::Alias,
        JournalText::Notice,
        JournalText::Disputed,
        JournalText::Receipt { up_to: 17 },
        JournalText::Link,
        JournalText::Unknown,
    ];
    all.extend(each::<Verdict>().map(|verdict| JournalText::Fix { verdict }));
    all.extend(each::<State>().map(|state| JournalText::Presence { state, from, to }));
    all.extend(each::<AnswerMode>().map(|how| JournalText::Answered { how }));
    all.extend(each::<CannotReason>().map(|reason| JournalText::CouldNot { reason: Some(reason) }));
    all.extend(each::<Declared>().map(JournalText::Declared));
    all.extend(each::<EpochReason>().map(JournalText::Epoch));
    all.extend(each::<AsideReason>().map(|why| JournalText::Aside { seq: 17, why }));
    all.extend(TechnicalState::all().map(JournalText::Technical));
    spoken(&all, |say| match say {
        JournalText::Began | JournalText::Ended => false,
        JournalText::OrderCame { .. }
        | JournalText::OrderRefused { .. }
        | JournalText::Seen { .. }
        | JournalText::NotMine
        | JournalText::TypedRelease
        | JournalText::Fix { .. }
        | JournalText::Presence { .. }
        | JournalText::Asked
        | JournalText::AskedInVain { .. }
        | JournalText::Answered { .. }
        | JournalText::CouldNot { .. }
        | JournalText::Declared(_)
        | JournalText::Technical(_)
        | JournalText::Alias
        | JournalText::Notice
        | JournalText::Disputed
        | JournalText::Receipt { .. }
        | JournalText::Epoch(_)
        | JournalText::Link
        | JournalText::Aside { .. }
        | JournalText::Unknown => true,
    })
}

fn each<T: Closed>() -> impl Iterator<Item = T> {
    T::NAMES.iter().map(|(value, _)| *value)
}
