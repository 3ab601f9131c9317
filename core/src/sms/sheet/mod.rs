//! A region's table as a person reads it who writes by hand: on a printed sheet, on the portal, in the app.
//! Everything is finished text but what is written to the number, which is the same in every language.
//!
//! ```text
//! messages   what to write, with an example of the table's own
//! parts      what belongs in each part of it
//! purposes   how many permits, when none, and until when one counts
//! ways       what comes back, and what to do if nothing does
//! ```

mod messages;
mod parts;
mod purposes;
mod ways;

pub use messages::{MessagePart, SheetExample, SheetMessage};
pub use parts::SheetPart;
pub use purposes::SheetPurpose;
pub use ways::{ReplyPart, SheetReply};

use super::tables::{RegionState, Table};
use crate::documents::Zone;
use crate::documents::sms::SmsRegion;
use crate::model::{Language, Sentence, When};
use crate::words::{Say, SmsTableText, SmsText};

/// A table in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsSheet {
    /// The region's id.
    pub region: String,
    pub number: String,
    /// From when and until when it holds.
    pub holds: Sentence,
    /// From which SIMs the number is not reached.
    pub sims: Sentence,
    /// Why nobody is to write by it now. There is nothing to be written then, and no purpose.
    pub out_of_use: Option<Sentence>,
    pub messages: Vec<SheetMessage>,
    /// What is to be known of every message alike.
    pub every_message: Vec<Sentence>,
    /// The parts of all messages, each once.
    pub parts: Vec<SheetPart>,
    pub purposes: Vec<SheetPurpose>,
    /// What holds for every purpose alike.
    pub every_purpose: Vec<Sentence>,
    /// The replies whose wording is established.
    pub replies: Vec<SheetReply>,
    /// That no wording is established, where none is.
    pub replies_unknown: Option<Sentence>,
    /// How long to wait, and what the region says of whom nobody answers.
    pub unanswered: Vec<Sentence>,
    /// The other ways: numbers to call, and paper. They are there also where a table is damaged.
    pub other_ways: Vec<Sentence>,
}

impl SmsSheet {
    /// The table as it stands at this second.
    pub fn of(table: &Table, now: u64, language: Language) -> Self {
        let region = &table.region;
        let words = Words { zone: &region.zone, language };
        let state = table.state(now);
        let mut sheet = Self {
            region: region.id.clone(),
            number: region.number.clone(),
            holds: holds(region, words),
            sims: sims(region, words),
            out_of_use: state.out_of_use().map(|why| words.say(why)),
            messages: Vec::new(),
            every_message: Vec::new(),
            parts: Vec::new(),
            purposes: Vec::new(),
            every_purpose: Vec::new(),
            replies: Vec::new(),
            replies_unknown: None,
            unanswered: Vec::new(),
            other_ways: Vec::new(),
        };
        if state != RegionState::NotInForce {
            sheet.other_ways = ways::others(region, words);
        }
        if sheet.out_of_use.is_none() {
            (sheet.every_message, sheet.messages) = messages::all(region, words);
            sheet.parts = parts::all(region, words);
            (sheet.every_purpose, sheet.purposes) = purposes::all(region, words);
            sheet.replies = ways::replies(region, words);
            sheet.unanswered = ways::unanswered(region, words);
            let is_unknown = sheet.replies.is_empty();
            sheet.replies_unknown = is_unknown.then(|| words.say(SmsTableText::RepliesNotSaid));
        }
        sheet
    }
}

/// By which clocks and in which language something is said.
#[derive(Clone, Copy)]
struct Words<'a> {
    zone: &'a Zone,
    language: Language,
}

impl Words<'_> {
    fn say(&self, say: impl Say) -> Sentence {
        say.sentence(self.language)
    }

    /// A moment with its whole date: the sheet may be read tomorrow.
    fn when(&self, at: u64) -> When {
        When::whole(self.zone, i64::try_from(at).unwrap_or(i64::MAX))
    }

    fn label(&self, texts: &[(String, String)]) -> String {
        self.language.best_of(texts).to_owned()
    }

    /// Several texts in a row.
    fn list(texts: &[String]) -> String {
        texts.join("; ")
    }
}

fn holds(region: &SmsRegion, words: Words<'_>) -> Sentence {
    let (from, until) = (words.when(region.from), region.until.map(|until| words.when(until)));
    words.say(SmsTableText::Holds { from, until })
}

fn sims(region: &SmsRegion, words: Words<'_>) -> Sentence {
    if region.home_networks.is_empty() {
        words.say(SmsTableText::SimNotSaid)
    } else if region.networks_confidence.is_established() {
        words.say(SmsText::SimForeign)
    } else {
        words.say(SmsTableText::SimPerhapsForeign)
    }
}
