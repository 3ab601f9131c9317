//! The days as bars, drawn without a picture to fetch: a bar a day, a mark a question.

use std::fmt::Write as _;

use super::markup::Html;
use super::{Mark, Page, escaped};
use crate::evidence::facts::Day;
use crate::quarantine::presence::State;
use crate::words::{EvidenceLabel, EvidenceText};

/// Every state, in the order of the legend.
const STATES: [State; 5] =
    [State::Home, State::Unverified, State::Away, State::NoNews, State::Paused];
const MARKS: [(Mark, EvidenceLabel); 3] = [
    (Mark::Answered, EvidenceLabel::MarkAnswered),
    (Mark::Excused, EvidenceLabel::MarkExcused),
    (Mark::Unanswered, EvidenceLabel::MarkUnanswered),
];
/// States are told apart by their patterns too: on paper, and by whoever sees no colours.
const PATTERNS: &str = "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\"><defs>\
<pattern id=\"u\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
<path d=\"M0 0h8v8H0z\" fill=\"var(--unsure)\"/><circle cx=\"4\" cy=\"4\" r=\"1.6\" fill=\"#000\"/></pattern>\
<pattern id=\"a\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<path d=\"M0 0h6v6H0z\" fill=\"var(--away)\"/><path d=\"M0 6L6 0\" stroke=\"#000\"/></pattern>\
<pattern id=\"n\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<path d=\"M0 0h6v6H0z\" fill=\"var(--paper)\"/><path d=\"M0 0h6\" stroke=\"var(--silent)\" stroke-width=\"3\"/>\
</pattern>\
<pattern id=\"p\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
<path d=\"M0 0h8v8H0z\" fill=\"var(--paper)\"/><path d=\"M0 0h4v8H0z\" fill=\"var(--paused)\"/></pattern>\
</defs></svg>\n";

impl Page<'_> {
    pub(super) fn timeline(&self, html: &mut Html) {
        html.section(&self.label(EvidenceLabel::Timeline)).raw(PATTERNS);
        html.raw("<div class=\"hours\" aria-hidden=\"true\"><span>0</span><span>6</span>");
        html.raw("<span>12</span><span>18</span><span>24</span></div>\n");
        for day in &self.facts.days {
            self.day(html, day);
        }
        html.raw("<ul class=\"legend\">\n");
        for state in STATES {
            html.raw("<li><svg aria-hidden=\"true\"><rect width=\"100%\" height=\"100%\" class=\"");
            html.raw(state.name()).raw("\"/></svg> ").text(&self.state(state)).raw("</li>\n");
        }
        for (mark, label) in MARKS {
            html.raw("<li><b>")
                .raw(mark.sign())
                .raw("</b> ")
                .text(&self.label(label))
                .raw("</li>\n");
        }
        html.raw("</ul>\n");
        html.quiet(&self.label(EvidenceLabel::Limits)).end_section();
    }

    fn day(&self, html: &mut Html, day: &Day) {
        let length = day.to.saturating_sub(day.from).max(1);
        // Hundredths of a percent of the day: it has 23, 24 or 25 hours.
        let at = |second: u64| second.saturating_sub(day.from).saturating_mul(10_000) / length;
        let date = self.say(&EvidenceText::Day { at: self.at(day.from) });
        html.raw("<div class=\"day\"><div>").text(&date).raw("</div><div class=\"bar\">");
        html.raw("<svg role=\"img\" aria-label=\"");
        html.raw(&escaped(&self.told(day))).raw("\">");
        for piece in &day.pieces {
            let (from, to) = (at(piece.from), at(piece.to));
            let (left, width) = (percent(from), percent(to.saturating_sub(from)));
            html.raw("<rect x=\"").raw(&left).raw("\" width=\"").raw(&width).raw("\" class=\"");
            html.raw(piece.state.name()).raw("\"/>");
        }
        html.raw("</svg></div><div class=\"marks\">");
        let of_day = |second: &u64| (day.from..day.to).contains(second);
        for check in self.facts.checks.iter().filter(|check| of_day(&check.asked)) {
            html.raw("<b style=\"left:").raw(&percent(at(check.asked))).raw("\">");
            html.raw(Mark::of(check).sign()).raw("</b>");
        }
        html.raw("</div></div>\n");
    }

    /// The bar in words.
    fn told(&self, day: &Day) -> String {
        let mut told = String::new();
        for piece in &day.pieces {
            let (from, to) = (self.at(piece.from).clock(), self.at(piece.to).clock());
            let state = self.state(piece.state);
            let _ = write!(told, "{from}–{to} {state}. ");
        }
        told.trim_end().to_owned()
    }
}

/// Hundredths of a percent, as CSS and SVG write them.
fn percent(hundredths: u64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
