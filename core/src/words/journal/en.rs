//! English: entries of a journal.

use super::JournalText;
use crate::model::patient::{
    AnswerMode, AsideReason, CannotReason, Declared, EpochReason, Reason, State, TechnicalState,
    Verdict,
};
use crate::words::Text;
use crate::words::moments::en::times;

pub fn text(say: &JournalText<'_>) -> Text {
    match say {
        JournalText::OrderCame { version } => format!("Version {version} of the order came.").into(),
        JournalText::OrderRefused { version, rule } => {
            format!("Version {version} of an order came and does not count ({rule}).").into()
        }
        JournalText::Seen { version } => {
            format!("You were shown version {version} of the order.").into()
        }
        JournalText::NotMine => "You said that the order is not for you.".into(),
        JournalText::TypedRelease => "You ended the quarantine with the code of your officer.".into(),
        JournalText::Began => "The quarantine began.".into(),
        JournalText::Ended => "The quarantine ended.".into(),
        JournalText::Fix { verdict } => fix(*verdict).into(),
        JournalText::Presence { state, from, to } => {
            format!("{}: {}.", times(from, to), presence(*state)).into()
        }
        JournalText::Asked => "The phone asked whether you are at home.".into(),
        JournalText::AskedInVain { rule } => {
            format!("A question came that the order does not allow ({rule}). It was not asked.").into()
        }
        JournalText::Answered { how } => answered(*how).into(),
        JournalText::CouldNot { reason } => could_not(*reason).into(),
        JournalText::Declared(what) => declared(*what).into(),
        JournalText::Technical(state) => technical(*state),
        JournalText::Alias => {
            "The phone claimed another place while you were at home, and remembers that mistake.".into()
        }
        JournalText::Notice => "The authority sent a notice.".into(),
        JournalText::Disputed => {
            "You disputed something. What you wrote about it goes to the authority too.".into()
        },
        JournalText::Receipt { up_to } => {
            format!("The authority has signed for what it was told, up to number {up_to}.").into()
        }
        JournalText::Epoch(EpochReason::Restored) => {
            "This phone was put back to an earlier day. The journal goes on after what the authority \
             had."
                .into()
        }
        JournalText::Epoch(EpochReason::Conflict) => {
            "The authority had something else under a number. The journal goes on after it; nobody is \
             blamed."
                .into()
        }
        JournalText::Link => "Another phone of yours goes on with the journal.".into(),
        JournalText::Aside { seq, why } => format!(
            "The authority would not take what number {seq} says: {}.",
            match why {
                AsideReason::ItemInvalid => "it cannot read it",
                AsideReason::TooLarge => "it is too large",
            }
        )
        .into(),
        JournalText::Unknown => "A newer version of the app wrote this entry.".into(),
    }
}

fn fix(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::In => "The phone was at home.",
        Verdict::Out => "The phone claimed a place away from home. One such claim proves nothing.",
        Verdict::Neutral => "The phone claimed a place too roughly to tell.",
        Verdict::Inadmissible(reason) => match reason {
            Reason::Paused => "The phone claimed a place while nobody looks.",
            Reason::Old => "The phone claimed a place that was too old to count.",
            Reason::NoAccuracy => "The phone claimed a place without saying how exactly.",
            Reason::Inaccurate => "The phone claimed a place far too roughly to count.",
            Reason::Mock => "The phone calls the place simulated, so it does not count.",
            Reason::Restamped => "The phone claimed an old place as a new one. It does not count.",
            Reason::NotNewer => "The phone claimed no newer place than before.",
            Reason::Coarse => "The phone may tell approximate places only, so it does not count.",
        },
    }
}

fn presence(state: State) -> &'static str {
    match state {
        State::Home => "at home",
        State::Unverified => "not certain",
        State::Away => "not at home, by what the phone says of its place",
        State::NoNews => "nothing is known",
        State::Paused => "nobody looked",
    }
}

fn answered(how: AnswerMode) -> &'static str {
    match how {
        AnswerMode::Photo => "You answered with a photo.",
        AnswerMode::Place => "You answered, with the phone's place beside it.",
        AnswerMode::Tap => "You answered: I am here.",
        AnswerMode::Parent => "You answered for your child.",
        AnswerMode::Early => "You said that you are at home before the phone asked.",
        AnswerMode::Cannot => "You said that you cannot answer.",
    }
}

fn could_not(reason: Option<CannotReason>) -> &'static str {
    match reason {
        None => "You said that you cannot answer.",
        Some(CannotReason::Ill) => "You said that you cannot answer because you are ill.",
        Some(CannotReason::Asleep) => "You said that you could not answer because you slept.",
        Some(CannotReason::Camera) => "You said that the camera does not work.",
        Some(CannotReason::Blind) => "You said that you cannot see to take a photo.",
        Some(CannotReason::Veil) => "You said that you do not show your face.",
        Some(CannotReason::Child) => "You said that a child keeps you from answering.",
        Some(CannotReason::Phone) => "You said that the phone does not work.",
        Some(CannotReason::Personal) => {
            "You said that you cannot answer, for a reason of your own."
        }
        Some(CannotReason::Other) => "You said that you cannot answer, for another reason.",
    }
}

fn declared(what: Declared) -> &'static str {
    match what {
        Declared::Hospital => "You said that you are in hospital, or on the way there.",
        Declared::Personal => "You said that you had to leave.",
        Declared::Permission => "You said that you were given leave.",
        Declared::Back => "You said that you are at home again.",
        Declared::Fault => "You said that the phone or the app does not work.",
        Declared::CannotInstall => "You said that the app cannot be installed.",
    }
}

fn technical(state: TechnicalState) -> Text {
    match (state.what(), state.value()) {
        ("location", "always") => "The app may know the place at any time.".into(),
        ("location", "in-use") => "The app may know the place only while it is open.".into(),
        ("location", _) => "The app may not know the place.".into(),
        ("precise", "yes") => "The app may know the exact place.".into(),
        ("precise", _) => "The app may know the neighbourhood alone.".into(),
        ("services", "yes") => "Location is switched on.".into(),
        ("services", _) => "Location is switched off.".into(),
        ("providers", "none") => "Nothing that finds the place is switched on.".into(),
        ("providers", "gnss") => "The phone finds its place by satellites.".into(),
        ("providers", "network") => "The phone finds its place by networks.".into(),
        ("providers", _) => "The phone finds its place in several ways.".into(),
        ("notices", "yes") => "The phone can show questions.".into(),
        ("notices", _) => "The phone cannot show questions. That time does not count.".into(),
        ("camera", "yes") => "The app may use the camera.".into(),
        ("camera", _) => "The app may not use the camera.".into(),
        ("motion", "yes") => "The app may count steps.".into(),
        ("motion", _) => "The app may not count steps.".into(),
        ("saver", "yes") => "The phone saves power.".into(),
        ("saver", _) => "The phone does not save power any more.".into(),
        ("exempt", "yes") => "The app may run while the phone saves power.".into(),
        ("exempt", _) => "The app is held back while the phone saves power.".into(),
        ("idle", "yes") => "The phone slept deeply.".into(),
        ("idle", _) => "The phone did not sleep deeply any more.".into(),
        ("network", "wifi") => "There was Wi-Fi.".into(),
        ("network", "mobile") => "There was mobile data.".into(),
        ("network", _) => "There was no network.".into(),
        ("power", "on") => "The phone was switched on.".into(),
        ("power", _) => "The phone was off.".into(),
        ("clock", "anchored") => "The clock was compared with the authority's.".into(),
        ("clock", "set") => "Somebody set the phone's clock.".into(),
        ("clock", _) => "Nobody vouches for the phone's clock.".into(),
        ("storage", "full") => "The phone's storage was full.".into(),
        ("storage", _) => "The phone's storage had room.".into(),
        ("core", "fix-invalid") => "The phone's system told a place that is none.".into(),
        ("core", "documents-refused") => "Documents came that do not count.".into(),
        ("core", "vault-unavailable") => "The phone's key store did not answer.".into(),
        ("core", "woken-late") => {
            "The phone's system woke the app later than it was asked to. What is \
                                   missing from that time was not up to you."
                .into()
        }
        ("core", "killed") => "The phone's system ended the app.".into(),
        (what, value) => format!("{what}: {value}.").into(),
    }
}
