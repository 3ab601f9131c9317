//! What was sent, as a list shows it.

use super::Viewed;
use crate::model::{Sentence, Tells, to_base64url};
use crate::requests::Sent;
use crate::words::SentText;

/// A request of this phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentEntry {
    /// Counted from 1 over the life of this folder.
    pub n: u64,
    /// When it was about to leave, milliseconds since 1970, by what the phone knew of the time.
    pub at_ms: i64,
    /// The same in words.
    pub at: Sentence,
    /// Host and port.
    pub to: String,
    /// The path with its variables unnamed.
    pub route: String,
    /// Length of the body.
    pub bytes: u64,
    /// SHA-256 of the body, base64url.
    pub sha256: String,
    /// What it asks for, then what it tells.
    pub words: Vec<Sentence>,
}

impl Viewed<'_> {
    pub fn sent(&self, number: i64, sent: &Sent) -> SentEntry {
        let told = sent.tells.iter().map(|tells| self.told(*tells));
        let texts = [SentText::Asks(sent.asks)].into_iter().chain(told);
        SentEntry {
            n: number.unsigned_abs(),
            at_ms: sent.at_ms,
            at: self.say(&SentText::At(self.when(sent.at_ms))),
            to: sent.to.clone(),
            route: sent.route.clone(),
            bytes: sent.bytes,
            sha256: to_base64url(&sent.sha256),
            words: texts.map(|text| self.say(&text)).collect(),
        }
    }

    fn told(&self, tells: Tells) -> SentText {
        let purpose = match tells {
            Tells::Purpose(number) => self.rules.and_then(|rules| rules.known_purpose(number)),
            _ => None,
        };
        let label = purpose.map(|purpose| purpose.label(self.language.tag()).to_owned());
        label.map_or(SentText::Tells(tells), SentText::Purpose)
    }
}
