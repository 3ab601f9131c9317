//! The parts below the timeline.

use super::Page;
use super::markup::Html;
use crate::documents::NoticeKind;
use crate::evidence::facts::{CheckFact, Silence, ToldTime, Trouble};
use crate::model::patient::TechnicalState;
use crate::words::{EvidenceLabel, EvidenceText, JournalText};

/// The shortest time without news that is told one by one, in seconds.
const SHORTEST_S: u64 = 60;

impl Page<'_> {
    /// What cannot be known, and why.
    pub(super) fn silences(&self, html: &mut Html) {
        html.section(&self.label(EvidenceLabel::Unknown));
        // What is shorter than clocks can tell apart is in the sums above.
        let long = |silence: &&Silence| silence.to.saturating_sub(silence.from) >= SHORTEST_S;
        let silences: Vec<&Silence> = self.facts.silences.iter().filter(long).collect();
        if silences.is_empty() {
            html.paragraph(&self.label(EvidenceLabel::None));
        }
        html.raw("<ul>\n");
        for silence in silences {
            let why: Vec<String> = silence.why.iter().map(|state| self.trouble(*state)).collect();
            let why = match why.is_empty() {
                true => self.label(EvidenceLabel::NoReason),
                false => why.join(" "),
            };
            html.item(&format!("{}. {why}", self.between(silence.from, silence.to)));
        }
        html.raw("</ul>\n").end_section();
    }

    /// What was asked, and what was answered, day by day.
    pub(super) fn questions(&self, html: &mut Html) {
        html.section(&self.label(EvidenceLabel::Questions));
        if self.facts.checks.is_empty() {
            html.paragraph(&self.label(EvidenceLabel::None)).end_section();
            return;
        }
        html.raw("<table>\n<thead><tr>");
        for column in [EvidenceLabel::Asked, EvidenceLabel::WhatCame, EvidenceLabel::SignedFor] {
            html.raw("<th scope=\"col\">").text(&self.label(column)).raw("</th>");
        }
        html.raw("</tr></thead>\n<tbody>\n");
        let is_of_one_day = |one: &CheckFact, next: &CheckFact| {
            self.at(one.asked).is_on_day_of(&self.at(next.asked))
        };
        for day in self.facts.checks.chunk_by(is_of_one_day) {
            let Some(first) = day.first() else { continue };
            let date = self.say(&EvidenceText::Day { at: self.at(first.asked) });
            html.raw("<tr><th colspan=\"3\" scope=\"rowgroup\">").text(&date).raw("</th></tr>\n");
            for check in day {
                html.raw("<tr>");
                for cell in self.question(check) {
                    html.raw("<td>").text(&cell).raw("</td>");
                }
                html.raw("</tr>\n");
            }
        }
        html.raw("</tbody>\n</table>\n").end_section();
    }

    fn question(&self, check: &CheckFact) -> [String; 3] {
        let CheckFact { outcome, how, reason, .. } = *check;
        let mut came = self.say(&EvidenceText::Outcome { outcome, how, reason });
        let asked = self.at(check.asked);
        let clock = |second: u64| {
            let at = self.at(second);
            if at.is_on_day_of(&asked) { at.clock() } else { self.moment(second) }
        };
        let until = check.closes.filter(|_| how.is_none());
        if let Some(until) = until {
            let label = self.label(EvidenceLabel::TimeOver);
            came = format!("{came} ({label} {})", clock(until));
        }
        if let Some(answered) = check.answered {
            came = format!("{came} ({})", clock(answered));
        }
        if check.is_surprise {
            came = format!("{came}; {}", self.label(EvidenceLabel::Surprise));
        }
        let signed = match (how, check.is_confirmed) {
            (None, _) => "–".to_owned(),
            (Some(_), true) => self.label(EvidenceLabel::Yes),
            (Some(_), false) => self.label(EvidenceLabel::NotYet),
        };
        [asked.clock(), came, signed]
    }

    /// What the person said of themselves.
    pub(super) fn said(&self, html: &mut Html) {
        if self.facts.said.is_empty() {
            return;
        }
        html.section(&self.label(EvidenceLabel::Said)).raw("<ul>\n");
        for said in &self.facts.said {
            let what = self.say(&EvidenceText::Declared { what: said.what });
            html.raw("<li>").text(&format!("{}: {what}.", self.at_or_after(said.at)));
            if let Some(until) = said.until {
                let at = self.at(until);
                html.raw(" ").text(&self.say(&EvidenceText::Until { at }));
            }
            if let Some(text) = &said.text {
                html.quote(text);
            }
            html.raw("</li>\n");
        }
        html.raw("</ul>\n").end_section();
    }

    /// What the authority wrote, and what was disputed.
    pub(super) fn written(&self, html: &mut Html) {
        let facts = self.facts;
        if facts.notices.is_empty() && facts.disputes.is_empty() {
            return;
        }
        html.section(&self.label(EvidenceLabel::Written)).raw("<ul>\n");
        for notice in &facts.notices {
            let kind = self.label(match notice.kind {
                NoticeKind::Warning => EvidenceLabel::Warning,
                NoticeKind::Decision => EvidenceLabel::Decision,
                NoticeKind::Information => EvidenceLabel::Information,
            });
            html.raw("<li>").text(&format!("{}: {kind}.", self.moment(notice.at)));
            html.quote(facts.language.best_of(&notice.text));
            if let Some(until) = notice.appeal_until {
                let at = self.at(until);
                html.text(&self.say(&EvidenceText::AppealUntil { at }));
            }
            if notice.is_disputed {
                html.raw(" ").text(&self.label(EvidenceLabel::Disputed)).raw(".");
            }
            html.raw("</li>\n");
        }
        for dispute in &facts.disputes {
            let said = self.label(EvidenceLabel::Disputed);
            html.raw("<li>").text(&format!("{}: {said}.", self.at_or_after(dispute.at)));
            if let Some(text) = &dispute.text {
                html.quote(text);
            }
            html.raw("</li>\n");
        }
        html.raw("</ul>\n").end_section();
    }

    /// The versions of the order, and the newest in words.
    pub(super) fn order(&self, html: &mut Html) {
        html.section(&self.label(EvidenceLabel::Order)).raw("<ul>\n");
        for order in &self.facts.orders {
            let came = self.at(order.came);
            html.raw("<li>");
            html.text(&self.say(&EvidenceText::Version { version: order.version, came }));
            if let Some(rule) = &order.refused {
                html.raw(" ").text(&self.say(&EvidenceText::VersionRefused { rule }));
            }
            if let Some(seen) = order.seen {
                let at = self.at(seen);
                html.raw(" ").text(&self.say(&EvidenceText::VersionSeen { at }));
            }
            html.raw("</li>\n");
        }
        html.raw("</ul>\n<blockquote class=\"order\">\n");
        for sentence in &self.facts.explained {
            html.raw("<p><bdi>").text(&sentence.text).raw("</bdi></p>\n");
        }
        html.raw("</blockquote>\n").end_section();
    }

    /// What the phone could not do.
    pub(super) fn troubles(&self, html: &mut Html) {
        if self.facts.troubles.is_empty() {
            return;
        }
        html.section(&self.label(EvidenceLabel::Troubles)).raw("<ul>\n");
        for Trouble { from, to, state } in &self.facts.troubles {
            let when = match to {
                Some(to) if to > from => self.between(*from, *to),
                Some(_) => self.moment(*from),
                None => {
                    format!("{}, {}", self.moment(*from), self.label(EvidenceLabel::StillSo))
                }
            };
            html.item(&format!("{when}: {}", self.trouble(*state)));
        }
        html.raw("</ul>\n").end_section();
    }

    pub(super) fn how_to_check(&self, html: &mut Html) {
        html.section(&self.label(EvidenceLabel::HowToCheck));
        html.paragraph(&self.say(&EvidenceText::Command));
        html.raw("<p><code>doorstep evidence verify FILE --trust TRUST.json</code></p>\n");
        let chain = self.facts.chain.to_string();
        html.quiet(&self.say(&EvidenceText::Chain { chain: &chain }));
        if self.facts.photos > 0 {
            html.quiet(&self.say(&EvidenceText::Photos { n: self.facts.photos }));
        }
        html.quiet(&self.label(match self.facts.is_redacted {
            true => EvidenceLabel::Redacted,
            false => EvidenceLabel::Whole,
        }));
        html.end_section();
    }

    fn trouble(&self, state: TechnicalState) -> String {
        match (state.what(), state.value()) {
            // The journal says it to the person themselves.
            ("core", "woken-late") => self.label(EvidenceLabel::WokenLate),
            _ => self.say(&JournalText::Technical(state)),
        }
    }

    fn between(&self, from: u64, to: u64) -> String {
        let (from, to) = (self.at(from), self.at(to));
        self.say(&EvidenceText::Between { from, to })
    }

    fn at_or_after(&self, time: ToldTime) -> String {
        match time {
            ToldTime::Known(second) => self.moment(second),
            ToldTime::NotBefore(second) => {
                self.say(&EvidenceText::NotBefore { at: self.at(second) })
            }
        }
    }

    fn moment(&self, second: u64) -> String {
        self.say(&EvidenceText::At { at: self.at(second) })
    }
}
