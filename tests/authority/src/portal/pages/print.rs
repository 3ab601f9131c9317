//! A pass on paper: on the screen to be read, and on paper as the app prints it.

use doorstep::documents::{CodeResult, Rules, encode_text};
use doorstep::model::{Language, When};
use doorstep::paper::Sheet;
use doorstep::pass::PassState;
use doorstep::qr::QrMatrix;
use doorstep::words::{PaperLine, PaperText, PassText, Say as _};
use maud::{Markup, PreEscaped, html};

use super::{Forms, PageLayout};
use crate::portal::prints::PrintedPass;
use crate::portal::words;

/// White around a code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// The page of a pass that stands like this, and is revoked from this second, if it is.
pub(in crate::portal) fn print(
    language: Language,
    forms: &Forms,
    rules: &Rules,
    pass: &PrintedPass,
    result: CodeResult,
    denied_from: Option<u64>,
    other_act: bool,
) -> Markup {
    let words = words::of(language);
    let path = format!("passes/{}", pass.n);
    let title = words.pass_title;
    let layout =
        PageLayout { language, path: &path, title, form_error: None, signed_in: Some(forms) };
    let claims = &pass.claims;
    // The page may be looked at tomorrow.
    let local = |at: u64| When::whole(&rules.zone, i64::try_from(at).unwrap_or(i64::MAX));
    let (from, until) = (local(claims.nbf), local(claims.exp));
    let purpose = rules.known_purpose(claims.purpose).map_or("", |it| it.label(language.tag()));
    let home =
        denied_from.map_or(claims.exp, |from| from.saturating_add(rules.grace_of(claims.exp)));
    let home = local(home.min(claims.exp));
    let (mut state, ends) = standing(result, until, home);
    if state == PassState::NotInForce && other_act {
        state = PassState::OtherAct;
    }
    let said = match result {
        CodeResult::KeyRevoked => words.withdrawn.to_owned(),
        _ => PassText::State { state, from, until: ends }.sentence(language).text,
    };
    let (text, typed) = (encode_text(&pass.pass), pass.code.grouped());
    let sheet = Sheet { text: &text, purpose, from, until, typed_code: Some(&typed) };
    let code = sheet.code().filter(|_| matches!(state, PassState::Valid | PassState::NotYetValid));
    let line = |line| PaperText::Line(line).sentence(language).text;
    layout.page(&html! {
        div .screen {
            p .lead { strong { (purpose) } }
            p { (said) }
            @if let Some(code) = &code {
                p { (words.pass_print) }
                p { (words.pass_write) }
                p { (words.pass_again) }
                (picture(code, words.pass_picture))
                dl {
                    dt { (line(PaperLine::TypedCode)) }
                    dd .typed { (typed) }
                    dt { (words.pass_mark) }
                    dd .typed { (claims.sub.as_str()) }
                }
                h2 { (line(PaperLine::HowToCheck)) }
                @for step in [
                    PaperLine::Scan, PaperLine::Compare, PaperLine::WithoutScanner, PaperLine::Copies
                ] { p { (line(step)) } }
            }
            @if result == CodeResult::KeyRevoked {
                form method="post" action=(layout.href(&format!("{path}/again"))) {
                    (forms.hidden())
                    button { (words.withdrawn_send) }
                }
            }
            p { a .button .second href=(layout.href("ask")) { (words.pass_another) } }
        }
        // The core escapes what it writes.
        @if let Some(code) = &code { div .sheet { (PreEscaped(sheet.page(code, language))) } }
    })
}

/// Where the pass stands, in the words of the app, and the time that belongs to it.
fn standing(result: CodeResult, until: When, home: When) -> (PassState, When) {
    match result {
        CodeResult::Valid => (PassState::Valid, until),
        CodeResult::NotYetValid => (PassState::NotYetValid, until),
        CodeResult::Expired | CodeResult::Unknown => (PassState::Expired, until),
        CodeResult::NotInForce => (PassState::NotInForce, until),
        CodeResult::ReturnHomeOnly => (PassState::ReturnHomeOnly, home),
        CodeResult::Revoked | CodeResult::KeyRevoked => (PassState::Revoked, until),
    }
}

/// The code, dark on white whatever the page's colours are.
fn picture(code: &QrMatrix, label: &str) -> Markup {
    let side = code.size.saturating_add(2 * QUIET);
    html! {
        svg .code role="img" aria-label=(label) viewBox={ "0 0 " (side) " " (side) }
            shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path transform={ "translate(" (QUIET) " " (QUIET) ")" } fill="#000" d=(code.path()) {}
        }
    }
}
