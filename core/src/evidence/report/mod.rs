//! The facts as a page that people read: HTML without scripts, fonts, or anything to fetch. Its first
//! screen says in a few lines what came of it; everything else proves and explains that.

mod lists;
mod markup;
mod timeline;

use markup::{Html, escaped};

use super::facts::{CheckFact, Facts};
use crate::model::When;
use crate::model::patient::{CheckOutcome, State};
use crate::words::{EvidenceLabel, EvidenceText, Say};

/// Nothing but this style: neither a script nor anything from elsewhere, whatever is quoted.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
/// Without what only people who write it need.
const STYLE: &str = include_str!("style.css");

/// The page, up to where the data begin.
pub(super) fn page(facts: &Facts) -> String {
    let page = Page { facts };
    let mut html = Html::default();
    html.raw("<!doctype html>\n<html lang=\"").raw(facts.language.tag()).raw("\">\n<head>\n");
    html.raw("<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"").raw(POLICY).raw("\">\n");
    html.raw("<meta name=\"robots\" content=\"noindex\">\n");
    let title = page.label(EvidenceLabel::Title);
    html.raw("<title>")
        .text(&title)
        .raw("</title>\n<style>\n")
        .raw(STYLE)
        .raw("</style>\n</head>\n");
    html.raw("<body>\n<main>\n");
    page.head(&mut html);
    page.timeline(&mut html);
    page.silences(&mut html);
    page.questions(&mut html);
    page.said(&mut html);
    page.written(&mut html);
    page.order(&mut html);
    page.troubles(&mut html);
    page.how_to_check(&mut html);
    html.raw("</main>\n");
    html.done()
}

struct Page<'f> {
    facts: &'f Facts,
}

/// What a check is to whoever counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Answered,
    Excused,
    Unanswered,
}

impl Mark {
    fn of(check: &CheckFact) -> Self {
        match check.outcome {
            CheckOutcome::Answered | CheckOutcome::AnsweredLate | CheckOutcome::AnsweredEarly => {
                Self::Answered
            }
            CheckOutcome::Unanswered => Self::Unanswered,
            _ => Self::Excused,
        }
    }

    /// A character that no colour is needed for.
    fn sign(self) -> &'static str {
        match self {
            Self::Answered => "✓",
            Self::Excused => "○",
            Self::Unanswered => "–",
        }
    }
}

impl Page<'_> {
    /// What whoever has half a minute reads.
    fn head(&self, html: &mut Html) {
        let facts = self.facts;
        html.element("h1", &self.label(EvidenceLabel::Title));
        let written =
            EvidenceText::WrittenBy { at: self.at(facts.made), authority: &facts.authority };
        html.quiet(&self.say(&written));
        html.raw("<ul class=\"lead\">\n");
        if facts.sub != "-" {
            html.item(&self.say(&EvidenceText::Person { mark: &facts.sub }));
        }
        let (from, to) = (self.at(facts.from), self.at(facts.to));
        html.item(&self.say(&EvidenceText::Period { from, to }));
        let count =
            |mark: Mark| facts.checks.iter().filter(|check| Mark::of(check) == mark).count() as u64;
        html.item(&self.say(&EvidenceText::Answers {
            asked: facts.checks.len() as u64,
            answered: count(Mark::Answered),
            excused: count(Mark::Excused),
            unanswered: count(Mark::Unanswered),
        }));
        html.item(&self.times());
        html.item(&self.signed());
        html.raw("</ul>\n");
    }

    fn times(&self) -> String {
        let totals = &self.facts.totals;
        let all = [
            (State::Home, totals.home_s),
            (State::Unverified, totals.unverified_s),
            (State::Away, totals.away_s),
            (State::NoNews, totals.no_news_s),
            (State::Paused, totals.paused_s),
        ];
        let some = all.into_iter().filter(|(state, seconds)| *state == State::Home || *seconds > 0);
        let said = some.map(|(state, seconds)| self.say(&EvidenceText::Time { state, seconds }));
        let said: Vec<String> = said.collect();
        format!("{}.", said.join("; "))
    }

    /// What the authority has signed for, and what proves the rest.
    fn signed(&self) -> String {
        let facts = self.facts;
        let of = facts.entries;
        let Some(confirmed) = facts.confirmed else {
            let mut said = self.say(&EvidenceText::NothingConfirmed { of });
            self.add_sealed(&mut said, 0);
            return said;
        };
        let at = self.at(confirmed.at);
        let mut said = self.say(&EvidenceText::Confirmed { n: confirmed.n, of, at });
        let entries = facts.not_confirmed();
        if entries > 0 {
            said.push(' ');
            said.push_str(&self.say(&EvidenceText::NotConfirmed { entries }));
            self.add_sealed(&mut said, confirmed.n);
        }
        said
    }

    fn add_sealed(&self, said: &mut String, beyond: u64) {
        if let Some(sealed) = self.facts.sealed.filter(|sealed| sealed.n > beyond) {
            let at = self.at(sealed.at);
            said.push(' ');
            said.push_str(&self.say(&EvidenceText::Sealed { n: sealed.n, at }));
        }
    }

    fn label(&self, label: EvidenceLabel) -> String {
        self.say(&EvidenceText::Label(label))
    }

    fn say(&self, say: &impl Say) -> String {
        say.sentence(self.facts.language).text
    }

    /// With its whole date: the page is read years later.
    fn at(&self, second: u64) -> When {
        When::whole(&self.facts.zone, i64::try_from(second).unwrap_or(i64::MAX))
    }

    fn state(&self, state: State) -> String {
        self.say(&EvidenceText::State(state))
    }
}
