//! The page of purposes, and the form for a pass.

use doorstep::documents::{Purpose, Rules};
use doorstep::model::{Language, When};
use doorstep::words::{AuthorityText, EmergencyText, PassText, PurposeText, Say as _};
use maud::{Markup, html};

use super::form::{TextField, error};
use super::{Forms, PageLayout};
use crate::portal::form_error::{Field, FormError};
use crate::portal::prints::PrintedPass;
use crate::portal::words::{self, Words};

/// What the page shows.
pub(in crate::portal) struct PassForm<'a> {
    pub(in crate::portal) rules: &'a Rules,
    pub(in crate::portal) now: u64,
    /// Passes used, by the number of the purpose.
    pub(in crate::portal) used: &'a [(u64, u64)],
    pub(in crate::portal) prints: &'a [PrintedPass],
}

/// What was typed before.
#[derive(Default)]
pub(in crate::portal) struct PassFormValues<'a> {
    pub(in crate::portal) purpose: &'a str,
    pub(in crate::portal) initials: &'a str,
    pub(in crate::portal) document: &'a str,
}

/// Asks what for, and for a mark.
pub(in crate::portal) fn ask(
    language: Language,
    forms: &Forms,
    page: &PassForm<'_>,
    values: &PassFormValues<'_>,
    form_error: Option<&FormError>,
) -> Markup {
    let words = words::of(language);
    let title = words.ask_title;
    let layout = PageLayout { language, path: "ask", title, form_error, signed_in: Some(forms) };
    let purposes = page.rules.purposes.iter().filter(|purpose| !purpose.is_over(page.now));
    let free = |purpose: &Purpose| purpose.no_pass.is_some() || purpose.emergency;
    let live_only: Vec<_> =
        purposes.clone().filter(|purpose| !free(purpose) && !purpose.on_paper).collect();
    let in_force = page.rules.act_in_force(page.now).is_some();
    layout.page(&html! {
        @if !page.prints.is_empty() {
            h2 { (words.prints_title) }
            ul .plainly { @for print in page.prints { li { (entry(&layout, page.rules, print)) } } }
        }
        @if in_force {
            form method="post" action=(layout.href("ask")) novalidate {
                (forms.hidden())
                input type="hidden" name="rules" value=(page.rules.serial);
                (choice(language, page, values, form_error))
                (mark(words, values, form_error))
                p #note { (words.ask_note) }
                button aria-describedby="note" { (words.ask_send) }
            }
        } @else {
            p { (no_act(language, page)) }
        }
        h2 { (words.free_title) }
        ul .plainly {
            @for purpose in purposes.filter(|purpose| free(purpose)) {
                li {
                    (purpose.label(language.tag()))
                    @if let Some(reference) = &purpose.no_pass { " (" (reference) ")" }
                    @if purpose.emergency { ". " (EmergencyText::NoPassNeeded.sentence(language).text) }
                }
            }
        }
        @if !live_only.is_empty() {
            h2 { (words.app_title) }
            p { (words.app_text) }
            ul .plainly {
                @for purpose in live_only { li { (purpose.label(language.tag())) } }
            }
        }
    })
}

/// That no pass is needed now, and from when on one will be.
fn no_act(language: Language, page: &PassForm<'_>) -> String {
    let Some(act) = page.rules.act_to_come(page.now) else {
        return AuthorityText::NoAct.sentence(language).text;
    };
    let second = |at: u64| i64::try_from(at).unwrap_or(i64::MAX);
    let from = When::told(&page.rules.zone, second(act.from), second(page.now));
    AuthorityText::ActToCome { number: &act.number, from }.sentence(language).text
}

/// The purposes that have paper, one of which is chosen.
fn choice(
    language: Language,
    page: &PassForm<'_>,
    values: &PassFormValues<'_>,
    form_error: Option<&FormError>,
) -> Markup {
    let words = words::of(language);
    let wrong = form_error.filter(|form_error| form_error.field == Some(Field::Purpose));
    let on_paper = page
        .rules
        .purposes
        .iter()
        .filter(|purpose| purpose.on_paper && purpose.no_pass.is_none() && !purpose.emergency)
        .filter(|purpose| !purpose.is_over(page.now));
    html! {
        fieldset aria-describedby=[wrong.map(|_| "purpose-error")] {
            legend { (words.purposes) }
            (error(Field::Purpose, form_error))
            @for (at, purpose) in on_paper.enumerate() {
                // The way from a problem leads to the first of them.
                @let id = if at == 0 { "purpose".to_owned() } else { format!("purpose-{}", purpose.id) };
                div .choice {
                    input type="radio" name="purpose" id=(id) value=(purpose.id)
                        checked[values.purpose == purpose.id.to_string()]
                        aria-describedby={ (id) "-detail" };
                    div {
                        label for=(id) { (purpose.label(language.tag())) }
                        p .hint id={ (id) "-detail" } { (detail(language, page, purpose)) }
                    }
                }
            }
        }
    }
}

/// How long, how often and when.
fn detail(language: Language, page: &PassForm<'_>, purpose: &Purpose) -> String {
    let words = words::of(language);
    let mut parts = vec![length(words, purpose.minutes)];
    let clock = |minute: &u64| format!("{:02}:{:02}", minute / 60, minute % 60);
    parts.extend(purpose.hours.iter().map(|(from, to)| format!("{}–{}", clock(from), clock(to))));
    let mut detail = parts.join(", ");
    if let Some(quota) = purpose.quota {
        let used = page.used.iter().find(|(id, _)| *id == purpose.id).map_or(0, |(_, used)| *used);
        let said =
            PurposeText::QuotaUsed { used, of: quota.n, per: quota.per }.sentence(language).text;
        detail = format!("{detail}. {said}");
    }
    detail
}

/// A length of time, such as `3 h`, `1 h 30 min` or `14 days`.
fn length(words: &Words, minutes: u64) -> String {
    const DAY: u64 = 24 * 60;
    if minutes >= 2 * DAY && minutes.is_multiple_of(DAY) {
        return format!("{} {}", minutes / DAY, words.days);
    }
    [(minutes / 60, words.h), (minutes % 60, words.min)]
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, unit)| format!("{n} {unit}"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Initials and document: what makes a sheet of paper somebody's.
fn mark(words: &Words, values: &PassFormValues<'_>, form_error: Option<&FormError>) -> Markup {
    let line = |field, label, hint, value, size| {
        let (kind, autocomplete, inputmode) = ("text", "off", "text");
        TextField { field, label, hint, kind, autocomplete, inputmode, size, value, form_error }
            .markup()
    };
    html! {
        fieldset aria-describedby="mark-hint" {
            legend { (words.mark) }
            p #mark-hint .hint { (words.mark_hint) }
            (line(Field::Initials, words.initials, words.initials_hint, values.initials, 8))
            (line(Field::Document, words.document, words.document_hint, values.document, 8))
        }
    }
}

fn entry(layout: &PageLayout<'_>, rules: &Rules, print: &PrintedPass) -> Markup {
    let language = layout.language;
    let purpose = rules.known_purpose(print.claims.purpose);
    let label = purpose.map_or("", |it| it.label(language.tag()));
    // The page may be looked at tomorrow.
    let when = |at: u64| When::whole(&rules.zone, i64::try_from(at).unwrap_or(i64::MAX));
    let times = PassText::Times { from: when(print.claims.nbf), until: when(print.claims.exp) };
    let times = times.sentence(language).text;
    html! { a href=(layout.href(&format!("passes/{}", print.n))) { (label) ". " (times) } }
}
