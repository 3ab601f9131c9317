//! Pages as they are looked at. Looking changes nothing.

use axum::http::HeaderMap;
use doorstep::documents::CodeResult;
use doorstep::model::{Language, PhoneNumber, When};

use super::browser::Browser;
use super::form_check::comes_from_elsewhere;
use super::form_error::FormError;
use super::handlers::end_page;
use super::pages::{
    EndPage, Forms, PassForm, PassFormValues, ask, code, erase, number, print, start,
};
use super::responses::PageResponse;
use super::{PATH, prints};
use crate::commands::sent_codes::RESEND_AFTER;
use crate::commands::{InternalError, Service, codes, passes};
use crate::store::Session;

/// A page that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Start,
    Number,
    Code,
    Ask,
    Print,
    Erase,
    Left,
    Erased,
}

/// The page, or the way to the one that comes first.
pub(super) fn view(
    service: &Service,
    language: Language,
    shown: View,
    n: u64,
    headers: &HeaderMap,
) -> Result<PageResponse, InternalError> {
    match shown {
        View::Start => {
            let has_tables = service.publisher.last().sms_regions.is_some();
            return Ok(PageResponse::page(start(language, has_tables)));
        }
        View::Left => return Ok(end_page(language, EndPage::Left)),
        View::Erased => return Ok(end_page(language, EndPage::Erased)),
        View::Number | View::Code | View::Ask | View::Print | View::Erase => {}
    }
    let Some(browser) = Browser::of(headers) else {
        // A page that was reached from another site comes without the cookie. A new one would take
        // the place of that which the browser keeps back.
        if comes_from_elsewhere(headers) {
            return Ok(PageResponse::redirect(format!("{PATH}/{}", language.tag())));
        }
        return if shown == View::Number {
            let browser = Browser::new()?;
            let cookie = browser.cookie();
            Ok(number_page(service, language, &browser, "", None)?.with_cookie(cookie))
        } else {
            Ok(to(language, "number"))
        };
    };
    let now = service.clock.now()?;
    let id = browser.id(service);
    let session = service.store.session(&id, now)?;
    match (shown, session) {
        (View::Number, None) => number_page(service, language, &browser, "", None),
        (View::Number, Some(_)) => Ok(to(language, "ask")),
        (View::Code, _) => code_page(service, language, &browser, None),
        (View::Print, Some(_)) => print_page(service, language, &browser, n),
        (View::Erase, Some(_)) => {
            let forms = Forms::new(browser.form_token(service))?;
            Ok(PageResponse::page(erase(language, &forms)))
        }
        (_, Some(session)) => {
            ask_page(service, language, &browser, &session, &PassFormValues::default(), None)
        }
        (_, None) => Ok(to(language, "number")),
    }
}

fn to(language: Language, page: &str) -> PageResponse {
    PageResponse::redirect(format!("{PATH}/{}/{page}", language.tag()))
}

/// A page with its forms, and with why the last one was not done.
fn with(html: maud::Markup, form_error: Option<&FormError>) -> PageResponse {
    match form_error {
        None => PageResponse::page(html),
        Some(form_error) => PageResponse::Page {
            status: form_error.status,
            code: form_error.code,
            html,
            cookie: None,
        },
    }
}

/// The page that asks for a number.
pub(super) fn number_page(
    service: &Service,
    language: Language,
    browser: &Browser,
    typed: &str,
    form_error: Option<&FormError>,
) -> Result<PageResponse, InternalError> {
    let forms = Forms::new(browser.form_token(service))?;
    Ok(with(number(language, &forms, typed, form_error), form_error))
}

/// The page that asks for a code, if one was sent.
pub(super) fn code_page(
    service: &Service,
    language: Language,
    browser: &Browser,
    form_error: Option<&FormError>,
) -> Result<PageResponse, InternalError> {
    let visit = service.visit(&browser.id(service), service.clock.now()?)?;
    let Some(visit) = visit else { return Ok(to(language, "number")) };
    let phone = PhoneNumber::parse(&visit.phone, "RU").map_err(|_| InternalError)?.masked();
    // The minute that has begun by then is over for everybody who reads a clock.
    let by = visit.sent_at.saturating_add(RESEND_AFTER).saturating_add(59);
    let second = |at: u64| i64::try_from(at).unwrap_or(i64::MAX);
    let published = service.publisher.current()?;
    let by = When::told(&published.region.zone, second(by), second(service.clock.now()?));
    let forms = Forms::new(browser.form_token(service))?;
    Ok(with(code(language, &forms, &phone, by, form_error), form_error))
}

/// The page of purposes.
pub(super) fn ask_page(
    service: &Service,
    language: Language,
    browser: &Browser,
    session: &Session,
    values: &PassFormValues<'_>,
    form_error: Option<&FormError>,
) -> Result<PageResponse, InternalError> {
    let published = service.publisher.current()?;
    let (rules, now) = (&published.region, service.clock.now()?);
    let used = service.store.in_transaction(now, |tx| {
        let mut used = Vec::new();
        for purpose in &rules.purposes {
            if let Some((_, span)) = passes::counted(rules, purpose, now) {
                let uses = tx.quota_uses(&session.number, purpose.id, now)?;
                used.push((purpose.id, passes::used_in(&uses, span)));
            }
        }
        Ok::<_, InternalError>(used)
    })?;
    let prints = prints::of(service, &published, browser, now)?;
    let forms = Forms::new(browser.form_token(service))?;
    let page = PassForm { rules, now, used: &used, prints: &prints };
    Ok(with(ask(language, &forms, &page, values, form_error), form_error))
}

fn print_page(
    service: &Service,
    language: Language,
    browser: &Browser,
    n: u64,
) -> Result<PageResponse, InternalError> {
    let published = service.publisher.current()?;
    let now = service.clock.now()?;
    let prints = prints::of(service, &published, browser, now)?;
    let Some(pass) = prints.iter().find(|print| print.n == n) else {
        return Ok(end_page(language, EndPage::Unknown));
    };
    let denied_from = service.store.denied_from(pass.claims.id)?;
    let result = match codes::standing(&pass.claims, denied_from, &published, now) {
        CodeResult::Valid | CodeResult::NotYetValid if pass.withdrawn => CodeResult::KeyRevoked,
        result => result,
    };
    let forms = Forms::new(browser.form_token(service))?;
    let other_act = published.region.act_in_force(now).is_some();
    let html = print(language, &forms, &published.region, pass, result, denied_from, other_act);
    Ok(PageResponse::page(html))
}
