//! Forms as they come back: what was typed is read, and what comes of it is shown.

use std::net::IpAddr;

use doorstep::error::CoreError;
use doorstep::model::{HolderHint, Language, PhoneNumber};
use doorstep::registration::{message_code, reachable};

use super::actions::{self, FormAction, FormContext};
use super::browser::Browser;
use super::form_check::SubmittedForm;
use super::form_error::{Field, FormError};
use super::handlers::end_page;
use super::pages::{EndPage, PassFormValues};
use super::responses::PageResponse;
use super::viewing::{ask_page, code_page, number_page};
use super::{PATH, words};
use crate::commands::{ErrorCode, InternalError, Reply, Service};

/// Does what a form asks for.
pub(super) fn submit(
    service: &Service,
    language: Language,
    action: FormAction,
    n: u64,
    peer: IpAddr,
    form: &SubmittedForm,
) -> Result<PageResponse, InternalError> {
    let context = actions::open(service, peer, language, &form.browser)?;
    match action {
        FormAction::Number => name_number(&context, form),
        FormAction::Code => type_code(&context, form),
        FormAction::Again => {
            let reply = context.again(form)?;
            done_or(&context, &reply, |form_error| not_coded(&context, &reply, form_error))
        }
        FormAction::Ask => ask_for(&context, form),
        FormAction::Renew => {
            let reply = context.renew(form, n)?;
            // Whatever was in the way, the pass's own page tells how it stands.
            done_or(&context, &reply, |_| {
                Ok(PageResponse::redirect(format!("{PATH}/{}/passes/{n}", language.tag())))
            })
        }
        FormAction::Erase => {
            context.erase()?;
            Ok(gone(language, "erased"))
        }
        FormAction::Leave => {
            context.leave()?;
            Ok(gone(language, "left"))
        }
    }
}

fn gone(language: Language, page: &str) -> PageResponse {
    PageResponse::redirect(format!("{PATH}/{}/{page}", language.tag()))
        .with_cookie(Browser::no_cookie())
}

/// On to the next page, or what a refusal shows.
fn done_or(
    context: &FormContext<'_>,
    reply: &Reply,
    form_error: impl FnOnce(&FormError) -> Result<PageResponse, InternalError>,
) -> Result<PageResponse, InternalError> {
    if reply.code.is_none() {
        let path = String::from_utf8(reply.body.clone()).map_err(|_| InternalError)?;
        return Ok(PageResponse::redirect(path));
    }
    let ctx = &context.ctx;
    form_error(&FormError::of(reply, &ctx.published.region, ctx.now, context.language))
}

fn name_number(
    context: &FormContext<'_>,
    form: &SubmittedForm,
) -> Result<PageResponse, InternalError> {
    let (service, typed) = (context.ctx.service, form.fields.get("number"));
    let again = |form_error: &FormError| {
        number_page(service, context.language, context.browser, typed, Some(form_error))
    };
    let countries = &context.ctx.published.trust_list.sms_countries;
    let read = PhoneNumber::parse(typed, "RU").map_err(CoreError::from);
    match read.and_then(|phone| reachable(&phone, Some(countries)).map(|()| phone)) {
        Ok(phone) => {
            let reply = context.number(form, &phone)?;
            done_or(context, &reply, again)
        }
        Err(wrong) => again(&FormError::typed(&wrong, Field::Number, context.language)),
    }
}

fn type_code(
    context: &FormContext<'_>,
    form: &SubmittedForm,
) -> Result<PageResponse, InternalError> {
    let typed = match message_code(form.fields.get("code")) {
        Ok(typed) => typed,
        // Not counted: nobody guesses with five digits.
        Err(wrong) => {
            let form_error = FormError::typed(&wrong, Field::Code, context.language);
            return code_page(
                context.ctx.service,
                context.language,
                context.browser,
                Some(&form_error),
            );
        }
    };
    let reply = context.code(form, &typed)?;
    let answer = done_or(context, &reply, |form_error| not_coded(context, &reply, form_error))?;
    Ok(match answer {
        PageResponse::Redirect { .. } if reply.code.is_none() => {
            answer.with_cookie(context.browser.signed_in(context.ctx.service, &typed).cookie())
        }
        answer => answer,
    })
}

/// A code that is over with its request leads back to the number.
fn not_coded(
    context: &FormContext<'_>,
    reply: &Reply,
    form_error: &FormError,
) -> Result<PageResponse, InternalError> {
    let (service, language) = (context.ctx.service, context.language);
    let waits = service.visit(&context.browser.id(service), context.ctx.now)?.is_some();
    if waits || reply.code != Some(ErrorCode::CodeExpired) {
        return code_page(service, language, context.browser, Some(form_error));
    }
    let form_error =
        FormError { next: words::of(language).code_lost.to_owned(), ..form_error.clone() };
    number_page(service, language, context.browser, "", Some(&form_error))
}

fn ask_for(context: &FormContext<'_>, form: &SubmittedForm) -> Result<PageResponse, InternalError> {
    let (service, language) = (context.ctx.service, context.language);
    let id = context.browser.id(service);
    let Some(session) = service.store.session(&id, context.ctx.now)? else {
        return Ok(end_page(language, EndPage::NotCounted));
    };
    let fields = &form.fields;
    let values = PassFormValues {
        purpose: fields.get("purpose"),
        initials: fields.get("initials"),
        document: fields.get("document"),
    };
    let again = |form_error: &FormError| {
        ask_page(service, language, context.browser, &session, &values, Some(form_error))
    };
    let (purpose, mark) = match read(&values, language) {
        Ok(read) => read,
        Err(form_error) => return again(&form_error),
    };
    let reply = context.ask(form, purpose, &mark)?;
    if reply.code == Some(ErrorCode::CodeExpired) {
        return Ok(end_page(language, EndPage::NotCounted));
    }
    done_or(context, &reply, again)
}

/// Purpose and mark, of which nothing may be missing on paper.
fn read(values: &PassFormValues<'_>, language: Language) -> Result<(u64, HolderHint), FormError> {
    let words = words::of(language);
    let missing = |what, field| Err(FormError::missing(what, field, language));
    let Ok(purpose) = values.purpose.parse::<u64>() else {
        return missing(words.purpose_missing, Field::Purpose);
    };
    let of = |initials, document| {
        HolderHint::new(initials, document).map_err(|error| FormError::mark(error, language))
    };
    if of(Some(values.initials), None)?.is_absent() {
        return missing(words.initials_missing, Field::Initials);
    }
    if of(None, Some(values.document))?.is_absent() {
        return missing(words.document_missing, Field::Document);
    }
    Ok((purpose, of(Some(values.initials), Some(values.document))?))
}
