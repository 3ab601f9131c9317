//! Passes by text message, as a person fills in a form, sends it with the phone's own composer, and hands in what
//! came back.

mod forms;
mod messages;
mod requests;

pub use forms::{SmsChoice, SmsFieldView, SmsFormView, SmsInput};
pub use messages::{SmsFindingView, SmsMessageResult, SmsMessageView, SmsRefusedView};
pub use requests::{SmsReplyClass, SmsReplyResult, SmsReplyView, SmsRequestView};

use crate::documents::sms::{FormKind, SmsRegion};
use crate::model::{Language, Sentence};
use crate::sms::{Asked, Table, channels, is_foreign};
use crate::words::{Say as _, SmsText};

/// A region whose passes are asked for by text message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsRegionView {
    /// The id of its table.
    pub region: String,
    /// Where messages are sent to.
    pub number: String,
    pub title: Sentence,
    /// Why nothing may be sent there now.
    pub problem: Option<Sentence>,
    /// Those that are written in the shortest way stand first.
    pub forms: Vec<SmsFormView>,
    /// What was asked for in the last month, newest first.
    pub requests: Vec<SmsRequestView>,
    /// The voice line, the paper: what there is besides.
    pub other_ways: Vec<Sentence>,
}

/// A table as it is looked at: by whom, when, in which language.
#[derive(Clone, Copy)]
pub(crate) struct SmsViewed<'a> {
    /// What the person asked for.
    pub asked: &'a [Asked],
    /// Country code of the SIM's network (MCC), if the phone knows it.
    pub sim: Option<&'a str>,
    /// Seconds since 1970.
    pub now: u64,
    pub language: Language,
}

impl SmsViewed<'_> {
    fn say(self, text: SmsText<'_>) -> Sentence {
        text.sentence(self.language)
    }

    pub(crate) fn region(self, table: &Table) -> SmsRegionView {
        let region = &table.region;
        let forms = region.forms_shortest_first();
        let own = self.asked.iter().rev().filter(|one| one.region == region.id);
        SmsRegionView {
            region: region.id.clone(),
            number: region.number.clone(),
            title: self.say(SmsText::Region { number: &region.number }),
            problem: self.problem(table),
            forms: forms.into_iter().map(|form| self.form(region, form)).collect(),
            requests: own.map(|one| self.request(region, one)).collect(),
            other_ways: self.other_ways(region, None),
        }
    }

    fn problem(self, table: &Table) -> Option<Sentence> {
        let is_foreign = self.sim.is_some_and(|country| is_foreign(&table.region, country));
        let why = table.state(self.now).out_of_use();
        why.or(is_foreign.then_some(SmsText::SimForeign)).map(|why| self.say(why))
    }

    /// What there is besides, before a request or while it waits.
    fn other_ways(self, region: &SmsRegion, asked: Option<&Asked>) -> Vec<Sentence> {
        let form = match asked {
            Some(asked) => region.form(&asked.form),
            None => region.forms.iter().find(|form| form.kind == FormKind::Request),
        };
        let channels = form
            .or_else(|| region.forms.first())
            .map(|form| channels(region, form, asked, self.now))
            .filter(|channels| channels.is_due || asked.is_none());
        channels.map_or_else(Vec::new, |channels| channels.sentences(self.language))
    }
}
