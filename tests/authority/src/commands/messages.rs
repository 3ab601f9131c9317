//! Text messages. The reference authority sends none: they wait here, in memory alone, for the
//! operator to read.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use doorstep::model::Language;

/// How long a message can be read, in seconds.
const STAYS: u64 = 900;
/// Most messages that wait.
const MOST: usize = 10_000;

/// A message on its way.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct TextMessage {
    /// E.164.
    pub(crate) to: String,
    pub(crate) text: String,
    /// When it was sent.
    pub(crate) at: u64,
}

// Number and code must not reach a log through `{:?}`.
impl std::fmt::Debug for TextMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TextMessage(…)")
    }
}

/// Messages of the last fifteen minutes.
#[derive(Default)]
pub(crate) struct Messages(Mutex<VecDeque<TextMessage>>);

impl Messages {
    /// Sends a message.
    pub(crate) fn send(&self, message: TextMessage) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        retain(&mut waiting, message.at);
        if waiting.len() >= MOST {
            waiting.pop_front();
        }
        waiting.push_back(message);
    }

    /// The messages to this number, or to all, newest last.
    pub(crate) fn read(&self, to: Option<&str>, now: u64) -> Vec<TextMessage> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        retain(&mut waiting, now);
        waiting.iter().filter(|message| to.is_none_or(|to| message.to == to)).cloned().collect()
    }
}

/// A message from after `now` was sent before the clock was put back; it leaves as well.
fn retain(waiting: &mut VecDeque<TextMessage>, now: u64) {
    waiting.retain(|message| now.abs_diff(message.at) < STAYS);
}

/// Where a code is to be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeEntry {
    /// Into the app.
    App,
    /// Into the page of the portal.
    Portal,
}

/// The text that carries a code: no link, and what to do with it.
pub(super) fn code_text(lang: &str, code: &str, typed: CodeEntry) -> String {
    match Language::from_tag(lang) {
        Language::Ru => {
            let place = match typed {
                CodeEntry::App => "в приложении",
                CodeEntry::Portal => "на странице, где его запросили,",
            };
            format!(
                "Код для пропусков: {code}. Введите его {place} в течение 15 минут. \
                 Никому его не сообщайте: ни инспектор, ни служащий его не спросит."
            )
        }
        Language::Tt => {
            let place = match typed {
                CodeEntry::App => "кушымтага",
                CodeEntry::Portal => "аны сораган биткә",
            };
            format!(
                "Рөхсәтләр өчен код: {code}. Аны 15 минут эчендә {place} кертегез. \
                 Беркемгә дә әйтмәгез: аны инспектор да, хезмәткәр дә сорамый."
            )
        }
        Language::En => {
            let place = match typed {
                CodeEntry::App => "into the app",
                CodeEntry::Portal => "into the page that asked for it",
            };
            format!(
                "Code for exit passes: {code}. Type it {place} within 15 minutes. \
                 Tell it to nobody: no inspector and no clerk will ever ask for it."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_gone_after_fifteen_minutes() {
        let messages = Messages::default();
        let message = |to: &str, at| TextMessage { to: to.into(), text: String::new(), at };
        messages.send(message("+1", 1000));
        messages.send(message("+2", 1500));
        assert_eq!(messages.read(None, 1500).len(), 2);
        assert_eq!(messages.read(Some("+2"), 1500).len(), 1);
        assert_eq!(messages.read(None, 1900).len(), 1);
        assert_eq!(messages.read(None, 500).len(), 0);
    }

    #[test]
    fn a_text_has_the_code_and_no_link() {
        for (lang, typed) in ["ru", "en", "tt"]
            .into_iter()
            .flat_map(|lang| [(lang, CodeEntry::App), (lang, CodeEntry::Portal)])
        {
            let text = code_text(lang, "123456", typed);
            assert!(text.contains("123456"));
            assert!(!text.contains("http") && !text.contains('/'));
        }
    }
}
