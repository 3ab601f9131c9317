//! What the phone and its system could not do, and what of the silence that explains.

use super::Piece;
use crate::model::patient::TechnicalState;
use crate::quarantine::journal::Event;
use crate::quarantine::presence::State;

/// A state of the phone in which it could not do all that it should. Unix seconds, whole quarters of an
/// hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub from: u64,
    /// None if it lasted to the end.
    pub to: Option<u64>,
    pub state: TechnicalState,
}

/// Time of which nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    pub from: u64,
    pub to: u64,
    /// What the phone says of that time that explains it.
    pub why: Vec<TechnicalState>,
}

/// States that last until another value of theirs is told, where they are troubles.
const LASTING: [(&str, &[&str]); 11] = [
    ("location", &["in-use", "denied"]),
    ("precise", &["no"]),
    ("services", &["no"]),
    ("providers", &["none"]),
    ("notices", &["no"]),
    ("saver", &["yes"]),
    ("exempt", &["no"]),
    ("idle", &["yes"]),
    ("network", &["none"]),
    ("clock", &["unanchored"]),
    ("storage", &["full"]),
];
/// By which of them, and of what happens once, it can be that nothing is heard.
const SILENCES: [&str; 8] =
    ["location", "precise", "services", "providers", "saver", "idle", "power", "core"];

pub(super) fn troubles(events: &[Option<Event>]) -> Vec<Trouble> {
    let mut troubles: Vec<Trouble> = Vec::new();
    for event in events {
        let Some(Event::Technical { open }) = event else { continue };
        let (from, to) = (open.from.second(), open.to.second());
        let state = open.state;
        let same =
            |trouble: &&mut Trouble| trouble.to.is_none() && trouble.state.what() == state.what();
        let before = troubles.iter_mut().rfind(same);
        let goes_on = before.as_ref().is_some_and(|before| before.state == state);
        if let Some(before) = before.filter(|before| before.state != state) {
            before.to = Some(to);
        }
        let lasting = LASTING.iter().find(|(what, _)| *what == state.what());
        match lasting {
            Some((_, values)) if values.contains(&state.value()) && !goes_on => {
                troubles.push(Trouble { from, to: None, state });
            }
            Some(_) => {}
            None if is_event_of_trouble(state) => {
                troubles.push(Trouble { from, to: Some(to), state });
            }
            None => {}
        }
    }
    troubles
}

fn is_event_of_trouble(state: TechnicalState) -> bool {
    matches!((state.what(), state.value()), ("core", _) | ("power", "off") | ("clock", "set"))
}

/// The time without news, each with the troubles of the phone within it.
pub(super) fn silences(pieces: &[Piece], troubles: &[Trouble]) -> Vec<Silence> {
    let silent = pieces.iter().filter(|piece| piece.state == State::NoNews);
    let silence = |piece: &Piece| {
        let mut why = Vec::new();
        for trouble in troubles {
            let touches = trouble.from <= piece.to && trouble.to.is_none_or(|to| piece.from <= to);
            if touches && SILENCES.contains(&trouble.state.what()) && !why.contains(&trouble.state)
            {
                why.push(trouble.state);
            }
        }
        Silence { from: piece.from, to: piece.to, why }
    };
    silent.map(silence).collect()
}
